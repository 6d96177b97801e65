"""What staff put in the place of other goods of an open order, and what they take off it."""

import re
from dataclasses import replace
from typing import Any

from bot.speech.goods import goods_in, instead
from bot.speech.line import Line
from bot.speech.rows import DOUBT, Row, cues
from bot.speech.saying import COLOURS, SIZES, says, spot
from bot.speech.staff_asks import part
from bot.speech.staff_changes import NO_GOODS

_CHANGE = DOUBT | cues("announcement", "others", "greeting", "idiom")

#: `1 of the candles`: one candle.
_ONE_OF = re.compile(r"^\s*(\d{1,3}) of (?:the |those |these |her )?", re.IGNORECASE)


def _removed(line: Line, found: re.Match[str]) -> dict[str, Any]:
    goods = goods_in(_ONE_OF.sub(r"\1 ", part(line, found, *range(1, found.re.groups + 1)).replace("one of", "1 of")))
    pieces = re.match(r"\s*(\d{1,4})(?!\d)", line.fold[found.end() :])
    items = [item if item.quantity or not pieces else replace(item, quantity=int(pieces[1])) for item in goods.items]
    return {"items": tuple(items)}


def _variant(line: Line, found: re.Match[str]) -> dict[str, Any]:
    return {"items": (instead(line.text[spot(found, "now")], line.text[spot(found, "was")]),)}


_VARIANT = "|".join(sorted((word for word in COLOURS | SIZES if word.isascii()), key=len, reverse=True))
#: How it is paid or sent is no variant.
_NO_VARIANT = (
    "(?!.{0,24}(?:พพ\\.?|วิธีจ่าย|ที่อยู่|ราคา|ค่าส่ง|ขนส่ง|พร้อมเพย์|ปลายทาง|โอน|บัต"
    "ร|{carrier}(?![a-z])|<(?:cod|cash|transfer|card|qr|promptpay|prompt pay|pickup|p"
    "ick up|address|price)>))"
)
_LABEL = "(?:ไซส์|สี|แบบ|ลาย|เบอร์|รุ่น|กลิ่น|รส|ตัว)?"

SWAPS: tuple[Row, ...] = (
    Row(
        "change_variant",
        says(
            (
                "(?:สลับ|เปลี่ยน|แก้)(?:จาก|ไซส์|สี|แบบ|ลาย|เบอร์|รุ่น|กลิ่น|รส|ตัว|เ"
                "ป็น)* (?P<was>(?!ขนส่ง|ส่ง|จ่าย|โอน|เก็บ)[^|]{1,30}?) (?:เปลี่ยน)?(?:เป็น|ไ"
                "ปเป็น|"
                "มาเป็น) (?:ไซส์|เบอร์|แบบ|ตัว)? (?P<now>" + _NO_VARIANT + "(?! \\d{1,4} (?:{unit})? (?:$|\\|))[^|]{1,30})"
            ),
            f"^ {NO_GOODS}(?P<was>(?!บิล|ออเดอร์|จ่าย|โอน|เก็บ)[^|"
            f"]{{1,30}}?) (?:ขอ)?(?:เปลี่ยน|แก้|สลับ)(?:ไป)?เป็น (?:ไซส์|เบอร์|แบบ|ตัว)? "
            "(?P<now>"
            + _NO_VARIANT
            + ("(?! \\d{1,4} (?:{unit})? (?:$|\\|))(?! (?:โอน|ปลายทาง|เก็บ|จ่าย|cod|{carrier}))[^|]{1,30})"),
            "(?:สลับ|เปลี่ยน|แก้)(?:จาก)?เบอร์ (?P<was>\\d{1,3}) (?:ไป|มา)?เป็น (?:เบอร์)? (?P<now>\\d{1,3})(?!\\d)",
            "^ (?:เอา|ขอ|ใส่) (?P<now>" + _NO_VARIANT + "[^|]{1,30}?) แทน (?P<was>[^|]{1,30})",
            "<(?:size |colou?r )?(?P<now>" + _NO_VARIANT + "[^|]{1,20}?)_instead of_(?P<was>[^|]{1,30})",
            (
                ("(?:ไม่เอา|เอา) (?P<was>[^|]{1,30}?)(?:แล้ว|ออก)? (?:\\|)? (?:เอา|ขอ|เป็น|เปลี่ยนเป็น|ใส่) (?P<now>")
                + _NO_VARIANT
                + "[^|"
                "]{1,30}?) แทน"
            ),
            (
                "<(?:change|swap|switch|exchange|replace)> (?:the )?(?:size |colou?r )?(?:from )?(?P<was>[^|"
                "]{1,30}?)_(?:to|for|with|into)_(?P<now>" + _NO_VARIANT + "(?!\\d+ $)[^|]{1,30})"
            ),
            (f"จาก{_LABEL} (?P<was>[^|]{{1,20}}?) (?:ขอ|ขยับ|เปลี่ยน|แก้|ปรับ|ย้าย|สลับ|เอา|ให้|มา|ไป)*เป็น{_LABEL} (?P<now>")
            + _NO_VARIANT
            + "[^|]{1,20})",
            (
                (
                    "ไม่เอา(?:แล้ว)? (?P<was>[^|]{1,24}?)(?:แล้ว|ละ)? (?:\\||,)? (?:ขอ|เอา|จะเอา|เปลี"
                    "่ยน|ใส่|แก้)(?:เปลี่ยน)?(?:เป็น|มาเป็น|ไปเป็น) (?P<now>"
                )
                + _NO_VARIANT
                + "[^|"
                "]{1,24})"
            ),
            (
                (
                    "^ (?P<was>[^|]{1,24}?) (?:ไม่มี|หมด|ขาด)(?:ของ|สต็อก)?(?:แล้ว|ละ)? (?:\\||,)? (?"
                    ":เลย)?(?:ใส่|เอา|ใช้|ส่ง|ให้|ขอ|เปลี่ยน|ลง)(?:เป็น|เอา)* (?P<now>"
                )
                + _NO_VARIANT
                + "[^|"
                "]{1,24}?) (?:ไป|ให้|มา)*แทน"
            ),
            (
                "(?:ตัว|อัน|ชิ้น)ที่[^|]{0,10}(?:ลง|สั่ง|ใส่|จด|คีย์)(?:ไว้|ไป)? (?P<was>[^|]{1,1"
                "6}?) (?:ให้|ขอ)?(?:เปลี่ยน|แก้)(?:ไซส์|สี|เบอร์|แบบ|ลาย)?เป็น (?P<now>"
            )
            + _NO_VARIANT
            + "[^|]{1,24})",
            "^ (?P<was>[^|]{1,24}?) (?:->|=>|→|>) (?P<now>" + _NO_VARIANT + "[^|\\d]{1,24}) $",
            ("^ (?:make|the) (?:the )?(?P<was>[^|]{1,20}?)_(?:should be|to be|is now|into) (?:the |an? )?(?P<now>")
            + _NO_VARIANT
            + "(?!\\d)[^|]{1,24})",
            "^ <make> (?:the )?(?P<was>[^|\\d]{1,20}?)_(?:an?_)(?P<now>" + _NO_VARIANT + "[^|\\d]{1,24})",
            (
                "<(?:change|switch|swap)> (?:it|the (?:size|colou?r)|that|size|colou?r)(?: to| in"
                "to)? (?:size |colou?r )?(?P<now>"
            )
            + _NO_VARIANT
            + "(?!\\d+ (?:$|{unit}|baht))[^|]{1,24})",
            "<make it> (?:an? |the |size )?(?P<now>"
            + _NO_VARIANT
            + (f"(?:{_VARIANT})(?: (?:{_VARIANT}))?)(?: instead| pls| one)? (?:$|\\||,)"),
            ("<(?:wants?|prefers?|go with|take|make it) (?:the )?(?:size |colou?r )?(?P<now>")
            + _NO_VARIANT
            + ("[^|\\d]{1,20}?)_(?:instead|not|rather than) (?:of )?(?:the )?(?P<was>[^|]{1,24})?"),
            ("^ (?:not|no) (?:the )?(?P<was>[^|\\d]{1,20}?) ,_?(?:but )?(?:the |make it )?(?P<now>")
            + _NO_VARIANT
            + "[^|\\d]{1,20}) $",
            (
                "^ (?:the )?(?P<was>[^|]{1,20}?) (?:is |are )?(?:sold )?out ,? (?:give (?:her|him"
                "|them)|use|take|put|swap (?:in|to|for)|go with) (?:the |an? )?(?P<now>"
            )
            + _NO_VARIANT
            + "[^|]{1,20}?) (?:instead)? $",
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
                "^ (?:ขอ|ช่วย|ลูกค้า(?:ขอ)?|เค้า|เขา|งั้น|ฝาก)*(?:ลบ|ตัด|ถอด|เอา|หัก|ดึง|ลด|ปลด|ถ"
                "อน|คัด|ดร็?อป)(?:รายการ)? ((?!ส่วนลด|ค่าส่ง|หมายเหตุ|โน้ต|ที่อยู่)[^|]{1,60}?) ("
                "?:ออก|"
                "ทิ้ง)(?:ไป|จากบิล|จากออเดอร์|ก่อน|ด้วย|เลย|ให้หน่อย|"
                "หน่อย|ที)*(?! เลข)"
            ),
            "^ (?:ลบ|ดร็?อป)(?!บิล|ออเดอร์|ที่อยู่|โน้ต|ส่วนลด|ค่าส่ง|ร่าง) ([^|]{1,60})",
            (
                "^ (?:ลูกค้า|เค้า|เขา|พี่เ(?:ขา|ค้า)|คุณ\\S{1,10})?(?:เปลี่ยนใจ|บอก(?:ว่า)?|แจ้ง|"
                "ขอ|จะ)*(?:ไม่เอา|ไม่รับ|งด|ตัดออก) ([^|]{1,40}?)(?:แล้ว|ออก|"
                "ละ)?(?:(?:ตัด|เอา|ลบ)ออก(?:เลย)?)?(?:_|$|\\||,)"
            ),
            "^ (?!ค่าส่ง|ส่วนลด|โน้ต|ที่อยู่)([^|]{1,40}?) (?:ขอ|ช่วย|ให้)?(?:หัก|ตัด|เอา|ลบ|ดึง|ถอด|ถอน|ปลด)ออก",
            (
                "^ ([^|\\d]{2,30}?) (?:ลูกค้า|เค้า|เขา)?(?:ไม่เอา|ไม่รับ)(?:แล้ว|ละ)(?:ตัด|เอา|ลบ"
                "|ดึง|ออก|เลย|ได้|ให้|หน่อย|ที|\\s)* (?:$|\\|)"
            ),
            "<cancel> the (?!order|bill|invoice|last)([^|\\d]{2,30}) $",
            "^ ยกเลิก (?!ที่|เมื่อ|ล่าสุด|อัน|{order}|#| \\d)([^|\\d]{2,30}) (?:\\d{1,3} {unit})? (?:$|\\|)",
            (
                "<(?:remove|delete|drop|lose|get rid of|leave out|take away|minus|scrap|skip)> (?"
                ":the )?(?!(?:this |that |whole )?(?:order|bill|draft|invoice|discount|shipping|d"
                "elivery|note|link|price)>|it>)([^|]{1,60}?)(?: from (?:the|this|her|his) (?:orde"
                "r|bill|draft|cart)| completely| entirely| altogether| instead| now| too)* (?:$|"
                "\\||,|\\.)"
            ),
            (
                "<(?:doesn't|does not|don't|no longer|not) wants? (?:the |any )?([^|]{1,40}?)(?: "
                "any ?more| after all| now)? (?:$|\\||,)"
            ),
            "^ <no (?:need for )?(?:the )?>([a-z][^|\\d]{1,30}?) (?:after all|for (?:her|him|them)|any ?more|please) $",
            "^ <(?:take|pull|cut)>_(?:the_)?((?=\\S)(?!\\d+(?!_of>)|฿|off>|out>)[^|]{1,40}?) <(?:off|out|away)>",
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
