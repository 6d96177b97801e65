"""A shop that takes cards: its Stripe account is the stand-in's, its customers' browsers know no script."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import aiohttp

from simulator.stripe import Session, StripeAccount
from tests.test_story import ADDRESS, link_of
from tests.world import World, open_world

SECRET_KEY, WEBHOOK_SECRET = "sk_test_of_the_demo_shop", "whsec_of_the_demo_shop"
KEYS = f'stripe = {{secret_key = "{SECRET_KEY}", webhook_secret = "{WEBHOOK_SECRET}", api_base = "{{sim}}/stripe"}}\n'
DOOR = "/webhooks/payments/stripe"


@dataclass(repr=False)
class CardShop:
    """`stripe` is the other side: where its customers pay, and who tells of it."""

    world: World
    stripe: StripeAccount | None

    @property
    def calls(self) -> list[Any]:
        return list(self.world.sim.stripe.calls)

    def sessions(self) -> list[Session]:
        return list(self.stripe.sessions.values()) if self.stripe else []

    async def confirmed(self, channel: str = "line", *, goods: str = "A01 2 ship EMS", way: str = "stripe") -> "Buyer":
        """Nok has got the card in her chat, filled in its page and confirmed it."""
        nok = self.world.people.get("nok") or await self.world.customer("Nok", channel)
        ploy = self.world.people.get("ploy") or await self.world.merchant("Ploy", channel)
        self.world.people |= {"nok": nok, "ploy": ploy}
        number = 1001 + len(self.world.people.setdefault("orders", []))
        self.world.people["orders"].append(number)
        await ploy.says(f"new Nok {goods} send")
        card = await nok.hears(str(number))
        await ploy.hears("sent to Nok")
        head, _, token = link_of(card).rpartition("/")
        link = f"{head}/{token.partition('.')[0]}"  # without the seal, as the page itself leads on
        buyer = Buyer(self, nok, ploy, number, link, aiohttp.CookieJar(unsafe=True))
        done = await buyer.confirms(payment_method=way)
        assert done.status == 200, done.text
        await self.world.settled()
        return buyer


@dataclass
class Page:
    status: int
    text: str
    headers: Any


@dataclass(repr=False)
class Buyer:
    """Nok with her phone's browser at her order's page."""

    shop: CardShop
    nok: Any
    ploy: Any
    number: int
    link: str
    jar: aiohttp.CookieJar

    @property
    def path(self) -> str:
        return self.link.removeprefix(self.shop.world.url)

    async def looks(self, path: str = "") -> Page:
        return await self._ask("get", self.link + path)

    async def confirms(self, **choices: str) -> Page:
        fields = _Fields((await self.looks()).text).values | ADDRESS | choices
        return await self._ask("post", self.link, data=fields, allow_redirects=True)

    async def wants_to_pay(self, **fields: str) -> Page:
        """The button, pressed: the answer itself."""
        csrf = _Fields((await self.looks()).text).values.get("csrf", "")
        return await self._ask("post", f"{self.link}/pay/stripe", data={"csrf": csrf} | fields)

    async def at_stripe(self) -> Session:
        """The page of theirs that the button leads to."""
        answer = await self.wants_to_pay()
        assert answer.status == 303, answer.text
        (session,) = [one for one in self.shop.sessions() if answer.headers["Location"].endswith(one.id)]
        return session

    async def order(self) -> dict[str, Any]:
        await self.shop.world.settled()
        return await self.shop.world.order(self.number)

    async def _ask(self, method: str, url: str, **more: Any) -> Page:
        async with (
            aiohttp.ClientSession(cookie_jar=self.jar) as http,
            http.request(method, url, **{"allow_redirects": False} | more) as answer,
        ):
            return Page(answer.status, await answer.text(), answer.headers.copy())


class _Fields(HTMLParser):
    """What a browser would post of the inputs on a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("name") and given.get("type") not in ("radio", "checkbox", "file"):
            self.values[str(given["name"])] = given.get("value") or ""


@asynccontextmanager
async def card_shop(folder: Path, *, more: str = "", **how: Any) -> AsyncIterator[CardShop]:
    async with open_world(folder, more=f"{KEYS}{more}", **how) as world:
        account = world.sim.stripe.add_account(SECRET_KEY, WEBHOOK_SECRET, f"{world.url}{DOOR}")
        yield CardShop(world, account)
