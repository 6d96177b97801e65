"""Proposals: what a customer's words came to, shown to them, and the one tap that makes an order of it.

Nobody sees a proposal but the customer: it has no number, holds no stock and is on no list. One is answered at most
once; a newer one takes its place.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from orders import selling, waiting
from orders.basket import Basket, basket_from_json
from orders.catalogue import Product
from orders.checkout import basket_on_page
from orders.invoices import current_invoice
from orders.numbers import number_of
from orders.order import Order
from orders.people import Chat, Contact, Customer, customer_of
from orders.shops import Shop
from orders.stages import Refusal
from orders.wishes import Outcome, Short, Wish, come_to, wish_from_json

#: After so long a proposal can only be asked for again.
LASTS = timedelta(hours=24)
#: What is said within this time of a proposal is said about it.
GOES_ON = timedelta(minutes=30)
#: The same wish is told to staff once in this time, and no more than so many of one chat.
TOLD_LASTS, MOST_TOLD = timedelta(hours=1), 5


class Proposal(Model):
    """`wishes` are what is wanted, `shown` the basket they came to when the card was made (and when its order had been
    confirmed), `extends` (at `revision`) the order they change. State: waiting, confirmed (then `order` is what became
    of it), declined, replaced, told (no card was made of it: staff were told, in the words of `shown`).
    """

    id = fields.IntField(primary_key=True)
    shop: fields.ForeignKeyRelation[Shop] = fields.ForeignKeyField("models.Shop", related_name="proposals")
    shop_id: int
    chat: fields.ForeignKeyRelation[Chat] = fields.ForeignKeyField("models.Chat", related_name="proposals")
    chat_id: int
    extends: fields.ForeignKeyNullableRelation[Order] = fields.ForeignKeyField(
        "models.Order", related_name="proposals", null=True, on_delete=fields.SET_NULL
    )
    extends_id: int | None
    revision = fields.IntField(default=0)
    wishes: list[dict[str, Any]] = fields.JSONField(default=list)
    shown: dict[str, Any] = fields.JSONField(default=dict)
    state = fields.CharField(max_length=10, default="waiting")
    order: fields.ForeignKeyNullableRelation[Order] = fields.ForeignKeyField(
        "models.Order", related_name="was_proposed", null=True, on_delete=fields.SET_NULL
    )
    order_id: int | None
    created_at = fields.DatetimeField()

    class Meta:
        table = "proposal"
        table_description = "what customers were asked to confirm"
        indexes = (
            Index(fields=("chat_id", "state")),
            Index(fields=("shop_id",)),
            Index(fields=("extends_id",)),
            Index(fields=("order_id",)),
        )

    @property
    def basket(self) -> Basket:
        """The whole order as it would be."""
        return basket_from_json(self.shown)

    @property
    def wanted(self) -> tuple[Wish, ...]:
        return tuple(wish_from_json(wish) for wish in self.wishes)

    def is_open(self, now: datetime) -> bool:
        return self.state == "waiting" and now - self.created_at < LASTS


@dataclass(frozen=True, slots=True)
class Proposed:
    """`proposal` is None when nothing of what was wanted can be had."""

    proposal: Proposal | None
    short: tuple[Short, ...] = ()
    base: Order | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """Not what they were shown any more: asked anew, and why (keys of templates/words `chat.changed.<key>`)."""

    proposed: Proposed
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """The order; `again`: it had been made of this proposal before."""

    order: Order
    again: bool = False


async def open_order(chat: Chat, *, locked: bool = False) -> Order | None:
    """The order a customer's further goods belong to: their newest, as long as nothing is paid or on its way.

    `locked`: nobody else (the page, staff) changes it until commit.
    """
    found = (
        Order.filter(chat_id=chat.id, edits_id=None, number__isnull=False, stage__in=["new", "confirmed"], paid=0)
        .filter(payment_status__in=["unpaid", "cod"], fulfillment_status="unfulfilled")
        .order_by("-number")
    )
    return await (found.select_for_update() if locked else found).first()


async def waiting_proposal(chat: Chat, now: datetime) -> Proposal | None:
    """The one that can still be confirmed in this chat."""
    newest = await Proposal.filter(chat_id=chat.id, state="waiting").order_by("-id").first()
    return newest if newest is not None and newest.is_open(now) else None


async def propose(shop: Shop, chat: Chat, wishes: Iterable[Wish], now: datetime) -> Proposed | Refusal:
    """Work out what the wishes come to, and keep it as what waits for this chat's answer."""
    base = await open_order(chat)
    outcome = await _work_out(shop, chat, tuple(wishes), base)
    if isinstance(outcome, Refusal):
        return outcome
    if not outcome.wishes or not outcome.basket.lines:
        return Proposed(None, outcome.short, base)
    await Proposal.filter(chat_id=chat.id, state="waiting").update(state="replaced")
    proposal = await Proposal.create(
        shop_id=shop.id,
        chat_id=chat.id,
        extends_id=base.id if base else None,
        revision=base.revision if base else 0,
        wishes=[wish.to_json() for wish in outcome.wishes],
        shown={**outcome.basket.to_json(), "confirmed_at": _confirmed(base)},
        created_at=now,
    )
    return Proposed(proposal, outcome.short, base)


async def find_proposal(chat: Chat, number: str) -> Proposal | None:
    """The proposal of this chat that a button names (`~12`). Somebody else's does not exist here."""
    named = number_of(number.removeprefix("~"))
    return await Proposal.filter(id=named, chat_id=chat.id).select_for_update().first() if named is not None else None


async def confirm(proposal: Proposal, shop: Shop, chat: Chat, now: datetime) -> Made | Changed | Refusal:
    """Make the order, or the next revision of the one it extends, exactly once; ask anew when it is not what they saw.

    To be called in a transaction with `proposal` freshly loaded.
    """
    if proposal.state == "confirmed" and proposal.order_id is not None:
        return Made(await Order.get(id=proposal.order_id), again=True)
    if not proposal.is_open(now):
        return Refusal("proposal_old")
    base = await open_order(chat, locked=True)
    outcome = await _work_out(shop, chat, proposal.wanted, base)
    if isinstance(outcome, Refusal):
        return outcome
    if why := _changes(proposal, outcome, base):
        proposed = await propose(shop, chat, proposal.wanted, now)
        return proposed if isinstance(proposed, Refusal) else Changed(proposed, why)
    return await _make(proposal, outcome.basket, base, shop, chat, now)


async def decline(proposal: Proposal) -> None:
    proposal.state = "declined"
    await proposal.save(update_fields=["state"])


async def tell_once(shop: Shop, chat: Chat, text: str, now: datetime) -> bool:
    """Whether staff are to hear now that this chat wants `text`: not what they just heard, and not without end."""
    told = await Proposal.filter(chat_id=chat.id, state="told").order_by("-id").limit(MOST_TOLD)
    recent = [one for one in told if now - one.created_at < TOLD_LASTS]
    if len(recent) >= MOST_TOLD or any(one.shown.get("text") == text for one in recent):
        return False
    await Proposal.create(shop_id=shop.id, chat_id=chat.id, shown={"text": text}, state="told", created_at=now)
    return True


async def _work_out(shop: Shop, chat: Chat, wishes: tuple[Wish, ...], base: Order | None) -> Outcome | Refusal:
    basket = await _begun(chat, base)
    ids = [wish.product for wish in wishes if wish.product is not None]
    ids += [line.product_id for line in basket.lines if line.product_id is not None]
    goods = {product.id: product for product in await Product.filter(id__in=ids or [0], shop_id=shop.id)}
    return come_to(wishes, basket, goods, shop.terms)


async def _begun(chat: Chat, base: Order | None) -> Basket:
    """What the wishes are added to: the order with what its customer has changed on the page, else a new basket."""
    if base is not None:
        invoice = await current_invoice(base)
        return basket_on_page(invoice, base) if invoice is not None else base.basket
    contact = await Contact.get_or_none(id=chat.contact_id or 0)
    customer = await Customer.get_or_none(id=contact.customer_id or 0) if contact is not None else None
    return Basket(shipping_address=customer.address if customer is not None else None)


def _changes(proposal: Proposal, outcome: Outcome, base: Order | None) -> tuple[str, ...]:
    """Why what they would get now is not what they were shown."""
    seen, now = proposal.basket, outcome.basket
    why = []
    if (base.id if base else None, base.revision if base else 0) != (proposal.extends_id, proposal.revision):
        why.append("order")
    elif _confirmed(base) != proposal.shown.get("confirmed_at", ""):
        why.append("order")  # on its page, since: that must not be undone by a tap on an older card
    if outcome.short:
        why.append("stock")
    if {line.sku: line.unit_price for line in seen.lines} != {line.sku: line.unit_price for line in now.lines}:
        why.append("price" if not why else "order")
    if not why and _essence(seen) != _essence(now):
        why.append("order")
    return tuple(dict.fromkeys(why))


def _confirmed(base: Order | None) -> str:
    """When the order was confirmed on its page; "" for one that is not. Only ever compared for being the same."""
    return base.confirmed_at.isoformat() if base is not None and base.confirmed_at is not None else ""


def _essence(basket: Basket) -> tuple[Any, ...]:
    lines = [(line.sku, line.name, line.quantity, line.unit_price, line.bundle) for line in basket.lines]
    settings = (basket.shipping_method, basket.fixed_fee, basket.payment_method, basket.note, basket.shipping_address)
    return (lines, basket.discount_amount, basket.discount_percent, *settings)


async def _make(
    proposal: Proposal, basket: Basket, base: Order | None, shop: Shop, chat: Chat, now: datetime
) -> Made | Refusal:
    invoice = await current_invoice(base) if base is not None else None
    typed = (invoice.checkout or {}).get("fields", {}) if invoice is not None else {}
    draft = await _draft(basket, base, shop, chat, now)
    issued = await selling.issue(draft, shop, by="customer", now=now, facts={"proposal": proposal.id})
    if isinstance(issued, Refusal):
        if draft.number is None:
            await draft.delete()
        return issued
    if typed:
        # What they had filled in on the page before is not to be typed again.
        issued.invoice.checkout = {"basket": issued.order.basket.to_json(), "fields": typed}
        await issued.invoice.save(update_fields=["checkout"])
    proposal.state, proposal.order_id = "confirmed", issued.order.id
    await proposal.save(update_fields=["state", "order_id"])
    served = [line.product_id for line in issued.order.basket.lines if line.product_id is not None]
    await waiting.leave(chat, product_ids=served, state="served")
    return Made(issued.order)


async def _draft(basket: Basket, base: Order | None, shop: Shop, chat: Chat, now: datetime) -> Order:
    """The draft that is issued at once. Staff may have an edit of the same order open: it is theirs and stays."""
    if base is None:
        contact = await Contact.get_or_none(id=chat.contact_id or 0)
        customer = await customer_of(contact, now) if contact is not None else None
        draft = await selling.start(shop, by="customer", now=now, chat=chat, customer=customer)
    else:
        draft = Order(
            shop_id=shop.id, kind=base.kind, chat_id=base.chat_id, customer_id=base.customer_id, edits_id=base.id,
            currency=base.currency, created_at=now, issued_at=base.issued_at, confirmed_at=base.confirmed_at,
        )  # fmt: skip
    draft.keep(basket, shop.terms)
    await draft.save()
    return draft
