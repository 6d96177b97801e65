"""What may follow a command word, and how it is written back.

A reader takes the words behind its verb and gives the command, a refusal that names what is wrong, or None when these
words were not meant for it.
"""

import re
from collections.abc import Callable
from typing import Any

from bot.commands import (
    Cancel,
    Discount,
    Lang,
    Language,
    LinkStaff,
    New,
    NotUnderstood,
    Pay,
    PayWay,
    Ship,
)
from bot.grammar.numbers import (
    is_contact,
    is_quantity,
    order_number_at,
    percent,
    say_amount,
    say_percent,
    take_amount,
    take_email,
    take_phone,
)
from bot.words import STOPS, Speech, is_code, quote, sounds_like_talk, spelt

Reader = Callable[[Speech], Any]

FREE = {"en": "free", "th": "ฟรี"}
SURE = {"en": "yes", "th": "ใช่"}
LANGUAGES: dict[str, Language] = {
    "en": "en", "english": "en", "อังกฤษ": "en", "ภาษาอังกฤษ": "en",
    "th": "th", "thai": "th", "ไทย": "th", "ภาษาไทย": "th",
}  # fmt: skip
# The first words of each language are the canonical ones.
WAYS: dict[str, PayWay] = {
    "cod": "cod", "เก็บปลายทาง": "cod", "ปลายทาง": "cod", "เก็บเงินปลายทาง": "cod",
    "transfer": "bank_transfer", "โอน": "bank_transfer", "โอนเงิน": "bank_transfer", "bank": "bank_transfer",
    "promptpay": "promptpay", "พร้อมเพย์": "promptpay",
    "card": "stripe", "บัตร": "stripe", "บัตรเครดิต": "stripe", "stripe": "stripe",
}  # fmt: skip

MOST_WORDS_IN_A_METHOD = 3
_PERCENT_WORDS = spelt("% percent เปอร์เซ็นต์")
_STAFF_CODE = re.compile(r"([A-Z0-9]{4})[- ]?([A-Z0-9]{4})", re.IGNORECASE)
_QUOTED = re.compile('["“]([^"“”]*)["”]')


def alone(command: Callable[[], Any]) -> Reader:
    """A verb that needs nothing."""
    return lambda words: command()


def read_new(words: Speech) -> New:
    return _customer(words, offline=False)


def read_new_offline(words: Speech) -> New:
    return _customer(words, offline=True)


def say_new(command: New, word: str, *, quoted: bool = False) -> str:
    who = " ".join(command.who.split())
    who = quote(who) if quoted and who else who
    return " ".join(part for part in (word, who, command.phone, command.email) if part)


def read_discount(words: Speech) -> Discount | NotUnderstood | None:
    """`50`, `50 บาท`, `10%`, `10 %`."""
    number = words.look()
    if number.kind != "number":
        return None
    spaced = not number.text.endswith("%") and words.look(1).fold in _PERCENT_WORDS
    if not spaced and not number.text.endswith("%"):
        satang = take_amount(words)
        return satang if isinstance(satang, NotUnderstood) else Discount(amount=satang)
    words.at += 2 if spaced else 1
    hundredths = percent(number.text.rstrip("%") + "%")
    return hundredths if isinstance(hundredths, NotUnderstood) else Discount(percent=hundredths)


def say_discount(command: Discount, word: str, *, quoted: bool = False) -> str:
    if command.percent is not None:
        return f"{word} {say_percent(command.percent)}"
    return f"{word} {say_amount(command.amount or 0)}"


def read_ship(words: Speech) -> Ship | NotUnderstood | None:
    """`EMS`, `EMS 50`, `EMS free`, `free`, `50`: a method, a fee, or both."""
    method = _method(words)
    fee = read_fee(words)
    if isinstance(fee, NotUnderstood):
        return fee
    if not method and fee is None:
        return None
    return Ship(method or None, fee.fee if fee else None)


def read_fee(words: Speech) -> Ship | NotUnderstood | None:
    """`50`, `ฟรี`."""
    if words.look().fold in FREE.values():
        words.take()
        return Ship(None, 0)
    if words.look().kind != "number" or words.look().text.endswith("%"):
        return None
    satang = take_amount(words)
    return satang if isinstance(satang, NotUnderstood) else Ship(None, satang)


def say_ship(command: Ship, word: str, *, quoted: bool = False) -> str:
    method = quote(" ".join(command.method.split())) if quoted and command.method else command.method
    if command.method is None and not word.isascii():
        word = "ส่ง" if command.fee == 0 else "ค่าส่ง"
    free = FREE["en" if word.isascii() else "th"]
    fee = "" if command.fee is None else free if command.fee == 0 else say_amount(command.fee)
    if (word, method) == ("ส่ง", None):
        return word + fee
    return " ".join(part for part in (word, method, fee) if part)


def read_way(words: Speech) -> Pay | None:
    way = WAYS.get(words.look().fold)
    if way is None:
        return None
    words.take()
    return Pay(way)


def say_way(command: Pay, word: str, *, quoted: bool = False) -> str:
    """`pay cod`; in Thai the way itself is the word."""
    if word.isascii():
        return f"{word} {next(said for said, way in WAYS.items() if way == command.way and said.isascii())}"
    return next(said for said, way in WAYS.items() if way == command.way and not said.isascii())


def numbered(command: Callable[[str], Any]) -> Reader:
    """A verb about an order: `1024`, `#1024`, `บิล 1024`."""

    def read(words: Speech) -> Any:
        number = _take_order_number(words)
        return None if number is None else command(number)

    return read


def say_number(command: Any, word: str, *, quoted: bool = False) -> str:
    return f"{word} {command.number}"


def read_cancel(words: Speech) -> Cancel | None:
    """`1024`, `1024 reason to the end of the line`, `1024 yes`."""
    number = _take_order_number(words)
    if number is None:
        return None
    sure = words.look().fold in SURE.values()
    if sure:
        words.take()
    begin = words.at
    while words.look().kind not in ("line", "end"):
        words.take()
    reason = words.text[words.token(begin).start : words.look().start].strip()
    return Cancel(number, _unquoted(reason), sure)


def say_cancel(command: Cancel, word: str, *, quoted: bool = False) -> str:
    sure = SURE["en" if word.isascii() else "th"] if command.sure else ""
    reason = " ".join(command.reason.split())
    reason = quote(reason) if quoted and reason else reason
    return " ".join(part for part in (word, command.number, sure, reason) if part)


def text_of(verb: str, command: Callable[[str], Any], trailing: frozenset[str]) -> Reader:
    """A verb that takes the rest of the message, up to the next line with a command.

    A last word out of `trailing` (send, link) is a command of its own; quotes around the whole text keep it in.
    """

    def read(words: Speech) -> Any:
        text = _quoted_text(words, verb, trailing) or _text(words, verb, trailing)
        return command(text) if text else NotUnderstood("unknown", (("text", verb),), f"help {verb}")

    return read


def say_text(command: Any, word: str, *, quoted: bool = False) -> str:
    return f"{word} {quote(command.text) if quoted else command.text}"


def read_language(words: Speech) -> Lang | None:
    language = LANGUAGES.get(words.look().fold)
    if language is None:
        return None
    words.take()
    return Lang(language)


def say_language(command: Lang, word: str, *, quoted: bool = False) -> str:
    in_thai = {"en": "อังกฤษ", "th": "ไทย"}
    return f"{word} {command.language if word.isascii() else in_thai[command.language]}"


def read_staff_code(words: Speech) -> LinkStaff | None:
    """`7K2M-9QXR`, in any case, also without the dash."""
    end = words.clause_end(words.at)
    code = words.cut(words.at, end).rstrip(".!")
    found = _STAFF_CODE.fullmatch(code)
    if not found or not ("-" in code or any(mark.isdigit() for mark in code)):
        return None
    words.at = end
    return LinkStaff(f"{found[1]}-{found[2]}".upper())


def say_staff_code(command: LinkStaff, word: str, *, quoted: bool = False) -> str:
    return f"{word} {command.code}"


def say_word(command: Any, word: str, *, quoted: bool = False) -> str:
    return word


def _customer(words: Speech, *, offline: bool) -> New:
    """The name runs up to a comma, a line's end, an article number or the next command.

    A quoted name is exactly the name; quoted and counted (`"iphone 15" 2`) it is already the first item.
    """
    begin = words.at
    named = words.look()
    if named.kind == "quoted" and not is_quantity(words.look(1)) and words.look(1).kind != "sign":
        words.take()
        contacts = words.at
        while is_contact(words.look()):
            words.take()
        phone, rest = take_phone(words.cut(contacts, words.at))
        return New(" ".join(named.text.split()), offline, phone, take_email(rest)[0])
    while words.look().kind not in STOPS | {"quoted"} and not is_code(words.look()) and not _begins_command(words):
        words.take()
    phone, rest = take_phone(words.cut(begin, words.at))
    email, who = take_email(rest)
    return New(who, offline, phone, email)


def _begins_command(words: Speech) -> bool:
    return words.opens(words, words.at)


def _method(words: Speech) -> str:
    """A shipping method: one word, or a few up to the fee; what looks like goods begins the next line."""
    begin = words.at
    if words.look().kind == "quoted":
        return " ".join(words.take().text.split())
    while words.look().kind == "word" and words.look().fold not in FREE.values() and not words.settled(words.at):
        if words.at > begin and (_begins_command(words) or is_code(words.look())):
            break
        words.take()
    tokens = words.tokens[begin : words.at]
    if sum(not token.glued for token in tokens) > MOST_WORDS_IN_A_METHOD or sounds_like_talk(tokens):
        words.at = begin
    return words.cut(begin, words.at)


def _take_order_number(words: Speech) -> str | None:
    found = order_number_at(words, words.at)
    if found is None:
        return None
    number, words.at = found
    return number


def _text(words: Speech, verb: str, trailing: frozenset[str]) -> str:
    begin = end = words.at
    while words.token(end).kind != "end" and not (
        words.token(end).kind == "line" and words.ends_text(words, end + 1, verb)
    ):
        end += 1
    last = words.token(end - 1)
    if end > begin and last.fold in trailing and not last.glued:
        end -= 1
    words.at = end
    return words.text[words.token(begin).start : words.token(end).start].strip()


def _quoted_text(words: Speech, verb: str, trailing: frozenset[str]) -> str:
    """A text in quotes, when nothing but the next command follows them."""
    found = _QUOTED.match(words.plain, words.look().start)
    if not found:
        return ""
    after = words.at
    while words.token(after).start < found.end() and words.token(after).kind != "end":
        after += 1
    following = words.token(after)
    is_whole = following.kind in ("comma", "end") or following.fold in trailing
    if not is_whole and not (following.kind == "line" and words.ends_text(words, after + 1, verb)):
        return ""
    words.at = after
    return words.text[found.start(1) : found.end(1)].strip()


def _unquoted(text: str) -> str:
    found = _QUOTED.fullmatch(text)
    return found[1].strip() if found else text
