"""Customers order in the chat: their words make a proposal card, their tap on it an order, and nothing else does."""

import json
from datetime import timedelta
from typing import Any

import pytest

from orders.catalogue import Product
from orders.events import Event
from orders.forgetting import forget_before
from orders.order import Order
from orders.proposals import Proposal
from orders.shops import Shop
from tests.bot.talking import says, taps, words_of
from tests.world import World

CHANNELS = pytest.mark.parametrize("channel", ["line", "messenger"])


async def scene(world: World, channel: str = "line") -> tuple[Any, Any]:
    return await world.customer("Nok", channel), await world.merchant("Ploy", channel)


async def orders() -> list[tuple[int, int, int]]:
    return list(await Order.exclude(number=None).order_by("number").values_list("number", "revision", "total"))


async def selling(world: World, **settings: Any) -> None:
    """Change how the shop sells, as the desk would."""
    shop = await world.shop()
    stored = {**shop.stored_terms, "selling": {**shop.stored_terms.get("selling", {}), **settings}}
    await Shop.filter(id=shop.id).update(stored_terms=stored)


async def press(world: World, person: Any, channel: str, said: str) -> list[Any]:
    """A tap on a button of an old card, which the phone does not show any more."""
    before = len(person.chat)
    if channel == "line":
        await person.says(said)
    else:
        await person.acts({"type": "postback", "title": "x", "payload": said})
    await world.settled()
    return [message for message in person.chat[before:] if message.who == "shop"]


@CHANNELS
@pytest.mark.parametrize("said", ["A01 2", "CF A01 2", "cf a01x2", "เอา A01 2 ตัวค่ะ", "A01 2 ตัวค่ะ"])
async def test_goods_make_a_proposal_and_the_tap_an_order(world: World, channel: str, said: str) -> None:
    nok, merchant = await scene(world, channel)
    card = await says(world, nok, said)
    assert "Is this your order?" in words_of(card)
    assert "Black tee" in words_of(card)
    assert "2 × 199" in words_of(card)
    assert "฿398.00" in words_of(card)
    assert await orders() == []
    (bill,) = await taps(world, nok, "Confirm")
    assert "Order #1001" in bill.words
    assert "View and confirm" in bill.buttons
    assert "Send your name, address and phone number here" in bill.words
    assert await orders() == [(1001, 1, 39800)]
    await merchant.hears("Nok ordered: #1001")
    order = await world.order(1001)
    assert (order["stage"], order["kind"], order["channel"]) == ("new", "in_chat", channel)
    assert [step["event"] for step in order["timeline"]] == ["order_drafted", "order_issued", "order_sent"]
    assert {step["by"] for step in order["timeline"][:2]} == {"customer"}
    assert (await Product.get(sku="A01")).reserved == 2


async def test_the_whole_answer_to_a_tap_is_one_reply(world: World) -> None:
    nok, _ = await scene(world)
    await says(world, nok, "A01 2")
    before = len([call for call in world.sim.line.calls if call.endpoint in ("reply", "push")])
    (bill,) = await taps(world, nok, "Confirm")
    assert bill.via == "reply"
    calls = [call for call in world.sim.line.calls if call.endpoint in ("reply", "push")][before:]
    to_nok = [call for call in calls if "Nok ordered" not in json.dumps(call.body)]
    assert len(to_nok) == 1


async def test_a_thai_shop_speaks_thai(thai_world: World) -> None:
    nok, merchant = await scene(thai_world)
    card = words_of(await says(thai_world, nok, "เอา A01 2 ตัวค่ะ"))
    assert "สั่งตามนี้ใช่ไหมคะ" in card
    (bill,) = await taps(thai_world, nok, "ยืนยัน")
    assert "ออเดอร์ #1001" in bill.words
    await merchant.hears("Nok สั่งซื้อแล้ว บิล 1001")
    await says(thai_world, nok, "B02 1")
    assert "ยังไม่ได้สั่งอะไร" in words_of(await taps(thai_world, nok, "ไม่เอา"))


@CHANNELS
async def test_a_second_tap_says_that_it_is_done(world: World, channel: str) -> None:
    nok, merchant = await scene(world, channel)
    await says(world, nok, "A01 2")
    number = (await Proposal.get()).id
    await taps(world, nok, "Confirm")
    again = words_of(await press(world, nok, channel, f"confirm ~{number}"))
    assert "That is done already: it is order #1001" in again
    assert await orders() == [(1001, 1, 39800)]
    assert len([m for m in merchant.chat if "Nok ordered" in m.words]) == 1


async def test_what_is_said_a_moment_later_belongs_to_it(world: World) -> None:
    """And the card it replaces orders nothing any more: it shows the newest."""
    nok, _ = await scene(world)
    await says(world, nok, "A01 2")
    first = (await Proposal.get()).id
    both = words_of(await says(world, nok, "B02 1"))
    assert "2 × 199" in both
    assert "1 × 90" in both
    assert "฿488.00" in both
    assert "Together with what you asked for a moment ago" in both
    old = words_of(await press(world, nok, "line", f"confirm ~{first}"))
    assert "That card was replaced" in old
    assert "฿488.00" in old
    assert await orders() == []
    await taps(world, nok, "Confirm")
    assert await orders() == [(1001, 1, 48800)]


async def test_the_same_goods_again_are_not_doubled(world: World) -> None:
    nok, _ = await scene(world)
    await says(world, nok, "CF A01")
    assert "1 × 199" in words_of(await says(world, nok, "CF A01"))
    assert "3 × 199" in words_of(await says(world, nok, "A01 3"))
    assert "2 × 199" in words_of(await says(world, nok, "เอา A01 2 ตัวค่ะ"))
    assert "3 × 199" in words_of(await says(world, nok, "เอา A01 เพิ่มอีก 1 ตัวค่ะ"))


async def test_later_goods_begin_anew(world: World) -> None:
    nok, _ = await scene(world)
    await says(world, nok, "A01 2")
    world.later(31 * 60)
    later = words_of(await says(world, nok, "B02 1"))
    assert "Black tee" not in later
    assert "฿90.00" in later


async def test_another_quantity_is_a_tap_away(world: World) -> None:
    nok, _ = await scene(world)
    await says(world, nok, "A01 1")
    assert "3 × 199" in words_of(await taps(world, nok, "3 pieces"))


@CHANNELS
async def test_no_thanks_drops_it(world: World, channel: str) -> None:
    nok, merchant = await scene(world, channel)
    await says(world, nok, "A01 2")
    heard = len(merchant.chat)
    number = (await Proposal.get()).id
    assert words_of(await taps(world, nok, "No thanks")) == "All right, nothing was ordered."
    assert "too old or has been answered" in words_of(await press(world, nok, channel, f"confirm ~{number}"))
    assert await orders() == []
    assert len(merchant.chat) == heard


async def test_goods_join_the_open_order(world: World) -> None:
    nok, merchant = await scene(world)
    await says(world, merchant, "new Nok A01 2 ship EMS send")
    card = words_of(await says(world, nok, "B02 1"))
    assert "Add this to order #1001?" in card
    assert "Black tee" not in card
    assert "Until now ฿448.00" in card.replace("\n", " ")
    assert "New total of #1001 ฿538.00" in card.replace("\n", " ")
    (bill,) = await taps(world, nok, "Confirm")
    assert "Order #1001, updated" in bill.words
    assert await orders() == [(1001, 2, 53800)]
    await merchant.hears("Nok changed #1001")


async def test_a_paid_order_is_left_alone(world: World) -> None:
    nok, merchant = await scene(world)
    await says(world, merchant, "new Nok A01 2 send")
    await Order.filter(number=1001).update(paid=10000, payment_status="partially_paid")
    assert "Is this your order?" in words_of(await says(world, nok, "B02 1"))
    await taps(world, nok, "Confirm")
    assert [number for number, _, _ in await orders()] == [1001, 1002]


async def test_a_choice_among_products_leads_to_the_proposal(world: World) -> None:
    nok, _ = await scene(world)
    asked = await says(world, nok, "CF white shirt 2")
    assert "Which" in words_of(asked)
    card = words_of(await taps(world, nok, "White shirt M 350"))
    assert "Is this your order?" in card
    assert "2 × 350" in card


async def test_what_is_not_sold_is_said_and_told(world: World) -> None:
    nok, merchant = await scene(world)
    assert 'could not find "Q99"' in words_of(await says(world, nok, "CF Q99"))
    await merchant.hears("Nok ordered something we do not have (LINE): CF Q99")
    heard = len(merchant.chat)
    await says(world, nok, "CF Q99")
    assert len(merchant.chat) == heard, "staff are told once"


@pytest.mark.parametrize("yes", ["ยืนยันค่ะ", "ok", "ตกลง", "confirm"])
async def test_a_typed_yes_confirms_what_was_said_last(world: World, yes: str) -> None:
    nok, _ = await scene(world)
    await says(world, nok, "A01 2")
    await says(world, nok, yes)
    assert await orders() == [(1001, 1, 39800)]


async def test_a_typed_yes_to_anything_else_is_talk(world: World) -> None:
    nok, merchant = await scene(world)
    assert await says(world, nok, "ok") == []
    await says(world, nok, "A01 2")
    await says(world, nok, "status")
    assert await says(world, nok, "ok") == []
    await says(world, nok, "A01 3")
    await says(world, merchant, "new Nok C03-M 1 send")
    assert await says(world, nok, "ok") == []
    assert [number for number, _, _ in await orders()] == [1001]


async def test_a_typed_yes_comes_too_late(world: World) -> None:
    nok, _ = await scene(world)
    await says(world, nok, "A01 2")
    world.later(30 * 60 + 1)
    assert await says(world, nok, "ok") == []
    assert await orders() == []


async def test_a_shop_that_takes_no_orders_by_itself_is_told_once(world: World) -> None:
    nok, merchant = await scene(world)
    await selling(world, customer_orders=False)
    assert words_of(await says(world, nok, "A01 2")) == "The shop has been told and will answer you here."
    await merchant.hears("Nok would like (LINE): A01 2")
    heard = len(merchant.chat)
    assert await says(world, nok, "A01 2") == []
    assert len(merchant.chat) == heard
    assert await orders() == []


async def test_in_a_group_nothing_is_sold_in_front_of_others(world: World) -> None:
    nok, merchant = await scene(world)
    group = world.line.group([merchant, nok])
    await nok.says("A01 2", group)
    await world.settled()
    assert [message for message in group.chat if message.who == "shop"] == []
    await nok.says("ขอบคุณค่ะ", group, mention_bot=True)
    await world.settled()
    assert [message for message in group.chat if message.who == "shop"] == []
    await nok.says("A01 2", group, mention_bot=True)
    await group.hears("between you and the shop")
    assert await Proposal.all().count() == 0


async def test_proposals_are_on_no_list(world: World) -> None:
    nok, merchant = await scene(world)
    await says(world, nok, "A01 2")
    assert words_of(await says(world, merchant, "orders")) == "No orders here."
    assert words_of(await says(world, merchant, "orders draft")) == "No orders here."
    assert words_of(await says(world, nok, "status")) == "You have no open order with us."


async def test_an_order_of_the_same_breath_as_an_address_goes_there(world: World) -> None:
    nok, _ = await scene(world)
    blob = "ส่งที่ นก ใจดี 99/1 ม.4 ต.บางพลีใหญ่ อ.บางพลี สมุทรปราการ 10540 0812345678"
    card = words_of(await says(world, nok, f"เอา A01 2 ตัวค่ะ {blob}"))
    assert "2 × 199" in card
    assert "10540" in card
    (bill,) = await taps(world, nok, "Confirm")
    assert "Send your name" not in bill.words
    assert (await world.order(1001))["shipping_address"]["postal_code"] == "10540"


async def test_a_question_is_no_order(world: World) -> None:
    nok, _ = await scene(world)
    for line in ("A01 2 ได้ไหมคะ", "ถ้าเอา A01 5 ลดไหม", "เพื่อนเอา A01 2 ตัว", "เมื่อวานเอา A01 2 ไปแล้ว", "มี A01 ไหม"):
        assert await says(world, nok, line) == [], line
    assert await Proposal.all().count() == 0


async def test_what_was_proposed_is_forgotten_with_what_was_said(world: World) -> None:
    nok, _ = await scene(world)
    await says(world, nok, "A01 2")
    await taps(world, nok, "Confirm")
    await forget_before(world.here.clock.now() - timedelta(days=1))
    assert await Proposal.all().count() == 1
    await forget_before(world.here.clock.now() + timedelta(days=1))
    assert await Proposal.all().count() == 0
    assert await orders() == [(1001, 1, 39800)]


async def test_a_repeated_delivery_of_the_tap_orders_once(world: World) -> None:
    nok, _ = await scene(world)
    await says(world, nok, "A01 2")
    number = (await Proposal.get()).id
    for _ in range(3):
        await press(world, nok, "line", f"confirm ~{number}")
    assert await orders() == [(1001, 1, 39800)]
    assert await Event.filter(name="order_issued").count() == 1


async def test_what_was_typed_on_the_page_is_not_lost_when_goods_are_added(world: World) -> None:
    from orders.checkout import remember
    from orders.invoices import current_invoice

    nok, merchant = await scene(world)
    await says(world, merchant, "new Nok A01 2 send")
    order = await Order.get(number=1001)
    invoice = await current_invoice(order)
    assert invoice is not None
    await remember(invoice, order, {"name": "นก", "phone": "0812345678"})
    await says(world, nok, "B02 1")
    await taps(world, nok, "Confirm")
    newest = await current_invoice(await Order.get(number=1001))
    assert newest is not None
    assert newest.checkout is not None
    assert newest.checkout["fields"]["name"] == "นก"
    assert len(newest.checkout["basket"]["lines"]) == 2
