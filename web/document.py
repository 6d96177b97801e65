"""The order document: one order as other programs read it. Its schema is docs/order.schema.json.

Money is satang, times are UTC, every key is always there. The console prints it and exports are made of it.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.language import LANGUAGES, Words, words
from orders.basket import Line
from orders.documents import PATHS, Document, documents_now
from orders.events import Event
from orders.invoices import Invoice
from orders.order import Order
from orders.payments import Payment
from orders.people import Contact, Customer
from orders.shops import Shop
from web.moments import iso
from web.slip_document import slips_of

ADDRESS_KEYS = ("name", "phone", "line", "subdistrict", "district", "province", "postal_code", "country")
RECEIPT_KEYS = (*ADDRESS_KEYS, "tax_id", "branch")

#: Events that are between us and the machines, not of the order's story.
UNTOLD = {"send_again_asked", "channel_down"}
#: Facts that are satang.
MONEY = {"total", "amount"}
#: Stages and payment statuses in which nothing falls due.
NEVER_DUE = {"draft", "cancelled"}
SETTLED = {"paid", "overpaid", "cod"}


async def order_document(order: Order, shop: Shop, public_url: str, *, timeline: bool = True) -> dict[str, Any]:
    """One order. `public_url` is where the invoice links lead."""
    return (await order_documents([order], shop, public_url, timeline=timeline))[0]


async def order_documents(
    orders: Sequence[Order], shop: Shop, public_url: str, *, timeline: bool = False
) -> list[dict[str, Any]]:
    """Many orders in as many queries as one takes."""
    if not orders:
        return []
    await Order.fetch_for_list(orders, "customer", "chat")
    contacts = await _contacts(orders)
    links = await _links(orders, public_url)
    issued, money = await documents_now(orders), await _payments(orders)
    slips = await slips_of(orders)
    events: dict[int, list[Event]] = {order.id: [] for order in orders}
    if timeline:
        for event in await Event.filter(order_id__in=list(events)).exclude(name__in=UNTOLD).order_by("id"):
            events[event.order_id or 0].append(event)
    documents = []
    for order in orders:
        document = _document(order, contacts.get(order.customer_id or 0, []), links.get(order.id))
        document["payments"] = [_payment(payment) for payment in money[order.id]]
        document["documents"] = [_paper(paper, document["invoice_url"]) for paper in issued.get(order.id, [])]
        document["slips"] = slips[order.id]
        if timeline:
            document["timeline"] = [_told(event, order) for event in events[order.id]]
        documents.append(document)
    return documents


def status_text(order: Order) -> dict[str, str]:
    return {language: words(language).say(f"order.status.{order.status}") for language in LANGUAGES}


def _document(order: Order, contacts: Sequence[Contact], invoice_url: str | None) -> dict[str, Any]:
    basket = order.basket
    return {
        "number": None if order.number is None else str(order.number),
        "kind": order.kind,
        "channel": order.channel,
        "revision": order.revision,
        "created_at": iso(order.created_at),
        "due_at": _due_at(order),
        "note": basket.note or None,
        "stage": order.stage,
        "payment_status": order.payment_status,
        "fulfillment_status": order.fulfillment_status,
        "parcel_status": order.parcel_status,
        "status_text": status_text(order),
        "currency": order.currency,
        "subtotal": order.subtotal,
        "discount": order.discount,
        "shipping_fee": order.shipping_fee,
        "payment_fee": order.payment_fee,
        "total": order.total,
        "paid": order.paid,
        "balance": order.balance,
        "lines": [_line(line) for line in basket.lines],
        "customer": _customer(order, contacts),
        "shipping_address": _address(basket.shipping_address, ADDRESS_KEYS),
        "billing_address": _address(basket.billing_address, RECEIPT_KEYS),
        "shipping_method": basket.shipping_method,
        "payment_method": basket.payment_method,
        "invoice_url": invoice_url,
        "payments": [],
        "slips": [],
        "fulfillment_orders": [],
        "fulfillments": [],
        "documents": [],
    }


def _due_at(order: Order) -> str | None:
    if order.due_at is None or order.stage in NEVER_DUE or order.payment_status in SETTLED:
        return None
    return iso(order.due_at)


def _line(line: Line) -> dict[str, Any]:
    return {
        "sku": line.sku,
        "name": line.name,
        "quantity": line.quantity,
        "unit_price": line.unit_price,
        "discount": line.discount,
        "total": line.total,
        "fulfilled": line.fulfilled,
    }


def _payment(payment: Payment) -> dict[str, Any]:
    return {
        "id": str(payment.id),
        "kind": payment.kind,
        "method": payment.method,
        "amount": payment.amount,
        "at": iso(payment.at),
        "by": payment.by,
        "slip": None if payment.slip_id is None else str(payment.slip_id),
        "reference": payment.reference,
        "note": payment.note or None,
    }


def _paper(document: Document, invoice_url: str) -> dict[str, Any]:
    paper = document.paper
    return {
        "kind": document.kind,
        "number": document.number,
        "issued_at": iso(document.issued_at),
        "total": paper.total,
        "base": paper.base,
        "vat": paper.vat,
        "url": f"{invoice_url}/{PATHS[document.kind]}",
    }


def _customer(order: Order, known: Sequence[Contact]) -> dict[str, Any] | None:
    """None while nobody is known. An offline order has no chat; its customer is reached by e-mail."""
    customer: Customer | None = order.customer
    if customer is None:
        return None
    contacts = [{"channel": contact.channel, "id": contact.external_id} for contact in known]
    if order.kind == "offline":
        contacts = [{"channel": "email", "id": customer.email}] if customer.email else []
    named = [customer.name, (order.basket.shipping_address or {}).get("name"), *(contact.name for contact in known)]
    return {
        "name": next((name for name in named if name), ""),
        "phone": customer.phone or None,
        "email": customer.email or None,
        "contacts": contacts,
    }


def _address(address: dict[str, Any] | None, keys: Iterable[str]) -> dict[str, Any] | None:
    return {key: address.get(key) or None for key in keys} if address else None


async def _payments(orders: Sequence[Order]) -> dict[int, list[Payment]]:
    """Order id -> money in and back, in the order in which it was recorded."""
    found: dict[int, list[Payment]] = {order.id: [] for order in orders}
    for payment in await Payment.filter(order_id__in=list(found)).order_by("id"):
        found[payment.order_id].append(payment)
    return found


async def _contacts(orders: Sequence[Order]) -> dict[int, list[Contact]]:
    """Customer id -> their contacts, oldest first."""
    contacts: dict[int, list[Contact]] = {order.customer_id: [] for order in orders if order.customer_id is not None}
    for contact in await Contact.filter(customer_id__in=list(contacts)).order_by("id"):
        contacts[contact.customer_id or 0].append(contact)
    return contacts


async def _links(orders: Sequence[Order], public_url: str) -> dict[int, str]:
    """Order id -> address of its newest invoice. A draft has none, though it may have had one."""
    revisions = {order.id: order.revision for order in orders if order.stage != "draft"}
    rows: Any = await Invoice.filter(order_id__in=list(revisions)).values_list("order_id", "revision", "token")
    return {
        order_id: f"{public_url}/o/{token}" for order_id, revision, token in rows if revision == revisions[order_id]
    }


def _told(event: Event, order: Order) -> dict[str, Any]:
    return {
        "at": iso(event.at, fractions=True),
        "event": event.name,
        "by": event.by,
        "text": {language: _sentence(event, order, words(language)) for language in LANGUAGES},
    }


def _sentence(event: Event, order: Order, words: Words) -> str:
    """`order.event.<name>` with the event's facts; facts an older version did not record are the order's own."""
    facts: dict[str, Any] = {
        "total": order.total,
        "revision": order.revision,
        "reason": "",
        "channel": "",
    } | event.facts
    shown = {
        name: words.money(fact) if name in MONEY and isinstance(fact, int) else fact for name, fact in facts.items()
    }
    channel = f"order.channel.{facts['channel']}"
    shown["channel"] = words.say(channel) if words.knows(channel) else facts["channel"]
    reason = f"not_sent.{facts['reason']}"
    if words.knows(reason):
        shown["reason"] = words.say(reason, **{"detail": "", **event.facts})
    key = f"order.event.{event.name}"
    because = f"{key}_because"
    return words.say(because if shown["reason"] and words.knows(because) else key, **shown)
