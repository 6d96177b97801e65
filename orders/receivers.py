"""Whether a transfer went to the shop. Services show masked numbers and cut names, so there are three answers."""

import re
from collections.abc import Iterable

from orders.partners import Receiver
from orders.people import name_key
from orders.shops import Payments

#: Fewer digits than these are no sign of anybody.
FEWEST_DIGITS = 3
FEWEST_LETTERS = 3


def is_ours(receiver: Receiver, payments: Payments) -> bool | None:
    """True: it fits; False: it contradicts; None: it cannot be told. A number says more than a name: shops are often
    paid into an account under a person's name."""
    number, name = _numbers(receiver, payments), _names(receiver, payments)
    if number:
        return True
    if number is False:
        return None if name else False
    return name


def _numbers(receiver: Receiver, payments: Payments) -> bool | None:
    promptpay = [_digits(payments.promptpay.id)] if payments.promptpay else []
    accounts = [_digits(account.account_number) for account in payments.bank_transfer]
    found = [_fits(shown, promptpay) for shown in receiver.proxies] + [
        _fits(shown, accounts) for shown in receiver.accounts
    ]
    # Money for a PromptPay id lands in some account behind it, which the shop need not have told us.
    if payments.promptpay and not receiver.proxies:
        found = [one or None for one in found]
    return _all_told(found)


def _fits(shown: str, ours: list[str]) -> bool | None:
    """`xxx-x-x3109-x` against whole numbers; only numbers of one length can be compared digit by digit."""
    mask = re.sub(r"[^0-9xX*]", "", shown)
    if sum(mark.isdigit() for mark in mask) < FEWEST_DIGITS:
        return None
    same = [number for number in ours if len(number) == len(_national(mask))]
    if not same:
        return None
    pattern = re.compile(re.sub(r"[xX*]", "[0-9]", _national(mask)))
    return any(pattern.fullmatch(number) for number in same)


def _national(mask: str) -> str:
    """A mobile number with its country is the one that is written with a zero."""
    return "0" + mask.removeprefix("00")[2:] if re.match(r"(00)?66", mask) and len(mask) in (11, 13) else mask


def _digits(number: str) -> str:
    return _national(re.sub(r"[^0-9]", "", number))


def _names(receiver: Receiver, payments: Payments) -> bool | None:
    ours = [account.account_name for account in payments.bank_transfer]
    ours += [payments.promptpay.name] if payments.promptpay else []
    return _all_told([_is_same(shown, name) for shown in receiver.names for name in ours if name])


def _is_same(shown: str, name: str) -> bool | None:
    """A cut name is the beginning of the whole one. Names in two scripts say nothing of each other."""
    one, other = (re.sub(r"[^\w\u0e00-\u0e7f]", "", name_key(each)) for each in (shown, name))
    if min(len(one), len(other)) < FEWEST_LETTERS or one.isascii() != other.isascii():
        return None
    return one.startswith(other) or other.startswith(one)


def _all_told(found: Iterable[bool | None]) -> bool | None:
    """One that fits is enough; one that contradicts is believed when none fits."""
    answers = [one for one in found if one is not None]
    return any(answers) if answers else None
