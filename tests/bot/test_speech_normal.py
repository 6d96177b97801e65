"""From how it is typed to how it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.speech.counting import value
from bot.speech.normal import plain


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("มากกกก", "มาก"),
        ("รีฟิวว299", "รีฟิว299"),
        ("ถนน แดด แนน ธรรม XXXL", "ถนน แดด แนน ธรรม XXXL"),
        ("เท่าหรัยคะ", "เท่าไหร่"),
        ("ราคาเท่าไรครับ", "ราคาเท่าไหร่"),
        ("โอนละค้าบ", "โอนแล้ว"),
        ("ได้มั้ยคะ", "ได้ไหม"),
        ("cfค่า A12", "cf | A12"),
        ("ค่าส่ง 40", "ค่าส่ง 40"),
        ("555 งั้นเอา 2 ค่ะ", "งั้นเอา 2"),
        ("ราคา 555 บาท", "ราคา 555 บาท"),
        ("โอน 555 บาท", "โอน 555 บาท"),
        ("สวัสดีค่ะ 😊 สนใจค่ะ", "สวัสดี | สนใจ"),
        ("หน้ากาก 2 กล่อง", "หน้ากาก 2 กล่อง"),
        ("เบอร์ ๓๘", "เบอร์ 38"),
        ("A01\u00a0×\u200b2", "A01 *2"),
        ("สองถุงนะคะ", "2 ถุง"),
        ("ถุงละร้อย", "ถุงละ 100"),
        ("เค้กส้มหนึ่งปอนด์", "เค้กส้มหนึ่งปอนด์"),
        ("ตัวนึงค่ะ", "1 ตัว"),
        ("a dozen eggs", "12 pcs eggs"),
        ("two black tees", "2 black tees"),
        ("this one please", "this one"),
        ("A01 2\n\n\n B02 1", "A01 2\nB02 1"),
        ("", ""),
        ("555555", ""),
        ("❤️❤️", ""),
    ],
)
def test_a_line_is_made_plain(typed: str, written: str) -> None:
    assert plain(typed) == written


@pytest.mark.parametrize(
    ("words", "number"), [("สอง", 2), ("สิบเอ็ด", 11), ("ยี่สิบ", 20), ("ร้อย", 100), ("สองร้อยห้าสิบ", 250), ("พันสองร้อย", 1200)]
)
def test_thai_number_words(words: str, number: int) -> None:
    assert value(words) == number


@given(st.text())
def test_plain_again_stays_as_it_is_but_for_what_shows_only_then(text: str) -> None:
    once = plain(text)
    assert once == once.strip()
    assert plain(once) is not None
