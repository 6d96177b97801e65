"""Goods are found by what people call them; where two could be meant, nobody guesses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.catalogue import Catalogue, Found, NotFound, Product, Several, catalogue_of, goods_changed, key
from orders.shops import Shop
from tests.orders.conftest import a_product, a_shop


def sold(sku: str, name: str, name_en: str = "", **said: object) -> Product:
    said = {"options": {}, "aliases": [], **said}
    return Product(sku=sku, sku_key=key(sku), name=name, name_en=name_en, price=100, active=True, **said)


SHELF = Catalogue(
    [
        sold("A01", "เสื้อยืดดำ", "Black tee", aliases=["ยืดดำ", "tee"]),
        sold("B02", "ถุงผ้า", "Tote bag"),
        sold("C03-M", "เสื้อเชิ้ตขาว", "White shirt", options={"ไซส์": "M"}),
        sold("C03-L", "เสื้อเชิ้ตขาว", "White shirt", options={"ไซส์": "L"}),
        sold("D04-M", "เสื้อโปโล", "Polo", options={"สี": "แดง", "ไซส์": "M"}),
        sold("E05", "รองเท้าแตะเปิดส้น", "Open-toe sandals"),
        sold("F06", "iPhone 15 case", "iPhone 15 case"),
        sold("G07", "หมวก", "Cap", aliases=["a01 cap"]),
    ]
)


@pytest.mark.parametrize(
    ("said", "sku"),
    [
        ("A01", "A01"),
        ("a01", "A01"),
        ("Ａ０１", "A01"),
        ("c03-m", "C03-M"),
        ("เสื้อยืดดำ", "A01"),
        ("Black Tee", "A01"),
        ("  black   tee ", "A01"),
        ("tee black", "A01"),
        ("ยืดดำ", "A01"),
        ("ถุงผ้า", "B02"),
        ("tote", "B02"),
        ("white shirt M", "C03-M"),
        ("เสื้อเชิ้ตขาว L", "C03-L"),
        ("เสื้อเชิ้ตขาวL", "C03-L"),
        ("เชิ้ตขาว l", "C03-L"),
        ("เสื้อโปโลแดง M", "D04-M"),
        ("เสื้อโปโล แดงM", "D04-M"),
        ("โปโล แดง", "D04-M"),
        ("รองเท้าแตะ", "E05"),
        ("iphone 15 case", "F06"),
    ],
)
def test_goods_are_found_by_code_alias_name_and_option(said: str, sku: str) -> None:
    found = SHELF.find(said)
    assert isinstance(found, Found), found
    assert found.product.sku == sku


@pytest.mark.parametrize(
    ("said", "skus"),
    [
        ("white shirt", {"C03-M", "C03-L"}),
        ("เสื้อเชิ้ตขาว", {"C03-M", "C03-L"}),
        ("เสื้อ", {"A01", "C03-M", "C03-L", "D04-M"}),
        ("M", {"C03-M", "D04-M"}),
    ],
)
def test_where_several_may_be_meant_all_of_them_are_offered(said: str, skus: set[str]) -> None:
    found = SHELF.find(said)
    assert isinstance(found, Several), found
    assert {product.sku for product in found.products} == skus


@pytest.mark.parametrize("said", ["pen", "blak tee", "เสื้อยืดดํา L", "totte bag", "sandal", "A1", "A011", "ผ้า", "shirts"])
def test_what_is_only_like_something_is_asked_about_or_not_known(said: str) -> None:
    """A pen is not an open-toe sandal, whatever letters they share."""
    assert not isinstance(SHELF.find(said), Found)


@pytest.mark.parametrize("said", ["", " ", "qq", "zzzzzz", "น้ำปลา", "😀", "%", "_"])
def test_what_nobody_sells_is_not_found(said: str) -> None:
    assert isinstance(SHELF.find(said), NotFound)


def test_the_nearest_comes_first_when_it_has_to_be_asked() -> None:
    found = SHELF.find("blak tee")
    assert isinstance(found, Several)
    assert found.products[0].sku == "A01"


def test_a_code_wins_over_somebody_elses_name() -> None:
    shelf = Catalogue([sold("M", "แม่เหล็ก", "Magnet"), sold("T1", "เสื้อ", "Tee", aliases=["M"])])
    found = shelf.find("m")
    assert isinstance(found, Found)
    assert found.product.sku == "M"


def test_two_goods_with_the_same_alias_are_asked_about() -> None:
    shelf = Catalogue([sold("X1", "เอ", aliases=["hot"]), sold("X2", "บี", aliases=["HOT"])])
    assert isinstance(shelf.find("Hot"), Several)


def test_goods_no_longer_sold_are_not_found() -> None:
    gone = sold("OLD", "เก่า", "Old")
    gone.active = False
    assert isinstance(Catalogue([gone]).find("OLD"), NotFound)


def test_at_most_as_many_are_offered_as_a_chat_has_buttons() -> None:
    shelf = Catalogue([sold(f"S{n}", "ถุงเท้า", "Socks", options={"n": str(n)}) for n in range(40)])
    found = shelf.find("socks")
    assert isinstance(found, Several)
    assert len(found.products) == 13


@given(st.text(max_size=60))
def test_any_words_at_all_have_an_answer(said: str) -> None:
    found = SHELF.find(said)
    if isinstance(found, Several):
        assert 1 <= len(found.products) <= 13


async def test_two_shops_do_not_see_each_others_goods(shop: Shop) -> None:
    other = await a_shop("other")
    await a_product(shop, "A01")
    await a_product(other, "Z99", name="อื่น", name_en="Other")
    assert isinstance((await catalogue_of(shop)).find("Z99"), NotFound)
    assert isinstance((await catalogue_of(other)).find("Z99"), Found)


async def test_changed_goods_are_found_at_once(shop: Shop) -> None:
    product = await a_product(shop, "A01")
    assert isinstance((await catalogue_of(shop)).find("A01"), Found)
    product.active = False
    await product.save()
    await goods_changed(shop)
    assert isinstance((await catalogue_of(await Shop.get(id=shop.id))).find("A01"), NotFound)
