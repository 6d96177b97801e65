"""Deeds done to orders that exist, said in natural words: `#1024 has paid 590`. The order is the one that is named by
its number or by a quoted card; where only the customer is known, the orders it may be are offered."""

from collections.abc import Callable

from bot import commands as c
from bot.cards import Button, Outgoing, Text
from bot.conversation import Turn, bills_of
from bot.grammar import read
from bot.grammar.numbers import say_amount
from bot.grammar.slip_words import names_a_slip
from bot.speech.meaning import Intent, Meaning
from bot.speech.normal import lower, plain
from bot.speech.staff_deeds import SLIP_NOT_OK, SLIP_OK
from orders.order import Order
from orders.people import customers_called
from orders.stages import Refusal

MOST_OFFERED = 5

Heard = list[c.Command | c.NotUnderstood]
#: From an order's number and what was meant to a command's text.
Form = Callable[[str, Meaning], str]


def _joined(*parts: object) -> str:
    return " ".join(str(part) for part in parts if part not in ("", None))


def _amount(meaning: Meaning) -> str:
    return "" if meaning.amount is None else say_amount(meaning.amount)


def _shipped(number: str, meaning: Meaning) -> str:
    if not meaning.tracking:
        part = (f"{item.query} {item.quantity or 1}" for item in meaning.items)
        return _joined("shipped", number, *part)
    return _joined("track", number, meaning.tracking, meaning.carrier)


#: Each deed as its canonical command, which knows better than anybody what it needs and what it refuses.
DEEDS: dict[Intent, Form] = {
    "confirm_payment": lambda number, meaning: _joined("paid", number, _amount(meaning)),
    "reject_payment": lambda number, meaning: _joined("reject", number, meaning.text),
    "refund": lambda number, meaning: _joined("refund", number, _amount(meaning)),
    "mark_shipped": _shipped,
    "set_tracking_status": lambda number, meaning: _joined("parcel", meaning.tracking or number, meaning.text),
    "extend_deadline": lambda number, meaning: _joined("extend", number, meaning.until),
    "create_document": lambda number, meaning: _joined("document", number),
    "cancel_order": lambda number, meaning: _joined("cancel", number, meaning.text),
}
#: What changes nothing is answered even where it is only asked for.
ASKED_OF_AN_ORDER: frozenset[Intent] = frozenset({"create_document"})
#: The same, where a slip is named that waits to be judged: recorded beside it, its money would count twice.
OF_SLIPS: dict[Intent, Form] = {
    "confirm_payment": lambda number, meaning: _joined("approve", number, _amount(meaning)),
    "reject_payment": lambda number, meaning: _joined("reject", number, meaning.text),
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
    if alone := _of_the_only_slip(turn):
        return [alone]
    if numbers := meaning.orders or _pointed(turn):
        said = [(await _of_slip(turn, number, meaning) or form)(number, meaning) for number in numbers]
        return [heard for text in said for heard in said_as_command(text)]
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


def _of_the_only_slip(turn: Turn) -> c.Command | None:
    """A slip called right or wrong, and nothing else said; which one is looked for where it is judged."""
    line = lower(plain(turn.incoming.text))
    return c.Approve("") if SLIP_OK.search(line) else c.Reject("") if SLIP_NOT_OK.search(line) else None


async def _of_slip(turn: Turn, number: str, meaning: Meaning) -> Form | None:
    form = OF_SLIPS.get(meaning.intent)
    if form is None or not number.isdecimal() or not names_a_slip(turn.incoming.text):
        return None
    waits = Order.filter(shop_id=turn.shop.id, number=int(number[:9]), edits_id=None, slips_waiting__gt=0)
    return form if await waits.exists() else None


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
