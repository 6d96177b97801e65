"""A Facebook page with its app: people, subscriptions, webhooks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from simulator.chats import ChatMessage
from simulator.messenger import events, reading
from simulator.messenger.people import MessengerPerson
from simulator.post import Letter, Postman
from simulator.shapes import Json
from simulator.world import World


@dataclass(slots=True, eq=False)
class FacebookPage:
    """What `sim.messenger.add_page()` gives.

    echoes           False: the echo of what the app sends is lost
    require_proof    the app demands appsecret_proof
    subscribed       fields of the page-level subscription; an event of another field is not delivered
    templates        approved utility templates as (name, language)
    redelivery       what was not taken is kept for redeliver()
    """

    world: World
    postman: Postman
    page_id: str
    name: str
    app_id: str
    app_secret: str
    page_access_token: str
    verify_token: str
    webhook_url: str
    echoes: bool = True
    require_proof: bool = False
    redelivery: bool = True
    subscribed: set[str] = field(default_factory=lambda: set(events.FIELDS))
    templates: set[tuple[str, str]] = field(default_factory=set)
    profile: Json = field(default_factory=dict)
    people: dict[str, MessengerPerson] = field(default_factory=dict)
    missed: list[Letter] = field(default_factory=list)

    def person(self, name: str, psid: str | None = None, picture_url: str | None = None) -> MessengerPerson:
        """A Messenger user. The window is closed until they act."""
        psid = psid or self.world.names.psid()
        found = MessengerPerson(page=self, name=name, psid=psid, picture_url=picture_url)
        self.people[found.psid] = found
        return found

    async def verifies(self, token: str | None = None) -> bool:
        """The GET with which Meta verifies a webhook address: whether it gave the challenge back.

        https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests
        """
        challenge = str(int(self.world.names.hexadecimal(8), 16))
        query = {
            "hub.mode": "subscribe",
            "hub.challenge": challenge,
            "hub.verify_token": token or self.verify_token,
        }
        wait = aiohttp.ClientTimeout(total=5)
        async with self.world.session().get(self.webhook_url, params=query, timeout=wait) as answer:
            return answer.status == 200 and await answer.text() == challenge

    async def sends(self, person: MessengerPerson, own: Json, *, standby: bool = False) -> int:
        """Deliver what a person did; gives the status answered, 0 when the page is not subscribed."""
        item = events.item(person.psid, self.page_id, self.world.clock(), own)
        return await self._post(item, standby=standby)

    async def echoes_to(self, person: MessengerPerson, message: Json, *, standby: bool = False) -> int:
        """Deliver the echo of something the page said."""
        item = events.item(self.page_id, person.psid, self.world.clock(), {"message": message})
        return await self._post(item, standby=standby)

    async def sends_raw(self, body: Any) -> int:
        """Deliver any document, written and signed as Meta does."""
        return await self.sends_bytes(events.written(body))

    async def sends_bytes(self, raw: bytes, signature: str | None = None) -> int:
        """Deliver bytes as they are; signed unless X-Hub-Signature-256 is given ("" sends none)."""
        sent = events.headers(raw, self.app_secret)
        if signature is not None:
            sent["x-hub-signature-256"] = signature
        if signature == "":
            del sent["x-hub-signature-256"]
        return await self.postman.raw(self.webhook_url, raw, sent)

    async def redeliver(self) -> list[int]:
        """Send again what was not taken; Meta flags nothing."""
        again, self.missed[:] = list(self.missed), []
        return [await self.postman.post(letter) for letter in again]

    def seal(self, items: Sequence[Json], kind: str) -> tuple[bytes, dict[str, str]]:
        """Body and headers."""
        raw = events.written(events.body(self.page_id, items, kind, self.world.clock()))
        return raw, events.headers(raw, self.app_secret)

    def lost(self, letter: Letter) -> None:
        """Kept for redeliver()."""
        if self.redelivery:
            self.missed.append(letter)

    def shows(self, person: MessengerPerson, message: Json) -> str:
        """Put what the app sent into the thread and send its echo in the background; gives the mid."""
        mid = self.world.names.mid()
        person.chat_log.add(
            ChatMessage(
                id=mid,
                who="shop",
                message=message,
                text=reading.text_of(message),
                words=reading.words_of(message),
                actions=reading.actions_of(message),
                quick=reading.quick_of(message),
                via="send",
                name=self.name,
                at=self.world.clock(),
            )
        )
        if self.echoes:
            self.world.background(self.echoes_to(person, self._echo(mid, message)))
        return mid

    def _echo(self, mid: str, message: Json) -> Json:
        app_id: int | str = int(self.app_id) if self.app_id.isdigit() else self.app_id
        echo: Json = {"mid": mid, "is_echo": True, "app_id": app_id}
        if message.get("text") is not None:
            echo["text"] = message["text"]
        attachments = message.get("attachments") or ([message["attachment"]] if message.get("attachment") else [])
        if message.get("template"):
            attachments = [{"type": "template", "payload": message["template"]}]
        if attachments:
            echo["attachments"] = attachments
        return {**echo, "metadata": message["metadata"]} if message.get("metadata") is not None else echo

    async def _post(self, item: Json, *, standby: bool) -> int:
        field_name = "standby" if standby else events.field_of(item)
        if field_name not in self.subscribed:
            return 0
        if standby and "postback" in item:
            # In standby only the app that sent the button sees its payload.
            bare = {name: value for name, value in item["postback"].items() if name != "payload"}
            item = {**item, "postback": bare}
        return await self.postman.post(Letter(self, (item,), "standby" if standby else "messaging"))
