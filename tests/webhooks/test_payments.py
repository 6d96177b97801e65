"""Stripe's door: unsigned, old, again, in any order, for nobody. No payment is lost, none counts twice."""

import io
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from orders.payments import Payment
from orders.queues import Inbound
from simulator.stripe import StripeAccount
from tests.bot.talking import labels_of
from tests.cards import DOOR, WEBHOOK_SECRET, Buyer, CardShop, card_shop
from webhooks.payments import is_signed

BODY = b'{"id":"evt_1","type":"charge.refunded"}'


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[CardShop]:
    async with card_shop(tmp_path) as shop:
        yield shop


def account(shop: CardShop) -> StripeAccount:
    assert shop.stripe is not None
    return shop.stripe


async def rings(shop: CardShop, body: bytes, headers: dict[str, str] | None = None) -> int:
    signed = account(shop).signed(body) if headers is None else headers
    async with (
        aiohttp.ClientSession() as http,
        http.post(shop.world.url + DOOR, data=io.BytesIO(body), headers=signed) as answer,
    ):
        await answer.read()
    await shop.world.settled()
    return answer.status


def event(kind: str = "checkout.session.completed", *, id: str = "evt_x", **thing: Any) -> bytes:
    about: dict[str, Any] = {
        "id": "cs_x", "object": "checkout.session", "payment_status": "paid", "amount_total": 44800, "currency": "thb",
        "payment_intent": "pi_x", "client_reference_id": "1001", "metadata": {"shop": "demo", "order": "1001"},
    }  # fmt: skip
    return json.dumps({"id": id, "type": kind, "created": 1, "data": {"object": about | thing}}).encode()


async def test_a_header_is_right_only_for_these_bytes_this_secret_and_five_minutes() -> None:
    def header(at: float = 1_000, secret: str = WEBHOOK_SECRET, body: bytes = BODY) -> str:
        return StripeAccount.signed(_Signer, body, at=at, secret=secret)["Stripe-Signature"]  # type: ignore[arg-type]

    assert is_signed(BODY, header(), WEBHOOK_SECRET, 1_000)
    assert is_signed(BODY, header(), WEBHOOK_SECRET, 1_300)
    assert is_signed(BODY, header().replace("v1=", "v1=00,v1="), WEBHOOK_SECRET, 1_000), "while secrets are rolled"
    assert not is_signed(BODY, header(), WEBHOOK_SECRET, 1_301)
    assert not is_signed(BODY + b" ", header(), WEBHOOK_SECRET, 1_000)
    assert not is_signed(BODY, header(secret="another"), WEBHOOK_SECRET, 1_000)
    assert not is_signed(BODY, header().replace("t=1000", "t=1200"), WEBHOOK_SECRET, 1_200)
    for wrong in (
        None,
        "",
        "t=1000",
        "v1=",
        "t=,v1=",
        "t=๑,v1=x",
        f"t=9e9,{header()[7:]}",
        f"t=1,{header()}",
        "ลาย=เซ็น",
    ):
        assert not is_signed(BODY, wrong, WEBHOOK_SECRET, 1_000), wrong


class _Signer:
    now = 1_000
    webhook_secret = WEBHOOK_SECRET


async def test_what_is_not_signed_is_not_heard(shop: CardShop) -> None:
    await shop.confirmed()
    body = event()
    for headers in ({}, {"Stripe-Signature": "t=1,v1=00"}, account(shop).signed(body, secret="whsec_of_another")):
        assert await rings(shop, body, headers) == 400
    old = account(shop).signed(body)
    shop.world.later(301)
    assert await rings(shop, body, old) == 400, "a replay"
    assert await Payment.all().count() == 0
    assert await Inbound.filter(channel="stripe").count() == 0


@pytest.mark.parametrize("body", [b"", b"{", b"not json", b"\xff\xfe", b'{"id":NaN}'])
async def test_what_is_signed_and_not_json_gets_400(shop: CardShop, body: bytes) -> None:
    assert await rings(shop, body) == 400


async def test_a_body_over_one_mebibyte_gets_413(shop: CardShop) -> None:
    assert await rings(shop, b'{"pad":"' + b"x" * 1024 * 1024 + b'"}') == 413


PLACES = ("payment_intent", "amount_total", "metadata", "client_reference_id", "currency", "amount_refunded")
ODD: list[Any] = [None, True, 0, -1, 1.5, 2**70, "", "text", "\x00", [], [[]], {}, {"id": {"id": []}}]


async def test_json_of_any_shape_is_noted_and_breaks_nothing(shop: CardShop) -> None:
    buyer = await shop.confirmed()
    for n, odd in enumerate(ODD):
        places: list[Any] = [odd, {"id": odd}, {"type": odd}, {"data": odd}, {"data": {"object": odd}}]
        bodies = [json.dumps(place).encode() for place in places]
        for name in (
            "payment_intent",
            "amount_total",
            "metadata",
            "client_reference_id",
            "currency",
            "amount_refunded",
        ):
            kinds = ("checkout.session.completed", "charge.refunded")
            whole = {"metadata": {}, "client_reference_id": odd} if name == "client_reference_id" else {name: odd}
            # What is left whole is of no order here.
            whole |= {"currency": "usd"} if name in ("payment_intent", "metadata", "amount_refunded") else {}
            bodies += [event(kind, id=f"evt_{n}_{name}_{kind}", **whole) for kind in kinds]
        for body in bodies:
            assert await rings(shop, body) == 200, body
    assert (await buyer.order())["paid"] == 0
    assert [row.error for row in await Inbound.filter(channel="stripe") if row.attempts] == []


async def test_however_often_it_is_told_it_counts_once(shop: CardShop) -> None:
    buyer = await shop.confirmed()
    shop.world.sim.stripe.deliver(duplicate=True)
    session = await buyer.at_stripe()
    assert await session.pays() == 200
    assert await account(shop).tells("checkout.session.completed", session.document()) == 200, "a new event of it"
    assert await account(shop).tells("checkout.session.async_payment_succeeded", session.document()) == 200
    order = await buyer.order()
    assert (order["paid"], len(order["payments"])) == (44800, 1)


async def test_promptpay_counts_when_it_has_come_and_not_before(shop: CardShop) -> None:
    buyer = await shop.confirmed()
    session = await buyer.at_stripe()
    assert await session.starts_promptpay() == 200
    assert (await buyer.order())["paid"] == 0
    assert await session.promptpay_arrives() == 200
    assert (await buyer.order())["payment_status"] == "paid"


async def test_promptpay_that_fails_leaves_the_order_as_it_was(shop: CardShop) -> None:
    buyer = await shop.confirmed()
    session = await buyer.at_stripe()
    await session.starts_promptpay()
    assert await session.promptpay_fails() == 200
    assert (await buyer.order())["payment_status"] == "unpaid"


async def test_refunds_are_what_is_new_of_all_that_went_back(shop: CardShop) -> None:
    buyer = await paid(shop)
    session = shop.sessions()[0]
    await session.gives_back(10000)
    await session.gives_back(5000)
    await account(shop).tells("charge.refunded", session.charge() | {"amount_refunded": 10000})  # late, and old
    await account(shop).tells("charge.refunded", session.charge())  # and once more
    order = await buyer.order()
    backs = [(back["amount"], back["method"], back["by"]) for back in order["payments"] if back["kind"] == "refund"]
    assert backs == [(10000, "stripe", "system"), (5000, "stripe", "system")]
    assert (order["paid"], order["payment_status"]) == (29800, "partially_paid")
    await session.gives_back(29800)
    assert (await buyer.order())["payment_status"] == "refunded"


async def test_a_refund_heard_before_its_payment_waits_for_it(shop: CardShop) -> None:
    buyer = await shop.confirmed()
    session = await buyer.at_stripe()
    shop.world.sim.stripe.deliver(hold=True)
    await session.pays()
    shop.world.sim.stripe.deliver()
    await session.gives_back(10000)
    await session.gives_back(4800)
    assert (await buyer.order())["payments"] == []
    assert await shop.world.sim.stripe.release() == [200]
    order = await buyer.order()
    assert (order["paid"], [one["amount"] for one in order["payments"]]) == (30000, [44800, 10000, 4800])


async def test_a_refund_whose_payment_never_comes_is_noted_in_the_end(shop: CardShop) -> None:
    await shop.confirmed()
    assert await rings(shop, event("charge.refunded", amount_refunded=500, payment_intent="pi_of_another_shop")) == 200
    shop.world.later(3 * 24 * 3600 + 60)
    await shop.world.settled()
    row = await Inbound.get(channel="stripe")
    assert (row.state, row.error) == ("done", "no_such_payment")


async def test_money_that_staff_told_of_already_does_not_go_back_twice(shop: CardShop) -> None:
    buyer = await paid(shop)
    await buyer.ploy.says("refund 1001 100")
    await buyer.ploy.hears("refunded")
    session = shop.sessions()[0]
    await session.gives_back(10000)
    assert (await buyer.order())["paid"] == 34800
    await session.gives_back(5000)
    assert (await buyer.order())["paid"] == 29800


async def test_late_money_is_recorded_and_staff_are_asked(shop: CardShop) -> None:
    buyer = await shop.confirmed()
    session = await buyer.at_stripe()
    await session.starts_promptpay()
    shop.world.later(49 * 3600)
    assert (await buyer.order())["stage"] == "expired"
    await session.promptpay_arrives()
    order = await buyer.order()
    assert (order["stage"], order["paid"]) == ("expired", 44800)
    await buyer.ploy.hears("฿448.00 came in for #1001 of Nok, which is expired")


async def test_paid_by_card_and_by_transfer_both_count_and_what_is_too_much_can_go_back(shop: CardShop) -> None:
    buyer = await shop.confirmed()
    session = await buyer.at_stripe()
    await buyer.ploy.says("paid 1001")
    await buyer.ploy.hears("received")
    await session.pays()
    order = await buyer.order()
    assert (order["payment_status"], order["balance"]) == ("overpaid", -44800)
    told = await buyer.ploy.hears("through Stripe. ฿448.00 more than owed")
    assert "Refund ฿448.00" in labels_of([told])


NOT_OURS = {
    "an order that is not here": {"client_reference_id": "9999", "metadata": {"shop": "demo", "order": "9999"}},
    "another house's shop": {"metadata": {"shop": "elsewhere", "order": "1001"}},
    "no order at all": {"client_reference_id": None, "metadata": {}},
    "another currency": {"currency": "usd"},
    "a website's own order": {"client_reference_id": "1002", "metadata": {}},
}


@pytest.mark.parametrize("what", NOT_OURS)
async def test_what_is_of_no_order_here_is_noted_with_200(shop: CardShop, what: str) -> None:
    """The same keys may sell other things, too. Order 1002 is to be paid by transfer: nothing of it is at Stripe."""
    buyer = await shop.confirmed()
    await shop.confirmed(way="bank_transfer")
    assert await rings(shop, event(**NOT_OURS[what])) == 200
    assert (await buyer.order())["paid"] == 0
    assert await Payment.all().count() == 0
    assert [row.state for row in await Inbound.filter(channel="stripe")] == ["done"]


async def test_other_kinds_of_events_are_noted_with_200(shop: CardShop) -> None:
    assert await rings(shop, event("customer.created")) == 200
    assert (await Inbound.get(channel="stripe")).state == "done"


async def test_nothing_of_who_paid_is_kept(shop: CardShop) -> None:
    await paid(shop)
    await shop.sessions()[0].gives_back(100)
    await shop.world.settled()
    kept = "\n".join([row.body for row in await Inbound.filter(channel="stripe")])
    assert "Somebody Who Pays" not in kept
    assert "payer@example.com" not in kept


async def test_an_unanswered_webhook_comes_again_and_counts(shop: CardShop) -> None:
    """The house was closed when it was told: Stripe tells again for days, signed anew."""
    buyer = await shop.confirmed()
    session = await buyer.at_stripe()
    account(shop).webhook_url = "http://127.0.0.1:1/"
    assert await session.pays() == 0
    (missed,) = account(shop).missed
    shop.world.later(20 * 3600)
    assert await rings(shop, json.dumps(missed).encode()) == 200
    assert (await buyer.order())["paid"] == 44800


OTHER = """
[shops.other]
name = "Other"
[shops.other.line]
channel_secret = "other"
channel_access_token = "other"
[shops.other.payments]
stripe = {{secret_key = "sk_other", webhook_secret = "{secret}", api_base = "{{sim}}/stripe"}}
"""


@pytest.mark.parametrize("secret", ["whsec_of_the_other", WEBHOOK_SECRET], ids=["its own secret", "the same secret"])
async def test_one_door_for_all_shops(tmp_path: Path, secret: str) -> None:
    async with card_shop(tmp_path, more=OTHER.format(secret=secret)) as shop:
        buyer = await paid(shop)
        assert (await buyer.order())["payment_status"] == "paid"
        body = event(id="evt_2", payment_intent="pi_2", metadata={"shop": "other", "order": "1001"})
        assert await rings(shop, body, account(shop).signed(body, secret=secret)) == 200
        assert [row.shop for row in await Inbound.filter(channel="stripe").order_by("id")] == ["demo", "other"]
        assert await Payment.all().count() == 1
        body = event(id="evt_3", payment_intent="pi_3")
        assert await rings(shop, body, account(shop).signed(body, secret=secret)) == 200
        assert await Payment.all().count() == (2 if secret == WEBHOOK_SECRET else 1), "nobody pays for another shop"


async def paid(shop: CardShop) -> Buyer:
    buyer = await shop.confirmed()
    await (await buyer.at_stripe()).pays()
    await shop.world.settled()
    return buyer
