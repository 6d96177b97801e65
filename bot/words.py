"""The scanner: a chat message as people type it, cut into words that keep their place in the text.

Thai is written with and without spaces, phones curl quotes and lengthen dashes, copied text hides controls. So a
message is first cleaned (what is not seen is not there), then read through a flattened twin of the same length, in
which every digit, quote and dash is the plain one. Free text (addresses, notes) is cut from the clean side, words
from the flat side.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "number", "quoted", "sign", "comma", "line", "end"]

THAI = "\u0e01-\u0e3a\u0e40-\u0e4e"
STOPS = frozenset({"comma", "line", "end"})


def spelt(words: str) -> frozenset[str]:
    """A list of words, written as people read lists of words."""
    return frozenset(words.split())


# What people count in, and how many pieces each is.
CLASSIFIERS: dict[str, int] = dict.fromkeys(
    spelt(
        "ตัว ชิ้น คู่ กล่อง ถุง อัน ขวด แพ็ค แพค แพ็ก ใบ เส้น แผ่น ก้อน กระปุก ชุด เซ็ต เซต ลัง กก ผืน ซอง หลอด ตลับ แท่ง เล่ม ลูก ห่อ มัด "
        "เครื่อง วง ม้วน คัน ช่อ ดอก ต้น เม็ด ฟอง ผล พวง หวี เรือน ถาด ถัง กระสอบ โถ ไม้ แก้ว จาน "
        "กระถาง กระป๋อง ชาม แผง ด้าม เข่ง โล กิโล กิโลกรัม ขีด แกลลอน เซ็ท "
        "pc pcs piece pieces pair pairs unit units set sets box boxes bag bags pack packs bottle bottles "
        "jar jars tube tubes"
    ),
    1,
) | {"โหล": 12, "dozen": 12}
HALF_A_DOZEN = "ครึ่งโหล"
EACH = frozenset({"ละ"} | {unit + "ละ" for unit in CLASSIFIERS} | {unit + "ๆละ" for unit in CLASSIFIERS})
BAHT = spelt("บาท baht thb ฿")
JOINERS = spelt("and กับ และ")

# Politeness around a command. คะ, ไหม, มั้ย are not here: they make a question of it.
PARTICLES = spelt("ค่ะ ค่า ครับ คับ ค้าบ คร้าบ จ้า จ้ะ น้า นะ นะคะ นะครับ เลย ด้วย หน่อย please pls ka krub krap kub")
# The number behind one of these belongs to it and is never how many.
LABELS = spelt(
    "at no nr number size room floor ext tel phone year since for version "
    "ไซส์ ไซซ์ เบอร์ รุ่น แบบ ห้อง ชั้น ซอย หมู่ ปี วันที่ เวลา ตอน โทร เลขที่ รหัส งวดนี้"
)
_TALK = spelt(
    "i you we they he she it is are was were am be do does did have has had will would can could should see meet call "
    "come go went my your our me us at until till by after before around about today tomorrow yesterday pm "
    "sorry thanks thank ok okay yes hello hi วันนี้ พรุ่งนี้ เมื่อวาน ขอบคุณ สวัสดี"
)
_SHORTENED = ("'ll", "'m", "'re", "'ve", "n't", "'d")
_TALK_ENDS = ("ค่ะ", "คะ", "ครับ", "คับ", "จ้า", "น้า", "มั้ย", "รึยัง", "หรือยัง", "ป่ะ", "?", *_SHORTENED)

_ENGLISH_UNITS = "|".join(unit for unit in CLASSIFIERS if unit.isascii()) + "|baht|thb"
_BREAKS = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Zero width, bidi and other controls, lone surrogates. The joiner stays where it makes one picture of two emoji.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff]|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
)
# Some keyboards write sara am as nikhahit + sara aa, and sara ae as two sara e. Both look alike and are not equal.
_SPLIT_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32|([\u0e48-\u0e4b])\u0e4d\u0e32")
_QUOTES = re.compile('["“”„‟«»「」『』＂]')
_FLAT = (
    {0xFF01 + offset: 0x21 + offset for offset in range(94)}
    | {0x0E50 + digit: 0x30 + digit for digit in range(10)}
    | {ord(mark): '"' for mark in "“”„‟«»「」『』"}
    | {ord(mark): "'" for mark in "‘’‚‛`´"}
    | {ord(mark): "-" for mark in "‐‑‒–—―−﹣"}
    | {ord(mark): "," for mark in "、،"}
    | {ord(mark): "*" for mark in "×✕✖⨯∗"}
)
_NUMBER = (
    r"[-+]?฿?(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?(?:฿|\.-|,-(?![0-9]))?%?"
)
_PRICE = rf"\s*[-+]?฿?[0-9][0-9,]*(?:\.[0-9]+)?(?:฿|\.-)?(?=[\s,;{THAI}]|$)"
_TOKEN = re.compile(
    rf"(?P<line>\n)|(?P<comma>[,;])"
    rf'|"(?P<quoted>[^"\n]+)"(?=[\s,;=*@{THAI}xX]|$)'
    rf"|(?P<number>{_NUMBER})(?=[\s,;=*@{THAI}฿]|$|[.!](?:\s|$)|(?i:(?:{_ENGLISH_UNITS})\b))"
    rf"|(?P<sign>[=*]|@(?={_PRICE}))"
    rf"|(?P<word>[{THAI}]+|(?:[^\s,;=*{THAI}@]|@(?!{_PRICE}))+)"
)
_MEASURED = r"[0-9]+(?:ml|cc|l|g|mg|kg|oz|cm|mm|m|in|inch|gb|tb|w|v|k|am|pm|st|nd|rd|th|hr|hrs|min|mins|x)"
_CODE = re.compile(
    rf"(?=[\w-]*[A-Za-z])(?=[\w-]*[0-9])(?!{_MEASURED}$|x[0-9]{{1,3}}$)(?![A-Za-z]{{2}}[0-9]{{9}}[A-Za-z]{{2}}$)"
    r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,23}[A-Za-z0-9])$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word and its place. `fold` is for comparing and keeps its quotes; `glued`: no space stood before it."""

    kind: Kind
    text: str
    fold: str
    start: int
    end: int
    glued: bool


class Speech:
    """A message and a finger on the next word. Looking past the end is safe: there is always one more "end".

    `opens(words, index)` and `ends_text(words, index, verb)` are the grammar's: does a command begin at this word in
    the middle of a line, and does this line end the free text of that verb.
    """

    __slots__ = ("at", "ends_text", "opens", "plain", "text", "tokens")

    def __init__(
        self,
        text: str,
        *,
        opens: Callable[["Speech", int], bool] = lambda words, index: False,
        ends_text: Callable[["Speech", int, str], bool] = lambda words, index, verb: False,
    ) -> None:
        self.text = clean(text)
        self.plain = flatten(self.text)
        self.tokens = _scan(self.plain)
        self.at = 0
        self.opens = opens
        self.ends_text = ends_text

    def look(self, ahead: int = 0) -> Token:
        return self.token(self.at + ahead)

    def token(self, index: int) -> Token:
        return self.tokens[min(index, len(self.tokens) - 1)]

    def take(self) -> Token:
        token = self.token(self.at)
        self.at += 1
        return token

    def cut(self, first: int, last: int) -> str:
        """The words from `first` up to, not including, `last`, as typed, with single spaces."""
        if last <= first:
            return ""
        return " ".join(self.plain[self.token(first).start : self.token(last - 1).end].split())

    def clause_end(self, index: int) -> int:
        while self.token(index).kind not in STOPS:
            index += 1
        return index

    def settled(self, index: int) -> bool:
        """Nothing but politeness stands between here and the end of the clause."""
        return self.token(self.past_noise(index)).kind in STOPS

    def past_noise(self, index: int) -> int:
        while is_noise(self.token(index)):
            index += 1
        return index


def clean(text: str) -> str:
    """What a reader sees: line ends are newlines, blanks are spaces, and nothing invisible is left."""
    text = _UNSEEN.sub("", _BLANKS.sub(" ", _BREAKS.sub("\n", text)))
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text).replace("เเ", "แ")
    return _SPLIT_AM.sub(lambda found: (found[1] or found[2] or "") + "\u0e33", text)


def flatten(text: str) -> str:
    """The same length, with plain digits, quotes, dashes and multipliers."""
    return text if text.isascii() else text.translate(_FLAT)


def quote(text: str) -> str:
    """In quotes, so that it is read as one piece whatever it says; its own quotes become single ones."""
    return '"' + _QUOTES.sub("'", text).strip() + '"'


def fold(word: str) -> str:
    """For comparing: `Send!` and `send` are one word."""
    return word.casefold().rstrip(".!:") or word


def is_noise(token: Token) -> bool:
    """Politeness, a smile, a lone dash; never a question mark."""
    if token.kind != "word":
        return False
    return token.fold in PARTICLES or not ("?" in token.text or any(mark.isalnum() for mark in token.text))


def is_code(token: Token) -> bool:
    """Letters and digits in one word, as article numbers are written; not `100ml`, `6pm` or a tracking number."""
    return token.kind == "word" and _CODE.match(token.text.rstrip(".!")) is not None


def is_label(token: Token) -> bool:
    return token.fold in LABELS or (not token.fold.isascii() and token.fold.endswith(_THAI_LABELS))


def sounds_like_talk(tokens: list[Token]) -> bool:
    """People talking to people, rather than the name of something sold."""
    return len(tokens) > 12 or any(token.fold in _TALK or token.fold.endswith(_TALK_ENDS) for token in tokens)


_THAI_LABELS = tuple(label for label in LABELS if not label.isascii() and len(label) > 2)


def _scan(plain: str) -> list[Token]:
    tokens = []
    last = -1
    for found in _TOKEN.finditer(plain):
        kind: Kind = found.lastgroup  # type: ignore[assignment]  # the pattern's groups are the kinds
        text = found[kind]
        tokens.append(Token(kind, text, fold(found[0]), found.start(), found.end(), found.start() == last))
        last = found.end()
    tokens.append(Token("end", "", "", len(plain), len(plain), False))
    return tokens
