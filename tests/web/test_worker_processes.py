"""Workers as processes of their own: several on one database, stopped politely, or killed."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from orders.order import Order
from orders.queues import Inbound, Outbound, Worker
from tests.chaos.process import inchat, served
from tests.web.postponing import again, chat_of, heard, owe
from tests.web.test_worker_lanes import stored, text
from tests.world import World, open_street, open_world
from web.console.opening import opened


@pytest.fixture
async def doors(tmp_path: Path) -> AsyncIterator[World]:
    """Only the doors are in this process: workers are to come."""
    async with open_world(tmp_path, role="web") as world:
        yield world


async def test_two_workers_on_one_database_send_nothing_twice(doors: World) -> None:
    names = ["Nok", "Fern", "Dao", "Mali", "Pim"]
    people = [doors.line.person(name) for name in names]
    async with served(doors.config, role="worker") as one, served(doors.config, role="worker") as other:
        assert await Worker.all().count() == 2
        for person in people:
            await person.says("สวัสดีค่ะ")
        staff = await doors.merchant()
        for number in range(20):
            await staff.says(f"new {names[number % 5]} C03-M 1 send")
        for place, person in enumerate(people):
            for number in range(place, 20, 5):
                await person.hears(f"#{1001 + number}", timeout=20)
        assert [await one.stopped(), await other.stopped()] == [0, 0]
    assert [len(heard(person)) for person in people] == [4] * 5
    assert await Order.filter(number__isnull=False).count() == 20
    assert await Worker.all().count() == 0


async def test_what_a_killed_worker_was_sending_is_taken_over_and_arrives_once(doors: World) -> None:
    """Its reply had arrived and nobody wrote that down; the same token, used again, tells so."""
    nok = doors.line.person("Nok")
    async with served(doors.config, role="worker") as worker:
        await nok.says("hello")
        staff = await doors.merchant()
        doors.sim.line.fail("reply", how="slow", seconds=30)
        await staff.says("help")
        await staff.hears("What you can say")
        await worker.killed()
        assert await Outbound.filter(state="waiting", claimed_by__isnull=False).count() == 1
        await worker.starts()
        await staff.says("new Nok A01 1 send")
        await nok.hears("#1001", timeout=20)
        assert await worker.stopped() == 0
    assert len([words for words in heard(staff) if "What you can say" in words]) == 1
    assert await Outbound.filter(claimed_by__isnull=False).count() == 0


async def test_asked_to_stop_a_worker_finishes_what_it_began(doors: World) -> None:
    nok = doors.line.person("Nok")
    async with served(doors.config, role="worker") as worker:
        await nok.says("hello")
        await doors.merchant()
        doors.sim.line.fail("*", how="slow", seconds=1)
        await owe(doors, nok, "one")
        await nok.hears("one")
        assert await worker.stopped() == 0
        assert worker.complaints[1:] == []
    assert [row.state for row in await Outbound.filter(lane__endswith=nok.user_id, kind="message")] == ["sent"]
    assert await nok.says("the doors are still open") == 200
    assert await Inbound.filter(state="waiting").count() == 1


async def test_a_person_lists_what_was_set_aside_and_brings_it_back(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.customer("Nok")
        staff = await world.merchant()
        await stored(await chat_of(staff), "{")
        world.database.bell.ring()
        for attempt in range(1, 5):
            await again(world, attempt, Inbound)
        await world.settled()
        shown = json.loads(await inchat("queues", "list", "--json", "--config", str(world.config)))
        (row,) = shown["inbox"]
        assert (row["state"], row["attempts"], row["kind"]) == ("buried", 5, "message")
        assert "JSON" in row["error"]
        await Inbound.filter(id=row["id"]).update(body=text(staff, "new Nok A01 2"))  # what was wrong has been mended
        await inchat("queues", "retry", "inbox", str(row["id"]), "--config", str(world.config))
        await staff.hears("2 ×", timeout=10)
        await world.settled()
        assert json.loads(await inchat("queues", "list", "--json", "--config", str(world.config))) == {
            "inbox": [],
            "outbox": [],
        }


async def test_a_whole_server_asked_to_stop_under_load_keeps_what_it_took(tmp_path: Path) -> None:
    """People write while it goes: every answer is 200 or none, and what was answered is in the inbox once."""
    async with open_street(tmp_path) as street, served(street.config, street.port) as server:
        people = [street.line.person(f"Nok{n}") for n in range(10)]
        writing = [asyncio.create_task(person.says(f"hello {n}")) for n in range(5) for person in people]
        await asyncio.wait(writing, return_when=asyncio.FIRST_COMPLETED)
        assert await server.stopped() == 0
        answered = await asyncio.gather(*writing)
        assert set(answered) <= {0, 200}
        async with opened(street.settings):
            kept = await Inbound.all().count()
            assert kept >= answered.count(200) > 0
            assert await Inbound.filter(state="buried").count() == 0
