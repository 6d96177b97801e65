"""StripeTwin: the API as the product sees it, and the page on which somebody pays."""

from functools import partial
from html import escape
from typing import Any

from aiohttp import web

from simulator.post import Postman
from simulator.stripe.account import Session, StripeAccount
from simulator.stripe.reading import read, refusal
from simulator.switchboard import Answer, Call, Switchboard
from simulator.world import World

_PATIENCE = 10.0
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Checkout (a stand-in)</title>
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:3rem auto;padding:0 1rem}}
h1{{font-size:1.1rem;color:#555}}strong{{display:block;font-size:2rem}}
button{{display:block;width:100%;padding:.8rem;margin:.6rem 0;border:0;border-radius:.5rem;background:#635bff;
color:#fff;font:inherit}}button+button{{background:#113566}}p{{color:#555}}</style>
<h1>{name}</h1><strong>฿{amount}</strong>{body}<p>This page stands in for Stripe Checkout. No money moves.</p></html>"""
_BUTTONS = """<form method="post"><button name="way" value="card">Pay by card</button>
<button name="way" value="promptpay">Pay by PromptPay</button></form><p><a href="{back}">Back to the shop</a></p>"""


class StripeTwin:
    """`calls`, `fail`, `heal` and `called` are the switchboard's, `deliver`, `release` and `deliveries` the postman's;
    the one endpoint is called "sessions.create"."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._postman = Postman(seconds=_PATIENCE, clock=world.clock, names=world.names, session=world.session)
        self._switchboard = Switchboard(clock=world.clock, wording=_wording, stamp=dict, closing=world.closing)
        self.accounts: list[StripeAccount] = []
        self.calls = self._switchboard.calls
        self.fail = self._switchboard.fail
        self.heal = self._switchboard.heal
        self.called = self._switchboard.called
        self.deliver = self._postman.deliver
        self.release = self._postman.release
        self.deliveries = self._postman.deliveries
        self.resend = self._postman.raw

    def add_account(self, secret_key: str, webhook_secret: str, webhook_url: str) -> StripeAccount:
        account = StripeAccount(
            world=self._world,
            postman=self._postman,
            secret_key=secret_key,
            webhook_secret=webhook_secret,
            webhook_url=webhook_url,
        )
        self.accounts.append(account)
        return account

    def routes(self) -> list[web.RouteDef]:
        """The endpoint below /stripe, and the pages it leads to."""
        create = self._switchboard.line("sessions.create", partial(_create, self.accounts))
        return [
            web.post("/stripe/v1/checkout/sessions", create),
            web.get("/stripe/pay/{session}", self._show),
            web.post("/stripe/pay/{session}", self._paid),
        ]

    async def _show(self, request: web.Request) -> web.Response:
        session = self._session(request)
        body = _BUTTONS.format(back=escape(session.wish.cancel_url or session.wish.success_url))
        if not session.is_open:
            body = "<p>This page has closed.</p>"
        amount = f"{session.wish.amount // 100:,}.{session.wish.amount % 100:02d}"
        page = _PAGE.format(name=escape(session.wish.name), amount=amount, body=body)
        return web.Response(text=page, content_type="text/html")

    async def _paid(self, request: web.Request) -> web.Response:
        session, form = self._session(request), await request.post()
        if session.is_open and form.get("way") == "promptpay":
            await session.starts_promptpay()
            await session.promptpay_arrives()
        elif session.is_open:
            await session.pays()
        raise web.HTTPSeeOther(session.wish.success_url)

    def _session(self, request: web.Request) -> Session:
        wanted = request.match_info["session"]
        found = next((account.sessions[wanted] for account in self.accounts if wanted in account.sessions), None)
        if found is None:
            raise web.HTTPNotFound()
        return found


def _create(accounts: list[StripeAccount], call: Call) -> Answer:
    scheme, _, key = call.headers.get("authorization", "").partition(" ")
    account = next((each for each in accounts if each.secret_key == key), None)
    if scheme.lower() != "bearer" or account is None:
        return refusal("Invalid API Key provided", status=401)
    if not call.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return refusal("Invalid request (check that your POST content type is application/x-www-form-urlencoded).")
    name = call.headers.get("idempotency-key", "")
    if name in account.known:
        raw, session = account.known[name]
        # https://docs.stripe.com/api/idempotent_requests
        if raw != call.raw:
            error = {"type": "idempotency_error", "message": "Keys can only be used with the same parameters"}
            return Answer(400, {"error": error})
        shown = session.document() | {"status": "open", "url": account.page_of(session)}
        return Answer(200, shown, {"Idempotent-Replayed": "true"})
    wish = read(call.raw)
    if isinstance(wish, Answer):
        return wish
    session = account.make(wish)
    if name:
        account.known[name] = (call.raw, session)
    return Answer(200, session.document())


def _wording(status: int) -> Any:
    kind = "invalid_request_error" if status < 500 else "api_error"
    return {"error": {"type": kind, "message": "An error was ordered for this call."}}
