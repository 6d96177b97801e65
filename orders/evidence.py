"""Taking slips: a picture becomes evidence for an order. Use cases; each runs in the caller's transaction, with the
order loaded for change. Money it is only when somebody has judged it (`judging`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from orders import slip_codes
from orders.database import wait_for
from orders.events import record
from orders.order import Order
from orders.payments import settle
from orders.people import Chat, Contact
from orders.queues import put_outbound
from orders.shops import Shop
from orders.slip_codes import SlipCode
from orders.slips import Slip
from orders.stages import Refusal

#: More unjudged pictures of one order than these are no evidence.
MOST_WAITING = 20
#: Stages of an order for which a transfer is expected.
OPEN = ("new", "confirmed")
#: Stages in which a slip comes too late to hold the goods.
ENDED = ("expired", "cancelled")


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture, already made safe and stored as `picture`. `digest` is of its bytes as they came."""

    picture: str
    digest: str
    code: SlipCode | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody typed beside it; what is read from the slip is believed sooner."""

    bank: str | None = None
    amount: int | None = None
    transferred_at: datetime | None = None


NO_CLAIM = Claim()


@dataclass(frozen=True, slots=True)
class Taken:
    """`again`: the same picture lay there already, so nothing was added and its new copy is not needed."""

    slip: Slip
    again: bool = False


def code_of(texts: Iterable[str]) -> SlipCode | None:
    """The slip's code among the codes of a picture."""
    return next((code for text in texts if isinstance(code := slip_codes.read(text), SlipCode)), None)


async def take_slip(
    order: Order,
    shop: Shop,
    shown: Shown,
    *,
    source: str,
    by: str,
    now: datetime,
    provider: str = "none",
    claim: Claim = NO_CLAIM,
    facts: dict[str, object] | None = None,
) -> Taken | Refusal:
    """Keep it with the order, whatever its stage. With a `provider` a new transfer is to be looked up there; one that
    was seen before, in whichever shop, is a duplicate and is not."""
    known = await Slip.filter(order_id=order.id, digest=shown.digest).order_by("number").first()
    if known is not None:
        return Taken(known, again=True)
    if await Slip.filter(order_id=order.id, state="waiting").count() >= MOST_WAITING:
        return Refusal("too_many_slips", {"number": order.number})
    code = shown.code
    seen = await _seen(code) if code is not None else None
    verdict = "unreadable" if code is None else "duplicate" if seen is not None else "pending"
    is_checked = verdict == "pending" and provider != "none" and code is not None and code.bank != slip_codes.TRUEMONEY
    slip = await Slip.create(
        shop_id=shop.id,
        order_id=order.id,
        number=await _next_number(order),
        verdict=verdict,
        bank=code.bank if code else claim.bank,
        reference=code.reference if code else None,
        amount=claim.amount,
        transferred_at=claim.transferred_at,
        source=source,
        received_at=now,
        late=order.stage in ENDED,
        duplicate_of_id=seen.id if seen else None,
        by=by,
        picture=shown.picture,
        digest=shown.digest,
        check_at=now if is_checked else None,
    )
    if is_checked and code is not None:
        await _owe_check(slip, code.payload, now)
    await settle(order)
    await order.save()
    told = {"slip": slip.id, "slip_number": slip.number, "source": source, "late": slip.late, "checking": is_checked}
    await record("payment_reported", shop_id=shop.id, by=by, now=now, order=order, facts=told | (facts or {}))
    return Taken(slip)


async def move_slip(slip: Slip, to: Order, shop: Shop, *, by: str, now: datetime) -> Slip | Refusal:
    """The transfer was for another order, which is loaded for change; only a slip nobody has judged can move."""
    if slip.state != "waiting":
        return Refusal("slip_judged", {"slip": slip.number})
    if slip.order_id == to.id:
        return slip
    was = await Order.filter(id=slip.order_id).select_for_update().get()
    facts = {"slip": slip.id, "was": was.number, "was_slip": slip.number}
    slip.order_id, slip.number, slip.late = to.id, await _next_number(to), to.stage in ENDED
    await slip.save(update_fields=["order_id", "number", "late"])
    for order in (was, to):
        await settle(order)
        await order.save()
    facts["slip_number"] = slip.number
    await record("slip_moved", shop_id=shop.id, by=by, now=now, order=to, facts=facts)
    return slip


async def awaited_orders(chat: Chat) -> list[Order]:
    """Orders of this chat's customer that a picture would be a slip for: the newest confirmed one first."""
    found = await _theirs(chat, OPEN)
    owing = [order for order in found if order.balance > 0 and not is_cod(order)]
    return sorted(owing, key=lambda order: (order.stage != "confirmed", -(order.number or 0)))


async def newest_order(chat: Chat) -> Order | None:
    """The order that an unexpected slip is most likely for; a cancelled one only when there is no other."""
    found = await _theirs(chat, (*OPEN, "completed", *ENDED))
    found.sort(key=lambda order: (order.stage == "cancelled", -(order.number or 0)))
    return found[0] if found else None


async def latest_slip(chat: Chat, *, since: datetime) -> Slip | None:
    """The last slip that was sent in this chat and that nobody has judged."""
    ids = [order.id for order in await _theirs(chat, (*OPEN, "completed", *ENDED))]
    slips = Slip.filter(order_id__in=ids or [0], source=chat.channel, state="waiting", received_at__gte=since)
    return await slips.order_by("-id").first()


def is_cod(order: Order) -> bool:
    return order.content.get("payment_method") == "cod"


async def _theirs(chat: Chat, stages: Iterable[str]) -> list[Order]:
    """By chat; and by the customer, whose other orders may have no chat."""
    orders = Order.filter(shop_id=chat.shop_id, edits_id=None, number__isnull=False, stage__in=list(stages))
    found = {order.id: order for order in await orders.filter(chat_id=chat.id)}
    contact = await Contact.get_or_none(id=chat.contact_id or 0)
    if contact is not None and contact.customer_id is not None:
        found |= {order.id: order for order in await orders.filter(customer_id=contact.customer_id)}
    return list(found.values())


async def _seen(code: SlipCode) -> Slip | None:
    """The first slip of the same transfer. Two at the same moment wait for each other here."""
    await wait_for(f"slip:{code.bank}:{code.reference}")
    return await Slip.filter(bank=code.bank, reference=code.reference).order_by("id").first()


async def _next_number(order: Order) -> int:
    last = await Slip.filter(order_id=order.id).order_by("-number").first()
    return last.number + 1 if last is not None else 1


async def _owe_check(slip: Slip, payload: str, now: datetime) -> None:
    await put_outbound(
        shop_id=slip.shop_id,
        kind="slip_check",
        lane=f"slip_check:{slip.id}",
        key=f"slip_check:{slip.id}",
        body={"slip": slip.id, "payload": payload},
        now=now,
    )
