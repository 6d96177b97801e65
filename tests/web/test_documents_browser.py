"""Documents in a real browser: on a phone, on a desk, on paper."""

import io
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page
from pypdf import PdfReader

from orders import selling
from tests.browser import open_browser
from tests.web.shopfront import ADDRESS, TERMS, Shopfront, opened
from tests.web.test_documents import VAT, long_order, pays

pytestmark = pytest.mark.browser
#: Where the pictures are kept for people to look at; nowhere unless asked for.
SHOTS = os.environ.get("INCHAT_SHOTS")


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shopfront]:
    async with opened(f"sqlite://{tmp_path}/vat.db", terms=TERMS | {"vat": VAT}) as front:
        yield front


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with open_browser() as browser:
        yield browser


async def shot(page: Page, name: str) -> None:
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


async def an_order(front: Shopfront) -> str:
    """Soap, a bundle of shirts and honey with a long name, a discount, EMS; paid, with an address for the receipt."""
    draft = await selling.start(front.shop, by="staff:1", now=front.clock.at)
    basket = draft.basket
    basket.add(selling.line_for(front.goods["A01"], quantity=2))
    basket.add(selling.line_for(front.goods["A02"], quantity=3, bundle=100000))
    basket.add(selling.ad_hoc_line("น้ำผึ้งป่าเดือนห้าจากยอดเขาสูง ญี่ปุ่น บรรจุขวดแก้วฝาปั๊มทอง", quantity=1, unit_price=125050))
    basket.give_discount(amount=10000)
    basket.shipping_method, basket.fixed_fee, basket.payment_method = "EMS", 5000, "promptpay"
    basket.shipping_address = {**ADDRESS, "country": "TH"}
    basket.billing_address = {**ADDRESS, "name": "บริษัท ผู้ซื้อที่ดี จำกัด", "tax_id": "0105536000315", "branch": "2"}
    order, link = await front.issue(draft, basket)
    await pays(front, order)
    return link


@pytest.mark.parametrize(("width", "name"), [(360, "phone"), (1200, "desk")])
async def test_nothing_runs_over_the_edge(shop: Shopfront, browser: Browser, width: int, name: str) -> None:
    link = shop.base + await an_order(shop)
    page = await browser.new_page(viewport={"width": width, "height": 800})
    for path in ("", "/receipt", "/tax-invoice", "/tax-invoice?lang=en", "/delivery-note?lang=th"):
        await page.goto(link + path)
        assert await page.evaluate("document.documentElement.scrollWidth") <= width, path
        await shot(page, f"paper-{name}{path.replace('/', '-').replace('?lang=', '-')}")


async def test_the_print_button_is_there_with_a_script_and_the_pdf_without_one(
    shop: Shopfront, browser: Browser
) -> None:
    link = shop.base + await an_order(shop)
    page = await browser.new_page()
    await page.add_init_script("window.print = () => document.body.dataset.printed = 'yes'")
    await page.goto(f"{link}/receipt")
    await page.locator("[data-print]").click()
    assert await page.locator("body[data-printed=yes]").count() == 1
    silent = await (await browser.new_context(java_script_enabled=False)).new_page()
    await silent.goto(f"{link}/receipt")
    assert not await silent.locator("[data-print]").is_visible()
    assert await silent.locator("a[href*='.pdf']").is_visible()


async def test_on_paper_a_long_one_repeats_its_headings_and_leaves_the_buttons_out(
    shop: Shopfront, browser: Browser
) -> None:
    page = await browser.new_page()
    await page.goto(f"{shop.base}{await long_order(shop, 200)}/receipt?lang=en")
    printed = await page.pdf(prefer_css_page_size=True)
    pages = PdfReader(io.BytesIO(printed)).pages
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) in {(595, 842), (594, 842), (595, 841)}
    texts = [sheet.extract_text() for sheet in pages]
    assert len(texts) > 3
    assert all("Unit price" in text for text in texts if "honey" in text or "100.00" in text)
    assert not any("Open as PDF" in text for text in texts)
    assert f"{len(texts)} / {len(texts)}" in texts[-1]
