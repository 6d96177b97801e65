"""A row of the tables of intents: who means what by which words, and when that may act."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.speech.cues import Cue
from bot.speech.line import Line
from bot.speech.meaning import Intent, Meaning

#: When a row acts: never; always; when it says how many (`counted`); when an order is open here; when one is open or
#: named, by its number or its customer.
Acts = Literal["never", "always", "open", "named", "counted"]
Tells = Callable[[Line, re.Match[str]], dict[str, Any]]

#: What makes talk of any words.
TALK: frozenset[Cue] = frozenset(
    {"question", "conditional", "wish", "hesitation", "poster", "announcement", "greeting", "idiom", "others", "past"}
)
#: What makes talk of words that can hardly mean anything else.
DOUBT: frozenset[Cue] = frozenset({"question", "conditional", "wish", "poster"})
#: What makes a question of it, whatever is asked.
IF: frozenset[Cue] = frozenset({"question", "conditional"})
NONE: frozenset[Cue] = frozenset()


def cues(*names: Cue) -> frozenset[Cue]:
    return frozenset(names)


@dataclass(frozen=True, slots=True)
class Row:
    """`says` is searched in the plain line; a cue of `unless` makes talk of it; `needs`: only with an order open.
    `by_clause`: only the cues of the same clause count. A cue of `quieted` leaves it meant, and keeps it from acting:
    somebody asks whether they may.

    `examples` are sentences that mean this, said while an order is open; a test hears them all.
    """

    intent: Intent
    says: re.Pattern[str]
    examples: tuple[str, ...]
    acts: Acts = "never"
    unless: frozenset[Cue] = DOUBT
    needs: bool = False
    by_clause: bool = False
    quieted: frozenset[Cue] = NONE
    tells: Tells | None = None

    def hear(self, line: Line) -> Meaning | None:
        if self.needs and not line.moment.open_order:
            return None
        found = self.says.search(line.fold)
        if found is None:
            return None
        cues = line.cues_at(found.start()) if self.by_clause else line.cues
        if cues & self.unless:
            return None
        facts = line.facts() | (self.tells(line, found) if self.tells else {})
        return replace(Meaning(self.intent, **facts), acts=self._may_act(line, facts) and not cues & self.quieted)

    def _may_act(self, line: Line, facts: dict[str, Any]) -> bool:
        match self.acts:
            case "never":
                return False
            case "always":
                return True
            case "counted":
                return facts.get("stock") is not None
            case "open":
                return line.moment.open_order
            case "named":
                return line.moment.open_order or bool(line.orders or line.customer)


def first_that_holds(rows: Iterable[Row], line: Line) -> Meaning | None:
    return next((meaning for row in rows if (meaning := row.hear(line)) is not None), None)
