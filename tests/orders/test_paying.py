"""Money told by staff: what is owed, what is too much, what is late, what goes back."""

from datetime import timedelta

import pytest

from orders import selling
from orders.deadlines import expire
from orders.events import Event
from orders.order import Order
from orders.paying import Recorded, Refunded, complete_if_done, record_payment, refund_payment
from orders.payments import MOST_AT_ONCE, Payment, settle
from orders.shops import Shop
from orders.slips import Slip
from orders.stages import Refusal
from tests.orders.conftest import NOW, a_product, a_shop
from tests.orders.selling_shop import BY, again, an_order, happened, held

TOTAL = 2 * 19900 + 5000


async def paid(order: Order, shop: Shop, amount: int | None = None) -> Recorded:
    result = await record_payment(order, shop, amount=amount, **BY)
    assert isinstance(result, Recorded), result
    return result


async def test_paid_without_an_amount_is_all_that_is_owed(shop: Shop) -> None:
    order = await an_order(shop)
    result = await paid(order, shop)
    assert result.payment.amount == TOTAL
    kept = await again(order)
    assert (kept.paid, kept.balance, kept.payment_status) == (TOTAL, 0, "paid")


async def test_paid_in_full_and_lacking_nothing_a_new_order_is_confirmed_by_staff(shop: Shop) -> None:
    order = await an_order(shop)
    result = await paid(order, shop)
    assert (result.confirmed, result.lacks, result.short) == (True, (), None)
    assert (await again(order)).stage == "confirmed"
    assert (await happened(order))[-2:] == ["payment_recorded", "order_confirmed"]
    confirmed = await Event.get(order_id=order.id, name="order_confirmed")
    assert confirmed.by == "staff:1"


async def test_part_of_it_confirms_a_new_order_too(shop: Shop) -> None:
    order = await an_order(shop)
    assert (await paid(order, shop, 10000)).confirmed
    assert (await again(order)).payment_status == "partially_paid"


@pytest.mark.parametrize(("lacks", "named"), [("address", "line"), ("method", "shipping_method")])
async def test_a_new_order_that_lacks_something_stays_new_and_says_what(shop: Shop, lacks: str, named: str) -> None:
    order = await an_order(shop, lacks=lacks)
    result = await paid(order, shop)
    assert not result.confirmed
    assert named in result.lacks
    kept = await again(order)
    assert (kept.stage, kept.payment_status, kept.status) == ("new", "paid", "paid")


async def test_without_a_way_to_pay_it_came_by_bank_transfer(shop: Shop) -> None:
    order = await an_order(shop, way=None)
    result = await paid(order, shop)
    assert result.payment.method == "bank_transfer"
    assert (await again(order)).basket.payment_method == "bank_transfer"
    assert result.confirmed


async def test_goods_that_are_gone_keep_a_paid_order_new_and_are_named(shop: Shop) -> None:
    late = await a_shop("late", selling={"reserve": "confirm"})
    tee = await a_product(late, on_hand=1)
    order = await an_order(late, tee, quantity=2)
    result = await paid(order, late)
    assert result.short is not None
    assert (result.short.reason, result.short.facts["item"], result.short.facts["left"]) == (
        "too_little_stock", "A01", 1,
    )  # fmt: skip
    assert (await again(order)).stage == "new"
    assert await held(tee) == 0


async def test_more_than_owed_is_recorded_and_said(shop: Shop) -> None:
    order = await an_order(shop)
    result = await paid(order, shop, TOTAL + 5000)
    assert result.over == 5000
    assert (await again(order)).payment_status == "overpaid"


async def test_when_nothing_is_owed_paid_is_refused_but_an_amount_is_a_fact(shop: Shop) -> None:
    order = await an_order(shop)
    await paid(order, shop)
    assert await record_payment(order, shop, **BY) == Refusal("nothing_owed", {"number": 1001})
    assert (await paid(order, shop, 100)).over == 100


@pytest.mark.parametrize("amount", [0, -1, MOST_AT_ONCE + 1])
async def test_an_amount_out_of_bounds_is_refused_and_nothing_recorded(shop: Shop, amount: int) -> None:
    order = await an_order(shop)
    assert isinstance(await record_payment(order, shop, amount=amount, **BY), Refusal)
    assert await Payment.all().count() == 0
    assert (await again(order)).stage == "new"


async def test_a_draft_refuses_payments_and_refunds(shop: Shop) -> None:
    draft = await selling.start(shop, **BY)
    assert await record_payment(draft, shop, amount=100, **BY) == Refusal(
        "cannot_pay", {"stage": "draft", "number": ""}
    )
    refused = await refund_payment(draft, shop, amount=100, **BY)
    assert isinstance(refused, Refusal)
    assert refused.reason == "cannot_refund"


async def test_late_money_is_recorded_and_the_order_stays_ended(shop: Shop) -> None:
    tee = await a_product(shop)
    gone, dropped = await an_order(shop, tee), await an_order(shop, tee)
    await expire(gone, shop, NOW)
    await selling.cancel(dropped, shop, **BY)
    for order, stage in ((gone, "expired"), (dropped, "cancelled")):
        result = await paid(order, shop)
        assert (result.late, result.confirmed) == (True, False)
        kept = await again(order)
        assert (kept.stage, kept.payment_status, kept.status) == (stage, "paid", stage)
    assert await held(tee) == 0


async def test_a_refund_of_some_leaves_some_to_pay_again(shop: Shop) -> None:
    order = await an_order(shop)
    await paid(order, shop)
    result = await refund_payment(order, shop, amount=20000, **BY)
    assert isinstance(result, Refunded)
    kept = await again(order)
    assert (kept.paid, kept.refunded, kept.balance, kept.payment_status) == (
        TOTAL - 20000, 20000, 20000, "partially_paid",
    )  # fmt: skip


async def test_a_refund_of_all_reads_refunded(shop: Shop) -> None:
    order = await an_order(shop)
    await paid(order, shop)
    await refund_payment(order, shop, amount=TOTAL, **BY)
    kept = await again(order)
    assert (kept.paid, kept.payment_status, kept.status) == (0, "refunded", "refunded")
    assert (await happened(order))[-1] == "payment_refunded"


async def test_no_more_goes_back_than_came_in(shop: Shop) -> None:
    order = await an_order(shop)
    assert await refund_payment(order, shop, amount=1, **BY) == Refusal("nothing_to_refund", {"number": 1001})
    await paid(order, shop, 10000)
    assert await refund_payment(order, shop, amount=10001, **BY) == Refusal(
        "refund_above_paid", {"number": 1001, "amount": 10001, "paid": 10000}
    )
    assert await Payment.filter(kind="refund").count() == 0


STAGES = ("new", "confirmed", "completed", "cancelled", "expired")


@pytest.mark.parametrize("stage", STAGES)
async def test_in_every_stage_but_draft_money_comes_in_and_goes_back(shop: Shop, stage: str) -> None:
    order = await an_order(shop, lacks="address")
    await Order.filter(id=order.id).update(stage=stage)
    order = await again(order)
    await paid(order, shop, 10000)
    assert isinstance(await refund_payment(order, shop, amount=4000, **BY), Refunded)
    kept = await again(order)
    assert (kept.stage, kept.paid) == (stage, 6000)


async def test_what_is_paid_follows_the_order_through_an_edit(shop: Shop) -> None:
    order = await an_order(shop)
    await paid(order, shop)
    draft = await selling.edit(order, shop, now=NOW + timedelta(hours=1))
    assert isinstance(draft, Order)
    basket = draft.basket
    assert basket.set_quantity(basket.lines[0], 1) is None
    await selling.change(draft, basket, shop)
    issued = await selling.issue(draft, shop, by="staff:1", now=NOW + timedelta(hours=1))
    assert isinstance(issued, selling.Issued)
    assert (issued.order.paid, issued.order.balance, issued.order.payment_status) == (TOTAL, -19900, "overpaid")


async def test_a_waiting_slip_reads_review_while_something_is_owed(shop: Shop) -> None:
    order = await an_order(shop)
    slip = await Slip.create(shop_id=shop.id, order_id=order.id, number=1, source="line", received_at=NOW)
    await settle(order)
    assert (order.payment_status, order.status) == ("review", "review")
    await paid(order, shop)
    assert order.payment_status == "paid"
    slip.state = "approved"
    await slip.save()
    await settle(order)
    assert order.slips_waiting == 0


DONE = {"fulfillment_status": "fulfilled", "parcel_status": "delivered"}


@pytest.mark.parametrize(
    ("way", "paid_first", "facts", "is_done"),
    [
        ("promptpay", True, DONE, True),
        ("promptpay", False, DONE, False),
        ("promptpay", True, DONE | {"parcel_status": "in_transit"}, False),
        ("promptpay", True, DONE | {"parcel_status": "returned"}, False),
        ("promptpay", True, DONE | {"fulfillment_status": "partially_fulfilled"}, False),
        ("promptpay", True, DONE | {"parcel_status": None}, True),
        ("cod", False, DONE, True),
        ("cod", False, DONE | {"parcel_status": None}, False),
    ],
)
async def test_an_order_is_completed_once_paid_shipped_and_delivered(
    shop: Shop, way: str, paid_first: bool, facts: dict[str, str], is_done: bool
) -> None:
    order = await an_order(shop, way=way)
    await paid(order, shop) if paid_first else order.move("confirm")
    for name, value in facts.items():
        setattr(order, name, value)
    assert await complete_if_done(order, shop, NOW) is is_done
    assert ((await happened(order))[-1] == "order_completed") is is_done


async def test_the_last_payment_completes_what_has_arrived_already(shop: Shop) -> None:
    order = await an_order(shop)
    await paid(order, shop, 10000)
    await Order.filter(id=order.id).update(**DONE)
    await paid(await again(order), shop)
    assert (await again(order)).stage == "completed"
