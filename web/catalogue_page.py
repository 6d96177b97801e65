"""The shop's catalogue behind an open invoice: look, search, put more on the order. No script needed."""

from dataclasses import dataclass

from aiohttp import web

from bot.language import Words
from orders import checkout
from orders.catalogue import Catalogue, Found, Product, Several, catalogue_of, key
from orders.stages import Refusal
from web import forms, invoice_pages, invoice_view
from web.guard import Forged, TooLarge, csrf_field, keep_visitor, polite, posted
from web.invoice_links import Seen, find
from web.keys import DATABASE
from web.pages import language_for, show, words_of

A_PAGE = 24
LONGEST_SEARCH = 80


@dataclass(frozen=True, slots=True)
class Shelf:
    """One page of what was looked for; `page` counts from 1."""

    products: list[Product]
    page: int
    has_more: bool
    total: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A product as shown: `stock` in words or "", `can_add` false when sold out."""

    sku: str
    name: str
    picture: str
    price: str
    stock: str
    can_add: bool
    chosen: int
    wrong: str = ""


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
        return await invoice_pages.of(request, outcome)
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
    shelf = await _look(seen, query, int(page) if page.isascii() and page.isdigit() and len(page) < 5 else 1)
    basket = checkout.basket_on_page(seen.invoice, seen.order)
    chosen = invoice_view.in_basket(basket.lines)
    wrong = _words_for(refusal, words) if refusal else ""
    visitor, csrf = csrf_field(request)
    response = show(
        request, "catalogue.html", language_for(request, seen.shop.language), status=status,
        shop=seen.shop, order=seen.order, link=seen.address, csrf=csrf,
        query=query, shelf=shelf, wrong=wrong, pieces=basket.pieces,
        offers=[_offer(p, seen, chosen.get(p.sku, 0), words, wrong if p.sku == sku else "") for p in shelf.products],
    )  # fmt: skip
    keep_visitor(request, response, visitor)
    return response


async def _look(seen: Seen, query: str, page: int) -> Shelf:
    """Names from memory, prices and stock from the database."""
    known = await catalogue_of(seen.shop)
    matches = _matching(known, query) if query else known.products
    first = (max(1, page) - 1) * A_PAGE
    ids = [product.id for product in matches[first : first + A_PAGE]]
    fresh = {product.id: product for product in await Product.filter(id__in=ids, active=True)} if ids else {}
    shown = [fresh[product_id] for product_id in ids if product_id in fresh]
    return Shelf(shown, max(1, page), has_more=len(matches) > first + A_PAGE, total=len(matches))


def _matching(known: Catalogue, query: str) -> list[Product]:
    """Everything that has all the words somewhere; else what sounds alike."""
    parts = key(query).split()
    matches = [product for product in known.products if all(part in _searchable(product) for part in parts)]
    if matches:
        return matches
    match known.find(query):
        case Found(product):
            return [product]
        case Several(products):
            return list(products)
    return []


def _searchable(product: Product) -> str:
    return key(" ".join([product.sku, product.title, product.title_en, *product.aliases]))


def _offer(product: Product, seen: Seen, chosen: int, words: Words, wrong: str) -> Offer:
    left = invoice_view.left_for(seen.order, product)
    can_add = left is None or left > chosen
    stock = "" if left is None or left > 20 else words.say("page.items.left", count=left)
    return Offer(
        sku=product.sku,
        name=product.title_en if words.language == "en" else product.title,
        picture=invoice_view.picture_of(product.image_url),
        price=words.money(product.price),
        stock=stock if left != 0 else words.say("page.catalogue.sold_out"),
        can_add=can_add,
        chosen=chosen,
        wrong=wrong,
    )


def _words_for(refusal: Refusal, words: Words) -> str:
    for name in (f"page.refused.{refusal.reason}", f"page.wrong.{refusal.reason}"):
        if words.knows(name):
            return words.say(name, **{"field": ""} | refusal.facts)
    return words.say("page.refused.other")
