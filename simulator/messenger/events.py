r"""Webhook bodies as Meta writes them: escaped unicode, and "/" as "\/".

https://developers.facebook.com/docs/messenger-platform/webhooks
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Any

from simulator.shapes import Json

#: Page Inbox and Business Suite: https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/message-echoes
PAGE_INBOX = 263902037430900

FIELDS = (
    "messages",
    "message_echoes",
    "messaging_postbacks",
    "messaging_referrals",
    "message_reads",
    "message_deliveries",
    "message_edits",
    "message_reactions",
    "messaging_handovers",
    "standby",
    "messaging_policy_enforcement",
    "messaging_optins",
    "feed",
    "message_template_status_update",
)


def item(sender: str, recipient: str, at: float, own: Json) -> Json:
    """One entry of `messaging` at unix time `at`."""
    return {"sender": {"id": sender}, "recipient": {"id": recipient}, "timestamp": int(at * 1000), **own}


def body(page_id: str, items: Sequence[Json], kind: str, at: float) -> Json:
    """The whole document; `kind` is messaging or standby."""
    return {"object": "page", "entry": [{"id": page_id, "time": int(at * 1000), kind: list(items)}]}


def written(document: Any) -> bytes:
    """The bytes that are signed and sent."""
    return json.dumps(document, separators=(",", ":")).replace("/", "\\/").encode("ascii")


def headers(raw: bytes, secret: str) -> dict[str, str]:
    """What Meta sends beside the body; the SHA-1 header still travels."""
    sha256 = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
    sha1 = hmac.new(secret.encode(), raw, hashlib.sha1).hexdigest()
    return {
        "content-type": "application/json",
        "user-agent": "facebookexternalua",
        "x-hub-signature-256": f"sha256={sha256}",
        "x-hub-signature": f"sha1={sha1}",
    }


def field_of(found: Json) -> str:
    """Which subscription an entry belongs to."""
    if (found.get("message") or {}).get("is_echo") if isinstance(found.get("message"), dict) else False:
        return "message_echoes"
    return next((field for key, field in _FIELD_BY_KEY.items() if key in found), "messages")


_FIELD_BY_KEY = {
    "message": "messages",
    "postback": "messaging_postbacks",
    "referral": "messaging_referrals",
    "read": "message_reads",
    "delivery": "message_deliveries",
    "message_edit": "message_edits",
    "reaction": "message_reactions",
}
