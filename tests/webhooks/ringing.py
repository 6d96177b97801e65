"""The samples of the vendors' documentation, and ringing the real door with them."""

import base64
import hashlib
import hmac
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from orders.queues import Inbound
from tests.world import APP_SECRET, LINE_SECRET, SHOP, World

SAMPLES = Path(__file__).parent / "samples"
INDEX: dict[str, Any] = json.loads((SAMPLES / "index.json").read_text(encoding="utf-8"))

#: People of the samples.
CUSTOMER = "U4af4980629aaaaaaaaaaaaaaaaaaaaaa"
STAFF = "U91eeaf62d0cccccccccccccccccccccc"
GROUP_MEMBER = "Ufc729a925bbbbbbbbbbbbbbbbbbbbbbb"
GROUP = "Ca56f94637cdddddddddddddddddddddd"
PSID, PSID2 = "1254459154682919", "2348927398743287"
PATHS = {"line": f"/webhooks/line/{SHOP}", "messenger": "/webhooks/messenger"}


@dataclass(frozen=True, slots=True)
class Sample:
    """One body as it travels, with the headers it travels with."""

    name: str
    headers: Mapping[str, str]
    body: bytes
    size: int
    sha256: str
    expect: Mapping[str, Any]

    @property
    def platform(self) -> str:
        return self.name.partition("/")[0]


def _sample(row: Mapping[str, Any]) -> Sample:
    body = (SAMPLES / row["file"]).read_bytes()
    return Sample(row["file"], row["headers"], body, row["bytes"], row["sha256"], row["expect"])


ALL = {row["file"].removesuffix(".json"): _sample(row) for platform in ("line", "messenger") for row in INDEX[platform]}


@dataclass(frozen=True, slots=True, repr=False)
class Door:
    """The shop's real doors, rung over HTTP."""

    world: World
    http: aiohttp.ClientSession

    async def rings(self, *names: str) -> list[int]:
        """Post samples by name, one after the other; everything they cause is done when this returns."""
        found = [ALL[name] for name in names]
        statuses = [await self.post(PATHS[one.platform], one.body, one.headers) for one in found]
        await self.world.settled()
        return statuses

    async def post(self, path: str, body: Any, headers: Mapping[str, str] | None = None) -> int:
        data = io.BytesIO(body) if isinstance(body, bytes) else body
        async with self.http.post(self.world.url + path, data=data, headers=headers or {}) as answer:
            await answer.read()
            return answer.status

    async def line(self, body: bytes) -> int:
        """A body signed as LINE signs it."""
        return await self.post(PATHS["line"], body, line_signed(body))

    async def messenger(self, body: bytes) -> int:
        """A body signed as Meta signs it."""
        return await self.post(PATHS["messenger"], body, messenger_signed(body))


def line_signed(body: bytes, secret: str = LINE_SECRET) -> dict[str, str]:
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return {"content-type": "application/json", "x-line-signature": base64.b64encode(digest).decode()}


def messenger_signed(body: bytes, secret: str = APP_SECRET) -> dict[str, str]:
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return {"content-type": "application/json", "x-hub-signature-256": f"sha256={digest}"}


def line_body(*events: Any) -> bytes:
    return json.dumps({"destination": INDEX["constants"]["line_destination"], "events": list(events)}).encode()


def page_body(*items: Any, page: str = INDEX["constants"]["page_id"], standby: bool = False) -> bytes:
    listed = "standby" if standby else "messaging"
    entry = {"id": page, "time": 1_776_914_803_000, listed: list(items)}
    return json.dumps({"object": "page", "entry": [entry]}).encode()


def line_text(text: str, *, id: str, at: int = 1_776_914_801_524, user: str = STAFF, **more: Any) -> dict[str, Any]:
    """A text of a LINE user; `more` are further properties of the event."""
    message = {"type": "text", "id": f"6{id}", "quoteToken": "q", "text": text}
    event = {"type": "message", "message": message, "webhookEventId": id, "timestamp": at, "mode": "active"}
    return event | {"source": {"type": "user", "userId": user}, "deliveryContext": {"isRedelivery": False}} | more


def page_text(text: str, *, mid: str, at: int = 1_776_914_801_000, psid: str = PSID) -> dict[str, Any]:
    """A text of a Messenger customer."""
    page = INDEX["constants"]["page_id"]
    return {"sender": {"id": psid}, "recipient": {"id": page}, "timestamp": at, "message": {"mid": mid, "text": text}}


async def inbox(**wanted: Any) -> list[Inbound]:
    """What the shop has heard, in the order it was stored."""
    return await Inbound.filter(**wanted).order_by("id")


async def bodies(**wanted: Any) -> str:
    """Everything the shop has kept, as one text."""
    return "\n".join(row.body for row in await inbox(**wanted))
