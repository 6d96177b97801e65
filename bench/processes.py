"""The processes that are measured: `inchat serve` on a shop of its own, and the bare handler it is compared with."""

import asyncio
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

LINE_SECRET = "line-secret-of-the-bench"
LINE_TOKEN = "line-token-of-the-bench"
SHOP = "bench"
PATIENCE = 30.0

#: Answers 200 and does nothing else: what aiohttp costs by itself.
BARE = """
import sys
from aiohttp import web

async def ok(request):
    return web.Response()

app = web.Application()
app.router.add_post("/webhooks/line/{shop}", ok)
app.router.add_get("/healthz", ok)
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
"""

CONFIG = """
[server]
public_url = "http://127.0.0.1:{port}"
secret_key = "a secret key that only the bench knows"

[database]
url = "{database}"

[shops.bench]
name = "Bench"
language = "en"

[shops.bench.line]
channel_secret = "{secret}"
channel_access_token = "{token}"
api_base = "{line_api}"

[shops.bench.messenger]
app_id = "1"
app_secret = "app-secret-of-the-bench"
verify_token = "verify-token-of-the-bench"
page_id = "2"
page_access_token = "page-token-of-the-bench"

[[shops.bench.shipping]]
code = "EMS"
name = "EMS"
fee = 50

[shops.bench.payments]
promptpay = {{ id = "081-234-5678" }}
"""


@dataclass(frozen=True, slots=True)
class Server:
    """A process that answers /healthz. `waited` is how many seconds that took from its start."""

    pid: int
    port: int
    waited: float

    def processor_time(self) -> float:
        """Seconds in user and kernel mode so far. https://www.man7.org/linux/man-pages/man5/proc_pid_stat.5.html"""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> float:
        """Resident memory of the process, as /proc tells it."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0.0


def write_config(folder: Path, port: int, *, line_api: str = "http://127.0.0.1:9", database: str = "") -> Path:
    """A shop with a LINE account whose platform is `line_api`."""
    config = folder / "config.toml"
    url = database or f"sqlite://{folder}/bench.db"
    text = CONFIG.format(port=port, database=url, secret=LINE_SECRET, token=LINE_TOKEN, line_api=line_api)
    config.write_text(text, encoding="utf-8")
    return config


@asynccontextmanager
async def inchat(config: Path, port: int, *, role: str = "all", core: int | None = None) -> AsyncIterator[Server]:
    """`inchat serve`, on one core when told so."""
    serve = ["-m", "web.cli", "serve", "--config", str(config), "--port", str(port), "--role", role]
    async with _process(serve, port, core) as server:
        yield server


@asynccontextmanager
async def bare(port: int, *, core: int | None = None) -> AsyncIterator[Server]:
    async with _process(["-c", BARE, str(port)], port, core) as server:
        yield server


def cores() -> tuple[int | None, int | None]:
    """One core for what is measured and one for who measures, where there are two and the system lets us choose."""
    if not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2:
        return None, None
    first, second, *_ = sorted(os.sched_getaffinity(0))
    return first, second


def on_core(core: int | None, command: Sequence[str]) -> list[str]:
    """A Python command that runs on that core alone."""
    pin = f"import os, sys; os.sched_setaffinity(0, [{core}]); os.execv(sys.executable, sys.argv[1:])"
    return [sys.executable, *command] if core is None else [sys.executable, "-c", pin, sys.executable, *command]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def _process(command: Sequence[str], port: int, core: int | None) -> AsyncIterator[Server]:
    started = time.perf_counter()
    where = Path(__file__).parents[1]
    process = await asyncio.create_subprocess_exec(
        *on_core(core, command), cwd=where, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(PATIENCE):
            while not await _is_healthy(port):
                if process.returncode is not None:
                    raise RuntimeError(f"{command[:3]} ended with {process.returncode}")
                await asyncio.sleep(0.005)
        yield Server(process.pid, port, time.perf_counter() - started)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _is_healthy(port: int) -> bool:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.write(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    answer = await reader.read()
    writer.close()
    return b" 200 " in answer.split(b"\r\n", 1)[0]
