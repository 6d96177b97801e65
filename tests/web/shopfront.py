"""A shop that sells soap and shirts, on a real database, behind a real server, with a customer's browser."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
from aiohttp import web

from orders import selling
from orders.catalogue import Product, goods_changed, key
from orders.clock import Clock
from orders.database import Database, open_database
from orders.invoices import Invoice, chat_seal
from orders.order import Order
from orders.people import Chat
from orders.shops import Shop
from orders.stages import Refusal
from tests.world import lay_out
from web.album import Album
from web.guard import guarded
from web.invoice.pay_pictures import picture_routes
from web.invoice.routes import invoice_routes, static_routes
from web.keys import ALBUM, CLOCK, DATABASE, PUBLIC_URL, SECRET, SLIP_PROVIDER, TEMPLATES
from web.pages import page_templates
from web.papers.press import PRESS, Press

#: The setting server.public_url of these tests; what a browser would send as Origin.
HOME = "http://shop.example.com"
MARK = "a secret of thirty-two letters"
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)

TERMS: dict[str, Any] = {
    "shipping": [
        {"code": "EMS", "name": "ไปรษณีย์ EMS", "name_en": "EMS post", "fee": "50", "free_over": "1000",
         "remote": {"postal_codes": ["58130"], "fee": "30"}},
        {"code": "KG", "name": "ตามน้ำหนัก", "name_en": "By weight", "bands": [{"up_to_g": 500, "fee": "35"}]},
        {"code": "PICKUP", "name": "รับที่ร้าน", "name_en": "Pick up", "pickup": True, "fee": "0"},
    ],
    "payments": {
        "promptpay": {"id": "0812345678", "name": "ร้านมะลิ"},
        "bank_transfer": [{"bank": "กสิกรไทย", "account_number": "123-4-56789-0", "account_name": "มะลิ ใจดี"}],
        "cod": {"fee": "20"},
    },
}  # fmt: skip

ADDRESS = {
    "name": "นก ใจงาม", "phone": "081 234 5678", "line": "99/1 ถนนสุขุมวิท", "subdistrict": "คลองเตย",
    "district": "คลองเตย", "province": "กรุงเทพมหานคร", "postal_code": "10110",
}  # fmt: skip
CHOICES = {"shipping_method": "EMS", "payment_method": "promptpay"}


class TurnedClock(Clock):
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        super().__init__()
        self.at = NOW

    def now(self) -> datetime:
        return self.at


class Fields(HTMLParser):
    """What a browser would post from the page, and what can be read on it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.attributes: dict[str, dict[str, str | None]] = {}
        self.links: list[str] = []
        self.words = ""
        self._area = ""
        self._silent = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag in ("script", "style"):
            self._silent += 1
        if tag == "a":
            self.links.append(given.get("href") or "")
        if tag in ("input", "textarea") and name:
            ticked = given.get("type") not in ("radio", "checkbox") or "checked" in given
            if ticked:
                self.values[name] = given.get("value") or ""
            self.attributes.setdefault(name, given)
            self._area = name if tag == "textarea" else ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent -= 1
        self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] = data
        elif not self._silent:
            self.words += data


@dataclass
class Seen:
    """A page as it arrived."""

    status: int
    text: str
    url: str
    headers: Any

    @property
    def words(self) -> str:
        return re.sub(r"\s+", " ", Fields(self.text).words)

    @property
    def fields(self) -> dict[str, str]:
        return Fields(self.text).values


@dataclass
class Browser:
    """A customer's browser: cookies, no script."""

    session: aiohttp.ClientSession
    base: str

    async def open(self, path: str, **more: Any) -> Seen:
        async with self.session.get(self.base + path, **more) as answer:
            return Seen(answer.status, await answer.text(), str(answer.url), answer.headers.copy())

    async def post(self, path: str, fields: dict[str, str], *, follow: bool = False, **more: Any) -> Seen:
        """The answer itself; with `follow` the page it leads to."""
        async with self.session.post(self.base + path, data=fields, allow_redirects=follow, **more) as answer:
            return Seen(answer.status, await answer.text(), str(answer.url), answer.headers.copy())

    async def fill(self, path: str, **fields: str) -> dict[str, str]:
        """The form of a page as it stands, with some fields filled in."""
        page = await self.open(path)
        return page.fields | fields


@dataclass
class Shopfront:
    """The shop, its goods, its server."""

    db: Database
    shop: Shop
    clock: TurnedClock
    base: str
    browser: Browser
    album: Path
    press: Press
    goods: dict[str, Product] = field(default_factory=dict)

    async def order(self, *, chat: Chat | None = None, **pieces: int) -> tuple[Order, str]:
        """An issued order (SKU=pieces) and its link's path."""
        draft = await selling.start(self.shop, by="staff:1", now=self.clock.now(), chat=chat)
        basket = draft.basket
        for sku, quantity in pieces.items():
            basket.add(selling.line_for(self.goods[sku], quantity=quantity))
        return await self.issue(draft, basket)

    async def issue(self, draft: Order, basket: Any) -> tuple[Order, str]:
        await selling.change(draft, basket, self.shop)
        issued = await self.db.transaction(selling.issue, draft, self.shop, by="staff:1", now=self.clock.now())
        assert not isinstance(issued, Refusal)
        return issued.order, f"/o/{issued.invoice.token}"

    async def revise(self, order: Order) -> tuple[Order, str]:
        draft = await selling.edit(order, self.shop, now=self.clock.now())
        assert isinstance(draft, Order)
        return await self.issue(draft, draft.basket)

    async def product(self, sku: str, **facts: Any) -> Product:
        row: dict[str, Any] = {"name": sku, "price": 19900, "on_hand": 10} | facts
        self.goods[sku] = await Product.create(shop_id=self.shop.id, sku=sku, sku_key=key(sku), **row)
        await goods_changed(self.shop)
        return self.goods[sku]

    async def fresh(self, order: Order) -> Order:
        return await Order.get(id=order.id)

    def sealed(self, path: str) -> str:
        """The link as it stands on the card in the customer's own chat."""
        return f"{path}.{chat_seal(path.split('/')[2], MARK)}"

    async def invoice(self, path: str) -> Invoice:
        return await Invoice.get(token=path.split("/")[2])


@asynccontextmanager
async def opened(
    url: str, *, public_url: str = HOME, terms: dict[str, Any] | None = None, port: int = 0
) -> AsyncIterator[Shopfront]:
    """A shop on a database (a PostgreSQL one has its tables), found by people under `public_url`."""
    if url.startswith("sqlite://"):
        await lay_out(Path(url.removeprefix("sqlite://")))
    db = await open_database(url)
    clock = TurnedClock()
    shop = await Shop.create(
        slug="mali", name="ร้านมะลิ", phone="02 123 4567", email="shop@example.com",
        stored_terms=TERMS if terms is None else terms, created_at=NOW,
    )  # fmt: skip
    app = web.Application(middlewares=[guarded])
    app.add_routes([*invoice_routes(), *picture_routes(), *static_routes()])
    app[DATABASE], app[CLOCK], app[SECRET], app[TEMPLATES] = (
        db,
        clock,
        MARK,
        page_templates(),
    )
    app[PUBLIC_URL] = public_url
    album = TemporaryDirectory(prefix="inchat-slips-")
    app[ALBUM], app[SLIP_PROVIDER] = Album(Path(album.name)), "none"
    press = app[PRESS] = Press()
    runner = web.AppRunner(app, shutdown_timeout=1)  # who is still sending what was refused need not finish
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        front = Shopfront(db, shop, clock, base, Browser(session, base), Path(album.name), press)
        await front.product("A01", name="สบู่มะลิ", name_en="Jasmine soap", price=19900, on_hand=10)
        await front.product("A02", name="เสื้อดำ", name_en="Black shirt", price=35000, on_hand=5, weight_g=200)
        yield front
    await runner.cleanup()
    await db.close()
    album.cleanup()
