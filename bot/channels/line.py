"""Speaking on LINE: replies while a token is fresh, pushes otherwise.

https://developers.line.biz/en/reference/messaging-api/
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import aiohttp

from bot.cards import Card, Outgoing, Part, Picture, Text
from bot.channels import (
    Later,
    Outcome,
    Profile,
    Recipient,
    Refused,
    Rendered,
    ReplyTokenGone,
    Sent,
    Unknown,
)
from bot.channels.flex import MOST_PICTURE_URL, PICTURE_SCHEMES, action, flex_message
from bot.channels.limits import paragraphs, split_utf16, web_address
from bot.channels.network import BROKEN, TIMEOUT, lost, read_at_most, retry_after

log = logging.getLogger(__name__)

#: How LINE says that it does not know the recipient; `to: ` is a wrong property.
#: https://developers.line.biz/en/reference/messaging-api/#error-messages
_NO_SUCH_PERSON = ("failed to send messages", "property, 'to'", "; to: ")

MOST_TEXT = 5_000
MOST_QUICK, MOST_QUICK_LABEL = 13, 20


def render(outgoing: Outgoing) -> list[Rendered]:
    """Message objects within LINE's limits, for any text. LINE refuses http pictures: they are left out."""
    messages = [message for part in outgoing.parts for message in _drawn(part)]
    quick = [tap for button in outgoing.quick if (tap := action(button, most_label=MOST_QUICK_LABEL))]
    if messages and quick:
        # On the last only: quick replies vanish when another message follows.
        messages[-1]["quickReply"] = {"items": [{"type": "action", "action": tap} for tap in quick[:MOST_QUICK]]}
    return messages


def _drawn(part: Part) -> list[Rendered]:
    match part:
        case Text():
            return [{"type": "text", "text": text} for text in split_utf16(paragraphs(part.text), MOST_TEXT)]
        case Picture():
            urls = [web_address(url, MOST_PICTURE_URL, PICTURE_SCHEMES) for url in (part.url, part.preview_url)]
            if not all(urls):
                return []
            return [{"type": "image", "originalContentUrl": urls[0], "previewImageUrl": urls[1]}]
        case Card():
            return [flex_message(part)]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What LINE answered, read without trust: a proxy in between answers HTML."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def data(self) -> dict[str, Any]:
        try:
            data = json.loads(self.text)
        except ValueError:
            return {}
        return data if isinstance(data, dict) else {}

    @property
    def detail(self) -> str:
        """LINE's words: the message, and each property that is wrong."""
        details = [f"{wrong.get('property')}: {wrong.get('message')}" for wrong in self._list("details")]
        return "; ".join([str(self.data.get("message") or self.text[:200] or self.status), *details])

    @property
    def message_ids(self) -> tuple[str, ...]:
        return tuple(str(sent["id"]) for sent in self._list("sentMessages") if "id" in sent)

    def _list(self, name: str) -> list[dict[str, Any]]:
        items = self.data.get(name)
        return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


class Line:
    """One LINE Official Account. Build it inside the running loop: it opens the SDK's own HTTP session.

    `api_base` and `data_api_base` point at a stand-in and may carry a path; None is LINE itself.
    """

    most_per_call = 5

    def __init__(
        self,
        access_token: str,
        *,
        api_base: str | None,
        data_api_base: str | None,
        http: aiohttp.ClientSession,
    ) -> None:
        # Imported here, because it takes a second that only a shop with LINE has to spend.
        from linebot.v3.messaging import ApiException, AsyncApiClient, AsyncMessagingApi, Configuration

        # Without a host in the configuration every operation has its own; an explicit api.line.me would take
        # the calls that belong to api-data.line.me, too.
        host = api_base.rstrip("/") if api_base else None
        self._client = AsyncApiClient(Configuration(access_token=access_token, host=host))
        self._host = AsyncMessagingApi(self._client).line_base_path
        self._not_2xx = ApiException
        self._http = http
        self._data_base = (data_api_base or "https://api-data.line.me").rstrip("/")
        self._bearer = {"Authorization": f"Bearer {access_token}"}

    def render(self, outgoing: Outgoing) -> list[Rendered]:
        return render(outgoing)

    async def send(self, to: Recipient, messages: list[Rendered], *, key: str) -> Outcome:
        """One call of at most five messages: a reply when `to` has a token, else a push; `key` is a UUID."""
        if not messages:
            return Sent()
        try:
            if to.reply_token:
                answer = await self._post("message/reply", {"replyToken": to.reply_token, "messages": messages})
                return self._replied(answer)
            # https://developers.line.biz/en/docs/messaging-api/retrying-api-request/
            answer = await self._post("message/push", {"to": to.id, "messages": messages}, {"X-Line-Retry-Key": key})
            return await self._pushed(answer)
        except BROKEN as error:
            return lost(error)

    def _replied(self, answer: _Answer) -> Outcome:
        if answer.status // 100 == 2:
            return Sent(answer.message_ids, via="reply", free=True)
        if answer.status >= 500:
            return Unknown(answer.detail)  # without a retry key it cannot be known whether it was taken
        if answer.status == 429:  # replies are not metered, so this is the rate
            return Later(retry_after(answer.headers), answer.detail)
        return _refused(answer)

    async def _pushed(self, answer: _Answer) -> Outcome:
        taken_before = answer.status == 409 and "x-line-accepted-request-id" in answer.headers
        if answer.status // 100 == 2 or taken_before:
            return Sent(answer.message_ids, via="push", free=False)
        if answer.status >= 500:
            return Later(retry_after(answer.headers), answer.detail)  # the same key makes a second try safe
        if answer.status == 429:
            spent = "monthly limit" in answer.detail.lower() or await self._quota_is_spent()
            return Refused("quota", answer.detail) if spent else Later(retry_after(answer.headers), answer.detail)
        return _refused(answer)

    async def _quota_is_spent(self) -> bool:
        """Both limits answer 429 and their words are no contract: the numbers are."""
        try:
            used, value = await self.quota()
        except BROKEN:
            return False
        return value is not None and used >= value

    async def quota(self) -> tuple[int, int | None]:
        """Messages counted this month, approximately, and how many the plan allows (None: no limit told)."""
        allowed = (await self._get("message/quota")).data
        used = (await self._get("message/quota/consumption")).data
        limited = allowed.get("type") == "limited" and isinstance(allowed.get("value"), int)
        total = used.get("totalUsage")
        return total if isinstance(total, int) else 0, allowed["value"] if limited else None

    async def profile(self, person: str, *, group: str | None = None) -> Profile | Later | None:
        member = f"{'room' if group and group.startswith('R') else 'group'}/{quote(group or '', safe='')}/member"
        try:
            answer = await self._get(f"{member if group else 'profile'}/{quote(person, safe='')}")
        except BROKEN as error:
            return Later(detail=lost(error).detail)
        if answer.status in (401, 429) or answer.status >= 500:
            return Later(retry_after(answer.headers), answer.detail)
        name = answer.data.get("displayName")
        if answer.status != 200 or not name:
            return None
        return Profile(str(name), str(answer.data.get("pictureUrl", "")), str(answer.data.get("language", "")))

    async def show_typing(self, to: Recipient, *, seconds: int) -> None:
        """The loading animation; LINE shows it in 1:1 chats only, for 5 to 60 seconds in steps of 5."""
        if to.kind != "user":
            return
        steps = min(max(-(-seconds // 5) * 5, 5), 60)
        try:
            await self._post("chat/loading/start", {"chatId": to.id, "loadingSeconds": steps})
        except BROKEN as error:
            log.debug("loading animation: %s", error)

    async def content(self, what: str, *, most_bytes: int) -> bytes | Refused | Later:
        """A picture somebody sent, by its message id."""
        url = f"{self._data_base}/v2/bot/message/{quote(what, safe='')}/content"
        try:
            # Not through the SDK, which reads a body of any size into memory.
            async with self._http.get(url, headers=self._bearer, timeout=TIMEOUT) as answer:
                if answer.status == 200:
                    return await read_at_most(answer, most_bytes)
                if answer.status in (400, 404, 410):
                    return Refused("gone", str(answer.status))
                return Later(retry_after(answer.headers), str(answer.status))  # 202: still being prepared
        except BROKEN as error:
            return Later(detail=lost(error).detail)

    async def check(self) -> list[str]:
        """Keys with facts: line.token, line.chat_mode, line.webhook, line.quota, line.network."""
        try:
            info = await self._get("info")
            if info.status != 200:
                return [f"line.token: {info.status} {info.detail}"]
            hook = await self._get("channel/webhook/endpoint")
            used, value = await self.quota()
        except BROKEN as error:
            return [f"line.network: {lost(error).detail}"]
        mode, endpoint = info.data.get("chatMode", "bot"), hook.data.get("endpoint")
        found = {
            f"line.chat_mode: {mode}": mode != "bot",
            f"line.webhook: {endpoint or hook.status}": not endpoint,
            f"line.webhook_off: {endpoint}": bool(endpoint) and hook.data.get("active") is not True,
            f"line.quota: {used}/{value}": value is not None and used >= value,
        }
        return [fact for fact, is_wrong in found.items() if is_wrong]

    async def close(self) -> None:
        await self._client.close()

    async def _get(self, path: str) -> _Answer:
        return await self._call("GET", path, None, {})

    async def _post(self, path: str, body: dict[str, Any], headers: dict[str, str] | None = None) -> _Answer:
        return await self._call("POST", path, body, headers or {})

    async def _call(self, method: str, path: str, body: dict[str, Any] | None, headers: dict[str, str]) -> _Answer:
        """Any answer there is; only a broken connection raises."""
        try:
            found = await self._client.call_api(
                f"/v2/bot/{path}",
                method,
                header_params={"Accept": "application/json", "Content-Type": "application/json", **headers},
                body=body,
                response_types_map={},  # the SDK's models refuse an empty 200 although the message was sent
                _request_timeout=TIMEOUT,
                _host=self._host,
            )
            return _Answer(found.status_code, found.headers, found.raw_data or "")
        except self._not_2xx as error:
            answer = _Answer(error.status, error.headers or {}, str(error.body or ""))
        except UnicodeDecodeError as error:
            # The SDK decodes before it tells the status; what it was about to raise carries it.
            refused = error.__context__
            if not isinstance(refused, self._not_2xx):
                return _Answer(200, {}, "")
            answer = _Answer(refused.status, refused.headers or {}, "")
        request_id = answer.headers.get("x-line-request-id")
        log.info("LINE %s %s: %s %s (request %s)", method, path, answer.status, answer.detail, request_id)
        return answer


def _refused(answer: _Answer) -> Refused | ReplyTokenGone:
    if answer.status in (401, 403):
        return Refused("token", answer.detail, channel_down=True)
    said = answer.detail.lower()
    if answer.status == 400 and "invalid reply token" in said:
        return ReplyTokenGone(answer.detail)
    nobody = answer.status == 400 and any(sign in said for sign in _NO_SUCH_PERSON)
    return Refused("no_such_person" if nobody else "rejected", answer.detail)
