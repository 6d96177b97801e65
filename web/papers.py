"""Receipt, delivery note and tax invoice under an invoice's link: a page to print, and the same as PDF."""

import asyncio
from datetime import datetime

from aiohttp import web

from bot.language import words
from orders.documents import PATHS, Document, open_document
from orders.papers import KINDS, Kind
from web import invoice_pages
from web.guard import polite
from web.invoice_links import Seen, find
from web.keys import CLOCK, DATABASE
from web.pages import language_for, show
from web.paper_view import Sheet, sheet_of

_PAPER = "{paper:" + "|".join(PATHS[kind] for kind in KINDS) + "}"


def paper_routes() -> list[web.RouteDef]:
    return [
        web.get(f"/o/{{token}}/{_PAPER}", show_paper),
        web.get(f"/o/{{token}}/{_PAPER}.pdf", send_pdf),
    ]


async def show_paper(request: web.Request) -> web.Response:
    """The page to print. Where there is no such document yet it is issued now, and keeps its number."""
    found = await _found(request)
    if isinstance(found, web.Response):
        return found
    seen, document = found
    language = language_for(request, seen.shop.language)
    sheet = _sheet(seen, document, language)
    return show(request, "paper.html", language, shop=seen.shop, link=seen.address, sheet=sheet)


async def send_pdf(request: web.Request) -> web.Response:
    from web.paper_pdf import pdf_of  # half a second of imports, for those who print

    found = await _found(request)
    if isinstance(found, web.Response):
        return found
    seen, document = found
    sheet = _sheet(seen, document, language_for(request, seen.shop.language))
    body = await asyncio.to_thread(pdf_of, sheet, document.issued_at)
    name = {"Content-Disposition": f'inline; filename="{document.number}.pdf"'}
    return web.Response(body=body, content_type="application/pdf", headers=name)


async def _found(request: web.Request) -> tuple[Seen, Document] | web.Response:
    """The document, or the page that stands where there is none: a replaced link says so, as the invoice's own does."""
    kind = next(kind for kind in KINDS if PATHS[kind] == request.match_info["paper"])
    now = request.app[CLOCK].now()
    seen, document = await request.app[DATABASE].quietly(_open, request.match_info["token"], kind, now)
    if seen is not None and seen.state in ("replaced", "draft"):
        return await invoice_pages.of(request, seen)
    if seen is None or document is None:
        return polite(request, 404)
    return seen, document


async def _open(token: str, kind: Kind, now: datetime) -> tuple[Seen | None, Document | None]:
    seen = await find(token, locked=True)
    if seen is None or seen.state in ("replaced", "draft"):
        return seen, None
    return seen, await open_document(kind, seen.order, seen.shop, now)


def _sheet(seen: Seen, document: Document, language: str) -> Sheet:
    return sheet_of(
        document.kind, document.number, document.issued_at, seen.shop.timezone, document.paper, words(language)
    )
