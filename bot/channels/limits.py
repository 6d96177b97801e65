"""How long a text is, the platforms' two ways, and cutting it without breaking a letter.

LINE counts texts in UTF-16 units and action labels in grapheme clusters; Messenger does not say, so it gets
the stricter units. https://developers.line.biz/en/docs/messaging-api/text-character-count/
"""

import json
from collections.abc import Iterator
from urllib.parse import quote, urlsplit, urlunsplit

import regex

ELLIPSIS = "…"

#: A cluster may be endless (a letter under a thousand accents); a line keeps so many UTF-16 units a cluster,
#: on average, which is more than any script needs.
UNITS_PER_CLUSTER = 4

#: Of a very long text only the beginning is looked at: this many characters for each one wanted.
GLANCE = 64

#: UTF-16 units of a shop's own words on a card.
MOST_LEAD = 300

_CLUSTER = regex.compile(r"\X")
_VISIBLE = regex.compile(r"[^\s\p{Cc}\p{Cf}\p{Cs}\p{M}\p{Z}\u115f\u1160\u2800\u3164\uffa0]")
_HOST = regex.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?")
_BARE_PERCENT = regex.compile(r"%(?![0-9A-Fa-f]{2})")

#: Gone: control characters, lone surrogates, what turns the direction of writing (a price can be made to read
#: backwards with it), interlinear marks. Kept: line feed, and the joiners that Thai and emoji need.
_UNWANTED: dict[int, str | None] = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)]),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFFF9, 0xFFFC), 0xFEFF]),
    **dict.fromkeys([0xFFFE, 0xFFFF]),
    ord("\n"): "\n",
    ord("\t"): " ",
    0x85: "\n",
    0x2028: "\n",
    0x2029: "\n",
}


def utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def grapheme_clusters(text: str) -> int:
    """What a reader calls letters: กำ is one, a family emoji is one."""
    return sum(1 for _ in _CLUSTER.finditer(text))


def cut_utf16(text: str, most: int) -> str:
    """At most `most` UTF-16 units, whole clusters only; an ellipsis stands for what was cut."""
    if 2 * len(text) <= most or utf16_units(text) <= most:
        return text
    kept, room = "", most - len(ELLIPSIS)
    for cluster in _clusters(text):
        room -= utf16_units(cluster)
        if room < 0:
            break
        kept += cluster
    return (kept.rstrip() + ELLIPSIS)[:most]


def cut_graphemes(text: str, most: int) -> str:
    """At most `most` grapheme clusters; an ellipsis stands for what was cut."""
    if len(text) <= most:
        return text
    kept: list[str] = []
    for cluster in _clusters(text):
        if len(kept) == most:
            return ("".join(kept[:-1]).rstrip() + ELLIPSIS) if most else ""
        kept.append(cluster)
    return text


def split_utf16(text: str, most: int) -> list[str]:
    """The text in pieces of at most `most` UTF-16 units, broken at a line or a space where there is one."""
    pieces: list[str] = []
    while utf16_units(text) > most:
        head = _head(text, most)
        wrap = max(head.rfind("\n"), head.rfind(" ") if len(head) - head.rfind("\n") > len(head) // 2 else -1)
        head = head[:wrap] if wrap > len(head) // 2 else head
        pieces.append(head.strip())
        text = text[len(head) :].lstrip(" \n")
    return [piece for piece in [*pieces, text.strip()] if not is_blank(piece)]


def is_blank(text: str) -> bool:
    """Nothing a reader would see: both platforms refuse such a text."""
    return _VISIBLE.search(text) is None


def paragraphs(text: str) -> str:
    """Clean text with its lines; "" when there is nothing to see."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNWANTED).strip()
    return "" if is_blank(text) else text


def lead(text: str) -> str:
    """A shop's own words above a card, no longer than leaves room for the facts below them."""
    return cut_utf16(paragraphs(text), MOST_LEAD)


def line(text: str, most: int) -> str:
    """Clean text on one line of at most `most` clusters; "" when there is nothing to see."""
    text = " ".join(paragraphs(text[: most * GLANCE]).split())
    return visible(cut_utf16(cut_graphemes(text, most), most * UNITS_PER_CLUSTER))


def units_line(text: str, most: int) -> str:
    """Clean text on one line of at most `most` UTF-16 units; "" when there is nothing to see."""
    return visible(cut_utf16(" ".join(paragraphs(text[: most * GLANCE]).split()), most))


def visible(text: str) -> str:
    return "" if is_blank(text) else text


def json_bytes(value: object) -> int:
    """Size on the wire with `\\u` escapes: the larger of the two forms LINE might measure."""
    return len(json.dumps(value))


def web_address(url: str, most: int, schemes: frozenset[str]) -> str | None:
    """The address percent-encoded, or None when it has another scheme, no proper host, or is too long."""
    try:
        parts = urlsplit("".join(url.translate(_UNWANTED).split("\n")).strip())
        scheme, host = parts.scheme.lower(), parts.netloc
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
    except ValueError:
        return None
    if scheme not in schemes or (scheme in ("http", "https") and not _HOST.fullmatch(host)):
        return None
    address = urlunsplit((scheme, *(_encoded(part) for part in (host, *parts[2:]))))
    return address if len(address) <= most else None


def _encoded(part: str) -> str:
    return quote(_BARE_PERCENT.sub("%25", part), safe="%/:=&?~+!$,;'()*@")


def _clusters(text: str) -> Iterator[str]:
    return (match.group() for match in _CLUSTER.finditer(text))


def _head(text: str, most: int) -> str:
    """The first whole clusters within `most` units; only a cluster longer than that is broken."""
    kept, room = 0, most
    for cluster in _clusters(text):
        room -= utf16_units(cluster)
        if room < 0:
            break
        kept += len(cluster)
    return text[:kept] if kept else text[: max(1, most // 2)]
