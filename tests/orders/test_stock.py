"""Stock: what an open order holds nobody else can have, and what is given back can be sold again."""

import asyncio
from typing import Any

import pytest

from orders import selling, stock
from orders.basket import Basket, Line
from orders.catalogue import Product, reserve
from orders.database import Database
from orders.order import Order
from orders.shops import Shop
from orders.stages import Refusal
from tests.orders.conftest import NOW, a_product, a_shop


def of(product: Product, quantity: int, **said: Any) -> Line:
    line = selling.line_for(product, quantity=quantity)
    for name, value in said.items():
        setattr(line, name, value)
    return line


def a_basket(*lines: Line) -> Basket:
    basket = Basket()
    for line in lines:
        assert basket.add(line) is None
    return basket


async def held(product: Product) -> int:
    return (await Product.get(id=product.id)).reserved


async def test_what_is_held_is_no_longer_available(shop: Shop) -> None:
    tee = await a_product(shop, on_hand=3)
    basket = a_basket(of(tee, 2))
    assert await stock.hold(basket) is None
    product = await Product.get(id=tee.id)
    assert (product.on_hand, product.reserved, product.available) == (3, 2, 1)
    assert [line.reserved for line in basket.lines] == [2]


async def test_the_last_piece_can_be_held_but_not_one_more(shop: Shop) -> None:
    tee = await a_product(shop, on_hand=2)
    assert await reserve(tee.id, 2)
    assert not await reserve(tee.id, 1)
    assert await held(tee) == 2


async def test_goods_that_are_not_counted_never_run_out(shop: Shop) -> None:
    tee = await a_product(shop, on_hand=None)
    assert await stock.hold(a_basket(of(tee, 9_999))) is None
    assert (await Product.get(id=tee.id)).available is None


async def test_short_of_one_thing_nothing_is_held_at_all(shop: Shop) -> None:
    tee, bag = await a_product(shop, "A01", on_hand=9), await a_product(shop, "B02", name="ถุงผ้า", on_hand=1)
    basket = a_basket(of(tee, 2), of(bag, 2))
    refusal = await stock.hold(basket)
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "too_little_stock"
    assert (refusal.facts["item"], refusal.facts["left"], refusal.facts["line"]) == ("B02", 1, 2)
    assert (await held(tee), await held(bag)) == (0, 0)
    assert [line.reserved for line in basket.lines] == [0, 0]


async def test_two_lines_of_the_same_goods_are_counted_together(shop: Shop) -> None:
    tee = await a_product(shop, on_hand=3)
    basket = a_basket(of(tee, 2), of(tee, 2, unit_price=100))
    assert isinstance(await stock.hold(basket), Refusal)
    assert await held(tee) == 0


async def test_given_back_it_can_be_sold_again(shop: Shop) -> None:
    tee = await a_product(shop, on_hand=2)
    basket = a_basket(of(tee, 2))
    await stock.hold(basket)
    await stock.release(basket)
    assert await held(tee) == 0
    await stock.release(basket)  # twice gives nothing twice
    assert await held(tee) == 0
    assert await stock.hold(a_basket(of(tee, 2))) is None


async def test_a_changed_order_takes_only_what_is_new_and_gives_back_the_rest(shop: Shop) -> None:
    tee, bag = await a_product(shop, "A01", on_hand=3), await a_product(shop, "B02", name="ถุงผ้า", on_hand=3)
    before = a_basket(of(tee, 3), of(bag, 1))
    await stock.hold(before)
    after = a_basket(of(tee, 2), of(bag, 3))
    assert await stock.hold(after, before=before) is None
    assert (await held(tee), await held(bag)) == (2, 3)
    without = a_basket(of(tee, 2))
    assert await stock.hold(without, before=after) is None
    assert (await held(tee), await held(bag)) == (2, 0)


async def test_a_change_that_cannot_be_had_leaves_everything_as_it_was(shop: Shop) -> None:
    tee, bag = await a_product(shop, "A01", on_hand=5), await a_product(shop, "B02", name="ถุงผ้า", on_hand=3)
    before = a_basket(of(tee, 1), of(bag, 1))
    await stock.hold(before)
    refusal = await stock.hold(a_basket(of(tee, 5), of(bag, 4)), before=before)
    assert isinstance(refusal, Refusal)
    assert refusal.facts["left"] == 3, "what this order could have in all, its own piece included"
    assert (await held(tee), await held(bag)) == (1, 1)


async def test_what_was_shipped_is_not_held_any_more(shop: Shop) -> None:
    tee = await a_product(shop, on_hand=3)
    assert await stock.hold(a_basket(of(tee, 3, fulfilled=2))) is None
    assert await held(tee) == 1


async def issue_one(shop: Shop, product: Product) -> bool:
    draft = await selling.start(shop, by="staff:1", now=NOW)
    basket = draft.basket
    basket.add(of(product, 1))
    await selling.change(draft, basket, shop)
    return isinstance(await selling.issue(draft, shop, by="staff:1", now=NOW), selling.Issued)


@pytest.mark.parametrize("pieces", [1, 3])
async def test_many_race_for_the_last_pieces_and_exactly_so_many_win(database: Database, pieces: int) -> None:
    """Every order is a transaction of its own, all at the same time."""
    shop = await a_shop()
    tee = await a_product(shop, on_hand=pieces)
    race = [database.transaction(issue_one, await Shop.get(id=shop.id), tee) for _ in range(8)]
    won = await asyncio.gather(*race)
    assert sum(won) == pieces
    assert await held(tee) == pieces
    numbers = await Order.filter(stage="new").order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1001, 1001 + pieces))
