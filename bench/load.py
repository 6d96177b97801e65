"""The callers: a process of its own that rings a webhook's door with distinct, rightly signed LINE events.

`python -m bench.load PORT COUNT CALLERS [RATE]` prints {"seconds", "rate", "p50", "p99", "failed"} (milliseconds).
Without a RATE each caller rings again as soon as it is answered. With one, rings are due at fixed times and waiting
for a free caller counts: a door that is slow for a while makes everybody behind it late, as in life.
"""

import asyncio
import base64
import gc
import hashlib
import hmac
import json
import sys
import time
from collections import deque
from uuid import uuid4

from bench.figures import at
from bench.processes import LINE_SECRET, SHOP


def request(number: int, run: str) -> bytes:
    """One webhook as LINE sends it, ready for the wire."""
    event = {
        "type": "message",
        "message": {"type": "text", "id": f"{number}", "quoteToken": "q3Plxr4AgKd", "text": "ขอบคุณค่ะ เดี๋ยวโอนให้นะคะ"},
        "webhookEventId": f"{run}{number:012d}",
        "deliveryContext": {"isRedelivery": False},
        "timestamp": 1_795_334_340_000 + number,
        "source": {"type": "user", "userId": f"U{number % 500:032x}"},
        "replyToken": f"{number:032x}",
        "mode": "active",
    }
    destination = "U" + "0" * 32
    body = json.dumps({"destination": destination, "events": [event]}, ensure_ascii=False).encode()
    signature = base64.b64encode(hmac.new(LINE_SECRET.encode(), body, hashlib.sha256).digest()).decode()
    head = (
        f"POST /webhooks/line/{SHOP} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json; charset=utf-8\r\n"
        f"User-Agent: LineBotWebhook/2.0\r\nX-Line-Signature: {signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Callers:
    """Rings with every request once; remembers how long each took."""

    def __init__(self, requests: list[bytes], rate: float | None) -> None:
        self.left = deque(requests)
        self.rate = rate
        self.free: deque[Caller] = deque()
        self.late: deque[float] = deque()
        self.waits: list[float] = []
        self.failed = 0
        self.expected = len(requests)
        self.done = asyncio.Event()

    async def ring(self) -> float:
        """Until all are answered; how many seconds that took."""
        started = time.perf_counter()
        if self.rate is None:
            while self.free and self.left:
                self.free.popleft().rings(self.left.popleft(), time.perf_counter())
        else:
            await self._by_the_clock(started, self.rate)
        await self.done.wait()
        return time.perf_counter() - started

    async def _by_the_clock(self, started: float, rate: float) -> None:
        for number in range(self.expected):
            due = started + number / rate
            if (wait := due - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            if self.free:
                self.free.popleft().rings(self.left.popleft(), due)
            else:
                self.late.append(due)

    def answered(self, caller: "Caller", waited: float, *, well: bool) -> None:
        self.waits.append(waited)
        self.failed += not well
        if len(self.waits) == self.expected:
            self.done.set()
        elif self.rate is None and self.left:
            caller.rings(self.left.popleft(), time.perf_counter())
        elif self.late:
            caller.rings(self.left.popleft(), self.late.popleft())
        else:
            self.free.append(caller)


class Caller(asyncio.Protocol):
    """One kept connection. No HTTP library: who measures must cost less than what is measured."""

    def __init__(self, callers: Callers) -> None:
        self.callers = callers
        self.heard = b""
        self.since = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.callers.free.append(self)

    def rings(self, wire: bytes, since: float) -> None:
        self.since = since
        self.transport.write(wire)

    def data_received(self, data: bytes) -> None:
        self.heard += data
        if b"\r\n\r\n" in self.heard:  # answers have no body
            well = self.heard.startswith(b"HTTP/1.1 200 ")
            self.heard = b""
            self.callers.answered(self, time.perf_counter() - self.since, well=well)


async def main(port: int, count: int, how_many: int, rate: float | None) -> None:
    run = uuid4().hex[:14]
    callers = Callers([request(number, run) for number in range(count)], rate)
    loop = asyncio.get_running_loop()
    connections = [await loop.create_connection(lambda: Caller(callers), "127.0.0.1", port) for _ in range(how_many)]
    gc.disable()
    seconds = await callers.ring()
    for transport, _ in connections:
        transport.close()
    waits = [1000 * wait for wait in callers.waits]
    told = {"seconds": seconds, "rate": count / seconds, "p50": at(0.5, waits), "p99": at(0.99, waits)}
    print(json.dumps(told | {"failed": callers.failed}))


if __name__ == "__main__":
    rate = float(sys.argv[4]) if len(sys.argv) > 4 else None
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), rate))
