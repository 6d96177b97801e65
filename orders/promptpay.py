"""PromptPay: whom a code pays, the text inside it, and its picture.

The code carries no order number: the amount, the slip and the time tell whose money came.
"""

import io
import re
from dataclasses import dataclass
from typing import Literal
from unicodedata import decimal

import segno

from orders import emv
from orders.money import baht, satang
from orders.stages import Refusal

#: Banks take no single PromptPay transfer above two million baht.
MOST = 200_000_000

_CREDIT_TRANSFER = "A000000677010111"
_BAHT = "764"
_CHECKSUM = "63"
#: A mobile number as PromptPay writes it: 00, the country, nine digits.
_ABROAD = re.compile(r"(?:00)?66(\d{9})")

Kind = Literal["mobile", "id", "wallet"]
_TAGS: dict[Kind, str] = {"mobile": "01", "id": "02", "wallet": "03"}
_KINDS: dict[str, Kind] = {tag: kind for kind, tag in _TAGS.items()}
#: How each kind is shown to people who need not know all of it; 0 stands for a digit shown.
_MASKS: dict[Kind, str] = {"mobile": "xxx-xxx-0000", "id": "x-xxxx-xxxx0-00-0", "wallet": "xxxxxxxxxxx0000"}


@dataclass(frozen=True, slots=True)
class Target:
    """Who is paid: a mobile number (10 digits), a citizen or tax id (13) or an e-wallet (15)."""

    kind: Kind
    digits: str

    def masked(self) -> str:
        """Its last four digits in the shape people know: `xxx-xxx-5678`."""
        shown = iter(self.digits[-4:])
        return "".join(next(shown) if mark == "0" else mark for mark in _MASKS[self.kind])


@dataclass(frozen=True, slots=True)
class Asked:
    """What a PromptPay code asks for: the amount in satang, or None where the payer types it."""

    target: Target
    amount: int | None


def target(typed: str) -> Target | Refusal:
    """Whom an id means, however it was typed: `081-234-5678`, `+66 81 234 5678`, `1-2345-67890-12-1`."""
    digits = "".join(str(decimal(character)) for character in typed if decimal(character, None) is not None)
    if abroad := _ABROAD.fullmatch(digits):
        return Target("mobile", f"0{abroad[1]}")
    if len(digits) == 10 and digits.startswith("0"):
        return Target("mobile", digits)
    if len(digits) == 13:
        return Target("id", digits)
    if len(digits) == 15:
        return Target("wallet", digits)
    return Refusal("bad_promptpay_id", {"digits": len(digits)})


def payload(to: Target, amount: int) -> str | Refusal:
    """The text of a code that pays `amount` satang once. Refused: nothing to pay, or more than PromptPay carries."""
    if amount <= 0:
        return Refusal("nothing_to_pay")
    if amount > MOST:
        return Refusal("promptpay_too_much")
    number = f"0066{to.digits[1:]}" if to.kind == "mobile" else to.digits
    transfer = emv.row([("00", _CREDIT_TRANSFER), (_TAGS[to.kind], number)])
    once = "12"
    fields = [("00", "01"), ("01", once), ("29", transfer), ("53", _BAHT), ("54", baht(amount)), ("58", "TH")]
    return emv.sealed(fields, _CHECKSUM)


def read(text: str) -> Asked | Refusal:
    """What somebody's PromptPay code asks for; bills (tag 30) and bank accounts are none of ours."""
    fields = emv.opened(text, _CHECKSUM)
    if isinstance(fields, Refusal):
        return fields
    transfer = emv.split(fields.get("29", ""))
    if isinstance(transfer, Refusal) or transfer.get("00") != _CREDIT_TRANSFER or fields.get("53") != _BAHT:
        return Refusal("not_a_payment_code")
    found = [target(transfer[tag]) for tag in _KINDS if tag in transfer]
    if len(found) != 1 or isinstance(found[0], Refusal):
        return Refusal("not_a_payment_code")
    amount = _exactly(fields["54"]) if "54" in fields else None
    return Refusal("not_a_payment_code") if "54" in fields and not amount else Asked(found[0], amount)


def png(text: str, *, at_least: int = 480) -> bytes:
    """The code's picture: black on white, a quiet zone of four modules, at least so many pixels wide.

    The same text makes the same bytes, so its address may be kept for ever.
    """
    code = segno.make_qr(text, error="m", boost_error=False)
    modules = code.symbol_size(border=4)[0]
    picture = io.BytesIO()
    code.save(picture, kind="png", scale=-(-at_least // modules), border=4, dark="black", light="white")
    return picture.getvalue()


def _exactly(written: str) -> int | None:
    """An amount as codes write it: a dot, two decimals, nothing else."""
    return satang(written) if re.fullmatch(r"[0-9]+\.[0-9]{2}", written) else None
