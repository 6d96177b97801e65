"""What was said is known by the platform's id of it, until it is taken back or too old."""

from datetime import timedelta

from orders import selling
from orders.forgetting import forget_before
from orders.order import Order
from orders.people import Chat
from orders.sayings import MOST_KEPT, Saying, forget, remember, said_in
from orders.shops import Shop
from tests.orders.conftest import NOW


async def a_chat(shop: Shop, external_id: str = "U1") -> Chat:
    return await Chat.create(shop_id=shop.id, channel="line", external_id=external_id)


async def test_a_message_is_known_in_its_own_chat_only(shop: Shop) -> None:
    chat, other = await a_chat(shop), await a_chat(shop, "U2")
    await remember(chat, "m1", now=NOW, by="customer", text="A01 2")
    assert (await said_in(chat, "m1")).text == "A01 2"  # type: ignore[union-attr]
    assert await said_in(other, "m1") is None
    assert await said_in(chat, None) is None


async def test_said_again_it_learns_what_it_is_about_and_keeps_its_words(shop: Shop) -> None:
    chat = await a_chat(shop)
    draft = await selling.start(shop, by="staff:1", now=NOW)
    await remember(chat, "m1", now=NOW, by="staff:1", text="A01 2")
    await remember(chat, "m1", now=NOW, by="staff:1", order=draft.id, acted=True)
    saying = await Saying.get(external_id="m1")
    assert (saying.text, saying.order_id, saying.acted) == ("A01 2", draft.id, True)


async def test_the_message_outlives_its_order(shop: Shop) -> None:
    chat = await a_chat(shop)
    draft = await selling.start(shop, by="staff:1", now=NOW)
    await remember(chat, "m1", now=NOW, by="system", order=draft.id, ours=True)
    await Order.filter(id=draft.id).delete()
    assert (await Saying.get(external_id="m1")).order_id is None


async def test_what_is_taken_back_has_no_words_left(shop: Shop) -> None:
    chat = await a_chat(shop)
    await remember(chat, "m1", now=NOW, by="customer", text="my address", sku="A01")
    await forget(chat, "m1")
    saying = await Saying.get(external_id="m1")
    assert (saying.text, saying.sku) == ("", "")


async def test_long_words_are_cut_and_old_ones_go_with_the_raw_events(shop: Shop) -> None:
    chat = await a_chat(shop)
    await remember(chat, "m1", now=NOW - timedelta(days=91), by="customer", text="x" * 5_000)
    await remember(chat, "m2", now=NOW, by="customer", text="y")
    assert len((await Saying.get(external_id="m1")).text) == MOST_KEPT
    assert await forget_before(NOW - timedelta(days=90)) == 1
    assert await Saying.all().values_list("external_id", flat=True) == ["m2"]
