"""Verbs for conversations: somebody says or taps something, and here is what the shop answered in that chat."""

from typing import Any

from orders.events import Event
from orders.order import Order
from orders.queues import Inbound, Outbound
from tests.world import World


async def says(world: World, person: Any, text: str, **how: Any) -> list[Any]:
    """What the shop says to these words, in this person's chat. `how`: e.g. the message that it `quotes`."""
    before = len(person.chat)
    await person.says(text, **how)
    return await _heard(world, person, before)


async def says_in(world: World, group: Any, person: Any, text: str, **how: Any) -> list[Any]:
    """What the shop says to these words in a group."""
    before = len(group.chat)
    await person.says(text, group, **how)
    return await _heard(world, group, before)


async def taps(world: World, person: Any, label: str) -> list[Any]:
    """What the shop says when this is tapped."""
    before = len(person.chat)
    await person.taps(label)
    return await _heard(world, person, before)


async def inbox(world: World, thread: Any, text: str) -> list[Any]:
    """What appears in a customer's thread when the page's own people type there."""
    before = len(thread.chat)
    await thread.inbox_says(text)
    return await _heard(world, thread, before)


async def _heard(world: World, person: Any, before: int) -> list[Any]:
    await world.settled()
    return [message for message in person.chat[before:] if message.who == "shop" and message.via != "inbox"]


def words_of(messages: list[Any]) -> str:
    """Everything that can be read in them."""
    return "\n".join(message.words for message in messages)


def labels_of(messages: list[Any]) -> list[str]:
    return [label for message in messages for label in message.buttons]


async def state() -> tuple[Any, ...]:
    """What must not change when nothing was to be done: orders, their events, what was said."""
    orders = await Order.all().order_by("id").values_list("id", "number", "stage", "revision", "content", "total")
    return list(orders), await Event.exclude(name="staff_linked").count(), await Outbound.filter(kind="message").count()


async def nothing_failed() -> None:
    """No event was tried twice or set aside, no message is stuck."""
    failed = await Inbound.filter(attempts__gt=0).values_list("body", "error")
    assert not failed, failed
    stuck = await Outbound.filter(state__in=["waiting", "buried"], kind="message").values_list("lane", "state", "error")
    assert not stuck, stuck
