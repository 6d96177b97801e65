"""What staff change on the goods of an open order: the price, and how many."""

import re
from typing import Any

from bot.speech.line import Line
from bot.speech.meaning import Item
from bot.speech.naming import naming
from bot.speech.rows import DOUBT, Row, cues
from bot.speech.saying import says, spot
from bot.speech.settings import satang

_CHANGE = DOUBT | cues("announcement", "others", "greeting", "idiom")


def _quantity(line: Line, found: re.Match[str]) -> dict[str, Any]:
    item = Item(naming(line.text[spot(found, "name")]), int(line.text[spot(found, "count")]))
    return {"items": (item,), "total": None, "discount": None, "orders": ()}


def _price(line: Line, found: re.Match[str]) -> dict[str, Any]:
    item = Item(
        naming(_CHARGED.sub("", _PRICED.sub("", line.text[spot(found, "name")]))),
        unit_price=satang(line.text[spot(found, "price")]),
    )
    return {"items": (item,), "total": None, "discount": None, "customer": ""}


#: Words of the price that are no name.
_PRICED = re.compile("^(?:ราคา)?(?:ส่ง|เดิม|พิเศษ|เพื่อน|สมาชิก|ทุน|ปลีก|โปร)?(?:ให้|เลย|แค่|ที่|เป็น|ลูกค้า|เค้า|เขา|\\s)*$")
_CHARGED = re.compile("(?:(?:เก็บ|คิด|ขาย|ให้)(?:เขา|เค้า|ลูกค้า)*|(?<=เขา)(?:ก้อน|ตัว|ชิ้น|ใบ))$|^ใส่ราคา")
_PRICE = r"฿?(?P<price>\d[\d,]*(?:\.\d+)?)"
_TAIL = (
    r" (?:บาท|บ\.|baht|thb|฿|\.-)? (?:(?:พอ|ก็พอ|เลย|แล้วกัน|ละกัน|ได้|ไป|instead|pls|each|per piece|a piece|apiece|not \d+|"
    r"ไม่ใช่ \d+|จาก \d+|(?:\|)? อย่าคิด \d+|(?:นะ)?(?:บิล|ออเดอร์|รอบ|ครั้ง)นี้) )*(?:(?:ให้|for )(?:ลูกค้า\S*|พี่\S*|น้อ"
    r"ง\S*|คุณ\S*|เขา|เค้า|เจ้า\S*|her|him|them|this \w+|the \w+))? (?:$|\|)"
)
#: Of each: `89/ชิ้น`, `89 per piece`.
_PER = r" (?:บาท|บ\.|baht|thb|฿)? (?:/|ต่อ|<per>|<an?>) {unit}"
#: What a price is called that is not the usual one; no name of goods.
_KIND_OF_PRICE = "(?:ราคา)?(?:ส่ง|เดิม|พิเศษ|เพื่อน|สมาชิก|ทุน|ปลีก|โปร)?"
#: What costs something and is no goods.
NO_GOODS = "(?!ค่า(?:จัด)?ส่ง|(?:จัด)?ส่ง|ลดให้|ส่วนลด|(?:เอา|ขอ|รับ|เพิ่ม|สั่ง)? \\d{1,3} {unit} )"

CHANGES: tuple[Row, ...] = (
    Row(
        "set_price",
        says(
            (
                "^ (?:แก้|ปรับ|เปลี่ยน|ตั้ง|ขอ)?(?:ราคา|<(?:set )?(?:the )?price(?: of| for)?>) (?P<name>[^|"
                "]{0,40}?) (?:เป็น|เหลือ)? (?:{unit})?(?:ละ|เป็น|เหลือ|=|<to>|<is>|_) "
            )
            + _PRICE
            + _TAIL,
            (
                "(?:คิด|ขาย|เอา|ให้)(?:ให้|ราคา|แค่|ลูกค้า|พิเศษ)*"
                f"{_KIND_OF_PRICE} "
                "(?P<name>(?! \\d{1,3} {unit} )[^|"
                "]{0,30}?) (?:{unit})?ละ (?P<price>\\d[\\d,]*(?:\\.\\d+)?)"
            )
            + _TAIL,
            (
                f"^ {NO_GOODS}(?P<name>{{code}}|[^|\\d]{{0,30}}?(?:{{code}})?) (?:คิด|ขาย|เอา|เก็บ(?:เขา|เค้า|ลูกค้า)?|ใ"
                f"ห้|ลดเหลือ|เหลือ|ลด|ปรับเป็น|เป็น)(?:ให้|ราคา|"
                "แค่|เป็น|เหลือ)* {unit}?ละ (?P<price>\\d[\\d,]*(?:\\.\\d+)?)"
            )
            + _TAIL,
            (
                "^ (?:ลูกค้า(?:เก่า|ประจำ|ส่ง)? (?:คิด|ขาย|ให้))? (?P<name>(?!(?:ลด|ขึ้น|แก้|ปรับ"
                "|ตั้ง)ราคา)[^|\\d]{0,30}?(?:{code})?) (?:ตัว|ชิ้น|อัน|ใบ|คู่|กล่อง|ถุง|ขวด|แพ็ค|"
                "เส้น|ชุด)?(?:ละ|ราคา|@|"
                "<at>) (?P<price>\\d[\\d,]*(?:\\.\\d+)?)"
            )
            + _TAIL,
            f"^ {NO_GOODS}(?P<name>{{code}}|[^|\\d]{{1,30}}?(?:{{code}})?) (?:คิด|ขาย)(?:ให้|แ"
            f"ค่|ราคา|เหลือ|เป็น)* (?P<price>\\d{{2,6}})" + _TAIL,
            (
                "<(?:make|sell|do|give|let|set|change|put|price|drop|lower|raise|charge)> (?:(?:h"
                "er|him|them|the customer) )?(?:have )?(?:the )?(?:price (?:of|for|on) )?"
                "(?P<name>[^|]{0,30}?) (?:price )?(?:<(?:at|for|to|down to|up to|is)> |= )?฿?(?P<"
                "price>\\d[\\d,]*) (?:baht |thb )?"
                "(?:each|per piece|a piece|apiece|per unit|/ ?{unit})"
            ),
            (
                "<(?:set|change|put|drop|lower|raise|reduce|make)> (?:the )?<price>(?: of| for| o"
                "n)?(?: the)? (?P<name>[^|]{0,30}?) <(?:at|to|down to|up to|is)> "
            )
            + _PRICE
            + _TAIL,
            (
                "<(?:set|change|put|drop|lower|raise|reduce|make)> (?:the )?(?P<name>[^|]{1,30}?)"
                "'?s?_price <(?:at|to|down to|up to)> "
            )
            + _PRICE
            + _TAIL,
            (
                "<(?:sell|let|give)> (?:(?:her|him|them|the customer) )?(?:have )?(?:the )?(?P<na"
                "me>[^|]{1,30}?) <(?:at|for)> "
            )
            + _PRICE
            + _TAIL,
            "^ <price (?:of|for|on)> (?:the )?(?P<name>[^|]{1,30}?) <(?:is|to|should be|at|now)> " + _PRICE + _TAIL,
            "^ (?:the )?(?P<name>[^|\\d]{1,30}?) <(?:should be|is now|now|at)> " + _PRICE + _TAIL,
            (
                (
                    "^ (?P<name>(?!\\d)[^|\\d]{0,30}?(?:{code})?) (?:ขอ|ปรับ|แก้|เปลี่ยน|ขึ้น|ลด|คิด|"
                    "ขาย)(?:ราคา|ให้|ลง|เป็น|เหลือ|ที่|พิเศษ)+ {unit}?ละ? "
                )
                + _PRICE
                + _PER
            ),
            (
                f"^ (?:คิด|ขาย|ให้|เอา|ราคา|แก้|ปรับ|ใส่|เก็บ)(?:ราคา)?(?:ให้|เลย|แค่|เป็น|เหลือ|ท"
                f"ี่|ลูกค้า|เค้า|เขา|{_KIND_OF_PRICE})*? (?P<name>[^|\\d]{{0,30}}?) (?:ให้|เลย|แค่"
                f"|เป็น|เหลือ|ที่|ราคา)* "
            )
            + _PRICE
            + _PER,
            (
                f"^ {NO_GOODS}(?P<name>{{code}}|[^|\\d]{{0,30}}?(?:{{code}})?) (?:เป็น|เหลือ|แค่|"
                f"ราคา|คิด|ขาย|ให้|เอา|ลูกค้า|เค้า|เขา)* "
            )
            + _PRICE
            + _PER
            + " (?:พอ|เลย|ได้)? (?:$|\\|)",
            (
                (
                    "^ (?:แก้|ปรับ|เปลี่ยน|ขึ้น|ลด)ราคา(?:ของ)? (?P<name>[^|\\d]{0,30}?(?:{code})?) ("
                    "?:จาก \\d+ (?:บาท)?)? (?:ลง|ขึ้น|ให้)*(?:เป็น|เหลือ|=) (?:{unit}ละ)? "
                )
                + _PRICE
                + _TAIL
            ),
            (
                (
                    f"^ {NO_GOODS}(?P<name>{{code}}|(?!(?:ลด|ขึ้น|แก้|ปรับ|ตั้ง)ราคา)[^|\\d]{{1,30}}?"
                    f"(?:{{code}})?) (?:ขอ)?(?:ปรับ|แก้|เปลี่ยน|ขึ้น|ลด)?ราคา(?:ให้|ลง|เป็น|เหลือ|ที่|"
                    f"พิเศษ)* "
                )
                + _PRICE
                + _TAIL
            ),
            ("<charge> (?:her |him |them )?(?P<name>[^|]{0,30}?) (?P<price>\\d[\\d,]*) (?:each|per|baht|a piece)"),
        ),
        ("ราคา A01 ละ 250", "คิดให้ตัวละ 180 นะ", "set price A01 to 250", "เสื้อดำตัวละ 150"),
        "open",
        unless=_CHANGE,
        needs=True,
        tells=_price,
    ),
    Row(
        "set_qty",
        says(
            (
                "(?:แก้|เปลี่ยน|ปรับ)?(?P<name>[^|"
                "]{1,40}?) จาก \\d{1,4} (?:{unit})? เป็น (?P<count>\\d{1,4}) (?:{unit})? (?:$|\\|)"
            ),
            (
                "(?<!ส่ง)(?:แก้|เปลี่ยน|ปรับ|เพิ่ม|ลด)(?:จำนวน|เป็น)? (?P<name>(?!ราคา|ค่าส่ง|เบอร์ \\d|"
                "ส่วนลด|ขนส่ง|ยอด)[^|]{0,40}?) (?:เป็น|เหลือ|"
                "=) (?P<count>\\d{1,4})(?![\\d%]) (?:{unit})? (?:พอ|เลย)? (?:$|\\|)"
            ),
            (
                f"^ {NO_GOODS}(?P<name>(?!ยอด|ราคา|ที่อยู่|ขอ(?!ง))[^|\\d]{{1,30}}?|"
                f"{{code}}) (?:ขอ)?(?:เปลี่ยน|แก้|ปรับ|ขอ|เพิ่ม|ลด)(?:จำนวน)?(?:ลง|เป็น|เ"
                f"หลือ)+ (?P<count>\\d{{1,4}})(?![\\d%]) (?:{{unit}})? (?:พอ|เลย)? (?:$|\\|)"
            ),
            (
                "^ (?P<name>{code}|[^|\\d]{1,30}?) (?:เอา|ขอ|"
                "รับ)(?:แค่)? (?P<count>\\d{1,3}) (?:{unit})? (?:พอ|ก็พอ|เท่านั้น) (?:$|\\|)"
            ),
            "^ (?P<name>{code}|[^|\\d]{1,30}?) <(?:only|just)> (?P<count>\\d{1,3}) (?:{unit})? (?:$|\\|)",
            "^ <(?:only|just)> (?P<count>\\d{1,3}) (?:of )?(?P<name>{code}|[^|\\d]{1,30}?) $",
            (
                "^ (?P<name>(?!ปัด|คิด|ราคา|ยอด|สต็อก|ค่าส่ง|ส่ง|ลด)[^|]{0,40}?) (?:ลดเหลือ|เหลือ|ขอเหลือ|เอาแค่|แค่|=|"
                "เอาเหลือ) (?P<count>\\d{1,3}(?= {unit})|1?\\d(?![\\d%])) (?:{unit})? (?:พอ|ก็พอ|เลย)? (?:$|\\|)"
            ),
            (
                "<(?:change|set|make)> (?:the )?(?:quantity of |qty of |number of )?(?P<name>(?!("
                "?:shipping|delivery|price|total|discount)>)[^|"
                "]{1,40}?) (?:qty|quantity)? (?:<to>|=)? (?P<count>\\d{1,4}) (?:{unit})?(?: instead)? (?:$|\\|)"
            ),
            "^ แก้ (?P<name>{code}) (?P<count>\\d{1,4}) (?:$|\\|)",
            (
                "^ (?P<name>{code}|[^|\\d]{1,30}?) (?:ที่)?(?:ลง|สั่ง|ใส่|จด|คีย์)(?:ไว้|ไป)? \\d"
                "{1,4} {unit}? (?:ผิด|ไม่ใช่|เกิน|ขาด|ไม่ถูก)[^\\d]{0,20}?(?:ต้อง|เป็น|เอา|แก้เป็"
                "น|จริงๆ)+ "
                "(?P<count>\\d{1,4}) {unit}? (?:$|\\|)"
            ),
            (
                "^ (?P<name>{code}|[^|\\d]{1,30}?) (?:เอา|ขอ|รับ|เหลือ)?(?:แค่|เป็น|เหลือ)? (?P<c"
                "ount>\\d{1,3}) {unit}? (?:พอ|เลย|ก็พอ)? (?:\\||,)? (?:ไม่ใช่|ไม่เอา|จาก) \\d{1,3"
                "} {unit}? (?:$|\\|)"
            ),
            (
                "^ (?:ขอ|ช่วย)?(?:แก้|เปลี่ยน|ปรับ)? (?P<name>[^|\\d]{0,30}?(?:{code})?) (?:จาก|ไ"
                "ม่ใช่|ไม่เอา) \\d{1,4} {unit}? (?:\\||,)? "
                "(?:ขอ|เปลี่ยน|แก้|เพิ่ม|ลด|ขยับ|ปรับ|เอา|ให้|ต้อง)*(?:เป็น|เหลือ|เอา) (?P<count>"
                "\\d{1,4}) {unit}? (?:พอ|เลย|แทน|นะ)* (?:$|\\|)"
            ),
            (
                "^ (?:ขอ|ช่วย|ลูกค้า(?:ขอ)?|เอา)?(?:เปลี่ยน|แก้|ปรับ|เพิ่ม|ลด|ขอ|เอา|ขยับ|คิด)(?:"
                "จำนวน|ทั้งหมด)?(?:ใหม่|ลง|ขึ้น|ให้)*(?:เป็น|เหลือ) (?P<count>\\d{1,3}) "
                "{unit} (?:พอ|เลย|แทน|ก็พอ|แล้วกัน)* (?:$|\\|)"
            ),
            (
                f"^ {NO_GOODS}(?P<name>(?!ยอด|ราคา|ที่อยู่)[^|\\d]{{1,30}}?|{{code}}) (?:เอา|ขอ|ใ"
                f"ห้|ขยับ)?(?:เพิ่ม|ลด|ขยับ|เอา|ขอ)(?:ขึ้น|ลง)?(?:ไป)?(?:เป็น|เหลือ) "
                "(?P<count>\\d{1,3}) {unit}? (?:พอ|เลย|แทน|ก็พอ|แล้วกัน)* (?:$|\\|)"
            ),
            (
                "^ <(?:make|change)> (?:it|that|this|them)(?: to)? (?P<count>\\d{1,3})(?![\\d%]) "
                "(?P<name>(?!baht|each|thb)[a-z][a-z ]{0,24})?(?: instead| pls| in total)? (?:$|"
                "\\|)"
            ),
            (
                "<(?:bump|raise|lower|reduce|increase|drop|cut|up|change|update|adjust|bring|take"
                ")> (?:the )?(?:(?:quantity|qty|number) (?:of |for )?)?(?:the )?"
                "(?P<name>[^|]{0,30}?) (?:qty |quantity )?(?:up |down )?<to> (?P<count>\\d{1,3})("
                "?![\\d%,.]) (?:{unit})?(?: instead| now| pls)? (?:$|\\|)"
            ),
            (
                "^ (?:(?:she|he|they|customer)(?:'ll)? (?:only |just )?(?:wants?|needs?|takes?|ta"
                "ke) )?(?:make (?:it|that) )?(?P<count>\\d{1,3}) (?P<name>[a-z][a-z ]{0,24}?)? (?"
                ":<instead of>|<not>|,_not) (?:\\d{1,3}|just 1) "
            ),
            (
                "^ (?:she|he|they|customer) (?:only|just) (?:wants?|needs?|takes?) (?P<count>\\d{"
                "1,3}) (?:of the )?(?P<name>[a-z][a-z ]{0,24})? $"
            ),
            (
                "^ (?P<name>{code}|[a-z][a-z ]{1,24}?) <(?:should be|qty|quantity|to be|x)>(?: is"
                "| =| to)? (?P<count>\\d{1,3})(?![\\d%,.]) (?:{unit})?(?: not \\d+)? $"
            ),
            (
                "^ (?:ลด|เพิ่ม|แก้|ปรับ)(?:จำนวน)? (?P<name>[^|\\d]{1,30}?) (?:ลง|ขึ้น|ให้)*(?:เป"
                "็น|เหลือ) (?P<count>\\d{1,3}) {unit}? (?:พอ|เลย)? (?:$|\\|)"
            ),
        ),
        (
            "make it 3 tees",
            "จาก 2 แพ็คขอเป็น 6 แพ็ค",
            "bump A01 to 4",
            "A01 should be 4",
            "แก้จำนวนสบู่เป็น 6",
            "เสื้อดำเหลือ 1 พอ",
            "make it 3",
            "change A01 to 4",
        ),
        "open",
        unless=_CHANGE,
        needs=True,
        tells=_quantity,
    ),
)
