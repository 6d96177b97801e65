"""How well chat lines are understood: `python -m bench.language FILE [--json] [--predictions OUT.jsonl] [--failing]`.

FILE holds one line of JSON a chat line: what was said, by whom, in which moment, and what a shop's program should make
of it. Items are compared by the words that name them, how many, and the price of one where one is expected.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.figures import middle
from bot.speech.counting import UNIT
from bot.speech.meaning import Asked, Item, Moment
from bot.speech.saying import says
from bot.understanding import understand

_ASKED: dict[str, Asked] = {"address": "address", "phone": "phone", "confirm": "confirm", "slip": "slip"}
_UNIT_BEHIND = says(rf"(?<=\d) {UNIT} $")

Key = tuple[str, int, float | None]


@dataclass(frozen=True, slots=True)
class Heard:
    """A line with what was made of it."""

    row: dict[str, Any]
    intent: str
    items: tuple[Item, ...]
    acted: bool
    seconds: float

    @property
    def is_chatter(self) -> bool:
        return self.row.get("group") == "chatter"

    @property
    def intent_is_right(self) -> bool:
        return self.intent in {self.row.get("intent", "none"), *(self.row.get("alt_intents") or ())}

    def matches(self) -> tuple[int, int, int]:
        """Items found that were expected, items found, items expected."""
        expected = [item for item in self.row.get("items") or () if isinstance(item, dict)]
        left = list(self.items)
        hits = 0
        for item in expected:
            same = next((one for one in left if _is_same(item, one)), None)
            if same is not None:
                left.remove(same)
                hits += 1
        return hits, len(self.items), len(expected)

    def prediction(self) -> dict[str, Any]:
        return {
            "id": self.row.get("id"),
            "intent": self.intent,
            "items": [_told(item) for item in self.items],
            "acted": self.acted,
        }


def hear_all(rows: Iterable[dict[str, Any]]) -> list[Heard]:
    return [_heard(row) for row in rows]


def moment_of(row: dict[str, Any]) -> Moment:
    """What the line's context tells; unknown keys are passed over."""
    context = row.get("context")
    context = context if isinstance(context, dict) else {}
    options = context.get("options_shown")
    return Moment(
        "merchant" if row.get("speaker") == "merchant" else "customer",
        open_order=bool(context.get("open_order")),
        product=bool(context.get("replying_to_product") or context.get("single_item")),
        options=tuple(map(str, options)) if isinstance(options, list) else (),
        asked=_ASKED.get(str(context.get("asked")), ""),
    )


def figures(heard: list[Heard]) -> dict[str, Any]:
    hits, found, expected = (
        (sum(counts) for counts in zip(*(one.matches() for one in heard), strict=True)) if heard else (0, 0, 0)
    )
    chatter = [one for one in heard if one.is_chatter]
    meant = [one for one in heard if one.row.get("act") is True]
    silent = [one for one in heard if one.row.get("act") is False]
    return {
        "lines": len(heard),
        "chatter": len(chatter),
        "chatter_false_actions": sum(one.acted for one in chatter),
        "intent_accuracy": _share(sum(one.intent_is_right for one in heard), len(heard)),
        "item_precision": _share(hits, found),
        "item_recall": _share(hits, expected),
        "item_f1": _share(2 * hits, found + expected),
        "act_true": len(meant),
        "refused_actions": sum(not one.acted for one in meant),
        "act_false": len(silent),
        "act_false_acting": sum(one.acted for one in silent),
        "median_seconds": middle([one.seconds for one in heard]) if heard else 0.0,
        "slowest_seconds": max((one.seconds for one in heard), default=0.0),
    }


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a file; blank ones are passed over."""
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        if line.strip() and isinstance(row := json.loads(line), dict):
            yield row


def failing(heard: list[Heard]) -> Iterator[str]:
    """The lines that were understood wrongly, by kind."""
    for name, is_wrong in _WRONGS.items():
        wrong = [one for one in heard if is_wrong(one)]
        if wrong:
            yield f"\n{name} ({len(wrong)})"
        for one in wrong:
            expected = [
                {
                    key: item.get(key)
                    for key in ("query", "qty", "unit_price", "total_price")
                    if item.get(key) is not None
                }
                for item in one.row.get("items") or ()
            ]
            yield f"  {one.row.get('id', ''):<6} {one.row.get('utterance', '')}"
            yield f"         wanted {one.row.get('intent')} act={one.row.get('act')} {expected}"
            yield f"         heard  {one.intent} act={one.acted} {[_told(item) for item in one.items]}"


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.language", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout and nothing else")
    parser.add_argument("--predictions", type=Path, metavar="OUT.jsonl", help="what was made of every line")
    parser.add_argument("--failing", action="store_true", help="the lines that were understood wrongly")
    args = parser.parse_args(arguments)
    heard = hear_all(read_rows(args.file))
    if args.predictions:
        lines = (json.dumps(one.prediction(), ensure_ascii=False) + "\n" for one in heard)
        args.predictions.write_text("".join(lines), encoding="utf-8")
    measured = figures(heard)
    if args.json:
        print(json.dumps(measured, indent=1))
        return
    for name, value in measured.items():
        print(f"{name:<24} {value:>10.6f}" if isinstance(value, float) else f"{name:<24} {value:>10}")
    if args.failing:
        missed = Counter(f"{one.row.get('intent')} heard as {one.intent}" for one in heard if not one.intent_is_right)
        print(*(f"{count:>4}  {what}" for what, count in missed.most_common()), *failing(heard), sep="\n")


def _heard(row: dict[str, Any]) -> Heard:
    moment = moment_of(row)
    begin = time.perf_counter()
    meaning = understand(str(row.get("utterance") or ""), moment).meaning
    return Heard(row, meaning.intent, meaning.items, meaning.acts, time.perf_counter() - begin)


def _is_same(expected: dict[str, Any], item: Item) -> bool:
    if _key(str(expected.get("query") or "")) != _key(item.query):
        return False
    pieces = expected.get("qty") if expected.get("qty") is not None else 1
    if pieces != (item.quantity if item.quantity is not None else 1):
        return False
    price = expected.get("unit_price")
    if price is None and expected.get("total_price") is not None:
        price = expected["total_price"] / (pieces or 1)
    each = _each(item)
    return price is None or (each is not None and abs(each - price) < 0.01)


def _key(query: str) -> str:
    """The words that name it: small letters, without blanks, and without what it is counted in."""
    return "".join(_UNIT_BEHIND.sub("", query.casefold()).split())


def _each(item: Item) -> float | None:
    """The price of one in baht."""
    if item.unit_price is not None:
        return item.unit_price / 100
    return item.bundle / 100 / (item.quantity or 1) if item.bundle is not None else None


def _told(item: Item) -> dict[str, Any]:
    each = _each(item)
    return {
        "query": item.query,
        "qty": item.quantity,
        "unit_price": int(each) if each is not None and each == int(each) else each,
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0


def _items_are_wrong(one: Heard) -> bool:
    hits, found, expected = one.matches()
    return not hits == found == expected


_WRONGS: dict[str, Callable[[Heard], bool]] = {
    "CHATTER THAT ACTS": lambda one: one.is_chatter and one.acted,
    "ACTS AND MUST NOT": lambda one: not one.is_chatter and one.acted and one.row.get("act") is False,
    "INTENT": lambda one: not one.intent_is_right,
    "ITEMS": lambda one: one.intent_is_right and _items_are_wrong(one),
    "DOES NOT ACT": lambda one: one.intent_is_right and not one.acted and one.row.get("act") is True,
}

if __name__ == "__main__":
    main()
