"""LineTwin: the platform as the product sees it."""

import inspect
import uuid
from dataclasses import replace
from functools import partial
from typing import Any

from aiohttp import web

from simulator.line.account import LineAccount
from simulator.line.api import ROUTES, Endpoint
from simulator.post import Postman
from simulator.switchboard import Answer, Call, Switchboard
from simulator.world import World, media_type

# LINE waits two seconds for an answer: https://developers.line.biz/en/docs/messaging-api/receiving-messages/
_PATIENCE = 2.0


class LineTwin:
    """`calls` and `fail` are the switchboard's, `deliver`, `release` and `deliveries` the postman's."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._postman = Postman(seconds=_PATIENCE, clock=world.clock, names=world.names, session=world.session)
        self._switchboard = Switchboard(clock=world.clock, wording=_wording, stamp=_stamp, closing=world.closing)
        self.accounts: list[LineAccount] = []
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

    def add_account(
        self,
        name: str,
        channel_secret: str,
        channel_access_token: str,
        webhook_url: str,
        quota: int | None = None,
        bot_user_id: str | None = None,
    ) -> LineAccount:
        """An official account. `quota` is messages a month, None without limit."""
        names = self._world.names
        account = LineAccount(
            world=self._world,
            postman=self._postman,
            name=name,
            channel_secret=channel_secret,
            channel_access_token=channel_access_token,
            webhook_url=webhook_url,
            bot_user_id=bot_user_id or "U" + names.hexadecimal(32),
            basic_id=f"@{names.hexadecimal(8)}",
            quota=quota,
        )
        self.accounts.append(account)
        return account

    def routes(self) -> list[web.RouteDef]:
        """The endpoints below /line."""
        return [
            web.route(method, f"/line{path}", self._switchboard.line(name, partial(self._operate, endpoint)))
            for method, path, name, endpoint in ROUTES
        ]

    async def _operate(self, endpoint: Endpoint, call: Call) -> Answer:
        request_id = str(uuid.uuid4())
        answer = await self._answer(endpoint, call, request_id)
        headers = {"x-line-request-id": request_id, **answer.headers}
        kind = media_type(answer.body) if isinstance(answer.body, bytes) else answer.content_type
        return replace(answer, headers=headers, content_type=kind)

    async def _answer(self, endpoint: Endpoint, call: Call, request_id: str) -> Answer:
        scheme, _, token = call.headers.get("authorization", "").partition(" ")
        account = next((each for each in self.accounts if each.channel_access_token == token), None)
        if scheme.lower() != "bearer" or account is None:
            told = "Authentication failed. Confirm that the access token in the authorization header is valid."
            return Answer(401, {"message": told})
        given = endpoint(account, call, request_id)
        return await given if inspect.isawaitable(given) else given


def _stamp() -> dict[str, str]:
    return {"x-line-request-id": str(uuid.uuid4())}


def _wording(status: int) -> Any:
    if status == 429:
        return {"message": "The API rate limit has been exceeded. Try again later."}
    return {"message": "Internal server error" if status >= 500 else "Bad Request"}
