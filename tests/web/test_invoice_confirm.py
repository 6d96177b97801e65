"""Confirming: exactly once, nothing typed is lost, and nothing posted decides what is owed."""

import asyncio
from typing import Any

import pytest

from orders import selling
from orders.catalogue import Product
from orders.deadlines import expire
from orders.events import Event
from orders.order import Order
from orders.people import Customer
from tests.web.shopfront import ADDRESS, CHOICES, TERMS, Shopfront, opened


async def confirmations(order: Order) -> int:
    return await Event.filter(order_id=order.id, name="order_confirmed").count()


@pytest.mark.parametrize("form", ["", "/confirm"])
async def test_a_confirmed_order_awaits_payment(front: Shopfront, form: str) -> None:
    order, link = await front.order(A01=2)
    filled = await front.browser.fill(link, **ADDRESS, **CHOICES, email="nok@example.com")
    page = await front.browser.post(link + form, filled, follow=True)
    assert page.status == 200
    assert page.url == front.base + link
    for words in ("รอชำระ", "ขอบคุณ", "1001", "฿448.00", "0812345678", "123-4-56789-0", "มะลิ ใจดี", "99/1 ถนนสุขุมวิท"):
        assert words in page.words
    assert "24 พ.ย. 2569 15:00" in page.words, "pay by"
    confirmed = await front.fresh(order)
    assert (confirmed.stage, confirmed.payment_status, confirmed.total) == ("confirmed", "unpaid", 44800)
    assert confirmed.basket.shipping_address == ADDRESS | {"country": "TH"}
    assert confirmed.basket.shipping_method == "EMS"
    customer = await Customer.get(id=confirmed.customer_id)
    assert (customer.name, customer.email) == ("นก ใจงาม", "nok@example.com")


async def test_the_status_page_speaks_english_too(front: Shopfront) -> None:
    _, link = await front.order(A01=2)
    await front.browser.post(link, await front.browser.fill(link, **ADDRESS, **CHOICES))
    page = await front.browser.open(f"{link}?lang=en")
    assert "Awaiting payment" in page.words
    assert "Pay by 24 Nov 2026 15:00" in page.words


async def test_a_second_tap_leads_to_the_same_page_and_changes_nothing(front: Shopfront) -> None:
    order, link = await front.order(A01=2)
    form = await front.browser.fill(link, **ADDRESS, **CHOICES)
    assert (await front.browser.post(link, form)).status == 303
    before = (await front.fresh(order)).content
    again = await front.browser.post(link, form | {"name": "Somebody Else", "quantity-1": "9", "payment_method": "cod"})
    assert again.status == 303
    assert again.headers["Location"] == link
    assert (await front.fresh(order)).content == before
    assert await confirmations(order) == 1


async def test_twenty_taps_at_once_confirm_once(front: Shopfront) -> None:
    order, link = await front.order(A01=2)
    form = await front.browser.fill(link, **ADDRESS, **CHOICES)
    answers = await asyncio.gather(*(front.browser.post(f"{link}/confirm", form) for _ in range(20)))
    assert {answer.status for answer in answers} == {303}
    assert await confirmations(order) == 1
    assert (await Product.get(sku="A01")).reserved == 2
    assert await Customer.filter(shop_id=front.shop.id).count() == 1


@pytest.mark.postgres
async def test_twenty_taps_at_once_confirm_once_on_postgresql(postgres: str) -> None:
    async with opened(postgres) as front:
        order, link = await front.order(A01=2)
        form = await front.browser.fill(link, **ADDRESS, **CHOICES)
        answers = await asyncio.gather(*(front.browser.post(f"{link}/confirm", form) for _ in range(20)))
        assert {answer.status for answer in answers} == {303}
        assert await confirmations(order) == 1
        assert await Customer.filter(shop_id=front.shop.id).count() == 1


async def test_two_customers_want_the_last_piece_and_one_gets_it(front: Shopfront) -> None:
    front.shop.stored_terms = TERMS | {"selling": {"reserve": "confirm"}}
    await front.shop.save()
    await front.product("LAST", name="ชิ้นสุดท้าย", on_hand=1)
    orders = [await front.order(LAST=1) for _ in range(4)]
    forms = [await front.browser.fill(link, **ADDRESS, **CHOICES) for _, link in orders]
    answers = await asyncio.gather(
        *(front.browser.post(link, form) for (_, link), form in zip(orders, forms, strict=True))
    )
    assert sorted(answer.status for answer in answers) == [303, 409, 409, 409]
    assert (await Product.get(sku="LAST")).reserved == 1


async def test_many_who_confirm_at_once_are_sold_no_more_than_there_is(database_url: str) -> None:
    """Each wants two of five, with more pieces typed into the very form that confirms."""
    async with opened(database_url, terms=TERMS | {"selling": {"reserve": "confirm"}}) as front:
        await front.product("FEW", name="มีน้อย", on_hand=5)
        orders = [await front.order(FEW=1) for _ in range(8)]
        more = {"quantity-1": "2"}
        forms = [await front.browser.fill(link, **ADDRESS, **CHOICES, **more) for _, link in orders]
        answers = await asyncio.gather(
            *(front.browser.post(link, form) for (_, link), form in zip(orders, forms, strict=True))
        )
        assert sorted(answer.status for answer in answers) == [303] * 2 + [409] * 6
        assert (await Product.get(sku="FEW")).reserved == 4
        assert await Order.filter(stage="confirmed").count() == 2


async def test_two_tabs_of_one_bill_confirm_what_the_first_that_is_sent_says(front: Shopfront) -> None:
    order, link = await front.order(A01=2)
    first = await front.browser.fill(link, **ADDRESS, **CHOICES, **{"quantity-1": "3"})
    other = ADDRESS | CHOICES | {"payment_method": "cod", "name": "Somebody Else"}
    second = await front.browser.fill(link, **other)
    assert [(await front.browser.post(link, form)).status for form in (first, second)] == [303, 303]
    order = await front.fresh(order)
    assert (order.total, order.payment_status) == (3 * 19900 + 5000, "unpaid")
    assert (order.basket.shipping_address or {})["name"] == ADDRESS["name"]
    assert await confirmations(order) == 1


async def test_a_bill_that_expires_while_its_form_is_open_is_not_confirmed_and_keeps_no_goods(front: Shopfront) -> None:
    order, link = await front.order(A01=2)
    form = await front.browser.fill(link, **ADDRESS, **CHOICES)
    await expire(await front.fresh(order), front.shop, front.clock.at)
    page = await front.browser.post(link, form, follow=True)
    assert (page.status, "หมดอายุ" in page.words) == (200, True)
    assert 'id="confirm"' not in page.text
    assert f"{link}/slip" in page.text
    assert ((await front.fresh(order)).stage, (await Product.get(sku="A01")).reserved) == ("expired", 0)


async def test_too_little_stock_names_the_line_and_what_is_left_and_keeps_the_rest(front: Shopfront) -> None:
    order, link = await front.order(A01=1, A02=2)
    filled = await front.browser.fill(link, **ADDRESS, **CHOICES, **{"quantity-2": "9"})
    page = await front.browser.post(f"{link}/confirm", filled)
    assert page.status == 409
    assert "เสื้อดำ เหลือ 5 ชิ้น" in page.words, "three free ones and the two this order holds"
    assert 'href="#quantity-2"' in page.text
    assert {name: page.fields[name] for name in ADDRESS} == ADDRESS
    assert (await front.fresh(order)).stage == "new"
    assert (await Product.get(sku="A02")).reserved == 2, "nothing more is held"
    assert (await Product.get(sku="A01")).reserved == 1
    fewer = await front.browser.post(f"{link}/confirm", page.fields | {"quantity-2": "5"})
    assert fewer.status == 303
    assert (await Product.get(sku="A02")).reserved == 5


async def test_quantities_posted_with_the_confirmation_count(front: Shopfront) -> None:
    order, link = await front.order(A01=2, A02=1)
    form = await front.browser.fill(link, **ADDRESS, **CHOICES, **{"quantity-1": "3", "quantity-2": "0"})
    assert (await front.browser.post(f"{link}/confirm", form)).status == 303
    confirmed = await front.fresh(order)
    assert [(line.sku, line.quantity) for line in confirmed.basket.lines] == [("A01", 3)]
    assert confirmed.total == 3 * 19900 + 5000
    assert (await Product.get(sku="A02")).reserved == 0


async def test_everything_missing_is_named_at_its_field_and_what_was_typed_is_kept(front: Shopfront) -> None:
    order, link = await front.order(A01=2)
    blank = {"csrf": (await front.browser.open(link)).fields["csrf"], "district": "คลองเตย", "email": "nok@example.com"}
    page = await front.browser.post(f"{link}/confirm", blank)
    assert page.status == 422
    for name in ("name", "phone", "line", "province", "postal_code", "shipping_method", "payment_method"):
        assert f'href="#{name}"' in page.text, name
        assert f'id="{name}-wrong"' in page.text, name
    for words in ("กรุณากรอกชื่อ-นามสกุล", "กรุณากรอกเบอร์โทร", "กรุณาเลือกวิธีจัดส่ง", "กรุณาเลือกวิธีชำระเงิน"):
        assert words in page.words
    assert page.fields["district"] == "คลองเตย"
    assert page.fields["email"] == "nok@example.com"
    assert (await front.fresh(order)).stage == "new"
    later = await front.browser.open(link)
    assert later.fields["email"] == "nok@example.com", "also when she comes back to the link"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("phone", "12"),
        ("phone", "1" * 14),
        ("phone", "0812345678" + " " * 3 + "-" * 60),
        ("postal_code", "1011"),
        ("postal_code", "1011a"),
        ("email", "nok"),
        ("email", "nok at example.com"),
        ("email", "a@" + "b" * 300),
        ("name", "ก" * 201),
        ("line", "ก" * 10_000),
        ("bill_tax_id", "123"),
        ("bill_phone", "1"),
        ("bill_name", ""),
        ("bill_line", ""),
        ("bill_line", "A" * 10_000),
        ("shipping_method", "TELEPORT"),
        ("shipping_method", "KG"),
        ("payment_method", "gold"),
        ("payment_method", "stripe"),
    ],
)
async def test_what_cannot_be_right_is_refused_at_its_field(front: Shopfront, name: str, typed: str) -> None:
    order, link = await front.order(A01=2)
    bill = {"wants_receipt": "1", "bill_name": "บริษัท มะลิ จำกัด", "bill_line": "1 ถนนสีลม"}
    form = await front.browser.fill(link, **(ADDRESS | CHOICES | bill | {name: typed}))
    page = await front.browser.post(link, form)
    assert page.status == 422
    assert f'id="{name}-wrong"' in page.text
    assert (await front.fresh(order)).stage == "new"
    if not name.endswith("method"):
        assert page.fields[name].replace(" ", "") == typed.replace(" ", "")


async def test_a_receipt_may_go_to_another_name_and_address(front: Shopfront) -> None:
    order, link = await front.order(A01=1)
    bill = {
        "wants_receipt": "1", "bill_name": "บริษัท มะลิ จำกัด", "bill_line": "1 ถนนสีลม", "bill_province": "กรุงเทพมหานคร",
        "bill_postal_code": "๑๐๕๐๐", "bill_tax_id": "0105536000315", "bill_branch": "00000",
    }  # fmt: skip
    form = await front.browser.fill(link, **ADDRESS, **CHOICES, **bill)
    page = await front.browser.post(link, form, follow=True)
    assert "บริษัท มะลิ จำกัด" in page.words
    billing = (await front.fresh(order)).basket.billing_address
    assert billing == {
        "name": "บริษัท มะลิ จำกัด", "line": "1 ถนนสีลม", "province": "กรุงเทพมหานคร", "postal_code": "10500",
        "tax_id": "0105536000315", "branch": "00000", "country": "TH",
    }  # fmt: skip


async def test_without_the_tick_the_receipt_fields_are_not_read(front: Shopfront) -> None:
    order, link = await front.order(A01=1)
    form = await front.browser.fill(link, **ADDRESS, **CHOICES, bill_name="x", bill_tax_id="nonsense")
    assert (await front.browser.post(link, form)).status == 303
    assert (await front.fresh(order)).basket.billing_address is None


async def test_who_picks_up_needs_no_address(front: Shopfront) -> None:
    order, link = await front.order(A01=1)
    form = await front.browser.fill(link, shipping_method="PICKUP", payment_method="promptpay", postal_code="half")
    page = await front.browser.post(link, form, follow=True)
    assert page.status == 200
    assert "รอชำระ" in page.words
    assert (await front.fresh(order)).total == 19900


async def test_an_address_that_was_filled_in_can_be_emptied(front: Shopfront) -> None:
    draft = await selling.start(front.shop, by="staff:1", now=front.clock.at)
    basket = draft.basket
    basket.shipping_address = ADDRESS | {"country": "TH"}
    basket.add(selling.line_for(front.goods["A01"], quantity=1))
    order, link = await front.issue(draft, basket)
    assert (await front.browser.post(link, await front.browser.fill(link, **CHOICES, subdistrict=""))).status == 303
    assert "subdistrict" not in ((await front.fresh(order)).basket.shipping_address or {})


async def test_cash_on_delivery_adds_its_fee_and_is_not_awaited(front: Shopfront) -> None:
    order, link = await front.order(A01=1)
    form = await front.browser.fill(link, **ADDRESS, shipping_method="EMS", payment_method="cod")
    page = await front.browser.post(link, form, follow=True)
    confirmed = await front.fresh(order)
    assert (confirmed.total, confirmed.payment_status, confirmed.due_at) == (26900, "cod", None)
    assert "เก็บเงินปลายทาง" in page.words
    assert "฿269.00" in page.words
    assert "123-4-56789-0" not in page.text


async def test_less_than_the_shops_minimum_is_refused_with_the_amount(front: Shopfront) -> None:
    front.shop.stored_terms = TERMS | {"selling": {"minimum_order": "500"}}
    await front.shop.save()
    order, link = await front.order(A01=1)
    page = await front.browser.post(link, await front.browser.fill(link, **ADDRESS, **CHOICES))
    assert page.status == 422
    assert "฿500.00" in page.words
    assert page.fields["name"] == ADDRESS["name"]
    assert (await front.fresh(order)).stage == "new"


async def test_a_page_opened_before_the_order_was_changed_confirms_nothing(front: Shopfront) -> None:
    order, old = await front.order(A01=2)
    form = await front.browser.fill(old, **ADDRESS, **CHOICES)
    _, new = await front.revise(order)
    for path in ("", "/confirm", "/items", "/add"):
        page = await front.browser.post(old + path, form | {"sku": "A02"})
        assert page.status == 410, path
        assert "ถูกแทนที่" in page.words
        assert new not in page.text
    assert (await front.fresh(order)).stage == "new"


@pytest.mark.parametrize("deed", ["make_draft", "cancel"])
async def test_a_page_opened_before_the_shop_took_the_order_back_confirms_nothing(front: Shopfront, deed: str) -> None:
    order, link = await front.order(A01=2)
    form = await front.browser.fill(link, **ADDRESS, **CHOICES)
    take_back: Any = getattr(selling, deed)
    await take_back(await front.fresh(order), front.shop, by="staff:1", now=front.clock.at)
    page = await front.browser.post(link, form, follow=True)
    assert page.status == (410 if deed == "make_draft" else 200)
    assert await confirmations(order) == 0
