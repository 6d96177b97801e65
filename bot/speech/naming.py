"""The name of a thing out of the words around it: `เอาหมวกด้วย` is about `หมวก`, `A12 ไซส์ M` about `A12 M`."""

import re

from bot.speech.saying import COLOURS, SIZES, says
from bot.words import Token

_SAME = says(
    "^(?:อัน|ตัว|ชิ้น|เซ็ต|สี|แบบ|ใบ|คู่|ชุด|รุ่น|ลาย|อันที่|ของ)?(?:นี้|นั้น|เดิม|เดียวกัน|ในรูป|ในภาพ|บนสุด|ล่าสุด)$",
    "^<(?:this|that|it|them|these|those|the|the same|same|this one|that one|of them|of these|one|ones)>$",
    "^(?:อีก|เพิ่ม|มา|ให้|เลย|พอ|แค่|ก็พอ|ได้เลย|ด้วย|ลูกค้า|แล้วกัน|ละกัน|อัน|ตัว|ของ)*$",
    "^<(?:more|just|only|of)>$",
)
_LEADING = says(
    (
        "^(?:อีก|เพิ่ม|แค่|เป็น|มา(?!ม่า|ส|ก|ล)|ก็|ให้ลูกค้า|ให้(?=_|[a-z])|สินค้า(?!แ)|ตัวแบบ|แบบใน(?=รูป)|ของ(?!แถม|"
        "ขวัญ|ฝาก|เล่น|ชำ|หวาน|ใช้|ไหว้|กิน)|รายการ|ตามด้วย|แล้วก็|แล้วเอา|เอา|และ|กับ|จำนวน|บวก(?:ด้วย)?|ตบท้ายด้วย|เสริม|หน่อย|แปะ|ยัด|เบิ้ล|พ่วง|หยิบ|เฉพาะ|"
        "พี่เ(?:ขา|ค้า)|น้องเ(?:ขา|ค้า)|เค้า|ลูกค้า(?:เก่า|ประจำ|ใหม่)?|รหัส(?:สินค้า)?(?= ?\\d| [a-z]+\\d)|<(?:some|the|an|a|"
        "another|of|my|me|just|also|more)>) "
    ),
    "^[-:•.,+/&()] ",
)
_TRAILING = says(
    (
        "(?:เลย|ด้วย|หน่อย|เข้าไป|เข้า(?:ใน)?(?:บิล|ออเดอร์)(?:นี้)?|เข้า|ลงไป|พอ|ก็พอ|ก่อน|แทน|"
        "(?<=[ ด])ที|เอง|ให้หน่อย|เพิ่มให้ลูกค้า|ให้ลูกค้า|เพิ่ม(?=$)|อีก|เอา|คิด|ไป|มา|แล้ว|"
        "จำนวน|อะ|ขอ|ได้|แล้วกัน|ละกัน|ให้พี่|ให้(?:เค้า|เขา|พี่เ(?:ค้า|ขา)|ด้วย)?|ลูกค้า|รา"
        "คา|<(?:too|also|thanks|only|each|as well|for me|now)>) $"
    ),
    "[-:.,=+/&(] $",
)
_SIZE_WORD = re.compile(
    (r"(?:ไซส์|size)\s*(?=(?:[smlf]|x+[sl]|[2-5]xl|free)\b|เอ็กซ์แอล|เอส|เอ็ม|แอล)"), re.IGNORECASE | re.ASCII
)
#: `M size` is M.
_SIZED = re.compile(r"(?<=\s)((?:[smlf]|x+[sl]|[2-5]xl))\s+size$", re.IGNORECASE | re.ASCII)
_NUMBERED_SIZE = re.compile(
    r"^(?:ไซส์|เบอร์|size)\s*(\d{1,3})\s+(?=\D)|(?<=\S)\s*(?:ไซส์|เบอร์)\s*(\d{1,3})$", re.IGNORECASE
)
_FREE_BEHIND = re.compile(
    ("(?<=\\S)\\s*(?:for free|free of charge|on the house|as a (?:free )?gift|แถม(?:ฟรี|ไป|ให้|มา|ด้วย)*|ฟรี)$"),
    re.IGNORECASE,
)
_FREE = re.compile("^(?:ของแถม|แถมฟรี|แถม|ฟรี|free\\s+)\\s*(?=\\S)", re.IGNORECASE)


def named(words: list[Token]) -> tuple[str, bool]:
    """The words that name the thing, and whether it is given away."""
    text = _spaced(words)
    free = _FREE.match(text)
    text = text[free.end() :] if free else text
    behind = _FREE_BEHIND.search(text)
    return naming(text[: behind.start()] if behind else text), bool(free or behind)


def naming(text: str) -> str:
    """A name without the words around it; empty for what was shown ("this one")."""
    text = _SIZE_WORD.sub("", _SIZED.sub(r"\1", text.strip()))
    before = None
    while text != before:
        before = text
        text = _cut(_LEADING, text)
        text = _cut(_TRAILING, text)
    sized = _NUMBERED_SIZE.search(text)
    if sized and sized[1]:
        text = f"{sized[1]} {text[sized.end() :]}"
    return "" if _SAME.search(text.lower()) else text


def is_variant(name: str) -> bool:
    """Only a colour, a size, or both."""
    words = [word.removeprefix("สี").removeprefix("ไซส์").removeprefix("เบอร์") for word in name.lower().split()]
    return any(words) and all(not word or word in COLOURS or word in SIZES or word.isdigit() for word in words)


def _cut(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text.lower())
    return text[: found.start()].strip() or text[found.end() :].strip() if found else text


def _spaced(words: list[Token]) -> str:
    """The words as they stood: glued ones stay glued."""
    return "".join(
        word.text if place == 0 or word.glued else f" {word.text}" for place, word in enumerate(words)
    ).strip()
