"""Messenger's webhook: verify the raw bytes, cut the body into items, read one item.

https://developers.facebook.com/docs/messenger-platform/webhooks
"""

import hmac
from collections.abc import Iterable, Mapping
from typing import Any

from bot.messages import ChatRef, Incoming, IncomingKind
from webhooks.receive import Heard, heard, is_id, milliseconds, raw_bytes, signature_of, text_of

#: The app id of Page Inbox and Business Suite. What they send into a customer's thread is the merchant speaking; an
#: allow-list, because other connected bots echo too.
#: https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/message-echoes
PAGE_INBOX = "263902037430900"

#: Kinds that change nothing here: kept, not handled.
IDLE = {
    "delivery",
    "read",
    "message_edit",
    "optin",
    "account_linking",
    "app_roles",
    "policy_enforcement",
    "?",
}
KNOWN = (
    "message", "postback", "referral", "delivery", "read", "reaction", "message_edit", "optin", "account_linking",
    "pass_thread_control", "take_thread_control", "request_thread_control", "app_roles", "policy_enforcement", "order",
)  # fmt: skip


def is_signed(body: bytes, signature: str | None, app_secret: str) -> bool:
    """Whether `X-Hub-Signature-256` fits the raw bytes; the SHA-1 header is not accepted.

    https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
    """
    digest = signature_of(body, app_secret).hex()
    return signature is not None and hmac.compare_digest(f"sha256={digest}".encode(), raw_bytes(signature))


def events(data: Any, shops: Mapping[str, str]) -> list[Heard]:
    """The items of a parsed body as inbox rows, for the pages in `shops` (page id -> shop); nothing raises."""
    entries = data.get("entry") if isinstance(data, dict) else None
    rows: list[Heard] = []
    for entry in entries if isinstance(entries, list) else []:
        if not isinstance(entry, dict) or (shop := shops.get(text_of(entry.get("id")))) is None:
            continue
        page = text_of(entry.get("id"))
        for list_name in ("messaging", "standby"):
            rows += [_row(item, shop, page, standby=list_name == "standby") for item in _dicts(entry.get(list_name))]
        rows += [_row({"change": change}, shop, page, standby=False) for change in _dicts(entry.get("changes"))]
    return rows


def incoming(item: dict[str, Any], shop: str, own_app: str) -> Incoming | None:
    """One stored item, read; None when there is nothing in it for us.

    `item["standby"]` was set at intake for items of the standby channel: commands are read from it too, because the
    page inbox takes the thread when it answers.
    https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/standby
    """
    message, page = _dict(item.get("message")), text_of(item.get("page"))
    person = _person(item, page)
    if person is None:
        return None
    is_echo = bool(message.get("is_echo"))
    app = text_of(message.get("app_id"))
    kind = _kind(item, is_echo, app, own_app)
    if kind is None:
        return None
    quick_reply = _dict(message.get("quick_reply")).get("payload")
    text = quick_reply or message.get("text") or _dict(item.get("postback")).get("payload")
    return Incoming(
        chat=ChatRef(shop, "messenger", person),
        kind=kind,
        at=milliseconds(item.get("timestamp")),
        speaker=None if is_echo else person,
        text=text_of(text) if kind == "text" else "",
        message_id=text_of(message.get("mid")) or None,
        quoted_id=text_of(_dict(message.get("reply_to")).get("mid")) or None,
        by_page=is_echo and kind != "delivered_own",
        silent=bool(item.get("standby")),
        metadata=text_of(message.get("metadata")) or None,
        pictures=tuple(_pictures(message)),
        tapped=bool(quick_reply) or (kind == "text" and "postback" in item),
        is_pdf=any(_is_pdf(attachment) for attachment in _dicts(message.get("attachments"))),
        raw=item,
    )


def _pictures(message: dict[str, Any]) -> Iterable[str]:
    """Where the pictures lie, for a while. A sticker may come as an image that has a sticker_id."""
    for attachment in _dicts(message.get("attachments")):
        payload = _dict(attachment.get("payload"))
        if attachment.get("type") == "image" and "sticker_id" not in payload and (url := text_of(payload.get("url"))):
            yield url


def _is_pdf(attachment: dict[str, Any]) -> bool:
    url = text_of(_dict(attachment.get("payload")).get("url"))
    return attachment.get("type") == "file" and url.partition("?")[0].lower().endswith(".pdf")


def _kind(item: dict[str, Any], is_echo: bool, app: str, own_app: str) -> IncomingKind | None:
    if is_echo:
        if app == own_app:
            return "delivered_own"
        if app not in ("", PAGE_INBOX):
            return None
    if "message" in item:
        message = _dict(item["message"])
        if message.get("text") or message.get("quick_reply"):
            return "text"
        images = [a for a in _dicts(message.get("attachments")) if a.get("type") == "image"]
        # A sticker may come as an image that has a sticker_id: it is no picture of anything.
        return "picture" if any("sticker_id" not in _dict(a.get("payload")) for a in images) else "other"
    if "postback" in item:
        # In standby a postback has no payload. It still tells that the customer acted.
        return "text" if _dict(item["postback"]).get("payload") else "touched"
    return "touched" if "referral" in item or "reaction" in item else None


def _row(item: dict[str, Any], shop: str, page: str, *, standby: bool) -> Heard:
    kind = next((name for name in KNOWN if name in item), "?")
    person = _person(item, page)
    item = item | {"page": page} | ({"standby": True} if standby else {})
    return heard(
        shop=shop,
        channel="messenger",
        lane=ChatRef(shop, "messenger", person).lane if person else f"messenger:{shop}:-",
        key=_identity(item, kind),
        kind=kind,
        at=milliseconds(item.get("timestamp")),
        event=item,
        idle=person is None or kind in IDLE,
    )


def _identity(item: dict[str, Any], kind: str) -> str:
    """What makes this item the same however often it is delivered; "" leaves it to its content.

    https://developers.facebook.com/docs/messenger-platform/webhooks#event-delivery
    """
    mid = text_of(_dict(item.get(kind)).get("mid"))
    return f"{kind}:{mid}" if mid and kind in ("message", "postback") else ""


def _person(item: dict[str, Any], page: str) -> str | None:
    """The customer's page-scoped id: the side of the item that is not the page. A `user_ref` is nobody we know."""
    sides = [_dict(item.get(side)).get("id") for side in ("sender", "recipient")]
    people = [side for side in sides if is_id(side) and side != page]
    return people[0] if people and page in sides else None


def _dicts(value: Any) -> Iterable[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
