"""What is wrong with a config, in lines a merchant can act on: the full name of the key, then what to do.

A line never repeats the value of a key that may hold a secret; it says what is wrong with it instead.
"""

import difflib
import re
import types
from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

Where = tuple[str | int, ...]


class SettingsError(Exception):
    """The config cannot be used. `problems` holds one line for each mistake."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def explain(error: ValidationError, model: type[BaseModel], origin: Callable[[Where], str | None]) -> list[str]:
    """One line for each mistake, in the order of the keys.

    `origin` names the environment variable a value came from, None when it stands in the file.
    """
    known = dict(keys(model))
    lines = []
    for detail in error.errors(include_url=False):
        where = _subject(detail, known)
        variable = None if detail["type"] in _ABSENT else origin(where)
        lines.append(f"{spoken(where)}: {_words(detail, where, known)}" + (f" ({variable})" if variable else ""))
    return list(dict.fromkeys(lines))


def keys(model: type[BaseModel], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], FieldInfo]]:
    """Every key a config may hold, tables before their contents; `*` is any slug or any place in a list."""
    for name, field in model.model_fields.items():
        yield (*above, name), field
        inner, steps = _inside(field.annotation)
        if inner is not None:
            yield from keys(inner, (*above, name, *steps))


def spoken(where: Sequence[str | int]) -> str:
    """`("shops", "demo", "shipping", 0, "fee")` is `shops.demo.shipping[1].fee`: people count from one."""
    name = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in where)
    return name.removeprefix(".")


def _inside(annotation: Any) -> tuple[type[BaseModel] | None, tuple[str, ...]]:
    """The table a key holds, if it holds one, and the step that leads to it through a list or a dict."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _inside(arguments[0])
    if origin in (Union, types.UnionType):
        held = [_inside(choice) for choice in arguments]
        return next((found for found in held if found[0] is not None), (None, ()))
    if origin in (list, dict):
        inner, steps = _inside(arguments[-1])
        return inner, ("*", *steps)
    return (annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None), ()


def _subject(detail: ErrorDetails, known: dict[tuple[str, ...], FieldInfo]) -> Where:
    """The key a mistake is about: where it was found, or the key its own words begin with ("id must be")."""
    where: Where = tuple(part for part in detail["loc"] if part != "[key]")
    if detail["type"] == "no_channel":
        return where[:-1]
    about = _BEGINS_WITH_A_KEY.match(detail["msg"])
    if about and (*_shape(where, known), about[1]) in known:
        return (*where, about[1])
    return where


_BEGINS_WITH_A_KEY = re.compile(r"Value error, (\w+) (?=is |must )")


def _shape(where: Where, known: dict[tuple[str, ...], FieldInfo]) -> tuple[str, ...]:
    """`where` with `*` for the slug and for places in lists, as `keys` writes it."""
    shape: tuple[str, ...] = ()
    for part in where:
        named = (*shape, str(part))
        shape = named if named in known else (*shape, "*")
    return shape


def _words(detail: ErrorDetails, where: Where, known: dict[tuple[str, ...], FieldInfo]) -> str:
    kind, facts = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown(where, known)
    if kind == "value_error":
        words = detail["msg"].removeprefix("Value error, ")
        return words.removeprefix(f"{where[-1]} ") if where else words
    if kind == "literal_error":
        return f'must be {facts["expected"].replace(chr(39), chr(34))}, not "{detail["input"]}"'
    if len(where) == 2 and where[0] == "shops" and kind == "string_pattern_mismatch":
        return "a shop's short name is 1 to 60 of a-z, 0-9 and -"
    if kind == "too_short" and facts["field_type"] in ("Dictionary", "List"):
        return "is empty"
    if kind in _WORDS:
        return _WORDS[kind].format(**facts, where=spoken(where))
    return detail["msg"][:1].lower() + detail["msg"][1:]


def _unknown(where: Where, known: dict[tuple[str, ...], FieldInfo]) -> str:
    table = _shape(where[:-1], known)
    siblings = [key[-1] for key in known if key[:-1] == table]
    near = difflib.get_close_matches(str(where[-1]), siblings, n=1)
    return f"is not a known key; did you mean {near[0]}?" if near else "is not a known key"


#: Mistakes of leaving something out: no variable is to blame.
_ABSENT = {"missing", "no_channel"}

_WORDS = {
    "missing": "is missing",
    "model_type": "must be a table: [{where}]",
    "model_attributes_type": "must be a table: [{where}]",
    "dict_type": "must be a table: [{where}]",
    "list_type": 'must be a list: ["...", "..."]',
    "string_type": 'must be text: write it in quotes, "..."',
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "decimal_type": "must be a number",
    "decimal_parsing": "must be a number",
    "decimal_max_digits": "has too many digits",
    "decimal_max_places": "must have at most {decimal_places} decimals",
    "path_type": 'must be the name of a file, in quotes, "..."',
    "too_short": "is too short: at least {min_length} characters",
    "string_too_short": "is too short: at least {min_length} characters",
    "string_too_long": "is too long: at most {max_length} characters",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "finite_number": "must be a number",
}
