"""Waiting for what the outbox has put off, and turning the clock to where it is due."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from bot.cards import Outgoing, say
from bot.conversation import say_in
from orders.people import Chat
from orders.queues import Inbound, Outbound
from simulator.switchboard import Call
from tests.world import PATIENCE, World, open_world


async def at_work(tmp_path: Path) -> AsyncIterator[World]:
    """The whole product, for the `world` of these tests (beside them the name means a web server only)."""
    async with open_world(tmp_path) as here:
        yield here


async def until(world: World, ask: Callable[[], Any]) -> Any:
    """What `ask` finds, as soon as it finds something: asked after every commit."""
    rung = world.database.bell.hang()
    async with asyncio.timeout(PATIENCE):
        while True:
            rung.clear()
            if found := await ask():
                return found
            await rung.wait()


async def postponed(world: World, attempts: int = 1, queue: type[Inbound] | type[Outbound] = Outbound) -> Any:
    """The first row that waits for its next attempt, after this many."""
    free = {"claimed_by": None} if queue is Outbound else {}
    now = world.here.clock.now()
    return await until(world, lambda: queue.filter(state="waiting", attempts=attempts, due_at__gt=now, **free).first())


async def again(world: World, attempts: int = 1, queue: type[Inbound] | type[Outbound] = Outbound) -> None:
    """Wait until something was put off after this many attempts, and let its time come."""
    row = await postponed(world, attempts, queue)
    world.later((row.due_at - world.here.clock.now()).total_seconds() + 0.01)


async def owe(world: World, person: Any, *sayings: str | Outgoing) -> None:
    """The shop has something to say to a person: one row each, committed together."""
    chat = await chat_of(person)

    async def all_of_them() -> None:
        for saying in sayings:
            await say_in(chat, say(saying) if isinstance(saying, str) else saying, world.here.clock.now())

    await world.database.transaction(all_of_them)


async def chat_of(person: Any) -> Chat:
    return await Chat.get(external_id=getattr(person, "user_id", None) or person.psid)


def heard(person: Any) -> list[str]:
    """Everything the shop said to a person."""
    return [message.words for message in person.chat if message.who == "shop"]


def calls(twin: Any, endpoint: str) -> list[Call]:
    return [call for call in twin.calls if call.endpoint == endpoint]
