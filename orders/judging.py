"""Judging slips: by people, and by a service that knows what the bank knows. Use cases; each runs in the caller's
transaction with the order loaded for change; a Refusal means that nothing has changed."""

from dataclasses import dataclass
from datetime import datetime

from orders.events import record
from orders.evidence import OPEN
from orders.order import Order
from orders.partners import Told, Verdict
from orders.paying import Recorded, record_payment, reopen
from orders.payments import MOST_AT_ONCE, Payment, settle
from orders.receivers import is_ours
from orders.shops import Shop
from orders.slips import Slip
from orders.stages import Refusal

LONGEST_REASON = 300
#: Ways to pay that leave a slip; of an order that was to be paid otherwise, a slip is of a transfer.
WITH_SLIP = ("promptpay", "bank_transfer")


@dataclass(frozen=True, slots=True)
class Approved:
    """`reopened`: the order had expired and lives again."""

    slip: Slip
    recorded: Recorded
    reopened: bool = False


async def waiting_slips(order: Order) -> list[Slip]:
    return await Slip.filter(order_id=order.id, state="waiting").order_by("number").prefetch_related("duplicate_of")


async def the_slip(order: Order, number: int | None) -> Slip | Refusal:
    """The slip that is meant: by its number, or the only one that waits."""
    waiting = await waiting_slips(order)
    if number is None:
        if not waiting:
            return Refusal("no_slip_waiting", {"number": order.number})
        if len(waiting) > 1:
            return Refusal("which_slip", {"number": order.number, "slips": [slip.number for slip in waiting]})
        return waiting[0]
    found = next((slip for slip in waiting if slip.number == number), None)
    if found is not None:
        return found
    is_judged = await Slip.exists(order_id=order.id, number=number)
    return Refusal("slip_judged" if is_judged else "no_such_slip", {"number": order.number, "slip": number})


async def approve(
    order: Order,
    shop: Shop,
    *,
    by: str,
    now: datetime,
    number: int | None = None,
    amount: int | None = None,
    anyway: bool = False,
) -> Approved | Refusal:
    """It is money: what is said, else what the slip says, else all that is owed. A transfer that was shown before is
    asked about once more (`anyway`); an order that has expired comes back, if its goods are still there."""
    slip = await the_slip(order, number)
    if isinstance(slip, Refusal):
        return slip
    if slip.verdict == "duplicate" and not anyway:
        return await _warned(slip, order)
    if amount is not None and not 0 < amount <= MOST_AT_ONCE:
        return Refusal("amount_zero" if amount <= 0 else "payment_huge", {"amount": amount})
    if amount is None and slip.amount is None and order.balance <= 0:
        return Refusal("nothing_owed", {"number": order.number})
    reopened = order.stage == "expired"
    if reopened and (refusal := await reopen(order, shop)):
        return refusal
    recorded = await _count(slip, order, shop, amount=amount, by=by, now=now)
    return recorded if isinstance(recorded, Refusal) else Approved(slip, recorded, reopened)


async def reject(
    order: Order, shop: Shop, *, by: str, now: datetime, number: int | None = None, reason: str = ""
) -> Slip | Refusal:
    """It is not; the customer hears, and why."""
    slip = await the_slip(order, number)
    if isinstance(slip, Refusal):
        return slip
    slip.state, slip.reason, slip.by, slip.check_at = "rejected", reason[:LONGEST_REASON] or None, by, None
    await slip.save(update_fields=["state", "reason", "by", "check_at"])
    await settle(order)
    await order.save()
    facts = {"slip": slip.id, "slip_number": slip.number, "reason": slip.reason or "", "late": slip.late}
    await record("payment_rejected", shop_id=shop.id, by=by, now=now, order=order, facts=facts)
    return slip


async def checked(slip: Slip, order: Order, shop: Shop, told: Told, *, provider: str, now: datetime) -> bool:
    """Write down what a service told of a slip that still waits, and book the payment where the shop lets it. Whether
    staff have something new to hear."""
    was = slip.verdict, slip.check_at
    slip.verdict = weighed(slip, order, shop, told)
    slip.amount = told.amount if told.amount is not None else slip.amount
    slip.transferred_at = told.at or slip.transferred_at
    slip.check_at = now + told.ask_again if told.ask_again is not None else None
    await slip.save(update_fields=["verdict", "amount", "transferred_at", "check_at"])
    booked = False
    if told.amount is not None and _may_book(slip, order, shop):
        booked = not isinstance(await _count(slip, order, shop, amount=None, by=f"slip:{provider}", now=now), Refusal)
    is_news = booked or slip.verdict != "pending" or was[1] == slip.received_at
    if is_news:
        facts = {"slip": slip.id, "slip_number": slip.number, "verdict": slip.verdict, "booked": booked}
        await record("slip_checked", shop_id=shop.id, by=f"slip:{provider}", now=now, order=order, facts=facts)
    return is_news


def weighed(slip: Slip, order: Order, shop: Shop, told: Told) -> Verdict:
    """What a service tells, against what we know: that a transfer happened does not make it ours."""
    right = {amount for amount in (order.balance, slip.amount) if amount is not None and amount > 0}
    is_right = told.amount is not None and told.amount in right
    ours = is_ours(told.receiver, shop.terms.payments)
    if told.verdict == "amount_mismatch" and is_right and ours is not False:
        return "verified"  # they compared with what was owed; as much as was claimed is right, too
    if told.verdict != "verified":
        return told.verdict
    if ours is False:
        return "receiver_mismatch"
    return "amount_mismatch" if told.amount is not None and right and not is_right else "verified"


def _may_book(slip: Slip, order: Order, shop: Shop) -> bool:
    is_whole = slip.amount is not None and slip.amount == order.balance
    return (
        shop.terms.payments.approve_verified
        and slip.verdict == "verified"
        and is_whole
        and not slip.late
        and order.stage in OPEN
    )


async def _count(
    slip: Slip, order: Order, shop: Shop, *, amount: int | None, by: str, now: datetime
) -> Recorded | Refusal:
    """The payment that a slip proves. A reference stands on one payment only, so that of a duplicate is left out."""
    method = order.basket.payment_method
    was = slip.by
    slip.state, slip.by = "approved", by
    await slip.save(update_fields=["state", "by"])
    reference = slip.reference
    if reference is not None and await Payment.exists(shop_id=shop.id, reference=reference):
        reference = None
    recorded = await record_payment(
        order,
        shop,
        by=by,
        now=now,
        amount=amount if amount is not None else slip.amount,
        method=method if method in WITH_SLIP or method is None else "bank_transfer",
        slip=slip,
        reference=reference,
    )
    if isinstance(recorded, Refusal):
        slip.state, slip.by = "waiting", was
        await slip.save(update_fields=["state", "by"])
        await settle(order)
    return recorded


async def _warned(slip: Slip, order: Order) -> Refusal:
    """Which order the transfer was shown for first; another shop's is not named."""
    first = await Slip.get_or_none(id=slip.duplicate_of_id or 0).prefetch_related("order")
    facts: dict[str, object] = {"number": order.number, "slip": slip.number}
    if first is not None and first.shop_id == slip.shop_id:
        return Refusal("slip_seen", {**facts, "other": first.order.number, "other_slip": first.number})
    return Refusal("slip_seen_elsewhere" if first is not None else "slip_seen_by_service", facts)
