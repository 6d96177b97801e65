"""A pasted address is read, whoever wrote it and however; no word of it is lost."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orders.addresses import PARTS, looks_like_address, read_address, split_address
from orders.addresses.places import called, index

PASTED = Path(__file__).parents[2] / "bench" / "addresses.jsonl"
ROWS = [json.loads(line) for line in PASTED.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_an_address_as_people_paste_it_is_read(row: dict[str, Any]) -> None:
    read = read_address(row["text"])
    told = {key: read.parts.get(key) for key in PARTS} | {"line": read.house}
    told |= {"missing": read.missing, "warnings": read.warnings, "note": read.note, "beside": read.beside}
    assert {key: told[key] for key in row["expected"]} == row["expected"]


def test_what_a_whole_address_has_and_was_not_said_is_named() -> None:
    assert read_address("นก 0812345678").missing == ["line", "subdistrict", "district", "province", "postal_code"]
    assert read_address("").missing == list(PARTS)


def test_what_an_order_needs_is_less_than_a_whole_address() -> None:
    assert read_address("นก 0812345678 9/9 ถ.มิตรภาพ ขอนแก่น").lacking == ["postal_code"]
    assert read_address("Joe 0812345678 1 Main Rd Bangkok 10110").lacking == []


def test_places_are_told_in_thai_whichever_way_they_were_written() -> None:
    parts = read_address("Joe 0812345678 1 Main Rd Bangkok 10110").parts
    assert (parts["province"], parts["country"]) == ("กรุงเทพมหานคร", "TH")


def test_what_nobody_wrote_is_marked_as_inferred() -> None:
    read = read_address("นก 99/1 ต.บางพลีใหญ่ 0812345678")
    assert (read.parts["district"], read.parts["province"], read.parts["postal_code"]) == (
        "บางพลี",
        "สมุทรปราการ",
        "10540",
    )
    assert read.warnings == ["district_inferred", "province_inferred", "postcode_inferred"]


def test_a_postcode_alone_tells_the_province_but_no_subdistrict() -> None:
    read = read_address("นก 0812345678 99/1 ซ.3 40000")
    assert read.parts["province"] == "ขอนแก่น"
    assert "subdistrict" not in read.parts
    assert "province_inferred" in read.warnings


def test_a_name_that_stands_for_many_places_is_kept_and_nothing_is_guessed() -> None:
    read = read_address("นก 0812345678 9/9 ต.หนองบัว")
    assert read.parts["subdistrict"] == "หนองบัว"
    assert read.missing == ["district", "province", "postal_code"]


def test_where_the_postcode_differs_the_customers_own_is_kept() -> None:
    read = read_address("นก 0812345678 5/5 ต.เขาสามยอด อ.เมือง จ.ลพบุรี 10110")
    assert (read.parts["postal_code"], read.warnings) == ("10110", ["postcode_mismatch"])


def test_a_place_that_is_in_no_list_is_kept_as_it_was_written() -> None:
    read = read_address("นก 0812345678 5/5 ต.ดาวอังคาร อ.ปากช่อง จ.นครราชสีมา 30130")
    assert (read.parts["subdistrict"], read.warnings) == ("ดาวอังคาร", ["subdistrict_mismatch"])


def test_a_district_the_subdistrict_is_not_in_is_kept_with_a_warning() -> None:
    read = read_address("นก 0812345678 5/5 ต.สุเทพ อ.แม่ริม จ.เชียงใหม่ 50200")
    assert (read.parts["subdistrict"], read.parts["district"]) == ("สุเทพ", "แม่ริม")
    assert [warning for warning in read.warnings if warning.endswith("_mismatch")]


def test_a_slip_of_the_finger_is_read_and_told() -> None:
    read = read_address("นก 0812345678 99/1 ต.บางพลีใหย่ อ.บางพลี จ.สมุทรปราการ 10540")
    assert (read.parts["subdistrict"], read.warnings) == ("บางพลีใหญ่", ["subdistrict_corrected"])


def test_a_room_and_a_phone_number_are_not_a_tax_id() -> None:
    parts = read_address("นก ห้อง 123 0812345678 กทม 10110").parts
    assert "tax_id" not in parts
    assert parts["phone"] == "0812345678"


def test_a_tax_id_is_not_a_phone_number() -> None:
    parts = read_address("บริษัทนก เลขประจำตัวผู้เสียภาษี 0-1055-36000-31-5 กทม 10110").parts
    assert (parts["tax_id"], "phone" in parts) == ("0105536000315", False)


def test_a_tax_id_that_begins_like_a_telephone_is_not_cut() -> None:
    firm = read_address("หจก.ภูเก็ตดี 0833545001231 ม.3 ต.ฉลอง อ.เมือง ภูเก็ต 83130").parts
    assert (firm["tax_id"], "phone" in firm) == ("0833545001231", False)


def test_a_house_typed_onto_a_telephone_is_read_as_both() -> None:
    read = read_address("สุดา083234508847ม.3ต.บางเมืองอ.เมืองจ.สมุทรปราการ10270")
    assert (read.parts["name"], read.parts["phone"], read.house) == ("สุดา", "0832345088", "47ม.3")


def test_a_body_with_somebody_in_brackets_is_the_name_and_where_it_stands() -> None:
    read = read_address("วัดป่าสุทธาวาส (หลวงพ่อทอง) ต.ธาตุเชิงชุม อ.เมือง สกลนคร 47000 0812345678")
    assert (read.parts["name"], read.house, read.lacking) == ("วัดป่าสุทธาวาส (หลวงพ่อทอง)", "วัดป่าสุทธาวาส", [])


def test_a_shop_is_the_name_unless_somebody_is_named_behind_the_address() -> None:
    where = "8 ม.2 ต.แม่อ้อ อ.พาน จ.เชียงราย 57120"
    assert read_address(f"ร้านเจ๊หมวย {where} 0812345678").parts["name"] == "ร้านเจ๊หมวย"
    read = read_address(f"ร้านเจ๊หมวย {where} ซารีนา เจะเลาะ 0812345678")
    assert (read.parts["name"], read.house) == ("ซารีนา เจะเลาะ", "ร้านเจ๊หมวย 8 ม.2")


def test_a_receipt_is_for_an_office() -> None:
    head = "บริษัทนก จำกัด (สำนักงานใหญ่) 0105536000315 99 ถ.สีลม แขวงสีลม เขตบางรัก กทม 10500"
    assert read_address(head).parts["branch"] == "00000"
    branch = read_address(head.replace("(สำนักงานใหญ่)", "สาขา 00012")).parts
    assert (branch["name"], branch["branch"]) == ("บริษัทนก จำกัด", "00012")


@pytest.mark.parametrize(
    "written",
    [
        "0812345678", "081-234-5678", "081 234 5678", "08-1234-5678", "081.234.5678", "(081) 234-5678",
        "0 8 1 2 3 4 5 6 7 8",
        "+66812345678", "+66 81-234-5678", "+66 (0)81 234 5678", "66812345678", "0066812345678", "๐๘๑๒๓๔๕๖๗๘",
        "0\u200b812345678", "081\u2013234\u20135678",
    ],
)  # fmt: skip
def test_a_telephone_is_one_number_however_it_is_written(written: str) -> None:
    assert read_address(f"นก {written} 99/1 ม.4 ต.บางพลีใหญ่ อ.บางพลี สมุทรปราการ 10540").parts["phone"] == "0812345678"


def test_a_second_telephone_an_extension_and_a_note_end_the_line() -> None:
    read = read_address("นก 02-123-4567 ต่อ 12 หรือ 0898765432 99/1 ถ.สีลม แขวงสีลม เขตบางรัก กทม 10500 ฝากนิติได้ค่ะ")
    assert read.phones == ["021234567", "0898765432"]
    assert read.house == "99/1 ถ.สีลม"
    assert read.parts["line"] == "99/1 ถ.สีลม ฝากนิติได้ ต่อ 12 0898765432"


def test_a_note_is_no_house() -> None:
    assert "line" in read_address("นก 0812345678 ฝากนิติ").missing


WHERE = "99/1 ม.4 ต.บางพลีใหญ่ อ.บางพลี สมุทรปราการ 10540"


@pytest.mark.parametrize(
    ("text", "around", "address"),
    [
        (f"เอา A01 2 ตัวค่ะ ส่งที่ นก ใจดี {WHERE} 0812345678", "เอา A01 2 ตัวค่ะ", f"ส่งที่ นก ใจดี {WHERE} 0812345678"),
        (f"A01 2 ตัว\nB02 1 ใบ\nนก {WHERE} 0812345678", "A01 2 ตัว\nB02 1 ใบ", f"นก {WHERE} 0812345678"),
        (f"นก {WHERE} 0812345678 เอา A01 2 ตัวค่ะ", "เอา A01 2 ตัวค่ะ", f"นก {WHERE} 0812345678"),
        (
            "I'll take 2 pcs of A01, ship to: Joe 0812345678 1 Main Rd Bangkok 10110", "I'll take 2 pcs of A01",
            "ship to: Joe 0812345678 1 Main Rd Bangkok 10110",
        ),
        (f"นก {WHERE} 0812345678", "", f"นก {WHERE} 0812345678"),
        ("เอา A01 2 ตัวค่ะ", "เอา A01 2 ตัวค่ะ", ""),
    ],
)  # fmt: skip
def test_an_order_and_an_address_in_one_message_are_told_apart(text: str, around: str, address: str) -> None:
    assert split_address(text) == (around, address)


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_an_address_looks_like_one(row: dict[str, Any]) -> None:
    said = row["expected"]
    known = sum(bool(said[part]) for part in ("phone", "line", "subdistrict", "district", "province", "postal_code"))
    assert looks_like_address(row["text"]) == (known >= 3)


@pytest.mark.parametrize(
    "chatter",
    [
        "ส่งที่ไหนคะ", "โคราชมีสาขาไหนบ้าง", "ส่งเชียงใหม่ กี่วันคะ", "ส่งไปเชียงใหม่ 50200 เท่าไหร่", "อยู่บางนาค่ะ",
        "พรุ่งนี้ไปหาดใหญ่ สงขลา", "ร้านอยู่แถวลาดพร้าวไหมคะ", "โทรมา 0812345678 นะ", "โอน 15/11 แล้วค่ะ", "ไซส์ 38/39 มีไหม",
        "ส่ง ต.บางพลี อ.บางพลี ได้ไหม", "0812345631 ชลธิชา", "เจอกัน BTS อโศก", "แฟนอยู่ที่ อ.เมือง จ.น่าน", "ship to Bangkok?",
        "เที่ยวเชียงใหม่ เชียงราย แม่ฮ่องสอน", "Do you deliver to Pattaya, Chonburi 20150?", "ห้อง 12 ชั้น 3", "ที่เดิมค่ะ", "",
    ],
)  # fmt: skip
def test_talk_of_places_is_no_address(chatter: str) -> None:
    assert not looks_like_address(chatter)


NAMES = ("มะลิ ใจดี", "คุณน้ำฝน (ฝน)", "นายก้องภพ วงศ์ดี", "น.ส.พัชรี โคราช", "พี่ต้น", "Anna Brown", "สมหญิง ณ ระนอง")
HOUSES = ("99/12 หมู่ 3 ถ.เพชรเกษม", "45 ม.7", "คอนโดสุขใจ ชั้น 12 ห้อง 1205", "7/1 ซ.ลาดพร้าว 71", "บ้านเลขที่ 5")
FORMS = (
    "{name}\n{house} {place}\nโทร {phone}", "{name} {phone}\n{house} {place}", "{house} {place} {name} {phone}",
    "ชื่อ {name}\nที่อยู่ {house} {place}\nเบอร์โทร {phone}", "ส่งที่ {name} {house} {place} โทร.{phone} ค่ะ",
    "{phone} {name} {house} {place}", "เอา A01 2 ตัวค่ะ ส่งที่ {name} {house} {place} {phone}",
)  # fmt: skip
PLACES = (
    "ต.{0} อ.{1} จ.{2} {3}", "ตำบล{0} อำเภอ{1} จังหวัด{2} {3}", "{0} {1} {2} {3}", "ต.{0} อ.{1} {2} {3}",
    "จ.{2} อ.{1} ต.{0} {3}",
    "ต.{0}อ.{1}จ.{2}{3}", "แขวง{0} เขต{1} {2} {3}", "ตำบล: {0}\nอำเภอ: {1}\nจังหวัด: {2}\nรหัสไปรษณีย์: {3}",
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_every_place_of_the_country_is_read_in_every_form(data: st.DataObject) -> None:
    places = [code for code in index().postcodes if called(code) != "ถนน"]  # a road, where nothing tells otherwise
    code = data.draw(st.sampled_from(places))
    postcode = data.draw(st.sampled_from(index().postcodes[code]))
    told = (called(code), called(code[:4]), called(code[:2]))
    name, house = data.draw(st.sampled_from(NAMES)), data.draw(st.sampled_from(HOUSES))
    form, place = data.draw(st.sampled_from(FORMS)), data.draw(st.sampled_from(PLACES))
    text = form.format(name=name, house=house, phone="081-234-5678", place=place.format(*told, postcode))
    parts = read_address(text).parts
    assert (parts["subdistrict"], parts["district"], parts["province"]) == told, text
    assert (parts["name"], parts["phone"], parts["postal_code"]) == (name, "0812345678", postcode), text
    assert parts["line"] == house, text


#: Words that are no label and no place, and such as are.
KEPT = (
    "นก", "Nok", "99/1", "1205", "(บ้านสีฟ้า)", "A01", "{x}", "<b>", "ฝากนิติ", "0898765432", "สมศรี", "ห้อง", "ม.4", "ถ.สีลม",
    "บ้านสวน", "คุณจอย", "ฝากยาม", "Tower", "2ตัว", "B02", "โทรก่อนส่ง", "ขอบคุณ", "บริษัท", "เดอะสกาย", "13/7", "ศุภาลัย", "ตู้",
)  # fmt: skip
READ = (
    "ต.บางรัก", "อ.เมือง", "จ.น่าน", "Bangkok", "สมุทรปราการ", "10110", "0812345678", "โทร", "ชื่อ:", "ที่อยู่", "\n", ",", "ค่ะ",
    "ส่งที่", "ต.อะไร", "แขวงสีลม", "ดอนเมือง", "เอา", "(", ")",
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(KEPT + READ), max_size=14))
def test_no_word_is_ever_lost(words: list[str]) -> None:
    read = read_address(" ".join(words))
    kept = _bare(" ".join([*read.parts.values(), read.beside]))
    assert [word for word in words if word in KEPT and _bare(word) not in kept] == []


def _bare(text: str) -> str:
    return re.sub(r"[\s\-()/,.:]", "", text)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_anything_at_all_can_be_pasted(text: str) -> None:
    read = read_address(text)
    assert all(isinstance(value, str) for value in read.parts.values())
    looks_like_address(text)
    split_address(text)


@settings(deadline=None)
@given(st.text(alphabet="abcxyz0123456789 /()\n.-😀ßé漢", max_size=80))
def test_no_letter_and_no_digit_is_lost(text: str) -> None:
    read = read_address(text)
    kept = "".join(value for key, value in read.parts.items() if key != "country") + read.beside
    lost = [letter for letter in set(text) if letter.isalnum() and letter not in kept and letter not in "0"]
    assert lost == []


@pytest.mark.parametrize(
    "text",
    ["ต." * 5000, "0" * 5000, "1 " * 5000, "จ. " * 3000, "a," * 5000, "ต.หนองบัว " * 900, "(ฝาก" * 2000, "081 " * 2000],
)
def test_a_long_blob_takes_no_long_time_and_keeps_its_end(text: str) -> None:
    assert read_address(text + "ท้าย").parts["line"].count("ท้าย") == 1
