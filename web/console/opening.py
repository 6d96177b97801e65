"""Opening the shop: its settings, its database, its clock. Every command goes through here, and so does `serve`."""

import asyncio
import fcntl
import os
import sqlite3
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

from tortoise.connection import get_connection
from tortoise.transactions import in_transaction

from orders.clock import Clock
from orders.database import Database, migrate, open_database, pending_migrations
from orders.shops import Shop
from web.console.printing import say
from web.console.stopping import Stopped
from web.settings import Settings, load


@dataclass(frozen=True, slots=True)
class Counter:
    """One shop, open. What a command about a shop needs."""

    settings: Settings
    db: Database
    shop: Shop
    clock: Clock

    @property
    def public_url(self) -> str:
        return self.settings.server.public_url


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """The database of the config, up to date, with every shop of the config in it.

    A database that is new is made. One that has tables already is never changed on the way: Stopped names the pending
    migrations. Shops that are known stay as they are. Any number of processes may come here at once.
    """
    url = settings.database.url
    db = await reached(url)
    try:
        if await pending_migrations():
            async with alone(url):
                await _make_when_empty(url)
        await _make_shops(settings)
        yield db
    finally:
        await db.close()


@asynccontextmanager
async def at_counter(args: Namespace) -> AsyncIterator[Counter]:
    """The shop that `--config` and `--shop` mean. Without `--shop` the only one there is."""
    settings = load(args.config)
    slug = _slug(settings, args.shop)
    async with opened(settings) as db:
        yield Counter(settings, db, await Shop.get(slug=slug), Clock(settings.server.test_clock))


async def reached(url: str) -> Database:
    """`open_database`, or Stopped with one line."""
    try:
        if url.startswith("sqlite://"):
            # Looked at first: a driver's thread that could not open its file outlives the command and complains.
            await asyncio.to_thread(_look_at, sqlite_file(url))
        return await open_database(url)
    except Exception as error:  # whatever a driver raises: a dead peer, a wrong password, a folder that is not there
        raise Stopped(say("database_closed", reason=str(error) or type(error).__name__)) from error


@asynccontextmanager
async def alone(url: str) -> AsyncIterator[None]:
    """Only one process at a time changes the tables. Within, open the database anew: it may be in a transaction."""
    if url.startswith("sqlite://"):
        # The folder is locked and not the file: closing any handle of the file would drop SQLite's own locks on it.
        # https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
        folder = os.open(sqlite_file(url).parent, os.O_RDONLY)
        try:
            await asyncio.to_thread(fcntl.flock, folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)
        return
    guard = await reached(url)
    try:
        async with in_transaction() as connection:
            await connection.execute_query("SELECT pg_advisory_xact_lock(hashtextextended('inchat migrate', 0))")
            yield
    finally:
        await guard.close()


def sqlite_file(url: str) -> Path:
    """Where the file of a `sqlite://` address lies."""
    return Path(url.removeprefix("sqlite://").partition("?")[0])


def _look_at(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA schema_version")


async def _make_when_empty(url: str) -> None:
    db = await reached(url)
    try:
        pending = await pending_migrations()
        is_empty = not await _tables(db)
    finally:
        await db.close()
    if pending and not is_empty:
        raise Stopped(say("pending", names=", ".join(pending)))
    if pending:
        await migrate(url)


async def _tables(db: Database) -> int:
    """How many tables there are, not counting the book of migrations."""
    of_sqlite = "SELECT count(*) AS n FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    of_postgres = "SELECT count(*) AS n FROM information_schema.tables WHERE table_schema = current_schema()"
    name = "name" if db.is_sqlite else "table_name"
    query = f"{of_sqlite if db.is_sqlite else of_postgres} AND {name} <> 'tortoise_migrations'"
    return int((await get_connection("default").execute_query_dict(query))[0]["n"])


async def _make_shops(settings: Settings) -> None:
    now = Clock(settings.server.test_clock).now()
    known = {shop.slug for shop in await Shop.all().only("id", "slug")}
    for slug, shop in settings.shops.items():
        if slug not in known:
            about = {
                name: getattr(shop, name) for name in ("name", "language", "timezone", "currency", "email", "phone")
            }
            terms = shop.terms().model_dump(mode="json")
            await Shop.get_or_create(slug=slug, defaults={**about, "stored_terms": terms, "created_at": now})
    await _keep_gateways(settings)


async def _keep_gateways(settings: Settings) -> None:
    """Whether a shop takes cards is for the file to say at every start: their keys are nowhere else."""
    for shop in await Shop.filter(slug__in=list(settings.shops)):
        gateway = settings.shops[shop.slug].payments.stripe
        told = gateway.model_dump(mode="json") if gateway is not None else None
        kept = shop.stored_terms.get("payments", {})
        if kept.get("stripe") != told:
            shop.stored_terms = {**shop.stored_terms, "payments": {**kept, "stripe": told}}
            await shop.save(update_fields=["stored_terms"])


def _slug(settings: Settings, wanted: str | None) -> str:
    known = sorted(settings.shops)
    if wanted is None and len(known) == 1:
        return known[0]
    if wanted is None:
        raise Stopped(say("which_shop", shops=", ".join(known)))
    if wanted not in settings.shops:
        raise Stopped(say("no_such_shop", shop=wanted, shops=", ".join(known)))
    return wanted
