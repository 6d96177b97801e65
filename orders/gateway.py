"""What a payment gateway tells of an order's money: it has come in, so much of it has gone back. Use cases, each in the
caller's transaction. Both are facts by the time they are told, whatever has become of the order meanwhile, and both are
told more than once and in any order."""

from dataclasses import dataclass
from datetime import datetime

from orders.order import Order
from orders.paying import Recorded, Refunded, record_payment, refund_payment
from orders.payments import Payment
from orders.shops import Shop
from orders.stages import Refusal

#: The way to pay, and who signs: nobody here did it.
METHOD, BY = "stripe", "system"
CURRENCY = "thb"


@dataclass(frozen=True, slots=True)
class CameIn:
    """`payment` is the gateway's own number of it, `amount` satang. `is_vouched`: it says itself that it is this
    shop's; else it may be of something else that is sold with the same keys."""

    payment: str
    number: int
    amount: int
    currency: str
    is_vouched: bool


@dataclass(frozen=True, slots=True)
class WentBack:
    """`so_far`: all of that payment that has gone back up to now, in satang."""

    payment: str
    so_far: int


async def came_in(told: CameIn, shop: Shop, now: datetime) -> Recorded | Refusal | None:
    """Count it, once; None when it was counted before. A Refusal: it is of no order here."""
    unknown = Refusal("no_such_order", {"number": told.number})
    if told.currency != CURRENCY:
        return unknown
    order = await _order(shop, told.number)
    if order is None or not (told.is_vouched or order.basket.payment_method == METHOD):
        return unknown
    if await _payment(shop, told.payment) is not None:
        return None
    return await record_payment(
        order, shop, by=BY, now=now, amount=told.amount, method=METHOD, reference=told.payment, is_there=True
    )


async def went_back(told: WentBack, shop: Shop, now: datetime) -> Refunded | Refusal | None:
    """Count what is new of it; None when nothing is. A Refusal `no_such_payment`: it was heard before its payment, or
    is none of ours.

    Staff who gave money back at the gateway may have told so in chat, before or after: that is the same money.
    """
    payment = await _payment(shop, told.payment)
    if payment is None:
        return Refusal("no_such_payment")
    order = await Order.filter(id=payment.order_id).select_for_update().get()
    backs = await Payment.filter(order_id=order.id, kind="refund", method=METHOD).order_by("id")
    new = told.so_far - sum(back.amount for back in backs if (back.reference or "").startswith(f"{told.payment}/"))
    for back in backs:
        if back.reference is None and back.amount <= new:
            back.reference = f"{told.payment}/{told.so_far}:{back.id}"
            await back.save(update_fields=["reference"])
            new -= back.amount
    if new <= 0:
        return None
    reference = f"{told.payment}/{told.so_far}"
    amount = min(new, order.paid)
    return await refund_payment(
        order, shop, amount=amount, by=BY, now=now, method=METHOD, reference=reference, is_gone=True
    )


async def _order(shop: Shop, number: int) -> Order | None:
    return await Order.filter(shop_id=shop.id, number=number, edits_id=None).select_for_update().first()


async def _payment(shop: Shop, reference: str) -> Payment | None:
    return await Payment.get_or_none(shop_id=shop.id, kind="payment", method=METHOD, reference=reference)
