"""A talk played on the real product: everybody says their lines, and what the shop says is held against the text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from orders.catalogue import Product, goods_changed, key
from orders.order import Order
from orders.queues import Outbound
from orders.shops import Shop
from tests import talk_script as script
from tests.bot.talking import nothing_failed
from tests.talk_script import Step, Talk, plain
from tests.world import World, open_world

GROUP = "group"
#: Lines in which something happens; the others hold it against the text.
ACTS = (script.Says, script.Taps, script.TakesBack, script.Later)
#: Facts of an order that are looked up by their name; any other first word is a SKU.
NAMED = {"stage": "stage", "payment": "payment_status", "shipping": "shipping_method", "pay": "payment_method"}
MONEY = {"total": "total", "subtotal": "subtotal", "discount": "discount", "fee": "shipping_fee", "paid": "paid"}


class WentWrong(AssertionError):
    """The talk did not go as written; tells it as it went."""


@dataclass(slots=True)
class Stage:
    """The world of one talk, and how far everybody has read. `told` is the talk as it really went."""

    world: World
    talk: Talk
    people: dict[str, Any] = field(default_factory=dict)
    group: Any = None
    read: dict[str, int] = field(default_factory=dict)
    fresh: dict[str, list[Any]] = field(default_factory=dict)
    checked: set[str] = field(default_factory=set)
    sent: int = 0
    spoke_in: str = ""
    told: list[str] = field(default_factory=list)

    def chats(self) -> Iterator[tuple[str, Any]]:
        yield from self.people.items()
        if self.group is not None:
            yield GROUP, self.group


async def play(talk: Talk, folder: Path) -> None:
    """Play a talk in a world of its own. Raises WentWrong."""
    async with open_world(folder, language=talk.language) as world:
        stage = await _set(talk, world)
        for step in talk.steps:
            if isinstance(step, ACTS) and stage.checked:
                _all_was_checked(stage, step)
            stage.told.append(f"  {step.text}")
            try:
                await _play(stage, step)
            except AssertionError as wrong:
                raise _wrong(stage, step, str(wrong)) from None
        _all_was_checked(stage, talk.steps[-1], ends=True)
        await world.settled()
        await nothing_failed()


async def _set(talk: Talk, world: World) -> Stage:
    """Goods on the shelf, settings set, everybody in their chat."""
    shop = await world.shop()
    await world.database.transaction(_stocked, shop, talk)
    stage = Stage(world, talk)
    for player in talk.players:
        if player.is_staff:
            stage.people[player.name] = await world.merchant(player.name, player.channel)
        elif player.is_known:
            stage.people[player.name] = await world.customer(player.name, player.channel)
        else:
            stage.people[player.name] = world.side(player.channel).person(player.name)
    if talk.group:
        stage.group = world.line.group([stage.people[name] for name in talk.group])
    await world.settled()
    for name, place in stage.chats():
        stage.read[name] = len(place.chat)
    stage.sent = await _sent()
    return stage


async def _stocked(shop: Shop, talk: Talk) -> None:
    for one in talk.goods:
        await Product.create(
            shop_id=shop.id, sku=one.sku, sku_key=key(one.sku), name=one.name, name_en=one.name_en,
            price=int(Decimal(one.price) * 100), on_hand=one.stock, aliases=list(one.aliases),
            options=dict(one.options),
        )  # fmt: skip
    await goods_changed(shop)
    selling = {**shop.stored_terms.get("selling", {}), **talk.settings}
    await Shop.filter(id=shop.id).update(stored_terms={**shop.stored_terms, "selling": selling})


async def _play(stage: Stage, step: Step) -> None:
    match step:
        case script.Says() | script.Taps() | script.TakesBack() | script.Later():
            await _act(stage, step)
            await stage.world.settled()
            _listen(stage)
        case script.Silence():
            heard = [name for name, messages in stage.fresh.items() if messages]
            is_silent = not heard and await _sent() == stage.sent
            _expect(is_silent, f"the bot was not silent: it spoke to {heard or 'others'}")
            stage.checked.add("(silence)")
        case script.Hears():
            _heard(stage, step)
        case script.HearsNot():
            said = plain(" ".join(message.words for message in stage.fresh.get(step.who or stage.spoke_in, [])))
            _expect(step.words not in said, f"{step.words!r} should not be said")
        case script.OrderIs():
            order = await stage.world.order(step.order)
            for fact in step.facts:
                _is_so(order, fact)
        case script.OrdersAre():
            numbers = await Order.exclude(number=None).order_by("number").values_list("number", flat=True)
            _expect([str(number) for number in numbers] == list(step.orders), f"the orders are {list(numbers)}")


async def _act(stage: Stage, step: Step) -> None:
    """Somebody does something. What was said before that was checked is old news from here on."""
    if stage.checked:
        stage.fresh, stage.checked, stage.sent = {}, set(), await _sent()
    if isinstance(step, script.Later):
        return stage.world.later(step.seconds)
    assert isinstance(step, script.Says | script.Taps | script.TakesBack)
    person = stage.people[step.who]
    in_group = not isinstance(step, script.TakesBack) and step.place == "group"
    stage.spoke_in = GROUP if in_group else step.who
    where = [stage.group] if in_group else []
    if isinstance(step, script.Taps):
        await person.taps(step.label, *where)
    elif isinstance(step, script.TakesBack):
        await person.unsends(_shown(person, step.words))
    elif step.place == "inbox":
        await person.inbox_says(step.words)
    elif step.edited is not None:
        await person.edits(_shown(stage.group if in_group else person, step.edited), step.words, *where)
    else:
        await person.says(*_addressed(stage, step), *where, **_manner(stage, step))


def _addressed(stage: Stage, step: script.Says) -> tuple[str]:
    words = step.words
    return (words.removeprefix("@bot").lstrip(),) if step.place == "group" else (words,)


def _manner(stage: Stage, step: script.Says) -> dict[str, Any]:
    """What goes with the words: the quoted message, the mentioned people."""
    manner: dict[str, Any] = {}
    if step.quoted is not None:
        place = stage.group if step.place == "group" else stage.people[step.who]
        manner["quotes"] = _shown(place, step.quoted)
    if step.place == "group":
        manner["mention_bot"] = step.words.startswith("@bot")
        manner["mentions"] = [person for name, person in stage.people.items() if f"@{name}" in step.words]
    return manner


def _shown(place: Any, words: str) -> Any:
    """The newest message of a chat that holds these words."""
    found = next((message for message in reversed(place.chat) if words in plain(message.words)), None)
    _expect(found is not None, f"no message says {words!r}")
    return found


def _listen(stage: Stage) -> None:
    """Take in what the shop has said since, and write it down."""
    for name, place in stage.chats():
        messages = place.chat
        said = [each for each in messages[stage.read[name] :] if each.who == "shop" and each.via != "inbox"]
        stage.read[name] = len(messages)
        stage.fresh.setdefault(name, []).extend(said)
        for each in said:
            buttons = "".join(f" [{label}]" for label in each.buttons)
            stage.told.append(f"      bot > {name}: {plain(each.words)}{buttons}")


def _heard(stage: Stage, step: script.Hears) -> None:
    who = step.who or stage.spoke_in
    stage.checked.add(who)
    messages = stage.fresh.get(who, [])
    rest = plain(" ".join(message.words for message in messages))
    for part in step.parts:
        _expect(part in rest, f"{who} did not hear {part!r}" + (" (in this order)" if part in _all(messages) else ""))
        rest = rest[rest.index(part) + len(part) :]
    offered = [label for message in messages for label in message.buttons]
    for label in step.buttons:
        _expect(label in offered, f"{who} was not offered [{label}]")


def _all(messages: list[Any]) -> str:
    return plain(" ".join(message.words for message in messages))


def _all_was_checked(stage: Stage, step: Step, *, ends: bool = False) -> None:
    """A talk leaves nobody out: whoever heard something since is named."""
    others = [name for name, messages in stage.fresh.items() if messages and name not in stage.checked]
    if others:
        where = "at the end" if ends else "before this line"
        raise _wrong(stage, step, f"{where} the bot also spoke to {', '.join(others)}, and no line says so")


def _is_so(order: dict[str, Any], fact: str) -> None:
    """`total 448.00`, `stage new`, `A01 2`, `B02 none`, `address 10540`, `customer นก`, `revision 2`."""
    word, _, value = fact.partition(" ")
    if word in MONEY:
        is_now = f"{Decimal(order[MONEY[word]]) / 100:.2f}"
    elif word in NAMED or word == "revision":
        is_now = str(order[NAMED.get(word, word)])
    elif word == "customer":
        is_now = str(order["customer"]["name"])
    elif word == "address":
        address = " ".join(str(part) for part in (order["shipping_address"] or {}).values() if part)
        is_now = value if value in address else address
    else:
        is_now = str(sum(line["quantity"] for line in order["lines"] if word in (line["sku"], line["name"])) or "none")
    _expect(is_now == value, f"of order {order['number']} {word} is {is_now}")


async def _sent() -> int:
    """How much was ever put up to be sent to people."""
    return await Outbound.exclude(kind="profile").count()


def _expect(holds: object, why: str) -> None:
    if not holds:
        raise WentWrong(why)


def _wrong(stage: Stage, step: Step, why: str) -> WentWrong:
    told = "\n".join(stage.told)
    return WentWrong(f"{stage.talk.title}\n\n{told}\n\n>>> line {step.number}: {step.text}\n>>> {why}")
