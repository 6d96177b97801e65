"""The main job, end to end: typed in the chat, card in the customer's conversation, checked out, heard of."""

from html.parser import HTMLParser
from typing import Any

import aiohttp
import pytest

from tests.world import World

ADDRESS = {
    "name": "นก ใจดี", "phone": "0812345678", "line": "99/12 ถ.พหลโยธิน", "subdistrict": "จตุจักร",
    "district": "จตุจักร", "province": "กรุงเทพมหานคร", "postal_code": "10900",
}  # fmt: skip


class _Form(HTMLParser):
    """The named fields of the page's big form, as a browser would post them."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag != "input" or not given.get("name") or given.get("type") in ("radio", "checkbox"):
            return
        self.fields[str(given["name"])] = given.get("value") or ""


async def check_out(link: str, **choices: str) -> tuple[int, str]:
    """Open the link, fill the form in, confirm: the status and the page that came back."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as http:
        async with http.get(link) as page:
            assert page.status == 200
            form = _Form()
            form.feed(await page.text())
        async with http.post(link, data={**form.fields, **ADDRESS, **choices}) as answer:
            return answer.status, await answer.text()


def link_of(message: Any) -> str:
    """The address behind a card's first link."""
    for action in message.actions:
        if address := action.get("uri") or action.get("url"):
            return str(address)
    raise AssertionError(f"no link on {message.words!r}")


@pytest.mark.parametrize("channel", ["line", "messenger"])
async def test_an_order_is_typed_sent_confirmed_and_heard_of(world: World, channel: str) -> None:
    """The same story on both platforms, over HTTP only."""
    nok = await world.customer("Nok", channel)
    merchant = await world.merchant("Ploy", channel)

    await merchant.says("new Nok A01 2, B02 1 ship EMS discount 50 send")
    card = await nok.hears("1001")
    told = await merchant.hears("sent to Nok")
    assert "฿488.00" in card.words
    assert told.via in ("reply", "send"), "the outcome comes back free of cost"

    status, page = await check_out(link_of(card), payment_method="bank_transfer")
    assert status == 200
    assert "Awaiting payment" in page

    await nok.hears("Order #1001 is confirmed")
    await nok.hears("123-4-56789-0")
    await merchant.hears("#1001 confirmed by Nok")
    mail = await world.mailbox.receives()
    assert mail["To"] == "owner@example.com"
    assert "1001" in mail["Subject"]
    letter = mail.get_body(("plain",))
    assert letter is not None
    assert "99/12" in letter.get_content()

    await world.settled()
    order = await world.order(1001)
    assert (order["stage"], order["payment_status"], order["total"], order["balance"]) == (
        "confirmed", "unpaid", 48800, 48800,
    )  # fmt: skip
    assert order["status_text"] == {"th": "รอชำระ", "en": "Awaiting payment"}
    assert order["channel"] == channel
    assert order["shipping_address"]["postal_code"] == "10900"
    assert (order["shipping_method"], order["payment_method"]) == ("EMS", "bank_transfer")
    assert [step["event"] for step in order["timeline"]] == [
        "order_drafted", "order_issued", "order_sent", "order_confirmed", "notice_sent",
    ]  # fmt: skip


async def test_after_confirmation_the_customer_gets_one_call_and_the_merchant_one(world: World) -> None:
    """Confirmation and payment leave LINE together, so they cost one push at the most."""
    nok = await world.customer("Nok")
    merchant = await world.merchant("Ploy")
    await merchant.says("new Nok A01 1 ship EMS send")
    card = await nok.hears("1001")
    await merchant.hears("sent to Nok")
    await world.settled()
    before = len([call for call in world.sim.line.calls if call.endpoint in ("reply", "push")])
    await check_out(link_of(card), payment_method="promptpay")
    await world.settled()
    calls = [call for call in world.sim.line.calls if call.endpoint in ("reply", "push")][before:]
    assert sorted(len(call.body["messages"]) for call in calls) == [1, 2]


async def test_an_edit_makes_a_new_link_and_the_old_one_says_so(world: World) -> None:
    nok = await world.customer("Nok")
    merchant = await world.merchant("Ploy")
    await merchant.says("new Nok A01 1 send")
    first = link_of(await nok.hears("1001"))
    await merchant.hears("sent to Nok")
    await merchant.says("edit 1001")
    await merchant.hears("Editing #1001")
    await merchant.says("B02 2 send")
    second = link_of(await nok.hears("updated"))
    await merchant.hears("version 2")
    assert first != second
    async with aiohttp.ClientSession() as http:
        async with http.get(first) as old:
            assert old.status == 410
            assert second not in await old.text()
        async with http.get(second) as new:
            assert new.status == 200
    assert (await world.order(1001))["revision"] == 2
