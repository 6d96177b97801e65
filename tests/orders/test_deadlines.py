"""The time to pay: reminded of, run out, given anew. The clock is an argument; nobody waits."""

import asyncio
from datetime import datetime, timedelta

import pytest

from orders import selling
from orders.database import Database
from orders.deadlines import Extended, due_orders, expire, extend, look
from orders.order import Order
from orders.paying import record_payment, refund_payment
from orders.payments import settle
from orders.shops import Shop
from orders.slips import Slip
from orders.stages import Refusal
from tests.orders.conftest import NOW, a_product, a_shop
from tests.orders.selling_shop import BY, again, an_order, happened, held

HOUR = timedelta(hours=1)


async def at(order: Order, shop: Shop, when: datetime) -> Order:
    """What the worker makes of the order at this time; it looks as often as something is due."""
    while str(order.id) in await due_orders(when):
        before = await again(order)
        await look(before, shop, when)
        if (await again(order)).remind_at == before.remind_at:
            break
    return await again(order)


async def test_an_unpaid_order_is_reminded_of_once_and_then_expires(shop: Shop) -> None:
    tee = await a_product(shop)
    order = await an_order(shop, tee)
    assert order.remind_at == NOW + 24 * HOUR
    await at(order, shop, NOW + 23 * HOUR)
    assert "payment_due_soon" not in await happened(order)
    for hours in (24, 25, 47):
        await at(order, shop, NOW + hours * HOUR)
    assert (await happened(order)).count("payment_due_soon") == 1
    assert await held(tee) == 2
    gone = await at(order, shop, NOW + 48 * HOUR)
    assert (gone.stage, gone.payment_status, gone.remind_at) == ("expired", "unpaid", None)
    assert await held(tee) == 0
    assert (await happened(order))[-1] == "order_expired"


async def test_several_reminders_come_one_by_one(database: Database) -> None:
    shop = await a_shop(selling={"payment_reminders": ["24h", "1h", "72h"]})
    order = await an_order(shop)
    for hours in range(48):
        await at(order, shop, NOW + hours * HOUR)
    assert (await happened(order)).count("payment_due_soon") == 2


async def test_one_that_was_slept_through_is_not_made_up_for_after_the_end(shop: Shop) -> None:
    order = await an_order(shop)
    gone = await at(order, shop, NOW + 100 * HOUR)
    assert gone.stage == "expired"
    assert "payment_due_soon" not in await happened(order)


async def test_a_shop_without_a_time_to_pay_never_expires_anything(database: Database) -> None:
    shop = await a_shop(selling={"payment_due": ""})
    order = await an_order(shop)
    assert (order.due_at, order.remind_at) == (None, None)
    assert await due_orders(NOW + 999_999 * HOUR) == []


async def test_what_is_confirmed_as_cash_on_delivery_does_not_expire(shop: Shop) -> None:
    order = await an_order(shop, way="cod")
    order.move("confirm")
    await order.save()
    assert (await at(order, shop, NOW + 48 * HOUR)).stage == "confirmed"
    assert await due_orders(NOW + 999 * HOUR) == []


async def test_cash_on_delivery_that_nobody_confirmed_expires(shop: Shop) -> None:
    assert (await at(await an_order(shop, way="cod"), shop, NOW + 48 * HOUR)).stage == "expired"


async def test_partly_paid_never_expires_and_staff_are_told_once(shop: Shop) -> None:
    order = await an_order(shop)
    await record_payment(order, shop, amount=10000, **BY)
    for hours in (24, 48, 49, 1000):
        await at(order, shop, NOW + hours * HOUR)
    kept = await again(order)
    assert kept.stage == "confirmed"
    assert (await happened(order)).count("payment_overdue") == 1


async def test_a_waiting_slip_holds_the_end_back_until_it_is_judged(shop: Shop) -> None:
    order = await an_order(shop)
    slip = await Slip.create(shop_id=shop.id, order_id=order.id, number=1, source="line", received_at=NOW)
    await settle(order)
    await order.save()
    assert (await at(order, shop, NOW + 60 * HOUR)).stage == "new"
    slip.state = "rejected"
    await slip.save()
    order = await again(order)
    await settle(order)
    await order.save()
    assert (await at(order, shop, NOW + 60 * HOUR)).stage == "expired"


async def test_goods_given_back_and_refunded_do_not_expire_afterwards(shop: Shop) -> None:
    order = await an_order(shop)
    await record_payment(order, shop, **BY)
    await refund_payment(order, shop, amount=order.paid, **BY)
    assert (await at(order, shop, NOW + 999 * HOUR)).status == "refunded"


async def test_every_revision_restarts_the_time_and_a_draft_has_none(shop: Shop) -> None:
    order = await an_order(shop)
    draft = await selling.edit(order, shop, now=NOW)
    assert isinstance(draft, Order)
    await selling.issue(draft, shop, by="staff:1", now=NOW + 40 * HOUR)
    kept = await at(order, shop, NOW + 50 * HOUR)
    assert (kept.stage, kept.due_at) == ("new", NOW + 88 * HOUR)
    assert await selling.make_draft(kept, shop, **BY) is None
    assert (await at(order, shop, NOW + 999 * HOUR)).stage == "draft"


async def test_more_time_comes_on_top_of_what_is_left(shop: Shop) -> None:
    order = await an_order(shop)
    result = await extend(order, shop, span=48 * HOUR, by="staff:1", now=NOW + HOUR)
    assert isinstance(result, Extended)
    assert result.due == NOW + 96 * HOUR
    assert (await at(order, shop, NOW + 95 * HOUR)).stage == "new"
    assert "payment_due_extended" in await happened(order)
    assert (await at(order, shop, NOW + 96 * HOUR)).stage == "expired"


async def test_time_that_has_run_out_is_counted_from_now(shop: Shop) -> None:
    tee = await a_product(shop)
    order = await at(await an_order(shop, tee), shop, NOW + 48 * HOUR)
    result = await extend(order, shop, span=2 * HOUR, by="staff:1", now=NOW + 50 * HOUR)
    assert isinstance(result, Extended)
    assert (result.reopened, result.due) == (True, NOW + 52 * HOUR)
    kept = await again(order)
    assert (kept.stage, kept.due_at) == ("new", NOW + 52 * HOUR)
    assert await held(tee) == 2


async def test_an_expired_order_comes_back_to_the_stage_it_had(shop: Shop) -> None:
    order = await an_order(shop)
    order.move("confirm")
    order.confirmed_at = NOW
    await order.save()
    order = await at(order, shop, NOW + 48 * HOUR)
    assert order.stage == "expired"
    await extend(order, shop, span=HOUR, by="staff:1", now=NOW + 49 * HOUR)
    assert (await again(order)).stage == "confirmed"


async def test_without_its_goods_an_expired_order_stays_expired_and_names_them(shop: Shop) -> None:
    tee = await a_product(shop, on_hand=3)
    order = await at(await an_order(shop, tee, quantity=2), shop, NOW + 48 * HOUR)
    await an_order(shop, tee, quantity=2)
    refused = await extend(order, shop, span=HOUR, by="staff:1", now=NOW + 49 * HOUR)
    assert isinstance(refused, Refusal)
    assert (refused.reason, refused.facts["item"], refused.facts["left"]) == ("too_little_stock", "A01", 1)
    assert (await again(order)).stage == "expired"
    assert await held(tee) == 2


@pytest.mark.parametrize("stage", ["draft", "completed", "cancelled"])
async def test_no_time_is_given_where_nothing_is_waited_for(shop: Shop, stage: str) -> None:
    order = await an_order(shop)
    order.stage = stage
    refused = await extend(order, shop, span=HOUR, **BY)
    assert isinstance(refused, Refusal)
    assert refused.reason == "cannot_extend"


async def test_what_is_paid_needs_no_more_time(shop: Shop) -> None:
    order = await an_order(shop)
    await record_payment(order, shop, **BY)
    assert await extend(order, shop, span=HOUR, **BY) == Refusal("nothing_due", {"number": 1001})


async def test_expired_once_however_many_workers_look(database: Database, shop: Shop) -> None:
    tee = await a_product(shop)
    order, later = await an_order(shop, tee), NOW + 48 * HOUR

    async def a_worker() -> None:
        await look(await Order.filter(id=order.id).select_for_update().get(), shop, later)

    await asyncio.gather(*(database.transaction(a_worker) for _ in range(8)))
    assert (await happened(order)).count("order_expired") == 1
    assert await held(tee) == 0


async def test_what_has_ended_cannot_expire(shop: Shop) -> None:
    order = await an_order(shop)
    await selling.cancel(order, shop, **BY)
    refused = await expire(order, shop, NOW)
    assert isinstance(refused, Refusal)
    assert await due_orders(NOW + 999 * HOUR) == [str(order.id)]
    assert (await at(order, shop, NOW + 999 * HOUR)).stage == "cancelled"
    assert await due_orders(NOW + 999 * HOUR) == []
