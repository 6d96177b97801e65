"""Staff and a customer act on the same order at the same moment: one is first, and the other acts on what that left."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest

from orders import checkout, selling
from orders.basket import Basket
from orders.catalogue import Product
from orders.checkout import Choices
from orders.database import Database, migrate, open_database
from orders.documents import Document
from orders.events import Event
from orders.order import Order
from orders.people import Chat
from orders.proposals import Proposed, find_proposal, propose
from orders.proposals import confirm as confirm_proposal
from orders.shops import Shop
from orders.stages import Refusal
from orders.wishes import Wish
from web.invoice.links import find

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
ADDRESS = {"name": "Nok", "phone": "0812345678", "line": "1", "province": "Bangkok", "postal_code": "10900"}


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    await migrate(database_url)
    db = await open_database(database_url)
    await Shop.create(slug="demo", name="Demo", created_at=NOW)
    await Product.create(shop_id=1, sku="A01", sku_key="a01", name="Tee", price=100, on_hand=2)
    yield db
    await db.close()


async def an_order() -> tuple[str, str]:
    """Issued with one piece of two there are: its number and its link's token."""
    shop = await Shop.get(id=1)
    draft = await selling.start(shop, by="staff:1", now=NOW)
    basket = Basket()
    assert basket.add(selling.line_for(await Product.get(sku="A01"), quantity=1)) is None
    await selling.change(draft, basket, shop)
    issued = await selling.issue(draft, shop, by="staff:1", now=NOW)
    assert not isinstance(issued, Refusal), issued
    return str(issued.order.number), issued.invoice.token


async def confirm(token: str) -> Any:
    """The customer wants two, after all."""
    seen = await find(token, locked=True)
    assert seen is not None
    if seen.state != "open":
        return Refusal(seen.state)
    await checkout.set_quantities(seen.invoice, seen.order, {1: 2})
    return await checkout.confirm(seen.invoice, seen.order, seen.shop, Choices(address=ADDRESS), NOW)


async def staff_do(deed: str, number: str) -> Any:
    shop = await Shop.get(id=1)
    order = await selling.find_order(shop, number)
    assert isinstance(order, Order)
    if deed == "revise":
        draft = await selling.edit(order, shop, now=NOW)
        return draft if isinstance(draft, Refusal) else await selling.issue(draft, shop, by="staff:1", now=NOW)
    return await {"cancel": selling.cancel, "make_draft": selling.make_draft}[deed](order, shop, by="staff:1", now=NOW)


#: What may have happened, in this order, and nothing else.
LEADS_TO = {
    "cancel": ("cancelled", 0, (["order_cancelled"], ["order_confirmed", "order_cancelled"])),
    "make_draft": ("draft", 0, (["order_changed_to_draft"], ["order_confirmed", "order_changed_to_draft"])),
    "revise": ("new", None, (["order_revised"], ["order_confirmed", "order_revised"])),
}


@pytest.mark.parametrize("deed", LEADS_TO)
async def test_a_customer_confirms_just_as_staff_act(database: Database, deed: str) -> None:
    stage, held, histories = LEADS_TO[deed]
    for _ in range(15):
        number, token = await database.transaction(an_order)
        await asyncio.gather(database.transaction(confirm, token), database.transaction(staff_do, deed, number))
        order = await Order.get(number=int(number), edits_id=None)
        happened = await Event.filter(order_id=order.id).order_by("id").values_list("name", flat=True)
        assert list(happened)[2:] in histories
        assert order.stage == stage
        pieces = sum(line.quantity for line in order.basket.lines) if held is None else held
        assert (await Product.get(sku="A01")).reserved == pieces
        await Document.filter(order_id=order.id).delete()
        await Order.filter(id=order.id).delete()
        await Product.filter(sku="A01").update(reserved=0)


async def test_what_was_confirmed_on_the_page_is_not_undone_by_a_tap_in_the_chat_at_that_moment(
    database: Database,
) -> None:
    """Either the page is first and the chat asks anew, or the chat is and the page's link is an old one."""
    chat = await Chat.create(shop_id=1, channel="line", external_id="U1")
    for _ in range(15):
        number, token = await database.transaction(an_order)
        await Order.filter(number=int(number)).update(chat_id=chat.id)

        async def shown() -> str:
            product = await Product.get(sku="A01")
            proposed = await propose(await Shop.get(id=1), chat, [Wish("add", product=product.id)], NOW)
            assert isinstance(proposed, Proposed)
            assert proposed.proposal is not None
            return f"~{proposed.proposal.id}"

        async def on_the_page(token: str) -> Any:
            seen = await find(token, locked=True)
            assert seen is not None
            if seen.state != "open":
                return Refusal(seen.state)
            return await checkout.confirm(seen.invoice, seen.order, seen.shop, Choices(address=ADDRESS), NOW)

        async def tapped(proposal: str) -> Any:
            found = await find_proposal(chat, proposal)
            assert found is not None
            return await confirm_proposal(found, await Shop.get(id=1), chat, NOW)

        proposal = await database.transaction(shown)
        page, tap = await asyncio.gather(
            database.transaction(on_the_page, token), database.transaction(tapped, proposal)
        )
        order = await Order.get(number=int(number), edits_id=None)
        outcome = (type(page).__name__, type(tap).__name__, order.stage, order.revision)
        assert outcome in {("Confirmed", "Changed", "confirmed", 1), ("Refusal", "Made", "new", 2)}
        await Document.filter(order_id=order.id).delete()
        await Order.filter(id=order.id).delete()
        await Product.filter(sku="A01").update(reserved=0)


async def test_many_orders_want_the_last_pieces_and_two_get_them(database: Database) -> None:
    async def wanted() -> Any:
        shop = await Shop.get(id=1)
        draft = await selling.start(shop, by="staff:1", now=NOW)
        basket = Basket()
        basket.add(selling.line_for(await Product.get(sku="A01"), quantity=1))
        await selling.change(draft, basket, shop)
        return await selling.issue(draft, shop, by="staff:1", now=NOW)

    outcomes = await asyncio.gather(*(database.transaction(wanted) for _ in range(8)))
    assert sum(isinstance(outcome, selling.Issued) for outcome in outcomes) == 2
    assert {outcome.reason for outcome in outcomes if isinstance(outcome, Refusal)} == {"too_little_stock"}
    assert (await Product.get(sku="A01")).reserved == 2
