"""THE ENTRANCE: who speaks, and who answers.

One event in, what it causes in the database, everything in the caller's transaction. What is said goes to the outbox.
"""

from datetime import datetime

from bot.announce import tell_staff
from bot.conversation import House, Turn, say_in, take_turn
from bot.customers.customer import customer_speaks
from bot.customers.shown import pictures_shown
from bot.handover import page_spoke
from bot.messages import Incoming
from bot.overheard import asked_away, away_from_thread, edited, spoken_in_group
from bot.staff.counter import staff_speaks
from orders.people import Contact
from orders.queues import Outbound
from orders.sayings import forget, remember
from orders.shops import Shop


async def answer(incoming: Incoming, shop: Shop, house: House, now: datetime) -> None:
    """Take one event of a chat. Raises only for bugs and a dead database; then the whole transaction is undone."""
    if incoming.kind == "delivered_own":
        return await _arrived(incoming, now)
    if incoming.kind == "left":
        return await _left(incoming, shop)
    turn = await take_turn(incoming, shop, house, now)
    if turn.is_thread:
        await page_spoke(turn)
    if incoming.kind == "edited":
        return await edited(turn)
    if incoming.kind == "unsent" and incoming.message_id:
        return await forget(turn.chat, incoming.message_id)
    if incoming.pictures or incoming.is_pdf:
        await pictures_shown(turn)
    if incoming.kind != "text" or not incoming.text.strip():
        return None
    await _remember_heard(turn)
    if incoming.silent and turn.role == "customer":
        return None  # another app is talking with them
    said = await (customer_speaks(turn) if turn.role == "customer" else staff_speaks(turn))
    await _remember_done(turn)
    if said is None:
        return None
    if turn.is_thread:
        # In a customer's thread only the card appears; the merchant is answered where only staff read.
        concerned = turn.about.get("concerns")
        order = concerned if isinstance(concerned, int) else None
        away, asked = away_from_thread(turn, said), asked_away(turn)
        return await tell_staff(turn.shop, lambda _: away, house, now, near="messenger", order=order, asked=asked)
    await say_in(turn.chat, said if turn.chat.kind == "user" else spoken_in_group(said), now, about=turn.about)


async def _remember_heard(turn: Turn) -> None:
    """So that a later message can quote it. Buttons speak without an id."""
    if turn.incoming.message_id:
        by = f"contact:{turn.contact.id}" if turn.role == "customer" and turn.contact is not None else turn.by
        await remember(turn.chat, turn.incoming.message_id, now=turn.now, by=by, text=turn.incoming.text)


async def _remember_done(turn: Turn) -> None:
    """A line that did something is remembered with the order it was about: it may be quoted, or edited."""
    if turn.acted and turn.incoming.message_id:
        concerned = turn.draft.id if turn.draft is not None else turn.about.get("concerns")
        order = concerned if isinstance(concerned, int) else None
        await remember(turn.chat, turn.incoming.message_id, now=turn.now, by=turn.by, order=order, acted=True)


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
