"""Invoices: each issue or edit of an order is a new immutable revision with a new unguessable link."""

import hmac
import re
from secrets import token_urlsafe
from typing import Any

from tortoise import fields
from tortoise.models import Model

from orders.basket import Basket, basket_from_json
from orders.order import Order

#: 128 bits: nobody guesses a link.
TOKEN_BYTES = 16


_SEALED = re.compile(r"(/o/[A-Za-z0-9_-]{10,})\.[0-9a-f]{32}")


class Invoice(Model):
    """One revision. `content` is the basket as issued and never changes; `checkout` is what the customer has put
    together on the page so far (`{"basket": ..., "fields": ...}`), None until they change something. Its `"reader"`
    marks the one browser that came out of the customer's own chat.
    """

    id = fields.IntField(primary_key=True)
    order: fields.ForeignKeyRelation[Order] = fields.ForeignKeyField("models.Order", related_name="invoices")
    order_id: int
    revision = fields.IntField()
    token = fields.CharField(max_length=40, unique=True)
    content: dict[str, Any] = fields.JSONField()
    checkout: dict[str, Any] | None = fields.JSONField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "invoice"
        table_description = "immutable revisions"
        unique_together = (("order", "revision"),)

    @property
    def basket(self) -> Basket:
        """A fresh copy of the basket as issued."""
        return basket_from_json(self.content)


def new_token() -> str:
    return token_urlsafe(TOKEN_BYTES)


def chat_seal(token: str, secret: str) -> str:
    """What only the card in the customer's own chat adds to a link: whoever shows it was handed that card."""
    return hmac.new(secret.encode(), f"chat:{token}".encode(), "sha256").hexdigest()[:32]


def without_seals(text: str) -> str:
    """The text with every invoice link in it as the shop would give it out itself: without what `chat_seal` adds."""
    return _SEALED.sub(r"\1", text)


async def current_invoice(order: Order) -> Invoice | None:
    return await Invoice.get_or_none(order_id=order.id, revision=order.revision)
