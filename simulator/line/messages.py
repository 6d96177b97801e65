"""Message objects: https://developers.line.biz/en/reference/messaging-api/#message-objects

text and altText are counted in UTF-16 code units.
"""

import re
from typing import Any

from simulator.line.actions import HTTPS, QUICK_REPLY
from simulator.line.flex import CONTAINER
from simulator.line.templates import TEMPLATE
from simulator.shapes import (
    Check,
    Json,
    Problem,
    Problems,
    anything,
    choice,
    link,
    listed,
    number,
    one_of_kinds,
    shape,
    text,
    yes_or_no,
)

_COMMON: dict[str, Check] = {
    "quickReply": QUICK_REPLY,
    "sender": shape(may={"name": text(1, 20), "iconUrl": HTTPS}),
}
_QUOTING: dict[str, Check] = {"quoteToken": text(1, 500)}
_ALT_TEXT = text(1, 1500)
_KEY = re.compile(r"[0-9A-Za-z_]{1,20}")


def _message(needs: dict[str, Check], may: dict[str, Check] | None = None, *rules: Check) -> Check:
    return shape(needs={"type": text(1, 20), **needs}, may={**_COMMON, **(may or {})}, rules=rules)


def _substitutions(value: object, at: str, problems: Problems) -> None:
    if not isinstance(value, dict) or len(value) > 100:
        problems.append(Problem("Must be an object of at most 100 keys", at))
        return
    for key, part in value.items():
        if not _KEY.fullmatch(key):
            problems.append(Problem("Invalid substitution key", f"{at}.{key}"))
        _SUBSTITUTION(part, f"{at}.{key}", problems)
    kinds = [part.get("type") for part in value.values() if isinstance(part, dict)]
    if kinds.count("mention") > 20 or kinds.count("emoji") > 20:
        problems.append(Problem("At most 20 mentions and 20 emojis", at))


def _placeholders(message: Json, at: str, problems: Problems) -> None:
    body = message.get("text")
    if not isinstance(body, str):
        return
    bare = body.replace("{{", "").replace("}}", "")
    named = re.findall(r"\{([^{}]*)\}", bare)
    given = message.get("substitution") or {}
    if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", bare)) or any(name not in given for name in named):
        problems.append(Problem("Invalid placeholder: literal braces are doubled", f"{at}.text"))


_SUBSTITUTION = one_of_kinds(
    {
        "mention": shape(
            needs={
                "type": choice("mention"),
                "mentionee": one_of_kinds(
                    {
                        "user": shape(needs={"type": choice("user"), "userId": text(1, 100)}),
                        "all": shape(needs={"type": choice("all")}),
                    }
                ),
            }
        ),
        "emoji": shape(needs={"type": choice("emoji"), "productId": text(1, 100), "emojiId": text(1, 10)}),
    }
)
_EMOJI = shape(needs={"index": number(0, 5000), "productId": text(1, 100), "emojiId": text(1, 10)})

MESSAGE = one_of_kinds(
    {
        "text": _message({"text": text(1, 5000)}, {**_QUOTING, "emojis": listed(_EMOJI, 0, 20)}),
        "textV2": _message({"text": text(1, 5000)}, {**_QUOTING, "substitution": _substitutions}, _placeholders),
        "sticker": _message({"packageId": text(1, 20), "stickerId": text(1, 20)}, _QUOTING),
        "image": _message({"originalContentUrl": HTTPS, "previewImageUrl": HTTPS}),
        "video": _message({"originalContentUrl": HTTPS, "previewImageUrl": HTTPS}, {"trackingId": text(1, 100)}),
        "audio": _message({"originalContentUrl": HTTPS, "duration": number(1, 10**9)}),
        "location": _message(
            {
                "title": text(1, 100),
                "address": text(1, 100),
                "latitude": number(-90, 90, whole=False),
                "longitude": number(-180, 180, whole=False),
            }
        ),
        "imagemap": _message(
            {
                "baseUrl": HTTPS,
                "altText": _ALT_TEXT,
                "baseSize": shape(needs={"width": number(1040, 1040), "height": number(1, 10_000)}),
                "actions": listed(anything, 0, 50),
            },
            {"video": anything},
        ),
        "template": _message({"altText": _ALT_TEXT, "template": TEMPLATE}),
        "flex": _message({"altText": _ALT_TEXT, "contents": CONTAINER}),
        "coupon": _message({"couponId": text(1, 100)}, {"deliveryTag": text(1, 30)}),
    }
)

MESSAGES = listed(MESSAGE, 1, 5)

VALIDATE = shape(needs={"messages": MESSAGES})
REPLY = shape(needs={"replyToken": text(1, 100), "messages": MESSAGES}, may={"notificationDisabled": yes_or_no})
PUSH = shape(
    needs={"to": text(1, 100), "messages": MESSAGES},
    may={"notificationDisabled": yes_or_no, "customAggregationUnits": listed(text(1, 30), 0, 1)},
)
LOADING = shape(needs={"chatId": text(1, 100)}, may={"loadingSeconds": number(5, 60)})
ENDPOINT = shape(needs={"endpoint": link("https", "http", high=500)})
TEST_ENDPOINT = shape(may={"endpoint": link("https", "http", high=500)})
READ_MARK = shape(needs={"markAsReadToken": text(1, 500)})


def with_plain_pictures(value: Json, hosts: frozenset[str]) -> Json:
    """The request as if pictures from these hosts were https: a demo at home has no certificate."""
    if not hosts:
        return value
    secured: Json = _secured(value, hosts, None)
    return secured


_PICTURES = {
    "url",
    "previewUrl",
    "originalContentUrl",
    "previewImageUrl",
    "thumbnailImageUrl",
    "imageUrl",
    "iconUrl",
}
_PLAIN = re.compile(r"http://([^/:?#@]+)[/:?#]")


def _secured(value: object, hosts: frozenset[str], name: str | None) -> Any:
    if isinstance(value, dict):
        return {key: _secured(part, hosts, key) for key, part in value.items()}
    if isinstance(value, list):
        return [_secured(part, hosts, name) for part in value]
    if isinstance(value, str) and name in _PICTURES and (plain := _PLAIN.match(value)) and plain[1] in hosts:
        return "https" + value.removeprefix("http")
    return value
