"""Where a customer stands when they speak: their order, what was proposed, what was asked, what they point at."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from bot.conversation import Turn
from bot.pointing import pointed_at
from bot.speech.meaning import Asked, Moment
from orders.catalogue import Product, catalogue_of, key
from orders.order import Order
from orders.people import Chat
from orders.proposals import Proposal, waiting_proposal
from orders.sayings import Saying

#: "I take two" is about what the shop showed last, for so long.
IN_MIND = timedelta(hours=1)


@dataclass(slots=True)
class Standing:
    """`order` is their newest that lives, `pointed` what they answer to: the goods it may be, best first."""

    order: Order | None = None
    proposal: Proposal | None = None
    awaited: dict[str, Any] | None = None
    pointed: tuple[Product, ...] = ()

    @property
    def is_owing(self) -> bool:
        return self.order is not None and self.order.balance > 0

    @property
    def asked(self) -> Asked:
        what = str((self.awaited or {}).get("what", ""))
        if what == "address" and (self.awaited or {}).get("lacks") == ["phone"]:
            return "phone"
        return cast(Asked, what)

    def moment(self, words_in_english: bool) -> Moment:
        shown = [product.title_en if words_in_english else product.title for product in self.pointed]
        return Moment(
            speaker="customer",
            open_order=self.is_owing or self.proposal is not None,
            product=len(shown) == 1,
            options=tuple(shown) if len(shown) > 1 else (),
            asked=self.asked,
        )


async def standing_of(turn: Turn) -> Standing:
    return Standing(
        order=await living_order(turn.chat),
        proposal=await waiting_proposal(turn.chat, turn.now),
        awaited=_awaited(turn.chat, turn.now),
        pointed=await _pointed(turn),
    )


async def living_order(chat: Chat) -> Order | None:
    """Their newest order that is still alive."""
    found = Order.filter(chat_id=chat.id, edits_id=None, number__isnull=False)
    return await found.exclude(stage__in=["draft", "cancelled", "expired"]).order_by("-number").first()


async def await_from(turn: Turn, what: str, lasts: timedelta, **facts: Any) -> None:
    """Remember what the customer was asked for; the next thing of that kind is taken for it. An address that is still
    to come is waited for behind any other question."""
    before = turn.chat.awaited or {}
    then = before if before.get("what") == "address" else before.get("then")
    behind = {"then": then} if then and what != "address" else {}
    turn.chat.awaited = {"what": what, "until": (turn.now + lasts).isoformat(), **facts, **behind}
    await turn.chat.save(update_fields=["awaited"])


def _awaited(chat: Chat, now: datetime) -> dict[str, Any] | None:
    awaited = chat.awaited
    while awaited is not None and datetime.fromisoformat(awaited["until"]) <= now:
        awaited = awaited.get("then")
    return awaited


async def _pointed(turn: Turn) -> tuple[Product, ...]:
    """The goods of the message they answer to; without a quote, of what we showed last, if it was one thing."""
    if turn.incoming.quoted_id:
        return (await pointed_at(turn)).products
    last = await Saying.filter(chat_id=turn.chat.id, ours=True).order_by("-id").first()
    if last is None or not last.sku or turn.now - last.at > IN_MIND:
        return ()
    goods = (await catalogue_of(turn.shop)).by_sku.get(key(last.sku))
    return (goods,) if goods is not None else ()
