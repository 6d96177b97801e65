"""What staff say about the goods of an order: what is put on, and whose order it is.

With a draft open a line of goods changes it. Without one it only acts when it says so: `เปิดบิล`, `ลูกค้าสั่ง`, a customer's
name and goods.
"""

import re
from dataclasses import replace

from bot.speech.goods import Goods, goods_in
from bot.speech.line import Line
from bot.speech.meaning import Item, Meaning
from bot.speech.normal import lower
from bot.speech.rows import DOUBT, TALK
from bot.speech.saying import says
from bot.speech.sentences import is_deed, is_sentence

_ENTRY = says(
    "^ (?:ช่วย|ขอ|รบกวน)?(?:จด|คีย์|บันทึก)(?:ๆ|ให้|ออเดอร์|บิล|ใหม่|รายการ|หน่อย|ที|ด้วย|ว่า)*+ (?!แล้ว|ไว้|ใน)",
    "^ (?:ช่วย|ขอ|รบกวน)?(?:เปิด|ลง|สร้าง|เพิ่ม|รับ|ทำ|ออก)(?:ออเดอร์|บิล|"
    "รายการ)(?:ใหม่|ออฟไลน์|ให้|ของ|ลูกค้า|(?:ที|หน่อย)(?=[\\s\\d:,]))*+"
    "(?! (?:#? \\d{1,9} (?:$|แก้|ให้|หน่อย|ที))|เงินสด|ถึง|ได้|วันนี้|ทุก|แล้ว|จน|ตั้ง|ผ่าน|ทาง)",
    "^ (?:ออเดอร์|บิล|รายการ)ใหม่",
    "^ (?:ขายให้|ขายส่ง|ขาย|จองให้|พรีออเดอร์|พรี)(?:ให้|ลูกค้า)*+ (?=คุณ|พี่|น้อง|เจ๊|ป้า(?!ย)|ลุง|_{code}|{code}|_{things})",
    "^ <(?:new|create|open|add|make|start)_(?:an?_)?(?:new_)?(?:order|bill|invoice)>(?:_for)?",
    "^ (?:<cf>|<f>|เอฟ|จอง) ให้ (?=คุณ|พี่|น้อง|เจ๊|ป้า(?!ย)|ลุง|ลูกค้า)",
    "^ <order_for>",
    "^ (?:ลูกค้า)?(?:หน้าร้าน|<walk-?in>) ?:",
    "^ <new>_(?=[a-z])(?!in|arriv|stock|product|item)",
    "^ (?:ออเดอร์|บิล)(?:ของ|ลูกค้า)? (?=คุณ|พี่|น้อง|ลูกค้า)",
)
#: The same asked for behind the goods.
_ENTRY_BEHIND = says(
    (
        "[\\s|,](?:ช่วย|ฝาก|รบกวน)?(?:เอา)?(?:เปิด|ออก|ทำ|ลง|จด|คีย์|ตั้ง|ใส่)(?:ใน)?(?:บ"
        "ิล|ออเดอร์)(?:นี้|ให้|ด้วย|ที|หน่อย|เลย|นะ|ใหม่|ได้|\\s|\\|)* $"
    ),
    (
        "(?:,|\\.|\\||\\s)<(?:open|make|create|start|key in|write|do)(?: up)?(?: her| him"
        "| them)?(?: an?| the| new)* (?:bill|order|invoice|draft)>(?: for (?:her|him|them"
        "))? $"
    ),
    "(?:,|\\.|\\||\\s)<(?:in|on|onto|to|into) (?:the|this|her|his) (?:bill|order|draft|cart)> $",
)
#: Whose they are, behind the goods or before them: `A07*4 ของคุณแบงค์`, `2 mugs for Mark`.
_WHOSE = re.compile(
    r"(?:(?:ของ|ให้|สำหรับ|ลูกค้า|ชื่อ|[-–])\s*)*(?P<who>(?<=ลูกค้าชื่อ)[\u0e01-\u0e4e]{2,14}|(?:คุณ|พี่|น้อง|เจ๊|ป้า(?!ย)|ลุง|เฮีย|ซ้อ)(?!เ(?:ขา|ค้า))\s?"
    r"(?:[\u0e01-\u0e4e]{1,14}?(?=นะ|มารับ|มาเอา|ได้|เอา|รับ|สั่ง|จอง|โอน|เก็บ|จ่าย|\s|$|[|:,])|[A-Za-z]{1,16}))(?:นะ|มารับเอง|มาเอาเอง|เอา|ได้|รับ|สั่ง|จอง|:)?"
    r"|\b[Ff]or\s+(?P<for>(?:[Kk]hun\s|K\.\s?)?[A-Z][a-z]{1,15})\b",
)
_NAMED = re.compile(
    r"^\s*(?:ลูกค้า\s*)?(?:ชื่อ\s*)?(?P<who>(?<=ชื่อ)[\u0e01-\u0e4e]{2,12}?|(?:คุณ|พี่|น้อง|เจ๊|ป้า(?!ย)|ลุง|เฮีย|ซ้อ)\s?[\u0e01-\u0e4e]{1,12}?"
    r"|(?:คุณ|พี่|น้อง|khun |k\.)\s?[A-Za-z]{1,16}|ลูกค้า|customer)\s*(?:ท่านนี้|คนนี้)?\s*"
    r"(?P<verb>จะเอา|ขอ(?=รับ|สั่ง|เพิ่ม|เอา)|ขอรับ|เอา|สั่ง|รับ|ขอ|จอง|cf|ซื้อ|ต้องกา"
    r"ร|ได้|เบิ้ล|เพิ่ม|wants|want|ordered|orders|takes|would like|:)\s*"
    r"(?:เพิ่ม|เป็น|มา|ไป|อีก|รับ|สั่ง|เอา(?=\s))*",
    re.IGNORECASE,
)
_NAMED_CODE = re.compile(
    r"^\s*(?P<who>(?:คุณ|พี่|น้อง|เจ๊|ป้า(?!ย)|ลุง)\s?[\u0e01-\u0e4eA-Za-z]{1,14})[\s:]+(?=[A-Za-z]{1,4}-?\d)"
)
_NAMED_EN = re.compile(r"^\s*(?P<who>[A-Z][a-z]{1,15})\s+(?:wants|ordered|orders|takes|would like|wanna)\s+")
_VERB = says(
    "^ (?:งั้น|สรุป|โอเค|<(?:ok|okay|so|then|and|also|oh)>)? (?:ลูกค้า|พี่เ(?:ขา|ค้า)"
    "|น้องเ(?:ขา|ค้า)|เ(?:ขา|ค้า)|<(?:she|he|they|customer)(?:'ll|'d)?>)?"
    " (?:อยาก(?=ได้))? (?:จัด(?:ให้|มา)?|เอา|สั่ง|"
    "<order>(?! #? \\d+ $)|บวก|ตบท้ายด้วย|รับ|ขอ(?!ง)|ใส่|เพิ่ม|หยิบ|แถม(?=ให้)|เบิ้ล|แปะ|ยัด|หยอด|พ่วง|โยน|เติม(?!เงิน)|คีย์|ได้|"
    "ลง|<(?:add|put in|put|throw in(?: an?)?|also add|also|plus|and|include|toss in|p"
    "op in|chuck in|stick in|slip in|wants?|"
    "takes?|will take|wants to add|would like|needs?|"
    "give)>)(?:เพิ่ม|อีก|มา|เป็น|ให้|ด้วย|ลูกค้า|สินค้า|_another|"
    "_more)*(?!เติม|พูน)"
)
_ADDING = says(
    (
        "^ (?:ใส่|เพิ่ม|แถม|หยิบ|บวก|ตบท้าย|เบิ้ล|แปะ|ยัด|พ่วง|<(?:add|put|throw in|toss "
        "in|also|also add|plus|include)>|ขอเพิ่ม|เอาเพิ่ม)"
    ),
    "(?:เพิ่ม|อีก)(?:ให้|ด้วย|ลูกค้า| {count})",
)
_QUOTE = says(
    (
        "(?:ทำ|ออก|ขอ|เปิด|ส่ง|เป็น|ช่วย|ร่าง)*(?:ใบ)?(?:เสนอราคา|ใบราคา)(?:ให้|ของ|ก่อน|"
        "หน่อย|ที(?=\\s|$)|ด้วย|ใหม่|\\s)*(?:ลูกค้า)? :?"
    ),
    (
        "<(?:make |create |a |an |send |prepare |write |need |give |her |him |them |me |i"
        " |draft |up |for |as )*(?:quotation|quote|qt|estimate)(?: please)?>\\s*:?\\s*"
    ),
)
#: Whom it is made for: a person, a house, a company.
_QUOTED = re.compile(
    r"(?:ให้|ของ|for\s+|to\s+)?\s*(?:(?:โรงแรม|โรงเรียน|รร\.?|รพ\.?|ร้าน|บริษัท|บจก\.?|บมจ\.?|บ\.|หจก\.?|ออฟฟิศ|วัด|อบต\.?|เทศบาล|มูลนิธิ|คณะ|สำนักงาน|คลินิก|คาเฟ่)\S*(?=\s)"
    r"|(?P<who>(?:คุณ|พี่|น้อง|เจ๊|ป้า(?!ย)|ลุง|เฮีย|ซ้อ)\s?[\u0e01-\u0e4eA-Za-z]{1,14}?(?=ขอ|เอา|สั่ง|จะ|\s|$|[|:,]))(?:ขอ|เอา|สั่ง|จะ)?|(?i:for|to)\s+(?P<for>(?:[Kk]hun\s|K\.\s?)?[A-Z][\w&.-]*(?:\s[A-Z][\w&.-]*)?))\s*[,:-]?"
)
_SAME_AS = says(
    "(?:เหมือน|แบบ|ตาม)(?:กับ)?(?:บิล|ออเดอร์|รอบ|ครั้ง|คราว)?(?:ที่แล้ว|ก่อน|เดิม|ล่าสุด|ครั้งก่อน|ครั้งที่แล้ว)",
    "<same (?:as|order)>.{0,20}<(?:last|before|previous)",
    "<(?:reorder|repeat)>.{0,12}<(?:last|order)",
    "สั่งซ้ำ(?:เหมือน|เดิม|บิล)?",
)
#: Said beside several goods, these make an order of them; said with ค่ะ they answer what somebody asked.
_OF_AN_ORDER = frozenset({"shipping", "total", "place", "payment"})
#: `ส่ง ems หรือ flash ดีคะ` asks, whatever it ends with.
_EITHER_OR = says("หรือ|<or>")
_EITHER = TALK - {"others"}


#: `2 tees and a bag`: a bag is one.
_A = re.compile(
    r"(?:^|(?<=[,+&|\n])|(?<=\band)|(?<=\bplus)|(?<=\bwith)|(?<=\badd))\s*\b(?:an?|one)\s+(?=[a-z]{3,})(?!few|lot|little|bit|note|discount|link)",
    re.IGNORECASE,
)
_COUPLE = re.compile(r"\b(?:a )?couple (?:of )?(?=[a-z])", re.IGNORECASE)


def _goods(text: str) -> Goods:
    """Goods as staff say them: what they put on is a thing, not a wish."""
    return goods_in(_A.sub(" 1 ", _COUPLE.sub("2 ", text)))


def settings_of(line: Line) -> Meaning | None:
    """A line of nothing but settings: with a draft open they change it."""
    if not line.moment.open_order or not line.settings.kinds or _EITHER_OR.search(line.fold):
        return None
    if line.cues & (DOUBT | {"announcement", "greeting", "idiom", "past", "others"}):
        return None
    goods, rest = line.goods, _words_of(line.settings.rest)
    longest = (36 if line.settings.rest.strip().isascii() else 24) - 8 * any(letter.isdigit() for letter in rest)
    if goods.counted or len(rest) > longest:
        return None
    facts = line.facts()
    kinds = line.settings.kinds
    if line.settings.facts.get("rounded") or "discount" in kinds:
        return replace(Meaning("set_discount", **facts), acts=True)
    if "shipping" in kinds or ("total" in kinds and facts.get("fee") == 0):
        return replace(Meaning("set_shipping", **facts), acts=True)
    return replace(Meaning("set_payment_method", **facts), acts=True) if "payment" in kinds else None


def goods_of(line: Line) -> Meaning | None:
    """A line of goods, with whatever else was said of the order."""
    if _QUOTE.search(line.fold) is not None and not line.cues & {"question", "conditional", "poster"}:
        return _quoted(line)
    if _SAME_AS.search(line.fold) and not line.cues & {"question", "conditional", "poster"}:
        return Meaning("create_order", (), bool(line.customer), **line.facts() | {"text": line.text})
    is_named = line.customer or _NAMED_EN.search(line.settings.rest)
    if line.cues & _EITHER - ({"past"} if is_named else set()):
        return None
    entry = _ENTRY.search(line.fold)
    if entry is not None:
        return _entered(line, entry)
    behind = _ENTRY_BEHIND.search(line.settings.rest)
    if behind is not None:
        return _entered_behind(line, line.settings.rest[: behind.start()])
    coded = _NAMED_CODE.search(line.settings.rest)
    if coded is not None and (goods := _goods(line.settings.rest[coded.end() :])).coded and goods.counted:
        return Meaning(
            "create_order", goods.items, True, **line.facts() | {"customer": coded["who"].strip(), "orders": ()}
        )
    whose = _NAMED.search(line.settings.rest) or _NAMED_EN.search(line.settings.rest)
    if whose is not None:
        return _for_customer(line, whose)
    framed = _framed(line)
    if framed is not None:
        return framed
    return None if "others" in line.cues else _bare(line)


def _quoted(line: Line) -> Meaning:
    quoted = _QUOTE.search(lower(line.settings.rest))
    text = line.settings.rest
    if quoted is not None:
        text = f"{text[: quoted.start()]} {text[quoted.end() :]}"
    whose = _QUOTED.search(text)
    if whose is not None:
        text = f"{text[: whose.start()]} {text[whose.end() :]}"
    who = (whose["who"] or whose["for"] or "").strip() if whose is not None else line.customer
    goods = _goods(re.sub(r"^(?:for|of|on)\s+", "", text.strip(" ,:|-")))
    return Meaning("create_quotation", goods.items, goods.counted, **line.facts() | {"customer": who})


def _framed(line: Line) -> Meaning | None:
    """Goods with their customer anywhere beside them: `A07*4 A12*2 ของคุณแบงค์`, `2 mugs for Mark`."""
    text = _LIVE.sub("", line.settings.rest)
    whose = _WHOSE.search(text)
    if whose is None:
        return None
    goods = _goods(f"{text[: whose.start()].rstrip(' ,|')} {text[whose.end() :].lstrip(' ,|:-')}")
    if not goods.counted or not all(item.query for item in goods.items) or any(map(_is_no_goods, goods.items)):
        return None
    is_added = line.moment.open_order and _ADDING.search(line.fold) is not None
    facts = line.facts() | {"customer": (whose["who"] or whose["for"]).strip(), "orders": ()}
    return Meaning("add_item" if is_added else "create_order", goods.items, True, **facts)


def _is_no_goods(item: Item) -> bool:
    return is_sentence(item) or is_deed(item)


def _entered_behind(line: Line, text: str) -> Meaning | None:
    """`พี่จุ๋มจองกล้วยไม้ 1 กระถาง ออกบิลให้ที`: the entry is asked for behind the goods."""
    text = _LIVE.sub("", text)
    whose = _NAMED.search(text) or _WHOSE.search(text)
    verb = _VERB.search(text.lower())
    if whose is not None:
        goods = _goods(f"{text[: whose.start()].rstrip(' ,|')} {text[whose.end() :].lstrip(' ,|:-')}")
    else:
        goods = _goods(text[verb.end() if verb else 0 :])
    if not goods.counted or any(map(is_sentence, goods.items)):
        return None
    who = (whose["who"] or whose.groupdict().get("for") or "").strip() if whose is not None else line.customer
    intent = "add_item" if line.moment.open_order and not who else "create_order"
    facts = line.facts() | {"customer": "" if who in ("ลูกค้า", "customer") else who, "orders": ()}
    return Meaning(intent, goods.items, True, **facts)  # type: ignore[arg-type]


def _entered(line: Line, entry: re.Match[str]) -> Meaning:
    rest = _ADDRESSED.sub(" ", line.settings.rest[entry.end() :]).strip(" :|-")
    titled = _TITLED.match(rest)
    if titled is not None:
        goods = _goods(rest[titled.end() :])
        return Meaning(
            "create_order",
            goods.items,
            True,
            **line.facts() | {"customer": (titled[1] or titled[2]).strip(), "orders": ()},
        )
    said = _WHO_SAYS.match(rest)
    if said is not None and _goods(rest[said.end() :]).items:
        goods = _goods(rest[said.end() :])
        return Meaning(
            "create_order",
            goods.items,
            True,
            **line.facts() | {"customer": line.customer or said[1].strip(), "orders": ()},
        )
    goods = _goods(_without_name(rest, line.customer))
    items = tuple(item for item in goods.items if item.quantity is not None or goods.coded)
    name = line.customer or _first_name(rest, goods)
    return replace(Meaning("create_order", items, True, **line.facts() | {"customer": name}), orders=())


def _for_customer(line: Line, whose: re.Match[str]) -> Meaning | None:
    goods = _goods(line.settings.rest[whose.end() :])
    who = whose["who"].strip()
    is_nameless = who in ("ลูกค้า", "customer")
    facts = line.facts() | {"customer": "" if is_nameless else who, "orders": ()}
    if not goods.items or any(map(is_sentence, goods.items)) or not (goods.counted or goods.coded or goods.marked):
        return None
    is_added = line.moment.open_order and (is_nameless or _ADDING.search(line.fold) is not None)
    return Meaning("add_item" if is_added else "create_order", goods.items, True, **facts)


def _bare(line: Line) -> Meaning | None:
    """Goods without a word that says what to do: with a draft open they are put on it."""
    verb = _VERB.search(line.settings.rest.lower())
    text = line.settings.rest[verb.end() if verb else 0 :]
    goods = _goods(text)
    items = tuple(
        item for item in goods.items if item.quantity is not None or (item.unit_price == 0 and line.moment.open_order)
    )
    is_whole = bool(items) and len(items) >= len(goods.items) - (verb is not None or len(items) > 1)
    if not is_whole or any(map(is_sentence, goods.items)):
        coded = verb is not None and goods.coded and line.moment.open_order
        return Meaning("add_item", goods.items, True, **line.facts()) if coded else None
    is_named = all(item.query for item in items)
    is_added = line.moment.open_order
    if not is_named and not (is_added and (line.moment.product or verb)):
        return None
    if any(map(is_deed, items)):
        return None
    is_sure = is_added or goods.marked or (verb is not None and is_named) or len(items) > 1
    intent = "add_item" if is_added or (_ADDING.search(line.fold) and not line.settings.kinds) else "create_order"
    is_whole_order = len(items) > 1 and not line.is_polite and bool(line.settings.kinds & _OF_AN_ORDER)
    acts = is_sure and (is_added or ((verb is not None or is_whole_order) and is_named and intent == "create_order"))
    return Meaning(intent, items, acts and is_named, **line.facts() | {"orders": ()})  # type: ignore[arg-type]


def _words_of(rest: str) -> str:
    return re.sub(
        (
            r"(?i)ออเดอร์นี้|บิลนี้|(?:ขอ)?(?:เปลี่ยน|แก้)เป็น|แทน|ให้เป็น|ลูกค้า(?:เก่า|"
            r"ประจำ)|จ่ายเอง|ให้ลูกค้า|ลูกค้า(?:คนนี้)?|ตัวโชว์|for this (?:customer|order)|"
            r"this order|order|หน่อย|เลย|"
            r"ด้วย|[\s,|.:]"
        ),
        "",
        rest,
    )


_TITLED = re.compile(
    r"(?:(?:for|ของ|ให้|คือ|to)\s*)?(?:([^:|\d]{1,24}):\s*(?=\S)|((?:[Kk]hun\s|K\.\s?)?[A-Z][a-z]{1,15})(?:\s+-\s+|,?\s+(?=\d+\s+[a-z]|[A-Za-z]{1,3}-?\d)))"
)
#: Behind a name, no part of it.
_BEHIND_NAME = re.compile("(?:\\s*(?:ให้หน่อย|ให้ที|หน่อย|ด้วย|เลย|นะ|ก่อน|ใหม่)|\\s+(?:ที|ละ|แล้ว|now))+$")
_ADDRESSED = re.compile(r"\S+@\S+\.\S+|\b(?:offline|ออฟไลน์)\b|ออฟไลน์", re.IGNORECASE)
_LIVE = re.compile("^\\s*(?:ลูกค้า)?(?:จาก)?ไลฟ์(?:สด)?(?:เมื่อ(?:คืน|วาน|กี้|เช้า)|วันนี้|คืนนี้|รอบ\\S{1,8})?\\s")


_WHO_SAYS = re.compile(
    (
        r"([^\d|,:]{1,30}?)(?:(?<=\s)|(?<=\S)(?=เอา|สั่ง))(?:เอา|สั่ง|รับ(?!ป)|ขอ(?!ง)|จอง|ซื้อ|cf|wants|"
        r"ordered)\s*"
    ),
    re.IGNORECASE,
)


def _without_name(rest: str, name: str) -> str:
    return rest.replace(name, " ", 1) if name else rest


def _first_name(rest: str, goods: Goods) -> str:
    """Behind `เปิดบิล`: the words before the first goods, when they are one short name."""
    first = next((item.query for item in goods.items if item.quantity is not None), None)
    before = rest if first is None else rest[: rest.find(first.split()[0])] if first else ""
    before = _BEHIND_NAME.sub("", before.strip(" ,:|-")).removeprefix("ให้")
    return before if 0 < len(before) <= 24 and not re.search(r"\d", before) and len(before.split()) <= 2 else ""
