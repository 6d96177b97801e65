"""From a link to what it stands for. A guessed, cut or mistyped link finds nothing."""

import re
from dataclasses import dataclass

from orders.checkout import LinkState, state_of
from orders.invoices import Invoice
from orders.order import Order
from orders.shops import Shop

#: Nothing else is asked of the database: a link is not a place for NUL bytes or whole books.
TOKEN = re.compile(r"[A-Za-z0-9_-]{16,40}")


@dataclass(frozen=True, slots=True)
class Seen:
    """An invoice with its order and shop, as they were at one moment."""

    shop: Shop
    order: Order
    invoice: Invoice

    @property
    def state(self) -> LinkState:
        return state_of(self.invoice, self.order)

    @property
    def address(self) -> str:
        return f"/o/{self.invoice.token}"


async def find(token: str, *, locked: bool = False) -> Seen | None:
    """What the link stands for. `locked` (inside a transaction): nobody else changes the order until commit.

    SQLite's BEGIN IMMEDIATE already lets one write at a time; on PostgreSQL the order's row is locked, and the
    invoice read after that, so it is the newest.
    """
    token = token.partition(".")[0]  # behind it: the seal of the customer's own chat (web.own_chat)
    if not TOKEN.fullmatch(token):
        return None
    known = await Invoice.get_or_none(token=token)
    if known is None:
        return None
    orders = Order.filter(id=known.order_id)
    order = await (orders.select_for_update() if locked else orders).get()
    invoice = await Invoice.get(id=known.id) if locked else known
    return Seen(await Shop.get(id=order.shop_id), order, invoice)
