"""A quoted message says which order or which product is meant."""

from typing import Any

import pytest

from orders.catalogue import catalogue_of
from orders.order import Order
from orders.sayings import Saying
from tests.bot.talking import inbox, says, taps, words_of
from tests.world import World


async def a_card(world: World, merchant: Any, said: str) -> Any:
    """The card the shop answers with."""
    return (await says(world, merchant, said))[-1]


async def two_orders(world: World, channel: str = "line") -> Any:
    await world.customer("Nok", channel)
    merchant = await world.merchant("Ploy", channel)
    for goods in ("A01 2", "B02 1"):
        await says(world, merchant, f"new Nok {goods} send")
    return merchant


@pytest.mark.parametrize("channel", ["line", "messenger"])
@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("resend", "#1001 sent to Nok"),
        ("edit", "Editing #1001 for Nok"),
        ("แก้บิล", "Editing #1001 for Nok"),
        ("cancel", "#1001 is cancelled"),
        ("paid", "#1001"),
        ("paid 50", "#1001"),
        ("order", "Order #1001"),
        ("order 1002", "Order #1002"),
    ],
)
async def test_a_quoted_order_card_is_the_order_that_is_meant(world: World, channel: str, said: str, told: str) -> None:
    merchant = await two_orders(world, channel)
    card = await a_card(world, merchant, "order 1001")
    assert told in words_of(await says(world, merchant, said, quotes=card))


async def test_the_news_that_it_was_sent_points_at_the_order_too(world: World) -> None:
    merchant = await two_orders(world)
    told = next(message for message in merchant.chat if "#1001 sent to Nok" in message.words)
    assert "Editing #1001" in words_of(await says(world, merchant, "edit", quotes=told))


async def test_words_behind_the_verb_are_left_to_people(world: World) -> None:
    merchant = await two_orders(world)
    card = await a_card(world, merchant, "order 1001")
    heard = await says(world, merchant, "cancel that please, she has changed her mind again", quotes=card)
    assert "is cancelled" not in words_of(heard)
    assert await Order.filter(stage="cancelled").count() == 0


async def test_a_card_of_somebody_elses_draft_takes_the_line_there(world: World) -> None:
    await world.customer("Nok")
    await world.customer("Lek")
    merchant = await world.merchant()
    noks = await a_card(world, merchant, "new Nok A01 2")
    await says(world, merchant, "new Lek B02 1")
    heard = words_of(await says(world, merchant, "A01 1", quotes=noks))
    assert "Draft for Nok" in heard
    assert "3 × 199" in heard
    assert "The unfinished draft for Lek is kept" in heard
    assert "4 × 199" in words_of(await says(world, merchant, "A01 1")), "from here on it is the one at hand"


@pytest.mark.parametrize("said", ["2", "x2", "2 ตัว", "2 @180", "เอา 2 ตัว"])
async def test_how_many_in_answer_to_a_product_is_that_product(world: World, said: str) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    await says(world, merchant, "new Nok A01 1")
    await says(world, merchant, "ถุงผ้าใบใหม่มาแล้วค่ะ")
    post = merchant.chat[-1]
    heard = words_of(await says(world, merchant, said, quotes=post))
    assert "Tote bag\n2 ×" in heard, heard


async def test_a_size_in_answer_to_a_product_is_that_products_size(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    await says(world, merchant, "new Nok A01 1")
    await says(world, merchant, "C03-M เข้าใหม่ค่ะ")
    post = merchant.chat[-1]
    assert "White shirt L\n2 × 350" in words_of(await says(world, merchant, "L 2", quotes=post))


async def test_without_a_draft_a_number_in_answer_to_a_product_is_silence(world: World) -> None:
    merchant = await world.merchant()
    await says(world, merchant, "ถุงผ้าใบใหม่มาแล้วค่ะ")
    assert await says(world, merchant, "2", quotes=merchant.chat[-1]) == []


async def test_a_message_that_nobody_knows_points_at_nothing(world: World) -> None:
    merchant = await two_orders(world)
    card = await a_card(world, merchant, "order 1001")
    await Saying.all().delete()
    assert "Say for example: resend 1024" in words_of(await says(world, merchant, "resend", quotes=card))


async def test_every_message_of_a_call_points_at_its_own_order(world: World) -> None:
    """Several answers leave as one call; each keeps its own id."""
    await two_orders(world)
    orders = {order.number: order.id for order in await Order.all()}
    known = await Saying.filter(ours=True, order_id__isnull=False).values_list("order_id", "external_id")
    assert {order for order, _ in known} >= set(orders.values())
    assert len({external_id for _, external_id in known}) == len(known)


async def test_the_customers_card_points_at_their_order(world: World) -> None:
    nok = await world.customer("Nok", "messenger")
    await world.merchant("Ploy", "messenger")
    await inbox(world, nok, "/new A01 2 send")
    card = next(message for message in nok.chat if "Order #1001" in message.words)
    saying = await Saying.get(external_id=card.id)
    assert saying.order_id == (await Order.get(number=1001)).id


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("A01 2", ["A01"]),
        ("เสื้อ a01 มาใหม่ 199.-", ["A01"]),
        ("black tee is back!", ["A01"]),
        ("เสื้อยืดดำมาใหม่ 199 บาทส่งฟรี", ["A01"]),
        ("เสื้อเชิ้ตขาวมาแล้ว", ["C03-M", "C03-L"]),
        ("เสื้อเชิ้ตขาว L ตัวสุดท้าย", ["C03-L"]),
        ("A01 หรือ B02 ดีคะ", ["A01", "B02"]),
        ("สวัสดีค่ะ", []),
        ("", []),
        ("x" * 500, []),
    ],
)
async def test_a_text_names_goods_by_code_or_whole_name(world: World, text: str, named: list[str]) -> None:
    from bot.pointing import named_in

    catalogue = await catalogue_of(await world.shop())
    assert [product.sku for product in named_in(text, catalogue)] == named


async def test_a_button_keeps_pointing_after_it_was_tapped(world: World) -> None:
    merchant = await two_orders(world)
    await a_card(world, merchant, "order 1001")
    await taps(world, merchant, "Edit")
    assert "Editing #1001" in words_of(await says(world, merchant, "show"))


async def test_a_draft_that_a_button_names_is_never_the_order_of_that_number(world: World) -> None:
    merchant = await two_orders(world)
    await Order.filter(number=1002).update(number=7)
    card = await a_card(world, merchant, "order 1001")
    assert "Editing #7" not in words_of(await says(world, merchant, "edit ~7", quotes=card))
