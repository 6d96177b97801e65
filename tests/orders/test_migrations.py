"""A shop that has been at work for a while is brought up to date: nothing is lost, on either database."""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tortoise.connection import get_connection
from tortoise.exceptions import IntegrityError
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.models import Model

from orders import migrations
from orders.catalogue import Product
from orders.database import config_for, migrate, open_database, pending_migrations
from orders.documents import Document
from orders.events import Event, record
from orders.invoices import Invoice
from orders.order import Order
from orders.people import Chat, Contact, Customer, Staff, StaffInvite
from orders.proposals import Proposal
from orders.queues import Inbound, Outbound, Worker
from orders.sayings import Saying, remember
from orders.shops import Shop
from orders.waiting import Waiting

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
RECEIPT = {"kind": "receipt", "year": 2569, "running": 1, "number": "RC2569-000001"}

#: A later version, as somebody may write it: columns of the tables that everything hangs on are changed, and one goes.
LATER = """
from tortoise import fields, migrations
from tortoise.migrations import operations as ops

class Migration(migrations.Migration):
    dependencies = [("models", "{before}")]
    operations = [
        ops.AlterField("Shop", "name", fields.CharField(max_length=250)),
        ops.AlterField("Customer", "name", fields.CharField(max_length=250, default="")),
        ops.AlterField("Contact", "name", fields.CharField(max_length=250, default="")),
        ops.AlterField("Product", "name", fields.CharField(max_length=250)),
        ops.AlterField("Chat", "reply_token", fields.CharField(max_length=250, default="")),
        ops.AlterField("Order", "stage", fields.CharField(max_length=20, default="draft")),
        ops.AddField("Order", "mood", fields.CharField(max_length=20, default="", db_default="sunny")),
        ops.AddField("Shop", "motto", fields.CharField(max_length=20, default="", db_default="")),
        ops.RemoveField("Shop", "motto"),
        ops.AlterField("Invoice", "token", fields.CharField(max_length=50, unique=True)),
        ops.AlterField("Inbound", "kind", fields.CharField(max_length=50)),
        ops.AlterField("Outbound", "kind", fields.CharField(max_length=50)),
    ]
"""
BROKEN = """
from tortoise import fields, migrations
from tortoise.migrations import operations as ops

class Migration(migrations.Migration):
    dependencies = [("models", "{before}")]
    operations = [
        ops.AlterField("Shop", "name", fields.CharField(max_length=250)),
        ops.RunSQL("INSERT INTO nowhere VALUES (1)"),
    ]
"""


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator["Shelf"]:
    """A copy of our migrations to which a later one can be added."""
    shutil.copytree(Path(migrations.__file__).parent, tmp_path / "later_migrations")
    monkeypatch.syspath_prepend(tmp_path)
    yield Shelf(tmp_path / "later_migrations", monkeypatch)
    for name in [name for name in sys.modules if name.startswith("later_migrations")]:
        del sys.modules[name]


class Shelf:
    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.patch = folder, patch

    def put(self, text: str, name: str = "9000_later") -> None:
        newest = sorted(path.stem for path in self.folder.glob("[0-9]*.py"))[-1]
        (self.folder / f"{name}.py").write_text(text.format(before=newest))
        self.patch.setattr("orders.database.MIGRATIONS", "later_migrations")


async def fill() -> None:
    """A shop with one of everything, so that every table has rows and every row its parents."""
    for n in (1, 2):
        shop = await Shop.create(slug=f"shop-{n}", name="ร้านสุขใจ", created_at=NOW)
        customer = await Customer.create(shop=shop, name="Nok", created_at=NOW)
        staff = await Staff.create(shop=shop, name="Ploy", created_at=NOW)
        await StaffInvite.create(shop=shop, code_hash=f"hash {n}", name="Ploy", expires_at=NOW)
        contact = await Contact.create(
            shop=shop, channel="line", external_id="U1", customer=customer, staff=staff, name="Nok"
        )
        chat = await Chat.create(shop=shop, channel="line", external_id="U1", contact=contact)
        product = await Product.create(shop=shop, sku="A01", sku_key="a01", name="เสื้อยืดดำ", price=19900)
        order = await Order.create(shop=shop, number=1001, customer=customer, chat=chat, created_at=NOW, stage="new")
        await Order.create(shop=shop, edits=order, customer=customer, chat=chat, created_at=NOW)
        await Proposal.create(shop=shop, chat=chat, extends=order, order=order, created_at=NOW)
        await Waiting.create(shop=shop, product=product, chat=chat, quantity=1, at=NOW)
        await remember(chat, "m1", now=NOW, by="customer", text="A01 2", order=order.id, sku="A01")
        await Invoice.create(order=order, revision=1, token=f"token {n}", content={"lines": []}, created_at=NOW)
        await Document.create(shop=shop, order=order, revision=1, **RECEIPT, content={}, issued_at=NOW)
        await record("order_issued", shop_id=shop.id, by="system", now=NOW, order=order)
        about: dict[str, Any] = {
            "shop_id": shop.id,
            "kind": "message",
            "lane": "a",
            "body": {"it's": 'a "test"; or so'},
        }
        await Outbound.create(**about, created_at=NOW, due_at=NOW)
        heard = {"key": f"k{n}", "shop": "s", "channel": "line", "lane": "a", "kind": "message", "at": n, "body": "{}"}
        await Inbound.create(**heard, received_at=NOW, due_at=NOW)
        await Worker.create(id=f"w{n}", host="here", pid=1, beat_at=NOW)


TABLES: tuple[type[Model], ...] = (
    Shop, Customer, Staff, StaffInvite, Contact, Chat, Product, Order, Invoice, Event, Outbound, Inbound, Worker,
    Saying, Proposal, Waiting, Document,
)  # fmt: skip


async def everything() -> dict[str, list[dict[str, Any]]]:
    return {table._meta.db_table: list(await table.all().order_by("id").values()) for table in TABLES}


async def indexes() -> dict[str, set[tuple[bool, tuple[str, ...], str]]]:
    """Per table: is it unique, its columns, its condition."""
    connection = get_connection("default")
    if connection.capabilities.dialect == "postgres":
        return await _postgres_indexes()
    found: dict[str, set[tuple[bool, tuple[str, ...], str]]] = {}
    for table in TABLES:
        name = table._meta.db_table
        for index in await connection.execute_query_dict(f'PRAGMA index_list("{name}")'):
            columns = await connection.execute_query_dict(f'PRAGMA index_info("{index["name"]}")')
            query = "SELECT sql FROM sqlite_master WHERE name = ?"
            sql = (await connection.execute_query_dict(query, [index["name"]]))[0]["sql"] or ""
            which = (bool(index["unique"]), tuple(c["name"] for c in columns), sql.partition(" WHERE ")[2])
            found.setdefault(name, set()).add(which)
    return found


async def _postgres_indexes() -> dict[str, set[tuple[bool, tuple[str, ...], str]]]:
    rows = await get_connection("default").execute_query_dict(
        "SELECT c.relname AS table, i.indisunique AS unique, pg_get_expr(i.indpred, i.indrelid) AS condition,"
        " ARRAY(SELECT a.attname FROM unnest(i.indkey) WITH ORDINALITY AS k(n, o)"
        " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.n ORDER BY k.o) AS columns"
        " FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace s ON s.oid = c.relnamespace"
        " WHERE s.nspname = 'public' AND NOT i.indisprimary AND c.relname <> 'tortoise_migrations'"
    )
    found: dict[str, set[tuple[bool, tuple[str, ...], str]]] = {}
    for row in rows:
        found.setdefault(row["table"], set()).add((row["unique"], tuple(row["columns"]), row["condition"] or ""))
    return found


async def columns() -> dict[str, dict[str, tuple[str, bool]]]:
    """Per table and column: its type, and whether it may be empty."""
    connection = get_connection("default")
    if connection.capabilities.dialect == "postgres":
        rows = await connection.execute_query_dict(
            "SELECT table_name, column_name, data_type || coalesce(character_maximum_length::text, '') AS type,"
            " is_nullable = 'YES' AS empty FROM information_schema.columns WHERE table_schema = 'public'"
        )
        found: dict[str, dict[str, tuple[str, bool]]] = {}
        for row in rows:
            found.setdefault(row["table_name"], {})[row["column_name"]] = (row["type"], row["empty"])
        found.pop("tortoise_migrations", None)
        return found
    tables = [table._meta.db_table for table in TABLES]
    infos = {name: await connection.execute_query_dict(f'PRAGMA table_info("{name}")') for name in tables}
    return {name: {row["name"]: (row["type"], not row["notnull"]) for row in rows} for name, rows in infos.items()}


async def test_a_later_version_loses_no_row_no_index_and_no_uniqueness(bare_url: str, shelf: Shelf) -> None:
    await migrate(bare_url)
    db = await open_database(bare_url)
    await fill()
    rows_before, indexes_before = await everything(), await indexes()
    await db.close()

    shelf.put(LATER)
    assert await migrate(bare_url) == ["9000_later"]

    db = await open_database(bare_url)
    assert await everything() == rows_before
    assert await indexes() == indexes_before
    assert "mood" in (await columns())["shop_order"]
    assert "motto" not in (await columns())["shop"]
    with pytest.raises(IntegrityError):
        await Product.create(shop_id=1, sku="a01", sku_key="a01", name="the same again", price=1)
    await Shop.filter(id=1).delete()
    assert await Order.all().count() == 2, "the shop's own rows went with it, the other shop's stayed"
    await db.close()


async def test_bringing_up_to_date_twice_is_harmless(bare_url: str) -> None:
    ours = sorted(path.stem for path in Path(migrations.__file__).parent.glob("[0-9]*.py"))
    assert await migrate(bare_url) == ours
    db = await open_database(bare_url)
    await fill()
    before = await everything()
    await db.close()
    assert await migrate(bare_url) == []
    db = await open_database(bare_url)
    assert await pending_migrations() == []
    assert await everything() == before
    await db.close()


async def test_a_migration_that_fails_changes_nothing_and_can_be_tried_again(bare_url: str, shelf: Shelf) -> None:
    await migrate(bare_url)
    db = await open_database(bare_url)
    await fill()
    rows_before, indexes_before, columns_before = await everything(), await indexes(), await columns()
    await db.close()

    shelf.put(BROKEN)
    with pytest.raises(Exception, match="nowhere"):
        await migrate(bare_url)

    db = await open_database(bare_url)
    assert await pending_migrations() == ["9000_later"]
    assert (await everything(), await indexes(), await columns()) == (rows_before, indexes_before, columns_before)
    await db.close()


async def test_rows_whose_parents_are_gone_stop_a_migration(tmp_path: Path, shelf: Shelf) -> None:
    url = f"sqlite://{tmp_path}/shop.db"
    await migrate(url)
    with closing(sqlite3.connect(tmp_path / "shop.db", isolation_level=None)) as by_hand:
        by_hand.execute("INSERT INTO staff (shop_id, name, active, created_at) VALUES (7, 'Ploy', 1, '2026-11-22')")
    shelf.put(LATER)
    with pytest.raises(IntegrityError, match="staff"):
        await migrate(url)


async def test_the_migrations_make_the_very_tables_of_the_models(bare_url: str, tmp_path: Path) -> None:
    await migrate(bare_url)
    db = await open_database(bare_url)
    migrated = await columns(), await indexes()
    if db.is_sqlite:
        await db.close()
        db = await open_database(f"sqlite://{tmp_path}/models.db")
    else:
        await get_connection("default").execute_script("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    await db.context.generate_schemas(safe=False)
    assert (await columns(), await indexes()) == migrated
    await db.close()


async def test_no_change_of_a_model_waits_for_its_migration(tmp_path: Path) -> None:
    """When this fails, the `write()` of this same autodetector makes the next file in orders/migrations."""
    db = await open_database(f"sqlite://{tmp_path}/shop.db")
    assert db.context.apps is not None
    waiting = await MigrationAutodetector(db.context.apps, config_for(db.url)["apps"]).changes()
    assert [operation.describe() for writer in waiting for operation in writer.operations] == []
    await db.close()


async def test_what_is_filtered_or_joined_by_has_an_index(tmp_path: Path) -> None:
    """Tortoise makes no index on a foreign key; a unique set or an index that begins with it will do."""
    url = f"sqlite://{tmp_path}/shop.db"
    await migrate(url)
    db = await open_database(url)
    found = await indexes()
    for table in TABLES:
        firsts = {columns[0] for _, columns, condition in found.get(table._meta.db_table, set()) if not condition}
        for name in table._meta.fk_fields:
            assert f"{name}_id" in firsts, f"{table.__name__}.{name}"
    await db.close()


async def test_what_is_to_be_one_of_a_kind_is(bare_url: str) -> None:
    """A product's SKU, an order's number, a person on a channel, a revision, a link, a slug, a receipt's number."""
    await migrate(bare_url)
    db = await open_database(bare_url)
    await fill()
    again: list[tuple[type[Model], dict[str, Any]]] = [
        (Shop, {"slug": "shop-1", "name": "x", "created_at": NOW}),
        (Product, {"shop_id": 1, "sku": "A 01", "sku_key": "a01", "name": "x", "price": 1}),
        (Contact, {"shop_id": 1, "channel": "line", "external_id": "U1"}),
        (Chat, {"shop_id": 1, "channel": "line", "external_id": "U1"}),
        (Order, {"shop_id": 1, "number": 1001, "created_at": NOW}),
        (Invoice, {"order_id": 1, "revision": 1, "token": "another", "content": {}, "created_at": NOW}),
        (Invoice, {"order_id": 1, "revision": 2, "token": "token 2", "content": {}, "created_at": NOW}),
        (StaffInvite, {"shop_id": 1, "code_hash": "hash 1", "name": "x", "expires_at": NOW}),
        (Document, {"shop_id": 1, "order_id": 1, "revision": 2, **RECEIPT, "content": {}, "issued_at": NOW}),
    ]
    for table, row in again:
        with pytest.raises(IntegrityError):
            await table.create(**row)
    await db.close()
