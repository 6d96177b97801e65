"""What a quoted message points at: an order, a product, or (it named several) the goods it may be."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import commands as c
from bot.grammar import read
from bot.grammar.numbers import id_in, order_number_at
from bot.grammar.verbs import LATER, VERBS, Verb
from bot.words import Speech, fold
from orders.catalogue import Catalogue, Found, Product, catalogue_of, key
from orders.order import Order
from orders.sayings import Saying, said_in

if TYPE_CHECKING:
    from bot.conversation import Turn

#: Shorter names (an option such as M, an alias of two letters) stand in too many sentences to mean the goods.
SHORTEST_NAME = 3

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Pointed:
    """`product` is the one that was certainly meant; `products` are all that may have been, best first. `draft` is set
    when a draft was shown; of an edit `order` is the order that it will revise."""

    saying: Saying | None = None
    order: Order | None = None
    draft: Order | None = None
    products: tuple[Product, ...] = ()

    @property
    def product(self) -> Product | None:
        return self.products[0] if len(self.products) == 1 else None

    @property
    def sku(self) -> str:
        return self.product.sku if self.product is not None else ""


#: Nothing was quoted, or a message of which nothing is known.
NOWHERE = Pointed()


async def pointed_at(turn: "Turn") -> Pointed:
    """What the message that this one answers was about. Prices and stock of products may be old: re-read those.

    Only messages of this chat can be quoted; whether the speaker may see the order is for the caller to say.
    """
    saying = await said_in(turn.chat, turn.incoming.quoted_id)
    if saying is None:
        return NOWHERE
    catalogue = await catalogue_of(turn.shop)
    shown = await Order.get_or_none(id=saying.order_id or 0, shop_id=turn.shop.id)
    edited = await Order.get_or_none(id=shown.edits_id or 0) if shown is not None else None
    draft = shown if shown is not None and shown.stage == "draft" else None
    products = _goods(saying, shown, catalogue)
    return Pointed(saying, edited or shown, draft, products)


async def with_number(turn: "Turn", text: str) -> str:
    """`paid`, `cancel`, `refund 200` in answer to an order's card: that order's number is put in. A number that was
    said stays, when there is such an order; words behind the verb are left to people."""
    order = turn.pointed.order
    if order is None:
        return text
    number = f"~{order.id}" if order.number is None else str(order.number)
    words = Speech(text)
    found = _numbered_verb(words)
    if found is None:
        return text
    verb, tail = found
    said = order_number_at(words, tail)
    if said and (id_in(said[0]) or await Order.exists(shop_id=turn.shop.id, number=int(said[0].removeprefix("~")))):
        return text
    is_sure = words.settled(tail) or (verb.needs == "order" and any(mark.isdigit() for mark in words.token(tail).text))
    end = words.token(tail - 1).end
    return f"{words.text[:end]} {number} {words.text[end:].lstrip()}" if is_sure else text


def _numbered_verb(words: Speech) -> tuple[Verb, int] | None:
    """The command word about an order that the text begins with, and the place behind it."""
    phrases = [(phrase.split(), verb) for verb in (*VERBS, *LATER) for phrase in verb.english + verb.thai]
    for phrase, verb in sorted(phrases, key=lambda entry: -len(entry[0])):
        if (verb.needs == "order" or verb.command is c.Edit) and verb.speakers != "customer":
            heard = [words.token(place).fold for place in range(len(phrase))]
            if heard == [fold(part) for part in phrase]:
                return verb, len(phrase)
    return None


def named_in(text: str, catalogue: Catalogue) -> tuple[Product, ...]:
    """The goods a text names for certain: by SKU, as a line of an order, or by their whole name somewhere in it."""
    by_code = [catalogue.by_sku.get(key(code)) for code in _CODE.findall(text)]
    found = [product for product in by_code if product is not None] or _ordered(text, catalogue)
    return tuple(dict.fromkeys(found or _mentioned(text, catalogue)))


def _goods(saying: Saying, shown: Order | None, catalogue: Catalogue) -> tuple[Product, ...]:
    """What the message was sent about, else what it names, else the only goods of the order it showed."""
    skus = {saying.sku} if saying.sku else set()
    if not skus and (named := named_in(saying.text, catalogue)):
        return named
    if not skus and shown is not None:
        skus = {line.sku or "" for line in shown.basket.lines}
    only = catalogue.by_sku.get(key(skus.pop())) if len(skus) == 1 else None
    return (only,) if only is not None else ()


def _ordered(text: str, catalogue: Catalogue) -> list[Product]:
    commands = read(text, speaker="staff")
    if isinstance(commands, c.Chatter):
        return []
    items = [command.item for command in commands if isinstance(command, (c.Add, c.SetQuantity, c.Remove))]
    found = [catalogue.find(item) for item in items]
    return [one.product for one in found if isinstance(one, Found)]


def _mentioned(text: str, catalogue: Catalogue) -> list[Product]:
    """Products whose name stands in the text. A longer name wins over one that is part of it; a name that variants
    share means all of them."""
    spaced = f" {key(text)} "
    squeezed = spaced.replace(" ", "")
    names: dict[str, list[Product]] = {}
    for product in catalogue.products:
        for name in {product.title, product.title_en, product.name, product.name_en, *product.aliases}:
            wanted = key(name)
            stands = f" {wanted} " in spaced if wanted.isascii() else wanted.replace(" ", "") in squeezed
            if len(wanted) >= SHORTEST_NAME and stands:
                names.setdefault(wanted.replace(" ", ""), []).append(product)
    longest = [name for name in names if not any(name != other and name in other for other in names)]
    return [product for name in longest for product in names[name]]
