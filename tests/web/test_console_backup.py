"""A copy of everything, while the shop goes on."""

import sqlite3
import stat
from contextlib import closing

from orders.database import Database
from orders.shops import Shop
from tests.web.console_shop import CONFIG, ConsoleShop, soap


def test_the_copy_is_whole_and_private(shop: ConsoleShop) -> None:
    shop.inside(_soap)
    copy = shop.folder / "copy.db"
    with closing(sqlite3.connect(shop.folder / "inchat.db")) as server:
        # A server in the middle of writing: what it has not committed is not in the copy, and it is not held up.
        server.execute("BEGIN IMMEDIATE")
        server.execute("UPDATE product SET name = 'half'")
        said = shop.inchat("backup", str(copy))
        server.execute("COMMIT")
    assert said.status == 0, said.err
    assert said.out.startswith(f"Saved to {copy} (")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("SELECT name FROM product").fetchall() == [("สบู่มะลิ",)]
    assert not list(shop.folder.glob("copy.db-*")), "one file, nothing beside it"


async def _soap(db: Database, here: Shop) -> None:
    await soap(here)


def test_nothing_is_overwritten(shop: ConsoleShop) -> None:
    shop.inside(_soap)
    said = shop.inchat("backup", shop.file("copy.db", "precious"))
    assert (said.status, said.complaints) == (2, [f"{shop.folder}/copy.db: is there already and is not overwritten"])
    assert (shop.folder / "copy.db").read_text() == "precious"


def test_what_cannot_be_copied_leaves_nothing_behind(new_shop: ConsoleShop) -> None:
    copy = new_shop.folder / "copy.db"
    assert new_shop.inchat("backup", str(copy)).err.endswith("inchat.db: there is no such file\n")
    assert not (new_shop.folder / "inchat.db").exists()
    (new_shop.folder / "inchat.db").write_bytes(b"no database at all" * 1000)
    said = new_shop.inchat("backup", str(copy))
    assert said.status == 2
    assert said.complaints == [f"{copy}: the copy failed: file is not a database"]
    assert not copy.exists()
    assert new_shop.inchat("backup", str(new_shop.folder / "nowhere" / "copy.db")).status == 2


def test_postgresql_is_left_to_its_own_program(shop: ConsoleShop) -> None:
    url = "postgres://me:hunter2@db.example.com:5432/inchat"
    shop.config.write_text(CONFIG + f'[database]\nurl = "{url}"\n', encoding="utf-8")
    said = shop.inchat("backup", "my copy.dump")
    assert said.status == 2
    assert said.complaints == [
        "database.url: is PostgreSQL; use its own program: pg_dump --format=custom '--file=my copy.dump' "
        "--dbname=postgres://me@db.example.com:5432/inchat"
    ]
