"""The use cases of money: it came in, it went back. Each runs in one transaction with `order` freshly loaded and
locked; a Refusal means that nothing has changed.

A payment is a fact. What is paid is the sum of the facts, and whether an order is confirmed or completed follows.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from orders import stock
from orders.basket import Basket
from orders.documents import keep_up
from orders.events import record
from orders.invoices import current_invoice
from orders.order import Order
from orders.payments import MOST_AT_ONCE, Payment, settle
from orders.people import Customer
from orders.shops import Shop
from orders.slips import Slip
from orders.stages import Refusal

#: What money is said to have come by when nobody said how.
BY_TRANSFER = "bank_transfer"
#: Stages in which money is late: the order has ended, and the goods may be gone.
ENDED = ("cancelled", "expired")


@dataclass(frozen=True, slots=True)
class Recorded:
    """A payment, and what followed. `over` is by how much more than owed; `confirmed`: it confirmed the order, too;
    `lacks` and `short` say why a new order is not confirmed: what must still be known, or goods that are not there.
    """

    order: Order
    payment: Payment
    over: int = 0
    late: bool = False
    confirmed: bool = False
    lacks: tuple[str, ...] = ()
    short: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Refunded:
    order: Order
    payment: Payment


async def record_payment(
    order: Order,
    shop: Shop,
    *,
    by: str,
    now: datetime,
    amount: int | None = None,
    method: str | None = None,
    slip: Slip | None = None,
    reference: str | None = None,
    note: str = "",
    is_there: bool = False,
) -> Recorded | Refusal:
    """Money came in: `amount` satang, or all that is owed. A new order that lacks nothing is confirmed by it; of an
    order that has ended it is late, and the order stays ended. A draft takes none, but for what `is_there` already."""
    owed = order.balance
    if order.stage == "draft" and not is_there:
        return Refusal("cannot_pay", {"stage": order.stage, "number": order.number or ""})
    if amount is None and owed <= 0:
        return Refusal("nothing_owed", {"number": order.number})
    amount = owed if amount is None else amount
    if not 0 < amount <= MOST_AT_ONCE:
        return Refusal("amount_zero" if amount <= 0 else "payment_huge", {"amount": amount})
    basket = order.basket
    if order.stage == "new" and basket.payment_method is None:
        basket.payment_method = method or BY_TRANSFER
        order.keep(basket, shop.terms)
    payment = await Payment.create(
        shop_id=shop.id,
        order_id=order.id,
        kind="payment",
        method=method or basket.payment_method or BY_TRANSFER,
        amount=amount,
        at=now,
        by=by,
        slip_id=slip.id if slip is not None else None,
        reference=reference,
        note=note[:500],
    )
    await settle(order)
    lacks, short = await _confirm(order, basket, shop, by, now) if order.stage == "new" else ((), None)
    confirmed = order.confirmed_at == now and order.stage == "confirmed"
    await order.save()
    await keep_up(order, shop, now)
    late = order.stage in ENDED
    facts: dict[str, Any] = {"amount": amount, "method": payment.method, "balance": order.balance, "late": late}
    facts |= {"payment": payment.id, "slip": slip.id if slip is not None else None, "confirms": confirmed}
    await record("payment_recorded", shop_id=shop.id, by=by, now=now, order=order, facts=facts)
    if confirmed:
        await record("order_confirmed", shop_id=shop.id, by=by, now=now, order=order, facts={"total": order.total})
    await complete_if_done(order, shop, now)
    return Recorded(order, payment, max(0, -order.balance), late, confirmed, lacks, short)


async def refund_payment(
    order: Order,
    shop: Shop,
    *,
    amount: int,
    by: str,
    now: datetime,
    method: str | None = None,
    reference: str | None = None,
    note: str = "",
    is_gone: bool = False,
) -> Refunded | Refusal:
    """Money went back: some of what was paid, or all of it, in whatever stage the order is; of a draft only what
    `is_gone` already. Without a `method` it went the way the last payment came."""
    if refusal := refuse_refund(order, amount, is_gone=is_gone):
        return refusal
    last = await Payment.filter(order_id=order.id, kind="payment").order_by("-id").first()
    method = method or (last.method if last is not None else BY_TRANSFER)
    payment = await Payment.create(
        shop_id=shop.id,
        order_id=order.id,
        kind="refund",
        method=method,
        amount=amount,
        at=now,
        by=by,
        reference=reference,
        note=note[:500],
    )
    await settle(order)
    await order.save()
    facts = {"amount": amount, "method": payment.method, "balance": order.balance, "payment": payment.id}
    await record("payment_refunded", shop_id=shop.id, by=by, now=now, order=order, facts=facts)
    await complete_if_done(order, shop, now)
    return Refunded(order, payment)


def refuse_refund(order: Order, amount: int | None = None, *, is_gone: bool = False) -> Refusal | None:
    """Why so much (None: anything at all) cannot go back."""
    if order.stage == "draft" and not is_gone:
        return Refusal("cannot_refund", {"stage": order.stage, "number": order.number or ""})
    if order.paid <= 0:
        return Refusal("nothing_to_refund", {"number": order.number})
    if amount is not None and amount <= 0:
        return Refusal("amount_zero", {"amount": amount})
    if amount is not None and amount > order.paid:
        return Refusal("refund_above_paid", {"number": order.number, "amount": amount, "paid": order.paid})
    return None


async def reopen(order: Order, shop: Shop) -> Refusal | None:
    """An expired order comes back to the stage it had, when its goods are still there; the caller saves it."""
    was_confirmed = order.confirmed_at is not None
    basket = order.basket
    if (was_confirmed or shop.terms.selling.reserve == "issue") and (refusal := await stock.hold(basket)):
        return refusal
    if refusal := order.move("reopen_confirmed" if was_confirmed else "reopen"):
        return refusal
    order.keep(basket, shop.terms)
    return None


async def complete_if_done(order: Order, shop: Shop, now: datetime) -> bool:
    """Complete an order of which nothing is left to do: paid, everything shipped, every parcel delivered.

    Cash on delivery is handed over with the parcel, so there the parcel alone decides.
    """
    arrived = order.parcel_status == "delivered"
    paid = order.balance <= 0 or (order.payment_status == "cod" and arrived)
    shipped = order.fulfillment_status == "fulfilled" and (arrived or order.parcel_status is None)
    if order.stage != "confirmed" or not (paid and shipped):
        return False
    order.move("complete")
    await order.save()
    await record("order_completed", shop_id=shop.id, by="system", now=now, order=order)
    return True


async def _confirm(
    order: Order, basket: Basket, shop: Shop, by: str, now: datetime
) -> tuple[tuple[str, ...], Refusal | None]:
    """Confirm a new order on its customer's behalf; what it lacks, or which goods are short, when that cannot be."""
    lacks = tuple(basket.missing_to_confirm(shop.terms))
    if lacks:
        return lacks, None
    if short := await stock.hold(basket, before=order.basket):
        return (), short
    order.move("confirm")
    order.keep(basket, shop.terms)
    order.confirmed_at = now
    order.customer_id = (await _customer(order, basket, now)).id
    if (invoice := await current_invoice(order)) is not None and invoice.checkout is not None:
        # What they were putting together on the page was not what has been paid.
        invoice.checkout = None
        await invoice.save(update_fields=["checkout"])
    return (), None


async def _customer(order: Order, basket: Basket, now: datetime) -> Customer:
    """The person whose order it is, known by what stands on it where nothing else is known."""
    known = await Customer.get_or_none(id=order.customer_id or 0)
    customer = known or await Customer.create(shop_id=order.shop_id, created_at=now)
    address: dict[str, Any] = basket.shipping_address or {}
    customer.name = customer.name or str(address.get("name", ""))
    customer.phone = customer.phone or str(address.get("phone", ""))
    customer.address = customer.address or basket.shipping_address
    await customer.save()
    return customer
