"""Orders said in a roundabout way, said plainly: `อยากสั่ง A01 2 ตัวค่ะ` is `เอา A01 2 ตัวค่ะ`."""

import re
from dataclasses import dataclass

from bot.speech.line import Line
from bot.speech.saying import COLOURS, SIZES, THINGS, WARES

_VERB = "(?:สั่งซื้อ|สั่ง|ซื้อ|จอง|เอา|รับ|ขอ|จัด|ลง|เพิ่ม|หยิบ|จด|ใส่|เก็บ)"
_WANTS = f"(?={_VERB}|งั้น|cf|สี)"
_PLAIN = "|".join(sorted({*COLOURS, *SIZES}, key=len, reverse=True))
_SPACE = r"[\s|,]"
#: What goes before an order and is none of it.
_BEFORE = (
    "อ้อ|อ๋อ|โอ๊ะ|เอ้อ|เออ|เอ่อ|ลืม(?:ไป|บอก|สั่ง)?|เกือบลืม|แม่ค้า(?:ขา|คะ)?|พ่อค้า|แอด(?:มิน)?(?:ขา|คะ)?|พี่(?:ๆ|ขา|คะ|คับ)?|"
    "ไหนๆก็[^|]{2,20}?(?:แล้ว|ละ)|เปลี่ยนใจ(?:แล้ว|ละ)?|ตกลง|สรุป(?:ว่า)?|งั้น|"
    "(?:ขอ|เอา|ฝาก)?(?:รวม|พ่วง|ใส่|แปะ|เพิ่ม|ส่ง)(?:ไป|มา|ใน|กับ|เข้า)*(?:บิล|ออเดอร์|กล่อง|รอบ|พร้อม)(?:เดียว|เดิม|ด้วย|นี้|กัน|เลย|"
    "แล้ว)+"
    "|รอบนี้|คราวนี้|วันนี้|oh|ah|btw|actually|wait|so|forgot|i forgot|one more thing|same (?:box|parcel|order)"
)
#: What goes behind it and is a wish about packing, an excuse, or where the rest goes.
_BEHIND = (
    "(?:เขียน|แนบ|ห่อ(?:ของขวัญ|ให้|กัน|สวย|แยก)|แพ็ค(?:ดี|ให้|แน่น|ของ|แยก)|แยก(?:ถุง|กล่อง|ห่อ)|ฝาก(?:โน้ต|เขียน|ห่อ|ใส่)|"
    "ไม่(?:ต้อง)?(?:ใส่|แนบ|แพ็ค|เอา(?:ถุง|ใบ|หลอด|ช้อน))|อย่า(?:ใส่|แนบ)|"
    "ส่ง(?:มา|ไป|ที่|ให้|ได้|เลย|ด่วน)|ตามนี้|ที่(?:อยู่)?เดิม|พร้อม(?:โอน|จ่าย|ส่ง)|ไม่รีบ|รีบใช้|ด่วน(?:ๆ|เลย|นะ)|ขอ(?:ถุง|การ์ด|"
    "กล่อง(?=ของขวัญ|สวย))|ทำ(?:เผ็ด|หวาน|จัด|สด|ให้)|เผ็ด(?:ๆ|น้อย|มาก)|หวาน(?:ๆ|น้อย)|พิมพ์?ผิด|เมื่อกี้ผิด|"
    "(?:ไป)?(?:กับ|พร้อม|รวม)(?:ของ|กับ|ที่|บิล|ออเดอร์)*(?:เดิม|เมื่อกี้|สั่งไว้|ก่อน)|ส่ง(?:ไป)?(?:พร้อม|รวม)กัน|รวมส่งกับ|"
    "gift ?wrap|wrap|pack|write|no (?:plastic|bag|receipt)|in the same|with my (?:last|other|previous)|"
    "to my (?:order|bill|cart)|"
    "for (?:me|my (?:mom|sister|friend|son|daughter|kid|wife|husband|boss|dad|team))\\b)"
)
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
        (
            r"^(?:พอดี)?(?:แม่|พ่อ|แฟน|เพื่อน|พี่สาว|น้องสาว|พี่|น้อง|ลูก|ป้า|หัวหน้า)(?:หนู|ผม|เรา|ที่ทำงาน)?ฝาก(?:ซื้อ|สั่ง|จอง|เอา|"
            r"ด้วย)(?=[^|?]*\d)"
        ),
        "เอา ",
        ("แม่ฝากซื้อยาหม่อง 3 ตลับ", "เอา ยาหม่อง 3 ตลับ"),
    ),
    _phrase(r"^(?:รอบนี้|คราวนี้|วันนี้|ครั้งนี้)\s?(?=ขอ|เอา|รับ|สั่ง)", "", ("รอบนี้ขอครีม 3 หลอด", "ขอครีม 3 หลอด")),
    _phrase(rf"^(?:(?:{_BEFORE}){_SPACE}+)+(?=\S)", "", ("อ้อ ลืม ขอถุงผ้าอีก 1 ใบ", "ขอถุงผ้าอีก 1 ใบ")),
    _phrase(
        rf"(?<=[\d\u0e01-\u0e4ea-z]){_SPACE}+(?:แล้ว|และ|ด้วย)?{_BEHIND}[^\n]*$",
        "",
        ("เค้ก 1 ก้อน เขียนหน้าว่า HBD แม่", "เค้ก 1 ก้อน"),
    ),
    _phrase(
        (
            r"(?<=\d)(\s?[\u0e01-\u0e4ea-z]{1,8}?)\s*(?:ไป|มา)?(?:กับ|พร้อม|รวม)(?:ของ|กับ|ที่|บิล|ออเดอร์)*(?:เดิม|เมื่อกี้|"
            r"สั่งไว้|ก่อน)\S*|(?<=\d)(\s?[\u0e01-\u0e4ea-z]{1,8}?)\s*(?:ลง|เข้า|ใน|ไป|มา|ยัด|รวม)+(?:ออเดอร์|บิล|ตะกร้า|"
            r"กล่องเดียว)\S*"
        ),
        r"\1\2",
        ("พ่วงถุงเท้า 2 คู่ไปกับของเดิมเลย", "พ่วงถุงเท้า 2 คู่"),
    ),
    _phrase(
        r"^(?:เอา|ขอ|รับ|สั่ง)?(?:เหมือน|แบบ|ตาม|อย่าง|ของ)เดิม(?:เลย|พี่|ค่ะ|เพิ่ม|อีก|เอา|ขอ|\s|\|)*(?=\d)",
        "เอา ",
        ("เหมือนเดิมเลย 2 กระปุก", "เอา 2 กระปุก"),
    ),
    _phrase(
        (
            r"(?<=\d)\s?[a-z\u0e01-\u0e4e]{0,6}\s?[\s|,]*(?:เอ๊ย|เอ้ย|เห้ย|อุ๊ย|ไม่ใช่|ไม่สิ|แก้เป็น|\b(?:oops|no|wait|sorry|"
            r"i mean)\b)[\s|,]*(\d+)"
        ),
        r"→\1",
        ("ขนมเปี๊ยะ 3 เอ๊ย 4 กล่อง", "ขนมเปี๊ยะ 3→4 กล่อง"),
    ),
    _phrase(r"\d+→(?=\d)", "", ("ขนมเปี๊ยะ 3→4 กล่อง", "ขนมเปี๊ยะ 4 กล่อง")),
    _phrase(
        (
            r"((?:^|[\s|])(?:จอง|เก็บ|พรี|ล็อ[กค]|กัน|cf|f|ซีเอฟ)(?![^|]*แล้ว)[^|]{0,30}?)\s?ไว้(?:ก่อน|ให้|ด้วย|หน่อย|เลย|"
            r"ที)*(?=[\s|]|$)"
        ),
        r"\1 ",
        ("พรี K30 ไว้ 2 เซ็ต", "พรี K30  2 เซ็ต"),
    ),
    _phrase(
        r"((?:^|[\s|])(?:จอง|เก็บ|พรี|ล็อ[กค]|กัน|cf|f)[^|]{0,30}?\d\s?[\u0e01-\u0e4e]{0,6})\s?ก่อน(?=\s*(?:\||$))",
        r"\1",
        ("จอง 1 ตัวก่อน", "จอง 1 ตัว"),
    ),
    _phrase(
        (
            rf"\b(want|need|take|get|have|buy|order|add|like|me|also|plus|in|"
            rf"grab)\s+an?\s+(?=(?:[a-z-]+ ){{0,3}}?(?:{WARES})s?\b)"
        ),
        r"\1 1 ",
        ("I want a tote bag too", "I want 1 tote bag too"),
    ),
    _phrase(
        r"^an? (?=(?:[a-z-]+ ){0,3}?[a-z]+ (?:please|pls|for me)|[a-z -]{3,24}$)",
        "1 ",
        ("a mug please", "1 mug please"),
        here=True,
    ),
    _phrase(
        r"\b([a-z]{1,3}-?\d{1,4}) in ([a-z]+)(?:,? (?:in )?(?:size )?([a-z0-9]{1,3})\b(?! *more))?(?:,? just)?",
        r"\1 \2 \3 ",
        ("A11 in green, size S, just 1", "A11 green S  1"),
    ),
    _phrase(
        r"^([^|?]{2,30}?)\s(?:ขอ|เอา|รับ|จัด)\s?(?=\d{1,3}\s?[\u0e01-\u0e4e]{0,10}(?:\s|\||$))",
        r"เอา \1 ",
        ("A09 ขอ 2", "เอา A09 2"),
    ),
    _phrase(
        r"\b(?:get|have|take|want|need) the ([a-z][a-z ]{2,24}),? just (\d+)",
        r"take \2 \1",
        ("can i get the green mug, just 1", "can i take 1 green mug"),
    ),
    _phrase(r"^(\d{1,2}) of (?=[a-z])", r"take \1 ", ("3 of A02 and 1 of A05", "take 3 A02 and 1 of A05")),
    _phrase(r"(?<=and )(\d{1,2}) of (?=[a-z])", r"\1 ", ("take 3 A02 and 1 of A05", "take 3 A02 and 1 A05")),
    _phrase(r"^(\d{1,2})\s?x (?=[a-z])", r"take \1 ", ("2x A08 M", "take 2 A08 M")),
    _phrase(r"(?<=and )an? (?=[a-z]{1,3}-?\d)", "1 ", ("2 A04 and a C01", "2 A04 and 1 C01")),
    _phrase(r"^(?:อัน|ตัว|ชิ้น|ใบ)นี้\s?(?:ขอ|เอา|รับ)\s?(?=\d)", "เอา ", ("อันนี้ขอ 2", "เอา 2"), here=True),
    _phrase(r"(?:(?<=ขอ)|(?<=เอา))หมดนี่(?:เลย)?", "", ("ขอหมดนี่เลย 3 ใบ", "ขอ 3 ใบ"), here=True),
    _phrase(r"\bthe ((?:[a-z]+ ){1,3}?)ones?\b", r"\1", ("gimme 2 of the beige one", "gimme 2 of beige ")),
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
        (
            rf"(?:^|(?<=\| ))(?:หนู|ผม|เรา|พี่)?(?:อยาก|ต้องการ|รบกวน|สนใจ|ลงชื่อ|จะ|ฝาก|ช่วย)(?:จะ|ขอ)?\s*(?:{_VERB}|"
            rf"(?<=อยาก)ได้(?=[^|?]*\d))(?:สินค้า|ซื้อ)?"
        ),
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
    _phrase(
        r"(?<=[\w\u0e01-\u0e4e])\s*ให้(?:หนู|ผม|เรา|พี่|น้อง|ด้วย|หน่อย|ที)*(?=\s*\d{1,3}\s?[\u0e01-\u0e4e]{0,7}(?:\s|\||$))",
        " ",
        ("จัด B05 ให้ 3 ชิ้น", "จัด B05  3 ชิ้น"),
    ),
    _phrase(r"(?<=[\u0e01-\u0e4e])(?=ไซส์\s?[a-z0-9])", " ", ("สีเขียวไซส์ M", "สีเขียว ไซส์ M")),
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
        r"^ใส่\s*([a-z]{1,3}-?\d{1,4}|[^|?\d]{2,24}?)\s?(?:เพิ่ม|มา|ไป|ด้วย|ให้|เลย)+",
        r"เพิ่ม \1 ",
        ("ใส่ถุงเท้าเพิ่มไปด้วย 2 คู่", "เพิ่ม ถุงเท้า  2 คู่"),
        more=True,
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
    _phrase(r"^([2-9]|\d\d) more (?:of )?(?=[a-z])", r"add \1 ", ("2 more of A01", "add 2 A01"), more=True),
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
