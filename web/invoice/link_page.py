"""What all faces of an invoice link share."""

from typing import Any

from aiohttp import web

from web.guard import csrf_field, keep_visitor
from web.invoice.links import Seen
from web.invoice.news_part import NEWS
from web.invoice.slip_part import SLIP_PART
from web.pages import language_for, show


def show_link(request: web.Request, seen: Seen, template: str, *, status: int = 200, **facts: Any) -> web.Response:
    """A page with the shop, the order, the link, and the hidden field of its forms."""
    visitor, csrf = csrf_field(request)
    language = language_for(request, seen.shop.language)
    response = show(
        request, template, language, status=status,
        shop=seen.shop, order=seen.order, link=seen.address, csrf=csrf, slips=request.get(SLIP_PART),
        news=request.get(NEWS, []), **facts,
    )  # fmt: skip
    keep_visitor(request, response, visitor)
    return response
