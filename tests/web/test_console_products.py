"""The catalogue at the console."""

import csv
import io

import pytest

from orders.catalogue import Product, reserve
from orders.database import Database
from orders.shops import Shop
from tests.web.console_shop import ConsoleShop, soap

HEADER = "sku,name,name_en,price,stock,aliases,weight_g,image_url,options\n"


def test_a_file_of_goods_becomes_the_catalogue(shop: ConsoleShop) -> None:
    said = shop.inchat(
        "products", "import", shop.file("a.csv", HEADER + "A01,สบู่,Soap,199,10,soap,120,,\nA02,ชา,,40,,,,,\n")
    )
    assert (said.status, said.err) == (0, "")
    assert said.out == "2 new, 0 changed, 0 as they were.\n"
    assert shop.reads("products", "list", "--shop", "demo", "--json") == [
        {
            "sku": "A01", "name": "สบู่", "name_en": "Soap", "price": 19900, "on_hand": 10, "reserved": 0,
            "available": 10, "weight_g": 120, "service": None,
        },
        {
            "sku": "A02", "name": "ชา", "name_en": None, "price": 4000, "on_hand": None, "reserved": 0,
            "available": None, "weight_g": None, "service": None,
        },
    ]  # fmt: skip


def test_every_bad_row_is_one_line_and_nothing_is_imported(shop: ConsoleShop) -> None:
    rows = "".join(f"A0{n},soap {n},10\n" for n in range(1, 6)) + "A09,soap,abc\n,tea,1\nA01,again,2\nA11,cup,x\n"
    said = shop.inchat("products", "import", shop.file("a.csv", "sku,name,price\n" + rows))
    assert said.status == 2
    assert said.out == ""
    assert said.complaints == [
        'row 7 (A09): price "abc" is not an amount',
        "row 8: sku is missing",
        "row 9 (A01): sku is in row 2 already",
        'row 10 (A11): price "x" is not an amount',
    ]
    assert shop.reads("products", "list", "--json") == []


def test_the_lines_are_thai_in_a_thai_terminal(shop: ConsoleShop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "th_TH.UTF-8")
    said = shop.inchat("products", "import", shop.file("a.csv", "sku,name,price\nA09,soap,abc\n"))
    assert said.complaints == ['แถว 2 (A09): price "abc" ไม่ใช่จำนวนเงิน']


def test_a_file_that_cannot_be_read_is_named(shop: ConsoleShop) -> None:
    assert "a.csv: No such file" in shop.inchat("products", "import", str(shop.folder / "a.csv")).err
    said = shop.inchat("products", "import", shop.file("b.csv", "sku,name,price\nA,ชา,1\n".encode("cp874")))
    assert said.status == 2
    assert said.complaints == [f'{shop.folder}/b.csv: line 2 is not UTF-8; save the file as "CSV UTF-8"']
    said = shop.inchat("products", "import", shop.file("c.csv", "sku,name,colour\nA,tea,red\n"))
    assert said.complaints[0].startswith(
        f'{shop.folder}/c.csv: column "colour" is not known; there are: sku, name, name_en'
    )
    assert 'column "price" is missing' in said.complaints[0]


def test_hostile_cells_are_shown_harmlessly(shop: ConsoleShop) -> None:
    """A wrong cell is quoted without what could drive the terminal, and not at any length."""
    said = shop.inchat(
        "products", "import", shop.file("a.csv", f"sku,name,price\nA\x1b[2J,soap,\x1b]0;x{'9' * 10_000}\n")
    )
    assert "\x1b" not in said.err
    assert len(said.err) < 300


def test_known_goods_are_changed_and_what_the_file_does_not_say_is_kept(shop: ConsoleShop) -> None:
    shop.inchat("products", "import", shop.file("a.csv", HEADER + "A01,สบู่,Soap,199,10,soap,120,,\n"))
    said = shop.inchat("products", "import", shop.file("b.csv", "sku,name,price\na01,สบู่มะลิ,250\n"))
    assert said.out == "0 new, 1 changed, 0 as they were.\n"
    (product,) = shop.reads("products", "list", "--json")
    assert product["sku"] == "A01", "a SKU stays spelled as it was"
    assert (product["name"], product["price"], product["on_hand"], product["weight_g"]) == (
        "สบู่มะลิ",
        25000,
        10,
        120,
    )


def test_what_open_orders_hold_is_not_touched(shop: ConsoleShop) -> None:
    async def held(db: Database, here: Shop) -> None:
        assert await reserve((await soap(here)).id, 4)

    shop.inside(held)
    said = shop.inchat("products", "import", shop.file("a.csv", "sku,name,price,stock\nA01,สบู่,199,3\n"))
    assert said.status == 0
    assert said.complaints == ["A01: stock 3 is less than the 4 that open orders hold"]
    (product,) = shop.reads("products", "list", "--json")
    assert (product["on_hand"], product["reserved"], product["available"]) == (3, 4, 0)


def test_export_and_import_change_nothing(shop: ConsoleShop) -> None:
    rows = (
        '=A,"ชื่อ, มี ""คำพูด""",+66,0.25,7,ก|ข,1,https://example.com/a.png?x=1,สี=ดำ; ไซส์=M\n'
        "A02,'=tricky,-name,10000000,,,,,\n"
    )
    shop.inchat("products", "import", shop.file("a.csv", HEADER + rows))
    before = shop.inside(_everything)
    out = shop.folder / "out.csv"
    assert shop.inchat("products", "export", str(out)).out == f"2 products written to {out}.\n"
    assert out.read_bytes().startswith(b"\xef\xbb\xbfsku,name,name_en,price,stock"), "Excel wants a BOM"
    cells = [cell for row in csv.reader(io.StringIO(out.read_text("utf-8-sig"))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert shop.inchat("products", "import", str(out)).out == "0 new, 0 changed, 2 as they were.\n"
    assert shop.inside(_everything) == before


async def _everything(db: Database, here: Shop) -> list[dict[str, object]]:
    return [*await Product.all().order_by("id").values(), *await Shop.all().values("catalogue_mark")]


def test_an_import_is_seen_by_whoever_keeps_the_catalogue_in_memory(shop: ConsoleShop) -> None:
    async def mark(db: Database, here: Shop) -> str:
        return here.catalogue_mark

    before = shop.inside(mark)
    shop.inchat("products", "import", shop.file("a.csv", "sku,name,price\nA01,สบู่,199\n"))
    assert shop.inside(mark) != before


def test_ten_thousand_products_go_in_at_once(shop: ConsoleShop) -> None:
    rows = "".join(
        f"S{n:05},สินค้า {n},Goods {n},{n}.50,{n},ชื่อ{n}|n{n},{n % 900},,สี=ดำ; เบอร์={n}\n" for n in range(10_000)
    )
    path = shop.file("a.csv", HEADER + rows)
    assert shop.inchat("products", "import", path).out == "10000 new, 0 changed, 0 as they were.\n"
    assert shop.inchat("products", "import", path).out == "0 new, 0 changed, 10000 as they were.\n"
    assert shop.inchat("products", "import", shop.file("b.csv", (HEADER + rows).replace("สินค้า", "ของ"))).out == (
        "0 new, 10000 changed, 0 as they were.\n"
    )


def test_the_list_for_people_is_a_plain_table_when_piped(shop: ConsoleShop) -> None:
    shop.inchat("products", "import", shop.file("a.csv", HEADER + f"A01,{'ยาว' * 60},[red]Soap[/red],199,10,,,,\n"))
    head, row = shop.inchat("products", "list").out.splitlines()
    assert head.split() == [
        "SKU",
        "Name",
        "English",
        "name",
        "Price",
        "On",
        "hand",
        "Reserved",
        "Available",
        "Grams",
    ]
    assert "ยาว" * 60 in row
    assert "[red]Soap[/red]" in row
    assert "199.00" in row
