"""The basket: what merges, what costs what, which discount counts, and where the limits are."""

from typing import Any

import pytest

from orders.basket import Basket, Line, basket_from_json
from orders.shops import ShopTerms
from orders.stages import Refusal
from tests.orders.conftest import TERMS

SHOP = ShopTerms.model_validate(TERMS)


def goods(quantity: int = 1, unit_price: int = 19900, sku: str | None = "A01", **said: Any) -> Line:
    values: dict[str, Any] = {"name": sku or "gift box", "weight_g": 200} | said
    return Line(id=0, sku=sku, quantity=quantity, unit_price=unit_price, **values)


def a_basket(*lines: Line, **said: Any) -> Basket:
    basket = Basket(**said)
    for line in lines:
        assert basket.add(line) is None
    return basket


def shape(basket: Basket) -> list[tuple[str | None, int, int, int]]:
    return [(line.sku, line.quantity, line.unit_price, line.total) for line in basket.lines]


def test_the_same_goods_at_the_same_price_are_one_line() -> None:
    assert shape(a_basket(goods(2), goods(1))) == [("A01", 3, 19900, 59700)]


def test_the_same_goods_at_another_price_are_a_second_line() -> None:
    basket = a_basket(goods(2), goods(1, 18000), goods(1, 18000))
    assert shape(basket) == [("A01", 2, 19900, 39800), ("A01", 2, 18000, 36000)]


def test_goods_outside_the_catalogue_never_merge() -> None:
    assert len(a_basket(goods(1, 5900, None), goods(1, 5900, None)).lines) == 2


def test_a_bundle_keeps_the_price_of_the_catalogue_and_gives_the_rest_off() -> None:
    basket = a_basket(goods(3, bundle=50000))
    (line,) = basket.lines
    assert (line.unit_price, line.discount, line.total) == (19900, 9700, 50000)
    assert basket.subtotal == 50000


def test_a_bundle_stays_a_line_of_its_own() -> None:
    basket = a_basket(goods(2), goods(3, bundle=50000), goods(3, bundle=50000), goods(1))
    assert shape(basket) == [("A01", 3, 19900, 59700), ("A01", 3, 19900, 50000), ("A01", 3, 19900, 50000)]


def test_a_bundle_dearer_than_its_pieces_is_refused() -> None:
    basket = Basket()
    assert basket.add(goods(3, bundle=59701)) == Refusal("bundle_dearer", {"item": "A01"})
    assert basket.lines == []
    assert basket.add(goods(3, bundle=59700)) is None


def test_another_quantity_ends_the_bundle() -> None:
    basket = a_basket(goods(3, bundle=50000))
    assert basket.set_quantity(basket.lines[0], 2) is None
    assert shape(basket) == [("A01", 2, 19900, 39800)]


def test_the_same_quantity_leaves_the_bundle_alone() -> None:
    basket = a_basket(goods(3, bundle=50000))
    assert basket.set_quantity(basket.lines[0], 3) is None
    assert basket.subtotal == 50000


def test_none_of_something_takes_it_off() -> None:
    basket = a_basket(goods(2), goods(1, sku="B02"))
    assert basket.set_quantity(basket.lines[0], 0) is None
    assert [line.sku for line in basket.lines] == ["B02"]


def test_what_was_shipped_cannot_be_taken_off() -> None:
    basket = a_basket(goods(3, fulfilled=2))
    assert basket.set_quantity(basket.lines[0], 1) == Refusal("already_shipped", {"item": "A01", "quantity": 2})
    assert basket.set_quantity(basket.lines[0], 2) is None


def test_line_ids_are_never_given_twice_while_a_later_line_stands() -> None:
    basket = a_basket(goods(sku="A"), goods(sku="B"), goods(sku="C"))
    basket.set_quantity(basket.lines[0], 0)
    assert basket.add(goods(sku="D")) is None
    assert [line.id for line in basket.lines] == [2, 3, 4]


# Limits


def test_at_most_9999_pieces_of_one_thing_also_when_they_come_in_parts() -> None:
    basket = a_basket(goods(9_999, 100))
    refusal = basket.add(goods(1, 100))
    assert refusal == Refusal("quantity_huge", {"item": "A01", "quantity": 10_000, "most": 9_999})
    assert shape(basket) == [("A01", 9_999, 100, 999_900)]


def test_at_most_ten_million_baht_a_line() -> None:
    assert Basket().add(goods(1, 1_000_000_000)) is None
    assert Basket().add(goods(1, 1_000_000_001)) == Refusal("line_too_dear", {"item": "A01"})
    basket = a_basket(goods(1, 600_000_000))
    assert basket.add(goods(1, 600_000_000)) == Refusal("line_too_dear", {"item": "A01"})


def test_at_most_a_thousand_million_baht_an_order() -> None:
    basket = a_basket(*(goods(1, 1_000_000_000, sku=f"S{n}") for n in range(100)))
    assert basket.subtotal == 100_000_000_000
    assert basket.add(goods(1, 1, sku="ONE")) == Refusal("order_too_dear")
    assert basket.set_quantity(basket.lines[0], 2) == Refusal("line_too_dear", {"item": "S0"})


def test_at_most_200_lines_but_more_of_what_is_there_is_fine() -> None:
    basket = a_basket(*(goods(1, 100, sku=f"S{n}") for n in range(200)))
    assert basket.add(goods(1, 100, sku="S200")) == Refusal("too_many_lines", {"most": 200})
    assert basket.add(goods(1, 100, sku="S7")) is None


# Discount


def test_a_percentage_is_of_the_goods_and_follows_them() -> None:
    basket = a_basket(goods(1, 19950), shipping_method="EMS")
    assert basket.give_discount(percent=1000) is None
    assert basket.totals(SHOP).discount == 1995
    basket.set_quantity(basket.lines[0], 2)
    assert basket.totals(SHOP).discount == 3990


def test_a_percentage_is_taken_after_what_the_lines_give_off_themselves() -> None:
    basket = a_basket(goods(3, bundle=50000))
    basket.give_discount(percent=1000)
    assert basket.discount == 5000


def test_more_off_than_the_goods_cost_is_refused() -> None:
    basket = a_basket(goods(1))
    assert basket.give_discount(amount=19901) == Refusal(
        "discount_above_subtotal", {"amount": 19901, "subtotal": 19900}
    )
    assert basket.discount == 0
    assert basket.give_discount(amount=19900) is None
    assert basket.totals(SHOP).total == 0


def test_a_discount_never_makes_goods_cost_less_than_nothing_when_they_shrink_later() -> None:
    basket = a_basket(goods(2), goods(1, 1000, sku="B02"))
    basket.give_discount(amount=30000)
    basket.set_quantity(basket.lines[0], 0)
    assert basket.discount == 1000
    basket.add(goods(2))
    assert basket.discount == 30000


def test_the_last_discount_wins() -> None:
    basket = a_basket(goods(1, 10000))
    basket.give_discount(percent=1000)
    basket.give_discount(amount=500)
    assert basket.discount == 500
    basket.give_discount(percent=2500)
    assert basket.discount == 2500
    basket.give_discount(amount=0)
    assert basket.discount == 0


# Shipping and ways to pay


def test_the_fee_of_the_table_follows_the_goods() -> None:
    basket = a_basket(goods(2), shipping_method="KG")
    assert basket.totals(SHOP).shipping_fee == 3500
    basket.set_quantity(basket.lines[0], 3)
    assert basket.totals(SHOP).shipping_fee == 6000


def test_a_fee_that_staff_typed_stays_whatever_happens_to_the_goods() -> None:
    basket = a_basket(goods(2), shipping_method="KG", fixed_fee=4500)
    basket.set_quantity(basket.lines[0], 50)
    assert basket.totals(SHOP).shipping_fee == 4500
    basket.fixed_fee = 0
    assert (basket.totals(SHOP).shipping_fee, basket.totals(SHOP).fee_is_open) == (0, False)


@pytest.mark.parametrize("line", [goods(weight_g=None), goods(20)])
def test_goods_without_weight_or_too_heavy_leave_the_fee_open(line: Line) -> None:
    totals = a_basket(line, shipping_method="KG").totals(SHOP)
    assert (totals.shipping_fee, totals.fee_is_open) == (0, True)


def test_cash_on_delivery_costs_of_goods_less_discount_and_shipping() -> None:
    basket = a_basket(goods(2), shipping_method="EMS", payment_method="cod")
    basket.give_discount(amount=5000)
    totals = basket.totals(SHOP)
    assert totals.payment_fee == 2000 + 1194  # 3 % of 398 - 50 + 50
    assert totals.total == 39800 - 5000 + 5000 + 3194
    basket.payment_method = "promptpay"
    assert basket.totals(SHOP).payment_fee == 0


def test_all_units_count_towards_first_and_next_ad_hoc_ones_too() -> None:
    shop = ShopTerms.model_validate({"shipping": [{"code": "S", "name": "S", "first_item": 50, "next_item": 10}]})
    assert a_basket(goods(2), goods(1, 5900, None), shipping_method="S").totals(shop).shipping_fee == 7000


# What is still lacking


def test_what_must_be_known_before_it_can_be_confirmed() -> None:
    missing = ["lines", "shipping_method", "name", "phone", "line", "province", "postal_code", "payment_method"]
    assert Basket().missing_to_confirm(SHOP) == missing
    address = {"name": "Nok", "phone": "081", "line": "1", "province": "P", "postal_code": "10110"}
    ready = a_basket(goods(), shipping_method="EMS", payment_method="cod", shipping_address=address)
    assert ready.missing_to_confirm(SHOP) == []


def test_who_picks_up_needs_no_address() -> None:
    assert a_basket(goods(), shipping_method="PICKUP", payment_method="cod").missing_to_confirm(SHOP) == []


def test_a_fixed_fee_is_enough_where_no_method_was_said() -> None:
    assert "shipping_method" not in a_basket(goods(), fixed_fee=4000).missing_to_confirm(SHOP)


def test_a_basket_that_was_written_down_is_the_same_basket() -> None:
    basket = a_basket(goods(2), goods(3, bundle=50000), goods(1, 5900, None), shipping_method="EMS", note="{x}")
    basket.give_discount(percent=750)
    assert basket_from_json(basket.to_json()) == basket


def test_a_basket_written_by_a_newer_version_can_still_be_read() -> None:
    assert basket_from_json(Basket(note="hi").to_json() | {"invented_later": 1}).note == "hi"


def test_a_line_takes_a_new_price_and_joins_the_one_it_has_become_like() -> None:
    basket = a_basket(goods(2), goods(1, 15000))
    assert basket.set_price(basket.lines[1], 19900) is None
    assert shape(basket) == [("A01", 3, 19900, 59700)]
    assert basket.set_price(basket.lines[0], 10_000_000_00) == Refusal("line_too_dear", {"item": "A01"})
    assert basket.lines[0].unit_price == 19900


def test_a_bundle_price_falls_away_with_a_price_for_each() -> None:
    basket = a_basket(goods(3, bundle=50000))
    assert basket.set_price(basket.lines[0], 18000) is None
    assert shape(basket) == [("A01", 3, 18000, 54000)]


def test_other_goods_take_the_place_of_a_line_unless_some_were_shipped() -> None:
    basket = a_basket(goods(2), goods(1, sku="B02"))
    assert basket.swap(basket.lines[0], goods(2, sku="C03")) is None
    assert [(line.id, line.sku) for line in basket.lines] == [(1, "C03"), (2, "B02")]
    basket.lines[0].fulfilled = 1
    refused = basket.swap(basket.lines[0], goods(2, sku="D04"))
    assert refused == Refusal("already_shipped", {"item": "C03", "quantity": 1})


def test_a_round_sum_and_an_all_in_price_are_discounts_and_never_surcharges() -> None:
    basket = a_basket(goods(2), fixed_fee=5000)
    assert basket.round_to(35000) is None
    assert (basket.discount, basket.fixed_fee) == (4800, 5000)
    assert basket.all_in(30000) is None
    assert (basket.discount, basket.fixed_fee) == (9800, 0)
    above = {"total": 40000, "subtotal": 39800}
    assert basket.round_to(40000) == Refusal("round_above", above)
    assert basket.all_in(40000) == Refusal("all_in_above", above)
    assert basket.discount == 9800
