"""Event -> who hears it, where, as which card. The only place that turns what happened into what is said."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot import scenes
from bot.cards import Outgoing, Text, say
from bot.conversation import House, bill_of, customers_words, say_in
from bot.language import Words, words
from bot.reach import MANNERS, manners_of, why_not
from bot.sending import tell_outcome
from orders.events import Event
from orders.order import Order
from orders.people import Chat, Contact, Staff
from orders.queues import put_outbound
from orders.shops import Shop

Teller = Callable[[Event, Shop, House, datetime], Awaitable[None]]


async def announce(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """Owe whatever `event` makes us say. Runs in the transaction that marks the event announced."""
    teller = TELLERS.get(event.name)
    if teller is not None:
        await teller(event, shop, house, now)


async def tell_staff(
    shop: Shop, speak: Callable[[Words], Outgoing], house: House, now: datetime, *, near: str = "", or_mail: bool = True
) -> None:
    """Say it to every member of staff, once each and in their own language: on the channel `near` if they can be
    reached there, else where they last wrote. When nobody of the staff can be reached in a chat, it goes to the shop's
    e-mail.
    """
    told = False
    for staff in await Staff.filter(shop_id=shop.id, active=True):
        chats = await Chat.filter(kind="user", contact__staff_id=staff.id).order_by("-heard_at")
        open_chats = [chat for chat in chats if why_not(chat, now) is None]
        open_chats.sort(key=lambda chat: chat.channel != near)
        if open_chats:
            said = speak(await _words_in(open_chats[0], shop))
            await say_in(open_chats[0], said, now, about={"what": "staff_notice"})
            told = True
    if not told and or_mail and shop.email and house.sends_mail:
        body = {"template": "notice", "to": shop.email, "said": speak(words(shop.language)).to_json()}
        await put_outbound(shop_id=shop.id, kind="mail", lane=f"mail:{shop.id}", body=body, now=now)


async def _issued(event: Event, shop: Shop, house: House, now: datetime) -> None:
    if event.facts.get("send"):
        await _send_invoice(event, shop, house, now)


async def _send_invoice(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """The card, into the customer's own chat."""
    order = await Order.get(id=event.order_id)
    if order.chat_id is None or order.stage == "draft":
        return
    chat = await Chat.get(id=order.chat_id)
    card = scenes.invoice_card(await bill_of(order, shop, house), await _words_in(chat, shop))
    about = {
        "order": order.id,
        "what": "invoice",
        "revision": order.revision,
        "asked_in": event.facts.get("asked_in"),
        "by": event.by,
    }
    await say_in(chat, say(card), now, key=f"invoice:{event.id}", about=about)


async def _sent(event: Event, shop: Shop, house: House, now: datetime) -> None:
    order = await Order.get(id=event.order_id)

    def sentence(words: Words, customer: str) -> str:
        key = "outcome" if event.facts["revision"] == 1 else "outcome_revised"
        channel = words.say(f"chat.channel.{event.facts['channel']}")
        total = words.money(order.total)
        return words.say(
            f"chat.sent.{key}", number=order.number, customer=customer, channel=channel, total=total,
            revision=event.facts["revision"],
        )  # fmt: skip

    await _answer_sender(event, order, shop, house, now, sentence, with_link=False)


async def _not_sent(event: Event, shop: Shop, house: House, now: datetime) -> None:
    order = await Order.get(id=event.order_id)
    link = (await bill_of(order, shop, house)).link or ""

    def sentence(words: Words, customer: str) -> str:
        reason = words.say(f"not_sent.{event.facts['reason']}", detail=event.facts.get("detail", ""))
        return words.say("chat.sent.not_sent", number=order.number, customer=customer, reason=reason, link=link)

    await _answer_sender(event, order, shop, house, now, sentence, with_link=True)


async def _answer_sender(
    event: Event,
    order: Order,
    shop: Shop,
    house: House,
    now: datetime,
    sentence: Callable[[Words, str], str],
    *,
    with_link: bool,
) -> None:
    """Tell what became of a card where it was asked for; of one asked for in a customer's thread, tell all staff."""
    bill = await bill_of(order, shop, house)
    theirs = await customers_words(order, shop)

    def speak(words_: Words) -> Outgoing:
        text = Text(sentence(words_, bill.customer))
        return Outgoing((text, Text(scenes.summary(bill, theirs))) if with_link else (text,))

    chat = await Chat.get_or_none(id=event.facts.get("asked_in") or 0)
    if chat is not None and chat.id != order.chat_id:
        await tell_outcome(order, chat, speak(await _words_in(chat, shop)), now)
    elif with_link or event.facts.get("asked_by") != "customer":
        await tell_staff(shop, speak, house, now, near="messenger")


async def _confirmed(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """The customer gets one call with confirmation and payment together; staff get one notice; the shop an e-mail."""
    order = await Order.get(id=event.order_id)
    bill = await bill_of(order, shop, house)
    if order.chat_id is not None:
        chat = await Chat.get(id=order.chat_id)
        theirs = await _words_in(chat, shop)
        payment = scenes.payment_card(bill, theirs)
        cards = (scenes.confirmed_card(bill, theirs), *((payment,) if payment else ()))
        await _notify(chat, Outgoing(cards), shop, now, what="confirmed", event=event)
    # The shop gets a mail of its own about this, so nobody needs a second one.
    await tell_staff(shop, lambda words_: say(scenes.merchant_confirmed_card(bill, words_)), house, now, or_mail=False)
    if house.sends_mail:
        await _owe_mail("order_confirmed", order, shop.email, shop, now)


async def _cancelled(event: Event, shop: Shop, house: House, now: datetime) -> None:
    order = await Order.get(id=event.order_id)
    if order.chat_id is None or order.revision == 0:
        return
    chat = await Chat.get(id=order.chat_id)
    bill = await bill_of(order, shop, house)
    card = scenes.cancelled_card(bill, await _words_in(chat, shop), reason=str(event.facts.get("reason", "")))
    await _notify(chat, say(card), shop, now, what="cancelled", event=event)


async def _person_wanted(event: Event, shop: Shop, house: House, now: datetime) -> None:
    chat = await Chat.get(id=event.facts["chat"])
    await chat.fetch_related("contact")
    name = chat.contact.called if chat.contact else "…"

    def speak(words_: Words) -> Outgoing:
        channel = words_.say(f"chat.channel.{chat.channel}")
        return say(words_.say("chat.notice.person_wanted", customer=name, channel=channel))

    await tell_staff(shop, speak, house, now)


async def _channel_down(event: Event, shop: Shop, house: House, now: datetime) -> None:
    def speak(words_: Words) -> Outgoing:
        reason = words_.say(f"not_sent.{event.facts['reason']}", detail=event.facts.get("detail", ""))
        channel = words_.say(f"chat.channel.{event.facts['channel']}")
        return say(words_.say("chat.notice.channel_down", channel=channel, reason=reason))

    near = next((name for name in MANNERS if name != event.facts["channel"]), "")
    await tell_staff(shop, speak, house, now, near=near)


TELLERS: dict[str, Teller] = {
    "order_issued": _issued,
    "order_revised": _issued,
    "send_again_asked": _send_invoice,
    "order_sent": _sent,
    "order_not_sent": _not_sent,
    "order_confirmed": _confirmed,
    "order_cancelled": _cancelled,
    "person_wanted": _person_wanted,
    "channel_down": _channel_down,
}


async def _notify(chat: Chat, outgoing: Outgoing, shop: Shop, now: datetime, *, what: str, event: Event) -> None:
    """A notice to a customer, unless they have asked for none. On LINE a push is made only for what the shop chose."""
    contact = await Contact.get_or_none(id=chat.contact_id or 0)
    if contact is not None and not contact.wants_notices:
        return
    may_push = not manners_of(chat.channel).pushes_cost or what in shop.terms.notices.line_push
    about = {"order": event.order_id, "what": what, "may_push": may_push}
    await say_in(chat, outgoing, now, key=f"{what}:{event.id}", about=about)


async def _owe_mail(template: str, order: Order, to: str, shop: Shop, now: datetime) -> None:
    if to:
        body = {"template": template, "order": order.id, "to": to}
        key = f"mail:{template}:{order.id}:{order.revision}"
        await put_outbound(shop_id=shop.id, kind="mail", lane=f"mail:{shop.id}", body=body, now=now, key=key)


async def _words_in(chat: Chat, shop: Shop) -> Words:
    contact = await Contact.get_or_none(id=chat.contact_id or 0)
    return words((contact.language if contact else "") or shop.language)
