"""What is written on the goods, indexed: which have a word, a part of a Thai name, a choice. Positions, not rows.

Everything is folded (`orders.finding.spelling`). A part of a Thai name, and what only sounds alike, is found by groups
of three letters without tone marks, so that no list of Thai words is needed. Groups point at names and words, of which
a shop has far fewer than goods.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from orders.finding.options import CODE_LABELS, COLOURS, KNOWN, LABELS, is_colour, meanings
from orders.finding.reading import Atom, Choice, Choices, Part, Token, Way, Word
from orders.finding.spelling import LOOKS_LIKE, fold, forms, is_thai, key, squeezed, squeezed_words, toneless, words

if TYPE_CHECKING:
    from orders.catalogue import Product

Positions = defaultdict[str, list[int]]
NOWHERE: list[int] = []
#: The rarest groups of letters say most.
ENOUGH_GROUPS = 4
#: How many places of the index are looked up for what sounds alike, and how many texts are compared letter by letter.
MOST_LOOKED_UP = 6_000
MOST_COMPARED = 60

_JOINT = re.compile("[-/.]")


class Name(NamedTuple):
    """A name taken apart. `spelt`: in one word; `thai`: its Thai letters alone; `foreign`: forms of its other words."""

    words: list[str]
    spelt: str
    thai: str
    foreign: set[str]


@lru_cache(maxsize=1_000)
def _apart(text: str) -> Name:
    """Variants stand together and share their names, so few need to be remembered."""
    said = words(fold(text))
    thai = ""
    foreign: set[str] = set()
    for word in said:
        if is_thai(word):
            thai += word
        else:
            foreign.update(forms(word))
    return Name(said, squeezed_words(said), thai, foreign)


@dataclass(frozen=True, slots=True)
class Label:
    """The names on one product. `code`: its SKU in one word; `named`: words as they stand there, and the code; `forms`:
    these as they are compared; `thai`: the Thai names; `spelt`: each name in one word; `meanings`: its choices."""

    code: str
    named: frozenset[str]
    forms: frozenset[str]
    thai: tuple[str, ...]
    spelt: tuple[str, ...]
    meanings: frozenset[str]


class Shelf:
    """All goods of one shop."""

    def __init__(self, products: Iterable["Product"], choices: Choices | None = None) -> None:
        """`choices`: of the whole shop, when these are only some of its goods."""
        self.products = list({product.sku_key: product for product in products if product.active}.values())
        self.codes: Positions = defaultdict(list)
        self.series: Positions = defaultdict(list)
        self.titles: Positions = defaultdict(list)
        self.names: Positions = defaultdict(list)
        self.words: Positions = defaultdict(list)
        self.choices: Positions = defaultdict(list)
        #: Thai names and foreign words: what is searched by groups of letters.
        self.texts: Positions = defaultdict(list)
        self._told: dict[str, frozenset[str]] = {}
        self._meanings = {value: meanings(value) for product in self.products for value in product.options.values()}
        labels = {label for product in self.products for label in product.options}
        self.said_of = choices or Choices.of(labels, chain.from_iterable(self._meanings.values()))
        for position, product in enumerate(self.products):
            self._put(position, product)
        self._spellings = [text for text in self.texts if is_thai(text)]
        self._bare = [toneless(text) for text in self._spellings]
        self._groups: defaultdict[str, list[int]] = defaultdict(list)
        for number, bare in enumerate(self._bare):
            for group in groups(bare):
                self._groups[group].append(number)

    def label(self, position: int) -> Label:
        product = self.products[position]
        code, names = squeezed(product.sku), _names(product)
        return Label(
            code,
            frozenset({squeezed_words([word]) for name in names for word in name.words} | {code}),
            frozenset({code}.union(*(name.foreign for name in names))),
            tuple(name.thai for name in names if name.thai),
            tuple(name.spelt for name in names if name.spelt),
            frozenset(self._chosen(product, names[0].thai, set().union(*(name.foreign for name in names)))),
        )

    def exactly(self, query: str) -> list[int]:
        """Those whose code, else whole name or alias, is this. Of two that fold alike the one written so."""
        plain, folded = key(query), squeezed(query)
        plainly = [n for n in self.names.get(folded, NOWHERE) if not self.products[n].options]
        for found in (self.codes.get(folded, NOWHERE), self.titles.get(folded, NOWHERE) + plainly):
            if len(found) > 1:
                found = [position for position in found if plain in _as_written(self.products[position])] or found
            if found:
                return found
        return NOWHERE

    def knows(self, word: str) -> bool:
        """Whether it stands on any of the goods, or is a colour or size at all, or what stands before one."""
        return (
            word in KNOWN
            or word in LABELS
            or any(forms(word)[0] in known for known in (self.words, self.names, self.codes))
        )

    def coded(self, query: str) -> list[int]:
        """`รหัส A01`, `code A01`; `เบอร์ 39` may as well be a size."""
        said = words(fold(query))
        code = squeezed_words(said[1:])
        fits = len(said) > 1 and said[0] in CODE_LABELS and not (said[0] in LABELS and code.isdigit())
        return self.codes.get(code, NOWHERE) if fits else NOWHERE

    def explaining(self, token: Token, *, marks: bool) -> set[int]:
        """Those on which one of the token's ways is found; without `marks`, whatever the tone marks."""
        return set[int]().union(*(self._with_all(way, marks) for way in token.ways))

    def choosing(self, choice: Choice) -> set[int]:
        return set[int]().union(*(self.choices.get(meaning, NOWHERE) for meaning in choice.meanings))

    def near(self, said: str) -> list[str]:
        """Thai names that share the most groups of letters with this one, looked up from the rarest on."""
        shared: Counter[int] = Counter()
        for numbers in sorted((self._groups.get(group, NOWHERE) for group in groups(toneless(said))), key=len):
            shared.update(numbers[:MOST_LOOKED_UP])
            if shared.total() > MOST_LOOKED_UP:
                break
        return [self._spellings[number] for number, _ in shared.most_common(MOST_COMPARED)]

    @cached_property
    def beginning(self) -> dict[str, list[str]]:
        """Foreign words by their first letter."""
        words: dict[str, list[str]] = {}
        for text in self.texts:
            if not is_thai(text):
                words.setdefault(text[0], []).append(text)
        return words

    @cached_property
    def looks(self) -> Positions:
        """Codes as they look to who takes O for 0."""
        looks: Positions = defaultdict(list)
        for code, positions in self.codes.items():
            looks[code.translate(LOOKS_LIKE)] += positions
        return looks

    def _put(self, position: int, product: "Product") -> None:
        code, names, options = words(fold(product.sku)), _names(product), _options(product)
        foreign = set[str]().union(*[name.foreign for name in names])
        self.codes[squeezed_words(code)].append(position)
        if len(code) > 1 or (code and not code[0].isalnum()):
            _note(self.series, {code[0], _JOINT.split(code[0])[0]}, position)
        _note(self.names, {name.spelt for name in names}, position)
        if options:
            behind = "".join([option.spelt for option in options])
            own = 2 if product.name_en else 1
            _note(
                self.titles,
                {name.spelt + behind if at < own else name.spelt for at, name in enumerate(names)},
                position,
            )
        _note(self.words, _written(names, options) | foreign, position)
        _note(self.choices, self._chosen(product, names[0].thai, foreign), position)
        _note(self.texts, {name.thai for name in names} | foreign, position)

    def _chosen(self, product: "Product", thai: str, foreign: set[str]) -> set[str]:
        """The meanings of its options; and the colours its name tells, unless it comes in colours."""
        chosen = {meaning for value in product.options.values() for meaning in self._meanings[value]}
        if any(is_colour(meaning) for meaning in chosen):
            return chosen
        if thai not in self._told:
            in_name = [COLOURS[word] for word in self.said_of.inside.findall(thai) if word in COLOURS]
            self._told[thai] = frozenset[str]().union(*in_name)
        return chosen.union(self._told[thai], *[COLOURS[word] for word in foreign & COLOURS.keys()])

    def _with_all(self, way: Way, marks: bool) -> set[int]:
        return reduce(lambda found, atom: found and found & self._with(atom, marks), way[1:], self._with(way[0], marks))

    def _with(self, atom: Atom, marks: bool) -> set[int]:
        match atom:
            case Word(text):
                return set().union(*(found.get(text, NOWHERE) for found in (self.words, self.names, self.codes)))
            case Choice():
                return self.choosing(atom)
            case Part(text):
                return self._with_part(text, marks)

    def _with_part(self, part: str, marks: bool) -> set[int]:
        bare = toneless(part)
        texts, text = (self._spellings, part) if marks else (self._bare, bare)
        inside = {bare[at : at + 3] for at in range(len(bare) - 2)}
        placed = sorted((self._groups.get(group, NOWHERE) for group in inside), key=len)[:ENOUGH_GROUPS]
        numbers: Iterable[int] = set(placed[0]).intersection(*placed[1:]) if placed else range(len(texts))
        return set(chain.from_iterable(self.texts[self._spellings[n]] for n in numbers if text in texts[n]))


def groups(text: str) -> set[str]:
    """Every three letters that stand together; a space begins and ends the word."""
    padded = f" {text} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def _names(product: "Product") -> list[Name]:
    """The name, the English one when there is one, the aliases."""
    return [_apart(product.name), *(_apart(name) for name in (product.name_en, *product.aliases) if name)]


def _options(product: "Product") -> list[Name]:
    return [_apart(value) for value in product.options.values()]


def _written(names: list[Name], options: list[Name]) -> set[str]:
    """Words of the names of several words (of one, the name is the word), and of the options."""
    written = {word for name in names if len(name.words) > 1 for word in name.words if is_thai(word)}
    for option in options:
        written.update(option.words, option.foreign, (option.spelt,))
    return written


def _note(positions: Positions, texts: Iterable[str], position: int) -> None:
    for text in texts:
        if text:
            positions[text].append(position)


def _as_written(product: "Product") -> set[str]:
    return {key(text) for text in (product.sku, product.title, product.title_en, product.name, *product.aliases)}
