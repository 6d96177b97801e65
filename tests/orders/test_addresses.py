"""A pasted address: the plain cases are read, the rest is kept as it was written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.addresses import read_address

PLAIN = [
    (
        "นางสาวมะลิ ใจดี\n99/12 หมู่ 3 ถ.เพชรเกษม ต.อ้อมน้อย อ.กระทุ่มแบน จ.สมุทรสาคร 74130\nโทร 081-234-5601",
        {
            "name": "นางสาวมะลิ ใจดี", "phone": "0812345601", "line": "99/12 หมู่ 3 ถ.เพชรเกษม", "subdistrict": "อ้อมน้อย",
            "district": "กระทุ่มแบน", "province": "สมุทรสาคร", "postal_code": "74130",
        },
    ),
    (
        "คุณน้ำฝน คอนโดเดอะสกาย ตึก B ชั้น 12 ห้อง 1205 ถ.รัชดาภิเษก แขวงจันทรเกษม เขตจตุจักร กรุงเทพฯ 10900 โทร.0812345603",
        {
            "name": "คุณน้ำฝน", "phone": "0812345603", "line": "คอนโดเดอะสกาย ตึก B ชั้น 12 ห้อง 1205 ถ.รัชดาภิเษก",
            "subdistrict": "จันทรเกษม", "district": "จตุจักร", "province": "กรุงเทพมหานคร", "postal_code": "10900",
        },
    ),
    (
        "นก 0812345678 99/1 ม.4 ต.บางพลีใหญ่ อ.บางพลี สมุทรปราการ 10540",
        {
            "name": "นก", "phone": "0812345678", "line": "99/1 ม.4", "subdistrict": "บางพลีใหญ่", "district": "บางพลี",
            "province": "สมุทรปราการ", "postal_code": "10540",
        },
    ),
    (
        "Nok Noi 081 234 5678\n99/1 Moo 4, Bang Phli, Samut Prakan 10540",
        {
            "name": "Nok Noi", "phone": "0812345678", "line": "99/1 Moo 4, Bang Phli", "province": "Samut Prakan",
            "postal_code": "10540",
        },
    ),
    (
        "Joe 0812345678 1 Main Rd Bangkok 10110",
        {"name": "Joe", "phone": "0812345678", "line": "1 Main Rd", "province": "Bangkok", "postal_code": "10110"},
    ),
    (
        "ชื่อ: สมชาย ณ ลำปาง\nเบอร์: ๐๘๑๒๓๔๕๖๗๘\nที่อยู่: ๙๙/๑ ต.ช้างเผือกอ.เมืองเชียงใหม่จ.เชียงใหม่ ๕๐๓๐๐",
        {
            "name": "สมชาย ณ ลำปาง", "phone": "0812345678", "line": "99/1", "subdistrict": "ช้างเผือก",
            "district": "เมืองเชียงใหม่", "province": "เชียงใหม่", "postal_code": "50300",
        },
    ),
    (
        "นก +66 81 234 5678 12 ซ.3 กทม. 10110",
        {"name": "นก", "phone": "0812345678", "line": "12 ซ.3", "province": "กรุงเทพมหานคร", "postal_code": "10110"},
    ),
    (
        "บริษัทนก จำกัด 0105536000315 99 ถ.สีลม กทม 10500",
        {
            "name": "บริษัทนก จำกัด", "line": "99 ถ.สีลม", "province": "กรุงเทพมหานคร", "postal_code": "10500",
            "tax_id": "0105536000315",
        },
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), PLAIN)
def test_a_plain_address_is_read(text: str, parts: dict[str, str]) -> None:
    assert read_address(text).parts == parts | {"country": "TH"}


def test_what_an_order_needs_and_was_not_said_is_named() -> None:
    assert read_address("นก 0812345678").missing == ["line", "province", "postal_code"]
    assert read_address("Nok 0812345678 99/1 Moo 4 Samut Prakan").missing == ["postal_code"]
    assert read_address("").missing == ["name", "phone", "line", "province", "postal_code"]


def test_a_room_and_a_phone_number_are_not_a_tax_id() -> None:
    parts = read_address("นก ห้อง 123 0812345678 กทม 10110").parts
    assert "tax_id" not in parts
    assert parts["phone"] == "0812345678"


def test_a_tax_id_is_not_a_phone_number() -> None:
    parts = read_address("บริษัทนก เลขประจำตัวผู้เสียภาษี 0-1055-36000-31-5 กทม 10110").parts
    assert (parts["tax_id"], "phone" in parts) == ("0105536000315", False)


def test_nobody_lives_in_the_province_of_their_surname() -> None:
    parts = read_address("สมชาย ณ ลำปาง\n99/1 เชียงใหม่ 50300").parts
    assert (parts["name"], parts["province"]) == ("สมชาย ณ ลำปาง", "เชียงใหม่")


def test_a_second_phone_number_stays_in_the_text() -> None:
    parts = read_address("นก 0812345678 หรือ 0898765432 99/1 กทม 10110").parts
    assert parts["phone"] == "0812345678"
    assert "0898765432" in " ".join(parts.values())


WORDS = (
    "นก", "Nok", "99/1", "หมู่", "4", "ถ.สีลม", "ต.บางรัก", "อ.เมือง", "จ.น่าน", "Bangkok", "สมุทรปราการ", "10110",
    "0812345678", "081-234-5678", "ฝากนิติ", "ห้อง", "1205", "(บ้านสีฟ้า)", "โทร", "ชื่อ:", "\n", ",", "A01", "😀",
    "{x}", "<b>", "ณ", "ลำปาง",
)  # fmt: skip
NOT_WORDS = re.compile(r"โทร|ชื่อ:|[\s,\-]|ตำบล|แขวง|ต\.|อำเภอ|เขต|อ\.|จังหวัด|จ\.")


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_no_word_is_ever_lost(text: str) -> None:
    """Only labels, prefixes and separators go; every other letter is somewhere in the parts."""
    kept = read_address(text).parts
    kept.pop("country")
    assert sorted(NOT_WORDS.sub("", "".join(kept.values()))) == sorted(NOT_WORDS.sub("", text))


@given(st.text(max_size=300))
def test_anything_at_all_can_be_pasted(text: str) -> None:
    parts = read_address(text).parts
    assert all(isinstance(value, str) for value in parts.values())


@pytest.mark.parametrize("text", ["ต." * 5000, "0" * 5000, "1 " * 5000, "จ. " * 3000, "a," * 5000])
def test_a_long_blob_takes_no_long_time(text: str) -> None:
    read_address(text)
