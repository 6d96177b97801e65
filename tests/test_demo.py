"""`inchat demo` as a stranger meets it: the real command, a real browser, the whole story clicked through."""

import asyncio
import contextlib
import os
import re
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser import open_browser
from tests.world import free_port

pytestmark = pytest.mark.browser
STARTS_WITHIN = 90
#: Where the pictures of the story are kept for people to look at; nowhere unless asked for.
SHOTS = os.environ.get("INCHAT_SHOTS")


@dataclass
class Demo:
    url: str
    browser: Browser
    page: Page

    def phone(self, channel: str, role: str) -> Locator:
        return self.page.locator(f".phone[data-channel={channel}][data-role={role}]")

    async def says(self, channel: str, role: str, text: str) -> None:
        phone = self.phone(channel, role)
        await phone.locator("[name=text]").fill(text)
        await phone.locator("button[type=submit]").first.click()

    async def shot(self, page: Page, name: str) -> None:
        if SHOTS:
            await page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    """The demo running in a folder of its own, and a desktop browser that looks at it."""
    port = free_port()
    command = [sys.executable, "-m", "web.cli", "demo", "--port", str(port)]
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent), "LANG": "C.UTF-8"}
    process = await asyncio.create_subprocess_exec(*command, cwd=tmp_path, env=env, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout is not None
        async with asyncio.timeout(STARTS_WITHIN):
            said = (await process.stdout.readline()).decode()
        assert f"http://127.0.0.1:{port}/" in said
        async with open_browser() as browser:
            page = await browser.new_page(viewport={"width": 1500, "height": 1000})
            await page.goto(f"http://127.0.0.1:{port}/")
            yield Demo(f"http://127.0.0.1:{port}", browser, page)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def check_out(demo: Demo, link: str, name: str, way: str = "bank_transfer") -> Page:
    """The customer's phone: open the card's link, fill in where to, choose a way to pay, confirm."""
    context = await demo.browser.new_context(viewport={"width": 390, "height": 844})
    page = await context.new_page()
    await page.goto(link)
    await demo.shot(page, f"{name}-invoice")
    fields = {
        "name": "นก ใจดี", "phone": "0812345678", "line": "99/12 ถ.พหลโยธิน", "subdistrict": "จตุจักร",
        "district": "จตุจักร", "province": "กรุงเทพมหานคร", "postal_code": "10900",
    }  # fmt: skip
    for field, value in fields.items():
        await page.locator(f"[name={field}]").fill(value)
    ems = page.locator("[name=shipping_method][value=EMS]")
    if await ems.count() and await ems.is_enabled():
        await ems.check()
    await page.locator(f"[name=payment_method][value={way}]").check()
    await demo.shot(page, f"{name}-filled")
    await page.locator("button#confirm").click()
    await expect(page.locator("body")).to_contain_text("รอชำระ")
    await demo.shot(page, f"{name}-status")
    return page


@pytest.mark.parametrize(
    ("channel", "order", "customer"),
    [
        ("line", "เปิดบิล นก A01 2, B02 1 ส่ง EMS ลด 50 ส่งบิล", "Nok นก"),
        ("messenger", "new Som A01 2, B02 1 ship EMS discount 50 send", "Som ส้ม"),
    ],
)
async def test_the_whole_story_is_clicked_through(demo: Demo, channel: str, order: str, customer: str) -> None:
    """Typed by the merchant, tapped by the customer, checked out on a phone, heard of by the merchant."""
    merchant, theirs = demo.phone(channel, "merchant"), demo.phone(channel, "customer")
    await expect(merchant.locator(".messages")).to_contain_text("ยินดีต้อนรับ")
    await demo.says(channel, "merchant", order)
    await expect(theirs.locator(".messages")).to_contain_text("ออเดอร์ #1001")
    await expect(merchant.locator(".messages")).to_contain_text("ส่งบิล 1001")
    await demo.shot(demo.page, f"{channel}-sent")
    link = await theirs.locator("a[href*='/o/']").last.get_attribute("href")
    assert link is not None
    await check_out(demo, link, channel)
    await expect(theirs.locator(".messages")).to_contain_text("ยืนยันออเดอร์ #1001 แล้ว")
    await expect(theirs.locator(".messages")).to_contain_text("123-4-56789-0")
    await expect(merchant.locator(".messages")).to_contain_text(f"{customer} ยืนยันบิล 1001 แล้ว")
    await demo.shot(demo.page, f"{channel}-confirmed")


async def test_the_inbox_sends_a_card_into_the_customers_thread(demo: Demo) -> None:
    """The page's own people type with a slash, and only the card appears in the thread."""
    await demo.says("messenger", "inbox", "/A01 1 ส่งบิล")
    theirs = demo.phone("messenger", "customer").locator(".messages")
    await expect(theirs).to_contain_text("ออเดอร์ #1001")
    await expect(demo.phone("messenger", "merchant").locator(".messages")).to_contain_text("ส่งบิล 1001")
    async with aiohttp.ClientSession() as http, http.get(f"{demo.url}/healthz") as answer:
        assert answer.status == 200


async def test_an_order_is_paid_by_card(demo: Demo) -> None:
    """From the order's page to the stand-in of Stripe and back: the browser's own rules let the form lead there."""
    merchant, theirs = demo.phone("line", "merchant").locator(".messages"), demo.phone("line", "customer")
    await expect(merchant).to_contain_text("ยินดีต้อนรับ")
    await demo.says("line", "merchant", "new Nok A01 1 ship EMS send")
    await expect(theirs.locator(".messages")).to_contain_text("ออเดอร์ #1001")
    link = await theirs.locator("a[href*='/o/']").last.get_attribute("href")
    assert link is not None
    page = await check_out(demo, link, "card", way="stripe")
    await page.get_by_role("button", name="ด้วยบัตร").click()
    await demo.shot(page, "card-stripe")
    await page.get_by_role("button", name="Pay by card").click()
    await expect(page).to_have_url(re.compile("/o/"))
    await expect(merchant).to_contain_text("ชำระผ่าน Stripe แล้ว")
    await page.reload()
    await expect(page.locator("h1")).to_have_text("ชำระแล้ว")
    await demo.shot(page, "card-paid")
