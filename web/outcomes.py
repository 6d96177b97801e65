"""What became of something sent is an event like any other: the order's timeline has it, and staff hear of it."""

from datetime import datetime, timedelta
from typing import Any

from bot.channels import Refused, Sent
from orders.events import Event, record
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
    """An invoice card has arrived: `order_sent`. Other messages are not worth an event."""
    if row.about.get("what") == "invoice":
        facts = {"channel": chat.channel, "via": outcome.via, "revision": row.about["revision"]}
        await _record(row, "order_sent", facts, now)


async def tell_refused(row: Outbound, outcome: Refused, chat: Chat, now: datetime) -> None:
    """Nothing is dropped in silence: the order says so, and what staff should have heard goes to the shop's e-mail."""
    facts = {"channel": chat.channel, "reason": outcome.reason, "detail": outcome.detail[:200]}
    what = row.about.get("what")
    if what == "invoice":
        await _record(row, "order_not_sent", facts | {"revision": row.about["revision"]}, now)
    elif what == "staff_notice":
        await _mail_instead(row, now)
    elif row.about.get("order"):
        await _record(row, "notice_not_sent", facts | {"what": what}, now)
    if outcome.channel_down:
        hour_ago = now - timedelta(hours=1)
        if not await Event.exists(shop_id=row.shop_id, name="channel_down", at__gte=hour_ago):
            await record("channel_down", shop_id=row.shop_id, by="system", now=now, facts=facts)


async def tell_mail_refused(row: Outbound, outcome: Refused, now: datetime) -> None:
    """A mail about an order that will not arrive stands on its timeline."""
    if row.kind == "mail" and row.body.get("order"):
        facts = {"channel": "email", "reason": outcome.reason, "detail": outcome.detail[:200], "what": "mail"}
        row.about = {**row.about, "order": row.body["order"]}
        await _record(row, "notice_not_sent", facts, now)


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
