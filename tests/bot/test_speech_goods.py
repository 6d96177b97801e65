"""Goods out of a clause, in any of the usual orders."""

import pytest

from bot.speech.goods import goods_in
from bot.speech.normal import plain

Expected = tuple[str, int | None, int | None, int | None]


def read(text: str) -> list[Expected]:
    return [
        (item.query, item.quantity, item.unit_price and item.unit_price // 100, item.bundle and item.bundle // 100)
        for item in goods_in(plain(text)).items
    ]


@pytest.mark.parametrize(
    ("said", "goods"),
    [
        ("A01 2 ตัว A05 1 ตัว", [("A01", 2, None, None), ("A05", 1, None, None)]),
        ("A01x2 B12x1", [("A01", 2, None, None), ("B12", 1, None, None)]),
        ("A01 × 2, B12*1", [("A01", 2, None, None), ("B12", 1, None, None)]),
        ("ดำ2 ขาว1", [("ดำ", 2, None, None), ("ขาว", 1, None, None)]),
        ("ดำ2 ขาว1 ฟ้า1 ไซส์ L หมดเลย", [("ดำ L", 2, None, None), ("ขาว L", 1, None, None), ("ฟ้า L", 1, None, None)]),
        ("เดรสลายดอก s 1 เดรสเรียบ m 1", [("เดรสลายดอก s", 1, None, None), ("เดรสเรียบ m", 1, None, None)]),
        ("โต๊ะ 2 ตัว ตัวละ 1500 เก้าอี้ 8 ตัว ตัวละ 450", [("โต๊ะ", 2, 1500, None), ("เก้าอี้", 8, 450, None)]),
        ("ถุงเท้า 3 คู่ 100", [("ถุงเท้า", 3, None, 100)]),
        ("A01 3 for 500", [("A01", 3, None, 500)]),
        ("แถมพวงกุญแจ 1 ชิ้น", [("พวงกุญแจ", 1, 0, None)]),
        ("ครีม2 แถมสำลี1", [("ครีม", 2, None, None), ("สำลี", 1, 0, None)]),
        ("ชุดนอน (ลายหมี) f 199x2 =398", [("ชุดนอน (ลายหมี) f", 2, 199, None)]),
        ("A01 กับ A02 อย่างละ 2", [("A01", 2, None, None), ("A02", 2, None, None)]),
        ("ขาว ดำ อย่างละ 1", [("ขาว", 1, None, None), ("ดำ", 1, None, None)]),
        ("อย่างละ 1 ค่ะ", [("*", 1, None, None)]),
        ("สีละตัวค่ะ", [("*", 1, None, None)]),
        ("เบอร์ 38 ดำ 1 คู่ 39 ขาว 2 คู่", [("38 ดำ", 1, None, None), ("39 ขาว", 2, None, None)]),
        ("ไซส์ 38", [("ไซส์ 38", None, None, None)]),
        ("A12 ไซส์ M", [("A12 M", None, None, None)]),
        ("แบบในรูปที่ 3 ค่ะ 1 ชิ้น", [("รูปที่ 3", 1, None, None)]),
        ("iphone 15 case 2", [("iphone 15 case", 2, None, None)]),
        ("เค้กส้มหนึ่งปอนด์ 1 ก้อน", [("เค้กส้มหนึ่งปอนด์", 1, None, None)]),
        ("เค้กช็อกโกแลต 1 ปอนด์ 2 ก้อน", [("เค้กช็อกโกแลต 1 ปอนด์", 2, None, None)]),
        ("2 coffee mugs and 1 tote bag", [("coffee mugs", 2, None, None), ("tote bag", 1, None, None)]),
        ("3 boxes of brownies", [("brownies", 3, None, None)]),
        ("10 chairs at 450 each", [("chairs", 10, 450, None)]),
        ("ครึ่งโหลพอค่ะ", [("", 6, None, None)]),
        ("สบู่ครึ่งโหล แชมพู 2 ขวด", [("สบู่", 6, None, None), ("แชมพู", 2, None, None)]),
        ("สองคู่ค่ะ เบอร์ 39", [("เบอร์ 39", 2, None, None)]),
        ("อันนี้ค่ะ 2 อัน", [("", 2, None, None)]),
        ("หมวกด้วยค่ะ 1 ใบ", [("หมวก", 1, None, None)]),
        ("ของขวัญ 1 กล่อง", [("ของขวัญ", 1, None, None)]),
        ("A01 2\nB02 1", [("A01", 2, None, None), ("B02", 1, None, None)]),
        ("", []),
        ("=", []),
    ],
)
def test_goods_are_read(said: str, goods: list[Expected]) -> None:
    assert read(said) == goods


@pytest.mark.parametrize("said", ["0812345678", "10540", "8.8", "2-3 วัน", "12/3", "20%"])
def test_no_number_of_another_kind_is_how_many(said: str) -> None:
    assert [quantity for _, quantity, _, _ in read(said) if quantity is not None] == []
