"""The stages of an order: the whole table is walked, and everything that is not in it is refused."""

import pytest

from bot.language import LANGUAGES, words
from orders.order import Order
from orders.stages import ORDER, Refusal, step

STAGES = ("draft", "new", "confirmed", "completed", "cancelled", "expired")
ALLOWED = [(verb, stage, to) for verb, steps in ORDER.items() for stage, to in steps.items()]
REFUSED = [(verb, stage) for verb, steps in ORDER.items() for stage in STAGES if stage not in steps]


@pytest.mark.parametrize(("verb", "stage", "to"), ALLOWED)
def test_an_order_takes_this_step(verb: str, stage: str, to: str) -> None:
    order = Order(stage=stage, number=1001)
    assert order.move(verb) is None
    assert order.stage == to


@pytest.mark.parametrize(("verb", "stage"), REFUSED)
def test_an_order_does_not_take_this_step_and_says_why(verb: str, stage: str) -> None:
    order = Order(stage=stage, number=1001)
    refusal = order.move(verb)
    assert refusal == Refusal(f"cannot_{verb}", {"stage": stage, "number": 1001})
    assert order.stage == stage


def test_the_table_speaks_of_stages_that_exist() -> None:
    told = {stage for steps in ORDER.values() for pair in steps.items() for stage in pair}
    assert told <= set(STAGES)


def test_nothing_leads_out_of_cancelled_or_completed() -> None:
    assert all(isinstance(step(ORDER, stage, verb), Refusal) for verb in ORDER for stage in ("cancelled", "completed"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refused_step_has_its_sentence(language: str) -> None:
    assert [verb for verb in ORDER if not words(language).knows(f"refused.cannot_{verb}")] == []


@pytest.mark.parametrize(
    ("said", "status", "payment"),
    [
        ({"stage": "draft", "total": 100}, "draft", "unpaid"),
        ({"stage": "new", "total": 100}, "new", "unpaid"),
        ({"stage": "new", "total": 0}, "paid", "paid"),
        ({"stage": "new", "total": 100, "paid": 40}, "partially_paid", "partially_paid"),
        ({"stage": "confirmed", "total": 100}, "unpaid", "unpaid"),
        ({"stage": "confirmed", "total": 100, "paid": 40}, "partially_paid", "partially_paid"),
        ({"stage": "confirmed", "total": 100, "paid": 100}, "paid", "paid"),
        ({"stage": "confirmed", "total": 100, "paid": 140}, "overpaid", "overpaid"),
        ({"stage": "confirmed", "total": 100, "content": {"payment_method": "cod"}}, "cod", "cod"),
        ({"stage": "new", "total": 100, "content": {"payment_method": "cod"}}, "new", "unpaid"),
        ({"stage": "confirmed", "total": 100, "paid": 100, "fulfillment_status": "fulfilled"}, "shipped", "paid"),
        ({"stage": "completed", "total": 100, "paid": 100}, "completed", "paid"),
        ({"stage": "cancelled", "total": 100, "paid": 100}, "cancelled", "paid"),
        ({"stage": "expired", "total": 100}, "expired", "unpaid"),
    ],
)
def test_the_one_word_shown_is_derived_from_what_is_true(said: dict[str, object], status: str, payment: str) -> None:
    order = Order(**said)
    order.settle()
    assert (order.status, order.payment_status) == (status, payment)
    assert order.balance == order.total - order.paid
