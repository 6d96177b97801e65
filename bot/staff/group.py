"""Whom staff mean in a group: the member they mention, or the only customer who speaks there."""

from tortoise.expressions import Q

from bot.conversation import Turn
from orders.people import Contact, name_key
from orders.sayings import Saying

#: The signature of what a customer said (`bot.answer` writes it).
CUSTOMER = "contact:"


def is_group(turn: Turn) -> bool:
    return turn.chat.kind != "user"


async def customer_in_group(turn: Turn) -> Contact | None:
    """The customer meant here, None when that is not certain (or this is no group)."""
    if not is_group(turn):
        return None
    if turn.incoming.mentions:
        mentioned = [await _mentioned(turn, person, name) for person, name in turn.incoming.mentions]
        customers = [contact for contact in mentioned if contact.staff_id is None]
        return customers[0] if len(customers) == 1 else None
    spoken = await customers_here(turn)
    return spoken[0] if len(spoken) == 1 else None


async def customers_here(turn: Turn) -> list[Contact]:
    """Customers who have spoken in this group, as far as we remember; LINE does not tell who else is in it.

    https://developers.line.biz/en/docs/messaging-api/group-chats/
    """
    signatures = await (
        Saying.filter(chat_id=turn.chat.id, by__startswith=CUSTOMER).distinct().values_list("by", flat=True)
    )
    ids = [int(str(by).removeprefix(CUSTOMER)) for by in signatures]
    return await Contact.filter(id__in=ids or [0], staff_id=None).order_by("id")


async def seen_here(turn: Turn) -> Q:
    """The orders that a list may name: in a group, those of its people, and those that were opened in it."""
    if not is_group(turn):
        return Q()
    here = [contact.id for contact in await customers_here(turn)]
    return Q(chat_id=turn.chat.id) | Q(drafted_in=turn.chat.id) | Q(chat__contact_id__in=here or [0])


async def _mentioned(turn: Turn, person: str, name: str) -> Contact:
    """Somebody who never wrote is known by the name they are mentioned by."""
    known = {"name": name[:200], "name_key": name_key(name)[:200]}
    contact, _ = await Contact.get_or_create(
        shop_id=turn.shop.id, channel=turn.chat.channel, external_id=person, defaults=known
    )
    return contact
