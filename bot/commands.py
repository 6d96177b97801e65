"""Everything that can be asked in a chat, as small frozen values.

`grammar` turns text into these and these into text; `merchant` and `customer` do them. A command says what is
wanted and nothing about who may want it: that is decided in `answer`, from who speaks in which chat.

Units: money is integer satang, quantities are whole pieces, a percentage is in hundredths of a percent (10 % = 1000).
"""

from dataclasses import dataclass
from typing import Literal

PayWay = Literal["cod", "bank_transfer", "promptpay", "stripe"]
Language = Literal["th", "en"]


@dataclass(frozen=True, slots=True)
class LinkStaff:
    """`staff 7K2M-9QXR`: the one-time code that makes this chat a staff member's."""

    code: str


@dataclass(frozen=True, slots=True)
class New:
    """`new Nok`, `new`, `new offline Nok 0812345678`: start an order for a customer.

    `who` is everything between the word and the first thing that can only be an item or another command; the
    counter decides how much of it is a name, because only it knows the customers. In a customer's own thread it is
    the first item.
    """

    who: str = ""
    offline: bool = False
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Add:
    """`A01 2 @180`: put pieces of a product (or, priced, of anything) on the order.

    At most one of `unit_price` (each) and `bundle` (all together) is given.
    """

    item: str
    quantity: int = 1
    unit_price: int | None = None
    bundle: int | None = None


@dataclass(frozen=True, slots=True)
class SetQuantity:
    item: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Remove:
    item: str


@dataclass(frozen=True, slots=True)
class Discount:
    """Exactly one of `amount` (satang) and `percent` (hundredths of a percent); amount 0 takes the discount off."""

    amount: int | None = None
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class Ship:
    """`ship EMS`, `ship EMS 50`, `ship free` (fee 0), `ค่าส่ง 40` (no method)."""

    method: str | None = None
    fee: int | None = None


@dataclass(frozen=True, slots=True)
class Pay:
    way: PayWay


@dataclass(frozen=True, slots=True)
class Address:
    text: str


@dataclass(frozen=True, slots=True)
class BillTo:
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    text: str


@dataclass(frozen=True, slots=True)
class Show:
    pass


@dataclass(frozen=True, slots=True)
class Undo:
    pass


@dataclass(frozen=True, slots=True)
class Send:
    pass


@dataclass(frozen=True, slots=True)
class Link:
    """Issue the order, but give only the link and a summary to copy."""


@dataclass(frozen=True, slots=True)
class Discard:
    pass


@dataclass(frozen=True, slots=True)
class Orders:
    """`orders`, `orders unpaid`: `status` is a key of `grammar.STATUS_WORDS` or empty."""

    status: str = ""


@dataclass(frozen=True, slots=True)
class ShowOrder:
    number: str


@dataclass(frozen=True, slots=True)
class Edit:
    number: str


@dataclass(frozen=True, slots=True)
class MakeDraft:
    """`draft 1024`: the link stops, stock is released."""

    number: str


@dataclass(frozen=True, slots=True)
class Resend:
    number: str


@dataclass(frozen=True, slots=True)
class Cancel:
    """`cancel 1024 reason`; `sure` is the word `yes` / `ใช่` a button adds after the question."""

    number: str
    reason: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Help:
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Lang:
    language: Language


@dataclass(frozen=True, slots=True)
class Cart:
    """A customer's open order with its link."""


@dataclass(frozen=True, slots=True)
class Status:
    """A customer asks how their order stands."""


@dataclass(frozen=True, slots=True)
class Human:
    """A customer wants a person: staff are told, the bot is silent for a while."""


@dataclass(frozen=True, slots=True)
class Stop:
    pass


@dataclass(frozen=True, slots=True)
class Start:
    pass


Command = (
    LinkStaff | New | Add | SetQuantity | Remove | Discount | Ship | Pay | Address | BillTo | Note | Show | Undo | Send
    | Link | Discard | Orders | ShowOrder | Edit | MakeDraft | Resend | Cancel | Help | Lang | Cart | Status
    | Human | Stop | Start
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A line that was meant as a command and is wrong.

    `reason` is a key of templates/words ("refused.<reason>"), `facts` fill its sentence, and `nearest` is a command
    text to offer as a button, when one is near.
    """

    reason: str
    facts: tuple[tuple[str, str], ...] = ()
    nearest: str | None = None


@dataclass(frozen=True, slots=True)
class Chatter:
    """Not a command at all. People talk to people; nobody answers."""
