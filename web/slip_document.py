"""Slips in the order document. Another shop's order is never named, only that the transfer was seen there."""

from collections.abc import Sequence
from typing import Any

from orders.order import Order
from orders.payments import Payment
from orders.slips import Slip
from web.moments import iso


async def slips_of(orders: Sequence[Order]) -> dict[int, list[dict[str, Any]]]:
    """Order id -> its slips, oldest first, in as few queries as one order takes."""
    ids = [order.id for order in orders]
    slips = await Slip.filter(order_id__in=ids).order_by("number").prefetch_related("duplicate_of__order")
    rows: Any = await Payment.filter(slip_id__in=[slip.id for slip in slips] or [0]).values_list("slip_id", "id")
    payments = dict(rows)
    found: dict[int, list[dict[str, Any]]] = {order_id: [] for order_id in ids}
    for slip in slips:
        found[slip.order_id].append(_slip(slip, payments.get(slip.id)))
    return found


def _slip(slip: Slip, payment: int | None) -> dict[str, Any]:
    return {
        "id": str(slip.id),
        "number": slip.number,
        "state": slip.state,
        "verdict": slip.verdict,
        "bank": slip.bank,
        "reference": slip.reference,
        "amount": slip.amount,
        "transferred_at": iso(slip.transferred_at) if slip.transferred_at else None,
        "source": slip.source,
        "received_at": iso(slip.received_at),
        "late": slip.late,
        "duplicate_of": _first(slip),
        "reason": slip.reason,
        "payment": None if payment is None else str(payment),
        "by": slip.by,
    }


def _first(slip: Slip) -> dict[str, Any] | None:
    first = slip.duplicate_of
    if first is None:
        return None
    if first.shop_id != slip.shop_id:
        return {"order": None, "slip": None}
    return {"order": str(first.order.number), "slip": first.number}
