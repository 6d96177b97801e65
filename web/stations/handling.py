"""The worker's stations: what was heard is handled, what happened is told. Each step is one transaction."""

import logging
import random
import traceback
from dataclasses import replace

import orjson
from tortoise.connection import get_connection

from bot.announce import announce
from bot.answer import answer
from bot.conversation import House
from bot.messages import Incoming
from orders.clock import Clock
from orders.database import Database, lock
from orders.deadlines import look
from orders.events import Event
from orders.order import Order
from orders.queues import MOST_ATTEMPTS_INBOX, Inbound, Outbound, backoff, next_inbound
from orders.shops import Shop
from orders.waiting import pass_on
from web.stations.gateway_news import hear_of_money
from webhooks import line, messenger, payments

log = logging.getLogger("inchat.worker")


class InboxStation:
    """Handles one lane at a time; what an event causes and that it is done are one transaction."""

    def __init__(self, database: Database, clock: Clock, house: House, own_apps: dict[str, str]) -> None:
        self._database, self._clock, self._house, self._own_apps = database, clock, house, own_apps
        self._dice = random.Random()  # noqa: S311 (jitter, not a secret)

    async def serve(self, lane: str) -> None:
        """Handle the lane's due rows in order, until none is left or one has to wait."""
        while await self._one(lane):
            pass

    async def _one(self, lane: str) -> bool:
        handled: list[Inbound] = []
        try:
            return await self._database.transaction(self._handle, lane, handled)
        except Exception:
            log.exception("an event of %s failed", lane)
            if not handled:
                raise
            await self._database.transaction(self._failed, handled[0], traceback.format_exc())
            return False

    async def _handle(self, lane: str, handled: list[Inbound]) -> bool:
        if not await lock(lane):
            return False
        rows, now = await next_inbound(lane), self._clock.now()
        if not rows or rows[0].due_at > now:
            return False
        row = rows[0]
        handled.append(row)
        shop = await Shop.get_or_none(slug=row.shop)
        if row.channel == payments.CHANNEL and shop is not None:
            return await hear_of_money(row, shop, now) and len(rows) > 1
        incoming = self._read(row)
        if incoming is not None:
            incoming = replace(incoming, received_at=row.received_at)
        if shop is not None and incoming is not None:
            await answer(incoming, shop, self._house, now)
        if incoming is not None and incoming.kind == "unsent":
            await _forget(row, incoming)
        row.state = "done"
        await row.save(update_fields=["state"])
        return len(rows) > 1

    def _read(self, row: Inbound) -> Incoming | None:
        event = orjson.loads(row.body)
        if row.channel == "line":
            return line.incoming(event, row.shop)
        return messenger.incoming(event, row.shop, self._own_apps.get(row.shop, ""))

    async def _failed(self, row: Inbound, problem: str) -> None:
        """Try again later; after too many times set it aside so that the conversation can go on."""
        now = self._clock.now()
        attempts = row.attempts + 1
        buried = attempts >= MOST_ATTEMPTS_INBOX
        # Another worker may have handled it since our transaction was undone.
        await Inbound.filter(id=row.id, state="waiting", attempts=row.attempts).update(
            attempts=attempts,
            state="buried" if buried else "waiting",
            due_at=now + backoff(attempts, self._dice),
            error=problem[-4000:],
        )


async def _forget(row: Inbound, incoming: Incoming) -> None:
    """What a person took back is deleted here too.

    https://developers.line.biz/en/docs/messaging-api/receiving-messages/#processing-on-receipt-of-unsend-event
    """
    if incoming.message_id:
        part = f'"id":"{incoming.message_id}"'
        kept = Inbound.filter(lane=row.lane, kind__in=["message", "messageEdited"])
        await kept.filter(body__contains=part).update(body="{}")


class EventStation:
    """Turns what happened into what is owed, in the order in which it happened."""

    def __init__(self, database: Database, clock: Clock, house: House) -> None:
        self._database, self._clock, self._house = database, clock, house

    async def serve(self) -> bool:
        """Tell the next event; whether there was one. One that cannot be told is tried again and then set aside, so
        that it does not silence the others."""
        telling: list[Event] = []
        try:
            return await self._database.transaction(self._tell, telling)
        except Exception:
            if not telling:
                raise
            log.exception("event %s cannot be told", telling[0].name)
            await self._database.transaction(self._failed, telling[0], traceback.format_exc())
            return False

    async def _tell(self, telling: list[Event]) -> bool:
        if not await lock("events"):
            return False
        event = await Event.filter(announced=False).order_by("id").first().prefetch_related("shop")
        if event is None:
            return False
        telling.append(event)
        await announce(event, event.shop, self._house, self._clock.now())
        await Event.filter(id=event.id).update(announced=True)
        return True

    async def _failed(self, event: Event, problem: str) -> None:
        if event.attempts + 1 >= MOST_ATTEMPTS_INBOX:
            return await self._set_aside(event, problem)
        await Event.filter(id=event.id, announced=False).update(attempts=event.attempts + 1)

    async def _set_aside(self, event: Event, problem: str) -> None:
        """Into the outbox as a buried row, where a person sees it and can have it told again."""
        await Event.filter(id=event.id).update(announced=True)
        now = self._clock.now()
        await Outbound.create(
            shop_id=event.shop_id,
            kind="event",
            lane=f"event:{event.shop_id}",
            body={"event": event.id},
            state="buried",
            error=problem[-4000:],
            created_at=now,
            due_at=now,
        )


class DeadlineStation:
    """Looks at an order whose time to pay says something now. However many workers look, the row is locked and what it
    says is done once."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def serve(self, order_id: str) -> None:
        await self._database.transaction(self._look, int(order_id))

    async def _look(self, order_id: int) -> None:
        order = await Order.filter(id=order_id).select_for_update().first()
        if order is not None:
            await look(order, await Shop.get(id=order.shop_id), self._clock.now())


class QueueStation:
    """Passes on what was offered to somebody in a queue who has not answered."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def serve(self, product_id: str) -> None:
        await self._database.transaction(pass_on, int(product_id), self._clock.now())


async def untold() -> bool:
    """Whether an event waits to be told: a read, so that an idle worker takes no write lock."""
    rows = await get_connection("default").execute_query_dict("SELECT 1 FROM event WHERE announced = false LIMIT 1")
    return bool(rows)
