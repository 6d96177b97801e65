"""Money and deadlines, told: to the customer in their chat or by mail, and to staff where they have to decide."""

from datetime import datetime

from bot import commands as c
from bot.announce.telling import notify, tell_staff, wants_notices, words_in
from bot.cards import Button, Card, Outgoing, Part, Total, say
from bot.cards.payment_cards import pay_parts
from bot.cards.scenes import Bill, own_page_of
from bot.conversation import House, bill_of
from bot.grammar import render
from bot.language import Words, words
from bot.reach import fresh_token, manners_of
from bot.staff.money import balance_text, refund_button
from orders.events import Event
from orders.order import Order
from orders.people import Chat
from orders.queues import put_outbound
from orders.shops import Shop

A_DAY = 86_400


async def recorded(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """The customer hears of money that came, once: when it confirmed the order, the confirmation says it. Late money of
    which nobody at the counter was told goes to staff."""
    order = await Order.get(id=event.order_id)
    bill = await bill_of(order, shop, house)
    if event.facts.get("late") and not event.by.startswith("staff:"):
        await tell_staff(shop, lambda words: _late_said(event, bill, words), house, now, order=order.id)
    if event.facts.get("confirms"):
        return
    if (chat := await _chat(order)) is not None:
        words = await words_in(chat, shop)
        await notify(chat, say(_paid_card(event, bill, words)), shop, now, what="paid", event=event)


async def refunded(event: Event, shop: Shop, house: House, now: datetime) -> None:
    order = await Order.get(id=event.order_id)
    if (chat := await _chat(order)) is not None:
        bill, words = await bill_of(order, shop, house), await words_in(chat, shop)
        amount = words.money(int(event.facts["amount"]))
        card = _card("refunded", bill, words, notes=(words.say("money.told.refunded", amount=amount),))
        await notify(chat, say(card), shop, now, what="refunded", event=event)


async def extended(event: Event, shop: Shop, house: House, now: datetime) -> None:
    order = await Order.get(id=event.order_id)
    if (chat := await _chat(order)) is not None and order.due_at is not None and order.balance > 0:
        bill, words = await bill_of(order, shop, house), await words_in(chat, shop)
        time = words.moment(order.due_at, shop.timezone)
        card = _card("extended", bill, words, notes=(words.say("money.told.extended", time=time),))
        await notify(chat, say(card), shop, now, what="extended", event=event)


async def due_soon(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """A reminder, in the chat where that is free or the shop pays for it, else by mail, else not at all: one that came
    with the next reply might come after the money."""
    order = await Order.get(id=event.order_id)
    chat, bill = await _chat(order), await bill_of(order, shop, house)
    costs = chat is not None and manners_of(chat.channel).pushes_cost and not fresh_token(chat, now)
    if chat is not None and (not costs or "reminder" in shop.terms.notices.line_push):
        words = await words_in(chat, shop)
        await notify(chat, _reminder(bill, words), shop, now, what="reminder", event=event)
    elif (chat is None or await wants_notices(chat)) and order.customer is not None:
        await _mail(order.customer.email, _reminder(bill, await _words_of(chat, shop)), shop, house, now, event)


async def expired(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """The customer and staff hear that the time is over and the goods are free again."""
    order = await Order.get(id=event.order_id)
    chat, bill = await _chat(order), await bill_of(order, shop, house)
    if chat is not None:
        words = await words_in(chat, shop)
        await notify(chat, say(_expired_card(bill, words)), shop, now, what="expired", event=event)
    elif order.customer is not None:
        said = say(_expired_card(bill, await _words_of(None, shop)))
        await _mail(order.customer.email, said, shop, house, now, event)
    await tell_staff(shop, lambda words: _to_staff("expired", bill, words), house, now, order=order.id)


async def overdue(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """Partly paid when its time ran out: it does not expire by itself, staff decide."""
    bill = await bill_of(await Order.get(id=event.order_id), shop, house)
    await tell_staff(shop, lambda words: _to_staff("overdue", bill, words), house, now, order=bill.order.id)


def _to_staff(what: str, bill: Bill, words: Words) -> Outgoing:
    order, number = bill.order, str(bill.order.number)
    facts = {"number": number, "customer": bill.customer, "paid": words.money(order.paid)}
    text = words.say(f"money.staff.{what}", **facts, balance=words.money(order.balance))
    more = Button(words.say("money.button.more_time"), say=render(c.Extend(number, A_DAY), words.language))
    view = Button(words.say("chat.button.view"), say=render(c.ShowOrder(number), words.language))
    return say(text, quick=(more, view))


def _late_said(event: Event, bill: Bill, words: Words) -> Outgoing:
    amount, number = int(event.facts["amount"]), str(bill.order.number)
    facts = {"number": number, "customer": bill.customer, "amount": words.money(amount)}
    stage = words.say(f"order.status.{bill.order.stage}").lower()
    back = refund_button(number, amount, words)
    reopen = Button(words.say("money.button.reopen"), say=render(c.Extend(number, A_DAY), words.language))
    quick = (reopen, back) if bill.order.stage == "expired" else (back,)
    return say(words.say("money.staff.late", **facts, stage=stage), quick=quick)


def _paid_card(event: Event, bill: Bill, words: Words) -> Card:
    key = "late" if event.facts.get("late") else "paid"
    amount = words.money(int(event.facts["amount"]))
    rest = () if event.facts.get("late") else (balance_text(bill.order, words),)
    return _card("paid", bill, words, notes=(words.say(f"money.told.{key}", amount=amount), *rest), tone="good")


def _expired_card(bill: Bill, words: Words) -> Card:
    return _card("expired", bill, words, notes=(words.say("money.told.expired"),), tone="bad")


def _reminder(bill: Bill, words: Words) -> Outgoing:
    order = bill.order
    time = words.moment(order.due_at, bill.shop.timezone) if order.due_at else ""
    card = _card("reminder", bill, words, notes=(words.say("money.told.reminder", time=time),))
    how: tuple[Part, ...] = pay_parts(bill, words) if order.stage == "confirmed" else ()
    return Outgoing((card, *how))


def _card(kind: str, bill: Bill, words: Words, *, notes: tuple[str, ...], tone: str = "plain") -> Card:
    """A short card about an order's money, with the way to its page."""
    order = bill.order
    label = "chat.button.view_confirm" if order.stage == "new" else "chat.button.view"
    page = (Button(words.say(label), url=own_page_of(bill, words), primary=True),) if bill.link else ()
    owed = (Total(words.say("money.total.owed"), words.money(order.balance), strong=True),)
    facts = {"number": order.number, "total": words.money(order.total), "shop": bill.shop.name}
    return Card(
        kind=kind,
        title=words.say(f"money.card.{kind}", **facts),
        short=words.say(f"money.short.{kind}", **facts),
        tone=tone,  # type: ignore[arg-type]
        totals=owed if order.balance > 0 and kind in ("reminder", "extended") else (),
        notes=notes,
        buttons=page,
    )


async def _chat(order: Order) -> Chat | None:
    await order.fetch_related("customer")
    return await Chat.get_or_none(id=order.chat_id or 0)


async def _words_of(chat: Chat | None, shop: Shop) -> Words:
    return words(shop.language) if chat is None else await words_in(chat, shop)


async def _mail(to: str, said: Outgoing, shop: Shop, house: House, now: datetime, event: Event) -> None:
    if to and house.sends_mail:
        body = {"template": "notice", "to": to, "said": said.to_json()}
        key = f"mail:{event.name}:{event.id}"
        await put_outbound(shop_id=shop.id, kind="mail", lane=f"mail:{shop.id}", body=body, now=now, key=key)
