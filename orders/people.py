"""Who the shop deals with: customers, the chats they write in, and its staff."""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import choice
from typing import Any

from tortoise import fields
from tortoise.expressions import Q
from tortoise.indexes import Index
from tortoise.models import Model

from orders.catalogue import key
from orders.shops import Shop

#: Words before a name that are not the name.
HONORIFICS = re.compile(
    r"^(พี่|คุณ|น้อง|นาย|นางสาว|นาง|khun|mr\.?|ms\.?|mrs\.?)(?![\u0e30-\u0e3a\u0e47-\u0e4e])\s*(?=\S)",
    re.IGNORECASE,
)
#: No 0/O, 1/I/L: a code is read aloud and typed on phones.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
INVITE_LASTS = timedelta(days=7)


class Customer(Model):
    """A person who buys. `address` is the last one they gave, as CONTRACTS' address keys."""

    id = fields.IntField(primary_key=True)
    shop: fields.ForeignKeyRelation[Shop] = fields.ForeignKeyField("models.Shop", related_name="customers")
    shop_id: int
    name = fields.CharField(max_length=200, default="")
    phone = fields.CharField(max_length=40, default="")
    email = fields.CharField(max_length=254, default="")
    address: dict[str, Any] | None = fields.JSONField(null=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "customer"
        table_description = "people who buy"
        indexes = (Index(fields=("shop_id", "id")),)


class Staff(Model):
    """Someone who may command. `language` is the one the bot speaks with them, "" the shop's."""

    id = fields.IntField(primary_key=True)
    shop: fields.ForeignKeyRelation[Shop] = fields.ForeignKeyField("models.Shop", related_name="staff")
    shop_id: int
    name = fields.CharField(max_length=200)
    active = fields.BooleanField(default=True)
    created_at = fields.DatetimeField()

    class Meta:
        table = "staff"
        table_description = "people who may command"
        indexes = (Index(fields=("shop_id", "id")),)

    @property
    def signature(self) -> str:
        """How deeds of this person are signed: `staff:ID`."""
        return f"staff:{self.id}"


class StaffInvite(Model):
    """A one-time code; only its hash is kept."""

    id = fields.IntField(primary_key=True)
    shop: fields.ForeignKeyRelation[Shop] = fields.ForeignKeyField("models.Shop", related_name="invites")
    shop_id: int
    code_hash = fields.CharField(max_length=64, unique=True)
    name = fields.CharField(max_length=200)
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "staff_invite"
        table_description = "one-time codes"
        indexes = (Index(fields=("shop_id",)),)


class Contact(Model):
    """One person on one channel: a customer, or (when `staff` is set) one of the shop's own people."""

    id = fields.IntField(primary_key=True)
    shop: fields.ForeignKeyRelation[Shop] = fields.ForeignKeyField("models.Shop", related_name="contacts")
    shop_id: int
    channel = fields.CharField(max_length=20)
    external_id = fields.CharField(max_length=200)
    customer: fields.ForeignKeyNullableRelation[Customer] = fields.ForeignKeyField(
        "models.Customer", related_name="contacts", null=True, on_delete=fields.SET_NULL
    )
    customer_id: int | None
    staff: fields.ForeignKeyNullableRelation[Staff] = fields.ForeignKeyField(
        "models.Staff", related_name="contacts", null=True, on_delete=fields.SET_NULL
    )
    staff_id: int | None
    name = fields.CharField(max_length=200, default="")
    name_key = fields.CharField(max_length=200, default="")
    picture_url = fields.CharField(max_length=2000, default="")
    language = fields.CharField(max_length=2, default="")
    profile_at = fields.DatetimeField(null=True)
    wants_notices = fields.BooleanField(default=True)

    class Meta:
        table = "contact"
        table_description = "a person on one channel"
        unique_together = (("shop", "channel", "external_id"),)
        indexes = (
            Index(fields=("shop_id", "name_key")),
            Index(fields=("customer_id",)),
            Index(fields=("staff_id",)),
        )

    @property
    def called(self) -> str:
        """A name to show; before the profile is known, the end of their platform id."""
        return self.name or f"…{self.external_id[-4:]}"


class Chat(Model):
    """What a conversation remembers: the freshest reply token, the draft being built, the question we wait on.

    `heard_at` is when the customer last acted (opens Messenger's window); `quiet_until` is set when a person was asked
    for; `blocked_at` when the customer shut us out; `acted_at` is the platform's time (ms) of their newest act.
    `awaited` is what the customer was asked for and has not given yet (what, until when, for which order).
    """

    id = fields.IntField(primary_key=True)
    shop: fields.ForeignKeyRelation[Shop] = fields.ForeignKeyField("models.Shop", related_name="chats")
    shop_id: int
    channel = fields.CharField(max_length=20)
    external_id = fields.CharField(max_length=200)
    kind = fields.CharField(max_length=10, default="user")
    contact: fields.ForeignKeyNullableRelation[Contact] = fields.ForeignKeyField(
        "models.Contact", related_name="chats", null=True, on_delete=fields.SET_NULL
    )
    contact_id: int | None
    reply_token = fields.CharField(max_length=200, default="")
    reply_token_at = fields.DatetimeField(null=True)
    heard_at = fields.DatetimeField(null=True)
    quiet_until = fields.DatetimeField(null=True)
    blocked_at = fields.DatetimeField(null=True)
    acted_at = fields.BigIntField(default=0)
    draft_id = fields.IntField(null=True)
    question: dict[str, Any] | None = fields.JSONField(null=True)
    awaited: dict[str, Any] | None = fields.JSONField(null=True)

    class Meta:
        table = "chat"
        table_description = "what a conversation remembers"
        unique_together = (("shop", "channel", "external_id"),)
        indexes = (Index(fields=("contact_id",)), Index(fields=("shop_id", "heard_at")))


def name_key(name: str) -> str:
    """A name as it is looked for: no case, no พี่ / คุณ / น้อง."""
    bare = key(name)
    return HONORIFICS.sub("", bare) or bare


async def customers_called(
    shop: Shop, name: str, *, most: int = 14, among: Sequence[Contact] | None = None
) -> list[Contact]:
    """Customers' contacts (only those `among`, when given) whose name begins with `name`, or has a word that does.

    Case, พี่ / คุณ / น้อง do not matter. An exact match leaves out the longer names.
    """
    wanted = name_key(name)
    if not wanted:
        return []
    contacts = Contact.filter(shop_id=shop.id, staff_id__isnull=True)
    if among is not None:
        contacts = contacts.filter(id__in=[contact.id for contact in among] or [0])
    matches = await (
        contacts.filter(Q(name_key__startswith=wanted) | Q(name_key__contains=f" {wanted}"))
        .order_by("name_key")
        .limit(most)
    )
    exact = [contact for contact in matches if contact.name_key == wanted]
    return exact or matches


async def latest_customers(shop: Shop, *, most: int = 10) -> list[Contact]:
    """Customers who wrote last, newest first."""
    chats = await (
        Chat.filter(shop_id=shop.id, kind="user", heard_at__isnull=False, contact__staff_id__isnull=True)
        .order_by("-heard_at")
        .limit(most)
        .prefetch_related("contact")
    )
    return [chat.contact for chat in chats if chat.contact is not None]


async def customer_of(contact: Contact, now: datetime) -> Customer:
    """The customer behind a contact, made when first needed."""
    if contact.customer_id is not None:
        return await Customer.get(id=contact.customer_id)
    customer = await Customer.create(shop_id=contact.shop_id, name=contact.name, created_at=now)
    contact.customer_id = customer.id
    await contact.save(update_fields=["customer_id"])
    return customer


async def invite_staff(shop: Shop, name: str, now: datetime) -> str:
    """A new one-time code such as `7K2M-9QXR` for a staff member called `name` ("": as their chat calls them)."""
    code = "".join(choice(CODE_LETTERS) for _ in range(8))
    await StaffInvite.create(
        shop_id=shop.id, code_hash=_hash(shop, code), name=name.strip(), expires_at=now + INVITE_LASTS
    )
    return f"{code[:4]}-{code[4:]}"


async def link_staff(contact: Contact, shop: Shop, code: str, now: datetime) -> Staff | None:
    """Make the contact a staff member by a code that is unused and not expired; None when it is not.

    An invite for a name that is staff already gives that person one more chat; without a name it is somebody new.
    """
    invite = await burn_invite(shop, code, now)
    if invite is None:
        return None
    known = Staff.filter(shop_id=shop.id, name=invite.name, active=True)
    staff = await known.first() if invite.name else None
    name = invite.name or contact.called
    staff = staff or await Staff.create(shop_id=shop.id, name=name[:200], created_at=now)
    contact.staff_id = staff.id
    await contact.save(update_fields=["staff_id"])
    return staff


async def burn_invite(shop: Shop, code: str, now: datetime) -> StaffInvite | None:
    """Use a code up; None when there is no such code, or it was used or is too old."""
    invite = await StaffInvite.get_or_none(code_hash=_hash(shop, code))
    if invite is None or invite.expires_at <= now:
        return None
    used = await StaffInvite.filter(id=invite.id, used_at__isnull=True).update(used_at=now)
    return invite if used else None


async def remove_staff(shop: Shop, name: str) -> int:
    """Take every right from the staff called `name`; how many there were."""
    removed = 0
    for staff in await Staff.filter(shop_id=shop.id, active=True):
        if staff.name.casefold() == name.strip().casefold():
            await Contact.filter(staff_id=staff.id).update(staff_id=None)
            staff.active = False
            await staff.save(update_fields=["active"])
            removed += 1
    return removed


def _hash(shop: Shop, code: str) -> str:
    plain = re.sub(r"[^0-9A-Z]", "", code.upper())
    return hashlib.sha256(f"{shop.id}:{plain}".encode()).hexdigest()
