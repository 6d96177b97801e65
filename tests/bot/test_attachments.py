"""Fetching what came with a message: only from hosts the shop named, never more than was asked for."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import aiohttp
import pytest
from aiohttp import web

from bot.channels import Later, Refused
from bot.channels.attachments import download, is_allowed
from tests.peers import answering

META = ["fbcdn.net", "fbsbx.com"]


@pytest.mark.parametrize(
    "url",
    [
        "https://fbcdn.net/a.jpg",
        "https://scontent.xx.fbcdn.net/v/a.jpg?oh=1",
        "https://CDN.FBSBX.com/a",
        "https://scontent.xx.fbcdn.net:443/a",
    ],
)
def test_meta_s_own_hosts_are_asked(url: str) -> None:
    assert is_allowed(url, META)


@pytest.mark.parametrize(
    "url",
    [
        "http://scontent.xx.fbcdn.net/a.jpg",
        "https://fbcdn.net.evil.example/a",
        "https://evilfbcdn.net/a",
        "https://fbcdn.net@evil.example/a",
        "https://user:pw@fbcdn.net/a",
        "https://evil.example/fbcdn.net",
        "https://fbcdn.net:8443/a",
        "https://127.0.0.1/a",
        "https://[::1]/a",
        "file:///etc/passwd",
        "//fbcdn.net/a",
        "https://",
        "https://[fbcdn.net/a",
        "https://fbcdn.net:x/a",
        "",
    ],
)
def test_nobody_else_is(url: str) -> None:
    assert not is_allowed(url, META)


def test_an_origin_is_exactly_that() -> None:
    hosts = ["http://127.0.0.1:9999"]
    assert is_allowed("http://127.0.0.1:9999/a", hosts)
    for url in (
        "http://127.0.0.1:9998/a",
        "https://127.0.0.1:9999/a",
        "http://127.0.0.1/a",
        "http://x.127.0.0.1:9999/",
    ):
        assert not is_allowed(url, hosts)


@dataclass
class Host:
    """A host on a real port that leads wherever the test says."""

    base: str = ""
    leads_to: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    status: int = 200
    bytes_sent: int = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        assert request.method == "GET"
        assert "Authorization" not in request.headers
        if request.path in self.leads_to:
            return web.Response(status=302, headers={"Location": self.leads_to[request.path]})
        if request.path != "/endless":
            return web.Response(status=self.status, body=b"x" * 100)
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(800):
            await response.write(bytes(65_536))
            self.bytes_sent += 65_536
        return response


@pytest.fixture
async def host() -> AsyncIterator[Host]:
    host = Host()
    async with answering(host.answer) as host.base:
        yield host


async def fetched(host: Host, path: str, *, hosts: list[str] | None = None) -> bytes | Refused | Later:
    async with aiohttp.ClientSession() as http:
        return await download(http, host.base + path, [host.base] if hosts is None else hosts, most_bytes=1_000_000)


async def test_redirects_are_followed_on_the_list(host: Host) -> None:
    host.leads_to = {"/a": "/b", "/b": f"{host.base}/c"}
    assert await fetched(host, "/a") == b"x" * 100
    assert host.asked == ["/a", "/b", "/c"]


async def test_and_not_off_it(host: Host) -> None:
    other = host.base.replace("127.0.0.1", "localhost")
    for place in (f"{other}/c", "http://169.254.169.254/latest", "file:///etc/passwd", "//localhost/c"):
        host.leads_to, host.asked = {"/a": place}, []
        assert isinstance(outcome := await fetched(host, "/a"), Refused)
        assert (outcome.reason, host.asked) == ("elsewhere", ["/a"])


async def test_nor_round_and_round(host: Host) -> None:
    host.leads_to = {"/a": "/b", "/b": "/a"}
    assert isinstance(outcome := await fetched(host, "/a"), Refused)
    assert (outcome.reason, len(host.asked)) == ("gone", 5)


async def test_what_is_not_on_the_list_is_not_even_asked(host: Host) -> None:
    assert isinstance(await fetched(host, "/a", hosts=META), Refused)
    assert host.asked == []


async def test_fifty_megabytes_are_put_down_at_the_limit(host: Host) -> None:
    assert isinstance(outcome := await fetched(host, "/endless"), Refused)
    assert outcome.reason == "too_large"
    assert host.bytes_sent < 20_000_000


@pytest.mark.parametrize(
    ("status", "kind"), [(404, Refused), (410, Refused), (403, Refused), (429, Later), (503, Later)]
)
async def test_what_a_host_answers(host: Host, status: int, kind: type) -> None:
    host.status = status
    assert isinstance(await fetched(host, "/a"), kind)
