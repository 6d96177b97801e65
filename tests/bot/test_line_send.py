"""What becomes of a message when LINE takes it, refuses it, or does not answer."""

import uuid

import aiohttp
import pytest

from bot.cards import say
from bot.channels import Later, Profile, Recipient, Refused, ReplyTokenGone, Sent, Unknown
from bot.channels.line import Line
from simulator import Simulator
from simulator.line.account import LineAccount
from tests.bot.platforms import HELLO, KEY, Clock, facebook, fresh_token, pushed


async def test_with_a_fresh_token_the_answer_is_a_free_reply(
    line: Line, account: LineAccount, ears: list[dict]
) -> None:
    nok = account.person("นก")
    to = Recipient(nok.user_id, reply_token=await fresh_token(account, ears, nok))
    outcome = await line.send(to, line.render(HELLO), key=KEY)
    assert outcome == Sent((nok.chat[-1].id,), via="reply", free=True)
    assert nok.chat[-1].text == "สวัสดีค่ะ"
    assert account.used() == 0


async def test_without_a_token_it_is_a_counted_push_with_its_key(
    line: Line, sim: Simulator, account: LineAccount
) -> None:
    nok = account.person("นก")
    assert await pushed(line, nok.user_id) == Sent((nok.chat[-1].id,), via="push", free=False)
    assert sim.line.calls[-1].headers["x-line-retry-key"] == KEY
    assert account.used() == 1


async def test_a_used_token_is_told_so_that_a_push_can_follow(
    line: Line, account: LineAccount, ears: list[dict]
) -> None:
    nok = account.person("นก")
    to = Recipient(nok.user_id, reply_token=await fresh_token(account, ears, nok))
    await line.send(to, line.render(HELLO), key=KEY)
    assert await line.send(to, line.render(HELLO), key=KEY) == ReplyTokenGone("Invalid reply token")


async def test_a_token_older_than_a_minute_is_gone(
    line: Line, account: LineAccount, ears: list[dict], clock: Clock
) -> None:
    nok = account.person("นก")
    to = Recipient(nok.user_id, reply_token=await fresh_token(account, ears, nok))
    clock.now += 61
    assert isinstance(await line.send(to, line.render(HELLO), key=KEY), ReplyTokenGone)


async def test_the_same_push_twice_arrives_once_and_both_times_says_sent(line: Line, account: LineAccount) -> None:
    nok = account.person("นก")
    first = await pushed(line, nok.user_id)
    assert await pushed(line, nok.user_id) == first
    assert len(nok.chat) == 1


@pytest.mark.parametrize("how", ["reset_after", "slow"])
async def test_a_lost_answer_to_a_push_is_settled_by_the_same_key(
    line: Line, sim: Simulator, account: LineAccount, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.line.TIMEOUT", aiohttp.ClientTimeout(total=0.3))
    nok = account.person("นก")
    sim.line.fail("push", how=how, seconds=5)
    assert isinstance(await pushed(line, nok.user_id), Unknown)
    assert await pushed(line, nok.user_id) == Sent((nok.chat[-1].id,), via="push", free=False)
    assert len(nok.chat) == 1


async def test_a_lost_answer_to_a_reply_is_settled_by_the_same_token(
    line: Line, sim: Simulator, account: LineAccount, ears: list[dict]
) -> None:
    nok = account.person("นก")
    to = Recipient(nok.user_id, reply_token=await fresh_token(account, ears, nok))
    sim.line.fail("reply", how="reset_after")
    assert isinstance(await line.send(to, line.render(HELLO), key=KEY), Unknown)
    assert isinstance(await line.send(to, line.render(HELLO), key=KEY), ReplyTokenGone)


async def test_a_5xx_is_later_for_a_push_and_unknown_for_a_reply(
    line: Line, sim: Simulator, account: LineAccount, ears: list[dict]
) -> None:
    """The key makes a second push safe; a reply has none."""
    nok = account.person("นก")
    for status in (500, 502):
        sim.line.fail("push", status=status, retry_after=7)
        outcome = await pushed(line, nok.user_id)
        assert isinstance(outcome, Later)
        assert outcome.after == 7.0
        sim.line.fail("reply", status=status)
        to = Recipient(nok.user_id, reply_token=await fresh_token(account, ears, nok))
        assert isinstance(await line.send(to, line.render(HELLO), key=KEY), Unknown)


async def test_too_fast_is_tried_again_later(
    line: Line, sim: Simulator, account: LineAccount, ears: list[dict]
) -> None:
    nok = account.person("นก")
    sim.line.fail("push", status=429, retry_after=3)
    outcome = await pushed(line, nok.user_id)
    assert isinstance(outcome, Later)
    assert outcome.after == 3.0
    sim.line.fail("reply", status=429)
    to = Recipient(nok.user_id, reply_token=await fresh_token(account, ears, nok))
    assert isinstance(await line.send(to, line.render(HELLO), key=KEY), Later)


async def test_a_spent_month_is_a_refusal_whatever_line_calls_it(
    line: Line, sim: Simulator, account: LineAccount
) -> None:
    account.quota = 1
    nok = account.person("นก")
    await pushed(line, nok.user_id, str(uuid.UUID(int=1)))
    spent = await pushed(line, nok.user_id, str(uuid.UUID(int=2)))
    assert spent == Refused("quota", "You have reached your monthly limit.")
    sim.line.fail("push", status=429, body={"message": "ส่งไม่ได้แล้ว"})
    assert await pushed(line, nok.user_id, str(uuid.UUID(int=3))) == Refused("quota", "ส่งไม่ได้แล้ว")
    assert await line.quota() == (1, 1)


async def test_nobody_by_that_id(line: Line) -> None:
    assert await pushed(line, "U" + "0" * 32) == Refused("no_such_person", "Failed to send messages")


async def test_a_wrong_message_is_named(line: Line, account: LineAccount) -> None:
    nok = account.person("นก")
    outcome = await line.send(Recipient(nok.user_id), [{"type": "text", "text": ""}], key=KEY)
    assert isinstance(outcome, Refused)
    assert outcome.reason == "rejected"
    assert "messages[0].text" in outcome.detail


async def test_a_dead_token_stops_the_channel(
    sim: Simulator, account: LineAccount, http: aiohttp.ClientSession
) -> None:
    line = Line("dead", api_base=f"{sim.base_url}/line/", data_api_base=None, http=http)
    outcome = await pushed(line, account.person("นก").user_id)
    assert isinstance(outcome, Refused)
    assert (outcome.reason, outcome.channel_down) == ("token", True)
    assert (await line.check())[0].startswith("line.token: 401 Authentication failed.")
    await line.close()


async def test_nothing_left_this_machine_when_nobody_listens(http: aiohttp.ClientSession, unused_tcp_port: int) -> None:
    base = f"http://127.0.0.1:{unused_tcp_port}"
    line = Line("token", api_base=base, data_api_base=base, http=http)
    assert isinstance(await pushed(line, "U1"), Later)
    assert isinstance(await facebook(base, http).send(Recipient("1"), [{"text": "a"}], key=KEY), Later)
    assert isinstance(await line.profile("U1"), Later)
    assert (await line.check())[0].startswith("line.network: ")
    await line.show_typing(Recipient("U1"), seconds=5)
    await line.close()


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, b"", Sent((), via="push", free=False)),
        (200, b"\xff\xfe not text", Sent((), via="push", free=False)),
        (502, b"\xff\xfe not text", Later(None, "502")),
        (409, b'{"message": "conflict"}', Refused("rejected", "conflict")),
        (413, b"<html>", Refused("rejected", "<html>")),
    ],
)
async def test_an_answer_that_is_not_lines_own_words(
    line: Line, sim: Simulator, account: LineAccount, status: int, body: bytes, outcome: object
) -> None:
    """An empty 200 means sent, ids unknown; the SDK's models would raise after the message had gone."""
    sim.line.fail("push", status=status, body=body)
    assert await pushed(line, account.person("นก").user_id) == outcome


async def test_five_messages_leave_as_one_call(line: Line, sim: Simulator, account: LineAccount) -> None:
    nok = account.person("นก")
    outcome = await line.send(Recipient(nok.user_id), line.render(say(*"กขคงจ")), key=KEY)
    assert isinstance(outcome, Sent)
    assert len(outcome.ids) == 5
    assert [call.endpoint for call in sim.line.calls] == ["push"]
    assert await line.send(Recipient(nok.user_id), [], key=KEY) == Sent()


async def test_the_loading_animation_is_for_people_and_in_steps_of_five(
    line: Line, sim: Simulator, account: LineAccount
) -> None:
    nok = account.person("นก")
    for asked, shown in ((1, 5), (7, 10), (99, 60)):
        await line.show_typing(Recipient(nok.user_id), seconds=asked)
        assert sim.line.calls[-1].body == {"chatId": nok.user_id, "loadingSeconds": shown}
    await line.show_typing(Recipient("C1", kind="group"), seconds=5)
    assert len(sim.line.calls) == 3


async def test_a_profile_is_name_picture_and_language(line: Line, sim: Simulator, account: LineAccount) -> None:
    nok = account.person("นก", picture_url="https://a.example/nok.jpg")
    stranger = account.person("แปลก", friend=False)
    group = account.group([nok, stranger])
    assert await line.profile(nok.user_id) == Profile("นก", "https://a.example/nok.jpg", "th")
    assert await line.profile(stranger.user_id) is None
    assert await line.profile(stranger.user_id, group=group.group_id) == Profile("แปลก")
    await nok.blocks()
    assert await line.profile(nok.user_id) is None
    sim.line.fail("profile", status=500)
    assert isinstance(await line.profile(nok.user_id), Later)


async def test_a_slip_is_fetched_up_to_a_size(line: Line, account: LineAccount, ears: list[dict]) -> None:
    nok = account.person("นก")
    await nok.sends_picture(b"\xff\xd8\xff" + b"x" * 997)
    message_id = ears[-1]["events"][0]["message"]["id"]
    account.content_preparing = 1
    assert isinstance(await line.content(message_id, most_bytes=1_000), Later)
    picture = await line.content(message_id, most_bytes=1_000)
    assert isinstance(picture, bytes)
    assert len(picture) == 1_000
    assert await line.content(message_id, most_bytes=999) == Refused("too_large", "more than 999 bytes")
    await nok.unsends(message_id)
    assert await line.content(message_id, most_bytes=1_000) == Refused("gone", "410")


async def test_the_check_names_what_is_wrong(line: Line, account: LineAccount, ears: list[dict]) -> None:
    assert await line.check() == []
    account.chat_mode, account.webhook_active, account.quota = "chat", False, 0
    assert await line.check() == [
        "line.chat_mode: chat",
        f"line.webhook_off: {ears[0]['url']}",
        "line.quota: 0/0",
    ]


async def test_without_a_stand_in_every_call_goes_to_its_own_line_host(http: aiohttp.ClientSession) -> None:
    line = Line("token", api_base=None, data_api_base=None, http=http)
    assert line._client.configuration.host is None
    assert (line._host, line._data_base) == ("https://api.line.me", "https://api-data.line.me")
    await line.close()
