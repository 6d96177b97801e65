"""The goods a customer named: found for certain, to be asked about, or not known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.cards import Button
from bot.commands import Add, Want
from bot.conversation import Turn
from bot.customers.standing import Standing
from bot.language import Words
from bot.speech.meaning import Item
from bot.words import Speech, is_code
from orders.basket import Basket
from orders.catalogue import MOST_OFFERED, Catalogue, Found, Product, Several, catalogue_of, key
from orders.wishes import Wish


@dataclass(slots=True)
class Gathered:
    """`wishes` of what was found, `unsure` what has to be asked (with how many), `unknown` what nobody sells here,
    `prices` the goods whose price they named wrongly."""

    wishes: list[Wish] = field(default_factory=list)
    unsure: list[tuple[str, int, tuple[Product, ...]]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    prices: list[Product] = field(default_factory=list)


async def gather(turn: Turn, here: Standing, items: Iterable[Item], *, again: bool = False) -> Gathered:
    """Look every item up, in what they point at first. `again`: more of what they have is wanted."""
    catalogue = await catalogue_of(turn.shop)
    gathered = Gathered()
    for item in items:
        pieces = 1 if item.quantity is None else item.quantity
        if item.query == "*":
            for product in _offered(here, catalogue):
                _found(gathered, product, pieces, item)
            continue
        found = find(item.query, here, catalogue, again=again)
        if isinstance(found, Found):
            _found(gathered, found.product, pieces, item)
        elif isinstance(found, Several):
            gathered.unsure.append((item.query, pieces, found.products[:MOST_OFFERED]))
        elif item.query:
            gathered.unknown.append(item.query)
    return gathered


def find(query: str, here: Standing, catalogue: Catalogue, *, again: bool = False) -> Found | Several | None:
    """What `query` names: "" what they point at; a code; else something of what they point at (a size, a colour);
    else of all goods."""
    if not query:
        if len(here.pointed) > 1:
            return Several(here.pointed)
        only = here.pointed[0] if here.pointed else only_product(here, catalogue) if again else None
        return Found(only) if only is not None else None
    if product := catalogue.by_sku.get(key(query)):
        return Found(product)
    near = _offered(here, catalogue) or _talked_of(here, catalogue)
    nearby = catalogue.find(query, among=near) if near else None
    if isinstance(nearby, Found):
        return nearby
    anywhere = catalogue.find(query)
    if isinstance(anywhere, (Found, Several)):
        return anywhere
    return nearby if isinstance(nearby, Several) else None


def find_line(query: str, basket: Basket, catalogue: Catalogue) -> list[str]:
    """What the lines of a basket are called that `query` names; "" is the only line there is."""
    names = list(dict.fromkeys(line.sku or line.name for line in basket.lines))
    if not query:
        return names if len(names) == 1 else []
    if lines := basket.lines_called(None, query):
        return list(dict.fromkeys(line.sku or line.name for line in lines))
    goods = [product for name in names if (product := catalogue.by_sku.get(key(name))) is not None]
    found = catalogue.find(query, among=goods) if goods else None
    if isinstance(found, Found):
        return [found.product.sku]
    return [product.sku for product in found.products] if isinstance(found, Several) else []


def choices(turn: Turn, products: Sequence[Product], pieces: int) -> tuple[Button, ...]:
    """A choice names the SKU itself, so that a late tap can never mean another product."""
    return tuple(
        Button(
            f"{name_of(product, turn.words)} {turn.words.price(product.price)}",
            say=turn.write(Want((Add(product.sku, pieces),))),
        )
        for product in products
    )


def name_of(product: Product, words: Words) -> str:
    return product.title_en if words.language == "en" else product.title


def only_product(here: Standing, catalogue: Catalogue) -> Product | None:
    """The one product that this conversation is about: of the proposal that waits, else of their order."""
    for basket in (here.proposal.basket if here.proposal else None, here.order.basket if here.order else None):
        skus = {line.sku for line in basket.lines} if basket is not None else set()
        if len(skus) == 1 and (product := catalogue.by_sku.get(key(skus.pop() or ""))) is not None:
            return product
        if skus:
            return None
    return None


def is_coded(query: str) -> bool:
    """Whether it holds an article number, as only somebody who orders would write it."""
    return any(is_code(token) for token in Speech(query[:300]).tokens)


def ending_in(number: int, catalogue: Catalogue) -> list[Product]:
    """Goods whose code or alias ends in this number: what `CF2` may mean."""

    def ends(name: str) -> bool:
        plain = key(name)
        digits = plain[len(plain.rstrip("0123456789")) :]
        return digits != "" and len(digits) <= 6 and int(digits) == number

    return [p for p in catalogue.products if any(map(ends, (p.sku, *p.aliases)))]


def _found(gathered: Gathered, product: Product, pieces: int, item: Item) -> None:
    gathered.wishes.append(Wish("add", product=product.id, quantity=pieces))
    each = item.unit_price if item.bundle is None else None
    if (each is not None and each != product.price) or (
        item.bundle is not None and item.bundle != product.price * pieces
    ):
        gathered.prices.append(product)


def _offered(here: Standing, catalogue: Catalogue) -> list[Product]:
    """What they point at, with all its variants."""
    if len(here.pointed) == 1:
        return catalogue.variants_of(here.pointed[0]) or list(here.pointed)
    return list(here.pointed)


def _talked_of(here: Standing, catalogue: Catalogue) -> list[Product]:
    """The variants of what waits to be confirmed: "the white one" said of a proposal is one of those."""
    only = only_product(here, catalogue) if here.proposal is not None else None
    return catalogue.variants_of(only) if only is not None else []
