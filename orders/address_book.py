"""The addresses a returning customer has given before: for their own eyes, and for nobody who only has a link.

They are not kept a second time: they are where their confirmed orders went, so who is forgotten has none.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from orders.checkout import ADDRESS_FIELDS, BILLING_FIELDS
from orders.events import Event
from orders.order import Order
from orders.people import Customer

MOST_SHOWN = 5
#: Orders looked through, newest first.
MOST_ORDERS = 50


@dataclass(frozen=True, slots=True)
class Saved:
    """An address by which something was sent before. `key` tells it from the others of the same customer."""

    key: str
    parts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Book:
    """Newest first. `billing` is where their last receipt went."""

    shipping: list[Saved]
    billing: dict[str, str]

    def has(self, address: Mapping[str, Any]) -> bool:
        return _key(_parts(address, ADDRESS_FIELDS)) in {saved.key for saved in self.shipping}

    def find(self, key: str) -> Saved | None:
        return next((saved for saved in self.shipping if saved.key == key), None)


async def book_of(order: Order) -> Book:
    """Where the other orders of this customer went, and the address they are known by."""
    if order.customer_id is None:
        return Book([], {})
    theirs = Order.filter(customer_id=order.customer_id, shop_id=order.shop_id, edits_id=None)
    theirs = theirs.filter(confirmed_at__isnull=False)
    contents = [each.content for each in await theirs.exclude(id=order.id).order_by("-confirmed_at").limit(MOST_ORDERS)]
    customer = await Customer.get(id=order.customer_id)
    addresses = [*(content.get("shipping_address") for content in contents), customer.address]
    known = {_key(parts): parts for each in addresses if (parts := _parts(each, ADDRESS_FIELDS)).get("line")}
    billing = next((_parts(content["billing_address"], BILLING_FIELDS) for content in contents
                    if content.get("billing_address")), {})  # fmt: skip
    return Book([Saved(key, parts) for key, parts in known.items()], billing)


async def is_given(order: Order) -> bool:
    """Whether its customer has confirmed this very order once: then its address is no longer only a saved one."""
    return await Event.exists(order_id=order.id, name="order_confirmed")


def _parts(address: Mapping[str, Any] | None, names: tuple[str, ...]) -> dict[str, str]:
    """What there is of an address, written in one way."""
    told = {name: " ".join(str((address or {}).get(name) or "").split()) for name in names}
    return {name: part for name, part in told.items() if part}


def _key(parts: Mapping[str, str]) -> str:
    told = "\n".join(f"{name}={parts[name]}" for name in ADDRESS_FIELDS if name in parts)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
