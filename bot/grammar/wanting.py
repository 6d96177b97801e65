"""What customers order in the counter's own words: `A01 2`, `CF A01 2, B02 1`.

Behind CF any name of goods may stand; without it only codes with how many of them, and nothing else in the message:
people also write numbers to each other. All that is less plain is for natural speech.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.commands import Add, NotUnderstood, Queue, Want
from bot.grammar.items import read_line, say_added
from bot.grammar.numbers import order_number_at
from bot.words import JOINERS, Speech, is_code, is_noise, quote, spelt

CF = spelt("cf ซีเอฟ")
#: Said of goods they have already, these make it that many more; without them it is how many in all.
MORE = spelt("อีก เพิ่ม another more extra add plus")
#: What people say about buying behind CF, and which is nothing to buy: `CF NO CC`.
NO_GOODS = frozenset({"cc", "no cc", "nocc", "no"})
#: As many as one message may hold.
MOST_WANTED = 200


def read_wanted(words: Speech) -> Want | NotUnderstood | None:
    """Behind `cf`: goods up to the end of the message; None when they are not only goods."""
    items: list[Add] = []
    while not _at_end(words):
        line = read_line(words)
        if isinstance(line, NotUnderstood):
            # A wrong quantity is named; what cannot be told from talk is left to natural speech.
            return line if line.reason.startswith("quantity") else None
        if not isinstance(line, Add) or not _names_goods(line.item):
            return None
        items.append(line)
    if len(items) > MOST_WANTED:
        return NotUnderstood("too_many_items", (("limit", str(MOST_WANTED)),))
    return Want(tuple(items)) if items else None


def read_bare(text: str) -> Want | NotUnderstood | None:
    """`A01 2`, `A01x2 B02 1 ตัวค่ะ`: nothing but codes with their quantities."""
    words = Speech(text)
    items: list[Add] = []
    while not _at_end(words):
        begin = words.at
        line = read_line(words, strict=True)
        is_coded = is_code(words.token(begin))
        if isinstance(line, NotUnderstood):
            return line if is_coded and line.reason == "quantity_huge" else None
        if not isinstance(line, Add) or not is_coded or not _is_counted(words, begin) or " " in line.item:
            return None
        items.append(line)
    if len(items) > MOST_WANTED:
        return NotUnderstood("too_many_items", (("limit", str(MOST_WANTED)),))
    return Want(tuple(items)) if items else None


def maybe_numbered(command: Callable[[str], Any]) -> Callable[[Speech], Any]:
    """`confirm`, `confirm ~12`: the number may be left out, but nothing else may stand there."""

    def read(words: Speech) -> Any:
        number, words.at = order_number_at(words, words.at) or ("", words.at)
        return command(number) if words.settled(words.at) else None

    return read


def say_maybe_number(command: Any, word: str, *, quoted: bool = False) -> str:
    return f"{word} {command.number}".strip()


def read_queue(words: Speech) -> Queue | None:
    """`A01`, `A01 ~5`: goods, and behind them whom to offer them to."""
    begin, end = words.at, words.clause_end(words.at)
    while end > begin and words.settled(end - 1):
        end -= 1
    last = words.token(end - 1)
    is_offer = end - begin > 1 and last.text.startswith("~") and order_number_at(words, end - 1) is not None
    words.at = end
    named, until = words.token(begin), end - 1 if is_offer else end
    item = " ".join(named.text.split()) if named.kind == "quoted" and until - begin == 1 else words.cut(begin, until)
    return Queue(item, last.text if is_offer else "") if item else None


def say_queue(command: Queue, word: str, *, quoted: bool = False) -> str:
    item = " ".join(command.item.split())
    return " ".join(part for part in (word, quote(item) if quoted else item, command.to) if part)


def is_cf(text: str) -> bool:
    """Whether it begins the way people claim goods in a live sale, glued or not (`CF2`)."""
    return text.strip().casefold().startswith(tuple(CF))


def says_more(text: str) -> bool:
    """`two more`, `เพิ่มอีก 2`: to be added to what they have."""
    folded = text.casefold()
    return any(word in (folded if not word.isascii() else folded.split()) for word in MORE)


def say_wanted(command: Want, word: str, *, quoted: bool = False) -> str:
    """`cf A01 2, B02 1`; a price is never the customer's to say."""
    goods = [replace(item, unit_price=None, bundle=None) for item in command.items]
    return f"{word} " + ", ".join(say_added(item, "", quoted=quoted).strip() for item in goods)


def _at_end(words: Speech) -> bool:
    """Step over what separates goods; True at the end of the message."""
    while True:
        token = words.look()
        if token.kind == "end":
            return True
        if token.kind not in ("comma", "line") and not is_noise(token) and token.fold not in JOINERS | CF:
            return False
        words.at += 1


def _is_counted(words: Speech, begin: int) -> bool:
    """How many was said, be it glued to the code (`A01x2`)."""
    return words.at - begin > 1 or "x" in words.token(begin).fold


def _names_goods(item: str) -> bool:
    """`CF 2` alone may be two pieces, goods called 2, or a place in a queue: that is asked, not read."""
    return any(mark.isalpha() for mark in item) and item.casefold() not in NO_GOODS
