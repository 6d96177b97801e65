"""How many, how much, which order: the numbers people write, checked, and written back.

Money is integer satang, a percentage hundredths of a percent, quantities whole pieces. What is out of bounds comes
back as a refusal that names it.
"""

import re

from bot.commands import NotUnderstood
from bot.words import BAHT, Speech, Token, is_noise, spelt
from orders.numbers import number_of

MOST_PIECES = 9_999
MOST_BAHT = 10_000_000

_QUANTITY = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_AMOUNT = re.compile(r"([-+]?)฿?([0-9][0-9,]*)(?:\.([0-9]+))?([eE][-+]?[0-9]+)?(?:฿|\.-|,-)?")
_PERCENT = re.compile(r"([-+]?)([0-9]+)(?:\.([0-9]+))?%")
_COUNTED = re.compile(r"(?!5{3,})[1-9][0-9]{0,3}")
_PHONE_DIGITS = re.compile(r"0[0-9]{8,}")
_PHONE = re.compile(r"(?<![\w-])(?:\+?66|0066|0)(?:[ -]?[0-9]){8,9}(?![\w-])")
_EMAIL = re.compile(r"(?<!\S)[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?!\S)")
_ORDER = re.compile(r"#?(~?[0-9]{1,9})[.!]*")
_ORDER_WORDS = spelt("บิล ออเดอร์ order bill no #")


def is_quantity(token: Token) -> bool:
    """A number that can only be meant as how many, right or wrong: no baht, no percent, no phone number."""
    return (
        token.kind == "number"
        and _QUANTITY.fullmatch(token.text) is not None
        and not _PHONE_DIGITS.fullmatch(token.text)
    )


def is_plain_quantity(token: Token) -> bool:
    """How many, written the way people count: 1 to 9,999 without sign, point or leading zero; 555 is laughter."""
    return _COUNTED.fullmatch(token.text) is not None


def quantity(text: str, *, item: str, least: int = 1) -> int | NotUnderstood:
    """Whole pieces. `least` is 0 where none means taking off."""
    if not _QUANTITY.fullmatch(text):
        return NotUnderstood("unknown", (("text", f"{item} {text}"[:60]),))
    wrong = _wrong_quantity(text, least)
    if wrong:
        return NotUnderstood(wrong, (("item", item), ("quantity", text)))
    return int(text.replace(",", ""))


def amount(text: str) -> int | NotUnderstood:
    """Satang of `1,200.50`, `฿50`, `50.-`."""
    found = _AMOUNT.fullmatch(text)
    if not found:
        return NotUnderstood("amount_unreadable", (("amount", text),))
    sign, whole, decimals, exponent = found.groups()
    whole = whole.replace(",", "").lstrip("0") or "0"
    baht = int(whole) if len(whole) <= 9 else MOST_BAHT + 1
    satang = baht * 100 + int(f"{decimals or '':0<2.2}")
    checks = (
        ("amount_negative", sign == "-"),
        ("amount_huge", exponent is not None or satang > MOST_BAHT * 100),
        ("amount_decimals", len(decimals or "") > 2),
    )
    wrong = next((reason for reason, holds in checks if holds), None)
    return NotUnderstood(wrong, (("amount", text),)) if wrong else satang


def percent(text: str) -> int | NotUnderstood:
    """Hundredths of a percent of `10%`, 0 to 100 with at most two decimals."""
    found = _PERCENT.fullmatch(text)
    whole, decimals = (found[2].lstrip("0") or "0", found[3] or "") if found else ("", "")
    if not found or found[1] == "-" or len(whole) > 3 or len(decimals) > 2:
        return NotUnderstood("percent_range", (("percent", text.rstrip("%")),))
    hundredths = int(whole) * 100 + int(f"{decimals:0<2}")
    return hundredths if hundredths <= 100_00 else NotUnderstood("percent_range", (("percent", text.rstrip("%")),))


def take_amount(words: Speech) -> int | NotUnderstood:
    """The number under the finger as satang, and the word baht behind it."""
    read = amount(words.take().text)
    if words.look().fold in BAHT:
        words.take()
    return read


def order_number_at(words: Speech, index: int) -> tuple[str, int] | None:
    """`1024`, `#1024`, `บิล 1024` (or `~7`, as buttons name an order without a number), and the place behind it."""
    if words.token(index).fold in _ORDER_WORDS:
        index += 1
    found = _ORDER.fullmatch(words.token(index).text)
    return (found[1].lstrip("0") or "0", index + 1) if found else None


def id_in(text: str) -> int | None:
    """7 of `~7`, as buttons name what has no number; None for everything else."""
    return number_of(text.removeprefix("~")) if text.startswith("~") else None


def take_phone(text: str) -> tuple[str, str]:
    """The first phone number in a text, without its separators, and the text without it."""
    found = _PHONE.search(text)
    return ("".join(re.findall(r"[+0-9]", found[0])), _without(text, found)) if found else ("", text)


def take_email(text: str) -> tuple[str, str]:
    found = _EMAIL.search(text)
    return (found[0], _without(text, found)) if found else ("", text)


def is_contact(token: Token) -> bool:
    return not is_noise(token) and (bool(_EMAIL.fullmatch(token.text)) or bool(_PHONE.fullmatch(token.text)))


def say_amount(satang: int) -> str:
    """`59`, `180.50`: baht as they are typed."""
    baht, rest = divmod(satang, 100)
    return f"{baht}.{rest:02}" if rest else str(baht)


def say_percent(hundredths: int) -> str:
    """`10%`, `7.5%`."""
    return f"{hundredths / 100:g}%"


def _wrong_quantity(text: str, least: int) -> str | None:
    whole, _, decimals = text.lower().lstrip("-").partition(".")
    digits = whole.replace(",", "").lstrip("0")
    checks = (
        ("quantity_negative", text.startswith("-")),
        ("quantity_huge", "e" in whole + decimals or len(digits) > 4),
        ("quantity_fraction", bool(decimals)),
        ("quantity_zero", not digits and least > 0),
    )
    return next((reason for reason, holds in checks if holds), None)


def _without(text: str, found: re.Match[str]) -> str:
    return " ".join((text[: found.start()] + " " + text[found.end() :]).split())
