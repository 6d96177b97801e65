"""The two units in which the platforms count, and the size of a JSON document.

https://developers.line.biz/en/docs/messaging-api/text-character-count/
"""

import json
from typing import Any

import regex

_CLUSTER = regex.compile(r"\X")


def utf16_units(text: str) -> int:
    """UTF-16 code units: an emoji outside the basic plane is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def graphemes(text: str) -> int:
    """Grapheme clusters: what a person would call one character."""
    return sum(1 for _ in _CLUSTER.finditer(text))


def json_bytes(document: Any) -> int:
    r"""Bytes of the compact document in the larger of its two forms (UTF-8, or with \u escapes)."""
    escaped = json.dumps(document, separators=(",", ":"))
    plain = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
    return max(len(escaped), len(plain.encode("utf-8", "surrogatepass")))
