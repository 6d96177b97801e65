"""Finding goods by what people call them: certain, asked about, or not known; never the wrong ones in silence.

A query is looked up whole first: as a code, name or alias. Else every word of it has to be explained by the same
product, as a word of its name, a part of its Thai name (Thai has no spaces) or a choice it comes in. One product that
explains all of it is found; several, or what only sounds alike, are asked about. All of that is sets of positions out
of one index (`orders.finding.shelf`), so that ten thousand products are as quick as ten.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import TYPE_CHECKING

from orders.finding.reading import Reading, read
from orders.finding.shelf import NOWHERE, Label, Shelf
from orders.finding.sounding import alike, codes_alike
from orders.finding.spelling import forms, is_thai, key, singular, squeezed, toneless

if TYPE_CHECKING:
    from orders.catalogue import Product

#: As many as a chat has quick replies: https://developers.line.biz/en/docs/messaging-api/using-quick-reply/
MOST_OFFERED = 13
#: Longer than any name with its options: a letter, not a name.
LONGEST = 300
MOST_WORDS = 16
#: A slip in the tone marks of a shorter word makes another word of it: a mat is no shirt.
SURE_WITHOUT_MARKS = 6
#: Three letters begin too many names: eggs are no pearls (`ไข่`, `ไข่มุก`).
SHORTEST_PART = 4


@dataclass(frozen=True, slots=True)
class Found:
    """Exactly this product was meant."""

    product: "Product"


@dataclass(frozen=True, slots=True)
class Several:
    """Any of these may have been meant: ask, never guess. Best first."""

    products: tuple["Product", ...]


@dataclass(frozen=True, slots=True)
class NotFound:
    pass


class Catalogue:
    """All goods of one shop, ready to be found by what people call them."""

    def __init__(self, products: Iterable["Product"]) -> None:
        self._shelf = Shelf(products)
        self.products = self._shelf.products
        self.by_sku = {product.sku_key: product for product in self.products}

    def find(self, query: str, *, among: Sequence["Product"] | None = None) -> Found | Several | NotFound:
        """The product called `query`. `among`: the goods that are being talked about (a product that was answered to,
        with its variants; the draft's lines). Of those a colour, a size or `อันนี้` is enough."""
        if len(query) > LONGEST:
            return NotFound()
        if among is None:
            return _find(self._shelf, query, in_context=False)
        return _find(Shelf(among, self._shelf.said_of), query, in_context=True)

    def search(self, query: str) -> list["Product"]:
        """Everything a query may mean, for people who look through a list: what has all its words as they were typed,
        else all that explains it, else what sounds alike."""
        parts = key(query[:LONGEST]).split()[:MOST_WORDS]
        if typed := [n for n, text in enumerate(self._texts) if all(part in text for part in parts)]:
            return [self.products[position] for position in typed]
        reading = read(query[:LONGEST], self._shelf.said_of, self._shelf.knows)
        if 0 < len(reading.tokens) <= MOST_WORDS:
            for marks in (True, False):
                if explained := _explained(self._shelf, reading, marks=marks):
                    return [self.products[position] for position in _of_that_name(self._shelf, reading, explained)]
        match self.find(query):
            case Found(product):
                return [product]
            case Several(products):
                return list(products)
        return []

    @cached_property
    def families(self) -> list[list["Product"]]:
        """All goods, with what differs only in options together."""
        by_name: dict[str, list[Product]] = {}
        for product in self.products:
            by_name.setdefault(key(product.name), []).append(product)
        return list(by_name.values())

    @cached_property
    def _texts(self) -> list[str]:
        return [key(" ".join([p.sku, p.title, p.title_en, *p.aliases])) for p in self.products]

    def variants_of(self, product: "Product") -> list["Product"]:
        """All that share its name, itself among them: what `อย่างละ 1` means."""
        name = key(product.name)
        same = self._shelf.names.get(squeezed(product.name), NOWHERE)
        return [variant for variant in map(self.products.__getitem__, same) if key(variant.name) == name]


def _find(shelf: Shelf, query: str, *, in_context: bool) -> Found | Several | NotFound:
    if found := shelf.exactly(query) or shelf.coded(query):
        return _answer(shelf, found, sure=True)
    reading = read(query, shelf.said_of, shelf.knows)
    if in_context and reading.points and not reading.tokens:
        return _answer(shelf, range(len(shelf.products)), sure=True)
    if not 0 < len(reading.tokens) <= MOST_WORDS:
        return NotFound()
    for marks in (True, False):
        if explained := _explained(shelf, reading, marks=marks):
            found = _of_that_name(shelf, reading, explained)
            sure = len(found) == 1 and _is_sure(shelf.label(found[0]), reading, marks=marks, in_context=in_context)
            return _answer(shelf, found, sure=sure)
    near = shelf.series.get(squeezed(query)) or codes_alike(shelf, query) or alike(shelf, reading)
    return _answer(shelf, near, sure=False)


def _answer(shelf: Shelf, positions: Sequence[int], *, sure: bool) -> Found | Several | NotFound:
    if not positions:
        return NotFound()
    products = [shelf.products[position] for position in positions[:MOST_OFFERED]]
    return Found(products[0]) if sure and len(positions) == 1 else Several(tuple(products))


def _explained(shelf: Shelf, reading: Reading, *, marks: bool) -> set[int]:
    """Those that explain every word. A choice means an option that is just this, before one that only has the word:
    "blue" is no "light blue" where there is a blue one."""
    named = [shelf.explaining(token, marks=marks) for token in reading.named]
    found = reduce(set.__and__, named) if named else set(range(len(shelf.products)))
    for token in reading.tokens:
        if token.choice and found:
            found = found & shelf.choosing(token.choice) or found & shelf.explaining(token, marks=marks)
    return found


def _of_that_name(shelf: Shelf, reading: Reading, explained: set[int]) -> list[int]:
    """Who says the whole name means those called so, and not what has a longer name. Short names first."""
    for name in reading.names:
        if called := explained.intersection(shelf.names.get(name, NOWHERE)):
            return sorted(called)
    return sorted(explained, key=lambda position: (len(shelf.products[position].name), position))


def _is_sure(label: Label, reading: Reading, *, marks: bool, in_context: bool) -> bool:
    """Whether the one product that explains all can only be meant. A choice alone names nothing, out of context."""
    thai = [token for token in reading.named if is_thai(token.text)]
    slips = [] if marks else [token.name for token in thai if not any(token.name in name for name in label.thai)]
    if any(len(toneless(name)) < SURE_WITHOUT_MARKS for name in slips):
        return False
    if in_context:
        return True
    return _has_choices(label, reading) and (
        _names_foreign(label, reading)
        or _names_thai([token.text for token in thai], label, reading)
        or _names_thai([token.name for token in thai], label, reading)
    )


def _has_choices(label: Label, reading: Reading) -> bool:
    """Every choice that was said is one of its own, or part of its name; not only a word of a choice."""
    chosen = [token for token in reading.tokens if token.choice]
    return all(not label.meanings.isdisjoint(t.choices[0].meanings) or forms(t.text)[0] in label.forms for t in chosen)


def _names_foreign(label: Label, reading: Reading) -> bool:
    """A foreign word names what has it; a lone one as it is written there, or as all of its name. Numbers are codes."""
    said = [token.text for token in reading.named if not is_thai(token.text)]
    if label.code in map(squeezed, said):
        return True
    naming = [word for word in said if len(word) > 1 and not word.isdigit()]
    if len(reading.tokens) == 1:
        return any(squeezed(word) in label.named or forms(word)[0] in map(singular, label.spelt) for word in naming)
    return any(form in label.forms or form in label.spelt for word in naming for form in forms(word))


def _names_thai(said: list[str], label: Label, reading: Reading) -> bool:
    """A Thai name is named by its beginning, or by more than half of it, for which choices count half."""
    named = sum(map(len, said))
    chosen = sum(len(token.text) for token in reading.tokens if is_thai(token.text)) - named
    for part in map(toneless, said):
        for name in map(toneless, label.thai):
            is_half = 2 * named + chosen > len(name)
            if part == name or (len(part) >= SHORTEST_PART and (name.startswith(part) or (is_half and part in name))):
                return True
    return False
