"""A simulator with one LINE account and one page, a product that only listens, a clock that can be turned."""

import asyncio
import base64
import hashlib
import hmac
import json
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from simulator import Simulator
from simulator.line.account import LineAccount
from simulator.messenger.page import FacebookPage

LINE_SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
APP_SECRET = "0123456789abcdef0123456789abcdef"


class Clock:
    """Stands still until it is turned."""

    def __init__(self) -> None:
        self.now = 1_795_369_111.5

    def __call__(self) -> float:
        return self.now

    def turn(self, seconds: float) -> None:
        self.now += seconds


@dataclass
class Listener:
    """The product's side: takes webhooks whose signature is right, and answers what it is told to answer."""

    url: str = ""
    status: int = 200
    silent: bool = False
    bodies: list[Any] = field(default_factory=list)
    raws: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    release: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def events(self) -> list[Any]:
        return [event for body in self.bodies for event in body["events"]]

    @property
    def items(self) -> list[Any]:
        return [
            item
            for body in self.bodies
            for entry in body["entry"]
            for item in (*entry.get("messaging", ()), *entry.get("standby", ()))
        ]

    async def line(self, request: web.Request) -> web.Response:
        raw = await request.read()
        expected = base64.b64encode(hmac.new(LINE_SECRET.encode(), raw, hashlib.sha256).digest()).decode()
        if request.headers.get("x-line-signature") != expected:
            return web.Response(status=401)
        return await self._took(request, raw)

    async def messenger(self, request: web.Request) -> web.Response:
        raw = await request.read()
        expected = "sha256=" + hmac.new(APP_SECRET.encode(), raw, hashlib.sha256).hexdigest()
        if request.headers.get("x-hub-signature-256") != expected:
            return web.Response(status=403)
        return await self._took(request, raw)

    async def challenge(self, request: web.Request) -> web.Response:
        right = request.query["hub.verify_token"] == "TEST_VERIFY"
        return web.Response(text=request.query["hub.challenge"]) if right else web.Response(status=403)

    async def _took(self, request: web.Request, raw: bytes) -> web.Response:
        self.raws.append(raw)
        self.bodies.append(json.loads(raw))
        self.headers.append({name.lower(): value for name, value in request.headers.items()})
        if self.silent:
            await self.release.wait()
        return web.Response(status=self.status)


@dataclass
class Caller:
    """Calls the twins as a product would; `status`, `answer` and `headers` are of the last call."""

    session: aiohttp.ClientSession
    base: str
    status: int = 0
    answer: Any = None
    headers: dict[str, str] = field(default_factory=dict)

    async def line(
        self, path: str, body: Any = None, *, method: str = "POST", token: str = "line-token", **headers: str
    ) -> int:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self._call(method, f"/line/v2/bot/{path}", body, {"Authorization": f"Bearer {token}", **named})

    async def graph(
        self,
        path: str,
        body: Any = None,
        *,
        method: str = "POST",
        token: str = "page-token",
        version: str = "26.0",
    ) -> int:
        return await self._call(method, f"/graph/v{version}/{path}", body, {"Authorization": f"Bearer {token}"})

    async def says(self, person: Any, **message: Any) -> int:
        """Send a Messenger message."""
        body = {"recipient": {"id": person.psid}, "messaging_type": "RESPONSE", "message": message}
        return await self.graph("682498302938465/messages", body)

    async def pushes(self, person: Any, *messages: Any, **headers: str) -> int:
        """Push LINE messages; a string is a text."""
        full = [{"type": "text", "text": each} if isinstance(each, str) else each for each in messages]
        name = getattr(person, "user_id", None) or person.group_id
        return await self.line("message/push", {"to": name, "messages": full}, **headers)

    async def _call(self, method: str, path: str, body: Any, headers: dict[str, str]) -> int:
        async with self.session.request(method, self.base + path, json=body, headers=headers) as answer:
            self.status = answer.status
            self.headers = {name.lower(): value for name, value in answer.headers.items()}
            raw = await answer.read()
            self.answer = json.loads(raw) if "json" in answer.content_type else raw
        return self.status


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    heard = Listener()
    app = web.Application()
    app.add_routes(
        [
            web.post("/line", heard.line),
            web.post("/messenger", heard.messenger),
            web.get("/messenger", heard.challenge),
        ]
    )
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    heard.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield heard
    heard.release.set()
    await runner.cleanup()


@pytest.fixture
async def sim(clock: Clock) -> AsyncIterator[Simulator]:
    simulator = Simulator(clock=clock, rng=random.Random(7))
    await simulator.start()
    yield simulator
    await simulator.close()


@pytest.fixture
def shop(sim: Simulator, listener: Listener) -> LineAccount:
    return sim.line.add_account(
        name="ร้านสุขใจ",
        channel_secret=LINE_SECRET,
        channel_access_token="line-token",
        webhook_url=f"{listener.url}/line",
        bot_user_id="U8e742f61d673b39c7fff3cecb7536ef0",
    )


@pytest.fixture
def page(sim: Simulator, listener: Listener) -> FacebookPage:
    return sim.messenger.add_page(
        page_id="682498302938465",
        name="ร้านสุขใจ",
        app_id="1517776481860111",
        app_secret=APP_SECRET,
        page_access_token="page-token",
        verify_token="TEST_VERIFY",
        webhook_url=f"{listener.url}/messenger",
    )


@pytest.fixture
async def product(sim: Simulator) -> AsyncIterator[Caller]:
    async with aiohttp.ClientSession() as session:
        yield Caller(session, sim.base_url)
