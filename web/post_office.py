"""Mails that orders make us write: the row says which and to whom, the order says the rest."""

from bot.channels import Outcome, Refused
from bot.conversation import House, bill_of
from orders.order import Order
from orders.queues import Outbound
from orders.shops import Shop
from web.settings import Settings


class PostOffice:
    """Writes and sends the mail of an outbox row."""

    def __init__(self, mail: object, house: House) -> None:
        self._mail, self._house = mail, house

    @classmethod
    def from_settings(cls, settings: Settings, house: House) -> "PostOffice | None":
        """None when the config names no mail server: then mails are refused by name."""
        email = settings.email
        return None

    async def deliver(self, row: Outbound) -> Outcome:
        order = await Order.get_or_none(id=row.body["order"])
        shop = await Shop.get_or_none(id=row.shop_id)
        if order is None or shop is None:
            return Refused("no_channel")
        bill = await bill_of(order, shop, self._house)
        raise RuntimeError(bill)
