"""A LINE Official Account: its friends and groups, reply tokens, quota, and webhooks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from simulator.chats import Chat, ChatMessage
from simulator.line import events, reading
from simulator.line.people import LineGroup, LinePerson
from simulator.post import Letter, Postman
from simulator.shapes import Json
from simulator.switchboard import Answer
from simulator.world import World

_JAPAN = timezone(timedelta(hours=9))

Place = LinePerson | LineGroup


@dataclass(slots=True)
class ReplyToken:
    """One use, within a minute of the delivery that brought it. Times are unix seconds."""

    place: Place
    happened: float
    received: float | None = None
    used: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    """A push that was accepted under a retry key."""

    at: float
    body: Json
    request_id: str
    sent: list[Json]


@dataclass(slots=True, eq=False)
class LineAccount:
    """What `sim.line.add_account()` gives."""

    world: World
    postman: Postman
    name: str
    channel_secret: str
    channel_access_token: str
    webhook_url: str
    bot_user_id: str
    basic_id: str
    quota: int | None = None
    webhook_active: bool = True
    redelivery: bool = False
    chat_mode: str = "bot"
    content_preparing: int = 0
    people: dict[str, LinePerson] = field(default_factory=dict)
    groups: dict[str, LineGroup] = field(default_factory=dict)
    reply_tokens: dict[str, ReplyToken] = field(default_factory=dict)
    quote_tokens: dict[str, Place] = field(default_factory=dict)
    read_tokens: set[str] = field(default_factory=set)
    retry_keys: dict[str, Accepted] = field(default_factory=dict)
    contents: dict[str, bytes | None] = field(default_factory=dict)
    missed: list[Letter] = field(default_factory=list)
    _used: dict[tuple[int, int], int] = field(default_factory=dict)

    def person(
        self,
        name: str,
        user_id: str | None = None,
        language: str | None = "th",
        picture_url: str | None = None,
        *,
        friend: bool = True,
    ) -> LinePerson:
        """A LINE user; a friend of the account unless told otherwise."""
        found = LinePerson(
            account=self,
            name=name,
            user_id=user_id or "U" + self.world.names.hexadecimal(32),
            language=language,
            picture_url=picture_url,
            friend=friend,
        )
        self.people[found.user_id] = found
        return found

    def group(self, members: Sequence[LinePerson], group_id: str | None = None, name: str = "") -> LineGroup:
        """A group of these people with the account in it."""
        found = LineGroup(
            account=self,
            group_id=group_id or "C" + self.world.names.hexadecimal(32),
            name=name or ", ".join(member.name for member in members),
            members=list(members),
        )
        self.groups[found.group_id] = found
        return found

    async def sends(self, kind: str, own: Json, *, place: Place, source: Json, answerable: bool = True) -> int:
        """Deliver one event; gives the status answered."""
        now = self.world.clock()
        token = self.world.names.hexadecimal(32) if answerable else None
        if token:
            self.reply_tokens[token] = ReplyToken(place, now)
        return await self._post(
            [events.event(kind, own, names=self.world.names, at=now, source=source, reply_token=token)]
        )

    async def sends_raw(self, found: list[Json]) -> int:
        """Deliver any events, signed. Their reply tokens work when they name a known user or group."""
        for item in found:
            source, token = item.get("source") or {}, item.get("replyToken")
            place = self.place(str(source.get("groupId") or source.get("userId")))
            if isinstance(token, str) and place and token not in self.reply_tokens:
                self.reply_tokens[token] = ReplyToken(place, float(item.get("timestamp", 0)) / 1000)
        return await self._post(found)

    async def sends_bytes(self, raw: bytes, signature: str | None = None) -> int:
        """Deliver bytes as they are; signed unless a signature is given ("" sends none)."""
        sent = events.headers(raw, self.channel_secret)
        if signature is not None:
            sent["x-line-signature"] = signature
        if signature == "":
            del sent["x-line-signature"]
        return await self.postman.raw(self.webhook_url, raw, sent)

    async def verifies(self) -> int:
        """What the console's Verify button sends: a body without events."""
        return await self.sends_bytes(events.body(self.bot_user_id, []))

    async def redeliver(self) -> list[int]:
        """Send again what was not taken, flagged; only with `redelivery` on, as in the console."""
        again, self.missed[:] = list(self.missed), []
        return [
            await self._post([events.redelivered(item) for item in letter.items]) for letter in again if self.redelivery
        ]

    def seal(self, items: Sequence[Json], kind: str) -> tuple[bytes, dict[str, str]]:
        """Body and headers. A reply token's minute begins here; a redelivery within 20 minutes renews it.

        https://developers.line.biz/en/reference/messaging-api/#send-reply-message
        """
        now = self.world.clock()
        for item in items:
            token = self.reply_tokens.get(str(item.get("replyToken")))
            if token and (token.received is None or now - token.happened <= 20 * 60):
                token.received = now
        raw = events.body(self.bot_user_id, items)
        return raw, events.headers(raw, self.channel_secret)

    def lost(self, letter: Letter) -> None:
        """Kept for redeliver()."""
        if self.redelivery:
            self.missed.append(letter)

    def place(self, name: str) -> Place | None:
        """The user or group with this id."""
        return self.people.get(name) or self.groups.get(name)

    def used(self) -> int:
        """Messages counted in this calendar month (of Japan, where LINE counts)."""
        return self._used.get(self._month(), 0)

    def count(self, recipients: int) -> None:
        """Add to this month's messages."""
        self._used[self._month()] = self.used() + recipients

    def shows(self, place: Place, messages: Sequence[Json], via: str) -> list[Json]:
        """Put messages into a chat; gives sentMessages."""
        return [self._show(place.chat_log, message, via, place) for message in messages]

    def _show(self, chat: Chat, message: Json, via: str, place: Place) -> Json:
        sent: Json = {"id": self.world.names.line_message()}
        if message["type"] in ("text", "textV2", "sticker", "image", "video", "template", "flex"):
            sent["quoteToken"] = self.world.names.token()
            self.quote_tokens[sent["quoteToken"]] = place
        chat.add(
            ChatMessage(
                id=sent["id"],
                who="shop",
                message=message,
                text=reading.text_of(message),
                words=reading.words_of(message),
                actions=reading.actions_of(message),
                quick=reading.quick_of(message),
                via=via,
                name=self.name,
                at=self.world.clock(),
            )
        )
        return sent

    def content(self, message_id: str) -> Answer:
        """Bytes of a picture somebody sent: 202 while being prepared, 404 unknown, 410 unsent.

        https://developers.line.biz/en/reference/messaging-api/#get-content
        """
        if message_id not in self.contents:
            return Answer(404, {"message": "Not found"})
        data = self.contents[message_id]
        if data is None:
            return Answer(410, {"message": "Gone"})
        if self.content_preparing > 0:
            self.content_preparing -= 1
            return Answer(202)
        return Answer(200, data)

    async def _post(self, found: Sequence[Json]) -> int:
        if not self.webhook_active:
            return 0
        return await self.postman.post(Letter(self, tuple(found), "events"))

    def _month(self) -> tuple[int, int]:
        now = datetime.fromtimestamp(self.world.clock(), _JAPAN)
        return now.year, now.month
