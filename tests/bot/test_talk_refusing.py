"""What cannot be done is refused by name, in the speaker's language; and a refused message has changed nothing."""

from pathlib import Path

import pytest

from orders.order import Order
from orders.people import Contact
from tests.bot.talking import labels_of, says, state, taps, words_of
from tests.world import World, open_world

#: What staff say with a draft of two A01 open, and what they hear in English and in Thai.
REFUSED = [
    ("A01 0", "A01: 0 is no quantity", 'พิมพ์ "ลบ A01"'),
    ("A01 -1", "-1 is below zero", "ติดลบไม่ได้ค่ะ"),
    ("A01 1.5", "1.5 is not a whole number", "ต้องเป็นจำนวนเต็มค่ะ"),
    ("A01 10000", "at most 9,999", "สูงสุด 9,999"),
    ("A01 9999", "at most 9,999", "สูงสุด 9,999"),
    ("B02 1 @1.999", "1.999 has more than two decimals", "ทศนิยมเกินสองตำแหน่ง"),
    ("B02 1 @99999999", "at most 10,000,000 baht", "สูงสุด 10,000,000 บาท"),
    ("B02 9999 @9999999", "above 10,000,000 baht", "ไม่เกิน 10,000,000 บาท"),
    ("A01 3 for 9999", "together that costs more than one by one", "ราคารวมแพงกว่าซื้อแยกชิ้น"),
    ("discount 101%", "101% is not between 0 and 100", "ต้องอยู่ระหว่าง 0 ถึง 100"),
    ("discount 399", "A discount of ฿399.00 is more than the goods cost (฿398.00)", "มากกว่าค่าสินค้า (฿398.00)"),
    ("foo bar 2", 'I find no product "foo bar"', 'ไม่เจอสินค้า "foo bar"'),
    ("remove B02", '"B02" is not on this order', 'ไม่มี "B02" ในบิลนี้'),
    ("B02 = 3", '"B02" is not on this order', 'ไม่มี "B02" ในบิลนี้'),
    ("ship Flash", "There are: EMS, KG, PICKUP", "มี EMS, KG, PICKUP"),
    ("pay card", "This shop does not take card", "ร้านนี้ไม่รับบัตรค่ะ"),
    ("order 9999", "There is no order 9999", "ไม่มีบิล 9999 ค่ะ"),
    ("edit 9999", "There is no order 9999", "ไม่มีบิล 9999 ค่ะ"),
    ("hold 9999", 'I cannot do "hold" yet', 'ยังทำ "hold" ให้ไม่ได้ค่ะ'),
]


@pytest.mark.parametrize("language", ["en", "th"])
async def test_every_refusal_names_what_is_wrong(tmp_path: Path, language: str) -> None:
    async with open_world(tmp_path, language=language) as world:
        await world.customer("Nok")
        merchant = await world.merchant()
        await says(world, merchant, "new Nok A01 2")
        before = (await state())[:2]
        for said, english, thai in REFUSED:
            heard = words_of(await says(world, merchant, said))
            assert (english if language == "en" else thai) in heard, (said, heard)
            assert (await state())[:2] == before, said


async def test_a_part_that_is_wrong_stops_the_whole_message(world: World) -> None:
    nok = await world.customer("Nok")
    merchant = await world.merchant()
    before = await state()
    for wrong in ("foo 2", "A01 1.5", "ship Flash", "discount 101%", "remove B02"):
        heard = await says(world, merchant, f"new Nok A01 2, {wrong} send")
        assert len(heard) == 1, wrong
        assert (await state())[0] == before[0], wrong
    assert len([message for message in nok.chat if message.who == "shop"]) == 0


async def test_too_many_things_and_too_long_a_message_are_refused_by_their_limits(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    many = "new Nok\n" + "\n".join(f"S{n:03} 1 @5" for n in range(201))
    assert "more than 200 items" in words_of(await says(world, merchant, many))
    assert "too long" in words_of(await says(world, merchant, "new Nok A01 1 note " + "very " * 1000))
    assert await Order.all().count() == 0


async def test_where_no_draft_is_open_staff_are_told_how_to_begin(world: World) -> None:
    merchant = await world.merchant()
    for said in ("send", "link", "undo", "show", "discard", "add A01 2", "discount 50", "ship EMS", "note hello"):
        assert words_of(await says(world, merchant, said)) == 'No draft is open here. Start one with "new Nok".', said


async def test_an_empty_order_is_not_sent_and_the_draft_stays(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    heard = words_of(await says(world, merchant, "new Nok send"))
    assert "There is nothing on this order yet" in heard
    assert "Draft for Nok" in heard
    assert "✓ #1001" in words_of(await says(world, merchant, "A01 1 send"))


async def test_short_of_stock_the_line_is_named_and_the_draft_stays(world: World) -> None:
    nok = await world.customer("Nok")
    merchant = await world.merchant()
    heard = words_of(await says(world, merchant, "new Nok A01 2, B02 4 ship EMS send"))
    assert "Not enough stock: Tote bag (B02) has 3 left. Nothing was sent." in heard
    assert "Draft for Nok" in heard
    assert not [message for message in nok.chat if message.who == "shop"]
    assert "✓ #1001" in words_of(await says(world, merchant, "B02 = 3\nsend"))


async def test_short_of_stock_in_an_edit_the_order_stays_as_it_was(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    await says(world, merchant, "new Nok B02 2 send")
    heard = words_of(await says(world, merchant, "edit 1001\nB02 = 4\nsend"))
    assert "has 3 left" in heard, "two of them are this order's own"
    order = await world.order(1001)
    assert (order["revision"], order["lines"][0]["quantity"]) == (1, 2)
    assert "version 2" in words_of(await says(world, merchant, "B02 = 3 send"))


async def test_ways_out_of_a_refusal_are_buttons(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    await says(world, merchant, "new Nok A01 2")
    assert labels_of(await says(world, merchant, "ship Flash")) == ["ship EMS", "ship KG", "ship PICKUP"]
    assert "฿35.00" in words_of(await taps(world, merchant, "ship KG"))
    assert labels_of(await says(world, merchant, "pay card")) == ["pay promptpay", "pay transfer", "pay cod"]
    assert labels_of(await says(world, merchant, "sned")) == ["send"]
    assert "✓ #1001" in words_of(await taps(world, merchant, "send"))


@pytest.mark.parametrize(
    ("said", "told", "button"),
    [
        ("note", 'I do not understand "note". Say for example: note leave it with the guard', "help note"),
        ("resend", 'I do not understand "resend". Say for example: resend 1024', "help resend"),
        ("lang jp", 'I do not understand "lang jp". Say for example: lang en', "help lang"),
        ("help foo", 'I do not understand "help foo".', "help"),
        ("orders foo", 'I do not understand "foo".', "orders"),
        ("ordr 1024", 'I do not understand "ordr 1024".', "order 1024"),
    ],
)
async def test_half_a_command_is_answered_with_the_whole_one(world: World, said: str, told: str, button: str) -> None:
    merchant = await world.merchant()
    (heard,) = await says(world, merchant, said)
    assert told in heard.words
    assert list(heard.buttons) == [button]


async def test_the_nearest_command_is_offered_in_the_speakers_language(thai_world: World) -> None:
    merchant = await thai_world.merchant("พลอย")
    (heard,) = await says(thai_world, merchant, "หมายเหตุ")
    assert "ลองพิมพ์ เช่น หมายเหตุ ฝากนิติ" in heard.words
    assert list(heard.buttons) == ["ช่วยเหลือ หมายเหตุ"]


CHATTER = [
    "ขอบคุณค่ะ", "ok", "555", "see you at 5", "hello", "โอเคค่ะ เดี๋ยวส่งให้นะคะ", "เสื้อสวยมาก", "👍", "A01 2",
    "โอน", "-A01", "081-234-5678", "ส่งบิลให้ลูกค้าด้วยนะ พี่นก", "พรุ่งนี้เปิดร้านกี่โมง",
]  # fmt: skip


async def test_staff_chatter_is_never_answered(world: World) -> None:
    """Goods alone are talk, too, as long as no draft is open."""
    await world.customer("Nok")
    merchant = await world.merchant()
    before = await state()
    for line in CHATTER:
        assert await says(world, merchant, line) == [], line
    assert await state() == before


async def test_staff_hear_refusals_in_the_language_they_chose(world: World) -> None:
    merchant = await world.merchant()
    assert words_of(await says(world, merchant, "lang th")) == "คุยกันเป็นภาษาไทยนะคะ"
    assert words_of(await says(world, merchant, "ส่งบิล")) == 'ยังไม่มีร่างบิลในแชทนี้ค่ะ เริ่มด้วย "เปิดบิล นก" ได้เลย'
    assert words_of(await says(world, merchant, "ภาษา อังกฤษ")) == "I will speak English with you."
    assert "No draft is open" in words_of(await says(world, merchant, "ส่งบิล"))
    assert await Contact.filter(language="en").count() == 1
