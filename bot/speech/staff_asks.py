"""What staff ask: which orders, how much was sold, what is left. Nothing of it changes anything."""

import re
from typing import Any

from bot.speech.line import Line
from bot.speech.meaning import Item
from bot.speech.naming import naming
from bot.speech.rows import Row, cues
from bot.speech.saying import says
from bot.speech.staff_queries import AROUND


def part(line: Line, found: re.Match[str], *places: int) -> str:
    """What one of these groups found, as it was typed."""
    place = next((place for place in places if found.re.groups >= place and found[place]), 0)
    return line.text[slice(*found.span(place))].strip() if place else ""


def _about(line: Line, found: re.Match[str]) -> dict[str, Any]:
    name = naming(AROUND.sub(" ", part(line, found, *range(1, found.re.groups + 1))))
    return {"items": (Item(name),) if name else (), "customer": ""}


ASKED: tuple[Row, ...] = (
    Row(
        "list_orders",
        says(
            "ใคร(?!.*(?:ขอ(?:ปล่อย|ตัด|ยกเลิก)|รบกวน|แจ้ง(?:ด้วย|มา))).{0,12}(?:ยัง|ไม่|ค้าง).{0,8}(?:โอน|จ่าย|ชำระ|ส่ง|แจ้ง)",
            (
                "(?:รายการ|ออเดอร์|บิล)(?:ไหน|ที่|ที่ยัง|ใบไหน)? (?:ค้าง|ยังไม่|รอชำระ|รอส่ง|รอโอน|ไม่จ่าย|จ่ายแล้ว|ที่จ่าย|ล่าสุด|"
                "ทั้งหมด|ใหม่(?:วันนี้|มี)|วันนี้(?!เยอะ|แน่น|น้อย|ยุ่ง)|เมื่อวาน|เดือนนี้)"
            ),
            (
                "(?:ขอดู|ดู|โชว์|เช็ค|มี|ขอ|list|show) (?:รายการ|ออเดอร์|บิล|รายชื่อ)(?! #?\\d|นี้|ของ|"
                "คุณ|พี่|น้อง|ลูกค้า)(?:ค้าง|ทั้งหมด|วันนี้|"
                "ใหม่|กี่|อะไร|ที่)?"
            ),
            "(?:ออเดอร์|บิล)(?:วันนี้|ค้าง)?(?:มี)?กี่",
            "ยอด(?:ค้าง|รอ)",
            "ค้าง(?:จ่าย|ส่ง|ชำระ|โอน)(?:กี่|มี|อยู่|ใคร|บ้าง)",
            "(?:ต้อง|เหลือ|มี)(?:แพ็ค|ส่ง)(?:ของ)?(?:กี่|อะไร|อีกกี่)",
            "<who (?:hasn't|has not|hasnt|didn't|did not|still).{0,10}(?:paid|pay|owe)",
            "<(?:unpaid|pending|today'?s|unshipped|outstanding) orders?>|<(?:new|open) orders>",
            "^ <orders? (?:unpaid|pending|today|to ship)>(?= (?:$|\\?))",
            "<(?:what'?s|who'?s|which).{0,12}<(?:unpaid|pending|unshipped|not paid)",
            "<(?:list|show)(?: me)?(?: (?:all|my|the))? orders>",
            "<how many orders>",
            "(?:ลูกค้า|คน)(?:คน)?ไหน[^|]{0,6}(?:ยัง|ไม่|ค้าง)",
            "ต้อง(?:แพ็ค|ส่ง|จัดส่ง)(?:ของ|พัสดุ)? (?:ให้|ของ)? (?:ใคร|อะไร|กี่|ไหน)",
            "^ (?:ขอ|ดู|ขอดู)?(?:รายการ|ออเดอร์|บิล|ของ)(?:ที่)?(?:รอ|ต้อง|ค้าง)(?:แพ็ค|ส่ง|จัดส่ง|โอน|จ่าย|ชำระ)",
            "^ (?:ค้าง|รอ)(?:แพ็ค|ส่ง|จัดส่ง|โอน|จ่าย|ชำระ)(?:ทั้งหมด|วันนี้)? $",
            "(?:ออเดอร์|บิล)(?:ใหม่)?(?:เข้า|มา)(?:ไหม|กี่|บ้าง|หรือยัง)",
            "<orders? (?:left )?to (?:pack|ship|send)>",
            "<(?:which|what) orders? .{0,20}<(?:not |un)(?:yet )?(?:paid|shipped|sent)",
            "<(?:list|show)(?: me)?(?: the| all)? (?:unpaid|pending|unshipped)>",
            "<who (?:hasn't|has not|hasnt|didn't|did not|still|else).{0,10}(?:transfer|sent|owe)",
            "^ <(?:anything|what'?s) (?:left )?to (?:pack|ship)>",
            "^ <orders> $",
            "^ รายการ $",
        ),
        ("ใครยังไม่โอนบ้าง", "ออเดอร์ค้างส่งมีอะไรบ้าง", "ขอดูออเดอร์วันนี้", "who hasn't paid yet", "unpaid orders"),
        unless=cues("conditional"),
    ),
    Row(
        "report_sales",
        says(
            "(?:วันนี้|เดือนนี้|อาทิตย์นี้) (?:ได้)?ยอด(?:ขาย)?(?:เท่าไหร่|กี่)",
            "ขาย(?:ได้|ดี|ไป)?(?:กี่|เท่าไหร่|แล้วเท่าไหร่|อะไร|ตัวไหน|รวม)",
            ("ยอด(?:ขาย|เงิน)? (?:วันนี้|เมื่อวาน|เดือน|อาทิตย์|สัปดาห์|ปี|รวมวัน|รวมเดือน|ทั้งวัน|ทั้งเดือน|รายวัน|7 วัน|เท่าไหร่(?= $))"),
            "สรุป(?:ยอด)?(?:ขาย|วันนี้|ประจำ|เดือน|อาทิตย์|รายวัน)",
            "(?:ขอ|ดู|รายงาน|เช็ค|สรุป)ยอดขาย",
            "(?:วันนี้|เมื่อวาน|เดือนนี้|อาทิตย์นี้|สัปดาห์นี้|เมื่อคืน|ไลฟ์).{0,12}(?:ได้|ขาย|ยอด)(?:ไป|แล้ว|เงิน|รวม)*(?:กี่บาท|เท่าไหร่|กี่ออเดอร์|กี่บิล)",
            "ปิดยอด.{0,12}(?:เท่าไหร่|กี่)",
            "<(?:top|best) (?:sellers?|selling|products?)>",
            "<revenue>|<sales (?:report|total)>",
            "^ <how much (?:today|this (?:week|month)|so far|yesterday)>",
            "<what (?:did|have) we (?:sell|sold|make|made)>",
            "ขายดี(?:สุด|ที่สุด)?(?:ตัวไหน|อะไร|คือ)?.{0,6}(?:ไหน|อะไร|คือ)",
            "(?:ตัวไหน|อะไร|สินค้าไหน)ขายดี",
            "กำไร(?:วันนี้|เดือน|เท่าไหร่)",
            "รายได้(?:วันนี้|เดือนนี้|เท่าไหร่)",
            "<sales>.{0,10}<(?:today|this|yesterday|report|so far)>",
            "<(?:today'?s|daily|weekly|monthly|this (?:week|month)'?s?) (?:sales|revenue|summary|total)>",
            "<how much (?:did|have|do) (?:we|i).{0,8}(?:sell|sold|make|made|earn)",
            "<best ?sell",
            "^ <summary> $",
        ),
        ("วันนี้ขายได้เท่าไหร่", "ยอดขายเดือนนี้", "สรุปยอดวันนี้", "how much did we sell today", "sales today"),
        unless=cues("conditional"),
    ),
    Row(
        "check_stock",
        says(
            "(?:เช็ค|ดู|ขอดู|ขอ)?สต็อก ([^|]*?) (?:เหลือ(?:กี่|เท่าไหร่|อยู่|ไหม|อีก)|มีกี่|มีเท่าไหร่|กี่|เท่าไหร่|ไหม|ยังมี|ยังเหลือ)",
            ("(?:เช็ค|ดู|ขอดู|ขอ|<check>|<show>) (?:the )? (?:สต็อก|<stock>)(?: of| for)? ([^|]*?)(?:ให้หน่อย|หน่อย)? \\?? $"),
            "^ (?:ของ)?([^|]{1,30}?) (?:ในสต็อก|ในคลัง|ในร้าน)?(?:ยัง)?(?:เหลือ|มี)(?:อยู่|อีก)?(?:กี่|เท่าไหร่)",
            "^ (?:สต็อก|<stock>)_([a-z]+-?\\d+) \\?? $",
            "^ สต็อก ((?:{things})[^|\\d]{0,24}) $",
            "^ ({code}|{things}[^|]{0,20}?) (?:ยัง)?(?:มี|เหลือ)(?:ของ|อยู่|สต็อก)* (?:ไหม|กี่|เท่าไหร่)",
            "^ (?:ขอ|ช่วย)?เช็ค(?:ของ|จำนวน) ((?:{code}|{things})[^|?]{0,24}?)(?:ให้)?(?:หน่อย|ที)? $",
            "^ (?:ยัง)?มี ((?:{code}|{things})[^|]{0,24}?) (?:เหลือ|อยู่|ใน(?:สต็อก|คลัง))(?:อยู่|อีก)?(?:ไหม|กี่|เท่าไหร่)",
            "^ ในสต็อก(?:มี|เหลือ)? ([^|]{1,30}?) (?:เหลือ|มี)?(?:กี่|เท่าไหร่)",
            "^ ((?:{code}|{things})[^|]{0,24}?) (?:ยัง)?(?:เหลือ|มี)(?:อยู่|อีก|ของ)?ไหม",
            "^ ((?:{code}|{things})[^|]{0,24}?) (?:ใกล้)?หมด(?:แล้ว)?(?:ยัง|หรือยัง|ไหม)",
            "<do we (?:still )?have (?:any )?([^|?]{1,30}?)(?: left| in stock)? \\?? $",
            "<how many ([^|]*?) (?:left|in stock|do we have|are left|remaining)",
            "<(?:is|are) ([^|]{1,30}) in stock",
            "<stock (?:left )?(?:of|for) ([^|]+)",
            "([^|]{1,30}?) (?:ของ)?(?:หมดหรือยัง|ใกล้หมด)",
            "อะไร(?:ใกล้|จะ)หมด|<what'?s? (?:is )?(?:low|out of stock)",
        ),
        ("สต็อก A01 เหลือกี่ตัว", "เช็คสต็อกเสื้อดำ", "เสื้อดำเหลือกี่ตัว", "how many A01 left", "stock A01"),
        unless=cues("conditional", "poster", "greeting", "future", "hesitation"),
        tells=_about,
    ),
    Row(
        "show_order",
        says(
            ("(?:ขอดู|ดู|เปิดดู|โชว์|เช็ค|หา|<(?:show|check|see|find|open)>(?: me)?) (?:{bill}|#) (?:ของ)?.{0,4}#? \\d"),
            "^ {bill} {no} \\?? $",
            "^ #\\d{1,9} $",
            (
                "{bill} {no} (?:เป็นไง|เป็นยังไง|ถึงไหน|สถานะ|จ่ายหรือยัง|โอนหรือยัง|ส่งหรือยัง|ได้หรือยัง|ของใคร|ยอดเท่าไหร่|"
                "จ่ายยัง|โอนยัง|ส่งยัง)"
            ),
            "สถานะ (?:{bill})? {no} $",
            "<status of (?:{bill})? {no}",
            "<(?:is|has|was) {bill} {no} (?:been )?(?:paid|shipped|sent)",
            "(?:ขอดู|ดู|โชว์|<show>) (?:ออเดอร์|บิล)(?:ของ|นี้|คุณ|พี่|น้อง|ลูกค้า)",
            "{bill} {no} (?:มี|สั่ง|เอา)(?:อะไร|กี่)",
            "(?:เปิด|ขอ|หา){bill} {no} .{0,4}ดู",
            "(?:ขอ|ดู)รายละเอียด(?:บิล|ออเดอร์)",
            "<what(?:'s| is) in (?:{bill})? {no}",
            "^ (?:{bill}) {no} <(?:status|details?|info)>",
            "(?:สั่งอะไร|มีอะไร)(?:ไป)?บ้าง.{0,4}{bill} {no}",
            "^ (?:ดูบิล|ดูออเดอร์|<show>|ดูร่าง|โชว์) $",
        ),
        ("ดูบิล 88", "ออเดอร์ #1024 จ่ายยัง", "show order 1024", "#1024"),
        unless=cues("conditional"),
    ),
)
