"""The state tables, and the one function that steps through them.

A table says which verb leads from which state to which; what is not in it is refused. The words are the same in the
database, in JSON and in the tests that walk every table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Table = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Refusal:
    """An expected "no": a key of templates/words `refused.<reason>` and the facts of its sentence."""

    reason: str
    facts: dict[str, object] = field(default_factory=dict)


#: verb -> {state it may be done in: state it leads to}
ORDER: Table = {
    "issue": {"draft": "new"},
    "revise": {"new": "new", "confirmed": "new", "expired": "new"},
    "confirm": {"new": "confirmed"},
    "cancel": {"draft": "cancelled", "new": "cancelled", "confirmed": "cancelled", "expired": "cancelled"},
    "make_draft": {"new": "draft", "confirmed": "draft", "expired": "draft"},
    "expire": {"new": "expired", "confirmed": "expired"},
    "reopen": {"expired": "new"},
    "reopen_confirmed": {"expired": "confirmed"},
    "complete": {"confirmed": "completed"},
}


def step(table: Table, state: str, verb: str) -> str | Refusal:
    """The state after `verb`, or a Refusal naming both."""
    to = table[verb].get(state)
    return to if to is not None else Refusal(f"cannot_{verb}", {"stage": state})
