"""Wiring and all routes: what the settings say becomes one running process."""

import asyncio
import gc
import logging
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from aiohttp import web
from prometheus_client import REGISTRY, generate_latest

from orders.clock import Clock
from orders.database import Database
from orders.partners.stripe import Till
from orders.queues import DEAD_AFTER, Inbound, Outbound, Worker
from orders.shops import Shop
from web.album import Album
from web.console.opening import opened
from web.guard import guarded
from web.invoice.pay_pictures import picture_routes
from web.invoice.routes import invoice_routes, static_routes
from web.keys import ALBUM, CLOCK, DATABASE, PUBLIC_URL, SECRET, SLIP_PROVIDER, TEMPLATES, TILLS
from web.pages import page_templates
from web.papers.press import PRESS, Press
from web.settings import Settings
from webhooks.doors import Doors, Page
from webhooks.receive import MOST_BYTES, Intake

if TYPE_CHECKING:
    from web.worker import WorkerLoop

log = logging.getLogger("inchat")

Role = Literal["all", "web", "worker"]
#: Seconds after which a database that does not answer is not ready.
PATIENCE = 5


@dataclass(slots=True)
class Running:
    """A process at work: where it listens (None for a worker alone) and what it holds."""

    settings: Settings
    database: Database
    clock: Clock
    url: str | None
    worker: "WorkerLoop | None"


def make_web(settings: Settings, database: Database, clock: Clock, intake: Intake) -> web.Application:
    """All routes of the product."""
    app = web.Application(middlewares=[guarded], client_max_size=MOST_BYTES)
    app[DATABASE], app[CLOCK] = database, clock
    app[SECRET] = settings.server.secret_key.get_secret_value()
    app[PUBLIC_URL], app[TEMPLATES] = settings.server.public_url, page_templates()
    app[ALBUM], app[SLIP_PROVIDER] = Album(settings.slips.folder), settings.slips.provider
    app[PRESS] = Press()
    app[TILLS] = {slug: Till(shop.payments.stripe) for slug, shop in settings.shops.items() if shop.payments.stripe}
    app.on_cleanup.append(_close_tills)
    app.add_routes(_doors(settings, intake, clock).routes())
    app.add_routes([*invoice_routes(), *picture_routes(), *static_routes()])
    app.add_routes([web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", metrics)])
    return app


async def _close_tills(app: web.Application) -> None:
    for till in app[TILLS].values():
        await till.close()


async def healthz(request: web.Request) -> web.Response:
    """200: the database is migrated (or we would not be here) and webhooks can be taken."""
    return web.json_response({"status": "ok"})


async def readyz(request: web.Request) -> web.Response:
    """200: writing works, and some worker is alive."""
    asked = asyncio.ensure_future(request.app[DATABASE].quietly(_a_worker_lives, Clock().now() - DEAD_AFTER))
    await asyncio.wait({asked}, timeout=PATIENCE)
    if not asked.done() or asked.exception() is not None:
        return web.json_response({"status": "database"}, status=503)
    alive = asked.result()
    return web.json_response({"status": "ok" if alive else "no worker"}, status=200 if alive else 503)


async def metrics(request: web.Request) -> web.Response:
    """Prometheus text; the queues' lengths are read at the time of asking."""
    lines = [generate_latest(REGISTRY).decode().rstrip()]
    for name, queue in (("inbox", Inbound), ("outbox", Outbound)):
        for state in ("waiting", "buried"):
            count = await queue.filter(state=state).count()
            lines.append(f'inchat_queue_rows{{queue="{name}",state="{state}"}} {count}')
    return web.Response(text="\n".join(lines) + "\n", content_type="text/plain")


@asynccontextmanager
async def running(
    settings: Settings,
    *,
    host: str,
    port: int,
    role: Role = "all",
    furnish: Callable[[web.Application], None] | None = None,
) -> AsyncIterator[Running]:
    """A whole process as a context: doors, pages and worker, by role. `furnish` may add routes to the web part."""
    clock = Clock(settings.server.test_clock)
    async with opened(settings) as database:
        intake = Intake(database, clock)
        await intake.open()
        runner: web.AppRunner | None = None
        url: str | None = None
        if role != "worker":
            app = make_web(settings, database, clock, intake)
            if furnish is not None:
                furnish(app)
            runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
            await runner.setup()
            site = web.TCPSite(runner, host, port)
            await site.start()
            url = f"http://{host}:{runner.addresses[0][1]}"
        try:
            if role == "web":
                yield Running(settings, database, clock, url, None)
            else:
                # What understands a chat takes a while to import: the doors are open already.
                work = await asyncio.to_thread(import_module, "web.working")
                async with work.working(settings, database, clock) as worker:
                    yield Running(settings, database, clock, url, worker)
        finally:
            if runner is not None:
                await runner.cleanup()
            await intake.close()


async def serve(settings: Settings, *, host: str | None = None, port: int | None = None, role: Role = "all") -> None:
    """Run until SIGTERM or SIGINT, then stop gracefully."""
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    host, port = host or settings.server.host, settings.server.port if port is None else port
    async with running(settings, host=host, port=port, role=role) as here:
        # What is there now stays: looked through at every full collection, it would hold up a webhook for long.
        gc.freeze()
        log.info("inchat %s at %s for %s", role, here.url or "-", ", ".join(settings.shops))
        await stopping.wait()


def _doors(settings: Settings, intake: Intake, clock: Clock) -> Doors:
    shops = settings.shops.items()
    return Doors(
        intake,
        clock,
        {slug: shop.line.channel_secret.get_secret_value() for slug, shop in shops if shop.line},
        tuple(
            Page(
                slug,
                shop.messenger.page_id,
                shop.messenger.app_secret.get_secret_value(),
                shop.messenger.verify_token.get_secret_value(),
            )
            for slug, shop in shops
            if shop.messenger
        ),
        {slug: shop.payments.stripe.webhook_secret.get_secret_value() for slug, shop in shops if shop.payments.stripe},
    )


async def _a_worker_lives(since: datetime) -> bool:
    await Shop.filter(id=0).update(name="")  # takes the write lock, changes nothing
    return await Worker.filter(beat_at__gte=since).exists()
