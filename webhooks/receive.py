"""The common path of everything that rings: limit, verify, parse, store, and only then answer 200.

Whatever waits is stored in one transaction and then everybody is answered: a commit costs the same for one event as for
a hundred.
"""

import asyncio
import contextlib
import hashlib
import hmac
import re
from functools import lru_cache
from typing import Any, NamedTuple, TypeGuard

import orjson

from orders.clock import Clock
from orders.database import Database
from orders.queues import put_inbound

#: Larger bodies are refused (413). Both platforms stay far below.
MOST_BYTES = 1024 * 1024
#: How many webhooks' events one transaction takes.
MOST_AT_ONCE = 500
#: Turns of the loop before a group is closed. The last group's answers go out and the next rings come in meanwhile: a
#: turn costs microseconds and brings about twice as many into one commit.
TURNS = 3

_HALF_PAIR = re.compile(
    rb"\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f][0-9a-f]{2})|(?<!\\ud[89ab][0-9a-f]{2})\\ud[c-f][0-9a-f]{2}",
    re.IGNORECASE,
)


class Heard(NamedTuple):
    """One event on its way into the inbox, as its columns there (`orders.queues.HEARD_COLUMNS`)."""

    key: str
    shop: str
    channel: str
    lane: str
    kind: str
    at: int
    body: str
    state: str


def heard(
    *, shop: str, channel: str, lane: str, key: str, kind: str, at: int, event: dict[str, Any], idle: bool
) -> Heard:
    """An event as a row; without an id of its own its content is its identity. An `idle` one asks for nothing."""
    body = _written(event)
    identity = key or hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
    state = "done" if idle else "waiting"
    return Heard(f"{channel}:{shop}:{identity[:200]}", shop, channel, lane, kind[:40], at, body, state)


def parse(body: bytes) -> Any:
    """The JSON of a body. Raises ValueError when it is not JSON.

    A text cut inside an emoji carries half a surrogate pair; that is no reason to lose the message.
    """
    try:
        return orjson.loads(body)
    except ValueError:
        return orjson.loads(_HALF_PAIR.sub(rb"\\ufffd", body))


def text_of(value: Any) -> str:
    """A string or number as text; anything else as "". Meta's ids come as both."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def milliseconds(value: Any) -> int:
    """A platform's timestamp; 0 for what cannot be one."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53 else 0


def signature_of(body: bytes, secret: str) -> bytes:
    """HMAC-SHA256 of what was sent."""
    mac = _keyed(secret).copy()
    mac.update(body)
    return mac.digest()


@lru_cache(maxsize=1_000)
def _keyed(secret: str) -> hmac.HMAC:
    """With its key taken in already, which is a third of the work for a body of the usual size."""
    return hmac.new(secret.encode(), digestmod="sha256")


def raw_bytes(header: str) -> bytes:
    """A header's bytes as they came; what is not UTF-8 reaches us as half characters."""
    return header.encode("utf-8", "surrogateescape")


def is_id(value: Any) -> TypeGuard[str]:
    """Whether this can be the id of a person or a chat. No database is asked to keep anything else."""
    return isinstance(value, str) and 0 < len(value) <= 100 and "\x00" not in value


def _written(event: dict[str, Any]) -> str:
    try:
        return orjson.dumps(event).decode()
    except TypeError:
        # Nested deeper than can be written again, as no event of a platform is: the rest of it is kept.
        kept: dict[str, Any] = {}
        for name, part in event.items():
            with contextlib.suppress(TypeError):
                orjson.dumps({name: part})
                kept[name] = part
        return orjson.dumps(kept).decode()


class Intake:
    """Stores what webhooks bring, in groups. `store` returns when the events are committed.

    Raises what the database raises, to everyone who waited for that group: nobody is answered 200 for nothing.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._waiting: list[tuple[list[Heard], asyncio.Future[None]]] = []
        self._more = asyncio.Event()
        self._closing = False
        self._task: asyncio.Task[None] | None = None

    async def store(self, events: list[Heard]) -> None:
        if not events:
            return
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((events, done))
        self._more.set()
        await done

    async def open(self) -> None:
        self._task = asyncio.create_task(self._run(), name="intake")

    async def close(self) -> None:
        """Store what waits, then stop."""
        self._closing = True
        self._more.set()
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        while self._waiting or not self._closing:
            await self._more.wait()
            self._more.clear()
            while self._waiting:
                for _ in range(TURNS):
                    await asyncio.sleep(0)
                group, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
                await self._store(group)

    async def _store(self, group: list[tuple[list[Heard], asyncio.Future[None]]]) -> None:
        try:
            await put_inbound([event for events, _ in group for event in events], self._clock.now())
        except Exception as problem:  # whatever it was, those who wait must hear of it
            for _, done in group:
                if not done.done():
                    done.set_exception(problem)
            return
        for _, done in group:
            if not done.done():
                done.set_result(None)
        self._database.bell.ring()
