"""Slips at the counter: what waits for an order, and the two words that judge it."""

from dataclasses import replace
from typing import Any

from bot import commands as c
from bot.cards import Outgoing, say
from bot.cards.slip_cards import slip_card
from bot.conversation import Turn, bill_of
from bot.replies import Result
from orders import judging
from orders.order import Order
from orders.paying import Recorded
from orders.selling import find_order
from orders.slips import Slip
from orders.stages import Refusal


async def approve(turn: Turn, command: c.Approve) -> Result:
    order = await _order(turn, command)
    if isinstance(order, Refusal):
        return order
    command = replace(command, number=str(order.number))
    done = await judging.approve(
        order,
        turn.shop,
        by=turn.by,
        now=turn.now,
        number=command.slip,
        amount=command.amount,
        anyway=command.anyway,
    )
    if isinstance(done, Refusal):
        return _with_ways_out(turn, order, command, done)
    _did(turn, order)
    facts = {"number": order.number, "slip": done.slip.number, "amount": turn.words.money(done.recorded.payment.amount)}
    key = "approved_again" if done.reopened else "approved"
    return say("\n".join([turn.words.say(f"slips.done.{key}", **facts), *_what_now(turn, order, done.recorded)]))


async def reject(turn: Turn, command: c.Reject) -> Result:
    order = await _order(turn, command)
    if isinstance(order, Refusal):
        return order
    command = replace(command, number=str(order.number))
    done = await judging.reject(order, turn.shop, by=turn.by, now=turn.now, number=command.slip, reason=command.reason)
    if isinstance(done, Refusal):
        return _with_choices(turn, order, done, c.Reject(command.number, reason=command.reason))
    _did(turn, order)
    return say(turn.words.say("slips.done.rejected", number=order.number, slip=done.number))


async def show_slips(turn: Turn, command: c.ShowSlips) -> Result:
    """What waits for an order, each with its buttons."""
    order = await find_order(turn.shop, command.number)
    if isinstance(order, Refusal):
        return order
    waiting = await judging.waiting_slips(order)
    if not waiting:
        return Refusal("no_slip_waiting", {"number": order.number})
    turn.about["concerns"] = order.id
    bill = await bill_of(order, turn.shop, turn.house)
    cards = [slip_card(bill, slip, await first_of(slip), turn.words) for slip in waiting[:MOST_SHOWN]]
    return Outgoing(tuple(cards))


async def _order(turn: Turn, command: c.Approve | c.Reject) -> Order | Refusal:
    """The order that is named, the one of a quoted card, or the only one of the shop with a slip that waits."""
    if command.number:
        return await find_order(turn.shop, command.number)
    pointed = turn.pointed.order
    if pointed is not None and pointed.number is not None:
        return await find_order(turn.shop, str(pointed.number))
    slips = await Slip.filter(shop_id=turn.shop.id, state="waiting").order_by("-id").prefetch_related("order")
    numbers = list(dict.fromkeys(str(slip.order.number) for slip in slips))
    if not numbers:
        return Refusal("no_slip_at_all")
    if len(numbers) > 1:
        says = [turn.write(replace(command, number=number)) for number in numbers[:MOST_SHOWN]]
        return Refusal("whose_slip", {"say": says})
    return await find_order(turn.shop, numbers[0])


#: Cards in one answer.
MOST_SHOWN = 5


async def first_of(slip: Slip) -> str | None:
    """What the transfer was shown for before: an order's number; "" for another shop's; None when it is new."""
    first = await Slip.get_or_none(id=slip.duplicate_of_id or 0).prefetch_related("order")
    if first is None:
        return "" if slip.verdict == "duplicate" else None
    return str(first.order.number) if first.shop_id == slip.shop_id else ""


def _did(turn: Turn, order: Order) -> None:
    turn.acted = True
    turn.about["concerns"] = order.id


def _what_now(turn: Turn, order: Order, recorded: Recorded) -> list[str]:
    """What is still owed or too much, and what keeps a new order from being confirmed."""
    words, said = turn.words, []
    if order.balance:
        key = "still_owed" if order.balance > 0 else "too_much"
        said.append(words.say(f"slips.done.{key}", amount=words.money(abs(order.balance))))
    if recorded.lacks:
        parts = ", ".join(_part(turn, name) for name in recorded.lacks)
        said.append(words.say("slips.done.lacks", number=order.number, parts=parts))
    if recorded.short is not None:
        facts = recorded.short.facts
        item = facts.get("name_en") if words.language == "en" and facts.get("name_en") else facts.get("name")
        said.append(words.say("slips.done.short", item=item, left=facts.get("left", 0)))
    return said


def _part(turn: Turn, name: str) -> str:
    key = f"chat.part.{name}"
    return turn.words.say(key) if turn.words.knows(key) else turn.words.say(f"page.field.{name}")


def _with_ways_out(turn: Turn, order: Order, command: c.Approve, refusal: Refusal) -> Refusal:
    """With buttons: which slip, or that it counts all the same, or how an order whose goods are gone is settled."""
    number = str(order.number)
    if refusal.reason.startswith("slip_seen"):
        sure = c.Approve(number, int(str(refusal.facts["slip"])), command.amount, anyway=True)
        return Refusal(refusal.reason, refusal.facts | {"say": [turn.write(sure)]})
    if refusal.reason == "too_little_stock":
        return Refusal(refusal.reason, refusal.facts | {"say": _settled(turn, number)})
    return _with_choices(turn, order, refusal, c.Approve(number, amount=command.amount))


def _settled(turn: Turn, number: str) -> list[str]:
    return [turn.write(c.Paid(number)), turn.write(c.Refund(number))]


def _with_choices(turn: Turn, order: Order, refusal: Refusal, again: c.Approve | c.Reject) -> Refusal:
    if refusal.reason != "which_slip":
        return refusal
    slips = refusal.facts["slips"]
    assert isinstance(slips, list)
    if isinstance(again, c.Approve):
        says = [turn.write(c.Approve(again.number, slip, again.amount)) for slip in slips]
    else:
        says = [turn.write(c.Reject(again.number, slip, again.reason)) for slip in slips]
    return Refusal(refusal.reason, refusal.facts | {"say": says})


JUDGING: dict[type, Any] = {c.Approve: approve, c.Reject: reject, c.ShowSlips: show_slips}
