"""Saved addresses: for who comes out of their own chat, and for nobody who was only given a link."""

import asyncio
import re
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from orders import selling
from orders.address_book import book_of
from orders.order import Order
from orders.people import Chat, Contact, Customer
from tests.test_story import link_of
from tests.web.shopfront import ADDRESS, CHOICES, Browser, Shopfront, opened
from tests.world import World

OFFICE = ADDRESS | {"name": "นก ที่ทำงาน", "line": "500 ถนนสีลม", "subdistrict": "สีลม", "district": "บางรัก",
                    "postal_code": "10500"}  # fmt: skip


async def returning(front: Shopfront, *addresses: dict[str, str], kind: str = "user") -> Chat:
    """A customer in a chat who has had something sent to each of these addresses, the last one lately."""
    now = front.clock.at
    customer = await Customer.create(shop_id=front.shop.id, created_at=now)
    contact = await Contact.create(shop_id=front.shop.id, channel="line", external_id="U1", customer_id=customer.id)
    chat = await Chat.create(
        shop_id=front.shop.id, channel="line", external_id="U1" if kind == "user" else "C1", kind=kind,
        contact_id=contact.id,
    )  # fmt: skip
    for address in addresses:
        _, link = await order_for(front, chat)
        form = await front.browser.fill(link, **address, **CHOICES)
        assert (await front.browser.post(link, form)).status == 303
        front.clock.at += timedelta(minutes=1)
    return chat


async def order_for(front: Shopfront, chat: Chat) -> tuple[Order, str]:
    """A new order for the customer of a chat, with their address on it, as the counter begins one."""
    contact = await Contact.get(id=chat.contact_id)
    customer = await Customer.get(id=contact.customer_id)
    draft = await selling.start(front.shop, by="staff:1", now=front.clock.at, chat=chat, customer=customer)
    basket = draft.basket
    basket.add(selling.line_for(front.goods["A01"], quantity=1))
    return await front.issue(draft, basket)


async def another(front: Shopfront) -> Browser:
    """Somebody else's browser."""
    session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
    others.append(session)
    return Browser(session, front.base)


others: list[aiohttp.ClientSession] = []


@pytest.fixture(autouse=True)
async def _close() -> Any:
    yield
    while others:
        await others.pop().close()


def shows(text: str, address: dict[str, str]) -> bool:
    return any(address[part] in text for part in ("name", "phone", "line"))


async def test_out_of_their_own_chat_a_customer_finds_every_address_they_used(front: Shopfront) -> None:
    chat = await returning(front, OFFICE, ADDRESS)
    _, link = await order_for(front, chat)
    page = await (await another(front)).open(front.sealed(link))
    assert page.status == 200
    assert page.url == front.base + link, "the seal is not in the address any more"
    assert page.fields["line"] == ADDRESS["line"], "the last one stands there already"
    assert "500 ถนนสีลม" in page.words
    assert page.text.count('name="saved"') == 1, "what stands there is not offered again"


async def test_a_tap_on_an_old_address_fills_all_of_it_in(front: Shopfront) -> None:
    chat = await returning(front, OFFICE, ADDRESS)
    _, link = await order_for(front, chat)
    page = await front.browser.open(front.sealed(link))
    key = re.findall(r'name="saved" value="(\w+)"', page.text)[0]
    after = await front.browser.post(f"{link}/address", page.fields | {"saved": key}, follow=True)
    assert {name: after.fields[name] for name in OFFICE} == OFFICE


@pytest.mark.parametrize("deed", ["plain", "guessed", "copied"])
async def test_a_link_alone_shows_no_saved_address(front: Shopfront, deed: str) -> None:
    chat = await returning(front, OFFICE, ADDRESS)
    _, link = await order_for(front, chat)
    mine = await front.browser.open(front.sealed(link))
    path = {"plain": link, "guessed": f"{link}.{'0' * 32}", "copied": mine.url.removeprefix(front.base)}[deed]
    page = await (await another(front)).open(path)
    assert page.status == 200
    assert not shows(page.text, ADDRESS)
    assert not shows(page.text, OFFICE)
    assert 'name="saved"' not in page.text


async def test_a_card_that_was_forwarded_shows_nothing_once_its_owner_has_opened_it(front: Shopfront) -> None:
    chat = await returning(front, ADDRESS)
    _, link = await order_for(front, chat)
    assert shows((await front.browser.open(front.sealed(link))).text, ADDRESS)
    page = await (await another(front)).open(front.sealed(link))
    assert not shows(page.text, ADDRESS)
    assert shows((await front.browser.open(front.sealed(link))).text, ADDRESS), "its owner still sees it"


async def test_of_many_who_open_a_card_at_once_one_is_its_owner(database_url: str) -> None:
    async with opened(database_url) as front:
        chat = await returning(front, ADDRESS)
        _, link = await order_for(front, chat)
        browsers = [await another(front) for _ in range(8)]
        pages = await asyncio.gather(*(browser.open(front.sealed(link)) for browser in browsers))
        assert [shows(page.text, ADDRESS) for page in pages].count(True) == 1


async def test_a_preview_that_keeps_no_cookies_does_not_take_the_owners_place(front: Shopfront) -> None:
    chat = await returning(front, ADDRESS)
    _, link = await order_for(front, chat)
    for _ in range(2):
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as crawler:
            assert not shows((await Browser(crawler, front.base).open(front.sealed(link))).text, ADDRESS)
    assert shows((await (await another(front)).open(front.sealed(link))).text, ADDRESS)


async def test_a_seal_is_for_its_own_order_and_for_some_days(front: Shopfront) -> None:
    chat = await returning(front, ADDRESS)
    _, link = await order_for(front, chat)
    _, other = await order_for(front, chat)
    seal = front.sealed(other).rpartition(".")[2]
    assert not shows((await front.browser.open(f"{link}.{seal}")).text, ADDRESS)
    front.clock.at += timedelta(days=8)
    assert not shows((await front.browser.open(front.sealed(link))).text, ADDRESS)


async def test_in_a_group_nobody_is_the_customer(front: Shopfront) -> None:
    chat = await returning(front, ADDRESS, kind="group")
    _, link = await order_for(front, chat)
    assert not shows((await front.browser.open(front.sealed(link))).text, ADDRESS)


async def test_who_only_has_the_link_cannot_have_an_old_address_filled_in(front: Shopfront) -> None:
    chat = await returning(front, ADDRESS)
    order, link = await order_for(front, chat)
    key = (await book_of(order)).shipping[0].key
    stranger = await another(front)
    form = await stranger.fill(link, saved=key)
    page = await stranger.post(f"{link}/address", form, follow=True)
    assert not shows(page.text, ADDRESS)


async def test_what_its_owner_left_in_the_form_out_of_saved_addresses_is_for_them_alone(front: Shopfront) -> None:
    chat = await returning(front, OFFICE | {"wants_receipt": "1", "bill_name": "บริษัท มะลิ", "bill_line": "1 ถนนสีลม"})
    _, link = await order_for(front, chat)
    page = await front.browser.open(front.sealed(link))
    assert page.fields["bill_name"] == "บริษัท มะลิ"
    assert (await front.browser.post(f"{link}/items", page.fields | {"more": "1"})).status == 303
    stranger = (await (await another(front)).open(link)).text
    assert not shows(stranger, OFFICE)
    assert "บริษัท มะลิ" not in stranger
    assert (await front.browser.open(link)).fields["line"] == OFFICE["line"]


async def test_another_customers_addresses_are_never_among_them(front: Shopfront) -> None:
    await returning(front, OFFICE)
    now = front.clock.at
    customer = await Customer.create(shop_id=front.shop.id, created_at=now)
    contact = await Contact.create(shop_id=front.shop.id, channel="line", external_id="U2", customer_id=customer.id)
    chat = await Chat.create(shop_id=front.shop.id, channel="line", external_id="U2", contact_id=contact.id)
    _, link = await order_for(front, chat)
    assert not shows((await front.browser.open(front.sealed(link))).text, OFFICE)


async def test_what_was_given_for_this_order_is_shown_to_who_has_the_link(front: Shopfront) -> None:
    chat = await returning(front, OFFICE)
    order, link = await order_for(front, chat)
    form = await front.browser.fill(link, **ADDRESS, **CHOICES)
    assert (await front.browser.post(link, form)).status == 303
    _, edited = await front.revise(await front.fresh(order))
    assert (await (await another(front)).open(edited)).fields["line"] == ADDRESS["line"]


async def test_the_card_in_the_chat_is_sealed_and_the_link_for_staff_is_not(world: World) -> None:
    nok, ploy = await world.customer("Nok"), await world.merchant("Ploy")
    await ploy.says("new Nok A01 2 send")
    card, told = await nok.hears("1001"), await ploy.hears("sent to Nok")
    link = link_of(card)
    assert re.search(r"/o/[\w-]{22}\.[0-9a-f]{32}$", link)
    plain = (await world.order("1001"))["invoice_url"]
    assert link.startswith(f"{plain}.")
    assert link not in str(told.actions)
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session, session.get(link) as answer:
        assert answer.status == 200
        assert str(answer.url) == plain
