"""The stand-in for Stripe Checkout: as strict as it is, and paid on by hand."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from simulator import Simulator
from simulator.stripe import StripeAccount
from tests.peers import answering

WISH = {
    "mode": "payment", "client_reference_id": "1001", "metadata[shop]": "demo", "success_url": "http://127.0.0.1:1/o/x",
    "cancel_url": "http://127.0.0.1:1/o/x", "line_items[0][quantity]": "1",
    "line_items[0][price_data][currency]": "thb", "line_items[0][price_data][unit_amount]": "44800",
    "line_items[0][price_data][product_data][name]": "Order <1001>",
}  # fmt: skip


@dataclass
class Desk:
    sim: Simulator
    account: StripeAccount
    http: aiohttp.ClientSession
    heard: list[tuple[bytes, str]]

    async def asks(self, wish: dict[str, str], *, key: str = "", secret: str = "sk_1") -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {secret}"} | ({"Idempotency-Key": key} if key else {})
        url = f"{self.sim.base_url}/stripe/v1/checkout/sessions"
        async with self.http.post(url, data=wish, headers=headers) as answer:
            return answer.status, await answer.json()


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    heard: list[tuple[bytes, str]] = []

    async def hear(request: web.Request) -> web.Response:
        heard.append((await request.read(), request.headers["Stripe-Signature"]))
        return web.Response()

    sim = Simulator(lambda: 1_776_914_801.0)
    await sim.start()
    async with answering(hear) as base, aiohttp.ClientSession() as http:
        yield Desk(sim, sim.stripe.add_account("sk_1", "whsec_1", f"{base}/hook"), http, heard)
        await sim.close()


async def test_a_session_is_made_paid_by_hand_and_told_of(desk: Desk) -> None:
    status, session = await desk.asks(WISH)
    assert (status, session["status"], session["amount_total"]) == (200, "open", 44800)
    async with desk.http.get(session["url"]) as page:
        text = await page.text()
        assert "฿448.00" in text
        assert "Order &lt;1001&gt;" in text
    async with desk.http.post(session["url"], data={"way": "card"}, allow_redirects=False) as paid:
        assert (paid.status, paid.headers["Location"]) == (303, WISH["success_url"])
    ((body, signature),) = desk.heard
    told = json.loads(body)
    assert told["type"] == "checkout.session.completed"
    assert told["data"]["object"]["payment_status"] == "paid"
    moment, digest = signature.split(",")[0][2:], signature.split(",")[1][3:]
    assert digest == hmac.new(b"whsec_1", f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    async with desk.http.get(session["url"]) as page:
        assert "has closed" in await page.text()


async def test_promptpay_is_told_of_twice(desk: Desk) -> None:
    _, session = await desk.asks(WISH)
    async with desk.http.post(session["url"], data={"way": "promptpay"}, allow_redirects=False):
        pass
    told = [json.loads(body) for body, _ in desk.heard]
    assert [(one["type"], one["data"]["object"]["payment_status"]) for one in told] == [
        ("checkout.session.completed", "unpaid"),
        ("checkout.session.async_payment_succeeded", "paid"),
    ]


async def test_the_same_key_gives_the_same_session_and_takes_no_other_wish(desk: Desk) -> None:
    first, again = await desk.asks(WISH, key="k"), await desk.asks(WISH, key="k")
    assert first[1]["id"] == again[1]["id"]
    status, refused = await desk.asks(WISH | {"client_reference_id": "2"}, key="k")
    assert (status, refused["error"]["type"]) == (400, "idempotency_error")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"line_items[0][price_data][unit_amount]": "999"}, "amount_too_small"),
        ({"line_items[0][price_data][unit_amount]": "1.5"}, "parameter_invalid_integer"),
        ({"success_url": "nowhere"}, "url_invalid"),
        ({"mode": ""}, "parameter_missing"),
        ({"colour": "red"}, "parameter_unknown"),
    ],
)
async def test_what_stripe_refuses_is_refused(desk: Desk, wrong: dict[str, str], code: str) -> None:
    status, refused = await desk.asks(WISH | wrong)
    assert (status, refused["error"]["code"]) == (400, code)


async def test_a_wrong_key_gets_401_and_an_unknown_page_404(desk: Desk) -> None:
    assert (await desk.asks(WISH, secret="sk_2"))[0] == 401
    async with desk.http.get(f"{desk.sim.base_url}/stripe/pay/cs_test_none") as page:
        assert page.status == 404
