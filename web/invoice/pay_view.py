"""What an order's page says about its money: how to pay what is owed, what came in, what went back. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.language import Words
from bot.pay_pictures import picture_path, promptpay_of
from orders.order import Order
from orders.shops import BankAccount, PromptPay, Shop

#: Payment statuses in which something is owed, but nothing is asked for just now: it is shown to who opens it.
FOLDED = ("review", "refunded")


@dataclass(frozen=True, slots=True)
class Code:
    """A PromptPay code: where its picture is, the text inside, the amount as people read it."""

    address: str
    text: str
    amount: str


@dataclass(frozen=True, slots=True)
class Pay:
    """`folded`: the customer should not pay (again) just now. `code` only where PromptPay was chosen.
    `exactly`: the satang tell whose money it is. `card`: a gateway takes it, too; `card_down`: it was asked in vain."""

    owed: str
    exactly: bool
    way: str | None
    promptpay: PromptPay | None
    accounts: Sequence[BankAccount]
    code: Code | None
    folded: bool
    card: bool
    card_down: bool


def pay_of(order: Order, shop: Shop, words: Words, secret: str, *, card_down: bool = False) -> Pay | None:
    """How to pay what is owed; None when nothing is, or when it is paid in cash at the door."""
    way = order.basket.payment_method
    if order.balance <= 0 or way == "cod":
        return None
    terms = shop.terms.payments
    return Pay(
        owed=words.money(order.balance),
        exactly=order.basket.satang_taken > 0,
        way=way,
        promptpay=terms.promptpay,
        accounts=terms.bank_transfer,
        code=_code(order, shop, words, secret) if way == "promptpay" or card_down else None,
        folded=order.payment_status in FOLDED and not card_down,
        card=terms.stripe is not None,
        card_down=card_down,
    )


def moved(order: Order, words: Words) -> list[tuple[str, str]]:
    """What came in, what went back, and what that leaves: rows below the sums; none while nothing has moved."""
    if not order.paid and not order.refunded:
        return []
    rows = [("received", order.paid + order.refunded), ("refunded", order.refunded)]
    rows += [("owed", order.balance)] if order.balance >= 0 else [("over", -order.balance)]
    return [(words.say(f"money.page.{name}"), words.money(amount)) for name, amount in rows if amount or name == "owed"]


def _code(order: Order, shop: Shop, words: Words, secret: str) -> Code | None:
    text = promptpay_of(order, shop)
    return Code(picture_path(text, secret), text, words.money(order.balance)) if text else None
