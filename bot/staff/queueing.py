"""The queue of goods that are short, as staff see it: who waits, and a button to offer a piece to each."""

from bot import commands as c
from bot.cards import Card, Outgoing, Row, say
from bot.cards.scenes import more_rows
from bot.conversation import Turn
from bot.customers.wanted import name_of
from bot.grammar.numbers import id_in
from bot.language import Words
from orders.catalogue import Found, Product, Several, catalogue_of
from orders.stages import Refusal
from orders.waiting import ALIVE, Waiting, offer, queue_of


async def queue(turn: Turn, command: c.Queue) -> Outgoing | Refusal:
    """`queue A01`: who waits for it. `queue A01 ~5`, as its buttons say: that one is offered it now."""
    found = (await catalogue_of(turn.shop)).find(command.item)
    if not isinstance(found, Found):
        products = found.products if isinstance(found, Several) else ()
        says = [turn.write(c.Queue(product.sku)) for product in products]
        return Refusal("not_on_sale", {"item": command.item, "say": says})
    product = await Product.get(id=found.product.id)
    if command.to:
        return await _offered(turn, product, command.to)
    waiting = await queue_of(product)
    name = name_of(product, turn.words)
    if not waiting:
        return say(turn.words.say("chat.done.nobody_waits", name=name))
    return say(_card(product, name, waiting, turn))


async def _offered(turn: Turn, product: Product, number: str) -> Outgoing | Refusal:
    place = await Waiting.get_or_none(id=id_in(number) or 0, product_id=product.id, state__in=ALIVE)
    if place is None:
        return Refusal("old_choice")
    await offer(place, turn.shop, by=turn.by, now=turn.now)
    customer = await called(place)
    return say(turn.words.say("chat.done.offered", customer=customer, name=name_of(product, turn.words)))


async def called(place: Waiting) -> str:
    """Whose place it is."""
    await place.fetch_related("chat__contact")
    return place.chat.contact.called if place.chat.contact is not None else "…"


def _card(product: Product, name: str, waiting: list[Waiting], turn: Turn) -> Card:
    words: Words = turn.words
    title = words.say("chat.card.queue", name=name)

    def row(number: int, place: Waiting) -> Row:
        customer = place.chat.contact.called if place.chat.contact is not None else "…"
        state = words.say(f"chat.queue.{place.state}", time=_time(place, turn))
        say_ = turn.write(c.Queue(product.sku, f"~{place.id}"))
        return Row(name=f"{number}. {customer}", detail=state, amount=f"× {place.quantity}", say=say_)

    left = product.available
    notes = [words.say("chat.note.queue_left", left=left)] if left is not None else []
    return Card(
        kind="queue",
        title=title,
        short=words.say("chat.short.queue", name=name, count=len(waiting)),
        rows=tuple(row(number, place) for number, place in enumerate(waiting, 1)),
        notes=(*notes, words.say("chat.note.queue_tap")),
        more_rows=more_rows(words),
    )


def _time(place: Waiting, turn: Turn) -> str:
    return turn.words.moment(place.offered_at or place.at, turn.shop.timezone)
