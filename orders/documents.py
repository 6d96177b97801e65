"""Receipts, tax invoices and delivery notes: numbered without gaps, kept as issued, cancelled but never deleted.

A number is given when a document comes to be: receipt and tax invoice with the money, a delivery note with the
confirmation, each sooner when staff ask for it. To look at one gives none: chat apps fetch links ahead.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from orders.clock import BUDDHIST_ERA
from orders.invoices import current_invoice
from orders.order import Order
from orders.papers import KINDS, Kind, Paper, buyer_of, paper_from_json, paper_of
from orders.people import Customer
from orders.shops import Shop, ShopTerms

#: What a number begins with: `TX2569-000001`.
PREFIXES: dict[str, str] = {"receipt": "RC", "tax_invoice": "TX", "delivery_note": "DN"}
#: Where a document stands, below the link of its invoice.
PATHS: dict[str, str] = {"receipt": "receipt", "tax_invoice": "tax-invoice", "delivery_note": "delivery-note"}

#: Stages in which a document can be issued; one that was issued can be printed again in every stage.
ISSUED_IN = {"new", "confirmed", "completed"}
#: Stages in which it is certain what goes to whom.
CONFIRMED = {"confirmed", "completed"}
#: Payment statuses in which the money has come in.
PAID = {"paid", "overpaid"}


class Document(Model):
    """One number. `content` is the paper as issued and never changes; `revision` is the invoice it was made of. An
    order that has documents cannot be deleted.

    `year` is of the Buddhist era in the shop's time zone; numbers begin anew with it.
    """

    id = fields.IntField(primary_key=True)
    shop: fields.ForeignKeyRelation[Shop] = fields.ForeignKeyField("models.Shop", related_name="documents")
    shop_id: int
    order: fields.ForeignKeyRelation[Order] = fields.ForeignKeyField(
        "models.Order", related_name="documents", on_delete=fields.NO_ACTION
    )
    order_id: int
    revision = fields.IntField()
    kind = fields.CharField(max_length=20)
    year = fields.IntField()
    running = fields.IntField()
    number = fields.CharField(max_length=20)
    content: dict[str, Any] = fields.JSONField()
    issued_at = fields.DatetimeField()
    cancelled_at = fields.DatetimeField(null=True)

    class Meta:
        table = "document"
        table_description = "receipts, tax invoices, delivery notes"
        unique_together = (("shop", "kind", "year", "running"),)
        indexes = (Index(fields=("order_id", "kind")),)

    @property
    def paper(self) -> Paper:
        return paper_from_json(self.content)


def can_issue(kind: Kind, order: Order, terms: ShopTerms) -> bool:
    """Whether a new document may be made: a receipt once paid, a tax invoice only by a seller registered for VAT."""
    if order.number is None or order.stage not in ISSUED_IN:
        return False
    if kind == "delivery_note":
        return True
    return order.payment_status in PAID and (kind == "receipt" or terms.vat.registered)


def buyer_lacks(kind: Kind, order: Order) -> list[str]:
    """What a tax invoice has to say of its buyer and the order does not tell: name, address. What they are called in a
    chat is not a name. A tax id only buyers have who are registered themselves.

    Revenue Code, section 86/4 (3):
    https://library.siam-legal.com/thai-law/revenue-code-tax-invoice-debit-note-credit-note-section-86/
    """
    if kind != "tax_invoice":
        return []
    buyer = buyer_of(order.basket, kind, known_as="")
    return [part for part, known in (("name", buyer.name), ("address", buyer.address)) if not known]


def tax_invoice_lacks(order: Order, shop: Shop) -> list[str]:
    """What alone keeps the order from having its tax invoice."""
    return buyer_lacks("tax_invoice", order) if can_issue("tax_invoice", order, shop.terms) else []


async def held_document(kind: Kind, order: Order) -> Document | None:
    """The document there is."""
    known = Document.filter(order_id=order.id, kind=kind, cancelled_at=None, revision=order.revision)
    return await known.order_by("-id").first()


async def keep_up(order: Order, shop: Shop, now: datetime, *, changed: bool = False) -> None:
    """Make what has come to be due, and make anew what the order has outgrown: by a new revision, or (`changed`) by
    what its customer chose within one. In the transaction of the deed itself, after which the order was saved.

    Nothing else counts: an order whose people were erased keeps the papers it has.
    """
    known = {document.kind: document for document in await Document.filter(order_id=order.id, cancelled_at=None)}
    for kind in KINDS:
        document = known.get(kind)
        if changed and document is not None and not document.paper.says_the_same(await _paper(kind, order, shop)):
            await _cancel(document, now)
        is_due = order.stage in CONFIRMED if kind == "delivery_note" else can_issue(kind, order, shop.terms)
        if is_due or document is not None:
            await open_document(kind, order, shop, now)


async def make_all(order: Order, shop: Shop, now: datetime) -> None:
    """Make every document that can be had now."""
    for kind in KINDS:
        await open_document(kind, order, shop, now)


async def open_document(kind: Kind, order: Order, shop: Shop, now: datetime) -> Document | None:
    """The document there is, else a new one with the next number, else None.

    To be called in a transaction that holds the order's row, so that of several deeds one makes it.
    """
    known = await Document.filter(order_id=order.id, kind=kind, cancelled_at=None).order_by("-id").first()
    if known is not None and known.revision == order.revision:
        return known
    if known is not None:
        await _cancel(known, now)
    if not can_issue(kind, order, shop.terms) or buyer_lacks(kind, order):
        return None
    year = now.astimezone(ZoneInfo(shop.timezone)).year + BUDDHIST_ERA
    running = await _next_running(shop, kind, year)
    return await Document.create(
        shop_id=shop.id,
        order_id=order.id,
        revision=order.revision,
        kind=kind,
        year=year,
        running=running,
        number=f"{PREFIXES[kind]}{year}-{running:06d}",
        content=(await _paper(kind, order, shop)).to_json(),
        issued_at=now,
    )


async def documents_now(orders: Iterable[Order]) -> dict[int, list[Document]]:
    """Order id -> its documents that are issued and hold, in the order of issue."""
    revisions = {order.id: order.revision for order in orders if order.stage != "draft"}
    found: dict[int, list[Document]] = {id: [] for id in revisions}
    for document in await Document.filter(order_id__in=list(revisions), cancelled_at=None).order_by("id"):
        if document.revision == revisions[document.order_id]:
            found[document.order_id].append(document)
    return found


async def kinds_now(order: Order) -> list[Kind]:
    """The kinds of document there are of this order."""
    there = {document.kind for document in (await documents_now([order])).get(order.id, [])}
    return [kind for kind in KINDS if kind in there]


async def documents_of(order: Order, public_url: str) -> list[tuple[Kind, str]]:
    """The documents there are, with their addresses; to be sent as links."""
    kinds = await kinds_now(order)
    invoice = await current_invoice(order) if kinds else None
    return [(kind, f"{public_url}/o/{invoice.token}/{PATHS[kind]}") for kind in kinds] if invoice else []


async def _cancel(document: Document, now: datetime) -> None:
    document.cancelled_at = now
    await document.save(update_fields=["cancelled_at"])


async def _paper(kind: Kind, order: Order, shop: Shop) -> Paper:
    customer = await Customer.get_or_none(id=order.customer_id) if order.customer_id else None
    return paper_of(order, shop, kind, known_as=customer.name if customer else "")


async def _next_running(shop: Shop, kind: Kind, year: int) -> int:
    """One after the last; the shop's row is held until commit, so that no number is given twice or left out."""
    await Shop.filter(id=shop.id).select_for_update().get()
    last = await Document.filter(shop_id=shop.id, kind=kind, year=year).order_by("-running").first()
    return last.running + 1 if last else 1
