"""Pictures in the chat that are no slips, cannot be taken, or are not here yet: on both platforms."""

import asyncio

import pytest

from orders.queues import Outbound
from orders.slips import Slip
from tests.bot.slip_talk import SEEN, bill, fresh, shows
from tests.bot.talking import nothing_failed, says, words_of
from tests.slips import photo, picture, slip
from tests.world import World

BOTH = pytest.mark.parametrize("channel", ["line", "messenger"])


@pytest.fixture(autouse=True)
def nothing_heard_yet() -> None:
    SEEN.clear()


@BOTH
async def test_any_picture_is_taken_where_one_is_awaited(world: World, channel: str) -> None:
    nok, ploy = await world.customer("Nok", channel), await world.merchant("Ploy", channel)
    order = await bill(world, nok, ploy)
    await shows(world, nok, photo())
    assert "no code could be read" in words_of(fresh(ploy))
    assert [one["verdict"] for one in (await world.order(order.number))["slips"]] == ["unreadable"]


@BOTH
async def test_ordinary_pictures_and_stickers_are_left_to_people(world: World, channel: str) -> None:
    """From somebody who owes nothing, and from somebody who does: a sticker is never a slip."""
    nok, ploy = await world.customer("Nok", channel), await world.merchant("Ploy", channel)
    assert await shows(world, nok, photo()) == []
    await bill(world, nok, ploy)
    fresh(nok), fresh(ploy)
    await nok.sends_sticker("slip")
    await world.settled()
    assert (fresh(nok), fresh(ploy), await Slip.all().count()) == ([], [], 0)
    assert not world.settings.slips.folder.exists()


@BOTH
async def test_a_slip_of_somebody_without_an_order_is_told_and_not_stored(world: World, channel: str) -> None:
    nok, ploy = await world.customer("Nok", channel), await world.merchant("Ploy", channel)
    fresh(ploy)
    assert await shows(world, nok, slip()) == []
    assert "no order of theirs: SCB 202611221234567890AbCdEf" in words_of(fresh(ploy))
    assert await Slip.all().count() == 0
    assert not world.settings.slips.folder.exists()


@BOTH
async def test_a_slip_for_an_order_that_is_paid_is_kept_but_an_ordinary_picture_is_not(
    world: World, channel: str
) -> None:
    nok, ploy = await world.customer("Nok", channel), await world.merchant("Ploy", channel)
    order = await bill(world, nok, ploy)
    await shows(world, nok, slip())
    await says(world, ploy, f"approve {order.number}")
    await shows(world, nok, photo(7))
    assert await Slip.all().count() == 1
    await shows(world, nok, slip("another0transfer1of2the3same"))
    assert await Slip.all().count() == 2
    assert (await world.order(order.number))["payment_status"] == "paid"


@BOTH
async def test_cash_on_delivery_awaits_no_picture(world: World, channel: str) -> None:
    nok, ploy = await world.customer("Nok", channel), await world.merchant("Ploy", channel)
    await bill(world, nok, ploy, "A01 2 ship EMS pay cod send")
    assert await shows(world, nok, photo()) == []
    assert await Slip.all().count() == 0


def half() -> bytes:
    return slip()[:800]


@BOTH
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 " + bytes(400), "PDF"),
        (half(), "could not be opened"),
        (picture(size=(9000, 9000), kind="PNG"), "40 megapixels"),
        (b"\xff\xd8\xff" + bytes(50 * 1024 * 1024), "10 MB"),
    ],
    ids=["pdf", "half", "bomb", "fifty megabytes"],
)
async def test_what_cannot_be_taken_is_refused_once_with_words(
    world: World, channel: str, data: bytes, words: str
) -> None:
    nok, ploy = await world.customer("Nok", channel), await world.merchant("Ploy", channel)
    assert await shows(world, nok, data) == []  # nothing is awaited: not our affair
    await bill(world, nok, ploy)
    (heard,) = await shows(world, nok, data)
    assert words in heard.words
    assert (fresh(ploy), await Slip.all().count()) == ([], 0)
    await nothing_failed()


async def test_a_picture_that_line_is_still_preparing_is_waited_for(world: World) -> None:
    nok, ploy = await world.customer("Nok"), await world.merchant("Ploy")
    await bill(world, nok, ploy)
    world.line.content_preparing = 2
    await nok.sends_picture(slip())
    await _passes(world)
    assert await Slip.all().count() == 1


async def test_one_that_is_never_ready_is_asked_for_again(world: World) -> None:
    nok, ploy = await world.customer("Nok"), await world.merchant("Ploy")
    await bill(world, nok, ploy)
    world.line.content_preparing = 99
    await nok.sends_picture(slip())
    await _passes(world)
    assert "send it again" in words_of(fresh(nok))
    assert await Slip.all().count() == 0


async def test_one_that_was_taken_back_is_asked_for_again(world: World) -> None:
    nok, ploy = await world.customer("Nok"), await world.merchant("Ploy")
    await bill(world, nok, ploy)
    world.sim.line.fail("content", 410)
    heard = await shows(world, nok, slip())
    assert "send it again" in words_of(heard)


async def _passes(world: World) -> None:
    """Let time pass, step by step, until the picture is not waited for any more."""
    rung = world.database.bell.hang()
    async with asyncio.timeout(20):
        while True:
            rung.clear()
            row = await Outbound.filter(kind="slip").first()
            if row is not None and row.state != "waiting":
                break
            if row is not None and row.claimed_by is None and row.due_at > world.here.clock.now():
                world.later(5)
            else:
                await rung.wait()
    await world.settled()


async def test_a_picture_that_lies_elsewhere_is_not_fetched(world: World) -> None:
    """LINE's `external` is an address that its sender chose."""
    nok, ploy = await world.customer("Nok"), await world.merchant("Ploy")
    await bill(world, nok, ploy)
    message = {
        "type": "image", "id": "77", "quoteToken": "q",
        "contentProvider": {"type": "external", "originalContentUrl": f"{world.url}/healthz"},
    }  # fmt: skip
    await world.line.sends("message", {"message": message}, place=nok, source={"type": "user", "userId": nok.user_id})
    await world.settled()
    assert (await Outbound.filter(kind="slip").count(), await Slip.all().count()) == (0, 0)
