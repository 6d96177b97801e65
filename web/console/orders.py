"""Orders: a list, one of them, and all of them in a file."""

import csv
import io
import json
import sys
from argparse import Namespace
from collections.abc import AsyncIterator, Mapping
from typing import Any

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from orders.goods_file import guarded
from orders.money import baht
from orders.order import Order
from orders.selling import find_order
from orders.shops import Shop
from orders.stages import Refusal
from web.console.opening import Counter, at_counter
from web.console.paper import write_file
from web.console.printing import harmless, moment, say, show, show_json, show_table, spoken
from web.console.stopping import Stopped
from web.document import order_document, order_documents

#: What `--status` takes: the stages, then the payment statuses, then what is derived from both.
STATUSES = (
    "draft", "new", "confirmed", "completed", "cancelled", "expired",
    "unpaid", "review", "partially_paid", "paid", "overpaid", "refunded", "cod", "shipped",
)  # fmt: skip
#: Orders read at once for an export.
BATCH = 500

COLUMNS = ("number", "created_at", "customer", "total", "stage", "status")
CSV_COLUMNS = (
    "number", "created_at", "kind", "channel", "customer", "phone",
    "stage", "payment_status", "fulfillment_status", "parcel_status",
    "subtotal", "discount", "shipping_fee", "payment_fee", "total", "paid", "balance",
)  # fmt: skip
#: Columns in baht; satang in the document.
MONEY = CSV_COLUMNS[CSV_COLUMNS.index("subtotal") :]


async def show_all(args: Namespace) -> None:
    """Newest first. Drafts only with `--status draft`; an edit that is not issued yet is not an order."""
    async with at_counter(args) as here:
        query = _orders(here.shop, args.status)
        if args.before is not None:
            query = query.filter(await _older_than(here.shop, args.before, args.status))
        documents = await order_documents(await query.limit(args.limit), here.shop, here.public_url)
        zone = here.shop.timezone
    if args.json:
        return show_json(documents)
    language = spoken().language
    rows = [
        (
            d["number"] or "-",
            moment(d["created_at"], zone),
            _name(d),
            baht(d["total"]),
            d["stage"],
            d["status_text"][language],
        )
        for d in documents
    ]
    show_table(COLUMNS, rows, right=["total"])


async def show_one(args: Namespace) -> None:
    async with at_counter(args) as here:
        order = await _order(here.shop, args.number)
        document = await order_document(order, here.shop, here.public_url)
    if args.json:
        show_json(document)
    else:
        _show_document(document, here.shop.timezone)


async def write_out(args: Namespace) -> None:
    """Every order but drafts, newest first, to `--out` or stdout."""
    async with at_counter(args) as here:
        documents = [document async for document in _documents(here, args.status)]
    text = _as_csv(documents) if args.format == "csv" else json.dumps(documents, ensure_ascii=False, indent=2) + "\n"
    if args.out is None:
        sys.stdout.write(text)
    else:
        write_file(args.out, text)
        show(say("orders_written", count=len(documents), file=str(args.out)))


def _orders(shop: Shop, status: str | None) -> QuerySet[Order]:
    if status is not None and status not in STATUSES:
        raise Stopped(say("no_such_status", status=status, known=", ".join(STATUSES)))
    orders = Order.filter(shop_id=shop.id, edits_id__isnull=True)
    if status == "draft":
        return orders.filter(stage="draft").order_by("-id")
    orders = orders.exclude(stage="draft").order_by("-number")
    if status == "shipped":
        return orders.filter(fulfillment_status="fulfilled")
    return orders if status is None else orders.filter(Q(stage=status) | Q(payment_status=status))


async def _older_than(shop: Shop, number: str, status: str | None) -> Q:
    """Where the list goes on after `number`. Drafts may have none: they are listed in the order they were begun."""
    order = await _order(shop, number)
    return Q(id__lt=order.id) if status == "draft" else Q(number__lt=order.number)


async def _order(shop: Shop, number: str) -> Order:
    order = await find_order(shop, number.strip().removeprefix("#"))
    if isinstance(order, Refusal):
        raise Stopped(say("no_such_order", number=number))
    return order


async def _documents(here: Counter, status: str | None) -> AsyncIterator[dict[str, Any]]:
    """Batch after batch by number, so that orders coming in meanwhile move nothing."""
    query = _orders(here.shop, status)
    by = "id" if status == "draft" else "number"
    batch = await query.limit(BATCH)
    while batch:
        for document in await order_documents(batch, here.shop, here.public_url):
            yield document
        batch = await query.filter(**{f"{by}__lt": getattr(batch[-1], by)}).limit(BATCH)


def _as_csv(documents: list[dict[str, Any]]) -> str:
    """With BOM, or Excel takes Thai for something else."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(CSV_COLUMNS)
    for document in documents:
        row = document | {"customer": _name(document), "phone": (document["customer"] or {}).get("phone")}
        row |= {column: baht(document[column]) for column in MONEY}
        writer.writerow(guarded("" if row[column] is None else str(row[column])) for column in CSV_COLUMNS)
    return out.getvalue()


def _name(document: Mapping[str, Any]) -> str:
    return str((document["customer"] or {}).get("name") or "")


def _show_document(document: Mapping[str, Any], zone: str) -> None:
    """The same for people: what, how much, for whom, where to, and what happened."""
    language = spoken().language
    customer, address = document["customer"] or {}, document["shipping_address"] or {}
    facts = {
        "number": document["number"],
        "status": document["status_text"][language],
        "created_at": moment(document["created_at"], zone),
        "due_at": moment(document["due_at"], zone),
        "customer": " · ".join(filter(None, (customer.get("name"), customer.get("phone"), customer.get("email")))),
        "shipping_address": " ".join(filter(None, address.values())),
        "shipping_method": document["shipping_method"],
        "payment_method": document["payment_method"],
        "note": document["note"],
        "invoice_url": document["invoice_url"],
    }
    for name, fact in facts.items():
        if fact:
            show(f"{say(f'column.{name}')}: {harmless(fact)}")
    show("")
    lines = [(x["sku"], x["name"], x["quantity"], baht(x["unit_price"]), baht(x["total"])) for x in document["lines"]]
    numbers = ("quantity", "unit_price", "total")
    show_table(("sku", "name", *numbers), lines, right=numbers)
    show("")
    totals = [(say(f"column.{name}"), baht(document[name])) for name in MONEY if document[name] or name == "total"]
    show_table(("sum", "amount"), totals, right=["amount"])
    show("")
    story = [(moment(event["at"], zone), event["text"][language], event["by"]) for event in document["timeline"]]
    show_table(("at", "event", "by"), story)
