"""Event -> who hears it, where, as which card. The only place that turns what happened into what is said."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from bot.announce import money_news, news, slip_news
from bot.announce.telling import may_push, notify, tell_staff, wants_notices, words_in
from bot.cards import Outgoing, Text, say, scenes
from bot.cards.payment_cards import pay_parts
from bot.cards.scenes import Bill
from bot.conversation import House, bill_of, customers_words, say_in
from bot.language import Words
from bot.reach import MANNERS, is_talking
from bot.staff.money import paid_before
from bot.staff.sending import tell_outcome
from orders.events import Event, record
from orders.order import Order
from orders.people import Chat
from orders.queues import put_outbound
from orders.shops import Shop

__all__ = ["TELLERS", "announce", "tell_staff"]

Teller = Callable[[Event, Shop, House, datetime], Awaitable[None]]


async def announce(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """Owe whatever `event` makes us say. Runs in the transaction that marks the event announced."""
    teller = TELLERS.get(event.name)
    if teller is not None:
        await teller(event, shop, house, now)


async def _issued(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """By staff: the card goes out when they said so. By the customer's own tap they have it already; staff hear."""
    if event.by == "customer":
        return await news.ordered(event, shop, house, now)
    if event.facts.get("send"):
        await _send_invoice(event, shop, house, now)


async def _send_invoice(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """The card, into the customer's own chat."""
    order = await Order.get(id=event.order_id)
    if order.chat_id is None or order.stage == "draft":
        return
    chat = await Chat.get(id=order.chat_id)
    asked = {"asked_in": event.facts.get("asked_in"), "asked_by": event.by}
    if event.by != "customer" and not (await wants_notices(chat) or is_talking(chat, now)):
        facts = {"channel": chat.channel, "reason": "stopped", "revision": order.revision, **asked}
        await record("order_not_sent", shop_id=shop.id, by="system", now=now, order=order, facts=facts)
        return
    card = scenes.invoice_card(await _bill_for(chat, order, shop, house), await words_in(chat, shop))
    about = {
        "order": order.id,
        "what": "invoice",
        "revision": order.revision,
        "asked_in": asked["asked_in"],
        "by": event.by,
        "may_push": event.by == "customer" or may_push("invoice", chat, shop),
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
        said = words.say("chat.sent.not_sent", number=order.number, customer=customer, reason=reason, link=link)
        return f"{said}\n\n{words.say('chat.sent.mailed')}" if event.facts.get("mailed") else said

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
        text, quick = paid_before(bill.order, sentence(words_, bill.customer), words_)
        return Outgoing((Text(text), Text(scenes.summary(bill, theirs))) if with_link else (Text(text),), quick)

    chat = await Chat.get_or_none(id=event.facts.get("asked_in") or 0)
    if chat is not None and chat.id != order.chat_id:
        await tell_outcome(order, chat, speak(await words_in(chat, shop)), now)
    elif with_link or event.facts.get("asked_by") != "customer":
        await tell_staff(shop, speak, house, now, near="messenger", order=order.id)


async def _confirmed(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """The customer gets one call with confirmation and payment together; staff get one notice; the shop an e-mail."""
    order = await Order.get(id=event.order_id)
    bill = await bill_of(order, shop, house)
    chat = await Chat.get_or_none(id=order.chat_id or 0)
    told = bill if chat is None else await _bill_for(chat, order, shop, house)

    def speak(theirs: Words) -> Outgoing:
        return Outgoing((scenes.confirmed_card(told, theirs), *pay_parts(bill, theirs)))

    await notify(order, speak, shop, house, now, what="confirmed", event=event)
    # The shop gets a mail of its own about this, so nobody needs a second one; who did it themselves were answered.
    if not event.by.startswith("staff:"):
        await tell_staff(
            shop,
            lambda words_: say(scenes.merchant_confirmed_card(bill, words_)),
            house,
            now,
            or_mail=False,
            order=order.id,
        )
    if house.sends_mail:
        await _owe_mail("order_confirmed", order, shop.email, shop, now)


async def _cancelled(event: Event, shop: Shop, house: House, now: datetime) -> None:
    order = await Order.get(id=event.order_id)
    if order.revision == 0:
        return
    bill, reason = await bill_of(order, shop, house), str(event.facts.get("reason", ""))

    def speak(theirs: Words) -> Outgoing:
        return say(scenes.cancelled_card(bill, theirs, reason=reason))

    await notify(order, speak, shop, house, now, what="cancelled", event=event)


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


async def _reported(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """In words alone, or with the slip."""
    await (slip_news if event.facts.get("slip") else news).reported(event, shop, house, now)


TELLERS: dict[str, Teller] = {
    "order_issued": _issued,
    "order_revised": _issued,
    "send_again_asked": _send_invoice,
    "order_sent": _sent,
    "order_not_sent": _not_sent,
    "order_confirmed": _confirmed,
    "order_cancelled": _cancelled,
    "order_expired": money_news.expired,
    "payment_recorded": money_news.recorded,
    "payment_refunded": money_news.refunded,
    "payment_due_extended": money_news.extended,
    "payment_due_soon": money_news.due_soon,
    "payment_overdue": money_news.overdue,
    "balance_shared": money_news.balance_shared,
    "person_wanted": _person_wanted,
    "channel_down": _channel_down,
    "customer_wants": news.wants,
    "cancel_asked": news.cancel_asked,
    "payment_reported": _reported,
    "payment_rejected": slip_news.rejected,
    "slip_checked": slip_news.checked,
    "slip_moved": slip_news.moved,
    "piece_offered": news.piece_offered,
}


async def _bill_for(chat: Chat, order: Order, shop: Shop, house: House) -> Bill:
    """As it may stand in this chat: in a group others read where the customer lives."""
    return replace(await bill_of(order, shop, house), others_read=chat.kind != "user")


async def _owe_mail(template: str, order: Order, to: str, shop: Shop, now: datetime) -> None:
    if to:
        body = {"template": template, "order": order.id, "to": to}
        key = f"mail:{template}:{order.id}:{order.revision}"
        await put_outbound(shop_id=shop.id, kind="mail", lane=f"mail:{shop.id}", body=body, now=now, key=key)
