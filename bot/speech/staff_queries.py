"""What staff ask of the shop in any order of words: orders that wait, money that came, goods that are left.

Answered, never done. And the words of the counter that are only commands: known here, so that nothing is made of them.
"""

import re
from typing import Any

from bot.speech.goods import goods_in
from bot.speech.line import Line
from bot.speech.meaning import Item
from bot.speech.naming import naming
from bot.speech.rows import NONE, Row, cues
from bot.speech.saying import says
from bot.speech.staff_ideas import all_of

WAITING = (
    "ค้าง|(?:ยัง)?ไม่(?:ได้|มี)?(?:โอน|จ่าย|ชำระ|ส่ง|แพ็ค|จัด|แจ้ง|แนบ)|รอ(?:การ)?(?:โอน|จ่าย|ชำระ|จัดส่ง|ส่ง|แพ็ค|ตรวจ|ยืนยัน|เงิน|สลิป)|"
    "ต้อง(?:ส่ง|แพ็ค|จัด|แพค|ตาม|ทวง)|เกินกำหนด|เลยกำหนด|<(?:unpaid|unshipped|unsent|unconfirmed|pending|outstanding|overdue|waiting|"
    "to (?:be )?(?:ship|shipped|pack|packed|send|sent|confirm)|owes?|owing|not (?:yet )?(?:paid|shipped|sent)|"
    "(?:hasn't|haven't|hasnt|havent|didn't|not|still|yet to) .{0,12}(?:paid|pay|trans"
    "fer|transferred|sent|shipped|ship))>"
)
WHICH = (
    "ใคร|ไหน|กี่|อะไร|บ้าง|รายการ|รายชื่อ|ลิสต์|ทั้งหมด|ดู|ขอ(?:ดู|ลิสต์|ราย)|เช็ค|โช"
    "ว์|มี|<(?:who|who's|which|what|what's|whats|list|show|any|how many|all|see|order"
    "s|bills|"
    "anyone|anybody|pull up|give me)>"
)
_TIME = (
    "วันนี้|เมื่อวาน|เมื่อคืน|เดือน(?:นี้|ก่อน|ที่แล้ว|ที่ผ่านมา)|(?:อาทิตย์|สัปดาห์|วีค)(?:นี้|ก่อน|ที่แล้ว|ที่ผ่านมา)|ปี(?:นี้|ก่อน|ที่แล้ว)|ต้น(?:ปี|เดือน|สัปดาห์)|ไตรมาส|"
    "\\d+ วัน|รอบ(?:นี้|เดือน)|ไลฟ์|สุดสัปดาห์|มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา|"
    "<(?:today(?:'s)?|yesterday(?:'s)?|tonight|(?:this|last|past|the|previous) (?:wee"
    "k|month|year|quarter|\\d+ days|weekend|morning)"
    "(?:'s)?|so far|weekly|monthly|daily|ytd|(?:january|february|march|april|june|jul"
    "y|august|september|october|november|december))>"
)
_SALES = (
    "ยอด(?!โอน|ค้าง)|ขาย(?!ให้)|รายได้|รายรับ|กำไร|เงินเข้า|ได้(?:เงิน|ตังค?์?|ยอด|กี"
    "่ ?(?:ตังค?์?|บาท|บิล|ออเดอร์))|กี่ ?(?:ตังค?์?|บาท)|ปิด(?:ไป|ได้|บิล|ยอด)|"
    "<(?:sales|sold|sell|revenue|income|turnover|takings|earn|earned|earnings|made|ma"
    "ke|profit|gross|best ?sellers?|selling)>"
)
_ASKED = (
    "กี่|เท่าไหร่|ไหม|\\?|ขอ(?!ง)|ดู|สรุป|รายงาน|เช็ค|โชว์|อะไร|ไหน|เป็นไง|ยังไง|<(?:"
    "how|what|what's|whats|which|show|report|total|check|give|see|summary|did)>"
)
LEFT = (
    "เหลือ|สต็อก|คงคลัง|ในคลัง|หมด(?:แล้ว)?(?:หรือ)?(?:ยัง|ไหม)|ยังมี|มีของ|มีอยู่|<("
    "?:stock|left|remaining|inventory|available|on hand|"
    "run out|out of|sold out)>"
)
_STOCK_ASKED = (
    "กี่|เท่าไหร่|ไหม|ยัง(?!ไม่)|เช็ค|ดู|ขอ(?!ง)|โชว์|บอก|\\?|<(?:how|check|show|any|"
    "do we|have we|have|are there|is there|what's|whats|is|are|see|look|count)>"
)
#: What is asked around the names of the goods.
AROUND = re.compile(
    "(?i)สต็อก|คงเหลือ|คงคลัง|เหลือ|จำนวน|ในคลัง|ในร้าน|ในระบบ|ของใน|หมด(?:แล้ว)?(?:หรือ)?(?:ยัง|ไหม)|หรือยัง|กี่(?:ตัว|ชิ้น|อัน|ใบ|คู่|ขวด|กล่อง|ถุง|แพ็ค|ซอง|กระปุก|ชุด|เซ็ต|เล่ม|เส้น|ผืน|ลัง|"
    "แท่ง|หลอด)?|เท่าไหร่|บ้าง|ยังมี|ยัง(?=\\s|$)|มี(?=\\s|ของ|อยู่|ไหม|$|[a-z])|^\\s*(?:ยัง)?มี|อยู่|ไหม|ตอนนี้|เช็ค|ขอดู|ขอ(?!ง)|ดู|นับ|โชว์|บอก|ช่วย|ให้|หน่อย|ด้วย|(?<=\\s)ที(?=\\s|$)|อีก|ใช่|"
    "\\?|\\|"
    "|\\b(?:how (?:many|much)|what'?s|whats|do we (?:still )?have|have we got|are the"
    "re|is there|is|are|any|in stock|stock|inventory|"
    "check|show me|show|see|look up|left|remaining|available|on hand|run out|sold out"
    "|still|do|does|have|has|got|me|the|of|for|in|we|"
    "our|now|right now|please|count|level|levels|units?|more)\\b"
)
_TALK = cues("conditional", "poster", "greeting", "announcement", "hesitation", "future", "wish")


def _goods(line: Line, found: re.Match[str]) -> dict[str, Any]:
    names = [naming(part) for part in re.split(r"\s*(?:,|กับ|และ|\band\b|&|\n)\s*", AROUND.sub(" ", line.text))]
    items = [item for name in names if name for item in goods_in(name).items if item.query]
    return {"items": tuple(Item(item.query) for item in items[:10]), "customer": "", "orders": ()}


#: Deeds that are only done in the counter's own words; nothing else is to be heard in them.
COMMANDED: tuple[Row, ...] = (
    Row(
        "none",
        says(
            "^ <(?:unfulfill|unfulfil|hold|release|revert|attention|desk|lang|language|help|track again)>",
            "(?:ยกเลิก|พัก|ปล่อย|ระงับ|หยุด)(?:การ)?(?:จัดส่ง|ส่งของ)|ปลดพัก|(?:กัก|พัก)(?:บิล|ออเดอร์|ของ)|ไม่ต้อง(?:จัด)?ส่ง(?:ของ)?(?:บิล|ออเดอร์)|คืนเป็นยังไม่|ติดตามอีกครั้ง|(?:อย่า|ห้าม)(?:เพิ่ง|พึ่ง)?(?:จัด)?(?:ส่ง|แพ็ค)(?:ของ)?|"
            "(?:หลังร้าน|หลังบ้าน|แดชบอร์ด|<(?:desk|dashboard|back ?office|admin page)>)",
            (
                "<(?:cancel|stop|pause|undo|call back|pull back) (?:the )?(?:shipment|fulfil?lmen"
                "t|pickup|shipping|dispatch|delivery)"
            ),
            (
                "<(?:hold|pause|don't (?:ship|pack|send)|do not (?:ship|pack|send)|hold off|put ."
                "{0,12}on hold)>(?! (?:until|till))"
            ),
            "(?:บิล|ออเดอร์|อะไร)(?:ไหน)?[^|]{0,6}ต้องดูแล|ต้องดูแล|<needs? (?:my |our )?attention>",
            "^ (?:ช่วยเหลือ|วิธีใช้|ใช้ยังไง|ทำอะไรได้บ้าง|<what can (?:you|i) (?:do|say)>)",
            "(?:เปลี่ยน|พูด|ตอบ|ใช้)(?:เป็น)?ภาษา(?:ไทย|อังกฤษ)|<(?:speak|switch to|reply in) (?:english|thai)>",
        ),
        ("ปล่อยจัดส่ง 99 ได้แล้ว", "hold 1024 waiting for stock", "ขอลิงก์หลังร้านหน่อย", "บิล 150 อย่าเพิ่งส่งของ"),
        unless=NONE,
    ),
)

QUERIES: tuple[Row, ...] = (
    Row(
        "report_sales",
        says(
            all_of(_SALES, _TIME, _ASKED),
            f"^ (?:ยอด(?:ขาย|รวม|เงิน)?|รายได้|รายรับ|กำไร|<(?:total |net |gross )?(?:sales|re"
            f"venue|income|profit|turnover|takings)>)"
            f"(?:รวม|ของ|ตั้งแต่|ทั้งหมด|<(?:for|of|from|in|since)>|\\s)*(?:{_TIME})[^\\d|]{{0,8}}$",
            "^ (?:ขอ|ดู|เช็ค|สรุป|รายงาน)+(?:ยอด(?:ขาย|วัน|เดือน)|รายได้|กำไร)",
            (
                "(?:ตัว|อัน|สินค้า|อะไร|รุ่น)(?:ไหน|อะไร)?(?:บ้าง)?(?:ที่)?ขาย(?:ดี|ออก)(?:สุด|ที"
                "่สุด|บ้าง)?|<(?:what|which).{0,16}(?:sells?|selling|sold) (?:best|most|well)>"
            ),
        ),
        (
            "วันนี้ได้กี่ตังแล้ว",
            "total sales for last month",
            "เมื่อวานปิดไปกี่บิล",
            "รายได้ตั้งแต่ต้นปี",
            "how much did we make this week",
        ),
        unless=cues("conditional", "greeting", "announcement", "others"),
    ),
    Row(
        "list_orders",
        says(
            all_of(
                WAITING,
                WHICH,
                (
                    "ใคร|บิล|ออเดอร์|รายการ|ลูกค้า|คน|โอน|จ่าย|ชำระ|ส่ง|แพ็ค|<(?:orders?|bills?|who|w"
                    "ho's|customers?|people|anyone|anybody|ship|pack|unpaid|unshipped|parcels?)>"
                ),
            ),
            all_of(
                "^(?!.*(?:{bill} #?\\d|#\\d))",
                (
                    "(?:ออเดอร์|บิล|รายการ)(?!นี้|ใหม่ |คุณ|พี่|น้อง)(?:สั่งซื้อ|ขาย)?(?:ที่|ของ|ทั้ง"
                    "หมด|ใหม่|ล่าสุด|เข้า|มา|ไหน)*(?:เข้า|มา)?|<(?:orders|bills)>"
                ),
                (
                    f"{_TIME}|ล่าสุด|ทั้งหมด|(?:จ่าย|โอน|ชำระ|ส่ง|ยกเลิก)(?:ไป)?แล้ว|(?<!ใบ)เสร็จ|<(?:"
                    f"new|recent|latest|last \\d+|paid|shipped|cancell?ed|done|open|confirmed|all)>"
                ),
                (
                    "ดู|ขอ(?!ง)|เช็ค|โชว์|ลิสต์|มี|บ้าง|กี่|อะไร|ไหน|ไหม|<(?:list|show|see|what|what'"
                    "s|which|any|how many|give|pull up)>|\\?"
                ),
            ),
            all_of(
                ("ทุก(?:บิล|ออเดอร์|รายการ)|(?:บิล|ออเดอร์|รายการ)ทั้งหมด|<all (?:the |her |his )?(?:orders|bills)>"),
                "(?:ของ|จาก)|{who}|<(?:of|from|by|for)>",
            ),
            f"^ (?:รายการ|ออเดอร์|บิล)(?:ของ|ที่)?(?:{_TIME}|ล่าสุด|ทั้งหมด|ที่(?:จ่าย|ส่ง|โอน)แล้ว) $",
            (
                "^ <(?:today's|yesterday's|this week's|new|recent|latest|paid|shipped|cancell?ed|"
                "open|all|all the)_(?:orders|bills)>"
            ),
            "^ <orders (?:from|of|for) (?:today|yesterday|this week|last week|this month)>",
        ),
        ("บิลที่รอเงินมีใครบ้าง", "show me orders still waiting to be packed", "ขอดูรายการที่จ่ายแล้วของวันนี้", "who still owes us"),
        unless=_TALK - {"future"} | cues("others"),
    ),
    Row(
        "check_stock",
        says(
            all_of(
                ("^(?!.*(?:สนใจ|รวมส่ง|ราคา|บาท|โอน|{bill}|(?<!\\w)\\d{2,}(?!\\w)))"),
                LEFT,
                _STOCK_ASKED,
                ("{code}|{things}|เหลือ|สต็อก|<(?:stock|left|remaining|inventory|on hand|how many)>"),
            ),
        ),
        ("ดูจำนวนคงเหลือ C10 กับ C11", "A05 หมดยังเช็คให้ที", "do we still have any tote bags left"),
        unless=_TALK | cues("others", "past", "negation"),
        tells=_goods,
    ),
    Row(
        "show_order",
        says(
            "^(?!.*(?:แก้|สลิป|ลิงก์|ใบเสร็จ|ใบกำกับ|เอกสาร|<(?:edit|slip|receipt|invoice for"
            "|link|label)>|แล้ว(?!ยัง|หรือ|ไหม|\\?)))(?=.{0,20}?(?:ดู|เปิด|เช็ค|โชว์|ขอ(?!ง)|"
            "หา(?!ย|ง)|เรียก|ดึง|รายละเอียด|สถานะ|"
            "<(?:show|open|pull up|check|look up|look at|find|view|see|status|details|bring u"
            "p|get)>))(?=.*?(?:{bill} #? \\d{2,}|#\\d+))"
            "(?=.*(?:ดู|เช็ค|โชว์|หน่อย|ที(?: |$)|รายละเอียด|สถานะ|ขึ้นมา|\\?|<(?:show|pull u"
            "p|check|look|find|view|see|status|details|bring up)>|(?:{bill} #?|#)\\d+ $)).{1,"
            "60}$",
        ),
        ("เปิดออเดอร์ #77 ขึ้นมาดูหน่อย", "pull up order 77", "เรียกบิล 77 ขึ้นมาดูที"),
        unless=cues("conditional", "poster"),
    ),
)
