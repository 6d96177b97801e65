"""How names are spelt and how they are compared: case, width, digits, hyphens, plurals, slips of Thai tone marks."""

import re
import unicodedata
from functools import lru_cache

_DIGITS = {0x0E50 + digit: 0x30 + digit for digit in range(10)}
_UNSEEN = dict.fromkeys((0xAD, 0x0E46, *range(0x200B, 0x2010), 0x2060, 0xFEFF, *range(0x300, 0x370), 0xFE0E, 0xFE0F))
_DASHES = {ord(dash): "-" for dash in "‐‑‒–—―−_"}
_PLAIN = str.maketrans(_DIGITS | _UNSEEN | _DASHES)
# Sara am, however its halves and its tone mark are ordered; two sara e for one sara ae.
_SPLIT_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32|([\u0e48-\u0e4b])\u0e4d\u0e32")
# A mark or vowel that stands twice is one; a letter that is drawn out (`มากกกก`) is one.
_STRETCHED = re.compile("([\u0e30-\u0e3a\u0e45\u0e47-\u0e4e])\\1+|([\u0e01-\u0e2e])\\2{2,}")
# Most names need nothing but lower case: letters in their usual order, nothing else.
_UNUSUAL = re.compile("[^ -^`-~\n\u0e01-\u0e3a\u0e40-\u0e44\u0e47-\u0e4c]|\u0e40\u0e40|" + _STRETCHED.pattern)
_MARKS = re.compile("[\u0e47-\u0e4e]+")
_TONELESS = str.maketrans({**dict.fromkeys(range(0x0E47, 0x0E4F)), 0x0E43: "\u0e44"})

THAI = "\u0e01-\u0e3a\u0e40-\u0e4e"
_WORD = re.compile(rf"[{THAI}]+|[^\W_{THAI}]+(?:[-'’./&][^\W_{THAI}]+)*\+*")
_PIECE = re.compile(r"[^\W\d_]+|\d+")
_JOINTS = re.compile("[-'’./&]")

#: Letters and digits that are taken for each other.
LOOKS_LIKE = str.maketrans("oilsbz", "011582")


def key(text: str) -> str:
    """Text as it is compared: no case, no width, no double spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def fold(text: str) -> str:
    """Text as it sounds: as `key`, with plain digits and dashes, no accents, nothing unseen, nothing doubled."""
    if not _UNUSUAL.search(text):
        return text.lower()
    text = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN).replace("\u0e40\u0e40", "\u0e41")
    text = _SPLIT_AM.sub(lambda found: (found[1] or found[2] or "") + "\u0e33", text)
    return _STRETCHED.sub(r"\1\2", text)


def words(folded: str) -> list[str]:
    """The words of a folded text: runs of Thai, and words of other scripts with what joins them (`open-toe`)."""
    return _WORD.findall(folded)


def squeezed(text: str) -> str:
    """Its letters and digits alone, folded: `A-01`, `a 01` and `A๐1` are one."""
    return squeezed_words(words(fold(text)))


def squeezed_words(said: list[str]) -> str:
    text = "".join(said)
    return text if text.isalnum() else _JOINTS.sub("", text)


def is_thai(word: str) -> bool:
    return "\u0e01" <= word[0] <= "\u0e4e"


def toneless(text: str) -> str:
    """Thai without the marks above it that people leave out or mistake."""
    return text.translate(_TONELESS) if _MARKS.search(text) or "\u0e43" in text else text


@lru_cache(maxsize=20_000)
def forms(word: str) -> tuple[str, ...]:
    """How a word that is not Thai is looked up: joined (`tshirt`), and in its pieces when it has any (`t`, `shirt`).

    The first is the whole word; of a plural it is the singular.
    """
    if word.isalpha() or word.isdigit():
        return (singular(word),)
    joined = singular(_JOINTS.sub("", word))
    pieces = [singular(piece) for part in _JOINTS.split(word) for piece in _PIECE.findall(part)]
    return (joined, *pieces) if len(pieces) > 1 else (joined,)


def singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")) or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "xes", "ches", "shes")) else word[:-1]
