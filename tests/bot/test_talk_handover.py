"""While people talk the bot is silent: after `human`, and when the shop's own people write to a customer themselves."""

from typing import Any

import pytest

from orders.events import Event
from orders.order import Order
from orders.people import Chat
from orders.proposals import Proposal
from tests.bot.talking import inbox, says, taps, words_of
from tests.world import World


async def scene(world: World) -> tuple[Any, Any]:
    return await world.customer("Nok", "messenger"), await world.merchant("Ploy", "messenger")


async def test_who_talks_with_a_person_is_proposed_nothing(world: World) -> None:
    nok, _ = await scene(world)
    await says(world, nok, "human")
    for line in ("A01 2", "เอา A01 2 ตัวค่ะ", "โอนแล้วค่ะ", "status", "ok"):
        assert await says(world, nok, line) == [], line
    world.later(3601)
    assert "Is this your order?" in words_of(await says(world, nok, "A01 2"))


async def test_when_the_page_writes_itself_the_bot_is_silent_there(world: World) -> None:
    nok, merchant = await scene(world)
    assert await inbox(world, nok, "สวัสดีค่ะ สนใจตัวไหนคะ") == []
    heard = len(merchant.chat)
    for line in ("A01 2", "เอา A01 2 ตัวค่ะ", "status"):
        assert await says(world, nok, line) == [], line
    assert "No more notices" in words_of(await says(world, nok, "stop"))
    assert await Proposal.all().count() == 0
    assert len(merchant.chat) == heard, "they know: it is they who write"


async def test_that_people_took_over_is_written_down_once_a_talk(world: World) -> None:
    nok, _ = await scene(world)
    for line in ("hello", "hello again", "and again"):
        await inbox(world, nok, line)
    assert await Event.filter(name="people_took_over").count() == 1


async def test_the_silence_lasts_as_long_as_they_write(world: World) -> None:
    nok, _ = await scene(world)
    await inbox(world, nok, "hello")
    world.later(3000)
    await inbox(world, nok, "still there?")
    world.later(3000)
    assert await says(world, nok, "A01 2") == []
    world.later(601)
    assert "Is this your order?" in words_of(await says(world, nok, "A01 2"))


async def test_a_card_shown_before_can_still_be_confirmed_by_its_button(world: World) -> None:
    """But an "ok" is meant for the person who is writing now."""
    nok, merchant = await scene(world)
    await says(world, nok, "A01 2")
    await inbox(world, nok, "are you sure about the size?")
    assert await says(world, nok, "ok") == []
    assert await Order.all().count() == 0
    assert "Order #1001" in words_of(await taps(world, nok, "Confirm"))
    await merchant.hears("Nok ordered: #1001")


@pytest.mark.parametrize("line", ["/new A01 1 send", "#A01 1", "/show"])
async def test_a_command_of_the_page_is_not_talk(world: World, line: str) -> None:
    nok, _ = await scene(world)
    await inbox(world, nok, line)
    assert await Chat.filter(quiet_until__isnull=False).count() == 0


async def test_asked_for_a_person_in_natural_words(world: World) -> None:
    nok, merchant = await scene(world)
    assert "Someone will answer you here" in words_of(await says(world, nok, "ขอคุยกับแอดมินค่ะ"))
    await merchant.hears("Nok wants to talk to a person")


async def test_no_more_promotions_in_natural_words(world: World) -> None:
    nok, _ = await scene(world)
    assert "No more notices" in words_of(await says(world, nok, "ไม่ต้องส่งโปรโมชั่นมาแล้วนะคะ"))
