"""What happened, in the past tense: the order's timeline, and the only source of notifications."""

from datetime import datetime
from typing import Any

from tortoise import fields
from tortoise.indexes import Index, PartialIndex
from tortoise.models import Model

from orders.order import Order
from orders.shops import Shop

#: Every event there is. Add, do not rename: partners and the timeline use these words.
NAMES = (
    "order_drafted", "order_issued", "order_revised", "order_sent", "order_not_sent", "order_confirmed",
    "order_changed_to_draft", "order_cancelled", "order_expired", "order_completed",
    "payment_recorded", "payment_rejected", "payment_refunded", "payment_due_extended", "payment_due_soon",
    "payment_overdue", "balance_shared", "slip_checked", "slip_moved",
    "customer_wants", "cancel_asked", "payment_reported", "piece_offered", "people_took_over",
    "staff_linked", "person_wanted", "notice_sent", "notice_not_sent", "send_again_asked", "channel_down",
)  # fmt: skip

#: Of these nobody is told; they stand on the timeline.
SILENT = {
    "order_drafted", "order_changed_to_draft", "order_completed", "staff_linked", "notice_sent", "notice_not_sent",
    "people_took_over",
}  # fmt: skip


class Event(Model):
    """`by` is `staff:ID`, `customer` or `system`; `facts` are what its sentence and its cards need.

    `announced` is false until whoever must hear of it has been told.
    """

    id = fields.IntField(primary_key=True)
    shop: fields.ForeignKeyRelation[Shop] = fields.ForeignKeyField("models.Shop", related_name="events")
    shop_id: int
    order: fields.ForeignKeyNullableRelation[Order] = fields.ForeignKeyField(
        "models.Order", related_name="events", null=True
    )
    order_id: int | None
    at = fields.DatetimeField()
    name = fields.CharField(max_length=40)
    by = fields.CharField(max_length=60)
    facts: dict[str, Any] = fields.JSONField(default=dict)
    announced = fields.BooleanField(default=False)
    attempts = fields.IntField(default=0)

    class Meta:
        table = "event"
        table_description = "the timeline"
        indexes = (
            Index(fields=("order_id", "id")),
            Index(fields=("shop_id",)),
            PartialIndex(fields=("id",), condition={"announced": False}),
        )


async def record(
    name: str,
    *,
    shop_id: int,
    by: str,
    now: datetime,
    order: Order | None = None,
    facts: dict[str, Any] | None = None,
) -> Event:
    """Write down that `name` happened. Raises ValueError for a name that is not in `NAMES`."""
    if name not in NAMES:
        raise ValueError(f"unknown event {name}")
    return await Event.create(
        shop_id=shop_id,
        order_id=order.id if order else None,
        at=now,
        name=name,
        by=by,
        facts=facts or {},
        announced=name in SILENT,
    )
