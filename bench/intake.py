"""Webhook intake: verified, parsed, committed to SQLite and only then answered, against a handler that only answers.

Both are rung by turns in one run, each alone on one core, the callers on another.
"""

import asyncio
import json
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from bench.figures import Figure, middle
from bench.processes import Server, bare, cores, free_port, inchat, on_core, write_config

CALLERS = 64


async def run(quick: bool = False) -> list[Figure]:
    pairs, count = (1, 200) if quick else (5, 8000)
    served_on, called_on = cores()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        port, plain_port = free_port(), free_port()
        config = write_config(Path(folder), port)
        async with (
            inchat(config, port, role="web", core=served_on) as server,
            bare(plain_port, core=served_on) as plain,
        ):
            for one in (server, plain):  # both warm
                await rung(one, count // 8, called_on)
            rates: list[tuple[float, float]] = []
            before = server.processor_time(), plain.processor_time()
            for _ in range(pairs):
                ours = await rung(server, count, called_on)
                rates.append((ours["rate"], (await rung(plain, count, called_on))["rate"]))
            worked = server.processor_time() - before[0], plain.processor_time() - before[1]
            half = middle([ours for ours, _ in rates]) / 2
            calm = await rung(server, count // 2, called_on, rate=half)
        asked = count // 8 + pairs * count + count // 2
        if (kept := _kept(Path(folder) / "bench.db")) != asked:
            raise RuntimeError(f"{asked} were answered and {kept} kept")
    each = 1e6 / (pairs * count)
    return [
        Figure("intake: durable webhooks, one core", middle([ours for ours, _ in rates]), "/s"),
        Figure("intake: bare aiohttp handler, same core", middle([theirs for _, theirs in rates]), "/s"),
        Figure("intake: ratio", middle([ours / theirs for ours, theirs in rates]), "", 0.5, more_is_better=True),
        Figure("intake: processor time of a durable webhook", worked[0] * each, "us"),
        Figure("intake: processor time of a bare answer", worked[1] * each, "us"),
        Figure("intake: median wait at half load", calm["p50"], "ms"),
        Figure("intake: p99 wait at half load", calm["p99"], "ms", 50),
    ]


async def rung(server: Server, count: int, core: int | None, *, rate: float | None = None) -> dict[str, Any]:
    """What the callers tell. RuntimeError when any was not answered 200."""
    command = ["-m", "bench.load", str(server.port), str(count), str(CALLERS), *([str(rate)] if rate else [])]
    where = Path(__file__).parents[1]
    process = await asyncio.create_subprocess_exec(*on_core(core, command), cwd=where, stdout=asyncio.subprocess.PIPE)
    out, _ = await process.communicate()
    told: dict[str, Any] = json.loads(out)
    if told["failed"]:
        raise RuntimeError(f"{told['failed']} of {count} were not answered 200")
    return told


def _kept(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM inbound").fetchone()[0])
