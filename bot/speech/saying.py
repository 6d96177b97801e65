"""How a pattern of words is written here, and the words that stand for many.

A pattern is read in a plain, lower-case line. A space in it stands for any blank or none, as Thai is written; `_`
for at least one; `{bill}`, `{no}`, `{amount}` and so on for what is listed below. `<` and `>` are the ends of a word
of Latin letters.
"""

import re

from bot.speech.counting import UNIT, longest_first
from bot.words import spelt

# What shops ship with: how it is said, the method as it is called, and the carrier's own name.
CARRIERS: tuple[tuple[str, str, str], ...] = (
    ("ems|อีเอ็มเอส|ด่วนพิเศษ", "EMS", "thailand_post"),
    ("ลทบ|ลงทะเบียน|registered", "ลงทะเบียน", "thailand_post"),
    ("flash(?: express)?|แฟลช(?:เอ็กซ์เพรส)?|แฟรช", "Flash", "flash"),
    ("kerry|kex|เคอรี่?|เคอรร?ี่", "Kerry", "kex"),
    ("j ?& ?t|jt|เจแอนด์ที|เจที", "J&T", "jt"),
    ("spx|shopee ?express|ช้อปปี้(?:เอ็กซ์เพรส)?", "SPX", "spx"),
    ("ninja ?van|นินจา(?:แวน)?", "Ninja Van", "ninjavan"),
    ("dhl|ดีเอชแอล", "DHL", "dhl_ecommerce"),
    ("best(?: express)?|เบสท์", "Best", "best"),
    ("lex|lazada express|ลาซาด้า", "LEX", "lex"),
    ("ไปรษณีย์(?:ไทย)?|ปณ|thai ?post|thailand post|post", "ไปรษณีย์", "thailand_post"),
    ("grab|แกร็บ", "Grab", ""),
    ("lalamove|ลาล่ามูฟ|ลาลามูฟ", "Lalamove", ""),
    ("line ?man|ไลน์แมน", "LINE MAN", ""),
    ("inter ?express|อินเตอร์", "Inter Express", ""),
)

COLOURS = spelt(
    "ดำ ขาว แดง ฟ้า เขียว เหลือง ชมพู ม่วง เทา น้ำตาล ครีม เบจ ส้ม น้ำเงิน กรม กรมท่า ทอง เงิน นู้ด โอรส มิ้นท์ ม่วงอ่อน ชมพูอ่อน "
    "ฟ้าอ่อน เขียวอ่อน "
    "พาสเทล กากี โอลด์โรส black white red blue green yellow pink purple grey gray "
    "brown cream beige orange navy gold silver nude"
)
SIZES = spelt("xs s m l xl xxl xxxl 2xl 3xl 4xl f free freesize ฟรีไซส์ เล็ก กลาง ใหญ่ จัมโบ้ small medium large")
# What is sold again and again: how the name of a thing begins.
THINGS = longest_first(
    spelt(
        "เสื้อ กางเกง เดรส กระโปรง ชุด หมวก รองเท้า กระเป๋า ถุงเท้า ถุงผ้า ผ้า แว่น สร้อย แหวน ต่างหู กำไล นาฬิกา เคส "
        "ครีม เซรั่ม ลิป แป้ง สบู่ แชมพู "
        "โลชั่น น้ำหอม มาส์ก กันแดด เค้ก คุกกี้ ขนม บราวนี่ น้ำพริก กาแฟ ชา แก้ว จาน เทียน พวงกุญแจ ตุ๊กตา สติ๊กเกอร์ สมุด เซ็ต "
        "ทุเรียน มะม่วง ส้ม ลำไย ข้าว น้ำผึ้ง วิตามิน คอลลาเจน ยาสีฟัน สี"
    )
)

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORDS = {
    "amount": rf"(?<![\d.])(?:฿\s*)?({_NUMBER})(?:\s*(?:บาท|บ\.|baht|thb|฿|\.-|,-)|(?![\d%]))",
    "percent": rf"({_NUMBER})\s*(?:%|เปอร์เซ็นต์|เปอร์เซ็น|เปอร์(?!เ)|percent)",
    "count": r"(?<![\d.])(\d{1,4})(?![\d.,%])",
    "unit": UNIT,
    "bill": (
        r"(?:บิล(?:เลขที่|ที่|หมายเลข)?|ออเดอร์(?:เลขที่|ที่|หมายเลข)?|\b(?:order|bill|invoice|inv)\b(?: ?(?:no\.?|"
        r"number))?|เลขที่|หมายเลข)"
    ),
    "no": r"#?\s*(?:so-?)?(~?\d{1,9})(?![\d.-])",
    "order": r"(?:ออเดอร์|บิล|\border\b|\bbill\b|รายการ(?:สั่งซื้อ)?|คำสั่งซื้อ|ใบสั่งซื้อ|ตะกร้า)",
    "carrier": "(?:" + "|".join(f"{said}" for said, _, _ in CARRIERS) + ")",
    "who": "(?:ลูกค้า|คุณ|พี่|น้อง|เจ๊|ป้า|ลุง|นาย|นาง|แม่|customer)",
    "pay": "(?:โอน|จ่าย|ชำระ)",
    "things": THINGS,
    "code": (
        r"(?:\b(?=[a-z0-9_-]*[a-z])(?=[a-z0-9_-]*\d)(?!x\d)(?!\d+(?:ml|cc|g|kg|cm|mm|gb|pm|am|st|nd|rd|th|"
        r"x)\b)[a-z0-9][a-z0-9_-]{0,23}\b)"
    ),
    "tracking": r"(?:\b(?=[a-z0-9]*\d{6})(?!0[689]\d{8}\b)(?!\d{13}\b)[a-z0-9]{10,20}\b)",
}


def says(*alternatives: str) -> re.Pattern[str]:
    """The alternatives as one pattern. They may name the same part, as `(?P<price>...)`; `spot` finds it."""
    return re.compile("|".join(_written_out(one, place) for place, one in enumerate(alternatives)), re.ASCII)


def spot(found: re.Match[str], *names: str) -> slice:
    """Where the part of one of these names stands; an empty place when nothing was found for it."""
    for key, value in found.groupdict().items():
        if value and key.rpartition("_")[0] in names:
            return slice(*found.span(key))
    return slice(0, 0)


def _written_out(pattern: str, place: int) -> str:
    pattern = re.sub(r"\(\?P<([a-z]+)>", r"(?P«\g<1>»", pattern).replace(" ", r"\s*")
    pattern = re.sub(r"_(?![^\[]*\])", r"\\s+", pattern)
    pattern = re.sub(r"<(?=[a-z(\\])|(?<=[a-z)+*?])>", r"\\b", pattern)
    pattern = pattern.replace("«", "<").replace("»", f"_{place}>")
    return re.sub(r"\{([a-z]+)\}", lambda found: _WORDS[found[1]], pattern)
