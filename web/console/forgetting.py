"""Forgetting a person: what tells who they are goes, what the shop owes and earned stays.

Names, numbers, addresses, notes and words said are blanked; orders keep their number, goods and amounts. Receipts and
tax invoices stay as they were issued: the Revenue Code has them kept for five years (section 87/3), which the right to
be forgotten leaves alone (Personal Data Protection Act, section 33). Runs in one transaction, so that nobody is half
forgotten.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tortoise.expressions import Q

from orders.documents import Document
from orders.events import Event
from orders.invoices import Invoice
from orders.order import Order
from orders.papers import Party
from orders.people import Chat, Contact, Customer
from orders.proposals import Proposal
from orders.queues import Inbound, Outbound
from orders.sayings import Saying
from orders.shops import Shop
from orders.slips import Slip
from orders.waiting import Waiting
from web.console.people import Person, chats_of, forgotten_id, lanes_of

#: What stays of an address: the fee for a remote place was counted by it.
KEPT_OF_ADDRESS = ("postal_code", "country")
#: Rows of the outbox looked at in one go.
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many of each were blanked; `pictures` are files of slips to delete when that is committed."""

    contacts: int
    orders: int
    heard: int
    said: int
    pictures: tuple[str, ...] = ()


async def forget(shop: Shop, person: Person) -> Forgotten:
    chats = await chats_of(person)
    lanes = lanes_of(shop, person, chats)
    orders = await orders_of(person, chats)
    heard = await _blank_heard(lanes)
    said = await _blank_said(shop, lanes, {order.id for order in orders}, {chat.id for chat in chats})
    for order in orders:
        await _blank_order(order)
    await _blank_delivery_notes(orders)
    await _blank_events(shop, orders, {chat.id for chat in chats})
    pictures = await _blank_slips(orders)
    for chat in chats:
        await _blank_chat(chat)
    for contact in person.contacts:
        await _blank_contact(contact)
    if person.customer is not None:
        await Customer.filter(id=person.customer.id).update(name="", phone="", email="", address=None)
    return Forgotten(len(person.contacts), len(orders), heard, said, pictures)


async def orders_of(person: Person, chats: Iterable[Chat]) -> list[Order]:
    """Theirs by name or by chat, drafts and edits among them."""
    whose = Q(chat_id__in=[chat.id for chat in chats])
    if person.customer is not None:
        whose |= Q(customer_id=person.customer.id)
    return await Order.filter(whose).order_by("id")


async def _blank_heard(lanes: Mapping[str, str]) -> int:
    """What they said. What still waits is taken as handled: there is nobody left to answer."""
    blanked = 0
    for lane, forgotten in lanes.items():
        await Inbound.filter(lane=lane, state="waiting").update(state="done")
        blanked += await Inbound.filter(lane=lane).update(lane=forgotten, body="{}", error="")
    return blanked


async def _blank_said(shop: Shop, lanes: Mapping[str, str], orders: set[int], chats: set[int]) -> int:
    """What was told to them, and what others were told about their orders and about what they said."""
    blanked = 0
    for lane, forgotten in lanes.items():
        await Outbound.filter(lane=lane, state="waiting").update(state="dropped")
        blanked += await Outbound.filter(lane=lane).update(lane=forgotten, body={}, error="", call_token="")
    last = 0
    while batch := await Outbound.filter(shop_id=shop.id, id__gt=last).order_by("id").limit(BATCH):
        last = batch[-1].id
        about = [row.id for row in batch if row.body and (_told_of(row) & orders or row.about.get("of_chat") in chats)]
        await Outbound.filter(id__in=about, state="waiting").update(state="dropped")
        blanked += await Outbound.filter(id__in=about).update(body={}, error="")
    return blanked


def _told_of(row: Outbound) -> set[Any]:
    return {row.about.get("order"), row.about.get("concerns"), row.body.get("order")}


async def _blank_order(order: Order) -> None:
    await Order.filter(id=order.id).update(content=_blanked(order.content), past=[], touched=None)
    for invoice in await Invoice.filter(order_id=order.id):
        await Invoice.filter(id=invoice.id).update(content=_blanked(invoice.content), checkout=None)


def _blanked(content: Mapping[str, Any]) -> dict[str, Any]:
    blank: dict[str, Any] = {"note": None}
    for name in ("shipping_address", "billing_address"):
        address = content.get(name) or {}
        blank[name] = {part: address[part] for part in KEPT_OF_ADDRESS if address.get(part)} or None
    return {**content, **blank}


async def _blank_delivery_notes(orders: Iterable[Order]) -> None:
    notes = Document.filter(order_id__in=[order.id for order in orders], kind="delivery_note")
    for note in await notes:
        paper = replace(note.paper, buyer=Party(""), note="")
        await Document.filter(id=note.id).update(content=paper.to_json())


async def _blank_events(shop: Shop, orders: Iterable[Order], chats: set[int]) -> None:
    """The story stays; words that people wrote into it (why it was cancelled) go. Nobody is told of it any more."""
    theirs = await Event.filter(shop_id=shop.id, order_id__in=[order.id for order in orders] or [0])
    without_order = Event.filter(shop_id=shop.id, order_id__isnull=True)
    theirs += [event for event in await without_order if event.facts.get("chat") in chats]
    for event in theirs:
        is_key = event.name.endswith("not_sent")
        told = ("channel", "via", "reason") if is_key else ("channel", "via")
        facts = {name: fact for name, fact in event.facts.items() if not isinstance(fact, str) or name in told}
        await Event.filter(id=event.id).update(facts=facts, announced=True)


async def _blank_slips(orders: Iterable[Order]) -> tuple[str, ...]:
    """A picture shows names and accounts. What tells a transfer from another stays, so that nobody shows it again."""
    slips = Slip.filter(order_id__in=[order.id for order in orders])
    names: list[Any] = await slips.exclude(picture="").values_list("picture", flat=True)
    await slips.update(picture="", reason=None)
    return tuple(str(name) for name in names)


async def _blank_chat(chat: Chat) -> None:
    await Saying.filter(chat_id=chat.id).delete()
    await Proposal.filter(chat_id=chat.id).delete()
    await Waiting.filter(chat_id=chat.id).delete()
    await Chat.filter(id=chat.id).update(
        external_id=forgotten_id(chat.contact_id or 0), reply_token="", question=None, awaited=None, draft_id=None
    )


async def _blank_contact(contact: Contact) -> None:
    await Saying.filter(by=f"contact:{contact.id}", shop_id=contact.shop_id).delete()  # in groups
    await Contact.filter(id=contact.id).update(
        external_id=forgotten_id(contact.id), name="", name_key="", picture_url="", language="", wants_notices=False
    )
