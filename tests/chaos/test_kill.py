"""kill -9 at random moments under load: whatever was acknowledged takes effect exactly once.

People type, the platforms deliver again what was not taken, the process dies and comes back. `INCHAT_CHAOS=50` kills
fifty times, `INCHAT_SEED` repeats a run.
"""

import asyncio
import json
import os
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tortoise.connection import get_connection

from orders.catalogue import Product
from orders.clock import Clock
from orders.order import Order
from orders.people import invite_staff
from orders.queues import Inbound
from orders.shops import Shop
from tests.chaos.process import Served, inchat, served
from tests.world import SHOP, Street, open_street, stock_goods
from web.console.opening import opened

KILLS = int(os.environ.get("INCHAT_CHAOS", "3"))
SEED = int(os.environ.get("INCHAT_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
CUSTOMERS = {"line": ["Nok", "Fern", "Dao"], "messenger": ["Mali", "Pim"]}
STAFF = ["Ploy", "Kai", "Som"]


class Load:
    """Everybody who types, and what they typed. Each line orders a number of pieces that no other line orders."""

    def __init__(self, street: Street, dice: random.Random) -> None:
        self.street, self.dice = street, dice
        self.customers = {
            name: getattr(street, "line" if channel == "line" else "page").person(name)
            for channel, names in CUSTOMERS.items()
            for name in names
        }
        self.staff = [street.line.person(name) for name in STAFF]
        self.typed: dict[int, str] = {}
        self.stopping = asyncio.Event()

    async def types(self, person: Any) -> None:
        """One member of staff, until told to stop; a line that was not taken is not typed again, but redelivered."""
        while not self.stopping.is_set():
            pieces, name = len(self.typed) + 1, self.dice.choice(list(self.customers))
            self.typed[pieces] = name
            if name in CUSTOMERS["messenger"] and self.dice.random() < 0.5:
                await self.customers[name].inbox_says(f"/new A01 {pieces} send")
            else:
                await person.says(f"new {name} A01 {pieces} send")
            await self._breath(self.dice.uniform(0.3, 1.0))

    async def _breath(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self.stopping.wait(), seconds)
        except TimeoutError:
            return

    def cards(self) -> Counter[tuple[str, str]]:
        """How often each customer got the card of each order number."""
        found: Counter[tuple[str, str]] = Counter()
        for name, person in self.customers.items():
            for message in person.chat:
                number = re.search(r"Order #(\d+)", message.words)
                if message.who == "shop" and message.via != "inbox" and number:
                    found[name, number[1]] += 1
        return found


@pytest.mark.chaos
async def test_kill_at_any_moment_loses_nothing_acknowledged_and_does_nothing_twice(tmp_path: Path) -> None:
    print(f"INCHAT_SEED={SEED} INCHAT_CHAOS={KILLS}")  # noqa: T201 (to repeat it)
    dice = random.Random(SEED)
    async with open_street(tmp_path) as street:
        street.line.redelivery = True
        load = Load(street, dice)
        codes = await _opened_shop(street)
        async with served(street.config, street.port) as server:
            await _introduce(load, codes)
            await _chaos(street, load, server, dice)
            await _everything_delivered(street)
            await _quiet(street, load)
        await _exactly_once(street, load)


async def _opened_shop(street: Street) -> list[str]:
    """Goods for everybody, and a code for each member of staff."""
    async with opened(street.settings) as database:
        shop = await Shop.get(slug=SHOP)
        await database.transaction(stock_goods, shop)
        await Product.filter(sku="A01").update(on_hand=10_000_000)
        return [await database.transaction(invite_staff, shop, name, Clock().now()) for name in STAFF]


async def _introduce(load: Load, codes: list[str]) -> None:
    for person in load.customers.values():
        assert await person.says("hello") == 200
    for person, code in zip(load.staff, codes, strict=True):
        await person.says(f"staff {code}")
        await person.hears(person.name, timeout=20)


async def _chaos(street: Street, load: Load, server: Served, dice: random.Random) -> None:
    """The process dies KILLS times while everybody types."""
    typing = [asyncio.create_task(load.types(person)) for person in load.staff]
    for _ in range(KILLS):
        # A random moment, not a signal: that is the point.
        await asyncio.sleep(dice.uniform(0.05, 1.5))
        await server.killed()
        await server.starts()
        await _redelivered(street)
    load.stopping.set()
    await asyncio.gather(*typing)


async def _redelivered(street: Street) -> None:
    await asyncio.gather(street.line.redeliver(), street.page.redeliver())


async def _everything_delivered(street: Street) -> None:
    async with asyncio.timeout(30):
        while street.line.missed or street.page.missed:
            await _redelivered(street)
            await street.sim.settled()


async def _quiet(street: Street, load: Load) -> None:
    """Until each line has its card and no queue holds anything. Another process gives no signal: it is asked.

    However slow the machine, something has to move: what stays the same for a minute is stuck.
    """
    clock = asyncio.get_running_loop().time
    before, since = None, clock()
    async with opened(street.settings):
        while True:
            await _everything_delivered(street)
            left, cards = await _unfinished(), len(load.cards())
            if not left and cards >= len(load.typed):
                return
            if (left, cards) != before:
                before, since = (left, cards), clock()
            assert clock() - since < 60, f"stuck: {left}, {cards} cards for {len(load.typed)} lines"
            await asyncio.sleep(0.2)


async def _unfinished() -> list[dict[str, Any]]:
    """Asked in one statement: work moves from queue to queue while one looks."""
    return await get_connection("default").execute_query_dict(
        "SELECT 'inbox' AS queue, id, lane, attempts, due_at, error FROM inbound WHERE state = 'waiting' UNION ALL "
        "SELECT 'outbox', id, lane, attempts, due_at, error FROM outbound WHERE state = 'waiting' UNION ALL "
        "SELECT 'event', id, name, 0, at, '' FROM event WHERE NOT announced"
    )


async def _exactly_once(street: Street, load: Load) -> None:
    async with opened(street.settings):
        heard = Counter(await Inbound.all().values_list("key", flat=True))
        orders = await Order.filter(number__isnull=False).prefetch_related("chat__contact")
    acknowledged = _acknowledged(street)
    print(  # noqa: T201 (for whoever wants the figures)
        f"{KILLS} kills, {len(load.typed)} lines typed, {len(acknowledged)} events acknowledged, {len(orders)} orders"
    )
    assert acknowledged <= heard.keys(), "an acknowledged event was lost"
    made = {order.basket.lines[0].quantity: order.chat.contact.name for order in orders}
    assert made == load.typed, "each line typed made one order for the customer it named"
    assert len(orders) == len(load.typed), "no line made two"
    wanted = Counter((order.chat.contact.name, str(order.number)) for order in orders)
    assert load.cards() == wanted, "each customer got each of their cards once"
    queues = json.loads(await inchat("queues", "list", "--json", "--config", str(street.config)))
    assert queues == {"inbox": [], "outbox": []}


def _acknowledged(street: Street) -> set[str]:
    """Keys of all events in bodies that were answered 2xx."""
    found: set[str] = set()
    for delivery in (*street.sim.line.deliveries, *street.sim.messenger.deliveries):
        if not 200 <= delivery.status < 300:
            continue
        body = json.loads(delivery.raw)
        found |= {f"line:{SHOP}:{event['webhookEventId']}" for event in body.get("events", ())}
        items = [
            item for entry in body.get("entry", ()) for item in (*entry.get("messaging", ()), *entry.get("standby", ()))
        ]
        found |= {f"messenger:{SHOP}:message:{item['message']['mid']}" for item in items if "message" in item}
    return found
