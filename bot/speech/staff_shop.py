"""What staff say about the shop itself: stock, products, what sending costs."""

import re
from typing import Any

from bot.speech.counting import UNIT
from bot.speech.goods import goods_in
from bot.speech.line import Line
from bot.speech.meaning import Item
from bot.speech.rows import DOUBT, IF, Row, cues
from bot.speech.saying import says


def _stock(line: Line, found: re.Match[str]) -> dict[str, Any]:
    text = re.sub(
        (
            r"(?i)(?:เติม|เพิ่ม|ลง|รับ|ตั้ง|แก้|ปรับ|อัพเดท|อัปเดต|ใส่|เหลือ|เป็น|เข้า|ของ|คลัง|อีก|บวก|นับ|ได้|ใหม่|set|add|update|restock|"
            r"to\b|now|left|more|=|สต็อก|stock|in\b|\+)"
        ),
        " ",
        line.text,
    )
    items = goods_in(text).items[:1]
    pieces = items[0].quantity if items else None
    return {"items": items, "stock": 0 if pieces is None and re.search("หมด|out", line.fold) else pieces}


_CODE = re.compile(r"(?i)^\s*([a-z]{1,5}-?\d{1,6}[a-z]?)\b\s*")


def _product(line: Line, found: re.Match[str]) -> dict[str, Any]:
    """`A22 กางเกงยีนส์ 390 สต็อก 15`: a code, a name, a price, how many there are."""
    text = line.text[found.end() :].strip(" :")
    stock = re.search(r"(?:สต็อก|stock|จำนวน|มี)\s*(\d{1,5})", text, re.IGNORECASE)
    text = text[: stock.start()] if stock else text
    code = _CODE.match(text)
    price = re.search(
        rf"(?:ราคา|ขาย|{UNIT}ละ|@|price|at)*\s*฿?(\d[\d,]*(?:\.\d+)?)\s*(?:บาท|baht|.-)?\s*$", text, re.IGNORECASE
    )
    name = text[code.end() if code else 0 : price.start() if price else len(text)].strip(" \"'")
    satang = round(float(price[1].replace(",", "")) * 100) if price and len(price[1]) < 12 else None
    return {
        "items": (Item(name or (code[1] if code else ""), unit_price=satang),) if name or code else (),
        "stock": int(stock[1]) if stock else None,
        "text": code[1] if code else "",
    }


SHOP: tuple[Row, ...] = (
    Row(
        "set_shipping_rate",
        says(
            "(?:เรท|อัตรา|ตั้ง|<set>)(?: shipping)? (?:ค่า|เรท|เรทค่า)?ส่ง",
            "<(?:set|change|update) (?:the )?shipping (?:rate|fee|cost)s?>",
            "(?:{unit}|กิโล|โล|kg|กก\\.?)แรก.{0,30}(?:ต่อไป|ถัดไป|ต่อ)",
            "<first (?:item|kg|piece|one)>.{0,30}<(?:next|each|additional|after)",
            "<shipping rate",
            "ค่าส่ง.{0,16}(?:กทม|กรุงเทพ|ต่างจังหวัด|ปริมณฑล)(?:ตั้ง|ปรับ|เปลี่ยน|แก้)?(?:เป็น|=)",
            "(?:{count}|\\d) (?:{unit})?ขึ้นไป.{0,4}\\d.{0,10}ตั้ง",
            "{count} (?:บาท)? ตั้งไว้",
        ),
        ("เรทส่งต่างจังหวัด กิโลแรก 45 กิโลต่อไป 15", "ชิ้นแรก 40 ชิ้นต่อไปชิ้นละ 10", "first item 40 next 10"),
        "always",
        unless=IF,
        tells=lambda line, found: {"text": line.text, "fee": None, "method": "", "total": None},
    ),
    Row(
        "create_product",
        says(
            "(?:เพิ่ม|ลง|สร้าง|ใส่|เอา|ตั้ง|ขึ้น|เปิด)(?:สินค้า|ของใหม่|เมนู)(?:ใหม่|ตัวใหม่|เพิ่ม)*(?:เข้า|ใน)?(?:ร้าน|ระบบ|สต็อก|แคตตาล็อก)*(?!นี้)",
            "^ สินค้าใหม่",
            "<(?:add|create|new|list)_(?:a_)?(?:new_)?product",
            "^ (?:สินค้า|<product>)_(?=[a-z]+-?\\d)",
            "^ เพิ่มรายการสินค้า",
        ),
        ("เพิ่มสินค้า A22 กางเกงยีนส์ 390 สต็อก 15", "add product B10 tote bag 250", "สินค้าใหม่ C05 หมวกสาน 190 บาท"),
        "always",
        tells=_product,
        unless=DOUBT | cues("announcement", "others"),
    ),
    Row(
        "add_stock",
        says(
            "(?:เติม|เพิ่ม|(?<!ป)รับ|ลง|ใส่|บวก)(?:ของ)?(?:เข้า)?สต็อก",
            "^ (?:เติม|เพิ่ม|รับ|ลง|ใส่) [^|]{1,40}\\d (?:{unit})? (?:เข้า|ใน|เข้าใน)?(?:สต็อก|คลัง)",
            "^ (?:เพิ่ม|เติม)(?:ของ|จำนวน) {code} (?:อีก)? {count}",
            "^ <stock in> [^|]{1,40}\\d",
            "สต็อก (?:เพิ่ม|เข้า|บวก)",
            "(?:สต็อก|<stock>).{1,30}\\+ \\d",
            "(?:สต็อก|<stock>).{1,40}(?:เพิ่ม|อีก) {count}",
            "<restock>|<add (?:more )?stock>|<stock up>|<add \\d+.{0,30} to stock>",
            "ของเข้า(?! (?:แล้ว|วัน|ใหม่|พรุ่ง))",
            "^ (?:เติม|รับ|ลง)(?:ของ|สินค้า)(?:เข้า|เพิ่ม)? .{1,40}\\d",
            "^ {code} (?:ของ)?(?:เข้า|เข้ามา|มาเพิ่ม|มา|เติม)(?:เพิ่ม|อีก|ใหม่|แล้ว)* {count} (?:{unit})? $",
        ),
        ("เติมสต็อก A01 20 ตัว", "สต็อก A01 +5", "restock A01 10", "เพิ่มสต็อกเสื้อดำ 5"),
        "counted",
        unless=DOUBT | cues("future"),
        tells=_stock,
    ),
    Row(
        "set_stock",
        says(
            "(?:ตั้ง|แก้|ปรับ|อัพเดท|อัปเดต|เปลี่ยน|ตัด|นับ)(?:จำนวน)?สต็อก",
            "(?:สต็อก|<stock>) [^|]{1,40}?(?:=|เหลือ|เป็น|เท่ากับ|<to>|<now>) \\d",
            "<set stock>|<update stock>",
            "สต็อก [^|]{1,30}หมด",
            "[^|]{1,30} (?:หมดสต็อก|สต็อกหมด)",
            "ปิดการขาย",
            "(?:^|\\|) [^|]{1,30}สต็อก(?:เหลือ|เป็น|=|มี) \\d",
            "<mark .{1,30} (?:sold out|out of stock)",
            "^ (?:สต็อก|<stock>)_[a-z]+-?\\d+_\\d+ (?:{unit})? $",
            "^ {code} (?:สต็อก|<stock>) (?:=|:)? \\d+ (?:{unit})? $",
        ),
        ("ตั้งสต็อก A05 เป็น 8", "stock A01 = 10", "สต็อก A01 เหลือ 5", "A05 หมดสต็อก"),
        "counted",
        unless=DOUBT | cues("future"),
        tells=_stock,
    ),
)
