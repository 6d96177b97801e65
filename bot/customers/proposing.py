"""From what a customer wants to a proposal, and from their tap on it to an order. Nothing else they say orders."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot import commands as c
from bot.cards import Button, Card, Outgoing, Part, Text, say
from bot.cards.proposal_card import goods_of, other_quantities, proposal_card
from bot.cards.scenes import customer_order_card
from bot.conversation import Turn, bill_of
from bot.customers.standing import Standing, await_from
from bot.customers.wanted import Gathered, choices, gather, is_coded, name_of
from bot.customers.where_to import invoice_for_customer
from bot.speech.meaning import Item
from bot.telling_shop import tell_shop
from orders import waiting
from orders.addresses import read_address
from orders.basket import MOST_PIECES
from orders.catalogue import Product
from orders.order import Order
from orders.proposals import (
    GOES_ON,
    Changed,
    Made,
    Proposal,
    Proposed,
    confirm,
    decline,
    find_proposal,
    propose,
    waiting_proposal,
)
from orders.stages import Refusal
from orders.wishes import Short, Wish, joined

Answer = Outgoing | Refusal | None

#: Refusals that a customer can do something about; of all others the shop hears.
THEIRS = {"quantity_huge", "quantity_zero", "too_many_lines", "line_too_dear", "order_too_dear", "proposal_old"}


async def want(
    turn: Turn, here: Standing, items: Sequence[Item], *, sure: bool = False, again: bool = False, address: str = ""
) -> Answer:
    """Goods a customer would like. `sure`: it was written as orders are (a code, CF), so it is answered whatever comes
    of it. `again`: more of what they have. `address`: the one that stood in the same message."""
    sure = sure or any(is_coded(item.query) for item in items)
    if not turn.shop.terms.selling.customer_orders:
        return await _told(turn, sure=sure)
    huge = next((item for item in items if (item.quantity or 0) > MOST_PIECES), None)
    if huge is not None:
        return Refusal("quantity_huge", {"item": huge.query, "quantity": huge.quantity, "most": MOST_PIECES})
    gathered = await gather(turn, here, items, again=again)
    if gathered.unknown and sure:
        await tell_shop(turn, "not_found")
    wishes = list(gathered.wishes)
    if wishes and address:
        wishes.append(Wish("address", parts=read_address(address).parts))
    shown = await offer(turn, here, wishes, gathered, again=again) if wishes else None
    if isinstance(shown, Refusal):
        return shown
    return _said(turn, shown, gathered, sure=sure)


async def offer(
    turn: Turn, here: Standing, wishes: Sequence[Wish], gathered: Gathered | None = None, *, again: bool = False
) -> Answer:
    """Show what the wishes come to, together with what was shown a moment ago and is not answered yet."""
    before = here.proposal.wanted if here.proposal and turn.now - here.proposal.created_at < GOES_ON else ()
    proposed = await propose(turn.shop, turn.chat, joined(before, wishes, again=again), turn.now)
    if isinstance(proposed, Refusal):
        return await _refused(turn, proposed)
    is_more = any(wish.deed == "add" for wish in wishes)
    is_told = before and is_more and proposed.proposal and not proposed.base
    notes = [turn.words.say("chat.note.together")] if is_told else []
    notes += [_priced(turn, product) for product in (gathered.prices if gathered else ())]
    return await _shown(turn, proposed, notes)


async def tapped(turn: Turn, here: Standing, command: c.Confirm) -> Answer:
    """Their tap (or their word for it, when the card was the last thing we said)."""
    if not command.number and here.asked != "confirm":
        return None
    number = command.number or f"~{(here.awaited or {}).get('proposal', '')}"
    if not number.startswith("~"):
        return None
    proposal = await find_proposal(turn.chat, number)
    if proposal is None:
        return Refusal("proposal_old")
    outcome = await confirm(proposal, turn.shop, turn.chat, turn.now)
    if isinstance(outcome, Made):
        return await _made(turn, outcome)
    if isinstance(outcome, Changed):
        why = [turn.words.say(f"chat.changed.{reason}") for reason in outcome.why]
        return await _shown(turn, outcome.proposed, why)
    return await _old(turn, proposal) if outcome.reason == "proposal_old" else await _refused(turn, outcome)


async def declined(turn: Turn, here: Standing, command: c.Decline) -> Answer:
    if not command.number and here.proposal is None:
        return None
    proposal = await find_proposal(turn.chat, command.number) if command.number else here.proposal
    if proposal is None or proposal.state != "waiting":
        return Refusal("proposal_old")
    return await drop(turn, proposal)


async def drop(turn: Turn, proposal: Proposal) -> Outgoing:
    """They do not want it: neither now nor, if they were to wait for some of it, later."""
    await decline(proposal)
    goods = [line.product_id for line in proposal.basket.lines if line.product_id is not None]
    await waiting.leave(turn.chat, product_ids=goods)
    return say(turn.words.say("chat.done.declined"))


async def _made(turn: Turn, made: Made) -> Outgoing:
    """The invoice card is the answer; the platform's own id of it makes it the order's message."""
    if made.again:
        bill = await bill_of(made.order, turn.shop, turn.house)
        already = Text(turn.words.say("chat.done.ordered_already", number=made.order.number))
        return Outgoing((already, customer_order_card(bill, turn.words)))
    return await invoice_for_customer(turn, made.order)


async def _old(turn: Turn, proposal: Proposal) -> Answer:
    """A card that is not the newest, or too old: say so, and what to do."""
    newest = await waiting_proposal(turn.chat, turn.now)
    if newest is not None and newest.id != proposal.id:
        proposed = await propose(turn.shop, turn.chat, newest.wanted, turn.now)
        if isinstance(proposed, Proposed):
            return await _shown(turn, proposed, [turn.words.say("chat.note.newer_proposal")])
    return Refusal("proposal_old")


async def _shown(turn: Turn, proposed: Proposed, notes: Iterable[str] = ()) -> Outgoing:
    """The card; where nothing can be had of it, the words alone."""
    said = [*notes, *[await _short(turn, short) for short in proposed.short]]
    proposal = proposed.proposal
    if proposal is None:
        return say("\n".join(said)) if said else _nothing_left(turn, proposed.base)
    card = proposal_card(proposal, proposed.base, turn.shop, turn.words, notes=said)
    most = min((short.left for short in proposed.short), default=None)
    turn.about = {"what": "proposal", "proposal": proposal.id, "sku": goods_of(proposal)}
    await await_from(turn, "confirm", GOES_ON, proposal=proposal.id)
    return say(card, quick=other_quantities(proposal, turn.words, most=most))


def _nothing_left(turn: Turn, base: Order | None) -> Outgoing:
    """Who takes the last thing off an order is asked whether they want the order at all."""
    if base is None:
        return say(turn.words.say("refused.empty_proposal"))
    button = Button(turn.words.say("chat.button.cancel"), say=turn.write(c.AskCancel(str(base.number))))
    return say(turn.words.say("chat.ask.nothing_left", number=base.number), quick=(button,))


async def _short(turn: Turn, short: Short) -> str:
    """What is left, and with a queue their place in it."""
    facts: dict[str, object] = {"name": name_of(short.product, turn.words), "left": short.left}
    if not turn.shop.terms.selling.queue or not short.product.active:
        return turn.words.say("chat.note.only_left" if short.left else "chat.note.sold_out", **facts)
    pieces = short.wanted - short.left
    place = await waiting.join(short.product, turn.chat, quantity=pieces, now=turn.now)
    return turn.words.say("chat.note.queued_rest" if short.left else "chat.note.queued", **facts, place=place)


def _said(turn: Turn, shown: Outgoing | None, gathered: Gathered, *, sure: bool) -> Outgoing | None:
    """The card, then what could not be found, then the first question: its quick replies must come last."""
    parts: list[Part] = list(shown.parts) if shown else []
    quick: tuple[Button, ...] = shown.quick if shown else ()
    if gathered.unknown and (sure or parts):
        names = ", ".join(gathered.unknown)[:200]
        missing = turn.words.say("chat.note.not_found" if sure else "chat.note.not_found_here", item=names)
        parts = _noted(parts, missing)
    if gathered.unsure:
        query, pieces, products = gathered.unsure[0]
        parts.append(Text(turn.words.say("chat.ask.product" if query else "chat.ask.which", item=query)))
        quick = choices(turn, products, pieces)
        turn.about = {}
    return Outgoing(tuple(parts), quick) if parts else None


def _noted(parts: list[Part], note: str) -> list[Part]:
    """Said on the card when there is one: one message instead of two."""
    if parts and isinstance(card := parts[0], Card):
        return [replace(card, notes=(note, *card.notes)), *parts[1:]]
    return [*parts, Text(note)]


def _priced(turn: Turn, product: Product) -> str:
    return turn.words.say(
        "chat.note.price_is", name=name_of(product, turn.words), price=turn.words.price(product.price)
    )


async def _told(turn: Turn, *, sure: bool) -> Outgoing | None:
    """The shop takes no orders by itself: its people hear of it once."""
    is_news = await tell_shop(turn, "off")
    return say(turn.words.say("chat.done.shop_told")) if sure and is_news else None


async def _refused(turn: Turn, refusal: Refusal) -> Answer:
    if refusal.reason == "too_little_stock":
        name = refusal.facts["name_en" if turn.words.language == "en" else "name"] or refusal.facts["name"]
        return say(turn.words.say("chat.note.only_left", name=name, left=refusal.facts["left"]))
    if refusal.reason in THEIRS:
        return refusal
    await tell_shop(turn, "refused")
    return say(turn.words.say("chat.done.shop_told"))
