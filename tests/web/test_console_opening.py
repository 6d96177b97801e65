"""Opening the shop: which shop, which database, and what is done to it on the way."""

import asyncio
import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from orders.database import Database
from orders.shops import Shop
from tests.web.console_shop import CONFIG, ConsoleShop
from web.cli import COMMANDS, main
from web.console.opening import opened
from web.settings import load

SECOND = """
[shops.second]
name = "Second"
[shops.second.line]
channel_secret = "s"
channel_access_token = "t"
"""


@pytest.fixture
def shop(new_shop: ConsoleShop) -> ConsoleShop:
    return new_shop


def test_a_new_database_is_made_on_the_way(shop: ConsoleShop) -> None:
    assert shop.reads("products", "list", "--json") == []
    assert (shop.folder / "inchat.db").exists()
    assert shop.inchat("migrate").out == "The database is up to date.\n"


def test_the_shop_is_made_from_the_config_once(shop: ConsoleShop) -> None:
    async def look(db: Database, here: Shop) -> tuple[str, str, int]:
        return here.name, here.terms.shipping[0].code, here.terms.shipping[0].table_fee(1, None, 0, None) or 0

    assert shop.inside(look) == ("Baan Suan", "EMS", 5000)
    shop.config.write_text(CONFIG.replace("Baan Suan", "Other").replace("fee = 50", "fee = 70"), encoding="utf-8")
    assert shop.inside(look) == ("Baan Suan", "EMS", 5000), "from then on its settings are edited at the desk"


def test_the_only_shop_needs_no_name_but_one_of_two_does(shop: ConsoleShop) -> None:
    assert shop.inchat("products", "list", "--shop", "dmeo").complaints == [
        "--shop dmeo: there is no such shop; there are: demo"
    ]
    shop.config.write_text(CONFIG + SECOND, encoding="utf-8")
    said = shop.inchat("products", "list")
    assert (said.status, said.complaints) == (2, ["--shop: say which shop: demo, second"])
    assert shop.inchat("products", "list", "--shop", "second").status == 0


def test_every_mistake_in_the_settings_is_a_line(shop: ConsoleShop) -> None:
    shop.config.write_text(
        CONFIG.replace("secret_key", "secret_kye").replace("fee = 50", 'fee = "x"'), encoding="utf-8"
    )
    said = shop.inchat("products", "list")
    assert (said.status, said.out) == (2, "")
    keys = sorted(line.partition(":")[0] for line in said.complaints)
    assert keys == ["server.secret_key", "server.secret_kye", "shops.demo.shipping[1].fee"]
    shop.config.unlink()
    assert shop.inchat("products", "list").complaints == [f"{shop.config}: there is no such file"]


def test_a_database_that_is_somebody_elses_is_left_alone(shop: ConsoleShop) -> None:
    with closing(sqlite3.connect(shop.folder / "inchat.db")) as db:
        db.execute("CREATE TABLE theirs (id INTEGER)")
        db.commit()
    said = shop.inchat("products", "list")
    assert said.status == 2
    assert re.fullmatch(r"database\.url: the database is not up to date \(0001_.*\); run: inchat migrate\n", said.err)
    with closing(sqlite3.connect(shop.folder / "inchat.db")) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert "product" not in tables


def test_migrate_keeps_a_copy_of_the_database_as_it_was(shop: ConsoleShop) -> None:
    with closing(sqlite3.connect(shop.folder / "inchat.db")) as db:
        db.execute("CREATE TABLE theirs (id INTEGER)")
        db.commit()
    said = shop.inchat("migrate")
    assert said.status == 0, said.err
    kept, *applied = said.out.splitlines()
    copy = Path(kept.removeprefix("the database as it was is kept in "))
    assert copy.name.startswith("inchat.db.before-0001_")
    assert applied[0].startswith("applied 0001_")
    with closing(sqlite3.connect(copy)) as db:
        assert [row[0] for row in db.execute("SELECT name FROM sqlite_master")] == ["theirs"]
    assert shop.reads("products", "list", "--json") == []


def test_a_database_that_cannot_be_opened_is_one_line(shop: ConsoleShop) -> None:
    for url in (f"sqlite://{shop.folder}/nowhere/inchat.db", "postgres://me:hunter2@127.0.0.1:1/inchat"):
        shop.config.write_text(CONFIG + f'[database]\nurl = "{url}"\n', encoding="utf-8")
        for words in (("products", "list"), ("migrate",), ("queues", "list")):
            said = shop.inchat(*words)
            assert said.status == 2
            assert len(said.complaints) == 1
            assert said.err.startswith("database.url: the database cannot be opened: ")
            assert "hunter2" not in said.err


def test_several_processes_may_make_the_database_at_once(shop: ConsoleShop) -> None:
    shop.config.write_text(CONFIG + SECOND, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "web.cli",
        "products",
        "list",
        "--shop",
        "demo",
        "--json",
        "--config",
        str(shop.config),
    ]
    started = [
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": ":".join(sys.path)}
        )
        for _ in range(4)
    ]
    for process in started:
        out, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, b"")
        assert json.loads(out) == []

    async def shops(db: Database, here: Shop) -> list[str]:
        return [shop.slug for shop in await Shop.all().order_by("slug")]

    assert shop.inside(shops) == ["demo", "second"]


async def test_one_process_may_open_it_several_times(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(CONFIG, encoding="utf-8")

    async def come_and_go() -> int:
        async with opened(load(config)):
            return await Shop.all().count()

    assert await asyncio.gather(*(come_and_go() for _ in range(5))) == [1] * 5


def test_the_program_itself_prints_one_document_and_ends(shop: ConsoleShop) -> None:
    """As a real process: nothing else on stdout, no thread that keeps it alive, and no platform library."""
    command = [
        sys.executable,
        "-X",
        "importtime",
        "-m",
        "web.cli",
        "orders",
        "list",
        "--json",
        "--config",
        str(shop.config),
    ]
    done = subprocess.run(
        command, capture_output=True, timeout=60, check=True, env=os.environ | {"PYTHONPATH": ":".join(sys.path)}
    )
    assert json.loads(done.stdout) == []
    imported = {line.rpartition(b"|")[2].strip().decode() for line in done.stderr.splitlines()}
    assert not {"linebot", "pymessenger", "aiohttp", "web.app"} & imported


def test_the_version_is_told(shop: ConsoleShop, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert re.fullmatch(r"inchat [\w.+]+\n", capsys.readouterr().out)


@pytest.mark.parametrize("locale", ["en_US.UTF-8", "th_TH.UTF-8"])
def test_every_command_explains_itself(
    locale: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    for words in ("", *COMMANDS):
        with pytest.raises(SystemExit) as ended:
            main([*words.split(), "--help"])
        assert ended.value.code == 0
        assert "usage: inchat" in capsys.readouterr().out


def test_a_command_that_does_not_exist_is_one_line(shop: ConsoleShop) -> None:
    for words in (("sell",), ("orders",), ("orders", "sell"), ("staff", "remove"), ("queues", "retry", "inbox", "x")):
        said = shop.inchat(*words)
        assert said.status == 2
        assert len(said.complaints) == 1
        assert said.err.startswith("inchat")
