"""Where a text names a place: every spot that could be the name of a subdistrict, district or province.

Nothing is decided here. A spot says what stands around it (ต., อ., จ., a road, somebody's name), and whether the name
ends where the word ends; what it weighs is for orders.addresses.locating.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from orders.addresses.places import DISTRICT, PROVINCE, SUBDISTRICT, Index, bare, index, sound

#: The words before a name that tell what it names, Thai and English; a form may have two of them and a colon.
_BEFORE = {
    SUBDISTRICT: r"ตำบล|แขวง|(?<!\.)ต\s?\.(?![ก-ฮ]\.)|(?<![ก-๛.])ต(?=\s)"
    r"|\btamb[oa][nl]|\bkh?waeng|\bsub-?\s?district|\bt\.",
    DISTRICT: r"กิ่งอำเภอ|อำเภอ|เขต|(?<!\.)อ\s?\.(?![ก-ฮ]\.)|(?<![ก-๛.])อ(?=\s)"
    r"|\bamph?(?:oe|ur|er|hur)|\bkhet|(?<!sub)(?<!sub[ -])\bdistrict|\ba\.",
    PROVINCE: r"จังหวัด|(?<!\.)จ\s?\.(?![ก-ฮ]\.)|(?<![ก-๛.])จ(?=\s)|\bchangwat|\bprovince|\bj\.",
}
_TELLS = {
    level: re.compile(rf"(?:(?:{before})\s*/\s*)?(?:{before})\s*[:：-]?\s*(?:/\s*(?:[ก-๛]{{2,6}})\s*[:：]?\s*)?$", re.I)
    for level, before in _BEFORE.items()
}
_TELLS_AFTER = {
    SUBDISTRICT: re.compile(r"\s*,?\s*sub-?\s?district\b", re.I),
    DISTRICT: re.compile(r"\s*,?\s*district\b", re.I),
    PROVINCE: re.compile(r"\s*,?\s*province\b", re.I),
}
_ANY = "|".join(_BEFORE.values())
#: Such a word with a name behind it that is in no list.
_TOLD = re.compile(
    rf"({_ANY})\s*[:：-]?\s*((?:(?!{_ANY})[ก-๛]){{2,30}}|[A-Za-z][A-Za-z'’-]{{2,}}(?: [A-Za-z][a-z'’-]+)*)", re.I
)
#: What stands before the name of a road, a building or a family.
_OTHERWISE = re.compile(
    r"(?:ถ\s?\.|ซ\s?\.|(?<![ก-๛])(?:ถนน|ซอย|หมู่บ้าน|หมู่ที่|อาคาร|ตึก|คอนโด(?:มิเนียม)?|(?:ตลาด|วัด)(?! )|โรงเรียน|รร\."
    r"|โรงพยาบาล|รพ\.|สาขา|ตรอก|แยก|สี่แยก|ปากซอย|ใกล้|ตรงข้าม|บิ๊กซี|โลตัส|เซ็นทรัล|ม\.(?=[ก-๛])|ปั๊ม|สถานี|บ้าน(?=\s))"
    r"|(?<!mae )\bsoi|\b(?:thanon|village|moo ban|near)) *$",
    re.I,
)
_OTHERWISE_AFTER = re.compile(
    r" *(?:tower|village|condo\w*|place|mansion|residence|road|rd|street|st|soi|garden|park|hotel|building|bldg"
    r"|apartment|market|hospital|school|plaza|\d+/\d+)\b",
    re.I,
)
#: A post office is called after its district; its name stays with the box.
_POST_OFFICE = re.compile(r"(?:ปณ[จฝ]?\.?|ป\.ณ\.|ไปรษณีย์) *$")
_SURNAME = re.compile(r"(?<![ก-๛])ณ *$|\bna +$")
#: What may follow a name without a space.
_FOLLOWS = re.compile(rf"(?:{_ANY}|โทร|เบอร์|รหัส|ค่ะ|คะ|ครับ|คับ|นะ|จ้า|ฯ|ๆ|ปณ|ถ\.|ซ\.|ม\.)", re.I)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*(?:-[A-Za-z'’]+)*")
_THAI = re.compile(r"[ก-๎]")
MOST_WORDS = 6
ALIKE = 82


@dataclass(frozen=True, slots=True)
class Mention:
    """`start`, `end` of the name; `begin`, `stop` with the word that tells what it is. `told`: the level that word
    names, 0 without one. `doubt`: how much speaks against it, whatever it names."""

    start: int
    end: int
    begin: int
    stop: int
    codes: frozenset[str]
    told: int
    doubt: float
    #: Those of `codes` whose names only sound like this one.
    alike: frozenset[str] = frozenset()
    #: The name as it was written, when it is in no list.
    written: str = ""


def mentions(text: str) -> list[Mention]:
    """All of them, by place in the text."""
    known = index()
    found = [*_thai(text, known), *_latin(text, known)]
    found += _unlisted(text, known, found)
    return sorted(found, key=lambda mention: (mention.start, -mention.end))


def _thai(text: str, known: Index) -> Iterator[Mention]:
    """Names are looked for without spaces: people write สุราษฎร์ ธานี."""
    kept = [at for at, letter in enumerate(text) if letter not in " \t.-ฯ()"]
    squeezed = "".join(text[at] for at in kept)
    spans: list[tuple[int, int, str]] = []
    for at in range(len(squeezed)):
        for length in known.lengths.get(squeezed[at : at + 2], ()):
            if (name := squeezed[at : at + length]) in known.thai and len(name) == length:
                end = kept[at + length - 1] + 1
                spans.append((kept[at], end + (text[end : end + 1] in ("ฯ", "ๆ")), name))
    ending: set[int] = set()  # where names end as words do, or where the next one begins
    beginning: set[int] = set()
    for start, end, _ in sorted(spans, key=lambda span: -span[0]):
        if _ends_word(text, end) or end in beginning:
            ending.add(end)
            beginning.add(start)
    taken: set[int] = set()
    for start, end, name in sorted(spans):
        begin, told = _told_before(text, start)
        alone = begin < start or not _THAI.match(text[start - 1 : start])
        begins = alone or start in taken
        ends = end in ending
        if not begins or (not ends and not told):
            continue
        if ends:
            taken.add(end)
        shorthand = not told and len(name) == 2 and max(map(len, known.thai[name])) == PROVINCE
        doubt = 0.0 if told else max(0, 4 - len(name)) + 1.5 * shorthand
        doubt += 1.5 * (not alone) + 2.5 * (not ends) + 1.0 * (" " in text[start:end])
        yield _mention(text, (start, end), known.thai[name], begin, told, doubt)


def _latin(text: str, known: Index) -> Iterator[Mention]:
    words = list(_WORD.finditer(text))
    for first, word in enumerate(words):
        for last in range(first, min(first + MOST_WORDS, len(words))):
            if last > first and text[words[last - 1].end() : words[last].start()].strip(" ."):
                break
            name = text[word.start() : words[last].end()]
            if codes := known.latin.get(sound(name)):
                spelt = letters(name)
                alike = frozenset(code for code in codes if letters(known.areas[code].english) != spelt)
                begin, told = _told_before(text, word.start())
                doubt = 0 if told else max(0, 5 - len(name))
                yield _mention(text, (word.start(), words[last].end()), codes, begin, told, doubt, alike)


def letters(name: str) -> str:
    return re.sub("[^a-z]", "", name.lower())


def _mention(
    text: str,
    span: tuple[int, int],
    codes: list[str],
    begin: int,
    told: int,
    doubt: float,
    alike: frozenset[str] = frozenset(),
) -> Mention:
    start, end = span
    stop = end + (text[end : end + 1] == ".")
    if not told:
        for level, after in _TELLS_AFTER.items():
            if (match := after.match(text, end)) and text[start].isascii():
                told, stop = level, match.end()
                break
    if not told:
        if _OTHERWISE.search(text, max(0, start - 16), start) or _OTHERWISE_AFTER.match(text, end):
            doubt += 5
        if _POST_OFFICE.search(text, max(0, start - 12), start):
            districts = frozenset(code for code in codes if len(code) == DISTRICT)
            return Mention(start, end, start, start, districts, 0, doubt + 1, alike)
        if _SURNAME.search(text, max(0, start - 4), start):
            doubt += 8
    return Mention(start, end, begin, stop, frozenset(codes), told, doubt, alike)


def _told_before(text: str, start: int) -> tuple[int, int]:
    """Where the word before a name begins and the level it tells; `(start, 0)` without one."""
    for level, tells in _TELLS.items():
        if match := tells.search(text, max(0, start - 30), start):
            at = match.start()
            if at and _THAI.match(text[at - 1]) and _THAI.match(text[at]) and text[start - 1] == " ":
                continue  # the end of another name: อีสานเขต
            return at, level
    # อเมือง, ตสุเทพ: the one letter, where a word begins
    if start and text[start - 1] in "ตอจ" and not _THAI.match(text[start - 2 : start - 1] if start > 1 else ""):
        return start - 1, {"ต": SUBDISTRICT, "อ": DISTRICT, "จ": PROVINCE}[text[start - 1]]
    return start, 0


def _ends_word(text: str, end: int) -> bool:
    return not _THAI.match(text[end : end + 1]) or bool(_FOLLOWS.match(text, end))


def _unlisted(text: str, known: Index, found: list[Mention]) -> Iterator[Mention]:
    """Names that were told to be places and are none: a slip of the finger, or a place of former times."""
    for match in _TOLD.finditer(text):
        start, end = match.span(2)
        if any(mention.start <= start < mention.end and mention.doubt < 2 for mention in found):
            continue
        level = _level_of(match[1])
        latin = match[2].isascii()
        names, key = (known.latin, sound(match[2])) if latin else (known.thai, bare(match[2]))
        near = process.extract(key, _named(level, latin=latin), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=6)
        codes = {code: likeness for name, likeness, _ in near for code in names[name] if len(code) == level}
        doubt = 1 + (100 - max(codes.values())) / 8 if codes else 9.0
        yield Mention(start, end, match.start(), end, frozenset(codes), level, doubt, written=match[2])


def _level_of(word: str) -> int:
    first = {"ต": SUBDISTRICT, "แ": SUBDISTRICT, "อ": DISTRICT, "ก": DISTRICT, "เ": DISTRICT, "จ": PROVINCE}
    return first.get(word[0]) or next(level for level, before in _BEFORE.items() if re.match(before, word, re.I))


@cache
def _named(level: int, *, latin: bool) -> list[str]:
    """All names of subdistricts, districts or provinces."""
    names = index().latin if latin else index().thai
    return [name for name, codes in names.items() if any(len(code) == level for code in codes)]
