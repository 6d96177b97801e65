"""Staff speak as they speak: inside a draft it is done, outside it only what names its order or its customer."""

from typing import Any

import pytest

from orders.order import Order
from tests.bot.talking import labels_of, says, state, taps, words_of
from tests.world import World


async def draft_of(world: World, goods: str = "A01 2") -> Any:
    await world.customer("Nok")
    merchant = await world.merchant()
    await says(world, merchant, f"new Nok {goods}")
    return merchant


@pytest.mark.parametrize(
    ("goods", "said", "shown"),
    [
        ("B02 1", "ใส่เสื้อยืดดำเพิ่มให้ลูกค้า 3 ตัว", "3 × 199"),
        ("A01 2", "แถมพวงกุญแจ 1 ชิ้น", "1 × free gift"),
        ("A01 3", "ตัดเสื้อยืดดำออก 1 ตัว", "2 × 199"),
        ("C03-M 2, A01 1", "ตัดเสื้อขาวออก 1 ตัว", "White shirt M\n1 × 350"),
        ("A01 2", "แก้จำนวนเสื้อยืดดำเป็น 6", "6 × 199"),
        ("A01 2", "คิดให้ตัวละ 180 นะ", "2 × 180"),
        ("C03-M 2", "สลับไซส์ M เป็น L", "White shirt L\n2 × 350"),
        ("A01 2", "ลดให้ 10%", "-฿39.80"),
        ("A01 2", "ปัดเหลือ 350", "฿350.00"),
        ("A01 2", "บวกค่าส่ง 60 ems", "฿60.00"),
        ("A01 2", "free shipping for this customer", "free"),
        ("A01 2", "นัดรับหน้าร้าน ไม่คิดค่าส่ง", "Pick up at the shop"),
        ("A01 2", "ออเดอร์นี้ COD นะ", "cash on delivery"),
        ("A01 2", "สรุปยอดให้ลูกค้าหน่อย", "Draft for Nok"),
    ],
)
async def test_in_an_open_draft_natural_lines_are_done(world: World, goods: str, said: str, shown: str) -> None:
    merchant = await draft_of(world, goods)
    assert shown in words_of(await says(world, merchant, said))


async def test_all_of_a_thing_comes_off_when_no_number_is_said(world: World) -> None:
    merchant = await draft_of(world, "A01 2, B02 1")
    heard = words_of(await says(world, merchant, "ลบถุงผ้าออกเลย"))
    assert "Tote bag" not in heard
    assert "2 × 199" in heard


async def test_more_than_there_is_cannot_come_off(world: World) -> None:
    merchant = await draft_of(world, "A01 2")
    for said in ("ตัดเสื้อยืดดำออก 3 ตัว", "เอาเสื้อดำออก 5 ตัว"):
        assert "only 2 are on this order" in words_of(await says(world, merchant, said)), said


async def test_one_of_several_pieces_becomes_another_size(world: World) -> None:
    merchant = await draft_of(world, "C03-M 2")
    heard = words_of(await says(world, merchant, "เปลี่ยน M เป็น L 1 ตัว"))
    assert "White shirt M\n1 × 350" in heard
    assert "White shirt L\n1 × 350" in heard
    heard = words_of(await says(world, merchant, "undo"))
    assert "White shirt M\n2 × 350" in heard
    assert "White shirt L" not in heard
    assert "only 2 are on this order" in words_of(await says(world, merchant, "เปลี่ยน M เป็น L 3 ตัว"))


@pytest.mark.parametrize(
    "said",
    [
        "สวัสดีค่ะ สนใจตัวไหนสอบถามได้นะคะ",
        "รับ 2 ชิ้นไหมคะ ถูกกว่านะคะ",
        "ลูกค้ารับกี่ตัวดีคะ",
        "เปิดรับออเดอร์ถึง 2 ทุ่มนะคะ",
        "ไซส์ M รอบอก 36 นิ้วค่ะ",
        "CF NO CC นะคะทุกคน",
        "ตามนี้เลยค่ะ",
        "We close at 6 pm today",
        "if she takes 2 I give 10% off",
    ],
)
@pytest.mark.parametrize("is_open", [True, False])
async def test_talk_changes_nothing_and_is_not_answered(world: World, said: str, is_open: bool) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    if is_open:
        await says(world, merchant, "new Nok A01 2")
    before = await state()
    assert await says(world, merchant, said) == []
    assert await state() == before


async def test_without_a_draft_natural_lines_are_talk(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    for said in ("ลดให้ 10%", "ค่าส่ง 40 นะคะ", "ตัดเสื้อยืดดำออก 1 ตัว", "แถมพวงกุญแจ 1 ชิ้น", "สลับไซส์ M เป็น L"):
        assert "Draft" not in words_of(await says(world, merchant, said)), said
    assert await Order.all().count() == 0


@pytest.mark.parametrize("said", ["คุณ Nok เอา A01 2 ตัว", "Nok wants 2 black tee"])
async def test_an_order_for_a_named_customer_begins_one(world: World, said: str) -> None:
    merchant = await world.merchant()
    await world.customer("Nok")
    heard = words_of(await says(world, merchant, said))
    assert "Draft for Nok" in heard
    assert "2 × 199" in heard


async def test_goods_for_the_customer_whose_draft_is_open_go_onto_it(world: World) -> None:
    merchant = await draft_of(world, "A01 2")
    heard = words_of(await says(world, merchant, "Nok wants 1 tote bag"))
    assert "2 × 199" in heard
    assert "Tote bag" in heard
    assert await Order.all().count() == 1


async def test_a_new_order_without_a_name_asks_for_whom_and_goes_on(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    asked = await says(world, merchant, "new order: black tee x2, tote bag x1, ship EMS")
    assert labels_of(asked) == ["Nok"]
    assert "฿538.00" in words_of(await taps(world, merchant, "Nok"))


async def test_all_in_is_heard_in_a_natural_order(world: World) -> None:
    await world.customer("เอ๋")
    merchant = await world.merchant()
    heard = words_of(await says(world, merchant, "คุณเอ๋เอาเสื้อยืดดำ 2 ตัว ถุงผ้า 1 ใบ รวมส่ง 450"))
    assert "Total\n฿450.00" in heard


async def test_a_sum_that_is_said_and_does_not_add_up_is_told(world: World) -> None:
    merchant = await draft_of(world, "B02 1")
    heard = words_of(await says(world, merchant, "เพิ่มเสื้อยืดดำ 2 ตัว ส่ง40 รวม 438"))
    assert "You said ฿438.00" in heard
    assert "฿528.00" in heard


async def test_a_deed_with_an_order_number_is_done_as_its_command(world: World) -> None:
    merchant = await draft_of(world, "A01 2 send")
    assert "฿398.00" in words_of(await says(world, merchant, "ออเดอร์ #1001 โอนแล้ว 398"))
    assert (await Order.get(number=1001)).paid == 398_00
    assert "#1001" in words_of(await says(world, merchant, "ยกเลิกบิล 1001 นะ"))


async def test_a_deed_in_a_draft_offers_the_orders_it_may_be(world: World) -> None:
    merchant = await draft_of(world, "A01 2 send")
    await says(world, merchant, "new Nok B02 1")
    asked = await says(world, merchant, "รับเงินแล้ว")
    assert "Which order do you mean?" in words_of(asked)
    assert labels_of(asked) == ["#1001 ฿398.00"]
    assert asked[-1].buttons["#1001 ฿398.00"]["text"] == "paid 1001"
    await says(world, merchant, "lang th")
    asked = await says(world, merchant, "รับเงินแล้ว")
    assert not asked[-1].buttons["#1001 ฿398.00"]["text"].isascii()


async def test_a_tracking_number_for_a_named_customer_is_offered_not_done(world: World) -> None:
    merchant = await draft_of(world, "A01 2 send")
    asked = await says(world, merchant, "เลขพัสดุคุณNok เคอรี่ SHP5054369172")
    assert labels_of(asked) == ["#1001 ฿398.00"]
    assert asked[-1].buttons["#1001 ฿398.00"]["text"] == "track 1001 SHP5054369172 kex"


@pytest.mark.parametrize("said", ["ใครยังไม่โอนบ้าง", "who hasn't paid yet"])
async def test_a_question_about_orders_is_answered_at_any_time(world: World, said: str) -> None:
    merchant = await draft_of(world, "A01 2 send")
    heard = words_of(await says(world, merchant, said))
    assert "Orders: Awaiting payment" in heard
    assert "Order #1001" in heard


@pytest.mark.parametrize(
    ("said", "verb"),
    [("สต็อก A01 เหลือกี่ตัว", "stock"), ("วันนี้ขายได้เท่าไหร่", "summary"), ("เติมสต๊อก A01 20 ตัว", "stock")],
)
async def test_what_is_not_done_yet_says_so_as_its_command_does(world: World, said: str, verb: str) -> None:
    merchant = await world.merchant()
    assert f'I cannot do "{verb}" yet' in words_of(await says(world, merchant, said))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("รวมบิล 88 กับ 91", "Two orders cannot be merged"),
        ("ชิ้นแรก 40 ชิ้นต่อไปชิ้นละ 10", "Shipping rates are set in the settings"),
        ("ใบเสนอราคา โต๊ะ 2 ตัว ตัวละ 1500", "I write no quotations"),
    ],
)
async def test_what_cannot_be_done_says_what_can(world: World, said: str, told: str) -> None:
    merchant = await draft_of(world)
    before = (await state())[0]
    assert told in words_of(await says(world, merchant, said))
    assert (await state())[0] == before


async def test_unknown_goods_in_natural_words_change_nothing(world: World) -> None:
    merchant = await draft_of(world)
    before = (await state())[0]
    assert "I find no product" in words_of(await says(world, merchant, "ใส่ครีมกันแดดเพิ่มให้ลูกค้า 3 หลอด"))
    assert (await state())[0] == before


async def test_what_is_said_of_another_order_is_not_done_to_the_draft_at_hand(world: World) -> None:
    merchant = await draft_of(world, "A01 2 send")
    await says(world, merchant, "new Nok B02 1")
    assert "#1001, which is not open here" in words_of(await says(world, merchant, "บิล 1001 ลด 20"))
    assert not await Order.filter(discount__gt=0).exists()


@pytest.mark.parametrize(
    ("goods", "said", "shown"),
    [
        ("A01 2", "make it 3", "3 × 199"),
        ("A01 2", "add 2 white shirt M and a tote bag", "Tote bag"),
        ("A01 2", "add a note gift wrap please", "gift wrap"),
        ("A01 2", "จดในบิลด้วยว่าขอถุงแยก", "ขอถุงแยก"),
        ("A01 2", "set A01 to 150 each", "2 × 150"),
        ("A01 2, B02 1", "ถุงผ้าหักออก 1 ใบ", "2 × 199"),
        ("A01 2", "ไม่ต้องคิดค่าส่งบิลนี้", "free"),
        ("A01 2", "ลูกค้าขอจ่ายตอนรับของ", "cash on delivery"),
        ("A01 2", "แจ้งยอดลูกค้าให้ที", "Draft for Nok"),
    ],
)
async def test_the_same_ideas_in_other_words(world: World, goods: str, said: str, shown: str) -> None:
    merchant = await draft_of(world, goods)
    assert shown in words_of(await says(world, merchant, said))


@pytest.mark.parametrize("said", ["send it to her", "ส่งเลย", "ส่งให้เค้าได้เลย", "ok send it"])
async def test_a_bill_goes_out_when_it_is_called_it(world: World, said: str) -> None:
    merchant = await draft_of(world)
    await says(world, merchant, said)
    assert await Order.filter(number=1001, stage="new").exists()


@pytest.mark.parametrize("said", ["send link", "send the payment link", "ขอลิงก์จ่ายเงินของบิลนี้ที"])
async def test_who_wants_the_link_gets_the_link(world: World, said: str) -> None:
    """The bill itself stays with the shop: the customer hears nothing."""
    nok = await world.customer("Nok")
    merchant = await world.merchant()
    await says(world, merchant, "new Nok A01 2")
    before = len(nok.chat)
    assert "http" in words_of(await says(world, merchant, said))
    assert len(nok.chat) == before


@pytest.mark.parametrize("said", ["order 1001 discount 20", "บิล 1001 ลด 20 บาท"])
async def test_an_order_that_is_named_is_not_the_draft_at_hand_in_either_language(world: World, said: str) -> None:
    merchant = await draft_of(world, "A01 2 send")
    await says(world, merchant, "new Nok B02 1")
    assert "#1001, which is not open here" in words_of(await says(world, merchant, said))
    assert not await Order.filter(discount__gt=0).exists()


async def test_a_particle_belongs_to_no_name(world: World) -> None:
    await world.customer("นก")
    merchant = await world.merchant()
    assert "นกหน่อย" not in words_of(await says(world, merchant, "เปิดบิลให้นกหน่อย"))
    assert await Order.filter(stage="draft").exists()


@pytest.mark.parametrize("said", ["ขอใบเสร็จบิล 1001", "get me the receipt for order 1001", "เอกสารของ #1001"])
async def test_papers_that_are_asked_for_are_given(world: World, said: str) -> None:
    merchant = await draft_of(world, "A01 2 send")
    by_command = words_of(await says(world, merchant, "document 1001"))
    assert words_of(await says(world, merchant, said)) == by_command


@pytest.mark.parametrize("said", ["don't cancel order 1001", "ไม่ยกเลิกบิล 1001 แล้วนะ", "อยากยกเลิกบิล 1001 จัง"])
async def test_what_is_denied_or_wished_is_not_done(world: World, said: str) -> None:
    merchant = await draft_of(world, "A01 2 send")
    await says(world, merchant, said)
    assert await Order.filter(number=1001, stage="new").exists()
