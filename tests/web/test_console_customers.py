"""What is kept of a person, and how it is forgotten."""

import re
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from orders import checkout, selling
from orders.database import Database
from orders.events import Event, record
from orders.people import Chat, Contact, Staff, name_key
from orders.queues import Inbound, Outbound, put_outbound
from orders.shops import Shop
from tests.web.console_shop import ADDRESS, NOW, ConsoleShop, issued, nok_writes, soap

#: Everything that tells who the customer is, as it is spread over the tables.
TRACES = ("นก", "812345678", "nok@example.com", "สุขุมวิท", "U1nok", "ยาม", "เป็นความลับ", "0105536000315")


def nok_orders(shop: ConsoleShop) -> None:
    """Nok wrote, was sent a bill, confirmed it, and staff were told; Dao did the same."""

    async def work(db: Database, here: Shop) -> None:
        product = await soap(here, on_hand=None)
        for name, id_ in (("นก", "U1nok"), ("ดาว", "U2dao")):
            person = await nok_writes(here, name=name, external_id=id_, phone="0812345678" if name == "นก" else "02")
            if name == "ดาว":
                person.customer.email, person.customer.address = "dao@example.com", None
                await person.customer.save()
            order, invoice = await issued(here, product, whose=person)
            address = ADDRESS if name == "นก" else {**ADDRESS, "name": "ดาว", "phone": "0899999999", "line": "1"}
            choices = checkout.Choices(
                address=address, billing={**address, "tax_id": "0105536000315"} if name == "นก" else None
            )
            assert isinstance(await checkout.confirm(invoice, order, here, choices, NOW), checkout.Confirmed)
            body = f'{{"text": "{name} เป็นความลับ"}}' if name == "นก" else '{"text": "dao"}'
            await Inbound.create(
                key=f"event of {id_[:2]}", shop="demo", channel="line", lane=f"line:demo:{id_}", kind="message", at=1,
                body=body, received_at=NOW, due_at=NOW,
            )  # fmt: skip
            for lane, about in (
                (f"line:1:{id_}", {}),
                (f"profile:line:1:{id_}", {}),
                ("line:1:Ustaff", {"order": order.id}),
            ):
                await put_outbound(
                    shop_id=here.id, kind="message", lane=lane, body={"parts": [{"text": name}]}, now=NOW, about=about
                )
            mail = {"template": "order_received", "order": order.id, "to": person.customer.email}
            await put_outbound(shop_id=here.id, kind="mail", lane="mail:1", body=mail, now=NOW)
            reason = "นกเปลี่ยนใจ" if name == "นก" else "-"
            await record(
                "order_cancelled", shop_id=here.id, by="staff:1", now=NOW, order=order, facts={"reason": reason}
            )
            await selling.edit(order, here, now=NOW)

    shop.inside(work)


def stored(shop: ConsoleShop) -> str:
    """Every row of every table as text; numbers without their blanks, however they were written."""
    with closing(sqlite3.connect(shop.folder / "inchat.db")) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = "\n".join(str(row) for table in tables for row in db.execute(f"SELECT * FROM {table}"))
        return re.sub(r"(?<=\d)[ -](?=\d)", "", rows)


def test_all_that_is_known_is_handed_out(shop: ConsoleShop) -> None:
    nok_orders(shop)
    known = shop.reads("customers", "export", "นก")
    assert (known["name"], known["phone"], known["email"]) == ("นก", "081 234 5678", "nok@example.com")
    assert known["address"]["province"] == "กรุงเทพมหานคร"
    assert [contact["id"] for contact in known["contacts"]] == ["U1nok"]
    assert [order["number"] for order in known["orders"]] == ["1001"]
    assert known["orders"][0]["timeline"]
    assert known["heard"] == [{"at": "2026-11-22T08:00:00Z", "kind": "message", "event": {"text": "นก เป็นความลับ"}}]
    assert {"at": "2026-11-22T08:00:00Z", "state": "waiting", "message": {"parts": [{"text": "นก"}]}} in known["said"]
    assert "ดาว" not in str(known)


@pytest.mark.parametrize("ref", ["1", "0812345678", "081-234-5678", "+66 81 234 5678", "นก", "คุณนก", " นก "])
def test_a_person_is_found_by_id_phone_or_name(shop: ConsoleShop, ref: str) -> None:
    nok_orders(shop)
    assert shop.reads("customers", "export", ref)["id"] == 1


def test_nobody_and_several_are_refused_by_name(shop: ConsoleShop) -> None:
    nok_orders(shop)

    async def another(db: Database, here: Shop) -> None:
        await nok_writes(here, external_id="U3", phone="")

    shop.inside(another)
    assert shop.inchat("customers", "export", "นก").complaints == [
        "customer นก: several are called that; say one of: 1, 3"
    ]
    for ref in ("มะลิ", "99", "0899999998", "line:U9", "''", "-"):
        said = shop.inchat("customers", "export", ref)
        assert (said.status, said.complaints) == (2, [f"customer {ref}: there is no such customer"])


def test_one_who_only_wrote_is_known_too_and_staff_never_are(shop: ConsoleShop) -> None:
    async def wrote(db: Database, here: Shop) -> None:
        await Contact.create(shop_id=here.id, channel="line", external_id="U5", name="Som", name_key=name_key("Som"))
        boss = await Staff.create(shop_id=here.id, name="Boss", created_at=NOW)
        await Contact.create(
            shop_id=here.id, channel="line", external_id="U6", name="Boss", name_key=name_key("Boss"), staff=boss
        )

    shop.inside(wrote)
    assert shop.reads("customers", "export", "som")["contacts"][0]["id"] == "U5"
    assert shop.reads("customers", "export", "line:U5")["id"] is None
    assert shop.inchat("customers", "export", "boss").status == 2
    assert shop.inchat("customers", "erase", "som", "--yes").status == 0
    assert "Som" not in stored(shop)


def test_a_forgotten_person_leaves_no_trace_but_amounts_and_numbers(shop: ConsoleShop) -> None:
    nok_orders(shop)
    before: dict[str, Any] = shop.reads("orders", "show", "1001", "--json")
    others = shop.reads("customers", "export", "ดาว")
    assert all(trace in stored(shop) for trace in TRACES)
    said = shop.inchat("customers", "erase", "นก", "--yes")
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith("Forgotten: นก. Blanked: 1 contacts, 2 orders, 1 messages heard, 4 messages sent.")
    assert [trace for trace in TRACES if trace in stored(shop).replace("'ฝากไว้กับยาม'", "")] == ["ยาม"], (
        "Dao's own note stays"
    )
    after = shop.reads("orders", "show", "1001", "--json")
    kept = ("number", "lines", "subtotal", "shipping_fee", "total", "balance", "stage", "payment_status", "revision")
    assert {key: after[key] for key in kept} == {key: before[key] for key in kept}
    assert after["note"] is None
    assert {part for part in after["shipping_address"].values() if part} == {"10110", "TH"}
    assert after["timeline"][-1]["text"]["en"] == "Order cancelled"
    assert shop.reads("customers", "export", "ดาว") == others


def test_what_they_asked_for_without_an_order_is_forgotten_too(shop: ConsoleShop) -> None:
    """Wishes only people can fulfil are events of no order, and staff were told of them in the person's own words."""

    async def wished(db: Database, here: Shop) -> None:
        for name, id_ in (("นก", "U1nok"), ("ดาว", "U2dao")):
            await nok_writes(here, name=name, external_id=id_)
            chat = await Chat.get(external_id=id_)
            facts = {"chat": chat.id, "text": f"{name} อยากได้ความลับ", "why": "address"}
            await record("customer_wants", shop_id=here.id, by="customer", now=NOW, facts=facts)
            body = {"parts": [{"text": f"{name} อยากได้ความลับ"}]}
            for kind, lane in (("message", "line:1:Ustaff"), ("mail", "mail:1")):
                await put_outbound(
                    shop_id=here.id, kind=kind, lane=lane, body=body, now=NOW, about={"of_chat": chat.id}
                )

    shop.inside(wished)
    assert shop.inchat("customers", "erase", "นก", "--yes").status == 0
    assert "นก อยากได้" not in stored(shop)
    assert stored(shop).count("ดาว อยากได้ความลับ") == 3

    async def untold(db: Database, here: Shop) -> list[tuple[Any, ...]]:
        return [(event.facts.get("text"), event.announced) for event in await Event.filter(name="customer_wants")]

    assert shop.inside(untold) == [(None, True), ("ดาว อยากได้ความลับ", False)]


def test_nothing_is_sent_or_answered_after_that(shop: ConsoleShop) -> None:
    nok_orders(shop)
    shop.inchat("customers", "erase", "1", "--yes")

    async def waiting(db: Database, here: Shop) -> list[str]:
        owed = await Outbound.filter(state="waiting").order_by("lane")
        return [*(row.lane for row in owed), *(row.lane for row in await Inbound.filter(state="waiting"))]

    assert shop.inside(waiting) == [
        "line:1:U2dao",
        "line:1:Ustaff",
        "mail:1",
        "profile:line:1:U2dao",
        "line:demo:U2dao",
    ]


def test_when_the_person_writes_again_they_are_new(shop: ConsoleShop) -> None:
    nok_orders(shop)
    shop.inchat("customers", "erase", "นก", "--yes")

    async def again(db: Database, here: Shop) -> int:
        return (await nok_writes(here, external_id="U1nok")).customer.id

    assert shop.inside(again) == 3


def test_without_yes_somebody_must_be_there_to_ask(shop: ConsoleShop, monkeypatch: pytest.MonkeyPatch) -> None:
    nok_orders(shop)
    said = shop.inchat("customers", "erase", "นก")
    assert (said.status, said.complaints) == (2, ["--yes: is needed when nobody is at the terminal to be asked"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    for answer, status in (("no", 2), ("", 2), ("yes", 0)):
        monkeypatch.setattr("builtins.input", lambda *_, answer=answer: answer)
        said = shop.inchat("customers", "erase", "นก")
        assert said.status == status
        assert "orders that are not finished (1001)" in said.out
    assert "U1nok" not in stored(shop)
