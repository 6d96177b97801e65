"""MessengerTwin: the Graph API as the product sees it."""

import hashlib
import hmac
from functools import partial
from typing import Any

from aiohttp import web

from simulator.messenger import errors
from simulator.messenger.api import ROUTES, Endpoint, look_up
from simulator.messenger.page import FacebookPage
from simulator.post import Postman
from simulator.switchboard import Answer, Call, Switchboard
from simulator.world import World

# Meta waits five seconds (webhooks page of 2026-05-05): https://developers.facebook.com/docs/messenger-platform/webhooks
_PATIENCE = 5.0
# v20 and older have ended: https://developers.facebook.com/docs/graph-api/changelog
_OLDEST = 21


class MessengerTwin:
    """`calls` and `fail` are the switchboard's, `deliver`, `release` and `deliveries` the postman's."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._postman = Postman(seconds=_PATIENCE, clock=world.clock, names=world.names, session=world.session)
        self._switchboard = Switchboard(
            clock=world.clock, wording=self._wording, stamp=self._stamp, closing=world.closing
        )
        self.pages: list[FacebookPage] = []
        self.calls = self._switchboard.calls
        self.fail = self._switchboard.fail
        self.heal = self._switchboard.heal
        self.called = self._switchboard.called
        self.deliver = self._postman.deliver
        self.release = self._postman.release
        self.deliveries = self._postman.deliveries

    @property
    def patience(self) -> float:
        """Seconds the platform waits for an answer to a webhook; a test may shorten them."""
        return self._postman.seconds

    @patience.setter
    def patience(self, seconds: float) -> None:
        self._postman.seconds = seconds

    def add_page(
        self,
        page_id: str,
        name: str,
        app_id: str,
        app_secret: str,
        page_access_token: str,
        verify_token: str,
        webhook_url: str,
    ) -> FacebookPage:
        """A page that is subscribed to everything."""
        page = FacebookPage(
            world=self._world,
            postman=self._postman,
            page_id=str(page_id),
            name=name,
            app_id=str(app_id),
            app_secret=app_secret,
            page_access_token=page_access_token,
            verify_token=verify_token,
            webhook_url=webhook_url,
        )
        self.pages.append(page)
        return page

    def routes(self) -> list[web.RouteDef]:
        """The endpoints below /graph."""
        version = r"/graph/v{version:\d+\.\d+}"
        return [
            web.route(method, f"{version}{path}", self._switchboard.line(name, partial(self._operate, endpoint)))
            for method, path, name, endpoint in ROUTES
        ]

    def _operate(self, endpoint: Endpoint, call: Call) -> Answer:
        names = self._world.names
        body = call.body if isinstance(call.body, dict) else {}
        scheme, _, bearer = call.headers.get("authorization", "").partition(" ")
        token = bearer if scheme.lower() == "bearer" else call.query.get("access_token") or body.get("access_token")
        page = next((each for each in self.pages if each.page_access_token == token), None)
        if page is None:
            return errors.BAD_TOKEN.answer(names)
        proof = call.query.get("appsecret_proof") or body.get("appsecret_proof")
        if proof is None and page.require_proof:
            return errors.NO_PROOF.answer(names)
        if proof is not None and not hmac.compare_digest(str(proof), _proof(page)):
            return errors.BAD_PROOF.answer(names)
        if int(call.parts["version"].split(".")[0]) < _OLDEST:
            return errors.GraphError(2635, "You are calling a deprecated version of the Graph API").answer(names)
        node = call.parts["node"]
        if endpoint is not look_up and node not in ("me", page.page_id):
            return errors.unsupported(node).answer(names)
        return endpoint(page, call)

    def _stamp(self) -> dict[str, str]:
        return {"x-fb-trace-id": self._world.names.trace(), "facebook-api-version": "v26.0"}

    def _wording(self, status: int) -> Any:
        table = {401: errors.BAD_TOKEN, 190: errors.BAD_TOKEN, 429: errors.RATE, 613: errors.RATE}
        error = table.get(status, errors.TEMPORARY)
        return error.answer(self._world.names).body


def _proof(page: FacebookPage) -> str:
    """https://developers.facebook.com/docs/graph-api/guides/secure-requests#appsecret_proof"""
    return hmac.new(page.app_secret.encode(), page.page_access_token.encode(), hashlib.sha256).hexdigest()
