"""When people talk, the bot is silent: a customer asked for a person, or the shop's own people write to them."""

from datetime import timedelta

from bot import commands as c
from bot.cards import Outgoing, say
from bot.conversation import Turn, stop_waiting
from bot.grammar import strip_prefix
from bot.overheard import from_prefix
from orders.events import record

#: How long the bot stays silent after a person was asked for, or last wrote.
QUIET = timedelta(hours=1)


def is_quiet(turn: Turn) -> bool:
    return turn.chat.quiet_until is not None and turn.chat.quiet_until > turn.now


async def human(turn: Turn, command: c.Human) -> Outgoing:
    """Staff are told; the bot is silent here for a while."""
    await _be_quiet(turn)
    await record("person_wanted", shop_id=turn.shop.id, by="customer", now=turn.now, facts={"chat": turn.chat.id})
    return say(turn.words.say("chat.done.human"))


async def page_spoke(turn: Turn) -> None:
    """The page's people wrote in a customer's thread. What was no command was said to the customer: they talk now."""
    text = turn.incoming.text
    if turn.incoming.kind not in ("text", "picture", "other") or strip_prefix(from_prefix(text))[1]:
        return
    if not is_quiet(turn):
        facts = {"chat": turn.chat.id}
        await record("people_took_over", shop_id=turn.shop.id, by=turn.by, now=turn.now, facts=facts)
    await _be_quiet(turn)


async def _be_quiet(turn: Turn) -> None:
    turn.chat.quiet_until = turn.now + QUIET
    await turn.chat.save(update_fields=["quiet_until"])
    if turn.chat.awaited is not None and turn.chat.awaited.get("what") == "confirm":
        await stop_waiting(turn.chat)
