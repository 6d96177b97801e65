"""What customers set going by themselves, told to staff; and what they are offered because of it."""

from datetime import datetime

from bot import commands as c
from bot.announce.telling import tell_staff, wants_notices, words_in
from bot.cards import Button, Card, Outgoing, say
from bot.cards.scenes import merchant_confirmed_card
from bot.conversation import House, bill_of, customer_name, say_in
from bot.customers.wanted import name_of
from bot.grammar import render
from bot.language import Words
from bot.reach import why_not
from orders.events import Event
from orders.order import Order
from orders.people import Chat
from orders.shops import Shop
from orders.waiting import Waiting


async def ordered(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """A customer has confirmed a proposal: an order, or the next revision of one."""
    order = await Order.get(id=event.order_id)
    bill = await bill_of(order, shop, house)
    what = "staff_ordered" if event.facts.get("revision") == 1 else "staff_reordered"
    await tell_staff(
        shop, lambda words: say(merchant_confirmed_card(bill, words, what=what)), house, now, order=order.id
    )


async def wants(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """Something a customer said that only people can do."""
    found = await _chat(event)
    if found is None:
        return
    chat, name = found
    facts = {"customer": name, "text": event.facts["text"]}

    def speak(words: Words) -> Outgoing:
        channel = words.say(f"chat.channel.{chat.channel}")
        text = words.say(f"chat.wants.{event.facts['why']}", **facts, channel=channel)
        begin = render(c.New(f"~{chat.contact_id}"), words.language)
        buttons = (Button(words.say("chat.button.make_bill"), say=begin),) if chat.contact_id else ()
        return say(text, quick=buttons)

    await tell_staff(shop, speak, house, now, of_chat=chat.id)


async def cancel_asked(event: Event, shop: Shop, house: House, now: datetime) -> None:
    await _about_order(event, shop, house, now, c.Cancel, "cancel")


async def reported(event: Event, shop: Shop, house: House, now: datetime) -> None:
    await _about_order(event, shop, house, now, c.ShowOrder, "view")


async def piece_offered(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """Whoever came first in a queue hears that there is a piece; whom that cannot reach, staff hear of."""
    place = await Waiting.get_or_none(id=event.facts["waiting"]).prefetch_related("product")
    found = await _chat(event)
    if place is None or found is None:
        return None  # they were forgotten meanwhile
    chat, customer = found
    if why_not(chat, now) is not None or not await wants_notices(chat):

        def speak(words: Words) -> Outgoing:
            again = render(c.Queue(place.product.sku), words.language)
            text = words.say("chat.notice.offer_not_told", customer=customer, name=name_of(place.product, words))
            return say(text, quick=(Button(words.say("chat.button.queue"), say=again),))

        return await tell_staff(shop, speak, house, now, of_chat=chat.id)
    words = await words_in(chat, shop)
    product = place.product
    left = place.quantity if product.available is None else max(1, min(place.quantity, product.available))
    name = name_of(product, words)
    wanted = render(c.Want((c.Add(product.sku, left),)), words.language)
    card = Card(
        kind="product",
        title=words.say("chat.card.piece_offered"),
        subtitle=name,
        short=words.say("chat.short.piece_offered", name=name),
        image_url=product.image_url,
        notes=(words.say("chat.notice.piece_offered", name=name, price=words.price(product.price)),),
        buttons=(Button(words.say("chat.button.want_it", count=left), say=wanted, primary=True),),
    )
    about = {"what": "offer", "sku": product.sku}
    await say_in(chat, say(card), now, key=f"offer:{event.id}", about=about)


async def _about_order(
    event: Event,
    shop: Shop,
    house: House,
    now: datetime,
    command: type[c.Cancel] | type[c.ShowOrder],
    button: str,
) -> None:
    """A customer's word about an order, with what staff can do about it."""
    order = await Order.get(id=event.order_id)
    customer = await customer_name(order)

    def speak(words: Words) -> Outgoing:
        total = words.money(order.balance)
        text = words.say(f"chat.notice.{event.name}", customer=customer, number=order.number, total=total)
        done = render(command(str(order.number)), words.language)
        return say(text, quick=(Button(words.say(f"chat.button.{button}"), say=done),))

    await tell_staff(shop, speak, house, now, order=order.id)


async def _chat(event: Event) -> tuple[Chat, str] | None:
    chat = await Chat.get_or_none(id=event.facts["chat"]).prefetch_related("contact")
    if chat is None:
        return None
    return chat, chat.contact.called if chat.contact is not None else "…"
