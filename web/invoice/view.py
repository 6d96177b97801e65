"""What the invoice page shows, worked out from the order: goods, choices with their prices, sums.

Pure: everything here is already in the reader's language when a template gets it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from bot.language import Words
from orders.basket import Basket, Line, Totals, basket_from_json
from orders.catalogue import Product
from orders.order import Order
from orders.shops import ShippingMethod, Shop
from orders.stock import left_for
from web.invoice import forms

#: So few pieces are worth telling.
FEW = 20


@dataclass(frozen=True, slots=True)
class Goods:
    """One line. `quantity` is as typed where that was refused; `wrong` says why, `notice` what has changed since, and
    `stock` how many are left, when they are few."""

    id: int
    name: str
    picture: str
    quantity: str
    pieces: int
    price: str
    discount: str
    total: str
    notice: str
    wrong: str
    stock: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to ship or to pay. A `blocked` one is shown but cannot be chosen; `detail` says why."""

    code: str
    label: str
    detail: str
    price: str
    chosen: bool
    blocked: bool = False
    pickup: bool = False
    remote: str = ""


@dataclass(frozen=True, slots=True)
class Sums:
    """In words; "" for a row that is not shown. `open` while the shipping fee is not known yet."""

    subtotal: str
    discount: str
    shipping: str
    payment_fee: str
    total: str
    open: bool


def goods(
    basket: Basket, order: Order, products: Mapping[int, Product], words: Words, *,
    typed: Mapping[str, str] | None = None, wrong: Mapping[str, str] | None = None,
) -> list[Goods]:  # fmt: skip
    """The lines as shown. `typed` and `wrong` are by field name (`quantity-3`)."""
    rows = []
    for line in basket.lines:
        field = f"quantity-{line.id}"
        known = products.get(line.product_id) if line.product_id is not None else None
        rows.append(
            Goods(
                id=line.id,
                name=name_of(line, words),
                picture=picture_of(line.image_url),
                quantity=(typed or {}).get(field, str(line.quantity)),
                pieces=line.quantity,
                price=amount(line.unit_price),
                discount=words.money(-line.discount) if line.discount else "",
                total=words.money(line.total),
                notice=_notice(line, known, order, words) if known else "",
                wrong=(wrong or {}).get(field, ""),
                stock=_stock(known, order, words) if known else "",
            )
        )
    return rows


def name_of(line: Line, words: Words) -> str:
    return line.name_en or line.name if words.language == "en" else line.name


def picture_of(url: str) -> str:
    """The address of a picture a browser may fetch for this page; "" for anything else."""
    return url if url.startswith(("https://", "http://", "/", "data:image/")) else ""


def amount(satang: int) -> str:
    """`1,234.50`: money beside a quantity, without the sign."""
    return f"{satang // 100:,}.{satang % 100:02d}"


def _notice(line: Line, product: Product, order: Order, words: Words) -> str:
    """What has changed since it was issued: fewer are left than wanted, or there is another price."""
    left = left_for(order.basket, product)
    if left is not None and left < line.quantity:
        return words.say("page.items.left", count=left)
    if product.price != (line.unit_price if line.list_price is None else line.list_price):
        return words.say("page.items.price_changed", price=words.money(product.price))
    return ""


def _stock(product: Product, order: Order, words: Words) -> str:
    """How many are left, when that is worth knowing."""
    left = left_for(order.basket, product)
    return words.say("page.items.left", count=left) if left is not None and left <= FEW else ""


def below_minimum(basket: Basket, shop: Shop, words: Words) -> str:
    """What the shop's smallest order is, and how much is lacking; "" when it is enough."""
    least = shop.terms.selling.minimum_order
    lacks = least - basket.subtotal
    return words.say("page.sums.minimum", amount=words.money(least), more=words.money(lacks)) if lacks > 0 else ""


def shown_mark(basket: Basket, shop: Shop) -> str:
    """What a page that is being confirmed had shown, but for what its form says itself: the goods with their prices,
    and what the shop asks for sending and paying."""
    goods = [(line.id, line.sku, line.name, line.unit_price) for line in basket.lines]
    taken_off = (basket.discount_amount, basket.discount_percent, basket.fixed_fee)
    asked = [method.model_dump_json() for method in shop.terms.shipping]
    cod = shop.terms.payments.cod
    told = json.dumps([goods, taken_off, asked, cod.model_dump_json() if cod else None])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def trial(basket: Basket, filled: Mapping[str, str], shop: Shop) -> Basket:
    """The basket as it would be with what is filled in, and where nothing is, with the first that can be chosen."""
    tried = basket_from_json(basket.to_json())
    tried.shipping_address = {"postal_code": filled.get("postal_code")}
    if tried.shipping_method is None:
        asked = shop.terms.method(filled.get("shipping_method"))
        can = [method for method in shop.terms.shipping if _with(tried, method, shop) is not None]
        first = asked if asked in can else next(iter(can), None)
        tried.shipping_method = first.code if first else None
    if tried.payment_method is None:
        ways = shop.terms.payments.ways()
        asked_way = filled.get("payment_method")
        tried.payment_method = asked_way if asked_way in ways else next(iter(ways), None)
    return tried


def shipping_options(basket: Basket, tried: Basket, shop: Shop, words: Words) -> list[Option]:
    """Every method with its fee, or only the one that staff fixed."""
    fixed = shop.terms.method(basket.shipping_method)
    return [_shipping(method, tried, shop, words) for method in ([fixed] if fixed else shop.terms.shipping)]


def _shipping(method: ShippingMethod, tried: Basket, shop: Shop, words: Words) -> Option:
    fee = _with(tried, method, shop)
    detail = ""
    remote = method.remote if tried.fixed_fee is None else None
    if fee is None:
        detail = words.say("page.shipping.ask")
    elif method.pickup:
        detail = words.say("page.shipping.pickup")
    elif remote is not None:
        detail = words.say(
            "page.shipping.remote", fee=words.money(remote.fee), codes=", ".join(remote.postal_codes[:6])
        )
    return Option(
        code=method.code,
        label=method.name_en or method.name if words.language == "en" else method.name,
        detail=detail,
        price="" if fee is None else free_or(fee, words),
        chosen=shop.terms.method(tried.shipping_method) == method and fee is not None,
        blocked=fee is None,
        pickup=method.pickup,
        remote=" ".join(remote.postal_codes) if remote else "",
    )


def _with(basket: Basket, method: ShippingMethod, shop: Shop) -> int | None:
    tried = basket_from_json(basket.to_json())
    tried.shipping_method = method.code
    return tried.shipping_fee(shop.terms)


def payment_options(basket: Basket, tried: Basket, shop: Shop, words: Words) -> list[Option]:
    """Every way this shop takes, or only the one that staff fixed."""
    ways = [basket.payment_method] if basket.payment_method else shop.terms.payments.ways()
    return [
        Option(
            code=way,
            label=words.say(f"page.payment.{way}.name"),
            detail=words.say(f"page.payment.{way}.detail"),
            price=_way_fee(way, tried, shop, words),
            chosen=way == tried.payment_method,
        )
        for way in ways
    ]


def _way_fee(way: str, tried: Basket, shop: Shop, words: Words) -> str:
    with_it = basket_from_json(tried.to_json())
    with_it.payment_method = way
    fee = with_it.totals(shop.terms).payment_fee
    return f"+{words.money(fee)}" if fee else ""


def sums(totals: Totals, words: Words, *, is_pickup: bool = False) -> Sums:
    shipping = "" if totals.fee_is_open else free_or(totals.shipping_fee, words)
    return Sums(
        subtotal=words.money(totals.subtotal),
        discount=words.money(-totals.discount) if totals.discount else "",
        shipping=words.say("page.sums.none") if is_pickup and not totals.shipping_fee else shipping,
        payment_fee=words.money(totals.payment_fee) if totals.payment_fee else "",
        total=words.money(totals.total),
        open=totals.fee_is_open,
    )


def sums_by_choice(basket: Basket, tried: Basket, shop: Shop, words: Words) -> dict[str, dict[str, str]]:
    """What each `shipping|payment|remote` comes to, so that a script can show it without doing sums."""
    ways = [way for way in shipping_options(basket, tried, shop, words) if not way.blocked]
    pays = [pay.code for pay in payment_options(basket, tried, shop, words)] or [""]
    table: dict[str, dict[str, str]] = {}
    for way, pay, is_far in product(ways, pays, (False, True)):
        each = basket_from_json(tried.to_json())
        each.shipping_method, each.payment_method = way.code, pay or None
        each.shipping_address = {"postal_code": way.remote.split(" ")[0] if is_far else ""}
        shown = sums(each.totals(shop.terms), words, is_pickup=way.pickup)
        facts = {"discount": shown.discount, "shipping": shown.shipping, "fee": shown.payment_fee, "total": shown.total}
        table[f"{way.code}|{pay}|{'far' if is_far else ''}"] = facts
    return table


def free_or(satang: int, words: Words) -> str:
    return words.money(satang) if satang else words.say("page.shipping.free")


def brief_address(address: Mapping[str, str]) -> list[str]:
    """An address to be known again: who, and where."""
    who, where = ("name", "phone"), ("line", "subdistrict", "district", "province", "postal_code")
    return [" ".join(address[part] for part in parts if part in address) for parts in (who, where)]


def address_lines(address: Mapping[str, Any] | None, words: Words) -> list[str]:
    """An address as it is written on a parcel; [] when there is none."""
    known = {name: str(value) for name, value in (address or {}).items() if value and name != "country"}
    area = " ".join(known[part] for part in ("subdistrict", "district", "province", "postal_code") if part in known)
    lines = [known.get("name", ""), known.get("phone", ""), known.get("line", ""), area]
    if "tax_id" in known:
        lines.append(words.say("page.address.tax_line", tax_id=known["tax_id"], branch=known.get("branch") or "-"))
    return [line for line in lines if line]


def prefilled(order: Order, basket: Basket) -> dict[str, str]:
    """The form before anything was typed: what the merchant knows already."""
    filled = dict.fromkeys(forms.KEPT, "")
    filled |= {name: str(value) for name, value in (basket.shipping_address or {}).items() if name in filled and value}
    if basket.billing_address:
        billing = {f"bill_{name}": str(value) for name, value in basket.billing_address.items() if value}
        filled |= {name: value for name, value in billing.items() if name in filled} | {"wants_receipt": "1"}
    return filled


def in_basket(lines: Iterable[Line]) -> dict[str, int]:
    """Pieces by SKU."""
    counted: dict[str, int] = {}
    for line in lines:
        if line.sku is not None:
            counted[line.sku] = counted.get(line.sku, 0) + line.quantity
    return counted
