"""Every other page of an order on a phone of 360 px, in both languages: what is to pay, slips, and where links end."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser

from orders import judging, paying, selling
from orders.catalogue import Product
from orders.deadlines import expire
from orders.order import Order
from tests.browser import open_browser
from tests.slips import slip
from tests.web.shopfront import ADDRESS, CHOICES, TERMS, Shopfront, opened
from tests.web.test_checkout_browser import MOST_BYTES, phone
from tests.web.test_documents import VAT, pays
from tests.web.test_slip_page import upload
from tests.world import free_port

pytestmark = pytest.mark.browser


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Shopfront]:
    """Registered for VAT; open bills are told apart by satang."""
    port, ways = free_port(), TERMS["payments"] | {"unique_satang": True}
    terms = TERMS | {"vat": VAT, "payments": ways}
    home = f"http://127.0.0.1:{port}"
    async with opened(f"sqlite://{tmp_path}/shop.db", public_url=home, port=port, terms=terms) as front:
        await Product.all().update(on_hand=None)
        yield front


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with open_browser() as browser:
        yield browser


async def _confirmed(front: Shopfront, **chosen: str) -> tuple[Order, str]:
    order, link = await front.order(A01=2, A02=1)
    done = await front.browser.post(link, await front.browser.fill(link, **ADDRESS, **(CHOICES | chosen)))
    assert done.status == 303
    return await front.fresh(order), link


async def to_pay(front: Shopfront) -> str:
    return (await _confirmed(front))[1]


async def by_bank(front: Shopfront) -> str:
    return (await _confirmed(front, payment_method="bank_transfer"))[1]


async def in_review(front: Shopfront) -> str:
    _, link = await _confirmed(front)
    assert (await upload(front, link, slip(), amount="747.99")).status == 303
    return link


async def turned_down(front: Shopfront) -> str:
    order, link = await _confirmed(front)
    assert (await upload(front, link, slip())).status == 303
    await front.db.transaction(_reject, order.id, front)
    return link


async def _reject(order_id: int, front: Shopfront) -> None:
    order = await Order.get(id=order_id)
    await judging.reject(order, front.shop, by="staff:1", now=front.clock.at, reason="ยอดไม่ตรงกับที่ค้าง")


async def partly_paid(front: Shopfront) -> str:
    order, link = await _confirmed(front)
    await paying.record_payment(order, front.shop, by="staff:1", now=front.clock.at, amount=20000)
    return link


async def paid(front: Shopfront) -> str:
    order, link = await _confirmed(front)
    await pays(front, order)
    return link


async def lacking_its_buyer(front: Shopfront) -> str:
    order, link = await _confirmed(front, shipping_method="PICKUP")
    await pays(front, order)
    return f"{link}/tax-invoice"


async def replaced(front: Shopfront) -> str:
    order, link = await _confirmed(front)
    await front.revise(order)
    return link


async def being_changed(front: Shopfront) -> str:
    order, link = await _confirmed(front)
    await selling.make_draft(order, front.shop, by="staff:1", now=front.clock.at)
    return link


async def cancelled(front: Shopfront) -> str:
    order, link = await _confirmed(front)
    await selling.cancel(order, front.shop, by="staff:1", now=front.clock.at)
    return link


async def expired(front: Shopfront) -> str:
    order, link = await _confirmed(front)
    await expire(order, front.shop, front.clock.at)
    return link


async def lost(front: Shopfront) -> str:
    return "/o/aaaaaaaaaaaaaaaaaaaaaa"


PAGES: tuple[Callable[[Shopfront], Awaitable[str]], ...] = (
    to_pay, by_bank, in_review, turned_down, partly_paid, paid, lacking_its_buyer, replaced, being_changed, cancelled,
    expired, lost,
)  # fmt: skip


@pytest.mark.parametrize("language", ["th", "en"])
async def test_every_page_fits_is_light_and_asks_nobody_else(front: Shopfront, browser: Browser, language: str) -> None:
    for page in PAGES:
        mine = await phone(front, browser)
        await mine.opens(f"{await page(front)}?lang={language}")
        await mine.shot(f"page-{language}-{page.__name__}")
        assert await mine.fits(), page.__name__
        assert all(response.url.startswith((front.base, "data:")) for response in mine.fetched), page.__name__
        weights: dict[str, Any] = {r.url: len(await r.body()) for r in mine.fetched if r.url.startswith("http")}
        without_code = {url: weight for url, weight in weights.items() if "/q/" not in url}
        assert sum(without_code.values()) < MOST_BYTES, (page.__name__, weights)
        await mine.page.context.close()
