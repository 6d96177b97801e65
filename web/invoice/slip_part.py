"""The part of an order's page that is about slips: what was shown so far, and the form to show one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web

from bot.language import Words
from orders.evidence import OPEN, is_cod
from orders.order import Order
from orders.slip_codes import BANKS
from orders.slips import Slip
from web.invoice.links import Seen
from web.pages import words_of


@dataclass(frozen=True, slots=True)
class Tried:
    """`wrong`: field name -> sentence; `kept`: it was taken although the link has ended."""

    typed: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One slip as its sender sees it: no verdict, no reference; those are the shop's to know."""

    number: int
    state: str
    amount: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class SlipPart:
    takes: bool
    is_open: bool
    late: bool
    lines: tuple[Line, ...]
    banks: tuple[tuple[str, str], ...]
    tried: Tried


#: What a form that was not taken leaves for the page that is shown again.
TRIED = web.RequestKey("slip_tried", Tried)
#: What the page tells about slips; made by `slip_part`, shown with every face of a link.
SLIP_PART = web.RequestKey("slip_part", SlipPart)


async def slip_part(request: web.Request, seen: Seen) -> SlipPart:
    words = words_of(request, seen.shop.language)
    tried = request.get(TRIED) or Tried()
    is_told = seen.state not in ("replaced", "draft")  # whoever holds an old link learns nothing new
    slips = await Slip.filter(order_id=seen.order.id).order_by("number") if is_told else []
    takes = is_told and expects_slip(seen.order)
    return SlipPart(
        takes=takes,
        is_open=bool(tried.wrong) or (seen.order.stage != "new" and not slips and not is_by_card(seen.order)),
        late=seen.order.stage == "expired",
        lines=tuple(_line(slip, seen, words) for slip in slips),
        banks=tuple((number, words.say(f"bank.{number}")) for number in BANKS if words.knows(f"bank.{number}")),
        tried=tried,
    )


def expects_slip(order: Order) -> bool:
    """Whether the form is shown. What is posted all the same is taken: it may be somebody's money."""
    if order.balance <= 0:
        return False
    return order.stage == "expired" or (order.stage in OPEN and not is_cod(order))


def is_by_card(order: Order) -> bool:
    """Paid where nothing has to be shown to anybody."""
    return order.basket.payment_method == "stripe"


def _line(slip: Slip, seen: Seen, words: Words) -> Line:
    return Line(
        number=slip.number,
        state=slip.state,
        amount=words.money(slip.amount) if slip.amount else "",
        at=words.moment(slip.received_at, seen.shop.timezone),
        reason=slip.reason or "",
    )
