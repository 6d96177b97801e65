"""A chat message without a platform: what was said to us, and what we say."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

ChatKind = Literal["user", "group", "room"]
Channel = Literal["line", "messenger"]


@dataclass(frozen=True, slots=True)
class ChatRef:
    """One conversation of one shop on one channel; everything in it is handled and sent in order."""

    shop: str
    channel: Channel
    id: str
    kind: ChatKind = "user"

    @property
    def lane(self) -> str:
        return f"{self.channel}:{self.shop}:{self.id}"


IncomingKind = Literal[
    "text",  # words, typed or spoken by a button
    "picture",
    "other",  # sticker, file, location: noted, never a command
    "opened",  # follow, Get Started: the person may be written to
    "blocked",
    "left",  # a member left the group
    "unsent",
    "edited",
    "touched",  # reaction, referral: opens Messenger's window and says nothing
    "delivered_own",  # our own message come back as an echo
]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One platform event, read. `at` is the platform's own time in Unix milliseconds.

    `speaker` is the platform id of the person who spoke, None when the platform does not tell; `by_page` is true when
    the page's own people typed it in the page inbox. `silent` events (standby) may be obeyed but not replied to.
    `mentions` are the people named with @ (id and name), the bot not among them; their names still stand in `text`.
    `members` are those who left a group. `pictures` are the ones in the message, as
    `ChannelClient.content` fetches them. `tapped`: a button or quick reply of ours spoke, nobody typed. `received_at`
    is when we heard it, by our own clock.
    """

    chat: ChatRef
    kind: IncomingKind
    at: int
    speaker: str | None = None
    text: str = ""
    message_id: str | None = None
    reply_token: str | None = None
    quoted_id: str | None = None
    by_page: bool = False
    silent: bool = False
    mentions_bot: bool = False
    mentions: tuple[tuple[str, str], ...] = ()
    metadata: str | None = None
    members: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    is_pdf: bool = False
    tapped: bool = False
    received_at: datetime | None = None
    raw: dict[str, Any] = field(default_factory=dict, compare=False)
