"""The invoice page `/o/{token}`: what a customer sees who taps the card, until it is confirmed and after.

The link is the key: no login. Every deed runs in one transaction on the freshly loaded, locked order.
"""

from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from orders import checkout
from orders.checkout import Confirmed, Lacking
from orders.stages import Refusal
from web import forms, invoice_pages
from web.catalogue_page import add, catalogue
from web.guard import Forged, TooLarge, polite, posted
from web.invoice_links import Seen, find
from web.keys import CLOCK, DATABASE
from web.newest import ask_for_newest
from web.pages import static_folder


def invoice_routes() -> list[web.RouteDef]:
    """All addresses under an invoice's link."""
    return [
        web.get("/o/{token}", show_invoice),
        web.post("/o/{token}", confirm),
        web.post("/o/{token}/confirm", confirm),
        web.post("/o/{token}/items", change_items),
        web.get("/o/{token}/catalogue", catalogue),
        web.post("/o/{token}/add", add),
        web.post("/o/{token}/newest", ask_for_newest),
        # A refused form stands at its own address; who reloads that comes back to the invoice.
        *(web.get(f"/o/{{token}}/{form}", lead_back) for form in ("confirm", "items", "add", "newest")),
    ]


def static_routes() -> list[web.AbstractRouteDef]:
    """Styles, script and font, all our own."""
    return [web.static("/static", static_folder())]


@dataclass(frozen=True, slots=True)
class Wrong:
    """Not done: by field name the key of what is wrong, or a refusal of the whole."""

    fields: dict[str, str] = field(default_factory=dict)
    refusal: Refusal | None = None
    seen: Seen | None = None


async def show_invoice(request: web.Request) -> web.Response:
    seen = await find(request.match_info["token"])
    if seen is None:
        return polite(request, 404)
    return await invoice_pages.of(request, seen)


async def lead_back(request: web.Request) -> web.Response:
    raise web.HTTPSeeOther(f"/o/{request.match_info['token']}")


async def change_items(request: web.Request) -> web.Response:
    """New quantities; what was typed elsewhere on the page is kept."""
    form = await posted(request)
    if isinstance(form, Forged | TooLarge):
        return refuse(request, form)
    token = request.match_info["token"]
    outcome = await request.app[DATABASE].transaction(_change_items, token, form)
    if isinstance(outcome, Wrong):
        return await _show_again(request, outcome, form)
    if isinstance(outcome, Seen):
        return await _overtaken(request, outcome)
    if outcome is None:
        return polite(request, 404)
    raise web.HTTPSeeOther(f"/o/{token}/catalogue" if form.get("next") == "catalogue" else f"/o/{token}#items")


async def confirm(request: web.Request) -> web.Response:
    """Confirm, once however often it is tapped; what is refused is named and nothing typed is lost."""
    form = await posted(request)
    if isinstance(form, Forged | TooLarge):
        return refuse(request, form)
    token = request.match_info["token"]
    now = request.app[CLOCK].now()
    outcome = await request.app[DATABASE].transaction(_confirm, token, form, now)
    if isinstance(outcome, Wrong):
        return await _show_again(request, outcome, form)
    if isinstance(outcome, Seen):
        return await _overtaken(request, outcome)
    if outcome is None:
        return polite(request, 404)
    raise web.HTTPSeeOther(f"/o/{token}")


def refuse(request: web.Request, why: Forged | TooLarge) -> web.Response:
    back = request.path.rsplit("/", 1)[0] if request.path.count("/") > 2 else request.path
    return polite(request, 403 if isinstance(why, Forged) else 413, back=back)


async def _change_items(token: str, form: dict[str, str]) -> "bool | Seen | Wrong | None":
    seen = await find(token, locked=True)
    if seen is None or seen.state != "open":
        return seen
    await checkout.remember(seen.invoice, seen.order, forms.typed(form))
    return await _take_quantities(seen, form) or True


async def _confirm(token: str, form: dict[str, str], now: Any) -> "Confirmed | Seen | Wrong | None":
    seen = await find(token, locked=True)
    if seen is None:
        return None
    if seen.state not in ("open", "confirmed"):
        return seen
    filled = forms.typed(form)
    if seen.state == "open":
        await checkout.remember(seen.invoice, seen.order, filled)
        if wrong := await _take_quantities(seen, form):
            return wrong
    choices = forms.choices(filled, pickup=_is_pickup(seen, filled))
    outcome = await checkout.confirm(seen.invoice, seen.order, seen.shop, choices, now)
    if isinstance(outcome, Lacking):
        return Wrong(outcome.fields, seen=seen)
    if isinstance(outcome, Refusal):
        return Wrong(refusal=outcome, seen=seen)
    return outcome


async def _take_quantities(seen: Seen, form: dict[str, str]) -> Wrong | None:
    basket = checkout.basket_on_page(seen.invoice, seen.order)
    asked = forms.quantities(form, [line.id for line in basket.lines])
    if asked.wrong:
        return Wrong(asked.wrong, seen=seen)
    if asked.wanted and (refusal := await checkout.set_quantities(seen.invoice, seen.order, asked.wanted)):
        return Wrong(refusal=refusal, seen=seen)
    return None


def _is_pickup(seen: Seen, filled: dict[str, str]) -> bool:
    basket = checkout.basket_on_page(seen.invoice, seen.order)
    method = seen.shop.terms.method(basket.shipping_method or filled["shipping_method"])
    return method is not None and method.pickup


async def _show_again(request: web.Request, wrong: Wrong, form: dict[str, str]) -> web.Response:
    """The page with what is wrong at its place, and everything as it was typed."""
    assert wrong.seen is not None
    short = wrong.refusal is not None and wrong.refusal.reason == "too_little_stock"
    return await invoice_pages.open_page(
        request,
        wrong.seen,
        typed=form,
        wrong=wrong.fields,
        refusal=wrong.refusal,
        status=409 if short else 422,
    )


async def _overtaken(request: web.Request, seen: Seen) -> web.Response:
    """The link stopped meaning an open invoice while the page was being looked at."""
    if seen.state in ("replaced", "draft"):
        return await invoice_pages.of(request, seen)
    raise web.HTTPSeeOther(f"/o/{seen.invoice.token}")
