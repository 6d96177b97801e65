"""The channels we speak on, one file each, all with the same few methods.

To add one: write `bot/channels/<name>.py` with a class that has these methods, `webhooks/<name>.py` that reads what it
says, and name both in `web/app.py`. What cannot be told to the platform accurately is left unsupported; the platform's
own policy is not written again here, because it changes.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from bot.cards import Outgoing

#: A message as the platform's own JSON.
Rendered = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a call goes to. `reply_token` is a fresh one, or None; `kind` is user, group or room."""

    id: str
    kind: str = "user"
    reply_token: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform has it. `ids` are its message ids (may be empty when it did not say); `free` is false when it counts
    against a quota."""

    ids: tuple[str, ...] = ()
    via: str = ""
    free: bool = True


@dataclass(frozen=True, slots=True)
class Refused:
    """It will never arrive this way. `reason` is a key of templates/words `not_sent.<reason>`; `detail` the platform's
    words; `channel_down` says that nothing will go out until a person acts (dead token, blocked page)."""

    reason: str
    detail: str = ""
    channel_down: bool = False


@dataclass(frozen=True, slots=True)
class Later:
    """Not accepted, safe to try again; `after` seconds when the platform said so (Retry-After)."""

    after: float | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """The answer was lost: it may have arrived. The caller tries again with the same key, or waits for the echo."""

    detail: str = ""


@dataclass(frozen=True, slots=True)
class ReplyTokenGone:
    """The reply token was used or is too old. After an `Unknown` with the same token this means: it had arrived."""

    detail: str = ""


Outcome = Sent | Refused | Later | Unknown | ReplyTokenGone


@dataclass(frozen=True, slots=True)
class Profile:
    name: str
    picture_url: str = ""
    language: str = ""


class ChannelClient(Protocol):
    """One account (LINE) or page (Messenger) of one shop."""

    #: How many rendered messages may leave in one call.
    most_per_call: int

    def render(self, outgoing: Outgoing) -> list[Rendered]:
        """Platform JSON within every limit of the platform. Pure; never refuses: what is too long is cut or split."""
        ...

    async def send(self, to: Recipient, messages: list[Rendered], *, key: str) -> Outcome:
        """One call (or, where the platform takes one message a call, one after the other until one fails).

        `key` is the same for every attempt at the same messages: LINE's retry key (a UUID), Messenger's metadata.
        Never raises for what the platform or the network does.
        """
        ...

    async def profile(self, person: str, *, group: str | None = None) -> Profile | Later | None:
        """Name and picture; None when the platform does not tell (blocked, no consent)."""
        ...

    async def content(self, what: str, *, most_bytes: int) -> bytes | Refused | Later:
        """A picture somebody sent: `what` is the message's id, or on Messenger its address. Refused "gone" when it is
        not there any more, "too_large" where it becomes so, "elsewhere" when it lies where we do not look."""
        ...

    async def show_typing(self, to: Recipient, *, seconds: int) -> None:
        """LINE's loading animation, Messenger's typing bubble; failures are not worth a word."""
        ...

    async def check(self) -> list[str]:
        """What is wrong with this account, for `inchat check`; [] when all is well."""
        ...

    async def close(self) -> None: ...
