"""Who came out of the customer's own chat: only they see addresses that were saved before.

The card in that chat carries a sealed link, `/o/{token}.{seal}`. Opening it leaves the seal with the browser as a
cookie and leads on to the plain link, so what is copied from the address bar, or forwarded, has no seal. A whole card
may be forwarded too: the first browser that comes back with its cookies is the one the seal is good for (previews of
links keep none). Whoever else has it, and anybody after some days, sees the page without saved addresses, as with any
other link.
"""

import hashlib
import hmac
from datetime import timedelta

from aiohttp import web

from orders.invoices import Invoice, chat_seal
from web.guard import csrf_field, keep_visitor, known_visitor
from web.invoice.links import Seen, find
from web.keys import CLOCK, DATABASE, SECRET
from web.pages import is_secure, keep_language

COOKIE = "inchat_chat"
#: After its invoice was issued.
LASTS = timedelta(days=7)


def lead_in(request: web.Request, seen: Seen, seal: str) -> web.Response:
    """On to the plain link, with the seal in the browser's hands when it is ours."""
    response = web.Response(status=303, headers={"Location": seen.address})
    keep_language(request, response)
    if _is_ours(request, seen.invoice, seal):
        visitor, _ = csrf_field(request)
        keep_visitor(request, response, visitor)
        response.set_cookie(
            COOKIE, seal, path=seen.address, max_age=int(LASTS.total_seconds()), httponly=True, samesite="Lax",
            secure=is_secure(request),
        )  # fmt: skip
    return response


async def is_own(request: web.Request, seen: Seen) -> bool:
    """Whether this is the browser that came out of the chat of the order's customer."""
    visitor = known_visitor(request)
    if not visitor or not _is_ours(request, seen.invoice, request.cookies.get(COOKIE, "")):
        return False
    if request.app[CLOCK].now() - seen.invoice.created_at > LASTS or not await _is_their_chat(seen):
        return False
    mark = hashlib.sha256(f"{seen.invoice.token}:{visitor}".encode()).hexdigest()[:32]
    reader = (seen.invoice.checkout or {}).get("reader")
    if reader is None:
        reader = await request.app[DATABASE].transaction(_claim, seen.invoice.token, mark)
    return hmac.compare_digest(str(reader), mark)


async def _claim(token: str, mark: str) -> str:
    """The first to come back is the reader; who that is."""
    seen = await find(token, locked=True)
    assert seen is not None
    known = seen.invoice.checkout or {}
    if "reader" not in known:
        seen.invoice.checkout = {**known, "reader": mark}
        await seen.invoice.save(update_fields=["checkout"])
    return str(known.get("reader", mark))


async def _is_their_chat(seen: Seen) -> bool:
    """A chat of two, with the person whose order it is."""
    await seen.order.fetch_related("chat__contact")
    chat = seen.order.chat
    if chat is None or chat.kind != "user" or chat.contact is None or chat.contact.customer_id is None:
        return False
    return bool(chat.contact.customer_id == seen.order.customer_id)


def _is_ours(request: web.Request, invoice: Invoice, seal: str) -> bool:
    ours = chat_seal(invoice.token, request.app[SECRET])
    return hmac.compare_digest(seal.encode("utf-8", "replace"), ours.encode())
