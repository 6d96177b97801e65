"""The wishes of whoever makes a session: form-encoded as Stripe takes them, refused as it refuses them."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from simulator.shapes import Json, scheme_of
from simulator.switchboard import Answer

#: The least that is taken in baht, in satang. https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
LEAST, MOST = 10_00, 999_999_99
KNOWN = {
    "mode", "line_items", "client_reference_id", "metadata", "payment_intent_data", "success_url", "cancel_url",
    "locale", "customer_email", "expires_at", "payment_method_types",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wish:
    amount: int
    name: str
    reference: str | None
    metadata: Json
    of_payment: Json
    success_url: str
    cancel_url: str | None


def read(raw: bytes) -> Wish | Answer:
    """The wish, or the refusal of it."""
    form: Json = {}
    for path, value in parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True):
        _put(form, path.replace("]", "").split("["), value)
    if unknown := sorted(form.keys() - KNOWN):
        return refusal(f"Received unknown parameter: {unknown[0]}", unknown[0], "parameter_unknown")
    items = _within(form, "line_items")
    price = _within(items, "0", "price_data")
    amount, name = str(price.get("unit_amount", "")), str(_within(price, "product_data").get("name", ""))
    success = str(form.get("success_url", ""))
    if form.get("mode") != "payment":
        return refusal("You must provide one of payment, setup, or subscription.", "mode", "parameter_missing")
    if len(items) != 1 or _within(items, "0").get("quantity") != "1" or price.get("currency") != "thb" or not name:
        return refusal("The stand-in sells one thing in baht, with its name.", "line_items")
    if not amount.isdigit() or int(amount) > MOST:
        return refusal(
            f"Invalid integer: {amount}", "line_items[0][price_data][unit_amount]", "parameter_invalid_integer"
        )
    if int(amount) < LEAST:
        return refusal(
            "The Checkout Session's total amount due must add up to at least ฿10.00 thb", None, "amount_too_small"
        )
    if scheme_of(success) not in ("http", "https"):
        return refusal("Not a valid URL", "success_url", "url_invalid")
    of_payment = _within(form, "payment_intent_data", "metadata")
    reference, cancel = form.get("client_reference_id"), form.get("cancel_url")
    return Wish(int(amount), name, reference, _within(form, "metadata"), of_payment, success, cancel)


def refusal(message: str, param: str | None = None, code: str | None = None, *, status: int = 400) -> Answer:
    """An error as Stripe words it. https://docs.stripe.com/api/errors"""
    about = {"message": message, "param": param, "code": code}
    error = {"type": "invalid_request_error"} | {name: value for name, value in about.items() if value}
    return Answer(status, {"error": error})


def _put(form: Json, path: list[str], value: str) -> None:
    for step in path[:-1]:
        inner = form.setdefault(step, {})
        form = inner if isinstance(inner, dict) else {}
    form[path[-1]] = value


def _within(form: Any, *path: str) -> Json:
    for step in path:
        form = form.get(step) if isinstance(form, dict) else None
    return form if isinstance(form, dict) else {}
