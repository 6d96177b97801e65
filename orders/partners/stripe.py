"""Stripe Checkout: a page of theirs on which a customer pays what is owed, by card or by whatever the shop has switched
on there.

Their library is an extra and takes a third of a second to import: that happens when the first customer wants to pay,
beside the event loop. https://docs.stripe.com/api/checkout/sessions/create
"""

import asyncio
import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import aiohttp

from orders.shops import Stripe

if TYPE_CHECKING:
    from stripe import AIOHTTPClient, StripeClient

log = logging.getLogger("inchat.stripe")

#: Seconds Stripe has for an answer, and how often it is asked again: a customer waits for it.
PATIENCE = 8
RETRIES = 1
#: A page of theirs lives for a day and their memory of our keys a little longer, so one more key is always enough.
MOST_PAGES = 2


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be paid: `amount` satang of an order as it stands, named `title` on their page. `link` is ours, where
    they lead back to. `refunded`: so much went back before, so what was paid once may be paid again."""

    shop: str
    number: int
    revision: int
    amount: int
    title: str
    link: str
    refunded: int = 0

    @property
    def key(self) -> str:
        """The same however often the button is tapped, so that all taps lead to one page, which takes money once.

        The link tells this order from one of the same number in another house with the same keys.
        https://docs.stripe.com/api/idempotent_requests
        """
        mark = hashlib.sha256(self.link.encode()).hexdigest()[:12]
        again = f"-{self.refunded}" if self.refunded else ""
        return f"inchat-{self.shop}-{self.number}-{self.revision}-{self.amount}{again}-{mark}"

    def params(self) -> dict[str, Any]:
        """The same for the same key: Stripe refuses a key that comes with another wish. The metadata stands on the
        payment as well, where what is refunded later is known by it."""
        about = {"shop": self.shop, "order": str(self.number), "revision": str(self.revision)}
        price = {"currency": "thb", "unit_amount": self.amount, "product_data": {"name": self.title}}
        return {
            "mode": "payment",
            "line_items": [{"price_data": price, "quantity": 1}],
            "client_reference_id": str(self.number),
            "metadata": about,
            "payment_intent_data": {"metadata": about, "description": self.title},
            "success_url": self.link,
            "cancel_url": self.link,
        }


@dataclass(frozen=True, slots=True)
class Down:
    """No page could be had; `detail` is for the log."""

    detail: str


class Till:
    """One shop's Stripe account. `close` it in the loop it was used in."""

    def __init__(self, keys: Stripe) -> None:
        self._keys = keys
        self._open: tuple[StripeClient, AIOHTTPClient] | None = None
        self._opening = asyncio.Lock()

    async def page_for(self, due: Due, now: datetime) -> str | Down:
        """Where the customer pays. Never raises for what Stripe or the network does."""
        client = await self._client()
        from stripe import StripeError

        sessions, key = client.v1.checkout.sessions, due.key
        try:
            for _ in range(MOST_PAGES):
                session = await sessions.create_async(due.params(), {"idempotency_key": key})  # type: ignore[arg-type]
                url, ends = getattr(session, "url", None), getattr(session, "expires_at", None)
                if not isinstance(ends, int) or ends > now.timestamp():
                    break
                key = f"{due.key}-{ends}"  # the page they remember has closed
        except StripeError as refused:
            down = Down(f"{type(refused).__name__} {refused.http_status or ''} {refused.code or ''}".strip())
        except (aiohttp.ClientError, OSError, TimeoutError) as broken:
            down = Down(type(broken).__name__)
        else:
            if isinstance(url, str) and url.startswith(("https://", "http://")):
                return url
            down = Down("no address")
        log.warning("no page to pay #%s of %s: %s", due.number, due.shop, down.detail)
        return down

    async def close(self) -> None:
        if self._open is not None:
            await self._open[1].close_async()  # type: ignore[no-untyped-call]

    async def _client(self) -> "StripeClient":
        async with self._opening:
            if self._open is None:
                self._open = await asyncio.to_thread(_opened, self._keys)
            return self._open[0]


def _opened(keys: Stripe) -> "tuple[StripeClient, AIOHTTPClient]":
    import stripe

    stripe.enable_telemetry = False  # it would tell them of this machine, under a number kept in a file in our home
    http = stripe.AIOHTTPClient(timeout=PATIENCE)
    client = stripe.StripeClient(
        keys.secret_key.get_secret_value(),
        http_client=http,
        base_addresses={"api": keys.api_base.rstrip("/")},
        max_network_retries=RETRIES,
    )
    assert client.v1.checkout.sessions is not None  # its modules are imported at the first touch: here, and not later
    return client, http
