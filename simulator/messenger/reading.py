"""What a person sees of a Messenger message: its text, every word on it, and what can be tapped."""

from collections.abc import Iterator
from typing import Any

from simulator.shapes import Json


def text_of(message: Json) -> str:
    """Its text, else the text or first title of its template."""
    if isinstance(message.get("text"), str):
        return str(message["text"])
    if message.get("template"):
        return f"[template {message['template']['name']}]"
    attachment = message.get("attachment") or {}
    payload = attachment.get("payload") or {}
    if payload.get("template_type") == "receipt":
        return f"{payload['order_number']} {payload['summary']['total_cost']} {payload['currency']}"
    first = next(iter(payload.get("elements") or [{}]))
    return str(payload.get("text") or first.get("title") or f"[{attachment.get('type', 'image')}]")


def words_of(message: Json) -> str:
    """Every text in it, in reading order, joined with newlines."""
    return "\n".join([text_of(message), *_texts((message.get("attachment") or {}).get("payload"))])


def actions_of(message: Json) -> tuple[Json, ...]:
    """Its buttons in reading order; the default action of an element has no title."""
    payload = (message.get("attachment") or {}).get("payload") or {}
    found: list[Json] = list(payload.get("buttons") or ())
    for element in payload.get("elements") or ():
        if element.get("default_action"):
            found.append(element["default_action"])
        found.extend(element.get("buttons") or ())
    return tuple(found)


def quick_of(message: Json) -> tuple[Json, ...]:
    """Its quick replies."""
    return tuple({"type": "quick_reply", **each} for each in message.get("quick_replies") or ())


_SILENT = {
    "template_type",
    "type",
    "url",
    "image_url",
    "payload",
    "currency",
    "timestamp",
    "order_url",
    "media_type",
}


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str | int | float) and not isinstance(part, bool):
        yield str(part)
    elif isinstance(part, list):
        for each in part:
            yield from _texts(each)
    elif isinstance(part, dict):
        for name, value in part.items():
            if name not in _SILENT and name != "default_action":
                yield from _texts(value)
