"""Mails that orders make us write: the row says which and to whom, the order says the rest."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from bot.announce.letters import Letter, customer_mail, notice_mail, order_confirmed_mail
from bot.cards import outgoing_from_json
from bot.channels import Outcome, Refused
from bot.channels.email import Mail
from bot.conversation import House, bill_of
from orders.clock import Clock
from orders.order import Order
from orders.queues import Outbound
from orders.shops import Shop
from web.settings import Settings

#: Every mail there is, by the name its row calls it.
LETTERS: dict[str, Callable[..., Letter]] = {"order_confirmed": order_confirmed_mail}


class PostOffice:
    """Writes and sends the mail of an outbox row."""

    def __init__(self, smtp_url: str, sender: str, house: House, clock: Clock) -> None:
        self._smtp_url, self._sender, self._house, self._clock = smtp_url, sender, house, clock

    async def deliver(self, row: Outbound) -> Outcome:
        """The row's id makes the Message-ID, so that a mail sent twice by accident is shown once."""
        body: dict[str, Any] = row.body
        if body["template"] in ("notice", "to_customer"):
            said, its = outgoing_from_json(body["said"]), await Shop.get(id=row.shop_id)
            is_theirs = body["template"] == "to_customer"
            letter = customer_mail(said, its, body["language"]) if is_theirs else notice_mail(said, its)
            return await self._post(row, letter, its)
        order = await Order.get_or_none(id=body["order"])
        shop = await Shop.get_or_none(id=row.shop_id)
        if order is None or shop is None:
            return Refused("no_channel")
        bill = await bill_of(order, shop, self._house)
        link = bill.link or self._house.public_url
        letter = LETTERS[body["template"]](order, shop, customer=bill.customer, link=link)
        return await self._post(row, letter, shop)

    async def _post(self, row: Outbound, letter: Letter, shop: Shop) -> Outcome:
        message_id = f"outbox-{row.id}@{urlsplit(self._house.public_url).hostname}"
        # Without a sender of the house the shop's own address writes.
        mail = Mail(self._smtp_url, self._sender or shop.email or row.body["to"], clock=self._clock)
        return await mail.send(row.body["to"], letter.subject, letter.text, letter.html, message_id)


def post_office(settings: Settings, house: House, clock: Clock) -> PostOffice | None:
    """None when the config names no mail server; then no mail is owed either."""
    email = settings.email
    return PostOffice(email.smtp_url, email.sender, house, clock) if email.smtp_url else None
