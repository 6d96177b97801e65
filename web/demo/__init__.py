"""`inchat demo`: a sample shop, both platforms' stand-ins and phones for both, in one process, without an account."""

import asyncio
import json
import shutil
import signal
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from aiohttp import web
from rich.console import Console

from bot.language import words
from orders.shops import Shop
from simulator import Simulator
from web.app import Running, running
from web.console.printing import spoken
from web.demo.people import cast
from web.demo.pictures import picture_routes
from web.demo.shop import config_text, stock_shop
from web.settings import Settings, load

__all__ = ["run"]

FOLDER = Path("demo")
KEYS = (
    "secret_key", "channel_secret", "channel_access_token", "app_secret", "page_access_token", "stripe_secret_key",
    "stripe_webhook_secret",
)  # fmt: skip


async def run(host: str = "127.0.0.1", port: int = 8080, *, fresh: bool = False) -> None:
    """Run the demo until it is stopped. Everything it keeps lies in `demo/`; `fresh` begins anew."""
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    settings = prepare(FOLDER, host, port, fresh=fresh)
    simulator = make_simulator(settings, FOLDER / "clock.txt")
    async with running(settings, host=host, port=port, furnish=lambda app: furnish(app, simulator)) as here:
        await open_shop(here, simulator)
        url = settings.server.public_url
        Console(highlight=False).print(words(spoken().language).say("console.demo_open", url=f"{url}/", folder=FOLDER))
        await stopping.wait()


def prepare(folder: Path, host: str, port: int, *, fresh: bool) -> Settings:
    """The demo's folder with its config, keys that outlive a restart, and its clock."""
    if fresh and folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "keys.json"
    keys = json.loads(kept.read_text()) if kept.exists() else {}
    if lacking := [name for name in KEYS if name not in keys]:
        keys |= {name: token_hex(16) for name in lacking}
        kept.write_text(json.dumps(keys))
        kept.chmod(0o600)
    seen_at = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 (compared, not bound)
    config = folder / "config.toml"
    config.write_text(config_text(f"http://{seen_at}:{port}", keys), encoding="utf-8")
    return load(config)


def make_simulator(settings: Settings, clock_file: Path) -> Simulator:
    """The stand-ins, on the same clock as the shop, which the page's "later" buttons turn."""

    def turned() -> float:
        return float(clock_file.read_text() or 0) if clock_file.exists() else 0.0

    def turn(seconds: float) -> None:
        clock_file.write_text(str(turned() + seconds))

    async def later(seconds: float) -> None:
        turn(seconds)

    simulator = Simulator(lambda: datetime.now(UTC).timestamp() + turned(), plain_hosts=("127.0.0.1", "localhost"))
    simulator.base_url = f"{settings.server.public_url}/simulator"
    simulator.on_later = later
    return simulator


def furnish(app: web.Application, simulator: Simulator) -> None:
    """The phones at /simulator/, the goods' pictures at /demo/, and the way there from the front door."""

    async def front(request: web.Request) -> web.Response:
        raise web.HTTPFound("/simulator/")

    app.router.add_get("/", front)
    app.add_routes(picture_routes())
    app.add_subapp("/simulator/", simulator.app())


async def open_shop(here: Running, simulator: Simulator) -> None:
    """Goods on the shelf and people at their phones."""
    shop = await Shop.get(slug="demo")
    await here.database.transaction(stock_shop, shop, here.settings.server.public_url)
    await cast(here, simulator, shop)
