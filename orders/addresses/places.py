"""Every subdistrict, district, province and postcode of Thailand, under the names people write for them.

The names and postcodes are GeoThai's (https://github.com/GeoThai/data, CC BY 4.0), read when first asked for. An area
is known by its official code, and codes nest: 740202 lies in the district 7402 of the province 74.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

BANGKOK = "10"
#: How long the code of each kind of area is.
PROVINCE, DISTRICT, SUBDISTRICT = 2, 4, 6

#: What else provinces are called, by code. Some are also names of towns inside; the rest of an address decides.
NICKNAMES: dict[str, tuple[str, ...]] = {
    "10": ("กรุงเทพ", "กทม", "บางกอก", "bkk", "krung thep", "krung thep maha nakhon"),
    "11": ("ปากน้ำ", "สป"),
    "12": ("เมืองนนท์", "นนท์", "นบ"),
    "13": ("ปทุม", "ปท"),
    "14": ("อยุธยา", "กรุงเก่า", "ayutthaya", "ayuthaya", "ayudhya", "อย"),
    "20": ("ชล", "เมืองชล", "ชบ"),
    "21": ("รย",),
    "22": ("จันท์",),
    "24": ("แปดริ้ว", "paet rio", "ฉช"),
    "25": ("ปราจีน",),
    "30": ("โคราช", "korat", "นม"),
    "33": ("ศรีษะเกษ", "ศรีสะเกศ"),
    "34": ("อุบล", "ubon", "อบ"),
    "40": ("ขก",),
    "41": ("อุดร", "udon", "อด"),
    "44": ("สารคาม", "sarakham"),
    "50": ("ชม", "เจียงใหม่"),
    "52": ("ลป",),
    "57": ("ชร", "เจียงฮาย"),
    "60": ("ปากน้ำโพ", "นว"),
    "65": ("พิดโลก", "พิษโลก", "พล"),
    "70": ("รบ",),
    "71": ("กาญ", "กาญจน์", "เมืองกาญจน์", "เมืองกาญ", "กจ"),
    "72": ("สุพรรณ", "suphan", "สพ"),
    "73": ("นฐ",),
    "74": ("มหาชัย", "สค"),
    "75": ("แม่กลอง",),
    "76": ("เมืองเพชร",),
    "77": ("ประจวบ", "prachuap"),
    "80": ("นครศรี", "เมืองคอน", "nakhon si", "นศ"),
    "83": ("ภก",),
    "84": ("สุราษ", "สุราษฎร์", "สุราษฏร์", "สุราษฏร์ธานี", "สุราษร์ธานี", "surat", "สฎ"),
    "90": ("สข",),
}

_MARKS = re.compile(r"[\s.'’()\-ฯ]+")
_LETTERS = re.compile(r"[^a-z]+")
#: Spellings of one sound in Latin letters: Prakarn and Prakan, Koh and Ko, Wattana and Vadhana.
_SOUNDS = [
    (re.compile(spelt), sound)
    for spelt, sound in (
        ("kh|q", "k"), ("ph", "p"), ("th|dh", "t"), ("bh", "p"), ("ch", "j"), ("v", "w"), ("sri|shri", "si"),
        ("d", "t"), ("mu?ea?ng|muang|meuang|meung", "mueng"), ("ue|eu", "u"), ("oey|oei|oi", "oi"),
        ("uey|uei|ui", "ui"), ("ae", "e"), ("oo", "u"), ("ee", "i"), ("y", "i"), ("aa", "a"),
        ("au|aw|or(?![aeiou])", "o"), ("ar(?![aeiou])", "a"), ("oh(?![aeiou])", "o"), ("(.)\\1", "\\1"),
    )
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Area:
    """A province, district or subdistrict: how long its code is tells which."""

    code: str
    thai: str
    english: str


@dataclass(frozen=True, slots=True)
class Index:
    """`thai` and `latin`: a name without spaces, or as it sounds -> codes of all areas of that name."""

    areas: dict[str, Area] = field(default_factory=dict)
    thai: dict[str, list[str]] = field(default_factory=dict)
    latin: dict[str, list[str]] = field(default_factory=dict)
    inside: dict[str, list[str]] = field(default_factory=dict)
    postcodes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    by_postcode: dict[str, list[str]] = field(default_factory=dict)
    #: First two letters of a Thai name -> the lengths such names have, longest first.
    lengths: dict[str, list[int]] = field(default_factory=dict)

    def subdistricts(self, code: str) -> Iterator[str]:
        """Codes of all subdistricts in an area; of itself, when it is one."""
        if len(code) == SUBDISTRICT:
            yield code
        for inner in self.inside.get(code, ()):
            yield from self.subdistricts(inner)


@cache
def index() -> Index:
    """Made once, at the first question."""
    import geothai

    made = Index()
    for province in geothai.provinces():
        _add(made, province.code, province.name_th, province.name_en)
        for name in NICKNAMES.get(province.code, ()):
            _name(made, name, province.code)
        for district in geothai.districts(province.code):
            thai = district.name_th.removeprefix("เขต") if province.code == BANGKOK else district.name_th
            _add(made, district.code, thai, district.name_en)
            for subdistrict in geothai.subdistricts(district.code):
                _add(made, subdistrict.code, subdistrict.name_th, subdistrict.name_en)
                made.postcodes[subdistrict.code] = subdistrict.postal_codes
                for postcode in subdistrict.postal_codes:
                    made.by_postcode.setdefault(postcode, []).append(subdistrict.code)
        if province.code != BANGKOK:  # the capital of a province is called after it, by its nickname too, or just so
            for name in ("", province.name_th, province.name_en, *NICKNAMES.get(province.code, ())):
                _name(made, f"เมือง{name}" if not name.isascii() else f"mueang {name}", f"{province.code}01")
            _name(made, "เมือง", f"{province.code}01")
    for name in made.thai:
        lengths = made.lengths.setdefault(name[:2], [])
        if len(name) not in lengths:
            lengths.append(len(name))
    for lengths in made.lengths.values():
        lengths.sort(reverse=True)
    return made


def _add(made: Index, code: str, thai: str, english: str) -> None:
    spellings = [name for spelt in re.split(r"[()]", thai) if (name := spelt.strip())]  # one name has two
    made.areas[code] = Area(code, spellings[0], english)
    made.inside.setdefault(code[:-2], []).append(code)
    for name in (*spellings, english):
        _name(made, name, code)


def _name(made: Index, name: str, code: str) -> None:
    names, key = (made.latin, sound(name)) if name.isascii() else (made.thai, bare(name))
    if key and code not in names.setdefault(key, []):
        names[key].append(code)


def bare(name: str) -> str:
    """A Thai name without what people leave out or put in: spaces, hyphens, dots, the sign of shortening."""
    return _MARKS.sub("", name)


def sound(name: str) -> str:
    """A name in Latin letters as it sounds, whichever way it was spelt."""
    said = _LETTERS.sub("", name.lower())
    for spelt, heard in _SOUNDS:
        said = spelt.sub(heard, said)
    return said


def provinces(language: str = "th") -> list[str]:
    """All provinces by name, in the order of their alphabet."""
    return _names(index().inside[""], language)


def districts(province: str, language: str = "th") -> list[str]:
    """The districts of a province, which may be named in either language."""
    return _names((code for home in _called([""], province) for code in index().inside[home]), language)


def subdistricts(province: str, district: str, language: str = "th") -> list[str]:
    """The subdistricts of a district; empty where there is no such district in the province."""
    homes = _called(_called([""], province), district)
    return _names((code for home in homes for code in index().inside[home]), language)


def postcodes(province: str, district: str = "", subdistrict: str = "") -> list[str]:
    """The postcodes of a place, as far as it is named."""
    codes = _called([""], province)
    for name in (district, subdistrict):
        codes = _called(codes, name) if name else codes
    return postcodes_of(codes)


def postcodes_of(codes: Iterable[str]) -> list[str]:
    known = index()
    return sorted({post for code in codes for sub in known.subdistricts(code) for post in known.postcodes[sub]})


def by_postcode(postcode: str, language: str = "th") -> list[tuple[str, str, str]]:
    """(subdistrict, district, province) of all places a postcode is for."""
    codes = index().by_postcode.get(postcode, ())
    return [(called(code, language), called(code[:4], language), called(code[:2], language)) for code in codes]


def in_language(parts: Mapping[str, str], language: str) -> dict[str, str]:
    """An address with its places named in a reader's language, as far as they are known."""
    told = dict(parts)
    homes = [""]
    for part in ("province", "district", "subdistrict"):
        homes = _called(homes, parts.get(part, ""))
        if len(homes) != 1:
            break
        told[part] = called(homes[0], language)
    return told


def called(code: str, language: str = "th") -> str:
    """The name of an area."""
    area = index().areas[code]
    return area.thai if language == "th" else area.english


def _names(codes: Iterable[str], language: str) -> list[str]:
    # Vowels that stand before their consonant are sorted after it.
    return sorted((called(code, language) for code in codes), key=lambda name: re.sub("([เ-ไ])(.)", r"\2\1", name))


def _called(homes: Iterable[str], name: str) -> list[str]:
    """Codes of the areas of that name, directly inside one of these."""
    known = index()
    names = known.latin.get(sound(name), []) if name.isascii() else known.thai.get(bare(name), [])
    return [code for home in homes for code in names if code[:-2] == home]
