"""The words of a clause from left to right: at each a name goes on, a count closes it, a price belongs to it."""

import re
from dataclasses import dataclass, field

from bot.grammar.numbers import amount, is_plain_quantity
from bot.speech.counting import UNIT
from bot.speech.normal import MARK
from bot.speech.saying import COLOURS, SIZES, says
from bot.words import BAHT, CLASSIFIERS, HALF_A_DOZEN, JOINERS, STOPS, Speech, Token, is_code, is_label, spelt

#: A number from here on behind goods is money sooner than pieces.
LEAST_PRICE = 20
#: More pieces than this are said with what they are counted in; `A01 199` is a price.
MOST_UNMARKED = 99
_NO_NAME = spelt("บาท baht thb ฿ = @ :")
#: What a thing weighs or holds is part of its name.
_MEASURE = says(
    "^(?:ปอนด์|กรัม|ฟุต|หลา|วา|ชั้น(?! )|มล|มิล|ลิตร|ออนซ์|ซม|เซน|นิ้ว|กล่อง?ละ|เมตร|วัตต์|แคป|"
    "<(?:ml|g|kg|oz|cm|mm|inch|inches|lb|gb)>)"
)


#: `ข้าว 5 กิโล 2 ถุง`: what one of them weighs, where how many follows.
_WEIGHTS = spelt("กก กิโล กิโลกรัม โล ขีด")


@dataclass(slots=True)
class Pending:
    """The item being read."""

    words: list[Token] = field(default_factory=list)
    quantity: int | None = None
    unit: str = ""
    marked: bool = False
    unit_price: int | None = None
    bundle: int | None = None
    leads: bool = False  # the number came first: `2 black tees`


class Reader:
    """The words of a clause from left to right; at each a name goes on, a count closes it, a price belongs to it."""

    def __init__(self, words: Speech) -> None:
        self.words = words
        self.done: list[Pending] = []
        self.now = Pending()
        self.marked = False

    def read(self) -> list[Pending]:
        words = self.words
        while words.look().kind != "end":
            token = words.look()
            if token.kind in STOPS or (token.fold in JOINERS and self.now.words):
                words.take()
                self._close()
            elif token.text == MARK:
                words.take()
                if self.now.quantity is not None:
                    self._close()
            elif not (self._price() or self._count() or self._bundle()):
                self._name()
        self._close()
        return self.done

    def _close(self) -> None:
        if self.now.words or self.now.quantity is not None or self.now.unit_price is not None:
            self.done.append(self.now)
        self.now = Pending()

    def _name(self) -> None:
        token = self.words.take()
        if token.kind == "sign" or token.fold in _NO_NAME:
            return
        is_next = is_code(token) and self.now.words and not (token.glued or _is_about_size(self.now.words))
        if (self.now.quantity is not None and not self.now.leads) or is_next:
            self._close()
        self.now.words.append(token)

    def _price(self) -> bool:
        """`ตัวละ 180`, `@180`, `180 บาท`; with nothing before it, it is the price of what was said last."""
        words, token = self.words, self.words.look()
        following = words.look(1)
        is_each = token.text == "@" or token.fold == "ละ" or re.fullmatch(f"{UNIT}(?:ๆ)?ละ", token.text)
        is_priced = token.fold in ("ราคา", "price") or (token.fold == "at" and self.now.quantity is not None)
        if (is_each or is_priced) and following.kind == "number":
            words.take()
            self._take_price()
            return True
        ends_each = token.kind == "word" and following.kind == "number" and re.search(f"(?:{UNIT})?ละ$", token.text)
        if ends_each and token.text[: ends_each.start()]:
            words.take()
            rest = token.text[: ends_each.start()]
            self.now.words.append(Token("word", rest, rest.lower(), token.start, token.end, token.glued))
            self._take_price()
            return True
        if token.kind == "number" and following.fold in BAHT and (self.now.words or self.now.quantity is not None):
            if (
                self.now.quantity is not None
                and self.now.quantity > 1
                and words.token(words.at - 1).fold in CLASSIFIERS
            ):
                self.now.bundle = _satang(words.take())
            else:
                self._take_price()
            return True
        return False

    def _take_price(self) -> None:
        price = _satang(self.words.take())
        if self.words.look().fold in BAHT:
            self.words.take()
        about = self.now if self.now.words or self.now.quantity is not None or not self.done else self.done[-1]
        about.unit_price = price

    def _bundle(self) -> bool:
        """`3 ตัว 500`, `3 for 500`: money for all of them."""
        words, token = self.words, self.words.look()
        if self.now.quantity is None or self.now.bundle is not None:
            return False
        said_for = token.fold == "for" and words.look(1).kind == "number"
        number = words.look(1) if said_for else token
        price = _satang(number)
        follows = words.look(2 if said_for else 1)
        ends = follows.kind in STOPS or follows.fold in BAHT or follows.text == MARK or follows.kind == "sign"
        if price is None or price < LEAST_PRICE * 100 or not (said_for or (self.now.unit and ends)):
            return False
        words.at += 2 if said_for else 1
        if words.look().fold in BAHT:
            words.take()
        self.now.bundle = price
        return True

    def _count(self) -> bool:
        words, token = self.words, self.words.look()
        if token.fold == HALF_A_DOZEN or token.fold.startswith(HALF_A_DOZEN):
            words.take()
            return self._counted(6, "โหล", marked=True)
        if token.text == "*" and words.look(1).kind == "number":
            return self._times()
        if not is_plain_quantity(token) or _MEASURE.match(words.look(1).fold):
            return False
        following = words.look(1)
        unit = _unit_at(following)
        if unit in _WEIGHTS and words.look(2).kind == "number" and _unit_at(words.look(3)) is not None:
            return False
        if following.text == "*" and words.look(2).kind == "number":
            return self._product()
        if self.now.quantity is not None:
            goes_on = self.now.leads and bool(self.now.words)
            if not goes_on and (unit is None or is_label(words.token(words.at - 1))):
                return False
            self._close()
        if self.now.words and _is_about_size(self.now.words) and unit is None:
            return False
        if not (unit is not None or self._may_count(token, following)):
            return False
        words.take()
        leads = not self.now.words and not (self.done and self.done[-1].quantity is None)
        if unit is None:
            return self._counted(int(token.text), "", marked=False, leads=leads)
        words.take()
        if words.look().fold == "of":
            words.take()
            return self._counted(int(token.text) * CLASSIFIERS.get(unit, 1), unit, marked=True, leads=leads)
        return self._counted(int(token.text) * CLASSIFIERS.get(unit, 1), unit, marked=True)

    def _may_count(self, token: Token, following: Token) -> bool:
        """A bare number: behind a name it is how many unless the name goes on; before one only in English."""
        number = int(token.text)
        if not self.now.words:
            is_few = number < LEAST_PRICE or (number <= MOST_UNMARKED and self._is_priced())
            return (following.kind in STOPS or following.text == MARK) or (
                _is_latin(following) and is_few and not self._counts_later()
            )
        is_end = following.kind in {*STOPS, "sign"} or following.text == MARK or is_code(following)
        if number > MOST_UNMARKED:
            return False
        if is_end or following.fold in JOINERS or (following.fold == "for" and self.words.look(2).kind == "number"):
            return True
        if following.fold.startswith(("กับ", "และ", "แถม", "ละ", "พอ", "เลย", "ด้วย")):
            return True
        if following.kind == "number":
            return number < LEAST_PRICE
        is_thai = following.kind == "word" and not following.text[0].isascii()
        before = self.now.words[-1]
        return number < LEAST_PRICE and (is_thai or before.fold in SIZES or before.fold in COLOURS)

    def _counts_later(self) -> bool:
        """Another number of this clause is how many, so this one is part of the name."""
        index = self.words.at + 1
        while self.words.token(index).kind not in STOPS:
            after = self.words.token(index + 1)
            is_price = self.words.token(index - 1).text == "@"
            if (
                self.words.token(index).kind == "number"
                and not is_price
                and (after.kind in STOPS or _unit_at(after) is not None)
            ):
                return True
            index += 1
        return False

    def _is_priced(self) -> bool:
        """A price is said behind it, so this number is how many."""
        index = self.words.at
        while self.words.token(index).kind not in STOPS:
            index += 1
            if self.words.token(index).text == "@":
                return True
        return False

    def _times(self) -> bool:
        """`A01 * 2`."""
        self.words.take()
        token = self.words.take()
        if not is_plain_quantity(token):
            return True
        unit = _unit_at(self.words.look())
        if unit is not None:
            self.words.take()
        return self._counted(int(token.text) * CLASSIFIERS.get(unit or "", 1), unit or "", marked=True)

    def _product(self) -> bool:
        """`199 * 2`: the larger is the price, `2 * A01` the pieces."""
        words = self.words
        left, right = words.take(), words.look(1)
        words.at += 2
        small, large = sorted((left, right), key=lambda token: _satang(token) or 0)
        if not is_plain_quantity(small):
            return True
        self._counted(int(small.text), "", marked=True)
        if (_satang(large) or 0) >= LEAST_PRICE * 100:
            self.now.unit_price = _satang(large)
        if _unit_at(words.look()) is not None:
            words.take()
        return True

    def _counted(self, pieces: int, unit: str, *, marked: bool, leads: bool = False) -> bool:
        if not self.now.words and self.done and self.done[-1].quantity is None and not self.done[-1].bundle:
            self.now = self.done.pop()
        self.now.quantity = min(pieces, 9_999)
        self.now.unit = unit
        self.now.leads = leads and _is_latin(self.words.look())
        self.marked |= marked
        return True


def _is_latin(token: Token) -> bool:
    return token.kind == "word" and token.text[0].isascii() and token.text[0].isalpha()


def _unit_at(token: Token) -> str | None:
    """The unit a word is, or begins with (`ตัวเลย`), never the unit of a price (`ตัวละ`)."""
    if token.kind != "word" or token.fold.endswith("ละ"):
        return None
    if token.fold in CLASSIFIERS:
        return token.fold
    begins = re.match(f"({UNIT})(?:เลย|ด้วย|พอ|ก่อน|หน่อย|นี้|แล้ว|จ้า|ก็พอ|อะ|ให้|ที|เท่านั้น|ไหม|ได้|ก็|อีก)+$", token.fold)
    return begins[1] if begins else None


def _is_about_size(words: list[Token]) -> bool:
    return is_label(words[-1]) or words[-1].fold.endswith("ที่")


def _satang(token: Token) -> int | None:
    read = amount(token.text) if token.kind == "number" else None
    return read if isinstance(read, int) else None
