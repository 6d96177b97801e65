"""What staff change on the goods of an open order: the price, how many, another variant, what is taken off."""

import re
from dataclasses import replace
from typing import Any

from bot.speech.goods import Goods, goods_in, instead
from bot.speech.line import Line
from bot.speech.meaning import Item
from bot.speech.naming import naming
from bot.speech.rows import DOUBT, Row, cues
from bot.speech.saying import says, spot
from bot.speech.settings import satang
from bot.speech.staff_asks import part

_CHANGE = DOUBT | cues("announcement", "others", "greeting", "idiom")


def _left_over(line: Line, found: re.Match[str], *places: int) -> Goods:
    return goods_in(part(line, found, *places))


def _removed(line: Line, found: re.Match[str]) -> dict[str, Any]:
    goods = _left_over(line, found, *range(1, found.re.groups + 1))
    pieces = re.match(r"\s*(\d{1,4})(?!\d)", line.fold[found.end() :])
    items = [item if item.quantity or not pieces else replace(item, quantity=int(pieces[1])) for item in goods.items]
    return {"items": tuple(items)}


def _variant(line: Line, found: re.Match[str]) -> dict[str, Any]:
    return {"items": (instead(line.text[spot(found, "now")], line.text[spot(found, "was")]),)}


def _quantity(line: Line, found: re.Match[str]) -> dict[str, Any]:
    item = Item(naming(line.text[spot(found, "name")]), int(line.text[spot(found, "count")]))
    return {"items": (item,), "total": None, "discount": None, "orders": ()}


def _price(line: Line, found: re.Match[str]) -> dict[str, Any]:
    item = Item(naming(line.text[spot(found, "name")]), unit_price=satang(line.text[spot(found, "price")]))
    return {"items": (item,), "total": None, "discount": None, "customer": ""}


_PRICE = r"฿?(?P<price>\d[\d,]*(?:\.\d+)?)"
_TAIL = (
    r" (?:บาท|บ\.|baht|thb|฿|\.-)? (?:พอ|ก็พอ|เลย|แล้วกัน|instead|pls|each|per piece|a piece)?"
    r" (?:ให้(?:ลูกค้า\S*|พี่\S*|น้อง\S*|คุณ\S*|เขา|เค้า))? (?:$|\|)"
)
#: What a price is called that is not the usual one; no name of goods.
_KIND_OF_PRICE = "(?:ราคา)?(?:ส่ง|เดิม|พิเศษ|เพื่อน|สมาชิก|ทุน|ปลีก|โปร)?"
#: What costs something and is no goods.
_NO_GOODS = "(?!ค่า(?:จัด)?ส่ง|(?:จัด)?ส่ง|ลดให้|ส่วนลด)"

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
                "(?P<name>[^|"
                "]{0,30}?) (?:{unit})?ละ (?P<price>\\d[\\d,]*(?:\\.\\d+)?)"
            )
            + _TAIL,
            (
                f"^ {_NO_GOODS}(?P<name>{{code}}|[^|\\d]{{0,30}}?(?:{{code}})?) (?:คิด|ขาย|เอา|ใ"
                f"ห้|ลดเหลือ|เหลือ|ลด|ปรับเป็น|เป็น)(?:ให้|ราคา|"
                "แค่|เป็น|เหลือ)* {unit}?ละ (?P<price>\\d[\\d,]*(?:\\.\\d+)?)"
            )
            + _TAIL,
            (
                "^ (?P<name>[^|\\d]{0,30}?(?:{code})?) (?:ตัว|ชิ้น|อัน|ใบ|คู่|กล่อง|ถุง|ขวด|แพ็ค|เส้น|ชุด)?(?:ละ|ราคา|@|"
                "<at>) (?P<price>\\d[\\d,]*(?:\\.\\d+)?)"
            )
            + _TAIL,
            f"^ {_NO_GOODS}(?P<name>{{code}}|[^|\\d]{{1,30}}?(?:{{code}})?) (?:คิด|ขาย)(?:ให้|แ"
            f"ค่|ราคา|เหลือ|เป็น)* (?P<price>\\d{{2,6}})" + _TAIL,
            (
                "<(?:make|sell|do|give|let)> (?:the )?(?P<name>[^|]{1,30}?) (?:at |"
                "for )?(?P<price>\\d[\\d,]*) (?:baht )?(?:each|per piece|a piece|apiece)"
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
                "(?<!ส่ง)(?:แก้|เปลี่ยน|ปรับ|เพิ่ม|ลด)(?:จำนวน|เป็น)? (?P<name>(?!ราคา|ค่าส่ง|"
                "ส่วนลด|ขนส่ง|ยอด)[^|]{0,40}?) (?:เป็น|เหลือ|"
                "=) (?P<count>\\d{1,4})(?![\\d%]) (?:{unit})? (?:พอ|เลย)? (?:$|\\|)"
            ),
            (
                f"^ {_NO_GOODS}(?P<name>(?!ยอด|ราคา|ที่อยู่|ขอ(?!ง))[^|\\d]{{1,30}}?|"
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
                "<(?:change|set|make)> (?:the )?(?:quantity of |qty of |number of )?(?P<name>[^|"
                "]{1,40}?) (?:qty|quantity)? (?:<to>|=)? (?P<count>\\d{1,4}) (?:{unit})?(?: instead)? (?:$|\\|)"
            ),
            "^ แก้ (?P<name>{code}) (?P<count>\\d{1,4}) (?:$|\\|)",
        ),
        ("แก้จำนวนสบู่เป็น 6", "เสื้อดำเหลือ 1 พอ", "make it 3", "change A01 to 4"),
        "open",
        unless=_CHANGE,
        needs=True,
        tells=_quantity,
    ),
    Row(
        "change_variant",
        says(
            (
                "(?:สลับ|เปลี่ยน|แก้)(?:จาก|ไซส์|สี|แบบ|ลาย|เบอร์|รุ่น|กลิ่น|รส|ตัว|เ"
                "ป็น)* (?P<was>(?!ขนส่ง|ส่ง|จ่าย|โอน|เก็บ)[^|]{1,30}?) (?:เปลี่ยน)?(?:เป็น|ไ"
                "ปเป็น|"
                "มาเป็น) (?:ไซส์|เบอร์|แบบ|ตัว)? (?P<now>(?! \\d{1,4} (?:{unit})? (?:$|\\|))[^|]{1,30})"
            ),
            f"^ {_NO_GOODS}(?P<was>(?!บิล|ออเดอร์|จ่าย|โอน|เก็บ)[^|"
            f"]{{1,30}}?) (?:ขอ)?(?:เปลี่ยน|แก้|สลับ)(?:ไป)?เป็น (?:ไซส์|เบอร์|แบบ|ตัว)? "
            "(?P<now>(?! \\d{1,4} (?:{unit})? (?:$|\\|))(?! (?:โอน|ปลายทาง|เก็บ|จ่าย|cod|{carrier}))[^|]{1,30})",
            "^ (?:เอา|ขอ|ใส่) (?P<now>[^|]{1,30}?) แทน (?P<was>[^|]{1,30})",
            "<(?:size |colou?r )?(?P<now>[^|]{1,20}?)_instead of_(?P<was>[^|]{1,30})",
            (
                "(?:ไม่เอา|เอา) (?P<was>[^|]{1,30}?)(?:แล้ว|ออก)? (?:\\|)? (?:เอา|ขอ|เป็น|เปลี่ยนเป็น|ใส่) (?P<now>[^|"
                "]{1,30}?) แทน"
            ),
            (
                "<(?:change|swap|switch|exchange|replace)> (?:the )?(?:size |colou?r )?(?:from )?(?P<was>[^|"
                "]{1,30}?)_(?:to|for|with|into)_(?P<now>(?!\\d+ $)[^|]{1,30})"
            ),
        ),
        ("สลับไซส์ M เป็น L", "เปลี่ยนสีดำเป็นสีขาว", "swap black for white", "ไม่เอาดำ เอาขาวแทน"),
        "open",
        unless=_CHANGE,
        needs=True,
        tells=_variant,
    ),
    Row(
        "remove_item",
        says(
            (
                "^ (?:ขอ|ช่วย)?(?:ลบ|ตัด|ถอด|เอา|หัก|ดึง|ลด)(?:รายการ)? ([^|]{1,60}?) (?:ออก|"
                "ทิ้ง)(?:ไป|จากบิล|จากออเดอร์|ก่อน|ด้วย|เลย|ให้หน่อย|"
                "หน่อย|ที)*(?! เลข)"
            ),
            "^ ลบ(?!บิล|ออเดอร์|ที่อยู่|โน้ต|ส่วนลด|ค่าส่ง|ร่าง) ([^|]{1,60})",
            (
                "^ (?:ไม่เอา|ลูกค้าไม่เอา|ตัดออก|คุณ\\S{1,10}ไม่เอา) ([^|]{1,40}?)(?:แล้ว|ออก|"
                "ละ)?(?:(?:ตัด|เอา|ลบ)ออก(?:เลย)?)?(?:_|$|\\|)"
            ),
            "<cancel> the (?!order|bill|invoice|last)([^|\\d]{2,30}) $",
            "^ ยกเลิก (?!ที่|เมื่อ|ล่าสุด|อัน|{order}|#| \\d)([^|\\d]{2,30}) (?:\\d{1,3} {unit})? (?:$|\\|)",
            "<(?:remove|delete|drop)> (?:the )?([^|]{1,60})",
            "<take> (?:the )?(?!off>|out>)([a-z][^|]{0,60}?) <(?:off|out)>",
            "<take (?:off|out)> (?:the )?([^|]{1,60})",
            "<no more> ([^|]{1,40})",
            "^ - ({code})",
        ),
        ("ตัดเสื้อขาวออก 1 ตัว", "ลบหมวกออกเลย", "remove the cap", "take off A01"),
        "open",
        unless=_CHANGE,
        needs=True,
        tells=_removed,
    ),
)
