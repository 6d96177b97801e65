"""The worker's wiring: its channels, its stations, and the loop that serves them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

import aiohttp

from bot.channels import ChannelClient
from bot.conversation import House
from orders.clock import Clock
from orders.database import Database
from orders.shops import Shop
from web.album import Album
from web.settings import Settings
from web.stations.errands import Errands
from web.stations.handling import EventStation, InboxStation
from web.stations.outbox import OutboxStation
from web.stations.post_office import post_office
from web.stations.slip_errands import SlipErrands
from web.stations.slip_services import slip_service
from web.worker import WorkerLoop


@asynccontextmanager
async def working(settings: Settings, database: Database, clock: Clock) -> AsyncIterator[WorkerLoop]:
    server = settings.server
    secret = server.secret_key.get_secret_value()
    house = House(server.public_url, sends_mail=bool(settings.email.smtp_url), secret=secret)
    own_apps = {slug: shop.messenger.app_id for slug, shop in settings.shops.items() if shop.messenger}
    await asyncio.to_thread(_import_platforms, settings)
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        by_slug = make_channels(settings, http)
        ids = {shop.slug: shop.id for shop in await Shop.all()}
        clients = {(ids[slug], channel): client for (slug, channel), client in by_slug.items()}
        slips = SlipErrands(database, clock, clients, Album(settings.slips.folder), slip_service(settings.slips, http))
        errands = Errands(clients, post_office(settings, house, clock), slips)
        worker = WorkerLoop(
            database,
            clock,
            InboxStation(database, clock, house, own_apps),
            EventStation(database, clock, house),
            lambda worker_id: OutboxStation(database, clock, clients, errands, worker_id),
            retention_days=settings.server.retention_days,
        )
        await worker.start()
        try:
            yield worker
        finally:
            await worker.stop()
            for client in clients.values():
                await client.close()


def _import_platforms(settings: Settings) -> None:
    """What takes a second to import, for the channels that there are. In a thread: the doors are open already."""
    if any(shop.line for shop in settings.shops.values()):
        import_module("linebot.v3.messaging")
    if any(shop.messenger for shop in settings.shops.values()):
        import_module("bot.channels.messenger")


def make_channels(settings: Settings, http: aiohttp.ClientSession) -> dict[tuple[str, str], ChannelClient]:
    """A client for every channel of every shop, by (slug, channel name)."""
    clients: dict[tuple[str, str], ChannelClient] = {}
    for slug, shop in settings.shops.items():
        if shop.line is not None:
            from bot.channels.line import Line

            clients[slug, "line"] = Line(
                shop.line.channel_access_token.get_secret_value(),
                api_base=shop.line.api_base,
                data_api_base=shop.line.data_api_base,
                http=http,
            )
        if shop.messenger is not None:
            from bot.channels.messenger import Messenger

            page = shop.messenger
            clients[slug, "messenger"] = Messenger(
                page_id=page.page_id,
                page_access_token=page.page_access_token.get_secret_value(),
                app_id=page.app_id,
                app_secret=page.app_secret.get_secret_value(),
                api_base=page.api_base,
                api_version=page.api_version,
                http=http,
                attachment_hosts=page.attachment_hosts,
            )
    return clients
