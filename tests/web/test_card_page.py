"""The button that leads to Stripe, and everything that may stand in its way."""

from pathlib import Path

import aiohttp
import pytest
from itsdangerous import URLSafeSerializer

from tests.cards import DOOR, SECRET_KEY, Buyer, CardShop, card_shop
from tests.world import World
from web.guard import CSRF_COOKIE, HEADERS


async def test_however_often_it_is_pressed_there_is_one_page_to_pay_on(tmp_path: Path) -> None:
    async with card_shop(tmp_path) as shop:
        buyer = await shop.confirmed()
        first, second = await buyer.at_stripe(), await buyer.at_stripe()
        assert first is second
        assert len(shop.sessions()) == 1
        keys = {call.headers["idempotency-key"] for call in shop.calls}
        assert len(keys) == 1
        assert {call.headers["authorization"] for call in shop.calls} == {f"Bearer {SECRET_KEY}"}


async def test_another_amount_is_another_page(tmp_path: Path) -> None:
    async with card_shop(tmp_path) as shop:
        buyer = await shop.confirmed()
        whole = await buyer.at_stripe()
        await buyer.ploy.says("paid 1001 100")
        await buyer.ploy.hears("received")
        rest = await buyer.at_stripe()
        assert (whole.wish.amount, rest.wish.amount) == (44800, 34800)


async def test_what_was_paid_and_given_back_can_be_paid_once_more(tmp_path: Path) -> None:
    async with card_shop(tmp_path) as shop:
        buyer = await shop.confirmed()
        first = await buyer.at_stripe()
        await first.pays()
        await first.gives_back(44800)
        assert (await buyer.order())["payment_status"] == "refunded"
        again = await buyer.at_stripe()
        assert again is not first
        await again.pays()
        assert (await buyer.order())["payment_status"] == "paid"


async def test_a_page_of_theirs_that_has_closed_is_not_led_to(tmp_path: Path) -> None:
    async with card_shop(tmp_path, more="[shops.demo.selling]\npayment_due = ''\n") as shop:
        buyer = await shop.confirmed()
        first = await buyer.at_stripe()
        shop.world.later(25 * 3600)
        second = await buyer.at_stripe()
        assert second is not first
        assert second.is_open


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500, "times": 3},
        {"status": 502, "times": 3},
        {"status": 401},
        {"status": 400},
        {"how": "reset_before", "times": 3},
        {"status": 200, "body": {"id": "cs_1", "object": "checkout.session", "url": None}},
        {"status": 200, "body": {"id": "cs_1", "object": "checkout.session", "url": "javascript:alert(1)"}},
        {"status": 200, "body": "<html>Hello</html>"},
        {"status": 200, "body": "[1, 2]"},
    ],
    ids=["broken", "a proxy's page", "the key is dead", "refused", "cut", "no url", "odd url", "no JSON", "odd JSON"],
)  # fmt: skip
async def test_when_stripe_is_not_there_the_page_says_so_and_how_else_to_pay(
    tmp_path: Path, fault: dict[str, object]
) -> None:
    async with card_shop(tmp_path) as shop:
        buyer = await shop.confirmed()
        shop.world.sim.stripe.fail("sessions.create", **fault)
        page = await buyer.wants_to_pay()
        assert page.status == 503
        for said in ("Card payment does not work right now", "You have not been charged", "123-4-56789-0", "promptpay"):
            assert said in page.text
        assert 'alt="PromptPay ฿448.00"' in page.text
        shop.world.sim.stripe.heal()
        assert (await buyer.wants_to_pay()).status == 303, "and next time it may be there again"


async def test_too_little_for_a_card_is_refused_like_that(tmp_path: Path) -> None:
    async with card_shop(tmp_path) as shop:
        buyer = await shop.confirmed()
        await buyer.ploy.says("paid 1001 440")
        await buyer.ploy.hears("received")
        assert (await buyer.wants_to_pay()).status == 503


async def test_a_form_that_is_not_ours_opens_nothing(tmp_path: Path) -> None:
    async with card_shop(tmp_path) as shop:
        buyer = await shop.confirmed()
        assert (await buyer.wants_to_pay(csrf="forged")).status == 403
        async with aiohttp.ClientSession() as http, http.post(f"{buyer.link}/pay/stripe") as answer:
            assert answer.status == 403
        assert shop.calls == []


async def test_what_is_not_owed_leads_back_to_the_page(tmp_path: Path) -> None:
    async with card_shop(tmp_path) as shop:
        buyer = await shop.confirmed()
        await buyer.ploy.says("paid 1001")
        await buyer.ploy.hears("received")
        answer = await buyer.wants_to_pay(csrf=csrf(buyer))
        assert (answer.status, answer.headers["Location"]) == (303, buyer.path)
        assert shop.calls == []


def csrf(buyer: Buyer) -> str:
    """The hidden field of a page that was open before there was nothing left to pay."""
    visitor = next(cookie.value for cookie in buyer.jar if cookie.key == CSRF_COOKIE)
    return str(URLSafeSerializer("a secret key that only tests know", salt="inchat.form").dumps(visitor))


async def test_cash_on_delivery_and_what_is_not_confirmed_are_not_paid_by_card(tmp_path: Path) -> None:
    async with card_shop(tmp_path) as shop:
        buyer = await shop.confirmed(way="cod")
        assert "by card" not in (await buyer.looks()).text
        assert (await buyer.wants_to_pay(csrf=csrf(buyer))).status == 303
        await buyer.ploy.says("edit 1001")
        await buyer.ploy.hears("Editing")
        await buyer.ploy.says("pay card send")
        await buyer.ploy.hears("version 2")
        old = await buyer.wants_to_pay(csrf=csrf(buyer))
        assert old.status == 410
        assert shop.calls == []


@pytest.mark.parametrize("ended", ["draft", "cancelled", "expired"])
async def test_an_order_that_has_ended_is_not_paid_any_more(tmp_path: Path, ended: str) -> None:
    async with card_shop(tmp_path) as shop:
        buyer = await shop.confirmed()
        if ended == "expired":
            shop.world.later(49 * 3600)
        else:
            await buyer.ploy.says({"draft": "draft 1001", "cancelled": "cancel 1001"}[ended])
            await buyer.ploy.hears("1001")
        assert (await buyer.order())["stage"] == ended
        assert (await buyer.wants_to_pay(csrf=csrf(buyer))).status == (410 if ended == "draft" else 303)
        assert shop.calls == []


async def test_a_shop_without_stripe_has_no_such_addresses(world: World) -> None:
    buyer = await CardShop(world, None).confirmed(way="promptpay")
    assert "by card" not in (await buyer.looks()).text
    assert (await buyer.wants_to_pay()).status == 404
    async with aiohttp.ClientSession() as http, http.post(f"{world.url}{DOOR}", data=b"{}") as answer:
        assert answer.status == 404


async def test_who_reloads_the_page_that_told_of_it_comes_back_to_the_order(tmp_path: Path) -> None:
    async with card_shop(tmp_path) as shop:
        buyer = await shop.confirmed()
        assert (await buyer.looks("/pay/stripe")).headers["Location"] == buyer.path


async def test_browsers_let_the_form_lead_to_stripe_and_to_nowhere_on_other_pages(tmp_path: Path) -> None:
    async with card_shop(tmp_path) as shop:
        buyer = await shop.confirmed()
        policy = (await buyer.looks()).headers["Content-Security-Policy"]
        assert f"form-action 'self' {shop.world.sim.base_url};" in policy
        session = await buyer.at_stripe()
        await session.pays()
        await shop.world.settled()
        assert (await buyer.looks()).headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]


async def test_money_for_an_order_that_is_being_changed_is_not_lost(tmp_path: Path) -> None:
    """Nok is at Stripe while Ploy takes the order back to a draft."""
    async with card_shop(tmp_path) as shop:
        buyer = await shop.confirmed()
        session = await buyer.at_stripe()
        await buyer.ploy.says("draft 1001")
        await buyer.ploy.hears("1001")
        await session.pays()
        order = await buyer.order()
        assert (order["stage"], order["paid"]) == ("draft", 44800)
        await buyer.ploy.hears("#1001: ฿448.00 from Nok came in through Stripe.")
        await session.gives_back(44800)
        assert (await buyer.order())["paid"] == 0


async def test_money_for_a_bill_that_was_replaced_meanwhile_counts_for_the_new_one(tmp_path: Path) -> None:
    async with card_shop(tmp_path) as shop:
        buyer = await shop.confirmed()
        session = await buyer.at_stripe()
        await buyer.ploy.says("edit 1001")
        await buyer.ploy.hears("Editing")
        await buyer.ploy.says("B02 1 send")
        await buyer.ploy.hears("version 2")
        await session.pays()
        order = await buyer.order()
        assert (order["revision"], order["paid"], order["balance"]) == (2, 44800, 9000)
