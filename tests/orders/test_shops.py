"""A shop's terms: what shipping costs, how one can pay, and which terms are refused."""

from typing import Any

import pytest
from pydantic import ValidationError

from orders.shops import ShippingMethod, ShopTerms


def a_method(**terms: Any) -> ShippingMethod:
    return ShippingMethod.model_validate({"code": "EMS", "name": "EMS", **terms})


def fee(
    method: ShippingMethod, pieces: int = 1, grams: int | None = 100, subtotal: int = 0, to: str = "10110"
) -> int | None:
    return method.table_fee(pieces, grams, subtotal, to)


def test_one_fee_for_all() -> None:
    assert [fee(a_method(fee=50), pieces=n) for n in (1, 9)] == [5000, 5000]


def test_the_first_piece_and_every_next_one_have_their_prices() -> None:
    method = a_method(first_item=50, next_item=10.5)
    assert [fee(method, pieces=n) for n in (0, 1, 2, 5)] == [0, 5000, 6050, 9200]


def test_bands_of_weight_include_their_limit() -> None:
    method = a_method(bands=[{"up_to_g": 500, "fee": 35}, {"up_to_g": 2000, "fee": 60}])
    assert [fee(method, grams=g) for g in (1, 500, 501, 2000)] == [3500, 3500, 6000, 6000]


def test_too_heavy_or_without_a_weight_a_person_must_say_the_fee() -> None:
    method = a_method(bands=[{"up_to_g": 500, "fee": 35}])
    assert fee(method, grams=501) is None
    assert fee(method, grams=None) is None


def test_from_a_certain_amount_shipping_is_free() -> None:
    method = a_method(fee=50, free_over=1000)
    assert [fee(method, subtotal=s) for s in (99_999, 100_000, 100_001)] == [5000, 0, 0]


def test_the_surcharge_for_remote_places_stays_even_when_shipping_is_free() -> None:
    method = a_method(fee=50, free_over=1000, remote={"postal_codes": ["58130"], "fee": 30})
    assert fee(method, to="58130") == 8000
    assert fee(method, subtotal=100_000, to="58130") == 3000
    assert fee(method, to="10110") == 5000


@pytest.mark.parametrize(
    "terms",
    [
        {},
        {"fee": 50, "first_item": 1, "next_item": 1},
        {"first_item": 1},
        {"next_item": 1},
        {"bands": []},
        {"bands": [{"up_to_g": 500, "fee": 1}, {"up_to_g": 400, "fee": 2}]},
        {"bands": [{"up_to_g": 500, "fee": 1}, {"up_to_g": 500, "fee": 2}]},
        {"bands": [{"up_to_g": 0, "fee": 1}]},
        {"fee": "-5"},
        {"fee": "1.234"},
        {"fee": "free"},
        {"fee": True},
        {"fee": 50, "surprise": 1},
    ],
)
def test_a_way_to_ship_says_in_exactly_one_way_what_it_costs(terms: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        a_method(**terms)


def test_two_ways_to_ship_cannot_share_a_code() -> None:
    methods = [{"code": code, "name": code, "fee": 1} for code in ("EMS", "ems")]
    with pytest.raises(ValidationError, match="share a code"):
        ShopTerms.model_validate({"shipping": methods})


def test_a_way_to_ship_is_found_by_its_code_and_by_either_name() -> None:
    terms = ShopTerms.model_validate(
        {
            "shipping": [
                {"code": "KEX", "name": "เคอรี่", "name_en": "Kerry", "fee": 40},
                {"code": "X", "name": "X", "fee": 1},
            ]
        }
    )
    for word in ("KEX", "kex", " Kerry ", "เคอรี่"):
        method = terms.method(word)
        assert method is not None
        assert method.code == "KEX"
    for word in ("", None, "Flash"):
        assert terms.method(word) is None


@pytest.mark.parametrize("number", ["081-234-5678", "66812345678", "+66 91 234 5678", "1-2345-67890-12-3", "1" * 15])
def test_a_promptpay_id_is_a_mobile_number_a_tax_id_or_a_wallet(number: str) -> None:
    terms = ShopTerms.model_validate({"payments": {"promptpay": {"id": number}}})
    assert terms.payments.ways() == ["promptpay"]


@pytest.mark.parametrize("number", ["", "12345", "8123456789", "123456789012", "1" * 14, "not a number"])
def test_another_promptpay_id_is_refused(number: str) -> None:
    with pytest.raises(ValidationError):
        ShopTerms.model_validate({"payments": {"promptpay": {"id": number}}})


@pytest.mark.parametrize(
    ("cod", "amount", "costs"),
    [
        ({"fee": 20}, 100_000, 2000),
        ({"percent": 3}, 39_950, 1199),
        ({"fee": 50, "percent": "5"}, 100_000, 10_000),
        ({}, 5, 0),
    ],
)
def test_cash_on_delivery_costs_a_fee_a_percentage_or_both(cod: dict[str, Any], amount: int, costs: int) -> None:
    terms = ShopTerms.model_validate({"payments": {"cod": cod}})
    assert terms.payments.cod is not None
    assert terms.payments.cod.fee_for(amount) == costs


@pytest.mark.parametrize(
    ("written", "seconds"), [("48h", 172800), ("90s", 90), ("30m", 1800), ("2d", 172800), ("", None)]
)
def test_how_long_a_customer_may_take_to_pay(written: str, seconds: int | None) -> None:
    assert ShopTerms.model_validate({"selling": {"payment_due": written}}).selling.payment_due == seconds


@pytest.mark.parametrize("written", ["48", "1.5h", "-1h", "h", "2 days", "1w"])
def test_a_span_of_time_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        ShopTerms.model_validate({"selling": {"payment_due": written}})


def test_who_is_registered_for_vat_has_a_tax_id() -> None:
    with pytest.raises(ValidationError, match="tax_id"):
        ShopTerms.model_validate({"vat": {"registered": True}})


def test_terms_kept_with_the_shop_are_the_terms_that_were_read() -> None:
    written = {
        "shipping": [{"code": "KG", "name": "KG", "bands": [{"up_to_g": 500, "fee": "35.50"}], "free_over": 990}],
        "payments": {"promptpay": {"id": "0812345678"}, "cod": {"fee": 20, "percent": "2.25"}},
        "selling": {"payment_due": "36h", "minimum_order": 100, "payment_reminders": ["24h", "1h"]},
    }
    terms = ShopTerms.model_validate(written)
    assert ShopTerms.model_validate(terms.model_dump(mode="json")) == terms


def test_the_keys_of_a_payment_gateway_are_never_kept_with_the_shop() -> None:
    terms = ShopTerms.model_validate({"payments": {"stripe": {"secret_key": "sk_1", "webhook_secret": "wh_1"}}})
    assert "sk_1" not in str(terms.model_dump(mode="json")) + repr(terms)
