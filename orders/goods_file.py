"""The catalogue as a spreadsheet: reading a CSV file of goods strictly, and writing one. Pure.

Row numbers are those a spreadsheet shows: the header is row 1, blank rows count.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from orders.catalogue import key
from orders.money import MOST_A_LINE, baht, satang

REQUIRED = ("sku", "name", "price")
COLUMNS = (*REQUIRED[:2], "name_en", "price", "stock", "aliases", "weight_g", "image_url", "options")

LONGEST = {"sku": 60, "name": 200, "name_en": 200, "aliases": 200, "options": 100, "image_url": 2000}
MOST_ALIASES = 50
MOST_OPTIONS = 20
MOST_STOCK = 1_000_000_000
MOST_GRAMS = 1_000_000

#: A spreadsheet takes a cell that begins so for a formula. https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
#: Control characters and turns of the reading direction have no place in a name.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Goods:
    """One row. `price` in satang; `stock` None: not counted; `row` 0: not from a file."""

    sku: str
    name: str
    price: int
    name_en: str = ""
    stock: int | None = None
    aliases: tuple[str, ...] = ()
    weight_g: int | None = None
    image_url: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    row: int = 0


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong: a key of templates/words `console.goods.<reason>` and its facts. `row` 0: the file as a whole."""

    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)
    row: int = 0
    sku: str = ""


@dataclass(frozen=True, slots=True)
class GoodsFile:
    """A file without a mistake. What is not in `columns` was not said: known products keep theirs."""

    columns: tuple[str, ...]
    goods: tuple[Goods, ...]


def read_goods(data: bytes) -> GoodsFile | list[Mistake]:
    """The goods of a CSV file (UTF-8, with or without BOM), or every mistake in it in the order of the rows."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [Mistake("not_utf8", {"line": data[: error.start].count(b"\n") + 1})]
    table = _rows(text)
    if isinstance(table, Mistake):
        return [table]
    if not table:
        return [Mistake("empty_file")]
    header = [cell.strip().casefold() for cell in table[0]]
    while header and not header[-1]:
        header.pop()
    if wrong := _wrong_in_header(header):
        return wrong
    return _read_rows(header, table[1:])


def write_goods(goods: Iterable[Goods]) -> str:
    """The same columns as are read; reading the text gives the same goods again."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for item in goods:
        cells = {
            "sku": item.sku,
            "name": item.name,
            "name_en": item.name_en,
            "price": baht(item.price),
            "stock": "" if item.stock is None else str(item.stock),
            "aliases": "|".join(item.aliases),
            "weight_g": "" if item.weight_g is None else str(item.weight_g),
            "image_url": item.image_url,
            "options": "; ".join(f"{name}={value}" for name, value in item.options.items()),
        }
        writer.writerow(guarded(cells[column]) for column in COLUMNS)
    return out.getvalue()


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: what begins like one gets a leading `'`."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def _rows(text: str) -> list[list[str]] | Mistake:
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        return Mistake("broken_quotes", row=len(rows) + 1)
    return rows


def _wrong_in_header(header: Sequence[str]) -> list[Mistake]:
    known = ", ".join(COLUMNS)
    wrong = [Mistake("unknown_column", {"column": name, "known": known}) for name in header if name not in COLUMNS]
    wrong += [Mistake("double_column", {"column": name}) for name in COLUMNS if header.count(name) > 1]
    wrong += [Mistake("missing_column", {"column": name}) for name in REQUIRED if name not in header]
    return wrong


def _read_rows(header: Sequence[str], rows: Sequence[Sequence[str]]) -> GoodsFile | list[Mistake]:
    goods: list[Goods] = []
    mistakes: list[Mistake] = []
    first_row: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        cells = [_unguarded(cell.strip()).strip() for cell in row]
        if not any(cells):
            continue
        named = dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=False))
        sku = " ".join(named["sku"].split())
        wrong: list[tuple[str, dict[str, object]]] = []
        if any(cells[len(header) :]):
            wrong.append(("too_many_cells", {}))
        if sku and first_row.setdefault(key(sku), number) != number:
            wrong.append(("double_sku", {"column": "sku", "first": first_row[key(sku)]}))
        item = _read_row(named, number, wrong)
        mistakes += [Mistake(reason, facts, number, sku) for reason, facts in wrong]
        if item is not None and not wrong:
            goods.append(item)
    return mistakes or GoodsFile(tuple(header), tuple(goods))


def _read_row(named: Mapping[str, str], number: int, wrong: list[tuple[str, dict[str, object]]]) -> Goods | None:
    values: dict[str, Any] = {"row": number}
    for column, cell in named.items():
        try:
            values[column] = _READERS[column](column, cell)
        except _Wrong as mistake:
            wrong.append((mistake.reason, {"column": column, "value": cell} | mistake.facts))
    return None if wrong else Goods(**values)


class _Wrong(Exception):
    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason, self.facts = reason, facts


def _words(column: str, cell: str, part: str | None = None) -> str:
    """Text as people see it: no double spaces, nothing invisible."""
    text = " ".join((cell if part is None else part).split())
    if _UNSEEN.search(text):
        raise _Wrong("unseen_characters")
    if len(text) > LONGEST[column]:
        raise _Wrong("too_long", most=LONGEST[column])
    return text


def _sku(column: str, cell: str) -> str:
    sku = _needed(column, cell)
    if len(key(sku)) > LONGEST[column]:
        raise _Wrong("too_long", most=LONGEST[column])
    return sku


def _needed(column: str, cell: str) -> str:
    text = _words(column, cell)
    if not text:
        raise _Wrong("missing")
    return text


def _price(column: str, cell: str) -> int:
    if not cell:
        raise _Wrong("missing")
    price = satang(cell)
    if price is None:
        raise _Wrong("not_an_amount")
    if price > MOST_A_LINE:
        raise _Wrong("too_dear", most=f"{MOST_A_LINE // 100:,}")
    return price


def _whole(most: int) -> Callable[[str, str], int | None]:
    def read(column: str, cell: str) -> int | None:
        digits = cell.replace(",", "")
        if not digits:
            return None
        if not digits.isdecimal():
            raise _Wrong("not_whole")
        if len(digits.lstrip("0")) > len(str(most)) or int(digits) > most:
            raise _Wrong("too_many", most=f"{most:,}")
        return int(digits)

    return read


def _aliases(column: str, cell: str) -> tuple[str, ...]:
    aliases = dict.fromkeys(filter(None, (_words(column, cell, part) for part in cell.split("|"))))
    if len(aliases) > MOST_ALIASES:
        raise _Wrong("too_many_parts", most=MOST_ALIASES)
    return tuple(aliases)


def _image_url(column: str, cell: str) -> str:
    url = _words(column, cell)
    try:
        parts = urlsplit(url)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in url
    except ValueError:
        is_address = False
    if url and not is_address:
        raise _Wrong("not_an_address")
    return url


def _options(column: str, cell: str) -> dict[str, str]:
    options: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in cell.split(";"))):
        name, equals, value = (_words(column, cell, text) for text in part.partition("="))
        if not (name and equals and value) or name in options:
            raise _Wrong("not_options")
        options[name] = value
    if len(options) > MOST_OPTIONS:
        raise _Wrong("too_many_parts", most=MOST_OPTIONS)
    return options


_READERS: Mapping[str, Callable[[str, str], Any]] = {
    "sku": _sku,
    "name": _needed,
    "name_en": _words,
    "price": _price,
    "stock": _whole(MOST_STOCK),
    "aliases": _aliases,
    "weight_g": _whole(MOST_GRAMS),
    "image_url": _image_url,
    "options": _options,
}
