"""What the shelf shows: a product with what it can be chosen in, its prices of now, and how many are left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.language import Words
from orders.basket import Basket
from orders.catalogue import Catalogue, Product
from orders.order import Order
from orders.stock import left_for
from web.invoice import view

A_PAGE = 24


@dataclass(frozen=True, slots=True)
class Shelf:
    """One page of what was looked for, as families (goods that differ in options only); `page` counts from 1.

    `wanted` are the ids of those that the search meant.
    """

    families: list[list[Product]]
    wanted: set[int]
    page: int
    has_more: bool
    total: int


@dataclass(frozen=True, slots=True)
class Variant:
    """One SKU: `label` is what it differs in, `stock` in words or ""; `can_add` false when sold out."""

    sku: str
    label: str
    price: str
    stock: str
    can_add: bool
    picked: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A product as shown. `price` is a span when its variants differ; `chosen`: pieces of it in the order."""

    name: str
    picture: str
    price: str
    stock: str
    variants: list[Variant]
    chosen: int
    wrong: str = ""

    @property
    def can_add(self) -> bool:
        return any(variant.can_add for variant in self.variants)


async def look(known: Catalogue, query: str, page: int) -> Shelf:
    """Names from memory, prices and stock from the database. A search finds whole families."""
    families = known.families
    wanted: set[int] = set()
    if query:
        found = known.search(query)
        wanted = {product.id for product in found}
        places = {product.id: at for at, family in enumerate(families) for product in family}
        families = [families[at] for at in dict.fromkeys(places[product.id] for product in found)]
    first = (max(1, page) - 1) * A_PAGE
    shown = families[first : first + A_PAGE]
    ids = [product.id for family in shown for product in family]
    fresh = {product.id: product for product in await Product.filter(id__in=ids, active=True)} if ids else {}
    now = [[fresh[product.id] for product in family if product.id in fresh] for family in shown]
    return Shelf(
        [family for family in now if family], wanted, max(1, page), len(families) > first + A_PAGE, len(families)
    )


def offers(shelf: Shelf, order: Order, basket: Basket, words: Words, *, sku: str, wrong: str) -> list[Offer]:
    """The families in words. `wrong` stands at the one that has `sku`, which stays picked."""
    chosen = view.in_basket(basket.lines)
    return [_offer(family, shelf.wanted, order, chosen, words, sku, wrong) for family in shelf.families]


def _offer(
    family: Sequence[Product], wanted: set[int], order: Order, chosen: Mapping[str, int], words: Words, sku: str,
    wrong: str,
) -> Offer:  # fmt: skip
    first = family[0]
    lefts = {product.id: left_for(order.basket, product) for product in family}
    free = [product for product in family if _can_add(lefts[product.id], chosen.get(product.sku, 0))]
    picked = next((product for product in family if product.sku == sku), None)
    picked = picked or next((product for product in free if product.id in wanted), next(iter(free), first))
    prices = sorted({product.price for product in family})
    stock = words.say("page.catalogue.sold_out") if not any(lefts[p.id] != 0 for p in family) else ""
    return Offer(
        name=_name(first, words, alone=len(family) == 1),
        picture=next((shown for p in (picked, *family) if (shown := view.picture_of(p.image_url))), ""),
        price=words.money(prices[0]) + (f" – {words.money(prices[-1])}" if len(prices) > 1 else ""),
        stock=stock or (_stock(lefts[first.id], words) if len(family) == 1 else ""),
        variants=[
            Variant(
                sku=product.sku,
                label=" ".join(product.options.values()) or product.sku,
                price=words.money(product.price) if len(prices) > 1 else "",
                stock=_stock(lefts[product.id], words),
                can_add=product in free,
                picked=product is picked and product in free,
            )
            for product in family
        ],
        chosen=sum(chosen.get(product.sku, 0) for product in family),
        wrong=wrong if any(product.sku == sku for product in family) else "",
    )


def _name(product: Product, words: Words, *, alone: bool) -> str:
    """A family goes by its name; its options are what is to be chosen."""
    if alone:
        return product.title_en if words.language == "en" else product.title
    return product.name_en or product.name if words.language == "en" else product.name


def _can_add(left: int | None, chosen: int) -> bool:
    return left is None or left > chosen


def _stock(left: int | None, words: Words) -> str:
    if left == 0:
        return words.say("page.catalogue.sold_out")
    return "" if left is None or left > view.FEW else words.say("page.items.left", count=left)
