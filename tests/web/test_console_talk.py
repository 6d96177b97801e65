"""Trying the language of the counter at the console: nothing is said to anybody, nothing is done."""

import io
import json
import sys
from typing import Any

import pytest

from orders.database import Database
from orders.shops import Shop
from tests.web.console_shop import ConsoleShop, soap
from web.cli import main


@pytest.fixture(autouse=True)
def _in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """What `inchat talk` prints when these lines are piped into it."""

    def says(*lines: str, how: tuple[str, ...] = ()) -> list[str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\n".join(lines).encode())))
        assert main(["talk", *how]) == 0
        printed = capsys.readouterr()
        assert printed.err == ""
        return printed.out.splitlines()

    return says


def test_a_command_is_told_in_both_languages_with_its_goods(says: Any) -> None:
    assert says("add black tee L 2", how=("--open",)) == [
        "เพิ่ม black tee L 2  ·  add black tee L 2",
        "  black tee L: A02 Black tee L",
    ]


def test_goods_of_several_variants_are_told_and_unknown_ones_too(says: Any) -> None:
    assert says("add black tee 1", "add น้ำปลา 1", how=("--open",)) == [
        "เพิ่ม black tee 1  ·  add black tee 1",
        "  black tee: which one is asked: A01 Black tee M, A02 Black tee L",
        "เพิ่ม น้ำปลา 1  ·  add น้ำปลา 1",
        "  น้ำปลา: not in the catalogue",
    ]


def test_goods_alone_are_chatter_until_an_order_is_open(says: Any) -> None:
    assert says("A01 2")[1] == "  (goods alone; chatter while no order is open, see --open)"
    assert len(says("A01 2", how=("--open",))) == 2


def test_chatter_is_not_answered(says: Any) -> None:
    assert says("สวัสดีค่ะ", "", "  ", "ok") == ["chatter: nothing would be said"] * 2


def test_a_refusal_is_told_in_words_and_nothing_else_of_the_line(says: Any) -> None:
    assert says("discount abc") == ['refused: I do not understand "discount abc".', "  offered instead: help discount"]
    assert all(line.startswith(("refused", "  offered")) for line in says("/A01 2x send"))


def test_customers_never_command(says: Any) -> None:
    assert says("discount 50", "send", how=("--as", "customer")) == ["chatter: nothing would be said"] * 2


def test_natural_speech_is_told_by_its_intent(says: Any) -> None:
    said = says("ขอเสื้อยืดดำ M 2 ตัวค่ะ", how=("--as", "customer"))
    assert said[0].startswith("natural speech: ")
    assert said[-1] == "  เสื้อยืดดำ M: A01 Black tee M"


def test_every_line_is_one_document(says: Any) -> None:
    add, chat = (json.loads(line) for line in says("A01 2", "สวัสดีค่ะ", how=("--json",)))
    assert add["commands"] == [{"command": "Add", "th": "เพิ่ม A01 2", "en": "add A01 2"}]
    assert (add["bare"], add["chatter"], add["refusals"]) == (True, False, [])
    assert add["goods"] == [{"item": "A01", "found": "Found", "skus": ["A01"]}]
    assert (chat["text"], chat["chatter"], chat["commands"], chat["goods"]) == ("สวัสดีค่ะ", True, None, [])


def test_with_a_config_the_shops_own_goods_are_found(says: Any, shop: ConsoleShop) -> None:
    async def stock(db: Database, here: Shop) -> None:
        await soap(here, sku="Z9", sku_key="z9", name="สบู่ขมิ้น")

    shop.inside(stock)
    told = says("add สบู่ขมิ้น 1", how=("--config", str(shop.config), "--shop", "demo"))
    assert told[1] == "  สบู่ขมิ้น: Z9 สบู่ขมิ้น"


def test_whatever_is_piped_in_is_harmless(says: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in "".join(says("add \x1b[31mred\x1b[0m 2", "ก" * 6_000, "\x00", "add " + "x" * 5_001))


def test_bytes_that_are_no_text_are_read_as_chatter(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe\n")))
    assert main(["talk"]) == 0
    assert capsys.readouterr().out == "chatter: nothing would be said\n"


def test_in_a_thai_terminal_it_is_told_in_thai(says: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "th_TH.UTF-8")
    assert says("สวัสดีค่ะ") == ["คุยกันเฉยๆ: ไม่ตอบอะไร"]
