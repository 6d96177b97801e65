"""Verbs for conversations about slips: what was said since, what is said to a picture, an order to pay for."""

from typing import Any

from orders.order import Order
from orders.people import Chat, Contact, customer_of
from tests.bot.talking import says
from tests.world import World

ADDRESS = {
    "name": "Nok", "phone": "0812345678", "line": "99/1", "subdistrict": "", "district": "", "province": "Bangkok",
    "postal_code": "10110", "country": "TH",
}  # fmt: skip


def fresh(person: Any) -> list[Any]:
    """What the shop has said to this person since they were asked last."""
    heard = [message for message in person.chat if message.who == "shop" and message.via != "inbox"]
    seen = SEEN.setdefault(id(person), [])
    new = [message for message in heard if message.id not in seen]
    seen += [message.id for message in new]
    return new


SEEN: dict[int, list[str]] = {}


async def shows(world: World, person: Any, data: bytes) -> list[Any]:
    """What the shop says to a picture."""
    fresh(person)
    await person.sends_picture(data)
    await world.settled()
    return fresh(person)


async def bill(world: World, person: Any, ploy: Any, goods: str = "A01 2 ship EMS pay promptpay send") -> Order:
    """A confirmed order of this customer."""
    before = {order.id for order in await Order.all()}
    await says(world, ploy, f"new {person.name} {goods}")
    order = await Order.filter(number__isnull=False).exclude(id__in=before or [0]).get()
    await world.database.transaction(_confirm, order.id)
    fresh(person), fresh(ploy)
    return await Order.get(id=order.id)


async def _confirm(order_id: int) -> None:
    order = await Order.get(id=order_id)
    chat = await Chat.get(id=order.chat_id)
    basket = order.basket
    basket.shipping_address = ADDRESS
    order.keep(basket, (await order.shop.first()).terms)
    order.customer_id = (await customer_of(await Contact.get(id=chat.contact_id), order.created_at)).id
    order.move("confirm")
    order.confirmed_at = order.created_at
    await order.save()
