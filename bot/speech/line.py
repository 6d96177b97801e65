"""One line being heard: plain, with everything that was found in it, looked for once and only when asked."""

import re
from functools import cached_property
from typing import Any

from bot.speech.cues import Cue, cues_in
from bot.speech.goods import Goods, goods_in
from bot.speech.meaning import Moment
from bot.speech.normal import MARK, is_polite, lower, plain
from bot.speech.saying import says
from bot.speech.settings import Settings, carrier_of, settings_in
from bot.words import clean, flatten

_ORDER = says("{bill} (?:ของ\\S*)? {no}", "#\\s?(~?\\d{1,9})(?!\\d)")
_TWO = says(
    "(?:{bill}|รวม|<(?:merge|combine)(?: orders?| bills?)?>) {no} (?:รวม|มารวม|เ"
    "อามารวม)?(?:กับ|และ|,(?!\\d{3})|&|\\+|<and>|<with>|"
    "<into>) (?:{bill})? {no}"
)
#: `refund 1024 200`: behind such a word the first number is an order's.
_DEED = says(
    (
        "^ (?:<(?:paid|approve|reject|refund|extend|cancel|track(?:ing)?(?: for)?|shipped|mark|resend|"
        "confirm|fulfill|hold|release|void|remind|reopen|edit|split(?: order)?|parcel|give|"
        "reject slip|slip(?: for)?|(?:got )?payment for|"
        "(?:print |make )?receipt(?: for)?|tax invoice for)>|รับเงิน|ยืนยันสลิป|ปฏิเสธสลิป|"
        "คืนเงิน|ต่ออายุ|จัดส่ง(?:แล้ว)?|เลขพัสดุ|สลิป|ส่งซ้ำ|"
        "ยกเลิก) #?(~?\\d{2,9})(?![\\d.%])(?! (?:บาท|ตัว|ชิ้น|baht|pcs))"
    ),
    "^ #?(~?\\d{2,9}) (?=<(?:(?:is|was|has been) )?(?:paid|shipped|sent|delivered|returned)>)",
    "<(?:for|reminder for|mark)> #?(~?\\d{2,9}) (?=$|as>)",
)
_TRACKING = says("{tracking}")
_CARRIER = says("({carrier})(?![a-z])")
_CUSTOMER = re.compile(
    r"(?:ลูกค้า\s*)?(?:ชื่อ\s*)?((?:(?:คุณ|พี่|น้อง|เจ๊|ป้า(?!ย)|ลุง|เฮีย|ซ้อ)(?!เ(?:ขา|ค้า)|ลูกค้า|แอด)|(?<=ลูกค้าชื่อ)|(?<=ชื่อลูกค้า))\s?[\u0e01-\u0e4e]+?"
    r"|(?:คุณ|พี่|น้อง|[Kk]hun |k\.)\s?[A-Za-z]+)"
    r"(?=\s|$|\||แล้ว|ด้วย|หน่อย|ผ่าน|ยัง|เอา|สั่ง|รับ|ขอ|จอง|โอน|จ่าย|cf|CF|ซื้อ|ยกเลิก|เพิ่ม|เบิ้ล|เปลี่ยน|ไม่|บอก|แจ้ง|ได้|มารับ|มาเอา|\d|:|,)"
    r"|\bfor\s((?:(?:[Kk]hun|Auntie|Aunty|Uncle|Mr\.?|Ms\.?|Mrs\.?|Miss|P'|Nong)\s?)?[A-Z][a-z]{2,15})(?=\s*(?:$|[|,.:]))|\b([A-Z][a-z]{1,15})'s\s(?:order|bill|parcel|invoice|draft|package|payment|slip)"
)
_PHONE = re.compile(r"(?<![\d-])(?:\+?66|0)[ -]?\d(?:[ -]?\d){7,8}(?!\d)")
_CUSTOMER_TOO = re.compile("(?:พี่|น้อง|ลูกค้า|ให้)เ(?:ขา|ค้า)(?!หลัก)")
#: `แจ้งเลขพัสดุคุณบี`: asked of us, not announced to everybody.
_TOLD_BY_US = says(
    "^ (?:ช่วย|ฝาก)?แจ้ง(?=ยอด|เลข(?:พัสดุ|แทร|ติดตาม)|คลัง|โกดัง)|แจ้ง(?=ลูกค้า(?:เลย|ด้วย|ที|หน่อย| $))|ไม่ต้องแจ้ง(?:ลูกค้า)?"
)
#: Of an order that is named or open, anybody who is not named is its customer.
_THE_CUSTOMER = says(
    "<(?:she|he|they)(?:'s|'d|'ll)?>",
    "เ(?:ขา|ค้า)(?!หลัก|ใหญ่|าท)",
    "เจ้า(?:นี้|นั้น)",
    "<(?:his|her|their) (?:friend|mom|sister|boss|husband|wife)>",
)
#: Said of everybody on a poster, of this order at the counter.
_OF_POSTERS = says("(?<=ลูกค้า)ใหม่|(?<=โอน)เท่านั้น|(?<=ลด)ราคา(?= \\d)|(?<=ซื้อ)เยอะ(?=แล้ว)")
_AMOUNT = says("{amount}")


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


class Line:
    """`text` is the plain line, `fold` the same in lower case, `typed` what was really written."""

    def __init__(self, typed: str, moment: Moment) -> None:
        self.typed = typed
        self.moment = moment
        self.text = plain(typed)
        self.fold = lower(self.text)

    def in_words(self, text: str) -> "Line":
        """The same line in other, plain words."""
        other = Line(self.typed, self.moment)
        other.text, other.fold = text, lower(text)
        return other

    @cached_property
    def cues(self) -> frozenset[Cue]:
        return cues_in(self._spoken)

    @cached_property
    def _spoken(self) -> str:
        """Staff say พี่เขา of the customer they serve; for anybody else he is somebody else."""
        if self.moment.speaker != "merchant":
            return self.fold
        fold = _TOLD_BY_US.sub(" ", _CUSTOMER_TOO.sub("ลูกค้า", self.fold))
        if self.moment.open_order:
            fold = _OF_POSTERS.sub(" ", fold)
        return _THE_CUSTOMER.sub("ลูกค้า", fold) if self.moment.open_order or self.orders else fold

    def cues_at(self, place: int) -> frozenset[Cue]:
        """The cues of the clause that stands here."""
        begin = self.fold.rfind(MARK, 0, place) + 1
        end = self.fold.find(MARK, place)
        return cues_in(self.fold[begin : end if end >= 0 else None])

    @cached_property
    def clauses(self) -> list[str]:
        return [clause.strip() for clause in self.text.split(MARK)]

    @cached_property
    def settings(self) -> Settings:
        return settings_in(self.text, self.fold)

    @cached_property
    def goods(self) -> Goods:
        """The goods when the whole line is nothing but goods and settings."""
        return goods_in(self.settings.rest)

    @cached_property
    def orders(self) -> tuple[str, ...]:
        two, deed = _TWO.search(self.fold), _DEED.search(self.fold)
        found = two.groups() if two else [number for hit in _ORDER.finditer(self.fold) for number in hit.groups()]
        if deed is not None and not any(found):
            found = tuple(filter(None, deed.groups()))[:1]
        return tuple(dict.fromkeys(number.lstrip("0") or "0" for number in found if number))

    @cached_property
    def customer(self) -> str:
        found = _CUSTOMER.search(self.text)
        return (found[1] or found[2] or found[3]).strip() if found else ""

    @cached_property
    def tracking(self) -> str:
        found = _TRACKING.search(self.fold)
        return self.text[found.start() : found.end()].upper() if found else ""

    @cached_property
    def carrier(self) -> str:
        found = _CARRIER.search(self.fold)
        return carrier_of(found[1])[1] if found else ""

    @cached_property
    def phone(self) -> str:
        found = _PHONE.search(flatten(clean(self.typed)))  # not in the plain line: there 555 is laughter
        return re.sub(r"\D", "", found[0]) if found else ""

    @cached_property
    def is_polite(self) -> bool:
        """Said with ค่ะ or ครับ, as one speaks to a shop."""
        return is_polite(self.typed)

    def amount_after(self, place: int) -> int | None:
        """The first amount of money said from this place on, in satang; the number of an order is none."""
        text = _ORDER.sub(_blank, _DEED.sub(_blank, self.fold))
        found = _AMOUNT.search(text, min(place, len(text)))
        return round(float(found[1].replace(",", "")) * 100) if found and len(found[1]) < 12 else None

    def facts(self) -> dict[str, Any]:
        """What the settings told, and whose order it is."""
        told = {name: value for name, value in self.settings.facts.items() if name != "rounded"}
        return {"orders": self.orders, "customer": self.customer} | told
