"""Both platforms' twins with one account each, and the clients that speak to them, as fixtures."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from bot.cards import say
from bot.channels import Recipient
from bot.channels.line import Line
from bot.channels.messenger import Messenger
from simulator import Simulator
from simulator.line.account import LineAccount
from simulator.messenger.page import FacebookPage
from tests.peers import answering

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

    async with answering(hear) as base:
        heard.append({"url": f"{base}/hook"})
        yield heard


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
