"""Bad input: fields fed nonsense, tabs that know nothing of each other, links that end while a form is open."""

import asyncio
import itertools
from typing import Any

import pytest

from orders import selling
from orders.catalogue import Product
from orders.events import Event
from orders.order import Order
from tests.web.shopfront import ADDRESS, CHOICES, TERMS, Shopfront
from web.invoice import forms

NASTY = [
    "", " ", "0", "-1", "-0.00", "1e12", "999999999999", "1.123456789", "NaN", "Infinity", "0x10", "१२", "๑๒๓", "1,000",
    "' OR 1=1 --", "<svg onload=alert(1)>", "{{7*7}}", "%00", "\u0000", "\r\nSet-Cookie: a=b", "\u202eabc", "../../etc",
    "\ud7ff\uffff", "é" * 300, "ก" * 500, "😀" * 100, "a@b", "null", "[]", "on",
]  # fmt: skip
FIELDS = [*forms.KEPT, "quantity-1", "more", "less", "next", "shown", "saved", "place", "bill_place", "sku", "quantity"]
PATHS = ["", "/confirm", "/items", "/address", "/add"]


WORST = ["", "-1", "1e12", "\u0000", "é" * 300, "<svg onload=alert(1)>"]


@pytest.mark.parametrize("path", PATHS)
async def test_every_field_of_every_form_takes_nonsense_calmly(front: Shopfront, path: str) -> None:
    order, link = await front.order(A01=2)
    form = await front.browser.fill(link, **ADDRESS, wants_receipt="1", shipping_method="EMS", payment_method="")
    one_by_one = [{name: text} for name, text in itertools.product(FIELDS, WORST)]
    for odd in [*one_by_one, *(dict.fromkeys(FIELDS, text) for text in NASTY)]:
        page = await front.browser.post(link + path, form | odd)
        assert page.status in (303, 409, 422), odd
        assert "<svg onload" not in page.text
        assert "\u202e" not in page.text
        assert "\x00" not in page.text
    page = await front.browser.open(link)
    assert page.status == 200
    held = await front.fresh(order)
    assert (held.stage, held.total) == ("new", 2 * 19900), "without a way to pay nothing was confirmed"
    assert (await Product.get(sku="A01")).reserved == 2


@pytest.mark.parametrize(
    "name", ["total", "subtotal", "price", "unit_price-1", "discount", "shipping_fee", "fee", "paid"]
)
@pytest.mark.parametrize("amount", ["0", "-1", "1e12", "0.001"])
async def test_no_amount_is_ever_taken_from_a_form(front: Shopfront, name: str, amount: str) -> None:
    order, link = await front.order(A01=2)
    form = await front.browser.fill(link, **ADDRESS, **CHOICES, **{name: amount})
    assert (await front.browser.post(link, form)).status == 303
    assert (await front.fresh(order)).total == 2 * 19900 + 5000


async def test_goods_put_on_in_another_tab_are_seen_before_they_are_confirmed(front: Shopfront) -> None:
    order, link = await front.order(A01=1)
    first = await front.browser.fill(link, **ADDRESS, **CHOICES)
    await front.browser.post(f"{link}/add", await front.browser.fill(f"{link}/catalogue", sku="A02"))
    page = await front.browser.post(f"{link}/confirm", first)
    assert page.status == 409
    assert "เปลี่ยนไประหว่างที่เปิดหน้านี้" in page.words
    assert "เสื้อดำ" in page.words
    assert page.fields["line"] == ADDRESS["line"], "what was typed is kept"
    assert (await front.fresh(order)).stage == "new"
    assert (await front.browser.post(f"{link}/confirm", page.fields)).status == 303
    assert (await front.fresh(order)).total == 19900 + 35000 + 5000


async def test_a_quantity_is_the_one_of_the_tab_that_confirms(front: Shopfront) -> None:
    order, link = await front.order(A01=1)
    first = await front.browser.fill(link, **ADDRESS, **CHOICES)
    await front.browser.post(f"{link}/items", await front.browser.fill(link, **{"quantity-1": "4"}))
    assert (await front.browser.post(f"{link}/confirm", first)).status == 303
    assert (await front.fresh(order)).total == 19900 + 5000


async def test_dearer_shipping_is_seen_before_it_is_confirmed(front: Shopfront) -> None:
    order, link = await front.order(A01=1)
    form = await front.browser.fill(link, **ADDRESS, **CHOICES)
    dearer = [TERMS["shipping"][0] | {"fee": "90"}, *TERMS["shipping"][1:]]
    front.shop.stored_terms = TERMS | {"shipping": dearer}
    await front.shop.save()
    page = await front.browser.post(f"{link}/confirm", form)
    assert page.status == 409
    assert "฿289.00" in page.words
    assert (await front.fresh(order)).stage == "new"
    assert (await front.browser.post(f"{link}/confirm", page.fields)).status == 303
    assert (await front.fresh(order)).total == 19900 + 9000


async def test_both_buttons_at_once_do_no_harm(front: Shopfront) -> None:
    order, link = await front.order(A01=2)
    form = await front.browser.fill(link, **ADDRESS, **CHOICES)
    posts = [front.browser.post(link + path, form) for path in ("/confirm", "/items", "/address", "/add") * 5]
    answers = await asyncio.gather(*posts)
    assert {answer.status for answer in answers} <= {303, 422}
    assert await Event.filter(order_id=order.id, name="order_confirmed").count() == 1
    assert (await Product.get(sku="A01")).reserved == 2


ENDS: dict[str, tuple[int, str]] = {
    "replaced": (410, "ถูกแทนที่"),
    "draft": (410, "เปลี่ยนเป็นร่าง"),
    "cancelled": (303, ""),
    "expired": (303, ""),
}


async def end(front: Shopfront, order: Order, how: str) -> None:
    facts: dict[str, Any] = {"by": "staff:1", "now": front.clock.at}
    if how == "replaced":
        await front.revise(order)
    elif how == "draft":
        await selling.make_draft(order, front.shop, **facts)
    elif how == "cancelled":
        await selling.cancel(order, front.shop, **facts)
    else:
        await Order.filter(id=order.id).update(stage="expired")


@pytest.mark.parametrize("how", ENDS)
@pytest.mark.parametrize("path", ["", "/confirm", "/items", "/address", "/add"])
async def test_a_link_that_ends_while_its_form_is_open_says_so(front: Shopfront, how: str, path: str) -> None:
    order, link = await front.order(A01=2)
    form = await front.browser.fill(link, **ADDRESS, **CHOICES, sku="A02")
    await end(front, order, how)
    status, _ = ENDS[how]
    page = await front.browser.post(link + path, form)
    assert page.status == status
    told = page if status == 410 else await front.browser.open(link)
    assert told.text.count('id="confirm"') == 0
    assert ADDRESS["line"] not in told.text
    assert (await front.fresh(order)).confirmed_at is None


async def test_short_stock_names_its_line_and_what_is_left_of_it_for_this_order(front: Shopfront) -> None:
    """More may be held than is on hand, after staff counted again: nobody is promised what is not there."""
    _, link = await front.order(A01=2, A02=1)
    await Product.filter(sku="A01").update(on_hand=3, reserved=4)
    form = await front.browser.fill(link, **ADDRESS, **CHOICES, **{"quantity-1": "3"})
    page = await front.browser.post(f"{link}/confirm", form)
    assert page.status == 409
    assert "สบู่มะลิ เหลือ 1 ชิ้น" in page.words
    assert page.words.count("เหลือ 1 ชิ้น") == 3, "in the list of what is wrong, at the line, and beside the goods"


async def test_what_is_left_is_told_while_it_is_little(front: Shopfront) -> None:
    await front.product("MANY", name="ของเยอะ", on_hand=500)
    _, link = await front.order(A02=1, MANY=1)
    page = await front.browser.open(link)
    assert "เสื้อดำ 1 × 350.00 เหลือ 5 ชิ้น" in page.words
    assert "ของเยอะ 1 × 199.00 เหลือ" not in page.words


async def test_the_smallest_order_is_told_before_it_is_refused(front: Shopfront) -> None:
    front.shop.stored_terms = TERMS | {"selling": {"minimum_order": "500"}}
    await front.shop.save()
    _, link = await front.order(A01=1)
    assert "สั่งขั้นต่ำ ฿500.00 ขาดอีก ฿301.00" in (await front.browser.open(link)).words
    _, link = await front.order(A01=3)
    assert "สั่งขั้นต่ำ" not in (await front.browser.open(link)).words


SHIPPING: list[dict[str, Any]] = [
    {"code": "FLAT", "name": "เหมา", "fee": "50", "free_over": "1000",
     "remote": {"postal_codes": ["58130"], "fee": "30"}},
    {"code": "EACH", "name": "ตามชิ้น", "first_item": "40", "next_item": "10"},
    {"code": "KG", "name": "ตามน้ำหนัก", "bands": [{"up_to_g": 500, "fee": "35"}, {"up_to_g": 1000, "fee": "60"}]},
    {"code": "PICK", "name": "รับเอง", "pickup": True, "fee": "0"},
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "pieces", "postcode", "fee"),
    [
        ("FLAT", 1, "10110", 5000),
        ("FLAT", 3, "10110", 0),
        ("FLAT", 1, "58130", 8000),
        ("FLAT", 3, "58130", 3000),
        ("EACH", 1, "10110", 4000),
        ("EACH", 3, "10110", 6000),
        ("KG", 2, "10110", 3500),
        ("KG", 3, "10110", 6000),
        ("KG", 5, "10110", 6000),
        ("PICK", 3, "", 0),
    ],
)
async def test_shipping_costs_what_the_shops_table_says_now(
    front: Shopfront, code: str, pieces: int, postcode: str, fee: int
) -> None:
    front.shop.stored_terms = TERMS | {"shipping": SHIPPING}
    await front.shop.save()
    order, link = await front.order(A02=pieces)
    fields = ADDRESS | {"postal_code": postcode, "shipping_method": code, "payment_method": "promptpay"}
    form = await front.browser.fill(link, **fields)
    shown = await front.browser.post(f"{link}/items", form, follow=True)
    total = pieces * 35000 + fee
    assert f"ยอดรวม฿{total // 100:,}.00" in shown.words
    assert (await front.browser.post(link, form)).status == 303
    assert (await front.fresh(order)).total == total


async def test_goods_too_heavy_for_every_band_need_the_shops_own_word(front: Shopfront) -> None:
    front.shop.stored_terms = TERMS | {"shipping": SHIPPING}
    await front.shop.save()
    await Product.filter(sku="A02").update(on_hand=50)
    order, link = await front.order(A02=6)
    assert 'value="KG" disabled' in (await front.browser.open(link)).text
    form = await front.browser.fill(link, **ADDRESS, shipping_method="KG", payment_method="promptpay")
    page = await front.browser.post(link, form)
    assert page.status == 422
    assert 'id="shipping_method-wrong"' in page.text
    assert (await front.fresh(order)).stage == "new"
