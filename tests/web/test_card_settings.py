"""The keys of Stripe: in the config file and nowhere else, whole or not at all."""

import sys
from pathlib import Path

import pytest

from orders.shops import Shop
from tests.web.configs import problems, with_line, written
from web.console.opening import opened
from web.settings import load
from web.settings.cautions import cautions

KEYS = 'stripe = { secret_key = "sk_1", webhook_secret = "whsec_1" }'


def with_stripe(line: str) -> str:
    return with_line("shops.demo.payments", line)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('stripe = { secret_key = "sk_1" }', ".webhook_secret: is missing"),
        ('stripe = { secret_key = "", webhook_secret = "whsec_1" }', ".secret_key: is missing"),
        ("stripe = {}", ": must have secret_key and webhook_secret"),
        (KEYS.replace(" }", ', api_base = "stripe.com" }'), ".api_base: must be an address"),
        (KEYS.replace(" }", ", currency = 1 }"), ".currency: is not a known key"),
    ],
)
def test_what_is_wrong_is_told_by_the_keys_full_name(tmp_path: Path, line: str, said: str) -> None:
    (problem,) = problems(written(tmp_path, with_stripe(line)))
    assert problem.startswith(f"shops.demo.payments.stripe{said}")
    assert "sk_1" not in problem
    assert "whsec_1" not in problem


def test_without_stripes_package_the_start_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "stripe", None)
    path = written(tmp_path, with_stripe(KEYS))
    (problem,) = problems(path)
    assert problem.startswith("shops.demo.payments.stripe: must have Stripe's package, which is not installed")
    assert "pip install" in problem
    assert load(written(tmp_path, with_stripe(""))).shops["demo"].payments.stripe is None, "nobody else needs it"


def test_the_examples_keys_are_a_caution(tmp_path: Path) -> None:
    text = with_stripe(KEYS.replace("sk_1", "change-me"))
    assert cautions(load(written(tmp_path, text))) == [
        "shops.demo.payments.stripe.secret_key: is still the example's"
    ]  # fmt: skip


async def test_whether_cards_are_taken_is_for_the_file_to_say_at_every_start(tmp_path: Path) -> None:
    for line, taken in (("", False), (KEYS, True), (KEYS, True), ("", False)):
        settings = load(written(tmp_path, with_stripe(line)))
        async with opened(settings):
            shop = await Shop.get(slug="demo")
            assert ("stripe" in shop.terms.payments.ways()) is taken
            assert "sk_1" not in str(shop.stored_terms)
            assert "whsec_1" not in str(shop.stored_terms)
