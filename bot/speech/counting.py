"""Numbers said in words: `สองถุง`, `ถุงละร้อย`, `ครึ่งโหล`, `a dozen`, `ตัวนึง`.

A number word is only read where it can be nothing but a number: before what is counted, or where an amount stands.
`เค้กส้มหนึ่งปอนด์` stays the name of a cake.
"""

import re

from bot.words import CLASSIFIERS, HALF_A_DOZEN

DIGITS = {
    "ศูนย์": 0,
    "หนึ่ง": 1,
    "นึง": 1,
    "เอ็ด": 1,
    "สอง": 2,
    "ยี่": 2,
    "สาม": 3,
    "สี่": 4,
    "ห้า": 5,
    "หก": 6,
    "เจ็ด": 7,
    "แปด": 8,
    "เก้า": 9,
}
TENS = {"สิบ": 10, "ร้อย": 100, "พัน": 1000, "หมื่น": 10_000}
ENGLISH = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}


def longest_first(words: object) -> str:
    """Alternatives of a pattern: of two words that begin alike, the longer is tried first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


#: What people count in, as a pattern; an English unit is a whole word.
UNIT = (
    f"(?:{longest_first(unit for unit in CLASSIFIERS if not unit.isascii())}"
    f"|(?:{longest_first(unit for unit in CLASSIFIERS if unit.isascii())})\\b)"
)
_WORD = f"(?:(?:{longest_first([*DIGITS, *TENS])})+)"
_COUNTED = re.compile(f"({_WORD})\\s?(?={UNIT})(?!{UNIT}(?:ละ|แรก|ต่อ))")
_ONE_OF = re.compile(f"({UNIT})(?:นึง|เดียว|หนึ่ง)(?=พอ|ก็พอ|(?![\u0e01-\u0e4e]))")
_ONE_MORE = re.compile(f"((?<!ได้)อีก)({UNIT})(?=\\s*(?:$|\\||ด้วย|หน่อย|ให้|ได้))")
_PRICED = re.compile(
    f"((?:ละ|ราคา|ลด(?:ให้|ไป|อีก)?|เหลือ|ค่าส่ง|โอน|รวม)\\s?)({_WORD})(?=\\s|$|\\||บาท|ใช่|ไหม|เปอร์|%|พอ|เลย|แล้วกัน|"
    f"ละกัน|ก็พอ|นะ)|({_WORD})(?=\\s?บาท)"
)
_LAST = re.compile(f"((?:เอา|ขอ|รับ|สั่ง|จัดมา|อีก|อย่างละ|สีละ)\\s?)({_WORD})(?=(?:เลย|พอ|ก็พอ|ด้วย)?\\s*(?:$|\\|))")
_ALONE = re.compile(f"^({_WORD})(?=\\s*(?:$|\\|))")
#: `จากสองเป็นสี่กล่อง`
_FROM = re.compile(f"(จาก)\\s?({_WORD})(?=\\s?(?:{UNIT})?\\s?เป็น)")
#: `A01 สอง B02 หนึ่ง`, `two of A09`
_CODED = re.compile(rf"(\b[A-Za-z]{{1,3}}-?\d{{1,4}}\s+)({_WORD})(?=\s|$|\|)")
_ENGLISH_OF = re.compile(
    rf"\b({'|'.join(word for word in ENGLISH if word != 'one')})\b(?=\s+of\s+(?:the\s+|those\s+|these\s+)?[a-z])",
    re.IGNORECASE,
)
_PART = re.compile(f"{longest_first([*DIGITS, *TENS])}")
_EACH_UNIT = re.compile(f"((?:สี|ไซส์|อย่าง|แบบ|ลาย)ละ)\\s?({UNIT})(?![\u0e01-\u0e4e])")
_ENGLISH_COUNT = re.compile(rf"\b({'|'.join(ENGLISH)})\b(?=\s+(?!of\b|more\b|is\b|day)[a-z])", re.IGNORECASE)
_ENGLISH_LAST = re.compile(
    (
        rf"\b((?:take|get|want|have|buy|order|add|need|like|me)\s+|,\s*)({'|'.join(ENGLISH)})\b(?=\s*(?:more|pls|"
        rf"please|for me|"
        rf"$|\||,|\.))|^(just |only |)(one|two|three|four|five|six)(?=\s*(?:for me|please|pls|$))"
    ),
    re.IGNORECASE,
)
#: `one more mug`
_ENGLISH_MORE = re.compile(
    rf"\b({'|'.join(ENGLISH)})\s+more\b(?=\s+[a-z])(?!\s+(?:day|time|week|month|thing|question))", re.IGNORECASE
)
#: `A07 M, one`
_ENGLISH_BEHIND = re.compile(rf"(?<=,)\s*({'|'.join(ENGLISH)})(?=\s*(?:$|\|))", re.IGNORECASE)
_A_DOZEN = re.compile(r"\b(half\s+)?(?:a\s+)?dozen\b", re.IGNORECASE)


def value(words: str) -> int:
    """`สองร้อยห้าสิบ` is 250; a scale alone is one of it (`ร้อย` is 100)."""
    total = digit = 0
    for part in _PART.findall(words):
        if part in DIGITS:
            digit = DIGITS[part]
        else:
            total += (digit or 1) * TENS[part]
            digit = 0
    return total + digit


def in_digits(text: str) -> str:
    """The same text with its numbers in digits."""
    if not text.isascii():
        text = text.replace(HALF_A_DOZEN, f" {HALF_A_DOZEN} ")
        text = _COUNTED.sub(lambda found: f" {value(found[1])} ", text)
        text = _CODED.sub(lambda found: f"{found[1]}{value(found[2])}", text)
        text = _ONE_OF.sub(r" 1 \1", text)
        text = _ONE_MORE.sub(r"\1 1 \2", text)
        text = _EACH_UNIT.sub(r"\1 1 \2", text)
        text = _PRICED.sub(_in_price, text)
        text = _ALONE.sub(lambda found: str(value(found[1])), text)
        text = _LAST.sub(lambda found: f"{found[1]} {value(found[2])}", text)
        text = _FROM.sub(lambda found: f"{found[1]} {value(found[2])} ", text)
    text = _A_DOZEN.sub(lambda found: "6 pcs" if found[1] else "12 pcs", text)
    text = _ENGLISH_MORE.sub(lambda found: f"{ENGLISH[found[1].lower()]} more", text)
    text = _ENGLISH_BEHIND.sub(lambda found: f" {ENGLISH[found[1].lower()]}", text)
    text = _ENGLISH_LAST.sub(
        lambda found: (found[1] or found[3] or "") + str(ENGLISH[(found[2] or found[4]).lower()]), text
    )
    text = _ENGLISH_OF.sub(lambda found: str(ENGLISH[found[1].lower()]), text)
    return _ENGLISH_COUNT.sub(lambda found: str(ENGLISH[found[1].lower()]), text)


def _in_price(found: re.Match[str]) -> str:
    return f" {value(found[3])} " if found[3] else f"{found[1]} {value(found[2])} "
