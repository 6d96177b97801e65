"""The draft of a chat: opening it, changing it, keeping it."""

from collections.abc import Callable

from bot import commands as c
from bot.conversation import Turn, bill_of
from bot.replies import Result
from orders import selling
from orders.basket import Basket
from orders.order import Order
from orders.people import Chat, Customer, customer_of
from orders.stages import Refusal


async def keep_draft(turn: Turn) -> None:
    """Make the draft this chat's current one."""
    if turn.draft is not None and turn.chat.draft_id != turn.draft.id:
        turn.chat.draft_id = turn.draft.id
        await turn.chat.save(update_fields=["draft_id"])


async def open_draft(turn: Turn, *, chat: Chat | None, customer: Customer | None) -> None:
    """Start the draft."""
    await put_aside(turn)
    turn.draft = await selling.start(turn.shop, by=turn.by, now=turn.now, chat=chat, customer=customer)
    turn.changed = True


async def put_aside(turn: Turn) -> None:
    """Make room for another draft. One left unfinished stays, and is mentioned; an empty one is dropped."""
    if turn.draft is None:
        return
    if not turn.draft.basket.lines and turn.draft.number is None and turn.draft.edits_id is None:
        await selling.discard(turn.draft)
    else:
        bill = await bill_of(turn.draft, turn.shop, turn.house)
        number = turn.draft.number or bill.edits_number
        command = c.Edit(str(number)) if number else c.Orders("draft")
        facts = {"customer": bill.customer, "command": turn.write(command)}
        turn.notes.append(turn.words.say("chat.note.other_draft", **facts))
    turn.draft = None


async def current_draft(turn: Turn) -> Order | None:
    """The draft being built here; in a customer's thread one is started by the first thing said."""
    if turn.draft is None and turn.is_thread:
        customer = await customer_of(turn.contact, turn.now) if turn.contact else None
        await open_draft(turn, chat=turn.chat, customer=customer)
    return turn.draft


def no_draft(turn: Turn) -> Refusal:
    return Refusal("no_draft", {"example": turn.write(c.New(turn.words.say("chat.help.a_name")))})


async def set_on_draft(turn: Turn, change: Callable[[Basket], Refusal | None]) -> Result:
    if (draft := await current_draft(turn)) is None:
        return no_draft(turn)
    return await changed(turn, draft.basket, change)


async def changed(turn: Turn, basket: Basket, change: Callable[[Basket], Refusal | None]) -> Result:
    """Do `change` to the basket and keep it, or refuse with nothing changed."""
    if refusal := change(basket):
        return refusal
    if turn.draft is not None:
        await selling.change(turn.draft, basket, turn.shop)
        turn.changed = True
    return None
