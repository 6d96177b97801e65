"""What a customer cannot be told in the chat, or is not to be for its cost, goes another way.

By e-mail, when their address is known. Where it is not, an SMS would be the next way: it belongs beside `mail_it`.
"""

from datetime import datetime
from typing import Any

from orders.order import Order
from orders.people import Contact
from orders.queues import put_outbound
from orders.shops import Shop


async def mail_it(
    *, shop_id: int, about: dict[str, Any], body: dict[str, Any], key: str, now: datetime, sends_mail: bool
) -> bool:
    """Owe to the customer of an order, as a mail, what was to be said in the chat (`body`). False when no address is
    known, or the house sends no mails."""
    order = await Order.get_or_none(id=about["order"]).prefetch_related("customer", "chat")
    to = order.customer.email if order is not None and order.customer is not None else ""
    if order is None or not to or not sends_mail:
        return False
    contact = await Contact.get_or_none(id=(order.chat.contact_id if order.chat is not None else None) or 0)
    language = (contact.language if contact is not None else "") or (await Shop.get(id=shop_id)).language
    await put_outbound(
        shop_id=shop_id,
        kind="mail",
        # A lane of its own: a customer's dead mailbox holds nobody else's mail back.
        lane=f"mail:{shop_id}:{order.id}",
        body={"template": "to_customer", "to": to, "said": body, "language": language},
        now=now,
        key=key,
        about={"order": order.id, "what": about["what"]},
    )
    return True
