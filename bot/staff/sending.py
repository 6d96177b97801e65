"""What became of a card that staff sent: promised when they say `send`, told when the platform has answered.

The answer is one message held in the outbox until the outcome is known, so that it can still go out on the free reply
token of the words that asked for it; if nothing is known after ten seconds it says so.
"""

from datetime import datetime, timedelta

from bot.cards import Outgoing, Text
from bot.conversation import Turn, customer_name, lane_of, say_in
from orders.order import Order
from orders.people import Chat
from orders.queues import Outbound, put_outbound

#: A reply token lives for a minute; https://developers.line.biz/en/reference/messaging-api/#send-reply-message
PATIENCE = timedelta(seconds=10)


async def promise_outcome(turn: Turn, order: Order) -> None:
    """Show that we are at it, and owe the answer. Where the card itself will be seen, nothing more is said."""
    if turn.is_thread or order.chat_id == turn.chat.id:
        return
    await put_outbound(
        shop_id=turn.shop.id,
        kind="typing",
        lane=f"typing:{lane_of(turn.chat)}",
        body={"chat": turn.chat.id, "seconds": int(PATIENCE.total_seconds())},
        now=turn.now,
    )
    customer = await customer_name(order)
    trying = Text(turn.words.say("chat.sent.trying", number=order.number, customer=customer))
    key, about = _key(order, turn.chat), {"concerns": order.id}
    await say_in(turn.chat, Outgoing((trying,)), turn.now, key=key, about=about, due_at=turn.now + PATIENCE)


async def tell_outcome(order: Order, chat: Chat, outgoing: Outgoing, now: datetime) -> None:
    """Say it in place of the promise; when the promise has gone out already, as a message of its own."""
    kept = await Outbound.filter(key=_key(order, chat), state="waiting", attempts=0).update(
        body=outgoing.to_json(), due_at=now
    )
    if not kept:
        await say_in(chat, outgoing, now, about={"concerns": order.id})


def _key(order: Order, chat: Chat) -> str:
    return f"outcome:{order.id}:{order.revision}:{chat.id}"
