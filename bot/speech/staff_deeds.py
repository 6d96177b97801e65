"""What staff say about orders: paid, shipped, cancelled, sent. Rows in the order they are tried."""

import re
from typing import Any

from bot.speech.line import Line
from bot.speech.rows import DOUBT, IF, NONE, Row, cues
from bot.speech.saying import says
from bot.speech.staff_ideas import of_order, orders_of, parcel_status

_TOLD = DOUBT | cues("announcement", "others")

#: Nothing but a judgement: of the only slip there is to judge.
SLIP_OK = says("^ (?:สลิป|<slip>) (?:ผ่าน|โอเค|ถูกต้อง|<(?:is )?(?:ok|okay|good|valid)>)(?:แล้ว|เรียบร้อย|เลย)? $")
SLIP_NOT_OK = says("^ (?:สลิป|<slip>) (?:ไม่ผ่าน|<(?:is )?(?:not ok|not okay|not valid|no good|rejected)>) $")


def _rest(line: Line, found: re.Match[str]) -> dict[str, Any]:
    return {"text": line.text[found.end() :].strip(" :,|-")}


def _until(line: Line, found: re.Match[str]) -> dict[str, Any]:
    text = re.sub(
        (
            r"^(?:\s|ให้|บิล|ออเดอร์|ถึง|อีก|ไป|เป็น|order|bill|until|till|to|by|for|#|\d+(?=\s*(?:ถึง|อีก|\d|until|"
            r"by|to|for)))+"
        ),
        "",
        line.text[found.end() :],
    )
    return {"until": text.strip(" |")}


def _amount(line: Line, found: re.Match[str]) -> dict[str, Any]:
    return {"amount": line.amount_after(0)}


def _shipped(line: Line, found: re.Match[str]) -> dict[str, Any]:
    return {
        "tracking": line.tracking,
        "carrier": line.carrier or ("thailand_post" if re.fullmatch(r"[A-Z]{2}\d{9}TH", line.tracking) else ""),
    }


def _status(line: Line, found: re.Match[str]) -> dict[str, Any]:
    return {"text": parcel_status(line), "tracking": line.tracking, "orders": orders_of(line)}


def _address(line: Line, found: re.Match[str]) -> dict[str, Any]:
    return {"address": line.typed.strip(), "orders": ()}


AFTERWARDS: tuple[Row, ...] = (
    Row(
        "merge_orders",
        says(
            (
                "(?:รวม|มัดรวม|จับรวม|<(?:merge|combine)>) (?:{bill}|orders|bills)? .{0,12}?#?\\d"
                "+ (?:กับ|และ|,(?!\\d{3})|&|"
                "\\+|<and>|<with>|<into>)"
            ),
            "(?:รวม|<(?:merge|combine)>) (?:2|3) ?(?:บิล|ออเดอร์|<bills|<orders)",
            "{bill} (?:#?\\d+ (?:,|กับ|และ)? ){2,6}(?:เอามา|มา|จับ|มัด)?รวม",
            (
                "^ (?:เอา|จับ|ยุบ|รวบ)?{bill} {no} (?:กับ|และ|เข้า(?:กับ)?|ไป|"
                ",) (?:{bill})? #?\\d+ (?:มา|เข้า|จับ|ให้)?(?:รวม|ด้วยกัน)?(?:รวม|ด้วยกัน|กัน|ใ"
                "ห้|เป็น|$)"
            ),
            "(?:ยุบ|รวบ)(?:บิล|ออเดอร์)",
            "(?:2|สอง|3|สาม) (?:บิล|ออเดอร์).{0,6}รวม(?!ส่ง|ยอด)",
            "รวมบิล(?!ให้|แล้ว|เท่า|ทั้ง)",
            "{bill} {no} (?:เอามา|มา)?รวม(?:กับ|เข้ากับ|ใน) (?:{bill})? #?\\d",
            "^ <(?:merge|combine)> #?\\d+",
        ),
        ("รวมบิล 88 กับ 91", "merge order 88 and 91", "รวมออเดอร์ #12 กับ #14"),
        "named",
        unless=IF,
    ),
    Row(
        "set_credit",
        says(
            (
                "(?:คืน|เก็บ|ทบ|ยก|ใส่|หัก|ให้).{0,8}(?:เป็น)?(?:ส่วนลด|เครดิต|ยอด)(?:ไว้)?.{0,8}(?:รอบหน้า|ครั้งหน้า|บิลหน้า|"
                "คราวหน้า|ออเดอร์หน้า)"
            ),
            "(?:เก็บ|คืน|ใส่|เป็น|ให้)(?:ไว้)?(?:เป็น)?เครดิต(?!การ์ด)",
            "(?:(?:ยอด|เงิน|โอน)(?:มา)?เกิน|เงินทอน|เงินเหลือ).{0,28}(?:รอบ|ครั้ง|บิล|คราว|ออเดอร์)หน้า",
            "<(?:store )?credit>.{0,20}<(?:next|customer|account)",
            "โอน(?:มา)?เกิน.{0,20}(?:ครั้งหน้า|รอบหน้า|บิลหน้า|เครดิต)",
            "<keep .{0,20}(?:as |for )?(?:credit|next)",
            "<(?:overpaid|overpayment)>.{0,20}<(?:next|credit|keep)",
        ),
        ("โอนมาเกิน 20 คืนเป็นส่วนลดรอบหน้า", "เก็บเป็นเครดิตไว้ 50", "keep 50 as credit"),
        "named",
        unless=IF | cues("long_ago"),
        tells=_amount,
    ),
    Row(
        "extend_deadline",
        says(
            "(?:(?:ต่อ|ขยาย|เลื่อน|ยืด|เพิ่ม)(?:เวลา|อายุ|กำหนด|วัน)|ให้(?:เวลา|กำหนด))(?:โอน|จ่าย|ชำระ|บิล)?",
            "<(?:extend|give .{1,20} more time)>|<give (?:{bill})? {no} <(?:until|till|to)>",
            "{bill} {no} (?:ขอ)?(?:เลื่อน|ยืด|ขยาย|ต่อ)(?:เวลา|กำหนด|วัน|อายุ)?(?:โอน|จ่าย|ชำระ)?",
            "(?:^|\\|) รอ{bill} {no} (?:ถึง|อีก|ไปก่อน)",
            "(?:ให้|รอ).{0,10}(?:โอน|จ่าย)(?:ได้)?ถึง",
        ),
        ("ต่อเวลาให้บิล 91 ถึงพรุ่งนี้เที่ยง", "extend 1024 2d", "ขยายเวลาบิล 88 อีก 2 วัน"),
        "named",
        unless=IF,
        tells=_until,
    ),
    Row(
        "cancel_order",
        says(
            (
                "(?<!ไม่)(?<!อย่า)(?<!เพิ่ง)(?<!ต้อง)(?<!don't\\x20)(?<!not\\x20)(?:ยกเลิก|แคนเซิ"
                "ล|แคนเซิ้ล|<(?:cancel|void)>|<cc>) (?:the )?(?:{order})?(?:นี้|ของ|คุณ|พี่|ลูกค้"
                "า|#| \\d|"
                "_for_| this| that|(?= (?:$|\\|)))"
            ),
            "^ (?:ยกเลิก|<cancel>)(?: (?:the|this|my))? {order}",
            "ลูกค้า(?:ขอ)?(?:ยกเลิก|ไม่เอาแล้ว|เท(?=$| )|cc>)",
            "(?:ลบ|ทิ้ง)(?:บิล|ออเดอร์|ร่าง)",
            "{who}.{0,14}(?:ขอยกเลิก|เทแล้ว)",
            "^ (?:<discard>|ทิ้ง) (?:<(?:the|this) (?:order|bill|draft)>)? $",
            "(?:^|\\|) เท{bill} {no}",
            "<customer (?:has )?(?:cancell?ed|backed out)>",
            "ปิด{bill} {no} ทิ้ง",
        ),
        ("ยกเลิกบิล 88", "cancel #1029", "ลูกค้าไม่เอาแล้ว", "cancel this order"),
        "named",
        unless=IF | cues("poster", "announcement", "wish", "past", "hesitation", "future"),
    ),
    Row(
        "set_tracking_status",
        says(
            (
                "{bill} {no} .{0,10}(?:ถึงแล้ว|ถึงมือ|ได้ของแล้ว|ได้รับแล้ว|รับของแล้ว|ได้รับของ|ตีกลับ|ปิดงาน|<(?:delivered|"
                "returned|arrived|received)>)"
            ),
            "(?:ลูกค้า|คุณ\\S{1,12}|พัสดุ)(?: {tracking})?(?:ได้รับ(?:ของ|แล้ว|สินค้า)|ได้ของแล้ว|ตีกลับ|ถึงแล้ว)",
            "(?:พัสดุ|ของ).{0,20}(?:ตีกลับ|ถึง(?:ลูกค้า|ปลายทาง|มือ\\S{0,8})?แล้ว)",
            "<mark (?:{bill})? {no} (?:as )?(?:delivered|returned|received)",
            "^ (?:{bill})? {no} (?:has been |was |is )?<(?:delivered|returned)>",
            "{bill} {no} (?:โดน|ถูก)?ตีกลับ",
            "<parcel>.{0,30}<(?:delivered|returned|arrived)>",
            "{tracking} (?:ถึงแล้ว|ตีกลับ|<delivered>|<returned>)",
            "(?:สถานะพัสดุ) {tracking}",
            "#\\d+ (?:<(?:is |was )?(?:delivered|returned)>|ตีกลับ|ถึงแล้ว|ได้รับของแล้ว|ปิดงาน)",
        ),
        ("บิล 88 ถึงแล้วนะ ปิดงาน", "ลูกค้าได้รับของแล้ว", "พัสดุ EF582568151TH ตีกลับ", "order 88 delivered"),
        "parcel",
        unless=IF | cues("announcement"),
        tells=_status,
    ),
    Row(
        "mark_shipped",
        says(
            (
                "(?:ส่ง(?:ของ|แล้ว|ให้)?|จัดส่ง|เลขพัสดุ|เลข(?:แทรค|แทร็ค|ติดตาม|tracking|ems|flash|พัส)|พัสดุ|แทร็ค|แทรค|"
                "<(?:tracking|track|shipped|sent|parcel|awb)>|{carrier}).{0,40}{tracking}"
            ),
            "{bill} {no}.{0,14}(?:ส่ง(?:ของ|ให้)?(?:ไป)?แล้ว|จัดส่งแล้ว|<(?:shipped|sent|dispatched)>)",
            "(?:ส่ง(?:ของ)?(?:ให้)?(?:ลูกค้า|คุณ\\S{1,12})?(?:ไป)?แล้ว|จัดส่ง(?:เรียบร้อย)?แล้ว|จัดส่งแล้ว) {bill} {no}",
            "<(?:shipped|sent|mark(?:ed)? (?:as )?shipped|dispatched)>.{0,12}#?{no}",
            "^ {tracking} (?:{carrier})? $",
            "(?:^|\\|) (?:จัด)?ส่ง(?:ของ)?{bill} {no} (?:ไป|ออก|ให้)?(?:แล้ว|เรียบร้อย)",
            "(?:ของ)?{bill} {no} (?:แพ็ค)?(?:ส่ง)?(?:ของ)?(?:ออก(?:ของ|ไป)?|ส่ง(?:ของ|ออก|ไป)?)(?:แล้ว|เรียบร้อย)",
            "ของ(?:ลูกค้า|{who}\\S{1,12}) (?:ส่ง|ออก|จัดส่ง)(?:ไป)?แล้ว",
            "(?:แจ้ง|ใส่|ลง)(?:เลข(?:พัสดุ|แทร็ค|แทรค)?|แทร็ค).{0,30}{tracking}",
            "#\\d+ (?:ส่งแล้ว|<(?:shipped|sent)>)",
            "^ (?:ส่งของแล้ว|ส่งแล้ว|จัดส่งแล้ว|ส่งของให้ลูกค้าแล้ว) (?:{carrier})? $",
            "(?:ฝาก|ทำ)?ส่งของ(?:ให้)?(?:คุณ|พี่)\\S{1,12}แล้ว",
            "^ (?:จัดส่งแล้ว|<shipped>) {no}",
            "^ (?:เลขพัสดุ|<track>)_{no}",
        ),
        ("ส่งแล้ว EF582568151TH", "เลขพัสดุคุณแนน เคอรี่ SHP5054369172", "shipped 1024", "บิล 88 ส่งของแล้ว"),
        "named",
        unless=_TOLD,
        tells=_shipped,
    ),
    Row("confirm_payment", SLIP_OK, ("slip ok", "สลิปผ่านแล้วค่ะ", "สลิปโอเค"), "always", unless=_TOLD),
    Row("reject_payment", SLIP_NOT_OK, ("slip not ok", "สลิปไม่ผ่านค่ะ"), "always", unless=_TOLD),
    Row(
        "reject_payment",
        says(
            "(?:สลิป|<slip>).{0,14}(?:ปลอม|ไม่ผ่าน|ไม่ตรง|ผิด|ไม่ถูก|ซ้ำ|เก่า|<(?:fake|wrong|rejected|invalid)>)",
            "(?:ปัดตก|ไม่รับ|ไม่ผ่าน|ตีตก) ?สลิป",
            "ปฏิเสธ(?:สลิป|บิล|ออเดอร์)?",
            "<reject>",
            "ยอด(?:โอน)?ไม่(?:ตรง|ครบ|เข้า)",
            "(?:เงิน|ยอด)(?:ยัง)?ไม่เข้า",
            "โอน(?:มา)?(?:ไม่ครบ|ขาด)",
        ),
        ("สลิปบิล 88 ยอดไม่ตรง", "ปฏิเสธสลิป 1024", "reject 1024 wrong amount", "เงินยังไม่เข้า"),
        "named",
        unless=IF,
        tells=_amount,
    ),
    Row(
        "refund",
        says("คืนเงิน(?!เป็น)|โอน(?:เงิน)?คืน|คืนตังค์?|<refund>"),
        ("คืนเงินบิล 88 200", "refund 1024 200", "โอนคืนลูกค้า 150"),
        "named",
        unless=IF | cues("poster", "announcement"),
        tells=_amount,
    ),
    Row(
        "confirm_payment",
        says(
            (
                "(?:{pay}|ชำระ)(?:เงิน|มา|เข้า|ครบ|ตังค์|เต็ม|สด|ยอด|ให้|ผ่าน\\S{0,6}|แล้ว|(?:ค่า)?มัดจำ)*(?:แล้ว|เรียบร้อย|ครบ|"
                "เข้ามา)(?!แจ้ง|ส่ง|รบกวน|ได้|จะ|ถึง|ค่อย|รอ|กรุณา|ทัก)"
            ),
            "(?:รับ|ได้)(?:รับ)?(?!เงินปลายทาง)(?:เงิน|ยอด|โอน|ชำระ|ตังค์|มัดจำ)(?:ครบ|จาก\\S+|เข้า|มา|บิล.{0,8})*(?:แล้ว|เรียบร้อย)?",
            "(?:เงิน|ยอด|ตังค์)(?:โอน)?(?:ของ)?{bill} {no} (?:โอน)?(?:เข้า|ครบ|มา)(?:บัญชี)?(?:แล้ว|เรียบร้อย)",
            "<payment .{0,16}<(?:received|in|confirmed|done)>",
            "(?:เงิน|ยอด|ตังค์)(?:โอน)?เข้า(?!แชท|ไลน์|กลุ่ม)(?:บัญชี|มา)?(?:แล้ว|เรียบร้อย|ครบ)?",
            "(?:^|\\|) (?:ลูกค้า)?มัดจำ(?:มา|แล้ว|ไว้)? {amount}",
            "(?:วาง|จ่าย|โอน)(?:เงิน)?มัดจำ(?:มา|แล้ว|ไว้)* {amount}",
            "(?:สลิป|<slip>)(?:บิล)?.{0,10}(?:ผ่าน|ถูกต้อง|โอเค|เรียบร้อย|<(?:ok|okay|good|valid)>)",
            "(?:ยืนยัน|อนุมัติ|คอนเฟิร์ม)(?:สลิป|ยอด|การโอน|การชำระ|โอน|เงิน|การจ่าย)",
            "(?:โอน|จ่าย)(?:มา|เข้ามา|เข้า)? {amount}",
            (
                "<(?:paid|payment (?:received|confirmed|ok)|got (?:the )?(?:money|payment)|received (?:payment|"
                "the money|\\d+)|mark(?:ed)? .{0,14}paid|money received|deposit)>"
            ),
            "<approve>",
            "^ รับเงิน(?!ปลายทาง)",
        ),
        ("ออเดอร์ #1024 โอนแล้ว 590", "รับเงินแล้ว", "มัดจำ 500 ที่เหลือเก็บปลายทาง", "เงินเข้าแล้ว", "paid 1024", "สลิปบิล 88 ผ่าน"),
        "named",
        unless=_TOLD | cues("negation", "future", "greeting"),
        tells=_amount,
    ),
)

OPEN: tuple[Row, ...] = (
    Row(
        "set_note",
        says(
            "^ (?:เพิ่ม|ใส่|แก้)?(?:โน้ต|โน๊ต|หมายเหตุ|หมายเหต|<(?:add (?:a )?)?(?:note|memo|remark)>)(?!บุ๊ค|book)",
            "(?:ใส่|เขียน|เพิ่ม)(?:โน้ต|โน๊ต|หมายเหตุ)",
            "(?:แปะ|ติด|จด|ลง)(?:โน้ต|โน๊ต|หมายเหตุ)",
            "^ (?:จด|บันทึก)(?:ไว้)?(?:ว่า|หน่อยว่า)",
            "ฝาก(?:บอก|โน้ต|หมายเหตุ)(?:คนแพ็ค|แพ็ค|ขนส่ง)",
        ),
        ("หมายเหตุ ฝากนิติ", "note leave with the guard", "ใส่โน้ตว่าห้ามโยน"),
        "named",
        unless=NONE,
        of_order=True,
        tells=_rest,
    ),
    Row(
        "set_address",
        says(
            (
                "^ (?:แก้|เปลี่ยน|ใส่|เพิ่ม|ขอแก้|อัพเดท)?(?:ที่อยู่|ที่จัดส่ง|จัดส่งที่|ส่งที่|ส่งไปที่|<(?:(?:ship(?:ping)?|delivery|"
                "change) )?address>|<ship to>)(?!ร้าน|บริษัท|ลูกค้าไม่|ค่ะ$).{6,}"
            ),
            (
                "^(?=.*(?:ที่อยู่|ที่(?:จัด)?ส่ง|จ่าหน้า|ผู้รับ|ส่งถึง|ส่งไปที่|<(?:address|deliv"
                "er to|send (?:it )?to|recipient|mail it to)>))(?=.*(?<!\\d)\\d{5}(?!\\d))"
            ),
            "^ (?:จัดส่ง|ส่ง|<(?:ship|send|deliver) to>) [^|]{12,}(?:ต\\.|ตำบล|แขวง|อ\\.|อำเภอ|เขต|จ\\.)[^|]*\\d{5}",
        ),
        ("ที่อยู่คุณเอ๋ 12/3 ม.4 ต.บางพลีใหญ่ อ.บางพลี สมุทรปราการ 10540 โทร 0812340000", "ship to 99 Sukhumvit 10110 Bangkok"),
        "named",
        unless=cues("question", "conditional", "announcement", "greeting"),
        tells=_address,
    ),
    Row(
        "set_address",
        says(
            "^ {who}[^|\\d]{0,12}(?:แจ้ง|ส่ง|ให้|เปลี่ยน|อัพเดท|ขอเปลี่ยน)ที่อยู่(?:มา|ใหม่|เ"
            "ป็น)* [^|]*\\d[^|]*(?:\\d{5}|ต\\.|แขวง|อ\\.|เขต)"
        ),
        ("ลูกค้าแจ้งที่อยู่ 12 ม.9 ต.ปากช่อง อ.ปากช่อง โคราช 30130",),
        "named",
        unless=IF | cues("greeting"),
        tells=_address,
    ),
    Row(
        "send_link",
        says(
            (
                "(?:ขอ|ส่ง|เอา|สร้าง|ก๊อป|คัดลอก|<(?:send|get|give|copy|create|make)>(?: me| the| a|"
                " customer)*) (?:the )?(?:(?:order|payment|pay|checkout|invoice) )?ลิงก์(?!สินค้า"
                "|ร้าน|ไลฟ์|เพจ|กลุ่ม|(?:ให้|ไป|ทาง)*แล้ว(?!กัน))"
            ),
            (
                "^ (?:<(?:pay|payment|checkout|order)>)? ลิงก์ (?:<for>)? (?:จ่าย(?:เงิน)?|"
                "ชำระ(?:เงิน)?|ของ)? (?:{bill} {no})? $"
            ),
            "^ ลิงก์(?:ออเดอร์|บิล|จ่าย|ชำระ|ให้ลูกค้า|สั่ง|นี้)*(?:หน่อย)? $",
        ),
        ("ขอลิงก์ออเดอร์", "ส่งลิงก์จ่ายเงินให้ลูกค้า", "send the payment link", "link"),
        "named",
        unless=DOUBT | cues("future"),
    ),
    Row(
        "send_invoice",
        says(
            (
                "(?<!ค่า)ส่ง(?:บิล|ใบแจ้งหนี้|อินวอยซ์|ออเดอร์)(?!(?:ให้|ไป|หา|ทาง|ลูกค้า)*แล้ว(?"
                "!กัน))(?!ครบ|แล้ว|หมด|ไม่)(?:ให้|เลย|ไป|ได้|นี้|(?= (?:$|\\|)))?"
            ),
            "(?:ออก|เปิด)?(?:ใบแจ้งหนี้|อินวอยซ์|<invoice>)(?:ให้|ลูกค้า|(?= (?:$|\\|)))",
            "<send (?:the |this |an )?(?:bill|invoice|order|it to (?:the )?customer)>",
            "^ <send> $",
            "^ ส่งให้(?:ลูกค้า|พี่|น้อง|เขา|เค้า)*(?:เลย|ได้เลย|ที|หน่อย|ด้วย)* $",
            "(?:<resend>|ส่งซ้ำ) (?:{bill})? {no}",
            "ส่งบิล(?:ใหม่|อีกที|อีกครั้ง|ซ้ำ)",
        ),
        ("ส่งบิลให้ลูกค้าเลย", "send the invoice", "ส่งบิล", "resend 1024"),
        "named",
        unless=DOUBT | cues("announcement", "future"),
        tells=of_order,
    ),
    Row(
        "send_summary",
        says(
            "สรุป(?:ยอด|บิล|ออเดอร์|รายการ|ให้)(?!ขาย|วันนี้|เดือน)(?:ให้|ลูกค้า|หน่อย|ที|เลย)*+(?!แล้ว)",
            "^ สรุป(?:ให้)?(?:หน่อย|เลย|ที|นะ)? $",
            "(?:ส่ง|ขอ|ทำ)(?:ยอด|สรุป)(?:ให้|ไป)?(?:ลูกค้า)?",
            "(?:แจ้ง|บอก)ยอด(?:ให้)?(?:ลูกค้า|คุณ)",
            "รวม(?:เงิน|ยอดเงิน)?ให้(?:ที|หน่อย|ลูกค้า|พี่)",
            "^ <(?:grand )?total> $",
            "รวมยอด(?:ให้|หน่อย|ที|ลูกค้า|$)",
            "คิดเงิน(?:ให้|เลย|ลูกค้า|$)",
            "<(?:send|show|give)(?: the| me| a| order)* (?:summary|total)>",
            "<(?:sum it up|summari[sz]e|order summary|total it up)>",
        ),
        ("สรุปยอดให้ลูกค้าหน่อย", "สรุปบิล", "send summary to the customer", "สรุป"),
        "named",
        unless=DOUBT | cues("announcement", "future"),
    ),
    Row(
        "confirm_order",
        says(
            (
                "(?:ยืนยัน|คอนเฟิร์ม|(?<!เ)ปิด|<confirm(?:ed)?>(?: the)?|<close>(?: the)?) (?:{order})(?:นี้|เลย|ได้|ให้|"
                "ของ|คุณ|พี่|น้อง|#|\\d| \\d|(?= (?:$|\\|)))"
            ),
            "<confirm> #?{no}|<confirm (?:this|the) (?:order|bill)>",
            "^ (?:ยืนยัน|คอนเฟิร์ม|<confirm(?:ed)?>)(?:เลย|แล้ว|ได้เลย|ให้ลูกค้า)* $",
            "ลูกค้า(?:ยืนยัน|คอนเฟิร์ม|ตกลง|โอเค)(?:แล้ว|ออเดอร์)?",
        ),
        ("ยืนยันออเดอร์ 1024", "ปิดบิลเลย", "confirm order", "ลูกค้าคอนเฟิร์มแล้ว"),
        "named",
        unless=_TOLD | cues("negation", "future"),
    ),
    Row(
        "undo",
        says(
            "^ (?:ย้อน(?:กลับ|คืน)?(?!ไปดู|ดู|แชท|หลัง|ไปอ่าน)|<undo>(?: that| it| last)?|ยกเ"
            "ลิก(?:ที่แก้|เมื่อกี้|ล่าสุด|อันล่าสุด)|ทำผิด ?ย้อน|เอากลับคืน|"
            "กลับไปเหมือนเดิม)"
        ),
        ("ย้อน", "undo that", "ยกเลิกที่แก้เมื่อกี้"),
        "open",
        unless=IF | cues("negation"),
    ),
)
