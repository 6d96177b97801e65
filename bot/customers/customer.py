"""What customers can ask for. Their words make proposals and questions; only their tap on a card makes an order."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot import commands as c
from bot.cards import Outgoing, say
from bot.cards.wording import refusal_text
from bot.conversation import Turn
from bot.customers.changing import HANDLERS as CHANGES
from bot.customers.changing import pay, unclear_cf
from bot.customers.opting import start, stop
from bot.customers.proposing import declined, offer, tapped, want
from bot.customers.shown import belongs_to
from bot.customers.standing import Standing, standing_of
from bot.customers.their_order import (
    answered,
    cancel,
    how_to_pay,
    may_cancel,
    newest,
    nothing_open,
    paid,
    show_order,
)  # fmt: skip
from bot.customers.where_to import ask_address, given, is_answer
from bot.grammar.wanting import is_cf, says_more
from bot.handover import human, is_quiet
from bot.speech.hearing import talk_in
from bot.speech.meaning import Intent, Item, Meaning, Moment
from bot.staff.afterwards import become_staff, choose_language, code_read_by_others
from bot.understanding import understand
from orders.addresses import looks_like_address, read_address
from orders.stages import Refusal
from orders.wishes import Wish

Answer = Outgoing | Refusal | None
Handler = Callable[[Turn, Standing, Any], Awaitable[Answer]]

#: Buttons of our cards, and what must always be possible, also while people talk.
NEVER_QUIET = (c.LinkStaff, c.Start, c.Stop, c.Confirm, c.Decline)
NEVER_QUIET_MEANT: frozenset[Intent] = frozenset({"opt_out", "opt_in"})


async def customer_speaks(turn: Turn) -> Outgoing | None:
    """What a customer said, answered; None when it was not meant for the bot."""
    if turn.chat.kind != "user":
        return await _in_group(turn)
    here = await standing_of(turn)
    result = await _answer(turn, here)
    return say(refusal_text(result, turn.words)) if isinstance(result, Refusal) else result


async def _answer(turn: Turn, here: Standing) -> Answer:
    text = turn.incoming.text
    heard = understand(text, _moment(turn, here))
    command = heard.commands[0] if heard.commands else None
    if is_quiet(turn) and not _is_for_us(turn, command, heard.meaning):
        # A person was asked for, or is writing: people are talking here now.
        return None
    if isinstance(command, c.NotUnderstood):
        return Refusal(command.reason, dict(command.facts))
    if command is not None:
        return await COMMANDS[type(command)](turn, here, command)
    if heard.meaning.intent not in ("place_order", "add_item"):
        if is_answer(text, here, heard.meaning.intent):
            return await _given(turn, here, heard.meaning)
        if here.proposal is not None and looks_like_address(text):
            return await _sent_to(turn, here, heard.meaning)
    return await act_on(turn, here, heard.meaning)


def _is_for_us(turn: Turn, command: object, meaning: Meaning) -> bool:
    """What is answered while people talk. A tap is meant for us; only people need not be called twice."""
    is_tap = turn.incoming.tapped and not isinstance(command, c.Human)
    return is_tap or isinstance(command, NEVER_QUIET) or (meaning.acts and meaning.intent in NEVER_QUIET_MEANT)


def _moment(turn: Turn, here: Standing) -> Moment:
    """An address is waited for long after it is whole: only what looks like one is heard as an answer."""
    moment = here.moment(turn.words.language == "en")
    is_aside = moment.asked == "address" and not looks_like_address(turn.incoming.text)
    return replace(moment, asked="") if is_aside else moment


async def act_on(turn: Turn, here: Standing, meaning: Meaning) -> Answer:
    """What natural words ask for. What is not certain, and all that only people can answer, is left to people."""
    handler = QUERIES.get(meaning.intent)
    if handler is None and meaning.intent == "cancel_order" and not meaning.acts:
        return await may_cancel(turn, here, meaning.orders[0] if meaning.orders else "")
    if handler is None and (meaning.acts or _is_for_people(turn, here, meaning)):
        handler = DEEDS.get(meaning.intent)
    if handler is None and meaning.intent == "place_order" and is_cf(turn.incoming.text):
        handler = unclear_cf
    return await handler(turn, here, meaning) if handler is not None else None


def _is_for_people(turn: Turn, here: Standing, meaning: Meaning) -> bool:
    """How to pack an order that cannot be changed any more: only its shop can still do it."""
    is_asked = bool(talk_in(turn.incoming.text) & {"question", "conditional"})
    return meaning.intent == "set_note" and here.order is not None and not is_asked


async def _in_group(turn: Turn) -> Outgoing | None:
    """Others read along in a group: orders and addresses are for a chat of their own, and so are staff codes."""
    heard = understand(turn.incoming.text, Moment(speaker="customer"))
    if any([await code_read_by_others(turn, said) for said in heard.commands or () if isinstance(said, c.LinkStaff)]):
        return say(turn.words.say("refused.code_in_group"))
    if not turn.incoming.mentions_bot:
        return None
    is_asked = heard.commands is not None or heard.meaning.acts or heard.meaning.intent in QUERIES
    return say(turn.words.say("chat.done.not_in_group")) if is_asked else None


async def _want(turn: Turn, here: Standing, command: c.Want) -> Answer:
    items = [Item(add.item, add.quantity, unit_price=add.unit_price, bundle=add.bundle) for add in command.items]
    return await want(turn, here, items, sure=True)


async def _place(turn: Turn, here: Standing, meaning: Meaning) -> Answer:
    return await want(turn, here, meaning.items, sure=is_cf(turn.incoming.text), address=meaning.address)


async def _add(turn: Turn, here: Standing, meaning: Meaning) -> Answer:
    text = turn.incoming.text
    return await want(turn, here, meaning.items, sure=is_cf(text), again=says_more(text), address=meaning.address)


async def _cancel(turn: Turn, here: Standing, command: c.AskCancel) -> Answer:
    return await cancel(turn, here, command.number) or nothing_open(turn)


async def _drop(turn: Turn, here: Standing, meaning: Meaning) -> Answer:
    return await cancel(turn, here, meaning.orders[0] if meaning.orders else "")


async def _yes(turn: Turn, here: Standing, meaning: Meaning) -> Answer:
    return await tapped(turn, here, c.Confirm())


async def _given(turn: Turn, here: Standing, meaning: Meaning) -> Answer:
    """An address or a telephone number, where one was asked for, and how it is paid when that was said behind it."""
    if here.asked not in ("address", "phone"):
        return None
    answer = await given(turn, here, meaning.address or turn.incoming.text)
    paying = await pay(turn, here, meaning) if isinstance(answer, Outgoing) and meaning.way else None
    if not isinstance(answer, Outgoing) or not isinstance(paying, Outgoing):
        return answer
    return Outgoing((*answer.parts, *paying.parts), paying.quick)


async def _sent_to(turn: Turn, here: Standing, meaning: Meaning) -> Answer:
    """Where what waits to be confirmed is to go."""
    wishes = [Wish("address", parts=read_address(meaning.address or turn.incoming.text).parts)]
    if meaning.way in turn.shop.terms.payments.ways():
        wishes.append(Wish("pay", value=meaning.way))
    return await offer(turn, here, wishes)


async def _help(turn: Turn, here: Standing, command: c.Help) -> Answer:
    return say(turn.words.say("chat.help.customer"))


COMMANDS: dict[type, Handler] = {
    c.Cart: answered, c.Status: answered, c.HowToPay: answered, c.Want: _want, c.Confirm: tapped, c.Decline: declined,
    c.MoveSlip: belongs_to, c.AskCancel: _cancel, c.Stop: stop, c.Start: start, c.Help: _help,
    c.ShowOrder: lambda turn, here, command: show_order(turn, command.number),
    c.Human: lambda turn, here, command: human(turn, command),
    c.Lang: lambda turn, here, command: choose_language(turn, command),
    c.LinkStaff: lambda turn, here, command: become_staff(turn, command),
}  # fmt: skip

#: Answered from what they have; nothing is changed by asking.
QUERIES: dict[Intent, Handler] = {
    "ask_total": lambda turn, here, meaning: newest(turn, here),
    "ask_status": lambda turn, here, meaning: newest(turn, here),
    "ask_tracking": lambda turn, here, meaning: newest(turn, here),
    "ask_payment_info": lambda turn, here, meaning: how_to_pay(turn, here),
    "talk_to_human": lambda turn, here, meaning: human(turn, c.Human()),
    "change_address": lambda turn, here, meaning: ask_address(turn, here),
}

#: Done only when the words alone are enough for it.
DEEDS: dict[Intent, Handler] = {
    "place_order": _place, "add_item": _add, "confirm_order": _yes, "cancel_order": _drop,
    "report_payment": lambda turn, here, meaning: paid(turn, here),
    "give_address": _given, "set_address": _given, "give_contact": _given,
    "opt_out": stop, "opt_in": start, **CHANGES,
}  # fmt: skip
