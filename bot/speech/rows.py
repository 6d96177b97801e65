"""A row of the tables of intents: who means what by which words, and when that may act."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.speech.cues import Cue
from bot.speech.line import Line
from bot.speech.meaning import Intent, Meaning

#: When a row acts: never; always; when it says how many (`counted`); when an order is open here; when one is open or
#: named, by its number or its customer; or when a parcel is (`parcel`).
Acts = Literal["never", "always", "open", "named", "parcel", "counted"]
Tells = Callable[[Line, re.Match[str]], dict[str, Any]]

#: What makes talk of any words.
TALK: frozenset[Cue] = frozenset(
    {
        "question",
        "conditional",
        "wish",
        "hesitation",
        "poster",
        "announcement",
        "greeting",
        "idiom",
        "others",
        "past",
        "astray",
    }
)
#: What makes talk of words that can hardly mean anything else.
DOUBT: frozenset[Cue] = frozenset({"question", "conditional", "wish", "poster", "astray"})
#: What makes a question of it, whatever is asked.
IF: frozenset[Cue] = frozenset({"question", "conditional"})
NONE: frozenset[Cue] = frozenset()


def cues(*names: Cue) -> frozenset[Cue]:
    return frozenset(names)


@dataclass(frozen=True, slots=True)
class Row:
    """`says` is searched in the plain line; a cue of `unless` makes talk of it; `needs`: only with an order open.
    `of_order`: only with an order open, or with one named by its number or its customer.
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
    of_order: bool = False
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
        if self.of_order and not _has_order(line, facts):
            return None
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
            case "parcel":
                return bool(line.tracking) or _has_order(line, facts)
            case "named":
                return _has_order(line, facts)


def _has_order(line: Line, facts: dict[str, Any]) -> bool:
    return line.moment.open_order or bool(line.orders or line.customer or facts.get("orders"))


def first_that_holds(rows: Iterable[Row], line: Line) -> Meaning | None:
    return next((meaning for row in rows if (meaning := row.hear(line)) is not None), None)
