"""Adding more: products with what they can be chosen in, found by what people call them."""

import time

import pytest

from orders.catalogue import Catalogue, Product
from orders.checkout import basket_on_page
from tests.web.shopfront import Shopfront


async def tees(front: Shopfront) -> None:
    for sku, colour, size, left, price in (
        ("BM", "ดำ", "M", 3, 29000), ("BL", "ดำ", "L", 0, 29000), ("WM", "ขาว", "M", 9, 31000)
    ):  # fmt: skip
        options = {"สี": colour, "ไซส์": size}
        await front.product(sku, name="เสื้อยืดผ้านุ่ม", name_en="Soft tee", options=options, on_hand=left, price=price)


async def test_what_differs_only_in_colour_and_size_is_one_product_with_choices(front: Shopfront) -> None:
    await tees(front)
    _, link = await front.order(A01=1)
    page = await front.browser.open(f"{link}/catalogue")
    assert page.text.count("เสื้อยืดผ้านุ่ม</bdi>") == 1
    assert "฿290.00 – ฿310.00" in page.words
    assert "ดำ M ฿290.00 เหลือ 3 ชิ้น" in page.words
    assert 'value="BL" disabled' in page.text, "sold out, and said so"


@pytest.mark.parametrize("query", ["เสื้อยืด สีขาว", "เสื้อยืดสีขาว", "soft tee white", "เสื้อยืดผ้านุ่ม ขาว"])
async def test_the_variant_that_was_searched_for_is_picked_already(front: Shopfront, query: str) -> None:
    await tees(front)
    _, link = await front.order(A01=1)
    page = await front.browser.open(f"{link}/catalogue", params={"q": query})
    assert 'value="WM" checked' in page.text
    assert "สบู่มะลิ" not in page.words


async def test_several_pieces_of_a_variant_are_added_at_once(front: Shopfront) -> None:
    await tees(front)
    order, link = await front.order(A01=1)
    form = await front.browser.fill(f"{link}/catalogue", sku="WM", quantity="๓")
    assert (await front.browser.post(f"{link}/add", form)).status == 303
    lines = basket_on_page(await front.invoice(link), order).lines
    assert [(line.sku, line.quantity, line.unit_price) for line in lines] == [("A01", 1, 19900), ("WM", 3, 31000)]


async def test_ten_thousand_products_are_searched_at_once() -> None:
    goods = [
        Product(
            id=n,
            sku=f"S{n}",
            sku_key=f"s{n}",
            name=f"ลูกอม {n // 4}",
            options={"รส": "เทามะลิส้มแดง"[n % 4 * 3 :]},
            price=1,
        )
        for n in range(10_000)
    ]
    catalogue = Catalogue(goods)
    assert len(catalogue.families) == 2_500
    catalogue.search("ลูกอม")
    began = time.perf_counter()
    assert len(catalogue.search("ลูกอม 24")) >= 4
    catalogue.search("คำที่ไม่มีใครรู้จัก")
    assert time.perf_counter() - began < 0.5
