"""What is said beside the goods: how it is sent and paid, what is taken off, what it comes to.

Each is a row: what says it and what it tells. They are cut out of the line, and goods are what is left.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.commands import PayWay
from bot.grammar.numbers import amount, percent
from bot.speech.saying import CARRIERS, says

_CARRIERS = [(re.compile(f"(?:{said})$"), method, carrier) for said, method, carrier in CARRIERS]
_PICKUP = (
    "(?:นัดรับ|(?:แวะ|เข้า|ไป|มา|จะ|ขอ)+(?:เอา|รับ)(?:ของ|สินค้า)?(?:เอง)?(?:ที่|ตรง)?(?:หน้าร้าน|ร้าน)(?:เอง)?|(?:ไป|มา|เข้า|จะ|ขอ)*รับ(?:เอง|ที่ร้าน|หน้าร้าน|สินค้าเอง|ของเอง)(?:ที่ร้าน|หน้าร้าน)?|รับที่(?:ร้าน|สาขา|"
    "หน้าร้าน)\\S*|<(?:pick up|pickup|self pick up|collect in store|pick it up)\\b)(?: (?:หน้าร้าน|ที่ร้าน|"
    "at (?:the )?(?:shop|store)))?"
)
_FREE = (
    "(?:(?:ส่ง|จัดส่ง)(?:ให้)?ฟรี|ฟรี(?:ค่า)?(?:จัด)?ส่ง|(?:ไม่(?:ต้อง)?(?:คิด|เอา|เก็บ|มี|บวก|จ่าย|ใส่|ชาร์จ)|ยกเว้น|ยก|ตัด|เว้น)(?:เงิน)?ค่า(?:จัด)?ส่ง(?:ให้|ออก|ทิ้ง)*|"
    "(?:ร้าน|เรา|แม่ค้า)?(?:ออก|แถม|ดูแล)ค่า(?:จัด)?ส่ง(?:ให้|เอง)+|ค่า(?:จัด)?ส่ง(?:ร้าน|เรา)ออก(?:ให้|เอง)?|ค่า(?:จัด)?ส่ง(?:ไม่(?:ต้อง)?(?:คิด|เก็บ)|ฟรี)(?:ให้)?|"
    "<(?:free (?:shipping|delivery|ship|of shipping)|(?:ship(?:ping)?|delivery) (?:is"
    " )?(?:free|on (?:us|me|the house))|no (?:shipping|delivery)"
    "(?: (?:fee|cost|charge))?|(?:waive|drop|skip|remove|cover|absorb) (?:the |her |h"
    "is )?(?:shipping|delivery)(?: (?:fee|cost|charge))?|"
    "don't charge (?:her |him )?(?:for )?(?:shipping|delivery))>)"
)

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Setting:
    """`tells` makes facts of what was found, named as the fields of a `Meaning`."""

    kind: str
    says: re.Pattern[str]
    tells: Callable[[re.Match[str]], Facts]


@dataclass(frozen=True, slots=True)
class Settings:
    """The facts of a line, the kinds of setting that were named, and the text without them."""

    facts: Facts = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()
    rest: str = ""


def satang(text: str | None) -> int | None:
    read = amount(text) if text else None
    return read if isinstance(read, int) else None


def carrier_of(text: str | None) -> tuple[str, str]:
    """The method as it is called and the carrier's own name; empty when it is none we know."""
    said = (text or "").strip().lower()
    return next(((method, carrier) for known, method, carrier in _CARRIERS if known.match(said)), ("", ""))


def _shipping(method: int, *fees: int) -> Callable[[re.Match[str]], Facts]:
    def tells(found: re.Match[str]) -> Facts:
        fee = next((satang(found[place]) for place in fees if found[place]), None)
        return {"method": carrier_of(found[method])[0] if method else "", "fee": fee}

    return tells


def _percent(text: str) -> Facts:
    read = percent(f"{text.replace(',', '')}%")
    return {"percent": read if isinstance(read, int) else None}


def _paying(way: PayWay) -> Callable[[re.Match[str]], Facts]:
    return lambda found: {"way": way}


_SEND = (
    "(?:ค่า(?:จัด)?ส่ง|จัดส่ง(?:โดย)?|ส่ง(?:โดย|ด้วย|ทาง|แบบ|กับ|เป็น)?|<(?:ship(?:ping)?|deliver(?:y)?|"
    "send)>(?: (?:fee|cost|by|via|with|it|is))*)"
)
_NOT_SENT = "(?!แล้ว|ละ|บิล|ลิงก์|สรุป|ยอด|ใบ|สลิป|มา|ให้)"

#: Said behind goods, when the money comes: no goods.
_PROMISE = (
    "(?<=[\\s\\d|])(?:เดี๋ยว|พรุ่งนี้|มะรืน|เย็นนี้|คืนนี้|สิ้นเดือน|ตอนเย็น|ตอนเที่ยง)(?:ค่อย|จะ)? ?โอน(?:ให้|เงิน)?(?= (?:$|\\||,))|"
    "(?<=[\\s\\d|])(?:จะ|ค่อย)?โอน(?:ให้|เงิน)? (?:พรุ่งนี้|มะรืน|เย็นนี้|คืนนี้|สิ้นเดือน|ตอนเย็น|ตอนเที่ยง|ทีหลัง)"
)
_PLACE = (
    "(?<=[\\s\\d|])(?:จัด)?ส่ง(?:ที่|ไปที่|เข้า)? ((?:ตึก|คอนโด|ห้อง|ชั้น|หอ|อาคาร|บ้านเลขที่|หมู่บ้าน|ออฟฟิศ|โต๊ะ|รพ\\.?|โรงพยาบาล|"
    "โรงเรียน|สำนักงาน|ซอย|ซ\\.)[^|,]{0,60})"
)
#: Between the word and the money: `ค่าส่งเหมาๆ 100`, `ค่าส่งคิด 30 พอ`.
_SO_MUCH = "(?:เป็น|=|:|คิด|เหมา ๆ?|เหลือ|ลด|แค่|ให้|ไป|เพิ่ม|ราคา|รวม|แก้|เปลี่ยน|ปรับ|ตั้ง|ขอ)*"

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "deposit", says("มัดจำ(?:ไว้|แล้ว|มา|ก่อน)? (?:{amount}|{percent})"), lambda found: {"amount": satang(found[1])}
    ),
    Setting(
        "day",
        says(
            (
                "(?:รับ|ส่ง|จัดส่ง|นัดรับ|ขอรับ|เอา)(?:ของ|เค้ก|"
                "สินค้า)? (?:\\d{1,2}/\\d{1,2}(?:/\\d{2,4})?|วัน(?:จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|"
                "อาทิตย์|ที่)|พรุ่งนี้|"
                "มะรืน|เย็นนี้|ตอน)[^|,]{0,20}"
            ),
            "<(?:pick ?up|deliver(?:y)?) (?:on )?(?:mon|tues?|wed|thurs?|fri|sat|sun)\\w*",
        ),
        lambda found: {"until": found[0]},
    ),
    Setting("promise", says(_PROMISE), lambda found: {}),
    Setting("place", says(_PLACE), lambda found: {"address": found[1].strip()}),
    Setting(
        "total",
        says(
            "(?:รวม|ยอด)(?:ค่า)?ส่ง(?:แล้ว)? (?:เป็น)?=? {amount}",
            (
                "(?:<total>(?: is)? )?{amount} <(?:inc\\.?|incl\\.?|including|with|includes)>\\.?"
                " <(?:ship(?:ping)?|delivery|postage)>"
            ),
        ),
        lambda found: {"fee": 0, "total": satang(found[1] or found[2])},
    ),
    Setting(
        "shipping", says(f"(?:นัดรับ|รับ)\\S*  {_FREE}|{_FREE} {_PICKUP}"), lambda found: {"method": "pickup", "fee": 0}
    ),
    Setting("shipping", says(f"(?:ลูกค้า)?{_PICKUP}(?!\\d)"), lambda found: {"method": "pickup"}),
    Setting("shipping", says(_FREE), lambda found: {"fee": 0}),
    Setting("shipping", says("รวม(?:ค่า)?ส่ง(?:แล้ว)?(?!ของ)"), lambda found: {"fee": 0}),
    Setting(
        "shipping",
        says(f"(?:บวก|เพิ่ม|คิด|\\+)?(?:ค่า)?(?:ขน|จัด)?{_SEND} ({{carrier}}) {_SO_MUCH} {{amount}}"),
        _shipping(1, 2),
    ),
    Setting(
        "shipping",
        says(
            f"(?:บวก|เพิ่ม|คิด|\\+)?{_SEND} (?:ธรรมดา|ด่วน|"
            f"ปกติ)? {_SO_MUCH} {{amount}} ({{carrier}})?(?!  (?:วัน|ชิ้น|ตัว|กล่อง|โมง|ทุ่ม|"
            f"days?))"
        ),
        _shipping(2, 1),
    ),
    Setting("shipping", says("(?:บวก|\\+)(?:ค่า)?ส่ง(?:เพิ่ม)? {amount}"), _shipping(0, 1)),
    Setting(
        "shipping",
        says(f"(?:เปลี่ยน|ขอ|ใช้|แก้|เอา)?(?:เป็น)?{_SEND}{_NOT_SENT} ({{carrier}})(?![a-z0-9]) (?:ฟรี)?"),
        _shipping(1),
    ),
    Setting(
        "shipping",
        says(
            "^ (?:เอา|ขอ|ใช้|เป็น|ไป|แบบ|ส่ง|ด่วน|เรียก|(?:เปลี่ยน)?ขนส่ง(?:เป็น|ไป)?|<(?:use|ship|"
            "send|by|with|via)>|\\s)* ({carrier}) (?:ส่ง|แทน)? (?=มา|$|,|\\|)"
        ),
        _shipping(1),
    ),
    Setting("shipping", says("(?:ให้|เรียก) ({carrier}) (?:วิ่ง|ไปส่ง|ส่ง|มารับ|รับ|ไป|ให้|เลย)* {amount}"), _shipping(1, 2)),
    Setting(
        "shipping",
        says(
            "(?:ลูกค้า|พี่เ(?:ขา|ค้า))?(?:ขอ|เอา|ใช้|เป็น|อยากได้)?(?:ส่ง)? ({carrier}) (?:บว"
            "ก|เพิ่ม|คิด|\\+|ค่าส่ง|at|<for>)* {amount}"
        ),
        _shipping(1, 2),
    ),
    Setting(
        "shipping",
        says(
            (
                "(?:เปลี่ยน|สลับ|ย้าย|แก้)(?:ขนส่ง|การส่ง|วิธีส่ง|ค่าย|เจ้า)?(?:จาก{carrier})?(?:"
                "ไป|มา)?(?:เป็น|ใช้|ส่ง)* ({carrier})(?![a-z0-9])(?:แทน)?"
            ),
            (
                "<(?:use|via|switch (?:it |this |the courier )?to|change (?:it |this |the courier"
                " |courier |shipping |carrier |delivery )?to|go with|wants|prefers|courier)> ({ca"
                "rrier})(?![a-z0-9])"
            ),
            "^ (?:ลูกค้า|พี่เ(?:ขา|ค้า))(?:ขอ|เอา|อยากได้|จะเอา|เลือก|สะดวก)(?:ส่ง|เป็น|ทาง|ขนส่ง)* ({carrier})(?![a-z0-9])",
        ),
        lambda found: {"method": carrier_of(next((part for part in found.groups() if part), ""))[0]},
    ),
    Setting(
        "total",
        says(
            (
                "(?:ปัด|ลด|คิด)(?:เศษ|ให้|ลง|ยอด|ราคา|ลูกค้า|ทิ้ง|ทั้งหมด|ทั้งบิล)* (?:เหลือ|เ"
                "ป็น) {amount}(?!  (?:ตัว|ชิ้น|คู่|กล่อง|ถุง|อัน|ใบ))"
            ),
            "<round(?:ed)? (?:it )?(?:down|up|off)? to> {amount}",
            "(?:คิดรวม|(?:เหลือ|เอา)(?:แค่)?(?= [\\d,]+ (?:บาท)? ถ้วน)) {amount} (?:ถ้วน|พอ)?",
            "^ (?:เอา|คิด)(?:แค่)? {amount} (?:พอ|ถ้วน)? (?:ปัด|ลด)ให้",
            "(?:ปัด|ตัด)เศษ(?:ออก|ทิ้ง|ให้|ลง|หน่อย|บาท)* (?:เอา|คิด|เหลือ|เป็น|จ่าย)*(?:แค่)? {amount} (?:ถ้วน|พอ)?",
            "(?:คิด|เอา|เก็บ|จ่าย|เหลือ)(?:ให้|แค่|เป็น|ทั้งบิล|ทั้งหมด|รวม)* {amount} ถ้วนๆ?",
            (
                "<(?:call it|make it (?:an )?even|(?:bring|take|drop|get) (?:it|the total|this) ("
                "?:down )?to|make the total|even it out (?:to|at))> {amount}"
            ),
        ),
        lambda found: {"total": satang(next(part for part in found.groups() if part)), "rounded": True},
    ),
    Setting(
        "total",
        says("(?:รวม(?:ทั้งหมด|เป็น|แล้ว|ยอด|เงิน)?|ยอด(?:รวม|สุทธิ)?|<(?:grand )?total>(?: is)?) (?:=|:)? {amount}"),
        lambda found: {"total": satang(found[1])},
    ),
    Setting(
        "discount",
        says(
            (
                "(?:ลด(?:ให้|ราคา|ลูกค้า|เขา|เค้า|พี่|น้อง|เพิ่ม|อีก|ไป|หน่อย|นิด|เก่า|ประจำ)*|(?:หัก)?ส่วนลด(?:สมาชิก|พนักงาน|ลูกค้า\\S{0,6}|เพิ่ม|พิเศษ|ให้)*|"
                "ดิสเค?้?าน?ท์(?:ให้|ไป)*|<(?:discount|less|minus|take|knock|give (?:her|him|them"
                ")(?: a)?)>(?: of)?) {percent}"
            ),
            "{percent} (?:<off>|<discount>)",
        ),
        lambda found: _percent(found[1] or found[2]),
    ),
    Setting(
        "discount",
        says("(?:คิด|ลด|ขาย)?(?:ให้)?ครึ่ง(?:ราคา|นึง|หนึ่ง)", "<half (?:price|off)>"),
        lambda found: {"percent": 50_00},
    ),
    Setting(
        "discount",
        says(
            (
                "(?:ลด(?:ให้|ราคา|ลูกค้า|เขา|เค้า|พี่|น้อง|เพิ่ม|อีก|ไป|เลย|ท้ายบิล|หน่อย|นิด|เก่า|ประจำ)*|ส่วนลด(?:ท้ายบิล|เพิ่ม|ให้|อีก|ไป)*|"
                "หัก(?:ให้|เงิน|ราคา|ยอด|ส่วนลด|ลูกค้า|ค่าเสียเวลา)+|ดิสเค?้?าน?ท์(?:ให้|ไป)*|<(?:discount|less|"
                "minus|deduct|knock off|take off)>(?: of| by| her| him)?) {amount}(?! (?:%|ตัว|ชิ้น|โล|กิโล|kg|วัน))"
            ),
            "(?:<(?:take|knock|drop|cut|slash|give (?:her|him|them))> (?:a )?)?{amount} <(?:off|discount)>(?! \\d)",
        ),
        lambda found: {"discount": satang(found[1] or found[2])},
    ),
    Setting(
        "not_so",
        says("(?:ไม่(?:เอา|รับ|ใช้|เก็บ|ให้)|งด)(?:เก็บ|จ่าย)?(?:เงิน)?(?:ปลายทาง|<cod>)|<(?:no|not|without) cod>"),
        lambda found: {},
    ),
    Setting(
        "payment",
        says(
            "(?:ที่เหลือ)?(?:(?:จัด)?ส่ง(?:แบบ)?)?(?:จ่าย|เก็บ|ชำระ|รับ)?(?:เงิน)?(?:ปลายทาง(?:ได้เลย)?|สด(?:หน้า|ตอน)\\S*)",
            "(?:จ่าย|ชำระ|เก็บ|รับ)(?:เงิน|ตังค?์?)?(?:ตอน|เมื่อ|หลัง|วัน|พอ)(?:ได้|รับ|ของ|ส่ง|ถึง)(?:รับ|ของ|ถึง|มือ|แล้ว)*|เก็บ(?:เงิน|ตังค?์?)?(?:หน้างาน|หน้าบ้าน|กับลูกค้า|ที่บ้าน)",
            "(?:<(?:pay|pays|paying|by)(?: by| with| via)?> )?<(?:cod|c\\.o\\.d\\.?)>",
            "<(?:pays?|paying|cash|collect(?: cash| money| payment)?) (?:up)?on (?:delivery|arrival|receipt)>",
            "<pays? (?:cash )?when (?:it|she|he|they|the \\w+) (?:arrives?|comes?|gets?|receives?)(?: it| there)?>",
            "<cash on delivery>",
            "<pay on delivery>",
        ),
        _paying("cod"),
    ),
    Setting(
        "payment",
        says(
            (
                "(?:จ่าย|โอน|ชำระ|ใช้|ผ่าน|สแกน)*(?:พร้อมเพย์|<prompt ?pay>|(?<![ก-๎])พพ(?:\\.|(?"
                "![ก-๎])))|^ (?:ลูกค้า|ให้ลูกค้า)?สแกน(?:คิวอาร์)?จ่าย"
            ),
            (
                "(?:จ่าย|โอน|ชำระ|สแกน)(?:ผ่าน|ด้วย|ทาง|เป็น|สแกน)? (?:<qr>|คิวอาร์)(?: ?โค้ด| ?c"
                "ode)?|สแกนจ่าย|<(?:by|via|with|scan|use|pay) (?:the |a )?qr(?: code)?>"
            ),
        ),
        _paying("promptpay"),
    ),
    Setting(
        "payment",
        says(
            "(?:จ่าย|รูด|ชำระ|ใช้|ตัด)(?:ผ่าน|ด้วย|เป็น)?บัตร(?:เครดิต|เดบิต)?|<(?:pay )?(?:by |with )?(?:credit |debit )?card>"
        ),
        _paying("stripe"),
    ),
    Setting(
        "payment",
        says(
            (
                "(?:ลูกค้า)?(?:จ่าย|ขอ|ชำระ|จะ)?(?:เป็น|แบบ|ด้วย|โดย)?(?:การ)?โอน(?:เงิน|ธนาคาร|จ่าย|เอา|แ"
                "ทน|นะ|เท่านั้น|อย่างเดียว)*(?:บิลนี้|ออเดอร์นี้)?(?= (?:$|\\||,))"
            ),
            "<(?:pay |paid )?by (?:bank )?transfer>",
            "<(?:pays?|paying|to|via|with|as|wants?|use) (?:a )?(?:bank )?transfer>|^ <transfer (?:only|instead)> $",
            "<bank transfer>",
            "<pay transfer>",
        ),
        _paying("bank_transfer"),
    ),
)


def settings_in(text: str, fold: str) -> Settings:
    """The settings of a plain line. What one row has found the next does not see."""
    facts: Facts = {}
    kinds: set[str] = set()
    for setting in SETTINGS:
        found = setting.says.search(fold)
        if found is None or found.end() == found.start():
            continue
        told = {name: value for name, value in setting.tells(found).items() if value not in (None, "")}
        facts = told | facts
        kinds.add(setting.kind)
        gap = "," if found.start() else " "  # a long run of blanks would make the patterns slow
        fold = fold[: found.start()] + gap + fold[found.end() :]
        text = text[: found.start()] + gap + text[found.end() :]
    return Settings(facts, frozenset(kinds), text)
