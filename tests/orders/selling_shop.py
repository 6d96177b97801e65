"""Orders brought where a test wants them by the deeds that lead there."""

from typing import Any

from orders import selling
from orders.catalogue import Product
from orders.events import Event
from orders.order import Order
from orders.people import Chat
from orders.shops import Shop
from tests.orders.conftest import NOW, a_product

BY: dict[str, Any] = {"by": "staff:1", "now": NOW}
NOK = {"name": "Nok", "phone": "0812345678", "line": "99/1", "province": "กรุงเทพมหานคร", "postal_code": "10110"}


async def an_order(
    shop: Shop, product: Product | None = None, *, quantity: int = 2, way: str | None = "promptpay", lacks: str = ""
) -> Order:
    """Issued to a customer who has given everything but what it `lacks` (address, method)."""
    chat, _ = await Chat.get_or_create(shop_id=shop.id, channel="line", external_id="U1")
    draft = await selling.start(shop, chat=chat, **BY)
    basket = draft.basket
    goods = product or await a_product(shop)
    assert basket.add(selling.line_for(goods, quantity=quantity)) is None
    basket.payment_method = way
    basket.shipping_method = None if lacks == "method" else "EMS"
    basket.shipping_address = None if lacks == "address" else {**NOK, "country": "TH"}
    await selling.change(draft, basket, shop)
    issued = await selling.issue(draft, shop, **BY)
    assert isinstance(issued, selling.Issued), issued
    return issued.order


async def held(product: Product) -> int:
    return (await Product.get(id=product.id)).reserved


async def happened(order: Order) -> list[str]:
    return [event.name for event in await Event.filter(order_id=order.id).order_by("id")]


async def again(order: Order) -> Order:
    """As it stands in the database now."""
    return await Order.get(id=order.id)
