"""Simulator: both platforms and the phones in one web application."""

import random
import time
from collections.abc import Awaitable, Callable, Collection

from aiohttp import web

from simulator.control import Stage
from simulator.line import LineTwin
from simulator.line.people import LinePerson
from simulator.messenger import MessengerTwin
from simulator.messenger.people import MessengerPerson
from simulator.naming import Names
from simulator.page import page_routes
from simulator.stripe import StripeTwin
from simulator.world import World

Person = LinePerson | MessengerPerson


class Simulator:
    """Stand-ins for LINE and Messenger, and for Stripe.

    clock         unix seconds; a test can turn it
    rng           where ids come from; a seeded one repeats them
    plain_hosts   hosts whose pictures LINE messages may name with http (a demo has no certificate)
    hints         lines shown on the page as things to try
    on_later      when set, the page offers to let time pass; called with seconds
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.time,
        *,
        rng: random.Random | None = None,
        plain_hosts: Collection[str] = (),
    ) -> None:
        names = Names(clock, rng or random.SystemRandom())
        self._world = World(clock=clock, names=names, plain_hosts=plain_hosts)
        self._stage = Stage(self._world)
        self._runner: web.AppRunner | None = None
        self.line = LineTwin(self._world)
        self.messenger = MessengerTwin(self._world)
        self.stripe = StripeTwin(self._world)

    @property
    def base_url(self) -> str:
        """Where the simulator can be reached; to be set when it is mounted in another application."""
        return self._world.base_url

    @base_url.setter
    def base_url(self, url: str) -> None:
        self._world.base_url = url.rstrip("/")

    @property
    def hints(self) -> list[str]:
        """Lines to try, Thai or English; one that begins with "/" is for the page inbox."""
        return self._stage.hints

    @hints.setter
    def hints(self, lines: list[str]) -> None:
        self._stage.hints = lines

    @property
    def on_later(self) -> Callable[[float], Awaitable[None]] | None:
        """Lets time pass, in seconds."""
        return self._stage.on_later

    @on_later.setter
    def on_later(self, hook: Callable[[float], Awaitable[None]] | None) -> None:
        self._stage.on_later = hook

    def cast(self, channel: str, role: str, person: Person) -> None:
        """Give a person a phone on the page: line or messenger; merchant, customer or (messenger) inbox."""
        self._stage.cast(channel, role, person)

    def app(self) -> web.Application:
        """The application, to be run alone or mounted with add_subapp; closes the simulator with itself."""
        app = web.Application()
        app.add_routes(
            [
                *self.line.routes(),
                *self.messenger.routes(),
                *self.stripe.routes(),
                *self._stage.routes(),
                *page_routes(self._world),
            ]
        )
        app.on_shutdown.append(self._on_shutdown)
        app.on_cleanup.append(self._on_cleanup)
        return app

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Run on a real socket; gives the base url without a last slash."""
        self._world.closing.clear()
        self._runner = web.AppRunner(self.app(), access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        self.base_url = f"http://{host}:{self._runner.addresses[0][1]}"
        return self.base_url

    async def close(self) -> None:
        """Stop everything; nothing is left running."""
        await self._world.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def settled(self) -> None:
        """Wait until every webhook sent in the background (echoes) was answered."""
        await self._world.settled()

    async def _on_shutdown(self, app: web.Application) -> None:
        self._stage.end()
        self._world.closing.set()

    async def _on_cleanup(self, app: web.Application) -> None:
        await self._world.close()
