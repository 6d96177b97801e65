"""What may follow `price`, `swap`, `round to`, `all in` and `edit`, and how it is written back: changes to what stands
on a draft already."""

from collections.abc import Callable
from typing import Any

from bot.commands import AllIn, Edit, NotUnderstood, RoundTo, SetPrice, Swap
from bot.grammar.items import MOST_WORDS_IN_A_NAME
from bot.grammar.numbers import is_plain_quantity, order_number_at, say_amount, take_amount
from bot.words import BAHT, CLASSIFIERS, EACH, STOPS, Speech, quote, sounds_like_talk

MOST_WORDS_IN_A_PERSON = 3

#: What may stand between an item and its price: `A01 @250`, `A01 ตัวละ 250`, `A01 = 250`.
_AT = frozenset({"@", "=", "เป็น", "to"}) | EACH
#: What stands between the old and the new: `M = L`, `M เป็น L`.
_INTO = frozenset({"=", "เป็น", "to", "->", "→"})


def read_price(words: Speech) -> SetPrice | NotUnderstood | None:
    """`A01 250`, `เสื้อดำ ตัวละ 250 บาท`, `250`."""
    begin, end = words.at, _end(words)
    number = end - 1
    while number > begin and words.token(number).fold in BAHT:
        number -= 1
    if words.token(number).kind != "number" or number < begin:
        return None
    name = number
    while name > begin and words.token(name - 1).fold in _AT:
        name -= 1
    item = _name(words, begin, name)
    if item is None:
        return None
    words.at = number
    satang = take_amount(words)
    words.at = end
    return satang if isinstance(satang, NotUnderstood) else SetPrice(item, satang)


def say_price(command: SetPrice, word: str, *, quoted: bool = False) -> str:
    return " ".join(part for part in (word, _said(command.item, quoted), say_amount(command.price)) if part)


def read_swap(words: Speech) -> Swap | None:
    """`M = L`, `ดำ M เป็น ดำ L`, `= L`, and of some pieces only: `M = L 1 ตัว`."""
    begin, end = words.at, _end(words)
    into = next((index for index in range(begin, end) if words.token(index).fold in _INTO), None)
    if into is None:
        return None
    pieces = _pieces(words, into + 2, end)
    was, to = _name(words, begin, into), _name(words, into + 1, end if pieces is None else end - 2)
    if was is None or not to:
        return None
    words.at = end
    return Swap(was, to, pieces)


def _pieces(words: Speech, begin: int, end: int) -> int | None:
    """How many stand at the end, counted: a bare number may belong to the name of what comes instead."""
    number, unit = words.token(end - 2), words.token(end - 1)
    is_counted = end - 2 >= begin and CLASSIFIERS.get(unit.fold) == 1 and is_plain_quantity(number)
    return int(number.text) if is_counted else None


def say_swap(command: Swap, word: str, *, quoted: bool = False) -> str:
    into = "=" if word.isascii() or not command.was else "เป็น"
    pieces = "" if command.quantity is None else f"{command.quantity} {'pcs' if word.isascii() else 'ชิ้น'}"
    parts = (word, _said(command.was, quoted), into, _said(command.to, quoted), pieces)
    return " ".join(part for part in parts if part)


def whole(command: Callable[[int], Any]) -> Callable[[Speech], Any]:
    """A verb about what all of it costs: `500`, `500 บาท`."""

    def read(words: Speech) -> Any:
        if words.look().kind != "number" or words.look().text.endswith("%"):
            return None
        satang = take_amount(words)
        return satang if isinstance(satang, NotUnderstood) else command(satang)

    return read


def say_whole(command: RoundTo | AllIn, word: str, *, quoted: bool = False) -> str:
    return f"{word} {say_amount(command.total)}"


def read_edit(words: Speech) -> Edit | None:
    """`1024`, `บิล 1024`, `~7`, or a customer's name."""
    if found := order_number_at(words, words.at):
        number, words.at = found
        return Edit(number)
    begin, end = words.at, _end(words)
    tokens = words.tokens[begin:end]
    if sum(not token.glued for token in tokens) > MOST_WORDS_IN_A_PERSON or sounds_like_talk(tokens):
        return None
    name = _name(words, begin, end)
    words.at = end
    return Edit(name) if name else None


def say_edit(command: Edit, word: str, *, quoted: bool = False) -> str:
    return f"{word} {command.number if _is_number(command.number) else _said(command.number, quoted)}"


def _is_number(number: str) -> bool:
    return number.removeprefix("~").isdecimal()


def _end(words: Speech) -> int:
    """Where this clause ends: at its stop, before the next command, without the politeness behind it."""
    end = words.at
    while words.token(end).kind not in STOPS and not words.settled(end):
        if end > words.at and words.opens(words, end):
            break
        end += 1
    return end


def _name(words: Speech, begin: int, end: int) -> str | None:
    """The words as a name, "" for none; None when they are too many to be one, or people talking."""
    tokens = words.tokens[begin:end]
    if len(tokens) == 1 and tokens[0].kind == "quoted":
        return " ".join(tokens[0].text.split())
    is_long = sum(not token.glued for token in tokens) > MOST_WORDS_IN_A_NAME
    return None if is_long or sounds_like_talk(tokens) else words.cut(begin, end)


def _said(name: str, quoted: bool) -> str:
    plain = " ".join(name.split())
    return quote(plain) if quoted and plain else plain
