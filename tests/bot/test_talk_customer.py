"""Customers: what they may ask is answered, all else is left to people, and nothing they say changes an order."""

from typing import Any

import pytest

from orders.queues import Outbound
from tests.bot.talking import says, state, taps, words_of
from tests.world import World


async def with_a_bill(world: World, channel: str = "line") -> tuple[Any, Any]:
    nok = await world.customer("Nok", channel)
    merchant = await world.merchant("Ploy", channel)
    await says(world, merchant, "new Nok A01 2 send")
    await nok.hears("Order #1001")
    return nok, merchant


#: The only answers to them: nothing is done by these.
ASKS = ("Nothing is ordered before you confirm", "The shop has been told", "The shop has been asked")

STAFF_WORDS = [
    "new Nok A01 2 send", "เปิดบิล Nok A01 2 ส่งบิล", "/new A01 2 send", "#A01 2", "send", "ส่งบิล",
    "add A01 2", "ลบ A01", "-A01", "discount 100%", "ลด 100%", "ship free", "ส่งฟรี", "pay cod",
    "address 1 Main Rd", "note free", "undo", "link", "discard", "orders", "รายการ", "edit 1001", "แก้บิล 1001",
    "draft 1001", "resend 1001", "cancel 1001", "cancel 1001 yes", "ยกเลิกบิล 1001", "paid 1001",
    "refund 1001 100", "edit ~1", "new ~1", "stock A01 = 0", "desk", "pick 1", "เลือก 1",
    "new offline Zed 0812345678 A01 1 link",
]  # fmt: skip


@pytest.mark.parametrize("channel", ["line", "messenger"])
async def test_staff_commands_from_a_customer_do_nothing(world: World, channel: str) -> None:
    """What of it is also a customer's wish ("add A01 2", "paid 1001") is shown to be confirmed, or told to staff."""
    nok, merchant = await with_a_bill(world, channel)
    before, heard = await state(), len(merchant.chat)
    for line in STAFF_WORDS:
        answer = words_of(await says(world, nok, line))
        assert not answer or any(asks in answer for asks in ASKS), line
        assert (await state())[0] == before[0], line
    told = words_of(merchant.chat[heard:])
    assert "✓" not in told
    assert "Draft for" not in told


@pytest.mark.parametrize("channel", ["line", "messenger"])
async def test_a_forged_button_gives_no_rights(world: World, channel: str) -> None:
    nok, _ = await with_a_bill(world, channel)
    before = (await state())[0]
    for data in ("cancel 1001 yes", "new Nok A01 9 send", "edit 1001\ndiscount 100%\nsend"):
        if channel == "line":
            await nok.acts({"type": "postback", "label": "x", "data": data})
        else:
            await nok.acts({"type": "postback", "title": "x", "payload": data})
        await world.settled()
        assert (await state())[0] == before, data


CHATTER = [
    "สวัสดีค่ะ",
    "มีของไหมคะ",
    "ok",
    "555",
    "thanks!",
    "😀",
    "1001",
    "ขอบคุณนะคะ",
    "what is the status of the world",
]


async def test_customers_chatter_is_never_answered(world: World) -> None:
    nok, _ = await with_a_bill(world)
    for line in CHATTER:
        assert await says(world, nok, line) == [], line


@pytest.mark.parametrize("said", ["status", "สถานะ", "ยอดเท่าไหร่", "cart", "ตะกร้า", "order 1001", "บิล 1001"])
@pytest.mark.parametrize("channel", ["line", "messenger"])
async def test_their_order_is_shown_with_its_link(world: World, channel: str, said: str) -> None:
    nok, _ = await with_a_bill(world, channel)
    (card,) = await says(world, nok, said)
    assert "Order #1001" in card.words
    assert "Status: New" in card.words
    assert "Version" not in card.words
    assert list(card.buttons) == ["View and confirm"]
    assert "/o/" in str(card.buttons["View and confirm"])


async def test_somebody_elses_order_does_not_exist_for_them(world: World) -> None:
    await with_a_bill(world)
    lek = await world.customer("Lek")
    assert words_of(await says(world, lek, "order 1001")) == "There is no order 1001."
    assert words_of(await says(world, lek, "order 4711")) == "There is no order 4711."
    assert words_of(await says(world, lek, "status")) == "You have no open order with us."


async def test_an_order_put_back_to_draft_is_not_shown(world: World) -> None:
    nok, merchant = await with_a_bill(world)
    await says(world, merchant, "draft 1001")
    assert words_of(await says(world, nok, "status")) == "You have no open order with us."
    assert words_of(await says(world, nok, "order 1001")) == "There is no order 1001."


@pytest.mark.parametrize("said", ["human", "คุยกับร้าน"])
async def test_who_wants_a_person_gets_one_and_the_bot_keeps_quiet(world: World, said: str) -> None:
    nok, merchant = await with_a_bill(world)
    assert words_of(await says(world, nok, said)) == "The shop has been told. Someone will answer you here."
    await merchant.hears("Nok wants to talk to a person (LINE)")
    heard = len(merchant.chat)
    for line in (said, "status", "help", "hello?"):
        assert await says(world, nok, line) == [], line
    assert len(merchant.chat) == heard, "staff are told once"
    world.later(3601)
    assert "Order #1001" in words_of(await says(world, nok, "status"))


@pytest.mark.parametrize("channel", ["line", "messenger"])
async def test_a_tap_is_answered_also_while_people_talk(world: World, channel: str) -> None:
    nok, _ = await with_a_bill(world, channel)
    await says(world, nok, "B02 1")
    await says(world, nok, "human")
    assert await says(world, nok, "B02 2") == [], "typed"
    want = {"label": "x", "data": "B02 2"} if channel == "line" else {"title": "x", "payload": "B02 2"}
    before = len(nok.chat)
    await nok.acts({"type": "postback", **want})
    await world.settled()
    assert "2 × 90" in words_of([message for message in nok.chat[before:] if message.who == "shop"])


@pytest.mark.parametrize("said", ["ไม่ต้องส่งข้อความมาแล้วนะคะ", "please stop sending me messages", "stop"])
async def test_notices_can_be_stopped_also_while_people_talk(world: World, said: str) -> None:
    nok, _ = await with_a_bill(world)
    await says(world, nok, "human")
    assert "No more notices" in words_of(await says(world, nok, said))


async def test_bills_still_arrive_while_people_talk(world: World) -> None:
    nok, merchant = await with_a_bill(world)
    await taps(world, nok, "Ask the shop")
    await says(world, merchant, "new Nok B02 1 send")
    await nok.hears("Order #1002")


@pytest.mark.parametrize(("stop", "start"), [("stop", "start"), ("หยุดแจ้งเตือน", "รับแจ้งเตือน")])
async def test_who_wants_no_notices_gets_none_until_they_want_them_again(world: World, stop: str, start: str) -> None:
    nok, merchant = await with_a_bill(world, "messenger")
    assert "No more notices" in words_of(await says(world, nok, stop))
    before = len(nok.chat)
    await says(world, merchant, "cancel 1001")
    assert len(nok.chat) == before
    assert "You will hear from us again" in words_of(await says(world, nok, start))
    await says(world, merchant, "new Nok B02 1 send")
    await says(world, merchant, "cancel 1002")
    await nok.hears("Order #1002 was cancelled")


async def test_they_choose_the_language_of_their_cards(world: World) -> None:
    nok, merchant = await with_a_bill(world)
    assert words_of(await says(world, nok, "ภาษา ไทย")) == "คุยกันเป็นภาษาไทยนะคะ"
    assert "สถานะ: ใหม่" in words_of(await says(world, nok, "status"))
    await says(world, merchant, "new Nok B02 1 send")
    card = await nok.hears("ออเดอร์ #1002")
    assert "ถุงผ้า" in card.words
    assert "ดูและยืนยันออเดอร์" in card.words


async def test_help_tells_them_what_they_can_say(world: World) -> None:
    nok = await world.customer("Nok")
    assert '"status"' in words_of(await says(world, nok, "help"))


@pytest.mark.parametrize("channel", ["line", "messenger"])
async def test_a_profile_is_fetched_once(world: World, channel: str) -> None:
    nok, merchant = await with_a_bill(world, channel)
    for _ in range(3):
        await says(world, nok, "status")
    await says(world, merchant, "orders")
    assert await Outbound.filter(kind="profile").count() == 2, "one for Nok, one for Ploy"
