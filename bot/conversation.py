"""Who is speaking in which chat, and what the chat remembers: one turn of a conversation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from tortoise.queryset import QuerySet

from bot.cards import Outgoing
from bot.cards.scenes import Bill
from bot.commands import Command
from bot.grammar import render
from bot.language import Words, words
from bot.messages import Incoming
from bot.pay_pictures import picture_path, promptpay_of
from bot.pointing import NOWHERE, Pointed
from bot.replies import Question
from orders.invoices import chat_seal, current_invoice
from orders.order import Order
from orders.people import Chat, Contact, Staff
from orders.queues import Outbound, put_outbound
from orders.selling import find_draft
from orders.shops import Shop

#: A name and picture are asked for again after this long.
PROFILE_LASTS = timedelta(days=30)

Role = Literal["staff", "page", "customer"]


@dataclass(frozen=True, slots=True)
class House:
    """What the counter knows of the world outside the database. `secret` seals the links of cards."""

    public_url: str
    sends_mail: bool = True
    secret: str = field(default="", repr=False)

    def link(self, token: str) -> str:
        return f"{self.public_url}/o/{token}"

    def own_link(self, token: str) -> str:
        """The link for the card in the customer's own chat, and for nowhere else: it opens their saved addresses."""
        return f"{self.link(token)}.{chat_seal(token, self.secret)}" if self.secret else self.link(token)

    def pay_picture(self, order: Order, shop: Shop) -> str:
        """Where the PromptPay picture for what is owed now is; "" where there is none."""
        text = promptpay_of(order, shop) if self.secret else None
        return f"{self.public_url}{picture_path(text, self.secret)}" if text else ""


@dataclass(slots=True)
class Turn:
    """One thing said in one chat, and all a handler needs to act on it.

    `pointed` is what the message quoted by this one is about. `changed`: the draft's card is to be shown; `acted`:
    something was done. `about` goes with the answer into the outbox. `doing` is the command being done, `seen` the
    draft's last change before this turn, `expects` the total that was said. `base` is the draft's content before this
    message changed it, None when nothing waits to be kept; `done` is what besides the goods was changed since then.
    """

    house: House
    shop: Shop
    chat: Chat
    contact: Contact | None
    role: Role
    staff: Staff | None
    incoming: Incoming
    now: datetime
    words: Words
    draft: Order | None = None
    changed: bool = False
    acted: bool = False
    doing: Command | None = None
    seen: dict[str, Any] | None = None
    base: dict[str, Any] | None = None
    done: list[str] = field(default_factory=list)
    pointed: Pointed = NOWHERE
    expects: int | None = None
    notes: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    asked: dict[str, Any] | None = None
    about: dict[str, object] = field(default_factory=dict)

    @property
    def by(self) -> str:
        """How a deed of this turn is signed on the timeline."""
        return self.staff.signature if self.staff else "staff:page" if self.role == "page" else "customer"

    def write(self, command: Command) -> str:
        """The command as this person would type it."""
        return render(command, self.words.language)

    @property
    def is_thread(self) -> bool:
        """Whether the customer is the one whose thread this is (the page speaks in it)."""
        return self.role == "page"


async def take_turn(incoming: Incoming, shop: Shop, house: House, now: datetime) -> Turn:
    """Recognise the chat and the speaker; new ones are written down, and their profile is asked for."""
    chat = await _chat(incoming, shop)
    person = incoming.speaker if chat.kind != "user" else incoming.chat.id
    contact = await _contact(incoming.chat.channel, person, shop, incoming, now) if person else None
    if chat.kind == "user" and contact is not None and chat.contact_id is None:
        chat.contact_id = contact.id
    await _remember(chat, incoming, now)
    role, staff = await _role(incoming, contact)
    own = contact.language if contact and role != "page" else ""
    language = await staff_language(shop) if role == "page" else own or shop.language
    draft = await find_draft(shop, chat.draft_id) if chat.draft_id and role != "customer" else None
    seen = draft.touched if draft is not None else None
    return Turn(house, shop, chat, contact, role, staff, incoming, now, words(language), draft, seen=seen)


async def bill_of(order: Order, shop: Shop, house: House) -> Bill:
    """Everything a card says about an order."""
    invoice = await current_invoice(order) if order.revision else None
    number = None
    if order.edits_id is not None:
        edited = await Order.get(id=order.edits_id)
        number = edited.number
    called = await customer_name(order)
    if invoice is None:
        return Bill(order, shop, called, None, number)
    is_own = order.chat is not None and order.chat.kind == "user"
    own_link = house.own_link(invoice.token) if is_own else None
    return Bill(order, shop, called, house.link(invoice.token), number, own_link, house.pay_picture(order, shop))


async def bills_of(orders: QuerySet[Order], shop: Shop) -> list[Bill]:
    """What a list says about orders, whose they are included."""
    found = await orders.prefetch_related("customer", "chat__contact", "edits")
    return [
        Bill(order, shop, _called(order), edits_number=order.edits.number if order.edits is not None else None)
        for order in found
    ]


async def customer_name(order: Order) -> str:
    """What the customer of an order is called: their name in the chat, else the one they gave."""
    await order.fetch_related("customer", "chat__contact")
    return _called(order)


async def customers_words(order: Order, shop: Shop) -> Words:
    """The words of the language that the customer of an order chose, else the shop's."""
    await order.fetch_related("chat__contact")
    chosen = order.chat.contact.language if order.chat is not None and order.chat.contact is not None else ""
    return words(chosen or shop.language)


async def staff_language(shop: Shop) -> str:
    """The one language that all staff chose, else the shop's: for answers that every one of them will read."""
    chosen = await Contact.filter(shop_id=shop.id, staff_id__isnull=False).values_list("language", flat=True)
    languages = {str(language) or shop.language for language in chosen}
    return languages.pop() if len(languages) == 1 else shop.language


def _called(order: Order) -> str:
    if order.chat is not None and order.chat.contact is not None:
        return order.chat.contact.called
    return order.customer.name if order.customer is not None and order.customer.name else "…"


async def say_in(
    chat: Chat,
    outgoing: Outgoing,
    now: datetime,
    *,
    key: str | None = None,
    about: Mapping[str, object] | None = None,
    due_at: datetime | None = None,
) -> None:
    """Owe a message to a chat. Whatever it is, a proposal before it is not what was said last any more."""
    if (chat.awaited or {}).get("what") == "confirm" and (about or {}).get("what") != "proposal":
        await stop_waiting(chat)
    await put_outbound(
        shop_id=chat.shop_id,
        kind="message",
        lane=lane_of(chat),
        body=outgoing.to_json(),
        now=now,
        key=key,
        about={"chat": chat.id, **(about or {})},
        due_at=due_at,
    )


async def stop_waiting(chat: Chat) -> None:
    """What the customer was asked for is not expected any more; what was asked before it is again."""
    chat.awaited = (chat.awaited or {}).get("then")
    await Chat.filter(id=chat.id).update(awaited=chat.awaited)


def lane_of(chat: Chat) -> str:
    """The outbox lane of a chat. The shop's id, not its name, which the row does not need."""
    return f"{chat.channel}:{chat.shop_id}:{chat.external_id}"


async def _chat(incoming: Incoming, shop: Shop) -> Chat:
    ref = incoming.chat
    chat, _ = await Chat.get_or_create(
        shop_id=shop.id, channel=ref.channel, external_id=ref.id, defaults={"kind": ref.kind}
    )
    return chat


async def _contact(channel: str, person: str, shop: Shop, incoming: Incoming, now: datetime) -> Contact:
    contact, _ = await Contact.get_or_create(shop_id=shop.id, channel=channel, external_id=person)
    if contact.profile_at is None or now - contact.profile_at > PROFILE_LASTS:
        contact.profile_at = now
        await contact.save(update_fields=["profile_at"])
        await put_outbound(
            shop_id=shop.id,
            kind="profile",
            lane=f"profile:{channel}:{shop.id}:{person}",
            body={
                "contact": contact.id,
                "group": incoming.chat.id if incoming.chat.kind == "group" else None,
            },
            now=now,
        )
    return contact


async def _remember(chat: Chat, incoming: Incoming, now: datetime) -> None:
    """What this event changes in the chat, and nothing else: the outbox uses up tokens at the same time."""
    news: dict[str, Any] = {"contact_id": chat.contact_id}
    if incoming.reply_token and not incoming.silent:
        news |= {"reply_token": incoming.reply_token, "reply_token_at": incoming.received_at or now}
        await Outbound.filter(lane=lane_of(chat), state="held").update(state="waiting", due_at=now)
    their_act = not incoming.by_page and incoming.kind not in ("delivered_own", "left", "unsent")
    if their_act and incoming.at >= chat.acted_at:
        # What the customer does opens the window, what the page does does not; the newest act decides, however late
        # an older one is delivered.
        news["acted_at"] = incoming.at
        news |= {"blocked_at": now} if incoming.kind == "blocked" else {"heard_at": now, "blocked_at": None}
    await Chat.filter(id=chat.id).update(**news)
    for name, value in news.items():
        setattr(chat, name, value)


async def _role(incoming: Incoming, contact: Contact | None) -> tuple[Role, Staff | None]:
    """Authority comes from who speaks in which chat, never from what is said."""
    if incoming.by_page:
        return "page", None
    if contact is not None and contact.staff_id is not None and incoming.speaker == contact.external_id:
        staff = await Staff.get_or_none(id=contact.staff_id, active=True)
        if staff is not None:
            return "staff", staff
    return "customer", None
