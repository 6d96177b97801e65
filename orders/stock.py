"""Stock that open orders hold: what a basket needs beyond what it already holds, all of it or nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from orders.basket import Basket, Line
from orders.catalogue import Product, reserve
from orders.stages import Refusal


@dataclass(frozen=True, slots=True)
class _Want:
    product_id: int
    more: int


async def hold(basket: Basket, before: Basket | None = None) -> Refusal | None:
    """Reserve what `basket` needs, given that `before` (an earlier revision) already holds its own share.

    On success every line of `basket` says what it holds. Refused naming the first line that is short, and what is left;
    then nothing has changed. Runs inside the caller's transaction.
    """
    held = _held(before) if before is not None else _held(basket)
    needed = _needed(basket)
    # One order for everybody, so that two orders changing the same goods never wait for each other in a circle.
    goods = sorted(needed | held)
    wants = [_Want(product_id, needed.get(product_id, 0) - held.get(product_id, 0)) for product_id in goods]
    done: list[_Want] = []
    for want in wants:
        if want.more == 0 or await reserve(want.product_id, want.more):
            done.append(want)
            continue
        for taken in done:
            await reserve(taken.product_id, -taken.more)
        return await _short(basket, want.product_id, held.get(want.product_id, 0))
    for line in basket.lines:
        line.reserved = line.quantity - line.fulfilled if line.product_id is not None else 0
    return None


def left_for(basket: Basket, product: Product) -> int | None:
    """Pieces of a product an order can have in all: what is free, and what its `basket` holds already. None when they
    are not counted. What others hold beyond what is on hand is nobody's to promise."""
    return None if product.on_hand is None else _left(product, _held(basket).get(product.id, 0))


async def too_few_for(basket: Basket, before: Basket | None = None) -> list[tuple[Line, int]]:
    """Lines that want more than there is now, each with what this order could have in all. Nothing is held by asking;
    `before` is the earlier revision that holds its own share."""
    needed, held = _needed(basket), _held(before if before is not None else basket)
    counted = await Product.filter(id__in=list(needed) or [0], on_hand__isnull=False)
    lefts = {product.id: _left(product, held.get(product.id, 0)) for product in counted}
    short = {product_id: left for product_id, left in lefts.items() if left < needed[product_id]}
    first = {line.product_id: line for line in reversed(basket.lines) if line.product_id in short}
    return [(line, short[product_id]) for product_id, line in first.items() if product_id is not None]


async def release(basket: Basket) -> None:
    """Give back everything `basket` holds."""
    for product_id, quantity in sorted(_held(basket).items()):
        await reserve(product_id, -quantity)
    for line in basket.lines:
        line.reserved = 0


def _needed(basket: Basket) -> dict[int, int]:
    return _sum(basket.lines, lambda line: line.quantity - line.fulfilled)


def _held(basket: Basket) -> dict[int, int]:
    return {product_id: n for product_id, n in _sum(basket.lines, lambda line: line.reserved).items() if n}


def _sum(lines: list[Line], count: Callable[[Line], int]) -> dict[int, int]:
    totals: dict[int, int] = {}
    for line in lines:
        if line.product_id is not None:
            totals[line.product_id] = totals.get(line.product_id, 0) + count(line)
    return totals


async def _short(basket: Basket, product_id: int, held: int) -> Refusal:
    """Names the line, and how many of it this order could have in all."""
    product = await Product.get(id=product_id)
    line = next(line for line in basket.lines if line.product_id == product_id)
    left = _left(product, held)
    names = {"item": line.sku, "name": line.name, "name_en": line.name_en}
    return Refusal("too_little_stock", {**names, "left": left, "line": line.id})


def _left(product: Product, held: int) -> int:
    return max(0, int(product.on_hand or 0) - int(product.reserved) + held)
