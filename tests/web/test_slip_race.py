"""One transfer shown for several orders at the same moment, on both databases: one is the first, all others know it."""

import asyncio
from typing import Any

from orders import evidence
from orders.evidence import Shown
from orders.order import Order
from orders.slip_codes import SlipCode
from orders.slips import Slip
from tests.slips import code
from tests.web.shopfront import NOW, Shopfront, opened


async def test_of_one_transfer_only_one_slip_is_the_first(database_url: str) -> None:
    async with opened(database_url) as front:
        orders = [(await front.order(A01=1))[0] for _ in range(5)]
        shown = [Shown(f"{n}.jpg", str(n), SlipCode("014", "one0transfer", code())) for n in range(5)]
        await asyncio.gather(*(_take(front, order, one) for order, one in zip(orders, shown, strict=True)))
        slips = await Slip.all().order_by("id")
        assert [slip.verdict for slip in slips] == ["pending", *["duplicate"] * 4]
        assert {slip.duplicate_of_id for slip in slips[1:]} == {slips[0].id}


async def test_slips_of_one_order_at_one_moment_get_numbers_of_their_own(database_url: str) -> None:
    async with opened(database_url) as front:
        order, _ = await front.order(A01=1)
        shown = [Shown(f"{n}.jpg", str(n), SlipCode("014", f"transfer{n}", code())) for n in range(5)]
        await asyncio.gather(*(_take(front, order, one) for one in shown))
        assert sorted(await Slip.all().values_list("number", flat=True)) == [1, 2, 3, 4, 5]  # type: ignore[type-var]
        assert (await front.fresh(order)).slips_waiting == 5


async def _take(front: Shopfront, order: Order, shown: Shown) -> Any:
    async def work() -> Any:
        locked = await Order.filter(id=order.id).select_for_update().get()
        return await evidence.take_slip(locked, front.shop, shown, source="page", by="customer", now=NOW)

    return await front.db.transaction(work)
