"""The table of command words: what each makes, its words in both languages, and who reads what follows it.

The first word of each language is the canonical one. A new command is a row here, a value in `commands` and, where
no reader fits, one in `tails`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from bot.commands import (
    Add,
    Address,
    AllIn,
    Approve,
    AskCancel,
    BillTo,
    Cancel,
    Cart,
    Confirm,
    Decline,
    Discard,
    Discount,
    Documents,
    Edit,
    Extend,
    Help,
    HowToPay,
    Human,
    Lang,
    Link,
    LinkStaff,
    MakeDraft,
    MoveSlip,
    New,
    Note,
    NotUnderstood,
    Orders,
    Paid,
    Pay,
    Queue,
    Refund,
    Reject,
    Remove,
    Resend,
    RoundTo,
    Send,
    SetPrice,
    SetQuantity,
    Ship,
    Show,
    ShowOrder,
    ShowSlips,
    Start,
    Status,
    Stop,
    Swap,
    Undo,
    Want,
)
from bot.grammar import adjusting, items, money_words, slip_words, tails, wanting
from bot.grammar.statuses import read_orders, say_orders
from bot.words import Speech, fold, spelt

# What must stand behind a word before it is taken for the command in the middle of a line.
Needs = Literal["anything", "nothing", "number", "words", "way", "order", "code"]
Speakers = Literal["staff", "customer", "both"]

SEND_WORDS = spelt("send ส่งบิล link ลิงก์ ลิงค์ ลิ้งค์ ลิ้งก์")

# Speech people also use when they talk to each other: with a tail that does not fit they are talk, not mistakes.
ORDINARY = spelt(
    "ส่ง ลด โอน บัตร ปลายทาง เพิ่ม แก้ ลบ บิล ออเดอร์ ร่าง รายการ เลือก ภาษา ใบเสร็จ พนักงาน สรุป ทิ้ง ย้อน ลิงก์ ลิงค์ "
    "พร้อมเพย์ เก็บปลายทาง ส่งฟรี ราคา เปลี่ยน ปัดเหลือ รวมส่ง set staff cod price swap paid"
) | {"round to", "all in"}
# Command words that begin the names of things: with a tail that does not fit, `track pants 2` are goods.
THINGS = spelt("track stock product desk slip document parcel link summary")
# Settings so short that only an open draft makes commands of them.
TERSE = spelt(
    "โอน โอนเงิน พร้อมเพย์ เก็บปลายทาง เก็บเงินปลายทาง ปลายทาง บัตร บัตรเครดิต cod ส่งฟรี ฟรีส่ง ราคา เปลี่ยน ปัดเหลือ รวมส่ง price"
) | {"all in"}


@dataclass(frozen=True, slots=True)
class Verb:
    """One row. `mid`: it may follow other things in one breath. `last`: nothing may follow it in its clause."""

    command: type[Any]
    english: tuple[str, ...]
    thai: tuple[str, ...]
    read: Callable[[Speech], Any]
    say: Callable[..., str] | None = None
    needs: Needs = "anything"
    mid: bool = False
    last: bool = False
    speakers: Speakers = "staff"
    in_english: tuple[str, ...] = ()
    in_thai: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.english[0]

    @property
    def takes_text(self) -> bool:
        return self.say is tails.say_text


def _alone(
    command: type[Any], english: str, thai: str, *, mid: bool = False, last: bool = False, speakers: Speakers = "staff"
) -> Verb:
    in_english, in_thai = tuple(english.split("|")), tuple(thai.split("|"))
    return Verb(
        command, in_english, in_thai, tails.alone(command), tails.say_word, "nothing", mid, last, speakers,
        in_english[:1], in_thai[:1],
    )  # fmt: skip


def _numbered(command: Any, english: str, thai: str, *, last: bool = False, speakers: Speakers = "staff") -> Verb:
    in_english, in_thai = tuple(english.split("|")), tuple(thai.split("|"))
    return Verb(
        command, in_english, in_thai, tails.numbered(command), tails.say_number, "order", False, last, speakers,
        (f"{in_english[0]} 1024",), (f"{in_thai[0]} 1024",),
    )  # fmt: skip


def _proposed(command: Any, english: str, thai: str) -> Verb:
    """What a customer says of a proposal or an order; buttons name which."""
    said = (tuple(english.split("|")), tuple(thai.split("|")))
    return Verb(
        command, *said, wanting.maybe_numbered(command), wanting.say_maybe_number, last=True, speakers="customer"
    )


def _text(command: Any, english: str, thai: str, *examples: str) -> Verb:
    words = (tuple(english.split("|")), tuple(thai.split("|")))
    said = ((f"{words[0][0]} {examples[0]}",), (f"{words[1][0]} {examples[1]}",))
    read = tails.text_of(words[0][0], command, SEND_WORDS)
    return Verb(command, *words, read, tails.say_text, "anything", True, False, "staff", *said)


def _later(english: str, thai: str, needs: Needs) -> Verb:
    """A command of COMMANDS.md that is not done yet: known, so that it is never taken for goods."""
    name = english.split("|")[0]

    def read(words: Speech) -> NotUnderstood:
        words.at = words.clause_end(words.at)
        return NotUnderstood("not_yet", (("verb", name),))

    return Verb(NotUnderstood, tuple(english.split("|")), tuple(thai.split("|")), read, needs=needs)


def read_help(words: Speech) -> Help | None:
    """`help`, `help send`: the topic is the English name of a command."""
    if words.settled(words.at):
        return Help()
    topic = fold(words.cut(words.at, words.clause_end(words.at)))
    verb = next((verb for verb in VERBS if topic in verb.english + verb.thai), None)
    if verb is None:
        return None
    words.at = words.clause_end(words.at)
    return Help(first_of(verb.command).name)


def say_help(command: Help, word: str, *, quoted: bool = False) -> str:
    verb = next((verb for verb in VERBS if verb.name == command.topic), None)
    topic = "" if verb is None else verb.name if word.isascii() else verb.thai[0]
    return f"{word} {topic}".strip()


VERBS: tuple[Verb, ...] = (
    Verb(
        New, ("new",), ("เปิดบิล", "ออเดอร์ใหม่"), tails.read_new, tails.say_new,
        in_english=("new Nok", "new", "new Nok A01 2, B02 1 ship EMS discount 50 send"),
        in_thai=("เปิดบิล นก", "เปิดบิล", "เปิดบิล นก A01 2, B02 1 ส่ง EMS ลด 50 ส่งบิล"),
    ),
    Verb(
        New, ("new offline",), ("เปิดบิลออฟไลน์", "เปิดบิล ออฟไลน์"), tails.read_new_offline, tails.say_new,
        in_english=("new offline Nok 0812345678",), in_thai=("เปิดบิลออฟไลน์ นก 0812345678",),
    ),
    Verb(
        Add, ("add",), ("เพิ่ม",), items.read_added, items.say_added, needs="words", mid=True,
        in_english=("A01 2", "black tee M 2", "A01 2 @180", "A01 3 for 500", "gift box 1 @59", "A01 2, B02 1"),
        in_thai=("A01 2", "เสื้อยืดดำ M 2 ตัว", "A01 2 ตัวละ 180", "A01 3 ตัว 500", "กล่องของขวัญ 1 @59", "A01 2, B02 1"),
    ),
    Verb(
        SetQuantity, ("set",), ("แก้",), items.read_set, items.say_set, needs="words", mid=True,
        in_english=("A01 = 3",), in_thai=("แก้ A01 3", "A01 = 3"),
    ),
    Verb(
        Remove, ("remove",), ("ลบ",), items.read_removed, items.say_removed, needs="words", mid=True,
        in_english=("remove A01", "-A01"), in_thai=("ลบ A01", "-A01"),
    ),
    Verb(
        Discount, ("discount",), ("ลด", "ส่วนลด"), tails.read_discount, tails.say_discount, needs="number", mid=True,
        in_english=("discount 50", "discount 10%"), in_thai=("ลด 50", "ลด 10%"),
    ),
    Verb(
        SetPrice, ("price",), ("ราคา",), adjusting.read_price, adjusting.say_price, needs="words",
        in_english=("price A01 250", "price 250"), in_thai=("ราคา A01 250", "ราคา 250"),
    ),
    Verb(
        Swap, ("swap",), ("เปลี่ยน",), adjusting.read_swap, adjusting.say_swap,
        in_english=("swap M = L", "swap A01-M = A01-L"), in_thai=("เปลี่ยน M เป็น L", "เปลี่ยน A01-M เป็น A01-L"),
    ),
    Verb(
        RoundTo, ("round to",), ("ปัดเหลือ",), adjusting.whole(RoundTo), adjusting.say_whole, needs="number", mid=True,
        in_english=("round to 500",), in_thai=("ปัดเหลือ 500",),
    ),
    Verb(
        AllIn, ("all in",), ("รวมส่ง",), adjusting.whole(AllIn), adjusting.say_whole, needs="number", mid=True,
        in_english=("all in 690",), in_thai=("รวมส่ง 690",),
    ),
    Verb(
        Ship, ("ship",), ("ส่ง",), tails.read_ship, tails.say_ship, needs="words", mid=True,
        in_english=("ship EMS", "ship EMS 50", "ship free"), in_thai=("ส่ง EMS", "ค่าส่ง 50", "ส่งฟรี"),
    ),
    Verb(Ship, ("shipping fee",), ("ค่าส่ง",), tails.read_fee, needs="words", mid=True),
    Verb(Ship, ("free shipping",), ("ส่งฟรี", "ฟรีส่ง"), tails.alone(lambda: Ship(None, 0)), needs="nothing", mid=True),
    Verb(
        Pay, ("pay",), ("จ่าย",), tails.read_way, tails.say_way, needs="way", mid=True,
        in_english=("pay cod", "pay transfer", "pay promptpay"), in_thai=("เก็บปลายทาง", "โอน", "พร้อมเพย์"),
    ),
    *(
        Verb(Pay, (said,), (said,), tails.alone(partial(Pay, way)), needs="nothing", mid=True)
        for said, way in tails.WAYS.items() if said == "cod" or not said.isascii()
    ),
    _text(Address, "address", "ที่อยู่", "Nok 0812345678 99/1 Moo 4 Bang Phli Samut Prakan 10540",
          "นก 0812345678 99/1 ม.4 ต.บางพลีใหญ่ อ.บางพลี สมุทรปราการ 10540"),
    _text(BillTo, "bill to", "ใบเสร็จ", "Nok Co Ltd 0105536000315 Bangkok 10110", "บริษัทนก 0105536000315 กทม 10110"),
    _text(Note, "note", "หมายเหตุ|โน้ต", "leave it with the guard", "ฝากนิติ"),
    _alone(Show, "show", "สรุป", mid=True),
    _alone(Undo, "undo", "ย้อน"),
    _alone(Send, "send", "ส่งบิล", mid=True),
    _alone(Link, "link", "ลิงก์|ลิงค์|ลิ้งค์|ลิ้งก์", mid=True),
    _alone(Discard, "discard", "ทิ้ง"),
    Verb(
        Orders, ("orders",), ("รายการ",), read_orders, say_orders, last=True,
        in_english=("orders", "orders unpaid"), in_thai=("รายการ", "รายการ รอชำระ"),
    ),
    Verb(
        Orders, ("drafts",), ("ร่างทั้งหมด",), tails.alone(partial(Orders, "draft")), needs="nothing", last=True,
        in_english=("drafts",), in_thai=("ร่างทั้งหมด",),
    ),
    _numbered(ShowOrder, "order", "บิล|ออเดอร์", last=True, speakers="both"),
    Verb(
        Edit, ("edit",), ("แก้บิล", "แก้ บิล", "แก้ไขบิล"), adjusting.read_edit, adjusting.say_edit, needs="words",
        in_english=("edit 1024", "edit Nok"), in_thai=("แก้บิล 1024", "แก้บิล นก"),
    ),
    _numbered(MakeDraft, "draft", "ร่าง", last=True),
    _numbered(Resend, "resend", "ส่งซ้ำ", last=True),
    Verb(
        Cancel, ("cancel",), ("ยกเลิกบิล", "ยกเลิก บิล", "ยกเลิกออเดอร์"), tails.read_cancel, tails.say_cancel, needs="order",
        last=True, in_english=("cancel 1024 out of stock",), in_thai=("ยกเลิกบิล 1024 ของหมด",),
    ),
    Verb(
        Paid, ("paid",), ("รับเงิน",), money_words.with_amount(Paid), money_words.say_with_amount, needs="order",
        last=True, in_english=("paid 1024", "paid 1024 500"), in_thai=("รับเงิน 1024", "รับเงิน 1024 500"),
    ),
    Verb(
        Refund, ("refund",), ("คืนเงิน",), money_words.with_amount(Refund), money_words.say_with_amount, needs="order",
        last=True, in_english=("refund 1024 200", "refund 1024"), in_thai=("คืนเงิน 1024 200", "คืนเงิน 1024"),
    ),
    Verb(
        Extend, ("extend",), ("ต่ออายุ",), money_words.read_extend, money_words.say_extend, needs="order", last=True,
        in_english=("extend 1024 2d", "extend 1024 12h"), in_thai=("ต่ออายุ 1024 2 วัน", "ต่ออายุ 1024 12 ชั่วโมง"),
    ),
    _numbered(Documents, "document|documents", "เอกสาร", last=True),
    Verb(
        Approve, ("approve",), ("ยืนยันสลิป", "อนุมัติสลิป", "อนุมัติ"), slip_words.read_approve, slip_words.say_approve,
        needs="order", last=True, in_english=("approve 1024", "approve 1024 500", "approve 1024 slip 2", "slip ok"),
        in_thai=("ยืนยันสลิป 1024", "ยืนยันสลิป 1024 500", "ยืนยันสลิป 1024 สลิป 2", "สลิปผ่าน"),
    ),
    Verb(
        Reject, ("reject",), ("ปฏิเสธสลิป",), slip_words.read_reject, slip_words.say_reject, needs="order", last=True,
        in_english=("reject 1024 wrong amount", "reject 1024 slip 2", "slip not ok"),
        in_thai=("ปฏิเสธสลิป 1024 ยอดไม่ตรง", "ปฏิเสธสลิป 1024 สลิป 2", "สลิปไม่ผ่าน"),
    ),
    Verb(
        Approve, ("slip ok", "slip okay"), ("สลิปผ่าน", "สลิป ผ่าน", "สลิปผ่านแล้ว", "สลิปโอเค"), slip_words.read_ok,
        last=True,
    ),
    Verb(
        Reject, ("slip not ok", "slip rejected"), ("สลิปไม่ผ่าน", "สลิป ไม่ผ่าน"), slip_words.read_not_ok, last=True,
    ),
    _numbered(ShowSlips, "slip", "สลิป", last=True),
    Verb(
        Queue, ("queue",), ("คิว",), wanting.read_queue, wanting.say_queue, needs="words", last=True,
        in_english=("queue A01",), in_thai=("คิว A01",),
    ),
    Verb(
        LinkStaff, ("staff",), ("พนักงาน",), tails.read_staff_code, tails.say_staff_code, last=True, speakers="both",
        in_english=("staff 7K2M-9QXR",), in_thai=("พนักงาน 7K2M-9QXR",),
    ),
    Verb(
        Lang, ("lang", "language"), ("ภาษา",), tails.read_language, tails.say_language, last=True, speakers="both",
        in_english=("lang en", "lang th"), in_thai=("ภาษา ไทย", "ภาษา อังกฤษ"),
    ),
    Verb(
        Help, ("help",), ("ช่วยเหลือ",), read_help, say_help, last=True, speakers="both",
        in_english=("help", "help send"), in_thai=("ช่วยเหลือ", "ช่วยเหลือ ส่งบิล"),
    ),
    _alone(Cart, "cart", "ตะกร้า", last=True, speakers="customer"),
    _alone(Status, "status|track", "สถานะ|ยอดเท่าไหร่|เลขพัสดุ", last=True, speakers="customer"),
    Verb(Want, ("cf",), ("ซีเอฟ",), wanting.read_wanted, wanting.say_wanted, "words", speakers="customer"),
    _proposed(Confirm, "confirm", "ยืนยัน"),
    _proposed(Decline, "no thanks|no thank you", "ไม่เอา"),
    _proposed(AskCancel, "cancel", "ยกเลิก|ยกเลิกบิล|ยกเลิกออเดอร์"),
    _numbered(MoveSlip, "slip", "สลิป", last=True, speakers="customer"),
    _alone(HowToPay, "pay|how to pay", "ชำระเงิน|ขอเลขบัญชี", last=True, speakers="customer"),
    _alone(Human, "human|talk to shop|talk to the shop", "คุยกับร้าน", last=True, speakers="customer"),
    _alone(Stop, "stop", "หยุดแจ้งเตือน", last=True, speakers="customer"),
    _alone(Start, "start", "รับแจ้งเตือน", last=True, speakers="customer"),
)  # fmt: skip

LATER: tuple[Verb, ...] = (
    _later("fulfill", "จัดส่ง", "order"),
    _later("unfulfill", "ยกเลิกจัดส่ง", "order"),
    _later("revert", "คืนเป็นยังไม่จัดส่ง", "order"),
    _later("shipped", "จัดส่งแล้ว", "order"),
    _later("hold", "พักจัดส่ง", "order"),
    _later("release", "ปล่อยจัดส่ง", "order"),
    _later("track again", "ติดตามอีกครั้ง", "order"),
    _later("track", "เลขพัสดุ", "order"),
    _later("parcel", "สถานะพัสดุ", "code"),
    _later("attention", "ต้องดูแล", "nothing"),
    _later("stock", "สต็อก|สต๊อก", "code"),
    _later("product", "สินค้า", "code"),
    _later("desk", "หลังร้าน", "nothing"),
    _later("summary", "ยอดวันนี้", "nothing"),
)


def first_of(command: type[Any]) -> Verb:
    """The canonical row of a command."""
    return next(verb for verb in VERBS if verb.command is command)
