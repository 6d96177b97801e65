"""The measure of pasted addresses: what it tells, and that it tells the truth."""

import json
from pathlib import Path

import pytest

from bench.addresses import main, score

RIGHT = {"name": "นก", "phone": "0812345678", "subdistrict": "สีลม", "district": "บางรัก", "province": "กรุงเทพมหานคร"}
TEXT = "นก 0812345678 9 ถ.สีลม แขวงสีลม เขตบางรัก กทม 10500"


def test_each_field_is_judged_and_all_of_them_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {"id": "a", "text": TEXT, "expected": {**RIGHT, "postal_code": "10500"}},
        {"id": "b", "text": TEXT, "expected": {**RIGHT, "name": "หนู", "postal_code": "10500"}},
    ]
    file, out = tmp_path / "rows.jsonl", tmp_path / "out.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    main([str(file), "--json", "--predictions", str(out)])
    told = json.loads(capsys.readouterr().out)
    assert told == {
        "name": 0.5,
        "phone": 1,
        "subdistrict": 1,
        "district": 1,
        "province": 1,
        "postal_code": 1,
        "all": 0.5,
    }
    first = json.loads(out.read_text(encoding="utf-8").splitlines()[0])
    assert first == {"id": "a", **RIGHT, "line": "9 ถ.สีลม", "postal_code": "10500"}


def test_without_json_every_mistake_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps({"id": "a", "text": TEXT, "expected": {**RIGHT, "name": "หนู"}}), encoding="utf-8")
    main([str(file)])
    assert "a name: expected 'หนู', read 'นก'" in capsys.readouterr().out


def test_nothing_said_and_nothing_expected_is_right() -> None:
    nothing: dict[str, str | None] = dict.fromkeys(
        ("name", "phone", "subdistrict", "district", "province", "postal_code")
    )
    assert score([{"expected": {"name": None, "phone": ""}}], [nothing])["all"] == 1
