"""The faces of an invoice link: the open invoice, the order's status, and a calm word where the link has ended."""

from aiohttp import web

from orders.documents import PATHS, kinds_now
from web import invoice_view, newest, pay_view
from web.checkout_page import open_page
from web.invoice_links import Seen
from web.keys import CLOCK, SECRET
from web.link_page import show_link
from web.pages import words_of
from web.slip_part import SLIP_PART, slip_part

#: The HTTP status of a link that has ended: gone for good, or only for now.
ENDED = {"replaced": 410, "draft": 410, "cancelled": 200, "expired": 200}
#: Status words of the order -> which of the three steps (confirmed, paid, shipped) are done.
STEPS = {"paid": 2, "overpaid": 2, "cod": 1, "shipped": 3, "completed": 3}


async def of(request: web.Request, seen: Seen) -> web.Response:
    """The page of a link, whatever it stands for now."""
    request[SLIP_PART] = await slip_part(request, seen)
    if seen.state == "open":
        return await open_page(request, seen)
    if seen.state == "confirmed":
        return await _status_page(request, seen)
    return await _ended_page(request, seen)


async def _status_page(request: web.Request, seen: Seen) -> web.Response:
    words, order = words_of(request, seen.shop.language), seen.order
    basket = order.basket
    method = seen.shop.terms.method(basket.shipping_method)
    return show_link(
        request, seen, "status.html",
        done=STEPS.get(order.status, 1),
        is_cod=basket.payment_method == "cod",
        pay=pay_view.pay_of(order, seen.shop, words, request.app[SECRET]),
        moved=pay_view.moved(order, words),
        goods=invoice_view.goods(basket, order, {}, words),
        sums=invoice_view.sums(basket.totals(seen.shop.terms), words, is_pickup=method is not None and method.pickup),
        method=(method.name_en or method.name if words.language == "en" else method.name) if method else "",
        is_pickup=method is not None and method.pickup,
        shipping_address=invoice_view.address_lines(basket.shipping_address, words),
        billing_address=invoice_view.address_lines(basket.billing_address, words),
        note=basket.note,
        papers=[(kind, f"{seen.address}/{PATHS[kind]}") for kind in await kinds_now(order, seen.shop)],
    )  # fmt: skip


async def _ended_page(request: web.Request, seen: Seen) -> web.Response:
    state, order = seen.state, seen.order
    tells = state in ("cancelled", "expired")
    words = words_of(request, seen.shop.language)
    return show_link(
        request, seen, "ended.html", status=ENDED[state],
        state=state,
        goods=invoice_view.goods(order.basket, order, {}, words) if tells else [],
        sums=invoice_view.sums(order.basket.totals(seen.shop.terms), words) if tells else None,
        moved=pay_view.moved(order, words) if tells else [],
        can_ask=state == "replaced" and newest.can_ask(order),
        asked=state == "replaced" and await newest.was_asked(order, request.app[CLOCK].now()),
    )  # fmt: skip
