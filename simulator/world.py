"""What both twins stand on: one clock, one source of names, one HTTP session, background tasks."""

import asyncio
from collections.abc import Callable, Collection, Coroutine
from typing import Any

import aiohttp

from simulator.naming import Names

_SIGNATURES = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG": "image/png",
    b"GIF8": "image/gif",
    b"%PDF": "application/pdf",
}


class World:
    """Shared by the twins of one simulator. `base_url` is where it can be reached, without a last slash."""

    def __init__(self, *, clock: Callable[[], float], names: Names, plain_hosts: Collection[str]) -> None:
        self.clock = clock
        self.names = names
        self.plain_hosts = frozenset(plain_hosts)
        self.base_url = ""
        self.closing = asyncio.Event()
        self.pictures: dict[str, bytes] = {}
        self._session: aiohttp.ClientSession | None = None
        self._tasks: set[asyncio.Task[Any]] = set()

    def session(self) -> aiohttp.ClientSession:
        """The session for webhooks, opened at first use inside the running loop."""
        if self._session is None or self._session.closed:
            # A proxy of the environment or a cookie must not change what a platform would send.
            self._session = aiohttp.ClientSession(trust_env=False, cookie_jar=aiohttp.DummyCookieJar())
        return self._session

    def background(self, work: Coroutine[Any, Any, Any]) -> None:
        """Run `work` beside what is going on."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settled(self) -> None:
        """Wait until nothing is under way in the background."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def close(self) -> None:
        """Stop the background and close the session."""
        self.closing.set()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def address(self, path: str) -> str:
        """The full address of something the simulator serves; RuntimeError while nobody said where."""
        if not self.base_url:
            raise RuntimeError("set simulator.base_url: mounted in an application, it cannot know its address")
        return f"{self.base_url}/{path}"

    def keep_picture(self, data: bytes) -> str:
        """Store bytes that somebody sent; gives the path below the simulator under which they are served."""
        name = self.names.hexadecimal(32)
        self.pictures[name] = data
        return f"pictures/{name}"


def media_type(data: bytes) -> str:
    """What the first bytes say; never a type that a browser would run."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _SIGNATURES.items() if data.startswith(start)), "application/octet-stream")
