"""What a customer wants and only a person can do: staff are told, once."""

from bot.conversation import Turn
from orders.events import record
from orders.proposals import tell_once

#: Characters of what they said that staff get to read.
MOST_TOLD = 300


async def tell_shop(turn: Turn, why: str) -> bool:
    """Let staff hear what was just said, and `why` (a key of templates/words `chat.wants.<why>`); False when they have
    heard it already."""
    text = " ".join(turn.incoming.text.split())[:MOST_TOLD]
    if not await tell_once(turn.shop, turn.chat, text, turn.now):
        return False
    facts = {"chat": turn.chat.id, "text": text, "why": why}
    await record("customer_wants", shop_id=turn.shop.id, by="customer", now=turn.now, facts=facts)
    return True
