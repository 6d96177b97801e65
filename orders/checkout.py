"""The customer's side of an invoice: change goods before confirming, say where to and how, confirm exactly once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from orders import satang, stock, waiting
from orders.basket import Basket, basket_from_json
from orders.catalogue import Product
from orders.documents import keep_up
from orders.events import record
from orders.invoices import Invoice
from orders.order import Order
from orders.people import Customer
from orders.selling import line_for
from orders.shops import Shop
from orders.stages import Refusal

LinkState = Literal["open", "confirmed", "replaced", "draft", "cancelled", "expired"]

#: Address fields a customer fills in, in the order of the page.
ADDRESS_FIELDS = ("name", "phone", "line", "subdistrict", "district", "province", "postal_code")
BILLING_FIELDS = (*ADDRESS_FIELDS, "tax_id", "branch")
#: Characters; what the customer's row holds. Every other field may have 300.
LONGEST = {"name": 200, "phone": 40, "email": 254}
LONGEST_SKU = 60


@dataclass(frozen=True, slots=True)
class Choices:
    """What the customer filled in. `billing` None: no receipt address of its own."""

    address: Mapping[str, str] = field(default_factory=dict)
    billing: Mapping[str, str] | None = None
    shipping_method: str | None = None
    payment_method: str | None = None
    email: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    order: Order
    again: bool = False


@dataclass(frozen=True, slots=True)
class Lacking:
    """Not confirmed: field name -> key of templates/words `lacking.<key>`."""

    fields: dict[str, str]


def state_of(invoice: Invoice, order: Order) -> LinkState:
    """What a link stands for now: old links never lie."""
    if order.stage == "draft":
        return "draft"
    if invoice.revision != order.revision:
        return "replaced"
    return {"new": "open", "confirmed": "confirmed", "completed": "confirmed"}.get(order.stage, order.stage)  # type: ignore[return-value]


def basket_on_page(invoice: Invoice, order: Order) -> Basket:
    """The goods as the page shows them: the customer's own changes while open, the order's afterwards."""
    if order.stage == "new" and "basket" in (invoice.checkout or {}):
        assert invoice.checkout is not None
        return basket_from_json(invoice.checkout["basket"])
    return order.basket


async def set_quantities(invoice: Invoice, order: Order, quantities: Mapping[int, int]) -> Refusal | None:
    """Change pieces per line id (0 takes the line off) before confirming; all of them or none."""
    basket = basket_on_page(invoice, order)
    for line in list(basket.lines):
        if line.id in quantities and (refusal := basket.set_quantity(line, quantities[line.id])):
            return refusal
    if not basket.lines:
        return Refusal("empty_order")
    await _keep(invoice, basket)
    return None


async def add_product(invoice: Invoice, order: Order, shop: Shop, sku: str, quantity: int) -> Refusal | None:
    """Put one more product of the catalogue on the page's basket."""
    product = await Product.get_or_none(shop_id=shop.id, sku=sku, active=True) if len(sku) <= LONGEST_SKU else None
    if product is None:
        return Refusal("no_such_product", {"item": sku})
    basket = basket_on_page(invoice, order)
    if refusal := basket.add(line_for(product, quantity=quantity)):
        return refusal
    await _keep(invoice, basket)
    return None


async def remember(invoice: Invoice, order: Order, filled_in: Mapping[str, str]) -> None:
    """Keep what was typed while the customer goes on to add goods."""
    basket = basket_on_page(invoice, order)
    invoice.checkout = {**(invoice.checkout or {}), "basket": basket.to_json(), "fields": dict(filled_in)}
    await invoice.save(update_fields=["checkout"])


async def confirm(
    invoice: Invoice, order: Order, shop: Shop, choices: Choices, now: datetime
) -> Confirmed | Lacking | Refusal:
    """Confirm the order, once however often it is asked: `Confirmed(again=True)` from the second time on.

    Prices and totals are never taken from what was posted. To be called in a transaction with `order` freshly loaded.
    """
    if state_of(invoice, order) == "confirmed":
        return Confirmed(order, again=True)
    if not order.can_confirm or invoice.revision != order.revision:
        return Refusal("cannot_confirm", {"stage": order.stage})
    terms = shop.terms
    basket = basket_on_page(invoice, order)
    lacking = _choose(basket, choices, shop)
    if lacking:
        return Lacking(lacking)
    if basket.subtotal < terms.selling.minimum_order:
        return Refusal("minimum_order", {"amount": terms.selling.minimum_order})
    before = order.basket
    if refusal := await stock.hold(basket, before=before):
        return refusal
    if refusal := order.move("confirm"):
        return refusal
    is_apart = await satang.stand_apart(order, basket, shop)
    order.keep(basket, terms)
    order.confirmed_at = now
    order.customer_id = (await _customer(order, basket, choices, shop, now)).id
    if order.payment_status == "cod":
        order.due_at = None
    await order.save()
    await keep_up(order, shop, now, changed=True)
    invoice.checkout = None
    await invoice.save(update_fields=["checkout"])
    await record("order_confirmed", shop_id=shop.id, by="customer", now=now, order=order, facts={"total": order.total})
    if not is_apart:
        await satang.tell_alike(order, shop, by="customer", now=now)
    await waiting.freed(shop, before, now)
    return Confirmed(order)


def _choose(basket: Basket, choices: Choices, shop: Shop) -> dict[str, str]:
    """Write the choices into the basket; what is wrong with them, by field."""
    terms = shop.terms
    wrong: dict[str, str] = {}
    if basket.shipping_method is None and basket.fixed_fee is None:
        method = terms.method(choices.shipping_method)
        if method is not None:
            basket.shipping_method = method.code
    elif basket.shipping_method is None and (method := terms.method(choices.shipping_method)):
        basket.shipping_method = method.code
    if basket.payment_method is None:
        if choices.payment_method in terms.payments.ways():
            basket.payment_method = choices.payment_method
        elif choices.payment_method:
            wrong["payment_method"] = "not_offered"
    address = {name: value for name, value in choices.address.items() if value}
    basket.shipping_address = {**address, "country": "TH"} if address else None
    if choices.billing is not None:
        basket.billing_address = {name: value for name, value in choices.billing.items() if value} | {"country": "TH"}
    for name in basket.missing_to_confirm(terms):
        wrong.setdefault(name, "missing")
    if choices.shipping_method and terms.method(choices.shipping_method) is None:
        wrong["shipping_method"] = "not_offered"
    if basket.shipping_method and basket.shipping_fee(terms) is None:
        wrong["shipping_method"] = "fee_needed"
    wrong.update(_malformed(choices))
    return wrong


def _malformed(choices: Choices) -> dict[str, str]:
    """Fields that are filled in with something that cannot be right; those of the receipt are called `bill_...`."""
    wrong = _malformed_address(choices.address)
    if choices.email and ("@" not in choices.email[1:-1] or any(c.isspace() for c in choices.email)):
        wrong["email"] = "not_an_email"
    if len(choices.email) > LONGEST["email"]:
        wrong["email"] = "too_long"
    if choices.billing is not None:
        billing = {name: "missing" for name in ("name", "line") if not choices.billing.get(name)}
        billing |= _malformed_address(choices.billing)
        wrong |= {f"bill_{name}": reason for name, reason in billing.items()}
    return wrong


def _malformed_address(address: Mapping[str, str]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    digits = "".join(c for c in address.get("phone", "") if c.isdigit())
    if address.get("phone") and not 9 <= len(digits) <= 13:
        wrong["phone"] = "not_a_phone"
    postal_code = address.get("postal_code", "")
    if postal_code and not (len(postal_code) == 5 and postal_code.isascii() and postal_code.isdigit()):
        wrong["postal_code"] = "not_a_postal_code"
    tax_id = "".join(c for c in address.get("tax_id", "") if c not in "- ")
    if tax_id and not (len(tax_id) == 13 and tax_id.isascii() and tax_id.isdigit()):
        wrong["tax_id"] = "not_a_tax_id"
    for name, value in address.items():
        if len(value) > LONGEST.get(name, 300):
            wrong[name] = "too_long"
    return wrong


async def _customer(order: Order, basket: Basket, choices: Choices, shop: Shop, now: datetime) -> Customer:
    """Remember the person: the next order is prefilled with what they gave."""
    address: dict[str, Any] = basket.shipping_address or {}
    customer = (
        await Customer.get(id=order.customer_id)
        if order.customer_id
        else await Customer.create(shop_id=shop.id, created_at=now)
    )
    customer.name = customer.name or str(address.get("name", ""))
    customer.phone = str(address.get("phone", "")) or customer.phone
    customer.email = choices.email or customer.email
    customer.address = basket.shipping_address or customer.address
    await customer.save()
    return customer


async def _keep(invoice: Invoice, basket: Basket) -> None:
    invoice.checkout = {"fields": {}, **(invoice.checkout or {}), "basket": basket.to_json()}
    await invoice.save(update_fields=["checkout"])
