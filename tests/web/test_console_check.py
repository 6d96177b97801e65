"""`inchat check`: everything the shop rests on, looked at before a customer finds out."""

from argparse import Namespace
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.web.console_shop import CONFIG, ConsoleShop
from tests.world import World, open_world
from web.console.checks import check


@pytest.fixture
async def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    """A shop at work beside strict stand-ins of both platforms and a mail server."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    async with open_world(tmp_path) as world:
        yield world


async def test_a_shop_where_all_is_well(house: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert await check(Namespace(config=house.config)) == 0
    printed = capsys.readouterr()
    assert printed.out == "All is well: demo.\n"
    assert printed.err.startswith("warning: server.test_clock: ")


async def test_tokens_that_the_platforms_refuse(house: World, capsys: pytest.CaptureFixture[str]) -> None:
    text = house.config.read_text(encoding="utf-8")
    house.config.write_text(
        text.replace("line-token-of", "other-of").replace("page-token-of", "other-of"), encoding="utf-8"
    )
    assert await check(Namespace(config=house.config)) == 1
    reasons = [line for line in capsys.readouterr().err.splitlines() if not line.startswith("warning: ")]
    assert len(reasons) == 2
    assert reasons[0].startswith("shops.demo.line: channel_access_token: LINE does not accept it (401")
    assert reasons[1].startswith("shops.demo.messenger: page_access_token: Meta does not accept it (4")
    assert "other-of" not in str(reasons)


async def test_peers_that_cannot_be_reached_are_each_a_line(house: World, capsys: pytest.CaptureFixture[str]) -> None:
    smtp = house.settings.email.smtp_url
    text = house.config.read_text(encoding="utf-8").replace(smtp, "smtp://me:hunter2@127.0.0.1:1")
    house.config.write_text(text.replace(house.sim.base_url, "http://127.0.0.1:1"), encoding="utf-8")
    assert await check(Namespace(config=house.config)) == 1
    printed = capsys.readouterr()
    reasons = [line for line in printed.err.splitlines() if not line.startswith("warning: ")]
    assert [line.split(" ", 2)[:2] for line in reasons] == [
        ["email.smtp_url:", "127.0.0.1:1"],
        ["shops.demo.line:", "LINE"],
        ["shops.demo.messenger:", "Meta"],
    ]
    assert "hunter2" not in printed.err
    assert printed.out == ""


def test_broken_settings_are_not_a_check_that_failed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    shop = ConsoleShop(tmp_path, capsys)
    shop.config.write_text(CONFIG.replace("channel_secret", "channel_sceret"), encoding="utf-8")
    said = shop.inchat("check")
    assert said.status == 2
    assert sorted(line.partition(":")[0] for line in said.complaints) == [
        "shops.demo.line.channel_sceret",
        "shops.demo.line.channel_secret",
    ]


def test_a_database_that_is_not_there_is_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    shop = ConsoleShop(tmp_path, capsys)
    nobody = 'channel_access_token = "t"\napi_base = "http://127.0.0.1:1"'
    text = CONFIG.replace('channel_access_token = "line-token"', nobody)
    shop.config.write_text(text + f'[database]\nurl = "sqlite://{tmp_path}/nowhere/shop.db"\n', encoding="utf-8")
    said = shop.inchat("check")
    assert said.status == 1
    assert [line.partition(":")[0] for line in said.complaints] == ["database.url", "shops.demo.line"]
