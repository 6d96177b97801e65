"""A replaced link may not lead on by itself: its holder can only have the newest card sent to the customer's chat."""

from datetime import datetime, timedelta

from aiohttp import web

from orders import selling
from orders.events import Event
from orders.order import Order
from web.guard import Forged, TooLarge, polite, posted
from web.invoice.links import Seen, find
from web.keys import CLOCK, DATABASE

#: A card in a chat costs; one wish is answered once in this time.
ASKED_AGAIN_AFTER = timedelta(minutes=5)


async def ask_for_newest(request: web.Request) -> web.Response:
    """Ask for the newest card; the link's own page then says that it is on its way."""
    form = await posted(request)
    token = request.match_info["token"]
    if isinstance(form, Forged | TooLarge):
        return polite(request, 403 if isinstance(form, Forged) else 413, back=f"/o/{token}")
    seen = await request.app[DATABASE].transaction(_ask, token, request.app[CLOCK].now())
    if seen is None:
        return polite(request, 404)
    raise web.HTTPSeeOther(seen.address)


async def was_asked(order: Order, now: datetime) -> bool:
    """Whether the newest card was asked for so lately that it is on its way."""
    since = now - ASKED_AGAIN_AFTER
    return await Event.filter(order_id=order.id, name="send_again_asked", at__gt=since).exists()


def can_ask(order: Order) -> bool:
    return order.chat_id is not None and order.stage in ("new", "confirmed", "completed")


async def _ask(token: str, now: datetime) -> Seen | None:
    seen = await find(token, locked=True)
    if seen is not None and seen.state == "replaced" and not await was_asked(seen.order, now):
        await selling.send_again(seen.order, seen.shop, by="customer", now=now)
    return seen
