"""What becomes of a message when LINE and Messenger take it, refuse it, or do not answer."""

import asyncio
import hashlib
import hmac
import json
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.cards import say
from bot.channels import Later, Profile, Recipient, Refused, ReplyTokenGone, Sent, Unknown
from bot.channels.line import Line
from bot.channels.messenger import MEANING, GraphError, Messenger, meaning
from simulator import Simulator
from simulator.line.account import LineAccount
from simulator.messenger.page import FacebookPage

KEY = "123e4567-e89b-12d3-a456-426614174000"
HELLO = say("สวัสดีค่ะ")


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def ears() -> AsyncIterator[list[dict]]:
    """The product's own webhook: it only listens."""
    heard: list[dict] = []

    async def hear(request: web.Request) -> web.Response:
        heard.append(await request.json())
        return web.Response()

    app = web.Application()
    app.router.add_post("/hook", hear)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    heard.append({"url": f"http://127.0.0.1:{runner.addresses[0][1]}/hook"})
    yield heard
    await runner.cleanup()


@pytest.fixture
async def sim(clock: Clock) -> AsyncIterator[Simulator]:
    sim = Simulator(clock)
    await sim.start()
    yield sim
    await sim.close()


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def account(sim: Simulator, ears: list[dict]) -> LineAccount:
    return sim.line.add_account("ร้านนก", "secret", "token", ears[0]["url"], quota=None)


@pytest.fixture
async def line(sim: Simulator, account: LineAccount, http: aiohttp.ClientSession) -> AsyncIterator[Line]:
    line = Line("token", api_base=f"{sim.base_url}/line", data_api_base=f"{sim.base_url}/line", http=http)
    yield line
    await line.close()


@pytest.fixture
def page(sim: Simulator, ears: list[dict]) -> FacebookPage:
    page = sim.messenger.add_page("1001", "ร้านนก", "77", "app secret", "page token", "verify", ears[0]["url"])
    page.require_proof = True
    return page


@pytest.fixture
def messenger(sim: Simulator, page: FacebookPage, http: aiohttp.ClientSession) -> Messenger:
    return facebook(sim.base_url, http)


def facebook(base: str, http: aiohttp.ClientSession) -> Messenger:
    return Messenger("1001", "page token", "77", "app secret", api_base=f"{base}/graph", api_version="26.0", http=http)


async def fresh_token(account: LineAccount, ears: list[dict], person: object) -> str:
    await person.says("A01 2")
    return ears[-1]["events"][0]["replyToken"]


async def pushed(line: Line, to: str, key: str = KEY) -> object:
    return await line.send(Recipient(to), line.render(HELLO), key=key)


# LINE


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


# Messenger


async def test_a_message_leaves_with_proof_type_and_our_id(
    messenger: Messenger, sim: Simulator, page: FacebookPage
) -> None:
    nok = page.person("Nok")
    await nok.says("hi")
    outcome = await messenger.send(Recipient(nok.psid), messenger.render(HELLO), key=KEY)
    assert outcome == Sent((nok.chat[-1].id,), via="messenger", free=True)
    call = sim.messenger.calls[-1]
    assert call.path == "/graph/v26.0/1001/messages"
    assert call.headers["authorization"] == "Bearer page token"
    assert call.query == {"appsecret_proof": hmac.new(b"app secret", b"page token", hashlib.sha256).hexdigest()}
    assert call.body == {
        "recipient": {"id": nok.psid},
        "messaging_type": "RESPONSE",
        "message": {"text": "สวัสดีค่ะ", "metadata": f"{KEY}:0"},
    }


async def test_the_echo_of_a_lost_answer_carries_our_id(
    messenger: Messenger, sim: Simulator, page: FacebookPage, ears: list[dict]
) -> None:
    nok = page.person("Nok")
    await nok.says("hi")
    sim.messenger.fail("send", how="reset_after")
    assert isinstance(await messenger.send(Recipient(nok.psid), messenger.render(HELLO), key=KEY), Unknown)
    await sim.settled()
    assert ears[-1]["entry"][0]["messaging"][0]["message"]["metadata"] == f"{KEY}:0"


async def test_a_closed_window_a_block_and_a_stranger(messenger: Messenger, page: FacebookPage, clock: Clock) -> None:
    nok = page.person("Nok")
    await nok.says("hi")
    clock.now += 25 * 3600
    told = []
    for _ in range(2):
        told.append(await messenger.send(Recipient(nok.psid), messenger.render(HELLO), key=KEY))
        await nok.blocks()
    told.append(await messenger.send(Recipient("404"), messenger.render(HELLO), key=KEY))
    assert [(refusal.reason, refusal.channel_down) for refusal in told] == [
        ("window", False),
        ("blocked", False),
        ("no_such_person", False),
    ]
    assert "2018278" in told[0].detail


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (500, {"error": {"message": "Service temporarily unavailable", "code": 2}}, Later),
        (500, {"error": {"message": "?", "code": 99}}, Later),
        (400, {"error": {"message": "slow down", "code": 613}}, Later),
        (429, {"error": {"message": "slow down", "code": 99}}, Later),
        (400, {"error": {"message": "?", "code": 99, "is_transient": True}}, Later),
        (502, "<html>", Unknown),
        (200, "<html>", Unknown),
        (200, "[]", Unknown),
        (404, "<html>", Refused),
    ],
)
async def test_what_may_be_tried_again(
    messenger: Messenger, sim: Simulator, page: FacebookPage, status: int, body: object, outcome: type
) -> None:
    """Meta's own words say that nothing was accepted; a proxy's page says nothing."""
    nok = page.person("Nok")
    await nok.says("hi")
    sim.messenger.fail("send", status=status, body=body, retry_after=9)
    told = await messenger.send(Recipient(nok.psid), messenger.render(HELLO), key=KEY)
    assert isinstance(told, outcome)
    if outcome is Later:
        assert told.after == 9.0


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ((10, 2018278), "window"),
        ((10, 2018065), "window"),
        ((1545041, 0), "window"),
        ((10, 2018108), "blocked"),
        ((551, 1545041), "blocked"),
        ((100, 2018001), "no_such_person"),
        ((190, 463), "token"),
        ((368, 0), "restricted"),
        ((10, 1893063), "restricted"),
        ((200, 2018028), "permission"),
        ((230, 0), "permission"),
        ((100, 2018008), "rejected"),
        ((2022, 0), "rejected"),
    ],
)
def test_every_refusal_of_meta_has_a_reason(row: tuple[int, int], reason: str) -> None:
    told = meaning(GraphError(400, {"message": "no", "code": row[0], "error_subcode": row[1]}))
    assert isinstance(told, Refused)
    assert told.reason == reason
    assert told.channel_down == (reason in ("token", "restricted", "permission"))
    assert str(row[0]) in told.detail


def test_the_table_has_no_row_without_an_answer() -> None:
    for code, subcode in MEANING:
        error = GraphError(400, {"message": "no", "code": code, "error_subcode": subcode})
        assert type(meaning(error)) is type(MEANING[code, subcode])


async def test_a_dead_page_token_stops_the_channel(
    sim: Simulator, page: FacebookPage, http: aiohttp.ClientSession
) -> None:
    page.page_access_token = "another"
    messenger = facebook(sim.base_url, http)
    told = await messenger.send(Recipient("1"), messenger.render(HELLO), key=KEY)
    assert isinstance(told, Refused)
    assert (told.reason, told.channel_down) == ("token", True)
    assert (await messenger.check())[0].startswith("messenger.token: 401")
    assert isinstance(await messenger.profile("1"), Later)


async def test_a_messenger_profile_and_the_typing_bubble(messenger: Messenger, page: FacebookPage) -> None:
    nok = page.person("Nok Jaidee", picture_url="https://a.example/nok.jpg")
    await nok.says("hi")
    assert await messenger.profile(nok.psid) == Profile("Nok Jaidee", "https://a.example/nok.jpg")
    assert await messenger.profile("404") is None
    await messenger.show_typing(Recipient(nok.psid), seconds=5)
    assert nok.chat_log.typing_seconds == 20.0


async def test_the_check_names_what_the_page_is_not_subscribed_to(messenger: Messenger, page: FacebookPage) -> None:
    assert await messenger.check() == []
    page.subscribed.discard("message_echoes")
    assert await messenger.check() == ["messenger.fields: message_echoes"]
    page.subscribed.clear()
    assert await messenger.check() == ["messenger.subscription: 77"]


async def test_a_file_can_be_sent_with_pymessengers_own_verbs(http: aiohttp.ClientSession, tmp_path: Path) -> None:
    """pymessenger's uploads open a connection of their own and crash; ours go the way of all calls."""
    taken: list[dict[str, str]] = []

    async def take(request: web.Request) -> web.Response:
        form = await request.post()
        taken.append({name: value if isinstance(value, str) else value.filename for name, value in form.items()})
        return web.json_response({"message_id": "m_1"})

    app = web.Application()
    app.router.add_post("/graph/v26.0/1001/messages", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    file = tmp_path / "slip.jpg"
    await asyncio.to_thread(file.write_bytes, b"\xff\xd8\xff")
    bot = facebook(f"http://127.0.0.1:{runner.addresses[0][1]}", http)._bot
    for upload in (bot.send_image, bot.send_audio, bot.send_video, bot.send_file):
        assert await upload("5", str(file)) == {"message_id": "m_1"}
    await runner.cleanup()
    kinds = [json.loads(form["message"])["attachment"]["type"] for form in taken]
    assert kinds == ["image", "audio", "video", "file"]
    assert {form["filedata"] for form in taken} == {"slip.jpg"}
