"""What must hold on SQLite and on PostgreSQL alike: the core stories, and deeds that meet at one order or one piece."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from orders.catalogue import Product
from orders.queues import Inbound, Outbound
from tests.test_story import check_out, link_of
from tests.world import World


async def reserved(sku: str) -> int:
    return (await Product.get(sku=sku)).reserved


async def inchat(world: World, *words: str) -> tuple[int, str, str]:
    """What a command of the console did, in a process of its own."""
    command = [sys.executable, "-m", "web.cli", *words, "--config", str(world.config)]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdout=pipe, stderr=pipe, cwd=Path(__file__).parents[1])
    out, err = await process.communicate()
    return process.returncode or 0, out.decode(), err.decode()


@pytest.mark.parametrize("channel", ["line", "messenger"])
async def test_an_order_is_typed_edited_confirmed_and_heard_of(either_world: World, channel: str) -> None:
    world = either_world
    nok = await world.customer("Nok", channel)
    merchant = await world.merchant("Ploy", channel)
    await merchant.says("new Nok A01 2, B02 1 ship EMS discount 50 send")
    assert "฿488.00" in (await nok.hears("1001")).words
    await merchant.hears("sent to Nok")
    await merchant.says("edit 1001")
    await merchant.hears("Editing #1001")
    await merchant.says("A01 1\nsend")
    card = await nok.hears("updated")
    await merchant.hears("version 2")
    status, page = await check_out(link_of(card), payment_method="cod")
    assert (status, "is confirmed" in page or "Cash on delivery" in page) == (200, True)
    await merchant.hears("#1001 confirmed by Nok")
    await nok.hears("confirmed")
    assert "1001" in (await world.mailbox.receives())["Subject"]
    await world.settled()
    order = await world.order(1001)
    assert (order["stage"], order["payment_status"], order["revision"]) == ("confirmed", "cod", 2)
    assert [line["quantity"] for line in order["lines"]] == [3, 1]
    assert await reserved("A01") == 3
    await merchant.says("cancel 1001 changed her mind")
    await nok.hears("cancelled")
    assert (await reserved("A01"), await reserved("B02")) == (0, 0)
    listed = json.loads((await inchat(world, "orders", "list", "--json"))[1])
    assert [(one["number"], one["stage"]) for one in listed] == [("1001", "cancelled")]


async def test_two_orders_that_race_for_the_last_pieces_never_share_one(either_world: World) -> None:
    world = either_world
    customers = {"Nok": await world.customer("Nok"), "Fah": await world.customer("Fah", "messenger")}
    staff = [await world.merchant("Ploy"), await world.merchant("Mai", "messenger")]
    said = zip(staff, customers, strict=True)
    await asyncio.gather(*(person.says(f"new {name} B02 2 send") for person, name in said))
    await world.settled()
    heard = [" ".join(message.words for message in person.chat) for person in staff]
    assert sorted("sent to" in words for words in heard) == [False, True]
    assert await reserved("B02") == 2
    assert sum("Tote" in m.words and "1001" in m.words for one in customers.values() for m in one.chat) == 1


async def test_a_customer_confirms_while_staff_cancel_and_one_of_them_is_first(either_world: World) -> None:
    """Whoever was first, the order, its stock and what the two are told agree."""
    world = either_world
    nok, merchant = await world.customer("Nok"), await world.merchant("Ploy", "messenger")
    for number in range(1001, 1006):
        await merchant.says("new Nok A01 1 ship EMS send")
        card = await nok.hears(str(number))
        await world.settled()
        await asyncio.gather(
            check_out(link_of(card), payment_method="promptpay"), merchant.says(f"cancel {number} sorry")
        )
        await world.settled()
        order = await world.order(number)
        events = [step["event"] for step in order["timeline"]]
        assert order["stage"] == "cancelled"
        assert events[-1] == "order_cancelled"
        assert await reserved("A01") == 0


async def test_a_number_is_given_once_however_many_send_at_once(either_world: World) -> None:
    world = either_world
    for name in ("Nok", "Fah", "Mint", "Aom"):
        await world.customer(name)
    staff = [await world.merchant(name, channel) for name in ("Ploy", "Mai") for channel in ("line", "messenger")]
    said = zip(staff, ("Nok", "Fah", "Mint", "Aom"), strict=True)
    await asyncio.gather(*(person.says(f"new {name} C03-M 1 link") for person, name in said))
    await world.settled()
    listed = json.loads((await inchat(world, "orders", "list", "--json"))[1])
    assert sorted(one["number"] for one in listed) == ["1001", "1002", "1003", "1004"]


async def test_an_event_that_is_delivered_many_times_at_once_is_kept_once(either_world: World) -> None:
    world = either_world
    nok = await world.customer("Nok")
    before = await Inbound.all().count()
    world.line.duplicate(times=5) if hasattr(world.line, "duplicate") else None
    await asyncio.gather(*(nok.says(f"hello {n}") for n in range(20)))
    await world.settled()
    assert await Inbound.all().count() == before + 20
    assert set(await Inbound.all().values_list("state", flat=True)) == {"done"}


async def test_two_workers_share_the_work_and_send_everything_once(either_world: World) -> None:
    world = either_world
    command = [sys.executable, "-m", "web.cli", "serve", "--role", "worker", "--config", str(world.config)]
    second = await asyncio.create_subprocess_exec(*command, cwd=Path(__file__).parents[1])
    try:
        merchant = await world.merchant("Ploy", "messenger")
        customers = [await world.customer(name) for name in ("Nok", "Fah", "Mint", "Aom", "Bee")]
        for customer in customers:
            await merchant.says(f"new {customer.name} C03-M 1 send")
        for customer in customers:
            await merchant.hears(f"sent to {customer.name}")
        await world.settled()
        for customer in customers:
            assert sum("White shirt" in message.words for message in customer.chat) == 1
        assert await Outbound.filter(state__not_in=["sent"]).count() == 0
    finally:
        second.terminate()
        assert await second.wait() == 0


async def test_hostile_words_are_kept_harmlessly(either_world: World) -> None:
    """PostgreSQL keeps no NUL at all; a message or a form with one must not be lost for it."""
    world = either_world
    nok, merchant = await world.customer("Nok"), await world.merchant("Ploy")
    await merchant.says("new Nok A01 1 ship EMS\nnote a\x00b \u202e' OR 1=1; -- {customer} 🙂")
    await merchant.says("send")
    card = await nok.hears("1001")
    status, _ = await check_out(link_of(card), payment_method="promptpay", name="N\x00ok", line="99\x00/1 <b>")
    assert status == 200
    await world.settled()
    order = await world.order(1001)
    assert "\x00" not in json.dumps(order)
    assert "OR 1=1; -- {customer} 🙂" in order["note"]
    assert await Inbound.filter(attempts__gt=0).count() == 0


async def test_the_console_works_on_it(either_world: World) -> None:
    world = either_world
    await (await world.customer("Nok")).says("hello")
    await world.settled()
    for _ in range(2):
        status, out, err = await inchat(world, "migrate")
        assert (status, err) == (0, ""), out
    row = {"shop_id": 1, "kind": "message", "lane": "x", "body": {}, "state": "buried"}
    await Outbound.create(**row, created_at=world.here.clock.now(), due_at=world.here.clock.now())
    status, out, _ = await inchat(world, "queues", "list", "--json")
    listed: dict[str, Any] = json.loads(out)
    assert [one["state"] for one in listed["outbox"]] == ["buried"]
    assert listed["inbox"] == []
