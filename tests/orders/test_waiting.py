"""The queue of goods that are short: places, offers, and that nothing in it sells anything by itself."""

from datetime import timedelta

from orders.catalogue import Product
from orders.events import Event
from orders.people import Chat
from orders.shops import Shop
from orders.waiting import OFFER_LASTS, Waiting, join, leave, look_again, pieces_there, queue_of
from tests.orders.conftest import NOW, a_product, a_shop


async def three(shop: Shop) -> list[Chat]:
    return [await Chat.create(shop=shop, channel="line", external_id=name) for name in ("nok", "lek", "mai")]


async def states() -> list[str]:
    return [place.state for place in await Waiting.all().order_by("id")]


async def test_first_come_first_served_and_one_place_each(shop: Shop) -> None:
    product, (nok, lek, mai) = await a_product(shop, on_hand=0), await three(shop)
    assert [await join(product, chat, quantity=1, now=NOW) for chat in (nok, lek, mai, nok)] == [1, 2, 3, 1]
    assert [place.chat_id for place in await queue_of(product)] == [nok.id, lek.id, mai.id]
    assert await leave(nok) == 1
    assert await join(product, lek, quantity=2, now=NOW) == 1
    assert await join(product, nok, quantity=1, now=NOW) == 3


async def test_as_many_are_told_as_there_are_pieces(shop: Shop) -> None:
    product, chats = await a_product(shop, on_hand=0), await three(shop)
    for chat in chats:
        await join(product, chat, quantity=1, now=NOW)
    await Product.filter(id=product.id).update(on_hand=2)
    await pieces_there(shop, [product.id], NOW)
    assert await states() == ["offered", "offered", "waiting"]
    await product.refresh_from_db()
    assert product.reserved == 0, "an offer holds nothing back"
    assert await Event.filter(name="piece_offered").count() == 2


async def test_an_offer_that_goes_unanswered_passes_to_the_next(shop: Shop) -> None:
    product, chats = await a_product(shop, on_hand=0), await three(shop)
    for chat in chats:
        await join(product, chat, quantity=1, now=NOW)
    await Product.filter(id=product.id).update(on_hand=1)
    for wait in (timedelta(), OFFER_LASTS / 2):
        await pieces_there(shop, [product.id], NOW + wait)
        assert await states() == ["offered", "waiting", "waiting"]
    await pieces_there(shop, [product.id], NOW + OFFER_LASTS)
    assert await states() == ["offered", "offered", "waiting"]


async def test_what_is_not_counted_is_there_for_all(shop: Shop) -> None:
    product, chats = await a_product(shop, on_hand=0), await three(shop)
    for chat in chats:
        await join(product, chat, quantity=5, now=NOW)
    await Product.filter(id=product.id).update(on_hand=None)
    await pieces_there(shop, [product.id], NOW)
    assert await states() == ["offered", "offered", "offered"]


async def test_a_shop_without_queues_tells_nobody(shop: Shop) -> None:
    product, chats = await a_product(shop), await three(shop)
    await join(product, chats[0], quantity=1, now=NOW)
    await look_again(shop, NOW)
    assert await states() == ["waiting"]


async def test_a_new_count_is_looked_at_for_all_goods_waited_for(shop: Shop) -> None:
    queued = await a_shop("queued", selling={"queue": True})
    product, chats = await a_product(queued), await three(queued)
    await join(product, chats[0], quantity=1, now=NOW)
    await look_again(queued, NOW)
    assert await states() == ["offered"]
    assert shop
