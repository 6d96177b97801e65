"""PromptPay: whom an id means, the text of the code, its picture."""

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.language import LANGUAGES, words
from orders import emv, slip_codes
from orders.pictures import codes_in
from orders.promptpay import MOST, Asked, Target, payload, png, read, target
from orders.stages import Refusal
from tests.orders.vectors import vectors

GENERATED = vectors("promptpay_generate")
#: Codes to a person or a shop; the others are bills, bank accounts and travel agencies, which we never make.
OURS = [vector for vector in GENERATED if vector["sub"][1][0] in ("01", "02", "03") and len(vector["sub"]) == 2]
OURS = [vector for vector in OURS if vector["sub"][0][1] == "A000000677010111"]
SHOP = Target("mobile", "0812345678")


def named(vector: dict[str, Any]) -> str:
    return f"{vector['kind']} {vector['expected_payload'][-4:]}"


def satang_of(vector: dict[str, Any]) -> int | None:
    return round(vector["input"]["amount"] * 100) if "amount" in vector["input"] else None


def test_the_checksum_is_the_one_everybody_means() -> None:
    assert {text: emv.checksum(text) for text in vectors("crc_check")} == vectors("crc_check")


@pytest.mark.parametrize("vector", GENERATED, ids=named)
def test_every_known_code_opens_into_its_fields_and_is_written_back_alike(vector: dict[str, Any]) -> None:
    fields = emv.opened(vector["expected_payload"], "63")
    assert isinstance(fields, dict)
    assert [list(field) for field in fields.items()] == vector["tlv"]
    transfer = fields.get("29") or fields["30"]
    assert [list(field) for field in emv.split(transfer).items()] == vector["sub"]
    assert emv.sealed(list(fields.items())[:-1], "63") == vector["expected_payload"]


@pytest.mark.parametrize("vector", OURS, ids=named)
def test_known_ids_lead_into_known_codes(vector: dict[str, Any]) -> None:
    """TrueMoney's wallet is written 14000 and the mobile number. Other programs also make codes without an amount."""
    typed = vector["input"].get("target") or f"14000{vector['input']['mobile']}"
    whom = target(typed)
    assert isinstance(whom, Target)
    assert read(vector["expected_payload"]) == Asked(whom, satang_of(vector))
    ours = emv.opened(payload(whom, satang_of(vector) or 100), "63")
    expected = dict(vector["tlv"])
    assert ours["29"] == expected["29"]
    if "54" in expected:
        kept = set(expected) - {"63", "81"}
        assert {tag: ours[tag] for tag in kept} == {tag: expected[tag] for tag in kept}


def test_a_code_is_byte_for_byte_what_the_contract_says() -> None:
    written = payload(SHOP, 44800)
    assert written == "00020101021229370016A0000006770101110113006681234567853037645406448.005802TH6304A96D"
    fields = emv.opened(written, "63")
    assert list(fields) == ["00", "01", "29", "53", "54", "58", "63"]


@pytest.mark.parametrize("vector", [v for v in GENERATED if v not in OURS], ids=named)
def test_bills_bank_accounts_and_agencies_are_none_of_ours(vector: dict[str, Any]) -> None:
    assert read(vector["expected_payload"]) == Refusal("not_a_payment_code")


@pytest.mark.parametrize("vector", vectors("bot_barcode"), ids=lambda vector: vector["input"]["billerId"])
def test_the_bar_code_of_a_bill_pays_nobody_we_know_and_is_no_slip(vector: dict[str, Any]) -> None:
    assert read(vector["expected"]) == Refusal("not_a_code")
    assert isinstance(slip_codes.read(vector["expected"]), Refusal)


@pytest.mark.parametrize("vector", vectors("promptpay_reject"), ids=lambda vector: vector["expect"])
def test_broken_codes_are_refused(vector: dict[str, Any]) -> None:
    reasons = {
        "invalid_crc": "code_damaged",
        "not_tlv": "not_a_code",
        "truncated": "code_damaged",
        "bad_amount_exponent": "not_a_payment_code",
    }
    assert read(vector["payload"]) == Refusal(reasons[vector["expect"]])


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("081-234-5678", SHOP),
        ("+66 81 234 5678", SHOP),
        ("66812345678", SHOP),
        ("0066812345678", SHOP),
        ("๐๘๑-๒๓๔-๕๖๗๘", SHOP),
        ("1-2345-67890-12-1", Target("id", "1234567890121")),
        ("0105544046602", Target("id", "0105544046602")),
        ("140000812345678", Target("wallet", "140000812345678")),
        ("8123456789", Refusal("bad_promptpay_id", {"digits": 10})),
        ("123456789012", Refusal("bad_promptpay_id", {"digits": 12})),
        ("", Refusal("bad_promptpay_id", {"digits": 0})),
        ("², Ⅷ, 八", Refusal("bad_promptpay_id", {"digits": 0})),
    ],
)
def test_an_id_means_the_same_however_it_is_typed(typed: str, means: Target | Refusal) -> None:
    assert target(typed) == means


@pytest.mark.parametrize(
    ("typed", "masked"),
    [
        ("0812345678", "xxx-xxx-5678"),
        ("1234567890121", "x-xxxx-xxxx0-12-1"),
        ("140000812345678", "xxxxxxxxxxx5678"),
    ],
)
def test_people_who_need_not_know_an_id_see_its_end(typed: str, masked: str) -> None:
    assert target(typed).masked() == masked


@pytest.mark.parametrize(
    ("amount", "reason"),
    [(0, "nothing_to_pay"), (-1, "nothing_to_pay"), (MOST + 1, "promptpay_too_much"), (10**15, "promptpay_too_much")],
)
def test_no_code_for_nothing_or_for_more_than_promptpay_carries(amount: int, reason: str) -> None:
    assert payload(SHOP, amount) == Refusal(reason)


@pytest.mark.parametrize(("amount", "written"), [(1, "0.01"), (MOST, "2000000.00"), (59007, "590.07")])
def test_an_amount_has_a_dot_and_two_decimals(amount: int, written: str) -> None:
    assert emv.opened(payload(SHOP, amount), "63")["54"] == written


@given(st.sampled_from(["0812345678", "1234567890121", "140000812345678"]), st.integers(1, MOST))
def test_what_is_written_is_what_is_read(typed: str, amount: int) -> None:
    whom = target(typed)
    assert read(payload(whom, amount)) == Asked(whom, amount)


@given(st.text(st.characters(codec=None)) | st.text("0123456789TH.A"))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert isinstance(read(text), Asked | Refusal)
    assert isinstance(target(text), Target | Refusal)


def test_the_picture_is_large_black_on_white_with_a_quiet_zone_and_always_the_same() -> None:
    written = payload(SHOP, 44800)
    data = png(written)
    picture = Image.open(io.BytesIO(data))
    assert picture.format == "PNG"
    assert picture.width == picture.height >= 300
    assert len(data) < 100_000
    grey = picture.convert("L")
    assert set(grey.get_flattened_data()) == {0, 255}
    left, top, right, bottom = grey.point(lambda value: 255 - value).getbbox()
    finder = next(x for x in range(left, right) if grey.getpixel((x, top)) == 255) - left
    module = finder // 7
    assert (left, top, picture.width - right, picture.height - bottom) == (4 * module,) * 4
    assert codes_in(grey) == (written,)
    assert png(written) == data
    assert png(payload(SHOP, 44801)) != data


@pytest.mark.parametrize("wanted", [300, 301, 1000])
def test_the_picture_is_never_smaller_than_asked(wanted: int) -> None:
    assert Image.open(io.BytesIO(png(payload(SHOP, MOST), at_least=wanted))).width >= wanted


REASONS = (
    "nothing_to_pay promptpay_too_much bad_promptpay_id not_a_code code_damaged not_a_payment_code not_a_slip_code "
    "code_to_pay_with too_large too_many_pixels not_a_picture pdf"
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_its_sentence(language: str) -> None:
    assert [reason for reason in REASONS.split() if not words(language).knows(f"refused.{reason}")] == []
