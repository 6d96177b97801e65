"""What stands on a receipt, a tax invoice or a delivery note: seller, buyer, lines and sums, as they are at one moment.

Pure. A paper is taken once, when its document is issued, and printed from that copy ever after.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from orders.basket import Basket
from orders.money import shares
from orders.order import Order
from orders.shops import Shop
from orders.tax import vat_inside

Kind = Literal["receipt", "tax_invoice", "delivery_note"]
KINDS: tuple[Kind, ...] = ("receipt", "tax_invoice", "delivery_note")

#: Parts of an address in the order they are written.
AREA = ("subdistrict", "district", "province", "postal_code")


@dataclass(frozen=True, slots=True)
class Party:
    """Who sells or who buys. `address` may have several lines; a `branch` of "00000" is the head office."""

    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    tax_id: str = ""
    branch: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """`discount` is the line's own and its share of the order's, so that the lines add up to what was paid for them."""

    name: str
    name_en: str
    sku: str | None
    quantity: int
    unit_price: int
    discount: int
    total: int


@dataclass(frozen=True, slots=True)
class Paper:
    """Satang. `rate` is the percent of VAT inside the total, "" of a seller who is not registered for it."""

    order: int
    seller: Party
    buyer: Party
    lines: tuple[PaperLine, ...]
    shipping_fee: int
    payment_fee: int
    total: int
    base: int
    vat: int
    rate: str
    payment_method: str | None
    note: str

    @property
    def goods(self) -> int:
        return sum(line.total for line in self.lines)

    def says_the_same(self, other: "Paper") -> bool:
        """Whether both are about the same sale; the shop may have moved or registered for VAT in between."""
        mine = replace(self, seller=other.seller, base=other.base, vat=other.vat, rate=other.rate)
        return mine == other

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def paper_from_json(data: Mapping[str, Any]) -> Paper:
    """The inverse of `Paper.to_json`."""
    seller, buyer = Party(**data["seller"]), Party(**data["buyer"])
    lines = tuple(PaperLine(**line) for line in data["lines"])
    return Paper(**{**data, "seller": seller, "buyer": buyer, "lines": lines})


def paper_of(order: Order, shop: Shop, kind: Kind, *, known_as: str) -> Paper:
    """The paper of an issued order. `known_as` is the customer's name where no address says one."""
    basket, vat = order.basket, shop.terms.vat
    inside = vat_inside(order.total, vat.rate) if vat.registered else None
    return Paper(
        order=order.number or 0,
        seller=_seller(shop),
        buyer=buyer_of(basket, kind, known_as=known_as),
        lines=tuple(_lines(basket, order.discount)),
        shipping_fee=order.shipping_fee,
        payment_fee=order.payment_fee,
        total=order.total,
        base=inside.base if inside else order.total,
        vat=inside.vat if inside else 0,
        rate=f"{vat.rate.normalize():f}" if inside else "",
        payment_method=basket.payment_method,
        note=(basket.note or "") if kind == "delivery_note" else "",
    )


def _seller(shop: Shop) -> Party:
    vat = shop.terms.vat
    branch = vat.branch if vat.registered else ""
    return Party(vat.name or shop.name, vat.address, shop.phone, shop.email, vat.tax_id, branch)


def buyer_of(basket: Basket, kind: Kind, *, known_as: str) -> Party:
    """Whom it is made out to: goods to the shipping address, all else to the one for the receipt, if there is one."""
    address = basket.shipping_address
    if kind != "delivery_note" and basket.billing_address:
        address = basket.billing_address
    return _buyer(address or {}, known_as)


def _buyer(address: Mapping[str, Any], known_as: str) -> Party:
    known = {name: str(value).strip() for name, value in address.items() if value}
    area = " ".join(known[part] for part in AREA if part in known)
    return Party(
        name=known.get("name") or known_as,
        address="\n".join(line for line in (known.get("line", ""), area) if line),
        phone=known.get("phone", ""),
        tax_id=known.get("tax_id", ""),
        branch=known.get("branch", ""),
    )


def _lines(basket: Basket, discount: int) -> Sequence[PaperLine]:
    """The order's discount is of goods only, and each line bears it by what it costs."""
    borne = shares(discount, [line.total for line in basket.lines])
    return [
        PaperLine(
            name=line.name,
            name_en=line.name_en,
            sku=line.sku,
            quantity=line.quantity,
            unit_price=line.unit_price,
            discount=line.discount + share,
            total=line.total - share,
        )
        for line, share in zip(basket.lines, borne, strict=True)
    ]
