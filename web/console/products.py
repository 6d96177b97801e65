"""The catalogue: what is sold, and spreadsheets in and out."""

import sys
from argparse import Namespace
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from orders.catalogue import Product
from orders.goods_file import GoodsFile, Mistake, read_goods, write_goods
from orders.money import baht
from orders.stocktaking import Taken, goods_of
from orders.stocktaking import take_in as take_goods_in
from orders.waiting import look_again
from web.console.opening import Counter, at_counter
from web.console.paper import write_file
from web.console.printing import complain, harmless, say, show, show_json, show_table
from web.console.stopping import Stopped

COLUMNS = ("sku", "name", "name_en", "price", "on_hand", "reserved", "available", "weight_g")
NUMBERS = COLUMNS[3:]
#: As much of a wrong cell as helps to find it.
LONGEST_VALUE = 60


async def show_all(args: Namespace) -> None:
    async with at_counter(args) as here:
        products = await Product.filter(shop_id=here.shop.id, active=True).order_by("sku_key")
    if args.json:
        return show_json([_row(product) for product in products])
    rows = [_row(product) | {"name": product.title, "price": baht(product.price)} for product in products]
    show_table(COLUMNS, [[row[column] for column in COLUMNS] for row in rows], right=NUMBERS)


async def take_in(args: Namespace) -> None:
    """Everything in the file or nothing."""
    file = read_goods(_bytes(args.file))
    if not isinstance(file, GoodsFile):
        raise Stopped(*_lines(args.file, file))
    async with at_counter(args) as here:
        taken = await _with_progress(here, file)
    for short in taken.short:
        complain(say("goods.short", sku=short.sku, stock=short.stock, reserved=short.reserved))
    show(say("goods.taken", new=taken.new, changed=taken.changed, same=taken.same))


async def write_out(args: Namespace) -> None:
    async with at_counter(args) as here:
        goods = await goods_of(here.shop)
    # With BOM, or Excel takes Thai for something else.
    write_file(args.file, f"\ufeff{write_goods(goods)}")
    show(say("goods.written", count=len(goods), file=str(args.file)))


async def _with_progress(here: Counter, file: GoodsFile) -> Taken:
    with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty(), transient=True) as progress:
        bar = progress.add_task(say("goods.taking"), total=len(file.goods))
        return await here.db.transaction(_taken_in, here, file, lambda rows: progress.advance(bar, rows))


async def _taken_in(here: Counter, file: GoodsFile, done: Callable[[int], None]) -> Taken:
    """The goods; and whoever waits for what is there again hears of it."""
    taken = await take_goods_in(here.shop, file, done)
    await look_again(here.shop, here.clock.now())
    return taken


def _row(product: Product) -> dict[str, object]:
    """The product as `products list --json` has it; amounts in satang."""
    return {
        "sku": product.sku,
        "name": product.name,
        "name_en": product.name_en or None,
        "price": product.price,
        "on_hand": product.on_hand,
        "reserved": product.reserved,
        "available": product.available,
        "weight_g": product.weight_g,
        "service": None,
    }


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Stopped(say("file_trouble", file=str(path), reason=error.strerror or str(error))) from None


def _lines(path: Path, mistakes: list[Mistake]) -> list[str]:
    """One line for each bad row, with all that is wrong in it."""
    lines = []
    for row, of_row in groupby(mistakes, key=lambda mistake: mistake.row):
        together = list(of_row)
        what = "; ".join(_words(mistake) for mistake in together)
        sku = harmless(together[0].sku, most=LONGEST_VALUE)
        named = "row_of_sku" if sku else "row"
        lines.append(say(f"goods.{named}", row=row, sku=sku, what=what) if row else f"{harmless(str(path))}: {what}")
    return lines


def _words(mistake: Mistake) -> str:
    facts = {
        name: harmless(fact, most=LONGEST_VALUE if name == "value" else None) if isinstance(fact, str) else fact
        for name, fact in mistake.facts.items()
    }
    return say(f"goods.{mistake.reason}", **facts)
