"""Trying the language of the counter: what would be understood of a line, with nothing said and nothing done."""

import io
import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from bot.cards.wording import refusal_text
from bot.commands import Command, NotUnderstood
from bot.grammar import render, strip_prefix
from bot.language import LANGUAGES
from bot.speech.meaning import NOTHING, Meaning, Moment
from bot.understanding import Understood, understand
from orders.catalogue import Catalogue, Found, NotFound, Product, Several, catalogue_of, key
from orders.stages import Refusal
from web.console.opening import at_counter
from web.console.printing import harmless, say, show, spoken
from web.demo.shop import GOODS

PROMPT = "> "


@dataclass(frozen=True, slots=True)
class Heard:
    """A line, what was understood of it, and the goods it names."""

    text: str
    understood: Understood
    goods: tuple[tuple[str, Found | Several | NotFound], ...]

    @property
    def commands(self) -> list[Command]:
        return [one for one in self.understood.commands or () if not isinstance(one, NotUnderstood)]

    @property
    def refusals(self) -> list[NotUnderstood]:
        return [one for one in self.understood.commands or () if isinstance(one, NotUnderstood)]

    @property
    def is_chatter(self) -> bool:
        return self.understood.commands is None and self.understood.meaning.intent == "none"


async def talk(args: Namespace) -> None:
    """Line by line from a person or a pipe, until it ends."""
    catalogue = await _catalogue(args)
    moment = Moment("merchant" if args.speaker == "staff" else "customer", open_order=args.open)
    for line in _lines():
        heard = hear(line, moment, catalogue)
        if args.json:
            print(json.dumps(to_json(heard), ensure_ascii=False), flush=True)
        else:
            for told in tell(heard, moment):
                show(harmless(told))


def hear(text: str, moment: Moment, catalogue: Catalogue) -> Heard:
    plain, prefixed = strip_prefix(text)
    understood = understand(plain, moment, prefixed=prefixed)
    named = dict.fromkeys(_named(understood))
    return Heard(text, understood, tuple((name, catalogue.find(name)) for name in named))


def tell(heard: Heard, moment: Moment) -> Iterator[str]:
    """What was understood, for people."""
    if heard.is_chatter:
        yield say("talk.chatter")
    if heard.understood.commands is None and not heard.is_chatter:
        meaning = heard.understood.meaning
        yield say("talk.acts" if meaning.acts else "talk.means", intent=meaning.intent)
        yield from (f"  {name}: {_plain(value)}" for name, value in _facts(meaning).items())
    # With anything wrong in it, nothing of a message is done.
    for command in heard.commands if not heard.refusals else ():
        yield "  ·  ".join(render(command, language) for language in LANGUAGES)
    for wrong in heard.refusals:
        yield say("talk.refused", why=_why(heard, wrong))
        if wrong.nearest:
            yield say("talk.nearest", text=wrong.nearest)
    if heard.understood.bare and not moment.open_order:
        yield say("talk.bare")
    if not heard.refusals:
        yield from (f"  {_told(name, found)}" for name, found in heard.goods)


def to_json(heard: Heard) -> dict[str, Any]:
    """The document of a line."""
    meaning = heard.understood.meaning
    return {
        "text": heard.text,
        "chatter": heard.is_chatter,
        "commands": None
        if heard.understood.commands is None
        else [
            {"command": type(command).__name__} | {language: render(command, language) for language in LANGUAGES}
            for command in heard.commands
        ],
        "refusals": [
            {"reason": wrong.reason, "text": _why(heard, wrong), "nearest": wrong.nearest} for wrong in heard.refusals
        ],
        "bare": heard.understood.bare,
        "meaning": {"intent": meaning.intent, "acts": meaning.acts} | _facts(meaning),
        "goods": [
            {"item": name, "found": type(found).__name__, "skus": [product.sku for product in _products(found)]}
            for name, found in heard.goods
        ],
    }


async def _catalogue(args: Namespace) -> Catalogue:
    """Of the shop that was named; of the sample shop when none was."""
    if args.config is not None:
        async with at_counter(args) as here:
            return await catalogue_of(here.shop)
    plain: dict[str, Any] = {"options": {}, "aliases": [], "active": True}
    about = [plain | {name: value for name, value in goods.items() if name != "picture"} for goods in GOODS]
    return Catalogue(Product(sku_key=key(goods["sku"]), **goods) for goods in about)


def _lines() -> Iterator[str]:
    if sys.stdin.isatty():
        show(say("talk.hello"))
        yield from _typed()
        return
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    yield from (line for line in map(str.rstrip, sys.stdin) if line)


def _typed() -> Iterator[str]:
    # The arrow keys bring back what was typed before.
    import readline  # noqa: F401

    while True:
        try:
            line = input(PROMPT)
        except EOFError:
            return
        if line.strip():
            yield line


def _named(understood: Understood) -> Iterator[str]:
    """The goods that are named, as they are named."""
    for command in understood.commands or ():
        for one in getattr(command, "items", (command,)):
            yield from (name for name in (getattr(one, "item", ""), getattr(one, "was", "")) if name)
    if understood.commands is None:
        yield from (item.query for item in understood.meaning.items if item.query not in ("", "*"))


def _facts(meaning: Meaning) -> dict[str, Any]:
    """What was said besides the intent; items without what was not said of them."""
    nothing = asdict(NOTHING)
    said = {name: value for name, value in asdict(meaning).items() if value != nothing[name] and name != "intent"}
    said.pop("acts", None)
    if "items" in said:
        said["items"] = [{name: value for name, value in item.items() if value} for item in said["items"]]
    return said


def _why(heard: Heard, wrong: NotUnderstood) -> str:
    facts: dict[str, object] = {"text": heard.text[:60], **dict(wrong.facts)}
    return refusal_text(Refusal(wrong.reason, facts), spoken())


def _told(name: str, found: Found | Several | NotFound) -> str:
    titles = [f"{product.sku} {_title(product)}" for product in _products(found)]
    kind = "found" if isinstance(found, Found) else "several" if titles else "not_found"
    return say(f"talk.{kind}", item=name, goods=", ".join(titles))


def _products(found: Found | Several | NotFound) -> list[Product]:
    match found:
        case Found(product):
            return [product]
        case Several(products):
            return list(products)
    return []


def _title(product: Product) -> str:
    return product.title_en if spoken().language == "en" else product.title


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, tuple)) else str(value)
