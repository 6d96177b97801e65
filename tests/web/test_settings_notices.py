"""What the config says of notices: every mistake is named by its key, and what is right is kept with the shop."""

from pathlib import Path

import pytest

from orders.notices import LONGEST_TEXT
from tests.web.configs import SMALLEST, problems, written
from web.settings import load

TEXTS = "[shops.demo.notices.texts]"


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (
            f'{TEXTS}\nconfirmd = {{ th = "x" }}',
            "shops.demo.notices.texts.confirmd: is not a known key; did you mean confirmed?",
        ),
        (
            f'{TEXTS}\npaid = {{ en = "[order_number]" }}',
            "shops.demo.notices.texts.paid.en: [order_number] is no token here; did you mean [order_no]?",
        ),
        (f'{TEXTS}\npaid = {{ de = "Danke" }}', "shops.demo.notices.texts.paid.de: is not a known key"),
        (
            f'{TEXTS}\npaid = "thanks"',
            "shops.demo.notices.texts.paid: must be a table: [shops.demo.notices.texts.paid]",
        ),
        (
            f'{TEXTS}\npaid = {{ th = "{"ก" * 251}" }}',
            f"shops.demo.notices.texts.paid.th: is too long: at most {LONGEST_TEXT} characters, not 251",
        ),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, lines: str, problem: str) -> None:
    assert problems(written(tmp_path, f"{SMALLEST}\n{lines}\n")) == [problem]


def test_a_push_for_nothing_is_named(tmp_path: Path) -> None:
    told = problems(written(tmp_path, f'{SMALLEST}\n[shops.demo.notices]\nline_push = ["invoice", "shiped"]\n'))
    assert told[0].startswith('shops.demo.notices.line_push: names "shiped", which is no notice; there are invoice,')


def test_texts_are_kept_with_the_shop(tmp_path: Path) -> None:
    lines = f'{TEXTS}\npaid = {{ th = "ขอบคุณค่ะ [customer]" }}'
    terms = load(written(tmp_path, f"{SMALLEST}\n{lines}\n")).shops["demo"].terms()
    again = type(terms).model_validate(terms.model_dump(mode="json"))
    assert again.notices.own_words("paid", "th") == "ขอบคุณค่ะ [customer]"
