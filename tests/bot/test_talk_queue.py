"""Live selling: `CF2` is asked back, and whoever comes too late has a place in the queue."""

from typing import Any

import pytest

from orders.basket import Basket
from orders.catalogue import Product
from orders.order import Order
from orders.people import Contact
from orders.selling import line_for
from orders.waiting import Waiting, freed, look_again
from tests.bot.talking import says, taps, words_of
from tests.bot.test_talk_proposals import orders, selling
from tests.world import World

CHANNELS = pytest.mark.parametrize("channel", ["line", "messenger"])


async def sold_out(world: World, channel: str = "line") -> tuple[Any, Any, Any]:
    """Queues are on; Lek holds the last three bags; Nok comes too late."""
    merchant = await world.merchant("Ploy", channel)
    nok, lek = await world.customer("Nok", channel), await world.customer("Lek", channel)
    await selling(world, queue=True)
    await says(world, merchant, "new Lek B02 3 send")
    return nok, lek, merchant


@CHANNELS
async def test_who_comes_too_late_is_told_their_place(world: World, channel: str) -> None:
    nok, lek, _ = await sold_out(world, channel)
    mai = await world.customer("Mai", channel)
    assert "You are number 1 in the queue" in words_of(await says(world, nok, "CF B02"))
    assert "You are number 2 in the queue" in words_of(await says(world, mai, "CF B02"))
    assert "You are number 1 in the queue" in words_of(await says(world, nok, "CF B02 2")), "asked twice, one place"
    assert await Waiting.all().count() == 2
    assert [number for number, _, _ in await orders()] == [1001]
    assert lek


async def test_part_of_it_can_be_had_and_the_rest_waited_for(world: World) -> None:
    merchant = await world.merchant("Ploy")
    nok = await world.customer("Nok")
    await selling(world, queue=True)
    card = words_of(await says(world, nok, "CF B02 5"))
    assert "only 3 left. For the rest you are number 1 in the queue" in card
    assert "3 × 90" in card
    assert (await Waiting.get()).quantity == 2
    assert merchant


@CHANNELS
async def test_a_piece_that_is_free_again_is_offered_and_not_sold(world: World, channel: str) -> None:
    nok, lek, merchant = await sold_out(world, channel)
    mai = await world.customer("Mai", channel)
    await says(world, nok, "CF B02")
    await says(world, mai, "CF B02")
    before = len(mai.chat)
    await says(world, merchant, "edit 1001")
    await says(world, merchant, "B02 = 2 send")
    await nok.hears("Tote bag for 90 is free again")
    assert len(mai.chat) == before, "one piece, one notice"
    assert [number for number, _, _ in await orders()] == [1001]
    card = words_of(await taps(world, nok, "I want it"))
    assert "Is this your order?" in card
    await taps(world, nok, "Confirm")
    assert [number for number, _, _ in await orders()] == [1001, 1002]
    assert (await Waiting.get(id=1)).state == "served"
    assert lek


@pytest.mark.parametrize("deed", ["cancel 1001", "draft 1001"])
async def test_whatever_frees_a_piece_is_heard_of_by_the_first(world: World, deed: str) -> None:
    nok, _, merchant = await sold_out(world)
    await says(world, nok, "CF B02")
    await says(world, merchant, deed)
    await nok.hears("Tote bag for 90 is free again")
    assert (await Waiting.get()).state == "offered"


async def test_a_new_count_of_the_stock_is_heard_of_too(world: World) -> None:
    nok, _, _ = await sold_out(world)
    await says(world, nok, "CF B02")
    await Product.filter(sku="B02").update(on_hand=9)
    await world.database.transaction(look_again, await world.shop(), world.here.clock.now())
    await nok.hears("Tote bag for 90 is free again")


async def test_an_offer_is_not_made_twice_but_passed_on(world: World) -> None:
    """While one has it on offer the next is not told; after an hour without an answer it goes on by itself."""
    nok, _, _ = await sold_out(world)
    mai = await world.customer("Mai")
    await says(world, nok, "CF B02")
    await says(world, mai, "CF B02")
    product = await Product.get(sku="B02")
    basket = Basket(lines=[line_for(product, quantity=1)])
    await Product.filter(sku="B02").update(on_hand=4)
    shop = await world.shop()
    for wait in (0, 60):
        world.later(wait)
        await world.database.transaction(freed, shop, basket, world.here.clock.now())
        assert await Waiting.all().order_by("id").values_list("state", flat=True) == ["offered", "waiting"]
    await nok.hears("Tote bag for 90 is free again")
    world.later(3600)
    await mai.hears("Tote bag for 90 is free again")
    assert await Waiting.all().order_by("id").values_list("state", flat=True) == ["lapsed", "offered"]


async def test_staff_see_the_queue_and_offer_by_a_tap(world: World) -> None:
    nok, _, merchant = await sold_out(world)
    assert words_of(await says(world, merchant, "queue B02")) == "Nobody waits for Tote bag."
    await says(world, nok, "CF B02 2")
    card = words_of(await says(world, merchant, "คิว B02"))
    assert "Waiting for Tote bag" in card
    assert "1. Nok" in card
    assert "× 2" in card
    place = await Waiting.get()
    assert "Nok is being told" in words_of(await says(world, merchant, f"queue B02 ~{place.id}"))
    await nok.hears("Tote bag for 90 is free again")
    assert "too old" in words_of(await says(world, merchant, "queue B02 ~999"))
    assert 'no one product "zzz"' in words_of(await says(world, merchant, "queue zzz"))


async def test_who_cannot_be_told_is_told_of_to_staff(world: World) -> None:
    nok, _, merchant = await sold_out(world)
    await says(world, nok, "CF B02")
    await Contact.filter(name="Nok").update(wants_notices=False)
    await says(world, merchant, "cancel 1001")
    await merchant.hears("Tote bag is free again, but Nok, who is next, cannot be told")


async def test_who_gives_up_leaves_the_queue(world: World) -> None:
    nok, _, _ = await sold_out(world)
    await says(world, nok, "CF B02")
    assert words_of(await says(world, nok, "cancel")) == "You are not in the queue any more."
    assert (await Waiting.get()).state == "left"


async def test_who_wants_none_of_it_does_not_wait_for_the_rest(world: World) -> None:
    nok, _ = await world.customer("Nok"), await world.merchant("Ploy")
    await selling(world, queue=True)
    await says(world, nok, "CF B02 5")
    await taps(world, nok, "No thanks")
    assert (await Waiting.get()).state == "left"


async def test_who_cancels_an_order_leaves_the_queue_too(world: World) -> None:
    nok, _, _ = await sold_out(world)
    await says(world, nok, "A01 1")
    await taps(world, nok, "Confirm")
    await says(world, nok, "CF B02")
    answer = words_of(await says(world, nok, "cancel"))
    assert "You are not in the queue any more." in answer
    assert "The shop has been asked to cancel order #1002" in answer
    assert (await Waiting.get()).state == "left"


async def test_cf_and_a_number_is_asked_back(world: World) -> None:
    nok = await world.customer("Nok")
    asked = await says(world, nok, "CF2")
    assert words_of(asked).startswith("Do you mean this?")
    assert "1 × 90" in words_of(await taps(world, nok, "1 × Tote bag"))
    assert await Order.all().count() == 0


async def test_cf_and_a_number_with_goods_in_sight_may_be_a_quantity(world: World) -> None:
    nok = await world.customer("Nok")
    await says(world, nok, "A01 1")
    asked = words_of(await says(world, nok, "cf2 ค่ะ"))
    assert "2 pieces, or item number 2?" in asked
    assert "2 × 199" in words_of(await taps(world, nok, "2 × Black tee"))


async def test_cf_and_a_number_that_nothing_has_is_left_to_people(world: World) -> None:
    nok = await world.customer("Nok")
    assert await says(world, nok, "CF7") == []


@CHANNELS
async def test_the_goods_of_a_quoted_card_are_meant(world: World, channel: str) -> None:
    nok = await world.customer("Nok", channel)
    (card,) = await says(world, nok, "A01 1")
    await taps(world, nok, "No thanks")
    world.later(7200)
    before = len(nok.chat)
    await nok.says("เอา 2 ค่ะ", quotes=card)
    await world.settled()
    assert "2 × 199" in words_of([m for m in nok.chat[before:] if m.who == "shop"])


async def test_without_anything_in_sight_a_bare_number_is_talk(world: World) -> None:
    nok = await world.customer("Nok")
    for line in ("เอา 2 ค่ะ", "2", "สองตัวค่ะ", "เอาอันนี้ค่ะ"):
        assert await says(world, nok, line) == [], line


async def test_what_was_just_shown_is_meant_for_an_hour(world: World) -> None:
    nok = await world.customer("Nok")
    await says(world, nok, "A01 1")
    await taps(world, nok, "No thanks")
    assert "2 × 199" in words_of(await says(world, nok, "งั้นเอา 2 ตัวค่ะ"))
