"""What staff say about the shop itself: stock, products, what sending costs."""

import re
from typing import Any

from bot.speech.counting import UNIT
from bot.speech.goods import goods_in
from bot.speech.line import Line
from bot.speech.meaning import Item
from bot.speech.rows import DOUBT, IF, Row, cues
from bot.speech.saying import says
from bot.speech.staff_ideas import all_of

#: A number of its own in front of a code: `50 to C01`.
_PIECES = re.compile(r"^\s*(\d{1,5})(?![\w.,%])(?=\s+[A-Za-z]{1,5}-?\d)")


def _stock(line: Line, found: re.Match[str]) -> dict[str, Any]:
    text = re.sub(
        (
            r"(?i)(?:เติม|เพิ่ม|ลง(?:ไป)?|รับ|ตั้ง|แก้|ปรับ|อัพเดท|อัปเดต|ใส่|คงเหลือ|เหลือ|เป็น|เข้า(?:มา|ไป)?|ของ(?=เข้า|ใหม่|มา|ใน|\s|[a-z])|คงคลัง|คลัง|จำนวน|อีก|บวก|"
            r"นับ|ได้|ใหม่|โรงงานส่ง|ล็อต(?:ใหม่)?|วันนี้|ระบบ|มา(?=\s|เพิ่ม|ใหม่|อีก|\d|$)|ไป(?=\s|\d|$)|แล้ว|ช่วย|หน่อย|จริง|เหลือแค่|แค่|แทน|"
            r"\b(?:set|add(?:ed)?|update|restock(?:ed)?|to|now|left|only|got|received|arrived|"
            r"came|just|another|new batch|batch|units?|"
            r"into|in|inventory|warehouse|the|of|for|is|are|we|have|has|count(?:ed)?|correct|plus|please|at|on|hand)\b"
            r"|more\b|=|สต็อก|stock|\+)"
        ),
        " ",
        line.text,
    )
    counted = _PIECES.search(text)
    items = goods_in(f"{text[: counted.start()]} {text[counted.end() :]} {counted[1]}" if counted else text).items[:1]
    pieces = items[0].quantity if items else None
    return {"items": items, "stock": 0 if pieces is None and re.search("หมด|out", line.fold) else pieces}


#: Between the word for a product and its code or name.
_CALLED = re.compile(
    (
        r"^(?:\s|:|,|-|ใหม่|ตัวใหม่|ตัว(?=\s)|ชื่อ(?:ว่า)?|รหัส(?:สินค้า)?|คือ|เข้า|ในระบบ"
        r"|ระบบ|ให้|หน่อย|ที(?=\s)|ด้วย|\b(?:code|sku|called|named|name|the|an?|to the (?:"
        r"shop|catalog(?:ue)?|store))\b)+"
    ),
    re.IGNORECASE,
)
_INTO_SHOP = re.compile(
    (
        r"\b(?:to|in|into|on) (?:the |our |my )?(?:catalog(?:ue)?|shop|store|system|produc"
        r"ts?(?: list)?)\b|(?:เข้า|ขึ้น|ใน)(?:ร้าน|ระบบ)"
    ),
    re.IGNORECASE,
)
_CODE = re.compile(r"(?i)^\s*([a-z]{1,5}-?\d{1,6}[a-z]?)\b\s*")


def _product(line: Line, found: re.Match[str]) -> dict[str, Any]:
    """`A22 กางเกงยีนส์ 390 สต็อก 15`: a code, a name, a price, how many there are."""
    text = _CALLED.sub("", line.text[found.end() :]).strip(" :,|-")
    stock = re.search(
        (
            r"(?:สต็อก|stock|จำนวน|มี(?:ของ)?|with|qty|quantity)\s*:?\s*(\d{1,5})|(\d{1,5})\s*"
            r"(?:in stock|pcs|pieces)"
        ),
        text,
        re.IGNORECASE,
    )
    text = text[: stock.start()] if stock else text
    text = _INTO_SHOP.sub(" ", text)
    code = _CODE.match(text)
    price = re.search(
        (
            rf"(?:ราคา|ขาย|{UNIT}ละ|@|priced?|at|for|is|,|-|:|=|\s)*\s*฿?(\d[\d,]*(?:\.\d+)?)\s"
            rf"*(?:บาท|baht|.-)?\s*$"
        ),
        text,
        re.IGNORECASE,
    )
    name = (
        text[code.end() if code else 0 : price.start() if price else len(text)]
        .removeprefix("ให้")
        .removeprefix("เป็น")
        .strip(" \"',:|-")
    )
    satang = round(float(price[1].replace(",", "")) * 100) if price and len(price[1]) < 12 else None
    return {
        "items": (Item(name or (code[1] if code else ""), unit_price=satang),) if name or code else (),
        "stock": int(stock[1] or stock[2]) if stock else None,
        "text": code[1] if code else "",
    }


_SET = "ตั้ง|กำหนด|ปรับ|เปลี่ยน|แก้|อัพเดท|อัปเดต|ขึ้น(?=ค่า|เรท)|<(?:set|update|change|make|from now on)>"
_RATE = "เรท|อัตรา|ตาราง|ค่า(?:จัด)?ส่ง|ค่าขนส่ง|<(?:rates?|shipping|delivery|postage)>"
#: What a rate goes by; the fee of one order goes by nothing.
_BY = (
    "(?:กิโล|โล|ชิ้น|กก|{unit})(?:แรก|ต่อไป|ถัดไป|ละ)|เกิน|ขึ้นไป|น้ำหนัก|ทุก|ทั่วประเทศ|ต่างจังหวัด|กทม|กรุงเทพ|ปริมณฑล|ภาค|โซน|เริ่มต้น|"
    "<(?:first|every|each|additional|extra|per|upcountry|bangkok|bkk|nationwide|provi"
    "nces?|flat|after that|over|all orders|zone|kg)>"
)
_NO_ORDER = (
    "^(?!.*(?:จอง|เป็น|=|(?<!คง)เหลือ(?!น้อย)|ตั้ง|แก้|ปรับ|นับ|เท่ากับ|<(?:set|to \\d)|{ord"
    "er}|{tracking}|#\\d|พัสดุ|<(?:parcel|package|money|payment)>))"
)
_IN = (
    "สต็อก|คงเหลือ|คงคลัง|คลัง|(?:ของ|สินค้า)(?:เข้า|มา|ลง)|รับ(?:ของ|สินค้า)?(?:เข้า|มา)|เข้า(?:ร้าน|มา|ใหม่|เพิ่ม)|เติม(?:ของ|สินค้า)|โรงงานส่ง|ล็อตใหม่|"
    "<(?:stock|inventory|warehouse|restock|restocked|arrived|came in|new batch|from (?:the )?supplier|received)>"
)

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
            all_of(_SET, _RATE, _BY, "\\d"),
            "{unit}แรก (?:ละ)? \\d[^|]{0,30}(?:ต่อไป|ถัดไป|เป็นต้นไป|ที่ ?(?:2|สอง))",
            all_of(
                "แรก|<first>",
                ("ต่อไป|ถัดไป|เกิน|หลังจาก|<(?:next|after|every|each|extra|additional|more|then)>"),
                ("ส่ง|เรท|{carrier}|โล|กก|<(?:shipping|delivery|kg|postage|rate)>"),
                "\\d.*\\d",
            ),
            (
                "^ <(?:set|change|update|make)> (?:the )?<(?:shipping|delivery|postage)>(?: (?:fe"
                "e|rate|cost|table|price)s?)?[^|]*\\d[^|]*\\d"
            ),
            "^ (?:ตั้ง|กำหนด|ปรับ|เปลี่ยน|แก้|อัพเดท|อัปเดต)(?:ค่า|เรท|ราคา|ตาราง)(?:ค่า)?(?:จัด)?ส่ง(?!บิล|ออเดอร์|นี้)[^|]*\\d",
        ),
        ("เรทส่งต่างจังหวัด กิโลแรก 45 กิโลต่อไป 15", "ชิ้นแรก 40 ชิ้นต่อไปชิ้นละ 10", "first item 40 next 10"),
        "always",
        unless=IF,
        tells=lambda line, found: {"text": line.text, "fee": None, "method": "", "total": None},
    ),
    Row(
        "create_product",
        says(
            "(?:เพิ่ม|ลง|สร้าง|ใส่|เอา|ตั้ง|ขึ้น|เปิด)(?:สินค้า|ของใหม่|เมนู)(?:ใหม่|ตัวใหม่|เพิ่ม)*(?:เข้า|ใน)?(?:ร้าน|ระบบ|สต็อก|แคตตาล็อก)*(?!นี้|ให้ทุก|ทุก)",
            "^ สินค้าใหม่",
            "<(?:add|create|new|list)_(?:a_)?(?:new_)?product",
            "^ (?:สินค้า|<product>)_(?=[a-z]+-?\\d)",
            "^ เพิ่มรายการสินค้า",
            (
                "^ (?:ช่วย|ขอ|รบกวน|ฝาก)*(?:เพิ่ม|ลง|สร้าง|ใส่|เอา|ตั้ง|ขึ้น|เปิด|คีย์|บันทึก|ทำ|"
                "มี)(?:รายการ)?(?:สินค้า|ของใหม่|เมนู|รหัส|ตัวใหม่|โปรดัก(?:ส์|ท์)?|<(?:product|i"
                "tem|sku)>)(?:ใหม่|ตัวใหม่|เพิ่ม)*(?:เข้า|ใน)?(?:ร้าน|ระบบ|สต็อก)*(?=[^|]*\\d)"
            ),
            (
                "^ <(?:add|create|new|list|put up|register|make|set up|upload|enter)>(?: (?:a|an|"
                "the|this|one|us|me))*(?: (?:new|another))? <(?:product|sku|item for sale|listing"
                "|catalog item|shop item)>(?=[^|]*\\d)"
            ),
            "^ <(?:new|add a new|add new|create) item>(?! in)(?=[^|]*\\d)",
            "^ (?:ของใหม่|ตัวใหม่|รุ่นใหม่|เมนูใหม่|รหัสใหม่)(?=[^|]*(?:ราคา|บาท|@) ?\\d|[^|]*\\d ?บาท)",
        ),
        ("เพิ่มสินค้า A22 กางเกงยีนส์ 390 สต็อก 15", "add product B10 tote bag 250", "สินค้าใหม่ C05 หมวกสาน 190 บาท"),
        "always",
        tells=_product,
        unless=DOUBT | cues("announcement", "others", "future"),
    ),
    Row(
        "create_product",
        says(
            (
                "^ (?:ช่วย|ขอ)?(?:เอา|ตั้ง|ลง|เพิ่ม|สร้าง|ขึ้น|เปิด)(?:ของใหม่|สินค้า|รหัส|ตัวใหม"
                "่)?(?:ใหม่)?(?:ขึ้น|เข้า|ลง)?(?:ร้าน|ระบบ|หน้าร้าน)?(?= [a-z]{1,5}-?\\d+ [^|]*(?"
                ":ราคา|ขาย|@|บาท|{unit}ละ))"
            ),
            (
                "^ <(?:add|list|put)>(?= [^|]+ <(?:to|in|into|on)> (?:the )?<(?:catalog(?:ue)?|sh"
                "op|store|system|products?|product list)>[^|]*\\d)"
            ),
        ),
        ("เอาของใหม่ขึ้นร้าน P77 ปลอกหมอน ใบละ 99 จำนวน 40", "add M05 phone strap to the catalogue at 79"),
        "always",
        tells=_product,
        unless=IF | cues("future"),
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
            all_of(
                _NO_ORDER,
                _IN,
                (
                    "เติม|เพิ่ม|บวก|รับ|อีก|ลง|มา|\\+ ?\\d|<(?:add|added|plus|more|restock|restocked|"
                    "received|arrived|came|got|another|into)>"
                ),
                "{count}",
                "{code}|{things}|<(?:add|restock|received|got)>",
            ),
        ),
        ("เติมสต็อก A01 20 ตัว", "สต็อก A01 +5", "restock A01 10", "เพิ่มสต็อกเสื้อดำ 5"),
        "counted",
        unless=DOUBT | cues("future", "others", "hesitation"),
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
            all_of(
                "สต็อก|คงเหลือ|คงคลัง|ในคลัง|<(?:stock|inventory|on hand)>",
                ("ตั้ง|แก้|ปรับ|นับ|เท่ากับ|อัพเดท|อัปเดต|<(?:set|update|correct|recount|counted)>"),
                "{count}",
            ),
            "^ (?:นับ(?:ใหม่|แล้ว|จริง|ได้|สต็อก)+|<(?:recounted|counted|recount)>) [^|]{1,40}\\d",
        ),
        ("ตั้งสต็อก A05 เป็น 8", "stock A01 = 10", "สต็อก A01 เหลือ 5", "A05 หมดสต็อก"),
        "counted",
        unless=DOUBT | cues("future", "others", "hesitation"),
        tells=_stock,
    ),
)
