"""Money is a whole number of satang (1 baht = 100). Nothing here knows floats."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

#: The dearest single line and order we take, in satang (10 million and 1,000 million baht).
MOST_A_LINE = 1_000_000_000
MOST_AN_ORDER = 100_000_000_000

_AMOUNT = re.compile(r"(\d+|\d{1,3}(,\d{3})+)(\.\d{1,2})?")


def satang(baht: str | int | Decimal | float) -> int | None:
    """Baht as a person or a file writes them (`"1,234.50"`, `40`) in satang; None when it is not an amount.

    At most two decimals, commas only between thousands, no sign, no exponent. A float is read by its shortest decimal
    form (TOML has floats).
    """
    text = str(baht).strip()
    if not _AMOUNT.fullmatch(text):
        return None
    try:
        return int(Decimal(text.replace(",", "")) * 100)
    except (InvalidOperation, ValueError):
        return None


def baht(amount: int) -> str:
    """Satang as plain baht with two decimals: `19900` is `"199.00"`; for CSV and config."""
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def percent_of(amount: int, percent: int) -> int:
    """`percent` hundredths of a percent of `amount` satang, rounded half up: `percent_of(19950, 1000)` is 1995."""
    return half_up(amount * percent, 10_000)


def half_up(numerator: int, denominator: int) -> int:
    """A fraction rounded half up (away from zero)."""
    return int((Decimal(numerator) / Decimal(denominator)).quantize(Decimal(1), ROUND_HALF_UP))


def shares(amount: int, weights: Sequence[int]) -> list[int]:
    """`amount` divided by weight, to the last satang: what is left over goes to the largest remainders.

    Nobody bears more than their weight while `amount` is at most the sum of all; where no weight counts, nobody bears.
    """
    whole = sum(weights)
    if whole == 0:
        return [0 for _ in weights]
    parts = [amount * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: -(amount * weights[place] % whole))
    for place in by_remainder[: amount - sum(parts)]:
        parts[place] += 1
    return parts
