"""Where more than one may be meant the shop asks with buttons, and goes on with the rest when one is tapped."""

import pytest

from orders.order import Order
from tests.bot.talking import labels_of, says, state, taps, words_of
from tests.world import World


async def test_one_customer_of_that_name_starts_at_once(world: World) -> None:
    await world.customer("Nok")
    await world.customer("Lek")
    merchant = await world.merchant()
    for said in ("new nok", "new คุณNok", "new พี่ Nok", "new no"):
        assert "Draft for Nok" in words_of(await says(world, merchant, said)), said


async def test_several_of_that_name_are_asked_about_and_the_rest_goes_on(world: World) -> None:
    await world.customer("Nok Noi")
    await world.customer("Nok Yai")
    merchant = await world.merchant()
    (asked,) = await says(world, merchant, "new Nok A01 2, B02 1 ship EMS discount 50 send")
    assert "Which Nok do you mean?" in asked.words
    assert sorted(asked.buttons) == ["Nok Noi", "Nok Yai"]
    assert await Order.all().count() == 0, "nothing begins before it is known for whom"
    assert "✓ #1001 sent to Nok Yai" in words_of(await taps(world, merchant, "Nok Yai"))
    assert (await world.order(1001))["total"] == 48800


async def test_two_customers_of_exactly_the_same_name_can_be_told_apart(world: World) -> None:
    await world.customer("Nok")
    await world.customer("Nok", "messenger")
    merchant = await world.merchant()
    (asked,) = await says(world, merchant, "new Nok A01 1 send")
    labels = labels_of([asked])
    assert len(labels) == 2
    assert any("LINE" in label for label in labels)
    assert any("Messenger" in label for label in labels)
    told = words_of(await taps(world, merchant, next(label for label in labels if "Messenger" in label)))
    assert "✓ #1001 sent to Nok on Messenger" in told


async def test_nobody_of_that_name_recent_chats_and_offline_are_offered(world: World) -> None:
    await world.customer("Lek")
    await world.customer("Nok")
    merchant = await world.merchant()
    (asked,) = await says(world, merchant, "new Zed A01 2 ship EMS")
    assert "I do not know anybody called Zed" in asked.words
    assert list(asked.buttons) == ["Nok", "Lek", "Without a chat"]
    (card,) = await taps(world, merchant, "Without a chat")
    assert "Draft without a chat: Zed" in card.words
    assert "฿448.00" in card.words, "the rest of the message went on"


async def test_new_alone_offers_who_wrote_last(world: World) -> None:
    for name in ("Nok", "Lek", "Mai"):
        await world.customer(name)
    merchant = await world.merchant()
    (asked,) = await says(world, merchant, "new")
    assert list(asked.buttons) == ["Mai", "Lek", "Nok"]
    assert "Draft for Lek" in words_of(await taps(world, merchant, "Lek"))


async def test_at_most_thirteen_buttons_and_the_way_without_a_chat_is_among_them(world: World) -> None:
    for n in range(15):
        await world.customer(f"Nok{n:02}")
    merchant = await world.merchant()
    (asked,) = await says(world, merchant, "new nok")
    assert len(asked.quick) <= 13
    (asked,) = await says(world, merchant, "new Zed")
    assert list(asked.buttons)[-1] == "Without a chat"


async def test_with_nobody_to_choose_from_the_way_without_a_chat_is_told(world: World) -> None:
    merchant = await world.merchant()
    assert "new offline Nok 0812345678" in words_of(await says(world, merchant, "new"))


async def test_a_choice_is_forgotten_when_staff_begin_something_else(world: World) -> None:
    await world.customer("Nok Noi")
    await world.customer("Nok Yai")
    merchant = await world.merchant()
    (asked,) = await says(world, merchant, "new Nok A01 2 send")
    late = asked.buttons["Nok Yai"]["text"]
    await says(world, merchant, "new Nok Noi")
    heard = words_of(await says(world, merchant, late))
    assert "Draft for Nok Yai" in heard
    assert "Nothing on it yet" in heard, "what was said to the old question is not sent now"


async def test_goods_that_may_be_two_things_are_asked_about_and_nothing_is_sent(world: World) -> None:
    nok = await world.customer("Nok")
    merchant = await world.merchant()
    heard = await says(world, merchant, "new Nok white shirt 2, A01 1 ship EMS send")
    assert 'Not sent yet. Choose first, then say "send".' in words_of(heard)
    assert 'Which "white shirt" do you mean?' in words_of(heard)
    assert list(heard[-1].buttons) == ["White shirt M 350", "White shirt L 350"]
    assert await Order.filter(stage="new").count() == 0
    (card,) = await taps(world, merchant, "White shirt L 350")
    assert "White shirt L" in card.words
    assert "2 × 350" in card.words
    await says(world, merchant, "send")
    await nok.hears("White shirt L")
    assert (await world.order(1001))["total"] == 2 * 35000 + 19900 + 5000


async def test_two_questions_in_one_message_are_asked_one_after_the_other(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    heard = await says(world, merchant, "new Nok white shirt 2, เสื้อเชิ้ต 1, A01 1")
    assert "white shirt" in heard[-1].words
    heard = await taps(world, merchant, "White shirt M 350")
    assert "2 × 350" in heard[0].words
    assert 'Which "เสื้อเชิ้ต" do you mean?' in heard[-1].words
    (card,) = await taps(world, merchant, "White shirt L 350")
    assert "฿1,249.00" in card.words


async def test_a_tapped_choice_keeps_the_price_that_was_typed(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    await says(world, merchant, "new Nok white shirt 3 @300")
    assert "3 × 300" in words_of(await taps(world, merchant, "White shirt M 350"))


@pytest.mark.parametrize(("said", "shown"), [("gift box 1 @59", "1 × 59"), ("กล่อง 2 ชิ้น 100", "2 for 100")])
async def test_what_is_not_in_the_catalogue_is_sold_at_the_price_said(world: World, said: str, shown: str) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    heard = words_of(await says(world, merchant, f"new Nok\n{said}"))
    assert shown in heard
    assert "not in the catalogue" in heard


async def test_goods_at_two_prices_come_off_together_and_are_not_recounted_blindly(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    await says(world, merchant, "new Nok A01 2, A01 1 @150, B02 1")
    (refused,) = await says(world, merchant, "A01 = 5")
    assert "at different prices" in refused.words
    (card,) = await taps(world, merchant, "remove A01")
    assert "฿90.00" in card.words


async def test_a_name_that_fits_two_lines_of_the_order_is_asked_about(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    await says(world, merchant, "new Nok C03-M 1, C03-L 1")
    (asked,) = await says(world, merchant, "remove white shirt")
    assert list(asked.buttons) == ["remove C03-M", "remove C03-L"]
    assert "฿350.00" in words_of(await taps(world, merchant, "remove C03-M"))
    (asked,) = await says(world, merchant, "white shirt = 4")
    assert "฿1,400.00" in asked.words, "only one of them is left, so it is clear"


async def test_a_question_changes_nothing_by_itself(world: World) -> None:
    await world.customer("Nok Noi")
    await world.customer("Nok Yai")
    merchant = await world.merchant()
    before = (await state())[:2]
    await says(world, merchant, "new Nok A01 2 send")
    assert (await state())[:2] == before
