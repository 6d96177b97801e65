"""The checkout on a phone of 360 px: what its customer sees and taps, in both languages, and what it weighs."""

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, Response, expect

from orders.people import Chat, Contact, Customer
from tests.browser import open_browser
from tests.web.shopfront import ADDRESS, TERMS, Shopfront, opened
from tests.world import free_port

pytestmark = pytest.mark.browser
#: Where the pictures are kept for people to look at; nowhere unless asked for.
SHOTS = os.environ.get("INCHAT_SHOTS")
PHONE = {"width": 360, "height": 740}
MOST_BYTES = 120 * 1024
PASTED = "สมหญิง ใจดี 089-876-5432\n12/3 ซอยลาดพร้าว 15 แขวงจอมพล เขตจตุจักร กทม. 10900"


@dataclass
class Phone:
    """A customer's phone: its page, and what was fetched for it."""

    front: Shopfront
    page: Page
    fetched: list[Response] = field(default_factory=list)

    async def opens(self, path: str) -> None:
        await self.page.goto(self.front.base + path)
        await self.page.wait_for_load_state("networkidle")

    async def shot(self, name: str) -> None:
        if SHOTS:
            await self.page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)

    async def fits(self) -> bool:
        """Nothing sticks out to the side."""
        return bool(await self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Shopfront]:
    port = free_port()
    async with opened(f"sqlite://{tmp_path}/shop.db", public_url=f"http://127.0.0.1:{port}", port=port) as front:
        for colour, size, left in (("ดำ", "M", 3), ("ดำ", "L", 0), ("ขาว", "M", None)):
            sku = f"TEE-{'B' if colour == 'ดำ' else 'W'}-{size}"
            options = {"สี": colour, "ไซส์": size}
            await front.product(sku, name="เสื้อยืดผ้านุ่ม", name_en="Soft tee", options=options, on_hand=left, price=29000)
        yield front


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with open_browser() as browser:
        yield browser


async def phone(front: Shopfront, browser: Browser, *, script: bool = True) -> Phone:
    context = await browser.new_context(viewport=PHONE, java_script_enabled=script, device_scale_factor=2)  # type: ignore[arg-type]
    page = await context.new_page()
    mine = Phone(front, page)
    page.on("response", lambda response: mine.fetched.append(response))
    return mine


@pytest.mark.parametrize("language", ["th", "en"])
async def test_the_whole_way_on_a_small_phone(front: Shopfront, browser: Browser, language: str) -> None:
    order, link = await front.order(A01=2, A02=1)
    mine = await phone(front, browser)
    await mine.opens(f"{link}?lang={language}")
    await mine.shot(f"checkout-{language}-open")
    assert await mine.fits()
    page = mine.page
    await page.locator("[name=next][value=catalogue]").click()
    await page.locator("[name=q]").fill("เสื้อยืด สีดำ")
    await page.locator("[name=q]").press("Enter")
    await mine.shot(f"checkout-{language}-catalogue")
    assert await mine.fits()
    await expect(page.locator("[value=TEE-B-L]")).to_be_disabled()
    await expect(page.locator("[value=TEE-B-M]")).to_be_checked()
    await page.locator(".offer form .soft").click()
    await page.locator("#pasted").fill(PASTED)
    await page.locator(".pasted .soft").click()
    await expect(page.locator("[name=subdistrict]")).to_have_value("จอมพล")
    await expect(page.locator("[name=postal_code]")).to_have_value("10900")
    await mine.shot(f"checkout-{language}-pasted")
    await page.locator("[name=phone]").fill("12")
    await page.locator("#confirm").click()
    await expect(page.locator("#phone-wrong")).to_be_visible()
    await mine.shot(f"checkout-{language}-mistake")
    assert await mine.fits()
    await page.locator("[name=phone]").fill("0898765432")
    await page.locator("[name=payment_method][value=cod]").check()
    await expect(page.locator("dd[data-sum=total]")).to_have_text("฿1,058.00")
    await page.locator("#confirm").click()
    await expect(page.locator(".hero")).to_be_visible()
    await mine.shot(f"checkout-{language}-confirmed")
    confirmed = await front.fresh(order)
    assert (confirmed.stage, confirmed.total) == ("confirmed", 105800)


async def test_a_page_with_its_style_script_and_font_is_light_and_asks_nobody_else(
    front: Shopfront, browser: Browser
) -> None:
    _, link = await front.order(A01=2, A02=1)
    for path in (link, f"{link}/catalogue"):
        mine = await phone(front, browser)
        await mine.opens(path)
        assert {response.url.startswith((front.base, "data:")) for response in mine.fetched} == {True}
        weights = {r.url: len(await r.body()) for r in mine.fetched if r.url.startswith("http")}
        assert any(".woff2" in url for url in weights)
        assert sum(weights.values()) < MOST_BYTES, weights


async def test_a_postcode_brings_its_places_and_a_tap_fills_them_in(front: Shopfront, browser: Browser) -> None:
    _, link = await front.order(A01=1)
    mine = await phone(front, browser)
    await mine.opens(link)
    page = mine.page
    await page.locator("#postal_code").fill("10110")
    await expect(page.locator("#province")).to_have_value("กรุงเทพมหานคร")
    await page.locator("#postal_code").blur()
    await mine.shot("checkout-th-places")
    await page.locator("[data-choices] button", has_text="คลองตันเหนือ").first.click()
    await expect(page.locator("#district")).to_have_value("วัฒนา")
    await expect(page.locator("[data-place=''] [data-choices] button")).to_have_count(0)
    await page.locator("#postal_code").fill("50200")
    await expect(page.locator("[data-place=''] [data-strange]")).to_be_visible()


async def test_a_remote_postcode_shows_its_fee_at_once(front: Shopfront, browser: Browser) -> None:
    _, link = await front.order(A01=1)
    mine = await phone(front, browser)
    await mine.opens(link)
    await mine.page.locator("#postal_code").fill("58130")
    await expect(mine.page.locator("dd[data-sum=shipping]")).to_have_text("฿80.00")
    await expect(mine.page.locator("dd[data-sum=total]")).to_have_text("฿279.00")


async def test_without_a_script_a_place_is_filled_in_by_buttons(front: Shopfront, browser: Browser) -> None:
    order, link = await front.order(A01=1)
    mine = await phone(front, browser, script=False)
    await mine.opens(link)
    page = mine.page
    await page.locator("#name").fill("นก ใจงาม")
    await page.locator("#phone").fill("0812345678")
    await page.locator("#line").fill("99/1")
    await page.locator("#postal_code").fill("10110")
    await page.locator("[data-place=''] .complete").click()
    await mine.shot("checkout-th-no-script")
    await page.locator("[name=place]", has_text="คลองตันเหนือ").first.click()
    await expect(page.locator("#district")).to_have_value("วัฒนา")
    await page.locator("#confirm").click()
    address = (await front.fresh(order)).basket.shipping_address
    assert address is not None
    assert (address["subdistrict"], address["province"]) == ("คลองตันเหนือ", "กรุงเทพมหานคร")


@pytest.mark.parametrize("language", ["th", "en"])
async def test_who_comes_back_out_of_their_chat_taps_an_old_address(
    front: Shopfront, browser: Browser, language: str
) -> None:
    front.shop.stored_terms = TERMS | {"selling": {"minimum_order": "500"}}
    await front.shop.save()
    now = front.clock.at
    customer = await Customer.create(shop_id=front.shop.id, address=ADDRESS | {"country": "TH"}, created_at=now)
    contact = await Contact.create(shop_id=front.shop.id, channel="line", external_id="U1", customer_id=customer.id)
    chat = await Chat.create(shop_id=front.shop.id, channel="line", external_id="U1", contact_id=contact.id)
    order, link = await front.order(chat=chat, A01=1)
    order.customer_id = customer.id
    await order.save()
    mine = await phone(front, browser)
    await mine.opens(f"{front.sealed(link)}?lang={language}")
    assert "." not in mine.page.url.rpartition("/")[2], "what is shared from here has no seal"
    await mine.shot(f"checkout-{language}-saved")
    await mine.page.locator(".saved button").click()
    await expect(mine.page.locator("#line")).to_have_value(ADDRESS["line"])
    assert await mine.fits()
