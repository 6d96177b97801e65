"""Who waits for goods that are short: the queue of a product.

A released piece is offered by a notice to whoever came first, never sold by itself. An offer holds nothing back: it
stands for a while, and meanwhile the piece is not offered to the next.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from orders.basket import Basket
from orders.catalogue import Product
from orders.events import record
from orders.people import Chat
from orders.shops import Shop

#: So long a piece that was offered to one is not offered to the next.
OFFER_LASTS = timedelta(hours=1)
ALIVE = ("waiting", "offered", "lapsed")


class Waiting(Model):
    """One customer's place in a product's queue; places are in the order of ids.

    State: waiting, offered (a notice went out at `offered_at`), lapsed (nobody answered it in
    time), served (they ordered), left.
    """

    id = fields.IntField(primary_key=True)
    shop: fields.ForeignKeyRelation[Shop] = fields.ForeignKeyField("models.Shop", related_name="queues")
    shop_id: int
    product: fields.ForeignKeyRelation[Product] = fields.ForeignKeyField("models.Product", related_name="queue")
    product_id: int
    chat: fields.ForeignKeyRelation[Chat] = fields.ForeignKeyField("models.Chat", related_name="queues")
    chat_id: int
    quantity = fields.IntField()
    at = fields.DatetimeField()
    state = fields.CharField(max_length=10, default="waiting")
    offered_at = fields.DatetimeField(null=True)

    class Meta:
        table = "waiting"
        table_description = "who waits for goods that are short"
        indexes = (Index(fields=("product_id", "state")), Index(fields=("chat_id",)), Index(fields=("shop_id",)))


async def join(product: Product, chat: Chat, *, quantity: int, now: datetime) -> int:
    """Take a place in the queue, or keep the one they have; which place that is, counted from 1."""
    mine = await Waiting.filter(product_id=product.id, chat_id=chat.id, state__in=ALIVE).first()
    if mine is None:
        mine = await Waiting.create(
            shop_id=chat.shop_id, product_id=product.id, chat_id=chat.id, quantity=quantity, at=now
        )
    elif mine.quantity != quantity:
        mine.quantity = quantity
        await mine.save(update_fields=["quantity"])
    return await Waiting.filter(product_id=product.id, state__in=ALIVE, id__lte=mine.id).count()


async def queue_of(product: Product, *, most: int = 20) -> list[Waiting]:
    """Who waits, first come first; their chats and contacts are at hand."""
    found = Waiting.filter(product_id=product.id, state__in=ALIVE).order_by("id").limit(most)
    return await found.prefetch_related("chat__contact")


async def leave(chat: Chat, *, product_ids: Iterable[int] | None = None, state: str = "left") -> int:
    """Give up their places: all of them, or those of some products; how many there were."""
    places = Waiting.filter(chat_id=chat.id, state__in=ALIVE)
    if product_ids is not None:
        places = places.filter(product_id__in=[*product_ids] or [0])
    return await places.update(state=state)


async def offer(place: Waiting, shop: Shop, *, by: str, now: datetime) -> None:
    """Tell them that they can have it now; that they want it they say themselves."""
    place.state, place.offered_at = "offered", now
    await place.save(update_fields=["state", "offered_at"])
    await record("piece_offered", shop_id=shop.id, by=by, now=now, facts={"waiting": place.id, "chat": place.chat_id})


async def freed(shop: Shop, before: Basket, now: datetime) -> None:
    """Goods of `before` may be free again: whoever came first hears of it, one for each piece that is there."""
    if shop.terms.selling.queue:
        await pieces_there(shop, {line.product_id for line in before.lines if line.product_id is not None}, now)


async def look_again(shop: Shop, now: datetime) -> None:
    """Stock was counted anew: whoever waits for what is there now hears of it."""
    if shop.terms.selling.queue:
        waited_for = Waiting.filter(shop_id=shop.id, state__in=ALIVE).distinct()
        await pieces_there(shop, [int(str(one)) for one in await waited_for.values_list("product_id", flat=True)], now)


async def lapsed_offers(now: datetime, busy: Iterable[str] = (), *, most: int = 50) -> list[str]:
    """Products that were offered to somebody who has not answered in time, by their ids."""
    over = Waiting.filter(state="offered", offered_at__lte=now - OFFER_LASTS)
    over = over.exclude(product_id__in=[*map(int, busy)] or [0]).distinct().limit(most)
    return [str(product_id) for product_id in await over.values_list("product_id", flat=True)]


async def pass_on(product_id: int, now: datetime) -> None:
    """Whoever was offered a piece and has not answered keeps their place, but the piece goes to the next. However many
    look, it is passed on once."""
    over = Waiting.filter(product_id=product_id, state="offered", offered_at__lte=now - OFFER_LASTS)
    if not await over.update(state="lapsed"):
        return
    product = await Product.get(id=product_id)
    shop = await Shop.get(id=product.shop_id)
    if shop.terms.selling.queue:
        await pieces_there(shop, [product_id], now)


async def pieces_there(shop: Shop, product_ids: Iterable[int], now: datetime) -> None:
    """Offer what is there of these products to those who wait for it and have no offer that still stands."""
    for product in await Product.filter(id__in=[*product_ids] or [0], shop_id=shop.id, active=True).order_by("id"):
        waiting = await Waiting.filter(product_id=product.id, state__in=ALIVE).order_by("id")
        standing = [place for place in waiting if place.offered_at and now - place.offered_at < OFFER_LASTS]
        asked = {place.id for place in standing}
        free = None if product.available is None else product.available - sum(place.quantity for place in standing)
        for place in waiting:
            if free is not None and free < 1:
                break
            # An offer that went unanswered is not repeated by itself: staff may do so.
            if place.id in asked or place.state != "waiting":
                continue
            await offer(place, shop, by="system", now=now)
            free = None if free is None else free - place.quantity
