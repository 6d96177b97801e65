"""The cards of one order as they look on the phones of the simulator, 360 px wide, in both languages."""

import os
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.bot.slip_talk import SEEN, bill, shows
from tests.bot.talking import says
from tests.browser import open_browser
from tests.slips import slip
from tests.world import open_world

pytestmark = pytest.mark.browser
#: Where the pictures are kept for people to look at; nowhere unless asked for.
SHOTS = os.environ.get("INCHAT_SHOTS")
WIDTH = 360
#: What is wider than the phone it stands in; a row of cards is made to be pushed aside.
STICKS_OUT = """phone => [...phone.querySelectorAll(".messages *")]
  .filter(it => it.getBoundingClientRect().right > phone.getBoundingClientRect().right + 1)
  .map(it => it.className + ": " + it.textContent.slice(0, 40))"""


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("channel", ["line", "messenger"])
async def test_no_card_of_an_order_is_wider_than_its_phone(tmp_path: Path, channel: str, language: str) -> None:
    SEEN.clear()
    async with open_world(tmp_path, language=language, more="unique_satang = true") as world, open_browser() as browser:
        nok, ploy = await world.customer("Nok", channel), await world.merchant("Ploy", channel)
        order = await bill(world, nok, ploy, "A01 2, B02 1 ship EMS discount 10% pay promptpay send")
        await says(world, nok, "pay")
        await shows(world, nok, slip())
        await says(world, ploy, f"approve {order.number}")
        await says(world, ploy, f"order {order.number}")
        world.sim.cast(channel, "customer", nok)
        world.sim.cast(channel, "merchant", ploy)
        page = await browser.new_page(viewport={"width": WIDTH, "height": 800}, device_scale_factor=2)
        await page.goto(f"{world.sim.base_url}/")
        for role in ("customer", "merchant"):
            phone = page.locator(f".phone[data-channel={channel}][data-role={role}]")
            await page.locator(".tabs button", has_text=role.capitalize()).click()
            await expect(phone.locator(".messages")).to_contain_text(str(order.number))
            if SHOTS:
                await page.set_viewport_size({"width": WIDTH, "height": 4_000})
                await page.screenshot(path=Path(SHOTS) / f"cards-{channel}-{language}-{role}.png", full_page=True)
            assert await phone.evaluate(STICKS_OUT) == [], role
