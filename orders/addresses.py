"""A pasted address, Thai or English, as its parts; what is missing is named, and no word of it is lost."""

import re
from dataclasses import dataclass, field

from orders.provinces import PROVINCES

REQUIRED = ("name", "phone", "line", "province", "postal_code")
BANGKOK = "กรุงเทพมหานคร"

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_DIGITS = {0x0E50 + digit: str(digit) for digit in range(10)}
_PHONE = re.compile(r"(?<!\d)(?:\+?66|0066|0)[\s-]?\d(?:[\s-]?\d){7,8}(?!\d)")
_POSTCODE = re.compile(r"(?<![\d/-])[1-9]\d{4}(?![\d/-])")
# In one piece or in the groups in which it is printed: a room and a phone number are no tax id.
_TAX_ID = re.compile(r"(?<!\d)(?:\d{13}|\d-\d{4}-\d{5}-\d{2}-\d|\d \d{4} \d{5} \d{2} \d)(?!\d)")
#: The office a receipt is for: five digits, or the head office, which is 00000.
_BRANCH = re.compile(r"(?:สาขา(?:ที่)?|branch(?:\s+no\.?)?)\s*(\d{5})(?!\d)|(สำนักงานใหญ่|head office)", re.I)
_TAX_LABEL = re.compile(r"เลขประจำตัวผู้เสียภาษี(?:อากร)?|เลขผู้เสียภาษี|tax\s*id\.?\s*:?", re.I)
_LABELS = re.compile(
    r"(?:ชื่อผู้รับ|ชื่อ|ที่อยู่|เบอร์โทร|เบอร์|โทรศัพท์|โทร|ผู้รับ|name|address|phone|tel)\s*[.:：]\s*|โทร\.?\s*(?=\d)"
    r"|(?:ชื่อผู้รับ|ชื่อ|ที่อยู่|เบอร์โทรศัพท์|เบอร์โทร|เบอร์|โทรศัพท์|โทร|ผู้รับ)\.?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_PREFIXES = r"ตำบล|แขวง|ต\.|อำเภอ|เขต|อ\.|จังหวัด|จ\."
_PLACE = rf"\s*((?:(?!{_PREFIXES})[^\s,])+)"
_PARTS = {
    "subdistrict": re.compile(rf"(?:ตำบล|แขวง|ต\.){_PLACE}"),
    "district": re.compile(rf"(?:อำเภอ|เขต|อ\.){_PLACE}"),
    "province": re.compile(rf"(?:จังหวัด|จ\.){_PLACE}|(กรุงเทพมหานคร|กรุงเทพฯ?|กทม\.?)"),
}
_BANGKOK = re.compile(r"กรุงเทพ|กทม")
# A province without its prefix is believed only at the end of a line; and somebody may be called ณ ลำปาง.
_PROVINCE = re.compile(
    r"(?:(?<=^)|(?<=[\s,]))(?<!ณ )("
    + "|".join([*PROVINCES, *(name.replace(" ", r"\s?") for name in PROVINCES.values())])
    + r")(?=[ \t,.]*$)",
    re.IGNORECASE | re.MULTILINE,
)
_STARTS_ADDRESS = re.compile(r"\d|บ้านเลขที่|หมู่|ซอย|ถนน|คอนโด|อาคาร|ตึก")


@dataclass(frozen=True, slots=True)
class ReadAddress:
    """`parts` has the keys of an address that were found; `missing` names those an order needs and were not."""

    parts: dict[str, str]
    missing: list[str] = field(default_factory=list)


def read_address(text: str) -> ReadAddress:
    """Name, phone, house line, subdistrict, district, province, postcode and tax id out of one blob."""
    rest = _UNSEEN.sub("", text).translate(_DIGITS).strip()
    parts: dict[str, str] = {}
    if match := _BRANCH.search(rest):
        parts["branch"] = match[1] or "00000"
        rest = rest[: match.start()] + "\n" + rest[match.end() :]
    rest = _TAX_LABEL.sub(" ", rest)
    for name, pattern in (("tax_id", _TAX_ID), ("phone", _PHONE), ("postal_code", _POSTCODE)):
        if match := pattern.search(rest):
            parts[name] = re.sub(r"\D", "", match[0])
            rest = _without(rest, match)
    if phone := parts.get("phone"):
        parts["phone"] = re.sub("^(0066|66)", "0", phone)
    for name, pattern in _PARTS.items():
        if match := pattern.search(rest):
            found = next(group for group in match.groups() if group)
            parts[name] = BANGKOK if name == "province" and _BANGKOK.match(found) else found
            rest = _without(rest, match)
    if "province" not in parts and (ends := list(_PROVINCE.finditer(rest))):
        parts["province"] = " ".join(ends[-1][1].split())
        rest = _without(rest, ends[-1])
    rest = _LABELS.sub(" ", rest)
    chunks = [" ".join(chunk.split()).strip(" ,") for chunk in rest.splitlines()]
    words = " \n ".join(chunk for chunk in chunks if chunk)
    if words:
        start = _STARTS_ADDRESS.search(words)
        name = words[: start.start()] if start else words.split("\n")[0]
        if name.strip():
            parts["name"] = " ".join(name.split())
        if line := " ".join(words[len(name) :].split()):
            parts["line"] = line
    ordered = ("name", "phone", "line", "subdistrict", "district", "province", "postal_code", "tax_id", "branch")
    result = {key: parts[key] for key in ordered if key in parts} | {"country": "TH"}
    return ReadAddress(result, [key for key in REQUIRED if key not in parts])


def _without(text: str, found: re.Match[str]) -> str:
    return text[: found.start()] + "\n" + text[found.end() :]
