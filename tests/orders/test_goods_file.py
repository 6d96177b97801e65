"""A spreadsheet of goods: read strictly, written so that reading it gives the same again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.goods_file import COLUMNS, Goods, GoodsFile, Mistake, guarded, read_goods, write_goods

HEADER = "sku,name,name_en,price,stock,aliases,weight_g,image_url,options\n"


def read(text: str) -> tuple[Goods, ...]:
    file = read_goods(text.encode())
    assert isinstance(file, GoodsFile), file
    return file.goods


def wrong(text: str) -> list[Mistake]:
    file = read_goods(text.encode())
    assert not isinstance(file, GoodsFile), file
    return file


def reasons(text: str) -> list[tuple[int, str, str]]:
    return [(mistake.row, mistake.sku, mistake.reason) for mistake in wrong(text)]


def test_a_row_says_everything_about_a_product() -> None:
    row = 'A01,เสื้อยืด,T-shirt,"1,199.50",12,เสื้อ|ยืด,150,https://example.com/a.png,สี=ดำ; ไซส์=M\n'
    assert read(HEADER + row) == (
        Goods(
            sku="A01", name="เสื้อยืด", name_en="T-shirt", price=119950, stock=12, aliases=("เสื้อ", "ยืด"), weight_g=150,
            image_url="https://example.com/a.png", options={"สี": "ดำ", "ไซส์": "M"}, row=2,
        ),
    )  # fmt: skip


def test_sku_name_and_price_are_enough_in_any_order() -> None:
    assert read("price,SKU , name\n40,A01,สบู่\n") == (Goods(sku="A01", name="สบู่", price=4000, row=2),)


def test_an_empty_stock_is_not_counted_and_zero_is() -> None:
    assert [goods.stock for goods in read("sku,name,price,stock\nA,a,1,\nB,b,1,0\n")] == [None, 0]


def test_a_byte_order_mark_does_not_matter() -> None:
    assert read("\ufeffsku,name,price\nA01,สบู่,40\n")[0].sku == "A01"


def test_a_file_that_is_not_utf8_says_where() -> None:
    (mistake,) = wrong_bytes("sku,name,price\nA01,soap,1\nA02,สบู่,40\n".encode("cp874"))
    assert (mistake.reason, mistake.facts["line"]) == ("not_utf8", 3)
    (mistake,) = wrong_bytes("sku,name,price\n".encode("utf-16"))
    assert mistake.reason == "not_utf8"


def wrong_bytes(data: bytes) -> list[Mistake]:
    file = read_goods(data)
    assert not isinstance(file, GoodsFile)
    return file


def test_the_header_is_judged_by_name() -> None:
    mistakes = wrong("sku,name,colour,name\nA01,soap,red,soap\n")
    assert [(m.row, m.reason, m.facts["column"]) for m in mistakes] == [
        (0, "unknown_column", "colour"),
        (0, "double_column", "name"),
        (0, "missing_column", "price"),
    ]


def test_an_empty_file_is_said_to_be_empty() -> None:
    assert reasons("") == [(0, "", "empty_file")]


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    """The header is row 1, an empty row counts, and a cell with a line break stays in its row."""
    text = 'sku,name,price\nA01,"two\nlines",1\n\n,,\nA05,soap,abc\n'
    assert reasons(text) == [(5, "A05", "not_an_amount")]
    assert read('sku,name,price\nA01,"two\nlines",1\n')[0].name == "two lines"


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("sku", "", "missing"),
        ("sku", "x" * 61, "too_long"),
        ("sku", "ﷺ" * 20, "too_long"),  # becomes 360 characters where it is compared
        ("name", "  ", "missing"),
        ("name", "x" * 201, "too_long"),
        ("name", "soap\x07", "unseen_characters"),
        ("name", "soap\u202egnp", "unseen_characters"),
        ("name_en", "x" * 201, "too_long"),
        ("price", "", "missing"),
        ("price", "abc", "not_an_amount"),
        ("price", "-5", "not_an_amount"),
        ("price", "1.999", "not_an_amount"),
        ("price", "1e5", "not_an_amount"),
        ("price", "NaN", "not_an_amount"),
        ("price", "10000000.01", "too_dear"),
        ("price", "9" * 5000, "too_dear"),
        ("stock", "-1", "not_whole"),
        ("stock", "1.5", "not_whole"),
        ("stock", "many", "not_whole"),
        ("stock", "1000000001", "too_many"),
        ("stock", "9" * 5000, "too_many"),
        ("weight_g", "½", "not_whole"),
        ("weight_g", "1000001", "too_many"),
        ("aliases", "|".join(f"a{n}" for n in range(51)), "too_many_parts"),
        ("aliases", "x" * 201, "too_long"),
        ("image_url", "javascript:alert(1)", "not_an_address"),
        ("image_url", "https://", "not_an_address"),
        ("image_url", "http://[broken", "not_an_address"),
        ("image_url", "https://e.com/" + "x" * 2000, "too_long"),
        ("options", "black", "not_options"),
        ("options", "colour=", "not_options"),
        ("options", "colour=black; colour=red", "not_options"),
        ("options", "; ".join(f"o{n}=1" for n in range(21)), "too_many_parts"),
    ],
)
def test_a_bad_cell_is_named(column: str, cell: str, reason: str) -> None:
    row = {"sku": "A01", "name": "soap", "price": "1"} | {column: cell}
    text = HEADER + ",".join(f'"{row.get(name, "")}"' for name in COLUMNS) + "\n"
    (mistake,) = wrong(text)
    assert (mistake.row, mistake.reason, mistake.facts["column"]) == (2, reason, column)


def test_the_limits_themselves_are_fine() -> None:
    row = f"{'s' * 60},{'n' * 200},,10000000,1000000000,,1000000,,\n"
    assert read(HEADER + row)[0].price == 1_000_000_000


def test_everything_wrong_in_a_file_is_told_at_once() -> None:
    text = "sku,name,price,stock\nA01,,abc,x\nA02,soap,1,\na01,again,2,\nA03,more,3,4,5\n"
    assert reasons(text) == [
        (2, "A01", "missing"),
        (2, "A01", "not_an_amount"),
        (2, "A01", "not_whole"),
        (4, "a01", "double_sku"),
        (5, "A03", "too_many_cells"),
    ]


def test_a_quotation_mark_that_is_not_closed_swallows_nothing() -> None:
    assert reasons('sku,name,price\nA01,soap,1\nA02,"soap,2\nA03,soap,3\n') == [(3, "", "broken_quotes")]


def test_no_cell_is_a_formula_in_a_spreadsheet() -> None:
    text = write_goods([Goods(sku="=1+1", name='@SUM("A1")', price=100, aliases=("-x", "+y"))])
    assert "'=1+1,\"'@SUM" in text
    assert ",'-x|+y," in text
    assert read(text)[0].sku == "=1+1"


def test_a_cell_that_begins_like_a_formula_is_guarded() -> None:
    assert [guarded(cell) for cell in ("=1", "+66", "-1", "@a", "\t=1", "'=1", "it's", "")] == [
        "'=1", "'+66", "'-1", "'@a", "'\t=1", "''=1", "it's", "",
    ]  # fmt: skip


words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=20)
plain = words.filter(lambda text: not set(text) & set("|;="))
goods = st.builds(
    Goods,
    sku=words,
    name=words,
    price=st.integers(0, 1_000_000_000),
    name_en=st.just("") | words,
    stock=st.none() | st.integers(0, 1_000_000_000),
    aliases=st.lists(plain, max_size=3, unique=True).map(tuple),
    weight_g=st.none() | st.integers(0, 1_000_000),
    options=st.dictionaries(plain, plain, max_size=3),
)


@given(goods)
def test_what_is_written_reads_the_same(item: Goods) -> None:
    """Whatever people call their goods: quotes, commas, apostrophes, formulas."""
    (again,) = read(write_goods([item]))
    assert again == Goods(**{name: getattr(item, name) for name in Goods.__slots__} | {"row": 2})


@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: HEADER.encode() + text.encode("utf-8", "replace"))
)
def test_no_file_whatever_breaks_the_reader(data: bytes) -> None:
    assert isinstance(read_goods(data), GoodsFile | list)
