"""A Stripe account, its sessions, and what happens to them; each deed sends the webhook it causes."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from simulator.post import Letter, Postman
from simulator.shapes import Json
from simulator.stripe.reading import Wish
from simulator.world import World

_DAY = 86_400


class StripeAccount:
    """`webhook_url` is told of everything, signed with `webhook_secret`. `missed`: what was not taken with 2xx."""

    def __init__(
        self, *, world: World, postman: Postman, secret_key: str, webhook_secret: str, webhook_url: str
    ) -> None:
        self.secret_key, self.webhook_secret, self.webhook_url = secret_key, webhook_secret, webhook_url
        self.sessions: dict[str, Session] = {}
        #: Idempotency key -> the wish it came with, and its session.
        self.known: dict[str, tuple[bytes, Session]] = {}
        self.missed: list[Json] = []
        self._world, self._postman = world, postman

    def make(self, wish: Wish) -> "Session":
        session = Session(self, f"cs_test_{self._world.names.hexadecimal(32)}", wish, int(self._world.clock()) + _DAY)
        self.sessions[session.id] = session
        return session

    @property
    def now(self) -> float:
        return self._world.clock()

    def page_of(self, session: "Session") -> str:
        return self._world.address(f"stripe/pay/{session.id}")

    def name(self, prefix: str) -> str:
        return f"{prefix}_{self._world.names.hexadecimal(24)}"

    async def tells(self, kind: str, thing: Json, **more: Any) -> int:
        """Send an event about `thing`; gives the status answered. `more` is laid over the event."""
        event = {
            "id": self.name("evt"), "object": "event", "api_version": "2026-10-28.endive", "created": int(self.now),
            "type": kind, "livemode": False, "pending_webhooks": 1, "data": {"object": thing},
        }  # fmt: skip
        return await self._postman.post(Letter(self, (event | more,), kind))

    def seal(self, items: Sequence[Json], kind: str) -> tuple[bytes, dict[str, str]]:
        """One event is one body. https://docs.stripe.com/webhooks#verify-manually"""
        (event,) = items
        body = orjson.dumps(event)
        return body, {"Content-Type": "application/json; charset=utf-8", **self.signed(body)}

    def signed(self, body: bytes, *, at: float | None = None, secret: str | None = None) -> dict[str, str]:
        """The header that goes with these bytes."""
        moment = int(self.now if at is None else at)
        digest = hmac.new((secret or self.webhook_secret).encode(), f"{moment}.".encode() + body, "sha256").hexdigest()
        return {"Stripe-Signature": f"t={moment},v1={digest},v0=0"}

    def lost(self, letter: Letter) -> None:
        self.missed.extend(letter.items)


@dataclass
class Session:
    """One Checkout page. Amounts in satang; `returned` is all that has gone back so far."""

    account: StripeAccount
    id: str
    wish: Wish
    expires_at: int
    status: str = "open"
    payment_status: str = "unpaid"
    payment_intent: str | None = None
    returned: int = 0
    way: str = field(default="card", repr=False)

    @property
    def is_open(self) -> bool:
        return self.status == "open" and self.account.now < self.expires_at

    def document(self) -> Json:
        """As the API shows it. https://docs.stripe.com/api/checkout/sessions/object"""
        person = {
            "email": "payer@example.com",
            "name": "Somebody Who Pays",
            "phone": None,
            "address": {"country": "TH"},
        }
        return {
            "id": self.id, "object": "checkout.session", "mode": "payment", "status": self.status,
            "payment_status": self.payment_status, "payment_intent": self.payment_intent,
            "amount_subtotal": self.wish.amount, "amount_total": self.wish.amount, "currency": "thb",
            "client_reference_id": self.wish.reference, "metadata": self.wish.metadata, "expires_at": self.expires_at,
            "success_url": self.wish.success_url, "cancel_url": self.wish.cancel_url, "livemode": False,
            "customer_details": person if self.status == "complete" else None,
            "url": self.account.page_of(self) if self.status == "open" else None,
        }  # fmt: skip

    async def pays(self) -> int:
        """By card: it is there at once. Gives what the webhook was answered."""
        self._completed("card", "paid")
        return await self.account.tells("checkout.session.completed", self.document())

    async def starts_promptpay(self) -> int:
        """They have gone through the page; the money comes when the bank says so."""
        self._completed("promptpay", "unpaid")
        return await self.account.tells("checkout.session.completed", self.document())

    async def promptpay_arrives(self) -> int:
        self.payment_status = "paid"
        return await self.account.tells("checkout.session.async_payment_succeeded", self.document())

    async def promptpay_fails(self) -> int:
        return await self.account.tells("checkout.session.async_payment_failed", self.document())

    async def gives_back(self, satang: int) -> int:
        """A refund at the desk of Stripe."""
        self.returned += satang
        return await self.account.tells("charge.refunded", self.charge())

    def charge(self) -> Json:
        """https://docs.stripe.com/api/charges/object"""
        return {
            "id": f"ch_{self.id[-24:]}", "object": "charge", "amount": self.wish.amount, "paid": True,
            "currency": "thb", "amount_captured": self.wish.amount, "amount_refunded": self.returned,
            "metadata": self.wish.of_payment, "payment_intent": self.payment_intent,
            "refunded": self.returned == self.wish.amount,
            "billing_details": {"email": "payer@example.com", "name": "Somebody Who Pays"},
        }  # fmt: skip

    def _completed(self, way: str, payment_status: str) -> None:
        if not self.is_open:
            raise ValueError(f"{self.id} cannot be paid any more")
        self.way, self.status, self.payment_status = way, "complete", payment_status
        self.payment_intent = self.account.name("pi")
