"""Stripe's webhook: verify the raw bytes, keep what an event says of money, read it.

https://docs.stripe.com/webhooks
"""

import hmac
from collections.abc import Sequence
from typing import Any

from orders.gateway import CameIn, WentBack
from webhooks.receive import Heard, heard, is_id, raw_bytes, signature_of, text_of

CHANNEL = "stripe"
#: Seconds after which what was signed is old. https://docs.stripe.com/webhooks#replay-attacks
TOLERANCE = 300
#: Everything else (and everything new) is kept and left alone.
COMPLETED, SUCCEEDED = "checkout.session.completed", "checkout.session.async_payment_succeeded"
REFUNDED = "charge.refunded"
KINDS = (COMPLETED, SUCCEEDED, REFUNDED)
#: What is kept of the thing an event is about. Who paid, and with which card, is not ours to keep.
KEPT = (
    "id", "object", "client_reference_id", "payment_status", "payment_intent", "amount_total", "currency", "amount",
    "amount_refunded",
)  # fmt: skip
#: Of the metadata: what we wrote there.
OURS = ("shop", "order", "revision")


def is_signed(body: bytes, signature: str | None, secret: str, now: float) -> bool:
    """Whether one of the signatures of `Stripe-Signature` fits the raw bytes and is not older than five minutes; `now`
    is unix seconds.

    https://docs.stripe.com/webhooks#verify-manually
    """
    parts = [part.strip().partition("=") for part in (signature or "").split(",")]
    times = [value for name, _, value in parts if name == "t"]
    if len(times) != 1 or not (times[0].isascii() and times[0].isdigit() and len(times[0]) <= 12):
        return False
    digest = signature_of(f"{times[0]}.".encode() + body, secret).hex().encode()
    fits = [hmac.compare_digest(digest, raw_bytes(value)) for name, _, value in parts if name == "v1"]
    return any(fits) and int(times[0]) >= now - TOLERANCE


def events(data: Any, signers: Sequence[str]) -> list[Heard]:
    """The event of a parsed body as an inbox row of one of the shops whose secret signed it: the one it names, else the
    first. What is no event is left out; nothing raises."""
    if not isinstance(data, dict):
        return []
    thing = _dict(_dict(data.get("data")).get("object"))
    kept = {name: thing[name] for name in KEPT if name in thing}
    kept["metadata"] = {name: value for name, value in _dict(thing.get("metadata")).items() if name in OURS}
    kind, named = text_of(data.get("type")) or "?", _named(thing)
    shop = named if named in signers else signers[0]
    payment = _payment(thing)
    row = heard(
        shop=shop,
        channel=CHANNEL,
        lane=f"{CHANNEL}:{shop}:{payment or '-'}",
        key=text_of(data.get("id")),
        kind=kind,
        at=_seconds(data.get("created")) * 1000,
        event={"id": text_of(data.get("id")), "type": kind, "object": kept},
        idle=not payment or kind not in KINDS or (named != "" and named != shop),
    )
    # A refund is in a lane of its own: it may have to wait for its payment, and nothing may have to wait for it.
    return [row._replace(lane=refunds_of(row.lane) + row.key[-64:]) if kind == REFUNDED else row]


def told(event: dict[str, Any]) -> CameIn | WentBack | None:
    """What one stored event says of money; None when it says nothing."""
    thing, kind = _dict(event.get("object")), event.get("type")
    payment = _payment(thing)
    if kind == REFUNDED:
        so_far = _satang(thing.get("amount_refunded"))
        return WentBack(payment, so_far) if payment and so_far else None
    # Of a way that takes a while (PromptPay) "completed" only says that they have gone through the page.
    # https://docs.stripe.com/checkout/fulfillment#delayed-notification
    if not payment or (kind == COMPLETED and thing.get("payment_status") != "paid"):
        return None
    number = text_of(_dict(thing.get("metadata")).get("order")) or text_of(thing.get("client_reference_id"))
    amount = _satang(thing.get("amount_total"))
    if not (number.isascii() and number.isdigit() and len(number) <= 9) or not amount:
        return None
    currency = text_of(thing.get("currency")).lower()
    return CameIn(payment, int(number), amount, currency, is_vouched=_named(thing) != "")


def refunds_of(lane: str) -> str:
    """What the lanes of all that goes back of a payment begin with; `lane` is the payment's own."""
    return f"{lane}:back:"


def _payment(thing: dict[str, Any]) -> str:
    """The number of the payment, which all events about it share; "" for none. It may come with all that is in it."""
    payment = thing.get("payment_intent")
    number = payment.get("id") if isinstance(payment, dict) else payment
    return number if is_id(number) else ""


def _named(thing: dict[str, Any]) -> str:
    return text_of(_dict(thing.get("metadata")).get("shop"))


def _satang(value: Any) -> int:
    """Baht have two decimals with Stripe, too. https://docs.stripe.com/currencies#zero-decimal"""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**53 else 0


def _seconds(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**40 else 0


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
