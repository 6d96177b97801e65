"""A whole conversation as text (`tests/talks/*.talk`), read into values. tests/talks/README.md tells the grammar."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

Channel = Literal["line", "messenger"]
LANGUAGES = {"thai": "th", "english": "en"}
#: What can be set on the shop: how the talk says it, and what it is called in the shop's terms.
SWITCHES = {"queue": "queue", "customer orders": "customer_orders"}
LASTS = {"m": 60, "h": 3600, "d": 86400}


class Unreadable(Exception):
    """A line of a talk that the grammar does not know."""


@dataclass(frozen=True, slots=True)
class Player:
    """`is_known`: they have written to the shop before the talk begins."""

    name: str
    channel: Channel
    is_staff: bool = False
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Goods:
    """A product of this talk, beside those of the sample shop. `price` in baht."""

    sku: str
    name: str
    name_en: str
    price: str
    stock: int | None = None
    aliases: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a talk as it stands in the file."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Says(Line):
    who: str
    words: str
    place: Literal["chat", "group", "inbox"] = "chat"
    quoted: str | None = None
    edited: str | None = None


@dataclass(frozen=True, slots=True)
class Taps(Line):
    who: str
    label: str
    place: Literal["chat", "group"] = "chat"


@dataclass(frozen=True, slots=True)
class TakesBack(Line):
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class Later(Line):
    seconds: int


@dataclass(frozen=True, slots=True)
class Hears(Line):
    """What the bot must have said. `who`: in whose chat, "" where the last line was said; `parts`: in this order."""

    who: str
    parts: tuple[str, ...]
    buttons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HearsNot(Line):
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class Silence(Line):
    """Nothing was sent to anybody."""


@dataclass(frozen=True, slots=True)
class OrderIs(Line):
    order: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrdersAre(Line):
    """All orders that have a number."""

    orders: tuple[str, ...]


Step = Says | Taps | TakesBack | Later | Hears | HearsNot | Silence | OrderIs | OrdersAre


@dataclass(slots=True)
class Talk:
    title: str = ""
    language: str = "th"
    channel: Channel = "line"
    players: list[Player] = field(default_factory=list)
    group: list[str] = field(default_factory=list)
    goods: list[Goods] = field(default_factory=list)
    settings: dict[str, bool] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)


def read_talk(text: str) -> Talk:
    """The talk that stands in a file. Raises Unreadable."""
    talk = Talk()
    for line in _lines(text):
        try:
            _take(talk, line)
        except (ValueError, KeyError, IndexError) as wrong:
            raise Unreadable(f"line {line.number} is not understood: {line.text!r} ({wrong})") from wrong
    if not (talk.title and talk.steps):
        raise Unreadable("a talk has a title and at least one line that somebody says")
    return talk


def _lines(text: str) -> Iterator[Line]:
    """Lines that say something. An indented line that is no answer goes on with the message above it."""
    held: Line | None = None
    for number, raw in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        line = raw.strip()
        if not line:
            continue
        if held is not None and raw[0] in " \t" and not line.startswith("bot"):
            held = Line(held.number, f"{held.text}\n{line}")
            continue
        if held is not None:
            yield held
        held = Line(number, line)
    if held is not None:
        yield held


def _take(talk: Talk, line: Line) -> None:
    text = line.text
    if text.startswith("#"):
        talk.title = talk.title or text.lstrip("# ")
        return
    if not talk.steps and _setting(talk, text):
        return
    talk.steps.append(_step(talk, line))


def _setting(talk: Talk, text: str) -> bool:
    """`shop: thai, messenger` and the other lines that come before anybody speaks."""
    name, _, value = (part.strip() for part in text.partition(":"))
    if name == "shop":
        language, channel = _several(value)
        talk.language, talk.channel = LANGUAGES[language], _channel(channel)
    elif name in ("staff", "customers", "strangers"):
        talk.players += [_player(each, name, talk) for each in _several(value)]
    elif name == "group":
        talk.group = _several(value)
    elif name == "product":
        talk.goods.append(_goods(_several(value)))
    elif name == "setting":
        switch, _, state = value.rpartition(" ")
        talk.settings[SWITCHES[switch]] = {"on": True, "off": False}[state]
    else:
        return False
    return True


def _several(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def _channel(word: str) -> Channel:
    channels: dict[str, Channel] = {"line": "line", "messenger": "messenger"}
    return channels[word.lower()]


def _player(text: str, kind: str, talk: Talk) -> Player:
    name, _, channel = text.partition(" on ")
    return Player(name, _channel(channel) if channel else talk.channel, kind == "staff", kind != "strangers")


def _goods(parts: list[str]) -> Goods:
    """`D04, กระโปรงยีนส์, Denim skirt, 450, stock 5, size M, also กระโปรง|ยีนส์`"""
    sku, name, name_en, price, *more = parts
    stock: int | None = None
    aliases: tuple[str, ...] = ()
    options: list[tuple[str, str]] = []
    for each in more:
        word, _, value = each.partition(" ")
        if word == "stock":
            stock = int(value)
        elif word == "also":
            aliases = tuple(value.split("|"))
        else:
            options.append((word, value))
    return Goods(sku, name, name_en, price, stock, aliases, tuple(options))


def _step(talk: Talk, line: Line) -> Step:
    at, text = line.number, line.text
    if match := re.fullmatch(r"later (\d+)\s*([mhd])", text):
        return Later(at, text, int(match[1]) * LASTS[match[2]])
    if match := re.fullmatch(r"order (\d+): (.+)", text):
        return OrderIs(at, text, match[1], tuple(_several(match[2])))
    if match := re.fullmatch(r"orders: (.+)", text):
        return OrdersAre(at, text, () if match[1] == "none" else tuple(_several(match[1])))
    if re.match(r"bot\b", text):
        return _heard(talk, line)
    return _act(talk, line)


def _heard(talk: Talk, line: Line) -> Step:
    """`bot > นก: words ... words [button] [button]`, `bot not > นก: words`, `bot: (silence)`"""
    match = re.fullmatch(r"bot( not)?(?: > ([^:]+))?:\s*(.+)", line.text, re.DOTALL)
    if match is None:
        raise ValueError("bot > somebody: words")
    who, said = (match[2] or "").strip(), match[3]
    if who and who != "group" and who not in _names(talk):
        raise ValueError(f"nobody is called {who}")
    if said == "(silence)":
        return Silence(line.number, line.text)
    if match[1]:
        return HearsNot(line.number, line.text, who, said)
    buttons = re.findall(r"\[([^\]]+)\]", said)
    words = re.sub(r"\[[^\]]+\]", "", said)
    parts = tuple(part for each in re.split(r"\.\.\.|…", words) if (part := plain(each)))
    return Hears(line.number, line.text, who, parts, tuple(buttons))


def _act(talk: Talk, line: Line) -> Step:
    at, text = line.number, line.text
    inbox = text.startswith("page inbox ")
    text = text.removeprefix("page inbox ")
    name = next((each for each in sorted(_names(talk), key=len, reverse=True) if text.startswith(each)), None)
    if name is None:
        raise ValueError("nobody of this talk speaks here")
    rest = text.removeprefix(name)
    in_group = rest.startswith(" in group")
    rest = rest.removeprefix(" in group")
    place: Literal["chat", "group"] = "group" if in_group else "chat"
    if match := re.fullmatch(r" taps (.+)", rest):
        return Taps(at, line.text, name, match[1], place)
    if match := re.fullmatch(r' takes back "(.+)"', rest):
        return TakesBack(at, line.text, name, match[1])
    said = re.fullmatch(r'(?: (quoting|edits) "(.+?)")?:\s*(.+)', rest, re.DOTALL)
    if said is None:
        raise ValueError("somebody: what they say")
    quoted, edited = (said[2] if said[1] == how else None for how in ("quoting", "edits"))
    return Says(at, line.text, name, said[3], "inbox" if inbox else place, quoted, edited)


def _names(talk: Talk) -> list[str]:
    return [player.name for player in talk.players]


def plain(words: str) -> str:
    """As it is read aloud: one line, single spaces."""
    return " ".join(words.split())
