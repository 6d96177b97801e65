"""What customers can ask for. Whatever they type, nothing here changes an order."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from bot import commands as c
from bot.afterwards import become_staff, choose_language
from bot.cards import Outgoing, Text
from bot.conversation import Turn, bill_of
from bot.grammar import read
from bot.scenes import customer_order_card
from bot.wording import refusal_text
from orders.events import record
from orders.order import Order
from orders.stages import Refusal

#: How long the bot stays silent after a person was asked for.
QUIET = timedelta(hours=1)

Handler = Callable[[Turn, Any], Awaitable[Outgoing | Refusal | None]]


async def newest(turn: Turn, command: c.Cart | c.Status) -> Outgoing:
    """Their newest order that is still alive, with its link."""
    order = await (
        Order.filter(shop_id=turn.shop.id, chat_id=turn.chat.id, edits_id=None, number__isnull=False)
        .exclude(stage__in=["draft", "cancelled", "expired"])
        .order_by("-id")
        .first()
    )
    if order is None:
        return Outgoing((Text(turn.words.say("chat.done.no_open_order")),))
    return Outgoing((customer_order_card(await bill_of(order, turn.shop, turn.house), turn.words),))


async def show_order(turn: Turn, command: c.ShowOrder) -> Outgoing | Refusal:
    """One of their own orders. Somebody else's does not exist for them."""
    number = command.number
    order = (
        await Order.get_or_none(shop_id=turn.shop.id, chat_id=turn.chat.id, number=int(number), edits_id=None)
        if number.isascii() and number.isdigit() and len(number) <= 9
        else None
    )
    if order is None or order.stage == "draft":
        return Refusal("no_such_order", {"number": number})
    return Outgoing((customer_order_card(await bill_of(order, turn.shop, turn.house), turn.words),))


async def human(turn: Turn, command: c.Human) -> Outgoing:
    """Staff are told; the bot is silent here for a while."""
    turn.chat.quiet_until = turn.now + QUIET
    await turn.chat.save(update_fields=["quiet_until"])
    await record("person_wanted", shop_id=turn.shop.id, by="customer", now=turn.now, facts={"chat": turn.chat.id})
    return Outgoing((Text(turn.words.say("chat.done.human")),))


async def stop(turn: Turn, command: c.Stop) -> Outgoing:
    return await _notices(turn, wanted=False)


async def start(turn: Turn, command: c.Start) -> Outgoing:
    return await _notices(turn, wanted=True)


async def help_(turn: Turn, command: c.Help) -> Outgoing:
    return Outgoing((Text(turn.words.say("chat.help.customer")),))


async def _notices(turn: Turn, *, wanted: bool) -> Outgoing:
    if turn.contact is not None:
        turn.contact.wants_notices = wanted
        await turn.contact.save(update_fields=["wants_notices"])
    return Outgoing((Text(turn.words.say("chat.done.started" if wanted else "chat.done.stopped")),))


HANDLERS: dict[type, Handler] = {
    c.Cart: newest, c.Status: newest, c.ShowOrder: show_order, c.Human: human, c.Stop: stop, c.Start: start,
    c.Lang: choose_language, c.Help: help_, c.LinkStaff: become_staff,
}  # fmt: skip


async def customer_speaks(turn: Turn) -> Outgoing | None:
    """What a customer said, answered; None when it was not meant for the bot."""
    commands = read(turn.incoming.text, speaker="customer")
    if isinstance(commands, c.Chatter) or turn.chat.kind != "user":
        return None
    command = commands[0]
    if isinstance(command, c.NotUnderstood):
        return None
    is_quiet = turn.chat.quiet_until is not None and turn.chat.quiet_until > turn.now
    if is_quiet and not isinstance(command, (c.LinkStaff, c.Start, c.Stop)):
        # A person was asked for: people are talking here now.
        return None
    result = await HANDLERS[type(command)](turn, command)
    return Outgoing((Text(refusal_text(result, turn.words)),)) if isinstance(result, Refusal) else result
