"""Drafts of orders that are cancelled or taken back meanwhile, and buttons that name what never was."""

import pytest

from orders.order import Order
from orders.queues import Inbound
from tests.bot.talking import says, words_of
from tests.world import World


async def test_an_order_is_cancelled_while_its_edit_is_open_here(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant("Ploy")
    await says(world, merchant, "new Nok A01 1 send")
    await says(world, merchant, "edit 1001")
    assert "1001" in words_of(await says(world, merchant, "cancel 1001"))
    assert (await Order.get(number=1001, edits_id=None)).stage == "cancelled"
    assert not await Inbound.filter(state="buried").exists()


async def test_an_order_is_changed_to_draft_while_its_edit_is_open_here(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant("Ploy")
    await says(world, merchant, "new Nok A01 1 send")
    await says(world, merchant, "edit 1001")
    await says(world, merchant, "draft 1001")
    assert (await Order.get(number=1001, edits_id=None)).stage == "draft"
    assert not await Order.filter(edits_id__isnull=False).exists()


async def test_a_cancelled_draft_cannot_be_built_on(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant("Ploy")
    await says(world, merchant, "new Nok A01 1 send")
    await says(world, merchant, "draft 1001")
    await says(world, merchant, "edit 1001")
    await says(world, merchant, "cancel 1001")
    await says(world, merchant, "B02 1")
    order = await Order.get(number=1001)
    assert (order.stage, order.total) == ("cancelled", 19900)


@pytest.mark.parametrize("name", ["~²", "~99999999999999999999", "~x", "~"])
@pytest.mark.parametrize("verb", ["new", "edit"])
async def test_a_button_that_names_what_never_was_is_refused(world: World, verb: str, name: str) -> None:
    await world.customer("Nok")
    merchant = await world.merchant("Ploy")
    await says(world, merchant, f"{verb} {name}")
    assert not await Inbound.filter(attempts__gt=1).exists()
    assert not await Inbound.filter(state="buried").exists()
