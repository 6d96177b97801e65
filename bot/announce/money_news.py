"""Money and deadlines, told: to the customer in their chat or by mail, and to staff where they have to decide."""

from datetime import datetime

from bot import commands as c
from bot.announce.telling import notify, tell_staff
from bot.cards import Button, Card, Outgoing, Part, Tone, Total, say
from bot.cards.payment_cards import pay_parts
from bot.cards.scenes import Bill, own_page_of, own_words
from bot.conversation import House, bill_of
from bot.grammar import render
from bot.language import Words
from bot.staff.money import balance_text, refund_button
from orders import gateway
from orders.events import Event
from orders.notices import Notice
from orders.order import Order
from orders.shops import Shop

A_DAY = 86_400


async def recorded(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """The customer hears of money that came, once: when it confirmed the order, the confirmation says it. Late money of
    which nobody at the counter was told goes to staff, and so does what a gateway took."""
    order = await Order.get(id=event.order_id)
    bill = await bill_of(order, shop, house)
    if event.facts.get("late") and not event.by.startswith("staff:"):
        await tell_staff(shop, lambda words: _late_said(event, bill, words), house, now, order=order.id)
    if event.facts.get("confirms"):
        return
    if event.by == gateway.BY and not event.facts.get("late"):
        await tell_staff(shop, lambda words: _by_gateway("paid", event, bill, words), house, now, order=order.id)

    def speak(words: Words) -> Outgoing:
        return say(_paid_card(event, bill, words))

    await notify(order, speak, shop, house, now, what="paid", event=event)


async def refunded(event: Event, shop: Shop, house: House, now: datetime) -> None:
    order = await Order.get(id=event.order_id)
    bill, amount = await bill_of(order, shop, house), int(event.facts["amount"])

    def speak(words: Words) -> Outgoing:
        note = words.say("money.told.refunded", amount=words.money(amount))
        return say(_card("refunded", bill, words, notes=(note,)))

    if event.by == gateway.BY:
        await tell_staff(shop, lambda words: _by_gateway("refunded", event, bill, words), house, now, order=order.id)
    await notify(order, speak, shop, house, now, what="refunded", event=event)


async def extended(event: Event, shop: Shop, house: House, now: datetime) -> None:
    order = await Order.get(id=event.order_id)
    bill, due = await bill_of(order, shop, house), order.due_at
    if due is None or order.balance <= 0:
        return

    def speak(words: Words) -> Outgoing:
        note = words.say("money.told.extended", time=words.moment(due, shop.timezone))
        return say(_card("extended", bill, words, notes=(note,)))

    await notify(order, speak, shop, house, now, what="extended", event=event)


async def due_soon(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """A reminder never waits for the customer's next words: it might come after the money."""
    order = await Order.get(id=event.order_id)
    bill = await bill_of(order, shop, house)

    def speak(words: Words) -> Outgoing:
        return _reminder(bill, words)

    await notify(order, speak, shop, house, now, what="reminder", event=event, waits=False)


async def expired(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """The customer and staff hear that the time is over and the goods are free again."""
    order = await Order.get(id=event.order_id)
    bill = await bill_of(order, shop, house)

    def speak(words: Words) -> Outgoing:
        return say(_expired_card(bill, words))

    await notify(order, speak, shop, house, now, what="expired", event=event)
    await tell_staff(shop, lambda words: _to_staff("expired", bill, words), house, now, order=order.id)


async def overdue(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """Partly paid when its time ran out: it does not expire by itself, staff decide."""
    bill = await bill_of(await Order.get(id=event.order_id), shop, house)
    await tell_staff(shop, lambda words: _to_staff("overdue", bill, words), house, now, order=bill.order.id)


async def balance_shared(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """All satang that could tell a bill from others are taken: its amount says nothing of who has paid it."""
    order = await Order.get(id=event.order_id)

    def speak(words: Words) -> Outgoing:
        balance = words.money(int(event.facts["balance"]))
        view = Button(words.say("chat.button.view"), say=render(c.ShowOrder(str(order.number)), words.language))
        return say(words.say("money.staff.alike", number=order.number, balance=balance), quick=(view,))

    await tell_staff(shop, speak, house, now, order=order.id)


def _to_staff(what: str, bill: Bill, words: Words) -> Outgoing:
    order, number = bill.order, str(bill.order.number)
    facts = {"number": number, "customer": bill.customer, "paid": words.money(order.paid)}
    text = words.say(f"money.staff.{what}", **facts, balance=words.money(order.balance))
    more = Button(words.say("money.button.more_time"), say=render(c.Extend(number, A_DAY), words.language))
    view = Button(words.say("chat.button.view"), say=render(c.ShowOrder(number), words.language))
    return say(text, quick=(more, view))


def _by_gateway(what: str, event: Event, bill: Bill, words: Words) -> Outgoing:
    """What a gateway took or gave back; what is too much can be given back."""
    order, amount = bill.order, words.money(int(event.facts["amount"]))
    facts = {"number": order.number, "customer": bill.customer, "amount": amount}
    if what == "refunded":
        return say(words.say("card.staff.refunded", **facts, paid=words.money(order.paid)))
    back = (refund_button(str(order.number), -order.balance, words),) if order.balance < 0 else ()
    return say(f"{words.say('card.staff.paid', **facts)} {balance_text(order, words)}", quick=back)


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
    notes = () if own_words("expired", bill, words) else (words.say("money.told.expired"),)
    return _card("expired", bill, words, notes=notes, tone="bad")


def _reminder(bill: Bill, words: Words) -> Outgoing:
    order = bill.order
    time = words.moment(order.due_at, bill.shop.timezone) if order.due_at else ""
    card = _card("reminder", bill, words, notes=(words.say("money.told.reminder", time=time),))
    how: tuple[Part, ...] = pay_parts(bill, words) if order.stage == "confirmed" else ()
    return Outgoing((card, *how))


def _card(kind: Notice, bill: Bill, words: Words, *, notes: tuple[str, ...], tone: Tone = "plain") -> Card:
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
        tone=tone,
        lead=own_words(kind, bill, words),
        totals=owed if order.balance > 0 and kind in ("reminder", "extended") else (),
        notes=notes,
        buttons=page,
    )
