"""Orders at the console."""

import csv
import io
import json

import pytest

from orders import selling
from orders.database import Database
from orders.order import Order
from orders.shops import Shop
from tests.web.console_shop import NOW, ConsoleShop, draft_of, issued, nok_writes, soap


def three_orders(shop: ConsoleShop) -> None:
    """1001 to 1003, the second cancelled; an unissued draft; an edit of the third that is not issued."""

    async def work(db: Database, here: Shop) -> None:
        product = await soap(here, on_hand=None)
        nok = await nok_writes(here, name="=นก", phone="+66812345678")
        for _ in range(3):
            order, _ = await issued(here, product, whose=nok)
            if order.number == 1002:
                await selling.cancel(order, here, by="staff:1", now=NOW)
        await selling.edit(order, here, now=NOW)
        await draft_of(here, product, whose=nok)

    shop.inside(work)


def numbers(shop: ConsoleShop, *words: str) -> list[str | None]:
    return [order["number"] for order in shop.reads("orders", "list", "--json", *words)]


def test_the_list_is_newest_first_without_drafts_and_edits(shop: ConsoleShop) -> None:
    three_orders(shop)
    assert numbers(shop) == ["1003", "1002", "1001"]
    assert numbers(shop, "--limit", "1") == ["1003"]
    assert numbers(shop, "--before", "1003", "--limit", "1") == ["1002"]
    assert numbers(shop, "--before", "#1002") == ["1001"]


def test_the_list_is_filtered_by_stage_and_by_payment(shop: ConsoleShop) -> None:
    three_orders(shop)
    assert numbers(shop, "--status", "new") == ["1003", "1001"]
    assert numbers(shop, "--status", "cancelled") == ["1002"]
    assert numbers(shop, "--status", "unpaid") == ["1003", "1002", "1001"]
    assert numbers(shop, "--status", "paid") == []
    assert numbers(shop, "--status", "shipped") == []
    assert numbers(shop, "--status", "draft") == [None]


def test_drafts_that_have_a_number_are_paged_too(shop: ConsoleShop) -> None:
    three_orders(shop)

    async def draft_again(db: Database, here: Shop) -> None:
        await selling.make_draft(await Order.get(number=1003), here, by="staff:1", now=NOW)
        await selling.make_draft(await Order.get(number=1001), here, by="staff:1", now=NOW)

    shop.inside(draft_again)
    assert numbers(shop, "--status", "draft") == [None, "1003", "1001"]
    assert numbers(shop, "--status", "draft", "--before", "1003") == ["1001"]


def test_unknown_statuses_and_numbers_are_refused_by_name(shop: ConsoleShop) -> None:
    said = shop.inchat("orders", "list", "--status", "lost")
    assert said.status == 2
    assert said.complaints[0].startswith("--status lost: there is no such status; there are: draft, new, confirmed")
    assert shop.inchat("orders", "show", "99").complaints == ["order 99: there is no such order"]
    assert shop.inchat("orders", "show", "1e9").status == 2
    assert shop.inchat("orders", "show", "9" * 40).status == 2
    assert shop.inchat("orders", "list", "--before", "99").status == 2
    assert "argument --limit: invalid count value: '-1'" in shop.inchat("orders", "list", "--limit", "-1").err


def test_an_order_is_shown_by_the_number_people_say(shop: ConsoleShop) -> None:
    three_orders(shop)
    document = shop.reads("orders", "show", "#1001", "--json")
    assert (document["number"], document["timeline"][-1]["event"]) == ("1001", "order_issued")
    assert document == shop.reads("orders", "show", "1001", "--json")
    text = shop.inchat("orders", "show", "1001").out
    for words in (
        "1001",
        "สบู่มะลิ",
        "448.00",
        "=นก",
        "99/1 ถนนสุขุมวิท",
        "https://shop.example.com/o/",
        "Bill issued",
        "22 Nov 2026 15:00",
    ):
        assert words in text


def test_hostile_names_do_not_drive_the_terminal(shop: ConsoleShop) -> None:
    async def work(db: Database, here: Shop) -> None:
        nok = await nok_writes(here, name="\x1b]0;owned\x07\u202eนก[bold]" + "ก" * 150)
        await issued(here, await soap(here), whose=nok)

    shop.inside(work)
    for words in (("orders", "list"), ("orders", "show", "1001")):
        said = shop.inchat(*words)
        assert said.status == 0
        assert not {"\x1b", "\x07", "\u202e"} & set(said.out)
        assert "นก[bold]" in said.out


def test_the_export_is_a_spreadsheet_in_baht(shop: ConsoleShop) -> None:
    three_orders(shop)
    said = shop.inchat("orders", "export", "--format", "csv")
    assert said.out.startswith("\ufeff"), "Excel wants a BOM"
    rows = list(csv.DictReader(io.StringIO(said.out.removeprefix("\ufeff"))))
    assert [row["number"] for row in rows] == ["1003", "1002", "1001"]
    assert rows[2] == {
        "number": "1001", "created_at": "2026-11-22T08:00:00Z", "kind": "in_chat", "channel": "line",
        "customer": "'=นก", "phone": "'+66812345678", "stage": "new", "payment_status": "unpaid",
        "fulfillment_status": "unfulfilled", "parcel_status": "", "subtotal": "398.00", "discount": "0.00",
        "shipping_fee": "50.00", "payment_fee": "0.00", "total": "448.00", "paid": "0.00", "balance": "448.00",
    }  # fmt: skip


def test_the_export_as_json_is_the_list_without_end(shop: ConsoleShop) -> None:
    three_orders(shop)
    assert json.loads(shop.inchat("orders", "export", "--format", "json").out) == shop.reads("orders", "list", "--json")


def test_the_export_goes_to_a_file(shop: ConsoleShop) -> None:
    three_orders(shop)
    out = shop.folder / "orders.csv"
    said = shop.inchat("orders", "export", "--out", str(out))
    assert said.out == f"3 orders written to {out}.\n"
    assert out.read_bytes() == shop.inchat("orders", "export").out.encode()
    said = shop.inchat("orders", "export", "--out", str(shop.folder / "nowhere" / "orders.csv"))
    assert said.status == 2
    assert said.complaints == [f"{shop.folder}/nowhere/orders.csv: No such file or directory"]


def test_an_export_of_many_orders_is_whole(shop: ConsoleShop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.console.orders.BATCH", 2)
    three_orders(shop)
    assert [order["number"] for order in shop.reads("orders", "export", "--format", "json")] == [
        "1003",
        "1002",
        "1001",
    ]


def test_people_read_thai_where_the_terminal_is_thai(shop: ConsoleShop, monkeypatch: pytest.MonkeyPatch) -> None:
    three_orders(shop)
    monkeypatch.setenv("LC_ALL", "th_TH.UTF-8")
    said = shop.inchat("orders", "list")
    assert "ลูกค้า" in said.out
    assert "ใหม่" in said.out
