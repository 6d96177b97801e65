"""What the page with the phones asks for: state, a stream of changes, and the verbs of the people."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import orjson
from aiohttp import web

from simulator.chats import ChatMessage
from simulator.line.people import LinePerson
from simulator.messenger.people import MessengerPerson
from simulator.shapes import Json
from simulator.world import World

_KEPT = 200
_PICTURE_BYTES = 12_000_000


@dataclass(frozen=True, slots=True)
class Phone:
    """One phone on the page and who holds it."""

    channel: str
    role: str
    person: LinePerson | MessengerPerson

    @property
    def key(self) -> str:
        """Its name on the page."""
        return f"{self.channel}-{self.role}"

    def state(self) -> Json:
        """Everything the page shows of it. In the inbox the page's own lines are "mine"."""
        person = self.person
        shop = person.account.name if isinstance(person, LinePerson) else person.page.name
        inbox = self.role == "inbox"
        chat = person.chat_log
        messages = chat.messages
        return {
            "key": self.key,
            "channel": self.channel,
            "role": self.role,
            "name": shop if inbox else person.name,
            "with": person.name if inbox else shop,
            "blocked": person.blocked,
            "typing": 0 if inbox else chat.typing_seconds,
            "messages": [_shown(message, inbox) for message in messages[-_KEPT:]],
            "quick": list(messages[-1].quick) if messages and not inbox else [],
        }


class Stage:
    """The phones that stand on the page, and whoever watches them."""

    def __init__(self, world: World) -> None:
        self.hints: list[str] = []
        self.on_later: Callable[[float], Awaitable[None]] | None = None
        self._world = world
        self._phones: dict[str, Phone] = {}
        self._streams: set[asyncio.Queue[str | None]] = set()

    def cast(self, channel: str, role: str, person: LinePerson | MessengerPerson) -> None:
        """Give a person a phone."""
        expected = LinePerson if channel == "line" else MessengerPerson
        roles = ("merchant", "customer") if channel == "line" else ("merchant", "customer", "inbox")
        if channel not in ("line", "messenger") or role not in roles or not isinstance(person, expected):
            raise ValueError(f"no phone {channel} {role} for {type(person).__name__}")
        phone = Phone(channel, role, person)
        self._phones[phone.key] = phone
        person.chat_log.watch(lambda: self._changed(phone.key))
        self._changed(phone.key)

    def end(self) -> None:
        """Let every stream come to its end."""
        for stream in self._streams:
            stream.put_nowait(None)

    def routes(self) -> list[web.RouteDef]:
        """Below /control."""
        return [
            web.get("/control/state", self._guarded(self._state)),
            web.get("/control/stream", self._guarded(self._stream)),
            web.post("/control/say", self._guarded(self._say)),
            web.post("/control/tap", self._guarded(self._tap)),
            web.post("/control/picture", self._guarded(self._picture)),
            web.post("/control/later", self._guarded(self._later)),
        ]

    async def _state(self, request: web.Request) -> web.StreamResponse:
        phones = [phone.state() for phone in self._phones.values()]
        return _json({"phones": phones, "hints": self.hints, "later": self.on_later is not None})

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        headers = {
            "Content-Type": "text/event-stream",
            "Cache-Control": "no-store",
            "X-Accel-Buffering": "no",
        }
        response = web.StreamResponse(headers=headers)
        stream: asyncio.Queue[str | None] = asyncio.Queue()
        # Watch first: what changes while the page loads its state must not fall between.
        self._streams.add(stream)
        try:
            await response.prepare(request)
            await response.write(b"retry: 1000\n\n")
            while not self._world.closing.is_set() and (key := await _next(stream)) is not None:
                data = orjson.dumps(self._phones[key].state()) if key else b""
                await response.write(b"event: phone\ndata: " + data + b"\n\n" if key else b": still here\n\n")
        except ConnectionError:
            pass
        finally:
            self._streams.discard(stream)
        return response

    async def _say(self, request: web.Request) -> web.StreamResponse:
        asked = await _asked(request)
        phone, text = self._phone(asked), str(asked.get("text", ""))
        if not text.strip():
            raise web.HTTPBadRequest(text="nothing to say")
        person = phone.person
        if isinstance(person, MessengerPerson) and phone.role == "inbox":
            return _json({"status": await person.inbox_says(text)})
        return _json({"status": await person.says(text)})

    async def _tap(self, request: web.Request) -> web.StreamResponse:
        asked = await _asked(request)
        phone = self._phone(asked)
        message = phone.person.chat_log.find(str(asked.get("message")))
        action = asked.get("action")
        # Only what really stands on the message can be tapped.
        if message is None or action not in (*message.actions, *message.quick):
            raise web.HTTPBadRequest(text="no such button")
        value = asked.get("value")
        person = phone.person
        if isinstance(person, LinePerson):
            done = await person.acts(action, value=value if isinstance(value, str) else None)
        else:
            done = await person.acts(action)
        return _json({"status": done} if isinstance(done, int) else {"opens": done})

    async def _picture(self, request: web.Request) -> web.StreamResponse:
        phone = self._phone(dict(request.query))
        data = bytearray()
        async for piece in request.content.iter_chunked(65_536):
            data += piece
            if len(data) > _PICTURE_BYTES:
                raise web.HTTPRequestEntityTooLarge(max_size=_PICTURE_BYTES, actual_size=len(data))
        if not data:
            raise web.HTTPBadRequest(text="no picture")
        person = phone.person
        if isinstance(person, MessengerPerson) and phone.role == "inbox":
            return _json({"status": await person.inbox_sends_picture(bytes(data))})
        return _json({"status": await person.sends_picture(bytes(data))})

    async def _later(self, request: web.Request) -> web.StreamResponse:
        seconds = (await _asked(request)).get("seconds")
        if self.on_later is None or not isinstance(seconds, int | float) or not 0 < seconds <= 366 * 86_400:
            raise web.HTTPBadRequest(text="time cannot pass")
        done = self.on_later(float(seconds))
        if inspect.isawaitable(done):
            await done
        return _json({})

    def _phone(self, asked: Json) -> Phone:
        phone = self._phones.get(f"{asked.get('channel')}-{asked.get('role')}")
        if phone is None:
            raise web.HTTPNotFound(text="no such phone")
        return phone

    def _changed(self, key: str) -> None:
        for stream in self._streams:
            stream.put_nowait(key)

    @staticmethod
    def _guarded(
        handler: Callable[[web.Request], Awaitable[web.StreamResponse]],
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def guarded(request: web.Request) -> web.StreamResponse:
            # A page of another site must not drive the phones.
            origin = request.headers.get("Origin")
            if origin is not None and urlsplit(origin).netloc != request.host:
                raise web.HTTPForbidden(text="another site")
            return await handler(request)

        return guarded


def _shown(message: ChatMessage, inbox: bool) -> Json:
    mine = message.who == "shop" if inbox else message.who == "me"
    return {
        "id": message.id,
        "mine": mine,
        "via": message.via,
        "name": message.name,
        "at": message.at,
        "message": message.message,
        "text": message.text,
        "picture": message.picture,
    }


async def _next(stream: "asyncio.Queue[str | None]") -> str | None:
    """The next phone that changed, "" after a quiet quarter of a minute, None at the end."""
    try:
        return await asyncio.wait_for(stream.get(), 15)
    except TimeoutError:
        return ""


async def _asked(request: web.Request) -> Json:
    try:
        asked = orjson.loads(await request.read())
    except ValueError as error:
        raise web.HTTPBadRequest(text="not JSON") from error
    if not isinstance(asked, dict):
        raise web.HTTPBadRequest(text="not an object")
    return asked


def _json(document: Any) -> web.Response:
    return web.Response(body=orjson.dumps(document), content_type="application/json")
