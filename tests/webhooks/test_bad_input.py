"""What must not get in: unsigned, too large, not JSON; and JSON of any shape, which must not hurt the rest."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.webhooks.ringing import (
    ALL,
    PATHS,
    PSID,
    Door,
    bodies,
    inbox,
    line_body,
    line_signed,
    line_text,
    messenger_signed,
    page_body,
    page_text,
)  # fmt: skip
from tests.world import APP_SECRET, World

LINE, PAGE = PATHS["line"], PATHS["messenger"]
MEBIBYTE = 1024 * 1024
HALF_OF_AN_EMOJI = "\ud83d"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-line-signature": ""},
        {"x-line-signature": "c2lnbmVkIGJ5IG5vYm9keQ=="},
        {"x-line-signature": "ลายเซ็น"},
        line_signed(b"another body"),
        line_signed(ALL["line/02_text_user"].body, secret="another secret"),
    ],
    ids=["none", "empty", "wrong", "not ASCII", "of another body", "of another channel"],
)
async def test_line_without_its_signature_gets_401_and_is_not_heard(door: Door, headers: dict[str, str]) -> None:
    assert await door.post(LINE, ALL["line/02_text_user"].body, headers) == 401
    assert await inbox() == []


def sha1_only(body: bytes) -> dict[str, str]:
    return {"x-hub-signature": "sha1=" + hmac.new(APP_SECRET.encode(), body, hashlib.sha1).hexdigest()}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-hub-signature-256": ""},
        {"x-hub-signature-256": "sha256="},
        {"x-hub-signature-256": "sha256=ลายเซ็น"},
        messenger_signed(b"another body"),
        messenger_signed(ALL["messenger/01_text_user"].body, secret="another secret"),
        {"x-hub-signature-256": messenger_signed(ALL["messenger/01_text_user"].body)["x-hub-signature-256"][7:]},
        sha1_only(ALL["messenger/01_text_user"].body),
    ],
    ids=["none", "empty", "no digest", "not ASCII", "of another body", "of another app", "bare", "SHA-1 only"],
)
async def test_messenger_without_its_signature_gets_403_and_is_not_heard(door: Door, headers: dict[str, str]) -> None:
    assert await door.post(PAGE, ALL["messenger/01_text_user"].body, headers) == 403
    assert await inbox() == []


async def test_a_signature_that_is_not_even_text_is_only_a_wrong_one(door: Door) -> None:
    """Bytes that are no UTF-8 in a header reach us as half characters."""
    reader, writer = await open_connection(door.world)
    writer.write(f"POST {LINE} HTTP/1.1\r\nHost: shop\r\nContent-Length: 2\r\n".encode())
    writer.write(b"X-Line-Signature: \xff\xfe\r\nConnection: close\r\n\r\n{}")
    assert (await reader.readline()).split()[1] == b"401"
    writer.close()
    reader, writer = await open_connection(door.world)
    writer.write(f"POST {PAGE} HTTP/1.1\r\nHost: shop\r\nContent-Length: 2\r\n".encode())
    writer.write(b"X-Hub-Signature-256: sha256=\xff\xfe\r\nConnection: close\r\n\r\n{}")
    assert (await reader.readline()).split()[1] == b"403"
    writer.close()


async def open_connection(world: World) -> Any:
    return await asyncio.open_connection("127.0.0.1", int(world.url.rpartition(":")[2]))


async def in_pieces(body: bytes) -> AsyncIterator[bytes]:
    """A body whose length is told nowhere: it travels chunked."""
    for begin in range(0, len(body), 100_000):
        yield body[begin : begin + 100_000]


@pytest.mark.parametrize(("path", "signed"), [(LINE, line_signed), (PAGE, messenger_signed)], ids=["line", "messenger"])
async def test_a_body_over_one_mebibyte_gets_413_whether_it_tells_its_length_or_not(
    door: Door, path: str, signed: Any
) -> None:
    just = b'{"object":"page","entry":[],"events":[],"pad":"' + b"x" * (MEBIBYTE - 49) + b'"}'
    assert len(just) == MEBIBYTE
    assert await door.post(path, just, signed(just)) == 200
    assert await door.post(path, in_pieces(just), signed(just)) == 200
    over = just + b" "
    assert await door.post(path, over, signed(over)) == 413
    assert await door.post(path, in_pieces(over), signed(over)) == 413
    assert await inbox() == []


@pytest.mark.parametrize("coded", [b"not gzip at all", b"\x1f\x8b\x08 cut short"])
async def test_a_body_that_only_claims_to_be_compressed_is_refused(door: Door, coded: bytes) -> None:
    headers = line_signed(coded) | {"content-encoding": "gzip"}
    assert await door.post(LINE, coded, headers) in (400, 401)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"not json", b'{"events": [}', b"\xff\xfe", b'{"events":["\xff"]}', b"NaN", b'{"events":NaN}',
        b'\xef\xbb\xbf{"events":[]}', b'{"object":"page","entry":[]} and more', b'{"events":[' + b"[" * 5_000,
    ],
)  # fmt: skip
async def test_what_is_signed_and_not_json_gets_400(door: Door, body: bytes) -> None:
    assert await door.line(body) == 400
    assert await door.messenger(body) == 400
    assert await inbox() == []


ODD: list[Any] = [None, True, 0, -1, 1.5, 2**63, 2**70, -(2**70), "", "text", "\x00", [], [[]], {}, {"id": {"id": []}}]


@pytest.mark.parametrize("odd", ODD, ids=repr)
async def test_json_of_another_shape_is_ignored_or_refused_and_breaks_nothing(door: Door, odd: Any) -> None:
    for whole in (odd, {"events": odd}, {"events": [odd]}, {"object": "page", "entry": odd}, {"object": odd}):
        body = json.dumps(whole).encode()
        assert await door.line(body) in (200, 400)
        assert await door.messenger(body) in (200, 400, 404)
    for item in ({"messaging": odd}, {"messaging": [odd]}, {"changes": [odd]}, {"standby": odd}, {"id": odd}):
        body = json.dumps({"object": "page", "entry": [{"id": "682498302938465"} | item, odd]}).encode()
        assert await door.messenger(body) in (200, 400)


PLACES_OF_LINE = (
    "type", "message", "webhookEventId", "timestamp", "source", "replyToken", "mode", "deliveryContext", "postback",
    "unsend", "left",
)  # fmt: skip


async def test_an_odd_value_in_any_place_of_a_line_event_spoils_no_other_event(world: World, door: Door) -> None:
    """Whatever stands where: the door answers 200, and the good event beside it is obeyed."""
    nok = await world.customer("Nok")
    staff = await world.merchant()
    for number, place in enumerate(PLACES_OF_LINE):
        odd = [line_text("odd", id=f"0{number}.{n}", user=nok.user_id) | {place: value} for n, value in enumerate(ODD)]
        odd += [
            line_text("odd", id=f"1{number}.{n}") | {"source": {"type": "user", "userId": v}} for n, v in enumerate(ODD)
        ]
        good = line_text(f"new Nok A01 {number + 1}", id=f"good{number}", user=staff.user_id)
        assert await door.line(line_body(*odd, good)) == 200, place
        await staff.hears(f"{number + 1} ×")
    await world.settled()
    assert [row.error for row in await inbox() if row.state != "done"] == []


async def test_an_odd_value_in_any_place_of_a_messenger_item_spoils_no_other_item(world: World, door: Door) -> None:
    await world.customer("Nok", "messenger")
    staff = await world.merchant("Ploy", "messenger")
    names = ("sender", "recipient", "timestamp", "message", "postback", "referral", "reaction", "read", "delivery", "x")
    for number, place in enumerate(names):
        odd = [page_text("odd", mid=f"m_{number}.{n}") | {place: value} for n, value in enumerate(ODD)]
        odd += [
            page_text("odd", mid="") | {"message": {"mid": f"n_{number}.{n}", "text": v, "is_echo": v}}
            for n, v in enumerate(ODD)
        ]
        odd += [page_text("odd", mid="") | {"message": {"mid": v, "attachments": [v], "app_id": v}} for v in ODD]
        good = page_text(f"new Nok A01 {number + 1}", mid=f"good{number}", psid=staff.psid)
        assert await door.messenger(page_body(*odd, good)) == 200, place
        await staff.hears(f"{number + 1} ×")
    await world.settled()
    assert [row.error for row in await inbox() if row.state != "done"] == []


async def test_a_text_cut_inside_an_emoji_is_heard_all_the_same(world: World, door: Door) -> None:
    nok = await world.customer("Nok")
    body = line_body(line_text(f"help {HALF_OF_AN_EMOJI}", id="01", user=nok.user_id))
    assert b"\\ud83d" in body
    assert await door.line(body) == 200
    item = page_body(page_text(f"{HALF_OF_AN_EMOJI} cut", mid=f"m_{HALF_OF_AN_EMOJI}"))
    assert await door.messenger(item) == 200
    await world.settled()
    assert {row.state for row in await inbox()} == {"done"}
    assert "cut" in await bodies(channel="messenger")


async def test_a_nul_in_any_text_reaches_no_column(door: Door) -> None:
    """PostgreSQL knows no NUL in a text; one such event must not cost the others their commit."""
    event = line_text("a\x00b", id="0\x001", source={"type": "user", "userId": "U\x00" + "a" * 31}, type="mess\x00age")
    assert await door.line(line_body(event)) == 200
    assert await door.messenger(page_body(page_text("a\x00b", mid="m_\x00", psid="12\x003"))) == 200
    rows = await inbox()
    assert len(rows) == 2
    for row in rows:
        assert "\x00" not in "".join((row.key, row.lane, row.kind, row.body, row.shop, row.channel))


@pytest.mark.parametrize("levels", [200, 400, 900])
async def test_an_event_nested_deeply_costs_no_other_event(world: World, door: Door, levels: int) -> None:
    nok = await world.customer("Nok", "messenger", id=PSID)
    deep: Any = "bottom"
    for _ in range(levels):
        deep = {"in": deep}
    strange = line_text("deep", id="deep") | {"new": deep}
    good = line_text("good one", id="good", user="U" + "a" * 32)
    assert await door.line(line_body(strange, good)) == 200
    assert (
        await door.messenger(page_body(page_text("deep", mid="m_d") | {"new": deep}, page_text("fine", mid="m_g")))
        == 200
    )
    await world.settled()
    kept = await bodies()
    assert "good one" in kept
    assert "fine" in kept
    assert nok.chat[-1].who == "me"
    assert {row.state for row in await inbox()} == {"done"}


async def test_of_a_key_given_twice_the_last_counts(door: Door) -> None:
    body = b'{"events":"none","events":[{"type":"follow","webhookEventId":"01A","webhookEventId":"01B","timestamp":1}]}'
    assert await door.line(body) == 200
    assert [row.key for row in await inbox()] == ["line:demo:01B"]


async def test_a_shop_that_is_not_here_gets_404(door: Door) -> None:
    body = ALL["line/02_text_user"].body
    for shop in ("other", "DEMO", "demo2", "..", "%00", "demo%2F.."):
        assert await door.post(f"/webhooks/line/{shop}", body, line_signed(body)) == 404
    assert await inbox() == []


async def test_the_page_is_verified_by_its_token_and_by_nothing_else(world: World, door: Door) -> None:
    assert await world.page.verifies() is True
    assert await world.page.verifies("ANOTHER_TOKEN") is False
    right = {"hub.mode": "subscribe", "hub.verify_token": "TEST_VERIFY", "hub.challenge": "<b>1158201444</b>"}
    async with door.http.get(world.url + PAGE, params=right) as answer:
        assert (answer.status, answer.content_type) == (200, "text/plain")
        assert await answer.text() == "<b>1158201444</b>"
    for wrong in ({}, right | {"hub.mode": "unsubscribe"}, right | {"hub.verify_token": ""}, {"hub.mode": "subscribe"}):
        async with door.http.get(world.url + PAGE, params=wrong) as answer:
            assert answer.status == 403
            assert "1158201444" not in await answer.text()
