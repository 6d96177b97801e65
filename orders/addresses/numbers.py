"""The numbers in a pasted address: telephones, a tax number, the postcode. House and room numbers are none of these."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from orders.addresses.places import index

_GAP = r"(?: ?[-–—.] ?| {1,2})?"
_COUNTRY = rf"(?:\+\s?66|0066|(?<![\d/])66){_GAP}(?:\(0\)\s?)?0?"
#: A mobile phone has ten digits and begins 06, 08 or 09, others have nine: https://www.nbtc.go.th
_PHONE = re.compile(
    rf"(?<![\d+])(?<!\d/)(?:\(?0|{_COUNTRY})(?:\)\s?)?{_GAP}"
    rf"(?:[689](?:\)?{_GAP}\d){{8}}|[23457](?:\)?{_GAP}\d){{7}})(?!\d)"
)
#: A telephone and behind it, without a space, the number of the house: ten digits are the telephone.
_GLUED = re.compile(r"(?<!\d)(0[689]\d{8})(?=(\d{1,4}(?:/\d{1,4})?)(\s*)(?:ม\.|หมู่|ซ\.|ซอย|ถ\.|ถนน|ต\.|ตำบล|แขวง))")
#: A postcode and behind it, without a space, a telephone.
_BEHIND_POSTCODE = re.compile(r"(?<!\d)([1-9]\d{4})(?=0[689]\d{8}(?!\d))")
_EXTENSION = re.compile(r"\s*(?:ต่อ|ext\.?|extension|#)\s*\d{1,5}(?![\d-])", re.I)
# In one piece or in the groups in which it is printed: a room and a phone number are no tax id,
# nor is a number dialled from abroad.
_TAX_ID = re.compile(r"(?<!\d)(?!0066[2-9])(?:\d{13}|\d-\d{4}-\d{5}-\d{2}-\d|\d \d{4} \d{5} \d{2} \d)(?!\d)")
_TAX_LABEL = re.compile(
    r"เลข(?:ที่)?(?:ประจำตัว)?(?:ผู้เสียภาษี(?:อากร)?|นิติบุคคล|ประจำตัวประชาชน|บัตรประชาชน)|เลขทะเบียน(?:นิติบุคคล)?|tax\s*(?:payer)?\s*(?:id|no)\.?"
    r"|เลขประจำตัว",
    re.I,
)
#: The office a receipt is for: five digits, or the head office, which is 00000.
_BRANCH = re.compile(r"(?:สาขา(?:ที่)?|branch(?:\s+no\.?)?)\s*[:：]?\s*(\d{5})(?!\d)|(สำนักงานใหญ่|head office)", re.I)
_POSTCODE = re.compile(r"(?<![\d#-])(?<!\d[./])(?:[1-9]\d{4}|[1-9](?: \d){4}(?! ?\d))(?![\d/]|-\d)")
_POSTCODE_LABEL = re.compile(
    r"(?:รหัส\s*(?:ไปรษณีย์|ปณ\.?|ป\.ณ\.)?|ไปรษณีย์|(?<!ตู้ )(?<!ตู้)ปณ\.?|ป\.ณ\.|zip(?:\s*code)?|post(?:al)?\s*code)"
    r"\s*[.:：]?\s*$",
    re.I,
)
_PHONE_LABEL = re.compile(
    r"(?:เบอร์(?:มือถือ|ติดต่อ|โทร(?:ศัพท์)?|กลับ|สำรอง|บ้าน|ผู้รับ)*|โทร(?:ศัพท์)?(?:มือถือ)?|มือถือ|หมายเลขโทรศัพท์"
    r"|(?<![a-z])(?:tel(?:ephone)?|phone(?:\s*n(?:o|umber))?|mobile|mob|cell|call|ph|contact|t|m))"
    r"\s*(?:\(?(?:tel|phone)\)?)?\s*[.:：;=-]*\s*$",
    re.I,
)
#: Between two numbers of one person.
_OR = re.compile(r"[\s,/]*(?:หรือ|และ|กับ|or|and|/|,)[\s,/]*$", re.I)
_FAX = re.compile(r"(?:แฟกซ์|โทรสาร|fax)\s*[.:：]?\s*$", re.I)

Span = tuple[int, int]


@dataclass(slots=True)
class Numbers:
    """`spans`: what of the text has been read, labels included. `asides`: numbers beside the first telephone."""

    phones: list[str] = field(default_factory=list)
    tax_id: str = ""
    branch: str = ""
    postal_code: str = ""
    postal_code_at: Span = (-1, -1)
    phone_spans: list[Span] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)


def apart(text: str) -> str:
    """Numbers that were typed into one are two, where their digits allow."""
    text = _GLUED.sub(lambda match: match[1] + " " * (not _may_be_tax_id(match[1] + match[2], match[3])), text)
    return _BEHIND_POSTCODE.sub(lambda match: match[1] + " " * (match[1] in index().by_postcode), text)


def _may_be_tax_id(digits: str, gap: str) -> bool:
    """Thirteen digits that stand alone, or whose last one tells the sum of the others: firms of the south begin 08."""
    if len(digits) != 13 or not digits.isdigit():
        return False
    weighed = sum(int(digit) * weight for digit, weight in zip(digits[:12], range(13, 1, -1), strict=True))
    return bool(gap) or (11 - weighed % 11) % 10 == int(digits[12])


def read_numbers(text: str) -> Numbers:
    found = Numbers()
    if match := _BRANCH.search(text):
        found.branch = match[1] or "00000"
        if match[1]:
            found.spans.append(match.span())
    if match := _TAX_ID.search(text):
        found.tax_id = re.sub(r"\D", "", match[0])
        found.spans.append(match.span())
    for label in _TAX_LABEL.finditer(text) if found.tax_id else ():
        found.spans.append((label.start(), _past_colon(text, label.end())))
    _read_phones(text, found)
    _read_postcode(text, found)
    return found


def _read_phones(text: str, found: Numbers) -> None:
    for match in _PHONE.finditer(text):
        if _in(match.start(), found.spans) or _FAX.search(text, 0, match.start()):
            continue
        digits = re.sub(r"\D", "", match[0])
        local = digits.removeprefix("00") if digits.startswith("0066") else digits
        local = "0" + local.removeprefix("66").lstrip("0") if local.startswith("66") else local
        begin, end = match.span()
        if (label := _PHONE_LABEL.search(text, max(0, begin - 40), begin)) and not _in(label.start(), found.spans):
            begin = label.start()
        elif text[begin - 1 : begin].isascii() and text[begin - 1 : begin].isalpha():
            continue  # the number of goods: B02
        if found.phones and (joined := _OR.search(text, found.phone_spans[-1][1], begin)):
            begin = joined.start()
        if extension := _EXTENSION.match(text, end):
            end = extension.end()
            found.asides.append(extension[0].strip())
        if found.phones and local not in found.phones:
            found.asides.append(match[0].strip())
        if local not in found.phones:
            found.phones.append(local)
        found.phone_spans.append((begin, end))
        found.spans.append((begin, end))


def _read_postcode(text: str, found: Numbers) -> None:
    """The last number that is a postcode of the country; else the one that is called so, or stands last."""
    seen = [match for match in _POSTCODE.finditer(text) if not _in(match.start(), found.spans)]
    if not seen:
        return
    known = index().by_postcode

    def worth(match: re.Match[str]) -> tuple[bool, bool, int]:
        called = _POSTCODE_LABEL.search(text, max(0, match.start() - 20), match.start())
        return bool(called), match[0].replace(" ", "") in known, match.start()

    best = max(seen, key=worth)
    called, listed, _ = worth(best)
    if not (called or listed or len(best[0]) == 5):
        return
    found.postal_code = best[0].replace(" ", "")
    found.postal_code_at = best.span()
    label = _POSTCODE_LABEL.search(text, max(0, best.start() - 20), best.start())
    found.spans.append((label.start() if label else best.start(), best.end()))


def _past_colon(text: str, at: int) -> int:
    return at + len(text[at:]) - len(text[at:].lstrip(" :："))


def _in(at: int, spans: list[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


def without(text: str, spans: list[Span], filler: str = "\n") -> str:
    """The text with these spans blanked, of the same length."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = filler * (end - start)
    return "".join(letters)


def between(text: str, spans: list[Span]) -> Iterator[Span]:
    """What stands between these spans, line by line."""
    at = 0
    for start, end in [*sorted(spans), (len(text), len(text))]:
        for line in re.finditer(r"[^\n]+", text[at:start]) if start > at else ():
            yield at + line.start(), at + line.end()
        at = max(at, end)
