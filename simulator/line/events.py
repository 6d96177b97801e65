"""Webhook events, with the keys in the order in which LINE sends them.

https://developers.line.biz/en/reference/messaging-api/#webhook-event-objects
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from typing import Any

import orjson

from simulator.naming import Names
from simulator.shapes import Json


def event(kind: str, own: Json, *, names: Names, at: float, source: Json, reply_token: str | None) -> Json:
    """One event at unix time `at`; no token for what cannot be answered (unsend, unfollow, memberLeft)."""
    found: Json = {
        "type": kind,
        **own,
        "webhookEventId": names.ulid(),
        "deliveryContext": {"isRedelivery": False},
        "timestamp": int(at * 1000),
        "source": source,
    }
    if reply_token:
        found["replyToken"] = reply_token
    return {**found, "mode": "active"}


def text_message(
    text: str,
    *,
    message_id: str,
    quote_token: str,
    read_token: str,
    mentionees: Sequence[Json] = (),
    quoted: str | None = None,
) -> Json:
    """A text message object."""
    found: Json = {
        "type": "text",
        "id": message_id,
        "quoteToken": quote_token,
        "markAsReadToken": read_token,
        "text": text,
    }
    if mentionees:
        found["mention"] = {"mentionees": list(mentionees)}
    return {**found, "quotedMessageId": quoted} if quoted else found


def image_message(*, message_id: str, quote_token: str, read_token: str) -> Json:
    """An image whose content LINE keeps."""
    return {
        "type": "image",
        "id": message_id,
        "quoteToken": quote_token,
        "markAsReadToken": read_token,
        "contentProvider": {"type": "line"},
    }


def sticker_message(*, message_id: str, quote_token: str, read_token: str, text: str | None) -> Json:
    """A sticker; with text it is a message sticker, on which the person typed that text."""
    found: Json = {
        "type": "sticker",
        "id": message_id,
        "quoteToken": quote_token,
        "markAsReadToken": read_token,
        "packageId": "446" if text is None else "12287",
        "stickerId": "1988" if text is None else "738839",
        "stickerResourceType": "STATIC" if text is None else "MESSAGE",
        "keywords": ["Sparkle"],
    }
    return found if text is None else {**found, "text": text}


def body(destination: str, events: Sequence[Json]) -> bytes:
    """The webhook body: compact UTF-8."""
    return orjson.dumps({"destination": destination, "events": list(events)})


def headers(raw: bytes, secret: str) -> dict[str, str]:
    """What LINE sends beside the body: https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/"""
    digest = hmac.new(secret.encode(), raw, hashlib.sha256).digest()
    return {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "LineBotWebhook/2.0",
        "x-line-signature": base64.b64encode(digest).decode(),
    }


def redelivered(found: Json) -> Json:
    """The same event, flagged as sent again; id, reply token and timestamp stay."""
    context: dict[str, Any] = {"isRedelivery": True}
    return {**found, "deliveryContext": context}
