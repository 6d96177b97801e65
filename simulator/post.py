"""Carrying webhooks to the product: signed, within the platform's time, and in disorder when told so."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import aiohttp

from simulator.naming import Names
from simulator.shapes import Json


class Sender(Protocol):
    """A LINE account or a Facebook page: who puts items into an envelope and signs it."""

    webhook_url: str

    def seal(self, items: Sequence[Json], kind: str) -> tuple[bytes, dict[str, str]]:
        """The raw body with its headers; the moment of delivery."""

    def lost(self, letter: "Letter") -> None:
        """A letter that was not taken with 2xx."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Items of one webhook body that go to one endpoint. `kind` is the platform's name of the list."""

    sender: Sender
    items: tuple[Json, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """One webhook as sent, and the status answered (0: no answer in time, or no connection)."""

    url: str
    raw: bytes
    headers: dict[str, str]
    status: int
    at: float


class Postman:
    """Delivers letters of one platform, which waits `seconds` for an answer."""

    def __init__(
        self,
        *,
        seconds: float,
        clock: Callable[[], float],
        names: Names,
        session: Callable[[], aiohttp.ClientSession],
    ) -> None:
        self.deliveries: list[Delivery] = []
        self.seconds = seconds
        self._clock = clock
        self._names = names
        self._session = session
        self._held: list[Letter] = []
        self._duplicate = self._shuffle = self._hold = False

    def deliver(self, *, duplicate: bool = False, shuffle: bool = False, hold: bool = False) -> None:
        """From now on: each body twice; kept until release(); released in another order. Else in order."""
        self._duplicate, self._shuffle, self._hold = duplicate, shuffle, hold or shuffle

    async def release(self, *, batch: bool = False) -> list[int]:
        """Deliver what was held, as one body per sender with `batch`; gives the statuses."""
        letters: list[object] = list(self._held)
        self._held.clear()
        if self._shuffle:
            self._names.shuffle(letters)
        kept = [letter for letter in letters if isinstance(letter, Letter)]
        return [await self._carry(letter) for letter in (_batched(kept) if batch else kept)]

    async def post(self, letter: Letter) -> int:
        """The status answered; 0 when there was none, or when the letter is held."""
        if self._hold:
            self._held.append(letter)
            return 0
        return await self._carry(letter)

    async def raw(self, url: str, body: bytes, headers: dict[str, str]) -> int:
        """Send bytes as they are."""
        status = await self._knock(url, body, headers)
        self.deliveries.append(Delivery(url, body, headers, status, self._clock()))
        return status

    async def _carry(self, letter: Letter) -> int:
        body, headers = letter.sender.seal(letter.items, letter.kind)
        status = await self.raw(letter.sender.webhook_url, body, headers)
        if self._duplicate:
            await self.raw(letter.sender.webhook_url, body, headers)
        if not 200 <= status < 300:
            letter.sender.lost(letter)
        return status

    async def _knock(self, url: str, body: bytes, headers: dict[str, str]) -> int:
        wait = aiohttp.ClientTimeout(total=self.seconds)
        try:
            async with self._session().post(
                url, data=io.BytesIO(body), headers=headers, timeout=wait, allow_redirects=False
            ) as answer:
                await answer.read()
                return answer.status
        except (TimeoutError, aiohttp.ClientError):
            return 0


def _batched(letters: list[Letter]) -> list[Letter]:
    found: dict[tuple[int, str], Letter] = {}
    for letter in letters:
        key = (id(letter.sender), letter.kind)
        before = found[key].items if key in found else ()
        found[key] = Letter(letter.sender, (*before, *letter.items), letter.kind)
    return list(found.values())
