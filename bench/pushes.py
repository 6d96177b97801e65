"""What an order costs on LINE: the pushes to its customer from the bill to the money, for each way to pay.

Whole orders are played against the strict stand-in, which takes a reply token once and for a minute, as LINE does. The
customer is silent after their first words, and gives no e-mail: nothing else can be told for free. The parcel's news,
when there is any, is one push more.
"""

import asyncio
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import aiohttp

from bench.command import stocked
from bench.figures import Figure
from bench.processes import LINE_SECRET, LINE_TOKEN, PATIENCE, SHOP, free_port, inchat, write_config
from simulator import Simulator

GOAL = 2
WAYS = ("promptpay", "bank_transfer", "cod")
MORE = """
bank_transfer = [{ bank = "SCB", account_number = "123-4-56789-0", account_name = "Bench" }]
cod = { fee = 20 }
"""
ADDRESS = {
    "name": "Nok Noi", "phone": "0812345678", "line": "99/1 Moo 4", "subdistrict": "Bang Phli Yai",
    "district": "Bang Phli", "province": "Samut Prakan", "postal_code": "10540", "shipping_method": "EMS",
}  # fmt: skip
FIRST = 1001
NAMES = ("Anong", "Boonsri", "Chai", "Dao", "Ekachai", "Fah")
#: A reply token is dead after this; the product sees a turned clock within half a second.
A_WHILE, SEEN = 600.0, 0.7
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
_QUANTITY = re.compile(r'<input[^>]* name="(quantity-\d+)"[^>]* value="(\d+)"')


@dataclass(slots=True)
class Clock:
    """Everybody's clock: the stand-in asks it, the product reads the file."""

    file: Path
    turned: float = 0.0

    def __call__(self) -> float:
        return time.time() + self.turned

    async def later(self) -> None:
        self.turned += A_WHILE
        self.file.write_text(str(self.turned))
        await asyncio.sleep(SEEN)


async def run(quick: bool = False) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        port, clock = free_port(), Clock(Path(folder) / "clock.txt")
        sim = Simulator(clock)
        config = write_config(Path(folder), port, line_api=f"{await sim.start()}/line")
        text = config.read_text(encoding="utf-8").replace("[database]", 'test_clock = "clock.txt"\n\n[database]', 1)
        config.write_text(text.rstrip() + MORE, encoding="utf-8")
        try:
            code = await stocked(config)
            async with inchat(config, port):
                line = sim.line.add_account(
                    name="Bench",
                    channel_secret=LINE_SECRET,
                    channel_access_token=LINE_TOKEN,
                    webhook_url=f"http://127.0.0.1:{port}/webhooks/line/{SHOP}",
                )
                ploy = line.person("Ploy")
                await ploy.says(f"staff {code}")
                await ploy.hears("Ploy", timeout=PATIENCE)
                plays = list(_plays())[: 1 if quick else None]
                return [await _played(sim, line, ploy, clock, FIRST + at, *play) for at, play in enumerate(plays)]
        finally:
            await sim.close()


def _plays() -> Iterator[tuple[str, bool]]:
    for way in WAYS:
        yield way, True
        yield way, False


async def _played(
    sim: Simulator, line: Any, ploy: Any, clock: Clock, number: int, way: str, is_talking: bool
) -> Figure:
    """One order, from the customer's words to all of its money. `is_talking`: the bill goes out while they talk."""
    customer = line.person(NAMES[number - FIRST])
    await customer.says("hello")
    await asyncio.sleep(SEEN)  # their name is asked for
    if not is_talking:
        await clock.later()
    await ploy.says(f"new {customer.name} A01 2 ship EMS send")
    card = await customer.hears(f"#{number}", timeout=PATIENCE)
    await clock.later()
    await _checks_out(_link(card), way)
    await customer.hears("confirmed", timeout=PATIENCE)
    await clock.later()
    await ploy.says(f"paid {number}")
    await ploy.hears("received", timeout=PATIENCE)
    await sim.settled()
    await asyncio.sleep(SEEN)  # what else is told would have gone out by now
    pushed = [call for call in sim.line.calls if call.endpoint == "push" and call.status == 200]
    count = sum(call.body["to"] == customer.user_id for call in pushed)
    when = "while they talk" if is_talking else "long after"
    return Figure(f"pushes: {way}, bill sent {when}", count, "", GOAL, counted=True)


def _link(card: Any) -> str:
    return next(str(action["uri"]) for action in card.actions if action.get("uri"))


async def _checks_out(link: str, way: str) -> None:
    """What a customer does on the page."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        async with http.get(link) as page:
            html, address = await page.text(), page.url
        hidden = {name: unescape(value) for name, value in (*_HIDDEN.findall(html), *_QUANTITY.findall(html))}
        form = hidden | ADDRESS | {"payment_method": way}
        async with http.post(address, data=form) as answer:
            if answer.status != 200:
                raise RuntimeError(f"the page did not confirm: {answer.status}")
