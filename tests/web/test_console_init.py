"""`inchat init`: from a few answers to a config that a shop can start with."""

import io
import stat

import pytest

from tests.web.console_shop import ConsoleShop
from web.settings import load

#: Name, short name, language, address, LINE?, its two secrets, Messenger?
ANSWERS = 'ร้าน "สุขใจ"\n\nth\nhttps://shop.example.com\nyes\nline-secret\nline-token\n\n'


@pytest.fixture
def shop(new_shop: ConsoleShop) -> ConsoleShop:
    new_shop.config.unlink()
    return new_shop


def answer(monkeypatch: pytest.MonkeyPatch, answers: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))


def test_the_answers_become_a_config_that_loads(shop: ConsoleShop, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, ANSWERS)
    said = shop.inchat("init")
    assert (said.status, said.err) == (0, "")
    assert said.out.endswith(f"{shop.config} is written. Next: inchat check, then inchat serve.\n")
    settings = load(shop.config)
    assert settings.server.public_url == "https://shop.example.com"
    assert len(settings.server.secret_key.get_secret_value()) >= 32
    made = settings.shops["shop"]
    assert (made.name, made.language, made.messenger) == ('ร้าน "สุขใจ"', "th", None)
    assert made.line is not None
    assert made.line.channel_secret.get_secret_value() == "line-secret"
    assert shop.reads("products", "list", "--json") == []


def test_only_its_owner_may_read_it(shop: ConsoleShop, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, ANSWERS)
    shop.inchat("init")
    assert stat.S_IMODE(shop.config.stat().st_mode) == 0o600
    assert [path.name for path in shop.folder.iterdir()] == ["config.toml"]


def test_two_shops_never_get_the_same_secret(shop: ConsoleShop, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = set()
    for _ in range(2):
        answer(monkeypatch, ANSWERS)
        shop.inchat("init")
        keys.add(load(shop.config).server.secret_key.get_secret_value())
        shop.config.unlink()
    assert len(keys) == 2


def test_an_answer_that_does_not_fit_is_asked_again(shop: ConsoleShop, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(
        monkeypatch,
        "\nBaan Suan\nBaan Suan\n\nde\n\nshop.example.com\nhttps://shop.example.com/a\n\nmaybe\nno\nno\nno\nyes\n"
        "1\n\nsecret\n2\ntoken\n",
    )
    said = shop.inchat("init")
    assert said.status == 0, said.err
    assert said.complaints == [
        "this one needs an answer",
        "1 to 60 of a-z, 0-9 and -",
        "one of: th, en",
        "an address without a path, such as https://shop.example.com",
        "an address without a path, such as https://shop.example.com",
        "yes or no",
        "a shop needs at least one of the two",
        "this one needs an answer",
    ]
    settings = load(shop.config)
    page = settings.shops["baan-suan"].messenger
    assert page is not None
    assert (page.app_id, page.page_id, settings.server.public_url) == ("1", "2", "http://127.0.0.1:8080")
    assert len(page.verify_token.get_secret_value()) >= 16


def test_answers_that_end_too_soon_write_nothing(shop: ConsoleShop, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "Baan Suan\n")
    said = shop.inchat("init")
    assert (said.status, said.complaints) == (2, ["the answers ended too soon; nothing was written"])
    assert list(shop.folder.iterdir()) == []


def test_a_config_that_is_there_is_not_touched(shop: ConsoleShop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.file("config.toml", "mine")
    answer(monkeypatch, ANSWERS)
    said = shop.inchat("init")
    assert (said.status, said.complaints) == (2, [f"{shop.config}: is there already and is not overwritten"])
    assert shop.config.read_text() == "mine"


def test_a_thai_terminal_is_asked_in_thai(shop: ConsoleShop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "th_TH.UTF-8")
    answer(monkeypatch, ANSWERS.replace("yes", "ใช่"))
    assert "ร้านชื่ออะไร" in shop.inchat("init").out
    assert "จำนวนเงินเป็นบาท" in shop.config.read_text(encoding="utf-8")
    assert load(shop.config).shops["shop"].language == "th"
