"""How customers change an order that is open: another size, fewer pieces, without the cap, not at all.

Asked whether they may, it is meant all the same, and people answer.
"""

import re
from typing import Any

from bot.speech.counting import longest_first
from bot.speech.cues import Cue
from bot.speech.goods import goods_in, instead
from bot.speech.line import Line
from bot.speech.meaning import Item
from bot.speech.naming import naming
from bot.speech.rows import Row, cues
from bot.speech.saying import COLOURS, SIZES, says, spot

_TALK: frozenset[Cue] = cues("conditional", "wish", "poster", "announcement", "others")
_ASKED: frozenset[Cue] = cues("question")
#: A size or a colour, and what may be said around it.
_KIND = (
    f"(?:(?:สี|ไซส์|เบอร์|<size )\\S[^|]{{0,14}}?|(?:ไซส์|สี|<size)? ?(?:{longest_first([*COLOURS, *SIZES])})(?![a-zก-๎]))"
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


CHANGES: tuple[Row, ...] = (
    Row(
        "set_qty",
        says(
            f"^ {_NAME} (?:ขอ)?(?:เปลี่ยน|แก้|เพิ่ม|ลด)(?:จำนวน)?(?:เป็น|เหลือ) {_COUNT}{_BEHIND}",
            f"(?:ขอ)?(?:เปลี่ยน|แก้(?!ว)|ลด|เพิ่ม)(?:จำนวน)? {_NAME} (?:เป็น|เหลือ) {_COUNT}{_BEHIND}",
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
            f"เปลี่ยนใจ(?:แล้ว)? \\|? (?:เอา|ขอ|รับ)(?:เป็น)? (?P<now>{_KIND})(?:แทน|ดีกว่า)?{_BEHIND}",
            (
                "<(?:change|swap|switch|exchange)> (?:the |it |my )?(?:size |"
                "colou?r )?(?:from )?(?P<was>[^|]{0,30}?) "
                "(?:to|for|with|into)_(?P<now>(?!\\d{1,2}\\b)[^|?]{1,30})"
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
                "(?:ไม่เอา|ไม่รับ|ยกเลิก|ขอยกเลิก|ขอลบ) (?P<name>(?:สี|ไซส์|{things}|{code}|ตัว)[^|]{0,30}?)(?:แล้ว|ละ|"
                "ออก)? (?:$|\\|)"
            ),
            (
                "^ (?P<name>(?:สี|ไซส์|{things}|{code})[^|]{0,20}?) (?:ขอ)?(?:ไม่เอา|ไม่รับ|เอาออก|ตัดออก|"
                "ลบออก|ยกเลิก)(?:แล้ว|ละ|ก่อน|เลย|"
                "ไป|ให้|หน่อย|ด้วย|\\s)* (?:$|\\|)"
            ),
            (
                "<take (?:the )?(?P<name>[a-z0-9 ]{1,24}?) (?:off|out)(?: of)?(?: my order| the order|"
                " please)? (?:$|\\|)"
            ),
            (
                "<(?:remove|take off|take out|drop|without|cancel|delete) (?:the )?(?P<name>(?! (?:order|"
                "my|it\\b|that\\b|please|"
                "everything|all|the order|this|$))[^|?]{1,30})"
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
                "(?:^|\\|) (?:เปลี่ยนใจ(?:แล้ว)?|ขอ|งั้น|\\s)*ไม่(?:เอา|รับ|สั่ง)(?:แล้ว|ละ|ทั้งหมด|ดีกว่า)(?:ขอโทษ|ขอบคุณ|"
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
                "(?:^|\\|) (?:ขอ|อยาก|จะ|ต้องการ|รบกวน)*(?:ยกเลิก|แคนเซิล|แคนเซล|<cc>) (?:การ)?(?:{order}|สั่งซื้อ|ที่สั่ง|"
                "ทั้งหมด|รายการ|การสั่งซื้อ|ของที่สั่ง|(?= (?:ให้|ไป|ด้วย|หน่อย|เลย|ก่อน)* (?:$|\\||ได้|ก่อน|เลย|ทั้งหมด)))"
            ),
            "<(?:cancel|void) (?:my |the |this |that |everything|all|it|order)",
            "^ <cancel> $",
            "<(?:want|like|need|have) to cancel>",
            "(?:ขอ)ยกเลิก(?:{order}|เลย|ทั้งหมด)",
            "<don'?t want (?:it|them|this) (?:anymore|any more|now)",
            "<changed my mind>",
        ),
        ("ยกเลิกออเดอร์ครับ", "pls cancel my order", "ขอยกเลิกค่ะ", "ยกเลิกให้หน่อยค่ะ"),
        "named",
        unless=cues("conditional", "poster"),
        quieted=_ASKED,
    ),
)
