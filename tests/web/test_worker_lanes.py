"""The worker's lanes: in order within a conversation, side by side otherwise, and never stuck for long."""

import asyncio
import json
import logging
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from orders.people import Chat
from orders.queues import Inbound, Outbound, Worker, put_inbound
from tests.web.postponing import again, at_work, calls, chat_of, heard, owe, until
from tests.world import World

world = pytest.fixture(at_work)


async def test_a_slow_chat_keeps_its_order_and_holds_back_no_other(world: World) -> None:
    nok = await world.customer("Nok")
    others = [await world.customer(name) for name in ("Fern", "Dao", "Mali")]
    world.sim.line.fail("reply", how="slow", seconds=2)
    await owe(world, nok, "one")
    await nok.hears("one")  # arrived, but not yet answered
    for word in ("two", "three", "four"):
        await owe(world, nok, word)
    for other in others:
        await owe(world, other, "hello")
        await other.hears("hello")
    assert heard(nok) == ["one"]
    await nok.hears("four")
    assert heard(nok) == ["one", "two", "three", "four"]
    assert [len(call.body["messages"]) for call in calls(world.sim.line, "push")] == [3]
    await world.settled()


async def test_what_one_person_says_is_handled_in_its_order_however_many_speak(world: World) -> None:
    staff = [await world.merchant(name) for name in ("Ploy", "Kai")]
    await world.customer("Nok")
    for pieces in range(1, 6):
        for person in staff:
            await person.says("new Nok A01 1" if pieces == 1 else f"A01 = {pieces}")
    for person in staff:
        await person.hears("5 ×")
    await world.settled()
    assert [len(heard(person)) for person in staff] == [6, 6]


async def test_mails_that_wait_for_their_server_hide_no_chat(world: World) -> None:
    """Hundreds of older things wait behind one that is put off."""
    nok = await world.customer("Nok")
    now = world.here.clock.now()
    shop = await world.shop()
    mail = {"shop_id": shop.id, "kind": "mail", "lane": f"mail:{shop.id}", "body": {}, "created_at": now}
    later = now + timedelta(hours=1)
    await Outbound.create(**mail, due_at=later, attempts=3)
    await Outbound.bulk_create([Outbound(**mail, due_at=now) for _ in range(500)])
    await owe(world, nok, "hello")
    await nok.hears("hello")


def rename(folder: Path, tables: dict[str, str]) -> None:
    """Take tables away from under the product, or put them back: from its side the database is broken meanwhile.

    In a thread of its own: the product may be in a transaction that needs the loop to end.
    """
    beside = sqlite3.connect(folder / "shop.db", isolation_level=None, timeout=10)
    for old, new in tables.items():
        beside.execute(f"ALTER TABLE {old} RENAME TO {new}")
    beside.close()


async def test_work_goes_on_when_the_database_comes_back(world: World, tmp_path: Path) -> None:
    """Looking for work failed for a moment, at every station."""
    nok = await world.customer("Nok")
    staff = await world.merchant()
    await world.settled()
    await asyncio.to_thread(rename, tmp_path, {table: f"{table}_away" for table in ("inbound", "outbound", "event")})
    world.database.bell.ring()
    assert await nok.says("hello?") == 500
    await asyncio.to_thread(rename, tmp_path, {f"{table}_away": table for table in ("inbound", "outbound", "event")})
    await staff.says("new Nok A01 1 send")
    await nok.hears("#1001", timeout=10)


class Complaint(logging.Handler):
    """Sets an event when the worker complains that serving a lane of the outbox failed."""

    def __init__(self) -> None:
        super().__init__()
        self.heard = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage().startswith("outbox: lane"):
            self.heard.set()


@pytest.fixture
def complaint() -> Iterator[asyncio.Event]:
    handler = Complaint()
    logging.getLogger("inchat.worker").addHandler(handler)
    yield handler.heard
    logging.getLogger("inchat.worker").removeHandler(handler)


async def test_a_call_whose_outcome_could_not_be_written_down_is_made_again_and_arrives_once(
    world: World, tmp_path: Path, complaint: asyncio.Event
) -> None:
    nok = await world.customer("Nok")
    world.later(60)
    world.sim.line.fail("push", how="slow", seconds=0.5)
    await owe(world, nok, "hello")
    await nok.hears("hello")
    await asyncio.to_thread(rename, tmp_path, {"outbound": "away"})
    async with asyncio.timeout(10):
        await complaint.wait()
    await asyncio.to_thread(rename, tmp_path, {"away": "outbound"})
    await until(world, lambda: Outbound.filter(kind="message", state="sent").exists())
    assert heard(nok) == ["hello"]
    assert [call.status for call in calls(world.sim.line, "push")] == [200, 409]


async def stored(chat: Chat, *bodies: str, shop: str = "demo") -> None:
    """Events of a chat that reached the inbox however; the first is the oldest."""
    lane = f"line:{shop}:{chat.external_id}"
    events = [
        (f"line:{shop}:stored{n}", shop, "line", lane, "message", n, body, "waiting") for n, body in enumerate(bodies)
    ]
    await put_inbound(events, chat.heard_at)


def text(person: Any, words: str) -> str:
    source = {"type": "user", "userId": person.user_id}
    message = {"type": "text", "id": "1", "text": words}
    return json.dumps({"type": "message", "mode": "active", "timestamp": 1, "source": source, "message": message})


async def test_an_event_that_cannot_be_handled_is_tried_again_then_set_aside_and_the_lane_goes_on(world: World) -> None:
    await world.customer("Nok")
    staff = await world.merchant()
    await stored(await chat_of(staff), '{"type": "message", "cut', text(staff, "new Nok A01 3"))
    world.database.bell.ring()
    for attempt in range(1, 5):
        assert len(heard(staff)) == 1, "what follows waits"
        await again(world, attempt, Inbound)
    await staff.hears("3 ×")
    bad = await Inbound.get(key="line:demo:stored0")
    assert (bad.state, bad.attempts) == ("buried", 5)
    assert "Traceback" in bad.error
    await world.settled()


async def test_a_message_that_cannot_be_made_is_set_aside_and_the_lane_goes_on(world: World) -> None:
    """And those before it are not held responsible."""
    nok = await world.customer("Nok")
    chat = await chat_of(nok)
    now = world.here.clock.now()
    row = {"shop_id": chat.shop_id, "kind": "message", "lane": f"line:{chat.shop_id}:{chat.external_id}"}
    times = {"created_at": now, "due_at": now, "about": {"chat": chat.id}}

    async def all_three() -> None:
        await owe_one("before")
        await Outbound.create(**row, **times, body={"parts": "nonsense"})
        await owe_one("after")

    async def owe_one(words: str) -> None:
        await Outbound.create(**row, **times, body={"parts": [{"type": "text", "text": words}], "quick": []})

    await world.database.transaction(all_three)
    await nok.hears("before")
    for attempt in range(1, 5):
        await again(world, attempt)
    await nok.hears("after")
    await world.settled()
    assert heard(nok) == ["before", "after"]
    assert [row.state for row in await Outbound.filter(kind="message").order_by("id")] == ["sent", "buried", "sent"]


async def test_a_mail_that_cannot_be_made_does_not_hold_back_the_next_for_ever(world: World) -> None:
    shop, now = await world.shop(), world.here.clock.now()
    mail = {"shop_id": shop.id, "kind": "mail", "lane": f"mail:{shop.id}", "created_at": now, "due_at": now}
    await Outbound.create(**mail, body={"template": "no such template"})
    world.database.bell.ring()
    for attempt in range(1, 12):
        await again(world, attempt)
    await until(world, lambda: Outbound.filter(kind="mail", state__in=["buried", "refused"]).exists())


async def test_turning_the_clock_makes_no_worker_look_dead(world: World) -> None:
    before = await Worker.get()
    world.later(24 * 3600)
    nok = await world.customer("Nok")
    await owe(world, nok, "hello")
    await nok.hears("hello")
    assert (await Worker.get()).beat_at - before.beat_at < timedelta(minutes=5)
    async with aiohttp.ClientSession() as http, http.get(f"{world.url}/readyz") as answer:
        assert answer.status == 200
