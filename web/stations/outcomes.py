"""What became of something sent is an event like any other: the order's timeline has it, and staff hear of it."""

from datetime import datetime, timedelta
from typing import Any

from bot.announce.otherwise import mail_it
from bot.channels import Refused, Sent
from orders.events import Event, record
from orders.notices import NOTICES
from orders.order import Order
from orders.people import Chat
from orders.queues import Outbound, put_outbound
from orders.sayings import remember
from orders.shops import Shop


async def remember_sent(row: Outbound, outcome: Sent, chat: Chat, now: datetime) -> None:
    """What was sent about an order or a product can be pointed at from now on by quoting it."""
    order, sku = row.about.get("order") or row.about.get("concerns"), str(row.about.get("sku") or "")
    if order and not await Order.exists(id=order):
        order = None  # a draft that was dropped meanwhile
    for external_id in outcome.ids if order or sku else ():
        await remember(chat, external_id, now=now, by="system", order=order, sku=sku, ours=True)


async def tell_sent(row: Outbound, outcome: Sent, chat: Chat, now: datetime) -> None:
    """An invoice card has arrived: `order_sent`; another notice: `notice_sent`. Answers are not worth an event."""
    what = row.about.get("what")
    if what == "invoice":
        facts = {"channel": chat.channel, "via": outcome.via, "revision": row.about["revision"]}
        await _record(row, "order_sent", facts, now)
    elif what in NOTICES:
        await _record(row, "notice_sent", {"channel": chat.channel, "via": outcome.via, "what": what}, now)


async def tell_mailed(row: Outbound, now: datetime) -> None:
    """A customer was told by mail what could not be said in the chat."""
    if row.about.get("what") in NOTICES:
        await _record(row, "notice_sent", {"channel": "email", "what": row.about["what"]}, now)


async def tell_refused(row: Outbound, outcome: Refused, chat: Chat, now: datetime, *, sends_mail: bool) -> None:
    """Nothing is dropped in silence: a customer's notice is mailed to them, else the order says why it was not sent;
    what staff should have heard goes to the shop's e-mail."""
    facts = {"channel": chat.channel, "reason": outcome.reason, "detail": outcome.detail[:200]}
    what = row.about.get("what")
    if what == "invoice":
        await _bill_not_sent(row, facts, now, sends_mail=sends_mail)
    elif what == "staff_notice":
        await _mail_instead(row, now)
    elif what in NOTICES:
        if not await _mailed(row, now, sends_mail=sends_mail):
            await _record(row, "notice_not_sent", facts | {"what": what}, now)
    elif row.about.get("order"):
        await _record(row, "notice_not_sent", facts | {"what": what}, now)
    if outcome.channel_down:
        hour_ago = now - timedelta(hours=1)
        if not await Event.exists(shop_id=row.shop_id, name="channel_down", at__gte=hour_ago):
            await record("channel_down", shop_id=row.shop_id, by="system", now=now, facts=facts)


async def instead_of_push(row: Outbound, chat: Chat, now: datetime, *, sends_mail: bool) -> str:
    """What becomes of a notice that is not worth a push, with no reply token at hand: the state of its row from now on.

    It is mailed. Where that cannot be, it is held until the customer's next words, and its order's page shows it; what
    would be old news by then is not told at all.
    """
    facts = {"channel": chat.channel, "reason": "no_push", "detail": ""}
    if row.about.get("what") == "invoice":
        return "dropped" if await _bill_not_sent(row, facts, now, sends_mail=sends_mail) else "held"
    if await _mailed(row, now, sends_mail=sends_mail):
        return "dropped"
    if row.about.get("waits", True):
        return "held"
    await _record(row, "notice_not_sent", facts | {"what": row.about.get("what")}, now)
    return "dropped"


async def tell_mail_refused(row: Outbound, outcome: Refused, now: datetime) -> None:
    """A mail about an order that will not arrive stands on its timeline."""
    if row.kind == "mail" and (order := row.body.get("order") or row.about.get("order")):
        what = row.about.get("what", "mail")
        facts = {"channel": "email", "reason": outcome.reason, "detail": outcome.detail[:200], "what": what}
        row.about = {**row.about, "order": order}
        await _record(row, "notice_not_sent", facts, now)


async def _bill_not_sent(row: Outbound, facts: dict[str, Any], now: datetime, *, sends_mail: bool) -> bool:
    """Staff hear that a bill is not in the chat, and whether it was mailed instead."""
    mailed = await _mailed(row, now, sends_mail=sends_mail)
    await _record(row, "order_not_sent", facts | {"revision": row.about["revision"], "mailed": mailed}, now)
    return mailed


async def _mailed(row: Outbound, now: datetime, *, sends_mail: bool) -> bool:
    return await mail_it(
        shop_id=row.shop_id, about=row.about, body=row.body, key=f"instead:{row.id}", now=now, sends_mail=sends_mail
    )


async def _mail_instead(row: Outbound, now: datetime) -> None:
    shop = await Shop.get(id=row.shop_id)
    if shop.email:
        body = {"template": "notice", "to": shop.email, "said": row.body}
        key = f"instead:{row.id}"
        await put_outbound(shop_id=shop.id, kind="mail", lane=f"mail:{shop.id}", body=body, now=now, key=key)


async def _record(row: Outbound, name: str, facts: dict[str, Any], now: datetime) -> None:
    order = await Order.get_or_none(id=row.about["order"])
    if order is not None:
        asked = {"asked_in": row.about.get("asked_in"), "asked_by": row.about.get("by")}
        await record(name, shop_id=row.shop_id, by="system", now=now, order=order, facts=facts | asked)
