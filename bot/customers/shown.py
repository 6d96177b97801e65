"""Pictures that customers send: they are fetched, and what is a slip is kept. Everything else is left to people."""

from bot import commands as c
from bot.cards import Outgoing, say
from bot.cards.wording import refusal_text
from bot.conversation import Turn, lane_of, say_in
from bot.customers.standing import Standing, await_from
from bot.customers.their_order import SLIP_LASTS, own_order
from orders.evidence import awaited_orders, latest_slip, move_slip
from orders.order import Order
from orders.queues import put_outbound
from orders.stages import Refusal

#: Pictures of one message that are looked at.
MOST_PICTURES = 10


async def pictures_shown(turn: Turn) -> None:
    """Owe the fetching of what a customer has sent. Whether it is awaited is decided now; what it is, when it is
    here."""
    incoming = turn.incoming
    if turn.role != "customer" or turn.chat.kind != "user":
        return
    order = await awaited(turn)
    for place, picture in enumerate(incoming.pictures[:MOST_PICTURES]):
        await put_outbound(
            shop_id=turn.shop.id,
            kind="slip",
            lane=f"slip:{lane_of(turn.chat)}",
            key=f"slip:{turn.chat.id}:{incoming.message_id or incoming.at}"[:190] + f":{place}",
            body={"chat": turn.chat.id, "picture": picture, "order": order.id if order else None},
            now=turn.now,
        )
    if incoming.is_pdf and order is not None:
        about = {"what": "slip_refused", "order": order.id}
        await say_in(turn.chat, say(refusal_text(Refusal("pdf"), turn.words)), turn.now, about=about)


async def awaited(turn: Turn) -> Order | None:
    """The order that a picture would be a slip for: the one it was asked for, else the newest confirmed one."""
    found = await awaited_orders(turn.chat)
    asked = turn.chat.awaited or {}
    wanted = asked.get("order") if asked.get("what") == "slip" else None
    return next((order for order in found if order.id == wanted), found[0] if found else None)


async def belongs_to(turn: Turn, here: Standing, command: c.MoveSlip) -> Outgoing | Refusal:
    """`slip 1024`: the picture just sent, or else the next one, is for that order."""
    own = await own_order(turn, command.number)
    if own is None:
        return Refusal("no_such_order", {"number": command.number})
    slip = await latest_slip(turn.chat, since=turn.now - SLIP_LASTS)
    if slip is None:
        await await_from(turn, "slip", SLIP_LASTS, order=own.id)
        return Refusal("no_slip_to_move", {"number": own.number})
    order = await Order.filter(id=own.id).select_for_update().get()
    moved = await move_slip(slip, order, turn.shop, by="customer", now=turn.now)
    if isinstance(moved, Refusal):
        return moved
    return say(turn.words.say("slips.told.moved", number=order.number))
