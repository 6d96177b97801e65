"""Speaking on Messenger: one Graph call a message, settled by its echo when the answer is lost.

https://developers.facebook.com/docs/messenger-platform/reference/send-api
"""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp
from pymessenger.bot import Bot

from bot.cards import Button, Card, Outgoing, Part, Picture, Text
from bot.channels import Later, Outcome, Profile, Recipient, Refused, Rendered, Sent, Unknown
from bot.channels.attachments import download
from bot.channels.network import BROKEN, TIMEOUT, lost, retry_after
from bot.channels.templates import card_messages, picture_message, text_messages


def render(outgoing: Outgoing) -> list[Rendered]:
    """`message` objects of the Send API, within its limits, for any text."""
    *before, last = outgoing.parts or (Text(""),)
    drawn = [message for part in before for message in _drawn(part, (), is_last=False)]
    return [*drawn, *_drawn(last, outgoing.quick, is_last=True)]


def _drawn(part: Part, quick: Sequence[Button], *, is_last: bool) -> list[Rendered]:
    match part:
        case Text():
            return text_messages(part, quick)
        case Card():
            return card_messages(part, quick, is_last=is_last)
        case Picture():
            return picture_message(part.url, quick)


class GraphError(Exception):
    """An answer that is no success. `error` is Meta's error object, empty when a proxy answered."""

    def __init__(self, status: int, error: dict[str, Any], *, after: float | None = None) -> None:
        super().__init__(f"{status} {error.get('message', '')}".strip())
        self.status, self.error, self.after = status, error, after

    @property
    def detail(self) -> str:
        """Meta's words with its code and subcode, and the trace id that its support asks for."""
        names = ("code", "error_subcode", "fbtrace_id")
        facts = [f"{name} {self.error[name]}" for name in names if self.error.get(name)]
        return f"{self.error.get('message') or self.status} ({', '.join(facts)})" if facts else str(self)


class AsyncBot(Bot):  # type: ignore[misc]
    """pymessenger's bot with coroutines: every method of it that sends ends in `send_raw` or `_upload` here.

    The token travels as a Bearer header instead of the query, the version is a setting, a call takes ten
    seconds at most, an error raises GraphError.
    """

    def __init__(
        self,
        token: str,
        *,
        http: aiohttp.ClientSession,
        page_id: str,
        api_version: str,
        app_secret: str,
        base: str = "https://graph.facebook.com",
    ) -> None:
        super().__init__(token, api_version=api_version, app_secret=app_secret)
        self.graph_url = f"{base.rstrip('/')}/v{api_version}"
        self.http, self.page_id = http, page_id
        self.proof = {"appsecret_proof": self.auth_args["appsecret_proof"]}
        self.bearer = {"Authorization": f"Bearer {token}"}

    async def send_raw(self, payload: dict[str, Any]) -> dict[str, Any]:
        """pymessenger's builders hand over dicts, or JSON texts in a dict."""
        texts = ("recipient", "message")
        body = {
            name: json.loads(part) if name in texts and isinstance(part, str) else part
            for name, part in payload.items()
        }
        if "message" in body:
            # Left out in the samples, required by the reference; tags other than RESPONSE need permissions.
            # https://developers.facebook.com/docs/messenger-platform/send-messages#messaging_types
            body.setdefault("messaging_type", "RESPONSE")
        return await self.call("POST", f"{self.page_id}/messages", json=body)

    async def get(self, path: str, **fields: str) -> dict[str, Any]:
        return await self.call("GET", path, params=fields)

    async def call(
        self, method: str, path: str, *, params: dict[str, str] | None = None, **body: Any
    ) -> dict[str, Any]:
        """Meta's JSON object; GraphError for a refusal, aiohttp's errors for a broken connection."""
        query = {**self.proof, **(params or {})}
        url = f"{self.graph_url}/{path}"
        async with self.http.request(method, url, params=query, headers=self.bearer, timeout=TIMEOUT, **body) as answer:
            raw = await answer.read()
        try:
            data = json.loads(raw)
        except ValueError:
            data = None
        error = data.get("error") if isinstance(data, dict) else None
        if answer.status >= 400 or error or not isinstance(data, dict):
            known = error if isinstance(error, dict) else {}
            raise GraphError(answer.status, known, after=retry_after(answer.headers))
        return data

    async def send_image(self, recipient_id: str, image_path: str) -> dict[str, Any]:
        return await self._upload("image", recipient_id, image_path)

    async def send_audio(self, recipient_id: str, audio_path: str) -> dict[str, Any]:
        return await self._upload("audio", recipient_id, audio_path)

    async def send_video(self, recipient_id: str, video_path: str) -> dict[str, Any]:
        return await self._upload("video", recipient_id, video_path)

    async def send_file(self, recipient_id: str, file_path: str) -> dict[str, Any]:
        return await self._upload("file", recipient_id, file_path)

    async def send_video_url(self, recipient_id: str, video_url: str) -> dict[str, Any]:
        attachment = {"type": "video", "payload": {"url": video_url}}
        return await self.send_raw({"recipient": {"id": recipient_id}, "message": {"attachment": attachment}})

    async def _upload(self, kind: str, recipient_id: str, path: str) -> dict[str, Any]:
        form = aiohttp.FormData()
        form.add_field("recipient", json.dumps({"id": recipient_id}))
        form.add_field("message", json.dumps({"attachment": {"type": kind, "payload": {}}}))
        form.add_field("messaging_type", "RESPONSE")
        form.add_field("filedata", await asyncio.to_thread(Path(path).read_bytes), filename=Path(path).name)
        return await self.call("POST", f"{self.page_id}/messages", data=form)


ANY = 0
_WINDOW, _BLOCKED = Refused("window"), Refused("blocked")
_TOKEN, _RESTRICTED = Refused("token", channel_down=True), Refused("restricted", channel_down=True)
_PERMISSION = Refused("permission", channel_down=True)

#: (code, subcode) of Meta to what it means here; the more exact row wins, a subcode says more than a code.
#: https://developers.facebook.com/docs/messenger-platform/error-codes
MEANING: dict[tuple[int, int], Refused | Later] = {
    (10, 2018278): _WINDOW,
    (ANY, 2018065): _WINDOW,
    (ANY, 2534022): _WINDOW,
    (ANY, 1545041): _WINDOW,  # in older tables "person unavailable": the detail shows Meta's own words
    (1545041, ANY): _WINDOW,
    (551, 1545041): _BLOCKED,
    (551, ANY): _BLOCKED,
    (10, 2018108): _BLOCKED,
    (100, 2018001): Refused("no_such_person"),
    (190, ANY): _TOKEN,
    (368, ANY): _RESTRICTED,
    (10, 1893063): _RESTRICTED,
    (200, ANY): _PERMISSION,
    (230, ANY): _PERMISSION,
    (613, ANY): Later(),
    (4, ANY): Later(),
    (1200, ANY): Later(),
    (2, ANY): Later(),
}


def meaning(error: GraphError) -> Refused | Later | Unknown:
    """What a refusal means for the message."""
    code, subcode = _number(error.error.get("code")), _number(error.error.get("error_subcode"))
    rows = ((code, subcode), (ANY, subcode), (code, ANY))
    row = next((MEANING[row] for row in rows if row in MEANING), None)
    match row:
        case Refused(reason, _, channel_down):
            return Refused(reason, error.detail, channel_down)
        case Later():
            return Later(error.after, error.detail)
    if error.status == 429 or error.error.get("is_transient") is True:
        return Later(error.after, error.detail)
    if not error.error and (error.status >= 500 or error.status < 400):
        return Unknown(error.detail)  # not Meta's own words: it may have been accepted behind the proxy
    return Later(error.after, error.detail) if error.status >= 500 else Refused("rejected", error.detail)


def _number(value: object) -> int:
    return int(value) if isinstance(value, int | str) and str(value).isdecimal() else ANY


class Messenger:
    """One Facebook page. `api_base` is without version; `http` belongs to the caller."""

    most_per_call = 1

    #: What the page must be subscribed to, for the product to hear what it acts on.
    #: https://developers.facebook.com/docs/messenger-platform/webhooks
    needed_fields = (
        "messages", "message_echoes", "messaging_postbacks", "messaging_referrals", "message_reactions", "standby",
    )  # fmt: skip

    def __init__(
        self,
        page_id: str,
        page_access_token: str,
        app_id: str,
        app_secret: str,
        *,
        api_base: str,
        api_version: str,
        http: aiohttp.ClientSession,
        attachment_hosts: Sequence[str] = (),
    ) -> None:
        self._app_id, self._http = app_id, http
        self._attachment_hosts = tuple(attachment_hosts)
        self._bot = AsyncBot(
            page_access_token,
            http=http,
            page_id=page_id,
            api_version=api_version,
            app_secret=app_secret,
            base=api_base,
        )

    def render(self, outgoing: Outgoing) -> list[Rendered]:
        return render(outgoing)

    async def send(self, to: Recipient, messages: list[Rendered], *, key: str) -> Outcome:
        """One message a call (`most_per_call` is 1), because Meta knows no retry key.

        Of several, the first failure is the outcome and does not tell how many went before: hand over one at
        a time. `key` and the message's place travel as metadata, "key:0"; the echo brings them back and so
        settles an Unknown.
        """
        ids: list[str] = []
        for index, message in enumerate(messages):
            try:
                answer = await self._bot.send_message(to.id, message | {"metadata": f"{key}:{index}"})
            except GraphError as error:
                return meaning(error)
            except BROKEN as error:
                return lost(error)
            ids += [str(answer["message_id"])] if "message_id" in answer else []
        return Sent(tuple(ids), via="messenger")

    async def profile(self, person: str, *, group: str | None = None) -> Profile | Later | None:
        """Name and picture, where Business Asset User Profile Access was granted. Pages are in no groups."""
        try:
            found = await self._bot.get(quote(person, safe=""), fields="first_name,last_name,name,profile_pic")
        except GraphError as error:
            refusal = meaning(error)
            is_final = isinstance(refusal, Refused) and not refusal.channel_down
            return None if is_final else Later(error.after, error.detail)
        except BROKEN as error:
            return Later(detail=lost(error).detail)
        name = found.get("name") or f"{found.get('first_name', '')} {found.get('last_name', '')}".strip()
        return Profile(str(name), str(found.get("profile_pic", ""))) if name else None

    async def content(self, what: str, *, most_bytes: int) -> bytes | Refused | Later:
        """A picture somebody sent, by its address: an expiring one of Meta's own delivery network."""
        return await download(self._http, what, self._attachment_hosts, most_bytes=most_bytes)

    async def show_typing(self, to: Recipient, *, seconds: int) -> None:
        """The typing bubble; Messenger takes it away itself after some twenty seconds."""
        try:
            await self._bot.send_action(to.id, "typing_on")
        except (GraphError, *BROKEN):
            return

    async def check(self) -> list[str]:
        """Keys with facts: messenger.token, messenger.subscription, messenger.fields, messenger.network."""
        try:
            await self._bot.get(self._bot.page_id, fields="id,name")
            apps = (await self._bot.get(f"{self._bot.page_id}/subscribed_apps")).get("data") or []
        except GraphError as error:
            return [f"messenger.token: {error.status} {error.detail}"]
        except BROKEN as error:
            return [f"messenger.network: {lost(error).detail}"]
        ours = next((app for app in apps if str(app.get("id")) == self._app_id), None)
        if ours is None:
            return [f"messenger.subscription: {self._app_id}"]
        fields = ours.get("subscribed_fields") or []
        missing = [field for field in self.needed_fields if field not in fields]
        return [f"messenger.fields: {', '.join(missing)}"] if missing else []

    async def close(self) -> None:
        """Nothing of its own to close."""
