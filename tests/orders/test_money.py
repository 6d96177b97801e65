"""Money is counted in satang, and half a satang is rounded up."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.money import baht, half_up, percent_of, satang


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("40", 4000),
        ("0", 0),
        ("180.5", 18050),
        ("180.50", 18050),
        ("0.07", 7),
        ("1,234.50", 123450),
        ("1,234,567", 123456700),
        (" 99 ", 9900),
        (199, 19900),
        (Decimal("35.25"), 3525),
        (0.1, 10),
    ],
)
def test_an_amount_as_people_and_files_write_it(written: str | int | Decimal | float, amount: int) -> None:
    assert satang(written) == amount


@pytest.mark.parametrize(
    "written",
    ["", "abc", "-5", "+5", "1e3", "1.234", "1.", ".5", "1,50", "12,34", "1,2,3", "฿5", "1 000", "nan", "inf", "0x10"],
)
def test_what_is_not_an_amount_is_not_guessed(written: str) -> None:
    """`1,50` may be one and a half or a hundred and fifty: nobody knows, so it is no amount."""
    assert satang(written) is None


@given(st.integers(0, 10**13))
def test_an_amount_written_out_is_the_same_amount(amount: int) -> None:
    assert satang(baht(amount)) == amount
    assert baht(-amount).lstrip("-") == baht(amount)


@pytest.mark.parametrize(
    ("amount", "percent", "share"),
    [
        (19950, 1000, 1995),
        (50, 100, 1),
        (49, 100, 0),
        (150, 100, 2),
        (10000, 0, 0),
        (12345, 10000, 12345),
        (1, 5000, 1),
    ],
)
def test_a_percentage_is_rounded_half_up(amount: int, percent: int, share: int) -> None:
    assert percent_of(amount, percent) == share


@given(st.integers(0, 10**12), st.integers(0, 10000))
def test_a_percentage_is_never_off_by_more_than_half_a_satang(amount: int, percent: int) -> None:
    share, exact = percent_of(amount, percent), Fraction(amount * percent, 10000)
    assert 0 <= share <= amount
    assert -Fraction(1, 2) < share - exact <= Fraction(1, 2)


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**4))
def test_half_up_goes_away_from_zero(numerator: int, denominator: int) -> None:
    assert half_up(-numerator, denominator) == -half_up(numerator, denominator)
