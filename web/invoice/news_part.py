"""The part of an order's page that tells what waits to be told in the chat, because it was not worth a push."""

from dataclasses import dataclass

from aiohttp import web

from bot.cards import Card, Part, Text, outgoing_from_json
from bot.conversation import lane_of
from orders.notices import NOTICES
from orders.people import Chat
from orders.queues import Outbound
from web.invoice.links import Seen

#: The newest of them are shown.
MOST_NEWS = 5


@dataclass(frozen=True, slots=True)
class News:
    title: str
    lines: tuple[str, ...]


#: Made by `news_part`, shown where the link tells how the order stands.
NEWS = web.RequestKey("news", list[News])


async def news_part(seen: Seen) -> list[News]:
    """Newest first; none for whoever holds a link that has ended. They are told in the chat all the same."""
    if seen.state in ("open", "replaced", "draft") or seen.order.chat_id is None:
        return []
    chat = await Chat.get(id=seen.order.chat_id)
    held = await Outbound.filter(state="held", kind="message", lane=lane_of(chat)).order_by("-id")
    told = set(NOTICES) - {"invoice"}  # which is this page
    theirs = [row for row in held if row.about.get("order") == seen.order.id and row.about.get("what") in told]
    parts = [outgoing_from_json(row.body).parts[0] for row in theirs[:MOST_NEWS] if row.body]
    return [news for part in parts if (news := _news(part)) is not None]


def _news(part: Part) -> News | None:
    if isinstance(part, Card):
        return News(part.title, tuple(line for text in (part.lead, *part.notes) for line in text.split("\n") if line))
    return News(part.text, ()) if isinstance(part, Text) else None
