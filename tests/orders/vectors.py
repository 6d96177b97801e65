"""Codes of PromptPay, of slips and of tax, with what they mean, from public programs (their `source` says which)."""

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _all() -> dict[str, Any]:
    return json.loads(Path(__file__).with_name("data").joinpath("qr_vectors.json").read_text(encoding="utf-8"))


def vectors(name: str) -> Any:
    return _all()[name]
