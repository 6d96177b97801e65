"""Proposals: wishes worked out when shown and again when confirmed, and made an order exactly once."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from orders import selling
from orders.basket import Basket
from orders.catalogue import Product
from orders.order import Order
from orders.people import Chat, Contact
from orders.proposals import (
    LASTS,
    MOST_TOLD,
    Changed,
    Made,
    Proposal,
    Proposed,
    confirm,
    find_proposal,
    open_order,
    propose,
    tell_once,
    waiting_proposal,
)
from orders.selling import line_for
from orders.shops import Shop, ShopTerms
from orders.stages import Refusal
from orders.wishes import Outcome, Wish, come_to, joined
from tests.orders.conftest import NOW, TERMS, a_product


async def a_chat(shop: Shop, name: str = "Nok") -> Chat:
    contact = await Contact.create(shop=shop, channel="line", external_id=name, name=name)
    return await Chat.create(shop=shop, channel="line", external_id=name, contact=contact)


async def shown(shop: Shop, chat: Chat, *wishes: Wish, now: datetime = NOW) -> Proposal:
    proposed = await propose(shop, chat, wishes, now)
    assert isinstance(proposed, Proposed)
    assert proposed.proposal is not None
    return proposed.proposal


async def made(shop: Shop, chat: Chat, *wishes: Wish, now: datetime = NOW) -> Order:
    outcome = await confirm(await shown(shop, chat, *wishes, now=now), shop, chat, now)
    assert isinstance(outcome, Made)
    return outcome.order


async def test_a_proposal_holds_no_stock_and_makes_no_order(shop: Shop) -> None:
    product, chat = await a_product(shop), await a_chat(shop)
    await shown(shop, chat, Wish("add", product=product.id, quantity=2))
    await product.refresh_from_db()
    assert product.reserved == 0
    assert await Order.all().count() == 0


async def test_confirmed_twice_it_is_one_order(shop: Shop) -> None:
    product, chat = await a_product(shop), await a_chat(shop)
    proposal = await shown(shop, chat, Wish("add", product=product.id, quantity=2))
    first = await confirm(proposal, shop, chat, NOW)
    second = await confirm(await Proposal.get(id=proposal.id), shop, chat, NOW)
    assert isinstance(first, Made)
    assert isinstance(second, Made)
    assert (first.order.id, first.again, second.again) == (second.order.id, False, True)
    assert await Order.all().count() == 1


async def test_only_its_own_chat_finds_it(shop: Shop) -> None:
    product, nok, lek = await a_product(shop), await a_chat(shop), await a_chat(shop, "Lek")
    proposal = await shown(shop, nok, Wish("add", product=product.id))
    assert await find_proposal(nok, f"~{proposal.id}") == proposal
    for number in (f"~{proposal.id}", f"{proposal.id}", "~", "~x", "", "~" + "9" * 30):
        assert await find_proposal(lek, number) is None


async def test_a_newer_one_takes_its_place(shop: Shop) -> None:
    product, chat = await a_product(shop), await a_chat(shop)
    old = await shown(shop, chat, Wish("add", product=product.id))
    new = await shown(shop, chat, Wish("add", product=product.id, quantity=3))
    assert await waiting_proposal(chat, NOW) == new
    await old.refresh_from_db()
    assert await confirm(old, shop, chat, NOW) == Refusal("proposal_old")
    assert await waiting_proposal(chat, NOW + LASTS) is None


async def test_a_price_of_now_is_asked_about_and_never_taken_in_silence(shop: Shop) -> None:
    product, chat = await a_product(shop), await a_chat(shop)
    proposal = await shown(shop, chat, Wish("add", product=product.id, quantity=2))
    await Product.filter(id=product.id).update(price=100)
    outcome = await confirm(proposal, shop, chat, NOW)
    assert isinstance(outcome, Changed)
    assert outcome.why == ("price",)
    assert outcome.proposed.proposal is not None
    assert outcome.proposed.proposal.basket.subtotal == 200
    assert await Order.all().count() == 0


async def test_goods_not_sold_any_more_are_not_ordered(shop: Shop) -> None:
    product, chat = await a_product(shop), await a_chat(shop)
    proposal = await shown(shop, chat, Wish("add", product=product.id))
    await Product.filter(id=product.id).update(active=False)
    outcome = await confirm(proposal, shop, chat, NOW)
    assert isinstance(outcome, Changed)
    assert outcome.proposed.proposal is None
    assert [short.left for short in outcome.proposed.short] == [0]


async def test_what_the_order_holds_already_counts_as_there(shop: Shop) -> None:
    """All ten are theirs: three more are not to be had, but the ten stay."""
    product, chat = await a_product(shop), await a_chat(shop)
    order = await made(shop, chat, Wish("add", product=product.id, quantity=10))
    proposed = await propose(shop, chat, [Wish("add", product=product.id, quantity=3)], NOW)
    assert isinstance(proposed, Proposed)
    assert proposed.proposal is None
    assert proposed.short[0].left == 0
    assert order.basket.pieces == 10


@pytest.mark.parametrize(
    ("facts", "is_open"),
    [
        ({}, True),
        ({"stage": "confirmed"}, True),
        ({"stage": "cancelled"}, False),
        ({"stage": "expired"}, False),
        ({"paid": 1}, False),
        ({"payment_status": "review"}, False),
        ({"fulfillment_status": "in_progress"}, False),
    ],
)
async def test_which_order_further_goods_belong_to(shop: Shop, facts: dict[str, Any], is_open: bool) -> None:
    product, chat = await a_product(shop), await a_chat(shop)
    order = await made(shop, chat, Wish("add", product=product.id))
    await Order.filter(id=order.id).update(**facts)
    assert (await open_order(chat) is not None) == is_open


async def test_staffs_open_edit_stays_and_cannot_undo_what_was_added(shop: Shop) -> None:
    product, chat = await a_product(shop), await a_chat(shop)
    order = await made(shop, chat, Wish("add", product=product.id))
    edit = await selling.edit(order, shop, now=NOW)
    assert isinstance(edit, Order)
    later = NOW + timedelta(minutes=1)
    await made(shop, chat, Wish("add", product=product.id, quantity=2), now=later)
    assert await Order.exists(id=edit.id)
    assert await selling.issue(edit, shop, by="staff:1", now=later) == Refusal(
        "confirmed_meanwhile", {"number": order.number}
    )
    await order.refresh_from_db()
    assert (order.revision, order.basket.pieces) == (2, 3)


async def test_an_order_confirmed_since_is_asked_about_anew_whatever_the_clocks_say(shop: Shop) -> None:
    """The page's clock may be behind the chat's: when it was confirmed is compared, not which time is later."""
    product, chat = await a_product(shop), await a_chat(shop)
    order = await made(shop, chat, Wish("add", product=product.id))
    proposal = await shown(shop, chat, Wish("add", product=product.id), now=NOW + timedelta(minutes=5))
    await Order.filter(id=order.id).update(stage="confirmed", confirmed_at=NOW - timedelta(minutes=5))
    outcome = await confirm(proposal, shop, chat, NOW + timedelta(minutes=6))
    assert isinstance(outcome, Changed)
    assert outcome.why == ("order",)
    assert (await Order.get(id=order.id)).stage == "confirmed"
    assert outcome.proposed.proposal is not None
    assert isinstance(await confirm(outcome.proposed.proposal, shop, chat, NOW + timedelta(minutes=7)), Made)


async def test_staff_are_told_the_same_once_and_not_without_end(shop: Shop) -> None:
    chat = await a_chat(shop)
    assert [await tell_once(shop, chat, "A01", NOW) for _ in range(3)] == [True, False, False]
    told = [await tell_once(shop, chat, f"A{n}", NOW) for n in range(20)]
    assert sum(told) == MOST_TOLD - 1
    assert await tell_once(shop, chat, "A01", NOW + timedelta(hours=2))


def test_goods_said_again_are_meant_at_their_last_quantity() -> None:
    two, three = Wish("add", product=1, quantity=2), Wish("add", product=1, quantity=3)
    assert joined([two], [three]) == (three,)
    assert joined([two], [three], again=True) == (Wish("add", product=1, quantity=5),)
    ems, kg = Wish("ship", value="EMS"), Wish("ship", value="KG")
    assert joined([two, ems], [kg]) == (two, kg)


async def test_every_wish_comes_true_on_a_copy(shop: Shop) -> None:
    tee = await a_product(shop)
    medium = await a_product(shop, "C03-M", name="เสื้อเชิ้ต", price=35000)
    large = await a_product(shop, "C03-L", name="เสื้อเชิ้ต", price=36000)
    basket = Basket()
    for product in (tee, medium):
        basket.add(line_for(product, quantity=2))
    wishes = [
        Wish("set", line="A01", quantity=0),
        Wish("swap", line="C03-M", product=large.id, quantity=2),
        Wish("ship", value="EMS"),
        Wish("pay", value="cod"),
        Wish("address", parts={"name": "นก"}),
    ]
    goods = {product.id: product for product in (tee, medium, large)}
    outcome = come_to(wishes, basket, goods, ShopTerms.model_validate(TERMS))
    assert isinstance(outcome, Outcome)
    after = outcome.basket
    assert [(line.sku, line.quantity, line.unit_price) for line in after.lines] == [("C03-L", 2, 36000)]
    assert (after.shipping_method, after.payment_method, after.shipping_address) == ("EMS", "cod", {"name": "นก"})


async def test_what_an_order_cannot_hold_is_refused(shop: Shop) -> None:
    dear = await a_product(shop, price=10_000_000_00, on_hand=None)
    terms = ShopTerms.model_validate(TERMS)
    goods = {dear.id: dear}
    assert come_to([Wish("add", product=dear.id, quantity=2)], Basket(), goods, terms) == Refusal(
        "line_too_dear", {"item": "A01"}
    )
    assert come_to([Wish("set", line="Z9", quantity=2)], Basket(), {}, terms) == Refusal("not_on_order", {"item": "Z9"})
