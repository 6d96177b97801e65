"""What a line means, as plain values: the intent, the goods it names, and the other facts in it."""

from dataclasses import dataclass
from typing import Literal

from bot.commands import PayWay

Party = Literal["merchant", "customer"]
#: What we asked for last in this chat and are still waiting for.
Asked = Literal["", "address", "phone", "confirm", "slip"]

Intent = Literal[
    "none",
    # the order and its goods
    "create_order", "place_order", "add_item", "remove_item", "set_qty", "set_price", "change_variant", "set_discount",
    "set_shipping", "set_payment_method", "set_address", "set_note", "send_summary", "send_link", "send_invoice",
    "confirm_order", "edit_order", "cancel_order", "merge_orders", "split_order", "create_quotation", "undo",
    # afterwards
    "confirm_payment", "reject_payment", "refund", "set_credit", "mark_shipped", "set_tracking_status",
    "extend_deadline", "list_orders", "show_order", "report_sales", "check_stock", "add_stock", "set_stock",
    "create_product", "set_shipping_rate", "create_document", "set_receipt", "request_payment",
    # what customers tell and ask
    "report_payment", "promise_payment", "give_contact", "give_address", "change_address", "opt_out", "opt_in",
    "talk_to_human", "complaint", "ask_total", "ask_shipping_fee", "ask_payment", "ask_payment_info",
    "ask_payment_problem", "ask_extend", "ask_delivery_time", "ask_tracking", "ask_status", "ask_discount",
    "ask_stock", "ask_price", "ask_info", "ask_document", "ask_refund",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """Goods as they were named: `query` are the words that name them, "" the goods in context, "*" each of the options
    shown. `quantity` is None when it was not said. Money in satang; `bundle` is for all pieces together. `was` is what
    they take the place of ("not the black one, the white one").
    """

    query: str
    quantity: int | None = None
    unit: str = ""
    unit_price: int | None = None
    bundle: int | None = None
    was: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """What is known of the moment a line is said in.

    `open_order`: staff have a draft open here, or the customer has an order that is not settled. `product`: the line
    answers a message about one product, or the draft holds only one. `options`: the variants offered just before.
    """

    speaker: Party
    open_order: bool = False
    product: bool = False
    options: tuple[str, ...] = ()
    asked: Asked = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a line means. `acts`: said in this moment it may, alone, change something or be answered with a proposal;
    False for questions, conditions, wishes, the past, third parties, and everything ambiguous.

    Facts that were not said are empty. Amounts in satang, `percent` in hundredths of a percent. `orders` are numbers of
    orders, `customer` a name, `until` and `text` words as they were typed, `address` the blob of an address.
    """

    intent: Intent
    items: tuple[Item, ...] = ()
    acts: bool = False
    customer: str = ""
    orders: tuple[str, ...] = ()
    method: str = ""
    fee: int | None = None
    discount: int | None = None
    percent: int | None = None
    way: PayWay | None = None
    amount: int | None = None
    total: int | None = None
    stock: int | None = None
    tracking: str = ""
    carrier: str = ""
    address: str = ""
    until: str = ""
    text: str = ""


NOTHING = Meaning("none")
