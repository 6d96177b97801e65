"""The shop's catalogue behind an open invoice: look, search, put more on the order. No script needed."""

from dataclasses import dataclass

from aiohttp import web

from bot.language import Words
from orders import checkout
from orders.catalogue import catalogue_of
from orders.stages import Refusal
from web.guard import Forged, TooLarge, polite, posted
from web.invoice import faces, forms
from web.invoice.link_page import show_link
from web.invoice.links import Seen, find
from web.invoice.offers import look, offers
from web.keys import DATABASE
from web.pages import words_of

LONGEST_SEARCH = 80


@dataclass(frozen=True, slots=True)
class NotAdded:
    seen: Seen
    refusal: Refusal


async def catalogue(request: web.Request) -> web.Response:
    """GET /o/{token}/catalogue?q=&page="""
    seen = await find(request.match_info["token"])
    if seen is None:
        return polite(request, 404)
    if seen.state != "open":
        raise web.HTTPSeeOther(seen.address)
    return await _shelf_page(request, seen)


async def add(request: web.Request) -> web.Response:
    """POST /o/{token}/add: one more product on the order, then back to it."""
    form = await posted(request)
    token = request.match_info["token"]
    if isinstance(form, Forged | TooLarge):
        return polite(request, 403 if isinstance(form, Forged) else 413, back=f"/o/{token}")
    outcome = await request.app[DATABASE].transaction(_add, token, form)
    if outcome is None:
        return polite(request, 404)
    if isinstance(outcome, NotAdded):
        return await _shelf_page(request, outcome.seen, sku=form.get("sku", ""), refusal=outcome.refusal, status=422)
    if outcome.state in ("replaced", "draft"):
        return await faces.of(request, outcome)
    raise web.HTTPSeeOther(f"{outcome.address}#items")


async def _add(token: str, form: dict[str, str]) -> Seen | NotAdded | None:
    seen = await find(token, locked=True)
    if seen is None or seen.state != "open":
        return seen
    pieces = forms.whole(form.get("quantity", "1"))
    if isinstance(pieces, str):
        return NotAdded(seen, Refusal(pieces))
    if pieces == 0:
        return NotAdded(seen, Refusal("quantity_zero"))
    sku = forms.tidy(form.get("sku", ""))
    refusal = await checkout.add_product(seen.invoice, seen.order, seen.shop, sku, pieces)
    return NotAdded(seen, refusal) if refusal else seen


async def _shelf_page(
    request: web.Request, seen: Seen, *, sku: str = "", refusal: Refusal | None = None, status: int = 200
) -> web.Response:
    words = words_of(request, seen.shop.language)
    query = forms.tidy(request.query.get("q", ""))[:LONGEST_SEARCH]
    page = request.query.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 1
    shelf = await look(await catalogue_of(seen.shop), query, number)
    basket = checkout.basket_on_page(seen.invoice, seen.order)
    wrong = _words_for(refusal, words) if refusal else ""
    return show_link(
        request, seen, "catalogue.html", status=status,
        query=query, shelf=shelf, wrong=wrong, pieces=basket.pieces,
        offers=offers(shelf, seen.order, basket, words, sku=sku, wrong=wrong),
    )  # fmt: skip


def _words_for(refusal: Refusal, words: Words) -> str:
    """What could not be read says so without facts; what the order cannot hold names it."""
    rooms = ("refused", "wrong") if refusal.facts else ("wrong", "refused")
    for name in (f"page.{room}.{refusal.reason}" for room in rooms):
        if words.knows(name):
            return words.say(name, **{"field": ""} | refusal.facts)
    return words.say("page.refused.other")
