"""What we say, without a platform: texts, pictures and cards, already in the reader's language.

`scenes` makes these from orders; `channels/*` render them within their platform's limits. They travel through the
outbox as JSON, so everything here is made of strings, numbers and lists.
"""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Tone = Literal["plain", "good", "warning", "bad"]


@dataclass(frozen=True, slots=True)
class Button:
    """Exactly one of `say` (command text, spoken for the person who taps), `url` and `copy` (to the clipboard).

    Raises ValueError otherwise.
    """

    label: str
    say: str | None = None
    url: str | None = None
    copy: str | None = None
    primary: bool = False

    def __post_init__(self) -> None:
        if sum(way is not None for way in (self.say, self.url, self.copy)) != 1:
            raise ValueError(f"button {self.label!r} needs exactly one of say, url, copy")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of goods or of an order list: what, how (`2 x 199`), and how much."""

    name: str
    detail: str = ""
    amount: str = ""
    say: str | None = None


@dataclass(frozen=True, slots=True)
class Total:
    label: str
    amount: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """`url` and `preview_url` are https (LINE refuses http)."""

    url: str
    preview_url: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One message: a receipt-like card. `short` is what a notification shows: number and total, in words.

    `kind` is one of COMMANDS.md section 5 (draft, invoice, confirmed, ...). `more_rows` says "and 12 more items" when
    rows were left out; channels use it (with `{count}`) when they have to leave out rows themselves. `lead` is what the
    shop itself says first, in a few lines.
    """

    kind: str
    title: str
    short: str
    subtitle: str = ""
    tone: Tone = "plain"
    image_url: str = ""
    rows: tuple[Row, ...] = ()
    totals: tuple[Total, ...] = ()
    notes: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    more_rows: str = ""
    lead: str = ""


Part = Text | Picture | Card
KINDS: dict[str, type[Text] | type[Picture] | type[Card]] = {"text": Text, "picture": Picture, "card": Card}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is said in one go: at most five parts leave as one call; quick replies hang on the last."""

    parts: tuple[Part, ...]
    quick: tuple[Button, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "parts": [{"type": _name(part), **asdict(part)} for part in self.parts],
            "quick": [asdict(button) for button in self.quick],
        }


def outgoing_from_json(data: dict[str, Any]) -> Outgoing:
    """The inverse of `Outgoing.to_json`."""
    return Outgoing(
        parts=tuple(_part(dict(part)) for part in data["parts"]),
        quick=tuple(Button(**button) for button in data["quick"]),
    )


def say(*parts: Part | str, quick: tuple[Button, ...] = ()) -> Outgoing:
    return Outgoing(tuple(Text(part) if isinstance(part, str) else part for part in parts), quick)


def _name(part: Part) -> str:
    return next(name for name, kind in KINDS.items() if isinstance(part, kind))


def _part(data: dict[str, Any]) -> Part:
    kind = KINDS[data.pop("type")]
    if kind is Card:
        data["rows"] = tuple(Row(**row) for row in data["rows"])
        data["totals"] = tuple(Total(**total) for total in data["totals"])
        data["notes"] = tuple(data["notes"])
        data["buttons"] = tuple(Button(**button) for button in data["buttons"])
    return kind(**data)
