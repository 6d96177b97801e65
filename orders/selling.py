"""The use cases of selling at the counter: load, one verb, record what happened. Each runs in one transaction, which
the caller opens; a Refusal means that nothing has changed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tortoise.expressions import F

from orders import satang, stock, waiting
from orders.basket import Basket, Line
from orders.catalogue import Product
from orders.documents import keep_up
from orders.events import record
from orders.invoices import Invoice, new_token
from orders.numbers import number_of
from orders.order import Order, issue_times
from orders.people import Chat, Customer
from orders.shops import Shop
from orders.stages import Refusal


@dataclass(frozen=True, slots=True)
class Issued:
    order: Order
    invoice: Invoice


async def start(
    shop: Shop, *, by: str, now: datetime, chat: Chat | None = None, customer: Customer | None = None
) -> Order:
    """A new draft for a chat's customer, or offline for a customer without a chat."""
    order = await Order.create(
        shop_id=shop.id,
        kind="in_chat" if chat is not None else "offline",
        chat_id=chat.id if chat else None,
        customer_id=customer.id if customer else None,
        content=Basket(shipping_address=customer.address if customer else None).to_json(),
        currency=shop.currency,
        created_at=now,
    )
    await record("order_drafted", shop_id=shop.id, by=by, now=now, order=order)
    return order


def line_for(product: Product, *, quantity: int, unit_price: int | None = None, bundle: int | None = None) -> Line:
    """Goods of the catalogue as a line: the price is the one of this moment."""
    return Line(
        id=0,
        sku=product.sku,
        product_id=product.id,
        name=product.title,
        name_en=product.title_en,
        quantity=quantity,
        unit_price=product.price if unit_price is None else unit_price,
        bundle=bundle,
        list_price=product.price,
        weight_g=product.weight_g,
        image_url=product.image_url,
    )


def ad_hoc_line(name: str, *, quantity: int, unit_price: int | None = None, bundle: int | None = None) -> Line:
    """Goods that are not in the catalogue. Of a bundle the unit price is its share rounded up."""
    each = unit_price if unit_price is not None else -(-(bundle or 0) // quantity)
    return Line(id=0, name=name, quantity=quantity, unit_price=each, bundle=bundle)


async def change(
    order: Order, basket: Basket, shop: Shop, *, by: str = "", words: str = "", now: datetime | None = None
) -> None:
    """Keep a changed draft, and who changed it in which words; the change can be undone."""
    order.keep(basket, shop.terms, change=_change(by, words, now))
    await order.save()


async def undo(order: Order, shop: Shop, *, by: str = "", now: datetime | None = None) -> Refusal | None:
    """Take back the last change, whoever made it."""
    undone = order.last_change
    if not order.take_back(shop.terms):
        return Refusal("nothing_to_undo")
    order.touched = {**_change(by, undone["words"], now), "undone": undone["by"]}
    await order.save()
    return None


async def discard(order: Order) -> None:
    """Drop a draft. One that never had a number leaves no trace; one that had keeps its number as a draft."""
    await Chat.filter(draft_id=order.id).update(draft_id=None)
    if order.number is None:
        await order.delete()


async def issue(
    draft: Order, shop: Shop, *, by: str, now: datetime, facts: dict[str, Any] | None = None
) -> Issued | Refusal:
    """Give the draft its number and a new link; the draft of an edit becomes that order's next revision.

    `facts` go into the event (who asked, and whether the card is to be sent).
    """
    order = draft if draft.edits_id is None else await Order.filter(id=draft.edits_id).select_for_update().get()
    basket, terms = draft.basket, shop.terms
    if not basket.lines:
        return Refusal("empty_order")
    if draft is not order and _has_moved(order, draft):
        # The customer has added goods or an address since; this draft would wipe them out.
        return Refusal("confirmed_meanwhile", {"number": order.number})
    if basket.shipping_method and basket.totals(terms).fee_is_open:
        return Refusal("fee_needed", {"method": basket.shipping_method})
    if basket.payment_method == "cod" and terms.payments.cod is None:
        return Refusal("no_such_payment", {"way": "cod"})
    before, held = order.stage, order.basket
    if refusal := order.move("issue" if before == "draft" else "revise"):
        return refusal
    if terms.selling.reserve == "issue":
        if refusal := await stock.hold(basket, before=order.basket if draft is not order else None):
            order.stage = before
            return refusal
    else:
        await stock.release(order.basket)
        for line in basket.lines:
            line.reserved = 0
    is_apart = await satang.stand_apart(order, basket, shop)
    order.keep(basket, terms)
    order.past = []
    order.number = order.number or await _next_number(shop)
    order.revision += 1
    order.confirmed_at = None
    issue_times(order, terms, now)
    await order.save()
    await keep_up(order, shop, now)
    invoice = await Invoice.create(
        order_id=order.id, revision=order.revision, token=new_token(), content=order.content, created_at=now
    )
    await Chat.filter(draft_id=draft.id).update(draft_id=None)
    if draft is not order:
        await draft.delete()
    name = "order_issued" if order.revision == 1 else "order_revised"
    details = {"revision": order.revision, "total": order.total} | (facts or {})
    await record(name, shop_id=shop.id, by=by, now=now, order=order, facts=details)
    if not is_apart:
        await satang.tell_alike(order, shop, by=by, now=now)
    await waiting.freed(shop, held, now)
    return Issued(order, invoice)


async def edit(order: Order, shop: Shop, *, now: datetime) -> Order | Refusal:
    """A draft of an issued order, or the one already open. The order itself stays as it is until that is issued."""
    if order.stage == "draft":
        return order
    if order.stage in ("cancelled", "completed"):
        return Refusal("cannot_revise", {"stage": order.stage, "number": order.number})
    known = await Order.filter(edits_id=order.id).select_for_update().first()
    return known or await Order.create(
        shop_id=shop.id,
        kind=order.kind,
        chat_id=order.chat_id,
        customer_id=order.customer_id,
        edits_id=order.id,
        content=order.content,
        currency=order.currency,
        created_at=now,
        # What it was begun from: compared when it is issued.
        issued_at=order.issued_at,
        confirmed_at=order.confirmed_at,
        **{name: getattr(order, name) for name in ("subtotal", "discount", "shipping_fee", "payment_fee", "total")},
    )


async def make_draft(order: Order, shop: Shop, *, by: str, now: datetime) -> Refusal | None:
    """Stop the link and give the stock back; the number is kept."""
    if order.stage == "draft":
        return Refusal("cannot_make_draft", {"stage": order.stage, "number": order.number})
    if refusal := order.move("make_draft"):
        return refusal
    basket = order.basket
    await stock.release(basket)
    order.keep(basket, shop.terms)
    order.due_at = order.confirmed_at = None
    await order.save()
    await _drop_edits(order)
    await record("order_changed_to_draft", shop_id=shop.id, by=by, now=now, order=order)
    await waiting.freed(shop, basket, now)
    return None


async def cancel(order: Order, shop: Shop, *, by: str, now: datetime, reason: str = "") -> Refusal | None:
    """Cancel an issued order; what it held is free again."""
    if refusal := order.move("cancel"):
        return refusal
    basket = order.basket
    await stock.release(basket)
    order.keep(basket, shop.terms)
    order.due_at = None
    await order.save()
    await _drop_edits(order)
    await record("order_cancelled", shop_id=shop.id, by=by, now=now, order=order, facts={"reason": reason})
    await waiting.freed(shop, basket, now)
    return None


async def send_again(
    order: Order, shop: Shop, *, by: str, now: datetime, facts: dict[str, Any] | None = None
) -> Refusal | None:
    """Ask for the newest invoice card to go into the customer's chat once more."""
    if order.chat_id is None:
        return Refusal("no_chat", {"number": order.number})
    if order.stage not in ("new", "confirmed", "completed"):
        return Refusal("cannot_resend", {"stage": order.stage, "number": order.number})
    await record("send_again_asked", shop_id=shop.id, by=by, now=now, order=order, facts=facts)
    return None


async def find_order(shop: Shop, number: str) -> Order | Refusal:
    """An order of this shop by the number people say. In a transaction nobody else changes it until commit."""
    named = number_of(number)
    if named is not None:
        order = await Order.filter(shop_id=shop.id, number=named, edits_id=None).select_for_update().first()
        if order is not None:
            return order
    return Refusal("no_such_order", {"number": number})


def _change(by: str, words: str, now: datetime | None) -> dict[str, str]:
    return {"by": by, "words": words, "at": now.isoformat() if now else ""}


def _has_moved(order: Order, draft: Order) -> bool:
    """Whether it was confirmed, or made another revision of, since this edit of it was begun."""
    return (order.confirmed_at, order.issued_at) != (draft.confirmed_at, draft.issued_at)


async def find_draft(shop: Shop, draft_id: int | None) -> Order | None:
    """A draft of this shop; an edit of an order may be open in two chats, so nobody else changes it until commit."""
    drafts = Order.filter(id=draft_id or 0, shop_id=shop.id, stage="draft")
    return await drafts.select_for_update().first()


async def _drop_edits(order: Order) -> None:
    """Nobody goes on with a draft of what is no longer to be changed, nor with the order itself."""
    drafts = await Order.filter(edits_id=order.id).values_list("id", flat=True)
    gone = list(drafts) if order.stage == "draft" else [order.id, *drafts]
    await Chat.filter(draft_id__in=gone).update(draft_id=None)
    await Order.filter(edits_id=order.id).delete()


async def _next_number(shop: Shop) -> int:
    await Shop.filter(id=shop.id).update(last_number=F("last_number") + 1)
    shop.last_number = (await Shop.get(id=shop.id)).last_number
    return shop.last_number
