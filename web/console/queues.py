"""What is not finished: heard and not yet handled, owed and not yet sent, and what was set aside."""

from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from orders import queues
from orders.clock import Clock
from orders.queues import Inbound, Outbound
from web.console.opening import opened
from web.console.printing import harmless, say, show, show_json, show_table
from web.console.stopping import Stopped
from web.moments import iso
from web.settings import load

UNFINISHED = ["waiting", "buried", "refused"]
QUEUES: Mapping[str, type[Inbound] | type[Outbound]] = {"inbox": Inbound, "outbox": Outbound}
#: When a row came to be, by the product's clock.
CAME_AT = {"inbox": "received_at", "outbox": "created_at"}
COLUMNS = ("id", "lane", "kind", "state", "attempts", "at", "error")


async def show_all(args: Namespace) -> None:
    async with opened(load(args.config)):
        found = {name: await _unfinished(name) for name in QUEUES}
    if args.json:
        return show_json(found)
    rows = [
        (name, *(harmless(str(row[column] or ""), most=60) if column == "error" else row[column] for column in COLUMNS))
        for name in QUEUES
        for row in found[name]
    ]
    if rows:
        show_table(("queue", *COLUMNS), rows, right=["id", "attempts"])
    else:
        show(say("queues_empty"))


async def retry(args: Namespace) -> None:
    settings = load(args.config)
    now = Clock(settings.server.test_clock).now()
    async with opened(settings) as db:
        if not await db.transaction(queues.retry, QUEUES[args.queue], args.id, now):
            raise Stopped(say("cannot_retry", queue=args.queue, id=args.id))
    show(say("retried", queue=args.queue, id=args.id))


async def bury(args: Namespace) -> None:
    async with opened(load(args.config)) as db:
        if not await db.transaction(queues.bury, QUEUES[args.queue], args.id):
            raise Stopped(say("cannot_bury", queue=args.queue, id=args.id))
    show(say("buried", queue=args.queue, id=args.id))


async def _unfinished(name: str) -> list[dict[str, Any]]:
    wanted: Any = QUEUES[name].filter(state__in=UNFINISHED).order_by("id")
    rows = await wanted.values("id", "lane", "kind", "state", "attempts", "error", at=CAME_AT[name])
    return [{**row, "at": iso(row["at"]), "error": row["error"] or None} for row in rows]
