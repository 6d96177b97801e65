"""Whether a chat can be written to now, and how: the manners of each channel, and what a chat remembers.

A row per channel; nobody else asks which platform it is.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from orders.people import Chat


@dataclass(frozen=True, slots=True)
class Manners:
    """`window`: how long after the person's last act a message may be sent. `token_lasts`: how long a reply token is
    used, `token_dies`: when it is certainly gone. `echo_wait`: how long a call whose answer was lost is left alone,
    because its echo may yet tell. `pushes_cost`: a message without a reply token counts against a quota.
    """

    window: timedelta | None = None
    token_lasts: timedelta | None = None
    token_dies: timedelta = timedelta()
    echo_wait: timedelta | None = None
    pushes_cost: bool = False


MANNERS = {
    # A reply token is good for a minute; some of it is left for the way.
    # https://developers.line.biz/en/reference/messaging-api/#send-reply-message
    "line": Manners(token_lasts=timedelta(seconds=50), token_dies=timedelta(seconds=60), pushes_cost=True),
    # https://developers.facebook.com/docs/messenger-platform/policy/policy-overview#standard_messaging
    "messenger": Manners(window=timedelta(hours=24), echo_wait=timedelta(seconds=15)),
}


#: After this long without a word from the customer a conversation is over.
CONVERSATION_LASTS = timedelta(hours=24)


def manners_of(channel: str) -> Manners:
    return MANNERS.get(channel, Manners())


def fresh_token(chat: Chat, now: datetime) -> str:
    """The reply token at hand, "" when there is none that will still be taken."""
    lasts = manners_of(chat.channel).token_lasts
    if lasts is None or chat.reply_token_at is None:
        return ""
    return str(chat.reply_token) if timedelta(0) <= now - chat.reply_token_at < lasts else ""


def is_talking(chat: Chat, now: datetime) -> bool:
    """Whether they have written lately: what a person of the shop sends them is an answer then, and no notice."""
    return chat.heard_at is not None and now - chat.heard_at < CONVERSATION_LASTS


def why_not(chat: Chat, now: datetime) -> str | None:
    """Why nothing can arrive here (a key of templates/words `not_sent.<reason>`); None when it can."""
    if chat.blocked_at is not None:
        return "blocked"
    window = manners_of(chat.channel).window
    if window is not None and chat.heard_at is not None and now - chat.heard_at > window:
        return "window"
    return None
