"""The inbox and the outbox: put once, take by lane in order, done, later, bury.

A lane is one conversation (or one mailbox): its rows are handled one after the other, lanes side by side.
"""

import random
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from tortoise import fields
from tortoise.connection import get_connection
from tortoise.indexes import Index, PartialIndex
from tortoise.models import Model

#: A row that failed so often is set aside for a person to look at (`inchat queues`).
MOST_ATTEMPTS_INBOX = 5
MOST_ATTEMPTS_OUTBOX = 12
LONGEST_WAIT = timedelta(minutes=15)
#: A worker on another machine that was not heard of for so long is dead.
DEAD_AFTER = timedelta(seconds=10)


class Inbound(Model):
    """One platform event as we heard it. `key` is the platform's own id of it, so each takes effect once.

    `at` is the platform's clock (Unix milliseconds) and decides the order within a lane; `body` is the raw event.
    State: waiting, done, buried.
    """

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(max_length=300, unique=True)
    shop = fields.CharField(max_length=60)
    channel = fields.CharField(max_length=20)
    lane = fields.CharField(max_length=300)
    kind = fields.CharField(max_length=40)
    at = fields.BigIntField()
    body = fields.TextField()
    state = fields.CharField(max_length=10, default="waiting", db_default="waiting")
    attempts = fields.IntField(default=0, db_default=0)
    received_at = fields.DatetimeField()
    due_at = fields.DatetimeField()
    error = fields.TextField(default="", db_default="")

    class Meta:
        table = "inbound"
        table_description = "what was heard"
        indexes = (
            PartialIndex(fields=("at", "id", "lane"), condition={"state": "waiting"}),
            PartialIndex(fields=("id",), condition={"state": "buried"}),
        )


class Outbound(Model):
    """One thing we owe the world. Kinds: message (to a chat), mail, profile to fetch, typing, event to be told again.

    State: waiting, held (not worth a push: it waits for a reply token), sent, refused (it can never arrive; somebody is
    told), buried (gave up; a person may retry), dropped (no longer wanted).
    `body` is the thing itself, `about` what it concerns (`{"order": id, "what": "invoice", ...}`).
    The `call_*` columns are the one call that may be under way: its key (the same for every attempt), how many rendered
    messages of this row are in it, the reply token it uses (good until `token_until`), whether an earlier attempt may
    have arrived, and the platform's id of its echo.
    """

    id = fields.BigIntField(primary_key=True)
    shop_id = fields.IntField()
    kind = fields.CharField(max_length=20)
    lane = fields.CharField(max_length=300)
    key = fields.CharField(max_length=200, unique=True, null=True)
    body: dict[str, Any] = fields.JSONField()
    about: dict[str, Any] = fields.JSONField(default=dict)
    state = fields.CharField(max_length=10, default="waiting")
    attempts = fields.IntField(default=0)
    created_at = fields.DatetimeField()
    due_at = fields.DatetimeField()
    sent_at = fields.DatetimeField(null=True)
    error = fields.TextField(default="", db_default="")
    progress = fields.IntField(default=0)
    call_key = fields.CharField(max_length=40, null=True)
    call_size = fields.IntField(default=0)
    call_token = fields.CharField(max_length=200, default="")
    call_uncertain = fields.BooleanField(default=False)
    token_until = fields.DatetimeField(null=True)
    echo_id = fields.CharField(max_length=200, default="")
    claimed_by = fields.CharField(max_length=40, null=True)
    platform_ids: list[str] = fields.JSONField(default=list)

    class Meta:
        table = "outbound"
        table_description = "what is owed to the world"
        indexes = (
            PartialIndex(fields=("lane", "id"), condition={"state": "waiting"}),
            Index(fields=("state", "due_at")),
            Index(fields=("call_key",)),
        )


class Worker(Model):
    """A worker that is alive: `beat_at` is refreshed every few seconds. Its claims die with it."""

    id = fields.CharField(max_length=40, primary_key=True)
    host = fields.CharField(max_length=200)
    pid = fields.IntField()
    beat_at = fields.DatetimeField()

    class Meta:
        table = "worker"
        table_description = "who is alive"


def backoff(attempts: int, dice: random.Random) -> timedelta:
    """1, 2, 4 ... seconds with jitter of a half, at most 15 minutes: many retries never come back together."""
    wait = min(LONGEST_WAIT.total_seconds(), 2.0 ** max(0, attempts - 1))
    return timedelta(seconds=wait * dice.uniform(0.5, 1.5))


#: What is told of an event that was heard; when it came is written here.
HEARD_COLUMNS = ("key", "shop", "channel", "lane", "kind", "at", "body", "state")
_INBOUND = f"INSERT INTO inbound ({', '.join(HEARD_COLUMNS)}, received_at, due_at) VALUES"

#: Rows of one statement; SQLite takes at most 32,766 values. https://www.sqlite.org/limits.html
MOST_ROWS = 1000


async def put_inbound(heard: Sequence[tuple[Any, ...]], now: datetime) -> None:
    """Store events (values as `HEARD_COLUMNS`) that came `now`; those already known are skipped.

    One statement for however many wait: this is what a webhook's answer waits for.
    """
    connection = get_connection("default")
    if connection.capabilities.dialect == "sqlite":
        # A statement by itself is a transaction, and one hop to the database's thread instead of three.
        one = f"({', '.join('?' for _ in HEARD_COLUMNS)}, ?, ?)"
        came = str(now), str(now)
        for start in range(0, len(heard), MOST_ROWS):
            some = heard[start : start + MOST_ROWS]
            values = [value for event in some for value in (*event, *came)]
            await connection.execute_query(f"{_INBOUND} {', '.join([one] * len(some))} ON CONFLICT DO NOTHING", values)
    else:
        marks = ", ".join(f"${n}" for n in range(1, len(HEARD_COLUMNS) + 3))
        rows = [[*event, now, now] for event in heard]
        await connection.execute_many(f"{_INBOUND} ({marks}) ON CONFLICT DO NOTHING", rows)


async def put_outbound(
    *,
    shop_id: int,
    kind: str,
    lane: str,
    body: dict[str, Any],
    now: datetime,
    key: str | None = None,
    about: dict[str, Any] | None = None,
    due_at: datetime | None = None,
) -> None:
    """Owe one thing; with a `key` that is known already nothing is added."""
    if key is not None and await Outbound.exists(key=key):
        return
    await Outbound.create(
        shop_id=shop_id,
        kind=kind,
        lane=lane,
        key=key,
        body=body,
        about=about or {},
        created_at=now,
        due_at=due_at or now,
    )


async def inbound_lanes(now: datetime, busy: Iterable[str], *, most: int = 50) -> list[str]:
    """Lanes with an event to handle now, oldest first."""
    return await _lanes("inbound", now, busy, most, order="min(at), min(id)")


async def outbound_lanes(now: datetime, busy: Iterable[str], *, most: int = 50) -> list[str]:
    """Lanes with something to send now, oldest first. What another worker is sending holds its lane back."""
    return await _lanes("outbound", now, busy, most, order="min(id)", held_by=" OR claimed_by IS NOT NULL")


async def _lanes(
    table: str, now: datetime, busy: Iterable[str], most: int, *, order: str, held_by: str = ""
) -> list[str]:
    """A row waiting for its next attempt holds its lane back; a row that was put for later does not.

    By hand: it is asked after every commit, and each queue has an index of just the rows that wait.
    """
    connection = get_connection("default")
    sign, at = ("?", str(now)) if connection.capabilities.dialect == "sqlite" else ("$", now)
    due, held = f"due_at <= {sign}1", f"attempts > 0 AND due_at > {sign}1{held_by}"
    values = [at, *busy]
    others = ", ".join(f"{sign}{n}" for n in range(2, len(values) + 1))
    rows = await connection.execute_query_dict(
        f"SELECT lane FROM {table} WHERE state = 'waiting' {f'AND lane NOT IN ({others})' if others else ''} "  # noqa: S608
        f"GROUP BY lane HAVING sum(CASE WHEN {due} THEN 1 ELSE 0 END) > 0 "
        f"AND sum(CASE WHEN {held} THEN 1 ELSE 0 END) = 0 ORDER BY {order} LIMIT {most}",
        values,
    )
    return [row["lane"] for row in rows]


async def next_inbound(lane: str) -> list[Inbound]:
    """The lane's next event, and the one after it when there is one."""
    return await Inbound.filter(lane=lane, state="waiting").order_by("at", "id").limit(2)


async def retry(queue: type[Inbound] | type[Outbound], row_id: int, now: datetime) -> bool:
    """Give a buried or refused row another life, now; False when there is no such row.

    It is a new call: the key of the old one belonged to a body that may have held other rows too.
    """
    afresh: dict[str, Any] = {"state": "waiting", "attempts": 0, "due_at": now, "error": ""}
    if queue is Outbound:
        afresh |= {"call_key": None, "call_size": 0, "call_token": "", "call_uncertain": False, "claimed_by": None}
    return bool(await queue.filter(id=row_id, state__in=["buried", "refused", "waiting"]).update(**afresh))


async def bury(queue: type[Inbound] | type[Outbound], row_id: int) -> bool:
    """Set a waiting row aside by hand; False when there is no such row."""
    return bool(await queue.filter(id=row_id, state="waiting").update(state="buried", error="buried by hand"))
