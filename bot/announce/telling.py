"""To whom something is told, and in which of their chats: all staff, or the customer of a chat."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.announce import otherwise
from bot.cards import Outgoing
from bot.conversation import House, say_in
from bot.language import Words, words
from bot.reach import manners_of, why_not
from orders.events import Event, record
from orders.notices import Notice
from orders.order import Order
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


async def notify(
    order: Order,
    speak: Callable[[Words], Outgoing],
    shop: Shop,
    house: House,
    now: datetime,
    *,
    what: Notice,
    event: Event,
    waits: bool = True,
    always: bool = False,
) -> None:
    """A notice to the customer of an order, once for each event, unless they have asked for none.

    It goes into their chat. On LINE it is pushed only where the shop chose so (or `always`); else it takes a reply
    token at hand, else it is mailed, else it `waits` for their next words (or, where it may be wrong by then, goes
    nowhere). What cannot arrive in the chat is mailed, too (web/stations/outcomes.py), and so is all where there is no
    chat.
    """
    chat = await Chat.get_or_none(id=order.chat_id or 0)
    if chat is not None and not await wants_notices(chat):
        return
    said = speak(words(shop.language) if chat is None else await words_in(chat, shop))
    about: dict[str, Any] = {"order": order.id, "what": what}
    if chat is not None:
        about |= {"may_push": always or may_push(what, chat, shop), "waits": waits}
        return await say_in(chat, said, now, key=f"{what}:{event.id}", about=about)
    body, key = said.to_json(), f"mail:{what}:{event.id}"
    if not await otherwise.mail_it(
        shop_id=shop.id, about=about, body=body, key=key, now=now, sends_mail=house.sends_mail
    ):
        facts = {"channel": "email", "reason": "no_chat", "what": what}
        await record("notice_not_sent", shop_id=shop.id, by="system", now=now, order=order, facts=facts)


def may_push(what: Notice, chat: Chat, shop: Shop) -> bool:
    """Whether a notice may be sent without a reply token: always where that costs nothing."""
    return not manners_of(chat.channel).pushes_cost or what in shop.terms.notices.line_push


async def wants_notices(chat: Chat) -> bool:
    contact = await Contact.get_or_none(id=chat.contact_id or 0)
    return contact is None or contact.wants_notices


async def words_in(chat: Chat, shop: Shop) -> Words:
    """The words of the language that whoever has this chat chose, else the shop's."""
    contact = await Contact.get_or_none(id=chat.contact_id or 0)
    return words((contact.language if contact else "") or shop.language)
