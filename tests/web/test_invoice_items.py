"""Changing what is bought before confirming: quantities, and more from the catalogue."""

import pytest

from orders.basket import MOST_LINES
from orders.checkout import basket_on_page
from orders.people import Chat
from tests.web.shopfront import ADDRESS, CHOICES, Shopfront


async def pieces(front: Shopfront, link: str) -> dict[str, int]:
    invoice = await front.invoice(link)
    await invoice.fetch_related("order")
    return {line.sku or line.name: line.quantity for line in basket_on_page(invoice, invoice.order).lines}


async def test_a_quantity_is_changed_and_the_sums_follow(front: Shopfront) -> None:
    order, link = await front.order(A01=2)
    form = await front.browser.fill(link, **{"quantity-1": "4"})
    answer = await front.browser.post(f"{link}/items", form)
    assert answer.status == 303
    assert "฿796.00" in (await front.browser.open(link)).words
    assert (await front.fresh(order)).total == 39800, "the issued order stays as it is until confirmed"


@pytest.mark.parametrize(("button", "left"), [("more", 3), ("less", 1)])
async def test_the_buttons_beside_a_quantity_take_one_more_or_one_less(
    front: Shopfront, button: str, left: int
) -> None:
    _, link = await front.order(A01=2)
    form = await front.browser.fill(link, **{button: "1"})
    assert (await front.browser.post(f"{link}/items", form)).status == 303
    assert await pieces(front, link) == {"A01": left}


async def test_thai_digits_are_digits(front: Shopfront) -> None:
    _, link = await front.order(A01=2)
    form = await front.browser.fill(link, **{"quantity-1": "๔"})
    assert (await front.browser.post(f"{link}/items", form)).status == 303
    assert await pieces(front, link) == {"A01": 4}


async def test_nought_takes_a_line_off_but_an_order_keeps_at_least_one(front: Shopfront) -> None:
    _, link = await front.order(A01=2, A02=1)
    form = await front.browser.fill(link, **{"quantity-1": "0"})
    assert (await front.browser.post(f"{link}/items", form)).status == 303
    assert await pieces(front, link) == {"A02": 1}
    form = await front.browser.fill(link, **{"quantity-2": "0"})
    page = await front.browser.post(f"{link}/items", form)
    assert page.status == 422
    assert "ต้องมีสินค้าอย่างน้อย 1 ชิ้น" in page.words
    assert await pieces(front, link) == {"A02": 1}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("-1", "ติดลบ"),
        ("−3", "ติดลบ"),
        ("10000", "9,999"),
        ("99999999999999999999999999", "9,999"),
        ("9" * 10_000, "9,999"),
        ("1.5", "จำนวนเต็ม"),
        ("1/2", "จำนวนเต็ม"),
        ("two", "ตัวเลข"),
        ("1e3", "ตัวเลข"),
        ("1_000", "ตัวเลข"),
        ("1,5", "ตัวเลข"),
        ("0x10", "ตัวเลข"),
        ("", "ตัวเลข"),
        ("NaN", "ตัวเลข"),
        ("<b>1</b>", "ตัวเลข"),
    ],
)
@pytest.mark.parametrize("form_of", ["items", "confirm"])
async def test_a_quantity_that_is_none_is_refused_by_name(
    front: Shopfront, typed: str, words: str, form_of: str
) -> None:
    order, link = await front.order(A01=2, A02=1)
    fields = {"quantity-1": typed, "quantity-2": "3"} | ADDRESS | CHOICES
    page = await front.browser.post(f"{link}/{form_of}", await front.browser.fill(link, **fields))
    assert page.status == 422
    assert words in page.words
    assert 'href="#quantity-1"' in page.text, "the summary leads to the field"
    assert 'aria-describedby="quantity-1-wrong"' in page.text
    assert page.fields["name"] == ADDRESS["name"], "what was typed is kept"
    assert page.fields["quantity-2"] == "3"
    assert page.fields["quantity-1"][:30] == typed[:30]
    assert await pieces(front, link) == {"A01": 2, "A02": 1}, "all of them or none"
    assert (await front.fresh(order)).stage == "new"


async def test_an_order_too_dear_to_be_real_is_refused_by_name(front: Shopfront) -> None:
    await front.product("GOLD", price=900_000_000, on_hand=None)
    _, link = await front.order(GOLD=1)
    page = await front.browser.post(f"{link}/items", await front.browser.fill(link, **{"quantity-1": "2"}))
    assert page.status == 422
    assert "GOLD" in page.words
    assert await pieces(front, link) == {"GOLD": 1}


async def test_lines_nobody_has_are_left_alone(front: Shopfront) -> None:
    _, link = await front.order(A01=2)
    form = await front.browser.fill(link, **{"quantity-77": "5", "quantity-": "1", "quantity-x": "1", "more": "99"})
    assert (await front.browser.post(f"{link}/items", form)).status == 303
    assert await pieces(front, link) == {"A01": 2}


async def test_what_was_typed_is_kept_while_going_to_the_catalogue(front: Shopfront) -> None:
    _, link = await front.order(A01=1)
    form = await front.browser.fill(link, **ADDRESS, next="catalogue", wants_receipt="1", bill_name="บริษัท มะลิ")
    answer = await front.browser.post(f"{link}/items", form, follow=True)
    assert answer.url.endswith("/catalogue")
    added = await front.browser.post(f"{link}/add", answer.fields | {"sku": "A02"}, follow=True)
    assert added.status == 200
    assert {name: added.fields[name] for name in ADDRESS} == ADDRESS
    assert added.fields["bill_name"] == "บริษัท มะลิ"
    assert added.fields["wants_receipt"] == "1"
    assert await pieces(front, link) == {"A01": 1, "A02": 1}


async def test_the_catalogue_shows_prices_of_now_and_what_is_left(front: Shopfront) -> None:
    await front.product("A03", name="เทียนหอม", on_hand=0)
    _, link = await front.order(A01=1)
    page = await front.browser.open(f"{link}/catalogue")
    assert "฿350.00 เหลือ 5 ชิ้น" in page.words
    assert "สินค้าหมด" in page.words
    assert "ในออเดอร์ 1 ชิ้น" in page.words
    assert 'value="A03"' not in page.text, "what is sold out has no button"


@pytest.mark.parametrize("query", ["เสื้อ", "ดำ เสื้อ", "black", "SHIRT", "a02", "  A02 "])
async def test_the_catalogue_is_searched_by_any_name(front: Shopfront, query: str) -> None:
    _, link = await front.order(A01=1)
    page = await front.browser.open(f"{link}/catalogue", params={"q": query})
    assert "เสื้อดำ" in page.words
    assert "สบู่มะลิ" not in page.words


async def test_a_search_without_a_match_says_so_and_shows_what_was_asked_harmlessly(front: Shopfront) -> None:
    _, link = await front.order(A01=1)
    for query in ("<script>alert(1)</script>", "\u202e" + "ฮ" * 10_000):
        page = await front.browser.open(f"{link}/catalogue", params={"q": query[:500]})
        assert page.status == 200
        assert "<script>alert" not in page.text
        assert "\u202e" not in page.text
        assert "ไม่พบ" in page.words


async def test_a_large_catalogue_is_turned_page_by_page(front: Shopfront) -> None:
    for number in range(30):
        await front.product(f"B{number:02}", name=f"ลูกอม {number:02}")
    _, link = await front.order(A01=1)
    first = await front.browser.open(f"{link}/catalogue")
    assert 'rel="next"' in first.text
    second = await front.browser.open(f"{link}/catalogue", params={"page": "2"})
    assert "ลูกอม 29" in second.words
    assert "สบู่มะลิ" not in second.words
    for odd in ("0", "-1", "x", "99999999999", "9999", "๒"):
        assert (await front.browser.open(f"{link}/catalogue", params={"page": odd})).status == 200


@pytest.mark.parametrize(
    ("sku", "quantity"), [("A02", "-1"), ("A02", "0"), ("A02", "x"), ("A02", "10000"), ("NO", "1")]
)
async def test_what_cannot_be_added_is_refused_with_words(front: Shopfront, sku: str, quantity: str) -> None:
    _, link = await front.order(A01=1)
    form = await front.browser.fill(f"{link}/catalogue", sku=sku, quantity=quantity)
    page = await front.browser.post(f"{link}/add", form)
    assert page.status == 422
    assert 'role="alert"' in page.text
    assert await pieces(front, link) == {"A01": 1}


async def test_another_shops_goods_cannot_be_added(front: Shopfront) -> None:
    other = await type(front.shop).create(slug="other", name="Other", stored_terms={}, created_at=front.clock.at)
    await type(front.goods["A01"]).create(shop_id=other.id, sku="Z9", sku_key="z9", name="Foreign", price=1)
    _, link = await front.order(A01=1)
    form = await front.browser.fill(f"{link}/catalogue", sku="Z9")
    assert (await front.browser.post(f"{link}/add", form)).status == 422
    assert "Foreign" not in (await front.browser.open(f"{link}/catalogue")).words


async def test_an_order_holds_only_so_many_lines(front: Shopfront) -> None:
    draft_order, link = await front.order(A01=1)
    invoice = await front.invoice(link)
    basket = draft_order.basket
    line = basket.lines[0].__class__
    basket.lines += [line(id=n, name=f"x{n}", quantity=1, unit_price=1) for n in range(2, MOST_LINES + 1)]
    invoice.checkout = {"basket": basket.to_json(), "fields": {}}
    await invoice.save()
    form = await front.browser.fill(f"{link}/catalogue", sku="A02")
    page = await front.browser.post(f"{link}/add", form)
    assert page.status == 422
    assert "200" in page.words


async def test_once_confirmed_nothing_can_be_added_or_changed(front: Shopfront) -> None:
    chat = await Chat.create(shop_id=front.shop.id, channel="line", external_id="U1")
    order, link = await front.order(chat=chat, A01=1)
    form = await front.browser.fill(link, **ADDRESS, **CHOICES)
    await front.browser.post(link, form)
    before = (await front.fresh(order)).content
    for path in ("items", "add"):
        answer = await front.browser.post(f"{link}/{path}", form | {"quantity-1": "9", "sku": "A02"})
        assert answer.status == 303
    assert (await front.browser.open(f"{link}/catalogue")).url.endswith(link)
    assert (await front.fresh(order)).content == before
