"""Receipts, tax invoices and delivery notes: numbered without gaps, kept as issued, cancelled but never deleted."""

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
from orders.papers import KINDS, Kind, Paper, paper_from_json, paper_of
from orders.people import Customer
from orders.shops import Shop, ShopTerms

#: What a number begins with: `TX2569-000001`.
PREFIXES: dict[str, str] = {"receipt": "RC", "tax_invoice": "TX", "delivery_note": "DN"}
#: Where a document stands, below the link of its invoice.
PATHS: dict[str, str] = {"receipt": "receipt", "tax_invoice": "tax-invoice", "delivery_note": "delivery-note"}

#: Stages in which a document can be issued; one that was issued can be printed again in every stage.
ISSUED_IN = {"new", "confirmed", "completed"}
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


async def open_document(kind: Kind, order: Order, shop: Shop, now: datetime) -> Document | None:
    """The document to print: the one there is, else a new one with the next number, else None.

    To be called in a transaction that holds the order's row, so that of several first openings one makes it.
    """
    known = await Document.filter(order_id=order.id, kind=kind, cancelled_at=None).order_by("-id").first()
    paper = paper_of(order, shop, kind, known_as=await _known_as(order))
    if known is not None and not _is_outdated(known, order, paper):
        return known
    if known is not None:
        known.cancelled_at = now
        await known.save(update_fields=["cancelled_at"])
    if not can_issue(kind, order, shop.terms):
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
        content=paper.to_json(),
        issued_at=now,
    )


async def cancel_replaced(order: Order, now: datetime) -> None:
    """A new revision cancels what was issued of the earlier ones; the next opening makes new ones."""
    earlier = Document.filter(order_id=order.id, revision__lt=order.revision, cancelled_at=None)
    await earlier.update(cancelled_at=now)


async def documents_now(orders: Iterable[Order]) -> dict[int, list[Document]]:
    """Order id -> its documents that are issued and hold, in the order of issue."""
    revisions = {order.id: order.revision for order in orders if order.stage != "draft"}
    found: dict[int, list[Document]] = {id: [] for id in revisions}
    for document in await Document.filter(order_id__in=list(revisions), cancelled_at=None).order_by("id"):
        if document.revision == revisions[document.order_id]:
            found[document.order_id].append(document)
    return found


async def kinds_now(order: Order, shop: Shop) -> list[Kind]:
    """The kinds of document that can be had of this order now, issued already or not."""
    there = {document.kind for document in (await documents_now([order])).get(order.id, [])}
    return [kind for kind in KINDS if kind in there or can_issue(kind, order, shop.terms)]


async def documents_of(order: Order, shop: Shop, public_url: str) -> list[tuple[Kind, str]]:
    """The documents that can be had now, with their addresses; to be sent as links."""
    kinds = await kinds_now(order, shop)
    invoice = await current_invoice(order) if kinds else None
    return [(kind, f"{public_url}/o/{invoice.token}/{PATHS[kind]}") for kind in kinds] if invoice else []


def _is_outdated(document: Document, order: Order, paper: Paper) -> bool:
    """Whether the order was changed since: in a new revision, or by its customer who confirmed it with changes.

    Nothing else counts: an order whose people were erased keeps the papers it has.
    """
    if document.revision != order.revision:
        return True
    confirmed_since = order.confirmed_at is not None and order.confirmed_at >= document.issued_at
    return confirmed_since and not document.paper.says_the_same(paper)


async def _next_running(shop: Shop, kind: Kind, year: int) -> int:
    """One after the last; the shop's row is held until commit, so that no number is given twice or left out."""
    await Shop.filter(id=shop.id).select_for_update().get()
    last = await Document.filter(shop_id=shop.id, kind=kind, year=year).order_by("-running").first()
    return last.running + 1 if last else 1


async def _known_as(order: Order) -> str:
    customer = await Customer.get_or_none(id=order.customer_id) if order.customer_id else None
    return customer.name if customer else ""
