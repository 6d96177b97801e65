"""Orders said in a roundabout way, said plainly: `อยากสั่ง A01 2 ตัวค่ะ` is `เอา A01 2 ตัวค่ะ`."""

import re
from dataclasses import dataclass

from bot.speech.line import Line
from bot.speech.saying import COLOURS, SIZES, THINGS

_VERB = "(?:สั่งซื้อ|สั่ง|ซื้อ|จอง|เอา|รับ|ขอ)"
_WANTS = f"(?={_VERB}|งั้น|cf|สี)"
_PLAIN = "|".join(sorted({*COLOURS, *SIZES}, key=len, reverse=True))
_NAMED = f"(?:{THINGS}|[a-z]{{1,3}}-?\\d|(?:{_PLAIN})(?![\u0e01-\u0e4ea-z]))"


@dataclass(frozen=True, slots=True)
class Phrase:
    """`said` becomes `plain`; `politely`: only as one speaks to a shop; `here`: only where a product was
    shown, `more`: only where something was ordered."""

    said: re.Pattern[str]
    plain: str
    example: tuple[str, str]
    politely: bool = False
    here: bool = False
    more: bool = False


def _phrase(said: str, plain: str, example: tuple[str, str], **only: bool) -> Phrase:
    return Phrase(re.compile(said, re.IGNORECASE), plain, example, **only)


PHRASES: tuple[Phrase, ...] = (
    _phrase(
        rf"^(?!ถ้า|หาก)[^|?]{{2,30}}ใช่ไหม\s*\|?\s*{_WANTS}|^(?!ถ้า|หาก)[^|?]{{2,30}}ไหม\s*\|?\s*(?=งั้น)",
        "",
        ("มีของใช่ไหม | เอา 2 กล่อง", "เอา 2 กล่อง"),
    ),
    _phrase(
        rf"^(?:เอา|ตาม|ขอ)?โปร(?!ด)[^|?]{{0,24}}?[\s|]+{_WANTS}(?=[^?]*$)",
        "เอา ",
        ("โปร 3 ตัว 500 เอา ขาว ดำ", "เอา เอา ขาว ดำ"),
        here=True,
    ),
    _phrase(
        rf"(?:^|(?<=\| ))(?:หนู|ผม|เรา|พี่)?(?:อยาก|ต้องการ|รบกวน|สนใจ|ลงชื่อ|จะ)(?:จะ|ขอ)?\s*{_VERB}(?:สินค้า|ซื้อ)?",
        "เอา ",
        ("อยากสั่ง A01 2 ตัว", "เอา  A01 2 ตัว"),
        politely=True,
    ),
    _phrase(rf"^({_NAMED}[^|?]{{0,30}}?)\s*\b(?:cf|f|mine)\b[\s!]*(?=\||$)", r"cf \1 ", ("A05 สีดำ cf", "cf A05 สีดำ ")),
    _phrase(
        rf"^เก็บ\s*({_NAMED}[^|?]{{0,30}}?)\s*ให้(?:หนู|ผม|เรา|พี่|ด้วย|หน่อย|ที)(?:ด้วย|หน่อย|ที)?",
        r"เอา \1 ",
        ("เก็บ A08 ให้หนู 1 ตัว", "เอา A08  1 ตัว"),
    ),
    _phrase("(?:แล้ว|ละ)กัน(?=[\\s|]|$)", " ", ("งั้นขอ 2 กล่องละกัน", "งั้นขอ 2 กล่อง ")),
    _phrase(
        r"(?:จัด)?ส่ง(?:มา|ไป)?(?:ที่|ตาม)?(?:ที่อยู่)?เดิม(?:ได้|เลย)*|(?<=ปลายทาง)(?:ได้|เลย)+|ส่ง(?=(?:เก็บ(?:เงิน)?)?ปลายทาง)",
        "",
        ("เอา D03 1 | ส่งที่เดิมเลย", "เอา D03 1 | "),
    ),
    _phrase(r"(?<=[\w\u0e01-\u0e4e])\s*=\s*(?=\d)", " ", ("A04 = 2 ตัว", "A04 2 ตัว")),
    _phrase(r"\b([smlf]|[2-5]?x+[sl])\s+size\b", r"\1", ("take A07 M size", "take A07 M")),
    _phrase(r"\bone (?:of )?each\b", "1 each", ("one of each", "1 each")),
    _phrase(r"\b(?:this|that) one\b", "this", ("i want this one", "i want this")),
    _phrase(r"\b(?:one|1) more (?=[a-z])", "add 1 ", ("one more mug", "add 1 mug"), more=True),
    _phrase(r"(?<=\d)\s*(?:เลย|ก็พอ|ด้วย)(?=\s*(?:\||$))", " ", ("งั้นจัดมา 3 เลย", "งั้นจัดมา 3 ")),
    _phrase(r",\s*(\d{1,2})(?=\s*(?:\||$))", r" x\1", ("take B05 L, 2", "take B05 L x2")),
    _phrase(
        r"^ใส่\s*([^|?\d]{2,24}?)(?:เพิ่ม|มา|ไป|ด้วย|ให้)+", r"เพิ่ม \1 ", ("ใส่ถุงเท้าเพิ่มไปด้วย 2 คู่", "เพิ่ม ถุงเท้า  2 คู่"), more=True
    ),
    _phrase(
        r"\b(also want|also need|add) an? (?=[a-z])",
        r"\1 1 ",
        ("also want a black tee", "also want 1 black tee"),
        more=True,
    ),
    _phrase(r"^another (?=[a-z])", "add 1 ", ("another cap", "add 1 cap"), more=True),
    _phrase(
        r"^(?:จด|บันทึก)(?:ออเดอร์)?(?:ให้|หน่อย|ด้วย|ไว้)*[\s|]*",
        "เอา ",
        ("จดให้หน่อย | ครีม 2 หลอด", "เอา ครีม 2 หลอด"),
        politely=True,
    ),
    _phrase(r"\b([2-9]|\d\d) more (?:of )?(?=[a-z])", r"add \1 ", ("2 more of A01", "add 2 A01"), more=True),
)


def rephrased(line: Line) -> Line:
    """The same line said plainly; the line itself when it is."""
    text = line.text
    for phrase in PHRASES:
        if (phrase.politely and not line.is_polite) or (phrase.here and not line.moment.product):
            continue
        if phrase.more and not line.moment.open_order:
            continue
        text = phrase.said.sub(phrase.plain, text)
    return line if text == line.text else line.in_words(text.strip())
