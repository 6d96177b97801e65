"""What is not finished, at the console."""

from datetime import timedelta

from orders.database import Database
from orders.queues import Inbound, Outbound
from orders.shops import Shop
from tests.web.console_shop import NOW, ConsoleShop


def some_rows(shop: ConsoleShop) -> None:
    async def work(db: Database, here: Shop) -> None:
        for n, state in enumerate(("waiting", "done", "buried"), start=1):
            await Inbound.create(
                key=f"k{n}", shop="demo", channel="line", lane="line:demo:U1", kind="message", at=1_000, body="{}",
                state=state, attempts=n, received_at=NOW, due_at=NOW,
                error="boom \x1b[31m" + "x" * 500 if n == 3 else "",
            )  # fmt: skip
        for state in ("waiting", "sent", "refused", "buried", "dropped"):
            await Outbound.create(
                shop_id=here.id, kind="message", lane="line:1:U1", body={"parts": []}, state=state,
                created_at=NOW + timedelta(seconds=1), due_at=NOW,
            )  # fmt: skip

    shop.inside(work)


def states(shop: ConsoleShop) -> dict[str, dict[int, str]]:
    found = shop.reads("queues", "list", "--json")
    return {name: {row["id"]: row["state"] for row in rows} for name, rows in found.items()}


def test_an_idle_shop_has_nothing_to_list(shop: ConsoleShop) -> None:
    assert shop.reads("queues", "list", "--json") == {"inbox": [], "outbox": []}
    assert shop.inchat("queues", "list").out == "Nothing waits, nothing was set aside.\n"


def test_the_list_has_what_waits_and_what_was_set_aside(shop: ConsoleShop) -> None:
    some_rows(shop)
    assert states(shop) == {
        "inbox": {1: "waiting", 3: "buried"},
        "outbox": {1: "waiting", 3: "refused", 4: "buried"},
    }
    assert shop.reads("queues", "list", "--json")["inbox"][0] == {
        "id": 1, "lane": "line:demo:U1", "kind": "message", "state": "waiting", "attempts": 1,
        "at": "2026-11-22T08:00:00Z", "error": None,
    }  # fmt: skip
    table = shop.inchat("queues", "list").out
    assert len(table.splitlines()) == 6
    assert "\x1b" not in table
    assert "x" * 100 not in table


def test_a_row_that_was_set_aside_gets_another_life(shop: ConsoleShop) -> None:
    some_rows(shop)
    assert shop.inchat("queues", "retry", "inbox", "3").out == "inbox 3: will be tried again now.\n"
    assert shop.inchat("queues", "retry", "outbox", "4").status == 0
    found = shop.reads("queues", "list", "--json")
    again = next(row for row in found["inbox"] if row["id"] == 3)
    assert (again["state"], again["attempts"], again["error"]) == ("waiting", 0, None)
    assert states(shop)["outbox"][4] == "waiting"


def test_a_row_that_waits_can_be_set_aside(shop: ConsoleShop) -> None:
    some_rows(shop)
    assert shop.inchat("queues", "bury", "outbox", "1").out == "outbox 1: set aside.\n"
    assert states(shop)["outbox"][1] == "buried"


def test_what_is_finished_or_unknown_is_refused_by_name(shop: ConsoleShop) -> None:
    some_rows(shop)
    for words in (("retry", "inbox", "2"), ("bury", "inbox", "2"), ("retry", "outbox", "99"), ("bury", "outbox", "4")):
        said = shop.inchat("queues", *words)
        assert said.status == 2
        assert said.err.startswith(f"{words[1]} {words[2]}: there is no such row that ")
    assert shop.inchat("queues", "retry", "inbox", "9" * 30).status == 2
