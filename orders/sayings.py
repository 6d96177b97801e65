"""Who said what about which order or product: what a quoted message points at.

A platform tells only the id of the message that is quoted, never its words. So each text heard is written down, and
each message sent that concerns an order or a product. Kept as long as the raw events, and forgotten with them.
"""

from datetime import datetime

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from orders.order import Order
from orders.people import Chat
from orders.shops import Shop

#: Characters of a text that are kept: enough to find what it names.
MOST_KEPT = 500


class Saying(Model):
    """One message of a chat. `external_id` is the platform's own id of it; `ours`: we sent it. `order` and `sku` are
    what it is about, as far as that is known for certain; `acted`: a draft was changed by what was said in it. `text`
    is what was heard, empty for what we sent and for what was taken back.
    """

    id = fields.BigIntField(primary_key=True)
    shop: fields.ForeignKeyRelation[Shop] = fields.ForeignKeyField("models.Shop", related_name="sayings")
    shop_id: int
    chat: fields.ForeignKeyRelation[Chat] = fields.ForeignKeyField("models.Chat", related_name="sayings")
    chat_id: int
    external_id = fields.CharField(max_length=200)
    ours = fields.BooleanField(default=False)
    order: fields.ForeignKeyNullableRelation[Order] = fields.ForeignKeyField(
        "models.Order", related_name="sayings", null=True, on_delete=fields.SET_NULL
    )
    order_id: int | None
    sku = fields.CharField(max_length=60, default="")
    acted = fields.BooleanField(default=False)
    text = fields.CharField(max_length=MOST_KEPT, default="")
    at = fields.DatetimeField()
    by = fields.CharField(max_length=60, default="")

    class Meta:
        table = "saying"
        table_description = "what was said about which order or product"
        unique_together = (("chat", "external_id"),)
        indexes = (Index(fields=("order_id",)), Index(fields=("shop_id",)), Index(fields=("at",)))


async def remember(
    chat: Chat,
    external_id: str,
    *,
    now: datetime,
    by: str,
    text: str = "",
    order: int | None = None,
    sku: str = "",
    ours: bool = False,
    acted: bool = False,
) -> None:
    """Write a message down; one that is known already only learns what it concerns."""
    facts = {"order_id": order, "sku": sku[:60], "acted": acted}
    known, is_new = await Saying.get_or_create(
        chat_id=chat.id,
        external_id=external_id[:200],
        defaults={"shop_id": chat.shop_id, "ours": ours, "text": text[:MOST_KEPT], "at": now, "by": by[:60], **facts},
    )
    news = {name: value for name, value in facts.items() if value}
    if not is_new and news:
        await Saying.filter(id=known.id).update(**news)


async def said_in(chat: Chat, external_id: str | None) -> Saying | None:
    """The message of this chat with that id, as far as we know it."""
    return await Saying.get_or_none(chat_id=chat.id, external_id=external_id[:200]) if external_id else None


async def reword(saying: Saying, text: str) -> None:
    """Somebody edited what they had said."""
    await Saying.filter(id=saying.id).update(text=text[:MOST_KEPT])


async def forget(chat: Chat, external_id: str) -> None:
    """What a person took back is deleted here too; what it did stays done."""
    await Saying.filter(chat_id=chat.id, external_id=external_id[:200]).update(text="", sku="")
