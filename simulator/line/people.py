"""What people and groups do in LINE. Every verb gives the status its webhook was answered with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.chats import PATIENCE, Chat, ChatMessage
from simulator.line import events
from simulator.shapes import Json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simulator.line.account import LineAccount

_WEEK = 7 * 24 * 3600


@dataclass(slots=True, eq=False)
class LineGroup:
    """A group with the account in it."""

    account: LineAccount
    group_id: str
    name: str
    members: list[LinePerson]
    chat_log: Chat = field(init=False)

    def __post_init__(self) -> None:
        self.chat_log = Chat(f"group {self.name}")

    @property
    def chat(self) -> list[ChatMessage]:
        """Everything visible in the group, oldest first."""
        return self.chat_log.messages

    async def hears(
        self,
        match: str | None = None,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - told to the caller as an AssertionError
        after: ChatMessage | None = None,
    ) -> ChatMessage:
        """The next message of the account in the group, as LinePerson.hears."""
        return await self.chat_log.hears(match, timeout=timeout, after=after)

    async def invites_bot(self) -> int:
        """The account is taken into the group."""
        return await self.account.sends("join", {}, place=self, source={"type": "group", "groupId": self.group_id})

    async def loses(self, person: LinePerson) -> int:
        """A member leaves."""
        self.members.remove(person)
        left = {"left": {"members": [{"type": "user", "userId": person.user_id}]}}
        source = {"type": "group", "groupId": self.group_id}
        return await self.account.sends("memberLeft", left, place=self, source=source, answerable=False)

    async def gains(self, person: LinePerson) -> int:
        """A member comes."""
        self.members.append(person)
        joined = {"joined": {"members": [{"type": "user", "userId": person.user_id}]}}
        source = {"type": "group", "groupId": self.group_id}
        return await self.account.sends("memberJoined", joined, place=self, source=source)


@dataclass(slots=True, eq=False)
class LinePerson:
    """A LINE user in front of one account."""

    account: LineAccount
    name: str
    user_id: str
    language: str | None
    picture_url: str | None
    friend: bool
    blocked: bool = False
    wrote_at: float | None = None
    chat_log: Chat = field(init=False)

    def __post_init__(self) -> None:
        self.chat_log = Chat(f"{self.name} (LINE)")

    @property
    def chat(self) -> list[ChatMessage]:
        """Everything visible in the chat with the account, both directions, oldest first."""
        return self.chat_log.messages

    async def hears(
        self,
        match: str | None = None,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - told to the caller as an AssertionError
        after: ChatMessage | None = None,
    ) -> ChatMessage:
        """The next message from the shop not heard before, with `match` in its words; see Chat.hears."""
        return await self.chat_log.hears(match, timeout=timeout, after=after)

    def reachable(self) -> bool:
        """Not blocked, and a friend or somebody who wrote 1:1 within seven days."""
        recent = self.wrote_at is not None and self.account.world.clock() - self.wrote_at <= _WEEK
        return not self.blocked and (self.friend or recent)

    async def says(
        self,
        text: str,
        group: LineGroup | None = None,
        mention_bot: bool = False,
        quotes: ChatMessage | None = None,
        mentions: Sequence[LinePerson] = (),
    ) -> int:
        """Send a text, in the 1:1 chat or in a group; `mention_bot` puts @the account in front. `mentions` are the
        people whose @names stand in the text."""
        mentionees: list[Json] = []
        for person in mentions:
            name = f"@{person.name}"
            length = len(name.encode("utf-16-le")) // 2
            index = len(text[: text.index(name)].encode("utf-16-le")) // 2
            mentionees.append({"index": index, "length": length, "type": "user", "userId": person.user_id})
        if mention_bot:
            called = f"@{self.account.name}"
            me = self.account.bot_user_id
            text = f"{called} {text}"
            moved = len(f"{called} ".encode("utf-16-le")) // 2
            mentionees = [each | {"index": each["index"] + moved} for each in mentionees]
            mentionees.insert(0, {"index": 0, "length": len(called), "type": "user", "userId": me, "isSelf": True})
        message_id, quote_token, read_token = self._tokens(group)
        message = events.text_message(
            text,
            message_id=message_id,
            quote_token=quote_token,
            read_token=read_token,
            mentionees=mentionees,
            quoted=quotes.id if quotes else None,
        )
        return await self._sends_message(message, text, group)

    async def sends_picture(self, data: bytes, group: LineGroup | None = None) -> int:
        """Send a picture; its content can then be fetched by message id."""
        message_id, quote_token, read_token = self._tokens(group)
        self.account.contents[message_id] = data
        message = events.image_message(message_id=message_id, quote_token=quote_token, read_token=read_token)
        picture = self.account.world.keep_picture(data)
        return await self._sends_message(message, "[image]", group, picture)

    async def sends_sticker(self, text: str | None = None, group: LineGroup | None = None) -> int:
        """Send a sticker; with `text` one on which the person typed."""
        message_id, quote_token, read_token = self._tokens(group)
        message = events.sticker_message(
            message_id=message_id, quote_token=quote_token, read_token=read_token, text=text
        )
        return await self._sends_message(message, f"[sticker] {text or ''}".strip(), group)

    async def follows(self) -> int:
        """Add the account as a friend."""
        again, self.friend, self.blocked = self.blocked, True, False
        follow = {"follow": {"isUnblocked": again}}
        return await self.account.sends("follow", follow, place=self, source=self._source(None))

    async def blocks(self) -> int:
        """Block the account."""
        self.blocked = True
        return await self.account.sends("unfollow", {}, place=self, source=self._source(None), answerable=False)

    async def unblocks(self) -> int:
        """Unblock it."""
        return await self.follows()

    async def unsends(self, message: ChatMessage | str, group: LineGroup | None = None) -> int:
        """Take a message back; its content then answers 410."""
        message_id = message if isinstance(message, str) else message.id
        (group or self).chat_log.take_back(message_id)
        if message_id in self.account.contents:
            self.account.contents[message_id] = None
        own = {"unsend": {"messageId": message_id}}
        return await self.account.sends(
            "unsend", own, place=group or self, source=self._source(group), answerable=False
        )

    async def edits(self, message: ChatMessage, text: str, group: LineGroup) -> int:
        """Edit a message in a group: messageEdited with the same message id."""
        edited = {"type": "text", "id": message.id, "quoteToken": self._tokens(group)[1], "text": text}
        return await self.account.sends("messageEdited", {"message": edited}, place=group, source=self._source(group))

    async def taps(self, wanted: str, group: LineGroup | None = None, value: str | None = None) -> int | str:
        """Tap the newest button with this label or payload.

        Gives the webhook's status, or the address (uri) or text (clipboard) where LINE tells the bot
        nothing. `value` is what a datetimepicker is set to.
        """
        _, action = (group or self).chat_log.tappable(wanted)
        return await self.acts(action, group, value)

    async def acts(self, action: Json, group: LineGroup | None = None, value: str | None = None) -> int | str:
        """Do what LINE does for this action object."""
        kind = action["type"]
        (group or self).chat_log.tapped(action)
        if kind == "uri":
            return str(action["uri"])
        if kind == "clipboard":
            return str(action["clipboardText"])
        if kind == "message":
            return await self.says(action["text"], group)
        if kind not in ("postback", "datetimepicker"):
            raise AssertionError(f"a {kind} action opens a tool of the phone; send a picture or a text instead")
        if action.get("text"):
            await self.says(action["text"], group)
        elif action.get("displayText"):
            shown = {"type": "text", "text": action["displayText"]}
            self._show(shown, self.account.world.names.line_message(), action["displayText"], group, None)
        postback: Json = {"data": action["data"]}
        if kind == "datetimepicker":
            postback["params"] = {action["mode"]: value or action.get("initial")}
        return await self.account.sends(
            "postback", {"postback": postback}, place=group or self, source=self._source(group)
        )

    async def _sends_message(
        self, message: Json, text: str, group: LineGroup | None, picture: str | None = None
    ) -> int:
        if group is None:
            self.wrote_at = self.account.world.clock()
        self._show(message, message["id"], text, group, picture)
        return await self.account.sends(
            "message", {"message": message}, place=group or self, source=self._source(group)
        )

    def _show(self, message: Json, message_id: str, text: str, group: LineGroup | None, picture: str | None) -> None:
        (group or self).chat_log.add(
            ChatMessage(
                id=message_id,
                who="member" if group else "me",
                message=message,
                text=text,
                words=text,
                name=self.name,
                at=self.account.world.clock(),
                picture=picture,
            )
        )

    def _tokens(self, group: LineGroup | None) -> tuple[str, str, str]:
        names = self.account.world.names
        quote_token, read_token = names.token(), names.token()
        self.account.quote_tokens[quote_token] = group or self
        self.account.read_tokens.add(read_token)
        return names.line_message(), quote_token, read_token

    def _source(self, group: LineGroup | None) -> Json:
        if group is None:
            return {"type": "user", "userId": self.user_id}
        return {"type": "group", "groupId": group.group_id, "userId": self.user_id}
