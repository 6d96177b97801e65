"""What must hold on SQLite and on PostgreSQL alike: the core stories, and deeds that meet at one order or one piece."""

import asyncio
import base64
import hashlib
import hmac
import json
from typing import Any

import aiohttp
import pytest

from orders.catalogue import Product
from orders.order import Order
from orders.queues import Inbound, Outbound, Worker
from tests.chaos.process import served
from tests.test_story import check_out, link_of
from tests.world import LINE_SECRET, SHOP, World
from web.cli import main


async def reserved(sku: str) -> int:
    return (await Product.get(sku=sku)).reserved


async def numbers() -> list[int | None]:
    return list(await Order.all().order_by("number").values_list("number", flat=True))


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
    await merchant.hears("cancelled")
    assert (await reserved("A01"), await reserved("B02")) == (0, 0)
    assert await numbers() == [1001]


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
        deeds = [step["event"] for step in order["timeline"] if step["event"] in ("order_confirmed", "order_cancelled")]
        assert order["stage"] == "cancelled"
        assert deeds in (["order_cancelled"], ["order_confirmed", "order_cancelled"])
        assert await reserved("A01") == 0


async def test_a_number_is_given_once_however_many_send_at_once(either_world: World) -> None:
    world = either_world
    for name in ("Nok", "Fah", "Mint", "Aom"):
        await world.customer(name)
    staff = [await world.merchant(name, channel) for name in ("Ploy", "Mai") for channel in ("line", "messenger")]
    said = zip(staff, ("Nok", "Fah", "Mint", "Aom"), strict=True)
    await asyncio.gather(*(person.says(f"new {name} C03-M 1 link") for person, name in said))
    await world.settled()
    assert await numbers() == [1001, 1002, 1003, 1004]


async def test_an_event_that_is_delivered_many_times_at_once_is_kept_once(either_world: World) -> None:
    world = either_world
    nok = await world.customer("Nok")
    await nok.says("orders")
    await world.settled()
    before = await Inbound.all().count()
    event = {"type": "message", "webhookEventId": "01TWICE", "mode": "active", "timestamp": 1, "replyToken": "t"}
    event |= {
        "source": {"type": "user", "userId": nok.user_id},
        "message": {"type": "text", "id": "1", "text": "hello"},
    }
    body = json.dumps({"destination": "U0", "events": [event]}).encode()
    digest = hmac.new(LINE_SECRET.encode(), body, hashlib.sha256).digest()
    signed = {"X-Line-Signature": base64.b64encode(digest).decode()}
    async with aiohttp.ClientSession() as http:
        door = f"{world.url}/webhooks/line/{SHOP}"
        answers = await asyncio.gather(*(http.post(door, data=body, headers=signed) for _ in range(30)))
    assert {answer.status for answer in answers} == {200}
    await world.settled()
    assert await Inbound.all().count() == before + 1
    assert set(await Inbound.all().values_list("state", flat=True)) == {"done"}


async def test_two_workers_share_the_work_and_send_everything_once(either_world: World) -> None:
    world = either_world
    async with served(world.config, role="worker") as second:
        assert await Worker.all().count() == 2
        merchant = await world.merchant("Ploy", "messenger")
        customers = [await world.customer(name) for name in ("Nok", "Fah", "Mint", "Aom", "Bee")]
        before = merchant.chat[-1]
        for customer in customers:
            await merchant.says(f"new {customer.name} C03-M 1 send")
        for customer in customers:  # in whichever order the cards went out: every customer is a lane
            await merchant.hears(f"sent to {customer.name}", after=before)
        await world.settled()
        for customer in customers:
            assert sum("White shirt" in message.words for message in customer.chat) == 1
        assert await Outbound.filter(state__not_in=["sent"]).count() == 0
        assert await second.stopped() == 0


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


async def test_the_console_works_on_it(either_world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world = either_world
    config = ["--config", str(world.config)]
    for _ in range(2):
        assert await asyncio.to_thread(main, ["migrate", *config]) == 0
    now = world.here.clock.now()
    row = {"shop_id": 1, "kind": "message", "lane": "x", "body": {}, "state": "buried"}
    await Outbound.create(**row, created_at=now, due_at=now)
    capsys.readouterr()
    assert await asyncio.to_thread(main, ["queues", "list", "--json", *config]) == 0
    listed: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert ([one["state"] for one in listed["outbox"]], listed["inbox"]) == (["buried"], [])
