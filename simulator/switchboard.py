"""What the product called, and the failures ordered for its next calls."""

import asyncio
import inspect
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import web

from simulator.chats import PATIENCE

_MOST_BYTES = 8_000_000
_BROKEN_PAGE = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


@dataclass(slots=True)
class Call:
    """One call of the product. `status` is what was answered; 0: the connection was cut before."""

    method: str
    path: str
    endpoint: str
    headers: Mapping[str, str]
    query: Mapping[str, str]
    raw: bytes
    body: Any
    at: float
    parts: Mapping[str, str] = field(default_factory=dict)
    status: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: a JSON document, or bytes as they are."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = "application/json"

    def bytes(self) -> bytes:
        """The body on the wire."""
        return self.body if isinstance(self.body, bytes) else orjson.dumps({} if self.body is None else self.body)


Operator = Callable[[Call], Answer | Awaitable[Answer]]


@dataclass(slots=True)
class _Fault:
    endpoint: str
    how: str
    left: int
    answer: Answer | None
    seconds: float


class Switchboard:
    """Between the socket and a twin: records every call and plays the ordered failures.

    `wording` is the body of a failure by status, `stamp` the headers that stand on every answer.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float],
        wording: Callable[[int], Any],
        stamp: Callable[[], dict[str, str]],
        closing: asyncio.Event,
    ) -> None:
        self.calls: list[Call] = []
        self._clock = clock
        self._wording = wording
        self._stamp = stamp
        self._closing = closing
        self._faults: list[_Fault] = []
        self._waiting: set[asyncio.Future[None]] = set()

    def fail(
        self,
        endpoint: str,
        status: int = 500,
        times: int = 1,
        retry_after: float | None = None,
        body: Any = None,
        *,
        how: str = "refuse",
        seconds: float = 0.0,
    ) -> None:
        """Let the next `times` calls of `endpoint` ("*" is any) fail.

        how="refuse"        answer `status` before anything happens; 502 is an HTML page, as from a proxy
        how="accept"        everything happens, and `status` is answered nevertheless
        how="reset_before"  the connection is cut before acceptance
        how="reset_after"   accepted, and the connection is cut instead of an answer
        how="slow"          accepted, and answered `seconds` later
        """
        if how not in ("refuse", "accept", "reset_before", "reset_after", "slow"):
            raise ValueError(f"no such way to fail: {how}")
        headers = {} if retry_after is None else {"Retry-After": f"{retry_after:g}"}
        answer = Answer(status, self._wording(status) if body is None else body, headers)
        if body is None and status == 502:
            answer = Answer(status, _BROKEN_PAGE.encode(), headers, "text/html; charset=utf-8")
        elif isinstance(body, str | bytes):
            raw = body.encode() if isinstance(body, str) else body
            answer = Answer(status, raw, headers, "text/html; charset=utf-8")
        self._faults.append(_Fault(endpoint, how, times, answer, seconds))

    def heal(self) -> None:
        """Forget all ordered failures."""
        self._faults.clear()

    async def called(
        self,
        endpoint: str,
        times: int = 1,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - told to the caller as an AssertionError
    ) -> list[Call]:
        """Wait until `endpoint` was called this often in all; AssertionError after `timeout` seconds."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + timeout
        while len(found := [call for call in self.calls if call.endpoint == endpoint]) < times:
            bell = loop.create_future()
            self._waiting.add(bell)
            done, _ = await asyncio.wait({bell}, timeout=max(0.0, ends - loop.time()))
            self._waiting.discard(bell)
            if not done:
                heard = [f"{call.endpoint} {call.status}" for call in self.calls]
                raise AssertionError(f"{endpoint} was called {len(found)} of {times} times; calls: {heard}")
        return found

    def line(self, endpoint: str, operator: Operator) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """An aiohttp handler for `endpoint` that lets `operator` answer."""

        async def handler(request: web.Request) -> web.StreamResponse:
            raw = await _read(request)
            headers = {name.lower(): value for name, value in request.headers.items()}
            call = Call(
                method=request.method,
                path=request.path,
                endpoint=endpoint,
                headers=headers,
                query=dict(request.query),
                raw=raw,
                body=_document(raw, headers.get("content-type", "")),
                at=self._clock(),
                parts=dict(request.match_info),
            )
            fault = self._due(endpoint)
            answer = await self._play(call, fault, operator)
            self.calls.append(call)
            for bell in self._waiting:
                if not bell.done():
                    bell.set_result(None)
            if answer is None:
                return _cut(request)
            shown = {"Content-Type": answer.content_type, **self._stamp(), **answer.headers}
            return web.Response(status=answer.status, body=answer.bytes(), headers=shown)

        return handler

    async def _play(self, call: Call, fault: _Fault | None, operator: Operator) -> Answer | None:
        if fault and fault.how == "reset_before":
            return None
        if fault and fault.how == "refuse" and fault.answer:
            call.status = fault.answer.status
            return fault.answer
        given = operator(call)
        answer = await given if inspect.isawaitable(given) else given
        if fault and fault.how == "accept" and fault.answer:
            answer = fault.answer
        call.status = answer.status
        if fault and fault.how == "slow":
            # An event instead of a sleep, so that closing the simulator does not wait for a slow answer.
            waiting = asyncio.create_task(self._closing.wait())
            await asyncio.wait({waiting}, timeout=fault.seconds)
            waiting.cancel()
        return None if fault and fault.how == "reset_after" else answer

    def _due(self, endpoint: str) -> _Fault | None:
        for fault in self._faults:
            if fault.left > 0 and fault.endpoint in (endpoint, "*"):
                fault.left -= 1
                return fault
        return None


async def _read(request: web.Request) -> bytes:
    # Not request.read(): the application we are mounted in has a body limit of its own.
    taken = bytearray()
    async for piece in request.content.iter_chunked(65_536):
        if len(taken) <= _MOST_BYTES:
            taken += piece
    return bytes(taken)


def _document(raw: bytes, content_type: str) -> Any:
    if not raw or "form" in content_type:
        return None
    try:
        return json.loads(raw)
    except ValueError:
        return None


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
