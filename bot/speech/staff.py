"""How staff speak: the tables in the order they are tried."""

import re
from dataclasses import replace

from bot.speech.addressed import is_whole, parted
from bot.speech.line import Line
from bot.speech.meaning import NOTHING, Meaning
from bot.speech.rows import TALK, first_that_holds
from bot.speech.staff_asks import ASKED
from bot.speech.staff_changes import CHANGES
from bot.speech.staff_deeds import AFTERWARDS, OPEN
from bot.speech.staff_freely import AFTERWARDS as AFTERWARDS_FREELY
from bot.speech.staff_freely import BETWEEN_ORDERS, IN_DRAFT
from bot.speech.staff_goods import goods_of, settings_of
from bot.speech.staff_papers import PAPERS
from bot.speech.staff_queries import COMMANDED, QUERIES
from bot.speech.staff_shop import SHOP
from bot.speech.staff_swaps import SWAPS

ROWS = (
    *COMMANDED,
    *ASKED,
    *QUERIES,
    *SHOP,
    *PAPERS,
    *BETWEEN_ORDERS,
    *AFTERWARDS,
    *AFTERWARDS_FREELY,
    *OPEN,
    *CHANGES,
    *SWAPS,
    *IN_DRAFT,
)


#: How staff begin what they ask for, and how they write of a customer.
_NICELY = re.compile(
    (
        r"^\s*(?:(?:hi|hey|ok|okay|so|oh)[,\s]+)?(?:can|could|would|will)\s+(?:you|u)\s+(?"
        r":just\s+|now\s+)?(?!.*\?)|^\s*kindly\s+"
    ),
    re.IGNORECASE,
)
_SHORT = re.compile(r"(?<![\u0e01-\u0e4e])ลค\.?\s?(?=[\u0e01-\u0e4eA-Za-z])")


def staff_say(line: Line) -> Meaning:
    plainly = _SHORT.sub("ลูกค้า", _NICELY.sub("", line.text))
    if plainly != line.text:
        line = line.in_words(plainly)
    return _ordered_before(line) or first_that_holds(ROWS, line) or settings_of(line) or goods_of(line) or NOTHING


def _ordered_before(line: Line) -> Meaning | None:
    """An order and where it goes in one message: `คุณต้น A01 3 ตัว ที่อยู่ 55 ม.2 ...`."""
    if not is_whole(line) or line.cues & TALK:
        return None
    for before, address in parted(line):
        order = goods_of(before)
        if order is not None and order.acts and order.items:
            return replace(order, address=address)
    return None
