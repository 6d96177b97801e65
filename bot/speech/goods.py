"""Goods out of what was said: a name, how many, in what, for how much, in any of the usual orders.

`A01 2 ตัว`, `ดำ2 ขาว1 ไซส์ L หมดเลย`, `199x2`, `โต๊ะ 2 ตัว ตัวละ 1500`, `3 ตัว 500`, `แถมสำลี1`, `A01 กับ A02 อย่างละ 2`,
`2 black tees`. A number behind a size, a room or a model is part of the name; the last number that can be how many is
it.
"""

import re
from dataclasses import dataclass, replace

from bot.speech.counting import UNIT
from bot.speech.meaning import Item
from bot.speech.naming import is_variant, named, naming
from bot.speech.saying import COLOURS, SIZES, says
from bot.speech.scanning import LEAST_PRICE, Pending, Reader
from bot.words import Speech, is_code

MOST_ITEMS = 40
_ALL_SIZED = says(r"(?:ไซส์|size|เบอร์) ([a-z0-9]{1,4}) (?:หมด|ทั้งหมด|ทุกตัว|ทุกสี|ทุกอัน|ล้วน|ทั้งคู่|all)\S*")
_EACH = says(
    r"(?:อย่าง|สี|ไซส์|แบบ|ลาย|รส|กลิ่น)ละ (\d{1,4})?(?: {unit})?",
    r"<(\d{1,2}) (?:of )?each>(?: colou?r)?",
    r"<each (\d{1,2})>",
)
_EACH_AT = re.compile(
    r"(?:\bat\s*)?฿?\b(\d[\d,]*(?:\.\d+)?)\s*(?:baht\s*)?(?:each|per piece|a piece|apiece)\b", re.IGNORECASE
)
_GLUED_X = re.compile(
    r"(?<=[\w)])[x*](?=\d{1,6}\b)|(?<=\d)[x*](?=\s?\d)|(?<![\w])[x*](?=\d)|(?<=\s)[x*](?=\s\d{1,4}\b)",
    re.IGNORECASE | re.ASCII,
)
#: `1 แก้วกับเค้ก`: the next thing begins behind what the first is counted in.
_AND = re.compile(f"(\\d\\s?{UNIT})(กับ|และ)(?=[\u0e01-\u0e4eA-Za-z])")
#: `L 1 ตัว`: how many of them, behind a name. A bare number may belong to the name.
_COUNTED = re.compile(f"(?<=\\S)\\s+([1-9]\\d{{0,2}})\\s?{UNIT}\\s*$", re.IGNORECASE)
_SUM = re.compile(r"=\s*[\d,.]+")
#: `1) แชมพู 2 ขวด 2) ครีมนวด 1 ขวด`, `- เสื้อดำ 2 - หมวก 1`: a list, where it begins with one.
_LISTED = re.compile(r"(?<!\S)1\s?[).]\s?(?=[\u0e01-\u0e4ea-z])", re.IGNORECASE)
_PLACE = re.compile(r"(?<![\d@.])\s*(?<!\S)\d{1,2}\s?[).]\s?(?=[\u0e01-\u0e4ea-z])", re.IGNORECASE)
_DASH = re.compile(r"(?<!\S)[-•]\s?(?=[\u0e01-\u0e4e])")
#: A telephone number behind a name counts nothing.
_PHONE = re.compile(r"(?<![\d.,-])(?:\+?66|0)[ -]?\d(?:[ -]?\d){7,8}(?!\d)")
#: `ขาวXL2`: two of the size.
_SIZE_COUNT = re.compile(
    (r"(?<=[\u0e01-\u0e4e])(\s?(?:[2-5]xl|x{0,3}[sl]|m|f))(\d{1,2})(?![\w.%-])"), re.IGNORECASE | re.ASCII
)
#: `2 more C04` is two of it.
_MORE = re.compile(r"(?<=\d)\s+more\b(?=\s+\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Goods:
    """`marked`: some count was written in a way only goods are (`2 ตัว`, `x2`); `counted`: every item says how many."""

    items: tuple[Item, ...] = ()
    marked: bool = False

    @property
    def counted(self) -> bool:
        return bool(self.items) and all(item.quantity is not None for item in self.items)

    @property
    def coded(self) -> bool:
        return any(is_code(Speech(word).look()) for item in self.items for word in item.query.split()[:3])


def instead(now: str, was: str) -> Item:
    """Another in the place of `was`: `L`, and of some pieces only `L 1 ตัว`."""
    counted = _COUNTED.search(now)
    if counted is None:
        return Item(naming(now), was=naming(was))
    return Item(naming(now[: counted.start()]), int(counted[1]), was=naming(was))


def goods_in(text: str) -> Goods:
    """The goods of a clause from which everything else has been taken."""
    text = _AND.sub(r"\1 \2 ", _EACH_AT.sub(_at, _in_a_row(text)))
    sized = _ALL_SIZED.search(text.lower())
    each = _EACH.search(text.lower())
    for found in (sized, each):
        if found is not None:
            text = text[: found.start()] + " " * (found.end() - found.start()) + text[found.end() :]
    text = _SUM.sub(" ", _GLUED_X.sub(" * ", text))
    reader = Reader(Speech(text))
    items = [item for item in map(_item, reader.read()) if item is not None][:MOST_ITEMS]
    if sized is not None:
        items = [replace(item, query=f"{item.query} {sized[1].upper()}".strip()) for item in items]
    marked = reader.marked
    if each is not None:
        pieces = int(next((part for part in each.groups() if part), "1"))
        items = _each(items, pieces)
        marked = True
    return Goods(tuple(_shared_names([one for item in _joined(items) for one in _colours(item)])), marked)


def _in_a_row(text: str) -> str:
    """A list as it is said in one breath, with nothing in it that only looks like a count."""
    text = _MORE.sub("", _DASH.sub(", ", _PHONE.sub(" ", text)))
    text = _SIZE_COUNT.sub(r"\1 \2", text)
    return _PLACE.sub(", ", text) if _LISTED.search(text) else text


def _at(found: re.Match[str]) -> str:
    """`450 each` is a price, `2 each` is how many."""
    return f" @{found[1]} " if len(found[1]) > 2 or int(found[1]) >= LEAST_PRICE else found[0]


def _each(items: list[Item], pieces: int) -> list[Item]:
    """`A01 กับ A02 อย่างละ 2`: each of those named; none named: each of those offered."""
    named = [
        replace(item, query=name, quantity=pieces)
        for item in items
        if item.query and item.quantity is None
        for name in _apart(item.query)
    ]
    return [replace(item, query="*") if _ANY.search(item.query) else item for item in named] or [Item("*", pieces)]


_ANY = says("^(?:ทุก|ทั้ง)(?:สี|แบบ|ลาย|อัน|อย่าง|ไซส์|ตัว|รส|กลิ่น|หมด|\\d)+$", "^<all>")


def _apart(name: str) -> list[str]:
    """`ดำกับขาว`, `ดำ ขาว`: two things said in one breath."""
    parts = [part for part in re.split(r"\s*(?:กับ|และ|&|\+|,|/|\band\b)\s*", name) if part]
    words = name.split()
    colours = [word for word in words[1:] if word.lower().removeprefix("สี") in COLOURS]
    if len(colours) > 1 and not is_variant(words[0]) and all(map(is_variant, words[1:])):
        sizes = [word for word in words[1:] if word not in colours]
        return [" ".join((words[0], colour, *sizes)) for colour in colours]
    return (
        words if len(words) > 1 and all(is_variant(word) or is_code(Speech(word).look()) for word in words) else parts
    )


def _joined(items: list[Item]) -> list[Item]:
    """`2 คู่ | เบอร์ 39` is one thing: what says only how many takes the size said beside it."""
    if len(items) == 2 and sum(not item.query for item in items) == 1:
        nameless, named = sorted(items, key=lambda item: bool(item.query))
        if named.quantity is None and nameless.quantity is not None:
            return [replace(nameless, query=named.query)]
    return [item for item in items if item.query or item.quantity is not None or item.unit_price is not None]


def _colours(item: Item) -> list[Item]:
    """`ขาว ดำ เทา` without a count are three."""
    words = item.query.split()
    are_colours = len(words) > 1 and all(word.lower().removeprefix("สี") in COLOURS for word in words)
    return [replace(item, query=word) for word in words] if are_colours and item.quantity is None else [item]


def _shared_names(items: list[Item]) -> list[Item]:
    """`ลิปเบอร์ 03 2 แท่ง เบอร์ 07 1 แท่ง`: the second is a lipstick too."""
    named: list[Item] = []
    head = label = ""
    for item in items:
        of_kind = _KIND.search(item.query)
        if of_kind and of_kind[1]:
            head, label = of_kind[1], of_kind[2]
        elif of_kind and of_kind[2] == label and head:
            item = replace(item, query=head + item.query)
        elif named and item.quantity is not None and (kind := _of_kind(named[-1].query, item.query)):
            item = replace(item, query=f"{kind} {item.query}")
        named.append(item)
    return named


def _of_kind(name: str, other: str) -> str:
    """`เดรสลินิน XL` is a kind in a size; what is said next in another size is of that kind."""
    kind, _, variant = name.rpartition(" ")
    same = any({variant.lower(), other.lower()} <= words for words in (COLOURS, SIZES))
    return kind if same and kind and not is_variant(kind) else ""


_KIND = re.compile(r"^([^\d]*?\s?)(เบอร์|สี|รุ่น|ลาย|รส|กลิ่น|สูตร|no\.?)\s*\d{1,3}$", re.IGNORECASE)


def _item(pending: Pending) -> Item | None:
    name, free = named(pending.words)
    price = 0 if free and pending.unit_price is None else pending.unit_price
    if not name and pending.quantity is None and price is None:
        return None
    return Item(name, pending.quantity, pending.unit, price, pending.bundle)
