"""A staff command, answered: from LINE's webhook going out to the reply's call arriving at LINE's stand-in.

`inchat serve` is a process of its own; the platform and its people live in this one.
"""

import asyncio
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.figures import Figure, middle
from bench.processes import LINE_SECRET, LINE_TOKEN, PATIENCE, SHOP, free_port, inchat, write_config
from orders.catalogue import Product, goods_changed, key
from orders.clock import Clock
from orders.people import invite_staff
from orders.shops import Shop
from simulator import Simulator
from web.console.opening import opened
from web.settings import load

#: What is said, and what the answer has in it.
COMMANDS = {
    "an order in one line, sent": ("new Nok A01 2, B02 1 ship EMS discount 50 send", "sent to Nok"),
    "a draft with one item": ("new Nok A01 2", "Black tee"),
    "orders": ("orders", "#"),
}

#: Seconds between an answer and the next words: people do not type faster, and what follows an answer is over by then.
PAUSE = 0.05


async def run(quick: bool = False) -> list[Figure]:
    times = 3 if quick else 60
    sim = Simulator()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        port = free_port()
        config = write_config(Path(folder), port, line_api=f"{await sim.start()}/line")
        try:
            code = await stocked(config)
            async with inchat(config, port):
                line = sim.line.add_account(
                    name="Bench",
                    channel_secret=LINE_SECRET,
                    channel_access_token=LINE_TOKEN,
                    webhook_url=f"http://127.0.0.1:{port}/webhooks/line/{SHOP}",
                )
                nok, staff = line.person("Nok"), line.person("Ploy")
                await nok.says("hello")
                await _said(sim, staff, f"staff {code}", "Ploy")
                waits = {
                    name: [await _said(sim, staff, *words) for _ in range(times)] for name, words in COMMANDS.items()
                }
        finally:
            await sim.close()
    return [Figure(f"command: {name}", middle(taken), "ms", 30) for name, taken in waits.items()]


async def _said(sim: Simulator, staff: Any, words: str, answer: str) -> float:
    """Milliseconds from saying `words` until the call that answers them arrives."""
    before = len(sim.line.calls)
    since = time.time()
    await staff.says(words)
    await staff.hears(answer, timeout=PATIENCE)
    await asyncio.sleep(PAUSE)
    arrived = [call.at for call in sim.line.calls[before:] if call.endpoint in ("reply", "push")]
    return 1000 * (arrived[-1] - since)


async def stocked(config: Path) -> str:
    """A shop with goods enough; the code that makes somebody its staff."""
    settings = load(config)
    async with opened(settings) as database:

        async def stock() -> str:
            shop = await Shop.get(slug=SHOP)
            for sku, name, name_en in (("A01", "เสื้อยืดดำ", "Black tee"), ("B02", "ถุงผ้า", "Tote bag")):
                await Product.create(
                    shop_id=shop.id, sku=sku, sku_key=key(sku), name=name, name_en=name_en, price=19900
                )
            await goods_changed(shop)
            return await invite_staff(shop, "Ploy", Clock().now())

        return await database.transaction(stock)
