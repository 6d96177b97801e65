"""What customers ask about the goods and the shop: prices, what is there, what it is like. It never acts."""

import re
from typing import Any

from bot.speech.counting import UNIT
from bot.speech.line import Line
from bot.speech.meaning import Item
from bot.speech.naming import is_variant, naming
from bot.speech.rows import Row, cues
from bot.speech.saying import says, spot

_GOODS = says("^(?:{things}|[a-z]{1,4}-?\\d{1,5}[a-z]?(?:\\s|$)|(?:สี|ไซส์|เบอร์|size))")
#: `the tote bag` names a thing, whatever it is.
_THE = says("<the (?:price of the )?$")
#: `น้ำพริกกระปุกละเท่าไหร่` is about `น้ำพริก`.
_MEASURED = re.compile(f"(?<=[\u0e01-\u0e4ea-zA-Z0-9])\\s*{UNIT}$")
_TAKEN = says("(?:เอา|ซื้อ|สั่ง|รับ|<(?:buy|take|get|order)>) {count}")


def _about(line: Line, found: re.Match[str]) -> dict[str, Any]:
    """What they ask about; words that may be anything are kept as text, for those who know the goods."""
    place = spot(found, "name")
    name = _MEASURED.sub("", naming(line.text[place]))
    is_goods = _GOODS.search(name.lower()) or is_variant(name) or _THE.search(line.fold[: place.start])
    is_here = not name and line.moment.product
    return {"items": (Item(name),) if is_here or (name and is_goods and len(name) <= 40) else (), "text": name}


def pieces(line: Line) -> tuple[Item, ...]:
    """`ซื้อ 2 ชิ้น ...`: how many they reckon with."""
    found = _TAKEN.search(line.fold)
    return (Item("", int(found[1])),) if found else ()


BROWSED: tuple[Row, ...] = (
    Row(
        "ask_discount",
        says(
            (
                "(?:^|\\||ช่วย|ขอ|{unit}|(?:ตัว|อัน|ชิ้น|แบบ)นี้|{code}|{count}|จะ|พอ|ร้าน|ราคา) (?:ลด|ถูกกว่า|"
                "ถูกลง)(?:ราคา|ได้|ให้|อีก|หน่อย|กี่|เหลือ|บ้าง|นิด|เยอะ|มาก)*.{0,8}(?:ไหม|เท่าไหร่(?!ก็)|หรือ|ได้บ้าง|"
                "หน่อย(?= (?:$|\\|)))"
            ),
            "(?:มี|ได้|แถม)(?:ส่วนลด|โปร|โค้ด|ของแถม|ราคาส่ง|คูปอง|โปรโมชั่น)[^|]{0,10}(?:ไหม|หรือ|อะไร|บ้าง|เท่าไหร่)",
            "ขอ(?:ส่วนลด|โค้ด|ของแถม|ราคาส่ง|คูปอง|ลด)",
            (
                "(?:ถ้า|หาก|<if>)?.{0,4}(?:เอา|ซื้อ|สั่ง|รับ) ({count})? [^|]{0,16}(?:ลด|ส่งฟรี|ฟรีส่ง|แถม|ราคาเท่าไหร่|พิเศษ|"
                "ถูก)[^|]{0,10}(?:ไหม|เท่าไหร่|กี่|เปล่า|หน่อย)"
            ),
            "แถม(?:อะไร|ไหม|ได้ไหม|หน่อย|ด้วยไหม)",
            "ราคาส่ง(?:เท่าไหร่|ไหม|ได้ไหม|กี่)",
            (
                "<(?:any|give|get|have|is there|offer)(?: me| a| any)* (?:discount|promo|promotion|deal|"
                "better price|coupon)"
            ),
            "<(?:discount|promo|cheaper|best price|last price|lower|wholesale).{0,20}\\?",
            "<(?:can|could).{0,14}<(?:discount|cheaper|lower|reduce)",
            "ต่อ(?:ราคา)?ได้ไหม",
            "ปัดเศษ(?:ให้|ลง|หน่อย)*ได้ไหม",
            "(?:ลูกค้า(?:เก่า|ประจำ)|เหมา|ยกโหล|ซื้อเยอะ|หลายชิ้น|รับเยอะ)[^|]{0,14}(?:ลด|ถูก|พิเศษ|แถม)[^|]{0,8}ไหม",
            "(?:ซื้อ|รับไป|เอาไป|มี|ขอ)?(?:ราคา|เรท|เรต)(?:ขาย)?ส่ง.{0,10}(?:เท่าไหร่|ไหม|กี่|ยังไง)",
            "ซื้อส่ง.{0,10}(?:เท่าไหร่|ไหม|กี่)",
            "<(?:discount|cheaper|best price|last price)> (?:$|\\|)",
        ),
        ("ลดได้ไหมคะ", "ถ้าเอา 5 ส่งฟรีป่ะ", "any discount?", "มีส่วนลดไหมคะ"),
        unless=cues("announcement"),
        tells=lambda line, found: {"items": pieces(line), "fee": None, "discount": None, "percent": None},
    ),
    Row(
        "ask_info",
        says(
            "(?:มี)(?:สี|ไซส์|ลาย|แบบ|รุ่น|กลิ่น|รส)(?:อะไร|ไหน)",
            "(?:ขอ|สอบถาม|อยากทราบ|อยากได้|ขอดู)(?:รายละเอียด|ข้อมูล|ขนาด|ตารางไซส์|สเปค|วิธีใช้|ส่วนผสม)",
            "(?:ขนาด|ไซส์|รอบอก|ยาว|กว้าง|สูง|หนัก|ความยาว|น้ำหนัก)(?:เท่าไหร่|กี่)|มี(?:กี่|หลาย)(?:สี|ไซส์|แบบ|ลาย|กลิ่น|รส)",
            "(?:อก|เอว|สะโพก|น้ำหนัก|หนัก|สูง) \\d{2,3}[^|]{0,16}(?:ใส่|ไซส์)[^|]{0,10}(?:ไหม|ไหน|อะไร)",
            "ซัก(?:เครื่อง|มือ)?ได้ไหม",
            "(?:ขอดู|ขอ|มี|อยากดู)(?:รูป|ภาพ|คลิป|วิดีโอ)(?:จริง|เพิ่ม|สินค้า|ชัดๆ|ด้านหลัง|อื่น|รีวิว)[^|]{0,10}(?:หน่อย|ไหม|ด้วย|$)",
            (
                "^ (?:ทาง)?(?:ร้าน|วันนี้|เสาร์|อาทิตย์)?(?:ร้าน)?(?:เปิด|ปิด|หยุด)(?:ถึง|ร้าน|ทำการ|วัน)?(?:กี่โมง|กี่ทุ่ม|ไหม|"
                "เมื่อไหร่|วันไหน|ทุกวันไหม|ถึงกี่โมง)"
            ),
            "^ เปิดวันไหน",
            "^ หยุดวันไหน",
            "^ (?:หน้า)?ร้าน(?:อยู่)?(?:ที่ไหน|แถวไหน|ตรงไหน|ไหน|จังหวัดอะไร|ย่านไหน)",
            "มีหน้าร้าน(?:ไหม|ที่ไหน|แถวไหน|หรือ)",
            "เก็บได้กี่(?:วัน|เดือน)",
            "<what time (?:do you|does the shop|are you) ",
            "<are you (?:still )?open",
            "<where(?:'s| is| are)? (?:your|the|is your) (?:shop|store)",
            "<any other colou?rs?",
            "^ สนใจ(?:ค่ะ|ตัวนี้|อันนี้|สินค้า|$| )",
            ("<(?:what (?:sizes?|colou?rs?)|size (?:chart|guide)|more (?:info|details)|what material|interested)>"),
            "(?:ใช้|ทำ|กิน)(?:ยังไง|อย่างไร)",
            "(?:ของแท้|ผ้าอะไร|เนื้อผ้า|ทำจากอะไร|หมดอายุเมื่อไหร่)",
        ),
        ("มีสีอะไรบ้างคะ", "ขอรายละเอียดหน่อยค่ะ", "what sizes do you have", "สนใจค่ะ"),
        unless=cues("poster", "others", "conditional"),
    ),
    Row(
        "ask_price",
        says(
            (
                "^ (?P<name>[^|?]{0,40}?) (?:ขาย|ราคา|อัน|ตัว|ชิ้น|คู่|ใบ|กล่อง|ชุด|เซ็ต|ถุง|"
                "ขวด)?(?:ราคา)?(?:ละ)?(?:เท่าไหร่|กี่บาท)(?!ก็)"
            ),
            ("(?:ขอ|สอบถาม|อยากทราบ|ถาม|ทราบ|แจ้ง|บอก)ราคา (?P<name>[^|?]{0,30}?)(?:หน่อย|ด้วย|ที|ได้ไหม)? (?:$|\\|)"),
            "^ ราคา (?P<name>[^|?]{0,30}?)(?:เท่าไหร่|กี่บาท|ไหม|\\?)? (?:$|\\|)",
            "<how much_(?:is|are|for|does) (?:the |this |that |one )?(?P<name>[^|?]{0,30}?)(?:cost)? \\?? (?:$|\\|)",
            "<(?:price|prices|cost)(?: of| for)? (?:the )?(?P<name>[^|?]{0,30}) \\?? (?:$|\\|)",
            "<what'?s? (?:is )?the price(?: of)?(?: the)? (?P<name>[^|?]{0,30})",
            "^ (?P<name>{code}) (?:price|how much|ราคา)",
            "^ (?:อัน|ตัว|แบบ)?(?:นี้)?(?:ขาย|คิด)(?:ราคา)?(?:ยังไง|อย่างไร|กี่)",
            "^ (?:hm|<how much(?: (?:pls|ka|each))?) [?!]* $",
            "กี่บาท",
        ),
        ("A01 ราคาเท่าไหร่", "ตัวนี้เท่าไหร่คะ", "how much is A01", "ขอราคาเสื้อดำหน่อยค่ะ"),
        unless=cues("poster", "announcement", "others", "conditional"),
        tells=_about,
    ),
    Row(
        "ask_stock",
        says(
            (
                "^ (?:ยัง)?(?:มี|เหลือ) (?P<name>(?:สี|ไซส์|เบอร์|{things}|{code}|แบบ|ลาย|รุ่น|ของ|พร้อม)[^|"
                "?]{0,30}?)(?:เหลือ|อยู่|บ้าง|พร้อมส่ง|ในสต็อก|อีก)* (?:ไหม|หรือเปล่า|หรือยัง|\\?)"
            ),
            (
                "^ (?P<name>(?:สี|ไซส์|เบอร์|{things}|{code}|ตัว|อัน|แบบ|ลาย|รุ่น|เซ็ต|size)[^|?]{0,30}?) (?:ยัง)?(?:มี|"
                "เหลือ)(?:อยู่|ของ|สินค้า|อีก|ครบ)* (?:ไหม|หรือเปล่า|กี่|\\?)"
            ),
            (
                "^ (?P<name>[^|?]{0,30}?) (?:ยัง(?:มี|เหลือ|อยู่)|พร้อมส่ง|หมด|มีของ|ของหมด|<sold out>)"
                "(?:อยู่|ของ|แล้ว|เลย|เหลือ|อีก|ใช่|สินค้า)*(?:ไหม|หรือยัง|ยัง(?= (?:$|\\|))|หรือเปล่า|เหรอ|\\?)"
            ),
            "(?:หมด|ของหมด|มีของ|ของเข้า|เติมของ|เข้า)(?:แล้ว|อีก)?(?:หรือยัง|ไหม|เมื่อไหร่|วันไหน)",
            (
                "^ (?P<name>(?:สี|ไซส์|{things}|{code}|ตัว|อัน|แบบ|ลาย|รุ่น)[^|?]{0,30}?) (?:มา|"
                "เข้า)(?:แล้ว)?(?:หรือ)?(?:ยัง|ไหม|หรือยัง|วันไหน|เมื่อไหร่)"
            ),
            (
                "^ (?:มี|ยังมี|เหลือ|ยังเหลือ|ของ(?:ยัง)?มี)(?:ของ|อยู่|เหลือ|เลย|พร้อมส่ง|อีก|ครบ|สินค้า)*(?:กี่{unit}|ไหม|"
                "หรือเปล่า|หรือต้อง)"
            ),
            (
                "^ (?:สินค้า|ของ|ตัวนี้|อันนี้|มี|แบบ)*(?:พร้อมส่ง|ต้องพรี|ต้องสั่ง|ต้องรอ(?:พรี|ของ)?|พรีออเดอร์|พรี)(?:เลย|"
                "ออเดอร์|อยู่|ใช่|ของ)*(?:หรือ|ไหม)"
            ),
            "<any (?P<name>[^|?]{1,20}?) (?:left|available|in stock)",
            "<(?:got|have) (?:this|it|that|the same) in_(?P<name>[^|?]{1,16})",
            (
                "^ (?:is (?:it|this) )?(?:still )?(?:available|in stock|sold out|have(?: this| it| stock)?|"
                "got stock) \\?"
            ),
            "^ (?P<name>{code}) (?:still )?(?:available|in stock|left|sold out)",
            "<(?:do you|u|you) (?:still )?(?:have|got) (?P<name>[^|?]{1,30})",
            ("<(?:is|are) (?:the |this |that )?(?P<name>[^|?]{1,30}?) (?:still )?(?:available|in stock|left|sold out)"),
            "<(?:available|in stock|any .{1,12} left)>.{0,12}\\?",
            "^ <(?:have|got)>_(?!you|i>|they|we>)(?P<name>[^|?]{1,20}) \\?",
            "^ (?P<name>{code}|[^|?]{1,12}) มีไหม",
        ),
        ("มีสีดำไหมคะ", "ไซส์ M ยังมีไหม", "do you have size L", "ตัวนี้ยังมีของไหมคะ"),
        unless=cues("poster", "others", "conditional", "past"),
        tells=_about,
    ),
)
