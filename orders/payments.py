"""Payments as facts: money that came in and money that went back. What is paid, and what is owed, is their sum."""

from dataclasses import dataclass

from tortoise import fields
from tortoise.functions import Sum
from tortoise.indexes import Index
from tortoise.models import Model

from orders.order import Order
from orders.shops import Shop
from orders.slips import Slip

#: The most that can be told at once, in satang.
MOST_AT_ONCE = 10_000_000_00


class Payment(Model):
    """`kind` is payment or refund, `amount` positive satang. `method` is how it came: promptpay, bank_transfer, cod,
    stripe. `by` signs the deed; `reference` is the bank's or the gateway's own number, once per shop and method.
    """

    id = fields.IntField(primary_key=True)
    shop: fields.ForeignKeyRelation[Shop] = fields.ForeignKeyField("models.Shop", related_name="payments")
    shop_id: int
    order: fields.ForeignKeyRelation[Order] = fields.ForeignKeyField("models.Order", related_name="payments")
    order_id: int
    kind = fields.CharField(max_length=10, default="payment")
    method = fields.CharField(max_length=20)
    amount = fields.BigIntField()
    at = fields.DatetimeField()
    by = fields.CharField(max_length=60)
    slip: fields.ForeignKeyNullableRelation[Slip] = fields.ForeignKeyField(
        "models.Slip", related_name="payments", null=True, on_delete=fields.SET_NULL
    )
    slip_id: int | None
    reference = fields.CharField(max_length=200, null=True)
    note = fields.CharField(max_length=500, default="")

    class Meta:
        table = "payment"
        table_description = "money in and back"
        unique_together = (("shop", "method", "kind", "reference"),)
        indexes = (Index(fields=("order_id",)), Index(fields=("slip_id",)))


@dataclass(frozen=True, slots=True)
class Counted:
    """What the facts of an order come to, in satang: `received`, `refunded`, and how many slips wait for a judge."""

    received: int
    refunded: int
    slips_waiting: int


async def count(order: Order) -> Counted:
    """Read the facts anew."""
    sums = dict(
        await Payment.filter(order_id=order.id).annotate(sum=Sum("amount")).group_by("kind").values_list("kind", "sum")
    )
    waiting = await Slip.filter(order_id=order.id, state="waiting").count()
    return Counted(int(sums.get("payment") or 0), int(sums.get("refund") or 0), waiting)


async def settle(order: Order) -> None:
    """Derive the order's money anew from its facts; the caller saves it."""
    counted = await count(order)
    order.paid, order.refunded, order.slips_waiting = (
        counted.received - counted.refunded,
        counted.refunded,
        counted.slips_waiting,
    )
    order.settle()
