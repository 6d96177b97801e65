"""What was said of goods, word by word, and what each word may be: a word of a name, a part of one, a choice. Pure."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from orders.finding.options import (
    KNOWN,
    LABELS,
    NO_LABELS,
    POINTING,
    SIZES,
    THAI_LABELS,
    meanings,
    without_label,
)
from orders.finding.spelling import fold, forms, is_thai, squeezed, squeezed_words, words

SHORTEST_PART = 3
LONGEST_WORD = 60
#: More of a shop's own choices than these are not looked for inside Thai words.
MOST_CHOICES = 500
#: Thai words that are written together with the name before them.
_POINTING_ENDINGS = tuple(sorted(word for word in POINTING if is_thai(word) and len(word) > 3))


@dataclass(frozen=True, slots=True)
class Word:
    """A whole word of the name, the code, an alias or an option."""

    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """Letters that stand together somewhere in a Thai name."""

    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of any of these meanings."""

    meanings: frozenset[str]


Atom = Word | Part | Choice
Way = tuple[Atom, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """One thing said, explained when every atom of one of its `ways` is.

    `choice`: a colour or size of the tables, or what stood behind `สี`, `size`: by itself it names nothing.
    `peeled`: the name and the choices written together with it (`เสื้อเชิ้ตสีขาว`), when it may be read so.
    """

    text: str
    ways: tuple[Way, ...]
    choice: Choice | None = None
    peeled: Way = ()

    @property
    def name(self) -> str:
        """Without the choices written together with it; "" when it is nothing else."""
        parts = "".join(atom.text for atom in self.peeled if isinstance(atom, Part))
        return parts if self.peeled or self.choice else self.text

    @property
    def choices(self) -> list[Choice]:
        return [self.choice] if self.choice else [atom for atom in self.peeled if isinstance(atom, Choice)]


@dataclass(frozen=True, slots=True)
class Reading:
    """`points`: `อันนี้` was said."""

    tokens: tuple[Token, ...]
    points: bool = False

    @property
    def names(self) -> tuple[str, str]:
        """What is left without choices, squeezed; also without those inside Thai words."""
        kept = self.named
        return squeezed_words([token.text for token in kept]), squeezed_words([token.name for token in kept])

    @property
    def named(self) -> list[Token]:
        return [token for token in self.tokens if not token.choice]

    @property
    def choices(self) -> list[Choice]:
        return [choice for token in self.tokens for choice in token.choices]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the goods of one shop differ in: `labels` are the names of its options, `values` what they mean. `inside`
    finds choices in Thai words, those everybody knows and the shop's own; group 1 is the choice."""

    labels: frozenset[str]
    values: frozenset[str]
    inside: re.Pattern[str]

    @staticmethod
    def of(labels: Iterable[str], values: Iterable[str]) -> "Choices":
        own, meant = frozenset(map(squeezed, labels)) - {""}, frozenset(values)
        thai = sorted(value for value in meant if len(value) > 1 and all(map(is_thai, value)))[:MOST_CHOICES]
        known = {word for word in KNOWN if is_thai(word)}.union(thai)
        behind = _any_of({*THAI_LABELS, *(label for label in own if is_thai(label))})
        # A vowel before belongs to the first letter, a vowel or mark behind to the last: then it is another word.
        inside = f"(?<![\u0e40-\u0e44])(?:{behind})?({_any_of(known)})(?![\u0e30-\u0e3a\u0e45\u0e47-\u0e4e])"
        return Choices(own - LABELS, meant, re.compile(inside))

    def is_label(self, word: str, following: str) -> bool:
        """A shop's own label is one only before what it labels: `กลิ่น มะลิ`."""
        return word in LABELS or (word in self.labels and not self.values.isdisjoint(meanings(following)))


def read(query: str, choices: Choices, knows: Callable[[str], bool]) -> Reading:
    """`knows`: whether a foreign word stands on any of the goods."""
    said = _apart(words(fold(query)), knows)
    kept = [word for word in said if word not in POINTING]
    tokens: list[Token] = []
    at = 0
    while at < len(kept):
        word, following = kept[at], kept[at + 1] if at + 1 < len(kept) else ""
        if (following or at) and choices.is_label(word, following):
            if following and following not in LABELS:
                tokens.append(_labelled(following))
                at += 1
        elif following and (together := KNOWN.get(word + following)) and not is_thai(word):
            tokens.append(_two_words(word, following, Choice(together)))
            at += 1
        else:
            tokens.append(_thai(word, choices.inside) if is_thai(word) else _foreign(word))
        at += 1
    return Reading(tuple(tokens), points=len(kept) < len(said))


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _apart(said: list[str], knows: Callable[[str], bool]) -> list[str]:
    """Words that are written together: `เสื้อไซส์` of `เสื้อไซส์M`, `เดรสตัวนี้`, `blackM`, `roundneck`."""
    apart: list[str] = []
    for word, following in pairwise([*said, ""]):
        if is_thai(word):
            apart += _thai_apart(word, following)
        else:
            apart += [word] if len(word) > LONGEST_WORD or knows(word) else _cut(word, knows) or [word]
    return apart


def _cut(word: str, knows: Callable[[str], bool]) -> list[str]:
    """A foreign word as the known words it is made of, long ones first, a size perhaps last; [] when it is not."""
    if word in SIZES or (len(word) >= SHORTEST_PART and knows(word)):
        return [word]
    for at in range(len(word) - 1, SHORTEST_PART - 1, -1):
        if knows(word[:at]) and (rest := _cut(word[at:], knows)):
            return [word[:at], *rest]
    return []


def _thai_apart(word: str, following: str) -> list[str]:
    for ending in _POINTING_ENDINGS:
        if word.endswith(ending) and len(word) > len(ending):
            return [word[: -len(ending)], ending]
    for label in THAI_LABELS if following and not is_thai(following) else ():
        if word.endswith(label) and len(word) > len(label) and not word.endswith(NO_LABELS):
            return [word[: -len(label)], label]
    return [word]


def _two_words(word: str, following: str, choice: Choice) -> Token:
    """`light blue`, `free size`."""
    return Token(f"{word} {following}", ((choice,), (Word(forms(word)[0]), Word(forms(following)[0]))), choice)


def _labelled(word: str) -> Token:
    choice = Choice(meanings(word))
    return Token(word, ((choice,), (Word(word if is_thai(word) else forms(word)[0]),)), choice)


def _thai(word: str, inside: re.Pattern[str]) -> Token:
    known = KNOWN.get(word) or KNOWN.get(without_label(word))
    choice = Choice(known or meanings(word))
    ways: list[Way] = [(Word(word),), (choice,)]
    if len(word) >= SHORTEST_PART:
        ways.append((Part(word),))
    peeled = () if known else _peeled(word, inside)
    if peeled:
        ways.append(peeled)
    return Token(word, tuple(ways), choice if known else None, peeled)


def _foreign(word: str) -> Token:
    whole, *pieces = forms(word)
    plain = squeezed(word)
    choice = Choice(KNOWN.get(plain) or frozenset({plain}))
    ways: list[Way] = [(Word(whole),), (choice,)]
    if pieces:
        ways.append(tuple(Word(piece) for piece in pieces))
    return Token(word, tuple(ways), choice if plain in KNOWN else None)


def _peeled(word: str, inside: re.Pattern[str]) -> Way:
    """Too little left of the name, and it is no name with its choices but another word."""
    found = [match[1] for match in inside.finditer(word)]
    rest = inside.sub(" ", word).split()
    if not found or any(len(part) < SHORTEST_PART for part in rest):
        return ()
    return (*(Part(part) for part in rest), *(Choice(meanings(value)) for value in found))
