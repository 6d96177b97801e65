"""How well pasted addresses are read: `python -m bench.addresses FILE [--json] [--predictions OUT.jsonl]`.

FILE has one JSON object a line: `{"id", "text", "expected": {"name", "phone", "subdistrict", ...}}`. A field is right
when it says the same as expected, spaces apart; `all` is the share of addresses with every field right.
"""

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from orders.addresses import read_address

#: What is scored; `line` is predicted and shown, for it has no one right form.
SCORED = ("name", "phone", "subdistrict", "district", "province", "postal_code")
PREDICTED = ("name", "phone", "line", "subdistrict", "district", "province", "postal_code")


def predict(text: str) -> dict[str, str | None]:
    read = read_address(text)
    return {key: (read.house if key == "line" else read.parts.get(key)) or None for key in PREDICTED}


def score(rows: Sequence[dict[str, Any]], predictions: Sequence[dict[str, str | None]]) -> dict[str, float]:
    """The share of rows in which each field is right, and all of them are."""
    right = [
        {key: same(row["expected"].get(key), said[key]) for key in SCORED}
        for row, said in zip(rows, predictions, strict=True)
    ]
    shares = {key: sum(each[key] for each in right) / len(rows) for key in SCORED}
    return {**shares, "all": sum(all(each.values()) for each in right) / len(rows)}


def same(expected: str | None, said: str | None) -> bool:
    return " ".join((expected or "").split()) == " ".join((said or "").split())


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.addresses", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout and nothing else")
    parser.add_argument("--predictions", type=Path, metavar="OUT.jsonl", help="write what was read, one object a line")
    args = parser.parse_args(arguments)
    lines = args.file.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    if not rows:
        parser.error(f"{args.file} has no addresses")
    predict(rows[0]["text"])  # the index of places is built at first use
    started = time.perf_counter()
    predictions = [predict(row["text"]) for row in rows]
    each = (time.perf_counter() - started) / len(rows)
    if args.predictions:
        told = ({"id": row["id"], **said} for row, said in zip(rows, predictions, strict=True))
        args.predictions.write_text(
            "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in told), encoding="utf-8"
        )
    scored = score(rows, predictions) if all("expected" in row for row in rows) else {}
    if args.json:
        print(json.dumps(scored))
        return
    for row, said in zip(rows, predictions, strict=True):
        for key in PREDICTED:
            if not same(expected := row.get("expected", {}).get(key, said[key]), said[key]):
                print(f"{row['id']} {key}: expected {expected!r}, read {said[key]!r}")
    for key, share in scored.items():
        print(f"{key:<12} {share:7.1%}")
    print(f"{len(rows)} addresses, {1000 * each:.2f} ms each")


if __name__ == "__main__":
    main()
