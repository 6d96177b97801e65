"""What staff ask of the shop, and tell of it, in their own words: its orders, its sales, its stock, its goods."""

import re

from bot import commands as c
from bot.cards import Outgoing
from bot.conversation import Turn
from bot.grammar import STATUS_WORDS
from bot.grammar.numbers import say_amount
from bot.speech.meaning import Intent, Meaning
from bot.staff.deeds import said_as_command
from bot.words import quote
from orders.catalogue import Found, catalogue_of, key
from orders.order import Order
from orders.people import customers_called
from orders.stages import Refusal

#: What natural words come to: commands to do, something to say, a refusal; None is silence.
Answer = list[c.Command | c.NotUnderstood] | Outgoing | Refusal | None

#: Asked, not done: answered at any time.
QUERIES: frozenset[Intent] = frozenset({"list_orders", "show_order", "report_sales", "check_stock"})
#: What needs neither draft nor order: the shop's own goods and settings.
OF_THE_SHOP: frozenset[Intent] = frozenset({"add_stock", "set_stock", "create_product"})

_NOT = re.compile(r"n't| not | yet ")


async def asked(turn: Turn, meaning: Meaning) -> Answer:
    match meaning.intent:
        case "list_orders":
            return [c.Orders(_status_in(meaning.text or turn.incoming.text))]
        case "show_order":
            return await _which_shown(turn, meaning)
        case "report_sales":
            return said_as_command("summary")
        case _:
            return await _stock(turn, meaning, "stock {sku}")


def _status_in(text: str) -> str:
    """The status a question about orders names; "" asks for all of them. Who has not paid is not among the paid."""
    plain = f" {key(text)} "
    named = [word for word in STATUS_WORDS if (f" {word} " if word.isascii() else word) in plain]
    status = STATUS_WORDS[max(named, key=len)] if named else ""
    return "unpaid" if status == "paid" and _NOT.search(plain) else status


async def _which_shown(turn: Turn, meaning: Meaning) -> Answer:
    if meaning.orders:
        return [c.ShowOrder(number) for number in meaning.orders]
    order = turn.pointed.order
    if order is not None and order.number is not None:
        return [c.ShowOrder(str(order.number))]
    if meaning.customer:
        return await _newest_of(turn, meaning.customer)
    return [c.Show()] if turn.draft is not None else None


async def _newest_of(turn: Turn, name: str) -> Answer:
    contacts = await customers_called(turn.shop, name)
    theirs = Order.filter(shop_id=turn.shop.id, number__isnull=False, edits_id=None).exclude(stage="draft")
    ids = [contact.customer_id or 0 for contact in contacts]
    order = await theirs.filter(customer_id__in=ids or [0]).order_by("-number").first()
    return [c.ShowOrder(str(order.number))] if order is not None else None


async def of_the_shop(turn: Turn, meaning: Meaning) -> Answer:
    match meaning.intent:
        case "create_product":
            return _created(meaning)
        case "add_stock":
            return await _stock(turn, meaning, f"stock {{sku}} +{meaning.stock}")
        case _:
            return await _stock(turn, meaning, f"stock {{sku}} = {meaning.stock}")


def _created(meaning: Meaning) -> Answer:
    """A product needs its code and its name; its price may follow."""
    if not meaning.items or not meaning.text:
        return None
    price = meaning.items[0].unit_price
    said = [meaning.text, quote(meaning.items[0].query), *([] if price is None else [say_amount(price)])]
    return said_as_command(f"product {' '.join(said)}")


async def _stock(turn: Turn, meaning: Meaning, form: str) -> Answer:
    """Stock is asked of, and told for, goods that are certain."""
    catalogue = await catalogue_of(turn.shop)
    commands: list[c.Command | c.NotUnderstood] = []
    for item in meaning.items:
        found = catalogue.find(item.query) if item.query else None
        sku = found.product.sku if isinstance(found, Found) else turn.pointed.sku
        if not sku:
            return Refusal("no_such_goods", {"item": item.query}) if item.query else None
        commands += said_as_command(form.format(sku=sku))
    return commands or None
