"""The tests' world: the whole product on a real database, real platforms' stand-ins, a real mailbox.

Its people have verbs: `await merchant.says("...")`, `await nok.taps("...")`, `await nok.hears("...")`. Nothing of the
product is replaced; only the platforms are the strict twins of `simulator`.
"""

import asyncio
import atexit
import shutil
import socket
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from functools import cache
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from tortoise.connection import get_connection

from orders.catalogue import Product, goods_changed, key
from orders.database import Database, migrate
from orders.deadlines import due_orders
from orders.order import Order
from orders.people import invite_staff
from orders.shops import Shop
from simulator import Simulator
from web.app import Role, Running, running
from web.document import order_document
from web.settings import Settings, load

SHOP = "demo"
LINE_SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
LINE_TOKEN = "line-token-of-the-demo-shop"
APP_SECRET = "0123456789abcdef0123456789abcdef"
PAGE_ID, APP_ID, PAGE_TOKEN = "682498302938465", "1517776481860111", "page-token-of-the-demo-shop"
#: Seconds after which what does not come is missed; what comes is never waited for so long.
PATIENCE = 30.0
#: What is tried again within this time is waited for; what is put off for longer is not.
SOON = timedelta(seconds=2)
FILE = "sqlite://shop.db"

CONFIG = """
[server]
public_url = "{url}"
secret_key = "a secret key that only tests know"
test_clock = "clock.txt"

[database]
url = "{database}"

[email]
smtp_url = "smtp://127.0.0.1:{smtp}"
sender = "Shop <shop@example.com>"

[shops.demo]
name = "ร้านสุขใจ"
language = "{language}"
email = "owner@example.com"

[shops.demo.line]
channel_secret = "{line_secret}"
channel_access_token = "{line_token}"
api_base = "{sim}/line"

[shops.demo.messenger]
app_id = "{app_id}"
app_secret = "{app_secret}"
verify_token = "TEST_VERIFY"
page_id = "{page_id}"
page_access_token = "{page_token}"
api_base = "{sim}/graph"
attachment_hosts = ["{sim}"]

[[shops.demo.shipping]]
code = "EMS"
name = "ไปรษณีย์ EMS"
name_en = "EMS"
carrier = "thailand_post"
fee = 50

[[shops.demo.shipping]]
code = "KG"
name = "ตามน้ำหนัก"
name_en = "By weight"
bands = [{{up_to_g = 500, fee = 35}}, {{up_to_g = 2000, fee = 60}}]

[[shops.demo.shipping]]
code = "PICKUP"
name = "รับที่ร้าน"
name_en = "Pick up at the shop"
pickup = true
fee = 0

[shops.demo.payments]
promptpay = {{id = "081-234-5678", name = "ร้านสุขใจ"}}
bank_transfer = [{{bank = "KBANK", account_number = "123-4-56789-0", account_name = "ร้านสุขใจ"}}]
cod = {{fee = 20, percent = 3}}
{more}
"""

GOODS = (
    {"sku": "A01", "name": "เสื้อยืดดำ", "name_en": "Black tee", "price": 19900, "on_hand": 10, "weight_g": 200},
    {"sku": "B02", "name": "ถุงผ้า", "name_en": "Tote bag", "price": 9000, "on_hand": 3, "weight_g": 150},
    {"sku": "C03-M", "name": "เสื้อเชิ้ตขาว", "name_en": "White shirt", "price": 35000, "options": {"size": "M"}},
    {"sku": "C03-L", "name": "เสื้อเชิ้ตขาว", "name_en": "White shirt", "price": 35000, "options": {"size": "L"}},
)


class Mailbox:
    """A real SMTP sink."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self._arrived = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = BytesParser(policy=default).parsebytes(envelope.content)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self._loop.call_soon_threadsafe(self._arrived.set)
        return "250 OK"

    async def receives(self) -> EmailMessage:
        """The next mail."""
        async with asyncio.timeout(PATIENCE):
            while not self.mails:
                self._arrived.clear()
                await self._arrived.wait()
        return self.mails.pop(0)


@dataclass
class Hands:
    """The hands of everybody's clock: the platforms ask them, the product reads `file` (server.test_clock)."""

    file: Path
    turned: float = 0.0

    def __call__(self) -> float:
        return time.time() + self.turned

    def turn(self, seconds: float) -> None:
        self.turned += seconds
        self.file.write_text(str(self.turned))


@dataclass(repr=False)
class World:
    """One shop at work. `line` and `page` are the platforms' sides of it."""

    sim: Simulator
    line: Any
    page: Any
    settings: Settings
    config: Path
    here: Running
    mailbox: Mailbox
    hands: Hands
    people: dict[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.settings.server.public_url

    @property
    def database(self) -> Database:
        return self.here.database

    async def shop(self) -> Shop:
        return await Shop.get(slug=SHOP)

    def side(self, channel: str) -> Any:
        return self.line if channel == "line" else self.page

    async def customer(self, name: str, channel: str = "line", id: str | None = None) -> Any:
        """Somebody who has written to the shop once, so that it knows their name."""
        person = self.side(channel).person(name, id)
        await person.says("สวัสดีค่ะ")
        await self.settled()
        return person

    async def merchant(self, name: str = "Ploy", channel: str = "line", id: str | None = None) -> Any:
        """A member of staff in their own chat, linked by a code."""
        person = self.side(channel).person(name, id)
        code = await self.database.transaction(invite_staff, await self.shop(), name, self.here.clock.now())
        await person.says(f"staff {code}")
        await person.hears(name)
        return person

    async def order(self, number: int | str) -> dict[str, Any]:
        """The order as `inchat orders show --json` prints it."""
        shop = await self.shop()
        return await order_document(await Order.get(shop_id=shop.id, number=int(number)), shop, self.url)

    def later(self, seconds: float) -> None:
        """Let time pass for everybody; what becomes due is looked for at once."""
        self.hands.turn(seconds)
        self.here.clock._read_at = float("-inf")  # or the product would read it half a second late
        self.database.bell.ring()

    async def settled(self) -> None:
        """Until nothing that is due, or will be soon, waits in any queue: woken by commits, not by the clock."""
        rung = self.database.bell.hang()
        async with asyncio.timeout(PATIENCE):
            while True:
                rung.clear()
                await self.sim.settled()
                if not await self._waiting():
                    await self.sim.settled()  # the echoes of what was sent last
                    if not await self._waiting():
                        return
                else:
                    await rung.wait()

    async def _waiting(self) -> bool:
        """One statement, one snapshot: work moves from queue to queue while we look. By hand, as `orders.queues` asks:
        the models' own statement with its values in it would compare times as text of another shape."""
        now = self.here.clock.now()
        if await due_orders(now):
            return True
        connection = get_connection("default")
        on_sqlite = connection.capabilities.dialect == "sqlite"
        soon = now + SOON
        due = f"state = 'waiting' AND due_at <= {'?1' if on_sqlite else '$1'}"
        rows = await connection.execute_query_dict(
            f"SELECT EXISTS (SELECT 1 FROM inbound WHERE {due}) OR EXISTS (SELECT 1 FROM outbound WHERE {due}) "
            "OR EXISTS (SELECT 1 FROM event WHERE announced = false) AS waiting",
            [str(soon) if on_sqlite else soon],
        )
        return bool(rows[0]["waiting"])


async def stock_goods(shop: Shop, goods: tuple[dict[str, Any], ...] = GOODS) -> None:
    for one in goods:
        await Product.create(shop_id=shop.id, sku_key=key(one["sku"]), **one)
    await goods_changed(shop)


@dataclass(frozen=True, slots=True)
class Street:
    """What a shop stands in: both platforms, a mailbox, a clock, and its config; the shop itself is not open yet."""

    sim: Simulator
    line: Any
    page: Any
    settings: Settings
    config: Path
    mailbox: Mailbox
    hands: Hands
    port: int


@asynccontextmanager
async def open_street(
    folder: Path, *, database: str = FILE, language: str = "en", more: str = ""
) -> AsyncIterator[Street]:
    """Both platforms and a mailbox, all on free ports, and a config that knows them. In `more`, {sim} is where the
    stand-ins are."""
    async with AsyncExitStack() as stack:
        hands = Hands(folder / "clock.txt")
        sim = Simulator(hands)
        base = await sim.start()
        stack.push_async_callback(sim.close)
        mailbox = Mailbox()
        sink = Controller(mailbox, hostname="127.0.0.1", port=free_port())
        sink.start()
        stack.callback(sink.stop)
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        if database == FILE:
            await lay_out(folder / FILE.removeprefix("sqlite://"))
        config = folder / "config.toml"
        config.write_text(
            CONFIG.format(
                url=url, database=database, language=language, sim=base, smtp=sink.port, line_secret=LINE_SECRET,
                line_token=LINE_TOKEN, app_id=APP_ID, app_secret=APP_SECRET, page_id=PAGE_ID, page_token=PAGE_TOKEN,
                more=more.replace("{sim}", base),
            ),
            encoding="utf-8",
        )  # fmt: skip
        line = sim.line.add_account(
            name="ร้านสุขใจ",
            channel_secret=LINE_SECRET,
            channel_access_token=LINE_TOKEN,
            webhook_url=f"{url}/webhooks/line/{SHOP}",
        )
        page = sim.messenger.add_page(
            page_id=PAGE_ID, name="ร้านสุขใจ", app_id=APP_ID, app_secret=APP_SECRET, page_access_token=PAGE_TOKEN,
            verify_token="TEST_VERIFY", webhook_url=f"{url}/webhooks/messenger",
        )  # fmt: skip
        yield Street(sim, line, page, load(config), config, mailbox, hands, port)


@asynccontextmanager
async def open_world(
    folder: Path,
    *,
    database: str = FILE,
    language: str = "en",
    more: str = "",
    role: Role = "all",
) -> AsyncIterator[World]:
    """A shop with goods, at work in this process (`role`: or only a part of it), in its street."""
    async with (
        open_street(folder, database=database, language=language, more=more) as on,
        running(on.settings, host="127.0.0.1", port=on.port, role=role) as here,
    ):
        await here.database.transaction(stock_goods, await Shop.get(slug=SHOP))
        yield World(on.sim, on.line, on.page, on.settings, on.config, here, on.mailbox, on.hands)


@cache
def _blank() -> Path:
    """Where this process keeps an empty shop's file, so that not every test goes through all migrations."""
    folder = Path(tempfile.mkdtemp(prefix="inchat-blank-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder / "blank.db"


async def lay_out(file: Path) -> None:
    """A migrated, empty SQLite database at `file`."""
    if not _blank().exists():
        await migrate(f"sqlite://{_blank()}")
    shutil.copyfile(_blank(), file)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
