"""POST `/o/{token}/pay/stripe`: from the order's page to the one where it is paid by card, and back from there."""

from aiohttp import web

from bot.language import words
from orders.partners.stripe import Down, Due
from web.guard import Forged, TooLarge, polite, posted
from web.invoice import faces
from web.invoice.links import Seen, find
from web.keys import CARD_DOWN, CLOCK, PUBLIC_URL, TILLS


async def pay(request: web.Request) -> web.StreamResponse:
    """Lead on to the gateway. What is not owed any more, or not yet, leads back to the page, which says how it stands;
    where the gateway is not there, the page says so, with the other ways to pay."""
    form, token = await posted(request), request.match_info["token"]
    if isinstance(form, Forged | TooLarge):
        return polite(request, 403 if isinstance(form, Forged) else 413, back=f"/o/{token}")
    seen = await find(token)
    till = request.app[TILLS].get(seen.shop.slug) if seen is not None else None
    if seen is None or till is None:
        return polite(request, 404)
    if seen.state in ("replaced", "draft"):
        return await faces.of(request, seen)
    if seen.state != "confirmed" or seen.order.balance <= 0 or seen.order.basket.payment_method == "cod":
        raise web.HTTPSeeOther(seen.address)
    page = await till.page_for(_due(seen, request.app[PUBLIC_URL]), request.app[CLOCK].now())
    if isinstance(page, Down):
        request[CARD_DOWN] = True
        return await faces.of(request, seen)
    raise web.HTTPSeeOther(page)


def _due(seen: Seen, public_url: str) -> Due:
    """Their page names it in the shop's own language: it must say the same however often it is asked for."""
    shop, order = seen.shop, seen.order
    assert order.number is not None
    return Due(
        shop=shop.slug,
        number=order.number,
        revision=order.revision,
        amount=order.balance,
        title=words(shop.language).say("card.title", number=order.number, shop=shop.name),
        link=f"{public_url}{seen.address}",
        refunded=order.refunded,
    )
