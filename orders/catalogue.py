"""What is sold: products by SKU, name or alias, and what of them is on hand.

One row is one SKU. Variants of a product share its `name` and differ in `options` (`สี=ดำ; ไซส์=M`). How they are found
is told in `orders.finding`.
"""

from secrets import token_hex
from typing import Any

from tortoise import fields
from tortoise.expressions import F
from tortoise.models import Model

from orders.finding import MOST_OFFERED, Catalogue, Found, NotFound, Several
from orders.finding.spelling import key
from orders.shops import Shop

__all__ = [
    "MOST_OFFERED",
    "Catalogue",
    "Found",
    "NotFound",
    "Product",
    "Several",
    "catalogue_of",
    "goods_changed",
    "key",
    "reserve",
    "with_options",
]


class Product(Model):
    """`price` in satang; `on_hand` None means not counted; `reserved` is held by open orders."""

    id = fields.IntField(primary_key=True)
    shop: fields.ForeignKeyRelation[Shop] = fields.ForeignKeyField("models.Shop", related_name="products")
    shop_id: int
    sku = fields.CharField(max_length=60)
    sku_key = fields.CharField(max_length=60)
    name = fields.CharField(max_length=200)
    name_en = fields.CharField(max_length=200, default="")
    options: dict[str, str] = fields.JSONField(default=dict)
    aliases: list[str] = fields.JSONField(default=list)
    price = fields.BigIntField()
    on_hand = fields.IntField(null=True)
    reserved = fields.IntField(default=0)
    weight_g = fields.IntField(null=True)
    image_url = fields.CharField(max_length=2000, default="")
    active = fields.BooleanField(default=True)

    class Meta:
        table = "product"
        table_description = "one row per SKU"
        unique_together = (("shop", "sku_key"),)

    @property
    def title(self) -> str:
        return with_options(self.name, self.options)

    @property
    def title_en(self) -> str:
        return with_options(self.name_en or self.name, self.options)

    @property
    def available(self) -> int | None:
        """Pieces that can still be promised; None when not counted, never less than 0."""
        return None if self.on_hand is None else max(0, self.on_hand - self.reserved)


def with_options(name: str, options: dict[str, str]) -> str:
    return " ".join([name, *options.values()])


_shelf: dict[tuple[int, str], Catalogue] = {}


async def catalogue_of(shop: Shop) -> Catalogue:
    """The shop's catalogue, kept in memory until its goods change. Prices and stock on it may be old: re-read those."""
    mark = (shop.id, shop.catalogue_mark)
    if mark not in _shelf or not shop.catalogue_mark:
        for old in [known for known in _shelf if known[0] == shop.id]:
            del _shelf[old]
        _shelf[mark] = Catalogue(await Product.filter(shop_id=shop.id).order_by("id"))
    return _shelf[mark]


async def goods_changed(shop: Shop) -> None:
    """To be called in the transaction that changed a product's names, price or existence."""
    shop.catalogue_mark = token_hex(16)
    await Shop.filter(id=shop.id).update(catalogue_mark=shop.catalogue_mark)


async def reserve(product_id: int, quantity: int) -> bool:
    """Hold `quantity` more (or, negative, fewer) pieces; False when not enough are available.

    One compare-and-set statement, so two orders never share a piece.
    """
    goods: Any = Product.filter(id=product_id)
    if quantity > 0:
        uncounted = await goods.filter(on_hand__isnull=True).update(reserved=F("reserved") + quantity)
        if uncounted:
            return True
        goods = goods.filter(on_hand__gte=F("reserved") + quantity)
    return bool(await goods.update(reserved=F("reserved") + quantity))
