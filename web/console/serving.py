"""Switching the light on: `serve`, `demo`, and bringing the database up to date."""

import errno
import logging
import os
import socket
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager

from orders import database
from orders.database import open_database, pending_migrations
from web.console.backup import copy_sqlite
from web.console.opening import alone, reached, sqlite_file
from web.console.printing import say, show
from web.console.stopping import Stopped
from web.settings import load
from web.settings.addresses import is_loopback

#: How a system says that one cannot listen there: taken, not allowed, not ours.
CLOSED_DOORS = {errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL}


async def serve(args: Namespace) -> None:
    settings = load(args.config)
    is_example = settings.server.secret_key.get_secret_value().startswith("change-me")
    if is_example and not is_loopback(settings.server.public_url):
        raise Stopped(say("secret_unchanged"))
    # Not above: the platforms' client libraries take a second to import, and no other command needs them.
    from web.app import serve as keep_open

    # Ours are told as they happen; of others only what is wrong: their lines hold addresses that are secrets.
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    logging.getLogger("inchat").setLevel(logging.INFO)
    server = settings.server
    host, port = args.host or server.host, server.port if args.port is None else args.port
    with _door_named(host, port):
        await keep_open(settings, host=host, port=port, role=args.role)


async def demo(args: Namespace) -> None:
    from web.demo import run

    host, port = args.host or "127.0.0.1", 8080 if args.port is None else args.port
    with _door_named(host, port):
        await run(host=host, port=port, fresh=args.fresh)


async def migrate(args: Namespace) -> None:
    """Apply what is pending. An SQLite file is copied first, to `<file>.before-<migration>`."""
    url = load(args.config).database.url
    await _check_reached(url)
    async with alone(url):
        db = await open_database(url)
        try:
            pending = await pending_migrations()
        finally:
            await db.close()
        if not pending:
            return show(say("migrated_already"))
        if db.is_sqlite and sqlite_file(url).stat().st_size:
            kept = sqlite_file(url).with_name(f"{sqlite_file(url).name}.before-{pending[0]}")
            if not kept.exists():
                copy_sqlite(sqlite_file(url), kept)
                show(say("kept_before", file=str(kept)))
        for name in await database.migrate(url):
            show(say("migrated", name=name))


@contextmanager
def _door_named(host: str, port: int) -> Iterator[None]:
    """A door that cannot be opened is one line."""
    try:
        yield
    except OSError as error:
        if error.errno not in CLOSED_DOORS and not isinstance(error, socket.gaierror):
            raise
        reason = os.strerror(error.errno) if error.errno in CLOSED_DOORS else str(error.strerror)
        raise Stopped(say("door_closed", host=host, port=port, reason=reason)) from None


async def _check_reached(url: str) -> None:
    db = await reached(url)
    await db.close()
