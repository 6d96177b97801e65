"""What customers want: the goods of an order.

`acts` here means that a proposal may be shown, which they still have to tap. A sentence that could be talk is none.
"""

import re
from dataclasses import replace
from typing import Any

from bot.speech.counting import UNIT, longest_first
from bot.speech.cues import Cue, cues_in
from bot.speech.customer_phrases import rephrased
from bot.speech.goods import Goods, goods_in
from bot.speech.line import Line
from bot.speech.meaning import Item, Meaning
from bot.speech.naming import is_variant
from bot.speech.normal import MARK, lower
from bot.speech.saying import COLOURS, SIZES, says
from bot.speech.sentences import is_sentence
from bot.speech.settings import settings_in
from bot.words import Speech, is_code

#: Cues that make talk of the whole line, and those that only spoil the clause they stand in.
_LINE: frozenset[Cue] = frozenset({"conditional", "wish", "poster", "announcement"})
_CLAUSE: frozenset[Cue] = frozenset({"question", "negation", "hesitation", "idiom", "past", "others"})

_SO = "(?:^|\\|) (?:(?:งั้น|สรุป|โอเค|ตกลง|ได้|เคร|จ้า|สวัสดี|แล้วก็|สนใจ|<(?:ok|okay|so|then|hi|hello|yes)>) [|,]? ){0,3}"
_WANT = says(
    _SO + "(?:cf|ซีเอฟ|<f>|เอฟ)(?=[\\s|]|[\u0e01-\u0e4e]|$)(?: (?:ค่ะ|ครับ))?(?! ไม่| แล้ว)",
    _SO
    + (
        "(?:หนู|ผม|เรา|พี่|ขอ|เค้า(?=เอา \\d))?"
        "(?:(?:เอา|รับ|สั่ง|จอง|จัด|ซื้อ|หยิบ|เบิ้ล(?= {code})|จิ้ม(?= {code})|บวกเพิ่ม|บวก(?= {code}| {things})|เพิ่ม|เติม|พ่วง|แปะ|"
        "กด(?=สั่ง)|สอย|ตำ(?= )|โดน(?= )|เหมา|พรี(?= (?:{code}|{things}|\\d))|ล็อ[กค](?= (?:{code}|\\d))|f)"
        "(?:มา(?!ม่า|ส|ก|ล)|เป็น|เพิ่ม|อีก|แค่|ไป|เลย|ให้|สินค้า|ตัวนี้(?= \\d)|ด้วย|ไว้|หน่อย|ล่วงหน้า|ซื้อ|หมด(?!_))*|"
        "ขอ(?!ง)(?:เพิ่ม|เป็น|แค่|อีก|สั่ง|จอง|ซื้อ|รับ)*)(?!ทราบ|โทษ|ให้ขาย)"
    ),
    _SO
    + (
        "<(?:i'?ll (?:take|have|get)|can i take|i(?:'d| would) like(?: to (?:order|buy|get))?|i want(?: to (?:order|"
        "buy|get))?|i wanna (?:order|buy|get)|(?:can|could|may) i (?:get|have|order|buy|add)|give me|gimme|"
        "order|buy|also (?:add|want|need|get)|take|get me|want|need|reserve|book|add|put me down for|mine|"
        "(?:please |(?:can|could|would) (?:you|u) (?:please |pls |also )?)?(?:send me|get me|add|put me down for|put|"
        "throw in|include|reserve|hold|keep)|(?:and |also |plus)+(?= \\d)|let me (?:get|have|take)|lemme (?:get|"
        "have)|"
        "i(?:'m|m)? (?:taking|getting|ordering)|i need|i'll grab|gonna (?:get|take|order)|grab me|we(?:'ll)? (?:want|"
        "need|take)|make (?:it|that)(?= \\d+ [a-z]))>"
        "(?: (?:to order|an order of|another|some more|more))?"
    ),
)
_MORE = says("(?:เพิ่ม(?:อีก)?|อีก|ด้วย(?= (?:$|\\|| \\d))|<(?:add|another|more|also|plus)>)")
#: These are said of what was bought elsewhere, too.
_WEAK = says("สั่ง|ซื้อ|จัด|จอง|สอย|ตำ|โดน|เหมา|แปะ|<send me")
_STRONG = says(_SO + "(?:cf|ซีเอฟ|<f>|เอฟ)(?=[\\s|]|[\u0e01-\u0e4e]|$)")
_CF_NUMBER = says("^ (?:cf|<f>|เอฟ)#? (\\d{1,3}) $", "^ (?:cf|f)(\\d{1,3})(?: |$)")
_CF_ALONE = says("^ (?:cf|เอฟ|จอง|เอา|รับ|<mine>|<f>)(?:ตัวนี้|อันนี้|นี้|เลย|ด้วย|ตัว|<this>|[ !.])* $")
_THIS = says("(?:อัน|ตัว|ชิ้น|เซ็ต|สี|แบบ|ใบ|คู่|ชุด|รุ่น|ลาย)นี้|^ (?:นี้|<(?:this|it|this one|that one|them)>)")
_THIS_ONE = says(
    "^ (?:(?:อัน|ตัว|ชิ้น|ใบ)นี้(?:แหละ|เลย|ครับ|\\s)*(?:เอา|รับ|จอง)(?:เลย|ด้วย|\\s)*$)|^ (?:(?:อัน|ตัว|ชิ้น|เซ็ต|สี|แบบ|ใบ|คู่|"
    "ชุด)นี้|<(?:this one|this)>)(?:เลย|ด้วย|\\s)* $"
)
_CAN_I = says(
    _SO
    + (
        "<(?:can|could|may|would) (?:i|you|u) (?:please |pls |also )?(?:get|take|have|order|buy|add|put|throw in|"
        "include|reserve|hold|keep|send me|get me)>"
    )
)
#: What is asked for in the same words and is nobody's goods.
_NO_GOODS = says(
    "<(?:discount|refund|receipt|invoice|quot(?:e|ation)|bill|link|photos?|pics?|pictures?|videos?|clips?|slip|help|"
    "human|person|"
    "tracking|number|update|answer|reply|days?|minutes?|more time|code|qr)> $",
    "^ (?:รูป(?!ที่)|ยืดเวลา|เลื่อน|ภาพ|คลิป|วิดีโอ|ลิงก์|บิล|ใบเสร็จ|ใบกำกับ|สลิป|เลข|เวลา|ส่วนลด|โค้ด|คูปอง|ยอด|ราคา)",
)
#: `เอาด้วยค่ะ ตัวที่แม่ค้าใส่ในไลฟ์`: what was shown is told, not named.
_SHOWN = says(
    "^ (?:หนู|ผม|เรา)?(?:(?:เอา|จอง|cf|สั่ง)(?:ด้วย|หน่อย|เลย)*|รับ(?:ด้วย|เลย)* (?=\\|)) \\|? "
    "((?:{things})?(?:ตัว|อัน|ชุด|ใบ|คู่|สี|แบบ|ลาย|รุ่น|เซ็ต)ที่[^|?]{0,20}"
    "(?:แม่ค้า|แอดมิน|พี่|ไลฟ์|โพสต์|ลง|ใส่|รูป|คลิป|สตอรี่|ถือ|โชว์|เมื่อกี้|เมื่อวาน|ใน)[^|?]{0,20}) (?:\\||$)"
)
_NOT_SHOWN: frozenset[Cue] = frozenset(
    {"question", "conditional", "wish", "poster", "hesitation", "others", "negation"}
)
#: `ทุกสี` of those offered.
_EVERY = says(
    "^ (?:หมด)?(?:ทุก|ทั้ง)(?:สี|แบบ|ลาย|อัน|อย่าง|ไซส์|ตัว|รส|กลิ่น|หมด)(?:เลย|ที่มี|\\s)*$",
    "^ <(?:all|each|every)(?: one| colou?r| of them)?> $",
)


def wanted(line: Line) -> Meaning | None:
    """The order in a line, when there is one, with whatever is said around it."""
    heard = _wanted(line)
    if heard is not None and heard.acts:
        return heard
    inside = _without_asides(line)
    order = _wanted(inside) if inside is not None else None
    if inside is None or order is None or not order.acts:
        return heard
    return order if _WANT.search(inside.fold) or _names_a_thing(list(order.items)) else heard


#: `ไหนๆก็เสียค่าส่งแล้ว ขอแป้งฝุ่น 1 กระปุก`, `เอา A01 2 ตัว พอดีจะไปเที่ยว`: what stands before and behind an order.
_LEAD = says(
    "^[^|\\d\\n]{2,40}?[\\s|]+(?=(?:หนู|ผม|เรา|พี่)?(?:เอา|ขอ(?!โทษ|บคุณ|ให้)|รับ|สั่ง|จอง|เพิ่ม|จัด|cf|<(?:i'?ll take|"
    "i want|i'd like|add|can i)>)[^|?]*\\d)"
)
_TAIL = says(f"^(.*(?<![a-z0-9-])\\d{{1,3}}(?: {UNIT})?)[\\s|]+[^\\d\\n]*$")
_NO_ASIDE: frozenset[Cue] = frozenset(
    {
        "question",
        "conditional",
        "wish",
        "poster",
        "announcement",
        "others",
        "hesitation",
        "past",
        "negation",
        "astray",
        "long_ago",
    }
)


def _without_asides(line: Line) -> Line | None:
    """As one speaks to a shop, or of a thing by its code; elsewhere a sentence is a sentence."""
    if line.cues & _NO_ASIDE or not (line.is_polite or line.goods.coded or _is_here(line) or line.moment.open_order):
        return None
    text = line.text
    if found := _LEAD.search(lower(text)):
        text = text[found.end() :]
    if found := _TAIL.search(lower(text)):
        text = text[: found.end(1)]
    return line.in_words(text) if text != line.text else None


def _wanted(line: Line) -> Meaning | None:
    line = rephrased(line)
    shown = _SHOWN.search(line.fold)
    if shown and (line.is_polite or line.moment.product) and not line.cues & _NOT_SHOWN:
        return _order(line, (Item(line.text[slice(*shown.span(1))].strip(), 1),), True, {})
    if found := _CF_NUMBER.search(line.fold):
        # Two pieces, article number 2, or second in the queue: only the customer knows.
        number = int(found[1] or found[2])
        if line.moment.product or line.moment.options:
            return Meaning("place_order", (Item("", number),), False)
        return Meaning("place_order", (Item(""),), False)
    if line.cues & _LINE:
        return None
    if "greeting" in line.cues and not _WANT.search(line.fold) and not line.goods.marked:
        return None
    text = _clauses_that_ask(line)
    if not text:
        return None
    settings = settings_in(text, lower(text))
    want = _WANT.search(lower(settings.rest)) or _WANT.search(lower(settings.rest.strip(" ,|")))
    rest = settings.rest if want is None or want.string == lower(settings.rest) else settings.rest.strip(" ,|")
    goods = goods_in(_named_before(rest[: want.start()]) + rest[want.end() :] if want else rest)
    facts = {name: value for name, value in settings.facts.items() if name not in ("rounded", "discount", "percent")}
    goods = replace(goods, items=_of_one_head(_colours_apart(goods.items) if _is_here(line) else goods.items))
    if line.moment.options and want is not None and any(_EVERY.search(lower(item.query)) for item in goods.items):
        return _order(line, (Item("*", goods.items[0].quantity or 1),), True, facts)
    if _CF_ALONE.search(lower(rest)) or (
        want is not None and not goods.items and _THIS.search(lower(rest[want.end() :]))
    ):
        if line.moment.product:
            return _order(line, (Item("", 1),), True, facts)
        return (
            Meaning("place_order", (Item(""),), False)
            if "cf" in line.fold or line.fold == "f" or _THIS.search(line.fold)
            else None
        )
    if want is None and line.moment.product and line.is_polite and _THIS_ONE.search(lower(rest)):
        return _order(line, (Item("", 1),), True, facts)
    if not goods.items or any(is_sentence(item) or _NO_GOODS.search(lower(item.query)) for item in goods.items):
        return None
    return _asked_for(line, goods, want, facts)


_INTERESTED = re.compile("^สนใจ(?:สินค้า|ตัว)?\\s*")
_OPENING = says("^(?:สนใจ|สวัสดี|โอเค|ตกลง|ได้|ตัวนี้สวย|สวย|<(?:hi|hello|ok|okay|yes|interested)>)?$")


def _is_here(line: Line) -> bool:
    return line.moment.product or bool(line.moment.options)


def _colours_apart(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """`ขาว ดำ เทา` of one thing are three of it."""
    words = items[0].query.removeprefix("สี ").split() if len(items) == 1 and items[0].quantity is None else []
    if len(words) < 2 or not all(word.lower().removeprefix("สี") in COLOURS for word in words):
        return items
    return tuple(replace(items[0], query=word, quantity=1) for word in words)


_KIND = f"(?:ขวด|กล่อง|ถุง|ซอง|แพ็ค|กระปุก) (?:{longest_first([*COLOURS, *SIZES])})$"
_HEADED = says(f"^(.+?){_KIND}")
_HEADED_ALONE = says(f"^{_KIND}")


def _of_one_head(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """`น้ำผึ้งป่า ขวดใหญ่ 2 ขวดเล็ก 1`: the small ones are of the same."""
    first = _HEADED.search(items[0].query.lower()) if len(items) > 1 else None
    if first is None:
        return items
    head = items[0].query[: first.end(1)]
    return tuple(
        replace(one, query=head + one.query) if _HEADED_ALONE.search(one.query.lower()) else one for one in items
    )


def _named_before(text: str) -> str:
    """What was named in the clause before: `A01 ค่ะ เอา 2 ตัว`."""
    name = _INTERESTED.sub("", text.strip(" |,"))
    return "" if _OPENING.search(lower(name)) or cues_in(lower(name)) else f"{name} {MARK} "


def _asked_for(line: Line, goods: Goods, want: re.Match[str] | None, facts: dict[str, Any]) -> Meaning | None:
    here = _is_here(line)
    is_strong = _STRONG.search(line.fold) is not None
    named = [item for item in goods.items if item.query not in ("", "*")]
    if any(item.query.replace(" ", "").isdigit() for item in named):
        return None
    is_weak = want is not None and _WEAK.search(want[0]) is not None and not (here or line.is_polite)
    is_counted = goods.counted
    if any(item.query == "*" for item in goods.items):
        return _order(line, goods.items, here or line.moment.open_order or bool(named), facts)
    if not named:
        if not is_counted or is_weak or not (want is not None or goods.marked or (here and line.is_polite)):
            return None
        return _order(line, goods.items, here or line.moment.open_order, facts)
    is_plain = all(is_variant(item.query) for item in named)
    is_begun = want is not None
    is_list = is_counted and _names_a_thing(named) and (len(named) > 1 or line.is_polite)
    if not is_begun and not (
        goods.marked or goods.coded or is_list or (here and is_plain) or (is_plain and is_counted)
    ):
        return None
    if not is_begun and not (is_counted or (here and is_plain)):
        return None
    if is_weak and not (is_plain or goods.coded or _names_a_thing(named)):
        return None
    if not (is_begun or here or is_plain or goods.coded or _names_a_thing(named) or line.is_polite):
        return None
    is_told = all(item.query[:1] > "z" for item in named) and _names_a_thing(named)
    if not is_counted and not (is_plain or all(map(_is_pointed_at, named)) or is_told):
        return None
    sure = is_counted or all(map(_is_pointed_at, named)) or (is_strong and (is_plain or is_told)) or (here and is_plain)
    return _order(line, _ones(goods.items), sure, facts)


def _order(line: Line, items: tuple[Item, ...], acts: bool, facts: dict[str, Any]) -> Meaning:
    adds = line.moment.open_order
    return Meaning("add_item" if adds else "place_order", items, acts, **facts)


def _ones(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Wanted and not counted is one."""
    return tuple(item if item.quantity is not None else replace(item, quantity=1) for item in items)


def _is_pointed_at(item: Item) -> bool:
    """Its article number, and at most a size and a colour: `A12 M ดำ`."""
    code, _, rest = item.query.partition(" ")
    return is_code(Speech(code).look()) and (not rest or is_variant(rest))


def _names_a_thing(items: list[Item]) -> bool:
    return all(_THING.search(item.query.lower()) for item in items)


_THING = says("^(?:{things}|{code})", "{wares}")


def _clauses_that_ask(line: Line) -> str:
    """The clauses up to the first that is talk, a question or about paying; the rest is another matter."""
    kept: list[str] = []
    for clause in map(_without_question, line.clauses):
        cues = cues_in(lower(clause))
        can_i = _CAN_I.search(lower(clause)) is not None
        if cues & (_CLAUSE - ({"question"} if can_i else set())) or _ASIDE.search(lower(clause)):
            if kept and not cues & {"negation", "past", "hesitation"}:
                kept += _price_asked(clause)
                break
            if kept and _ASIDE.search(lower(clause)):
                break
            return ""
        if clause and cues & {"future"}:
            clause = _LATER.sub("", clause)
        kept.append(clause)
    return f" {MARK} ".join(kept).strip(" |")


_QUESTION_BEHIND = says(
    "(?<=[\\d\\u0e01-\\u0e4e])_(?:รวม|ยอด|ทั้งหมด|โอน|จ่าย|ส่งวัน|ส่ง(?:ได้)?เมื่อไหร่|ได้ของ|กี่วัน|ของถึง|(?:ส่ง|"
    "เก็บ|จ่าย|เอา)?(?:เก็บเงิน|เก็บ)?ปลายทาง|<how much|<total|<when)[^|]*(?:ไหม|เท่าไหร่|กี่|ไหน|\\?|ยัง|$)[^|"
    "]*$"
)
_COUNTED_BEFORE = says("(?:เอา|รับ|สั่ง|จอง|ขอ|cf|<(?:take|get|order|buy)>)[^|]*\\d")


def _without_question(clause: str) -> str:
    """`เอา A01 2 ตัว รวมเท่าไหร่`: ordered, and asked what it comes to."""
    found = _QUESTION_BEHIND.search(lower(clause))
    if found is None or not _COUNTED_BEFORE.search(lower(clause[: found.start()])):
        return clause
    return clause[: found.start()]


_EACH_PRICE = re.compile(r"\S*ละ\s?\d+")
_LATER = re.compile(r"(?:แล้ว)?(?:เดี๋ยว|พรุ่งนี้|เย็นนี้|คืนนี้|สิ้นเดือน|ค่อย|จะ|รับวัน|ส่งวัน|ขอรับวัน).*$")
_ASIDE = says(
    "^ (?:จัด)?ส่ง(?:มา|ไป|ให้|ได้|เลย|ด้วย|\\s)*$",
    "^ (?:ขอโทษ|โทษที|รบกวน|เดี๋ยว|ฝาก|เขียน|ห่อ|แพ็ค|ไม่ต้อง|อย่า(?!ง)|พิมพ์?ผิด|<(?:sorry|gift ?wrap|wrap|pack|write)>)",
    "^ (?:ใช้|ตาม|ส่ง)?(?:ที่|ตาม)*(?:ที่อยู่)?เดิม",
    "^ (?:ขอราคา|ขอที่อยู่|ขอเลข|ขอ qr|ขอยอด|ขอบคุณ|สรุปยอด|รวมยอด|คิดเงิน|โอน|ส่งวัน|ส่งเมื่อ|ส่งของ)",
    "^ <(?:thanks?|thank you|how much|total)>",
)


def _price_asked(clause: str) -> list[str]:
    """`ถุงละ 100 ใช่ไหม` behind an order tells the price they reckon with."""
    found = _EACH_PRICE.match(clause)
    return [found[0]] if found else []
