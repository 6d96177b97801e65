"""What becomes of slips, told: to who sent them, and to staff, once for each slip."""

from datetime import datetime

from bot import commands as c
from bot.announce.telling import notify, tell_staff, words_in
from bot.cards import Button, Outgoing, say
from bot.cards.scenes import own_words
from bot.cards.slip_cards import slip_card
from bot.conversation import House, bill_of, say_in
from bot.grammar import render
from bot.language import Words
from bot.reach import manners_of
from bot.staff.judging import first_of
from orders.events import Event
from orders.evidence import awaited_orders
from orders.order import Order
from orders.people import Chat
from orders.shops import Shop
from orders.slips import Slip

#: Other orders offered, to which a slip may belong.
MOST_OFFERED = 3


async def reported(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """A slip has come. While a service looks at it staff wait for what that says."""
    slip = await Slip.get_or_none(id=event.facts["slip"]).prefetch_related("order")
    if slip is None:
        return
    await _tell_sender(event, slip, shop, house, now)
    if not event.facts.get("checking"):
        await _tell_staff(slip, shop, house, now)


async def checked(event: Event, shop: Shop, house: House, now: datetime) -> None:
    slip = await Slip.get_or_none(id=event.facts["slip"]).prefetch_related("order")
    if slip is not None:
        await _tell_staff(slip, shop, house, now, booked=bool(event.facts.get("booked")))


async def moved(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """Its buttons named another order: staff get it once more."""
    slip = await Slip.get_or_none(id=event.facts["slip"]).prefetch_related("order")
    if slip is not None and slip.state == "waiting":
        await _tell_staff(slip, shop, house, now)


async def rejected(event: Event, shop: Shop, house: House, now: datetime) -> None:
    """The customer hears, and why: a push even where pushes cost."""
    order = await Order.get(id=event.order_id)
    bill, reason = await bill_of(order, shop, house), str(event.facts.get("reason") or "")

    def speak(words: Words) -> Outgoing:
        key = "slips.told.rejected_because" if reason else "slips.told.rejected"
        text = words.say(key, number=order.number, reason=reason)
        if own := own_words("rejected", bill, words):
            text = f"{own}\n{words.say('chat.notice.reason', reason=reason)}" if reason else own
        return say(text, quick=(Button(words.say("chat.button.ask_shop"), say=render(c.Human(), words.language)),))

    await notify(order, speak, shop, house, now, what="rejected", event=event, always=True)


async def _tell_sender(event: Event, slip: Slip, shop: Shop, house: House, now: datetime) -> None:
    """Received; where it was sent. On LINE only for free, but for a late one. Who sent it on the page has seen it."""
    order = slip.order
    chat = await Chat.get_or_none(id=event.facts.get("chat") or order.chat_id or 0)
    if chat is None or event.by != "customer":
        return
    is_costly = manners_of(chat.channel).pushes_cost
    if slip.source == "page" and is_costly and not slip.late:
        return
    words = await words_in(chat, shop)
    key = f"late_{order.stage}" if slip.late and order.stage in ("expired", "cancelled") else "received"
    others = await awaited_orders(chat) if slip.source != "page" else []
    quick = tuple(_belongs_to(one, words) for one in others if one.id != order.id)[:MOST_OFFERED]
    text = words.say(f"slips.told.{key}", number=order.number)
    if key == "received":
        text = own_words("slip_received", await bill_of(order, shop, house), words) or text
    if quick:
        text = f"{text}\n{words.say('slips.told.other')}"
    about = {"order": order.id, "what": "slip_received", "may_push": slip.late or not is_costly}
    await say_in(chat, say(text, quick=quick), now, key=f"slip_received:{event.id}", about=about)


def _belongs_to(order: Order, words: Words) -> Button:
    label = words.say("slips.button.belongs_to", number=order.number)
    return Button(label, say=render(c.MoveSlip(str(order.number)), words.language))


async def _tell_staff(slip: Slip, shop: Shop, house: House, now: datetime, *, booked: bool = False) -> None:
    bill = await bill_of(slip.order, shop, house)
    first = await first_of(slip)
    await tell_staff(
        shop,
        lambda words: say(slip_card(bill, slip, first, words, booked=booked)),
        house,
        now,
        order=slip.order_id,
    )
