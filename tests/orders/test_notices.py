"""A shop's own words: checked when they are written down, filled in without surprises."""

import pytest
from pydantic import ValidationError

from orders.notices import LONGEST_TEXT, NOTICES, Notices, NoticeTexts, filled

FACTS = {"order_no": "1001", "customer": "Nok", "total": "฿448.00", "link": "https://shop.example.com/o/abc"}


def test_there_is_a_text_for_every_notice() -> None:
    assert tuple(NoticeTexts.model_fields) == NOTICES


def test_what_is_pushed_by_itself_are_notices() -> None:
    assert set(Notices().line_push) <= set(NOTICES)


def test_tokens_become_facts() -> None:
    text = "Hello [customer]! [order_no]: [total]\n[link]"
    assert filled(text, FACTS) == "Hello Nok! 1001: ฿448.00\nhttps://shop.example.com/o/abc"


def test_what_a_fact_brings_in_is_no_token_and_no_second_line() -> None:
    facts = FACTS | {"customer": "[total]\n{0} %s [link]"}
    assert filled("Hello [customer]", facts) == "Hello [total] {0} %s [link]"


def test_an_endless_name_is_cut() -> None:
    assert len(filled("[customer]", FACTS | {"customer": "น" * 5000})) == 100


@pytest.mark.parametrize(
    "text", ["{customer} 100% <b>", "[ประกาศ] หยุดวันจันทร์", "บิล [order_no] ยอด [total]", "", "👩‍👩‍👧 a\nb"]
)
def test_other_brackets_and_braces_are_only_letters(text: str) -> None:
    assert Notices.model_validate({"texts": {"paid": {"th": text}}}).own_words("paid", "th") == text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[order_number]", "[order_number] is no token here; did you mean [order_no]?"),
        ("[Order_No]", "did you mean [order_no]?"),
        ("[order no]", "did you mean [order_no]?"),
        ("[price]", "there are [order_no] [customer] [total] [link]"),
        ("[tracking_code]", "[tracking_code] is no token here"),
        ("x" * (LONGEST_TEXT + 1), f"is too long: at most {LONGEST_TEXT} characters, not {LONGEST_TEXT + 1}"),
        ("\u202e฿448", "has a character that cannot be seen"),
        ("a\x00b", "has a character that cannot be seen"),
    ],
)
def test_a_text_that_would_puzzle_customers_is_refused_and_named(text: str, why: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Notices.model_validate({"texts": {"paid": {"en": text}}})
    (mistake,) = refused.value.errors()
    assert mistake["loc"] == ("texts", "paid", "en")
    assert why in mistake["msg"]


def test_news_of_a_parcel_knows_its_number() -> None:
    texts = {"shipped": {"en": "[tracking_code]: [tracking_url]"}}
    assert Notices.model_validate({"texts": texts}).own_words("shipped", "en") == "[tracking_code]: [tracking_url]"


def test_a_language_left_out_keeps_our_words() -> None:
    notices = Notices.model_validate({"texts": {"paid": {"th": "ขอบคุณค่ะ"}}})
    assert (notices.own_words("paid", "th"), notices.own_words("paid", "en")) == ("ขอบคุณค่ะ", "")
