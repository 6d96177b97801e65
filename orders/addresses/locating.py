"""Which place a text means: subdistrict, district, province and postcode weighed together, never one by one.

A name alone says little (28 subdistricts are called หนองบัว, and a road may have the name of a town). What is
believed is the place for which most speaks: its names stand in the text, side by side, behind ต., อ. and จ., and its
postcode fits.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise, product

from rapidfuzz import fuzz, process

from orders.addresses.mentions import Mention, mentions
from orders.addresses.places import DISTRICT, PROVINCE, SUBDISTRICT, bare, called, index, postcodes_of, sound

LEVELS = {SUBDISTRICT: "subdistrict", DISTRICT: "district", PROVINCE: "province"}

# What speaks for a place, and against it.
NAMED, TOLD, TOLD_OTHERWISE, UNNAMED, UNHEARD = 4.0, 3.0, -6.0, {DISTRICT: -1.5, PROVINCE: -1.0}, -3.0
SIDE_BY_SIDE, APART, DISORDER = 1.5, -1.0, -0.7
POSTCODE_FITS, POSTCODE_DIFFERS = 3.0, -1.5
#: With less than this it is no place: one name without anything beside it.
BELIEVED = 3.0
#: What a name loses that only sounds like this one.
ALIKE = 0.4
#: Of two names in one word the longer is meant: Du Phong and Phong lie in one district. For each letter.
LONGER = 0.02

#: How like a name must be that was meant for another.
ALMOST = 80

_LAST_WORDS = re.compile(r"(?:^|[\s,])([ก-๎]{4,}|[A-Za-z'-]+(?: [A-Za-z'-]+){0,3})[ ,\n]*$")
_STREET = re.compile(r"(?:ถนน|ซอย|ถ\.|ซ\.|หมู่บ้าน|อาคาร|คอนโด|ตึก|\bsoi) *$", re.I)
_BETWEEN = re.compile(r"[\s,.:/()\-]*")


@dataclass(frozen=True, slots=True)
class Place:
    """`names` by level; `spans` are what of the text was read; `warnings` what was inferred or does not fit."""

    names: dict[str, str] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    postal_code: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class _Guess:
    score: float
    code: str
    said: dict[int, Mention]


def locate(text: str, postcode: str = "", postcode_at: int = -1) -> Place:
    """The place a text names, or nothing. `postcode_at`: where in the text the postcode stands."""
    found = mentions(text)
    told = {level: [each for each in found if each.told == level and each.doubt < NAMED] for level in LEVELS}
    guesses = [_weigh(text, code, found, told, postcode, postcode_at) for code in _candidates(found)]
    best = max((guess.score for guess in guesses), default=0.0)
    if best < BELIEVED:
        guesses, best = [], 0.0
    finest = max((len(guess.code) for guess in guesses if guess.score > best - 0.01), default=0)
    equals = [guess for guess in guesses if guess.score > best - 0.01 and len(guess.code) == finest]
    equals = [_with_slip(text, guess) for guess in equals]
    known = index()
    fits = set(known.by_postcode.get(postcode, ()))
    inside = {code for guess in equals for code in known.subdistricts(guess.code)}
    mismatch = bool(postcode and equals and not inside & fits)
    possible = (inside & fits or inside) if equals else fits
    names, warnings = _names(possible, equals)
    said = equals[0].said if equals else {}
    if (capital := said.get(DISTRICT)) and PROVINCE not in said and len(capital.codes) < 3:
        warnings = [key for key in warnings if key != "province_inferred" or equals[0].code[2:4] != "01"]
    said = {level: each for level, each in said.items() if LEVELS[level] in names}
    spans = [(each.begin, each.stop) for each in said.values() if each.begin < each.stop]
    warnings += [f"{LEVELS[level]}_corrected" for level, each in said.items() if each.written]
    for name, other in _told_otherwise(found, said):
        names[name] = other.written or text[other.start : other.end]
        spans.append((other.begin, other.stop))
        warnings = [key for key in warnings if key != f"{name}_inferred"]
        warnings.append(f"{name}_mismatch" if equals else f"{name}_unknown")
    if mismatch:
        warnings.append("postcode_mismatch")
    if not postcode and equals and len(codes := postcodes_of(possible)) == 1:
        postcode = codes[0]
        warnings.append("postcode_inferred")
    return Place(names, spans, warnings, postcode, best)


def _candidates(found: Iterable[Mention]) -> set[str]:
    return {code for mention in found if mention.doubt < NAMED for code in mention.codes}


def _weigh(
    text: str, code: str, found: list[Mention], told: dict[int, list[Mention]], postcode: str, postcode_at: int
) -> _Guess:
    """The best way to read `code` out of the text."""
    levels = [level for level in LEVELS if level <= len(code)]
    choices: list[list[Mention | None]] = []
    for level in levels:
        names = [each for each in found if code[:level] in each.codes and each.doubt < NAMED]
        names = sorted(names, key=lambda each: _worth(each, code[:level]), reverse=True)[:5]
        choices.append([*names, None] if level < len(code) else list(names))
    fits = _fits(code, postcode)
    best = _Guess(-99.0, code, {})
    for choice in product(*choices):
        said = {level: each for level, each in zip(levels, choice, strict=True) if each is not None}
        score = fits + _beside(text, said, postcode_at)
        score += sum(_worth(each, code[:level]) for level, each in said.items())
        score += sum(UNNAMED[level] for level in levels if level not in said)
        score += sum(UNHEARD for level, each in told.items() if each and (level not in said or said[level] not in each))
        if score > best.score:
            best = _Guess(score, code, said)
    return best


def _worth(mention: Mention, code: str) -> float:
    told = 0.0 if not mention.told else TOLD if mention.told == len(code) else TOLD_OTHERWISE
    longer = LONGER * (mention.end - mention.start)
    return NAMED + longer + told - mention.doubt - ALIKE * (code in mention.alike)


def _fits(code: str, postcode: str) -> float:
    if not postcode:
        return 0.0
    return POSTCODE_FITS if postcode in postcodes_of([code]) else POSTCODE_DIFFERS


def _beside(text: str, said: dict[int, Mention], postcode_at: int) -> float:
    """Names stand side by side, the smaller place first or last; one word names one place."""
    score = 0.0
    order = sorted(said.items(), key=lambda item: item[1].start)
    for (level, one), (other, next_one) in pairwise(order):
        if next_one.begin < one.stop:
            return -99.0
        score += SIDE_BY_SIDE if _BETWEEN.fullmatch(text, one.stop, next_one.begin) else APART
        score += DISORDER * (level < other)
    if order and postcode_at >= order[-1][1].stop and _BETWEEN.fullmatch(text, order[-1][1].stop, postcode_at):
        score += 1.0
    return score


def _with_slip(text: str, guess: _Guess) -> _Guess:
    """The word before the district, when it is almost the name of a subdistrict there: หนองปรื บางละมุง."""
    district = guess.said.get(DISTRICT)
    if len(guess.code) != DISTRICT or district is None:
        return guess
    before = _LAST_WORDS.search(text, 0, district.begin)
    if before is None or _STREET.search(text, 0, before.start()):
        return guess
    known = index()
    for start in [before.start(1), *(before.start(1) + gap.end() for gap in re.finditer(r"\s+", before[1]))]:
        written = text[start : before.end(1)]
        read, field_of = (sound, "english") if written.isascii() else (bare, "thai")
        inside = {code: read(getattr(known.areas[code], field_of)) for code in known.inside[guess.code]}
        said = read(written)
        near = process.extract(said, inside, scorer=fuzz.ratio, score_cutoff=ALMOST, limit=2)
        if near and len(said) > 4 and (len(near) == 1 or near[0][1] > near[1][1]):
            slip = Mention(start, before.end(1), start, before.end(1), frozenset(), 0, 0.0, written=written)
            return _Guess(guess.score, near[0][2], {SUBDISTRICT: slip, **guess.said})
    return guess


def _names(possible: set[str], equals: list[_Guess]) -> tuple[dict[str, str], list[str]]:
    """For each level the name all possible places share; which of them nobody said."""
    names: dict[str, str] = {}
    warnings: list[str] = []
    for level, name in LEVELS.items():
        shared = {called(code[:level]) for code in possible}
        if len(shared) == 1:
            names[name] = shared.pop()
            if not equals or not all(level in guess.said for guess in equals):
                warnings.append(f"{name}_inferred")
    return names, warnings


def _told_otherwise(found: list[Mention], said: dict[int, Mention]) -> Iterator[tuple[str, Mention]]:
    """What was told to be a subdistrict, a district or a province, and is not the one the rest speaks for: the
    customer knows better where they live."""
    for level, name in LEVELS.items():
        others = [each for each in found if each.told == level and not _overlaps(each, said.values())]
        if others and level not in said:
            yield name, max(others, key=lambda each: (each.begin, each.end))


def _overlaps(mention: Mention, others: Iterable[Mention]) -> bool:
    return any(mention.begin < other.stop and other.begin < mention.stop for other in others)
