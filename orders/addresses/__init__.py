"""A pasted address, Thai or English, as its parts; what is missing or inferred is named, and no word of it is lost.

Numbers are taken out first (orders.addresses.numbers), then the place (orders.addresses.locating). What is left,
between them and between labels, is somebody's name, a house and street, or a note to the courier.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from orders.addresses import words
from orders.addresses.locating import Place, locate
from orders.addresses.numbers import Numbers, apart, between, read_numbers, without
from orders.addresses.places import bare, index

#: What a whole address has, in the order in which it is told.
PARTS = ("name", "phone", "line", "subdistrict", "district", "province", "postal_code")
#: What a parcel cannot go without.
REQUIRED = ("name", "phone", "line", "province", "postal_code")

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_DIGITS = {0x0E50 + digit: str(digit) for digit in range(10)} | {0xFF10 + digit: str(digit) for digit in range(10)}
_EDGES = " \t,;:|/•*~–—=\u00a0"
#: Letters; what is longer is no address, and its end is kept unread.
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class ReadAddress:
    """`parts` has the keys of an address that were found, with the customer's every word about it: its `line` ends with
    `note`. `missing` are keys of PARTS; `warnings` tell what nobody wrote or does not fit together.

    `house`: the line without the note. `note`: for the courier (ฝากนิติ), a second telephone, an extension, a contact.
    `beside`: words that are no part of an address: greetings, what was ordered. `phones`: all of them.
    """

    parts: dict[str, str]
    missing: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    house: str = ""
    note: str = ""
    beside: str = ""

    @property
    def lacking(self) -> list[str]:
        """What is missing and an order needs."""
        return [part for part in REQUIRED if part in self.missing]


@dataclass(slots=True)
class _Piece:
    """Words between what is already read. `label`: what kind of label stands before them."""

    start: int
    text: str
    label: str = ""
    by_phone: bool = False
    next_line: bool = False  # to a telephone
    kind: str = "line"


def read_address(text: str) -> ReadAddress:
    """Name, phone, house line, subdistrict, district, province, postcode and tax id out of one blob."""
    text, too_much = text[:LONGEST], text[LONGEST:]
    whole, sender = _without_sender(_tidy(text))
    numbers, place = _located(whole)
    around, blob = _split(whole, numbers, place)
    if blob != whole:
        numbers, place = _located(blob)
    beside = [around, sender]
    pieces = list(_pieces(blob, numbers, place, beside))
    name = _name(pieces, max((end for _, end in place.spans), default=len(blob)))
    for piece in pieces:
        asked_for = piece.label == "contact" or words.TITLED.match(piece.text)
        if piece.kind == "line" and name and asked_for and not words.HOUSE.search(piece.text):
            piece.kind = "note"  # somebody else to ask for
    house = _joined(*(piece.text for piece in pieces if piece.kind == "line"), too_much)
    if not house and words.BODY.match(name):
        house = name.split("(")[0].strip()  # who gets it is where it is
    note = _joined(*(piece.text for piece in pieces if piece.kind == "note"), *numbers.asides)
    known = {
        "name": _joined(name), "phone": numbers.phones[0] if numbers.phones else "", "line": _joined(house, note),
        **place.names, "postal_code": place.postal_code, "tax_id": numbers.tax_id, "branch": numbers.branch,
    }  # fmt: skip
    ordered = (*PARTS, "tax_id", "branch")
    parts = {key: known[key] for key in ordered if known.get(key)} | {"country": "TH"}
    missing = [key for key in PARTS if key not in parts or (key == "line" and not house)]
    same = ["same_as_before"] if words.SAME.search(blob) and not (house or place.names) else []
    return ReadAddress(parts, missing, place.warnings + same, numbers.phones, house, note, _joined(*beside))


def looks_like_address(text: str) -> bool:
    """Whether these words are an address, or have one in them. A name and a telephone alone are none."""
    blob = _tidy(text[:LONGEST])
    return _is_address(blob, *_located(blob))


def split_address(text: str) -> tuple[str, str]:
    """The words around an address, and the address; `(text, "")` when there is none in it."""
    blob = _tidy(text[:LONGEST])
    numbers, place = _located(blob)
    if len(text) > LONGEST or not _is_address(blob, numbers, place):
        return text, ""
    return _split(blob, numbers, place)


def _split(blob: str, numbers: Numbers, place: Place) -> tuple[str, str]:
    if not _is_address(blob, numbers, place):
        return "", blob
    marks = sorted([*numbers.spans, *place.spans, *(match.span() for match in words.STROKE.finditer(blob))])
    first, last = (marks[0][0], marks[-1][1]) if marks else (0, 0)
    start, end = _begins(blob, first), _finishes(blob, last)
    around = _joined(blob[:start].strip(_EDGES + "\n"), blob[end:].strip(_EDGES + "\n"), by="\n")
    return around, blob[start:end].strip()


def _tidy(text: str) -> str:
    """Plain digits, no letters that cannot be seen, and vowels typed in two strokes as one letter."""
    plain = _UNSEEN.sub("", text).translate(_DIGITS).replace("\u0e40\u0e40", "แ").replace("\u0e4d\u0e32", "ำ")
    return apart(plain.replace("\r", "\n").replace("\u00a0", " ").replace("\t", " ").strip())


def _without_sender(blob: str) -> tuple[str, str]:
    """Who sends is told beside who receives, on a label copied from an old parcel."""
    sender = words.SENDER.search(blob)
    if not sender or not words.NAME_LABEL.search(blob):
        return blob, ""
    receiver = words.NAME_LABEL.search(blob, sender.end())
    end = receiver.start() if receiver else len(blob)
    return _joined(blob[: sender.start()].rstrip(), blob[end:], by="\n"), blob[sender.start() : end].strip()


def _located(blob: str) -> tuple[Numbers, Place]:
    links = [match.span() for match in words.LINK.finditer(blob)]
    numbers = read_numbers(without(blob, links))
    numbers.asides += [blob[start:end] for start, end in links]
    numbers.spans += links
    place = locate(without(blob, numbers.spans), numbers.postal_code, numbers.postal_code_at[0])
    return numbers, place


def _pieces(blob: str, numbers: Numbers, place: Place, beside: list[str]) -> Iterator[_Piece]:
    """What is left of the text, cut at labels and around notes."""
    read = [*numbers.spans, *place.spans]
    rest = without(blob, read)
    chat = sorted([*(match.span() for pattern in words.BESIDE for match in pattern.finditer(rest)), *_hail(rest)])
    unsaid = without(rest, chat)
    labels = [
        (*match.span(), kind)
        for kind, patterns in words.LABELS.items()
        for pattern in patterns
        for match in pattern.finditer(unsaid)
        if match[0].strip()
    ]
    beside += [blob[start:end].strip() for start, end in chat]
    labelled = [(start, end) for start, end, _ in labels] + [match.span() for match in words.LISTED.finditer(blob)]
    notes = [match.span() for match in words.NOTE.finditer(without(unsaid, labelled))]
    particles = [match.span() for match in words.PARTICLES.finditer(rest)]
    gone = [*read, *chat, *particles, *notes, *labelled]
    for start, end in notes:
        if aside := without(rest, particles, " ")[start:end].strip(_EDGES + "\n()"):
            yield _Piece(start, aside, kind="note")
    by_label = {end: kind for _, end, kind in labels}
    phones = {at for span in numbers.phone_spans for at in span}
    for start, end in between(blob, gone):
        text = blob[start:end].strip(_EDGES)
        if text.strip("()[]{}.?!\"'/-"):
            label = next(
                (kind for at, kind in by_label.items() if not rest[at:start].strip() and at <= start and kind), ""
            )
            near = any(not rest[min(at, start) : start].strip(_EDGES) and 0 <= start - at < 4 for at in phones) or any(
                0 <= at - end < 4 and not blob[end:at].strip(_EDGES) for at in phones
            )
            line = any(min(abs(at - end), abs(start - at)) < 4 for at in phones)
            yield from _cut(_Piece(start, _balanced(text), label, near, line))


def _hail(rest: str) -> Iterator[tuple[int, int]]:
    """พัทยาค่ะ: where somebody writes from is told before who they are."""
    hail = words.HAIL.match(rest)
    if hail and (bare(hail[1]) in index().thai or hail[1] in words.TOWNS) and words.SPEAKS_ON.match(rest, hail.end()):
        yield hail.span()


def _cut(piece: _Piece) -> Iterator[_Piece]:
    """A house and then somebody with a title are two pieces."""
    house = words.HOUSE.search(piece.text)
    titled = words.TITLE_INSIDE.search(piece.text, house.end()) if house else None
    if titled:
        head, tail = piece.text[: titled.start()].strip(_EDGES), piece.text[titled.start() :].strip(_EDGES)
        yield _Piece(piece.start, head, piece.label)
        yield _Piece(piece.start + titled.start(), tail, "", piece.by_phone)
    else:
        yield piece


def _name(pieces: list[_Piece], behind: int) -> str:
    """The piece that is most like a name, taken out of the others. `behind`: where the place ends."""
    best, best_worth = None, 0.0
    plain = sorted((piece for piece in pieces if piece.kind == "line"), key=lambda piece: piece.start)
    for piece in plain:
        if piece.label == "name" and _is_all_name(piece, plain):
            piece.kind = "name"
            return piece.text
    somebody = any(_is_somebody(piece) for piece in plain if piece.start >= behind)
    for place, piece in enumerate(plain):
        if somebody and words.SHOP.match(piece.text) and piece.label != "name":
            continue
        if (worth := _worth(piece, first=place == 0, last=place == len(plain) - 1)) > best_worth:
            best, best_worth = piece, worth
    if best is None:
        return _name_behind_house(plain) or _body(plain)
    name, rest = _head(best.text)
    best.text = rest
    if not rest:
        best.kind = "name"
    return name


def _is_all_name(piece: _Piece, plain: list[_Piece]) -> bool:
    """Behind its label a name is what was written there, when the house is told elsewhere."""
    if words.NUMBERED.search(piece.text) or "," in piece.text or words.AT_INSIDE.search(piece.text):
        return False
    return any(other is not piece and words.NUMBERED.search(other.text) for other in plain)


def _is_somebody(piece: _Piece) -> bool:
    """Words by a telephone that are no house and no street: who gets it."""
    said = piece.text.strip("()")
    if words.STREET.search(said) or words.NUMBERED.search(said) or words.STANDS_BEHIND.search(f" {said}"):
        return False
    by_phone = piece.by_phone or piece.next_line
    return by_phone and (bool(words.TITLED.match(said)) or not words.HOUSE.search(said))


def _body(plain: list[_Piece]) -> str:
    """A school that gets a parcel, when nobody there was named."""
    first = plain[0] if plain else None
    if first is None or first.label or not (body := words.BODY_ALONE.match(first.text)):
        return ""
    house = words.HOUSE.search(first.text, 1)
    end = min(body.end(), house.start()) if house else body.end()
    name, first.text = first.text[:end].strip(_EDGES), first.text[end:].strip(_EDGES)
    if not first.text:
        first.kind = "name"
    return name


def _worth(piece: _Piece, *, first: bool, last: bool) -> float:
    head, rest = _head(piece.text)
    if not re.search(r"[^\W\d_]", head):
        return 0.0
    worth = (
        1.0
        + 2.0 * first
        + 0.5 * last
        + 1.5 * piece.by_phone
        + 6.0 * (piece.label == "name")
        - 1.0 * (piece.label == "address")
        - 2.5 * (piece.label == "contact")
    )
    worth += 3.0 * bool(words.TITLED.match(head)) + (3.0 if first else 1.0) * bool(words.FIRM.match(head))
    worth -= 4.0 * bool(words.STREET.search(head)) + 1.0 * max(0, len(head.split()) - 5)
    return worth - 2.0 * (head[0] in "([") - (1.0 if rest and not first and piece.label != "name" else 0.0)


def _head(text: str) -> tuple[str, str]:
    """A piece up to where a house begins; in Latin letters a comma ends a name too."""
    body = words.BODY_WITH.match(text)
    if body and (words.IN_BRACKETS.match(body[1]) or words.TITLED.match(body[1]) or not words.HOUSE.search(body[1])):
        return body[0], text[body.end() :].strip(_EDGES)
    house = words.HOUSE.search(text)
    if house and house.start() == 0 and words.TITLED.match(text):
        house = words.HOUSE.search(text, 1)
    if house and words.ONE_WORD.fullmatch(text, 0, house.start()):
        family = words.FAMILY.match(text, house.start())
        if family and (family.end() == len(text) or words.HOUSE.match(text, family.end())):
            house = words.HOUSE.search(text, family.end())
    if house and text[house.start() - 1 : house.start()] == "(" and (kept := words.OFFICE.match(text, house.start())):
        house = words.HOUSE.search(text, kept.end())
    firm = words.FIRM_HEAD.match(text)
    stands = words.STANDS_BEHIND.search(text, firm.end() if firm else 1)
    if stands and (house is None or stands.start() < house.start()):
        house = stands
    at = house.start() if house else len(text)
    if (comma := text.find(",", 0, at)) >= 0 and not re.match(r",?\s*(?:co\.?|ltd|inc)", text[comma:], re.I):
        at = comma
    if text[:at].endswith("("):
        at -= 1
    name = text[:at].strip(_EDGES)
    if whole := re.fullmatch(r"\(([^()]+)\)", name):
        name = whole[1]
    rest = text[at:].strip(_EDGES)
    if house:
        name = re.sub(r"(?:ที่|\s+ณ|(?i:\s+at|\s*@))$", "", name).strip(_EDGES)
    return name, rest[match.end() :] if (match := words.AT.match(rest)) else rest


def _name_behind_house(pieces: list[_Piece]) -> str:
    """`99/12 หมู่ 3 ถ.สีลม มะลิ ใจดี`: words at the end that belong to no number and no street."""
    for piece in pieces:
        match = words.BEHIND_HOUSE.match(piece.text)
        if match and not words.HOUSE.search(match[2]) and not words.STREET.search(match[2]):
            piece.text = match[1].strip(_EDGES)
            return match[2].strip(_EDGES)
    for piece in pieces:  # โรงเรียนวัดโพธิ์ (ครูสมศรี)
        if (match := re.search(r"\(([^()]+)\)", piece.text)) and words.TITLED.match(match[1]):
            piece.text = _joined(piece.text[: match.start()].strip(), piece.text[match.end() :].strip())
            return match[1]
    return ""


def _is_address(blob: str, numbers: Numbers, place: Place) -> bool:
    listed = bool(numbers.postal_code) and "postcode_mismatch" not in place.warnings and bool(place.names)
    sure, stroke = bool(words.SURE_HOUSE.search(blob)), bool(words.STROKE.search(blob))
    named = len(place.spans)
    whole = (sure or stroke) and bool(numbers.phones) and (named >= 1 or listed)
    if words.QUESTION.search(blob) and not whole:
        return False
    if sure or stroke:
        return named >= 1 or (listed and (sure or bool(numbers.phones))) or (sure and bool(numbers.phones))
    return named >= 3 or (named >= 1 and (listed or bool(numbers.phones)))


def _begins(blob: str, first: int) -> int:
    """Where the address begins: at its label, or behind what was ordered, or with the text."""
    labels = [
        match.start() for label in (words.ADDRESS_LABEL, words.NAME_LABEL) for match in label.finditer(blob[:first])
    ]
    pieces = [match.end() for match in words.PIECES.finditer(blob[:first])]
    if pieces:
        behind = [at for at in labels if at >= pieces[-1]]
        return min(behind) if behind else pieces[-1]
    if labels and (asked := words.ORDER.search(blob[: min(labels)])) and asked.start() < 3:
        return min(labels)
    return 0


def _finishes(blob: str, last: int) -> int:
    """Where it ends: before what is ordered behind it."""
    if pieces := words.PIECES.search(blob, last):
        asked = words.ORDER.search(blob, last, pieces.end())
        line = blob.rfind("\n", last, pieces.start())
        return asked.start() if asked else line if line >= 0 else last
    return len(blob)


def _balanced(text: str) -> str:
    """Without a bracket that lost its other half."""
    for one, other in ("()", "[]"):
        if text.count(one) != text.count(other):
            text = text.removeprefix(other).removesuffix(one).strip(_EDGES)
    return text


def _joined(*texts: str, by: str = " ") -> str:
    return by.join(text if by == "\n" else " ".join(text.split()) for text in texts if text)
