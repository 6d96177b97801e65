"""The faces of an invoice link: the open invoice, the order's status, and a calm word where the link has ended."""

from aiohttp import web

from orders.documents import PATHS, kinds_now, tax_invoice_lacks
from web.guard import let_forms_lead_out
from web.invoice import newest, pay_view, view
from web.invoice.checkout_page import open_page
from web.invoice.link_page import show_link
from web.invoice.links import Seen
from web.invoice.news_part import NEWS, news_part
from web.invoice.slip_part import SLIP_PART, slip_part
from web.keys import CARD_DOWN, CLOCK, SECRET
from web.pages import words_of

#: The HTTP status of a link that has ended: gone for good, or only for now.
ENDED = {"replaced": 410, "draft": 410, "cancelled": 200, "expired": 200}
#: Status words of the order -> which of the three steps (confirmed, paid, shipped) are done.
STEPS = {"paid": 2, "overpaid": 2, "cod": 1, "shipped": 3, "completed": 3}


async def of(request: web.Request, seen: Seen) -> web.Response:
    """The page of a link, whatever it stands for now."""
    request[SLIP_PART] = await slip_part(request, seen)
    request[NEWS] = await news_part(seen)
    if seen.state == "open":
        return await open_page(request, seen)
    if seen.state == "confirmed":
        return await _status_page(request, seen)
    return await _ended_page(request, seen)


async def _status_page(request: web.Request, seen: Seen) -> web.Response:
    words, order = words_of(request, seen.shop.language), seen.order
    basket, card_down = order.basket, CARD_DOWN in request
    method = seen.shop.terms.method(basket.shipping_method)
    pay = pay_view.pay_of(order, seen.shop, words, request.app[SECRET], card_down=card_down)
    response = show_link(
        request, seen, "status.html", status=503 if card_down else 200,
        done=STEPS.get(order.status, 1),
        is_cod=basket.payment_method == "cod",
        pay=pay,
        moved=pay_view.moved(order, words),
        goods=view.goods(basket, order, {}, words),
        sums=view.sums(basket.totals(seen.shop.terms), words, is_pickup=method is not None and method.pickup),
        method=(method.name_en or method.name if words.language == "en" else method.name) if method else "",
        is_pickup=method is not None and method.pickup,
        shipping_address=view.address_lines(basket.shipping_address, words),
        billing_address=view.address_lines(basket.billing_address, words),
        note=basket.note,
        papers=[(kind, f"{seen.address}/{PATHS[kind]}") for kind in await kinds_now(order)],
        no_tax_invoice=bool(tax_invoice_lacks(order, seen.shop)),
    )  # fmt: skip
    if pay is not None and pay.card and (gateway := seen.shop.terms.payments.stripe):
        let_forms_lead_out(response, gateway.api_base)
    return response


async def _ended_page(request: web.Request, seen: Seen) -> web.Response:
    state, order = seen.state, seen.order
    tells = state in ("cancelled", "expired")
    words = words_of(request, seen.shop.language)
    return show_link(
        request, seen, "ended.html", status=ENDED[state],
        state=state,
        goods=view.goods(order.basket, order, {}, words) if tells else [],
        sums=view.sums(order.basket.totals(seen.shop.terms), words) if tells else None,
        moved=pay_view.moved(order, words) if tells else [],
        can_ask=state == "replaced" and newest.can_ask(order),
        asked=state == "replaced" and await newest.was_asked(order, request.app[CLOCK].now()),
    )  # fmt: skip
