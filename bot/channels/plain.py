"""A card in plain words, within a number of UTF-16 units."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.cards import Card, Row
from bot.channels.limits import cut_utf16, lead, paragraphs, units_line, utf16_units

#: Rows that stay before notes are given up, and notes before more rows are.
ROWS_BEFORE_NOTES = 5

#: Units below which the beginning of the notes says nothing.
WORTH_CUTTING = 40


@dataclass(frozen=True, slots=True)
class Said:
    """The card in clean words, line by line."""

    head: tuple[str, ...]
    rows: tuple[str, ...]
    totals: tuple[str, ...]
    strong: tuple[str, ...]
    notes: tuple[str, ...]
    extra: tuple[str, ...]
    more: str

    @classmethod
    def of(cls, card: Card, extra: Sequence[str]) -> "Said":
        totals = [
            (total.strong, f"{units_line(total.label, 60)} {units_line(total.amount, 40)}".strip())
            for total in card.totals
        ]
        return cls(
            head=(units_line(card.title, 80), units_line(card.subtitle, 120), lead(card.lead)),
            rows=tuple(row for row in map(_row, card.rows) if row),
            totals=tuple(text for _, text in totals),
            strong=tuple(text for strong, text in totals if strong),
            notes=tuple(map(paragraphs, card.notes)),
            extra=tuple(extra),
            more=card.more_rows,
        )

    @property
    def whole(self) -> str:
        return self.composed(len(self.rows), (*self.notes, *self.extra))

    def within(self, most: int) -> str:
        """At most `most` units. Title, subtitle, lead and strong totals stay; extras, notes and rows give way."""
        few = min(ROWS_BEFORE_NOTES, len(self.rows))
        for notes, least in (((*self.notes, *self.extra), len(self.rows)), (self.notes, few)):
            text = self._longest(notes, least, most)
            if text is not None:
                return text
        bare = self._longest((), 0, most) or replace(self, totals=self.strong)._longest((), 0, most) or ""
        bare = bare or cut_utf16(replace(self, totals=self.strong).composed(0, ()), most)
        room = most - utf16_units(bare) - 2
        notes_cut = cut_utf16(_paragraphs(self.notes), room) if room >= WORTH_CUTTING else ""
        return _paragraphs([bare, notes_cut])

    def _longest(self, notes: Sequence[str], least: int, most: int) -> str | None:
        """With as many rows as fit, but no fewer than `least`; None when those do not fit either."""
        high = len(self.rows)
        if utf16_units(text := self.composed(high, notes)) <= most:
            return text
        low, found = least, None
        while low < high:
            kept = (low + high) // 2
            fits = utf16_units(text := self.composed(kept, notes)) <= most
            low, high, found = (kept + 1, high, text) if fits else (low, kept, found)
        return found

    def composed(self, kept: int, notes: Sequence[str]) -> str:
        rows = [*self.rows[:kept], self._left_out(len(self.rows) - kept)]
        return _paragraphs([*(lines(group) for group in (self.head, rows, self.totals)), *notes])

    def _left_out(self, count: int) -> str:
        """`more_rows` without {count} was already counted by whoever made the card."""
        counts = "{count}" in self.more
        words = self.more.replace("{count}", str(count)) if count or not counts else ""
        return units_line(f"+{count} {words}" if count and not counts else words, 100)


def lines(parts: Sequence[str]) -> str:
    return "\n".join(part for part in parts if part)


def _paragraphs(parts: Sequence[str]) -> str:
    return "\n\n".join(part for part in parts if part)


def _row(row: Row) -> str:
    parts = (units_line(row.name, 120), units_line(row.detail, 120), units_line(row.amount, 40))
    words = " · ".join(part for part in parts if part)
    return f"• {words}" if words else ""
