"""Deeds done to orders that exist, said in natural words: `#1024 has paid 590`. The order is the one that is named by
its number or by a quoted card; where only the customer is known, the orders it may be are offered."""

from collections.abc import Callable

from bot import commands as c
from bot.cards import Button, Outgoing, Text
from bot.conversation import Turn, bills_of
from bot.grammar import read
from bot.grammar.numbers import say_amount
from bot.speech.meaning import Intent, Meaning
from orders.order import Order
from orders.people import customers_called
from orders.stages import Refusal

MOST_OFFERED = 5

Heard = list[c.Command | c.NotUnderstood]


def _joined(*parts: object) -> str:
    return " ".join(str(part) for part in parts if part not in ("", None))


def _amount(meaning: Meaning) -> str:
    return "" if meaning.amount is None else say_amount(meaning.amount)


def _shipped(number: str, meaning: Meaning) -> str:
    if not meaning.tracking:
        return f"shipped {number}"
    return _joined("track", number, meaning.tracking, meaning.carrier)


#: Each deed as its canonical command, which knows better than anybody what it needs and what it refuses.
DEEDS: dict[Intent, Callable[[str, Meaning], str]] = {
    "confirm_payment": lambda number, meaning: _joined("paid", number, _amount(meaning)),
    "reject_payment": lambda number, meaning: _joined("reject", number, meaning.text),
    "refund": lambda number, meaning: _joined("refund", number, _amount(meaning)),
    "mark_shipped": _shipped,
    "set_tracking_status": lambda number, meaning: _joined("parcel", meaning.tracking or number, meaning.text),
    "extend_deadline": lambda number, meaning: _joined("extend", number, meaning.until),
    "create_document": lambda number, meaning: _joined("document", number),
    "cancel_order": lambda number, meaning: _joined("cancel", number, meaning.text),
}
#: Stages in which an order may be the one that is meant.
OPEN = ("new", "confirmed")


def said_as_command(text: str) -> Heard:
    """The canonical command, or its refusal; [] when these words make none."""
    heard = read(text, speaker="staff", prefixed=True)
    return [] if isinstance(heard, c.Chatter) else list(heard)


async def about_an_order(turn: Turn, meaning: Meaning) -> Heard | Outgoing | Refusal | None:
    """The deed on the orders that are named; one that names none is offered for those it may be."""
    form = DEEDS[meaning.intent]
    if numbers := meaning.orders or _pointed(turn):
        return [heard for number in numbers for heard in said_as_command(form(number, meaning))]
    if meaning.intent == "cancel_order" and turn.draft is not None:
        button = Button(turn.words.say("chat.button.discard"), say=turn.write(c.Discard()))
        return Outgoing((Text(turn.words.say("chat.ask.discard")),), (button,))
    orders = await _may_be(turn, meaning)
    if orders is None:
        return None
    if not orders:
        return Refusal("no_order_yet")
    choices = tuple(
        Button(
            f"#{bill.order.number} {turn.words.money(bill.order.total)}",
            say=_as_typed(turn, form(str(bill.order.number), meaning)),
        )
        for bill in await bills_of(Order.filter(id__in=orders).order_by("-number"), turn.shop)
    )
    return Outgoing((Text(turn.words.say("chat.ask.which_order")),), choices)


def _as_typed(turn: Turn, text: str) -> str:
    """The same in the words of whoever reads the button."""
    commands = said_as_command(text)
    whole = [turn.write(command) for command in commands if not isinstance(command, c.NotUnderstood)]
    return "\n".join(whole) if whole and len(whole) == len(commands) else text


def _pointed(turn: Turn) -> tuple[str, ...]:
    order = turn.pointed.order
    if order is None and turn.draft is not None and turn.draft.number is not None:
        order = turn.draft
    return (str(order.number),) if order is not None and order.number is not None else ()


async def _may_be(turn: Turn, meaning: Meaning) -> list[int] | None:
    """Open orders of the customer who is named, else of the one whose draft is open; None when neither is known."""
    if meaning.customer:
        contacts = await customers_called(turn.shop, meaning.customer)
        customers = [contact.customer_id for contact in contacts if contact.customer_id is not None]
    elif turn.draft is not None:
        if turn.draft.edits_id is not None:
            return [turn.draft.edits_id]
        customers = [turn.draft.customer_id] if turn.draft.customer_id is not None else []
    else:
        return None
    theirs = Order.filter(shop_id=turn.shop.id, stage__in=OPEN, edits_id=None, customer_id__in=customers or [0])
    return [order.id for order in await theirs.order_by("-number").limit(MOST_OFFERED)]
