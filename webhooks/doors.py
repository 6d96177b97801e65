"""The doors themselves: one handler per platform around the common path of `receive`."""

import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

from orders.clock import Clock
from webhooks import line, messenger, payments
from webhooks.receive import MOST_BYTES, Intake, parse

Handler = Callable[[web.Request], Awaitable[web.Response]]


@dataclass(frozen=True, slots=True)
class Page:
    """One Messenger page: which shop it is, and whose secret signs what it sends."""

    shop: str
    page_id: str
    app_secret: str
    verify_token: str


@dataclass(frozen=True, slots=True)
class Doors:
    """`line_secrets` and `stripe_secrets` by shop; `intake` stores what is heard."""

    intake: Intake
    clock: Clock
    line_secrets: Mapping[str, str]
    pages: tuple[Page, ...]
    stripe_secrets: Mapping[str, str]

    def routes(self) -> list[web.RouteDef]:
        return [
            # A route for each shop: the router finds it at once, and an unknown shop is nobody's door.
            *(web.post(f"/webhooks/line/{shop}", self._line(shop)) for shop in self.line_secrets),
            web.get("/webhooks/messenger", self.verify_messenger),
            web.post("/webhooks/messenger", self.messenger),
            web.post("/webhooks/payments/stripe", self.stripe),
        ]

    def _line(self, shop: str) -> Handler:
        """https://developers.line.biz/en/docs/messaging-api/receiving-messages/"""
        secret = self.line_secrets[shop]

        async def ring(request: web.Request) -> web.Response:
            body = await _body(request)
            if body is None:
                return _plain(413)
            if not line.is_signed(body, request.headers.get("X-Line-Signature"), secret):
                return _plain(401)
            try:
                data = parse(body)
            except ValueError:
                return _plain(400)
            await self.intake.store(line.events(data, shop))
            return _plain(200)

        return ring

    async def verify_messenger(self, request: web.Request) -> web.Response:
        """https://developers.facebook.com/docs/messenger-platform/webhooks#verification-requests"""
        query = request.query
        asked = query.get("hub.verify_token", "").encode("utf-8", "replace")
        known = any(hmac.compare_digest(page.verify_token.encode(), asked) for page in self.pages)
        if query.get("hub.mode") == "subscribe" and known:
            return web.Response(text=query.get("hub.challenge", ""))
        return _plain(403)

    async def messenger(self, request: web.Request) -> web.Response:
        """https://developers.facebook.com/docs/messenger-platform/webhooks#event-notifications"""
        if not self.pages:
            return _plain(404)
        body = await _body(request)
        if body is None:
            return _plain(413)
        signature = request.headers.get("X-Hub-Signature-256")
        signers = {page.app_secret for page in self.pages if messenger.is_signed(body, signature, page.app_secret)}
        if not signers:
            return _plain(403)
        try:
            data = parse(body)
        except ValueError:
            return _plain(400)
        if isinstance(data, dict) and data.get("object") != "page":
            return _plain(404)
        shops = {page.page_id: page.shop for page in self.pages if page.app_secret in signers}
        await self.intake.store(messenger.events(data, shops))
        return _plain(200)

    async def stripe(self, request: web.Request) -> web.Response:
        """One door for all shops: whose secret fits is meant. What is not answered 2xx Stripe sends again for days.

        https://docs.stripe.com/webhooks#retries
        """
        if not self.stripe_secrets:
            return _plain(404)
        body = await _body(request)
        if body is None:
            return _plain(413)
        signature, now = request.headers.get("Stripe-Signature"), self.clock.now().timestamp()
        signers = [
            shop for shop, secret in self.stripe_secrets.items() if payments.is_signed(body, signature, secret, now)
        ]
        if not signers:
            return _plain(400)
        try:
            data = parse(body)
        except ValueError:
            return _plain(400)
        await self.intake.store(payments.events(data, signers))
        return _plain(200)


async def _body(request: web.Request) -> bytes | None:
    """The raw bytes, exactly as signed; None when there are too many of them."""
    if (request.content_length or 0) > MOST_BYTES:
        return None
    content = request.content
    try:
        # Nearly all come in one piece, and then there is nothing to wait for.
        body = content.read_nowait() if content.is_eof() else await request.read()
    except web.HTTPRequestEntityTooLarge:
        return None
    except web.RequestPayloadError as broken:
        raise web.HTTPBadRequest from broken
    return body if len(body) <= MOST_BYTES else None


def _plain(status: int) -> web.Response:
    return web.Response(status=status)
