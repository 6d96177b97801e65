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
class SetPrice:
    """`price A01 250`: what each piece of a line costs; `item` is "" for the only line there is."""

    item: str
    price: int


@dataclass(frozen=True, slots=True)
class Swap:
    """`swap M = L`: a line's variant for another of the same product, at that one's price; `was` "": the only line.
    `quantity`: so many of its pieces, None for all."""

    was: str
    to: str
    quantity: int | None = None


@dataclass(frozen=True, slots=True)
class Discount:
    """Exactly one of `amount` (satang) and `percent` (hundredths of a percent); amount 0 takes the discount off."""

    amount: int | None = None
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class RoundTo:
    """`round to 500`: a discount so large that the goods cost this."""

    total: int


@dataclass(frozen=True, slots=True)
class AllIn:
    """`all in 690`: goods and shipping together cost this; shipping is free and a discount makes up the rest."""

    total: int


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
    """`edit 1024`, `edit Nok`: back into this chat as its draft. `number` is an order's, `~7` a draft's own, or (when
    it is no number) the customer's name, whose unfinished draft is meant."""

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


@dataclass(frozen=True, slots=True)
class Want:
    """`A01 2`, `CF A01 2`: goods a customer would like. It makes a proposal; a price in it is never believed."""

    items: tuple[Add, ...]


@dataclass(frozen=True, slots=True)
class Confirm:
    """`confirm ~12`: the customer's tap on a proposal; without a number, the one just shown."""

    number: str = ""


@dataclass(frozen=True, slots=True)
class Decline:
    """`no thanks ~12`."""

    number: str = ""


@dataclass(frozen=True, slots=True)
class AskCancel:
    """A customer's `cancel`: drops what they have not confirmed, else asks the shop."""

    number: str = ""


@dataclass(frozen=True, slots=True)
class HowToPay:
    """A customer's `pay`: the ways to pay for their order."""


@dataclass(frozen=True, slots=True)
class Paid:
    """`paid 1024`, `paid 1024 500`: money came in; without an amount, all that is owed."""

    number: str
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Refund:
    """`refund 1024 200`: money went back; without an amount it is asked for."""

    number: str
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Extend:
    """`extend 1024 2d`: so many more seconds to pay."""

    number: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Documents:
    """`document 1024`: links to its receipt, delivery note and tax invoice."""

    number: str


@dataclass(frozen=True, slots=True)
class Approve:
    """`approve 1024`, `approve 1024 slip 2 500`: a slip is money; `anyway` although its transfer was shown before.
    Without a number (`slip ok`) the only one that waits is meant."""

    number: str
    slip: int | None = None
    amount: int | None = None
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class Reject:
    """`reject 1024 wrong amount`: a slip is not; the customer hears why. Without a number: as of `Approve`."""

    number: str
    slip: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ShowSlips:
    """`slip 1024`, said by staff: what waits there to be judged."""

    number: str


@dataclass(frozen=True, slots=True)
class MoveSlip:
    """`slip 1024`, said by a customer: the picture just sent belongs to that order."""

    number: str


@dataclass(frozen=True, slots=True)
class Queue:
    """`queue A01`: who waits for it; `queue A01 ~5`: offer it to that one now."""

    item: str
    to: str = ""


Command = (
    LinkStaff | New | Add | SetQuantity | Remove | SetPrice | Swap | Discount | RoundTo | AllIn | Ship | Pay | Address
    | BillTo | Note | Show | Undo | Send | Link | Discard | Orders | ShowOrder | Edit | MakeDraft | Resend | Cancel
    | Help | Lang | Cart | Status | Human | Stop | Start | Want | Confirm | Decline | AskCancel | HowToPay | Queue
    | Approve | Reject | ShowSlips | MoveSlip | Paid | Refund | Extend | Documents
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
