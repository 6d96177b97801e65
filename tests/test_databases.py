"""The core stories hold on SQLite and on PostgreSQL alike."""

import pytest

from tests.world import World


@pytest.mark.parametrize("channel", ["line", "messenger"])
async def test_a_merchant_types_an_order_and_the_customer_gets_the_card(either_world: World, channel: str) -> None:
    world = either_world
    nok = await world.customer("Nok", channel)
    merchant = await world.merchant("Ploy", channel)
    await merchant.says("new Nok A01 2, B02 1 ship EMS discount 50 send")
    card = await nok.hears("1001")
    assert "฿488.00" in card.words
    await merchant.hears("sent to Nok")
    await world.settled()
    order = await world.order(1001)
    assert (order["total"], order["stage"]) == (48800, "new")
