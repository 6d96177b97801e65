"""Taking a file of goods into the catalogue, and out of it again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from orders.catalogue import Product, goods_changed, key
from orders.goods_file import Goods, GoodsFile
from orders.shops import Shop

#: So often is `done` told.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Short:
    """A product of which open orders hold more than was counted."""

    sku: str
    stock: int
    reserved: int


@dataclass(frozen=True, slots=True)
class Taken:
    """How many products are new, changed, and as they were before."""

    new: int
    changed: int
    same: int
    short: tuple[Short, ...] = ()


async def take_in(shop: Shop, file: GoodsFile, done: Callable[[int], None] = lambda rows: None) -> Taken:
    """Make the catalogue say what the file says; products the file does not name stay as they are.

    A known SKU keeps the way it is spelled, and one that was no longer sold is sold again. `done` is told how many rows
    were taken. To be called in a transaction.
    """
    # Column by column what the file said: stock may be reserved or counted meanwhile where it said nothing of it.
    told = [_FIELDS.get(column, column) for column in file.columns if column != "sku"] + ["active"]
    known = {product.sku_key: product for product in await Product.filter(shop_id=shop.id)}
    rows: list[Product] = []
    new = 0
    short: list[Short] = []
    for goods in file.goods:
        values = {name: value for name, value in _values(goods).items() if name in told}
        product = known.get(key(goods.sku))
        if product is None or any(getattr(product, name) != value for name, value in values.items()):
            sku = product.sku if product else goods.sku
            rows.append(Product(shop_id=shop.id, sku=sku, sku_key=key(sku), **values))
        stock = values.get("on_hand")
        if product is None:
            new += 1
        elif stock is not None and stock < product.reserved:
            short.append(Short(product.sku, stock, product.reserved))
    done(len(file.goods) - len(rows))
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        await Product.bulk_create(batch, on_conflict=("shop_id", "sku_key"), update_fields=told)
        done(len(batch))
    if rows:
        await goods_changed(shop)
    return Taken(new, len(rows) - new, len(file.goods) - len(rows), tuple(short))


async def goods_of(shop: Shop) -> list[Goods]:
    """What is sold now, in the order it came into the catalogue."""
    return [
        Goods(
            sku=product.sku,
            name=product.name,
            price=product.price,
            name_en=product.name_en,
            stock=product.on_hand,
            aliases=tuple(product.aliases),
            weight_g=product.weight_g,
            image_url=product.image_url,
            options=product.options,
        )
        for product in await Product.filter(shop_id=shop.id, active=True).order_by("id")
    ]


#: Columns that are called otherwise in the catalogue.
_FIELDS = {"stock": "on_hand"}


def _values(goods: Goods) -> dict[str, Any]:
    return {
        "name": goods.name,
        "price": goods.price,
        "name_en": goods.name_en,
        "on_hand": goods.stock,
        "aliases": list(goods.aliases),
        "weight_g": goods.weight_g,
        "image_url": goods.image_url,
        "options": dict(goods.options),
        "active": True,
    }
