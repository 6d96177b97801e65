"""Whatever is put in, changed and taken off: totals add up, nothing is below zero, a refusal changes nothing."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from orders.basket import MOST_PIECES, Basket, Line
from orders.money import MOST_A_LINE, MOST_AN_ORDER
from orders.selling import ad_hoc_line
from orders.shops import ShopTerms

METHODS = [
    {"code": "FLAT", "name": "flat", "fee": "50"},
    {"code": "ITEMS", "name": "items", "first_item": "50", "next_item": "12.50", "free_over": "990"},
    {"code": "KG", "name": "bands", "bands": [{"up_to_g": 500, "fee": "35"}, {"up_to_g": 2000, "fee": "60"}]},
]
SHOP = ShopTerms.model_validate({"shipping": METHODS, "payments": {"cod": {"fee": "20", "percent": "3.33"}}})

quantities = st.integers(1, MOST_PIECES)
prices = st.one_of(st.integers(0, 200_000), st.integers(0, MOST_A_LINE + 1))
added = st.tuples(
    st.just("add"), st.sampled_from(["A01", "B02", None]), quantities, st.sampled_from([100, 19900]) | prices,
    st.none() | prices, st.none() | st.integers(0, 5000),
)  # fmt: skip
counted = st.tuples(st.just("set"), st.integers(0, 5), st.integers(0, MOST_PIECES + 1))
taken_off = st.tuples(st.just("discount"), st.none() | prices, st.integers(0, 10_000))
settled = st.tuples(
    st.just("settle"), st.sampled_from(["FLAT", "ITEMS", "KG", None]), st.none() | st.integers(0, 100_000),
    st.sampled_from(["cod", "promptpay", None]),
)  # fmt: skip
deeds = st.lists(st.one_of(added, counted, taken_off, settled), max_size=12)


def do(basket: Basket, deed: tuple[Any, ...]) -> None:
    """One thing a person does; a refusal must leave the basket as it was."""
    before = basket.to_json()
    match deed:
        case ("add", sku, quantity, price, bundle, grams):
            if sku is None and bundle is not None:
                line = ad_hoc_line("gift", quantity=quantity, bundle=bundle)
            else:
                line = Line(0, "goods", quantity, price, sku=sku, bundle=bundle, weight_g=grams)
            refused = basket.add(line)
        case ("set", place, quantity) if basket.lines:
            refused = basket.set_quantity(basket.lines[place % len(basket.lines)], quantity)
        case ("discount", amount, percent):
            refused = basket.give_discount(amount=amount, percent=None if amount is not None else percent)
        case ("settle", method, fee, way):
            basket.shipping_method, basket.fixed_fee, basket.payment_method, refused = method, fee, way, None
        case _:
            refused = None
    if refused is not None:
        assert basket.to_json() == before


@settings(deadline=None)
@given(deeds)
def test_totals_always_add_up_and_are_never_below_zero(deeds: list[tuple[Any, ...]]) -> None:
    basket = Basket()
    for deed in deeds:
        do(basket, deed)
        totals = basket.totals(SHOP)
        for line in basket.lines:
            assert line.total == line.quantity * line.unit_price - line.discount
            assert 0 <= line.discount <= line.quantity * line.unit_price <= MOST_A_LINE
            assert 1 <= line.quantity <= MOST_PIECES
        assert totals.subtotal == sum(line.total for line in basket.lines) <= MOST_AN_ORDER
        assert 0 <= totals.discount <= totals.subtotal
        assert totals.total == totals.subtotal - totals.discount + totals.shipping_fee + totals.payment_fee
        assert min(totals.total, totals.shipping_fee, totals.payment_fee) >= 0
        assert totals.payment_fee == 0 or basket.payment_method == "cod"
        assert len({line.id for line in basket.lines}) == len(basket.lines)


@given(st.integers(1, MOST_PIECES), st.integers(0, MOST_A_LINE - MOST_PIECES))
def test_goods_outside_the_catalogue_sold_together_cost_exactly_what_was_said(quantity: int, bundle: int) -> None:
    """The unit price is rounded up, and the line gives the difference off again."""
    line = ad_hoc_line("gift box", quantity=quantity, bundle=bundle)
    assert line.total == bundle
    assert line.unit_price == -(-bundle // quantity)
    assert 0 <= line.discount < quantity
    assert Basket().add(line) is None
