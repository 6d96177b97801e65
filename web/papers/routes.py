"""Receipt, delivery note and tax invoice under an invoice's link: a page to print, and the same as PDF.

Looking makes nothing: what is not there yet is not found (`orders.documents` says when it comes to be).
"""

from aiohttp import web

from bot.language import words
from orders.documents import PATHS, Document, held_document, tax_invoice_lacks
from orders.papers import KINDS, Kind
from web.guard import polite
from web.invoice import faces
from web.invoice.link_page import show_link
from web.invoice.links import Seen, find
from web.pages import language_for, show, words_of
from web.papers.press import PRESS
from web.papers.view import Sheet, sheet_of

_PAPER = "{paper:" + "|".join(PATHS[kind] for kind in KINDS) + "}"


def paper_routes() -> list[web.RouteDef]:
    return [
        web.get(f"/o/{{token}}/{_PAPER}", show_paper),
        web.get(f"/o/{{token}}/{_PAPER}.pdf", send_pdf),
    ]


async def show_paper(request: web.Request) -> web.Response:
    """The page to print."""
    found = await _found(request)
    if isinstance(found, web.Response):
        return found
    seen, document = found
    language = language_for(request, seen.shop.language)
    sheet = _sheet(seen, document, language)
    return show(request, "paper.html", language, shop=seen.shop, link=seen.address, sheet=sheet)


async def send_pdf(request: web.Request) -> web.Response:
    found = await _found(request)
    if isinstance(found, web.Response):
        return found
    seen, document = found
    sheet = _sheet(seen, document, language_for(request, seen.shop.language))
    body = await request.app[PRESS].print(document.id, sheet, document.issued_at)
    name = {"Content-Disposition": f'inline; filename="{document.number}.pdf"'}
    return web.Response(body=body, content_type="application/pdf", headers=name)


async def _found(request: web.Request) -> tuple[Seen, Document] | web.Response:
    """The document, or the page that stands where there is none: a replaced link says so, as the invoice's own does."""
    kind = next(kind for kind in KINDS if PATHS[kind] == request.match_info["paper"])
    seen = await find(request.match_info["token"])
    if seen is None:
        return polite(request, 404)
    if seen.state in ("replaced", "draft"):
        return await faces.of(request, seen)
    document = await held_document(kind, seen.order)
    return (seen, document) if document is not None else _not_there(request, seen, kind)


def _not_there(request: web.Request, seen: Seen, kind: Kind) -> web.Response:
    """Like any other address that is none; but whose tax invoice lacks only the buyer learns what to tell the shop."""
    lacks = tax_invoice_lacks(seen.order, seen.shop) if kind == "tax_invoice" else []
    if not lacks:
        return polite(request, 404)
    told = words_of(request, seen.shop.language)
    parts = [told.say(f"documents.lacks.{part}") for part in lacks]
    return show_link(request, seen, "no_paper.html", status=404, parts_lacking=", ".join(parts))


def _sheet(seen: Seen, document: Document, language: str) -> Sheet:
    return sheet_of(
        document.kind, document.number, document.issued_at, seen.shop.timezone, document.paper, words(language)
    )
