"""What staff ask for around an order that exists: its papers, a reminder to pay, two parcels of it, its lines again."""

import re
from typing import Any

from bot.speech.line import Line
from bot.speech.rows import DOUBT, IF, Row, cues
from bot.speech.saying import says

_PAPER = (
    "(?:ใบเสร็จ(?:รับเงิน)?|ใบกำกับ(?:ภาษี)?|บิลเงินสด|ใบปะหน้า|ใบส่งของ|ใบแพ็ค(?:ของ)?|เอกสาร|<(?:receipt|tax invoice|"
    "packing slip|shipping label|label)>)"
)
_TOLD = DOUBT | cues("announcement", "past")


def _billed(line: Line, found: re.Match[str]) -> dict[str, Any]:
    """Whose name stands on the receipt: all behind the word for it, as it was typed."""
    return {"text": line.text[found.end() :].strip(" :,|-"), "orders": line.orders, "customer": "", "total": None}


PAPERS: tuple[Row, ...] = (
    Row(
        "set_receipt",
        says(
            f"(?:ขอ|ออก|ทำ|เอา)?{_PAPER}(?:ออก|ให้|ขอ)* (?:ในนาม|ในชื่อ|เป็นชื่อ|ชื่อ|นาม|"
            f"<(?:to|under|in)>(?: the name(?: of)?)?)"
            "(?! (?:ใคร|อะไร|{bill}))",
            "ชื่อ(?:ใน|บน|ที่ออก|ออก)?(?:ใบเสร็จ|ใบกำกับ(?:ภาษี)?)",
            f"(?:ขอ|ออก|ทำ|เอา)?{_PAPER}(?:ให้)?(?=[^|]{{3,80}}\\d{{13}})",
            "<bill to>",
        ),
        (
            "ใบเสร็จออกในนาม บ.นก จำกัด เลขภาษี 0105536000315",
            "ชื่อในใบเสร็จ คุณสมหญิง ใจดี",
            "receipt under the name ABC Co., Ltd.",
        ),
        "named",
        unless=IF,
        tells=_billed,
    ),
    Row(
        "create_document",
        says(
            f"(?:ออก|ขอ|ทำ|ส่ง|พิมพ์|ปริ้นท?์?|ปริ๊น|เอา|เปิด|<(?:print|make|create|send|"
            f"issue|get)>(?: me| a| an| the)*) {_PAPER}"
            "(?:ย้อนหลัง|ให้|ของ|<for>|<of>|\\s)*(?:{bill} {no}|{no} (?:$|\\|)|(?:คุณ|พี่|น้อง|ลูกค้า))",
            f"^ {_PAPER} (?:ของ|<for>|<of>)? (?:{{bill}})? {{no}} (?:$|\\|)",
            f"{{bill}} {{no}} (?:ขอ|ออก|เอา|ทำ|พิมพ์)(?:ให้)?{_PAPER}",
            f"^ (?:ออก|ขอ|ทำ|พิมพ์|<(?:print|make|issue)>(?: a| the)?) {_PAPER}(?:ให้)?(?:ลูกค้า)?(?:หน่อย|ที|ด้วย|เลย)* $",
        ),
        ("ออกใบเสร็จบิล 73", "พิมพ์ใบเสร็จบิล 12", "print receipt 12", "tax invoice for 1044"),
        "named",
        unless=_TOLD,
    ),
    Row(
        "request_payment",
        says(
            "(?<!โดน)(?<!ถูก)ทวง(?:เงิน|ยอด|โอน|ค่าของ|ให้โอน)*(?:ของ)?(?:ให้)? (?:{bill}|คุณ|พี่|น้อง|ลูกค้า)",
            "(?:(?<!ติด)ตาม|เตือน|แจ้งเตือน)(?:เงิน|ยอด|โอน|ลูกค้า|จ่าย|ให้โอน|ชำระ)*(?:ของ)? {bill} {no}",
            "ตาม(?:เงิน|ยอด|โอน)(?:ของ)? (?:คุณ|พี่|น้อง|ลูกค้า)",
            "(?:เตือน|ทวง)(?:คุณ|พี่|น้อง|ลูกค้า)\\S{0,12}(?:ให้)?(?:โอน|จ่าย|ชำระ)",
            "<(?:remind|reminder|chase|nudge)>(?: (?:for|about|on|payment|to|the|customer))* (?:{bill})? #?{no}",
            "<remind> (?:the )?(?:customer|khun|k\\.)",
        ),
        ("ทวงโอนบิล 55 ให้ที", "ตามเงินพี่ก้อยหน่อย", "remind order 12", "เตือนลูกค้าบิล 12 จ่ายเงิน"),
        "named",
        unless=_TOLD,
    ),
    Row(
        "split_order",
        says(
            "(?:แยก|แบ่ง)(?:จัดส่ง|ส่ง)?(?:ของ)?{bill} (?:#? \\d|นี้)",
            "{bill} {no} (?:ขอ)?(?:แยก|แบ่ง)(?:ส่ง|จัดส่ง|เป็น|กล่อง|พัสดุ|บิล)",
            "<split>.{0,24}(?:#?\\d|<(?:this|the) (?:order|bill)>)",
        ),
        ("แยกบิล 73 ส่งเสื้อก่อน", "แบ่งส่งบิล 12", "split order 12"),
        "named",
        unless=IF,
    ),
    Row(
        "edit_order",
        says(
            (
                "^ (?:ขอ|กลับไป|ช่วย|เข้าไป)?(?:แก้ไข|แก้)(?:{order}) (?:#?\\d{1,9} (?:หน่อย|ที|ใ"
                "ห้|ใหม่)?(?= (?:$|\\|))|ของ|คุณ|พี่|น้อง)"
            ),
            "^ (?:เปิด|ขอ){bill} {no} .{0,8}แก้",
            "^ (?:เพิ่ม|ใส่|แก้)(?:ของ|สินค้า|รายการ)(?:เข้า)?(?:ใน|ของ){bill} {no} $",
            "^ <(?:edit|reopen|re-open|open|amend|modify)> (?:the )?(?:{bill})? #?{no}(?: again)? $",
        ),
        ("แก้ไขออเดอร์ 12", "กลับไปแก้บิล 12", "แก้ออเดอร์พี่ก้อย", "reopen 12"),
        "named",
        unless=IF,
    ),
)
