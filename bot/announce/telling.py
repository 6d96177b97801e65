"""To whom something is told, and in which of their chats: all staff, or the customer of a chat."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.cards import Outgoing
from bot.conversation import House, say_in
from bot.language import Words, words
from bot.reach import manners_of, why_not
from orders.events import Event
from orders.people import Chat, Contact, Staff
from orders.queues import put_outbound
from orders.shops import Shop


async def tell_staff(
    shop: Shop,
    speak: Callable[[Words], Outgoing],
    house: House,
    now: datetime,
    *,
    near: str = "",
    or_mail: bool = True,
    order: int | None = None,
    of_chat: int | None = None,
    asked: dict[str, Any] | None = None,
) -> None:
    """Say it to every member of staff, once each and in their own language: on the channel `near` if they can be
    reached there, else where they last wrote. When nobody of the staff can be reached in a chat, it goes to the shop's
    e-mail. `order` is what it is about: quoted, the notice means that order. `of_chat` is whose words it repeats: they
    are forgotten with that person. `asked` is what waits for the answer, when it is a question.
    """
    told = False
    for staff in await Staff.filter(shop_id=shop.id, active=True):
        chats = await Chat.filter(kind="user", contact__staff_id=staff.id).order_by("-heard_at")
        open_chats = [chat for chat in chats if why_not(chat, now) is None]
        open_chats.sort(key=lambda chat: chat.channel != near)
        if open_chats:
            said = speak(await words_in(open_chats[0], shop))
            await say_in(
                open_chats[0], said, now, about={"what": "staff_notice", "concerns": order, "of_chat": of_chat}
            )
            if asked is not None:
                await Chat.filter(id=open_chats[0].id).update(question=asked)
            told = True
    if not told and or_mail and shop.email and house.sends_mail:
        body = {"template": "notice", "to": shop.email, "said": speak(words(shop.language)).to_json()}
        about = {"concerns": order, "of_chat": of_chat}
        await put_outbound(shop_id=shop.id, kind="mail", lane=f"mail:{shop.id}", body=body, now=now, about=about)


async def notify(chat: Chat, outgoing: Outgoing, shop: Shop, now: datetime, *, what: str, event: Event) -> None:
    """A notice to a customer, unless they have asked for none. On LINE a push is made only for what the shop chose."""
    if not await wants_notices(chat):
        return
    may_push = not manners_of(chat.channel).pushes_cost or what in shop.terms.notices.line_push
    about = {"order": event.order_id, "what": what, "may_push": may_push}
    await say_in(chat, outgoing, now, key=f"{what}:{event.id}", about=about)


async def wants_notices(chat: Chat) -> bool:
    contact = await Contact.get_or_none(id=chat.contact_id or 0)
    return contact is None or contact.wants_notices


async def words_in(chat: Chat, shop: Shop) -> Words:
    """The words of the language that whoever has this chat chose, else the shop's."""
    contact = await Contact.get_or_none(id=chat.contact_id or 0)
    return words((contact.language if contact else "") or shop.language)
