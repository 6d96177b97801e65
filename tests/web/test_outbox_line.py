"""Sending on LINE: replies while they are free, pushes that are made once however often they are tried."""

from uuid import UUID

import pytest

from bot.cards import say
from orders.queues import Outbound
from tests.web.postponing import again, at_work, calls, chat_of, heard, owe, postponed
from tests.world import World

world = pytest.fixture(at_work)
LATER_THAN_A_TOKEN = 60


async def test_a_fresh_reply_token_is_used_first_and_once_and_a_push_has_a_retry_key(world: World) -> None:
    nok = await world.customer("Nok")
    await owe(world, nok, "first")
    assert (await nok.hears("first")).via == "reply"
    await owe(world, nok, "second")
    assert (await nok.hears("second")).via == "push"
    (push,) = calls(world.sim.line, "push")
    assert UUID(push.headers["x-line-retry-key"])
    assert "x-line-retry-key" not in calls(world.sim.line, "reply")[0].headers


async def test_an_old_reply_token_is_not_even_tried(world: World) -> None:
    nok = await world.customer("Nok")
    world.later(LATER_THAN_A_TOKEN)
    await owe(world, nok, "hello")
    assert (await nok.hears("hello")).via == "push"
    assert calls(world.sim.line, "reply") == []


async def test_a_reply_token_that_has_gone_stale_falls_to_a_push(world: World) -> None:
    """The platform may end a token sooner than it says; nothing had arrived, so nothing comes twice."""
    nok = await world.customer("Nok")
    world.line.reply_tokens[(await chat_of(nok)).reply_token].used = True
    await owe(world, nok, "hello")
    assert (await nok.hears("hello")).via == "push"
    assert [call.status for call in calls(world.sim.line, "reply")] == [400]
    await world.settled()
    assert heard(nok) == ["hello"]


@pytest.mark.parametrize(
    "failure",
    [
        {"status": 500, "how": "refuse"},
        {"status": 502, "how": "refuse"},
        {"status": 500, "how": "accept"},
        {"how": "reset_before"},
        {"how": "reset_after"},
    ],
    ids=["refused", "a proxy's page", "refused but accepted", "cut before", "cut after acceptance"],
)
async def test_a_push_that_failed_is_tried_with_the_same_key_and_arrives_once(
    world: World, failure: dict[str, object]
) -> None:
    """When the platform had taken it after all, it says so with 409, and that is success."""
    nok = await world.customer("Nok")
    world.later(LATER_THAN_A_TOKEN)
    world.sim.line.fail("push", times=1, **failure)
    await owe(world, nok, "hello")
    await again(world)
    await nok.hears("hello")
    await world.settled()
    assert heard(nok) == ["hello"]
    first, second = calls(world.sim.line, "push")
    assert first.headers["x-line-retry-key"] == second.headers["x-line-retry-key"]
    assert first.raw == second.raw
    assert second.status == (409 if failure["how"] in ("accept", "reset_after") else 200)
    assert (await Outbound.get(kind="message")).state == "sent"


@pytest.mark.parametrize("how", ["accept", "reset_after"])
async def test_a_reply_whose_answer_was_lost_is_tried_with_its_token_which_tells_that_it_arrived(
    world: World, how: str
) -> None:
    nok = await world.customer("Nok")
    world.sim.line.fail("reply", how=how)
    await owe(world, nok, "hello")
    await again(world)
    await world.settled()
    assert heard(nok) == ["hello"]
    first, second = calls(world.sim.line, "reply")
    assert first.body["replyToken"] == second.body["replyToken"]
    assert second.status == 400
    assert calls(world.sim.line, "push") == []
    assert (await Outbound.get(kind="message")).state == "sent"


@pytest.mark.parametrize("how", ["refuse", "reset_before"])
async def test_a_reply_that_did_not_arrive_is_made_with_its_token(world: World, how: str) -> None:
    nok = await world.customer("Nok")
    world.sim.line.fail("reply", how=how)
    await owe(world, nok, "hello")
    await again(world)
    assert (await nok.hears("hello")).via == "reply"
    await world.settled()
    assert heard(nok) == ["hello"]
    assert calls(world.sim.line, "push") == []


async def test_when_line_says_wait_the_lane_waits_that_long(world: World) -> None:
    nok, fern = await world.customer("Nok"), await world.customer("Fern")
    world.later(LATER_THAN_A_TOKEN)
    world.sim.line.fail("push", 429, retry_after=30)
    await owe(world, nok, "hello")
    row = await postponed(world)
    assert (row.due_at - world.here.clock.now()).total_seconds() > 29
    await owe(world, nok, "and more")
    world.later(25)
    await owe(world, fern, "other chats go on")
    await fern.hears("other chats go on")
    assert heard(nok) == []
    world.later(10)
    await nok.hears("hello")
    await nok.hears("and more")
    assert len(heard(nok)) == 2


async def test_when_the_months_quota_is_spent_the_merchant_hears_why_and_gets_the_link(world: World) -> None:
    nok = await world.customer("Nok")
    staff = await world.merchant()
    world.later(LATER_THAN_A_TOKEN)
    world.line.quota = 0
    await staff.says("new Nok A01 1 send")
    told = await staff.hears("NOT sent")
    assert told.via == "reply"
    assert "quota" in told.words
    order = await world.order(1001)
    assert order["invoice_url"] in told.words
    assert order["timeline"][-1]["event"] == "order_not_sent"
    assert heard(nok) == []
    assert len(calls(world.sim.line, "push")) == 1, "a spent quota is not tried again"


async def test_somebody_the_platform_does_not_know_is_not_tried_again(world: World) -> None:
    nok = await world.customer("Nok")
    staff = await world.merchant()
    world.later(LATER_THAN_A_TOKEN)
    del world.line.people[nok.user_id]
    await staff.says("new Nok A01 1 send")
    told = await staff.hears("NOT sent")
    assert "does not know them" in told.words
    assert "/o/" in told.words


async def test_a_dead_token_is_told_once_on_the_other_channel(world: World) -> None:
    nok = await world.customer("Nok")
    staff = await world.merchant("Ploy", "messenger")
    world.sim.line.fail("*", 401, times=100)
    for _ in range(3):
        await owe(world, nok, "hello")
    await staff.hears("LINE")
    await world.settled()
    assert len([words for words in heard(staff) if "token" in words]) == 1


async def test_several_things_to_say_leave_as_one_call_of_at_most_five(world: World) -> None:
    nok = await world.customer("Nok")
    await owe(world, nok, "1", "2", "3")
    await nok.hears("3")
    assert [len(call.body["messages"]) for call in calls(world.sim.line, "reply")] == [3]
    await owe(world, nok, *"abcdefg")
    await nok.hears("g")
    assert [len(call.body["messages"]) for call in calls(world.sim.line, "push")] == [5, 2]
    assert heard(nok) == list("123abcdefg")
    await world.settled()


async def test_one_saying_of_more_than_five_messages_leaves_as_two_calls(world: World) -> None:
    nok = await world.customer("Nok")
    await owe(world, nok, say(*"1234567"), "8")
    await nok.hears("8")
    assert [len(call.body["messages"]) for call in world.sim.line.calls if call.endpoint in ("reply", "push")] == [5, 3]
    assert heard(nok) == list("12345678")
    await world.settled()


async def test_of_two_calls_of_one_saying_only_the_lost_one_is_made_again(world: World) -> None:
    nok = await world.customer("Nok")
    world.later(LATER_THAN_A_TOKEN)
    await owe(world, nok, say(*"1234567"))
    await nok.hears("7")
    await world.settled()
    world.sim.line.fail("push", how="slow", seconds=0.01)
    world.sim.line.fail("push", how="reset_after")
    await owe(world, nok, say(*"abcdefg"))
    await again(world, attempts=1)
    await world.settled()
    assert heard(nok) == list("1234567abcdefg")
    assert [len(call.body["messages"]) for call in calls(world.sim.line, "push")] == [5, 2, 5, 2, 2]
