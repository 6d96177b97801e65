"""Config files to begin a story with, and what is told about a bad one."""

from pathlib import Path

import pytest

from web.settings import load
from web.settings.mistakes import SettingsError

SMALLEST = """
[server]
public_url = "https://shop.example.com"
secret_key = "0123456789abcdef"

[shops.demo]
name = "Baan Suan"

[shops.demo.line]
channel_secret = "line-secret"
channel_access_token = "line-token"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(path: Path | None) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        load(path)
    assert refused.value.__context__ is None, "the error must not lead to the values"
    return refused.value.problems


def with_line(table: str, line: str) -> str:
    """The smallest config with one more line in a table."""
    header = f"[{table}]\n"
    if header in SMALLEST:
        return SMALLEST.replace(header, header + line + "\n")
    return f"{SMALLEST}\n{header}{line}\n"
