"""What a send may contain: https://developers.facebook.com/docs/messenger-platform/reference/send-api

The unit of Meta's limits is not documented; UTF-16 units are the stricter reading.
"""

from simulator.shapes import (
    Check,
    Json,
    Problem,
    Problems,
    anything,
    check,
    choice,
    link,
    listed,
    matching,
    number,
    one_of_kinds,
    refused,
    shape,
    text,
    yes_or_no,
)

_URL = link("http", "https", high=2048)
_TITLE = text(1, 20)
_PAYLOAD = text(1, 1000)
_TYPE: dict[str, Check] = {"type": text(1, 30)}
_KIND: dict[str, Check] = {"template_type": text(1, 30), "sharable": yes_or_no}
_WEB_URL: dict[str, Check] = {
    "webview_height_ratio": choice("compact", "tall", "full"),
    "messenger_extensions": refused("messenger_extensions needs a whitelisted domain"),
    "fallback_url": refused("fallback_url goes with messenger_extensions only"),
    "webview_share_button": choice("hide"),
}
_BUTTON = one_of_kinds(
    {
        "web_url": shape(needs={**_TYPE, "url": _URL, "title": _TITLE}, may=_WEB_URL),
        "postback": shape(needs={**_TYPE, "title": _TITLE, "payload": _PAYLOAD}),
        "phone_number": shape(
            needs={
                **_TYPE,
                "title": _TITLE,
                "payload": matching(r"\+\d{6,18}", "A phone number starts with +"),
            }
        ),
    }
)


def _more_than_a_title(element: Json, at: str, problems: Problems) -> None:
    if not any(element.get(name) for name in ("subtitle", "image_url", "default_action", "buttons")):
        problems.append(Problem("An element needs at least one property besides title", at))


# https://developers.facebook.com/docs/messenger-platform/reference/templates/generic
_GENERIC = shape(
    needs={
        "elements": listed(
            shape(
                needs={"title": text(1, 80)},
                may={
                    "subtitle": text(1, 80),
                    "image_url": _URL,
                    "default_action": shape(needs={"type": choice("web_url"), "url": _URL}, may=_WEB_URL),
                    "buttons": listed(_BUTTON, 1, 3),
                },
                rules=(_more_than_a_title,),
            ),
            1,
            10,
        )
    },
    may={**_KIND, "image_aspect_ratio": choice("horizontal", "square")},
)

# https://developers.facebook.com/docs/messenger-platform/reference/templates/button
_BUTTONS = shape(needs={"text": text(1, 640), "buttons": listed(_BUTTON, 1, 3)}, may=_KIND)


def _amount(value: object, at: str, problems: Problems) -> None:
    number(-(10**12), 10**12, whole=False)(value, at, problems)
    if isinstance(value, float) and round(value, 2) != value:
        problems.append(Problem("At most two decimals", at))


# https://developers.facebook.com/docs/messenger-platform/reference/templates/receipt
_RECEIPT = shape(
    needs={
        "recipient_name": text(1, 1000),
        "order_number": text(1, 1000),
        "currency": matching(r"[A-Z]{3}", "Must be an ISO currency code"),
        "payment_method": text(1, 1000),
        "summary": shape(
            needs={"total_cost": _amount},
            may={"subtotal": _amount, "shipping_cost": _amount, "total_tax": _amount},
        ),
    },
    may={
        **_KIND,
        "merchant_name": text(1, 1000),
        "order_url": _URL,
        "timestamp": matching(r"\d{1,12}", "Must be a string of seconds"),
        "elements": listed(
            shape(
                needs={"title": text(1, 1000), "price": _amount},
                may={
                    "subtitle": text(1, 1000),
                    "quantity": number(0, 10**9, whole=False),
                    "currency": matching(r"[A-Z]{3}", "Must be an ISO currency code"),
                    "image_url": _URL,
                },
            ),
            0,
            100,
        ),
        "address": shape(
            needs=dict.fromkeys(("street_1", "city", "postal_code", "state", "country"), text(1, 1000)),
            may={"street_2": text(0, 1000)},
        ),
        "adjustments": listed(shape(needs={"name": text(1, 1000), "amount": _amount}), 0, 100),
    },
)


def _one_source(element: Json, at: str, problems: Problems) -> None:
    if (element.get("attachment_id") is None) == (element.get("url") is None):
        problems.append(Problem("Either attachment_id or url", at))


# https://developers.facebook.com/docs/messenger-platform/reference/templates/media
_MEDIA = shape(
    needs={
        "elements": listed(
            shape(
                needs={"media_type": choice("image", "video")},
                may={
                    "attachment_id": text(1, 100),
                    "url": matching(r"https://([\w-]+\.)*facebook\.com/\S+", "Must be a Facebook URL"),
                    "buttons": listed(_BUTTON, 0, 3),
                },
                rules=(_one_source,),
            ),
            1,
            1,
        )
    },
    may=_KIND,
)
_TEMPLATE = one_of_kinds(
    {"generic": _GENERIC, "button": _BUTTONS, "receipt": _RECEIPT, "media": _MEDIA}, "template_type"
)


def _file_source(payload: Json, at: str, problems: Problems) -> None:
    if (payload.get("attachment_id") is None) == (payload.get("url") is None):
        problems.append(Problem("Either url or attachment_id", at))


_FILE = shape(
    needs=_TYPE,
    may={
        "payload": shape(
            may={"url": _URL, "attachment_id": text(1, 100), "is_reusable": yes_or_no}, rules=(_file_source,)
        )
    },
)
_ATTACHMENT = one_of_kinds(
    {
        "template": shape(needs={**_TYPE, "payload": _TEMPLATE}),
        **dict.fromkeys(("image", "audio", "video", "file"), _FILE),
    }
)

# https://developers.facebook.com/docs/messenger-platform/send-messages/quick-replies
_QUICK_REPLY = one_of_kinds(
    {
        "text": shape(
            needs={"content_type": choice("text"), "title": _TITLE, "payload": _PAYLOAD},
            may={"image_url": _URL},
        ),
        "user_phone_number": shape(needs={"content_type": anything}, may={"payload": _PAYLOAD}),
        "user_email": shape(needs={"content_type": anything}, may={"payload": _PAYLOAD}),
    },
    "content_type",
)


def _one_content(message: Json, at: str, problems: Problems) -> None:
    given = [name for name in ("text", "attachment", "attachments", "template") if message.get(name) is not None]
    if len(given) != 1:
        problems.append(Problem("Exactly one of text, attachment and attachments", at))


MESSAGE = shape(
    may={
        "text": text(1, 2000),
        "attachment": _ATTACHMENT,
        "attachments": listed(one_of_kinds({"image": _FILE}), 2, 30),
        "template": shape(
            needs={"name": text(1, 512), "language": shape(needs={"code": text(2, 10)})},
            may={"components": anything},
        ),
        "quick_replies": listed(_QUICK_REPLY, 1, 13),
        "metadata": text(0, 1000),
    },
    rules=(_one_content,),
)
_RECIPIENT = shape(may={"id": text(1, 100), "comment_id": text(1, 100), "post_id": text(1, 100)})
SEND = shape(
    needs={
        "recipient": _RECIPIENT,
        "messaging_type": choice("RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY"),
        "message": MESSAGE,
    },
    may={
        "tag": text(1, 100),
        "notification_type": choice("REGULAR", "SILENT_PUSH", "NO_PUSH"),
        "access_token": anything,
        "appsecret_proof": anything,
    },
)
# A sender_action stands alone with its recipient: https://developers.facebook.com/docs/messenger-platform/send-messages/sender-actions
ACTION = shape(
    needs={"recipient": _RECIPIENT, "sender_action": choice("typing_on", "typing_off", "mark_seen")},
    may={"access_token": anything, "appsecret_proof": anything},
)


def wrong_with(body: Json) -> list[Problem]:
    """Everything wrong with the body of a send."""
    return check(body, ACTION if "sender_action" in body else SEND)


_MENU_ITEM = one_of_kinds(
    {
        "web_url": shape(needs={**_TYPE, "url": _URL, "title": text(1, 30)}, may=_WEB_URL),
        "postback": shape(needs={**_TYPE, "title": text(1, 30), "payload": _PAYLOAD}),
    }
)
# https://developers.facebook.com/docs/messenger-platform/reference/messenger-profile-api
PROFILE = shape(
    may={
        "get_started": shape(needs={"payload": _PAYLOAD}),
        "greeting": listed(shape(needs={"locale": text(1, 10), "text": text(1, 160)}), 1, 50),
        "persistent_menu": listed(
            shape(
                needs={"locale": text(1, 10)},
                may={"composer_input_disabled": yes_or_no, "call_to_actions": listed(_MENU_ITEM, 1, 20)},
            ),
            1,
            50,
        ),
        "ice_breakers": listed(anything, 1, 50),
        "whitelisted_domains": listed(link("https", high=2048), 1, 50),
        "account_linking_url": link("https", high=2048),
        "access_token": anything,
        "appsecret_proof": anything,
    }
)
PROFILE_FIELDS = (
    "get_started",
    "greeting",
    "persistent_menu",
    "ice_breakers",
    "whitelisted_domains",
    "account_linking_url",
)
