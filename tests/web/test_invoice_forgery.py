"""Forms that are not ours, or too much of them: refused politely, and nothing changes."""

import logging
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from orders.order import Order
from tests.web.shopfront import ADDRESS, CHOICES, HOME, Browser, Shopfront, opened
from web.guard import guarded, origin_of

FORMS = ["", "/confirm", "/items", "/address", "/add", "/newest"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("csrf", [None, "", "x", "IjEi.AAAA", "a" * 10_000, "\u0000", "é.é"])
async def test_a_form_without_our_mark_is_refused_and_nothing_changes(
    front: Shopfront, form: str, csrf: str | None
) -> None:
    order, link = await front.order(A01=2)
    fields = await front.browser.fill(link, **ADDRESS, **CHOICES, **{"quantity-1": "5"}, sku="A02")
    del fields["csrf"]
    page = await front.browser.post(link + form, fields if csrf is None else fields | {"csrf": csrf})
    assert page.status == 403
    assert f'href="{link}"' in page.text, "a button leads back"
    assert (await front.invoice(link)).checkout is None
    assert (await front.fresh(order)).stage == "new"


@pytest.mark.parametrize("form", FORMS)
async def test_a_mark_of_another_visitor_is_refused(front: Shopfront, form: str) -> None:
    order, link = await front.order(A01=2)
    await front.browser.open(link)
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        theirs = await Browser(session, front.base).fill(link, **ADDRESS, **CHOICES)
    assert (await front.browser.post(link + form, theirs)).status == 403
    assert (await front.fresh(order)).stage == "new"


async def test_without_its_cookie_a_form_is_refused_with_a_way_back(front: Shopfront) -> None:
    _, link = await front.order(A01=2)
    fields = await front.browser.fill(link, **ADDRESS, **CHOICES)
    front.browser.session.cookie_jar.clear()
    page = await front.browser.post(f"{link}/confirm", fields)
    assert page.status == 403
    assert f'href="{link}"' in page.text


@pytest.mark.parametrize("cookie", ["", "x", "é", "A" * 5_000, "A" * 31 + "\\"])
async def test_a_cookie_of_nonsense_is_refused(front: Shopfront, cookie: str) -> None:
    _, link = await front.order(A01=2)
    fields = await front.browser.fill(link, **ADDRESS, **CHOICES)
    front.browser.session.cookie_jar.clear()
    header = {"Cookie": f"inchat_visitor={cookie}"}
    assert (await front.browser.post(link, fields, headers=header)).status == 403


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "", "http://shop.example.com.evil.example", "https://shop.example.com"]
)
@pytest.mark.parametrize("form", FORMS)
async def test_a_form_sent_from_elsewhere_is_refused(front: Shopfront, form: str, origin: str) -> None:
    order, link = await front.order(A01=2)
    fields = await front.browser.fill(link, **ADDRESS, **CHOICES)
    assert (await front.browser.post(link + form, fields, headers={"Origin": origin})).status == 403
    assert (await front.fresh(order)).stage == "new"


async def test_host_and_forwarded_headers_are_believed_in_nothing(front: Shopfront) -> None:
    _, link = await front.order(A01=2)
    fields = await front.browser.fill(link, **ADDRESS, **CHOICES)
    lies = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    assert (await front.browser.post(link, fields, headers=lies | {"Origin": "https://evil.example"})).status == 403
    page = await front.browser.open(link, headers=lies)
    assert "evil.example" not in page.text
    assert "Secure" not in page.headers.get("Set-Cookie", "")


async def test_a_form_from_our_own_address_is_taken(front: Shopfront) -> None:
    _, link = await front.order(A01=2)
    fields = await front.browser.fill(link, **ADDRESS, **CHOICES)
    assert (await front.browser.post(link, fields, headers={"Origin": HOME})).status == 303


async def test_an_old_form_replayed_after_confirming_changes_nothing(front: Shopfront) -> None:
    order, link = await front.order(A01=2)
    fields = await front.browser.fill(link, **ADDRESS, **CHOICES)
    await front.browser.post(link, fields)
    before = await Order.get(id=order.id).values()
    for _ in range(3):
        assert (await front.browser.post(link, fields)).status == 303
    assert await Order.get(id=order.id).values() == before


async def test_cookies_are_secure_exactly_when_our_address_is_https(tmp_path: Path) -> None:
    async with opened(f"sqlite://{tmp_path}/s.db", public_url="https://Shop.example.com:443") as front:
        _, link = await front.order(A01=1)
        page = await front.browser.open(f"{link}?lang=en")
        for cookie in page.headers.getall("Set-Cookie"):
            assert "Secure" in cookie
            assert "HttpOnly" in cookie
            assert "SameSite=Lax" in cookie
        fields = page.fields | ADDRESS | CHOICES
        cookies = "; ".join(c.split(";")[0] for c in page.headers.getall("Set-Cookie"))
        headers = {"Cookie": cookies, "Origin": "https://shop.example.com"}
        assert (await front.browser.post(link, fields, headers=headers)).status == 303


def test_an_origin_is_written_as_browsers_write_it() -> None:
    assert origin_of("https://Shop.example.com:443") == "https://shop.example.com"
    assert origin_of("http://127.0.0.1:8080") == "http://127.0.0.1:8080"
    assert origin_of("http://[::1]:80") == "http://[::1]"


@pytest.mark.parametrize("form", FORMS)
async def test_a_form_of_many_bytes_is_refused(front: Shopfront, form: str) -> None:
    order, link = await front.order(A01=2)
    fields = await front.browser.fill(link, **(ADDRESS | {"line": "A" * 300_000}), **CHOICES)
    page = await front.browser.post(link + form, fields)
    assert page.status == 413
    assert "ข้อมูลยาวเกินไป" in page.words
    assert (await front.fresh(order)).stage == "new"


async def test_a_form_of_unknown_length_is_cut_off(front: Shopfront) -> None:
    _, link = await front.order(A01=2)
    await front.browser.open(link)

    async def endless() -> object:
        for _ in range(40):
            yield b"name=" + b"A" * 16_000 + b"&"

    async with front.browser.session.post(front.base + link, data=endless()) as answer:
        assert answer.status == 413


async def test_a_form_of_many_fields_is_refused(front: Shopfront) -> None:
    _, link = await front.order(A01=2)
    fields = await front.browser.fill(link, **{f"f{n}": "1" for n in range(1_100)})
    assert (await front.browser.post(link, fields)).status == 413


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'{"csrf": 1}', "application/json"),
        (b"\xff\xfe\x00csrf", "application/x-www-form-urlencoded"),
        (b"csrf=%ff%fe&%00=%00", "application/x-www-form-urlencoded; charset=klingon"),
        (b"--x\r\n\r\n", "multipart/form-data; boundary=x"),
        (b"", "text/plain"),
    ],
)
async def test_what_is_no_form_at_all_is_refused_like_a_forged_one(front: Shopfront, body: bytes, kind: str) -> None:
    _, link = await front.order(A01=2)
    await front.browser.open(link)
    async with front.browser.session.post(front.base + link, data=body, headers={"Content-Type": kind}) as answer:
        assert answer.status == 403


async def test_letters_that_are_no_letters_do_no_harm(front: Shopfront) -> None:
    order, link = await front.order(A01=2)
    form = await front.browser.fill(link, **CHOICES)
    raw = "&".join(f"{name}={value}" for name, value in form.items() if name not in ADDRESS)
    raw += "&name=%00%ffNok%F0%28&phone=0812345678&line=%ED%A0%80x&province=y&postal_code=10110"
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    async with front.browser.session.post(front.base + link, data=raw, headers=kind, allow_redirects=False) as answer:
        assert answer.status == 303
    saved = (await front.fresh(order)).basket.shipping_address
    assert saved is not None
    assert "Nok" in saved["name"]
    assert "\x00" not in saved["name"]


async def test_machines_and_mounted_applications_keep_their_own_manners() -> None:
    async def refuse(request: web.Request) -> web.Response:
        raise web.HTTPForbidden(text='{"error": "no"}', content_type="application/json")

    mounted = web.Application()
    mounted.add_routes([web.get("/page", refuse)])
    app = web.Application(middlewares=[guarded])
    app.add_routes([web.get("/webhooks/line/mali", refuse)])
    app.add_subapp("/beside/", mounted)
    async with TestClient(TestServer(app)) as client:
        for path in ("/beside/page", "/webhooks/line/mali"):
            answer = await client.get(path)
            assert answer.status == 403
            assert await answer.json() == {"error": "no"}
            assert "Content-Security-Policy" not in answer.headers


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_other_ways_of_asking_are_refused_politely(front: Shopfront, method: str) -> None:
    _, link = await front.order(A01=1)
    async with front.browser.session.request(method, front.base + link) as answer:
        assert answer.status == 405
        assert "<h1>" in await answer.text()
        assert "POST" in answer.headers["Allow"]


async def test_a_mistake_of_ours_is_told_without_telling_anything(
    front: Shopfront, caplog: pytest.LogCaptureFixture
) -> None:
    order, link = await front.order(A01=1)
    await Order.filter(id=order.id).update(content={"lines": [{"nonsense": 1}]})
    with caplog.at_level(logging.ERROR, logger="inchat.web"):
        page = await front.browser.open(link)
    assert page.status == 500
    assert "ขออภัย" in page.words
    for secret in ("Traceback", "nonsense", "TypeError", "orders/"):
        assert secret not in page.text
    assert "/o/{token}" in caplog.text
    assert link not in caplog.text, "the link is a secret, also from the log"
    assert page.headers["Cache-Control"] == "no-store"
