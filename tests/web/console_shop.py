"""A shop whose owner sits at a terminal: a config file, a database file, and what `inchat` said."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

from orders import selling
from orders.basket import Basket
from orders.catalogue import Product, key
from orders.database import Database
from orders.invoices import Invoice
from orders.order import Order
from orders.people import Chat, Contact, Customer, name_key
from orders.shops import Shop
from orders.stages import Refusal
from web.cli import main
from web.console.opening import opened
from web.settings import load

T = TypeVar("T")
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ADDRESS = {
    "name": "นก ใจงาม", "phone": "081 234 5678", "line": "99/1 ถนนสุขุมวิท", "subdistrict": "คลองเตย",
    "district": "คลองเตย", "province": "กรุงเทพมหานคร", "postal_code": "10110", "country": "TH",
}  # fmt: skip

CONFIG = """
[server]
public_url = "https://shop.example.com"
secret_key = "0123456789abcdef"

[shops.demo]
name = "Baan Suan"

[shops.demo.line]
channel_secret = "line-secret"
channel_access_token = "line-token"

[[shops.demo.shipping]]
code = "EMS"
name = "EMS"
fee = 50
"""


@dataclass(frozen=True)
class Said:
    """What a command did: its exit status, what it printed, what it complained of."""

    status: int
    out: str
    err: str

    @property
    def complaints(self) -> list[str]:
        return self.err.splitlines()


@dataclass
class ConsoleShop:
    folder: Path
    capsys: pytest.CaptureFixture[str]

    def __post_init__(self) -> None:
        self.config.write_text(CONFIG, encoding="utf-8")

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    def inchat(self, *words: str) -> Said:
        """Type a command; `--config` is added."""
        self.capsys.readouterr()
        try:
            status = main([*words, "--config", str(self.config)])
        except SystemExit as ended:
            status = int(ended.code or 0)
        printed = self.capsys.readouterr()
        return Said(status, printed.out, printed.err)

    def reads(self, *words: str) -> Any:
        """The JSON document a command prints."""
        said = self.inchat(*words)
        assert said.status == 0, said.err
        assert said.err == ""
        return json.loads(said.out)

    def file(self, name: str, text: str | bytes) -> str:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    def inside(self, work: Callable[[Database, Shop], Awaitable[T]]) -> T:
        """Do something in the shop's database."""

        async def run() -> T:
            async with opened(load(self.config)) as db:
                return await work(db, await Shop.get(slug="demo"))

        return asyncio.run(run())


@dataclass(frozen=True)
class Nok:
    """A customer who writes on LINE."""

    customer: Customer
    contact: Contact
    chat: Chat


async def nok_writes(shop: Shop, *, name: str = "นก", external_id: str = "U1", phone: str = "081-234-5678") -> Nok:
    customer = await Customer.create(
        shop_id=shop.id, name=name, phone=phone, email="nok@example.com", address=ADDRESS, created_at=NOW
    )
    contact = await Contact.create(
        shop_id=shop.id,
        channel="line",
        external_id=external_id,
        customer=customer,
        name=name,
        name_key=name_key(name),
    )
    chat = await Chat.create(shop_id=shop.id, channel="line", external_id=external_id, contact=contact, heard_at=NOW)
    return Nok(customer, contact, chat)


async def soap(shop: Shop, **facts: Any) -> Product:
    row = {"sku": "A01", "sku_key": key("A01"), "name": "สบู่มะลิ", "price": 19900, "on_hand": 10} | facts
    return await Product.create(shop_id=shop.id, **row)


async def draft_of(shop: Shop, product: Product, *, quantity: int = 2, whose: Nok | None = None) -> Order:
    draft = await selling.start(
        shop,
        by="staff:1",
        now=NOW,
        chat=whose.chat if whose else None,
        customer=whose.customer if whose else None,
    )
    basket: Basket = draft.basket
    basket.add(selling.line_for(product, quantity=quantity))
    basket.shipping_method, basket.note = "EMS", "ฝากไว้กับยาม"
    await selling.change(draft, basket, shop)
    return draft


async def issued(shop: Shop, product: Product, *, quantity: int = 2, whose: Nok | None = None) -> tuple[Order, Invoice]:
    done = await selling.issue(
        await draft_of(shop, product, quantity=quantity, whose=whose), shop, by="staff:1", now=NOW
    )
    assert not isinstance(done, Refusal)
    return done.order, done.invoice
