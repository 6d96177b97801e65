"""The page with the phones: what it is told, what it may do, and who may not."""

import asyncio
import json

import aiohttp
import pytest
from aiohttp import web

from simulator import Simulator


@pytest.fixture
def table(sim, shop, page):
    nok, som = shop.person("Nok"), page.person("Som")
    sim.cast("line", "customer", nok)
    sim.cast("messenger", "customer", som)
    sim.cast("messenger", "inbox", som)
    return nok, som


async def ask(product, path, body=None, **headers):
    async with product.session.post(f"{product.base}/control/{path}", json=body, headers=headers) as answer:
        return answer.status, await answer.json() if answer.content_type == "application/json" else None


async def phones(product):
    async with product.session.get(f"{product.base}/control/state") as answer:
        return {phone["key"]: phone for phone in (await answer.json())["phones"]}


async def test_the_page_and_all_it_loads_come_from_here(sim, product):
    async with product.session.get(f"{product.base}/") as answer:
        page = await answer.text()
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "http://" not in page
    assert "https://" not in page
    for name in ("page.js", "phone.js", "flex.js", "messenger.js", "phone.css"):
        async with product.session.get(f"{product.base}/static/{name}") as answer:
            assert answer.status == 200
            assert "innerHTML" not in await answer.text()
    async with product.session.get(f"{product.base}/static/..%2fpage.py") as answer:
        assert answer.status == 404


async def test_one_types_in_a_phone_and_the_platform_tells_the_product(product, table, listener):
    assert await ask(product, "say", {"channel": "line", "role": "customer", "text": "hello"}) == (
        200,
        {"status": 200},
    )
    assert await ask(product, "say", {"channel": "messenger", "role": "inbox", "text": "/send"}) == (
        200,
        {"status": 200},
    )
    assert listener.bodies[0]["events"][0]["message"]["text"] == "hello"
    assert listener.bodies[1]["entry"][0]["messaging"][0]["message"]["is_echo"] is True
    shown = await phones(product)
    assert shown["messenger-inbox"]["messages"][0]["mine"] is True
    assert shown["messenger-customer"]["messages"][0]["mine"] is False


async def test_only_a_button_that_stands_there_can_be_tapped(product, table, listener):
    nok, _ = table
    action = {"type": "postback", "label": "ok", "data": "confirm"}
    items = [{"type": "action", "action": action}]
    await product.pushes(nok, {"type": "text", "text": "sure?", "quickReply": {"items": items}})
    shown = (await phones(product))["line-customer"]
    assert shown["quick"] == [action]
    tap = {"channel": "line", "role": "customer", "message": shown["messages"][0]["id"]}
    assert (await ask(product, "tap", {**tap, "action": {**action, "data": "refund"}}))[0] == 400
    assert await ask(product, "tap", {**tap, "action": action}) == (200, {"status": 200})
    assert listener.events[-1]["postback"] == {"data": "confirm"}
    assert (await phones(product))["line-customer"]["quick"] == []


async def test_a_picture_is_shown_and_sent(product, table, listener):
    url = f"{product.base}/control/picture?channel=line&role=customer"
    async with product.session.post(url, data=b"\xff\xd8\xffslip") as answer:
        assert await answer.json() == {"status": 200}
    message = (await phones(product))["line-customer"]["messages"][0]
    async with product.session.get(f"{product.base}/{message['picture']}") as answer:
        assert await answer.read() == b"\xff\xd8\xffslip"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_another_site_cannot_drive_the_phones(product, table):
    body = {"channel": "line", "role": "customer", "text": "pwned"}
    assert (await ask(product, "say", body, Origin="https://evil.test"))[0] == 403
    assert (await ask(product, "say", body, Origin="null"))[0] == 403
    assert (await ask(product, "say", body, Origin=product.base))[0] == 200


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("say", {"channel": "line", "role": "inbox", "text": "x"}, 404),
        ("say", {"channel": "line", "role": "customer", "text": "  "}, 400),
        ("say", ["x"], 400),
        ("tap", {"channel": "line", "role": "customer", "message": "1", "action": {}}, 400),
        ("later", {"seconds": 60}, 400),
    ],
)
async def test_odd_requests_are_refused(product, table, path, body, status):
    assert (await ask(product, path, body))[0] == status


async def test_time_passes_when_somebody_lets_it(sim, product, table):
    passed = []

    async def later(seconds):
        passed.append(seconds)

    sim.on_later = later
    assert (await ask(product, "later", {"seconds": 3600}))[0] == 200
    assert (await ask(product, "later", {"seconds": -1}))[0] == 400
    assert passed == [3600]


async def test_changes_are_streamed_and_the_stream_ends_with_the_simulator(sim, product, table):
    nok, _ = table
    async with product.session.get(f"{product.base}/control/stream") as stream:
        assert await stream.content.readline() == b"retry: 1000\n"
        await product.pushes(nok, "ping")
        while not (line := await stream.content.readline()).startswith(b"data: "):
            pass
        phone = json.loads(line.removeprefix(b"data: "))
        assert phone["key"] == "line-customer"
        assert phone["messages"][-1]["text"] == "ping"
        closing = asyncio.create_task(sim.close())
        assert await asyncio.wait_for(stream.content.read(), 2) is not None
        await closing


async def test_casting_takes_only_phones_that_exist(sim, shop):
    with pytest.raises(ValueError, match="no phone"):
        sim.cast("line", "inbox", shop.person("Nok"))
    with pytest.raises(ValueError, match="no phone"):
        sim.cast("messenger", "customer", shop.person("Nok"))


async def test_it_works_mounted_in_another_application():
    simulator = Simulator()
    outer = web.Application()
    outer.add_subapp("/simulator/", simulator.app())
    runner = web.AppRunner(outer, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    shop = simulator.line.add_account(
        name="Shop", channel_secret="s", channel_access_token="t", webhook_url=f"{base}/nowhere"
    )
    nok = shop.person("Nok")
    assert await nok.says("hello") == 404
    async with aiohttp.ClientSession(headers={"Authorization": "Bearer t"}) as session:
        async with session.get(f"{base}/simulator/") as answer:
            assert answer.status == 200
        body = {"to": nok.user_id, "messages": [{"type": "text", "text": "hi"}]}
        async with session.post(f"{base}/simulator/line/v2/bot/message/push", json=body) as answer:
            assert answer.status == 200
    assert (await nok.hears("hi")).via == "push"
    before = asyncio.all_tasks()
    await runner.cleanup()
    assert all(task.done() for task in before - {asyncio.current_task()})
