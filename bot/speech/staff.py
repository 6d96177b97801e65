"""How staff speak: the tables in the order they are tried."""

from bot.speech.line import Line
from bot.speech.meaning import NOTHING, Meaning
from bot.speech.rows import first_that_holds
from bot.speech.staff_asks import ASKED
from bot.speech.staff_changes import CHANGES
from bot.speech.staff_deeds import AFTERWARDS, OPEN
from bot.speech.staff_goods import goods_of, settings_of
from bot.speech.staff_papers import PAPERS
from bot.speech.staff_shop import SHOP

ROWS = (*ASKED, *SHOP, *PAPERS, *AFTERWARDS, *OPEN, *CHANGES)


def staff_say(line: Line) -> Meaning:
    return first_that_holds(ROWS, line) or settings_of(line) or goods_of(line) or NOTHING
