"""The page behind the card, before it is confirmed."""

from typing import Any

import pytest

from orders import selling
from orders.basket import Line
from orders.catalogue import Product
from tests.web.shopfront import ADDRESS, CHOICES, TERMS, Shopfront

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>\u202eevil\u0000\x1b[31m{{7*7}}"


async def test_a_customer_sees_what_she_gets_and_what_it_costs(front: Shopfront) -> None:
    _, link = await front.order(A01=2, A02=1)
    page = await front.browser.open(link)
    assert page.status == 200
    for words in ("ร้านมะลิ", "1001", "สบู่มะลิ", "2 × 199.00", "฿398.00", "เสื้อดำ", "ค่าส่ง", "฿748.00", "฿798.00"):
        assert words in page.words
    assert "24 พ.ย. 2569 15:00" in page.words, "due after 48 hours, in the shop's time and the Buddhist era"


async def test_the_page_is_in_the_shops_language_until_the_visitor_asks_for_another(front: Shopfront) -> None:
    _, link = await front.order(A01=1)
    assert '<html lang="th">' in (await front.browser.open(link)).text
    english = await front.browser.open(f"{link}?lang=en")
    assert '<html lang="en">' in english.text
    assert "Jasmine soap" in english.words
    assert "24 Nov 2026" in english.words
    assert '<html lang="en">' in (await front.browser.open(link)).text, "remembered"
    assert '<html lang="en">' in (await front.browser.open(f"{link}?lang=tlh")).text, "no such language: as before"
    assert '<html lang="th">' in (await front.browser.open(f"{link}?lang=th")).text


async def test_the_link_is_kept_secret_and_nothing_foreign_runs(front: Shopfront) -> None:
    _, link = await front.order(A01=1)
    page = await front.browser.open(link)
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self'" in policy
    assert "unsafe" not in policy
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert "noindex" in page.headers["X-Robots-Tag"]
    assert "https://" not in page.text, "nothing is fetched from elsewhere"
    assert " style=" not in page.text
    assert " on" not in page.text.replace(" one", "").replace(" only", ""), "no handlers in attributes"


async def test_styles_script_and_font_are_our_own_and_may_be_kept(front: Shopfront) -> None:
    _, link = await front.order(A01=1)
    text = (await front.browser.open(link)).text
    for name in ("inchat.css", "invoice.js", "vendor/sarabun/sarabun-thai-400.woff2"):
        address = next(part for part in text.split('"') if part.startswith(f"/static/{name}?v="))
        async with front.browser.session.get(front.base + address) as answer:
            assert answer.status == 200
            assert "immutable" in answer.headers["Cache-Control"]
            if name.endswith("woff2"):
                assert answer.content_type == "font/woff2"
    for outside in (
        "/static/../pages/invoice.html",
        "/static/%2e%2e/words/th/page.toml",
        "/static/nothing.css",
        "/static/",
    ):
        assert (await front.browser.open(outside)).status in (403, 404)


async def test_what_the_merchant_was_told_for_this_order_is_filled_in(front: Shopfront) -> None:
    """An address of earlier orders is another matter: tests/web/test_checkout_chat.py."""
    draft = await selling.start(front.shop, by="staff:1", now=front.clock.at)
    basket = draft.basket
    basket.add(selling.line_for(front.goods["A01"], quantity=1))
    basket.shipping_address = ADDRESS | {"country": "TH"}
    _, link = await front.issue(draft, basket)
    filled = (await front.browser.open(link)).fields
    assert {name: filled[name] for name in ADDRESS} == ADDRESS


async def test_every_shipping_choice_shows_its_fee_and_one_without_a_fee_cannot_be_chosen(front: Shopfront) -> None:
    _, light = await front.order(A02=2)
    page = await front.browser.open(light)
    assert "ตามน้ำหนัก ฿35.00" in page.words.replace("  ", " ")
    _, unweighed = await front.order(A01=1)
    page = await front.browser.open(f"{unweighed}?lang=en")
    assert "Cannot be chosen yet" in page.words
    assert 'value="KG" disabled' in page.text
    assert "Free" in page.words, "picking up"


async def test_shipping_is_free_from_a_thousand_baht(front: Shopfront) -> None:
    _, link = await front.order(A01=6)
    page = await front.browser.open(link)
    assert "ค่าส่งฟรี" in page.words
    assert "ยอดรวม฿1,194.00" in page.words


async def test_what_staff_fixed_is_all_that_is_offered(front: Shopfront) -> None:
    draft = await selling.start(front.shop, by="staff:1", now=front.clock.at)
    basket = draft.basket
    basket.add(selling.line_for(front.goods["A01"], quantity=1))
    basket.shipping_method, basket.fixed_fee, basket.payment_method = "EMS", 0, "cod"
    _, link = await front.issue(draft, basket)
    page = await front.browser.open(f"{link}?lang=en")
    assert "EMS post" in page.words
    for other in ("By weight", "Pick up", "PromptPay", "Bank transfer"):
        assert other not in page.words
    assert "Total฿219.00" in page.words, "199, free shipping, 20 for cash on delivery"
    sneaky = page.fields | ADDRESS | {"shipping_method": "PICKUP", "payment_method": "promptpay"}
    assert (await front.browser.post(link, sneaky)).status == 303
    order = await front.fresh(await _order_of(front, link))
    assert (order.basket.shipping_method, order.basket.payment_method) == ("EMS", "cod")


async def _order_of(front: Shopfront, link: str) -> Any:
    invoice = await front.invoice(link)
    await invoice.fetch_related("order")
    return invoice.order


async def test_a_new_price_is_mentioned_but_the_issued_one_holds(front: Shopfront) -> None:
    order, link = await front.order(A01=2)
    await Product.filter(sku="A01").update(price=29900)
    page = await front.browser.open(f"{link}?lang=en")
    assert "The shop's price is now ฿299.00; this order keeps its own" in page.words
    form = page.fields | ADDRESS | CHOICES | {"total": "1", "price": "1", "unit_price-1": "1"}
    assert (await front.browser.post(f"{link}/confirm", form)).status == 303
    assert (await front.fresh(order)).total == 2 * 19900 + 5000


async def test_the_last_pieces_are_told_counting_those_this_order_holds(front: Shopfront) -> None:
    _, link = await front.order(A02=2)
    form = await front.browser.fill(link, **{"quantity-1": "6"})
    page = await front.browser.post(f"{link}/items", form, follow=True)
    assert "เหลือ 5 ชิ้น" in page.words


@pytest.mark.parametrize("hostile", [HOSTILE, "ก" * 10_000, "A" * 10_000], ids=["markup", "thai", "latin"])
async def test_hostile_text_of_a_merchant_is_shown_harmlessly(front: Shopfront, hostile: str) -> None:
    front.shop.name = hostile[:200].replace("\u0000", "")
    await front.shop.save()
    draft = await selling.start(front.shop, by="staff:1", now=front.clock.at)
    basket = draft.basket
    basket.add(Line(id=0, name=hostile, quantity=1, unit_price=100, image_url="javascript:alert(1)"))
    basket.note = hostile
    _, link = await front.issue(draft, basket)
    form = await front.browser.fill(link, **ADDRESS, **CHOICES)
    for page in (await front.browser.open(link), await front.browser.post(link, form, follow=True)):
        assert page.status == 200
        for bad in ("<script>alert", "<img src=x", "\u202e", "\x00", "\x1b", "javascript:"):
            assert bad not in page.text
        assert "{{7*7}}" in page.text or "7*7" not in hostile
        assert len(page.text) < 60_000


@pytest.mark.parametrize("hostile", [HOSTILE, "&lt;b&gt;", "=1+1", "\u2067ใจ\u2069"])
async def test_hostile_text_of_a_customer_is_kept_as_text(front: Shopfront, hostile: str) -> None:
    order, link = await front.order(A01=1)
    form = await front.browser.fill(link, **(ADDRESS | {"name": hostile, "line": hostile}), **CHOICES)
    page = await front.browser.post(link, form, follow=True)
    assert page.status == 200
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    saved = (await front.fresh(order)).basket.shipping_address
    assert saved is not None
    assert not set("\u202e\u2067\u2069\x00\x1b") & set(saved["name"] + page.text)


async def test_an_order_without_ways_to_ship_or_pay_can_still_be_confirmed(front: Shopfront) -> None:
    front.shop.stored_terms = {}
    await front.shop.save()
    order, link = await front.order(A01=1)
    page = await front.browser.open(link)
    assert "ร้านจะแจ้งวิธีชำระเงิน" in page.words
    assert (await front.browser.post(link, page.fields | ADDRESS)).status == 303
    assert (await front.fresh(order)).stage == "confirmed"


async def test_a_remote_area_costs_more_and_says_so_before(front: Shopfront) -> None:
    assert TERMS["shipping"][0]["remote"]["fee"] == "30"
    order, link = await front.order(A01=1)
    page = await front.browser.open(f"{link}?lang=en")
    assert "Remote area 58130: ฿30.00 more" in page.words
    form = page.fields | ADDRESS | CHOICES | {"postal_code": "58130"}
    again = await front.browser.post(f"{link}/items", form, follow=True)
    assert "Total฿279.00" in again.words
    assert (await front.browser.post(link, form)).status == 303
    assert (await front.fresh(order)).shipping_fee == 8000
