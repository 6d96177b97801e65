"""The code on a slip: bank and reference, whole or mended, and everything that is none."""

from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.language import LANGUAGES, words
from orders import emv
from orders.slip_codes import BANKS, TRUEMONEY, SlipCode, read
from orders.stages import Refusal
from tests.orders.vectors import vectors

TRUEMONEY_SLIP = "00480002010102010203P2P0313TXN00012345670408250120249104b425"


def slip(bank: str = "004", reference: str = "015001093000BPM00001", *, what: str = "000001") -> str:
    told = emv.row([("00", what), ("01", bank), ("02", reference)])
    return emv.sealed([("00", told), ("51", "TH")], "91")


@pytest.mark.parametrize("vector", vectors("slip_verify_synthetic"), ids=lambda vector: vector["trans_ref"])
def test_a_slip_tells_its_bank_and_its_reference(vector: dict[str, Any]) -> None:
    code = SlipCode(vector["sending_bank"], vector["trans_ref"], vector["payload"])
    assert read(vector["payload"]) == code
    assert slip(code.bank, code.reference) == vector["payload"]


@pytest.mark.parametrize("vector", vectors("slip_crc_autofix"), ids=lambda vector: vector["trans_ref"])
def test_a_checksum_that_lost_its_zeros_is_mended(vector: dict[str, Any]) -> None:
    code = SlipCode(vector["sending_bank"], vector["trans_ref"], vector["payload_full"])
    assert read(vector["payload_as_scanned"]) == read(vector["payload_full"]) == code


def test_every_lost_zero_is_found_and_nothing_else_is_mended() -> None:
    """Among many slips some have one zero in front, some two, and none is taken with another digit lost."""
    mended = 0
    for number in range(3000):
        whole = slip(reference=f"0150010930{number:08d}")
        told, checksum = whole[:-4], whole[-4:]
        if checksum.startswith("0"):
            assert read(told + (checksum.lstrip("0") or "0")) == read(whole)
            mended += 1
        elif number % 10 == 0:
            assert read(told + checksum[1:]) == Refusal("code_damaged")
    assert mended > 100


def test_a_checksum_that_looks_like_its_own_tag_is_not_mistaken() -> None:
    whole = slip("004", "S0000000000000089430")
    assert whole.endswith("91049104")
    assert read(whole) == SlipCode("004", "S0000000000000089430", whole)


def test_a_reference_means_its_very_letters() -> None:
    upper, lower = read(slip("014", "202601010000000000000ABcd")), read(slip("014", "202601010000000000000abCD"))
    assert isinstance(upper, SlipCode)
    assert isinstance(lower, SlipCode)
    assert upper.reference != lower.reference


def test_truemoney_has_its_own_way_and_tells_the_day() -> None:
    assert read(TRUEMONEY_SLIP) == SlipCode(TRUEMONEY, "TXN0001234567", TRUEMONEY_SLIP, date(2024, 1, 25))
    impossible = emv.row([("00", "01"), ("01", "01"), ("02", "P2P"), ("03", "TXN1"), ("04", "31022024")])
    undated = read(emv.sealed([("00", impossible)], "91"))
    assert isinstance(undated, SlipCode)
    assert (undated.reference, undated.sent_on) == ("TXN1", None)


REFUSED = {
    "reject_crc": "code_damaged",
    "reject_crc (tampered ref)": "code_damaged",
    "reject: a payment QR, not a slip QR (root tag 00 = 01)": "code_to_pay_with",
    "reject_length: declared 20 but ref is longer / TLV does not parse": "code_damaged",
    "not_emv": "not_a_slip_code",
}


@pytest.mark.parametrize(
    "vector", [v for v in vectors("slip_reject") if v["payload"] != TRUEMONEY_SLIP], ids=lambda vector: vector["expect"]
)
def test_what_is_no_slip_is_refused(vector: dict[str, Any]) -> None:
    refusal = read(vector["payload"])
    assert isinstance(refusal, Refusal)
    assert refusal.reason == REFUSED[vector["expect"]]


@pytest.mark.parametrize(
    "text",
    [
        slip(what="000002"),
        slip(bank="04"),
        slip(bank="๐๐๔"),
        slip(reference=""),
        slip(reference="A B"),
        slip(reference="A\0B"),
        slip(reference="อ้างอิง"),
        emv.sealed([("00", "nothing")], "91"),
        emv.sealed([("51", "TH")], "91"),
        emv.sealed([("00", emv.row([("00", "000001"), ("01", "004"), ("02", "A"), ("02", "B")])), ("51", "TH")], "91"),
    ],
)
def test_a_fitting_checksum_alone_makes_no_slip(text: str) -> None:
    assert read(text) == Refusal("not_a_slip_code")


def test_space_around_a_code_and_a_bank_we_do_not_know_are_no_matter() -> None:
    assert read(f" {slip('999')}\n") == SlipCode("999", "015001093000BPM00001", slip("999"))


@given(st.text(st.characters(codec=None)) | st.text("0123456789TH") | st.text("01", max_size=400))
@example("9104")
@example("91040")
@example("00" + "9104")
@example("\ud800" + "9104ABC")
@example("0001\ud8009104FFFF")
@example("9" * 100_000)
@example("0000" * 5000)
def test_no_text_makes_it_stumble(text: str) -> None:
    assert isinstance(read(text), SlipCode | Refusal)


@given(st.integers(0, 60), st.text("0123456789ABCTHabc", min_size=1, max_size=1))
def test_one_changed_letter_is_always_noticed(at: int, letter: str) -> None:
    whole = slip()
    at %= len(whole) - 4
    changed = whole[:at] + letter + whole[at + 1 :]
    assert changed == whole or isinstance(read(changed), Refusal)


def test_the_banks_are_those_everybody_knows() -> None:
    assert {bank["code"]: bank["short"] for bank in vectors("bank_codes")} == BANKS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_bank_has_its_name(language: str) -> None:
    """065 is explained there: it became part of 011."""
    said = words(language)
    known = {bank["code"]: bank[f"name_{language}"] for bank in vectors("bank_codes")}
    assert [code for code, name in known.items() if not name.startswith(said.say(f"bank.{code}"))] == []
    assert said.knows(f"bank.{TRUEMONEY}")
