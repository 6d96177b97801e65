"""The scanner: what people's phones and keyboards do to a message, and what is left of it."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import NotUnderstood
from bot.grammar.numbers import amount, order_number_at, percent, quantity, say_amount, take_email, take_phone
from bot.words import Speech, clean, flatten, is_code, is_noise, sounds_like_talk


def words_of(text: str) -> list[str]:
    return [token.text for token in Speech(text).tokens if token.kind != "end"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("new Nok A01 2", ["new", "Nok", "A01", "2"]),
        ("A01 2,B02 1", ["A01", "2", ",", "B02", "1"]),
        ("A01=3", ["A01", "=", "3"]),
        ("A01×2", ["A01", "*", "2"]),
        ("A01 2ตัว", ["A01", "2", "ตัว"]),
        ("ลด50", ["ลด", "50"]),
        ("ตัวละ๑๘๐บาท", ["ตัวละ", "180", "บาท"]),
        ("A01 2 @180.50", ["A01", "2", "@", "180.50"]),
        ("1,200.50 baht", ["1,200.50", "baht"]),
        ("2pcs", ["2", "pcs"]),
        ("nok99@example.com", ["nok99@example.com"]),
        ("“iphone 15” 2", ["iphone 15", "2"]),
        ('15" screen', ['15"', "screen"]),
        ("Ａ０１　２", ["A01", "2"]),
        ("A01\u00a02\u200b", ["A01", "2"]),
        ("A01\r\nB02", ["A01", "\n", "B02"]),
        ("8.8 18:00 2-3 5/12", ["8.8", "18:00", "2-3", "5/12"]),
    ],
)
def test_a_message_is_cut_into_words(typed: str, words: list[str]) -> None:
    assert words_of(typed) == words


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("\u202eA01\u202c 2\ufeff", "A01 2"),
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("เเก้บิล", "แก้บิล"),
        (unicodedata.normalize("NFD", "café"), "café"),
        ("a\x00b\ud800c", "abc"),
        ("a\u2028b\u3000c\td", "a\nb c d"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    ],
)
def test_what_is_not_seen_is_not_there(typed: str, seen: str) -> None:
    assert clean(typed) == seen


def test_sara_am_survives_normalising() -> None:
    assert clean("ทำ ค่ำ จำนวน") == "ทำ ค่ำ จำนวน"


@given(st.text())
def test_the_flattened_twin_has_the_same_length_so_that_places_agree(text: str) -> None:
    seen = clean(text)
    assert len(flatten(seen)) == len(seen)
    for token in Speech(text).tokens:
        assert 0 <= token.start <= token.end <= len(seen)


@given(st.text(alphabet="A01ก ด2x=*@\"'“”,;\n-฿%.๕\u200b"))
def test_words_stand_in_order_and_never_overlap(text: str) -> None:
    tokens = Speech(text).tokens
    assert all(one.end <= other.start for one, other in pairwise(tokens))
    assert tokens[-1].kind == "end"


@pytest.mark.parametrize("word", ["A01", "a01", "TS-01", "4u2", "B02_x", "SKU123"])
def test_letters_and_digits_in_one_word_are_an_article_number(word: str) -> None:
    assert is_code(Speech(word).look())


@pytest.mark.parametrize("word", ["tee", "15", "100ml", "6pm", "2nd", "EF582568151TH", "x2", "A01/2", "a1@b.co", "ดำ2"])
def test_measures_times_and_parcels_are_no_article_numbers(word: str) -> None:
    assert not is_code(Speech(word).look())


@pytest.mark.parametrize("word", ["ค่ะ", "ครับ", "please", "🙏", "!!", "-"])
def test_politeness_is_noise(word: str) -> None:
    assert is_noise(Speech(word).look())


@pytest.mark.parametrize("word", ["คะ", "?", "ไหม", "tee", "2"])
def test_a_question_is_never_noise(word: str) -> None:
    assert not is_noise(Speech(word).look())


def test_talk_is_told_from_the_name_of_a_thing() -> None:
    assert sounds_like_talk(Speech("see you").tokens)
    assert sounds_like_talk(Speech("มาแล้วค่ะ").tokens)
    assert not sounds_like_talk(Speech("black tee M").tokens)
    assert not sounds_like_talk(Speech("ผ้าไหม").tokens)


@pytest.mark.parametrize(
    ("typed", "satang"),
    [
        ("50", 50_00),
        ("50.5", 50_50),
        ("50.05", 50_05),
        ("฿1,200.50", 1_200_50),
        ("180.-", 180_00),
        ("50฿", 50_00),
        ("0", 0),
        ("10,000,000", 10_000_000_00),
        ("50.555", "amount_decimals"),
        ("-5", "amount_negative"),
        ("1e9", "amount_huge"),
        ("10,000,000.01", "amount_huge"),
        ("9" * 5000, "amount_huge"),
        ("50%", "amount_unreadable"),
    ],
)
def test_amounts_are_read_to_the_satang_or_refused_by_name(typed: str, satang: int | str) -> None:
    read = amount(typed)
    assert (read.reason if isinstance(read, NotUnderstood) else read) == satang


@pytest.mark.parametrize(
    ("typed", "hundredths"),
    [("10%", 1000), ("7.5%", 750), ("0%", 0), ("100%", 100_00), ("100.01%", None), ("-1%", None), ("1.555%", None)],
)
def test_a_percentage_lies_between_nothing_and_all(typed: str, hundredths: int | None) -> None:
    read = percent(typed)
    if hundredths is None:
        assert isinstance(read, NotUnderstood)
        assert read.reason == "percent_range"
    else:
        assert read == hundredths


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        ("1", 1),
        ("9,999", 9_999),
        ("0", "quantity_zero"),
        ("-1", "quantity_negative"),
        ("1.5", "quantity_fraction"),
        ("10000", "quantity_huge"),
        ("1e9", "quantity_huge"),
        ("9" * 5000, "quantity_huge"),
    ],
)
def test_quantities_are_whole_pieces(typed: str, pieces: int | str) -> None:
    read = quantity(typed, item="A01")
    if isinstance(read, NotUnderstood):
        assert (read.reason, read.facts) == (pieces, (("item", "A01"), ("quantity", typed)))
    else:
        assert read == pieces


@given(st.integers(0, 10_000_000_00))
def test_an_amount_is_written_as_it_is_read(satang: int) -> None:
    assert amount(say_amount(satang)) == satang


@pytest.mark.parametrize("typed", ["1024", "#1024", "บิล 1024", "๑๐๒๔", "order #1024", "01024"])
def test_an_order_is_named_by_its_number(typed: str) -> None:
    found = order_number_at(Speech(typed), 0)
    assert found is not None
    assert found[0] == "1024"


@pytest.mark.parametrize(
    ("typed", "phone", "rest"),
    [
        ("Nok 0812345678", "0812345678", "Nok"),
        ("081-234-5678 Nok", "0812345678", "Nok"),
        ("Nok +66 81 234 5678", "+66812345678", "Nok"),
        ("Nok 2", "", "Nok 2"),
        ("Nok 1103700012345", "", "Nok 1103700012345"),
    ],
)
def test_a_phone_number_is_taken_out_of_a_name(typed: str, phone: str, rest: str) -> None:
    assert take_phone(typed) == (phone, rest)


def test_an_email_is_taken_out_of_a_name() -> None:
    assert take_email("Nok nok.s@example.com x") == ("nok.s@example.com", "Nok x")
