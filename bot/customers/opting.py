"""Notices off and on, as the customer says. Answers still come, and what a person sends them while they talk."""

from bot.cards import Outgoing, say
from bot.conversation import Turn, lane_of
from orders.notices import NOTICES
from orders.queues import Outbound


async def stop(turn: Turn, here: object, said: object) -> Outgoing:
    """None from now on, those included that waited for these very words to go out in front of the answer."""
    await _wants(turn, wanted=False)
    for row in await Outbound.filter(lane=lane_of(turn.chat), state__in=("waiting", "held"), attempts=0):
        if row.about.get("what") in NOTICES and row.about.get("what") != "invoice":
            await Outbound.filter(id=row.id, attempts=0).update(state="dropped")
    return say(turn.words.say("chat.done.stopped"))


async def start(turn: Turn, here: object, said: object) -> Outgoing:
    await _wants(turn, wanted=True)
    return say(turn.words.say("chat.done.started"))


async def _wants(turn: Turn, *, wanted: bool) -> None:
    if turn.contact is not None:
        turn.contact.wants_notices = wanted
        await turn.contact.save(update_fields=["wants_notices"])
