"""What staff say of an order in any order of words: a few wide rows, each of ideas that must all be there.

They are tried behind the rows that know a sentence, and only hear a short line about an order: one that is open here,
or is named. Who tells a story, asks, plans or wishes is not heard at all.
"""

import re
from typing import Any

from bot.speech import staff_ideas as ideas
from bot.speech.goods import Goods, goods_in
from bot.speech.line import Line
from bot.speech.meaning import Item
from bot.speech.rows import DOUBT, IF, TALK, Row, cues
from bot.speech.saying import says
from bot.speech.staff_ideas import all_of, of_order, orders_of, parcel_status

_TOLD = DOUBT | cues("announcement", "others", "hesitation", "greeting", "future")
_DONE = _TOLD | cues("negation")
_ORDER = "{order}|ร่าง|<draft>|#\\d|(?<![\\d.,/:-])\\d{3,6}(?![\\d.,/:%-])"
_TALKED = TALK - {"others", "past"}


def _paid(line: Line, found: re.Match[str]) -> dict[str, Any]:
    return {"amount": line.amount_after(0)}


def _shipped(line: Line, found: re.Match[str]) -> dict[str, Any]:
    thai_post = re.fullmatch(r"[A-Z]{2}\d{9}TH", line.tracking)
    carrier = line.carrier or ("thailand_post" if thai_post else "")
    return {"orders": orders_of(line), "tracking": line.tracking, "carrier": carrier, "items": _part(line)}


def _part(line: Line) -> tuple[Item, ...]:
    """`จัดส่ง 1108 เฉพาะ B02 2 ชิ้น`: not all of it."""
    number = _NAMED.search(line.fold)
    goods = goods_in(line.text[number.end() :]) if number is not None and not line.tracking else Goods()
    return goods.items if goods.coded and goods.counted else ()


def _arrived(line: Line, found: re.Match[str]) -> dict[str, Any]:
    return {"orders": orders_of(line), "tracking": line.tracking, "text": parcel_status(line)}


_NAMED = says("(?:{bill}|#)? #?(?<!\\d)\\d{2,9}(?!\\d)")
_UNTIL = says(
    (
        "(?:ถึง|ภายใน|ไม่เกิน|ไปเป็น|เป็น|อีก|ไปอีก|ไป|<(?:until|till|to|by|for|another)>"
        ") (?P<until>(?:วัน|พรุ่ง|มะรืน|คืน|เย็น|เที่ยง|สิ้น|\\d|[a-z])[^|]*)"
    ),
    "(?P<until>\\d+ (?:วัน|ชม\\.?|ชั่วโมง|นาที|<(?:d|h|days?|hours?|hrs?)>))",
)


def _later(line: Line, found: re.Match[str]) -> dict[str, Any]:
    until = _UNTIL.search(line.fold)
    place = next((name for name, value in until.groupdict().items() if value), "") if until else ""
    return {"until": line.text[slice(*until.span(place))].strip() if until and place else ""}


_NOTED = says(
    f"^.{{0,24}}?(?:{ideas.NOTE})(?:ให้|ที|หน่อย|ด้วย|ว่า|ไว้|ใน(?:บิล|ออเดอร์)(?:นี้)?|นี้|เพิ่ม|<(?:to|on|for|saying|that|it|this|the|order|bill|says)>|:|-|\\s|\\|)*",
    "^.{0,16}?(?:จด|เขียน|พิมพ์|บันทึก|แปะ|ระบุ|กำกับ)(?:กำกับ|ไว้|ลง|ให้|ที|หน่อย|ด้วย|ใน(?:บิล|ออเดอร์|ใบ)(?:นี้)?|บน(?:กล่อง|บิล)|\\s|\\|)*ว่า",
    "^.{0,12}?(?:บอก|แจ้ง|ฝาก)(?:บอก)?(?:คนแพ็ค|ทีมแพ็ค|แพ็ค|คนส่ง|ขนส่ง|ไรเดอร์|คลัง|โกดัง)(?:ให้|ด้วย|หน่อย|\\s)*ว่า?",
    "^ <(?:tell|let)> (?:the )?<(?:packer|packing team|courier|driver|rider|warehouse)>(?: know)?(?: to| that)?",
)


def _note(line: Line, found: re.Match[str]) -> dict[str, Any]:
    noted = _NOTED.search(line.fold)
    return {"text": line.text[noted.end() :].strip(" :,|-\"'") if noted else "", "discount": None, "fee": None}


#: What is moved from one order to another.
BETWEEN_ORDERS: tuple[Row, ...] = (
    Row(
        "set_credit",
        says(
            all_of(
                ideas.CREDIT,
                (
                    "(?:เครดิต|<credit>) {amount}|เกิน|เหลือ|ทอน|{amount}|<(?:overpaid|extra|leftover"
                    "|change|rest|too much|overpayment)>|ไว้"
                ),
            )
        ),
        ("ตั้งเครดิต 80 ให้ลูกค้าไว้ใช้คราวหน้า", "she paid 15 extra, put it toward her next order", "ยอดเกิน 40 ทบไปบิลหน้า"),
        "named",
        unless=_TALKED,
        of_order=True,
        tells=_paid,
    ),
    Row(
        "merge_orders",
        says(
            all_of(
                ideas.TOGETHER,
                (
                    "(?<![\\d.,/:])#?\\d{2,6}(?![\\d.,/:])(?! (?:{unit}|บาท)).{1,40}?(?<![\\d.,/:])#?"
                    "\\d{2,6}(?![\\d.,/:])(?! (?:{unit}|บาท))"
                ),
            ),
            all_of("รวม|ยุบ|รวบ|<(?:merge|combine|join)>", "{order}", "(?:บิล|ใบ|ออเดอร์)เดียว|<(?:in)?to one>|<as one>"),
            all_of(ideas.TOGETHER, "(?:2|3|ทั้ง|ทั้ง 2) ?{order}|<(?:both|two|these)>[^|]{0,20}<orders?>"),
        ),
        ("1101 ให้ไปอยู่ใบเดียวกับ 1099", "put 1101 and 1099 in one order", "เอา 88 ไปใส่กล่องเดียวกับ 91"),
        "always",
        unless=_TALKED | cues("past"),
    ),
)

AFTERWARDS: tuple[Row, ...] = (
    Row(
        "extend_deadline",
        says(
            all_of(
                ideas.LATER,
                (
                    "โอน|จ่าย|ชำระ|กำหนด|เดด|{order}|#\\d|เวลา|<(?:pay|payment|paying|transfer|due|de"
                    "adline|time|until|till|to)>"
                ),
            )
        ),
        ("ขยับกำหนดโอนของบิล 66 ไปวันศุกร์", "push the deadline of order 88 to Friday", "ให้เวลาลูกค้าโอนอีก 2 วัน"),
        "named",
        unless=IF | cues("announcement", "greeting", "wish"),
        of_order=True,
        tells=_later,
    ),
    Row(
        "set_tracking_status",
        says(
            all_of(
                f"{ideas.DELIVERED}|{ideas.RETURNED}",
                (
                    f"{_ORDER}|{{tracking}}|ลูกค้า|ของ|พัสดุ|{{who}}|<(?:parcel|package|customer|box)>"
                    f"|(?<!\\d)\\d{{2,6}}(?!\\d)"
                ),
            ),
        ),
        ("ปิดจ็อบ 98 เซ็นรับเรียบร้อย", "ออเดอร์นี้ถึงมือลูกค้าละ", "order 88 came back to us", "parcel for 210 arrived"),
        "parcel",
        unless=_TOLD | cues("negation"),
        of_order=True,
        tells=_arrived,
    ),
    Row(
        "mark_shipped",
        says(
            all_of("{tracking}"),
            all_of(ideas.SHIPPED, f"{_ORDER}|{{who}}|ลูกค้า|ของ|<(?:customer|parcel|it)>|(?<!\\d)\\d{{2,6}}(?!\\d)"),
            all_of(
                "^(?!.*(?<!\\d)\\d{5}(?!\\d))",
                ideas.TO_SHIP,
                ("#?(?<!\\d)\\d{2,6}(?![\\d%])(?! {unit})|{order}นี้|<(?:this|the) order>"),
            ),
        ),
        (
            "EF582568151TH เลขแทร็คของออเดอร์ 90",
            "mark 1140 as shipped",
            "ให้โกดังแพ็คส่งบิล 76 ได้เลย",
            "แจ้งคลังส่ง 1108",
            "dropped off order 88 at Flash",
            "ของบิล 33 เข้าระบบแฟลชแล้ว",
        ),
        "named",
        unless=_DONE - {"hesitation"},
        of_order=True,
        tells=_shipped,
    ),
    Row(
        "reject_payment",
        says(all_of(ideas.SLIP, ideas.WRONG), all_of("ยอด|เงิน", "ไม่(?:ตรง|ครบ|เข้า|ถึง)|ขาด")),
        ("สลิปบิล 57 ไม่รับนะ ยอดไม่ตรง", "the slip for 88 is a duplicate", "สลิปของบิล 12 ใช้ไม่ได้"),
        "named",
        unless=_TALKED,
        of_order=True,
        tells=_paid,
    ),
    Row(
        "confirm_payment",
        says(all_of(ideas.SLIP, ideas.RIGHT), all_of(ideas.PAID)),
        (
            "คุณฝนโอนเข้ากสิกร 1,250 เช็คแล้วตรง",
            "จ่ายสดหน้าร้านเรียบร้อยบิลนี้",
            "money for order 88 came in",
            "slip for 88 checks out",
        ),
        "named",
        unless=_DONE,
        of_order=True,
        tells=_paid,
    ),
    Row(
        "refund",
        says(
            all_of(
                (
                    "คืน(?:ยอด|ค่า|ของ|ให้|ลูกค้า|เต็ม|บางส่วน|\\s)*{amount}|โอน(?:เงิน)?(?:กลับ|คืน)"
                    "|<(?:money back|give back|pay back|send back|refunded|reimburse)>"
                ),
                ("{amount}|{order}|#\\d|ลูกค้า|{who}|<(?:her|him|them|customer)>"),
            )
        ),
        ("คืนค่าของให้ลูกค้า 150 บิล 88", "send back 90 to the customer of order 233", "โอนกลับ 50 บิล 61"),
        "named",
        unless=_TALKED,
        of_order=True,
        tells=_paid,
    ),
    Row(
        "undo",
        says(f"^(?!.{{60}}).*?(?:{ideas.UNDO})"),
        ("กดผิด ขอย้อนทีนึง", "oops, put it back how it was", "กลับไปเหมือนเดิมก่อน", "scratch that"),
        "open",
        unless=cues("conditional", "negation"),
        needs=True,
    ),
    Row(
        "cancel_order",
        says(
            all_of(ideas.CANCEL, _ORDER),
            "^ (?:<(?:cancel|void|scrap)>|ยกเลิก|แคนเซิ้?ล) (?:ของ|คุณ|พี่|น้อง|<(?:for|khun)>|[a-z]+'s>)",
            "^ (?:ลูกค้า|{who}\\S{0,10})? (?:ไม่เอาแล้ว|ขอยกเลิก|เปลี่ยนใจไม่(?:เอา|ซื้อ)แล้ว)(?:ทั้งหมด|ทั้งบิล)? (?:$|\\|)",
            "^ <(?:she|he|they|customer) (?:changed (?:her|his|their) mind|backed out|doesn't want it)",
        ),
        ("บิลนี้ไม่เอาแล้ว แคนเซิลให้ด้วย", "please cancel Nid's order, wrong size", "scrap order 88", "ทิ้งร่างนี้ไปเลย"),
        "named",
        unless=_TALKED | cues("future", "past"),
        of_order=True,
        tells=of_order,
    ),
)

IN_DRAFT: tuple[Row, ...] = (
    Row(
        "send_link",
        says(
            all_of(
                "^(?!.*(?:สินค้า|ร้าน|ไลฟ์|เพจ|กลุ่ม|ให้แล้ว|ไปแล้ว))",
                ideas.LINK,
                "ขอ|ส่ง|เอา|สร้าง|ก๊?็?อป|คัดลอก|แปะ|โยน|ออก|ทำ|เจน|อยากได้|มี|ให้|จ่าย|ชำระ|{order}|#\\d|"
                "<(?:get|give|send|copy|make|need|share|drop|paste|create|generate|gen|for|pay|payment|checkout|new|want|only)>",
            )
        ),
        ("ขอลิงก์จ่ายเงินของบิลนี้ที", "generate a payment link for her", "ลิงก์ให้ลูกค้ากดจ่ายหน่อย", "just give me the link"),
        "named",
        unless=DOUBT | cues("announcement", "greeting", "past", "future"),
        of_order=True,
    ),
    Row(
        "send_summary",
        says(all_of(ideas.SUMMARY)),
        ("summary to customer", "รวมยอดให้พี่เขาที", "total it up for her", "ส่งสรุปยอดเข้าแชทลูกค้า"),
        "named",
        unless=_TALKED | cues("past", "future"),
        of_order=True,
    ),
    Row(
        "send_invoice",
        says(
            *ideas.SEND_IT,
            all_of(ideas.SEND_BILL),
            all_of(
                ("ส่งซ้ำ|ส่ง(?:ให้)?(?:อีก(?:ที|รอบ|ครั้ง)|ใหม่)|<(?:resend|re-send|send (?:it |\\S+ )?again)>"),
                "{order}|การ์ด|<card>|#?\\d{2,6}",
            ),
        ),
        ("ส่งให้เค้าได้เลย", "send it to her", "ยิงบิลได้เลยจ้า", "ครบแล้ว ส่งเลย", "ok send it", "resend the invoice"),
        "named",
        unless=DOUBT | cues("announcement", "negation", "future", "greeting"),
        of_order=True,
        tells=of_order,
    ),
    Row(
        "set_note",
        says(_NOTED.pattern),
        (
            "จดในบิลด้วยว่าขอถุงแยก",
            "add a note gift wrap please",
            "บอกคนแพ็คว่าใส่กันกระแทกเยอะๆ",
            "tell the packer to use a gift box",
        ),
        "named",
        unless=cues("question", "conditional", "poster"),
        of_order=True,
        tells=_note,
    ),
)
