"""A customer's right to know what is kept of them, and to be forgotten."""

import json
import sys
from argparse import Namespace
from typing import Any

from orders.people import Chat
from orders.queues import Inbound, Outbound
from web.album import Album
from web.console.forgetting import forget, orders_of
from web.console.opening import Counter, at_counter
from web.console.people import Person, chats_of, lanes_of, people_called
from web.console.printing import say, show, show_json
from web.console.stopping import Stopped
from web.document import order_documents
from web.moments import iso


async def write_out(args: Namespace) -> None:
    """All that is known of one person, as JSON."""
    async with at_counter(args) as here:
        person = await _person(here, args.ref)
        show_json(await _known(here, person))


async def erase(args: Namespace) -> None:
    async with at_counter(args) as here:
        person = await _person(here, args.ref)
        orders = await orders_of(person, await chats_of(person))
        still_open = [str(order.number) for order in orders if order.stage in ("new", "confirmed")]
        if not args.yes:
            _ask(person, len(orders), still_open)
        done = await here.db.transaction(forget, here.shop, person)
        days = here.settings.server.retention_days
        album = Album(here.settings.slips.folder)
        for picture in done.pictures:
            await album.drop(picture)
    show(
        say(
            "erased", name=person.name, contacts=done.contacts, orders=done.orders, heard=done.heard, said=done.said,
            days=days,
        )
    )  # fmt: skip


async def _person(here: Counter, ref: str) -> Person:
    found = await people_called(here.shop, ref.strip())
    if not found:
        raise Stopped(say("no_such_customer", ref=ref))
    if len(found) > 1:
        raise Stopped(say("several_customers", ref=ref, refs=", ".join(person.ref for person in found)))
    return found[0]


def _ask(person: Person, orders: int, still_open: list[str]) -> None:
    """Stopped unless a person at a terminal says yes."""
    if not sys.stdin.isatty():
        raise Stopped(say("erase_needs_yes"))
    question = "erase_open" if still_open else "erase_sure"
    print(say(question, name=person.name, orders=orders, open=", ".join(still_open)), end=" ", flush=True)
    if input().strip().casefold() not in say("yes").split():
        raise Stopped(say("erase_not"))


async def _known(here: Counter, person: Person) -> dict[str, Any]:
    chats = await chats_of(person)
    orders = [order for order in await orders_of(person, chats) if order.edits_id is None]
    customer = person.customer
    return {
        "id": customer.id if customer else None,
        "name": person.name,
        "phone": (customer and customer.phone) or None,
        "email": (customer and customer.email) or None,
        "address": customer.address if customer else None,
        "created_at": iso(customer.created_at) if customer else None,
        "contacts": [
            {
                "channel": contact.channel,
                "id": contact.external_id,
                "name": contact.name,
                "picture_url": contact.picture_url or None,
                "language": contact.language or None,
                "wants_notices": contact.wants_notices,
            }
            for contact in person.contacts
        ],
        "orders": await order_documents(orders, here.shop, here.public_url, timeline=True),
        "heard": await _heard(here, person, chats),
        "said": await _said(here, person, chats),
    }


async def _heard(here: Counter, person: Person, chats: list[Chat]) -> list[dict[str, Any]]:
    rows = await Inbound.filter(lane__in=list(lanes_of(here.shop, person, chats))).order_by("id")
    return [{"at": iso(row.received_at), "kind": row.kind, "event": _read(row.body)} for row in rows]


async def _said(here: Counter, person: Person, chats: list[Chat]) -> list[dict[str, Any]]:
    rows = await Outbound.filter(lane__in=list(lanes_of(here.shop, person, chats)), kind="message").order_by("id")
    return [{"at": iso(row.created_at), "state": row.state, "message": row.body} for row in rows]


def _read(body: str) -> Any:
    """The raw event as the platform sent it."""
    try:
        return json.loads(body)
    except ValueError:
        return body
