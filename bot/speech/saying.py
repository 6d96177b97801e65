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
SIZES = spelt(
    "xs s m l xl xxl xxxl 2xl 3xl 4xl f free freesize ฟรีไซส์ เอส เอ็ม แอล เอ็กซ์แอล เล็ก กลาง ใหญ่ จัมโบ้ small medium large"
)
# What is sold again and again: how the name of a thing begins.
THINGS = longest_first(
    spelt(
        "เสื้อ กางเกง เดรส กระโปรง ชุด หมวก รองเท้า กระเป๋า ถุงเท้า ถุงผ้า ถุงมือ ผ้า แว่น สร้อย แหวน ต่างหู กำไล นาฬิกา เคส เข็มขัด "
        "เบลเซอร์ แจ็คเก็ต คาร์ดิแกน ฮู้ด เลกกิ้ง บิกินี่ ที่คาดผม กิ๊บ โบว์ ยางรัดผม แมสก์ สายคล้อง "
        "ครีม เซรั่ม ลิป แป้ง สบู่ แชมพู โลชั่น น้ำหอม มาส์ก กันแดด โฟมล้าง คลีนซิ่ง โทนเนอร์ บลัชออน อายไลเนอร์ มาสคาร่า คุชชั่น "
        "รองพื้น สครับ ทรีทเม้นท์ ยาหม่อง ยาดม ยาสีฟัน ยาสระผม แปรงสีฟัน วิตามิน คอลลาเจน "
        "เค้ก คุกกี้ ขนม บราวนี่ น้ำพริก กาแฟ ชา ทุเรียน มะม่วง ส้ม ลำไย ข้าว น้ำผึ้ง หมูหยอง หมูแผ่น หมูฝอย หมูยอ กุนเชียง แหนม "
        "ไส้กรอก ไส้อั่ว ปลาร้า ปลาสลิด ปลาหมึก ปลาเค็ม ปลาแห้ง กุ้ง กะปิ น้ำปลา น้ำจิ้ม พริก แคบหมู กล้วย มะพร้าว สับปะรด มังคุด "
        "ลองกอง เงาะ องุ่น สตรอว์เบอร์รี่ สตรอเบอรี่ ถั่ว ธัญพืช กราโนล่า เม็ดมะม่วง ครัวซองต์ มาการอง ทองม้วน โยเกิร์ต น้ำส้ม น้ำสลัด "
        "แยม เนย ช็อกโกแลต ช็อคโกแลต โกโก้ มัทฉะ วุ้น ทาร์ต โดนัท เยลลี่ ลูกชิ้น สาหร่าย "
        "แก้ว จาน เทียน พวงกุญแจ ตุ๊กตา สติ๊กเกอร์ สติกเกอร์ สมุด เซ็ต เซต หมอน ม่าน พรม โคมไฟ กระถาง แจกัน ร่ม กระติก ช้อน "
        "หม้อ กระทะ เขียง ไม้แขวน ชั้นวาง ปากกา ดินสอ โปสการ์ด ปฏิทิน กรอบรูป โปสเตอร์ หนังสือ สายชาร์จ หูฟัง ลำโพง "
        "พาวเวอร์แบงค์ ฟิล์ม อาหารแมว อาหารสุนัข ทรายแมว ปลอกคอ ปุ๋ย ดอกไม้ สี"
    )
)
# The same in English, where what it is stands last: `black tee`.
WARES = "|".join(
    sorted(
        spelt(
            "bag tote shirt tee t-shirt tshirt dress skirt pants trousers jeans shorts hoodie jacket sweater cardigan"
            " cap "
            "hat beanie scarf sock shoe sandal slipper sneaker mug cup tumbler bottle candle soap lotion cream serum "
            "lipstick "
            "lip tint shampoo conditioner perfume toner mask sunscreen keychain sticker notebook planner pen pencil p"
            "oster "
            "postcard case necklace ring earring bracelet watch belt wallet pouch pillow blanket towel plushie plush "
            "toy doll "
            "book cookie brownie cake coffee tea honey granola jam mango durian rice snack plant pot plate bowl vase "
            "lamp "
            "umbrella mat magnet badge scrunchie polo blouse top jar oil balm scrub charm bouquet brush"
        )
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
    "wares": rf"\b(?:{WARES})(?:e?s)?\b",
    # When somebody means to do it, how much it is, and whether one may.
    "later": (
        "(?:พรุ่งนี้|มะรืน|เย็นนี้|คืนนี้|เที่ยงนี้|บ่ายนี้|ค่ำนี้|เสาร์นี้|อาทิตย์นี้|ศุกร์นี้|(?:สิ้น|ต้น|กลาง|ปลาย)เดือน|ถึง(?:จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|"
        "เสาร์|อาทิตย์)|"
        "(?:เดือน|อาทิตย์|สัปดาห์|วีค)หน้า|วัน(?:จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์|หลัง|ที่ \\d)|"
        "ตอน(?:เย็น|ดึก|ค่ำ|เที่ยง|บ่าย|เช้า|สาย|เลิกงาน|ถึงบ้าน)|(?:เย็น|ดึก|ค่ำ|บ่าย|เที่ยง|เช้า|สาย)ๆ?(?=\\s|โอน|จ่าย|ได้)|อีก(?:สัก|"
        "ครึ่ง)?(?:ชั่วโมง|แป๊บ|นาที|พัก)|ทีหลัง|เงิน(?:เดือน)?(?:ออก|เข้า)|"
        "หลังเลิกงาน|(?:อีก|ภายใน) \\d{1,2} (?:นาที|ชั่วโมง|ชม|วัน)|\\d{1,2} ?(?:โมง|ทุ่ม)|"
        "\\b(?:later|tomorrow|tmr|tonight|soon|(?:next|this) (?:week|month|mon|tue|wed|thu|fri|sat|sun|afternoon|"
        "evening)\\w*|"
        "on (?:mon|tue|wed|thu|fri|sat|sun)\\w*|payday|pay ?day|after work|end of (?:the )?month|in an? (?:bit|"
        "minute|hour)|"
        "when i get (?:home|back|paid))\\b)"
    ),
    "cod": (
        "(?:(?:(?:จัด)?ส่ง)?(?:เก็บ|จ่าย|ชำระ|รับ)?(?:เงิน)?ปลายทาง|(?:เก็บเงิน|เก็บตังค?์?|จ่าย(?:เงิน|ตังค?์?)?|"
        "ชำระ(?:เงิน)?)(?:ตอน|เมื่อ|หน้า)(?:ได้|รับ|ของ|สินค้า|มา|ถึง|บ้าน)+|"
        "\\bc\\.?o\\.?d\\b|\\b(?:cash|pay) (?:up)?on (?:delivery|arrival)\\b|\\bpay when (?:it|they) (?:arrives?|"
        "comes?)\\b)"
    ),
    "may": "(?:(?:ก็)?(?:ได้|ทัน|โอเค|ไหว)(?:ใช่|อยู่|หรือ)?(?:ไหม|เปล่า|หรือเปล่า|หรือยัง|ยัง|\\?)|ไหม)",
    "code": (
        r"(?:\b(?=[a-z0-9_-]*[a-z])(?=[a-z0-9_-]*\d)(?!x\d)(?!\d+(?:ml|cc|g|kg|cm|mm|gb|pm|am|st|nd|rd|th|"
        r"x)\b)[a-z0-9][a-z0-9_-]{0,23}\b)"
    ),
    "tracking": (
        r"(?:\b(?=[a-z0-9]*\d{6})(?!0[689]\d{8}\b)(?!\d{13}\b)[a-z0-9]{10,20}\b"
        r"|\bth(?=\d{3})(?=(?:[a-z]*\d){6})[a-z0-9]{10,18}\b)"
    ),
}


def says(*alternatives: str) -> re.Pattern[str]:
    """The alternatives as one pattern. They may name the same part, as `(?P<price>...)`; `spot` finds it."""
    return re.compile("|".join(_written_out(one, place) for place, one in enumerate(alternatives)), re.ASCII)


def both(one: str, other: str, within: int = 24) -> str:
    """Two ideas beside each other in a clause, whichever comes first."""
    return f"(?:{one})[^|\\n]{{0,{within}}}?(?:{other})|(?:{other})[^|\\n]{{0,{within}}}?(?:{one})"


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
