"""THE ENTRANCE: who speaks, and who answers.

One event in, what it causes in the database, everything in the caller's transaction. What is said goes to the outbox.
"""

from datetime import datetime

from bot.announce import tell_staff
from bot.conversation import House, say_in, take_turn
from bot.counter import staff_speaks
from bot.customer import customer_speaks
from bot.messages import Incoming
from bot.overheard import away_from_thread, spoken_in_group
from orders.people import Contact
from orders.queues import Outbound
from orders.shops import Shop


async def answer(incoming: Incoming, shop: Shop, house: House, now: datetime) -> None:
    """Take one event of a chat. Raises only for bugs and a dead database; then the whole transaction is undone."""
    if incoming.kind == "delivered_own":
        return await _arrived(incoming, now)
    if incoming.kind == "left":
        return await _left(incoming, shop)
    turn = await take_turn(incoming, shop, house, now)
    if incoming.kind != "text" or not incoming.text.strip():
        return None
    if incoming.silent and turn.role == "customer":
        return None  # another app is talking with them
    said = await (customer_speaks(turn) if turn.role == "customer" else staff_speaks(turn))
    if said is None:
        return None
    if turn.is_thread:
        # In a customer's thread only the card appears; the merchant is answered where only staff read.
        return await tell_staff(turn.shop, lambda _: away_from_thread(turn, said), house, now, near="messenger")
    await say_in(turn.chat, said if turn.chat.kind == "user" else spoken_in_group(said), now)


async def _arrived(incoming: Incoming, now: datetime) -> None:
    """Our own message came back as an echo: it has arrived, whatever the lost answer to the call said."""
    if key := (incoming.metadata or "").split(":")[0]:
        await Outbound.filter(call_key=key, state="waiting").update(
            echo_id=(incoming.message_id or "echo")[:200], due_at=now
        )


async def _left(incoming: Incoming, shop: Shop) -> None:
    """Who left a group of the shop may not command it any more; a new code links them again."""
    await Contact.filter(
        shop_id=shop.id, channel=incoming.chat.channel, external_id__in=list(incoming.members) or [""]
    ).update(staff_id=None)
