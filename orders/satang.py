"""The satang that tell whose money came: a shop may take 1 to 99 off each bill, so that of its open ones no two ask for
the same amount. Cash at the door tells by itself whose it is, and nobody pays a courier in satang: it is left whole."""

from datetime import datetime
from itertools import chain

from tortoise.expressions import F

from orders.basket import MOST_SATANG_OFF, Basket
from orders.events import record
from orders.order import Order
from orders.shops import Shop


async def stand_apart(order: Order, basket: Basket, shop: Shop) -> bool:
    """Take so many satang off `basket` that nobody else's open bill asks for what this one will. When none are free, or
    the bill is too small for them, it is left whole; False when another asks for the whole, too.

    In the transaction that makes the bill known, behind the holding of stock: the shop's row is locked until commit, so
    that two bills of one moment do not choose alike.
    """
    if not shop.terms.payments.unique_satang or basket.payment_method == "cod":
        return True
    was = basket.satang_off
    if _owed(order, basket, shop) <= 0:
        return True  # it is paid, with the satang it had
    basket.satang_off = 0
    whole = _owed(order, basket, shop)
    await Shop.filter(id=shop.id).select_for_update().get()
    asked, once_asked = await _others(order, shop, whole)
    first = max(was, 1)
    # The one it has stays if it can; after that one that makes the bill smaller than its customer has seen it.
    choices = (*range(first, MOST_SATANG_OFF + 1), *range(1, first))
    for off, taken in chain(((off, asked | once_asked) for off in choices), ((off, asked) for off in choices)):
        basket.satang_off = off
        owed = _owed(order, basket, shop)
        if 0 < owed < whole and owed not in taken:
            return True
    basket.satang_off = 0
    return whole not in asked


async def tell_alike(order: Order, shop: Shop, *, by: str, now: datetime) -> None:
    """Staff are to know that the amount of this bill says nothing of who has paid it."""
    facts = {"balance": order.balance}
    await record("balance_shared", shop_id=shop.id, by=by, now=now, order=order, facts=facts)


def _owed(order: Order, basket: Basket, shop: Shop) -> int:
    return basket.totals(shop.terms).total - int(order.paid)


async def _others(order: Order, shop: Shop, whole: int) -> tuple[set[int], set[int]]:
    """What is asked for by other bills, as far as this one could ask for it, too; and what was, by expired ones, whose
    money may still come."""
    bills = Order.filter(shop_id=shop.id, edits_id=None).exclude(id=order.id).annotate(owed=F("total") - F("paid"))
    near = bills.filter(owed__gte=whole - MOST_SATANG_OFF - 1, owed__lte=whole)
    found: dict[bool, set[int]] = {True: set(), False: set()}
    for stage, owed in await near.filter(stage__in=("new", "confirmed", "expired")).values_list("stage", "owed"):
        found[stage == "expired"].add(int(owed))
    return found[False], found[True]
