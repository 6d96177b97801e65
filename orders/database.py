"""Opening the database, bringing it up to date, and the transaction.

SQLite by default (one file, one process or few), PostgreSQL by URL; the same models and the same migrations.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlsplit

from tortoise.connection import get_connection
from tortoise.context import TortoiseContext
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget
from tortoise.transactions import in_transaction

from orders import sqlite

T = TypeVar("T")

MODELS = [
    "orders.shops",
    "orders.catalogue",
    "orders.people",
    "orders.order",
    "orders.slips",
    "orders.payments",
    "orders.invoices",
    "orders.documents",
    "orders.events",
    "orders.queues",
    "orders.sayings",
    "orders.proposals",
    "orders.waiting",
]

MIGRATIONS = "orders.migrations"
_LATEST = [MigrationTarget(app_label="models", name="__latest__")]

#: What an acknowledged webhook rests on: WAL with synchronous=FULL survives kill -9 and the loss of power.
#: https://www.sqlite.org/pragma.html#pragma_synchronous
#: The log is written over and over in place (64 MB at most) and moved into the file every 16 MB, not every 4: whoever
#: commits just then waits for that. https://www.sqlite.org/wal.html#avoiding_excessively_large_wal_files
PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "busy_timeout": 10_000,
    "foreign_keys": "ON",
    "journal_size_limit": 64 * 1024 * 1024,
    "wal_autocheckpoint": 4_000,
}


class Bell:
    """Rung after every commit; whoever waits for work has one of its events. Carries nothing, loses nothing."""

    def __init__(self) -> None:
        self._hung: set[asyncio.Event] = set()

    def hang(self) -> asyncio.Event:
        event = asyncio.Event()
        self._hung.add(event)
        return event

    def ring(self) -> None:
        for event in self._hung:
            event.set()


class Database:
    """An open database. Tasks made after `open` in the same context find it through Tortoise's context variable."""

    def __init__(self, context: TortoiseContext, url: str) -> None:
        self.context = context
        self.url = url
        self.bell = Bell()
        self._under_way: set[asyncio.Task[Any]] = set()

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    async def transaction(self, work: Callable[..., Coroutine[Any, Any, T]], *args: Any, **kwargs: Any) -> T:
        """`work(*args)` in one transaction that the caller's cancellation cannot tear; rings the bell on commit."""
        return await self._whole(work, args, kwargs, aloud=True)

    async def quietly(self, work: Callable[..., Coroutine[Any, Any, T]], *args: Any) -> T:
        """As `transaction`, but the bell stays silent: for what makes no work for anybody."""
        return await self._whole(work, args, {}, aloud=False)

    async def _whole(
        self, work: Callable[..., Coroutine[Any, Any, T]], args: tuple[Any, ...], kwargs: dict[str, Any], *, aloud: bool
    ) -> T:
        """aiohttp cancels handlers whose client went away; a task cancelled inside Tortoise's transaction entry would
        keep SQLite's lock for ever. So the work runs in a task of its own and is waited for even when we are cancelled.
        """

        async def unit() -> T:
            async with in_transaction():
                result = await work(*args, **kwargs)
            if aloud:
                self.bell.ring()
            return result

        task = asyncio.create_task(unit())
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            await asyncio.wait([task])
            raise

    async def close(self) -> None:
        """Let what is under way end, then close."""
        if self._under_way:
            await asyncio.wait(self._under_way)
        await self.context.close_connections()
        self.context.__exit__(None, None, None)


async def open_database(url: str, *, foreign_keys: bool = True) -> Database:
    """Connect to `sqlite://path`, `sqlite://:memory:` or `postgres://user:pw@host:port/name`.

    Enters Tortoise's context in the current task; raises what the driver raises when the database cannot be reached.
    """
    context = TortoiseContext()
    context.__enter__()
    await context.init(config=config_for(url, foreign_keys=foreign_keys))
    await get_connection("default").execute_query("SELECT 1")
    return Database(context, url)


def config_for(url: str, *, foreign_keys: bool = True) -> dict[str, Any]:
    """Tortoise's configuration for a database URL."""
    return {
        "connections": {"default": _connection(url, foreign_keys=foreign_keys)},
        "apps": _apps(),
        "use_tz": True,
        "timezone": "UTC",
    }


def _apps() -> dict[str, Any]:
    return {"models": {"models": MODELS, "migrations": MIGRATIONS, "default_connection": "default"}}


def _connection(url: str, *, foreign_keys: bool) -> dict[str, Any]:
    if url.startswith("sqlite://"):
        path = url.removeprefix("sqlite://")
        pragmas = PRAGMAS | {"foreign_keys": "ON" if foreign_keys else "OFF"}
        return {"engine": "orders.sqlite", "credentials": {"file_path": path, **pragmas}}
    parts = urlsplit(url)
    credentials: dict[str, Any] = {
        "host": parts.hostname,
        "port": parts.port or 5432,
        "user": parts.username,
        "password": parts.password,
        "database": parts.path.lstrip("/"),
        "minsize": 1,
        "maxsize": 10,
    }
    return {"engine": "tortoise.backends.asyncpg", "credentials": credentials | dict(parse_qsl(parts.query))}


async def migrate(url: str) -> list[str]:
    """Bring the database up to date, all of it or nothing; the names of the migrations that were applied.

    SQLite migrations rebuild tables: with foreign keys on, dropping the old table would delete every child row, so they
    run on a connection with foreign keys off, and what a rebuilt table lost is put back.
    """
    db = await open_database(url, foreign_keys=False)
    try:
        names = await pending_migrations()
        if names:
            await _executor().migrate([])  # makes the table that remembers: asking a missing one would spoil the unit
            await db.transaction(_apply, db)
        return names
    finally:
        await db.close()


async def pending_migrations() -> list[str]:
    """Names of migrations not yet applied to the open database."""
    return [step.migration.name for step in await _executor().plan(_LATEST)]


async def _apply(db: Database) -> None:
    await _executor().migrate(_LATEST)
    if db.is_sqlite and db.context.apps:
        await db.context.generate_schemas(safe=True)
        await sqlite.check_rebuilt(get_connection("default"), db.context.apps["models"].values())


def _executor() -> MigrationExecutor:
    """In the transaction we are in, if any: then applying and remembering that it was applied are one."""
    return MigrationExecutor(get_connection("default"), _apps())


async def lock(name: str) -> bool:
    """Inside a transaction: whether this lane is ours until commit.

    SQLite's BEGIN IMMEDIATE already lets only one transaction write; PostgreSQL has advisory locks for it.
    https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
    """
    connection = get_connection("default")
    if connection.capabilities.dialect == "sqlite":
        return True
    rows = await connection.execute_query_dict(
        "SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS ours", [name]
    )
    return bool(rows[0]["ours"])


async def wait_for(name: str) -> None:
    """Inside a transaction: from here to the commit this name is ours alone; whoever wants it too waits."""
    connection = get_connection("default")
    if connection.capabilities.dialect != "sqlite":
        await connection.execute_query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [name])
