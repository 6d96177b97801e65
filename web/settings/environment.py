"""Settings from environment variables.

A variable is `INCHAT_` and the key's names joined by two underscores, in any case:
`INCHAT_SHOPS__DEMO__LINE__CHANNEL_SECRET`. In a shop's slug one underscore stands for a dash, because shells
take no dashes in names: `INCHAT_SHOPS__BAAN_SUAN__NAME` is `shops.baan-suan.name`. Lists and tables are JSON.
A variable without two underscores (`INCHAT_CHAOS`) is no setting. Nothing is read from a `.env` file.
"""

import json
import os
from collections.abc import Iterator
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import PydanticBaseSettingsSource

from web.settings.mistakes import Where


class Environment(PydanticBaseSettingsSource):
    """The variables as nested tables.

    The library's own source passes over a mistyped key and cannot know that a shop's slug is a key.
    """

    def __call__(self) -> dict[str, Any]:
        tables: dict[str, Any] = {}
        for where, name in _variables():
            table = tables
            for part in where[:-1]:
                inner = table.get(part)
                table[part] = table = inner if isinstance(inner, dict) else {}
            table[where[-1]] = _value(os.environ[name])
        return tables

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        return None, field_name, False


def variable_of(where: Where) -> str | None:
    """The variable that sets a key or something below it, None when none does."""
    found = sorted((len(key), name) for key, name in _variables() if key[: len(where)] == where)
    return found[0][1] if found else None


def _variables() -> Iterator[tuple[tuple[str, ...], str]]:
    """Each variable that is a setting: its key and its own name; a table before what is in it."""
    for name in sorted(os.environ):
        prefix, _, rest = name.partition("_")
        where = rest.lower().split("__")
        if prefix.upper() != "INCHAT" or len(where) < 2:
            continue
        if where[0] == "shops":
            where[1] = where[1].replace("_", "-")
        yield tuple(where), name


def _value(text: str) -> Any:
    """Text, or the list or table it spells in JSON; what the text means is for the key to say."""
    if text.startswith(("[", "{")):
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text
