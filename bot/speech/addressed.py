"""An address in a line: whether there is a whole one, and what was said in front of it."""

import re
from collections.abc import Iterator

from bot.speech.line import Line
from bot.speech.saying import says

_PLACE = says(
    "(?:ต\\.|ตำบล|แขวง|อ\\.|อำเภอ|เขต|จ\\.|จังหวัด|หมู่|ม\\.|ซ\\.|ซอย|ถ\\.|ถนน|<(?:road|rd|soi|moo|"
    "bangkok|street|district)>|กทม|กรุงเทพ)"
)
_POSTCODE = re.compile(r"(?<!\d)[1-9]\d{4}(?!\d)")
#: Where the address begins: what says so first, then the name it is for, then the ends of clauses.
_BEGINS = (
    says("(?:จัด)?ส่ง(?:ไป|มา)?(?:ที่|ถึง)|ที่อยู่|<(?:ship to|address|deliver to|send to)>"),
    says("ชื่อ(?:ผู้รับ)?|<name>|(?:จัด)?ส่ง(?= \\S)|\\||\\n"),
)


def has_place(line: Line) -> bool:
    """A word of an address, or a postcode."""
    return _PLACE.search(line.fold) is not None or _POSTCODE.search(line.fold) is not None


def is_whole(line: Line) -> bool:
    """Two words of an address with a postcode or a phone number."""
    found = _POSTCODE.search(line.fold) is not None or bool(line.phone)
    return found and len(_PLACE.findall(line.fold)) >= 2


def parted(line: Line) -> Iterator[tuple[Line, str]]:
    """What may have been said in front of the address, with the address, the likeliest first."""
    for begins in _BEGINS:
        for cut in begins.finditer(line.fold):
            if before := line.text[: cut.start()].strip(" |\n"):
                yield Line(before, line.moment), line.text[cut.start() :].strip(" |\n")
