"""What tax papers reckon and write: tax ids, the VAT inside a total, amounts in words, days of the Buddhist era."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import words
from orders.amount_words import english_number, in_words, thai_number
from orders.tax import Vat, tax_id, vat_inside
from tests.orders.vectors import vectors

IDS = vectors("tax_id")


@pytest.mark.parametrize("number", IDS["valid_company"] + IDS["valid_synthetic_person"])
def test_a_tax_id_ends_in_its_check_digit(number: str) -> None:
    assert tax_id(number) == number
    for wrong in set("0123456789") - {number[-1]}:
        assert tax_id(number[:-1] + wrong) is None


@pytest.mark.parametrize("number", [*IDS["invalid"], "", "abc", "01055440466021", "0105544046602" * 2])
def test_another_number_is_no_tax_id(number: str) -> None:
    assert tax_id(number) is None


@pytest.mark.parametrize("typed", ["0-1055-44046-60-2", " 0105544046602 ", "๐๑๐๕๕๔๔๐๔๖๖๐๒"])
def test_a_tax_id_as_people_write_it(typed: str) -> None:
    assert tax_id(typed) == "0105544046602"


@pytest.mark.parametrize(
    ("total", "rate", "vat"),
    [
        (10700, "7", 700),
        (44800, "7", 2931),
        (100, "7", 7),
        (1, "7", 0),
        (7, "7", 0),
        (8, "7", 1),
        (0, "7", 0),
        (11000, "10", 1000),
        (10750, "7.5", 750),
        (44800, "0", 0),
        (100_000_000_000, "7", 6_542_056_075),
        (3, "100", 2),
        (-44800, "7", -2931),
    ],
)
def test_the_vat_inside_a_total(total: int, rate: str, vat: int) -> None:
    """Half a satang goes up (3 at a rate of 100); a credit note mirrors its invoice."""
    assert vat_inside(total, Decimal(rate)) == Vat(total - vat, vat)


@given(st.integers(0, 100_000_000_000), st.decimals(0, 30, places=2))
def test_vat_and_base_make_the_total_and_are_half_a_satang_off_at_most(total: int, rate: Decimal) -> None:
    parts = vat_inside(total, rate)
    exact = total * Fraction(rate) / (100 + Fraction(rate))
    assert parts.base + parts.vat == total
    assert -Fraction(1, 2) < parts.vat - exact <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("satang", "thai", "english"),
    [
        (44800, "สี่ร้อยสี่สิบแปดบาทถ้วน", "four hundred forty-eight baht only"),
        (0, "ศูนย์บาทถ้วน", "zero baht only"),
        (50, "ห้าสิบสตางค์", "fifty satang"),
        (1, "หนึ่งสตางค์", "one satang"),
        (111, "หนึ่งบาทสิบเอ็ดสตางค์", "one baht and eleven satang"),
        (2121, "ยี่สิบเอ็ดบาทยี่สิบเอ็ดสตางค์", "twenty-one baht and twenty-one satang"),
        (59007, "ห้าร้อยเก้าสิบบาทเจ็ดสตางค์", "five hundred ninety baht and seven satang"),
        (-10025, "ลบหนึ่งร้อยบาทยี่สิบห้าสตางค์", "minus one hundred baht and twenty-five satang"),
        (
            123_456_789_01,
            "หนึ่งร้อยยี่สิบสามล้านสี่แสนห้าหมื่นหกพันเจ็ดร้อยแปดสิบเก้าบาทหนึ่งสตางค์",
            "one hundred twenty-three million four hundred fifty-six thousand seven hundred eighty-nine baht "
            "and one satang",
        ),
    ],
)
def test_an_amount_in_words(satang: int, thai: str, english: str) -> None:
    assert in_words(satang, "th") == words("th").in_words(satang) == thai
    assert in_words(satang, "en") == words("en").in_words(satang) == english


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (10, "สิบ"),
        (11, "สิบเอ็ด"),
        (20, "ยี่สิบ"),
        (101, "หนึ่งร้อยเอ็ด"),
        (110, "หนึ่งร้อยสิบ"),
        (222, "สองร้อยยี่สิบสอง"),
        (1_001, "หนึ่งพันเอ็ด"),
        (100_000, "หนึ่งแสน"),
        (1_000_000, "หนึ่งล้าน"),
        (1_000_001, "หนึ่งล้านเอ็ด"),
        (11_000_000, "สิบเอ็ดล้าน"),
        (21_000_021, "ยี่สิบเอ็ดล้านยี่สิบเอ็ด"),
        (101_000_000, "หนึ่งร้อยเอ็ดล้าน"),
        (1_000_000_000_000, "หนึ่งล้านล้าน"),
        (1_000_000_000_001, "หนึ่งล้านล้านเอ็ด"),
        (5_000_002_000_000, "ห้าล้านสองล้าน"),
    ],
)
def test_how_thai_counts(number: int, said: str) -> None:
    assert thai_number(number) == said


@given(st.integers(0, 10**12 - 1))
def test_no_two_numbers_are_said_alike(number: int) -> None:
    """Read back by the words' own values, each number is itself again."""
    assert heard_in_thai(thai_number(number)) == number
    assert heard_in_english(english_number(number)) == number


def heard_in_thai(said: str) -> int:
    digits = {thai_number(value): value for value in range(10)}
    digits |= {"เอ็ด": 1, "ยี่": 2}
    places = {"สิบ": 10, "ร้อย": 100, "พัน": 1000, "หมื่น": 10_000, "แสน": 100_000}
    total = group = 0
    digit: int | None = None
    while said:
        word = next(word for word in (*digits, *places, "ล้าน") if said.startswith(word))
        said = said.removeprefix(word)
        if word in digits:
            digit = digits[word]
        elif word in places:
            group += (1 if digit is None else digit) * places[word]
            digit = None
        else:
            total, group, digit = (total + group + (digit or 0)) * 1_000_000, 0, None
    return total + group + (digit or 0)


def heard_in_english(said: str) -> int:
    values = {english_number(number): number for number in (*range(20), *range(20, 100, 10))}
    sizes = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
    total = group = 0
    for word in said.replace("-", " ").split():
        if word == "hundred":
            group *= 100
        elif word in sizes:
            total, group = total + group * sizes[word], 0
        else:
            group += values[word]
    return total + group


def test_a_day_of_the_buddhist_era() -> None:
    day = date(2026, 11, 22)
    assert (words("th").day(day), words("th").short_day(day)) == ("22 พฤศจิกายน 2569", "22 พ.ย. 69")
    assert (words("en").day(day), words("en").short_day(day)) == ("22 November 2026", "22 Nov 26")
    assert words("th").short_day(date(2057, 1, 1)) == "1 ม.ค. 00"
    assert words("th").day(date(2028, 2, 29)) == "29 กุมภาพันธ์ 2571"
    assert words("th").moment(datetime(2026, 12, 31, 18, 0, tzinfo=UTC), "Asia/Bangkok") == "1 ม.ค. 2570 01:00"
