"""What a person sees of a LINE message: its text, every word on it, and what can be tapped."""

import re
from collections.abc import Iterator
from typing import Any

from simulator.shapes import Json

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


def text_of(message: Json) -> str:
    """Its text, else altText or the template's text."""
    if message.get("type") == "textV2":
        return _PLACEHOLDER.sub(lambda found: found[0][0] if found[1] is None else f"@{found[1]}", message["text"])
    for part in (message.get("text"), message.get("altText"), message.get("title")):
        if isinstance(part, str):
            return part
    return f"[{message.get('type')}]"


def words_of(message: Json) -> str:
    """Every text in it joined with newlines: the altText, then the tree in reading order with labels."""
    return "\n".join([text_of(message), *_texts(message.get("template") or message.get("contents"))])


def actions_of(message: Json) -> tuple[Json, ...]:
    """The actions of its buttons and areas, in reading order."""
    return tuple(_actions(message.get("template") or message.get("contents")))


def quick_of(message: Json) -> tuple[Json, ...]:
    """The actions of its quick replies."""
    return tuple(item["action"] for item in (message.get("quickReply") or {}).get("items", ()))


_NOT_SHOWN = {"action", "defaultAction", "styles", "background"}


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for item in part:
            yield from _texts(item)
    elif isinstance(part, dict):
        if isinstance(part.get("title"), str):
            yield part["title"]
        spans = part.get("contents") if part.get("type") == "text" else None
        if spans:
            yield "".join(str(span.get("text", "")) for span in spans)
        elif isinstance(part.get("text"), str):
            yield part["text"]
        action = part.get("action")
        if isinstance(action, dict) and part.get("type") == "button":
            yield str(action.get("label", ""))
        for name in _in_order(part):
            if name == "actions":
                yield from (str(action.get("label", "")) for action in part[name])
            elif name not in _NOT_SHOWN and not spans:
                yield from _texts(part[name])


def _actions(part: Any) -> Iterator[Json]:
    if isinstance(part, list):
        for item in part:
            yield from _actions(item)
    elif isinstance(part, dict):
        for name in ("action", "defaultAction"):
            if isinstance(part.get(name), dict):
                yield part[name]
        for name in _in_order(part):
            if name == "actions":
                yield from part[name]
            elif name not in _NOT_SHOWN:
                yield from _actions(part[name])


def _in_order(part: Json) -> list[str]:
    blocks = ["header", "hero", "body", "footer"]
    return [name for name in blocks if name in part] + [
        name for name, value in part.items() if name not in blocks and isinstance(value, dict | list)
    ]
