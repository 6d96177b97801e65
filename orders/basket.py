"""What an order is about, before and after it is one: goods, discount, shipping, payment, addresses, note.

Pure values and verbs. A draft is changed by these verbs, an issued order holds one, an invoice revision keeps a copy.
A verb returns None when done and a Refusal when it is not, in which case nothing has changed.
"""

from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from orders.money import MOST_A_LINE, MOST_AN_ORDER, percent_of
from orders.shops import ShopTerms
from orders.stages import Refusal

MOST_PIECES = 9_999
MOST_LINES = 200
#: The most that is taken off to tell open bills apart: less than a baht.
MOST_SATANG_OFF = 99


@dataclass(slots=True)
class Line:
    """Goods at the price they were offered. `sku` None: not in the catalogue. `bundle`: the price of all together.

    `list_price` is what the catalogue asked at that moment, so that a later change of it can be told.
    """

    id: int
    name: str
    quantity: int
    unit_price: int
    sku: str | None = None
    product_id: int | None = None
    name_en: str = ""
    bundle: int | None = None
    list_price: int | None = None
    weight_g: int | None = None
    image_url: str = ""
    reserved: int = 0
    fulfilled: int = 0

    @property
    def discount(self) -> int:
        """The line's own: what a bundle price takes off, in satang."""
        return 0 if self.bundle is None else self.quantity * self.unit_price - self.bundle

    @property
    def total(self) -> int:
        return self.quantity * self.unit_price - self.discount


@dataclass(frozen=True, slots=True)
class Totals:
    """Satang. `shipping_fee` is 0 while `fee_is_open`: no method yet, or one without a price for these goods."""

    subtotal: int
    discount: int
    shipping_fee: int
    payment_fee: int
    fee_is_open: bool

    @property
    def total(self) -> int:
        return self.subtotal - self.discount + self.shipping_fee + self.payment_fee


@dataclass(slots=True)
class Basket:
    """`satang_off` is what `satang.stand_apart` takes off a bill that is not paid in cash; a discount given anew begins
    without it."""

    lines: list[Line] = field(default_factory=list)
    discount_amount: int | None = None
    discount_percent: int | None = None
    satang_off: int = 0
    shipping_method: str | None = None
    fixed_fee: int | None = None
    payment_method: str | None = None
    note: str | None = None
    shipping_address: dict[str, Any] | None = None
    billing_address: dict[str, Any] | None = None

    # Goods

    def add(self, line: Line) -> Refusal | None:
        """Put goods in. The same SKU at the same unit price joins its line; bundles and ad-hoc items stay their own."""
        if line.bundle is not None and line.bundle > line.quantity * line.unit_price:
            return Refusal("bundle_dearer", {"item": line.sku or line.name})
        joined = self._line_to_join(line)
        if joined is None and len(self.lines) >= MOST_LINES:
            return Refusal("too_many_lines", {"most": MOST_LINES})
        quantity = line.quantity + (joined.quantity if joined else 0)
        if refusal := self._refuse(line.sku or line.name, quantity, line.unit_price, joined):
            return refusal
        if joined is not None:
            joined.quantity = quantity
        else:
            line.id = max((known.id for known in self.lines), default=0) + 1
            self.lines.append(line)
        return None

    def set_quantity(self, line: Line, quantity: int) -> Refusal | None:
        """Change how many; a bundle price holds for its own quantity only and falls away."""
        if quantity < line.fulfilled:
            return Refusal("already_shipped", {"item": line.name, "quantity": line.fulfilled})
        if quantity == 0:
            self.lines.remove(line)
            return None
        if refusal := self._refuse(line.sku or line.name, quantity, line.unit_price, line):
            return refusal
        if quantity != line.quantity:
            line.quantity, line.bundle = quantity, None
        return None

    def set_price(self, line: Line, unit_price: int) -> Refusal | None:
        """What each piece of a line costs from now on; a bundle price falls away."""
        return self._put_in_place(line, replace(line, unit_price=unit_price, bundle=None))

    def swap(self, line: Line, other: Line) -> Refusal | None:
        """Other goods in the place of a line."""
        if line.fulfilled:
            return Refusal("already_shipped", {"item": line.name, "quantity": line.fulfilled})
        return self._put_in_place(line, other)

    def lines_called(self, sku: str | None, name: str) -> list[Line]:
        """The lines of a SKU, or ad-hoc lines of that name."""
        wanted = name.strip().casefold()
        if sku is not None:
            return [line for line in self.lines if line.sku == sku]
        return [line for line in self.lines if wanted in (line.name.casefold(), (line.sku or "").casefold())]

    def _put_in_place(self, old: Line, new: Line) -> Refusal | None:
        """A line for another; when there is one like it already, the two become one."""
        joined = self._line_to_join(new, instead_of=old)
        quantity = new.quantity + (joined.quantity if joined else 0)
        if refusal := self._refuse(new.sku or new.name, quantity, new.unit_price, old):
            return refusal
        if joined is None:
            new.id = old.id
            self.lines[self.lines.index(old)] = new
        else:
            joined.quantity = quantity
            joined.reserved += new.reserved
            joined.fulfilled += new.fulfilled
            self.lines.remove(old)
        return None

    def _line_to_join(self, line: Line, instead_of: Line | None = None) -> Line | None:
        if line.sku is None or line.bundle is not None:
            return None
        for known in self.lines:
            is_like = known.sku == line.sku and known.unit_price == line.unit_price and known.bundle is None
            if is_like and known is not instead_of:
                return known
        return None

    def _refuse(self, item: str, quantity: int, unit_price: int, instead_of: Line | None) -> Refusal | None:
        if quantity > MOST_PIECES:
            return Refusal("quantity_huge", {"item": item, "quantity": quantity, "most": MOST_PIECES})
        if quantity * unit_price > MOST_A_LINE:
            return Refusal("line_too_dear", {"item": item})
        others = sum(line.total for line in self.lines if line is not instead_of)
        if others + quantity * unit_price > MOST_AN_ORDER:
            return Refusal("order_too_dear")
        return None

    # Money

    def give_discount(self, *, amount: int | None = None, percent: int | None = None) -> Refusal | None:
        """The last discount wins. A baht discount above the goods is refused; a percentage follows them later."""
        if amount is not None and amount > self.subtotal:
            return Refusal("discount_above_subtotal", {"amount": amount, "subtotal": self.subtotal})
        self.discount_amount, self.discount_percent = amount or None, percent or None
        self.satang_off = 0
        return None

    def round_to(self, total: int) -> Refusal | None:
        """A discount so large that the goods cost `total`."""
        if total > self.subtotal:
            return Refusal("round_above", {"total": total, "subtotal": self.subtotal})
        return self.give_discount(amount=self.subtotal - total)

    def all_in(self, total: int) -> Refusal | None:
        """Goods and shipping for `total` together: shipping is free, a discount makes up the rest."""
        if total > self.subtotal:
            return Refusal("all_in_above", {"total": total, "subtotal": self.subtotal})
        self.fixed_fee = 0
        return self.give_discount(amount=self.subtotal - total)

    @property
    def subtotal(self) -> int:
        return sum(line.total for line in self.lines)

    @property
    def discount(self) -> int:
        """The order's discount: of goods only, half up, never more than they cost."""
        given = self.discount_amount or 0
        if self.discount_percent is not None:
            given = percent_of(self.subtotal, self.discount_percent)
        return min(given + self.satang_taken, self.subtotal)

    @property
    def satang_taken(self) -> int:
        """What of the discount only tells whose money came."""
        return 0 if self.payment_method == "cod" else self.satang_off

    @property
    def pieces(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def grams(self) -> int | None:
        weights = [None if line.weight_g is None else line.weight_g * line.quantity for line in self.lines]
        return None if None in weights else sum(weight for weight in weights if weight is not None)

    def shipping_fee(self, terms: ShopTerms) -> int | None:
        """The fee fixed by staff, else the method's table; None when neither says."""
        if self.fixed_fee is not None:
            return self.fixed_fee
        method = terms.method(self.shipping_method)
        if method is None:
            return None
        postal_code = (self.shipping_address or {}).get("postal_code")
        return method.table_fee(self.pieces, self.grams, self.subtotal, postal_code)

    def totals(self, terms: ShopTerms) -> Totals:
        fee = self.shipping_fee(terms)
        goods_and_shipping = self.subtotal - self.discount + (fee or 0)
        is_cod = self.payment_method == "cod" and terms.payments.cod is not None
        cod_fee = terms.payments.cod.fee_for(goods_and_shipping) if is_cod and terms.payments.cod else 0
        return Totals(self.subtotal, self.discount, fee or 0, cod_fee, fee_is_open=fee is None)

    # What is still lacking

    def missing_to_confirm(self, terms: ShopTerms) -> list[str]:
        """Keys of what must be known before it can be confirmed: lines, shipping_method, address parts, payment."""
        missing = [] if self.lines else ["lines"]
        method = terms.method(self.shipping_method)
        if method is None and self.fixed_fee is None and terms.shipping:
            missing.append("shipping_method")
        if method is None or not method.pickup:
            address = self.shipping_address or {}
            missing += [part for part in ("name", "phone", "line", "province", "postal_code") if not address.get(part)]
        if self.payment_method is None and terms.payments.ways():
            missing.append("payment_method")
        return missing

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def basket_from_json(data: dict[str, Any]) -> Basket:
    """The inverse of `Basket.to_json`; fields that a newer version added take their defaults."""
    known = {f.name for f in fields(Basket)}
    values = {name: value for name, value in data.items() if name in known}
    values["lines"] = [Line(**line) for line in data.get("lines", [])]
    return Basket(**values)
