"""What customers ask about their own orders: how it stands, how to pay, and that they have paid or want out."""

from datetime import timedelta

from bot import commands as c
from bot.cards import Button, Outgoing, Text, say
from bot.cards.payment_cards import pay_parts, ways_to_pay_parts
from bot.cards.scenes import customer_order_card
from bot.conversation import Turn, bill_of
from bot.customers.proposing import drop
from bot.customers.standing import Standing, await_from
from orders import waiting
from orders.events import Event, record
from orders.numbers import number_of
from orders.order import Order
from orders.stages import Refusal

#: The same thing is told to staff about one order once in this time.
TOLD_LASTS = timedelta(hours=1)
SLIP_LASTS = timedelta(hours=24)


async def newest(turn: Turn, here: Standing) -> Outgoing | None:
    """Their newest order that is still alive, with its link; None when there is none."""
    if here.order is None:
        return None
    return say(customer_order_card(await bill_of(here.order, turn.shop, turn.house), turn.words))


async def show_order(turn: Turn, number: str) -> Outgoing | Refusal:
    """One of their own orders. Somebody else's does not exist for them."""
    order = await own_order(turn, number)
    if order is None:
        return Refusal("no_such_order", {"number": number})
    return say(customer_order_card(await bill_of(order, turn.shop, turn.house), turn.words))


async def how_to_pay(turn: Turn, here: Standing) -> Outgoing | None:
    """The ways to pay for the order that is owed: the one that was chosen, before that all there are."""
    order = here.order
    if order is None or not here.is_owing:
        return None
    bill = await bill_of(order, turn.shop, turn.house)
    chosen = pay_parts(bill, turn.words) if order.basket.payment_method else ()
    return say(*(chosen or ways_to_pay_parts(bill, turn.words)))


async def paid(turn: Turn, here: Standing) -> Outgoing | None:
    """They say that they have paid: staff look, and the slip is asked for."""
    order = here.order
    if order is None or not here.is_owing or order.payment_status == "cod":
        return None
    await _tell(turn, order, "payment_reported")
    await await_from(turn, "slip", SLIP_LASTS, order=order.id)
    return say(turn.words.say("chat.ask.slip", number=order.number))


async def cancel(turn: Turn, here: Standing, number: str = "") -> Outgoing | Refusal | None:
    """Drop what they have not confirmed, give up their places in queues; of an order the shop is asked."""
    if here.proposal is not None and (not number or number == f"~{here.proposal.id}"):
        return await drop(turn, here.proposal)
    order = await own_order(turn, number) if number else here.order
    has_left = not number and await waiting.leave(turn.chat)
    if order is None and has_left:
        return say(turn.words.say("chat.done.left_queue"))
    if order is None:
        return Refusal("no_such_order", {"number": number}) if number else None
    if order.stage not in ("new", "confirmed"):
        return say(customer_order_card(await bill_of(order, turn.shop, turn.house), turn.words))
    await _tell(turn, order, "cancel_asked")
    left = (turn.words.say("chat.done.left_queue"),) if has_left else ()
    return say(*left, turn.words.say("chat.done.cancel_asked", number=order.number))


async def may_cancel(turn: Turn, here: Standing, number: str = "") -> Outgoing | Refusal | None:
    """`Can I cancel?` is a question, and the answer is a button: nothing is dropped before they tap it."""
    proposal = here.proposal
    if proposal is not None and not number:
        decline = Button(turn.words.say("chat.button.decline"), say=turn.write(c.Decline(f"~{proposal.id}")))
        return say(turn.words.say("chat.ask.drop"), quick=(decline,))
    order = await own_order(turn, number) if number else here.order
    if order is None or order.stage not in ("new", "confirmed"):
        return await cancel(turn, here, number)
    button = Button(turn.words.say("chat.button.cancel"), say=turn.write(c.AskCancel(str(order.number))))
    return say(turn.words.say("chat.ask.cancel", number=order.number), quick=(button,))


async def own_order(turn: Turn, number: str) -> Order | None:
    named = number_of(number)
    if named is None:
        return None
    order = await Order.get_or_none(shop_id=turn.shop.id, chat_id=turn.chat.id, number=named, edits_id=None)
    return order if order is not None and order.stage != "draft" else None


def nothing_open(turn: Turn) -> Outgoing:
    return Outgoing((Text(turn.words.say("chat.done.no_open_order")),))


async def answered(turn: Turn, here: Standing, command: c.Cart | c.Status | c.HowToPay) -> Outgoing:
    """Asked in the counter's own words, so there is always an answer."""
    found = await how_to_pay(turn, here) if isinstance(command, c.HowToPay) else await newest(turn, here)
    return found or nothing_open(turn)


async def _tell(turn: Turn, order: Order, name: str) -> None:
    since = turn.now - TOLD_LASTS
    if not await Event.exists(order_id=order.id, name=name, at__gte=since):
        await record(name, shop_id=turn.shop.id, by="customer", now=turn.now, order=order)
