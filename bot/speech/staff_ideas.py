"""The words staff have for one idea, in both languages, and lines that hold several ideas in any order.

An idea is an alternative of a pattern (see `saying`), used by every row that needs it: a new word for "cancel" is
written here once. `all_of` is a line that holds each of its ideas, wherever they stand.
"""

import re
from typing import Any

from bot.speech.line import Line
from bot.speech.saying import says

#: In more words than this somebody tells a story.
_LONGEST = 110

# Deeds

CANCEL = (
    "(?<!ไม่)(?<!อย่า)(?<!เพิ่ง)(?<!ต้อง)ยกเลิก(?!(?:การ)?(?:จัด)?ส่ง|ส่วนลด|ค่าส่ง|โ"
    "น้ต|หมายเหตุ)|แคนเซิ้?ล|แคนเซ่ิ?ล|แคนเซ็ล|(?<!don't\\x20)(?<!not\\x20)(?<!never"
    "\\x20)<(?:cancel|void|scrap|discard|kill|bin|trash|drop|dump|forget|abandon)>(?!"
    " the (?:shipment|note|discount|fee))|ทิ้ง|(?:เอา|ลบ|ตัด|โละ|ล้ม|ลบทิ้ง)(?:บิล|ออ"
    "เดอร์|ร่าง)|"
    "ไม่เอา(?:แล้ว|ทั้ง(?:หมด|บิล|ออเดอร์))|เปลี่ยนใจ(?:ไม่(?:เอา|ซื้อ|รับ))|<(?:backed out|changed (?:her|his|their) mind|"
    "(?:doesn't|does not|don't|no longer) wants? (?:it|this|the order|any of it)|call it off|fell through)>"
)
UNDO = (
    "ย้อน(?!หลัง|ไปดู|ดู|แชท|ไปอ่าน)|<undo>|(?:กด|พิมพ์|ใส่|แก้|ลบ|คีย์|ลง|ทำ)(?:ผิด|"
    "พลาด|เกิน)[^|]{0,12}\\|? (?:เอา|แก้|ขอ|ช่วย)?(?:กลับ|คืน|ถอย)|"
    "เอา(?:กลับ|คืน)(?:มา|คืน|ไป)?(?= (?:$|\\|))|(?:กลับ|คืน)(?:ไป|มา|ค่า)?(?:เป็น)?(?:เหมือนเดิม|อันเดิม|แบบเดิม|ก่อนหน้า|ก่อนแก้)|"
    "ถอย(?:กลับ|หลัง)?(?:1|หนึ่ง)?(?:ขั้น|สเต็ป|step)|<put (?:it|that|them) back>|<(?"
    ":take|roll) (?:that|it|the last \\w+) back>|"
    "<(?:take|roll) back (?:that|the last|what i)|<go back (?:one|a) step>|<back to h"
    "ow it was>|<(?:scratch|reverse|revert) (?:that|it|the last"
    "|my last|last)>|<as it was(?: before)?>|<wrong (?:one|button|item),? (?:go|put|take|undo)"
)
NOTE = "โน้ต|โน๊ต|โน็ต|โนต|หมายเหต(?:ุ)?|<(?:note|notes|memo|remark|remarks)>|เม(?:โม|โม่)"
LINK = "ลิงก์|<(?:link|url|checkout page|payment page)>"
#: A paper of an order that is not its bill.
PAPER = (
    "ใบเสร็จ|ใบกำกับ|บิลเงินสด|ใบปะหน้า|ใบส่งของ|ใบแพ็ค|ใบจัดของ|ลาเบล|เลเบล|เอกสาร|<"
    "(?:receipts?|tax invoice|packing (?:slip|list)|"
    "delivery note|shipping label|label|documents?|paperwork)>"
)

# What has become of money, parcels and time

PAID = (
    "(?:โอน|จ่าย|ชำระ|เคลียร์)(?:เงิน|ตังค?์?|ยอด|ค่าของ|ค่าสินค้า|มา|เข้า(?:มา|บัญชี)?|ให้|สด|ครบ|เต็ม|หน้าร้าน|ผ่าน\\S{0,8}|บัตร|ปลายทาง)*"
    "(?:แล้ว|เรียบร้อย|ครบ|มา {amount}|เข้า[^|\\d]{0,14}{amount})|(?:เงิน|ยอด|ตังค?์?"
    ")(?:โอน)?(?:เข้า(?!แชท|ไลน์|กลุ่ม)|มา|ครบ|ตรง|ลง)|"
    "เช็ค(?:ยอด|เงิน|สลิป)?แล้ว(?:ตรง|ถูก|ผ่าน|โอเค)|(?:รับ|ได้)(?:เงิน|ยอด|ตังค?์?|โอน|ชำระ)(?!ไหม|ปลายทาง)|(?:เงิน|ยอด)[^|]{0,24}เข้า(?:บัญชี)?แล้ว|มัดจำ(?:มา|แล้ว|ไว้|เข้า)+|<money>.{0,24}<(?:came|in|arrived|landed)>|"
    "(?:กด|บันทึก|ติ๊ก|ลง|มาร์ค)(?:ว่า|เป็น)?(?:รับเงิน|(?:จ่าย|โอน)แล้ว|รับชำระ)|"
    "<(?:paid|transferred|settled|money (?:is |has )?(?:in|came|arrived|landed|receiv"
    "ed)|payment (?:is |has |was )?(?:in|came|"
    "received|arrived|cleared|landed|done|complete|confirmed|ok)|(?:got|received|have) (?:the |her |his |their |full )*"
    "(?:money|payment|transfer|cash|deposit)|cash received|money's in|funds (?:in|received|cleared)|transfer (?:came|"
    "is in|received|cleared|ok)|paid (?:up|in full))>"
)
SLIP = "สลิป|<slip>|<(?:proof of payment|payment proof)>"
RIGHT = (
    "(?<!ไม่)ผ่าน|ถูกต้อง|(?<!ไม่)ตรง|โอเค|เรียบร้อย|อนุมัติ|ยืนยัน|คอนเฟิร์ม|<(?:ok|okay|good|valid|fine|correct|approve|approved|"
    "confirmed?|matches|match|legit|checks out|verified|passes|passed|accepted?)>"
)
WRONG = (
    "ปลอม|ไม่(?:ผ่าน|ตรง|ถูก|ครบ|รับ|ชัด|ใช่|พบ|เข้า)|ผิด|ซ้ำ|เก่า|ตก|ขาด|ตัดต่อ|ใช้ไม่ได้|ปฏิเสธ|ตีกลับ|<(?:fake|wrong|reject|rejected|invalid|"
    "duplicate|blurry|old|reused|short|edited|mismatch|refuse|decline|deny|denied|no good|doesn't match|does not match|"
    "not ok|unreadable)>"
)
SHIPPED = (
    "(?<!รวม)(?<!ค่า)(?:ส่ง|จัดส่ง)(?:ของ|พัสดุ|ออก|ไป|ให้|ลูกค้า|สินค้า|เข้าระบบ|{carrier}|ทาง{carrier}|เรียบร้อย)*(?:แล้ว|ละ(?![\u0e01-\u0e4e])|เรียบร้อย)|"
    "ฝาก(?:ส่ง|ของ|พัสดุ|ขนส่ง)[^|]{0,12}(?:แล้ว|เรียบร้อย)|(?:ของ|พัสดุ)(?:{bill} {n"
    "o})? (?:ออก|เข้า)(?:จากร้าน|ระบบ|ขนส่ง|{carrier}|ไป)*(?:แล้ว|ละ|เรียบร้อย)|"
    "(?:{carrier}|ขนส่ง|ไรเดอร์|แมส)(?:มา|เข้า)?(?:เข้า)?รับ(?:ของ|พัสดุ|ไป)*แล้ว|<(?"
    ":shipped|dispatched|posted|mailed|sent out|handed (?:it )?(?:over )?"
    "to|dropped (?:it )?off|on its way|on the way|out for delivery|left the (?:shop|w"
    "arehouse)|went out|gone out|fulfilled)>|"
    "<as (?:shipped|sent|dispatched|fulfilled)>|ขึ้น(?:ว่า|เป็น|สถานะ)+(?:จัดส่ง|ส่ง)"
)
#: Asked of the packing table or the warehouse.
TO_SHIP = (
    "(?<!ค่า)(?<!ยกเลิก)(?<!พัก)(?<!ปล่อย)จัดส่ง(?!แล้ว|ฟรี|โดย|ที่)|(?:แพ็ค|แพค)(?:ของ|แล้ว|และ)?(?:จัด)?ส่ง|ส่งของ|(?:แจ้ง|บอก|ให้|สั่ง)(?:คลัง|โกดัง|คนแพ็ค|ทีมแพ็ค|แพ็ค|ฝ่ายส่ง)"
    "[^|]{0,8}(?:ส่ง|แพ็ค|จัด)|<(?:fulfill?|dispatch|pack and ship|pack & ship|ship o"
    "ut)>|<ship (?:out )?(?:the )?(?:order|bill)>"
)
DELIVERED = (
    "ถึง(?:มือ|บ้าน|ที่หมาย|ปลายทาง|ลูกค้า|ผู้รับ)*[^|\\d]{0,10}(?:แล้ว|ละ(?![\u0e01-\u0e4e])|เรียบร้อย)|(?:ได้|เซ็น|เซ็นต์)?รับ(?:ของ|พัสดุ|สินค้า|กล่อง)?"
    "(?: ?#?\\d+)? (?:แล้ว|เรียบร้อย|ครบ)|ได้(?:รับ)?(?:ของ|พัสดุ|สินค้า)|เซ็น(?:ต์)?รับ|(?:ส่ง|จัดส่ง|นำจ่าย)(?:ถึง|สำเร็จ)|ถึงมือ|"
    "ปิด(?:งาน|จ็อบ|จ๊อบ|เคส|ดีล)|<(?:delivered|arrived|(?:got|received) (?:it|the (?"
    ":parcel|package|order)|her|his|their)|signed for|"
    "reached (?:the |her|him)|landed)>"
)
RETURNED = (
    "ตีกลับ|ตีคืน|(?:ของ|พัสดุ)(?:ตี|เด้ง)?(?:กลับ|คืน)(?:มา|ร้าน|ต้นทาง)|ส่งคืนต้นทา"
    "ง|ไม่มีคนรับ|<(?:returned|bounced|came back|sent back|return to sender)>"
)
LATER = (
    "(?:ต่อ|ขยาย|เลื่อน|ยืด|ผ่อน|ขยับ|เพิ่ม)(?:เวลา|อายุ|กำหนด|ระยะ|วัน|เดด)|(?:ให้|ขอ|เพิ่ม|แถม)เวลา|ผ่อนผัน|(?:อย่า|ไม่ต้อง|ยังไม่)(?:เพิ่ง|ต้อง)?(?:ตัด|ยกเลิก|ปิด)(?=.*(?:รอ|ถึง|ก่อน))|(?:เลื่อน|ขยาย|ยืด|ขยับ|ต่อ)(?:ให้|{bill}|ออก|ไป)|"
    "เดดไลน์|(?:รอ|ให้)[^|\\d]{0,14}(?:โอน|จ่าย|ชำระ)(?:ได้)?(?:ถึง|ภายใน|ไม่เกิน|วัน|พรุ่งนี้|คืนนี้|อีก)|<(?:extend|extension|postpone|prolong)>|"
    "<more (?:time|days?|hours?)>|<(?:push|move)>(?=.*<(?:due|deadline|payment|pay)>)"
    "|<(?:another|extra) (?:\\d+ )?(?:days?|hours?|week)>|"
    "<until>(?=.*<(?:pay|transfer)>)|<(?:pay|transfer)>(?=.*<(?:until|till|by (?:mon|"
    "tue|wed|thu|fri|sat|sun|to|noon|next|the end|end|\\d)))|<keep (?:it|this|{bill}|"
    "order \\d+) open (?:until|till|for)>"
)

# Where they lead

#: Money that goes back or stays for the next order.
CREDIT = (
    "เครดิต(?!การ์ด|ฟรี)|<(?:credit|store credit)>(?! card)|(?:ทบ|ยก|เก็บ|หัก|โปะ|ใช้"
    "|ตัด|ลด)[^|]{0,16}(?:รอบ|ครั้ง|บิล|คราว|ออเดอร์)(?:หน้า|ต่อไป|ถัดไป)|"
    "<(?:toward|towards|for|against|to|on|off) (?:(?:her|his|their|the|a) )?(?:next|f"
    "uture|later) (?:order|bill|time|purchase)"
)
TOGETHER = (
    "รวม(?!ส่ง|ยอด|เป็นเงิน|ทั้งหมด| [\\d,]+ (?:บาท|$|\\|))|(?:ใบ|บิล|ออเดอร์|กล่อง|พ"
    "ัสดุ)เดียว|ด้วยกัน|ยุบ|รวบ|มัด(?!จำ)|ควบ|เข้า(?:กับ|ด้วย)|ใส่(?:ใน|รวม)(?:บิล|ออ"
    "เดอร์|กล่อง)|"
    "<(?:merge|combine|join|together|consolidate|(?:one|1) (?:order|bill|parcel|box)|"
    "same (?:order|bill|parcel|box))>|<(?:put|move|fold) .{0,20}into>"
)
SUMMARY = (
    "สรุป(?!ขาย)|(?:แจ้ง|บอก|ขอ|ส่ง|รวม|คำนวณ|คำนวน|คิด|เช็ค)ยอด(?:รวม|ทั้งหมด|บิล|ออเดอร์|เงิน)?|รวม(?:เงิน|ทั้งหมด|ราคา)(?:ให้|หน่อย|ที)|ยอดรวม|ทั้งหมดเท่าไหร่|"
    "แจกแจง|<(?:summary|summari[sz]e|recap|sum (?:it |this )?up|total (?:it |this )?up|add (?:it|this) up|breakdown|"
    "(?:order|grand|final|the) total)>"
)
#: The bill on its way to the customer.
SEND_BILL = (
    "(?:ส่ง|ยิง|ปล่อย|โยน|แปะ|ฟาด|เด้ง)(?:ให้)?(?:บิล|ใบแจ้งหนี้|อินวอยซ์|การ์ด|ใบสั่"
    "งซื้อ|<(?:bill|card|invoice)>)|(?:ส่ง|ยิง) <(?:card|invoice|bill)>|"
    "ออกบิล(?= (?:ได้|เลย|ส่ง|ให้ลูกค้า|$))|<(?:send|shoot|issue|fire|post|forward|dr"
    "op)(?: (?:her|him|them|out|over|off|the customer|customer))?"
    "(?: (?:the|this|that|an?|her|his|their))? (?:bill|invoice|card)>|<invoice (?:her|him|them|the customer|this)>"
)
#: Only that it be sent, of the order that is open.
SEND_IT = (
    "^ (?:(?:โอเค|ครบ|เสร็จ|เรียบร้อย|ok|okay|<(?:ok|okay|done|great|good|perfect|all"
    " good|that's all|thats all)>)(?:แล้ว|ละ|,|\\s|\\|)*)?"
    "(?:ส่ง|ยิง)(?:ไป|ให้|ออก|มา|ต่อ|หา)*(?:ลูกค้า|พี่เค้า|พี่เขา|น้องเค้า|เขา|เค้า|พ"
    "ี่|น้อง|คุณ[^|\\s]{0,12})*(?:ได้เลย|เลย|ได้|ที|หน่อย|ด้วย|โลด|ละ|แล้วกัน|\\s|\\|"
    ")+ $",
    "^ (?:<(?:ok|okay|done|great|good|perfect|all good|alright|that's all|thats all|looks good|now|go ahead(?: and)?|"
    "just)>(?:,|\\s|\\||<and>)*)?<send> (?:it|this|that)?(?: (?:out|off|over|now|away"
    "))*(?: to (?:her|him|them|(?:the )?customer|khun [a-z]+|[a-z]+))?(?: now)? $",
    "^ <send (?:her|him|them) (?:it|this|that)>(?: now)? $",
)


def all_of(*ideas: str) -> str:
    """A short line that holds each of these, in any order."""
    return f"^(?!.{{{_LONGEST}}})" + "".join(f"(?=.*?(?:{idea}))" for idea in ideas)


_NUMBER = says(
    "(?<![\\w.,:/@฿+=*~-])(?<!size\\x20)(?<!by\\x20)(?<!at\\x20)(?<!วันที่)(?<!วันที่\\x20)(?<!ถึง\\x20)(?<!เบอร์)(?<!เบอร์\\x20)#?(~?\\d{2,6})"
    "(?![\\d.,:/%@*+~-])(?! (?:บ|บาท|baht|thb|฿|%|{unit}|วัน|ชั่วโมง|ชม|นาที|โมง|ทุ่ม|น\\.|ปี|เดือน|เปอร์|<(?:days?|hours?|hrs?|"
    "pm|am|percent|kg|km|each|more|pcs|minutes?|st|nd|rd|th)>|ม\\.|ต\\.|อ\\.|หมู่|ซ\\.|ถ\\.))"
)


def orders_of(line: Line) -> tuple[str, ...]:
    """The orders of a line whose words are about an order: also a number that stands alone is one."""
    return line.orders or tuple(dict.fromkeys(found[1].lstrip("0") for found in _NUMBER.finditer(line.fold)))[:1]


_RETURNED = says(RETURNED)
_ON_ITS_WAY = says("กำลัง|ระหว่างทาง|<(?:in transit|on the way|out for delivery)>")


def parcel_status(line: Line) -> str:
    if _RETURNED.search(line.fold):
        return "returned"
    return "in transit" if _ON_ITS_WAY.search(line.fold) else "delivered"


def of_order(line: Line, found: re.Match[str]) -> dict[str, Any]:
    return {"orders": orders_of(line)}
