"""What the console prints with: sentences in the person's language, tables for people, JSON for programs."""

import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.language import Words, words

#: Wider than any row: what is piped is never wrapped or cut.
PIPED_WIDTH = 10_000
#: Characters that turn the reading direction; in a terminal they would make one cell look like another.
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def spoken(environ: Mapping[str, str] | None = None) -> Words:
    """The words of the terminal's language: Thai when LC_ALL, LC_MESSAGES or LANG (the first that is set) begins
    with `th`, else English."""
    known = os.environ if environ is None else environ
    locale = next((known[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if known.get(name)), "")
    return words("th" if locale.lower().startswith("th") else "en")


def say(key: str, **facts: object) -> str:
    """The console's sentence of `key` with its facts made harmless."""
    shown = {name: harmless(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
    return spoken().say(f"console.{key}", **shown)


def harmless(text: str, *, most: int | None = None) -> str:
    """Text without what could drive a terminal: control characters and turns of the reading direction."""
    plain = _TURNING.sub("", text)
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in plain)
    return plain if most is None or len(plain) <= most else f"{plain[: most - 1]}…"


def show(line: str) -> None:
    print(line)


def complain(line: str) -> None:
    print(line, file=sys.stderr)


def show_json(document: Any) -> None:
    """One JSON document on stdout and nothing else."""
    print(json.dumps(document, ensure_ascii=False, indent=2))


def show_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, right: Iterable[str] = ()) -> None:
    """Columns are keys of `console.column.<key>`; those in `right` hold numbers. Piped, it is plain and never cut."""
    # Not above: every start of the server would pay for it.
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    is_screen = sys.stdout.isatty()
    table = Table(box=SIMPLE_HEAD if is_screen else None, pad_edge=is_screen, header_style="bold")
    numbers = set(right)
    for column in columns:
        table.add_column(
            say(f"column.{column}"), justify="right" if column in numbers else "left", no_wrap=not is_screen
        )
    for row in rows:
        table.add_row(*(Text(harmless(_cell(value))) for value in row))
    Console(file=sys.stdout, width=None if is_screen else PIPED_WIDTH, highlight=False).print(table)


def moment(at: str | None, zone: str) -> str:
    """A time of a JSON document as people of the shop read it; "" for none."""
    return "" if at is None else spoken().moment(datetime.fromisoformat(at), zone)


def _cell(value: object) -> str:
    return "" if value is None else str(value)
