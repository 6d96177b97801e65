"""What was edited or taken back afterwards: nothing is done twice, nothing is undone, and no words are kept."""

from typing import Any

from orders.order import Order
from orders.queues import Inbound
from orders.sayings import Saying
from tests.bot.talking import says, says_in, state, words_of
from tests.world import World


async def in_group(world: World) -> tuple[Any, Any, Any]:
    nok = await world.customer("Nok")
    merchant = await world.merchant()
    group = world.line.group([merchant, nok])
    await says_in(world, group, nok, "hello")
    return group, merchant, nok


async def edits(world: World, group: Any, person: Any, message: Any, text: str) -> list[Any]:
    before = len(group.chat)
    await person.edits(message, text, group)
    await world.settled()
    return [message for message in group.chat[before:] if message.who == "shop"]


def last_of(group: Any, text: str) -> Any:
    return next(message for message in reversed(group.chat) if message.text == text)


async def test_an_edited_line_stays_done_and_its_speaker_hears_how_to_take_it_back(world: World) -> None:
    group, merchant, _ = await in_group(world)
    await says_in(world, group, merchant, "/A01 2")
    heard = await edits(world, group, merchant, last_of(group, "/A01 2"), "/A01 5")
    assert "You edited a line that was already done, so it stays as it was." in words_of(heard)
    assert heard[-1].buttons["undo"]["text"] == "/undo"
    assert (await Order.get()).total == 39800


async def test_of_an_issued_order_it_says_how_to_change_it(world: World) -> None:
    group, merchant, _ = await in_group(world)
    await says_in(world, group, merchant, "/A01 2 send")
    heard = words_of(await edits(world, group, merchant, last_of(group, "/A01 2 send"), "/A01 3 send"))
    assert '#1001 stays as it was. "edit 1001" changes it.' in heard
    assert await Order.all().count() == 1


async def test_a_line_that_did_nothing_may_be_edited_in_silence(world: World) -> None:
    group, merchant, nok = await in_group(world)
    await says_in(world, group, merchant, "hello all")
    assert await edits(world, group, merchant, last_of(group, "hello all"), "/A01 2") == []
    await says_in(world, group, merchant, "/order 9999")
    assert await edits(world, group, merchant, last_of(group, "/order 9999"), "/A01 2") == []
    assert await edits(world, group, nok, last_of(group, "hello"), "/A01 2") == []
    assert await Order.all().count() == 0


async def test_the_words_it_was_edited_to_are_what_a_quote_points_at(world: World) -> None:
    group, merchant, _ = await in_group(world)
    await says_in(world, group, merchant, "ถุงผ้ามาใหม่")
    post = last_of(group, "ถุงผ้ามาใหม่")
    await edits(world, group, merchant, post, "เสื้อยืดดำมาใหม่")
    assert "Black tee\n2 ×" in words_of(await says_in(world, group, merchant, "/2", quotes=post))


async def test_what_is_taken_back_undoes_nothing_and_leaves_no_words(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    await says(world, merchant, "new Nok A01 2 note call 0812345678")
    line = next(message for message in merchant.chat if message.text.startswith("new Nok"))
    before = await state()
    await merchant.unsends(line)
    await world.settled()
    assert await state() == before
    assert (await Saying.get(external_id=line.id)).text == ""
    assert not await Inbound.filter(body__contains="0812345678").exists()
