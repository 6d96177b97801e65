"""Lines of goods: `A01 2`, `black tee M x2 @180`, `A01 3 for 500`, `A01 = 3`, `-A01`.

A name ends where its quantity begins, and the last number of the words is the quantity ("iphone 15 case 2"). Said
without a command word a line must look like goods all by itself (`strict`); people also say "see you at 5".
"""

from dataclasses import dataclass

from bot.commands import Add, NotUnderstood, Remove, SetQuantity
from bot.grammar.numbers import (
    amount,
    is_plain_quantity,
    is_quantity,
    quantity,
    say_amount,
    take_amount,
)
from bot.words import (
    BAHT,
    CLASSIFIERS,
    EACH,
    HALF_A_DOZEN,
    JOINERS,
    STOPS,
    Speech,
    Token,
    is_code,
    is_label,
    is_noise,
    quote,
    sounds_like_talk,
)

Line = Add | SetQuantity | Remove
MOST_WORDS_IN_A_NAME = 8

_TIMES = frozenset({"x", "*"})
_INTO = frozenset({"=", "เป็น", "to"})  # `A01 = 3`, `A01 เป็น 3`


@dataclass(frozen=True, slots=True)
class Head:
    """What a line is about, and how sure it is that goods are meant: a code or a quoted name is sure."""

    item: str
    sure: bool
    tokens: list[Token]


@dataclass(frozen=True, slots=True)
class Count:
    """How many, and whether it was written in a way only goods are (`x2`, `2 ตัว`)."""

    pieces: int
    marked: bool
    counted: bool


def read_line(words: Speech, *, strict: bool = False, begins: bool = True) -> Line | NotUnderstood | None:
    """A line of goods under the finger; None leaves the finger where it was.

    `strict`: nothing said so far shows that goods are meant. `begins`: it stands at the beginning of a clause, where
    a name may also come without its quantity.
    """
    begin = words.at
    read = _removal(words, strict) if _is_minus(words) else _line(words, strict, begins)
    if read is None:
        words.at = begin
    return read


def read_added(words: Speech) -> Line | NotUnderstood | None:
    """Behind `add`: the name needs no quantity."""
    return read_line(words)


def read_set(words: Speech) -> Line | NotUnderstood | None:
    """Behind `แก้`: `A01 3`, `A01 = 3`, `A01 เป็น 3`."""
    head = _head(words)
    if head is None:
        return None
    if words.look().fold in _INTO:
        words.take()
    return _set(words, head.item)


def read_removed(words: Speech) -> Line | NotUnderstood | None:
    """Behind `remove`: an item. Whether `remove tee 2` means a tee or two of them only the speaker knows."""
    begin = words.at
    head = _head(words)
    if head is None:
        return None
    if is_quantity(words.look()) or _is_times(words, words.at) or _glued_times(words.look()):
        words.take()
        return _remove_how_many(head.item, words.cut(begin - 1, words.at))
    return Remove(head.item)


def say_added(command: Add, word: str, *, quoted: bool = False) -> str:
    price = ""
    if command.unit_price is not None:
        price = f" @{say_amount(command.unit_price)}"
    if command.bundle is not None:
        price = f" for {say_amount(command.bundle)}" if word.isascii() else f" ชิ้น {say_amount(command.bundle)}"
    return f"{word} {_named(command.item, quoted)} {command.quantity}{price}"


def say_set(command: SetQuantity, word: str, *, quoted: bool = False) -> str:
    return f"{word} {_named(command.item, quoted)} = {command.quantity}"


def say_removed(command: Remove, word: str, *, quoted: bool = False) -> str:
    return f"{word} {_named(command.item, quoted)}"


def _named(item: str, quoted: bool) -> str:
    name = " ".join(item.split())
    return quote(name) if quoted else name


def _offered(item: str) -> str:
    """An item inside a proposal: in quotes, unless it can only be read as what it is."""
    return _named(item, not (item.isascii() and item.isalnum()))


def _line(words: Speech, strict: bool, begins: bool) -> Line | NotUnderstood | None:
    head = _head(words)
    if head is None:
        return None
    if words.look().text == "=":
        words.take()
        return None if strict and not head.sure and sounds_like_talk(head.tokens) else _set(words, head.item)
    count_token = words.look()
    count = _count(words, head.item)
    if isinstance(count, NotUnderstood):
        return None if strict and not head.sure and not _is_unit(words.look()) else count
    if strict and not head.sure and not _looks_sold(words, head, count, count_token):
        return None
    if not head.sure and not count.counted and (not begins or sounds_like_talk(head.tokens)):
        return None
    return _priced(words, head.item, count)


def _removal(words: Speech, strict: bool) -> Line | NotUnderstood | None:
    """`-A01`: alone, because `-A01 2` may as well be a bullet point."""
    begin = words.at
    is_sure = is_code(_without_minus(words.look()))
    end = words.at + 1 if is_sure else words.clause_end(words.at)
    item = words.cut(words.at, end)[1:].strip(' "')
    if not item or (strict and not is_sure):
        return None
    words.at = end
    if is_quantity(words.look()):
        words.take()
        return _remove_how_many(item, words.cut(begin, words.at))
    return Remove(item)


def _remove_how_many(item: str, said: str) -> NotUnderstood:
    return NotUnderstood("unknown", (("text", said[:60]),), f"remove {_offered(item)}")


def _is_minus(words: Speech) -> bool:
    token = words.look()
    return token.kind == "word" and token.text[0] == "-" and (len(token.text) > 1 or words.look(1).glued)


def _without_minus(token: Token) -> Token:
    return Token(token.kind, token.text[1:], token.fold[1:], token.start + 1, token.end, token.glued)


def _head(words: Speech) -> Head | None:
    token = words.look()
    if token.kind == "quoted":
        words.take()
        item = " ".join(token.text.split())
        return Head(item, True, [token]) if item else None
    times = _glued_times(token)
    if times:
        # A01x2 is one word to the eye of the scanner: step on its second half only when the count is read.
        return Head(token.text[: -len(times) - 1], True, [token])
    if token.kind not in ("word", "number") or is_noise(token):
        return None
    begin, end = words.at, _name_end(words, words.at)
    if end is None or end - begin > 3 * MOST_WORDS_IN_A_NAME:
        return None
    words.at = end
    tokens = words.tokens[begin:end]
    item = words.cut(begin, end)
    if end - begin == 1 and is_code(token):
        return Head(item.rstrip(".!"), True, tokens)
    # A name of nothing but digits is a number somebody said, unless it is followed by its own quantity.
    if all(part.kind == "number" for part in tokens) and not is_quantity(words.look()):
        return None
    return Head(item, False, tokens)


def _name_end(words: Speech, begin: int) -> int | None:
    """Where the name that begins here ends; None when something in it cannot be part of a name."""
    index = begin + 1
    if is_code(words.token(begin)) and (is_quantity(words.token(index)) or _ends_here(words, index)):
        return index
    while not _ends_name(words, index):
        token = words.token(index)
        if is_noise(token) and not token.glued and token.fold not in ("&", "+", "/"):
            return None
        index += 1
    return index


def _ends_name(words: Speech, index: int) -> bool:
    if words.token(index).kind in STOPS or words.opens(words, index) or words.settled(index):
        return True
    is_shape = words.token(index).kind in ("quoted", "sign")
    return is_shape or _is_into(words, index) or _is_price(words, index) or _is_count(words, index)


def _ends_here(words: Speech, index: int) -> bool:
    """A complete line of goods may end before this word: the next line, item or command follows."""
    token = words.token(words.past_noise(index))
    return (
        token.kind in STOPS | {"quoted"}
        or is_code(token)
        or bool(_glued_times(token))
        or words.opens(words, index)
        or token.kind == "sign"
        or _is_into(words, index)
        or _is_price(words, index)
        or _is_times(words, index)
        or token.fold == HALF_A_DOZEN
    )


def _is_price(words: Speech, index: int) -> bool:
    token, following = words.token(index), words.token(index + 1)
    return following.kind == "number" and (token.text == "@" or token.fold in EACH)


def _is_into(words: Speech, index: int) -> bool:
    return words.token(index).fold in _INTO and words.token(index + 1).kind == "number"


def _is_times(words: Speech, index: int) -> bool:
    token = words.token(index)
    return bool(_x_number(token)) or (token.fold in _TIMES and words.token(index + 1).kind == "number")


def _is_count(words: Speech, index: int) -> bool:
    token, before, after = words.token(index), words.token(index - 1), words.token(index + 1)
    if _is_times(words, index) or token.fold == HALF_A_DOZEN:
        return True
    if not is_quantity(token) or is_label(before) or (token.glued and before.kind == "word"):
        return False
    bundle = after.fold == "for" and words.token(index + 2).kind == "number"
    return _is_unit(after) or bundle or _ends_here(words, index + 1)


def _is_unit(token: Token) -> bool:
    return token.fold in CLASSIFIERS


def _glued_times(token: Token) -> str:
    """The 2 of `A01x2`."""
    left, times, right = token.text.lower().rpartition("x")
    fits = token.kind == "word" and times and right.isdigit() and left[-1:].isdigit() and not left.isdigit()
    return right if fits and left.isascii() and right.isascii() else ""


def _x_number(token: Token) -> str:
    """The 2 of `x2`."""
    digits = token.fold[1:]
    is_times = token.kind == "word" and token.fold[:1] == "x" and digits.isascii() and digits[:1].isdigit()
    return digits if is_times else ""


def _count(words: Speech, item: str) -> Count | NotUnderstood:
    """The quantity under the finger, one when none is said."""
    token = words.look()
    text, marked = "", True
    if _glued_times(token):
        text = _glued_times(words.take())
    elif token.fold == HALF_A_DOZEN:
        words.take()
        return Count(6, marked=True, counted=True)
    elif _x_number(token):
        text = _x_number(words.take())
    elif token.fold in _TIMES and words.look(1).kind == "number":
        words.take()
        text = words.take().text
    elif is_quantity(token):
        text, marked = words.take().text, False
    if not text:
        return Count(1, marked=False, counted=False)
    pieces = quantity(text, item=item)
    if isinstance(pieces, NotUnderstood):
        return pieces
    if not _is_unit(words.look()):
        return Count(pieces, marked=marked, counted=True)
    return _in_units(words, item, pieces)


def _in_units(words: Speech, item: str, pieces: int) -> Count | NotUnderstood:
    of_each = CLASSIFIERS[words.take().fold]
    total = quantity(str(pieces * of_each), item=item)
    return total if isinstance(total, NotUnderstood) else Count(total, marked=True, counted=True)


def _looks_sold(words: Speech, head: Head, count: Count, count_token: Token) -> bool:
    """Speech alone are goods only with a quantity, in the manner of an order and not of a conversation."""
    if not count.counted or head.tokens[0].kind != "word" or sounds_like_talk(head.tokens):
        return False
    if head.tokens[-1].fold in JOINERS or sum(part.kind == "number" for part in head.tokens) > 1:
        return False
    if count.marked or words.look().text == "@":
        return True
    return is_plain_quantity(count_token) and not is_noise(words.look())


def _set(words: Speech, item: str) -> Line | NotUnderstood | None:
    if words.look().kind != "number":
        return None
    pieces = quantity(words.take().text, item=item, least=0)
    if isinstance(pieces, NotUnderstood):
        return pieces
    if _is_unit(words.look()):
        words.take()
    return SetQuantity(item, pieces) if pieces else Remove(item)


def _priced(words: Speech, item: str, count: Count) -> Line | NotUnderstood:
    token, following = words.look(), words.look(1)
    counted_in = words.token(words.at - 1).fold if count.counted else ""
    if _is_price(words, words.at):
        words.take()
        each = take_amount(words)
        return each if isinstance(each, NotUnderstood) else Add(item, count.pieces, unit_price=each)
    if count.counted and token.fold == "for" and following.kind == "number":
        words.take()
    elif token.kind != "number" or not (following.fold in BAHT or _ends_here(words, words.at + 1)):
        return Add(item, count.pieces)
    elif counted_in not in CLASSIFIERS:
        return _two_numbers(words, item, count.pieces)
    together = take_amount(words)
    return together if isinstance(together, NotUnderstood) else Add(item, count.pieces, bundle=together)


def _two_numbers(words: Speech, item: str, pieces: int) -> NotUnderstood:
    """`A01 3 500`: each, or together? Never guess about money."""
    text = words.take().text
    total = amount(text)
    nearest = None if isinstance(total, NotUnderstood) else f"{_offered(item)} {pieces} for {say_amount(total)}"
    return NotUnderstood("unknown", (("text", f"{item} {pieces} {text}"),), nearest)
