"""Satang taken off a bill: of all open bills of a shop no two ask for the same amount."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from orders import checkout, deadlines, paying, selling
from orders.basket import basket_from_json
from orders.checkout import Choices, Confirmed
from orders.database import Database, migrate, open_database
from orders.events import Event
from orders.invoices import current_invoice
from orders.order import Order
from orders.shops import Shop
from tests.orders.conftest import NOW, TERMS, a_product, a_shop
from tests.orders.selling_shop import BY, NOK, again, an_order

UNIQUE = {"payments": TERMS["payments"] | {"unique_satang": True}}


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await a_shop(**UNIQUE)


async def bill(shop: Shop, **how: Any) -> Order:
    """Two shirts by EMS: 448 baht."""
    return await again(await an_order(shop, await a_product(shop, f"A{await Order.all().count():03d}"), **how))


async def revised(order: Order, shop: Shop, **values: Any) -> Order:
    draft = await selling.edit(order, shop, now=NOW)
    assert isinstance(draft, Order)
    basket = draft.basket
    for name, value in values.items():
        setattr(basket, name, value)
    await selling.change(draft, basket, shop)
    assert isinstance(await selling.issue(draft, shop, **BY), selling.Issued)
    return await again(order)


async def confirmed(order: Order, shop: Shop, **chosen: Any) -> Order:
    order, invoice = await again(order), await current_invoice(await again(order))
    assert invoice is not None
    choices = Choices(NOK | chosen.pop("address", {}), shipping_method="EMS", **chosen)
    assert isinstance(await checkout.confirm(invoice, order, shop, choices, NOW), Confirmed)
    return await again(order)


async def test_bills_of_one_price_ask_for_different_amounts(shop: Shop) -> None:
    bills = [await bill(shop) for _ in range(3)]
    assert [(one.total, one.discount, one.balance) for one in bills] == [
        (44799, 1, 44799), (44798, 2, 44798), (44797, 3, 44797),
    ]  # fmt: skip
    assert bills[0].basket.totals(shop.terms).total == 44799


async def test_without_the_setting_nothing_is_taken_off(database: Database) -> None:
    shop = await a_shop()
    assert [(await bill(shop)).total for _ in range(2)] == [44800, 44800]


async def test_other_shops_bills_are_no_matter(shop: Shop) -> None:
    other = await a_shop("other", **UNIQUE)
    assert ((await bill(shop)).total, (await bill(other)).total) == (44799, 44799)


async def test_what_is_paid_is_free_again(shop: Shop) -> None:
    first = await bill(shop)
    await paying.record_payment(first, shop, **BY)
    assert (await bill(shop)).total == 44799


async def test_amounts_of_bills_that_expired_are_taken_last_so_that_one_may_come_back(shop: Shop) -> None:
    first = await bill(shop)
    await deadlines.expire(first, shop, NOW)
    second = await bill(shop)
    await deadlines.extend(first, shop, span=timedelta(days=1), **BY)
    assert (first.stage, first.balance, second.balance) == ("new", 44799, 44798)


async def test_it_is_the_amount_that_differs_whatever_it_is_made_of(shop: Shop) -> None:
    first = await bill(shop)
    dearer = await a_product(shop, "B1", price=19899)
    second = await again(await an_order(shop, dearer))
    assert (first.balance, second.balance) == (44799, 44797)


async def test_a_discount_stays_what_it_was_and_the_satang_come_on_top(shop: Shop) -> None:
    await bill(shop)
    order = await revised(await bill(shop), shop, discount_percent=1000)
    assert (order.discount, order.total) == (3982, 40818)
    assert (order.basket.discount_percent, order.basket.satang_off) == (1000, 2)


async def test_an_edit_keeps_the_satang_it_has_when_nobody_else_has_them(shop: Shop) -> None:
    await bill(shop)
    second = await bill(shop)
    assert second.total == 44798
    assert (await revised(second, shop, note="hello")).total == 44798


async def test_a_paid_order_stays_paid_through_an_edit(shop: Shop) -> None:
    order = await bill(shop)
    await paying.record_payment(order, shop, **BY)
    order = await revised(order, shop, note="hello")
    assert (order.total, order.balance, order.payment_status) == (44799, 0, "paid")


async def test_put_back_to_draft_and_sent_again_a_paid_order_is_still_paid(shop: Shop) -> None:
    order = await bill(shop)
    await paying.record_payment(order, shop, **BY)
    await selling.make_draft(order, shop, **BY)
    assert isinstance(await selling.issue(order, shop, **BY), selling.Issued)
    assert (await again(order)).payment_status == "paid"


async def test_what_the_customer_chooses_does_not_make_two_alike(shop: Shop) -> None:
    first, second = await bill(shop), await bill(shop, lacks="method")
    assert (first.balance, second.balance) == (44799, 39799)
    assert (await confirmed(second, shop)).balance == 44798


async def test_the_price_a_customer_saw_never_becomes_dearer_while_there_is_a_smaller_one(shop: Shop) -> None:
    bills = [await bill(shop), await bill(shop, lacks="method"), await bill(shop, lacks="method")]
    balances = [(await confirmed(one, shop)).balance for one in bills[1:]]
    assert balances == [44798, 44797]
    assert all(balance <= 5000 + one.balance for balance, one in zip(balances, bills[1:], strict=True))


async def test_cash_at_the_door_is_whole(shop: Shop) -> None:
    order = await bill(shop, way="cod")
    assert (order.discount, order.total) == (0, 44800 + 3344)
    asked = await bill(shop, way=None)
    assert asked.total == 44799
    assert (await confirmed(asked, shop, payment_method="cod")).total == 44800 + 3344


async def test_the_hundredth_of_one_price_is_sent_whole_and_of_the_next_staff_are_told(shop: Shop) -> None:
    product = await a_product(shop, on_hand=None)
    bills = [await again(await an_order(shop, product)) for _ in range(101)]
    assert {one.balance for one in bills[:99]} == set(range(44701, 44800))
    assert [one.balance for one in bills[99:]] == [44800, 44800]
    told = await Event.filter(name="balance_shared")
    assert [event.order_id for event in told] == [bills[100].id]


@pytest.mark.parametrize("price", [0, 1, 50])
async def test_a_bill_never_falls_below_a_satang(shop: Shop, price: int) -> None:
    product = await a_product(shop, "S", price=price, on_hand=None)
    draft = await selling.start(shop, **BY)
    basket = draft.basket
    basket.add(selling.line_for(product, quantity=1))
    await selling.change(draft, basket, shop)
    assert isinstance(await selling.issue(draft, shop, **BY), selling.Issued)
    assert (await again(draft)).total == {0: 0, 1: 1, 50: 49}[price]
    assert not await Event.exists(name="balance_shared")


async def test_a_discount_given_anew_begins_without_them() -> None:
    basket = basket_from_json({"lines": [{"id": 1, "name": "x", "quantity": 1, "unit_price": 50000}], "satang_off": 7})
    assert basket.discount == 7
    assert basket.round_to(45000) is None
    assert basket.subtotal - basket.discount == 45000


async def test_orders_of_the_first_versions_have_none() -> None:
    assert basket_from_json({"lines": []}).satang_off == 0


@pytest.fixture
async def either(database_url: str) -> Any:
    """SQLite and PostgreSQL."""
    await migrate(database_url)
    db = await open_database(database_url)
    yield db
    await db.close()


async def test_bills_of_one_moment_do_not_choose_alike(either: Database) -> None:
    shop = await a_shop(**UNIQUE)
    product = await a_product(shop, on_hand=None)
    drafts = []
    for _ in range(12):
        draft = await selling.start(shop, **BY)
        basket = draft.basket
        basket.add(selling.line_for(product, quantity=1))
        await selling.change(draft, basket, shop)
        drafts.append(draft)
    await asyncio.gather(*(either.transaction(selling.issue, draft, shop, **BY) for draft in drafts))
    assert len({order.balance for order in await Order.all()}) == 12
