"""What may follow `approve`, `reject` and `slip`, and how it is written back."""

import re
from typing import Any

from bot.commands import Approve, NotUnderstood, Reject
from bot.grammar.numbers import order_number_at, say_amount, take_amount
from bot.words import Speech, fold, quote, spelt

# The first of each language is the canonical one.
SLIP = {"en": "slip", "th": "สลิป"}
ANYWAY = {"en": "anyway", "th": "นับด้วย"}

_SLIP_WORDS = spelt("slip สลิป สลิปที่ สลิปใบที่ ใบที่")
_NUMBER = re.compile(r"[0-9]{1,3}")
_QUOTED = re.compile('["“]([^"“”]*)["”]')


def read_approve(words: Speech) -> Approve | NotUnderstood | None:
    """`1024`, `1024 500`, `1024 slip 2`, `1024 slip 2 500`, `1024 slip 2 anyway`."""
    number = _order(words)
    if number is None:
        return None
    slip = _slip(words)
    amount = None
    if words.look().kind == "number" and not words.look().text.endswith("%"):
        said = take_amount(words)
        if isinstance(said, NotUnderstood):
            return said
        amount = said
    anyway = words.look().fold in ANYWAY.values()
    if anyway:
        words.take()
    return Approve(number, slip, amount, anyway)


def read_ok(words: Speech) -> Approve | NotUnderstood | None:
    """`slip ok`, and all that may follow `approve`; without an order's number nothing may."""
    if words.settled(words.at):
        return Approve("")
    return read_approve(words)


def read_not_ok(words: Speech) -> Reject | None:
    """`slip not ok`, with a number and a reason or without."""
    if words.settled(words.at):
        return Reject("")
    return read_reject(words)


def names_a_slip(text: str) -> bool:
    """Whether the words are about a slip, and not about money alone."""
    return any(word in fold(text) for word in SLIP.values())


def say_approve(command: Approve, word: str, *, quoted: bool = False) -> str:
    language = "en" if word.isascii() else "th"
    amount = "" if command.amount is None else say_amount(command.amount)
    parts = (word, command.number, _said(command.slip, language), amount, ANYWAY[language] if command.anyway else "")
    return " ".join(part for part in parts if part)


def read_reject(words: Speech) -> Reject | None:
    """`1024`, `1024 slip 2`, and the reason up to the end of the line."""
    number = _order(words)
    if number is None:
        return None
    slip = _slip(words)
    begin = words.at
    while words.look().kind not in ("line", "end"):
        words.take()
    reason = words.text[words.token(begin).start : words.look().start].strip()
    found = _QUOTED.fullmatch(reason)
    return Reject(number, slip, found[1].strip() if found else reason)


def say_reject(command: Reject, word: str, *, quoted: bool = False) -> str:
    reason = " ".join(command.reason.split())
    reason = quote(reason) if quoted and reason else reason
    said = _said(command.slip, "en" if word.isascii() else "th")
    return " ".join(part for part in (word, command.number, said, reason) if part)


def _order(words: Speech) -> str | None:
    found: Any = order_number_at(words, words.at)
    if found is None:
        return None
    number, words.at = found
    return str(number)


def _slip(words: Speech) -> int | None:
    if words.look().fold not in _SLIP_WORDS or not _NUMBER.fullmatch(words.look(1).text):
        return None
    words.take()
    return int(words.take().text)


def _said(slip: int | None, language: str) -> str:
    return "" if slip is None else f"{SLIP[language]} {slip}"
