"""Who may command: inviting, listing, removing."""

from argparse import Namespace
from typing import Any

from orders.people import Contact, Staff, invite_staff, remove_staff
from web.console.opening import at_counter
from web.console.printing import moment, say, show, show_json, show_table
from web.console.stopping import Stopped
from web.moments import iso

LONGEST_NAME = 200


async def invite(args: Namespace) -> None:
    """A new one-time code. Whoever sends it to the shop's account is staff from then on."""
    name = (args.name or "").strip()
    if len(name) > LONGEST_NAME:
        raise Stopped(say("name_too_long", most=LONGEST_NAME))
    async with at_counter(args) as here:
        code = await here.db.transaction(invite_staff, here.shop, name, here.clock.now())
    if args.json:
        show_json({"code": code})
    else:
        show(say("invited", code=code))


async def show_all(args: Namespace) -> None:
    async with at_counter(args) as here:
        people = await Staff.filter(shop_id=here.shop.id, active=True).order_by("id")
        contacts = await Contact.filter(staff_id__in=[staff.id for staff in people]).order_by("id")
    rows: list[dict[str, Any]] = [
        {
            "id": staff.id,
            "name": staff.name,
            "channels": [contact.channel for contact in contacts if contact.staff_id == staff.id],
            "created_at": iso(staff.created_at),
        }
        for staff in people
    ]
    if args.json:
        show_json(rows)
    else:
        zone = here.shop.timezone
        cells = [(x["id"], x["name"], ", ".join(x["channels"]), moment(x["created_at"], zone)) for x in rows]
        show_table(("id", "name", "channels", "created_at"), cells, right=["id"])


async def remove(args: Namespace) -> None:
    async with at_counter(args) as here:
        removed = await here.db.transaction(remove_staff, here.shop, args.name)
    if not removed:
        raise Stopped(say("no_such_staff", name=args.name))
    show(say("staff_removed", name=args.name, count=removed))
