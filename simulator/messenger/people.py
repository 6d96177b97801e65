"""What people do in Messenger. Every verb gives the status its webhook was answered with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.chats import PATIENCE, Chat, ChatMessage
from simulator.messenger.events import PAGE_INBOX
from simulator.shapes import Json

if TYPE_CHECKING:
    from simulator.messenger.page import FacebookPage

_DAY = 24 * 3600


@dataclass(slots=True, eq=False)
class MessengerPerson:
    """A person in front of one page. `acted_at`: when they last opened the 24-hour window (unix seconds)."""

    page: FacebookPage
    name: str
    psid: str
    picture_url: str | None = None
    blocked: bool = False
    acted_at: float | None = None
    chat_log: Chat = field(init=False)

    def __post_init__(self) -> None:
        self.chat_log = Chat(f"{self.name} (Messenger)")

    @property
    def chat(self) -> list[ChatMessage]:
        """Everything visible in the thread, both directions, oldest first."""
        return self.chat_log.messages

    @property
    def window_open(self) -> bool:
        """Whether the page may write: https://developers.facebook.com/docs/messenger-platform/policy-overview"""
        return self.acted_at is not None and self.page.world.clock() - self.acted_at <= _DAY

    async def hears(
        self,
        match: str | None = None,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - told to the caller as an AssertionError
        after: ChatMessage | None = None,
    ) -> ChatMessage:
        """The next message from the shop not heard before, with `match` in its words; see Chat.hears."""
        return await self.chat_log.hears(match, timeout=timeout, after=after)

    async def says(self, text: str, standby: bool = False, quotes: ChatMessage | None = None) -> int:
        """Send a text; `quotes` is the message it answers."""
        answers = {"reply_to": {"mid": quotes.id}} if quotes else {}
        return await self._sends({"text": text, **answers}, text, standby=standby)

    async def sends_picture(self, data: bytes) -> int:
        """Send a picture, which the simulator serves at the address in the webhook."""
        path = self.page.world.keep_picture(data)
        url = self.page.world.address(path)
        attachments = [{"type": "image", "payload": {"url": url}}]
        return await self._sends({"attachments": attachments}, "[image]", picture=path)

    async def sends_sticker(self, text: str | None = None) -> int:
        """Send a sticker (the thumb); `text` is for LINE's message stickers and has no meaning here."""
        url = "https://scontent.xx.fbcdn.net/like.png"
        attachments = [{"type": "sticker", "payload": {"url": url, "sticker_id": "369239263222822"}}]
        return await self._sends({"attachments": attachments}, "[sticker]")

    async def starts(self, ref: str | None = None) -> int:
        """Tap Get Started; `ref` is what the m.me link carried."""
        payload = (self.page.profile.get("get_started") or {}).get("payload", "GET_STARTED")
        postback: Json = {"mid": self.page.world.names.mid(), "title": "Get Started", "payload": payload}
        if ref:
            postback["referral"] = {"ref": ref, "source": "SHORTLINK", "type": "OPEN_THREAD"}
        return await self._acts({"postback": postback})

    async def comes_by(self, ref: str) -> int:
        """Open an existing thread by an m.me link."""
        return await self._acts({"referral": {"ref": ref, "source": "SHORTLINK", "type": "OPEN_THREAD"}})

    async def reacts(self, message: ChatMessage, emoji: str = "❤️") -> int:
        """React to a message."""
        reaction = {"reaction": "love", "emoji": emoji, "action": "react", "mid": message.id}
        return await self._acts({"reaction": reaction})

    async def reads(self) -> int:
        """Read everything; this opens no window."""
        return await self.page.sends(self, {"read": {"watermark": int(self.page.world.clock() * 1000)}})

    async def edits(self, message: ChatMessage, text: str, times: int = 1) -> int:
        """Edit a message; this opens no window."""
        edit = {"message_edit": {"mid": message.id, "text": text, "num_edit": str(times)}}
        return await self.page.sends(self, edit)

    async def blocks(self) -> int:
        """Block the page's messages; Meta tells nobody, so there is nothing to answer."""
        self.blocked = True
        return 0

    async def unblocks(self) -> int:
        """Unblock them."""
        self.blocked = False
        return 0

    async def unsends(self, message: ChatMessage | str) -> int:
        """Take a message back; Meta tells the page nothing."""
        self.chat_log.take_back(message if isinstance(message, str) else message.id)
        return 0

    async def taps(self, wanted: str) -> int | str:
        """Tap the newest button with this title or payload; gives the status, or the address it opens."""
        _, action = self.chat_log.tappable(wanted)
        return await self.acts(action)

    async def acts(self, action: Json) -> int | str:
        """Do what Messenger does for this button or quick reply."""
        kind = action["type"]
        self.chat_log.tapped(action)
        if kind == "web_url":
            return str(action["url"])
        if kind == "phone_number":
            return f"tel:{action['payload']}"
        if kind == "quick_reply":
            title = action.get("title") or action.get("payload") or action["content_type"]
            quick = {"quick_reply": {"payload": action.get("payload") or title}}
            return await self._sends({"text": title, **quick}, title)
        postback = {
            "mid": self.page.world.names.mid(),
            "title": action["title"],
            "payload": action["payload"],
        }
        # Messenger shows the title of the tapped button as the person's own line.
        self._show("me", postback["mid"], {"text": action["title"]}, action["title"])
        return await self._acts({"postback": postback})

    async def inbox_says(self, text: str, app_id: int | None = PAGE_INBOX, standby: bool = False) -> int:
        """The page's staff types in this person's thread: an echo naming the inbox, another app or none."""
        mid = self.page.world.names.mid()
        self._show("shop", mid, {"text": text}, text, via="inbox")
        app = {} if app_id is None else {"app_id": app_id}
        return await self.page.echoes_to(self, {"mid": mid, "is_echo": True, **app, "text": text}, standby=standby)

    async def inbox_sends_picture(self, data: bytes, app_id: int | None = PAGE_INBOX) -> int:
        """The page's staff sends a picture in this person's thread."""
        mid, path = self.page.world.names.mid(), self.page.world.keep_picture(data)
        attachments = [{"type": "image", "payload": {"url": self.page.world.address(path)}}]
        self._show("shop", mid, {"attachments": attachments}, "[image]", via="inbox", picture=path)
        app = {} if app_id is None else {"app_id": app_id}
        return await self.page.echoes_to(self, {"mid": mid, "is_echo": True, **app, "attachments": attachments})

    async def _sends(self, own: Json, text: str, *, picture: str | None = None, standby: bool = False) -> int:
        mid = self.page.world.names.mid()
        self._show("me", mid, own, text, picture=picture)
        return await self._acts({"message": {"mid": mid, **own}}, standby=standby)

    async def _acts(self, own: Json, *, standby: bool = False) -> int:
        self.acted_at = self.page.world.clock()
        return await self.page.sends(self, own, standby=standby)

    def _show(self, who: str, mid: str, message: Json, text: str, *, via: str = "", picture: str | None = None) -> None:
        name = self.name if who == "me" else self.page.name
        at = self.page.world.clock()
        self.chat_log.add(
            ChatMessage(
                id=mid,
                who=who,
                message=message,
                text=text,
                words=text,
                via=via,
                name=name,
                at=at,
                picture=picture,
            )
        )
