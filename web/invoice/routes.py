"""The invoice page `/o/{token}`: what a customer sees who taps the card, until it is confirmed and after.

The link is the key: no login. Every deed runs in one transaction on the freshly loaded, locked order.
"""

from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import web

from orders import checkout
from orders.address_book import Saved
from orders.checkout import ADDRESS_FIELDS, Confirmed, Lacking
from orders.stages import Refusal
from web.guard import Forged, TooLarge, polite, posted
from web.invoice import address_form, card_page, faces, forms, own_chat, slip_page, view
from web.invoice.catalogue_page import add, catalogue
from web.invoice.checkout_page import READ, book_for, open_page
from web.invoice.links import Seen, find
from web.invoice.newest import ask_for_newest
from web.invoice.places import tell_places
from web.keys import CLOCK, DATABASE
from web.pages import language_for, static_folder
from web.papers.routes import paper_routes

#: Refused because somebody else was quicker: the page shows how things stand now.
CLASHES = ("too_little_stock", "changed_meanwhile")
FORMS = ("confirm", "items", "address", "add", "newest", "slip", "pay/stripe")


def invoice_routes() -> list[web.RouteDef]:
    """All addresses under an invoice's link."""
    return [
        web.get("/o/{token}", show_invoice),
        web.post("/o/{token}", confirm),
        web.post("/o/{token}/confirm", confirm),
        web.post("/o/{token}/items", change_items),
        web.post("/o/{token}/address", fill_address),
        web.get("/places", tell_places),
        web.get("/o/{token}/catalogue", catalogue),
        web.post("/o/{token}/add", add),
        web.post("/o/{token}/newest", ask_for_newest),
        web.post("/o/{token}/slip", slip_page.take),
        web.post("/o/{token}/pay/stripe", card_page.pay),
        *paper_routes(),
        # A refused form stands at its own address; who reloads that comes back to the invoice.
        *(web.get(f"/o/{{token}}/{form}", lead_back) for form in FORMS),
    ]


def static_routes() -> list[web.AbstractRouteDef]:
    """Styles, script and font, all our own."""
    return [web.static("/static", static_folder())]


@dataclass(frozen=True, slots=True)
class Wrong:
    """Not done: by field name the key of what is wrong, or a refusal of the whole. `helped`: the form as it was filled
    in for them.
    """

    fields: dict[str, str] = field(default_factory=dict)
    refusal: Refusal | None = None
    seen: Seen | None = None
    helped: dict[str, str] = field(default_factory=dict)


async def show_invoice(request: web.Request) -> web.Response:
    token, dot, seal = request.match_info["token"].partition(".")
    seen = await find(token)
    if seen is None:
        return polite(request, 404)
    return own_chat.lead_in(request, seen, seal) if dot else await faces.of(request, seen)


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


async def fill_address(request: web.Request) -> web.Response:
    """The address filled in: out of what was pasted, from one saved before, from a place chosen, or its blank parts."""
    form = await posted(request)
    if isinstance(form, Forged | TooLarge):
        return refuse(request, form)
    token = request.match_info["token"]
    language = language_for(request, "")
    saved = None
    if form.get("saved") and (seen := await find(token)):
        saved = (await book_for(request, seen)).find(form["saved"])
    outcome = await request.app[DATABASE].transaction(_fill_address, token, form, language, saved)
    if isinstance(outcome, Wrong):
        return await _show_again(request, outcome, form)
    if isinstance(outcome, Seen):
        return await _overtaken(request, outcome)
    if outcome is None:
        return polite(request, 404)
    raise web.HTTPSeeOther(f"{outcome}?read={READ}#address" if form.get(forms.PASTED) else f"{outcome}#address")


async def confirm(request: web.Request) -> web.Response:
    """Confirm, once however often it is tapped; what is refused is named and nothing typed is lost."""
    form = await posted(request)
    if isinstance(form, Forged | TooLarge):
        return refuse(request, form)
    token = request.match_info["token"]
    now = request.app[CLOCK].now()
    language = language_for(request, "")
    outcome = await request.app[DATABASE].transaction(_confirm, token, form, language, now)
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


async def _fill_address(
    token: str, form: dict[str, str], language: str, saved: Saved | None
) -> "str | Seen | Wrong | None":
    seen = await find(token, locked=True)
    if seen is None or seen.state != "open":
        return seen
    filled = forms.typed(form)
    if saved is not None:
        after = filled | dict.fromkeys(ADDRESS_FIELDS, "") | saved.parts
    else:
        after = address_form.filled_in(filled, form, language or seen.shop.language)
    await checkout.remember(seen.invoice, seen.order, after)
    if wrong := await _take_quantities(seen, form):
        return wrong
    if after[forms.PASTED] and not form.keys() & {"saved", *address_form.CHOOSE.values()}:
        return Wrong({forms.PASTED: "nothing_read"}, seen=seen)
    return seen.address


async def _confirm(token: str, form: dict[str, str], language: str, now: datetime) -> "Confirmed | Seen | Wrong | None":
    seen = await find(token, locked=True)
    if seen is None:
        return None
    if seen.state not in ("open", "confirmed"):
        return seen
    filled = forms.typed(form)
    if seen.state == "open" and (wrong := await _take_form(seen, form, filled, language)):
        return wrong
    choices = forms.choices(filled, pickup=_is_pickup(seen, filled))
    outcome = await checkout.confirm(seen.invoice, seen.order, seen.shop, choices, now)
    if isinstance(outcome, Lacking):
        # What can only be one thing is filled in, but nothing goes where its customer has not seen it written.
        helped = address_form.completed(filled, language or seen.shop.language)
        await checkout.remember(seen.invoice, seen.order, helped)
        found = {name: "filled_in" for name in outcome.fields if not filled.get(name) and helped.get(name)}
        return Wrong(outcome.fields | found, seen=seen, helped=helped)
    if isinstance(outcome, Refusal):
        return Wrong(refusal=outcome, seen=seen)
    return outcome


async def _take_form(seen: Seen, form: dict[str, str], filled: dict[str, str], language: str) -> Wrong | None:
    """Keep what was typed, and see whether the page still says what it said."""
    shown = view.shown_mark(checkout.basket_on_page(seen.invoice, seen.order), seen.shop)
    await checkout.remember(seen.invoice, seen.order, filled)
    if wrong := await _take_quantities(seen, form):
        return wrong
    if form.get("shown", shown) != shown:
        return Wrong(refusal=Refusal("changed_meanwhile"), seen=seen)
    if not filled[forms.PASTED] or _is_pickup(seen, filled):
        return None
    helped = address_form.filled_in(filled, {}, language or seen.shop.language)
    await checkout.remember(seen.invoice, seen.order, helped)
    reason = "nothing_read" if helped[forms.PASTED] else "check_pasted"
    return Wrong({forms.PASTED: reason}, seen=seen, helped=helped)


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
    clashes = wrong.refusal is not None and wrong.refusal.reason in CLASHES
    return await open_page(
        request,
        wrong.seen,
        typed=form | wrong.helped,
        wrong=wrong.fields,
        refusal=wrong.refusal,
        status=409 if clashes else 422,
    )


async def _overtaken(request: web.Request, seen: Seen) -> web.Response:
    """The link stopped meaning an open invoice while the page was being looked at."""
    if seen.state in ("replaced", "draft"):
        return await faces.of(request, seen)
    raise web.HTTPSeeOther(f"/o/{seen.invoice.token}")
