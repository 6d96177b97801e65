"""LINE's webhook: verify the raw bytes, cut the body into events, read one event.

https://developers.line.biz/en/reference/messaging-api/#webhooks
"""

import base64
import hmac
from typing import Any

from bot.messages import ChatKind, ChatRef, Incoming, IncomingKind
from webhooks.receive import Heard, heard, is_id, raw_bytes, signature_of, text_of

#: What each event is to us; everything else (and everything new) is kept and left alone.
KINDS: dict[str, IncomingKind] = {
    "message": "other",
    "postback": "text",
    "follow": "opened",
    "unfollow": "blocked",
    "memberLeft": "left",
    "unsend": "unsent",
    "messageEdited": "edited",
}
CHATS: dict[str, tuple[ChatKind, str]] = {
    "user": ("user", "userId"),
    "group": ("group", "groupId"),
    "room": ("room", "roomId"),
}
MESSAGE_KINDS: dict[str, IncomingKind] = {"text": "text", "image": "picture"}


def is_signed(body: bytes, signature: str | None, channel_secret: str) -> bool:
    """Whether `x-line-signature` fits the raw bytes.

    https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/
    """
    digest = signature_of(body, channel_secret)
    return signature is not None and hmac.compare_digest(base64.b64encode(digest), raw_bytes(signature))


def events(data: Any, shop: str) -> list[Heard]:
    """The events of a parsed body as inbox rows. What is not an event is left out; nothing raises."""
    return [_row(event, shop) for event in _dicts(_dict(data).get("events"))]


def incoming(event: dict[str, Any], shop: str) -> Incoming | None:
    """One stored event, read; None when there is nothing in it for us (no chat, not active, unknown)."""
    chat = _chat(event, shop)
    # Only an active bot may act; in standby another module channel owns the chat.
    # https://developers.line.biz/en/reference/messaging-api/#channel-state
    if chat is None or event.get("mode", "active") != "active":
        return None
    kind = KINDS.get(str(event.get("type")))
    if kind is None:
        return None
    message = _dict(event.get("message"))
    text, mentions_bot = "", False
    if event.get("type") == "message":
        kind = MESSAGE_KINDS.get(str(message.get("type")), "other")
    if kind in ("text", "edited"):
        text, mentions_bot = _spoken(message)
    if event.get("type") == "postback":
        text = text_of(_dict(event.get("postback")).get("data"))
    speaker = _dict(event.get("source")).get("userId")
    return Incoming(
        chat=chat,
        kind=kind,
        at=_milliseconds(event),
        speaker=speaker if is_id(speaker) else None,
        text=text,
        message_id=text_of(message.get("id")) or text_of(_dict(event.get("unsend")).get("messageId")) or None,
        reply_token=text_of(event.get("replyToken")) or None,
        quoted_id=text_of(message.get("quotedMessageId")) or None,
        mentions_bot=mentions_bot,
        mentions=_mentions(message),
        members=tuple(text_of(member.get("userId")) for member in _dicts(_dict(event.get("left")).get("members"))),
        pictures=_pictures(message),
        tapped=event.get("type") == "postback",
        is_pdf=message.get("type") == "file" and text_of(message.get("fileName")).lower().endswith(".pdf"),
        raw=event,
    )


def _pictures(message: dict[str, Any]) -> tuple[str, ...]:
    """What LINE keeps for us. A picture kept elsewhere has an address that its sender chose: it is not fetched."""
    is_kept = message.get("type") == "image" and _dict(message.get("contentProvider")).get("type") == "line"
    return (message["id"],) if is_kept and is_id(message.get("id")) else ()


def _row(event: dict[str, Any], shop: str) -> Heard:
    chat = _chat(event, shop)
    return heard(
        shop=shop,
        channel="line",
        lane=chat.lane if chat else f"line:{shop}:-",
        # https://developers.line.biz/en/docs/messaging-api/receiving-messages/#redelivered-webhooks
        key=text_of(event.get("webhookEventId")),
        kind=text_of(event.get("type")) or "?",
        at=_milliseconds(event),
        event=event,
        idle=chat is None or str(event.get("type")) not in KINDS,
    )


def _chat(event: dict[str, Any], shop: str) -> ChatRef | None:
    source = _dict(event.get("source"))
    kind, name = CHATS.get(str(source.get("type")), ("user", ""))
    chat_id = source.get(name)
    return ChatRef(shop, "line", chat_id, kind) if is_id(chat_id) else None


def _spoken(message: dict[str, Any]) -> tuple[str, bool]:
    """The words without the mention of the bot and without LINE's emoji, which read as `(love)` in the text.

    Positions count UTF-16 units. https://developers.line.biz/en/docs/messaging-api/text-character-count/
    """
    units = text_of(message.get("text")).encode("utf-16-le", "surrogatepass")
    mentions = _dict(message.get("mention")).get("mentionees")
    of_bot = [mention for mention in _dicts(mentions) if mention.get("isSelf")]
    for span in sorted([*of_bot, *_dicts(message.get("emojis"))], key=lambda s: _number(s.get("index")), reverse=True):
        start, length = _number(span.get("index")), _number(span.get("length"))
        units = units[: start * 2] + units[(start + length) * 2 :]
    return units.decode("utf-16-le", "replace").strip(), bool(of_bot)


def _mentions(message: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """The members who are mentioned, by id and by the name in the text; without their consent there is no id."""
    units = text_of(message.get("text")).encode("utf-16-le", "surrogatepass")
    found = []
    for mention in _dicts(_dict(message.get("mention")).get("mentionees")):
        start, length = _number(mention.get("index")), _number(mention.get("length"))
        person = mention.get("userId")
        if is_id(person) and not mention.get("isSelf"):
            name = units[start * 2 : (start + length) * 2].decode("utf-16-le", "replace")
            found.append((person, name.removeprefix("@").strip()))
    return tuple(found)


def _milliseconds(event: dict[str, Any]) -> int:
    return _number(event.get("timestamp"))


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53 else 0


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
