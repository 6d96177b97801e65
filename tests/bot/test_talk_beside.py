"""What customers say beside goods: how to pack it, may I cancel, how I pay, and codes that nobody sells."""

from typing import Any

import pytest

from orders.order import Order
from tests.bot.talking import labels_of, says, state, taps, words_of
from tests.world import World

CHANNELS = pytest.mark.parametrize("channel", ["line", "messenger"])
WHOLE = "นก ใจดี 99/1 ม.4 ต.บางพลีใหญ่ อ.บางพลี สมุทรปราการ 10540 0812345678"


async def proposed(world: World, channel: str = "line") -> tuple[Any, Any]:
    """Nok was shown what two tees come to."""
    nok, merchant = await world.customer("Nok", channel), await world.merchant("Ploy", channel)
    await says(world, nok, "A01 2")
    return nok, merchant


async def ordered(world: World, channel: str = "line") -> tuple[Any, Any]:
    nok, merchant = await proposed(world, channel)
    await taps(world, nok, "Confirm")
    return nok, merchant


@CHANNELS
async def test_a_note_said_of_a_proposal_stands_on_the_order_and_staff_hear_of_it(world: World, channel: str) -> None:
    nok, merchant = await proposed(world, channel)
    assert "gift wrap" in words_of(await says(world, nok, "please gift wrap it"))
    await merchant.hears("asks for this with their order")
    await taps(world, nok, "Confirm")
    assert "gift wrap" in str((await Order.get(number=1001)).basket.note)


async def test_a_note_said_of_an_unpaid_order_is_a_change_of_it(world: World) -> None:
    nok, merchant = await ordered(world)
    assert "ห้ามโยน" in words_of(await says(world, nok, "ฝากโน้ตหน้ากล่องว่าห้ามโยนด้วยค่ะ"))
    await merchant.hears("asks for this with their order")
    await taps(world, nok, "Confirm")
    order = await Order.get(number=1001)
    assert (order.revision, "ห้ามโยน" in str(order.basket.note)) == (2, True)


async def test_a_note_on_a_paid_order_is_left_to_the_shop(world: World) -> None:
    nok, merchant = await ordered(world)
    await says(world, merchant, "paid 1001")
    assert "The shop has been told" in words_of(await says(world, nok, "ห่อของขวัญด้วยนะคะ"))
    await merchant.hears("asks for this with their order")
    assert (await Order.get(number=1001)).basket.note is None


async def test_two_notes_are_both_kept(world: World) -> None:
    nok, _ = await proposed(world)
    await says(world, nok, "please gift wrap it")
    await says(world, nok, "please leave it at the lobby")
    await taps(world, nok, "Confirm")
    note = str((await Order.get(number=1001)).basket.note)
    assert "gift wrap" in note
    assert "lobby" in note


@CHANNELS
@pytest.mark.parametrize("said", ["ขอยกเลิกออเดอร์ได้ไหมคะ", "can I cancel my order?"])
async def test_may_i_cancel_is_answered_with_the_question(world: World, channel: str, said: str) -> None:
    nok, merchant = await ordered(world, channel)
    heard = await says(world, nok, said)
    assert "Shall order #1001 be cancelled?" in words_of(heard)
    assert (await Order.get(number=1001)).stage == "new"
    assert "asked to cancel order #1001" in words_of(await taps(world, nok, "Cancel order"))
    await merchant.hears("Nok asks to cancel #1001")


async def test_may_i_cancel_a_proposal_is_answered_with_the_question(world: World) -> None:
    nok, _ = await proposed(world)
    assert "Shall I drop it?" in words_of(await says(world, nok, "ขอยกเลิกออเดอร์ได้ไหมคะ"))


async def test_an_address_ends_where_the_way_to_pay_is_said(world: World) -> None:
    nok, _ = await ordered(world)
    heard = await says(world, nok, f"{WHOLE} เก็บปลายทางค่ะ")
    assert "10540" in words_of(heard)
    assert "เก็บปลายทาง" not in heard[0].words
    assert "Confirm" in labels_of(heard)
    await taps(world, nok, "Confirm")
    assert (await Order.get(number=1001)).basket.payment_method == "cod"


@pytest.mark.parametrize("said", ["can I have 2 more tote bags", "I want a tote bag too"])
async def test_more_is_wanted_while_a_card_waits(world: World, said: str) -> None:
    nok, _ = await proposed(world)
    card = words_of(await says(world, nok, said))
    assert "Tote bag" in card
    assert "Black tee" in card


@CHANNELS
async def test_a_code_that_nobody_sells_is_told(world: World, channel: str) -> None:
    nok, merchant = await world.customer("Nok", channel), await world.merchant("Ploy", channel)
    assert 'could not find "X99"' in words_of(await says(world, nok, "CF X99"))
    await merchant.hears("ordered something we do not have")


async def test_a_bare_number_is_left_to_people(world: World) -> None:
    nok, _ = await world.customer("Nok"), await world.merchant("Ploy")
    before = await state()
    assert await says(world, nok, "CF 77") == []
    assert await state() == before
