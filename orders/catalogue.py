"""What is sold: products by SKU, name or alias, and what of them is on hand.

One row is one SKU. Variants of a product share its `name` and differ in `options` (`สี=ดำ; ไซส์=M`).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from rapidfuzz import fuzz, process
from tortoise import fields
from tortoise.expressions import F
from tortoise.models import Model

from orders.shops import Shop

#: As many as a chat has quick replies: https://developers.line.biz/en/docs/messaging-api/using-quick-reply/
MOST_OFFERED = 13
#: Below this likeness (0..100) a name is not worth asking about.
WORTH_ASKING = 72

_THAI = re.compile("[\u0e00-\u0e7f]+")


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


def key(text: str) -> str:
    """Text as it is compared: no case, no width, no double spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


@dataclass(frozen=True, slots=True)
class Found:
    """Exactly this product was meant."""

    product: Product


@dataclass(frozen=True, slots=True)
class Several:
    """Any of these may have been meant: ask, never guess. Best first."""

    products: tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class NotFound:
    pass


@dataclass(frozen=True, slots=True)
class _Label:
    """What can be read on a product. `named` are its words without those of its options; `thai` its Thai text alone."""

    product: Product
    words: frozenset[str]
    named: frozenset[str]
    thai: str


class Catalogue:
    """All goods of one shop, ready to be found by what people call them."""

    def __init__(self, products: Iterable[Product]) -> None:
        self.products = [product for product in products if product.active]
        self.by_sku = {product.sku_key: product for product in self.products}
        self._exact: dict[str, list[Product]] = {}
        self._labels = [_label(product) for product in self.products]
        self._names = [key(f"{product.title} {product.title_en}") for product in self.products]
        for product in self.products:
            called = {product.title, product.title_en, *product.aliases}
            if not product.options:
                called |= {product.name, product.name_en}
            for name in {_squeezed(name) for name in called} - {""}:
                self._exact.setdefault(name, []).append(product)

    def find(self, query: str) -> Found | Several | NotFound:
        """The product called `query`: its SKU, alias or full name wins; else every product that has all its words;
        else the most alike, which are always asked about."""
        wanted = key(query)
        if product := self.by_sku.get(wanted):
            return Found(product)
        if exact := self._exact.get(_squeezed(query)):
            return Found(exact[0]) if len(exact) == 1 else Several(tuple(exact[:MOST_OFFERED]))
        for labels, is_sure in (self._with_words(wanted), self._with_parts(wanted)):
            if len(labels) == 1 and is_sure:
                return Found(labels[0].product)
            if labels:
                return Several(tuple(label.product for label in labels[:MOST_OFFERED]))
        alike = process.extract(wanted, self._names, scorer=fuzz.WRatio, limit=5, score_cutoff=WORTH_ASKING)
        return Several(tuple(self.products[i] for _, _, i in alike)) if alike and len(wanted) > 2 else NotFound()

    def _with_words(self, wanted: str) -> tuple[list[_Label], bool]:
        """Those that have every word; sure when not only an option was said: "M" alone names nothing."""
        words = set(wanted.split())
        labels = [label for label in self._labels if words <= label.words] if words else []
        return labels, any(words & label.named for label in labels)

    def _with_parts(self, wanted: str) -> tuple[list[_Label], bool]:
        """Thai is written without spaces: `เสื้อดำ` is part of `เสื้อดำคอกลม`. Other scripts have words: a pen is not an
        open-toe sandal. Sure when a name begins so, or when it is more than half of the name."""
        thai, others = _THAI.findall(wanted), set(_THAI.sub(" ", wanted).split())
        if not thai or len("".join(thai)) < 3:
            return [], False
        labels = [label for label in self._labels if others <= label.words and all(part in label.thai for part in thai)]
        said = len("".join(thai))
        return labels, any(label.thai.startswith(thai[0]) or 2 * said > len(label.thai) for label in labels)


def _label(product: Product) -> _Label:
    names = [product.name, product.name_en, *product.aliases]
    named = frozenset(word for name in names for word in _words(name)) | {product.sku_key}
    options = frozenset(word for option in product.options.values() for word in _words(option))
    return _Label(product, named | options, named, "".join(_THAI.findall(key(product.title))))


def _words(text: str) -> set[str]:
    """Words as they are written, and the foreign words inside them: `แดงM` is also `m`."""
    plain = key(text)
    return {*plain.split(), *_THAI.sub(" ", plain).split()}


def _squeezed(text: str) -> str:
    return key(text).replace(" ", "")


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
