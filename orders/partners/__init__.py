"""Services that look up transfers at the bank, behind one small protocol: what they were asked, what they told.

To add one: a file with a class that has `name` and `ask`, a row in `SERVICES`, and its word in the setting
slips.provider. What a service says that we do not know is `unavailable`: then people judge, and nothing is lost.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Literal, Protocol

import aiohttp
import orjson

from orders.money import satang

Verdict = Literal[
    "verified", "pending", "duplicate", "amount_mismatch", "receiver_mismatch", "not_found", "unreadable", "unavailable"
]

#: Seconds a service has for its answer; staff and the customer wait for it.
PATIENCE = aiohttp.ClientTimeout(total=10)
#: What is read of an answer at most.
MOST_ANSWER = 256 * 1024
#: Times without a zone are the banks' own.
BANGKOK = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Receiver:
    """Whom the money went to, as far as a service shows it: numbers are masked (`xxx-x-x3109-x`), names cut."""

    names: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What a service knows of one transfer. `verified` says that it happened, not that it was ours to get.

    `ask_again` is set when the bank needs time before it can say anything.
    """

    verdict: Verdict
    amount: int | None = None
    at: datetime | None = None
    receiver: Receiver = Receiver()
    ask_again: timedelta | None = None
    detail: str = ""


class SlipService(Protocol):
    """`name` signs the payments it vouches for: `slip:NAME`."""

    name: str

    async def ask(self, payload: str, amount: int | None) -> Told:
        """Look up the transfer of a slip's code; `amount` (satang) is what it should be. Never raises for what the
        service or the network does."""
        ...


@dataclass(frozen=True, slots=True)
class Answered:
    status: int
    data: dict[str, Any]


async def post(http: aiohttp.ClientSession, url: str, headers: dict[str, str], body: dict[str, Any]) -> Answered | Told:
    """The service's JSON object, or `unavailable` with the reason when there was none."""
    try:
        async with http.post(url, json=body, headers=headers, timeout=PATIENCE, allow_redirects=False) as answer:
            raw = await answer.content.read(MOST_ANSWER)
            while len(raw) < MOST_ANSWER and (more := await answer.content.read(MOST_ANSWER - len(raw))):
                raw += more
        data = orjson.loads(raw)
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
        return Told("unavailable", detail=f"{type(error).__name__} {error}"[:200])
    if not isinstance(data, dict):
        return Told("unavailable", detail=f"status {answer.status}")
    return Answered(answer.status, data)


def dict_in(value: Any, *path: str) -> dict[str, Any]:
    """The object at a path of a foreign JSON; {} when something else stands there."""
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def texts(*values: Any) -> tuple[str, ...]:
    return tuple(value.strip() for value in values if isinstance(value, str) and value.strip())


def amount_in(value: Any) -> int | None:
    """Baht as services write them, in satang."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    return satang(value) or None


def time_in(value: Any) -> datetime | None:
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=BANGKOK)).astimezone(UTC) if at is not None else None


def baht_number(amount: int) -> int | float:
    """Satang as a JSON number of baht."""
    return amount // 100 if amount % 100 == 0 else amount / 100
