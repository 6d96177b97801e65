"""What the counter's own commands mean, said as a `Meaning`: one row for each command."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from bot import commands as c
from bot.commands import Command, NotUnderstood
from bot.speech.meaning import NOTHING, Intent, Item, Meaning, Moment

Tells = Callable[[Any], dict[str, Any]]

#: Words somebody wrote for people: whatever they sound like, the command before them is meant.
WITH_TEXT = (c.Address, c.BillTo, c.Note, c.Cancel)


def _nothing(command: Any) -> dict[str, Any]:
    return {}


def _numbered(command: Any) -> dict[str, Any]:
    return {"orders": (command.number,) if command.number else ()}


def _added(command: c.Add) -> Item:
    return Item(command.item, command.quantity, unit_price=command.unit_price, bundle=command.bundle)


# Command, what it means, what it tells, whether it changes something.
_ROWS: tuple[tuple[type[Any], Intent, Tells, bool], ...] = (
    (c.New, "create_order", lambda said: {"customer": said.who}, True),
    (c.Want, "place_order", lambda said: {"items": tuple(map(_added, said.items))}, True),
    (c.Add, "add_item", lambda said: {"items": (_added(said),)}, True),
    (c.SetQuantity, "set_qty", lambda said: {"items": (Item(said.item, said.quantity),)}, True),
    (c.Remove, "remove_item", lambda said: {"items": (Item(said.item),)}, True),
    (c.SetPrice, "set_price", lambda said: {"items": (Item(said.item, unit_price=said.price),)}, True),
    (c.Swap, "change_variant", lambda said: {"items": (Item(said.to, said.quantity, was=said.was),)}, True),
    (c.Discount, "set_discount", lambda said: {"discount": said.amount, "percent": said.percent}, True),
    (c.RoundTo, "set_discount", lambda said: {"total": said.total}, True),
    (c.AllIn, "set_shipping", lambda said: {"total": said.total, "fee": 0}, True),
    (c.Ship, "set_shipping", lambda said: {"method": said.method or "", "fee": said.fee}, True),
    (c.Pay, "set_payment_method", lambda said: {"way": said.way}, True),
    (c.Address, "set_address", lambda said: {"address": said.text}, True),
    (c.BillTo, "set_receipt", lambda said: {"text": said.text}, True),
    (c.Note, "set_note", lambda said: {"text": said.text}, True),
    (c.Undo, "undo", _nothing, True),
    (c.Discard, "cancel_order", _nothing, True),
    (c.Cancel, "cancel_order", lambda said: {"orders": (said.number,), "text": said.reason}, True),
    (c.Edit, "edit_order", _numbered, True),
    (c.MakeDraft, "edit_order", _numbered, True),
    (c.Resend, "send_invoice", _numbered, True),
    (c.Send, "send_invoice", _nothing, True),
    (c.Link, "send_link", _nothing, True),
    (c.Show, "send_summary", _nothing, True),
    (c.Confirm, "confirm_order", _numbered, True),
    (c.Decline, "cancel_order", _numbered, True),
    (c.AskCancel, "cancel_order", _numbered, True),
    (c.Stop, "opt_out", _nothing, True),
    (c.Start, "opt_in", _nothing, True),
    (c.Orders, "list_orders", lambda said: {"text": said.status}, False),
    (c.ShowOrder, "show_order", _numbered, False),
    (c.Cart, "ask_total", _nothing, False),
    (c.Status, "ask_status", _nothing, False),
    (c.HowToPay, "ask_payment_info", _nothing, False),
    (c.Human, "talk_to_human", _nothing, False),
)
_MEANS = {command: (intent, tells, changes) for command, intent, tells, changes in _ROWS}


def changes_something(commands: Iterable[Command | NotUnderstood]) -> bool:
    return any(_MEANS[type(said)][2] for said in commands if type(said) in _MEANS)


#: These only change an order that is open here, or was opened in the same breath.
_IN_DRAFT = (
    c.Add,
    c.SetQuantity,
    c.Remove,
    c.SetPrice,
    c.Swap,
    c.Discount,
    c.RoundTo,
    c.AllIn,
    c.Ship,
    c.Pay,
    c.Address,
    c.BillTo,
    c.Note,
    c.Undo,
    c.Discard,
    c.Send,
    c.Link,
    c.Show,
)


def meaning_of(commands: list[Command | NotUnderstood], moment: Moment) -> Meaning:
    """All commands of a message as one meaning: the first says what is wanted, the others add what they know.

    Goods without a command word are a new order while none is open, and then nothing happens by them alone.
    """
    known = [(said, *_MEANS[type(said)]) for said in commands if type(said) in _MEANS]
    if not known:
        return NOTHING
    facts: dict[str, Any] = {}
    items: tuple[Item, ...] = ()
    for said, _, tells, _ in known:
        told = tells(said)
        items += told.pop("items", ())
        facts = {name: value for name, value in told.items() if value not in (None, "")} | facts
    intent = known[0][1]
    if intent == "add_item" and not moment.open_order:
        intent = "create_order"
    is_whole = not any(isinstance(said, NotUnderstood) for said in commands)
    is_open = moment.open_order or any(isinstance(said, c.New | c.Edit) for said in commands)
    acts = is_whole and any(
        _MEANS[type(said)][2] and (is_open or not isinstance(said, _IN_DRAFT)) for said, *_ in known
    )
    return replace(Meaning(intent, items, **facts), acts=acts)
