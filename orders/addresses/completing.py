"""The rest of a place that was begun from either end: its postcode, or its subdistrict, district and province by name.

Only what can be nothing else is filled in. What may be several places is offered, and what was typed is never changed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from orders.addresses.places import DISTRICT, PROVINCE, SUBDISTRICT, bare, called, index, sound

#: The fields of a place, the finest first, with how long the code of each is.
LEVELS = {"subdistrict": SUBDISTRICT, "district": DISTRICT, "province": PROVINCE}
FIELDS = (*LEVELS, "postal_code")
#: More places than a person would look through are not offered.
MOST_OFFERED = 40
#: Letters of a name that is being typed, from which on names that begin so are offered.
BEGINNING = 2

_LABEL = re.compile(r"^(?:ตำบล|แขวง|อำเภอ|เขต|จังหวัด|[ตอจ]\.|tambon |khwaeng |amphoe |khet |changwat )\s*", re.I)
_THAI = re.compile("[ก-๛]")


@dataclass(frozen=True, slots=True)
class Spot:
    """One subdistrict with one of its postcodes. `key` is how a choice among spots is told: `103301-10110`."""

    key: str
    subdistrict: str
    district: str
    province: str
    postal_code: str

    def parts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in FIELDS}


@dataclass(frozen=True, slots=True)
class Completed:
    """`parts`: all four fields, the blank ones filled in where there is but one way. `spots`: what it may be, while
    that is open and few enough to choose from. `strange`: a field that does not fit the others, "" when all do.
    """

    parts: dict[str, str]
    spots: list[Spot] = field(default_factory=list)
    strange: str = ""


def complete(typed: Mapping[str, str], language: str = "th") -> Completed:
    """What the place can only be. Names are filled in in the language of those that were typed, else in `language`."""
    parts = {name: typed.get(name, "").strip() for name in FIELDS}
    if not any(parts.values()):
        return Completed(parts)
    names = "".join(parts[level] for level in LEVELS)
    language = ("th" if _THAI.search(names) else "en") if names else language
    places, strange, is_begun = _narrowed(parts)
    blank = [name for name in FIELDS if not parts[name]]
    if not is_begun and not strange:
        parts |= {name: only for name in blank if (only := _only(places, name, language))}
    still = strange == "" and (is_begun or any(not parts[name] for name in FIELDS))
    spots = sorted({_spot(place, language) for place in places}, key=_by_name) if still else []
    return Completed(parts, spots if 0 < len(spots) <= MOST_OFFERED else [], strange)


def spot(key: str, language: str = "th") -> Spot | None:
    """The place a choice stands for."""
    code, _, postcode = key.partition("-")
    fits = postcode in index().postcodes.get(code, ())
    return _spot((code, postcode), language) if fits else None


def _narrowed(parts: Mapping[str, str]) -> tuple[set[tuple[str, str]], str, bool]:
    """All (subdistrict, postcode) that fit what was typed; the field that fits none; whether a name is only begun."""
    known = index()
    places: set[tuple[str, str]] | None = None
    begun: list[set[tuple[str, str]]] = []
    for name in ("postal_code", "province", "district", "subdistrict"):
        if not parts[name]:
            continue
        if name == "postal_code":
            fitting = {(code, parts[name]) for code in known.by_postcode.get(parts[name], ())}
        else:
            codes = _named(parts[name], LEVELS[name])
            if not codes:
                begun.append(set(_within(_beginning(parts[name], LEVELS[name]))))
                continue
            fitting = set(_within(codes))
        narrower = fitting if places is None else places & fitting
        if not narrower:
            return places or set(), name, False
        places = narrower
    is_begun = False
    for fitting in begun:
        if narrower := fitting if places is None else places & fitting:
            places, is_begun = narrower, True
    return places or set(), "", is_begun


def _named(name: str, level: int) -> list[str]:
    known = index()
    plain = _LABEL.sub("", name.strip())
    names, spelt = (known.thai, bare) if _THAI.search(name) else (known.latin, sound)
    found = [*names.get(spelt(name), ()), *names.get(spelt(plain), ())]
    return [code for code in dict.fromkeys(found) if len(code) == level]


def _beginning(name: str, level: int) -> Iterator[str]:
    known = index()
    plain = _LABEL.sub("", name.strip())
    names, begin = (known.thai, bare(plain)) if _THAI.search(plain) else (known.latin, sound(plain))
    if len(begin) >= BEGINNING:
        for spelt, codes in names.items():
            if spelt.startswith(begin):
                yield from (code for code in codes if len(code) == level)


def _within(codes: Iterable[str]) -> Iterator[tuple[str, str]]:
    known = index()
    for code in codes:
        for subdistrict in known.subdistricts(code):
            for postcode in known.postcodes[subdistrict]:
                yield subdistrict, postcode


def _only(places: Iterable[tuple[str, str]], name: str, language: str) -> str:
    """What all the places have in common at a field; "" when they differ there."""
    if name == "postal_code":
        values = {postcode for _, postcode in places}
        return values.pop() if len(values) == 1 else ""
    codes = {code[: LEVELS[name]] for code, _ in places}
    return called(codes.pop(), language) if len(codes) == 1 else ""


def _spot(place: tuple[str, str], language: str) -> Spot:
    code, postcode = place
    names = {level: called(code[:length], language) for level, length in LEVELS.items()}
    return Spot(f"{code}-{postcode}", postal_code=postcode, **names)


def _by_name(each: Spot) -> tuple[str, str, str, str]:
    return each.province, each.district, each.subdistrict, each.postal_code
