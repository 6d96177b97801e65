"""A person as the shop knows them: a customer with their contacts, or someone who only ever wrote."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tortoise.expressions import Q

from orders.people import Chat, Contact, Customer, name_key
from orders.shops import Shop

#: As many digits make a telephone number and not an id.
PHONE_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Person:
    """`customer` None: they never ordered. Staff are never among them."""

    customer: Customer | None
    contacts: tuple[Contact, ...]

    @property
    def name(self) -> str:
        names = [self.customer.name if self.customer else "", *(contact.called for contact in self.contacts)]
        return next((name for name in names if name), "")

    @property
    def ref(self) -> str:
        """What tells them from others of the same name."""
        if self.customer is not None:
            return str(self.customer.id)
        return f"{self.contacts[0].channel}:{self.contacts[0].external_id}"


async def people_called(shop: Shop, ref: str) -> list[Person]:
    """Those whom `ref` may mean: a customer's id, a telephone number, `channel:id` of one who only wrote, or a name."""
    digits = _digits(ref)
    if ref.isascii() and ref.isdigit() and len(ref) < PHONE_DIGITS:
        return await _customers(shop, [int(ref)])
    if len(digits) >= PHONE_DIGITS and not re.search(r"[^\W\d_]", ref):
        known = await Customer.filter(shop_id=shop.id).exclude(phone="").values_list("id", "phone")
        return await _customers(shop, [int(id_) for id_, phone in known if _digits(str(phone)) == digits])
    channel, _, external_id = ref.partition(":")
    by_name = Q(name_key=name_key(ref)) & ~Q(name_key="")
    by_id = Q(channel=channel, external_id=external_id)
    contacts = await Contact.filter(by_name | by_id, shop_id=shop.id, staff_id__isnull=True).order_by("id")
    named = await Customer.filter(shop_id=shop.id).exclude(name="").values_list("id", "name")
    ids = {int(id_) for id_, name in named if name_key(str(name)) == name_key(ref)}
    ids |= {contact.customer_id for contact in contacts if contact.customer_id is not None}
    only_wrote = [Person(None, (contact,)) for contact in contacts if contact.customer_id is None]
    return [*await _customers(shop, sorted(ids)), *only_wrote]


async def chats_of(person: Person) -> list[Chat]:
    """Their own conversations; a group they speak in is not theirs."""
    return await Chat.filter(contact_id__in=[contact.id for contact in person.contacts], kind="user").order_by("id")


def lanes_of(shop: Shop, person: Person, chats: Sequence[Chat]) -> dict[str, str]:
    """The lanes of all they said and were told, and what each is called once its person is forgotten."""
    ids = {(contact.channel, contact.external_id, contact.id) for contact in person.contacts}
    own = {(chat.channel, chat.external_id, chat.contact_id or 0) for chat in chats} | ids
    lanes = {}
    for channel, external_id, contact_id in own:
        for prefix in (f"{channel}:{shop.slug}:", f"{channel}:{shop.id}:", f"profile:{channel}:{shop.id}:"):
            lanes[f"{prefix}{external_id}"] = f"{prefix}{forgotten_id(contact_id)}"
    return lanes


def forgotten_id(contact_id: int) -> str:
    """What stands where a platform's id of a person stood."""
    return f"erased-{contact_id}"


async def _customers(shop: Shop, ids: Sequence[int]) -> list[Person]:
    customers = await Customer.filter(shop_id=shop.id, id__in=list(ids)).order_by("id")
    contacts = await Contact.filter(customer_id__in=list(ids), staff_id__isnull=True).order_by("id")
    return [
        Person(customer, tuple(contact for contact in contacts if contact.customer_id == customer.id))
        for customer in customers
    ]


def _digits(text: str) -> str:
    """A number as it is compared: +66 81 234 5678 is 0812345678."""
    digits = re.sub(r"\D", "", text)
    return f"0{digits[2:]}" if text.strip().startswith("+66") else digits
