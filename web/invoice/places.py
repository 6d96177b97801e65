"""What is left of a place once a part of it is known, for the script of a page: `GET /places?postal_code=10110`.

Public knowledge; the pages do the same by themselves where there is no script.
"""

from aiohttp import web

from orders.addresses.completing import FIELDS, complete
from web.invoice import forms
from web.pages import language_for

LONGEST = 100


async def tell_places(request: web.Request) -> web.Response:
    """`{"parts": {...}, "spots": [{...}], "strange": ""}`: the parts filled in, and what it may be while it is open."""
    typed = {name: forms.tidy(request.query.get(name, ""))[:LONGEST] for name in FIELDS}
    typed["postal_code"] = forms.plain_digits(typed["postal_code"])
    known = complete(typed, language_for(request, "th"))
    spots = [spot.parts() for spot in known.spots]
    return web.json_response({"parts": known.parts, "spots": spots, "strange": known.strange})
