"""The address of a PromptPay picture: it stands for one payee and one amount for ever, and only we can make one.

Platforms keep pictures for as long as they like, so a new balance must have a new address. The address carries all
there is to know, sealed, so nothing has to be kept for it.
"""

from itsdangerous import BadData, URLSafeSerializer

from orders.order import Order
from orders.promptpay import payload, target
from orders.shops import Shop
from orders.stages import Refusal


def promptpay_of(order: Order, shop: Shop) -> str | None:
    """The text of the code that pays what is owed now; None where no code may be shown: nothing owed, cash on delivery,
    no PromptPay in this shop, or more than it carries."""
    pay = shop.terms.payments.promptpay
    if pay is None or order.balance <= 0 or order.basket.payment_method == "cod":
        return None
    whom = target(pay.id)
    text = whom if isinstance(whom, Refusal) else payload(whom, order.balance)
    return text if isinstance(text, str) else None


def picture_path(text: str, secret: str) -> str:
    """Where below the public address the picture of this code is."""
    return f"/q/{_seal(secret).dumps(text)}.png"


def text_of(token: str, secret: str) -> str | None:
    """The code an address stands for; None for one that is not ours."""
    try:
        text = _seal(secret).loads(token)
    except BadData:
        return None
    return text if isinstance(text, str) else None


def _seal(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt="promptpay picture")
