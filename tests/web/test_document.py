"""The order document: always whole, always as its schema says, never a query for each order."""

import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.language import LANGUAGES, words
from orders import checkout, selling
from orders.database import Database
from orders.events import NAMES, record
from orders.order import Order
from orders.paying import record_payment, refund_payment
from orders.shops import Shop
from orders.stages import Refusal
from tests.web.console_shop import ADDRESS, CONFIG, NOW, draft_of, issued, nok_writes, soap
from tests.world import lay_out
from web.console.opening import opened
from web.document import UNTOLD, order_document, order_documents
from web.settings import load

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "order.schema.json").read_text(encoding="utf-8"))
HOME = "https://shop.example.com"


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    config = tmp_path / "config.toml"
    config.write_text(CONFIG, encoding="utf-8")
    await lay_out(tmp_path / "inchat.db")
    async with opened(load(config)) as db:
        yield db


@pytest.fixture
async def shop(db: Database) -> Shop:
    return await Shop.get(slug="demo")


async def document(order: Order, shop: Shop) -> dict[str, Any]:
    written = await order_document(await Order.get(id=order.id), shop, HOME)
    jsonschema.validate(written, SCHEMA, cls=jsonschema.Draft202012Validator)
    return written


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


async def test_an_issued_order_says_everything(shop: Shop) -> None:
    nok = await nok_writes(shop)
    order, invoice = await issued(shop, await soap(shop), whose=nok)
    written = await document(order, shop)
    timeline = written.pop("timeline")
    assert written == {
        "number": "1001",
        "kind": "in_chat",
        "channel": "line",
        "revision": 1,
        "created_at": "2026-11-22T08:00:00Z",
        "due_at": "2026-11-24T08:00:00Z",
        "note": "ฝากไว้กับยาม",
        "stage": "new",
        "payment_status": "unpaid",
        "fulfillment_status": "unfulfilled",
        "parcel_status": None,
        "status_text": {"th": "ใหม่", "en": "New"},
        "currency": "THB",
        "subtotal": 39800,
        "discount": 0,
        "shipping_fee": 5000,
        "payment_fee": 0,
        "total": 44800,
        "paid": 0,
        "balance": 44800,
        "lines": [
            {
                "sku": "A01",
                "name": "สบู่มะลิ",
                "quantity": 2,
                "unit_price": 19900,
                "discount": 0,
                "total": 39800,
                "fulfilled": 0,
            }
        ],
        "customer": {
            "name": "นก",
            "phone": "081-234-5678",
            "email": "nok@example.com",
            "contacts": [{"channel": "line", "id": "U1"}],
        },
        "shipping_address": ADDRESS,
        "billing_address": None,
        "shipping_method": "EMS",
        "payment_method": None,
        "invoice_url": f"{HOME}/o/{invoice.token}",
        "payments": [],
        "slips": [],
        "fulfillment_orders": [],
        "fulfillments": [],
        "documents": [],
    }
    assert timeline == [
        {
            "at": "2026-11-22T08:00:00.000000Z",
            "event": "order_drafted",
            "by": "staff:1",
            "text": {"th": "เริ่มร่างออเดอร์", "en": "Draft started"},
        },
        {
            "at": "2026-11-22T08:00:00.000000Z",
            "event": "order_issued",
            "by": "staff:1",
            "text": {"th": "ออกบิล ยอด ฿448.00", "en": "Bill issued, ฿448.00"},
        },
    ]


async def test_a_draft_has_no_number_no_link_and_maybe_nobody(shop: Shop) -> None:
    written = await document(await draft_of(shop, await soap(shop)), shop)
    assert [written[key] for key in ("number", "channel", "customer", "invoice_url", "due_at", "shipping_address")] == [
        None
    ] * 6
    assert (written["kind"], written["revision"], written["status_text"]["en"]) == ("offline", 0, "Draft")


async def test_a_draft_made_of_a_bill_keeps_its_number_and_loses_its_link(shop: Shop) -> None:
    order, _ = await issued(shop, await soap(shop))
    assert await selling.make_draft(order, shop, by="staff:1", now=NOW) is None
    written = await document(order, shop)
    assert (written["number"], written["invoice_url"], written["due_at"]) == ("1001", None, None)


async def test_the_link_is_always_the_newest(shop: Shop) -> None:
    order, old = await issued(shop, await soap(shop))
    draft = await selling.edit(order, shop, now=NOW)
    assert isinstance(draft, Order)
    again = await selling.issue(draft, shop, by="staff:1", now=NOW)
    assert not isinstance(again, Refusal)
    written = await document(order, shop)
    assert written["invoice_url"] == f"{HOME}/o/{again.invoice.token}" != f"{HOME}/o/{old.token}"
    assert written["timeline"][-1]["text"]["en"] == "Bill changed, revision 2, ฿448.00"


async def test_a_confirmed_order_awaits_payment_at_the_address_given(shop: Shop) -> None:
    order, invoice = await issued(shop, await soap(shop), whose=await nok_writes(shop))
    choices = checkout.Choices(
        address={**ADDRESS, "line": "1 ถนนใหม่"},
        billing={"name": "บริษัท นก", "line": "2 ถนนใหม่", "tax_id": "0105536000315"},
    )
    done = await checkout.confirm(invoice, order, shop, choices, NOW)
    assert isinstance(done, checkout.Confirmed), done
    written = await document(order, shop)
    assert (written["stage"], written["payment_status"]) == ("confirmed", "unpaid")
    assert written["status_text"] == {"th": "รอชำระ", "en": "Awaiting payment"}
    assert written["shipping_address"]["line"] == "1 ถนนใหม่"
    assert written["billing_address"] == dict.fromkeys(
        (
            "name",
            "phone",
            "line",
            "subdistrict",
            "district",
            "province",
            "postal_code",
            "country",
            "tax_id",
            "branch",
        )
    ) | {"name": "บริษัท นก", "line": "2 ถนนใหม่", "tax_id": "0105536000315", "country": "TH"}
    assert written["timeline"][-1]["event"] == "order_confirmed"
    assert written["timeline"][-1]["by"] == "customer"


async def test_money_in_and_back_is_told_and_adds_up(shop: Shop) -> None:
    order, _ = await issued(shop, await soap(shop), whose=await nok_writes(shop))
    await record_payment(order, shop, by="staff:1", now=NOW, amount=10000, reference="014 2026", note="cash")
    await refund_payment(order, shop, by="staff:1", now=NOW, amount=4000)
    written = await document(order, shop)
    came, back = written["payments"]
    assert (came["kind"], came["amount"], came["reference"], came["note"]) == ("payment", 10000, "014 2026", "cash")
    assert (back["kind"], back["amount"], back["slip"], back["by"]) == ("refund", 4000, None, "staff:1")
    assert (written["paid"], written["balance"]) == (6000, written["total"] - 6000)
    assert written["payment_status"] == "partially_paid"
    told = {event["event"]: event["text"]["en"] for event in written["timeline"]}
    assert told["payment_recorded"] == "Payment recorded, ฿100.00"
    assert told["payment_refunded"] == "Refunded, ฿40.00"


async def test_an_offline_customer_is_reached_by_mail_only(shop: Shop) -> None:
    nok = await nok_writes(shop)
    order, _ = await issued(shop, await soap(shop))
    await Order.filter(id=order.id).update(customer_id=nok.customer.id)
    written = await document(order, shop)
    assert written["channel"] is None
    assert written["customer"]["contacts"] == [{"channel": "email", "id": "nok@example.com"}]


async def test_what_failed_is_told_with_its_reason(shop: Shop) -> None:
    order, _ = await issued(shop, await soap(shop), whose=await nok_writes(shop))
    for name, facts in (
        ("order_sent", {"channel": "line", "via": "reply", "revision": 1}),
        ("order_not_sent", {"channel": "messenger", "reason": "window", "revision": 1}),
        ("order_not_sent", {"channel": "line", "reason": "a new one", "revision": 1}),
        ("send_again_asked", {}),
        ("channel_down", {"channel": "line", "reason": "token"}),
    ):
        await record(name, shop_id=shop.id, by="system", now=NOW, order=order, facts=facts)
    await selling.cancel(order, shop, by="staff:1", now=NOW, reason="ของหมด {จริงๆ}")
    told = [event["text"]["en"] for event in (await document(order, shop))["timeline"]][2:]
    assert told == [
        "Bill sent over LINE",
        f"The bill could not be sent: {words('en').say('not_sent.window')}",
        "The bill could not be sent: a new one",
        "Order cancelled: ของหมด {จริงๆ}",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_that_is_told_has_its_sentence(language: str) -> None:
    untold = [name for name in NAMES if name not in UNTOLD and not words(language).knows(f"order.event.{name}")]
    assert untold == []


async def test_a_list_asks_the_database_as_often_as_one_order(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    product = await soap(shop, on_hand=None)
    for n in range(5):
        nok = await nok_writes(shop, external_id=f"U{n}")
        await issued(shop, product, whose=nok)
    orders = await Order.all().order_by("id")

    async def queries(several: list[Order]) -> int:
        caplog.clear()
        with caplog.at_level(logging.DEBUG, logger="tortoise.db_client"):
            documents = await order_documents(several, shop, HOME, timeline=True)
        assert len(documents) == len(several)
        return len([record for record in caplog.records if "SELECT" in record.getMessage()])

    assert await queries(orders[:1]) == await queries(orders) > 0


async def test_in_a_list_the_story_is_left_out(shop: Shop) -> None:
    order, _ = await issued(shop, await soap(shop))
    (written,) = await order_documents([order], shop, HOME)
    assert "timeline" not in written
    jsonschema.validate(written, SCHEMA, cls=jsonschema.Draft202012Validator)
