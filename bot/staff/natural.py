"""What staff say in their own words, as the commands it comes to.

A `Meaning` says what was meant; here it becomes commands of the counter, or something to say instead. Nothing is done
outside an open draft but what names its order or its customer, and nothing at all on words that do not act.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot import commands as c
from bot.cards import Button, Outgoing, Text
from bot.cards.scenes import name_of
from bot.conversation import Turn, customer_name
from bot.speech.hearing import talk_in
from bot.speech.meaning import Intent, Item, Meaning
from bot.staff.deeds import ASKED_OF_AN_ORDER, DEEDS, about_an_order
from bot.staff.enquiries import OF_THE_SHOP, QUERIES, Answer, asked, of_the_shop
from bot.staff.goods import named_on_draft
from bot.staff.group import customer_in_group
from bot.words import fold
from orders.basket import Basket, Line
from orders.catalogue import Found, catalogue_of
from orders.numbers import number_of
from orders.order import Order
from orders.people import customers_called, name_key
from orders.shops import ShippingMethod
from orders.stages import Refusal

Reader = Callable[[Turn, Meaning], Awaitable[Answer]]

#: Understood, and nothing the bot can do: it says what can be said instead.
INSTEAD: frozenset[Intent] = frozenset(
    {"merge_orders", "split_order", "request_payment", "set_credit", "set_shipping_rate", "create_quotation"}
)
PICKUP = "pickup"


@dataclass(frozen=True, slots=True)
class _Unclear(Exception):
    """Goods of which it is not clear which are meant; carries the refusal out of the reading of one item."""

    refusal: Refusal


async def read_meaning(turn: Turn, meaning: Meaning) -> Answer:
    """What becomes of a line in natural words."""
    intent = meaning.intent
    if intent in QUERIES:
        return await asked(turn, meaning)
    if intent in ASKED_OF_AN_ORDER:
        return await about_an_order(turn, meaning)
    if not (meaning.acts or _answers_a_product(turn, meaning)):
        return None
    if intent in INSTEAD:
        return Outgoing((Text(turn.words.say(f"chat.instead.{intent}")),))
    if intent in DEEDS:
        return await about_an_order(turn, meaning)
    if intent == "edit_order":
        return await _edited(turn, meaning)
    if intent in OF_THE_SHOP:
        return await of_the_shop(turn, meaning)
    if intent == "create_order":
        return await _create(turn, meaning)
    if intent in ON_DRAFT and (other := await _another_order(turn, meaning)):
        return Refusal("another_order", {"number": other, "say": [turn.write(c.Edit(other))]})
    if not await is_building(turn):
        return await _offer(turn, meaning)
    try:
        reader = ON_DRAFT.get(intent)
        return await reader(turn, meaning) if reader else None
    except _Unclear as unclear:
        return unclear.refusal


def _answers_a_product(turn: Turn, meaning: Meaning) -> bool:
    """How many, said in answer to a product: the quote says of what, so that little is left to doubt."""
    counted = meaning.items and all(not item.query and item.quantity is not None for item in meaning.items)
    is_sure = turn.pointed.product is not None and not talk_in(turn.incoming.text)
    return bool(counted) and is_sure and meaning.intent in ("add_item", "place_order")


async def _another_order(turn: Turn, meaning: Meaning) -> str:
    """The number of an order that is named and is not the one open here: nothing is done to the wrong one."""
    named = next((number for said in meaning.orders if (number := number_of(said)) is not None), None)
    if named is None or not await Order.exists(shop_id=turn.shop.id, number=named, edits_id=None):
        return ""
    draft = turn.draft
    edited = await Order.get_or_none(id=draft.edits_id or 0) if draft is not None else None
    here = edited or draft
    return "" if here is not None and here.number == named else str(named)


async def is_building(turn: Turn) -> bool:
    """Whether it is clear whose order is being built here."""
    return turn.draft is not None or turn.is_thread or await customer_in_group(turn) is not None


# A new order


async def _create(turn: Turn, meaning: Meaning) -> Answer:
    """For the customer who is named; without a name the counter asks for whom. Goods for the customer whose draft is
    open are goods for that draft."""
    has_one = turn.draft is not None and not turn.draft.basket.lines and not meaning.customer
    if has_one or await _is_theirs(turn, meaning.customer):
        return await _added(turn, meaning) or [c.Show()]
    try:
        return [c.New(meaning.customer), *await _goods(turn, meaning), *_settings(turn, meaning)]
    except _Unclear as unclear:
        return unclear.refusal


async def _is_theirs(turn: Turn, name: str) -> bool:
    """Whether the open draft is the one of the customer called so."""
    if turn.draft is None or not name:
        return False
    words = f" {name_key(await customer_name(turn.draft))}"
    return f" {name_key(name)}" in words


async def _offer(turn: Turn, meaning: Meaning) -> Answer:
    """Goods for somebody the shop knows, with no draft open: the command is offered, not done."""
    if meaning.intent not in ("add_item", "place_order") or not meaning.customer or not meaning.items:
        return None
    catalogue = await catalogue_of(turn.shop)
    are_goods = all(isinstance(catalogue.find(item.query), Found) for item in meaning.items)
    if not are_goods or not await customers_called(turn.shop, meaning.customer):
        return None
    commands: list[c.Command] = [c.New(meaning.customer), *(_add(item, item.query) for item in meaning.items)]
    text = turn.words.say("chat.ask.start_for", customer=meaning.customer)
    button = Button(turn.write(commands[0]), say="\n".join(map(turn.write, commands)))
    return Outgoing((Text(text),), (button,))


async def _edited(turn: Turn, meaning: Meaning) -> Answer:
    """By its number, the quoted card, or the name of the customer whose draft waits."""
    order = turn.pointed.order
    pointed = str(order.number) if order is not None and order.number is not None else ""
    name = meaning.orders[0] if meaning.orders else pointed or meaning.customer
    return [c.Edit(name)] if name else None


# On the draft


async def _added(turn: Turn, meaning: Meaning) -> Answer:
    return [*await _goods(turn, meaning), *_settings(turn, meaning)]


async def _goods(turn: Turn, meaning: Meaning) -> list[c.Command | c.NotUnderstood]:
    commands: list[c.Command | c.NotUnderstood] = []
    for item in meaning.items:
        if item.was:
            commands += await _swapped(turn, item)
        else:
            commands += [_add(item, name) for name in await _meant(turn, item)]
    return commands


def _add(item: Item, name: str) -> c.Add:
    return c.Add(name, item.quantity or 1, item.unit_price, item.bundle)


async def _meant(turn: Turn, item: Item) -> list[str]:
    """The goods an item names: itself, what a quoted message is about, each of several, or the only goods at hand."""
    if item.query not in ("", "*"):
        return [item.query]
    pointed = turn.pointed
    if item.query == "*":
        goods = pointed.products
        if pointed.product is not None:
            goods = tuple((await catalogue_of(turn.shop)).variants_of(pointed.product))
        if goods:
            return [product.sku for product in goods]
    elif pointed.product is not None:
        return [pointed.sku]
    _, lines = await _on_draft(turn, "", c.Remove)
    return [lines[0].sku or lines[0].name]


async def _on_draft(turn: Turn, item: str, again: Callable[[str], c.Command]) -> tuple[Basket, list[Line]]:
    found = await named_on_draft(turn, item, again)
    if isinstance(found, Refusal):
        raise _Unclear(found)
    return found


async def _line(turn: Turn, item: Item, again: Callable[[str], c.Command]) -> Line:
    """The one line an item names; goods at two prices are two lines, and nobody can tell which is meant."""
    query = item.query or turn.pointed.sku
    _, lines = await _on_draft(turn, query, again)
    if len(lines) > 1:
        name = lines[0].sku or lines[0].name
        raise _Unclear(Refusal("several_lines", {"item": name, "say": [turn.write(c.Remove(name))]}))
    return lines[0]


async def _removed(turn: Turn, meaning: Meaning) -> Answer:
    """All of it, or as many as were said."""
    commands: list[c.Command | c.NotUnderstood] = []
    for item in meaning.items or (Item(""),):
        if item.quantity is None:
            _, lines = await _on_draft(turn, item.query or turn.pointed.sku, c.Remove)
            commands.append(c.Remove(lines[0].sku or lines[0].name))
        else:
            commands.append(_fewer(turn, await _line(turn, item, c.Remove), item.quantity))
    return commands


def _fewer(turn: Turn, line: Line, quantity: int) -> c.Command:
    name = line.sku or line.name
    if quantity > line.quantity:
        raise _Unclear(Refusal("fewer_on_order", {"item": name_of(line, turn.words), "quantity": line.quantity}))
    return c.Remove(name) if quantity == line.quantity else c.SetQuantity(name, line.quantity - quantity)


async def _counted(turn: Turn, meaning: Meaning) -> Answer:
    commands: list[c.Command | c.NotUnderstood] = []
    for item in meaning.items:
        if item.quantity is None:
            continue
        wanted = item.quantity

        def again(name: str, wanted: int = wanted) -> c.Command:
            return c.SetQuantity(name, wanted)

        line = await _line(turn, item, again)
        name = line.sku or line.name
        commands.append(c.SetQuantity(name, wanted) if wanted else c.Remove(name))
    return commands or None


async def _priced(turn: Turn, meaning: Meaning) -> Answer:
    commands: list[c.Command | c.NotUnderstood] = []
    for item in meaning.items or (Item("", unit_price=meaning.amount),):
        price = item.unit_price if item.unit_price is not None else meaning.amount
        if price is None:
            continue
        said = price

        def again(name: str, said: int = said) -> c.Command:
            return c.SetPrice(name, said)

        _, lines = await _on_draft(turn, item.query or turn.pointed.sku, again)
        commands.append(c.SetPrice(lines[0].sku or lines[0].name, price))
    return commands or None


async def _changed(turn: Turn, meaning: Meaning) -> Answer:
    commands: list[c.Command | c.NotUnderstood] = []
    for item in meaning.items:
        commands += await _swapped(turn, item)
    return commands or None


async def _swapped(turn: Turn, item: Item) -> list[c.Command | c.NotUnderstood]:
    """The whole line, or some of it: those go off, and as many of the others come on."""
    line = await _line(turn, Item(item.was), lambda name: c.Swap(name, item.query))
    name = line.sku or line.name
    if item.quantity is None or item.quantity == line.quantity:
        return [c.Swap(name, item.query)]
    catalogue = await catalogue_of(turn.shop)
    mine = next((product for product in catalogue.products if product.sku == line.sku), None)
    found = catalogue.find(item.query, among=catalogue.variants_of(mine)) if mine is not None else None
    if not isinstance(found, Found):
        raise _Unclear(Refusal("no_such_variant", {"item": line.name, "variant": item.query}))
    return [_fewer(turn, line, item.quantity), c.Add(found.product.sku, item.quantity)]


def _settings(turn: Turn, meaning: Meaning) -> list[c.Command | c.NotUnderstood]:
    """Everything else a line says about the order."""
    commands: list[c.Command | c.NotUnderstood] = []
    is_all_in = meaning.total is not None and meaning.fee == 0
    if meaning.method or (meaning.fee is not None and not is_all_in):
        commands.append(_ship(turn, replace(meaning, fee=None) if is_all_in else meaning))
    if meaning.discount is not None or meaning.percent is not None:
        commands.append(c.Discount(meaning.discount, meaning.percent))
    if meaning.way is not None:
        commands.append(c.Pay(meaning.way))
    if meaning.address:
        commands.append(c.Address(meaning.address))
    if meaning.total is not None and is_all_in:
        commands.append(c.AllIn(meaning.total))
    elif meaning.total is not None and meaning.intent == "set_discount":
        commands.append(c.RoundTo(meaning.total))
    elif meaning.total is not None:
        turn.expects = meaning.total
    return commands


def _ship(turn: Turn, meaning: Meaning) -> c.Ship:
    """A method by any of its names, its carrier's, or that it is fetched; nothing to pay for that is no fee to fix."""
    method = _method(turn, meaning.method)
    if method is None:
        return c.Ship(meaning.method or None, meaning.fee)
    return c.Ship(method.code, None if method.pickup and meaning.fee == 0 else meaning.fee)


def _method(turn: Turn, said: str) -> ShippingMethod | None:
    wanted, terms = fold(said), turn.shop.terms
    if not wanted:
        return None
    if method := terms.method(said):
        return method
    if wanted == PICKUP:
        fitting = [method for method in terms.shipping if method.pickup]
    else:
        fitting = [each for each in terms.shipping if wanted in f"{each.name} {each.name_en} {each.carrier}".casefold()]
    return fitting[0] if len(fitting) == 1 else None


async def _set(turn: Turn, meaning: Meaning) -> Answer:
    return _settings(turn, meaning) or None


async def _noted(turn: Turn, meaning: Meaning) -> Answer:
    return [c.Note(meaning.text)] if meaning.text else None


async def _billed(turn: Turn, meaning: Meaning) -> Answer:
    return [c.BillTo(meaning.text)] if meaning.text else None


async def _shown(turn: Turn, meaning: Meaning) -> Answer:
    return [c.Show()]


async def _sent(turn: Turn, meaning: Meaning) -> Answer:
    return [c.Send()]


async def _linked(turn: Turn, meaning: Meaning) -> Answer:
    return [c.Link()]


async def _undone(turn: Turn, meaning: Meaning) -> Answer:
    return [c.Undo()]


ON_DRAFT: dict[Intent, Reader] = {
    "add_item": _added, "place_order": _added, "remove_item": _removed, "set_qty": _counted, "set_price": _priced,
    "change_variant": _changed, "set_discount": _set, "set_shipping": _set, "set_payment_method": _set,
    "set_address": _set, "set_receipt": _billed,
    "set_note": _noted, "send_summary": _shown, "send_invoice": _sent, "send_link": _linked,
    "undo": _undone,
}  # fmt: skip
