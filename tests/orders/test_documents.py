"""Receipts, tax invoices, delivery notes: who gets which, numbers without gaps, papers that never change."""

import asyncio
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from orders import checkout, paying, selling
from orders.basket import Basket
from orders.database import Database, migrate, open_database
from orders.documents import (
    Document,
    can_issue,
    documents_now,
    documents_of,
    make_all,
    open_document,
    tax_invoice_lacks,
)
from orders.invoices import Invoice, current_invoice
from orders.money import shares
from orders.order import Order
from orders.papers import Kind, Paper, paper_of
from orders.shops import Shop
from orders.stages import Refusal
from tests.orders.conftest import NOW, a_product, a_shop

VAT = {
    "registered": True, "tax_id": "0105536000315", "name": "บริษัท สุขใจ จำกัด", "address": "1 ถนนสีลม กรุงเทพฯ 10500",
}  # fmt: skip
ADDRESS = {
    "name": "นก ใจดี", "phone": "0812345678", "line": "99/12 ถ.พหลโยธิน", "subdistrict": "จตุจักร", "district": "จตุจักร",
    "province": "กรุงเทพมหานคร", "postal_code": "10900", "country": "TH",
}  # fmt: skip
BILLING = {"name": "บริษัท นก จำกัด", "line": "2 ถนนใหม่", "tax_id": "0105536000315", "branch": "1"}
PAPERS: tuple[Kind, ...] = ("receipt", "tax_invoice", "delivery_note")


async def an_order(shop: Shop, **said: Any) -> Order:
    """An issued order of two shirts, sent by EMS to Nok: 398 + 50 baht."""
    product = await a_product(shop, sku=f"A{await Order.all().count():02d}")
    draft = await selling.start(shop, by="staff:1", now=NOW)
    basket = draft.basket
    basket.add(selling.line_for(product, quantity=2))
    values = {"shipping_method": "EMS", "shipping_address": ADDRESS} | said
    for name, value in values.items():
        setattr(basket, name, value)
    await selling.change(draft, basket, shop)
    issued = await selling.issue(draft, shop, by="staff:1", now=NOW)
    assert not isinstance(issued, Refusal), issued
    return issued.order


async def paid(order: Order, amount: int | None = None) -> Order:
    order.paid = order.total if amount is None else amount
    order.settle()
    await order.save()
    return order


async def edited(order: Order, shop: Shop, *, quantity: int = 3, now: datetime = NOW) -> Order:
    draft = await selling.edit(order, shop, now=now)
    assert isinstance(draft, Order)
    basket = draft.basket
    basket.set_quantity(basket.lines[0], quantity)
    await selling.change(draft, basket, shop)
    issued = await selling.issue(draft, shop, by="staff:1", now=now)
    assert not isinstance(issued, Refusal), issued
    return issued.order


async def numbers_of(order: Order, shop: Shop, now: datetime = NOW) -> list[str | None]:
    found = [await open_document(kind, order, shop, now) for kind in PAPERS]
    return [document and document.number for document in found]


async def test_a_receipt_waits_for_the_money_and_a_delivery_note_does_not(shop: Shop) -> None:
    order = await an_order(shop)
    assert await numbers_of(order, shop) == [None, None, "DN2569-000001"]
    await paid(order, order.total - 1)
    assert await numbers_of(order, shop) == [None, None, "DN2569-000001"]
    await paid(order)
    assert await numbers_of(order, shop) == ["RC2569-000001", None, "DN2569-000001"]


async def test_only_a_registered_seller_makes_tax_invoices(database: Database) -> None:
    shop = await a_shop(vat=VAT)
    order = await paid(await an_order(shop))
    assert await numbers_of(order, shop) == ["RC2569-000001", "TX2569-000001", "DN2569-000001"]


@pytest.mark.parametrize(
    ("status", "can"),
    [
        ("unpaid", False), ("review", False), ("partially_paid", False), ("cod", False), ("refunded", False),
        ("paid", True), ("overpaid", True),
    ],
)  # fmt: skip
@pytest.mark.parametrize("stage", ["draft", "new", "confirmed", "completed", "cancelled", "expired"])
def test_what_can_be_issued_follows_stage_and_payment(stage: str, status: str, can: bool) -> None:
    order = Order(number=1001, stage=stage, payment_status=status, created_at=NOW)
    terms = Shop(slug="s", name="s", stored_terms={"vat": VAT}, created_at=NOW).terms
    is_live = stage in ("new", "confirmed", "completed")
    assert [can_issue(kind, order, terms) for kind in PAPERS] == [is_live and can, is_live and can, is_live]


async def test_printing_again_keeps_number_date_and_words_whatever_the_shop_does(shop: Shop) -> None:
    order = await paid(await an_order(shop))
    first = await open_document("receipt", order, shop, NOW)
    await Shop.filter(id=shop.id).update(name="ร้านชื่อใหม่", stored_terms={"vat": VAT})
    moved = await Shop.get(id=shop.id)
    again = await open_document("receipt", await Order.get(id=order.id), moved, NOW + timedelta(days=400))
    assert first is not None
    assert again is not None
    assert (again.id, again.number, again.issued_at) == (first.id, "RC2569-000001", NOW)
    assert again.paper.seller.name == "ร้านสุขใจ"
    assert await Document.all().count() == 1


async def test_an_edit_cancels_what_was_issued_and_makes_new_ones(shop: Shop) -> None:
    order = await paid(await an_order(shop))
    assert await numbers_of(order, shop) == ["RC2569-000001", None, "DN2569-000001"]
    later = NOW + timedelta(hours=1)
    order = await edited(order, shop, now=later)
    assert await Document.filter(cancelled_at=later).count() == 2, "at once, not only when somebody looks"
    assert [one.number for one in (await documents_now([order]))[order.id]] == ["DN2569-000002"]
    assert await numbers_of(order, shop, later) == [None, None, "DN2569-000002"], "there is more to pay now"
    await paid(order)
    assert await numbers_of(order, shop, later) == ["RC2569-000002", None, "DN2569-000002"]
    old = await Document.get(number="RC2569-000001")
    assert (old.revision, old.cancelled_at, old.paper.total) == (1, later, 44800)
    assert [document.number for document in (await documents_now([order]))[order.id]] == [
        "DN2569-000002", "RC2569-000002",
    ]  # fmt: skip


async def test_a_customer_who_confirms_with_changes_gets_new_papers(shop: Shop) -> None:
    order = await paid(await an_order(shop, payment_method="promptpay"))
    assert await numbers_of(order, shop) == ["RC2569-000001", None, "DN2569-000001"]
    invoice = await current_invoice(order)
    assert invoice is not None
    choices = checkout.Choices(address={**ADDRESS}, billing=BILLING)
    assert isinstance(await checkout.confirm(invoice, order, shop, choices, NOW), checkout.Confirmed)
    assert await numbers_of(order, shop) == ["RC2569-000002", None, "DN2569-000001"], "the goods go where they went"


async def test_erasing_the_customer_afterwards_changes_no_paper(shop: Shop) -> None:
    order = await paid(await an_order(shop))
    invoice = await current_invoice(order)
    assert invoice is not None
    choices = checkout.Choices(address=ADDRESS, payment_method="promptpay")
    assert isinstance(await checkout.confirm(invoice, order, shop, choices, NOW), checkout.Confirmed)
    now = NOW + timedelta(minutes=1)
    first = await open_document("receipt", order, shop, now)
    order.content = {**order.content, "shipping_address": None, "billing_address": None}
    await order.save()
    again = await open_document("receipt", order, shop, now + timedelta(days=1))
    assert first is not None
    assert again is not None
    assert (again.number, again.paper.buyer.name) == (first.number, "นก ใจดี")


async def test_a_cancelled_order_keeps_the_papers_it_has_and_gets_no_others(shop: Shop) -> None:
    order = await paid(await an_order(shop))
    assert await open_document("receipt", order, shop, NOW)
    assert await selling.cancel(order, shop, by="staff:1", now=NOW) is None
    assert await numbers_of(order, shop) == ["RC2569-000001", None, None]


async def test_numbers_begin_anew_with_the_year_the_shop_and_the_kind(database: Database) -> None:
    """The year is the Buddhist one where the shop is: an hour before midnight in London it is 2570 in Bangkok."""
    shop, other = await a_shop("one"), await a_shop("two")
    eve = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)
    numbers = []
    for whose, now in ((shop, eve), (shop, eve + timedelta(minutes=1)), (other, eve), (shop, eve)):
        order = await paid(await an_order(whose))
        document = await open_document("receipt", order, whose, now)
        assert document is not None
        numbers.append(document.number)
    assert numbers == ["RC2569-000001", "RC2570-000001", "RC2569-000001", "RC2569-000002"]


@pytest.fixture
async def either(database_url: str) -> Any:
    """A shop on SQLite and on PostgreSQL."""
    await migrate(database_url)
    db = await open_database(database_url)
    yield db
    await db.close()


async def test_first_openings_at_the_same_time_make_one_and_leave_no_gap(either: Database) -> None:
    shop = await a_shop()
    orders = [await paid(await an_order(shop)) for _ in range(4)]

    async def opens(order_id: int) -> str:
        order = await Order.filter(id=order_id).select_for_update().get()
        document = await open_document("receipt", order, shop, NOW)
        assert document is not None
        return document.number

    opened = await asyncio.gather(*(either.transaction(opens, order.id) for order in orders for _ in range(5)))
    assert sorted(set(opened)) == [f"RC2569-{n:06d}" for n in (1, 2, 3, 4)]
    assert await Document.all().count() == 4


async def test_what_can_be_had_is_told_with_its_links(database: Database) -> None:
    shop = await a_shop(vat=VAT)
    order = await an_order(shop)
    assert await documents_of(order, "https://shop.example.com") == [], "nobody has asked yet"
    await make_all(order, shop, NOW)
    token = (await Invoice.get(order_id=order.id)).token
    home = f"https://shop.example.com/o/{token}"
    assert await documents_of(order, "https://shop.example.com") == [("delivery_note", f"{home}/delivery-note")]
    assert isinstance(await paying.record_payment(order, shop, by="staff:1", now=NOW), paying.Recorded)
    assert await documents_of(order, "https://shop.example.com") == [
        ("receipt", f"{home}/receipt"), ("tax_invoice", f"{home}/tax-invoice"),
        ("delivery_note", f"{home}/delivery-note"),
    ]  # fmt: skip
    await selling.make_draft(order, shop, by="staff:1", now=NOW)
    assert await documents_of(order, "https://shop.example.com") == []
    assert await documents_of(await selling.start(shop, by="staff:1", now=NOW), "https://x") == []


async def test_documents_come_to_be_with_the_deed_that_makes_them_due(database: Database) -> None:
    shop = await a_shop(vat=VAT)
    order = await an_order(shop, payment_method="promptpay")

    async def there() -> list[str]:
        return [one.number for one in (await documents_now([await Order.get(id=order.id)]))[order.id]]

    assert await there() == []
    assert isinstance(await paying.record_payment(order, shop, by="staff:1", now=NOW, amount=100), paying.Recorded)
    assert await there() == ["DN2569-000001"], "that confirmed it"
    assert isinstance(await paying.record_payment(order, shop, by="staff:1", now=NOW), paying.Recorded)
    assert await there() == ["DN2569-000001", "RC2569-000001", "TX2569-000001"]
    refunded = await paying.refund_payment(order, shop, by="staff:1", now=NOW, amount=100)
    assert isinstance(refunded, paying.Refunded)
    assert await there() == ["DN2569-000001", "RC2569-000001", "TX2569-000001"]
    assert isinstance(await paying.record_payment(order, shop, by="staff:1", now=NOW), paying.Recorded)
    await edited(order, shop, quantity=2)
    assert await there() == ["RC2569-000002", "TX2569-000002", "DN2569-000002"], "it is paid, so they are made anew"


@pytest.mark.parametrize(
    ("address", "billing", "lacks"),
    [
        (ADDRESS, None, []),
        ({"name": "นก", "phone": "0812345678", "country": "TH"}, None, ["address"]),
        (None, None, ["name", "address"]),
        (ADDRESS, {"name": "บริษัท นก จำกัด", "country": "TH"}, ["address"]),
        ({"name": "นก"}, {"name": "บริษัท นก จำกัด", "line": "2 ถนนใหม่"}, []),
        ({"name": "  ", "line": " "}, None, ["name", "address"]),
    ],
)
async def test_a_tax_invoice_waits_for_its_buyers_name_and_address(
    database: Database, address: dict[str, Any] | None, billing: dict[str, Any] | None, lacks: list[str]
) -> None:
    """A receipt does not; and no number is used up meanwhile."""
    shop = await a_shop(vat=VAT)
    told: dict[str, Any] = {"shipping_method": "PICKUP", "shipping_address": address, "billing_address": billing}
    order = await an_order(shop, payment_method="promptpay", **told)
    assert tax_invoice_lacks(order, shop) == [], "not before it is paid"
    assert isinstance(await paying.record_payment(order, shop, by="staff:1", now=NOW), paying.Recorded)
    assert tax_invoice_lacks(order, shop) == lacks
    assert await Document.filter(kind="receipt").count() == 1
    assert await Document.filter(kind="tax_invoice").count() == (0 if lacks else 1)
    if lacks:
        draft = await selling.edit(order, shop, now=NOW)
        assert isinstance(draft, Order)
        basket = draft.basket
        basket.billing_address = BILLING
        await selling.change(draft, basket, shop)
        assert isinstance(await selling.issue(draft, shop, by="staff:1", now=NOW), selling.Issued)
        assert await Document.filter(number="TX2569-000001").count() == 1


def paper(basket: Basket, kind: Kind = "receipt", **vat: Any) -> Paper:
    shop = Shop(
        slug="s", name="ร้านสุขใจ", phone="021234567", stored_terms={"vat": VAT | vat} if vat else {}, created_at=NOW
    )
    order = Order(number=1001, created_at=NOW)
    order.keep(basket, shop.terms)
    return paper_of(order, shop, kind, known_as="นก")


async def test_vat_is_inside_the_whole_total_half_up(shop: Shop) -> None:
    order = await an_order(shop)
    taken = paper(order.basket, registered=True)
    assert (taken.total, taken.base, taken.vat, taken.rate) == (39800, 37196, 2604, "7")
    assert (await an_order(shop)).total == 44800
    order.basket.fixed_fee = 5000
    with_fee = order.basket
    with_fee.fixed_fee = 5000
    taken = paper(with_fee, registered=True, rate="10.00")
    assert (taken.total, taken.base, taken.vat, taken.rate) == (44800, 40727, 4073, "10")


async def test_who_is_not_registered_has_no_vat(shop: Shop) -> None:
    taken = paper((await an_order(shop)).basket)
    assert (taken.base, taken.vat, taken.rate, taken.seller.branch) == (39800, 0, "", "")


async def test_the_orders_discount_is_borne_by_the_lines_to_the_last_satang(shop: Shop) -> None:
    basket = (await an_order(shop)).basket
    for price, bundle in ((10000, None), (10000, None), (10000, 8000)):
        basket.add(selling.ad_hoc_line("ของ", quantity=1, unit_price=price, bundle=bundle))
    basket.give_discount(amount=10000)
    taken = paper(basket)
    assert taken.goods == basket.subtotal - 10000
    assert [line.total for line in taken.lines] == [33930, 8525, 8525, 6820]
    assert [line.discount for line in taken.lines] == [5870, 1475, 1475, 3180]
    assert all(line.quantity * line.unit_price - line.discount == line.total for line in taken.lines)


@pytest.mark.parametrize(
    ("amount", "weights", "borne"),
    [
        (100, [1, 1, 1], [34, 33, 33]), (1, [1, 2], [0, 1]), (0, [5, 5], [0, 0]), (10, [5, 0, 5], [5, 0, 5]),
        (7, [0, 0], [0, 0]), (5, [], []), (10, [3, 3, 4], [3, 3, 4]),
    ],
)  # fmt: skip
def test_shares_add_up(amount: int, weights: list[int], borne: list[int]) -> None:
    assert shares(amount, weights) == borne


async def test_papers_are_made_out_to_the_receipts_address_and_goods_go_to_the_other(shop: Shop) -> None:
    basket = (await an_order(shop, billing_address=BILLING, note="ฝากไว้กับยาม")).basket
    assert paper(basket).buyer.name == paper(basket, "tax_invoice").buyer.name == "บริษัท นก จำกัด"
    assert (paper(basket).buyer.tax_id, paper(basket).buyer.branch, paper(basket).note) == ("0105536000315", "1", "")
    note = paper(basket, "delivery_note")
    assert (note.buyer.name, note.buyer.tax_id, note.note) == ("นก ใจดี", "", "ฝากไว้กับยาม")
    assert note.buyer.address == "99/12 ถ.พหลโยธิน\nจตุจักร จตุจักร กรุงเทพมหานคร 10900"
    basket.shipping_address = basket.billing_address = None
    assert paper(basket).buyer.name == "นก", "as the shop knows them"


async def test_a_rate_is_a_decimal(tmp_path: Path) -> None:
    assert paper(Basket(), registered=True, rate="6.3").rate == str(Decimal("6.3"))
