"""A bill that cannot arrive: staff hear why, and get the link and words to give it another way."""

from typing import Any

from tests.bot.talking import says, words_of
from tests.world import World


def told(messages: list[Any], reason: str, link: str) -> None:
    head, summary = messages
    assert "✗" in head.words
    assert reason in head.words
    assert link in head.words
    assert link in summary.text
    assert "#1001" in summary.text


async def test_a_customer_who_blocked_the_shop(world: World) -> None:
    nok = await world.customer("Nok")
    merchant = await world.merchant()
    await nok.blocks()
    heard = await says(world, merchant, "new Nok A01 1 send")
    told(heard, "NOT sent to Nok: they have blocked the shop", (await world.order(1001))["invoice_url"])
    assert heard[0].via == "reply", "the answer costs nothing"
    assert [event["event"] for event in (await world.order(1001))["timeline"]][-1] == "order_not_sent"


async def test_a_customer_silent_for_a_day_on_messenger(thai_world: World) -> None:
    await thai_world.customer("นก", "messenger")
    thai_world.later(24 * 3600 + 60)
    merchant = await thai_world.merchant("พลอย")
    heard = await says(thai_world, merchant, "เปิดบิล นก A01 1 ส่งบิล")
    told(heard, "ลูกค้าทักมาเกิน 24 ชั่วโมงแล้ว", (await thai_world.order(1001))["invoice_url"])


async def test_of_a_bill_asked_for_in_the_thread_all_staff_hear_it(world: World) -> None:
    nok = await world.customer("Nok", "messenger")
    merchant = await world.merchant()
    world.later(24 * 3600 + 60)
    await nok.inbox_says("/new A01 1 send")
    assert "more than 24 hours ago" in (await merchant.hears("NOT sent to Nok")).words
    assert "/o/" in (await merchant.hears("Confirm here")).words


async def test_it_can_be_sent_again_when_they_are_back(world: World) -> None:
    nok = await world.customer("Nok")
    merchant = await world.merchant()
    await nok.blocks()
    await says(world, merchant, "new Nok A01 1 send")
    await nok.unblocks()
    await world.settled()
    assert "✓ #1001 sent to Nok" in words_of(await says(world, merchant, "resend 1001"))
    await nok.hears("Order #1001")
