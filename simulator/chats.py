"""What can be seen in a chat, and waiting for what comes next."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from simulator.shapes import Json

#: Seconds after which what was to come is missed. On a machine that is at work nobody waits so long for what does come.
PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One visible message.

    who      "me" (the person), "member" (somebody in a group) or "shop"
    via      how the shop said it: "reply", "push", "send", "inbox"; "" for what people say
    message  the platform's own message object
    text     its text, else altText or template text; words has everything that can be read in it
    buttons  what can be tapped, by label, quick replies included; actions and quick keep order and repeats
    """

    id: str
    who: str
    message: Json
    text: str
    words: str = ""
    actions: tuple[Json, ...] = ()
    quick: tuple[Json, ...] = ()
    via: str = ""
    name: str = ""
    at: float = 0.0
    picture: str | None = None

    @property
    def buttons(self) -> dict[str, Json]:
        """Label to action; of two with the same label the later one."""
        return {label_of(action): action for action in (*self.actions, *self.quick)}


def label_of(action: Json) -> str:
    """What stands on a button, on either platform."""
    return str(action.get("label") or action.get("title") or "")


class Chat:
    """The messages of one chat in the order they came, and a bell that rings at every change."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.typing_seconds = 0.0
        self._messages: list[ChatMessage] = []
        self._heard = 0
        self._waiting: set[asyncio.Future[None]] = set()
        self._watchers: list[Callable[[], None]] = []

    def __iter__(self) -> Iterator[ChatMessage]:
        return iter(self._messages)

    @property
    def messages(self) -> list[ChatMessage]:
        """A copy, oldest first."""
        return list(self._messages)

    def add(self, message: ChatMessage) -> ChatMessage:
        """Show a message to whoever looks at the chat."""
        self._messages.append(message)
        if message.who == "shop":
            self.typing_seconds = 0.0
        self._ring()
        return message

    def find(self, message_id: str) -> ChatMessage | None:
        """The message with this id, while it stands in the chat."""
        return next((message for message in self._messages if message.id == message_id), None)

    def take_back(self, message_id: str) -> None:
        """Unsend: the message is no longer readable; its place stays, so that counting does not slip."""
        self._messages = [
            replace(message, message={"type": "unsent"}, text="", words="", actions=(), quick=(), picture=None)
            if message.id == message_id
            else message
            for message in self._messages
        ]
        self._ring()

    def shows_typing(self, seconds: float) -> None:
        """The loading animation (LINE) or the typing dots (Messenger)."""
        self.typing_seconds = seconds
        self._ring()

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call `watcher` at every change."""
        self._watchers.append(watcher)

    def tappable(self, wanted: str) -> tuple[ChatMessage, Json]:
        """The newest button with this label or payload; quick replies live until another message follows.

        AssertionError names what could have been tapped.
        """
        offered: list[str] = []
        for place, message in enumerate(reversed(self._messages)):
            quick = message.quick if place == 0 else ()
            for action in (*quick, *message.actions):
                if wanted in _handles(action):
                    return message, action
                offered.append(label_of(action))
        gone = [label_of(action) for message in self._messages[:-1] for action in message.quick]
        told = f"nothing to tap says {wanted!r} in {self.title}; there is {offered or 'no button'}"
        raise AssertionError(f"{told}; quick replies no longer shown: {gone}" if wanted in gone else told)

    def tapped(self, action: Json) -> None:
        """The quick replies of the last message go away when one of them is tapped."""
        if self._messages and action in self._messages[-1].quick:
            self._messages[-1] = replace(self._messages[-1], quick=())
            self._ring()

    async def hears(
        self,
        match: str | None = None,
        *,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - told to the caller as an AssertionError
        after: ChatMessage | None = None,
    ) -> ChatMessage:
        """The next message from the shop not heard yet that contains `match`, within `timeout` seconds.

        What stood before it counts as heard. With `after`, the first one later than that message.
        AssertionError says what was heard instead.
        """
        first = self._place(after) + 1 if after else self._heard
        loop = asyncio.get_running_loop()
        ends = loop.time() + timeout
        while True:
            for place, message in enumerate(self._messages[first:], first):
                if message.who == "shop" and message.via != "inbox" and (match is None or match in message.words):
                    self._heard = max(self._heard, place + 1)
                    return message
            if not await self._change(ends - loop.time()):
                heard = [message.words for message in self._messages[first:] if message.who == "shop"]
                raise AssertionError(f"{self.title} waited {timeout} s for {match!r} and heard {heard or 'nothing'}")

    def _place(self, message: ChatMessage) -> int:
        return next(place for place, each in enumerate(self._messages) if each.id == message.id)

    async def _change(self, seconds: float) -> bool:
        bell = asyncio.get_running_loop().create_future()
        self._waiting.add(bell)
        done, _ = await asyncio.wait({bell}, timeout=max(0.0, seconds))
        self._waiting.discard(bell)
        return bool(done)

    def _ring(self) -> None:
        for bell in self._waiting:
            if not bell.done():
                bell.set_result(None)
        for watcher in self._watchers:
            watcher()


def _handles(action: Json) -> set[str]:
    names = ("label", "title", "data", "payload", "text", "uri", "url")
    return {value for name in names if isinstance(value := action.get(name), str)}
