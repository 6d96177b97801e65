"""What may follow `paid`, `refund` and `extend`, and how it is written back."""

import re
from collections.abc import Callable
from typing import Any

from bot.commands import Extend, NotUnderstood, Paid, Refund
from bot.grammar.numbers import order_number_at, say_amount, take_amount
from bot.words import Speech

DAY, HOUR, MINUTE = 86_400, 3_600, 60
#: A year: longer nobody waits for money.
MOST_TIME = 365 * DAY
#: The first of each language is the canonical one.
_UNITS = {
    7 * DAY: "w wk week weeks สัปดาห์ อาทิตย์",
    DAY: "d day days วัน",
    HOUR: "h hr hrs hour hours ชั่วโมง ชม ชม.",
    MINUTE: "m min mins minute minutes นาที",
    1: "s sec secs second seconds วินาที",
}
_SECONDS = {word: seconds for seconds, words in _UNITS.items() for word in words.split()}
_TIME = re.compile(r"(?:อีก|เพิ่ม|by|for|another|more)?\s*([0-9]{1,9})\s*([a-z]+|[\u0e01-\u0e4e.]+)")
#: Said behind a time without meaning another one.
_POLITE = re.compile(r"(?:ค่ะ|คะ|ครับ|คับ|นะคะ|นะ|จ้า|please|more|[\s.!])*")
_IN_THAI = {DAY: "วัน", HOUR: "ชั่วโมง", MINUTE: "นาที", 1: "วินาที"}
_IN_ENGLISH = {DAY: "d", HOUR: "h", MINUTE: "m", 1: "s"}


def with_amount(command: type[Paid] | type[Refund]) -> Callable[[Speech], Any]:
    """`1024`, `1024 500`, `1024 1,200.50 baht`."""

    def read(words: Speech) -> Paid | Refund | NotUnderstood | None:
        number = _order(words)
        if number is None:
            return None
        if words.look().kind != "number" or words.look().text.endswith("%"):
            return command(number)
        amount = take_amount(words)
        return amount if isinstance(amount, NotUnderstood) else command(number, amount)

    return read


def say_with_amount(command: Paid | Refund, word: str, *, quoted: bool = False) -> str:
    amount = "" if command.amount is None else f" {say_amount(command.amount)}"
    return f"{word} {command.number}{amount}"


def read_extend(words: Speech) -> Extend | NotUnderstood | None:
    """`1024 2d`, `1024 36 hours`, `1024 อีก 2 วัน`; a time that cannot be read is named."""
    number = _order(words)
    if number is None:
        return None
    end = words.clause_end(words.at)
    said = words.cut(words.at, end).casefold()
    words.at = end
    found = _TIME.match(said)
    unit = _unit(found[2]) if found else None
    if found is None or unit is None or not _POLITE.fullmatch(said, found.end(1) + _gap(said, found) + len(unit)):
        return NotUnderstood("how_long", (("number", number),), f"extend {number} 1d")
    seconds = int(found[1]) * _SECONDS[unit]
    if not 0 < seconds <= MOST_TIME:
        return NotUnderstood("time_out_of_bounds", (("time", said),))
    return Extend(number, seconds)


def say_extend(command: Extend, word: str, *, quoted: bool = False) -> str:
    size = next(size for size in (DAY, HOUR, MINUTE, 1) if command.seconds % size == 0)
    count = command.seconds // size
    time = f"{count}{_IN_ENGLISH[size]}" if word.isascii() else f"{count} {_IN_THAI[size]}"
    return f"{word} {command.number} {time}"


def _unit(word: str) -> str | None:
    """The longest unit that the word is or, in Thai, begins with: people write no space behind it."""
    if word.isascii():
        return word if word in _SECONDS else None
    return max((unit for unit in _SECONDS if word.startswith(unit)), key=len, default=None)


def _gap(said: str, found: re.Match[str]) -> int:
    return found.start(2) - found.end(1)


def _order(words: Speech) -> str | None:
    found = order_number_at(words, words.at)
    if found is None:
        return None
    number, words.at = found
    return number
