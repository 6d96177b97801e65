"""What a tax paper reckons with: the tax id's check digit, and the VAT inside a total."""

from dataclasses import dataclass
from decimal import Decimal
from unicodedata import decimal

from orders.money import half_up


@dataclass(frozen=True, slots=True)
class Vat:
    """A total taken apart, in satang: `base + vat` is the total, always."""

    base: int
    vat: int


def vat_inside(total: int, rate: Decimal) -> Vat:
    """The VAT of `rate` percent that a document's total holds, rounded half up.

    Of the whole document, shipping and COD fee included: VAT line by line may differ by a satang.
    """
    numerator, denominator = rate.as_integer_ratio()
    vat = half_up(total * numerator, 100 * denominator + numerator)
    return Vat(total - vat, vat)


def tax_id(typed: str) -> str | None:
    """The thirteen digits of a citizen or tax id, dashes or Thai digits or not; None when its check digit is wrong."""
    digits = "".join(str(decimal(mark)) for mark in typed if decimal(mark, None) is not None)
    return digits if len(digits) == 13 and check_digit_fits(digits) else None


def check_digit_fits(digits: str) -> bool:
    """Whether the last of thirteen digits is what the others make it (mod 11)."""
    weighed = sum(int(digit) * weight for digit, weight in zip(digits[:12], range(13, 1, -1), strict=True))
    return int(digits[12]) == (11 - weighed % 11) % 10
