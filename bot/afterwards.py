"""What staff can do with orders that exist: look, edit, send again, cancel; and help, language, linking."""

from typing import Any

from bot import commands as c
from bot.cards import Button, Outgoing, Text
from bot.conversation import Turn, bill_of, bills_of
from bot.drafting import put_aside
from bot.help import help_card
from bot.language import words
from bot.scenes import order_card, orders_card
from bot.sending import promise_outcome
from orders import selling
from orders.events import record
from orders.invoices import current_invoice
from orders.order import Order
from orders.people import burn_invite, link_staff
from orders.stages import Refusal

#: Orders on one list card.
MOST_LISTED = 20
STAGES = ("draft", "new", "confirmed", "completed", "cancelled", "expired")


async def orders(turn: Turn, command: c.Orders) -> Outgoing | Refusal:
    """A list, newest first. Drafts are listed only when asked for."""
    found = Order.filter(shop_id=turn.shop.id, edits_id=None)
    status = command.status
    if status in STAGES:
        found = found.filter(stage=status)
    elif status == "shipped":
        found = found.filter(fulfillment_status="fulfilled")
    elif status:
        found = found.filter(payment_status=status, stage__in=["new", "confirmed", "completed"])
    else:
        found = found.exclude(stage="draft")
    bills = await bills_of(found.order_by("-number", "-id").limit(MOST_LISTED), turn.shop)
    if not bills:
        return Outgoing((Text(turn.words.say("chat.done.no_orders")),))
    return Outgoing((orders_card(bills, turn.words, status=status),))


async def show_order(turn: Turn, command: c.ShowOrder) -> Outgoing | Refusal:
    order = await selling.find_order(turn.shop, command.number)
    if isinstance(order, Refusal):
        return order
    return Outgoing((order_card(await bill_of(order, turn.shop, turn.house), turn.words),))


async def edit(turn: Turn, command: c.Edit) -> Refusal | None:
    """Back into the chat as a draft; `send` makes the next revision."""
    if command.number.startswith("~") and command.number[1:].isdigit():
        # A draft that has no number yet is called by its id, which only a button knows.
        order = await Order.get_or_none(id=int(command.number[1:]), shop_id=turn.shop.id, stage="draft")
        if order is None:
            return Refusal("old_choice")
    else:
        found = await selling.find_order(turn.shop, command.number)
        if isinstance(found, Refusal):
            return found
        order = found
    draft = await selling.edit(order, turn.shop, now=turn.now)
    if isinstance(draft, Refusal):
        return draft
    if turn.draft is not None and turn.draft.id != draft.id:
        await put_aside(turn)
    turn.draft, turn.changed = draft, True
    return None


async def make_draft(turn: Turn, command: c.MakeDraft) -> Outgoing | Refusal:
    order = await selling.find_order(turn.shop, command.number)
    if isinstance(order, Refusal):
        return order
    if refusal := await selling.make_draft(order, turn.shop, by=turn.by, now=turn.now):
        return refusal
    again = turn.write(c.Edit(command.number))
    text = turn.words.say("chat.done.made_draft", number=order.number, command=again)
    return Outgoing((Text(text),), (Button(turn.words.say("chat.button.edit"), say=again),))


async def resend(turn: Turn, command: c.Resend) -> Outgoing | Refusal | None:
    order = await selling.find_order(turn.shop, command.number)
    if isinstance(order, Refusal):
        return order
    refusal = await selling.send_again(order, turn.shop, by=turn.by, now=turn.now, facts={"asked_in": turn.chat.id})
    if refusal is None:
        await promise_outcome(turn, order)
        return None
    invoice = await current_invoice(order)
    link = turn.house.link(invoice.token) if invoice else ""
    return Refusal(refusal.reason, refusal.facts | {"link": link})


async def cancel(turn: Turn, command: c.Cancel) -> Outgoing | Refusal:
    """Cancel; when money was paid, ask first."""
    order = await selling.find_order(turn.shop, command.number)
    if isinstance(order, Refusal):
        return order
    if order.paid > 0 and not command.sure:
        sure = c.Cancel(command.number, command.reason, sure=True)
        asked = turn.words.say("chat.ask.cancel_paid", number=order.number, amount=turn.words.money(order.paid))
        button = Button(turn.words.say("chat.button.yes_cancel"), say=turn.write(sure))
        return Outgoing((Text(asked),), (button,))
    refusal = await selling.cancel(order, turn.shop, by=turn.by, now=turn.now, reason=command.reason)
    return refusal or Outgoing((Text(turn.words.say("chat.done.cancelled", number=order.number)),))


async def help_(turn: Turn, command: c.Help) -> Outgoing:
    return Outgoing((help_card(turn.words, topic=command.topic),))


async def link_again(turn: Turn, command: c.LinkStaff) -> Outgoing:
    """Staff are linked already. A code typed in a customer's thread was read by the customer: it is used up."""
    if turn.is_thread:
        await burn_invite(turn.shop, command.code, turn.now)
        # Said, not refused: a refusal would take the burning back.
        return Outgoing((Text(turn.words.say("refused.code_in_thread")),))
    name = turn.staff.name if turn.staff else ""
    return Outgoing((Text(turn.words.say("chat.done.staff_already", name=name)),))


async def choose_language(turn: Turn, command: c.Lang) -> Outgoing | Refusal:
    """The language the bot speaks with this person from now on."""
    if turn.is_thread:
        return Refusal("language_in_thread")
    if turn.contact is not None:
        turn.contact.language = command.language
        await turn.contact.save(update_fields=["language"])
    return Outgoing((Text(words(command.language).say("chat.done.language")),))


async def become_staff(turn: Turn, command: c.LinkStaff) -> Outgoing | Refusal:
    """The one-time code makes this chat a staff member's."""
    staff = await link_staff(turn.contact, turn.shop, command.code, turn.now) if turn.contact else None
    if staff is None:
        return Refusal("bad_code")
    facts = {"name": staff.name, "channel": turn.chat.channel}
    await record("staff_linked", shop_id=turn.shop.id, by=staff.signature, now=turn.now, facts=facts)
    example = turn.words.say("chat.help.staff_example")
    text = turn.words.say("chat.done.staff_linked", name=staff.name, shop=turn.shop.name, example=example)
    help_button = Button(turn.words.say("chat.button.help"), say=turn.write(c.Help()))
    return Outgoing((Text(text),), (help_button,))


AFTERWARDS: dict[type, Any] = {
    c.Orders: orders, c.ShowOrder: show_order, c.Edit: edit, c.MakeDraft: make_draft, c.Resend: resend,
    c.Cancel: cancel, c.Lang: choose_language, c.Help: help_, c.LinkStaff: link_again,
}  # fmt: skip
