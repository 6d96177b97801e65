"""Checks for JSON requests: each names the property and what is wrong with it.

A check is called with (value, where, problems) and adds what it finds. Shapes are put together
from small checks, so that a table of them reads like the vendor's reference.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from simulator.counting import graphemes, utf16_units

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a request: a sentence, and the property it is about (``messages[0].text``)."""

    message: str
    property: str


Problems = list[Problem]
Check = Callable[[Any, str, Problems], None]


def check(value: Any, against: Check, at: str = "") -> Problems:
    """Everything wrong with `value`, in the order found; empty when it is right."""
    problems: Problems = []
    against(value, at, problems)
    return problems


def shape(
    *,
    needs: Mapping[str, Check] | None = None,
    may: Mapping[str, Check] | None = None,
    rules: Sequence[Check] = (),
) -> Check:
    """An object with the properties it needs and may have; any other property is refused."""
    needed, known = dict(needs or {}), {**(may or {}), **(needs or {})}

    def inner(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.append(Problem("Must be an object", at))
            return
        for name in needed:
            if value.get(name) is None:
                problems.append(Problem("May not be empty", _join(at, name)))
        for name, part in value.items():
            if name not in known:
                problems.append(Problem("Unknown property", _join(at, name)))
            elif part is not None:
                known[name](part, _join(at, name), problems)
        for rule in rules:
            rule(value, at, problems)

    return inner


def one_of_kinds(table: Mapping[str, Check], key: str = "type") -> Check:
    """An object whose `key` selects the shape; the table may still grow while shapes refer to each other."""

    def inner(value: Any, at: str, problems: Problems) -> None:
        kind = value.get(key) if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in table:
            names = ", ".join(table)
            problems.append(Problem(f"Must be one of the following values: [{names}]", _join(at, key)))
        else:
            table[kind](value, at, problems)

    return inner


def listed(item: Check, low: int, high: int) -> Check:
    """An array of `low` to `high` items."""

    def inner(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, list):
            problems.append(Problem("Must be an array", at))
            return
        if not low <= len(value) <= high:
            problems.append(Problem(f"Size must be between {low} and {high}", at))
        for index, part in enumerate(value):
            item(part, f"{at}[{index}]", problems)

    return inner


def text(low: int, high: int, unit: Callable[[str], int] = utf16_units) -> Check:
    """A string of `low` to `high` units."""

    def inner(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, str):
            problems.append(Problem("Must be a string", at))
        elif low and not value:
            problems.append(Problem("May not be empty", at))
        elif not low <= unit(value) <= high:
            problems.append(Problem(f"Length must be between {low} and {high}", at))

    return inner


def label(low: int, high: int) -> Check:
    """A string of `low` to `high` grapheme clusters."""
    return text(low, high, graphemes)


def matching(pattern: str, told: str) -> Check:
    """A string that matches the whole pattern; `told` says what it should be."""
    compiled = re.compile(pattern)

    def inner(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            problems.append(Problem(told, at))

    return inner


def choice(*words: str) -> Check:
    """One of these words."""

    def inner(value: Any, at: str, problems: Problems) -> None:
        if value not in words:
            problems.append(Problem(f"Must be one of the following values: [{', '.join(words)}]", at))

    return inner


def number(low: float, high: float, *, whole: bool = True) -> Check:
    """A number between the two; whole unless said otherwise. A boolean is no number."""

    def inner(value: Any, at: str, problems: Problems) -> None:
        fits = isinstance(value, int) if whole else isinstance(value, int | float)
        if not fits or isinstance(value, bool):
            problems.append(Problem("Must be a whole number" if whole else "Must be a number", at))
        elif not low <= value <= high:
            problems.append(Problem(f"Must be between {low} and {high}", at))

    return inner


def yes_or_no(value: Any, at: str, problems: Problems) -> None:
    """True or false."""
    if not isinstance(value, bool):
        problems.append(Problem("Must be true or false", at))


def anything(value: Any, at: str, problems: Problems) -> None:
    """No rule of its own."""


def refused(told: str) -> Check:
    """A property the platform knows and does not take here."""

    def inner(value: Any, at: str, problems: Problems) -> None:
        problems.append(Problem(told, at))

    return inner


def link(*schemes: str, high: int) -> Check:
    """A percent-encoded URL of one of the schemes and at most `high` characters."""

    def inner(value: Any, at: str, problems: Problems) -> None:
        if not isinstance(value, str) or not value:
            problems.append(Problem("May not be empty", at))
            return
        if len(value) > high:
            problems.append(Problem(f"Length must be between 0 and {high}", at))
        if scheme_of(value) not in schemes:
            problems.append(Problem("Invalid URI scheme", at))
        elif not value.isascii() or re.search(r"[\s<>\"\\^`{|}\x00-\x1f\x7f]", value):
            problems.append(Problem("Invalid URI: not percent-encoded", at))
        elif scheme_of(value) in ("http", "https") and not urlsplit(value).hostname:
            problems.append(Problem("Invalid URI: no host", at))

    return inner


def scheme_of(value: str) -> str:
    """The scheme in lower case, or an empty string for what is no URL at all."""
    try:
        return urlsplit(value).scheme.lower()
    except ValueError:
        return ""


def _join(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name
