"""What a customer would like, as plain values: goods, changes to goods, where to and how. And what it comes to.

Wishes are kept, not baskets: what they come to is worked out when it is shown and again when it is confirmed, so the
prices and the stock of a proposal are never older than the tap.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from orders.basket import MOST_LINES, MOST_PIECES, Basket, Line
from orders.catalogue import Product
from orders.selling import line_for
from orders.shops import ShopTerms
from orders.stages import Refusal
from orders.stock import left_for

Deed = Literal["add", "set", "swap", "ship", "pay", "address", "note"]

#: Characters of all that a customer asks for in words.
MOST_NOTED = 500


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing wanted. `product` is the id of goods to `add`, or to `swap` a line for; `line` is what the order's line
    is called that is `set` to a quantity (0 takes it off) or swapped; `value` is a shipping method's code, a way to
    pay, or the words of a note; `parts` are an address.
    """

    deed: Deed
    product: int | None = None
    quantity: int = 1
    line: str = ""
    value: str = ""
    parts: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Short:
    """Goods of which fewer are left than were wanted."""

    product: Product
    wanted: int
    left: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What wishes come to: the basket, the wishes that can come true, the goods that are short."""

    basket: Basket
    wishes: tuple[Wish, ...]
    short: tuple[Short, ...] = ()


def wish_from_json(data: Mapping[str, Any]) -> Wish:
    return Wish(**data)


def joined(wishes: Iterable[Wish], more: Iterable[Wish], *, again: bool = False) -> tuple[Wish, ...]:
    """`wishes` and what is said after them. Goods said a second time are meant at their last quantity, as people count
    in a live sale; only `again` ("two more") adds up. Where to and how are what was said last.
    """
    known = list(wishes)
    for wish in more:
        at = next((index for index, old in enumerate(known) if _is_about_the_same(old, wish)), None)
        if at is None:
            known.append(wish)
        elif wish.deed == "add" and again:
            known[at] = replace(wish, quantity=known[at].quantity + wish.quantity)
        else:
            known[at] = wish
    return tuple(known)


def come_to(wishes: Iterable[Wish], base: Basket, goods: Mapping[int, Product], terms: ShopTerms) -> Outcome | Refusal:
    """Put the wishes on a copy of the order they are for. `goods` are the wanted products as they are now.

    What is not sold any more, and pieces that are not there, are left out and named in `short`. Refused as a whole when
    an order cannot hold it.
    """
    basket, kept, short = base, [], []
    for wish in wishes:
        product = goods.get(wish.product or 0) or _product_of(wish, basket, goods)
        if wish.deed in ("add", "swap") and product is not None:
            wanted = wish.quantity
            left = _left(product, basket)
            if wanted > left:
                short.append(Short(product, wanted, left))
                wish = replace(wish, quantity=left)
            if wish.quantity <= 0 and wanted > 0:
                continue
        if wish.deed == "set" and product is not None and (capped := _capped(wish, basket, product)) is not wish:
            short.append(Short(product, wish.quantity, capped.quantity))
            wish = capped
        refusal = _grant(wish, basket, product, terms)
        if isinstance(refusal, Refusal):
            return refusal
        kept.append(wish)
    return Outcome(basket, tuple(kept), tuple(short))


def _is_about_the_same(old: Wish, new: Wish) -> bool:
    if old.deed != new.deed:
        return False
    if old.deed == "add":
        return old.product == new.product
    if old.deed == "note":
        return old.value == new.value
    return old.line == new.line if old.deed in ("set", "swap") else True


def _left(product: Product, basket: Basket) -> int:
    """How many more of it this order can have."""
    if not product.active:
        return 0
    left = left_for(basket, product)
    if left is None:
        return MOST_PIECES
    lines = [line for line in basket.lines if line.product_id == product.id]
    return max(0, left - sum(line.quantity - line.fulfilled for line in lines))


def _product_of(wish: Wish, basket: Basket, goods: Mapping[int, Product]) -> Product | None:
    """The goods of the line that is set to a quantity."""
    lines = _called(basket, wish.line) if wish.deed == "set" else []
    return goods.get(lines[0].product_id or 0) if lines else None


def _capped(wish: Wish, basket: Basket, product: Product) -> Wish:
    """No more than what the line has and what is left; nobody loses pieces they have by wishing for more."""
    most = _called(basket, wish.line)[0].quantity + _left(product, basket)
    return replace(wish, quantity=most) if wish.quantity > most else wish


def _grant(wish: Wish, basket: Basket, product: Product | None, terms: ShopTerms) -> Refusal | None:
    """Make one wish come true on the basket."""
    if wish.deed == "add" and product is not None:
        return _add(basket, line_for(product, quantity=wish.quantity))
    if wish.deed == "set":
        lines = _called(basket, wish.line)
        return basket.set_quantity(lines[0], wish.quantity) if lines else Refusal("not_on_order", {"item": wish.line})
    if wish.deed == "swap" and product is not None:
        return _swap(basket, wish, product)
    if wish.deed == "ship" and terms.method(wish.value) is not None:
        basket.shipping_method = wish.value
    if wish.deed == "pay" and wish.value in terms.payments.ways():
        basket.payment_method = wish.value
    if wish.deed == "address":
        basket.shipping_address = dict(wish.parts)
    if wish.deed == "note" and wish.value not in (basket.note or ""):
        basket.note = "\n".join(filter(None, (basket.note, wish.value)))[:MOST_NOTED]
    return None


def _add(basket: Basket, line: Line) -> Refusal | None:
    if line.quantity < 1:
        return Refusal("quantity_zero", {"item": line.sku, "quantity": line.quantity})
    if len(basket.lines) >= MOST_LINES and not basket.lines_called(line.sku, ""):
        return Refusal("too_many_lines", {"most": MOST_LINES})
    return basket.add(line)


def _swap(basket: Basket, wish: Wish, product: Product) -> Refusal | None:
    lines = _called(basket, wish.line)
    if not lines:
        return Refusal("not_on_order", {"item": wish.line})
    return basket.swap(lines[0], line_for(product, quantity=wish.quantity))


def _called(basket: Basket, name: str) -> list[Line]:
    return basket.lines_called(None, name)
