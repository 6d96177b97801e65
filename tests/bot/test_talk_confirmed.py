"""After the customer has confirmed: they hear it once, with how to pay; staff hear it once; the shop gets one mail."""

from typing import Any

import pytest

from orders.checkout import Choices, Confirmed, confirm
from orders.invoices import current_invoice
from orders.order import Order
from tests.bot.talking import says, words_of
from tests.world import World

NOK = {"name": "Nok Noi", "phone": "0812345678", "line": "99/1", "province": "Bangkok", "postal_code": "10110"}


async def sold(world: World, channel: str = "line", line: str = "new Nok A01 2 send") -> tuple[Any, Any]:
    nok, merchant = await world.customer("Nok", channel), await world.merchant("Ploy", channel)
    await says(world, merchant, line)
    await nok.hears("1001")
    return nok, merchant


async def confirms(
    world: World, *, pay: str = "promptpay", number: int = 1001, email: str = "nok@example.com"
) -> Confirmed:
    """What the page's button does."""

    async def once() -> Any:
        shop, order = await world.shop(), await Order.get(number=number)
        invoice = await current_invoice(order)
        assert invoice is not None
        choices = Choices(address=NOK, shipping_method="EMS", payment_method=pay, email=email)
        return await confirm(invoice, order, shop, choices, world.here.clock.now())

    result = await world.database.transaction(once)
    assert isinstance(result, Confirmed), result
    await world.settled()
    return result


@pytest.mark.parametrize("channel", ["line", "messenger"])
async def test_the_customer_hears_it_once_with_how_to_pay(world: World, channel: str) -> None:
    nok, _ = await sold(world, channel)
    before, calls = len(nok.chat), len(world.sim.line.calls)
    await confirms(world)
    heard = [message for message in nok.chat[before:] if message.who == "shop"]
    # LINE takes no picture of a shop without https.
    assert len(heard) == (2 if channel == "line" else 3)
    assert "Thank you! Order #1001 is confirmed" in heard[0].words
    assert "Awaiting payment" in heard[0].words
    assert "PromptPay 081-234-5678" in heard[-1].words
    assert "฿448.00" in heard[-1].words
    if channel == "line":
        pushes = [call for call in world.sim.line.calls[calls:] if call.body and call.body.get("to") == nok.user_id]
        assert len(pushes) == 1, "one call, so that it costs one message"


async def test_confirming_again_says_nothing_again(world: World) -> None:
    nok, merchant = await sold(world)
    await confirms(world)
    before = len(nok.chat), len(merchant.chat), len(world.mailbox.mails)
    assert (await confirms(world)).again
    assert (len(nok.chat), len(merchant.chat), len(world.mailbox.mails)) == before


async def test_every_member_of_staff_hears_it_once(world: World) -> None:
    _, ploy = await sold(world)
    fon = await world.merchant("Fon", "messenger")
    before = len(ploy.chat), len(fon.chat)
    await confirms(world)
    for person, start in ((ploy, before[0]), (fon, before[1])):
        told = [message for message in person.chat[start:] if message.who == "shop"]
        assert words_of(told).count("#1001 confirmed by Nok") >= 1
        assert "0812345678 99/1" in words_of(told)
    assert len(ploy.chat) == before[0] + 1


async def test_the_shop_gets_one_mail_with_order_address_and_link(world: World) -> None:
    await sold(world)
    await confirms(world)
    mail = await world.mailbox.receives()
    assert mail["To"] == "owner@example.com"
    assert "1001" in mail["Subject"]
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    for words in ("Nok Noi", "99/1", "448.00", (await world.order(1001))["invoice_url"]):
        assert words in text
    assert world.mailbox.mails == []


async def test_the_timeline_tells_the_whole_story(world: World) -> None:
    await sold(world)
    await confirms(world)
    order = await world.order(1001)
    names = [event["event"] for event in order["timeline"]]
    assert names[:4] == ["order_drafted", "order_issued", "order_sent", "order_confirmed"]
    assert next(event["by"] for event in order["timeline"] if event["event"] == "order_confirmed") == "customer"
    assert (order["stage"], order["payment_status"], order["status_text"]) == (
        "confirmed", "unpaid", {"th": "รอชำระ", "en": "Awaiting payment"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("pay", "told"),
    [
        ("cod", "Pay ฿481.44 in cash when the parcel comes"),
        ("bank_transfer", "KBANK 123-4-56789-0"),
        ("promptpay", "PromptPay"),
    ],
)
async def test_how_to_pay_is_the_way_they_chose(world: World, pay: str, told: str) -> None:
    nok, _ = await sold(world)
    await confirms(world, pay=pay)
    card = await nok.hears("How to pay")
    assert told in card.words
    assert "due" not in card.words


async def test_cash_on_delivery_is_never_due(world: World) -> None:
    nok, _ = await sold(world, line="new Nok A01 2 ship EMS pay cod send")
    await confirms(world, pay="cod")
    card = await nok.hears("is confirmed")
    assert "Please pay by" not in card.words
    assert (await world.order(1001))["due_at"] is None


async def test_the_next_order_knows_where_they_live(world: World) -> None:
    _, merchant = await sold(world)
    await confirms(world)
    assert "To: Nok Noi 0812345678 99/1 Bangkok 10110" in words_of(await says(world, merchant, "new Nok B02 1"))


async def test_the_cards_speak_the_customers_language_and_the_notice_the_shops(world: World) -> None:
    nok, merchant = await sold(world)
    await says(world, nok, "lang th")
    await confirms(world)
    await nok.hears("ขอบคุณค่ะ ยืนยันออเดอร์ #1001 แล้ว")
    await nok.hears("วิธีชำระเงิน")
    await merchant.hears("#1001 confirmed by Nok")


async def test_an_offline_customer_is_told_on_the_page_and_staff_in_the_chat(world: World) -> None:
    merchant = await world.merchant()
    await says(world, merchant, "new offline Joy 0812345678 A01 1 link")
    await confirms(world)
    await merchant.hears("#1001 confirmed by Joy")
