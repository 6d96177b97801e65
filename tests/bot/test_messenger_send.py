"""What becomes of a message when Messenger takes it, refuses it, or does not answer."""

import asyncio
import hashlib
import hmac
import json
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.channels import Later, Profile, Recipient, Refused, Sent, Unknown
from bot.channels.messenger import MEANING, GraphError, Messenger, meaning
from simulator import Simulator
from simulator.messenger.page import FacebookPage
from tests.bot.platforms import HELLO, KEY, Clock, facebook
from tests.peers import answering


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
        assert (request.method, request.path) == ("POST", "/graph/v26.0/1001/messages")
        form = await request.post()
        taken.append({name: value if isinstance(value, str) else value.filename for name, value in form.items()})
        return web.json_response({"message_id": "m_1"})

    file = tmp_path / "slip.jpg"
    await asyncio.to_thread(file.write_bytes, b"\xff\xd8\xff")
    async with answering(take) as base:
        bot = facebook(base, http)._bot
        for upload in (bot.send_image, bot.send_audio, bot.send_video, bot.send_file):
            assert await upload("5", str(file)) == {"message_id": "m_1"}
    kinds = [json.loads(form["message"])["attachment"]["type"] for form in taken]
    assert kinds == ["image", "audio", "video", "file"]
    assert {form["filedata"] for form in taken} == {"slip.jpg"}
