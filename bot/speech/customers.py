"""How customers speak: answers to what was asked first, then the tables, then the goods they want."""

import re
from dataclasses import replace

from bot.speech.addressed import has_place, is_whole, parted
from bot.speech.cues import Cue
from bot.speech.customer_asks import ASKED
from bot.speech.customer_browsing import BROWSED
from bot.speech.customer_changes import CHANGES
from bot.speech.customer_goods import wanted
from bot.speech.customer_notices import NOTICES
from bot.speech.customer_tells import TOLD
from bot.speech.line import Line
from bot.speech.meaning import NOTHING, Meaning
from bot.speech.normal import lower
from bot.speech.rows import first_that_holds
from bot.speech.saying import says

_AGREED = (
    "(?:ยืนยัน|คอนเฟิร์ม|ตกลง|โอเค|ใช่|ได้|ถูก(?:ต้อง)?|ครบ|เรียบร้อย|(?:เอา)?ตาม(?:นี้|นั้น)|อือ|อื[้ม]?ม|จัด(?:ไป|เลย|มา)|เอาเลย|"
    "<(?:yes|yeah|yep|yup|ya|ok|okay|oke|k|confirm(?:ed)?|sure|correct|right|go ahead|deal|cf|perfect|great|fine|"
    "absolutely|looks? good|all good|sounds good|good|lgtm|okie|okey|okk|all correct|that'?s (?:right|correct|it)|"
    "proceed|place (?:it|the order))>|"
    "คอนเฟิม|สั่ง(?=เลย)|ดำเนินการ(?:ต่อ)?|เป๊ะ|เยี่ยม)"
)
_YES = says(
    f"^ (?:รับทราบ |ขอ(?=ยืนยัน)|เช็คแล้ว|ดูแล้ว)?\\|? {_AGREED}(?:{_AGREED}|ออเดอร์|แล้ว|เลย|ทุกอย่าง|หมด|ทั้งหมด|คำสั่งซื้อ|สั่งซื้อ|"
    "รายการ|แหละ|เช็คแล้ว|ดูแล้ว|ไม่(?:เพิ่ม|แก้|เปลี่ยน)(?:แล้ว|ละ|อะไร)*|order|the|my|it|and|all|"
    "please|thanks?|thank you|that'?s|to me|[ |,.!])* $"
)
#: What is answered with a picture alone.
_THUMB = re.compile("^\\s*[👍👌✅🆗✔☑💯🙆][👍👌✅🆗✔☑💯🙆‍♀♂\ufe0f\U0001f3fb-\U0001f3ff\\s]*$")
_CONFIRMS = says(
    "^ (?:ขอ)?(?:ยืนยัน|คอนเฟิร์ม|<confirm(?:ed)?>)(?: (?:my|the|this))? (?:{order}|สั่งซื้อ|รายการ|ตามนี้|เลย|(?= (?:$|\\|)))"
)
#: `ส่งที่เดิมเลย`: where the order before went.
_SAME_PLACE = says(
    "^ (?:(?:จัด)?ส่ง|ใช้|เอา)?(?:ไป|มา|ให้|ที่|ตาม)*(?:ที่อยู่|ที่)เดิม(?:ได้|เลย|นะ|เหมือนเดิม|ตามเดิม|\\s|\\|)*$",
    (
        "^ (?:<(?:ship|send|use|to|it|my|the)> )*<(?:same|usual|previous|last|old) (?:address|place)>"
        "(?: as (?:before|last time|always|usual)| please| pls)*$"
    ),
)
#: `ผู้รับชื่อ ธนา พงษ์ดี`
_NAMED = says("^ (?:ชื่อผู้รับ|ผู้รับชื่อ|ผู้รับ|ชื่อ|<(?:recipient|name)(?: is)?>) :? (\\S[^|\\d\\n]{2,60}) $")
#: `ของมาแตกสองใบ` orders no two: what is complained of comes before what is ordered.
COMPLAINTS = tuple(row for row in TOLD if row.intent == "complaint")
#: Nothing but an address of e-mail.
_MAIL = says(
    "^ (?:อีเมลล?์?|เมล|<(?:e-?mail|mail)>)?(?: ?(?:คือ|is|:))* ([a-z0-9._+-]+@[a-z0-9-]+(?:\\.[a-z0-9-]+)+) (?:\\|| )*$"
)
_DOUBT: frozenset[Cue] = frozenset({"question", "conditional"})
_SETTLE: frozenset[Cue] = frozenset(
    {
        "question",
        "conditional",
        "wish",
        "poster",
        "announcement",
        "others",
        "hesitation",
        "negation",
        "idiom",
        "past",
        "greeting",
    }
)
_KEEPS = re.compile(
    r"(?i)(?:เดี๋ยว|ธรรมดา|ก็|ขอ|ได้|เอา|แบบ|เป็น|ใช้|จ่าย|ชำระ|เลือก|จัดส่ง|ส่ง|จะ|เปลี่ยน|เรียก|ไป|มา|ทาง|"
    r"ผ่าน|ให้|ด่วน|please|i want|i'll|ship|send|deliver|pay|use|by|with|via|หน่อย|เลย|"
    r"ด้วย|แทน|นี้|[\s,|.:])"
)


def customer_says(line: Line) -> Meaning:
    return (
        _answered(line)
        or _address(line)
        or _settled(line)
        or first_that_holds(CHANGES, line)
        or first_that_holds(COMPLAINTS, line)
        or _ordered(line)
        or first_that_holds((*NOTICES, *TOLD, *ASKED, *BROWSED), line)
        or _confirmed(line)
        or wanted(line)
        or NOTHING
    )


def _ordered(line: Line) -> Meaning | None:
    """An order comes before the question said behind it."""
    order = wanted(line)
    return order if order is not None and order.acts else None


def _answered(line: Line) -> Meaning | None:
    """What can only be understood as the answer to what we asked."""
    asked = line.moment.asked
    is_yes = _YES.search(line.fold) or _THUMB.search(line.typed)
    if asked == "confirm" and is_yes and not line.cues & (_DOUBT | {"future"}):
        return Meaning("confirm_order", acts=True)
    if asked == "phone" and line.phone and not line.cues & _DOUBT:
        return Meaning("give_contact", acts=True, text=line.phone)
    if asked == "address" and has_place(line) and not line.cues & _DOUBT:
        return _going_to(line, acts=True)
    if asked == "address" and line.phone and not line.cues & _DOUBT:
        return Meaning("give_contact", acts=True, text=line.phone)
    if asked in ("address", "phone") and (named := _NAMED.search(line.fold)) and not line.cues & _DOUBT:
        return Meaning("give_contact", acts=True, text=line.text[slice(*named.span(1))].strip())
    if _SAME_PLACE.search(line.fold) and (asked == "address" or line.moment.open_order) and not line.cues & _DOUBT:
        return Meaning("give_address", acts=asked == "address")
    if mail := _MAIL.search(line.fold):
        return Meaning("give_contact", acts=True, text=mail[1])
    return None


def _address(line: Line) -> Meaning | None:
    """A whole address, not asked for: known as one, and left to people unless an order waits for it."""
    if not is_whole(line) or line.cues & (_DOUBT | {"poster", "announcement"}):
        return None
    order = _ordered_before(line)
    if order is not None:
        return order
    return _going_to(line, acts=line.moment.open_order)


#: Said behind an address, and no part of it: how it is paid.
_PAID_BEHIND = says(
    "[\\s,|]+(?:ขอ|เอา|จ่าย|ส่ง|แบบ)*{cod}(?:ได้|เลย|นะ|ค่ะ|คะ|ครับ|จ้า|ด้วย|please|pls|ka|[\\s|.!])*$",
)


def _going_to(line: Line, *, acts: bool) -> Meaning:
    """The address ends where they say how they pay."""
    address = line.typed.strip()
    found = _PAID_BEHIND.search(lower(address))
    if found is None:
        return Meaning("give_address", acts=acts, address=address)
    return Meaning("give_address", acts=acts, address=address[: found.start()].strip(), way="cod")


def _ordered_before(line: Line) -> Meaning | None:
    """An order and its address in one message: `A01 2 ตัวค่ะ ส่งที่ ...`."""
    for before, address in parted(line):
        order = wanted(before)
        if order is not None and order.acts:
            return replace(order, address=address)
    return None


def _settled(line: Line) -> Meaning | None:
    """How it is to be sent or paid, and nothing else."""
    kinds = line.settings.kinds & {"shipping", "payment"}
    if not kinds or line.cues & _SETTLE or _KEEPS.sub("", line.settings.rest):
        return None
    intent = "set_shipping" if "shipping" in kinds else "set_payment_method"
    if intent == "set_payment_method" and "future" in line.cues:
        return None
    facts = {name: value for name, value in line.settings.facts.items() if name in ("method", "way")}
    if not facts:
        return None
    return replace(Meaning("none", **facts), intent=intent, acts=line.moment.open_order)  # type: ignore[arg-type]


def _confirmed(line: Line) -> Meaning | None:
    if not _CONFIRMS.search(line.fold) or line.cues & (_DOUBT | {"negation", "future"}):
        return None
    return Meaning("confirm_order", acts=False, orders=line.orders)
