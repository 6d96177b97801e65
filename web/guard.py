"""What every page is guarded by: headers, size limits, forgery, and mistakes that are told politely.

Machines (webhooks, the API) and applications mounted beside ours have their own manners and pass by untouched.
"""

import hmac
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from secrets import token_urlsafe
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web
from itsdangerous import BadSignature, URLSafeSerializer

from web.keys import PUBLIC_URL, SECRET
from web.pages import is_secure, language_for, show

log = logging.getLogger("inchat.web")

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

MACHINES = ("/webhooks/", "/api/", "/healthz", "/readyz", "/metrics")
CSRF_COOKIE = "inchat_visitor"
CSRF_LASTS = 30 * 24 * 3600
MOST_FORM_BYTES = 256 * 1024
MOST_FIELDS = 1_000

#: The address of an invoice is its key, so it goes to nobody else. Not "no-referrer": with that browsers send
#: `Origin: null` from our own forms. https://fetch.spec.whatwg.org/#append-a-request-origin-header
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; font-src 'self'; script-src 'self'; "
    "connect-src 'self'; img-src 'self' https: data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}
FOREVER = "public, max-age=31536000, immutable"

#: Statuses that have words of their own (`page.error.<status>`); every other one is told as 400 or 500.
TOLD = {400, 403, 404, 405, 413, 500}


@dataclass(frozen=True, slots=True)
class Forged:
    """A form that did not come from a page of ours, or from one so old that the browser forgot it."""


@dataclass(frozen=True, slots=True)
class TooLarge:
    """A form of more bytes or fields than any of our pages has."""


@web.middleware
async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Around every page: what goes wrong becomes a polite page that tells nothing, and every answer is sealed."""
    is_mounted = len(request.match_info.apps) > 1
    if is_mounted or request.raw_path.startswith(MACHINES):
        return await handler(request)
    try:
        response = await handler(request)
    except web.HTTPException as refused:
        if refused.status < 400:
            seal(request, refused)
            raise
        response = polite(request, refused.status)
        if "Allow" in refused.headers:
            response.headers["Allow"] = refused.headers["Allow"]
    except ConnectionError:
        raise
    except Exception:
        # The address is a secret, so the log names the route and not the link.
        log.exception("%s %s failed", request.method, _route(request))
        response = polite(request, 500)
    seal(request, response)
    return response


def seal(request: web.Request, response: web.StreamResponse) -> None:
    """Put the security headers on; what a handler set itself stays."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.path.startswith("/static/") and response.status in (200, 206, 304):
        response.headers["Cache-Control"] = FOREVER if "v" in request.query else "public, max-age=3600"
        if request.path.endswith(".woff2"):
            response.content_type = "font/woff2"


def let_forms_lead_out(response: web.StreamResponse, gateway: str) -> None:
    """For a page with a form that we answer with the address of a payment page: that may be any with TLS, since shops
    give theirs names of their own. Browsers hold the policy against where a form is led on to, as well.

    https://www.w3.org/TR/CSP3/#directive-form-action
    """
    there = "https:" if gateway.startswith("https:") else origin_of(gateway)
    policy = HEADERS["Content-Security-Policy"]
    response.headers["Content-Security-Policy"] = policy.replace("form-action 'self'", f"form-action 'self' {there}")


def polite(request: web.Request, status: int, *, back: str = "") -> web.Response:
    """The one page for what went wrong; `back` is the address of a button that leads out of it."""
    told = status if status in TOLD else 500 if status >= 500 else 400
    return show(request, "error.html", language_for(request, "th"), status=status, told=told, back=back)


def known_visitor(request: web.Request) -> str:
    """The visitor's cookie; "" for somebody new."""
    visitor = request.cookies.get(CSRF_COOKIE, "")
    return visitor if _VISITOR.fullmatch(visitor) else ""


def csrf_field(request: web.Request) -> tuple[str, str]:
    """The visitor's cookie (theirs, or a new one) and the hidden field that belongs to it."""
    visitor = known_visitor(request) or token_urlsafe(24)
    return visitor, _signer(request).dumps(visitor)


def keep_visitor(request: web.Request, response: web.StreamResponse, visitor: str) -> None:
    if request.cookies.get(CSRF_COOKIE) != visitor:
        response.set_cookie(
            CSRF_COOKIE, visitor, max_age=CSRF_LASTS, httponly=True, samesite="Lax", secure=is_secure(request)
        )


async def posted(request: web.Request) -> dict[str, str] | Forged | TooLarge:
    """The fields of a form of ours, the first of each name. Bytes that are no UTF-8 become U+FFFD."""
    if not is_from_here(request):
        return Forged()
    if (request.content_length or 0) > MOST_FORM_BYTES:
        return TooLarge()
    body = await _read(request)
    if body is None:
        return TooLarge()
    try:
        pairs = parse_qsl(
            body.decode("ascii", "replace"),
            keep_blank_values=True,
            errors="replace",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:
        return TooLarge()
    fields: dict[str, str] = {}
    for name, value in pairs:
        fields.setdefault(name, value)
    return fields if is_ours(request, fields.get("csrf", "")) else Forged()


def is_from_here(request: web.Request) -> bool:
    """Whether the browser, if it says where a form stood, names us."""
    ours = origin_of(request.app[PUBLIC_URL])
    return request.headers.get("Origin", ours) == ours


def origin_of(url: str) -> str:
    """An address as browsers write it in `Origin`: lower case, no port where the scheme's own is meant."""
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = "" if parts.port in (None, {"http": 80, "https": 443}.get(parts.scheme)) else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"


async def _read(request: web.Request) -> bytes | None:
    body = bytearray()
    async for chunk in request.content.iter_chunked(64 * 1024):
        body += chunk
        if len(body) > MOST_FORM_BYTES:
            return None
    return bytes(body)


_VISITOR = re.compile(r"[A-Za-z0-9_-]{32}")


def is_ours(request: web.Request, token: str) -> bool:
    """Whether a hidden field belongs to the cookie of the same visitor."""
    visitor = known_visitor(request)
    if not visitor:
        return False
    try:
        signed = _signer(request).loads(token)
    except BadSignature:
        return False
    return isinstance(signed, str) and hmac.compare_digest(signed.encode(), visitor.encode())


def _signer(request: web.Request) -> URLSafeSerializer:
    return URLSafeSerializer(request.app[SECRET], salt="inchat.form")


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "an unknown address"
