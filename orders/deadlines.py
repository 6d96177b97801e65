"""The time to pay: it is reminded of, it runs out, it is given anew. Each use case runs in one transaction with
`order` freshly loaded and locked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from orders import stock, waiting
from orders.events import record
from orders.order import Order, next_look, pay_until
from orders.paying import reopen
from orders.shops import Shop
from orders.stages import Refusal

#: Payment statuses in which money is still waited for. While a slip waits, its judge is waited for.
OWING = ("unpaid", "partially_paid")


@dataclass(frozen=True, slots=True)
class Extended:
    order: Order
    due: datetime
    reopened: bool = False


async def extend(order: Order, shop: Shop, *, span: timedelta, by: str, now: datetime) -> Extended | Refusal:
    """More time to pay, on top of what is left. An expired order comes back, if its goods are still there."""
    is_expired = order.stage == "expired"
    if order.stage not in ("new", "confirmed", "expired"):
        return Refusal("cannot_extend", {"stage": order.stage, "number": order.number or ""})
    if not is_expired and (order.balance <= 0 or order.payment_status == "cod"):
        return Refusal("nothing_due", {"number": order.number})
    if is_expired and (refusal := await reopen(order, shop)):
        return refusal
    due = max(now, order.due_at or now) + span
    pay_until(order, shop.terms, due, now)
    await order.save()
    facts = {"due": due.isoformat(), "reopened": is_expired}
    await record("payment_due_extended", shop_id=shop.id, by=by, now=now, order=order, facts=facts)
    return Extended(order, due, is_expired)


async def look(order: Order, shop: Shop, now: datetime) -> None:
    """What the clock says of this order: a reminder, its end, or that it was partly paid when its time ran out.

    Each is done once, however many look at it.
    """
    if order.remind_at is None or order.remind_at > now or order.payment_status == "review":
        return
    due = order.due_at
    waits = order.stage in ("new", "confirmed") and order.payment_status in OWING
    if due is None or not waits:
        order.remind_at = None
        await order.save(update_fields=["remind_at"])
    elif now < due:
        await _remind(order, shop, due, now)
    elif order.payment_status == "unpaid" and order.fulfillment_status == "unfulfilled":
        await expire(order, shop, now)
    else:
        order.remind_at = None
        await order.save(update_fields=["remind_at"])
        await record("payment_overdue", shop_id=shop.id, by="system", now=now, order=order)


async def expire(order: Order, shop: Shop, now: datetime) -> Refusal | None:
    """The time to pay has run out: what the order held is free again."""
    if refusal := order.move("expire"):
        return refusal
    basket = order.basket
    await stock.release(basket)
    order.keep(basket, shop.terms)
    order.remind_at = None
    await order.save()
    await record("order_expired", shop_id=shop.id, by="system", now=now, order=order)
    await waiting.freed(shop, basket, now)
    return None


async def due_orders(now: datetime, busy: Iterable[str] = (), *, most: int = 50) -> list[str]:
    """Orders that must be looked at now, the longest due first, by their ids."""
    due = Order.filter(remind_at__lte=now).exclude(payment_status="review").exclude(id__in=[*map(int, busy)] or [0])
    return [str(order_id) for order_id in await due.order_by("remind_at").limit(most).values_list("id", flat=True)]


async def _remind(order: Order, shop: Shop, due: datetime, now: datetime) -> None:
    order.remind_at = next_look(due, shop.terms, now)
    await order.save(update_fields=["remind_at"])
    facts = {"due": due.isoformat(), "balance": order.balance}
    await record("payment_due_soon", shop_id=shop.id, by="system", now=now, order=order, facts=facts)
