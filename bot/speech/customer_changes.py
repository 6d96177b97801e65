"""How customers change an order that is open: another size, fewer pieces, without the cap, not at all.

Asked whether they may, it is meant all the same, and people answer.
"""

import re
from collections.abc import Callable
from typing import Any

from bot.commands import PayWay
from bot.speech.counting import longest_first
from bot.speech.cues import Cue
from bot.speech.goods import goods_in, instead
from bot.speech.line import Line
from bot.speech.meaning import Item
from bot.speech.naming import naming
from bot.speech.rows import Row, cues
from bot.speech.saying import COLOURS, SIZES, says, spot
from bot.speech.settings import carrier_of

_TALK: frozenset[Cue] = cues("conditional", "wish", "poster", "announcement", "others")
_ASKED: frozenset[Cue] = cues("question")
#: A size or a colour, and what may be said around it.
_KIND = (
    f"(?:(?:สี|ไซส์|เบอร์|ลาย|รส|กลิ่น|แบบ|รุ่น|สูตร|ทรง|<size )\\S[^|]{{0,14}}?|(?:ไซส์|สี|"
    f"<size)? ?(?:{longest_first([*COLOURS, *SIZES])})(?![a-zก-๎]))"
)
_BEHIND = "(?:แทน|ให้|หน่อย|เลย|ได้|ไหม|หรือเปล่า|ด้วย|พอ|ก็พอ|ละกัน|แล้วกัน|\\?|\\s)*(?:$|\\|)"
#: What is named before how many: an article number, or words.
_NAME = "(?P<name>{code}|[^|\\d]{0,30}?)"
_COUNT = "(?P<count>\\d{1,3})(?![\\d%]) (?:{unit})?"


def _swapped(line: Line, found: re.Match[str]) -> dict[str, Any]:
    return {"items": (instead(line.text[spot(found, "now")], line.text[spot(found, "was")]),)}


def _quantity(line: Line, found: re.Match[str]) -> dict[str, Any]:
    return {"items": (Item(naming(line.text[spot(found, "name")]), int(line.text[spot(found, "count")])),)}


def _removed(line: Line, found: re.Match[str]) -> dict[str, Any]:
    count, name = line.text[spot(found, "count")], line.text[spot(found, "name")]
    return {"items": (Item(naming(name), int(count)),) if count else goods_in(name).items}


def _sent(line: Line, found: re.Match[str]) -> dict[str, Any]:
    """With the carrier that was named last, or fetched."""
    return {"method": carrier_of(line.fold[spot(found, "how")])[0] or "pickup"}


def _paid(way: PayWay) -> Callable[[Line, re.Match[str]], dict[str, Any]]:
    return lambda line, found: {"way": way}


_CHOOSES = "(?:^|\\||_) (?:งั้น|ขอ|เอา|จะ|ใช้|อยาก|สะดวก|เลือก|หนู|ผม|เรา|เปลี่ยน(?:ใจ)?|รบกวน|ช่วย|ฝาก|แก้|เป็น|วิธี|แบบ|ไป|การ)*"
_PAYS = f"{_CHOOSES}(?:จ่าย|ชำระ|เก็บ|โอน)?(?:เงิน)?(?:เป็น|แบบ|ด้วย|ผ่าน|ทาง|โดย|ไป)*"
_DONE = "(?!แล้ว(?!กัน)|ไปแล้ว|ผิด|ไม่|เมื่อกี้|ก่อน|ให้แล้ว|เรียบร้อย)"

CHANGES: tuple[Row, ...] = (
    Row(
        "set_shipping",
        says(
            (
                "(?:เปลี่ยน|ย้าย|สลับ)(?:ขนส่ง|จัดส่ง|ส่ง|วิธี|เป็น|ไป|มา|จาก)*(?:{carrier})? (?:ไป|มา)?(?:เป็น|ใช้|ส่ง) (?:ส่ง|"
                "ขนส่ง)? (?P<how>{carrier})(?![a-z0-9])"
            ),
            (
                f"{_CHOOSES}(?:ส่ง|จัดส่ง|ขนส่ง)(?!แล้ว|ยัง|มา|ผิด)(?:ด่วน|ด้วย|เป็น|ทาง|แบบ|โดย|ของ|ให้|เลย|\\||"
                f"\\s)*(?P<how>{{carrier}})(?![a-z0-9])(?!แล้ว)"
            ),
            (
                "<(?:use|ship|send|deliver|go|change|switch)>(?: (?:it|me|them|with|by|via|through|using|to|"
                "for))* (?P<how>{carrier})(?![a-z0-9])"
            ),
            (
                "(?:^|\\||_) (?:งั้น|ขอ|เอา|จะ|ใช้|เลือก|แบบ|เป็น|ให้|<prefer>|<i'?d like>|"
                "<i want>)+(?:ส่ง)? (?P<how>{carrier})(?![a-z0-9])"
                "(?:ด่วน|ๆ|แทน|ได้|ดีกว่า|เลย|ไหม|เหมือนเดิม|มารับ|มาส่ง|ละกัน|แล้วกัน|\\?|\\s)*(?:$|\\||_)"
            ),
            (
                "^ (?P<how>{carrier})(?![a-z0-9]) (?:ก็)?(?:พอ|ได้|โอเค|ด่วน|ดีกว่า|แล้วกัน|ละกัน|<(?:is|works|for me|please|"
                "pls)>)"
            ),
            (
                "<(?:i'?ll|i will|i can|i'm going to|let me|can i)> (?:just )?(?:pick ?(?:it |them )?up|collect|"
                "come (?:and )?(?:get|pick)|fetch)"
            ),
            (
                "^ <(?:pick(?:ing)? ?(?:it |them )?up|self pick ?up|pickup|collect)>(?: it| myself)?(?: ที่| at| in|"
                " from| tomorrow| today| myself| pls|  (?:$|\\|))"
            ),
            (
                "(?:^|\\||_) (?:เดี๋ยว|จะ|ขอ|หนู|ผม|เรา|พรุ่งนี้|วันนี้|แวะ|เข้า|ไป|มา|งั้น)*(?:นัดรับ|รับเอง|รับของเอง|รับที่ร้าน|รับหน้าร้าน|"
                "(?:ไป|มา|เข้า|แวะ)+(?:เอา|รับ)(?:ของ|เอง|สินค้า|ที่ร้าน|หน้าร้าน)+)(?!ลูก|สาย)"
            ),
            "ไม่ต้อง(?:จัด)?ส่ง[^|]{0,4}\\|? [^|]{0,20}(?:รับ|เอา)(?:ของ)?(?:เอง|ที่ร้าน|หน้าร้าน)",
        ),
        ("เปลี่ยนจากเคอรี่เป็นเจทีให้ที", "ขอส่งด่วน ems", "use flash please", "i'll pick it up myself", "นัดรับ bts อโศกค่ะ"),
        "open",
        unless=cues("conditional", "wish", "poster", "announcement", "past", "others", "astray"),
        needs=True,
        quieted=cues("question"),
        tells=_sent,
    ),
    Row(
        "set_payment_method",
        says(
            f"{_PAYS}{{cod}}{_DONE}(?:แทน|ได้เลย|เลย|ดีกว่า|(?:แล้ว|ละ)กัน|ครับ|นะ|\\s)*(?:$|\\||_)",
            "^ <cod>(?: (?:for me|please|pls|is fine|works|then|instead|only|better|ka|na))* (?:$|\\|)",
            "<(?:pay|paying|cash|switch|change)>[^|]{0,16}<(?:on delivery|cod|when (?:it|they) (?:arrives?|comes?))>",
        ),
        ("ขอเก็บปลายทางแทนค่ะ", "i'll pay cash on delivery"),
        "open",
        unless=cues("conditional", "question", "wish", "poster", "announcement", "past", "others", "astray"),
        needs=True,
        tells=_paid("cod"),
    ),
    Row(
        "set_payment_method",
        says(
            (
                f"(?:^|\\||_) (?:ขอ|เอา|จะ|สะดวก|เปลี่ยน|เลือก|งั้น|วิธี|จ่าย|เป็น|ชำระ|แบบ)+(?:การ)?โอน{_DONE}(?:เงิน|ผ่าน|"
                f"ธนาคาร|เข้า|บัญชี|เอา|แทน|ดีกว่า|เลย|อย่างเดียว|\\s)*(?:$|\\||_)"
            ),
            "(?:^|\\||_) (?:หนู|ผม|เรา|พี่)?(?:ขอ)?โอน(?:เอา|แทน|ดีกว่า|อย่างเดียว)",
            "^ <(?:bank )?transfer>(?: (?:for me|please|pls|is fine|works|then|instead|only|better|ka|na))* (?:$|\\|)",
            "<(?:pay|paying|switch|change)>[^|]{0,12}<(?:by|via|with|to) (?:bank )?transfer>",
        ),
        ("ขอเปลี่ยนวิธีจ่ายเป็นโอนค่ะ", "i'll pay by bank transfer"),
        "open",
        unless=cues("conditional", "question", "wish", "poster", "announcement", "past", "others", "astray"),
        needs=True,
        tells=_paid("bank_transfer"),
    ),
    Row(
        "set_payment_method",
        says(
            f"{_PAYS}(?:รูด|ตัด|ใช้)?บัตร(?:เครดิต|เดบิต)?{_DONE}(?:เอา|แทน|ได้เลย|เลย|ดีกว่า|(?:แล้ว|ละ)กัน|\\s)*(?:$|\\|)",
            "<(?:pay|paying|switch|change|use)>[^|]{0,12}<(?:credit |debit |my )?card>",
        ),
        ("ตัดบัตรเอาค่ะ", "i'll pay with my card"),
        "open",
        unless=cues("conditional", "question", "wish", "poster", "announcement", "past", "others", "astray"),
        needs=True,
        tells=_paid("stripe"),
    ),
    Row(
        "set_qty",
        says(
            f"^ {_NAME} (?:ขอ)?(?:เปลี่ยน|แก้|เพิ่ม|ลด)(?:จำนวน)?(?:เป็น|เหลือ) {_COUNT}{_BEHIND}",
            f"(?:ขอ)?(?:เปลี่ยน|แก้(?!ว)|ลด|เพิ่ม)(?:จำนวน)? {_NAME} (?:เป็น|เหลือ) {_COUNT}{_BEHIND}",
            f"^ (?:เอา|ขอ)? {_NAME} (?:เอา|ขอ)? {_COUNT} ไม่ใช่ \\d{{1,3}}",
            "<(?P<count>\\d{1,3}) instead of \\d{1,3}",
            f"^ {_NAME} (?:ขอ|เอา|รับ)เป็น {_COUNT}{_BEHIND}",
            f"^ (?:เปลี่ยน)?(?:จาก) \\d{{1,3}} (?:{{unit}})? (?:ขอ)?(?:เปลี่ยน)?เป็น {_COUNT}{_BEHIND}",
            "<(?:change|make|update) (?P<name>{code}) (?:to )?(?P<count>\\d{1,3})(?: pcs| pieces)?(?:$|[ |?,])",
            f"^ (?:เอา|ขอ)? {_NAME} (?:(?:ขอ|เอา)?เหลือ|(?:เอา|ขอ|รับ)แค่) {_COUNT}{_BEHIND}",
            f"^ {_NAME} (?:เอา|ขอ|รับ) {_COUNT} (?:ก็)?พอ{_BEHIND}",
            (
                "<(?:change|make) (?:it|the quantity|quantity|qty|"
                "that)?(?: to)? (?P<count>\\d{1,3})(?: instead)? (?:{unit})?"
            ),
            (
                "<(?:change|make) (?:the |my )?(?P<name>[a-z ]{1,20}?)(?: to)? (?P<count>\\d{1,3}) (?:pcs|"
                "pieces|please)? \\?? (?:$|\\|)"
            ),
            "^ <(?:only|just) (?P<count>\\d{1,3})(?: please| pls)? (?:,? ?not \\d+)",
            "<(?:only|just) (?P<count>\\d{1,3})(?: (?:of )?(?P<name>[a-z ]{1,20}))? (?:instead|now)",
        ),
        ("ขอเปลี่ยนเป็น 3 ตัวค่ะ", "ลดเหลือ 1 ตัวค่ะ", "make it 2", "แก้เสื้อดำเป็น 2 ตัวได้มั้ยคะ", "สบู่เอา 1 ก้อนพอค่ะ"),
        "open",
        unless=_TALK | {"hesitation"},
        needs=True,
        quieted=_ASKED,
        tells=_quantity,
    ),
    Row(
        "change_variant",
        says(
            "(?:ขอ)?(?:สลับ|เปลี่ยน)(?:ไป|มา)?เป็น (?P<now>[^|\\d]{1,24}?) แทน (?P<was>[^|\\d]{1,24}?) (?:$|\\|)",
            "^ (?P<now>[a-z]{1,12}) instead of (?:the )?(?P<was>[a-z]{1,12})",
            f"^ (?P<was>{_KIND}) (?:ขอ)?เป็น (?P<now>{_KIND}) (?:เปลี่ยน|แทน|\\||\\s)*$",
            f"งั้น(?:ขอ|เอา|เป็น)+ (?P<now>{_KIND}) แทน{_BEHIND}",
            f"(?:เล็ก|ใหญ่|สั้น|ยาว|หนา|บาง)กว่านี้ (?:เป็น|เอา|ขอ)+ (?P<now>{_KIND}){_BEHIND}",
            (
                "(?:เปลี่ยน|สลับ|แก้)(?:จาก)? (?P<was>(?:ไซส์|เบอร์|<size>) \\d{1,3}) (?:ไป|มา)?เป็น (?:ไซส์|"
                "เบอร์)? (?P<now>\\d{1,3})(?! {unit})"
            ),
            (
                "(?:ไม่เอา|ยกเลิก) (?P<was>[^|]{1,30}?)(?:แล้ว|ละ)? (?:\\|)? (?:เอา|ขอ(?!โทษ|บคุณ|ยกเลิก|อภัย)|เปลี่ยนเป็น|"
                f"เป็น)(?:เป็น)? (?P<now>[^|]{{1,30}}?)(?:ดีกว่า)?{_BEHIND}"
            ),
            (
                "(?:เปลี่ยน|สลับ)(?:จาก|ไซส์|สี|แบบ|ลาย|ตัว)* (?P<was>[^|]{0,30}?) (?:เป็น|ไปเป็น|มาเป็น) "
                f"(?P<now>(?! \\d{{1,2}} (?:{{unit}}|$)|ส่ง|จัดส่ง|"
                f"โอน|ปลายทาง|เก็บ|จ่าย|รับ|{{carrier}})[^|]{{1,30}}?){_BEHIND}"
            ),
            (
                "(?:^|\\|) (?:งั้น|เปลี่ยนใจ)? (?:ขอ)?(?:เปลี่ยน)?(?:เอา|ขอ|เป็น)+ (?P<now>(?:สี|ไซส์|เบอร์)?[^|"
                "]{1,30}?) แทน (?P<was>[^|]{0,30})"
            ),
            f"(?:^|\\|) (?:งั้น)? (?:เอา|ขอ|รับ)(?:เป็น)? (?P<now>{_KIND}) (?:แทน)?ดีกว่า (?P<was>{_KIND})?",
            (
                f"(?:เล็ก|ใหญ่|คับ|หลวม|สั้น|ยาว|เข้ม|อ่อน|แน่น)(?:ไป|เกิน)(?:แล้ว|ละ|หน่อย)* \\|? (?:งั้น)?(?:ขอ|เอา|เปลี่ยน|"
                f"เป็น)+ (?P<now>{_KIND}){_BEHIND}"
            ),
            f"(?P<now>{_KIND}) ไม่ใช่ (?P<was>{_KIND}){_BEHIND}",
            f"เปลี่ยนใจ(?:แล้ว|ละ)? \\|? (?:เอา|ขอ|รับ)(?:เป็น)? (?P<now>{_KIND})(?:แทน|ดีกว่า)?{_BEHIND}",
            (
                "<(?:change|swap|switch|exchange)> (?:the |it |my )?(?:size |"
                "colou?r )?(?:from )?(?P<was>[^|]{0,30}?) "
                "(?:to|for|with|into)_(?P<now>(?!\\d{1,2}\\b)[^|?,]{1,30}?)(?: instead(?: of (?:the )?[a-z ]{1,20})?|"
                " please| pls| ka| for me|[?,]| $|\\|)"
            ),
            (
                "<not> (?:the )?(?P<was>[a-z ]{1,20}?) (?:,|\\|)? (?:the |"
                "but )?(?P<now>[a-z ]{1,20}) <(?:instead|please)>"
            ),
            "<(?:i want|make it|can i have) (?:the )?(?P<now>[a-z ]{1,20}) instead(?: of (?P<was>[a-z ]{1,20}))?",
            "<i(?:'d| would)? (?:prefer|rather have|rather) (?:the )?(?P<now>[a-z]{1,12})>",
        ),
        (
            "ไม่เอาสีดำแล้ว เอาสีขาวแทน",
            "ขอเปลี่ยนไซส์ M เป็น L ค่ะ",
            "change black to white",
            "เอา XL ดีกว่าค่ะ",
            "เปลี่ยนเป็นสีดำได้ไหมคะ",
        ),
        "open",
        unless=_TALK | {"hesitation"},
        needs=True,
        quieted=_ASKED,
        tells=_swapped,
    ),
    Row(
        "remove_item",
        says(
            "(?:เอา|ตัด|ลบ) (?P<name>[^|]{1,40}?) ออก(?! ?มา| ?ไป)(?: (?P<count>\\d{1,3}) {unit})?",
            (
                "(?:^|[\\s|]) (?:ขอ|ช่วย|ฝาก|รบกวน)*(?:ลบ|ตัด|ถอน|ปลด) (?P<name>{code}|{things}[^|]{0,20}?|[^|"
                "]{1,20}?)(?:ออก|ให้|ทิ้ง|ไป|หน่อย|ด้วย|ที|ได้|เลย)+ (?:$|\\||_)"
            ),
            (
                "(?:ไม่เอา|ไม่รับ|ยกเลิก|ขอยกเลิก|ขอลบ) (?P<name>(?:สี|ไซส์|{things}|{code}|ตัว)[^|]{0,30}?)(?:แล้ว|ละ|"
                "ออก)? (?:$|\\|)"
            ),
            (
                "^ (?P<name>(?:สี|ไซส์|{things}|{code})[^|]{0,20}?) (?:ขอ)?(?:ไม่ต้อง(?=แล้ว|ละ)|ไม่เอา|ไม่รับ|เอาออก|ตัดออก|"
                "ลบออก|ยกเลิก)(?:แล้ว|ละ|ก่อน|เลย|"
                "ไป|ให้|หน่อย|ด้วย|\\s)* (?:$|\\|)"
            ),
            "ไม่อยากได้ (?P<name>(?! แล้ว)[^|]{1,24}?)(?:แล้ว|ละ)",
            "^ <minus (?:the )?(?P<name>[a-z0-9 ]{1,20})",
            "(?:ยกเลิก|ไม่เอา|ตัด|ลบ)(?:แค่|เฉพาะ) (?P<name>[^|]{1,30}?)(?:ออก|แล้ว|ละ|นะ)* (?:$|\\||_)",
            (
                "<(?:don'?t|do not|no longer) (?:want|need) (?:the )?(?P<name>(?! (?:it|this|that|them|to|any|cod|"
                "the order)\\b)[a-z0-9 ]{1,24}?)(?: any ?more| now| please)? (?:$|[,|])"
            ),
            (
                "^ <no more (?P<name>(?!ads|promo|message|noti|alert|update|spam)[a-z0-9][a-z0-9 ]{1,24}?)(?: please|"
                " pls)? (?:$|[,|])"
            ),
            (
                "<take (?:the )?(?P<name>[a-z0-9 ]{1,24}?) (?:off|out)(?: of)?(?: my order| the order|"
                " please)? (?:$|\\|)"
            ),
            (
                "<(?:remove|take off|take out|leave out|skip|drop|without|cancel|"
                "delete) (?:the )?(?P<name>(?! (?:order|"
                "my|it\\b|that\\b|please|"
                "everything|all|the order|this|ออเดอร์|บิล|ที่|คำสั่ง|$))[^|?,]{1,30})"
            ),
        ),
        ("เอาหมวกออกค่ะ", "ไม่เอาเสื้อดำแล้ว", "remove the cap please", "ถุงเท้าไม่เอาแล้วค่ะ", "เอาครีมออก 2 หลอดครับ"),
        "open",
        unless=_TALK,
        needs=True,
        quieted=_ASKED,
        tells=_removed,
    ),
    Row(
        "cancel_order",
        says(
            (
                "(?:^|\\||_) (?:เปลี่ยนใจ(?:แล้ว)?|ขอ|งั้น|(?:ของ|อัน|ตัว)?ที่(?:สั่ง|จอง|กด|cf)(?:ไป|ไว้|เมื่อกี้)*|ทั้งหมด|"
                "\\s)*ไม่(?:เอา|รับ|สั่ง)(?:แล้ว|ละ|ทั้งหมด|ดีกว่า)(?:ขอโทษ|ขอบคุณ|"
                "ทั้งหมด|ขอยกเลิก|เลย|_|$|\\|)"
            ),
        ),
        ("ไม่เอาแล้วค่ะ", "ไม่รับแล้วนะคะ", "ไม่เอาละครับ ของที่อื่นถูกกว่า"),
        "open",
        unless=_TALK | {"question", "hesitation"},
        needs=True,
        by_clause=True,
    ),
    Row(
        "cancel_order",
        says(
            (
                "(?:^|\\||_) (?:ขอ|อยาก|จะ|ต้องการ|รบกวน|ช่วย|งั้น)*(?:ยกเลิก|แคนเซิล|แคนเซล|<cc>) (?:การ)?(?:{order}|สั่งซื้อ|"
                "ที่สั่ง|"
                "ทั้งหมด|รายการ|การสั่งซื้อ|ของที่สั่ง|ของทั้งหมด|บิล|(?= (?:เถอะ|เหอะ|ที|ให้|ไป|ด้วย|หน่อย|เลย|ก่อน)* (?:$|\\||ได้|ก่อน|"
                "เลย|ทั้งหมด)))"
            ),
            (
                "<(?:cancel|void|scrap|drop|call off|forget|undo|delete) (?:my |the |this |that )?(?:everything|all|"
                "it\\b|order|bill|whole)"
            ),
            (
                "(?:^|,|\\|) (?:so |and |just |ขอ|หนูขอ)* <cancel>(?: it| this| that| please| now)? $|(?:ขอ|"
                "ช่วย) ?<cancel> ?(?:{order}|ให้|หน่อย|ด้วย|$)"
            ),
            (
                "{order}(?:ของ)?(?:หนู|ผม|เรา|พี่|นี้|ที่สั่ง)*(?:เมื่อกี้|ล่าสุด)?(?:ขอ)?(?:ทิ้ง|ยกเลิก|ลบ|เท)(?:ไป|ให้|ได้|เลย|ด้วย|"
                "หน่อย|ก่อน|ทิ้ง)* (?:$|\\||_)"
            ),
            "(?:^|\\||_) (?:ขอ|ช่วย)*(?:ทิ้ง|ลบ|เท|งด)(?:{order})(?:นี้|เลย|ให้|ด้วย|หน่อย|ทิ้ง)* (?:$|\\|)",
            "<(?:want|like|need|have) to cancel>",
            "(?:ขอ)ยกเลิก(?:{order}|เลย|ทั้งหมด)",
            "<(?:don'?t|no longer) (?:want|need) (?:it|them|this|my order) ?(?:anymore|any more|now)",
            "<changed my mind>",
        ),
        ("ยกเลิกออเดอร์ครับ", "pls cancel my order", "ขอยกเลิกค่ะ", "ยกเลิกให้หน่อยค่ะ"),
        "named",
        unless=cues("conditional", "poster"),
        quieted=_ASKED,
    ),
)
