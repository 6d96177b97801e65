"""Several drafts at once, drafts after days, and several hands on one draft."""

from time import perf_counter
from typing import Any

from orders.order import Order
from tests.bot.talking import labels_of, says, taps, words_of
from tests.world import World

DAY = 24 * 3600


async def two_drafts(world: World) -> Any:
    await world.customer("Nok")
    await world.customer("Lek")
    merchant = await world.merchant("Ploy")
    await says(world, merchant, "new Nok A01 2")
    await says(world, merchant, "new Lek B02 1")
    return merchant


async def test_the_card_says_whose_draft_it_is_and_how_many_others_wait(world: World) -> None:
    merchant = await two_drafts(world)
    (card,) = await says(world, merchant, "show")
    assert "Draft for Lek" in card.words
    assert '1 other draft is open here: say "orders draft".' in card.words


async def test_drafts_are_listed_and_a_tap_switches(world: World) -> None:
    merchant = await two_drafts(world)
    (listed,) = await says(world, merchant, "drafts")
    assert "Lek · the one at hand" in listed.words
    assert "Nok · Draft" in listed.words
    nok = next(action for action in listed.actions if "~1" in str(action))
    heard = await says(world, merchant, nok["text"])
    assert "Draft for Nok" in words_of(heard)
    assert "3 × 199" in words_of(await says(world, merchant, "A01"))


async def test_an_edit_of_an_issued_order_is_among_the_drafts(world: World) -> None:
    merchant = await two_drafts(world)
    await says(world, merchant, "send")
    await says(world, merchant, "edit 1001")
    assert "Editing #1001 for Lek" in words_of(await says(world, merchant, "drafts"))


async def test_a_draft_is_taken_up_again_by_name(world: World) -> None:
    merchant = await two_drafts(world)
    assert "Draft for Nok" in words_of(await says(world, merchant, "edit Nok"))
    assert "ร่าง" not in words_of(await says(world, merchant, "แก้บิล lek"))
    refused = await says(world, merchant, "edit Zed")
    assert 'I find no unfinished draft for "Zed"' in words_of(refused)
    assert labels_of(refused) == ["new Zed"]


async def test_of_two_drafts_for_one_name_one_is_chosen(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    await says(world, merchant, "new Nok A01 2")
    heard = words_of(await says(world, merchant, "new Nok B02 1"))
    assert "Nok has an unfinished draft already" in heard
    asked = await says(world, merchant, "edit Nok")
    assert "Which draft of Nok do you mean?" in words_of(asked)
    assert "2 × 199" in words_of(await taps(world, merchant, "Nok ฿398.00"))


async def test_after_half_a_day_goods_ask_whose_draft_they_go_to(world: World) -> None:
    merchant = await two_drafts(world)
    world.later(13 * 3600)
    asked = await says(world, merchant, "A01 1")
    assert "Still for Lek (฿90.00)?" in words_of(asked)
    assert labels_of(asked) == ["Yes, Lek", "Nok", "Somebody else"]
    heard = words_of(await taps(world, merchant, "Yes, Lek"))
    assert "Draft for Lek" in heard
    assert "1 × 199" in heard
    assert "2 × 199" in words_of(await says(world, merchant, "A01 1")), "asked once"


async def test_the_goods_may_go_to_another_draft_instead(world: World) -> None:
    merchant = await two_drafts(world)
    world.later(3 * DAY)
    await says(world, merchant, "A01 1, ship EMS")
    heard = words_of(await taps(world, merchant, "Nok"))
    assert "Draft for Nok" in heard
    assert "3 × 199" in heard
    assert "฿647.00" in heard


async def test_looking_at_a_draft_is_enough_to_go_on_with_it(world: World) -> None:
    merchant = await two_drafts(world)
    world.later(3 * DAY)
    await says(world, merchant, "show")
    assert "1 × 199" in words_of(await says(world, merchant, "A01 1"))


async def test_what_somebody_else_did_is_on_the_card_and_can_be_taken_back(world: World) -> None:
    await world.customer("Nok")
    ploy, ann = await world.merchant("Ploy"), await world.merchant("Ann")
    await says(world, ploy, "new Nok A01 2")
    draft = await Order.get()
    heard = words_of(await says(world, ann, f"edit ~{draft.id}"))
    assert "Ploy: A01 0 → 2" in heard
    assert "Ploy:" not in words_of(await says(world, ann, "A01 = 3")), "now the last change is her own"
    assert "Ann: A01 2 → 3" in words_of(await says(world, ploy, "show"))
    heard = words_of(await says(world, ploy, "undo"))
    assert "Taken back, from Ann: A01 2 → 3" in heard
    assert "2 × 199" in heard
    assert "Ploy took back: A01 2 → 3" in words_of(await says(world, ann, "show"))


async def test_a_setting_is_told_in_the_words_it_was_said_in(world: World) -> None:
    await world.customer("Nok")
    ploy, ann = await world.merchant("Ploy"), await world.merchant("Ann")
    await says(world, ploy, "new Nok A01 2 discount 50")
    draft = await Order.get()
    assert "Ploy: A01 0 → 2, discount 50" in words_of(await says(world, ann, f"edit ~{draft.id}"))
    heard = words_of(await says(world, ploy, "undo"))
    assert "Taken back: A01 0 → 2, discount 50" in heard
    assert "from" not in heard


async def test_both_hands_change_the_same_draft(world: World) -> None:
    await world.customer("Nok")
    ploy, ann = await world.merchant("Ploy"), await world.merchant("Ann")
    await says(world, ploy, "new Nok A01 2")
    draft = await Order.get()
    await says(world, ann, f"edit ~{draft.id}")
    for _ in range(3):
        await ploy.says("A01 1")
        await ann.says("B02 1")
    await world.settled()
    lines = {line.sku: line.quantity for line in (await Order.get(id=draft.id)).basket.lines}
    assert lines == {"A01": 5, "B02": 3}


async def test_the_goods_of_one_message_are_one_change(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    await says(world, merchant, "new Nok A01 1")
    lines = "\n".join(f"Thing {number} @10" for number in range(1, 41))
    assert "฿8,399.00" in words_of(await says(world, merchant, lines))
    heard = words_of(await says(world, merchant, "undo"))
    assert "฿199.00" in heard
    assert "1 × 199" in heard
    assert len((await Order.get()).past) == 1


async def test_one_undo_takes_back_all_that_a_message_did(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    await says(world, merchant, "new Nok A01 1")
    await says(world, merchant, "A01 2, B02 1, ship EMS, discount 10")
    heard = words_of(await says(world, merchant, "undo"))
    assert "1 × 199" in heard
    assert "Draft for Nok: ฿199.00" in heard


async def test_a_name_that_goes_on_and_on_is_not_looked_up_word_by_word(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    started = perf_counter()
    heard = words_of(await says(world, merchant, "new " + "hello " * 600))
    assert heard
    assert perf_counter() - started < 5
    refused = words_of(await says(world, merchant, "edit Nok"))
    assert 'no unfinished draft for "Nok"' in refused


async def test_a_draft_without_a_chat_is_taken_up_by_name_too(world: World) -> None:
    merchant = await world.merchant()
    await says(world, merchant, "new offline คุณสมชาย ใจดี 0812345678")
    await says(world, merchant, "A01 2")
    await says(world, merchant, "new offline Lek 0812345679")
    for name in ("สมชาย", "ใจดี"):
        assert "฿398.00" in words_of(await says(world, merchant, f"edit {name}")), name
    assert 'no unfinished draft for "จดี"' in words_of(await says(world, merchant, "edit จดี"))
