"""Slips: what customers show as proof of a transfer. Evidence, never money: that is a Payment, once somebody judged."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from orders.order import Order
from orders.shops import Shop


class Slip(Model):
    """`number` counts the slips of an order from 1. `state`: waiting, approved, rejected. `verdict` is what is known of
    it: verified, pending, duplicate, amount_mismatch, receiver_mismatch, not_found, unreadable, unavailable. `amount`
    (satang) is what was claimed or read. `picture` is the name of the stored file, `digest` the SHA-256 of its pixels'
    file as it came. `late`: the order had expired when it came. `source`: line, messenger, page, staff.
    """

    id = fields.IntField(primary_key=True)
    shop: fields.ForeignKeyRelation[Shop] = fields.ForeignKeyField("models.Shop", related_name="slips")
    shop_id: int
    order: fields.ForeignKeyRelation[Order] = fields.ForeignKeyField("models.Order", related_name="slips")
    order_id: int
    number = fields.IntField()
    state = fields.CharField(max_length=10, default="waiting")
    verdict = fields.CharField(max_length=20, default="pending")
    bank = fields.CharField(max_length=3, null=True)
    reference = fields.CharField(max_length=100, null=True)
    amount = fields.BigIntField(null=True)
    transferred_at = fields.DatetimeField(null=True)
    source = fields.CharField(max_length=10)
    received_at = fields.DatetimeField()
    late = fields.BooleanField(default=False)
    duplicate_of: fields.ForeignKeyNullableRelation["Slip"] = fields.ForeignKeyField(
        "models.Slip", related_name="doubles", null=True, on_delete=fields.SET_NULL
    )
    duplicate_of_id: int | None
    reason = fields.CharField(max_length=300, null=True)
    by = fields.CharField(max_length=60, default="")
    picture = fields.CharField(max_length=100, default="")
    digest = fields.CharField(max_length=64, default="")
    check_at = fields.DatetimeField(null=True)

    class Meta:
        table = "slip"
        table_description = "proofs of a transfer"
        unique_together = (("order", "number"),)
        indexes = (
            Index(fields=("order_id",)),
            Index(fields=("bank", "reference")),
            Index(fields=("duplicate_of_id",)),
            Index(fields=("shop_id", "state")),
        )
