"""What customers order in the counter's own words, and what only looks like it."""

import pytest

from bot.commands import Add, Chatter, NotUnderstood, Want
from bot.grammar import read, render
from bot.grammar.wanting import is_cf, says_more

WANTED = [
    ("A01 2", [("A01", 2)]),
    ("A01x2 B02 1", [("A01", 2), ("B02", 1)]),
    ("A01 2 ตัว ค่ะ", [("A01", 2)]),
    ("A01 2, B02 1 ตัว", [("A01", 2), ("B02", 1)]),
    ("A01 ๒", [("A01", 2)]),
    ("CF A01", [("A01", 1)]),
    ("cf a01 2 ค่ะ", [("a01", 2)]),
    ("CF A01, CF B02 2", [("A01", 1), ("B02", 2)]),
    ("ซีเอฟ A01 2", [("A01", 2)]),
    ("CF black tee 2", [("black tee", 2)]),
    ('cf "iphone 15" 1', [("iphone 15", 1)]),
    ("A01 ครึ่งโหล", [("A01", 6)]),
]


@pytest.mark.parametrize(("said", "goods"), WANTED)
def test_goods_with_their_quantities(said: str, goods: list[tuple[str, int]]) -> None:
    (wanted,) = read(said, speaker="customer")  # type: ignore[misc]
    assert isinstance(wanted, Want)
    assert [(add.item, add.quantity) for add in wanted.items] == goods


@pytest.mark.parametrize(
    "said",
    [
        "A01", "CF", "CF 2", "CF2", "CF NO CC", "A01 ได้ไหม", "A01 2 ได้ไหม", "see you at A01 2", "-A01", "A01 = 2",
        "A01 0", "A01 -1", "A01 0812345678", "#A01 2", "/A01 2", "iphone 15", "2", "555", "A01 เอาเป็น 3", "100ml 2",
    ],
)  # fmt: skip
def test_what_is_no_order_by_itself(said: str) -> None:
    assert read(said, speaker="customer") == Chatter()


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("A01 99999", "quantity_huge"),
        ("CF A01 0", "quantity_zero"),
        ("CF A01 -1", "quantity_negative"),
        ("CF A01 1.5", "quantity_fraction"),
        (", ".join(f"A{n} 1" for n in range(201)), "too_many_items"),
    ],
)
def test_a_wrong_quantity_is_named(said: str, reason: str) -> None:
    (wrong,) = read(said, speaker="customer")  # type: ignore[misc]
    assert isinstance(wrong, NotUnderstood)
    assert wrong.reason == reason


def test_a_price_is_not_theirs_to_say() -> None:
    assert render(Want((Add("A01", 2, unit_price=10000),)), "en") == 'cf "A01" 2'


def test_words_of_live_selling() -> None:
    assert [is_cf(said) for said in ("CF2", " cf a01", "ซีเอฟ", "ขอcf", "A01 2")] == [True, True, True, False, False]
    more = ("เพิ่มอีก 2", "one more", "A01 อีกตัว", "เอา A01 2", "addidas 2")
    assert [says_more(said) for said in more] == [True, True, True, False, False]
