"""The language bench measures what it says, on any file of lines."""

import json
from pathlib import Path

import pytest

from bench.language import figures, hear_all, main

ROWS = [
    {"id": "1", "utterance": "เอา A01 2 ตัวค่ะ", "speaker": "customer", "group": "customer", "intent": "place_order",
     "items": [{"query": "a 01", "qty": 2}], "act": True},
    {"id": "2", "utterance": "สวัสดีค่ะ", "speaker": "customer", "group": "chatter", "intent": "none",
     "items": [], "act": False},
    {"id": "3", "utterance": "A01 3 ตัว 500", "speaker": "merchant", "group": "merchant_order", "intent": "create_order",
     "alt_intents": ["add_item"], "items": [{"query": "A01", "qty": 3, "total_price": 500}], "act": True,
     "context": {"open_order": True, "weather": "rain"}},
]  # fmt: skip


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "lines.jsonl"
    path.write_text("\n\n".join(json.dumps(row) for row in ROWS) + "\n \n", encoding="utf-8")
    return path


def test_it_prints_one_json_document(lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(lines), "--json"])
    measured = json.loads(capsys.readouterr().out)
    assert (measured["lines"], measured["chatter"], measured["chatter_false_actions"]) == (3, 1, 0)
    assert (measured["intent_accuracy"], measured["item_f1"], measured["refused_actions"]) == (1.0, 1.0, 0)


def test_it_writes_what_was_made_of_every_line(lines: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(lines), "--json", "--predictions", str(tmp_path / "out.jsonl")])
    capsys.readouterr()
    told = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert told[0] == {
        "id": "1", "intent": "place_order", "items": [{"query": "A01", "qty": 2, "unit_price": None}], "acted": True,
    }  # fmt: skip
    assert told[2]["items"][0]["unit_price"] == pytest.approx(500 / 3)


def test_without_json_it_is_read_by_people(lines: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([str(lines), "--failing"])
    assert "intent_accuracy" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("expected", "share"),
    [
        ({"query": "A01", "qty": 2}, 1.0),
        ({"query": "a01 ", "qty": 2}, 1.0),
        ({"query": "A01", "qty": None}, 0.0),
        ({"query": "A02", "qty": 2}, 0.0),
        ({"query": "A01", "qty": 2, "unit_price": 180}, 0.0),
    ],
)
def test_items_are_equal_by_name_pieces_and_price(expected: dict[str, object], share: float) -> None:
    assert figures(hear_all([ROWS[0] | {"items": [expected]}]))["item_f1"] == share


def test_missing_fields_are_borne() -> None:
    assert figures(hear_all([{"utterance": "hello"}, {}]))["lines"] == 2
    assert figures([])["lines"] == 0
