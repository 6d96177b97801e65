"""A pasted address, Thai or English, as its parts; what is missing is named, and no word of it is lost."""

import re
from dataclasses import dataclass, field

REQUIRED = ("name", "phone", "line", "province", "postal_code")

_PHONE = re.compile(r"(?<!\d)(?:\+?66|0)[\s-]?\d(?:[\s-]?\d){7,8}(?!\d)")
_POSTCODE = re.compile(r"(?<!\d)[1-9]\d{4}(?!\d)")
_TAX_ID = re.compile(r"(?<!\d)\d(?:[\s-]?\d){12}(?!\d)")
_LABELS = re.compile(
    r"(?:ชื่อผู้รับ|ชื่อ|ที่อยู่|เบอร์โทร|เบอร์|โทรศัพท์|โทร|ผู้รับ|name|address|phone|tel)\s*[.:：]\s*|โทร\.?\s*(?=\d)", re.I
)
_PARTS = {
    "subdistrict": re.compile(r"(?:ตำบล|แขวง|ต\.)\s*(\S+)"),
    "district": re.compile(r"(?:อำเภอ|เขต|อ\.)\s*(\S+)"),
    "province": re.compile(r"(?:จังหวัด|จ\.)\s*(\S+)|(กรุงเทพมหานคร|กรุงเทพฯ?|กทม\.?)"),
}
_BANGKOK = re.compile(r"กรุงเทพ|กทม")
_STARTS_ADDRESS = re.compile(r"\d|บ้านเลขที่|หมู่|ซอย|ถนน|คอนโด|อาคาร|ตึก")


@dataclass(frozen=True, slots=True)
class ReadAddress:
    """`parts` has the keys of an address that were found; `missing` names those an order needs and were not."""

    parts: dict[str, str]
    missing: list[str] = field(default_factory=list)


def read_address(text: str) -> ReadAddress:
    """Name, phone, house line, subdistrict, district, province, postcode and tax id out of one blob."""
    rest = text.strip()
    parts: dict[str, str] = {}
    for name, pattern in (("tax_id", _TAX_ID), ("phone", _PHONE), ("postal_code", _POSTCODE)):
        if match := pattern.search(rest):
            parts[name] = re.sub(r"\D", "", match[0])
            rest = rest[: match.start()] + "\n" + rest[match.end() :]
    for name, pattern in _PARTS.items():
        if match := pattern.search(rest):
            found = next(group for group in match.groups() if group)
            parts[name] = "กรุงเทพมหานคร" if _BANGKOK.match(found) else found
            rest = rest[: match.start()] + "\n" + rest[match.end() :]
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
    ordered = ("name", "phone", "line", "subdistrict", "district", "province", "postal_code", "tax_id")
    result = {key: parts[key] for key in ordered if key in parts} | {"country": "TH"}
    return ReadAddress(result, [key for key in REQUIRED if key not in parts])
