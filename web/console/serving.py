"""Switching the light on: `serve`, `demo`, and bringing the database up to date."""

from argparse import Namespace

from orders import database
from orders.database import open_database, pending_migrations
from web.console.backup import copy_sqlite
from web.console.opening import alone, reached, sqlite_file
from web.console.printing import say, show
from web.settings import load


async def serve(args: Namespace) -> None:
    settings = load(args.config)
    # Not above: the platforms' client libraries take a second to import, and no other command needs them.
    from web.app import serve as keep_open

    server = settings.server
    port = server.port if args.port is None else args.port
    await keep_open(settings, host=args.host or server.host, port=port, role=args.role)


async def demo(args: Namespace) -> None:
    from web.demo import run

    await run(host=args.host or "127.0.0.1", port=8080 if args.port is None else args.port, fresh=args.fresh)


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


async def _check_reached(url: str) -> None:
    db = await reached(url)
    await db.close()
