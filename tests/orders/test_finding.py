"""How people really ask for goods: any order of words, both languages, glued, misspelt, by colour and size alone."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.catalogue import Catalogue, Found, NotFound, Product, Several, key


def sold(sku: str, name: str, name_en: str = "", *aliases: str, **options: str) -> Product:
    named = {"colour": "สี", "size": "ไซส์", "scent": "กลิ่น", "pattern": "ลาย"}
    return Product(
        sku=sku, sku_key=key(sku), name=name, name_en=name_en, aliases=list(aliases), price=100, active=True,
        options={named[option]: value for option, value in options.items()},
    )  # fmt: skip


SHELF = Catalogue(
    [
        *(
            sold(f"DR-{colour_en[0].upper()}{size}", "เดรสยาว", "Maxi dress", colour=colour, size=size)
            for colour, colour_en in (("ดำ", "black"), ("สีขาว", "white"))
            for size in ("S", "M", "L")
        ),
        sold("A01", "เสื้อยืดดำ", "Black tee", "ยืดดำ", size="M"),
        sold("A02", "เสื้อยืดดำ", "Black tee", size="L"),
        *(sold(f"SH-{n}", "รองเท้าผ้าใบ", "Sneakers", size=str(n)) for n in (37, 38, 39)),
        sold("B-01", "กระเป๋าสะพาย", "Shoulder bag", colour="Navy"),
        sold("B-02", "กระเป๋าสตางค์หนัง", "Leather wallet", colour="ดำ"),
        sold("C1", "เทียนหอม", "Scented candle", scent="มะลิ"),
        sold("C2", "เทียนหอม", "Scented candle", scent="กุหลาบ"),
        sold("P01", "เสื้อโปโล", "Polo shirt", colour="ฟ้า", size="ฟรีไซส์"),
        sold("P02", "เสื้อโปโล", "Polo shirt", colour="ฟ้าอ่อน", size="ฟรีไซส์"),
        sold("T9", "แก้วน้ำ 16 oz", "Tumbler 16 oz"),
        sold("W1", "น้ำผึ้งดอกลำไย", "Longan honey"),
        sold("X1", "T-shirt กันแดด", "UV T-shirt"),
    ]
)


def skus(found: Found | Several | NotFound) -> set[str]:
    match found:
        case Found(product):
            return {product.sku}
        case Several(products):
            return {product.sku for product in products}
    return set()


def of(*codes: str) -> list[Product]:
    return [SHELF.by_sku[key(code)] for code in codes]


SAYABLE = "เดรส เสื้อ ยืด สี ดำ ขาว แดง M L ไซส์ dress black 39 A01 โปโล ฟ้า อันนี้ no"
DRESSES = of("DR-BS", "DR-BM", "DR-BL", "DR-WS", "DR-WM", "DR-WL")
SNEAKERS = of("SH-37", "SH-38", "SH-39")


@pytest.mark.parametrize(
    ("said", "sku"),
    [
        ("เดรสยาว ดำ M", "DR-BM"),
        ("เดรสยาว M สีดำ", "DR-BM"),
        ("M ดำ เดรสยาว", "DR-BM"),
        ("เดรสยาวสีดำไซส์M", "DR-BM"),
        ("เดรสยาวดำM", "DR-BM"),
        ("เดรส black M", "DR-BM"),
        ("maxi dress ขาว l", "DR-WL"),
        ("white maxi dress size L", "DR-WL"),
        ("maxi dresses white L", "DR-WL"),
        ("เดรสยาว สีขาว ไซซ์ L", "DR-WL"),
        ("เดรสยาว ขาว เอ็ม", "DR-WM"),
        ("เดรสยาววว สี ขาว size m", "DR-WM"),
        ("เดรส blackM", "DR-BM"),
        ("maxidress black m", "DR-BM"),
        ("maxidressblackM", "DR-BM"),
        ("เดรสยาวblacksizeM", "DR-BM"),
        ("dr-bm", "DR-BM"),
        ("DR BM", "DR-BM"),
        ("drbm", "DR-BM"),
        ("เสื้อยืดดำ M", "A01"),
        ("เสื้อยืดดำำ M", "A01"),
        ("เสื่อยืดดำ M", "A01"),
        ("เสือยืดดำ M", "A01"),
        ("เสื้อยืด ดำ M", "A01"),
        ("เสื้อยืด black L", "A02"),
        ("ยืดดำ", "A01"),
        ("A๐1", "A01"),
        ("a-01", "A01"),
        ("a 01", "A01"),
        ("Ａ０１", "A01"),
        ("B01", "B-01"),
        ("รหัส B01", "B-01"),
        ("code b-01", "B-01"),
        ("เบอร์ A01", "A01"),
        ("รองเท้าผ้าใบ เบอร์ 39", "SH-39"),
        ("รองเท้าผ้าใบ ๓๙", "SH-39"),
        ("รองเทาผ้าใบ 38", "SH-38"),
        ("เสือยืด ดำ L", "A02"),
        ("รองเท้าผ้าใบไซส์38", "SH-38"),
        ("sneakers 37", "SH-37"),
        ("sneaker size 37", "SH-37"),
        ("กระเป๋าสะพาย กรมท่า", "B-01"),
        ("กระเป๋าสะพายสีกรม", "B-01"),
        ("shoulder bag", "B-01"),
        ("bag shoulder navy", "B-01"),
        ("เทียนหอมมะลิ", "C1"),
        ("เทียนหอม กลิ่น มะลิ", "C1"),
        ("candle กุหลาบ", "C2"),
        ("โปโล ฟ้า", "P01"),
        ("โปโล ฟ้าอ่อน", "P02"),
        ("เสื้อโปโลสีฟ้า freesize", "P01"),
        ("แก้วน้ำ 16oz", "T9"),
        ("น้ําผึ้งดอกลําไย", "W1"),
        ("นำ้ผึ้งดอกลำไย", "W1"),
        ("น้ำผึงดอกลำใย", "W1"),
        ("tshirt กันแดด", "X1"),
        ("uv t shirt", "X1"),
        ("UV T-SHIRTS", "X1"),
    ],
)
def test_what_can_only_be_one_thing_is_taken(said: str, sku: str) -> None:
    found = SHELF.find(said)
    assert isinstance(found, Found), skus(found)
    assert found.product.sku == sku


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("เดรสยาว ดำ", {"DR-BS", "DR-BM", "DR-BL"}),
        ("dress M", {"DR-BM", "DR-WM"}),
        ("เดรส", {"DR-BS", "DR-BM", "DR-BL", "DR-WS", "DR-WM", "DR-WL"}),
        ("เสื้อยืดดำ", {"A01", "A02"}),
        ("black tee", {"A01", "A02"}),
        ("รองเท้าผ้าใบ", {"SH-37", "SH-38", "SH-39"}),
        ("SH", {"SH-37", "SH-38", "SH-39"}),
        ("เทียนหอม", {"C1", "C2"}),
        ("polo light blue", {"P01", "P02"}),
    ],
)
def test_what_fits_several_variants_asks_with_these(said: str, offered: set[str]) -> None:
    found = SHELF.find(said)
    assert isinstance(found, Several)
    assert skus(found) == offered


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("maxy dress black m", "DR-BM"),
        ("mxai dress black m", "DR-BM"),
        ("เดรสยาง ดำ M", "DR-BM"),
        ("sneekers 38", "SH-38"),
        ("กระเป๋าสพาย", "B-01"),
        ("กระเป๋าสะาพย", "B-01"),
        ("leathr walet", "B-02"),
        ("longan hony", "W1"),
        ("A0l", "A01"),
        ("AO1", "A01"),
        ("aoi", "A01"),
        ("A001", "A01"),
        ("เสื้อยืดดำ XL", "A01"),
    ],
)
def test_a_slip_is_asked_about_with_the_nearest_first(said: str, first: str) -> None:
    found = SHELF.find(said)
    assert isinstance(found, Several)
    assert found.products[0].sku == first


@pytest.mark.parametrize(
    "said",
    ["เดรสยาว แดง M", "เดรสยาว แดง", "red maxi dress M", "เสื้อยืดแดง", "เสื้อยืดดำ M แดง", "กระเป๋าสะพาย แดง",
     "กระเป๋าสตางค์สีเงิน", "A01 แดง", "รองเท้าผ้าใบ 45", "รองเท้าผ้าใบ เบอร์ 45", "tumbler 20 oz", "candle ลาเวนเดอร์",
     "โปโล ชมพู", "B-01 L"],
)  # fmt: skip
def test_what_contradicts_the_goods_is_never_taken(said: str) -> None:
    assert not isinstance(SHELF.find(said), Found)


@pytest.mark.parametrize(
    "said", ["ดำ", "สีดำ", "black", "M", "ไซส์ M", "size m", "39", "เบอร์ 39", "navy", "กรมท่า", "ดำ M", "สี", "ไซส์", "อันนี้"]
)
def test_a_choice_alone_names_nothing(said: str) -> None:
    assert not isinstance(SHELF.find(said), Found)


@pytest.mark.parametrize(
    ("said", "among", "sku"),
    [
        ("ดำ M", DRESSES, "DR-BM"),
        ("สีขาว L", DRESSES, "DR-WL"),
        ("ขาวL", DRESSES, "DR-WL"),
        ("L ขาว", DRESSES, "DR-WL"),
        ("white l", DRESSES, "DR-WL"),
        ("เดรส ดำ s", DRESSES, "DR-BS"),
        ("M", of("DR-BM", "DR-BL"), "DR-BM"),
        ("ดำ", of("DR-BM", "DR-WM"), "DR-BM"),
        ("ตัวนี้ สีดำ", of("DR-BM", "DR-WM"), "DR-BM"),
        ("ไซส์ 38", SNEAKERS, "SH-38"),
        ("เบอร์ 39", SNEAKERS, "SH-39"),
        ("เบอร์39", SNEAKERS, "SH-39"),
        ("39", SNEAKERS, "SH-39"),
        ("๓๙", SNEAKERS, "SH-39"),
        ("มะลิ", of("C1", "C2"), "C1"),
        ("กลิ่นมะลิ", of("C1", "C2"), "C1"),
        ("อันนี้", of("T9"), "T9"),
        ("this one", of("T9"), "T9"),
        ("เดรสตัวนี้ สีดำ", of("DR-BM", "DR-WM"), "DR-BM"),
        ("candle", of("C1", "T9", "A01"), "C1"),
        ("A01", of("C1", "T9", "A01"), "A01"),
    ],
)
def test_among_the_goods_talked_about_a_choice_is_enough(said: str, among: list[Product], sku: str) -> None:
    found = SHELF.find(said, among=among)
    assert isinstance(found, Found), skus(found)
    assert found.product is next(product for product in among if product.sku == sku)


@pytest.mark.parametrize(
    ("said", "among", "offered"),
    [
        ("ดำ", DRESSES, {"DR-BS", "DR-BM", "DR-BL"}),
        ("M", DRESSES, {"DR-BM", "DR-WM"}),
        ("อันนี้", DRESSES, {product.sku for product in DRESSES}),
        ("แดง", DRESSES, set()),
        ("ไซส์ 45", SNEAKERS, set()),
        ("แก้วน้ำ", DRESSES, set()),
        ("", DRESSES, set()),
        ("อันนี้", [], set()),
    ],
)
def test_among_them_the_others_are_not_looked_for(said: str, among: list[Product], offered: set[str]) -> None:
    found = SHELF.find(said, among=among)
    assert not isinstance(found, Found)
    assert skus(found) == offered


def test_the_same_goods_twice_in_context_are_one() -> None:
    assert isinstance(SHELF.find("M", among=of("A01", "A01")), Found)


@pytest.mark.parametrize("said", ["", " ", "😀", "👗❤️", "...", "-", "+", "๚", "่", "qq zz", "ส่งของวันไหน"])
def test_what_names_nothing_is_not_found(said: str) -> None:
    assert isinstance(SHELF.find(said), NotFound)


@pytest.mark.parametrize("letter", ["a", "ก", "ดำ ", "😀", "1 ", "a-", "้", "black M "])
def test_a_letter_of_five_thousand_signs_is_no_name_and_costs_nothing(letter: str) -> None:
    begun = perf_counter()
    assert isinstance(SHELF.find((letter * 5_000)[:5_000]), NotFound)
    assert perf_counter() - begun < 0.05


def test_variants_are_all_of_one_name() -> None:
    assert [product.sku for product in SHELF.variants_of(DRESSES[0])] == [product.sku for product in DRESSES]
    assert [product.sku for product in SHELF.variants_of(of("T9")[0])] == ["T9"]
    assert SHELF.variants_of(sold("Z", "ไม่มีขาย")) == []


def test_two_codes_that_read_alike_are_told_apart_or_asked_about() -> None:
    shelf = Catalogue([sold("A-01", "หมวก"), sold("A01", "ถุงเท้า")])
    assert skus(shelf.find("a-01")) == {"A-01"}
    assert skus(shelf.find("A01")) == {"A01"}
    assert isinstance(shelf.find("A 01"), Several)


def test_a_word_of_a_choice_is_not_yet_the_choice() -> None:
    """Where there is a blue one it is meant; where there is only a light blue one, that is asked."""
    light, blue = sold("1", "เสื้อโปโล", "Polo", colour="sky light"), sold("2", "เสื้อโปโล", "Polo", colour="sky")
    assert skus(Catalogue([light, blue]).find("polo sky")) == {"2"}
    assert isinstance(Catalogue([light]).find("polo sky"), Several)


def test_who_says_a_whole_name_does_not_mean_the_longer_ones() -> None:
    shelf = Catalogue([sold("1", "แก้ว", "Glass"), sold("2", "แก้วน้ำ", "Water glass"), sold("3", "แก้วไวน์", "Wine glass")])
    assert skus(shelf.find("แก้ว")) == {"1"}
    assert skus(shelf.find("glass")) == {"1"}
    assert skus(shelf.find("water glasses")) == {"2"}


def test_a_short_word_with_other_marks_is_another_word() -> None:
    """Without its mark a shirt is a tiger; a mat is no shirt."""
    shelf = Catalogue([sold("1", "เสื้อ", "Shirt"), sold("2", "ข้าวหอม", "Rice")])
    assert not isinstance(shelf.find("เสื่อ"), Found)
    assert not isinstance(shelf.find("เสือ"), Found)


def test_the_first_letters_of_a_name_and_its_numbers_are_not_the_name() -> None:
    """Eggs are no pearls, sixteen is no tumbler."""
    shelf = Catalogue([sold("1", "ไข่มุกแท้", "Pearls"), sold("T9", "แก้วน้ำ 16 oz", "Tumbler 16 oz")])
    assert not isinstance(shelf.find("ไข่"), Found)
    assert not isinstance(shelf.find("16"), Found)
    assert isinstance(shelf.find("ไข่มุก"), Found)


def test_a_size_is_a_size_where_codes_begin_with_its_letter() -> None:
    shelf = Catalogue([sold(f"M-{size}", "หมวก", "Hat", size=size) for size in ("S", "M", "L")])
    found = shelf.find("M", among=shelf.products)
    assert isinstance(found, Found)
    assert found.product.sku == "M-M"


def test_oversize_is_a_cut_and_no_label() -> None:
    shelf = Catalogue(
        [
            sold(f"{n}-{size}", f"เสื้อยืดโอเวอร์ไซส์ {who}", size=size)
            for n, who in enumerate(("ดาว", "พิม"))
            for size in "ML"
        ]
    )
    assert skus(shelf.find("เสื้อยืดโอเวอร์ไซส์ ดาว M")) == {"0-M"}
    assert skus(shelf.find("พิม เสื้อยืดโอเวอร์ไซส์ L")) == {"1-L"}
    assert skus(shelf.find("เสื้อยืดโอเวอร์ไซส์ M")) == {"0-M", "1-M"}
    assert skus(shelf.find("เสื้อยืดโอเวอร์ไซส์ ดาว ไซส์L")) == {"0-L"}


def test_goods_in_context_are_found_quickly() -> None:
    begun = perf_counter()
    for _ in range(20):
        SHELF.find("ดำ M", among=DRESSES)
    assert (perf_counter() - begun) / 20 < 0.01


def test_a_colour_inside_another_word_is_no_colour() -> None:
    shelf = Catalogue([sold("1", "โอวัลติน", "Ovaltine", colour="ชมพู"), sold("2", "ชมพู่ทับทิมจันทร์", "Rose apple")])
    assert skus(shelf.find("ชมพู่")) == {"2"}


@given(st.text(max_size=400), st.booleans())
def test_anything_at_all_has_an_answer(said: str, in_context: bool) -> None:
    found = SHELF.find(said, among=DRESSES if in_context else None)
    if isinstance(found, Several):
        assert 1 <= len(found.products) <= 13


@given(
    st.lists(st.sampled_from(SAYABLE.split()), max_size=6),
    st.booleans(),
)
def test_what_is_taken_has_every_choice_that_was_said(said: list[str], glued: bool) -> None:
    """Whatever the order, and glued or not: a product in another colour or size is never taken."""
    found = SHELF.find(("" if glued else " ").join(said))
    if isinstance(found, Found):
        worn = f"{found.product.title} {found.product.title_en}".lower()
        for thai, english in (("ดำ", "black"), ("ขาว", "white"), ("แดง", "red")):
            assert not {thai, english} & set(said) or thai in worn
        assert "39" not in said or found.product.sku == "SH-39"
        assert {"M", "L"} & set(said) <= set(found.product.options.values())


def test_all_goods_of_a_shop_are_found_by_their_own_titles() -> None:
    for product in SHELF.products:
        for title in (product.title, product.title_en, product.sku, product.title.replace(" ", "")):
            found = SHELF.find(title)
            assert isinstance(found, Found), (title, skus(found))
            assert found.product is product, title
