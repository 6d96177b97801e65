"""What stands on a draft gets another price, another size, a round sum, or shipping for nothing."""

from typing import Any

import pytest

from orders.catalogue import Product, goods_changed, key
from tests.bot.talking import labels_of, says, taps, words_of
from tests.world import World

SHIRTS = [
    {"sku": f"D04-{colour}-{size}", "name": "เดรส", "name_en": "Dress", "price": price,
     "options": {"สี": thai, "ไซส์": size}}
    for colour, thai in (("B", "ดำ"), ("W", "ขาว"))
    for size, price in (("M", 29000), ("L", 31000))
]  # fmt: skip


async def opened(world: World, said: str) -> Any:
    await world.customer("Nok")
    merchant = await world.merchant()
    await says(world, merchant, f"new Nok {said}")
    return merchant


async def dresses(world: World) -> None:
    async def stock(shop: Any) -> None:
        for one in SHIRTS:
            await Product.create(shop_id=shop.id, sku_key=key(str(one["sku"])), **one)
        await goods_changed(shop)

    await world.database.transaction(stock, await world.shop())


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("price A01 180", "2 × 180"),
        ("ราคา A01 180 บาท", "2 × 180"),
        ("ราคา A01 ตัวละ 180", "2 × 180"),
        ("price 180.50", "2 × 180.50"),
        ("ราคา 180", "2 × 180"),
        ("price black tee 0", "2 × free gift"),
    ],
)
async def test_a_line_gets_the_price_that_is_said(world: World, said: str, shown: str) -> None:
    merchant = await opened(world, "A01 2")
    assert shown in words_of(await says(world, merchant, said))


async def test_with_several_things_the_price_asks_for_which(world: World) -> None:
    merchant = await opened(world, "A01 2, B02 1")
    heard = await says(world, merchant, "price 80")
    assert "Which one do you mean?" in words_of(heard)
    assert "1 × 80" in words_of(await taps(world, merchant, "price B02 80"))


async def test_two_prices_become_one_line_when_they_are_made_alike(world: World) -> None:
    merchant = await opened(world, "A01 2, A01 1 @150")
    assert "3 × 180" in words_of(await says(world, merchant, "price A01 180"))


@pytest.mark.parametrize(
    "said", ["swap M = L", "เปลี่ยน M เป็น L", "swap C03-M = C03-L", "swap = L", "swap white shirt = L"]
)
async def test_a_size_is_swapped_for_another_of_the_same_product(world: World, said: str) -> None:
    merchant = await opened(world, "C03-M 3")
    heard = words_of(await says(world, merchant, said))
    assert "White shirt L" in heard
    assert "3 × 350" in heard
    assert "White shirt M" not in heard


async def test_a_swap_keeps_the_colour_and_takes_the_price_of_the_other(world: World) -> None:
    await dresses(world)
    merchant = await opened(world, "D04-B-M 2")
    heard = words_of(await says(world, merchant, "swap M = L"))
    assert "Dress ดำ L" in heard
    assert "2 × 310" in heard


async def test_a_swap_for_what_there_is_not_or_is_not_clear_changes_nothing(world: World) -> None:
    await dresses(world)
    merchant = await opened(world, "D04-B-M 2, C03-M 1")
    assert 'does not come as "XXL"' in words_of(await says(world, merchant, "swap D04-B-M = XXL"))
    heard = await says(world, merchant, "swap M = L")
    assert labels_of(heard) == ["swap D04-B-M = L", "swap C03-M = L"]
    assert "฿930.00" in words_of(await says(world, merchant, "show"))


async def test_a_round_sum_is_a_discount_on_the_goods(world: World) -> None:
    merchant = await opened(world, "A01 2, B02 1 ship EMS")
    heard = words_of(await says(world, merchant, "ปัดเหลือ 450"))
    assert "-฿38.00" in heard
    assert "฿500.00" in heard
    refused = words_of(await says(world, merchant, "round to 500"))
    assert "The goods cost ฿488.00; ฿500.00 would be more. Nothing was changed." in refused


async def test_all_in_makes_shipping_free_and_takes_off_the_rest(world: World) -> None:
    merchant = await opened(world, "A01 2, B02 1 ship EMS")
    heard = words_of(await says(world, merchant, "รวมส่ง 450"))
    assert "Shipping EMS\nfree" in heard
    assert "Total\n฿450.00" in heard


async def test_all_in_above_the_goods_says_what_the_fee_would_be(world: World) -> None:
    merchant = await opened(world, "A01 2, B02 1")
    refused = await says(world, merchant, "all in 540")
    assert "The goods cost ฿488.00, so ฿540.00 in all leaves ฿52.00 for shipping" in words_of(refused)
    assert "฿540.00" in words_of(await taps(world, merchant, labels_of(refused)[0]))


@pytest.mark.parametrize(
    ("said", "total"),
    [
        ("new Nok discount 50 A01 2", "฿348.00"),
        ("new Nok\nround to 300\nA01 2", "฿300.00"),
        ("new Nok all in 300 A01 2 ship EMS", "฿300.00"),
        ("new Nok discount 10% ship EMS A01 2", "฿408.20"),
    ],
)
async def test_what_is_taken_off_may_be_said_before_the_goods(world: World, said: str, total: str) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    assert total in words_of(await says(world, merchant, said))


async def test_a_free_gift_is_shown_as_one(world: World) -> None:
    merchant = await opened(world, "A01 1, B02 1 @0")
    heard = words_of(await says(world, merchant, "keyring 1 @0"))
    assert "Tote bag\n1 × free gift\n฿0.00" in heard
    assert "1 × free gift · not in the catalogue" in heard
    assert "฿199.00" in heard


@pytest.mark.parametrize("said", ["ราคา 250 บาทค่ะ", "เปลี่ยน M เป็น L ได้ค่ะ", "ปัดเหลือ 500", "รวมส่ง 690", "price 250"])
async def test_without_a_draft_such_words_are_people_talking(world: World, said: str) -> None:
    merchant = await world.merchant()
    assert await says(world, merchant, said) == []
