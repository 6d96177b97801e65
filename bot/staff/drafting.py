"""The draft of a chat: opening it, changing it, keeping it; the others that wait, and who did what."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from tortoise.expressions import Q

from bot import commands as c
from bot.cards import Button
from bot.cards.scenes import name_of as goods_name
from bot.conversation import Turn, bill_of, bills_of
from bot.replies import AskFirst, Question, Result
from bot.staff.group import customer_in_group, is_group
from orders import selling, stock
from orders.basket import Basket
from orders.order import Order
from orders.people import Chat, Contact, Customer, Staff, customer_of, name_key
from orders.stages import Refusal

#: After so long nobody is sure any more whose draft it was.
GROWS_STALE = timedelta(hours=12)
MOST_OFFERED = 4
MOST_WORDS_KEPT = 120


async def keep_draft(turn: Turn) -> None:
    """Make the draft this chat's current one, and remember that it was looked at."""
    draft = turn.draft
    if draft is None:
        return
    if turn.chat.draft_id != draft.id:
        turn.chat.draft_id = draft.id
        await turn.chat.save(update_fields=["draft_id"])
    if draft.drafted_in != turn.chat.id or is_stale(draft, turn.now):
        draft.drafted_in = turn.chat.id
        draft.touched = {**(draft.touched or {}), "opened": turn.now.isoformat()}
        await draft.save(update_fields=["drafted_in", "touched"])


async def open_draft(turn: Turn, *, chat: Chat | None, customer: Customer | None) -> None:
    """Start the draft."""
    await put_aside(turn)
    await _mention_unfinished(turn, chat)
    turn.draft = await selling.start(turn.shop, by=turn.by, now=turn.now, chat=chat, customer=customer)
    turn.changed = turn.acted = True


async def put_aside(turn: Turn, draft: Order | None = None) -> None:
    """Make room for another draft. One left unfinished stays, and is mentioned; an empty one is dropped. `draft`: one
    that another has taken the place of already."""
    aside = draft or turn.draft
    if aside is None:
        return
    if not aside.basket.lines and aside.number is None and aside.edits_id is None:
        await selling.discard(aside)
    else:
        bill = await bill_of(aside, turn.shop, turn.house)
        number = aside.number or bill.edits_number
        command = c.Edit(str(number)) if number else c.Orders("draft")
        facts = {"customer": bill.customer, "command": turn.write(command)}
        turn.notes.append(turn.words.say("chat.note.other_draft", **facts))
    if draft is None:
        turn.draft, turn.seen = None, None


async def open_for(turn: Turn, contact: Contact) -> None:
    """Start the draft of somebody who can be written to. Who only ever spoke in this group gets the card here: to a
    stranger LINE delivers nothing, and does not say so."""
    own: dict[str, Any] = {"shop_id": turn.shop.id, "channel": contact.channel, "external_id": contact.external_id}
    if is_group(turn) and not await Chat.exists(**own, heard_at__isnull=False):
        chat = turn.chat
    else:
        chat, _ = await Chat.get_or_create(**own, defaults={"contact_id": contact.id})
    await open_draft(turn, chat=chat, customer=await customer_of(contact, turn.now))


async def current_draft(turn: Turn) -> Order | None:
    """The draft being built here; in a customer's thread, or in a group where it is clear who buys, one is started by
    the first thing said."""
    if turn.draft is None and turn.is_thread:
        customer = await customer_of(turn.contact, turn.now) if turn.contact else None
        await open_draft(turn, chat=turn.chat, customer=customer)
    elif turn.draft is None and (meant := await customer_in_group(turn)) is not None:
        await open_for(turn, meant)
    return turn.draft


def drafts_of(name: str) -> Q:
    """Drafts of customers whose name begins with `name`, or has a word that does; without a chat, merely contains it
    (what stands before a name there is known to `name_key` alone)."""
    wanted = name_key(name)
    in_chat = Q(chat__contact__name_key__startswith=wanted) | Q(chat__contact__name_key__contains=f" {wanted}")
    return in_chat | Q(chat__contact_id__isnull=True, customer__name__icontains=wanted)


def no_draft(turn: Turn) -> Refusal:
    return Refusal("no_draft", {"example": turn.write(c.New(turn.words.say("chat.help.a_name")))})


async def set_on_draft(turn: Turn, change: Callable[[Basket], Refusal | None]) -> Result:
    if (draft := await current_draft(turn)) is None:
        return no_draft(turn)
    return await changed(turn, draft.basket, change)


async def changed(turn: Turn, basket: Basket, change: Callable[[Basket], Refusal | None]) -> Result:
    """Do `change` to the basket, or refuse with nothing changed. `keep_changes` keeps it, once for a whole message."""
    if refusal := change(basket):
        return refusal
    if (draft := turn.draft) is not None:
        if turn.base is None:
            turn.base, turn.done = draft.content, []
        if turn.doing and not difference(draft.basket, basket):
            turn.done.append(turn.write(turn.doing))
        draft.keep(basket, turn.shop.terms)
        turn.changed = turn.acted = True
    return None


async def keep_changes(turn: Turn) -> None:
    """Keep what this message changed, with who changed what: one change, taken back by one `undo`."""
    draft, base = turn.draft, turn.base
    if draft is None or base is None:
        return
    basket, turn.base, draft.content = draft.basket, None, base
    words = ", ".join(part for part in (difference(draft.basket, basket), *turn.done) if part)
    await selling.change(draft, basket, turn.shop, by=turn.by, words=words[:MOST_WORDS_KEPT], now=turn.now)


async def short_of(turn: Turn, draft: Order) -> list[str]:
    """What of the draft there is too little of: said while it is built, not only when it is to be sent."""
    edited = await Order.get_or_none(id=draft.edits_id) if draft.edits_id is not None else None
    short = await stock.too_few_for(draft.basket, edited.basket if edited is not None else None)
    return [turn.words.say("chat.note.only_left", name=goods_name(line, turn.words), left=left) for line, left in short]


# Other drafts


def open_here(turn: Turn) -> Q:
    """Drafts that were opened in this chat last."""
    return Q(shop_id=turn.shop.id, stage="draft") & (Q(drafted_in=turn.chat.id) | Q(id=turn.chat.draft_id or 0))


async def others_here(turn: Turn) -> int:
    """How many drafts wait in this chat besides the one being built."""
    return await Order.filter(open_here(turn)).exclude(id=turn.draft.id if turn.draft else 0).count()


async def _mention_unfinished(turn: Turn, chat: Chat | None) -> None:
    """A second draft for the same customer is seldom meant: the first one can be had back."""
    if chat is None:
        return
    first = await Order.filter(open_here(turn), chat_id=chat.id, number=None, edits_id=None).order_by("-id").first()
    if first is not None and first.basket.lines:
        bill = await bill_of(first, turn.shop, turn.house)
        facts = {"customer": bill.customer, "command": turn.write(c.Edit(f"~{first.id}"))}
        turn.notes.append(turn.words.say("chat.note.unfinished", **facts))


# After a while


def is_stale(draft: Order, now: datetime) -> bool:
    """Whether so much time has passed that what is said now may belong to another order."""
    touched = draft.touched or {}
    times = [datetime.fromisoformat(touched[name]) for name in ("at", "opened") if touched.get(name)]
    return now - max([*times, draft.created_at]) > GROWS_STALE


async def still_this_one(turn: Turn, waiting: list[c.Command]) -> AskFirst | None:
    """Ask whose draft it goes to, before anything is done to one that was left for long."""
    if turn.draft is None or turn.is_thread or not is_stale(turn.draft, turn.now):
        return None
    bill = await bill_of(turn.draft, turn.shop, turn.house)
    yes = Button(turn.words.say("chat.button.still", customer=bill.customer), say=turn.write(_again(turn.draft)))
    others = await bills_of(
        Order.filter(open_here(turn)).exclude(id=turn.draft.id).order_by("-id").limit(MOST_OFFERED), turn.shop
    )
    choices = [yes, *(Button(other.customer, say=turn.write(_again(other.order))) for other in others)]
    choices.append(Button(turn.words.say("chat.button.somebody_else"), say=turn.write(c.New())))
    facts = {"customer": bill.customer, "total": turn.words.money(turn.draft.total)}
    return AskFirst(Question(turn.words.say("chat.ask.still", **facts), tuple(choices)), tuple(waiting))


def _again(draft: Order) -> c.Edit:
    return c.Edit(f"~{draft.id}")


# Who did what


def difference(before: Basket, after: Basket) -> str:
    """What changed among the goods: `A01 2 → 3`; "" when nothing did."""
    counts: dict[str, list[int]] = {}
    for place, basket in enumerate((before, after)):
        for line in basket.lines:
            counts.setdefault(line.sku or line.name, [0, 0])[place] += line.quantity
    return ", ".join(f"{name} {old} → {new}" for name, (old, new) in counts.items() if old != new)


async def by_another(turn: Turn, draft: Order) -> str:
    """What somebody else did to this draft last, as a note; "" when it was the speaker. What was told here once is not
    told again beside a change of their own."""
    now = draft.touched or {}
    is_theirs = _is_by_another(turn, now)
    last = now if is_theirs else turn.seen or {}
    told = list(last.get("told", ()))
    if not _is_by_another(turn, last) or (not is_theirs and (turn.chat.id in told or "undone" in now)):
        return ""  # what the speaker has just taken back is told by that
    if is_theirs and turn.chat.id not in told:
        draft.touched = {**last, "told": [*told, turn.chat.id]}
        await draft.save(update_fields=["touched"])
    key = "undone_by" if "undone" in last else "changed_by"
    return turn.words.say(f"chat.note.{key}", name=await name_of(turn, last["by"]), change=last["words"])


def _is_by_another(turn: Turn, change: dict[str, Any]) -> bool:
    return bool(change.get("by") and change.get("words")) and change["by"] != turn.by


async def name_of(turn: Turn, by: str) -> str:
    """What a signature is called: `staff:7` is Ann."""
    kind, _, number = by.partition(":")
    staff = await Staff.get_or_none(id=int(number)) if kind == "staff" and number.isdigit() else None
    return staff.name if staff is not None else turn.words.say("chat.who.page")
