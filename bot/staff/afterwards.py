"""What staff can do with orders that exist: look, edit, send again, cancel; and help, language, linking."""

from dataclasses import replace
from typing import Any

from bot import commands as c
from bot.cards import Button, Outgoing, Text
from bot.cards.scenes import order_card, orders_card
from bot.conversation import Turn, bill_of, bills_of
from bot.grammar import read, strip_prefix
from bot.grammar.numbers import id_in
from bot.language import words
from bot.replies import AskFirst, Question, Result
from bot.staff import money
from bot.staff.drafting import drafts_of, open_here, put_aside
from bot.staff.group import is_group, seen_here
from bot.staff.help import help_card
from bot.staff.queueing import queue
from bot.staff.sending import promise_outcome
from orders import selling
from orders.events import record
from orders.invoices import current_invoice
from orders.order import Order
from orders.people import burn_invite, link_staff, name_key
from orders.stages import Refusal

#: Orders on one list card.
MOST_LISTED = 20
MOST_CHOICES = 13
STAGES = ("draft", "new", "confirmed", "completed", "cancelled", "expired")


async def orders(turn: Turn, command: c.Orders) -> Outgoing | Refusal:
    """A list, newest first. Drafts are listed only when asked for."""
    status = command.status
    if status == "draft":
        return await _drafts(turn)
    found = Order.filter(await seen_here(turn), shop_id=turn.shop.id, edits_id=None)
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


async def _drafts(turn: Turn) -> Outgoing:
    """Those of this chat first, then what others have begun; tapping one makes it the current one here."""
    here = await bills_of(Order.filter(open_here(turn)).order_by("-id").limit(MOST_LISTED), turn.shop)
    known = [bill.order.id for bill in here]
    shops = Order.filter(await seen_here(turn), shop_id=turn.shop.id, stage="draft").exclude(id__in=known or [0])
    elsewhere = await bills_of(shops.order_by("-id").limit(MOST_LISTED - len(here)), turn.shop)
    if not here and not elsewhere:
        return Outgoing((Text(turn.words.say("chat.done.no_orders")),))
    current = turn.draft.id if turn.draft is not None else None
    return Outgoing((orders_card([*here, *elsewhere], turn.words, status="draft", current=current),))


async def show_order(turn: Turn, command: c.ShowOrder) -> Outgoing | Refusal:
    order = await selling.find_order(turn.shop, command.number)
    if isinstance(order, Refusal):
        return order
    turn.about["concerns"] = order.id
    bill = replace(await bill_of(order, turn.shop, turn.house), others_read=is_group(turn))
    return Outgoing((order_card(bill, turn.words),))


async def edit(turn: Turn, command: c.Edit) -> Result:
    """Back into the chat as a draft; `send` makes the next revision."""
    order = await _to_edit(turn, command.number)
    if not isinstance(order, Order):
        return order
    draft = await selling.edit(order, turn.shop, now=turn.now)
    if isinstance(draft, Refusal):
        return draft
    if turn.draft is None or turn.draft.id != draft.id:
        await put_aside(turn)
        turn.draft, turn.seen = draft, draft.touched
    turn.changed = True
    return None


async def _to_edit(turn: Turn, number: str) -> Order | Refusal | AskFirst:
    """By its number, by the id of a draft that has none (which only a button knows), or by the customer's name."""
    if number.startswith("~"):
        return await selling.find_draft(turn.shop, id_in(number)) or Refusal("old_choice")
    if number.isdecimal():
        return await selling.find_order(turn.shop, number)
    found = Order.filter(drafts_of(number), await seen_here(turn), shop_id=turn.shop.id, stage="draft")
    bills = await bills_of(found.order_by("-id").limit(MOST_CHOICES), turn.shop)
    bills = [bill for bill in bills if f" {name_key(number)}" in f" {name_key(bill.customer)}"]
    if not bills:
        return Refusal("no_draft_for", {"name": number, "say": [turn.write(c.New(number))]})
    if len(bills) == 1:
        return await selling.find_draft(turn.shop, bills[0].order.id) or Refusal("old_choice")
    choices = tuple(
        Button(f"{bill.customer} {turn.words.money(bill.order.total)}", say=turn.write(c.Edit(f"~{bill.order.id}")))
        for bill in bills
    )
    return AskFirst(Question(turn.words.say("chat.ask.which_draft", name=number), choices))


async def make_draft(turn: Turn, command: c.MakeDraft) -> Outgoing | Refusal:
    order = await selling.find_order(turn.shop, command.number)
    if isinstance(order, Refusal):
        return order
    if refusal := await selling.make_draft(order, turn.shop, by=turn.by, now=turn.now):
        return refusal
    turn.acted, turn.about["concerns"] = True, order.id
    _put_down(turn, order)
    again = turn.write(c.Edit(command.number))
    text = turn.words.say("chat.done.made_draft", number=order.number, command=again)
    return Outgoing((Text(text),), (Button(turn.words.say("chat.button.edit"), say=again),))


def _put_down(turn: Turn, order: Order) -> None:
    """The edit of an order that was open here went with it; a cancelled draft is no draft any more."""
    draft = turn.draft
    if draft is not None and (draft.edits_id == order.id or (draft.id == order.id and order.stage != "draft")):
        turn.draft = turn.seen = turn.chat.draft_id = None


async def resend(turn: Turn, command: c.Resend) -> Outgoing | Refusal | None:
    order = await selling.find_order(turn.shop, command.number)
    if isinstance(order, Refusal):
        return order
    turn.about["concerns"] = order.id
    refusal = await selling.send_again(order, turn.shop, by=turn.by, now=turn.now, facts={"asked_in": turn.chat.id})
    if refusal is None:
        turn.acted = True
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
    turn.about["concerns"] = order.id
    if order.paid > 0 and not command.sure:
        sure = c.Cancel(command.number, command.reason, sure=True)
        asked = turn.words.say("chat.ask.cancel_paid", number=order.number, amount=turn.words.money(order.paid))
        button = Button(turn.words.say("chat.button.yes_cancel"), say=turn.write(sure))
        return Outgoing((Text(asked),), (button,))
    refusal = await selling.cancel(order, turn.shop, by=turn.by, now=turn.now, reason=command.reason)
    if refusal is None:
        turn.acted = True
        _put_down(turn, order)
    return refusal or Outgoing((Text(turn.words.say("chat.done.cancelled", number=order.number)),))


async def help_(turn: Turn, command: c.Help) -> Outgoing:
    return Outgoing((help_card(turn.words, topic=command.topic),))


async def link_again(turn: Turn, command: c.LinkStaff) -> Outgoing:
    """Staff are linked already. A code typed where others read it was read by them: it is used up."""
    if turn.is_thread:
        await burn_invite(turn.shop, command.code, turn.now)
        # Said, not refused: a refusal would take the burning back.
        return Outgoing((Text(turn.words.say("refused.code_in_thread")),))
    if turn.chat.kind != "user" and await code_read_by_others(turn, command):
        return Outgoing((Text(turn.words.say("refused.code_in_group")),))
    name = turn.staff.name if turn.staff else ""
    return Outgoing((Text(turn.words.say("chat.done.staff_already", name=name)),))


async def code_read_by_others(turn: Turn, command: c.LinkStaff) -> bool:
    """Use up a code that was typed in a group; whether it is to be said there: only where the bot was spoken to."""
    await burn_invite(turn.shop, command.code, turn.now)
    return turn.incoming.mentions_bot or strip_prefix(turn.incoming.text)[1]


async def burn_if_code(turn: Turn) -> None:
    """A code that staff typed among others, and not to us."""
    commands = read(turn.incoming.text, speaker="staff")
    for said in () if isinstance(commands, c.Chatter) else commands:
        if isinstance(said, c.LinkStaff):
            await code_read_by_others(turn, said)


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
    c.Cancel: cancel, c.Queue: queue, c.Lang: choose_language, c.Help: help_, c.LinkStaff: link_again,
    c.Paid: money.paid, c.Refund: money.refund, c.Extend: money.extend, c.Documents: money.documents,
}  # fmt: skip
