"""Staff build an order line by line, in either language: every line is answered with the draft as it stands now."""

from typing import Any

import pytest

from orders.order import Order
from tests.bot.talking import says, taps, words_of
from tests.world import World

ENGLISH = [
    ("new Nok", "Draft for Nok", "Nothing on it yet"),
    ("A01 2", "Black tee", "2 × 199", "฿398.00"),
    ("A01", "3 × 199", "฿597.00"),
    ("A01 x2", "5 × 199"),
    ("A01*2", "7 × 199"),
    ("A01 = 2", "2 × 199", "฿398.00"),
    ("white shirt M 1", "White shirt M", "1 × 350", "฿748.00"),
    ("B02 1 @80", "Tote bag", "1 × 80", "฿828.00"),
    ("B02 1", "1 × 90", "฿918.00"),
    ("A01 3 for 500", "3 for 500", "฿1,418.00"),
    ("gift box 1 @59", "gift box", "1 × 59", "not in the catalogue", "฿1,477.00"),
    ("remove gift box", "฿1,418.00"),
    ("-A01", "฿520.00"),
    ("remove B02", "฿350.00"),
    ("A01 2, B02 1", "฿838.00"),
    ("discount 50", "Discount", "-฿50.00", "฿788.00"),
    ("discount 10%", "Discount 10%", "-฿83.80", "฿754.20"),
    ("ship EMS", "Shipping EMS", "฿50.00", "฿804.20"),
    ("ship EMS 60", "Shipping EMS", "฿60.00", "฿814.20"),
    ("ship free", "Shipping EMS", "free", "฿754.20"),
    ("pay cod", "cash on delivery", "COD fee", "฿42.63", "฿796.83"),
    ("pay transfer", "bank transfer", "฿754.20"),
    ("pay promptpay", "PromptPay", "฿754.20"),
    (
        "address Nok Noi 0812345678 99/1 Moo 4 Samut Prakan 10540",
        "To: Nok Noi 0812345678 99/1 Moo 4 บางพลี สมุทรปราการ 10540",
    ),
    (
        "bill to Nok Co Ltd 0105536000315 9 Rama IV Bangkok 10110",
        "Receipt: Nok Co Ltd 9 Rama IV กรุงเทพมหานคร 10110",
        "0105536000315",
    ),
    ("note leave it with the guard", "Note: leave it with the guard"),
    ("show", "Draft for Nok", "฿754.20"),
    ("undo", "฿754.20", "To: Nok Noi"),
]
THAI = [
    ("เปิดบิล นก", "ร่างบิลของ นก", "ยังไม่มีสินค้า"),
    ("เพิ่ม A01 2 ตัว", "เสื้อยืดดำ", "2 × 199", "฿398.00"),
    ("เสื้อยืดดำ 1 ตัว", "3 × 199", "฿597.00"),
    ("A01 ๒ ตัว", "5 × 199"),
    ("แก้ A01 2", "2 × 199", "฿398.00"),
    ("เสื้อเชิ้ตขาว M 1 ตัว", "เสื้อเชิ้ตขาว M", "1 × 350", "฿748.00"),
    ("B02 1 ใบละ 80", "ถุงผ้า", "1 × 80", "฿828.00"),
    ("A01 3 ตัว 500", "3 ชิ้น รวม 500", "฿1,328.00"),
    ("กล่องของขวัญ 1 @59", "กล่องของขวัญ", "1 × 59", "นอกแคตตาล็อก", "฿1,387.00"),
    ("ลบ กล่องของขวัญ", "฿1,328.00"),
    ("ลบ A01", "฿430.00"),
    ("A01 2, B02 1", "฿918.00"),
    ("ลด 50", "ส่วนลด", "-฿50.00", "฿868.00"),
    ("ลด 10%", "ส่วนลด 10%", "-฿91.80", "฿826.20"),
    ("ส่ง EMS", "ไปรษณีย์ EMS", "฿50.00", "฿876.20"),
    ("ค่าส่ง 60", "฿60.00", "฿886.20"),
    ("ส่งฟรี", "ฟรี", "฿826.20"),
    ("เก็บปลายทาง", "เก็บเงินปลายทาง", "฿44.79", "฿870.99"),
    ("โอน", "โอนเงิน", "฿826.20"),
    ("พร้อมเพย์", "วิธีชำระ: พร้อมเพย์", "฿826.20"),
    (
        "ที่อยู่ นก 0812345678 99/1 ม.4 ต.บางพลีใหญ่ อ.บางพลี สมุทรปราการ 10540",
        "ส่งที่: นก 0812345678 99/1 ม.4 บางพลีใหญ่ บางพลี สมุทรปราการ 10540",
    ),
    ("ใบเสร็จ บริษัทนก 0105536000315 9 ถ.สีลม กทม 10110", "ใบเสร็จ: บริษัทนก 9 ถ.สีลม กรุงเทพมหานคร 10110", "0105536000315"),
    ("หมายเหตุ ฝากนิติ", "หมายเหตุ: ฝากนิติ"),
    ("สรุป", "ร่างบิลของ นก", "฿826.20"),
    ("ย้อน", "฿826.20", "ส่งที่: นก"),
]


async def build(world: World, merchant: Any, talk: list[tuple[str, ...]]) -> None:
    for line, *expected in talk:
        heard = await says(world, merchant, line)
        assert len(heard) == 1, (line, words_of(heard))
        for words in expected:
            assert words in heard[0].words, (line, words, heard[0].words)


@pytest.mark.parametrize("channel", ["line", "messenger"])
async def test_an_order_is_built_in_english(world: World, channel: str) -> None:
    nok = await world.customer("Nok", channel)
    merchant = await world.merchant("Ploy", channel)
    await build(world, merchant, ENGLISH)
    assert "Note:" not in merchant.chat[-1].words, "undo took the note back"
    before = len(nok.chat)
    await says(world, merchant, "send")
    (card,) = nok.chat[before:]
    assert "฿754.20" in card.words
    order = await world.order(1001)
    assert (order["total"], order["shipping_fee"], order["payment_method"]) == (75420, 0, "promptpay")
    assert order["billing_address"]["tax_id"] == "0105536000315"
    assert [line["sku"] for line in order["lines"]] == ["C03-M", "A01", "B02"]


@pytest.mark.parametrize("channel", ["line", "messenger"])
async def test_an_order_is_built_in_thai(thai_world: World, channel: str) -> None:
    nok = await thai_world.customer("นก", channel)
    merchant = await thai_world.merchant("พลอย", channel)
    await build(thai_world, merchant, THAI)
    before = len(nok.chat)
    heard = await says(thai_world, merchant, "ส่งบิล")
    assert "✓ ส่งบิล 1001 ให้ นก" in words_of(heard)
    (card,) = nok.chat[before:]
    assert "฿826.20" in card.words
    order = await thai_world.order(1001)
    assert order["shipping_address"]["province"] == "สมุทรปราการ"
    assert order["note"] is None


@pytest.mark.parametrize(
    "line",
    [
        "new Nok A01 2, B02 1 ship EMS discount 50 send",
        "เปิดบิล Nok A01 2, B02 1 ส่ง EMS ลด 50 ส่งบิล",
        "new Nok\nA01 2\nB02\nship EMS\ndiscount 50\nsend",
        "NEW nok a01 ๒, b02 1 SHIP ems DISCOUNT 50 SEND",
    ],
)
async def test_one_message_may_do_all_of_it(world: World, line: str) -> None:
    nok = await world.customer("Nok")
    merchant = await world.merchant()
    (told,) = await says(world, merchant, line)
    assert "✓ #1001 sent to Nok on LINE · ฿488.00" in told.words
    assert told.via == "reply", "the answer costs nothing"
    await nok.hears("฿488.00")
    order = await world.order(1001)
    assert (order["subtotal"], order["discount"], order["shipping_fee"], order["total"]) == (48800, 5000, 5000, 48800)
    assert order["stage"] == "new"


async def test_buttons_do_what_they_say(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    (card,) = await says(world, merchant, "new Nok A01 2")
    assert list(card.buttons) == ["Send bill", "Undo", "Discard"]
    (card,) = await taps(world, merchant, "Undo")
    assert "Nothing on it yet" in card.words
    await says(world, merchant, "A01 1")
    assert "✓ #1001" in words_of(await taps(world, merchant, "Send bill"))
    await says(world, merchant, "new Nok A01 2")
    assert words_of(await taps(world, merchant, "Discard")) == "The draft is gone."
    assert await Order.filter(stage="draft").count() == 0


async def test_the_weight_table_prices_what_it_can_and_asks_for_the_rest(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    assert "฿35.00" in words_of(await says(world, merchant, "new Nok A01 2 ship KG"))
    heard = words_of(await says(world, merchant, "C03-M"))
    assert "not set yet" in heard
    assert 'Say for example "ship KG 60"' in heard
    refused = words_of(await says(world, merchant, "send"))
    assert 'KG has no price for these goods. Say for example "ship KG 60"' in refused
    assert "฿60.00" in words_of(await says(world, merchant, "ship KG 60"))
    assert "✓ #1001" in words_of(await says(world, merchant, "send"))


async def test_a_second_order_leaves_the_unfinished_one_and_tells_how_to_get_it_back(world: World) -> None:
    await world.customer("Nok")
    await world.customer("Lek")
    merchant = await world.merchant()
    await says(world, merchant, "new Nok A01 2")
    heard = await says(world, merchant, "new Lek B02 1")
    assert 'The unfinished draft for Nok is kept: say "orders draft".' in words_of(heard)
    listed = await says(world, merchant, "orders draft")
    assert "Nok" in words_of(listed)
    assert "Lek" in words_of(listed)
    assert len(listed[0].actions) == 2


async def test_an_empty_draft_makes_way_without_a_word(world: World) -> None:
    await world.customer("Nok")
    await world.customer("Lek")
    merchant = await world.merchant()
    await says(world, merchant, "new Nok")
    assert "kept" not in words_of(await says(world, merchant, "new Lek"))
    assert await Order.filter(stage="draft").count() == 1


async def test_a_draft_that_wants_more_than_there_is_says_so_while_it_is_built(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    assert "Tote bag: only 3 left." in words_of(await says(world, merchant, "new Nok B02 4"))
    assert "only" not in words_of(await says(world, merchant, "B02 = 3"))
    assert "✓ #1001" in words_of(await says(world, merchant, "send"))
    assert "only" not in words_of(await says(world, merchant, "edit 1001")), "its own three are not others'"
    assert "Tote bag: only 3 left." in words_of(await says(world, merchant, "B02 1"))
