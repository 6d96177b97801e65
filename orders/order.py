"""An order: a basket somebody stands behind, its number, its stage, and its three separate truths.

Payment, fulfillment and parcel are facts of their own; the statuses on the row are copies kept by `settle`.
"""

from datetime import datetime, timedelta
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from orders.basket import Basket, basket_from_json
from orders.people import Chat, Customer
from orders.shops import Shop, ShopTerms
from orders.stages import ORDER, Refusal, step

#: How many changes to a draft can be taken back.
MOST_UNDO = 20


class Order(Model):
    """`number` is None until issued, then for life. `edits` is set on a draft that will become the next revision of
    that order. `chat` is the customer's conversation, None for an offline order. Money columns are copies in satang.

    `paid` is what came in less what went back; `refunded` and `slips_waiting` are counted beside it. `remind_at` is
    when the time to pay is next to be looked at (a reminder, then the end of it), None when it never is.

    Of a draft: `drafted_in` is the chat of staff where it was opened last, `touched` its last change (`{"by", "words",
    "at"}`), and `past` what it was before each change, with who made that change and in which words.
    """

    id = fields.IntField(primary_key=True)
    shop: fields.ForeignKeyRelation[Shop] = fields.ForeignKeyField("models.Shop", related_name="orders")
    shop_id: int
    number = fields.IntField(null=True)
    kind = fields.CharField(max_length=10, default="in_chat")
    stage = fields.CharField(max_length=12, default="draft")
    revision = fields.IntField(default=0)
    customer: fields.ForeignKeyNullableRelation[Customer] = fields.ForeignKeyField(
        "models.Customer", related_name="orders", null=True, on_delete=fields.SET_NULL
    )
    customer_id: int | None
    chat: fields.ForeignKeyNullableRelation[Chat] = fields.ForeignKeyField(
        "models.Chat", related_name="orders", null=True, on_delete=fields.SET_NULL
    )
    chat_id: int | None
    edits: fields.ForeignKeyNullableRelation["Order"] = fields.ForeignKeyField(
        "models.Order", related_name="edit_drafts", null=True, on_delete=fields.CASCADE
    )
    edits_id: int | None
    content: dict[str, Any] = fields.JSONField(default=dict)
    past: list[dict[str, Any]] = fields.JSONField(default=list)
    drafted_in = fields.IntField(null=True)
    touched: dict[str, Any] | None = fields.JSONField(null=True)
    currency = fields.CharField(max_length=3, default="THB")
    subtotal = fields.BigIntField(default=0)
    discount = fields.BigIntField(default=0)
    shipping_fee = fields.BigIntField(default=0)
    payment_fee = fields.BigIntField(default=0)
    total = fields.BigIntField(default=0)
    paid = fields.BigIntField(default=0)
    refunded = fields.BigIntField(default=0)
    slips_waiting = fields.IntField(default=0)
    payment_status = fields.CharField(max_length=16, default="unpaid")
    fulfillment_status = fields.CharField(max_length=20, default="unfulfilled")
    parcel_status = fields.CharField(max_length=16, null=True)
    created_at = fields.DatetimeField()
    issued_at = fields.DatetimeField(null=True)
    confirmed_at = fields.DatetimeField(null=True)
    due_at = fields.DatetimeField(null=True)
    remind_at = fields.DatetimeField(null=True)

    class Meta:
        table = "shop_order"
        table_description = "orders and drafts"
        unique_together = (("shop", "number"),)
        indexes = (
            Index(fields=("shop_id", "stage", "number")),
            Index(fields=("shop_id", "created_at")),
            Index(fields=("customer_id",)),
            Index(fields=("chat_id",)),
            Index(fields=("edits_id",)),
            Index(fields=("remind_at",)),
        )

    @property
    def basket(self) -> Basket:
        """A fresh copy; `keep` writes it back."""
        return basket_from_json(self.content)

    @property
    def balance(self) -> int:
        return int(self.total - self.paid)

    @property
    def can_confirm(self) -> bool:
        return self.stage == "new"

    @property
    def channel(self) -> str | None:
        """Of the fetched chat; None for an offline order."""
        return self.chat.channel if self.chat is not None else None

    def keep(self, basket: Basket, terms: ShopTerms, *, change: dict[str, Any] | None = None) -> None:
        """Take the basket, with its totals, as the order's content. A `change` (by, words, at) can be undone."""
        if change is not None:
            self.past = [*self.past, {"content": self.content, **change}][-MOST_UNDO:]
            self.touched = change
        self.content = basket.to_json()
        totals = basket.totals(terms)
        self.subtotal, self.discount = totals.subtotal, totals.discount
        self.shipping_fee, self.payment_fee, self.total = (
            totals.shipping_fee,
            totals.payment_fee,
            totals.total,
        )
        self.settle()

    def take_back(self, terms: ShopTerms) -> bool:
        """Undo the last change to the draft; False when there is none."""
        if not self.past:
            return False
        *self.past, last = self.past
        self.keep(basket_from_json(last.get("content", last)), terms)  # drafts of the first version keep it bare
        return True

    @property
    def last_change(self) -> dict[str, str]:
        """Who made the change that `take_back` would undo, and in which words; empty when nothing is known of it."""
        return {name: self.past[-1].get(name, "") for name in ("by", "words")} if self.past else {}

    def move(self, verb: str) -> Refusal | None:
        """Step the stage by a verb of `stages.ORDER`, or say why not."""
        to = step(ORDER, self.stage, verb)
        if isinstance(to, Refusal):
            return Refusal(to.reason, to.facts | {"number": self.number})
        self.stage = to
        self.settle()
        return None

    def settle(self) -> None:
        """Derive the copied statuses from the facts. First that holds, as written in docs/statuses.md."""
        method = self.content.get("payment_method")
        if self.paid == 0 and self.refunded > 0:
            self.payment_status = "refunded"
        elif self.slips_waiting > 0 and self.balance > 0:
            self.payment_status = "review"
        elif self.balance < 0:
            self.payment_status = "overpaid"
        elif self.balance == 0:
            self.payment_status = "paid"
        elif self.paid > 0:
            self.payment_status = "partially_paid"
        elif method == "cod" and self.stage in ("confirmed", "completed"):
            self.payment_status = "cod"
        else:
            self.payment_status = "unpaid"

    @property
    def status(self) -> str:
        """The one word shown to people (a key of templates/words `status.<key>`), derived from all axes."""
        if self.stage in ("draft", "cancelled", "expired", "completed"):
            return self.stage
        if self.payment_status == "refunded":
            return "refunded"
        if self.fulfillment_status == "fulfilled":
            return "shipped"
        if self.stage == "new" and self.payment_status == "unpaid":
            return "new"
        return self.payment_status


def issue_times(order: Order, terms: ShopTerms, now: datetime) -> None:
    """Every revision restarts the time to pay; confirming does not."""
    span = terms.selling.payment_due
    order.issued_at = now
    pay_until(order, terms, None if span is None else now + timedelta(seconds=span), now)


def pay_until(order: Order, terms: ShopTerms, due: datetime | None, now: datetime) -> None:
    """From now on the order is to be paid by `due` (None: whenever), and is looked at when that says something."""
    order.due_at = due
    order.remind_at = None if due is None else next_look(due, terms, now)


def next_look(due: datetime, terms: ShopTerms, now: datetime) -> datetime | None:
    """The next moment after `now` that the time to pay has: each reminder before it, then its end."""
    before = (due - timedelta(seconds=span) for span in terms.selling.payment_reminders if span)
    return min((moment for moment in (*before, due) if moment > now), default=None)
