"""What staff can do: one handler for each command. A handler changes the draft or calls one use case, and returns what
is to be said."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot import commands as c
from bot.cards import Outgoing, Text
from bot.cards.scenes import link_parts
from bot.conversation import Turn, bill_of, customers_words
from bot.replies import Result
from bot.staff.afterwards import AFTERWARDS
from bot.staff.drafting import current_draft, name_of, no_draft, set_on_draft
from bot.staff.goods import add, remove, set_price, set_quantity, swap
from bot.staff.judging import JUDGING
from bot.staff.money import paid_before
from bot.staff.opening import new
from bot.staff.sending import promise_outcome
from orders import selling
from orders.addresses import read_address
from orders.basket import Basket
from orders.order import Order
from orders.stages import Refusal

Handler = Callable[[Turn, Any], Awaitable[Result]]


async def discount(turn: Turn, command: c.Discount) -> Result:
    return await set_on_draft(turn, lambda b: b.give_discount(amount=command.amount, percent=command.percent))


async def round_to(turn: Turn, command: c.RoundTo) -> Result:
    return await set_on_draft(turn, lambda basket: basket.round_to(command.total))


async def all_in(turn: Turn, command: c.AllIn) -> Result:
    """Goods and shipping for one amount. More than the goods cost is a fee, and that is said by itself."""
    result = await set_on_draft(turn, lambda basket: basket.all_in(command.total))
    if not (isinstance(result, Refusal) and result.reason == "all_in_above"):
        return result
    rest = command.total - int(str(result.facts["subtotal"]))
    return Refusal(result.reason, result.facts | {"amount": rest, "say": [turn.write(c.Ship(None, rest))]})


async def ship(turn: Turn, command: c.Ship) -> Result:
    """`ship EMS` takes the table's fee; a fee said is fixed; `ship free` leaves the method as it is."""
    terms = turn.shop.terms
    method = terms.method(command.method) if command.method else None
    if command.method and method is None:
        codes = [known.code for known in terms.shipping]
        says = [turn.write(c.Ship(code)) for code in codes]
        return Refusal("no_such_method", {"method": command.method, "methods": ", ".join(codes), "say": says})

    def choose(basket: Basket) -> None:
        basket.shipping_method = method.code if method else basket.shipping_method
        basket.fixed_fee = command.fee

    return await set_on_draft(turn, choose)


async def pay(turn: Turn, command: c.Pay) -> Result:
    if command.way not in turn.shop.terms.payments.ways():
        says = [turn.write(c.Pay(way)) for way in turn.shop.terms.payments.ways()]  # type: ignore[arg-type]
        return Refusal("no_such_payment", {"way": command.way, "say": says})
    return await set_on_draft(turn, lambda basket: setattr(basket, "payment_method", command.way))


async def address(turn: Turn, command: c.Address) -> Result:
    read_back = read_address(command.text)
    if read_back.lacking:
        parts = ", ".join(turn.words.say(f"chat.part.{part}") for part in read_back.lacking)
        turn.notes.append(turn.words.say("chat.note.missing_address", parts=parts))
    return await set_on_draft(turn, lambda basket: setattr(basket, "shipping_address", read_back.parts))


async def bill_to(turn: Turn, command: c.BillTo) -> Result:
    parts = read_address(command.text).parts
    return await set_on_draft(turn, lambda basket: setattr(basket, "billing_address", parts))


async def note(turn: Turn, command: c.Note) -> Result:
    return await set_on_draft(turn, lambda basket: setattr(basket, "note", command.text))


async def show(turn: Turn, command: c.Show) -> Result:
    if await current_draft(turn) is None:
        return no_draft(turn)
    turn.changed = True
    return None


async def undo(turn: Turn, command: c.Undo) -> Result:
    if (draft := await current_draft(turn)) is None:
        return no_draft(turn)
    undone = draft.last_change
    if refusal := await selling.undo(draft, turn.shop, by=turn.by, now=turn.now):
        return refusal
    turn.changed = turn.acted = True
    if undone.get("words"):
        by, own = undone["by"], undone["by"] in ("", turn.by)
        name = "" if own else await name_of(turn, by)
        key = "taken_back" if own else "taken_back_of"
        turn.notes.append(turn.words.say(f"chat.note.{key}", name=name, change=undone["words"]))
    return None


async def discard(turn: Turn, command: c.Discard) -> Result:
    if (draft := await current_draft(turn)) is None:
        return no_draft(turn)
    await selling.discard(draft)
    turn.draft, turn.changed, turn.acted = None, False, True
    edited = await Order.get_or_none(id=draft.edits_id or 0)
    if edited is not None:
        said = turn.words.say("chat.done.discarded_edit", number=edited.number)
    elif draft.number is not None:
        again = turn.write(c.Edit(str(draft.number)))
        said = turn.words.say("chat.done.put_away", number=draft.number, command=again)
    else:
        said = turn.words.say("chat.done.discarded")
    return Outgoing((Text(said),))


async def send(turn: Turn, command: c.Send) -> Result:
    """Issue, and put the card into the customer's chat; what became of it is told when it is known."""
    draft = await current_draft(turn)
    if draft is not None and draft.chat_id is None:
        return await link(turn, c.Link())
    issued = await _issue(turn, draft, send=True)
    if isinstance(issued, Refusal):
        return issued
    await promise_outcome(turn, issued.order)
    return None


async def link(turn: Turn, command: c.Link) -> Result:
    """Issue, and give the link with a summary to copy."""
    issued = await _issue(turn, await current_draft(turn), send=False)
    if isinstance(issued, Refusal):
        return issued
    bill = await bill_of(issued.order, turn.shop, turn.house)
    theirs = await customers_words(issued.order, turn.shop)
    head, *rest = link_parts(bill, turn.words, theirs)
    assert isinstance(head, Text)
    said, quick = paid_before(issued.order, head.text, turn.words)
    return Outgoing((Text(said), *rest), quick)


async def _issue(turn: Turn, draft: Order | None, *, send: bool) -> selling.Issued | Refusal:
    if draft is None:
        return no_draft(turn)
    facts = {"send": send, "asked_in": turn.chat.id}
    issued = await selling.issue(draft, turn.shop, by=turn.by, now=turn.now, facts=facts)
    if isinstance(issued, selling.Issued):
        turn.draft, turn.changed, turn.acted = None, False, True
        turn.chat.draft_id = None
        turn.about["concerns"] = issued.order.id
    elif issued.reason == "fee_needed":
        example = turn.write(c.Ship(str(issued.facts["method"]), 6000))
        return Refusal(issued.reason, issued.facts | {"example": example})
    elif issued.reason == "confirmed_meanwhile":
        says = [turn.write(c.ShowOrder(str(issued.facts["number"]))), turn.write(c.Discard())]
        return Refusal(issued.reason, issued.facts | {"say": says})
    return issued


HANDLERS: dict[type, Handler] = {
    c.New: new, c.Add: add, c.SetQuantity: set_quantity, c.Remove: remove, c.SetPrice: set_price, c.Swap: swap,
    c.Discount: discount, c.RoundTo: round_to, c.AllIn: all_in, c.Ship: ship, c.Pay: pay, c.Address: address,
    c.BillTo: bill_to, c.Note: note, c.Show: show, c.Undo: undo, c.Discard: discard, c.Send: send, c.Link: link,
    **AFTERWARDS, **JUDGING,
}  # fmt: skip
