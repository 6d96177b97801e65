"""Changes a customer would like to an order that is not paid: shown as a proposal, like goods. And `CF2`, which may
mean three things."""

import re
from collections.abc import Awaitable, Callable

from bot import commands as c
from bot.cards import Button, Outgoing, Text, say
from bot.conversation import Turn
from bot.customers.proposing import Answer, drop, offer
from bot.customers.standing import Standing
from bot.customers.wanted import Gathered, ending_in, find, find_line, name_of
from bot.language import Words
from bot.speech.meaning import Intent, Meaning
from bot.telling_shop import tell_shop
from orders.basket import Basket
from orders.catalogue import Catalogue, Found, Product, Several, catalogue_of, key
from orders.proposals import Proposal, open_order
from orders.stages import Refusal
from orders.wishes import MOST_NOTED, Wish

Change = Callable[[Turn, Standing, Meaning], Awaitable[Answer]]

_NUMBER = re.compile(r"\D*(\d{1,4})\D*")
_CODE = re.compile(r"(?<=[\s])[a-z]{1,3}-?\d{2,4}\b", re.IGNORECASE)
#: So many goods are offered where one number may mean any of them.
MOST_MEANT = 5


async def set_quantity(turn: Turn, here: Standing, meaning: Meaning) -> Answer:
    return await _change_lines(turn, here, meaning, taking_off=False)


async def take_off(turn: Turn, here: Standing, meaning: Meaning) -> Answer:
    return await _change_lines(turn, here, meaning, taking_off=True)


async def swap(turn: Turn, here: Standing, meaning: Meaning) -> Answer:
    """Another colour or size in the place of one they have."""
    basket = await _theirs(turn, here)
    catalogue = await catalogue_of(turn.shop)
    if basket is None or not meaning.items:
        return None
    item = meaning.items[0]
    old = find_line(item.was, basket, catalogue)
    lines = basket.lines_called(None, old[0]) if len(old) == 1 else []
    product = catalogue.by_sku.get(key(old[0])) if lines else None
    if product is None:
        return await _left_to_shop(turn)
    new = catalogue.find(item.query, among=catalogue.variants_of(product))
    if not isinstance(new, (Found, Several)):
        return await _left_to_shop(turn)
    pieces = item.quantity or lines[0].quantity
    if isinstance(new, Several):
        gathered = Gathered(unsure=[(item.query, pieces, new.products)])
        return _which(turn, gathered)
    wish = Wish("swap", product=new.product.id, quantity=pieces, line=old[0])
    return await _offer(turn, here, [wish], basket, catalogue)


async def ship(turn: Turn, here: Standing, meaning: Meaning) -> Answer:
    """Another way to send it. A fee that staff have fixed is theirs to change."""
    basket = await _theirs(turn, here)
    method = turn.shop.terms.method(meaning.method)
    if basket is None or method is None:
        return None
    if basket.fixed_fee is not None:
        return await _left_to_shop(turn)
    return await offer(turn, here, [Wish("ship", value=method.code)])


async def pay(turn: Turn, here: Standing, meaning: Meaning) -> Answer:
    basket = await _theirs(turn, here)
    if basket is None or meaning.way is None:
        return None
    if meaning.way not in turn.shop.terms.payments.ways():
        return Refusal("no_such_payment", {"way": meaning.way})
    return await offer(turn, here, [Wish("pay", value=meaning.way)])


async def note(turn: Turn, here: Standing, meaning: Meaning) -> Answer:
    """How it is to be packed or handed over: it stands on the order once they confirm it, and staff hear of it now."""
    if await _theirs(turn, here) is None and here.order is None:
        return None
    is_news = await tell_shop(turn, "note")
    if await _theirs(turn, here) is None:
        return say(turn.words.say("chat.done.shop_told")) if is_news else None
    return await offer(turn, here, [Wish("note", value=" ".join(meaning.text.split())[:MOST_NOTED])])


async def unclear_cf(turn: Turn, here: Standing, meaning: Meaning) -> Answer:
    """`CF2`: two pieces of what they look at, or the goods whose number is 2? Where neither can be, people know."""
    found = _NUMBER.fullmatch(turn.incoming.text.split("\n")[0][:40])
    if found is None or not (number := int(found[1])):
        return None
    catalogue = await catalogue_of(turn.shop)
    shown = find("", here, catalogue)
    pieces = [_pieces(turn, shown.product, number)] if isinstance(shown, Found) else []
    coded = [_pieces(turn, product, 1) for product in ending_in(number, catalogue)[:MOST_MEANT]]
    if not pieces and not coded:
        return await _not_found(turn, found[0])
    asked = turn.words.say("chat.ask.cf" if pieces and coded else "chat.ask.cf_one", number=number)
    return Outgoing((Text(asked),), (*pieces, *coded))


HANDLERS: dict[Intent, Change] = {
    "set_qty": set_quantity, "remove_item": take_off, "change_variant": swap, "set_shipping": ship,
    "set_payment_method": pay, "set_note": note,
}  # fmt: skip


async def _not_found(turn: Turn, said: str) -> Answer:
    """`CF X99` names goods by a code that nobody sells here; `CF 2` may be anything."""
    coded = _CODE.search(said)
    if coded is None:
        return None
    await tell_shop(turn, "not_found")
    return say(turn.words.say("chat.note.not_found", item=coded[0].upper()))


async def _change_lines(turn: Turn, here: Standing, meaning: Meaning, *, taking_off: bool) -> Answer:
    basket = await _theirs(turn, here)
    if basket is None or not meaning.items:
        return None
    catalogue = await catalogue_of(turn.shop)
    wishes = []
    for item in meaning.items:
        names = find_line(item.query, basket, catalogue)
        if len(names) != 1 or (not taking_off and item.quantity is None):
            return await _left_to_shop(turn)
        wishes.append(Wish("set", line=names[0], quantity=0 if taking_off else item.quantity or 0))
    return await _offer(turn, here, wishes, basket, catalogue)


async def _offer(turn: Turn, here: Standing, wishes: list[Wish], basket: Basket, catalogue: Catalogue) -> Answer:
    """What is only proposed so far is changed in the wish for it, what is on the order by a wish of its own."""
    proposal = here.proposal
    if proposal is None:
        return await offer(turn, here, wishes)
    rewritten = list(proposal.wanted)
    for wish in wishes:
        product = catalogue.by_sku.get(key(wish.line))
        at = _wished_at(proposal, product)
        if at is None:
            rewritten.append(wish)
        elif wish.deed == "set":
            rewritten[at] = Wish("add", product=rewritten[at].product, quantity=wish.quantity)
        else:
            rewritten[at] = Wish("add", product=wish.product, quantity=wish.quantity)
    kept = [wish for wish in rewritten if wish.deed != "add" or wish.quantity > 0]
    if not kept:
        return await drop(turn, proposal)
    here.proposal = None  # all of it is said anew
    return await offer(turn, here, kept)


def _wished_at(proposal: Proposal, product: Product | None) -> int | None:
    """Where among the wishes this product is."""
    found = (
        at
        for at, wish in enumerate(proposal.wanted)
        if product is not None and wish.deed == "add" and wish.product == product.id
    )
    return next(found, None)


async def _theirs(turn: Turn, here: Standing) -> Basket | None:
    """What their words may change: what waits to be confirmed, else the order nothing is paid of."""
    if here.proposal is not None:
        return here.proposal.basket
    order = await open_order(turn.chat)
    return order.basket if order is not None else None


async def _left_to_shop(turn: Turn) -> Answer:
    """Something of theirs is meant, and only a person can tell what: the bot is silent, the shop hears of it."""
    await tell_shop(turn, "unclear")
    return None


def _which(turn: Turn, gathered: Gathered) -> Outgoing:
    query, pieces, products = gathered.unsure[0]
    return Outgoing(
        (Text(turn.words.say("chat.ask.product", item=query)),),
        tuple(_pieces(turn, product, pieces) for product in products),
    )


def _pieces(turn: Turn, product: Product, pieces: int) -> Button:
    label = _label(product, pieces, turn.words)
    return Button(label, say=turn.write(c.Want((c.Add(product.sku, pieces),))))


def _label(product: Product, pieces: int, words: Words) -> str:
    return f"{pieces} × {name_of(product, words)}"
