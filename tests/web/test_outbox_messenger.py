"""Sending on Messenger: no retry key exists there, so a lost answer is settled by the echo."""

import pytest

from orders.queues import Outbound
from tests.web.postponing import again, at_work, calls, heard, owe, postponed, until
from tests.world import World

world = pytest.fixture(at_work)
A_DAY_AND_AN_HOUR = 25 * 3600


async def test_outside_the_window_nothing_is_tried_and_the_merchant_gets_the_link(world: World) -> None:
    nok = await world.customer("Nok", "messenger")
    staff = await world.merchant()
    world.later(A_DAY_AND_AN_HOUR)
    await staff.says("new Nok A01 1 send")
    told = await staff.hears("NOT sent")
    assert "24 hours" in told.words
    order = await world.order(1001)
    assert order["invoice_url"] in told.words
    assert order["timeline"][-1]["event"] == "order_not_sent"
    assert calls(world.sim.messenger, "send") == []
    await nok.says("hello again")
    await staff.says("resend 1001")
    await nok.hears("#1001")


async def test_when_the_platform_says_that_the_window_is_closed_that_holds(world: World) -> None:
    nok = await world.customer("Nok", "messenger")
    staff = await world.merchant()
    nok.acted_at = None
    await staff.says("new Nok A01 1 send")
    told = await staff.hears("NOT sent")
    assert "24 hours" in told.words
    assert "/o/" in told.words
    assert len(calls(world.sim.messenger, "send")) == 1


async def test_somebody_who_blocked_the_page_is_not_tried_again(world: World) -> None:
    nok = await world.customer("Nok", "messenger")
    staff = await world.merchant()
    await nok.blocks()
    await staff.says("new Nok A01 1 send")
    assert "blocked" in (await staff.hears("NOT sent")).words
    assert len(calls(world.sim.messenger, "send")) == 1


async def test_a_lost_answer_is_settled_by_the_echo(world: World) -> None:
    """The customer has one card, and the merchant hears that it was sent, without waiting for long."""
    nok = await world.customer("Nok", "messenger")
    staff = await world.merchant()
    world.sim.messenger.fail("send", how="reset_after")
    await staff.says("new Nok A01 1 send")
    await staff.hears("sent to Nok")
    await world.settled()
    assert len(heard(nok)) == 1
    assert len(calls(world.sim.messenger, "send")) == 1
    row = await Outbound.get(kind="message", lane__startswith="messenger:")
    assert (row.state, len(row.platform_ids)) == ("sent", 1)


async def test_an_echo_that_comes_late_settles_it_too(world: World) -> None:
    nok = await world.customer("Nok", "messenger")
    world.sim.messenger.fail("send", how="reset_after")
    world.sim.messenger.deliver(hold=True)
    await owe(world, nok, "hello")
    await postponed(world)
    world.sim.messenger.deliver()
    assert await world.sim.messenger.release() == [200]
    await world.settled()
    assert heard(nok) == ["hello"]
    assert (await Outbound.get(kind="message")).state == "sent"


async def test_without_an_echo_it_is_sent_again_after_a_while(world: World) -> None:
    """What follows it in the chat waits too."""
    nok = await world.customer("Nok", "messenger")
    world.sim.messenger.fail("send", how="reset_before")
    await owe(world, nok, "hello", "and more")
    row = await postponed(world)
    assert 10 < (row.due_at - world.here.clock.now()).total_seconds() <= 15
    assert heard(nok) == []
    world.later(16)
    await nok.hears("and more")
    assert heard(nok) == ["hello", "and more"]
    first, second, _ = calls(world.sim.messenger, "send")
    assert first.body["message"]["metadata"] == second.body["message"]["metadata"]


async def test_when_meta_says_wait_it_is_sent_again(world: World) -> None:
    nok = await world.customer("Nok", "messenger")
    for status in (429, 500):
        world.sim.messenger.fail("send", status)
    await owe(world, nok, "hello")
    await again(world)
    await again(world, attempts=2)
    await nok.hears("hello")
    await world.settled()
    assert heard(nok) == ["hello"]


async def test_a_dead_token_is_told_once_on_the_other_channel(world: World) -> None:
    nok, fern = await world.customer("Nok", "messenger"), await world.customer("Fern", "messenger")
    staff = await world.merchant("Ploy", "line")
    world.sim.messenger.fail("send", 401, times=100)
    await staff.says("new Nok A01 1 send")
    await staff.hears("NOT sent")
    await owe(world, nok, "hello")
    await owe(world, fern, "hello")
    await until(world, lambda: _refused(3))
    await world.settled()
    down = [words for words in heard(staff) if "Messenger" in words and "token" in words and "NOT sent" not in words]
    assert len(down) == 1


async def _refused(count: int) -> bool:
    return await Outbound.filter(state="refused").count() >= count


async def test_an_order_is_sent_part_by_part_and_each_part_once(world: World) -> None:
    """One message a call: when the second is lost, the first is not said again."""
    nok = await world.customer("Nok", "messenger")
    world.sim.messenger.fail("send", how="slow", seconds=0.01)
    world.sim.messenger.fail("send", 500)
    await owe(world, nok, "one", "two", "three")
    await again(world)
    await nok.hears("three")
    assert heard(nok) == ["one", "two", "three"]
    await world.settled()
