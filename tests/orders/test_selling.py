"""Selling: drafts become orders, orders change and end, and what was once issued stays as it was."""

from datetime import timedelta
from typing import Any

import pytest

from orders import selling
from orders.catalogue import Product
from orders.checkout import Choices, Confirmed, confirm
from orders.events import Event
from orders.invoices import Invoice, current_invoice
from orders.order import Order
from orders.people import Chat
from orders.shops import Shop
from orders.stages import Refusal
from tests.orders.conftest import NOW, a_product, a_shop

BY: dict[str, Any] = {"by": "staff:1", "now": NOW}
NOK = {"name": "Nok", "phone": "0812345678", "line": "99/1", "province": "กรุงเทพมหานคร", "postal_code": "10110"}


async def put(draft: Order, shop: Shop, product: Product, quantity: int, **said: Any) -> None:
    basket = draft.basket
    assert basket.add(selling.line_for(product, quantity=quantity, **said)) is None
    await selling.change(draft, basket, shop)


async def a_draft(shop: Shop, product: Product, quantity: int = 2) -> Order:
    chat, _ = await Chat.get_or_create(shop_id=shop.id, channel="line", external_id="U1")
    draft = await selling.start(shop, chat=chat, **BY)
    await put(draft, shop, product, quantity)
    return draft


async def issued(draft: Order, shop: Shop, **said: Any) -> Order:
    result = await selling.issue(draft, shop, **(BY | said))
    assert isinstance(result, selling.Issued), result
    return result.order


async def confirmed(order: Order, shop: Shop, **said: Any) -> Order:
    invoice = await current_invoice(order)
    assert invoice is not None
    choices = Choices(address=NOK, shipping_method="EMS", payment_method="promptpay", **said)
    result = await confirm(invoice, await Order.get(id=order.id), shop, choices, NOW)
    assert isinstance(result, Confirmed), result
    return result.order


async def held(product: Product) -> int:
    return (await Product.get(id=product.id)).reserved


async def happened(order: Order) -> list[str]:
    return [event.name for event in await Event.filter(order_id=order.id).order_by("id")]


async def test_a_draft_has_no_number_and_holds_nothing(shop: Shop) -> None:
    tee = await a_product(shop)
    draft = await a_draft(shop, tee)
    assert (draft.stage, draft.number, draft.revision, draft.total) == ("draft", None, 0, 39800)
    assert await held(tee) == 0
    assert await happened(draft) == ["order_drafted"]


async def test_issued_it_has_a_number_a_link_a_deadline_and_holds_its_goods(shop: Shop) -> None:
    tee = await a_product(shop)
    order = await issued(await a_draft(shop, tee), shop)
    invoice = await current_invoice(order)
    assert invoice is not None
    assert (order.stage, order.number, order.revision) == ("new", 1001, 1)
    assert order.due_at == NOW + timedelta(hours=48)
    assert len(invoice.token) >= 22
    assert await held(tee) == 2
    assert await happened(order) == ["order_drafted", "order_issued"]


async def test_numbers_run_on_and_a_draft_that_is_dropped_takes_none(shop: Shop) -> None:
    tee, other = await a_product(shop), await a_shop("other")
    first = await issued(await a_draft(shop, tee, 1), shop)
    await selling.discard(await a_draft(shop, tee, 1))
    second = await issued(await a_draft(shop, tee, 1), shop)
    elsewhere = await issued(await a_draft(other, await a_product(other), 1), other)
    assert [first.number, second.number, elsewhere.number] == [1001, 1002, 1001]


async def test_a_draft_without_goods_is_not_issued(shop: Shop) -> None:
    draft = await selling.start(shop, **BY)
    assert await selling.issue(draft, shop, **BY) == Refusal("empty_order")
    assert (await Shop.get(id=shop.id)).last_number == 1000


async def test_a_method_without_a_price_for_these_goods_needs_a_fee_first(shop: Shop) -> None:
    draft = await a_draft(shop, await a_product(shop, weight_g=None))
    basket = draft.basket
    basket.shipping_method = "KG"
    await selling.change(draft, basket, shop)
    assert await selling.issue(draft, shop, **BY) == Refusal("fee_needed", {"method": "KG"})
    basket.fixed_fee = 6000
    await selling.change(draft, basket, shop)
    assert (await issued(draft, shop)).shipping_fee == 6000


async def test_short_of_stock_the_draft_stays_a_draft(shop: Shop) -> None:
    tee = await a_product(shop, on_hand=1)
    draft = await a_draft(shop, tee)
    refusal = await selling.issue(draft, shop, **BY)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.facts["item"], refusal.facts["left"]) == ("too_little_stock", "A01", 1)
    kept = await Order.get(id=draft.id)
    assert (kept.stage, kept.number, draft.stage) == ("draft", None, "draft")
    assert await held(tee) == 0


async def test_an_issued_price_holds_when_the_product_becomes_dearer(shop: Shop) -> None:
    tee = await a_product(shop)
    order = await issued(await a_draft(shop, tee), shop)
    await Product.filter(id=tee.id).update(price=99900, name="อย่างอื่น")
    draft = await selling.edit(order, shop, now=NOW)
    assert isinstance(draft, Order)
    again = await issued(draft, shop)
    (line,) = again.basket.lines
    assert (line.unit_price, line.name, again.total) == (19900, "เสื้อยืดดำ", 39800)


async def test_an_edit_leaves_the_order_as_it_is_until_it_is_sent(shop: Shop) -> None:
    tee = await a_product(shop)
    order = await issued(await a_draft(shop, tee), shop)
    draft = await selling.edit(order, shop, now=NOW)
    assert isinstance(draft, Order)
    await put(draft, shop, tee, 1)
    untouched = await Order.get(id=order.id)
    assert (untouched.total, untouched.revision, await held(tee)) == (39800, 1, 2)
    again = await issued(draft, shop)
    assert (again.id, again.number, again.revision, again.total) == (order.id, 1001, 2, 59700)
    assert await held(tee) == 3
    assert await Order.all().count() == 1


async def test_every_revision_has_its_own_link_and_the_old_content_never_changes(shop: Shop) -> None:
    tee = await a_product(shop)
    order = await issued(await a_draft(shop, tee), shop)
    draft = await selling.edit(order, shop, now=NOW)
    assert isinstance(draft, Order)
    await put(draft, shop, tee, 1)
    await issued(draft, shop)
    first, second = await Invoice.filter(order_id=order.id).order_by("revision")
    assert first.token != second.token
    assert [line.quantity for line in first.basket.lines] == [2]
    assert [line.quantity for line in second.basket.lines] == [3]


async def test_two_who_edit_the_same_order_have_one_draft(shop: Shop) -> None:
    order = await issued(await a_draft(shop, await a_product(shop)), shop)
    one, two = await selling.edit(order, shop, now=NOW), await selling.edit(order, shop, now=NOW)
    assert isinstance(one, Order)
    assert isinstance(two, Order)
    assert one.id == two.id


async def test_every_revision_starts_the_time_to_pay_anew(shop: Shop) -> None:
    order = await issued(await a_draft(shop, await a_product(shop)), shop)
    draft = await selling.edit(order, shop, now=NOW)
    assert isinstance(draft, Order)
    later = NOW + timedelta(hours=5)
    assert (await issued(draft, shop, now=later)).due_at == later + timedelta(hours=48)


async def test_a_shop_that_never_cancels_by_itself_has_no_deadlines(shop: Shop) -> None:
    patient = await a_shop("patient", selling={"payment_due": ""})
    assert (await issued(await a_draft(patient, await a_product(patient)), patient)).due_at is None


async def test_a_confirmed_order_that_is_edited_must_be_confirmed_again(shop: Shop) -> None:
    order = await confirmed(await issued(await a_draft(shop, await a_product(shop)), shop), shop)
    draft = await selling.edit(order, shop, now=NOW)
    assert isinstance(draft, Order)
    again = await issued(draft, shop)
    assert (again.stage, again.confirmed_at) == ("new", None)
    assert again.basket.shipping_address is not None, "what the customer gave stays"


async def test_an_edit_made_before_the_customer_confirmed_does_not_wipe_out_what_they_did(shop: Shop) -> None:
    order = await issued(await a_draft(shop, await a_product(shop)), shop)
    stale = await selling.edit(order, shop, now=NOW - timedelta(minutes=1))
    assert isinstance(stale, Order)
    await confirmed(order, shop)
    assert await selling.issue(stale, shop, **BY) == Refusal("confirmed_meanwhile", {"number": 1001})
    kept = await Order.get(id=order.id)
    assert (kept.stage, kept.revision) == ("confirmed", 1)


async def test_changed_to_draft_it_keeps_its_number_and_gives_its_goods_back(shop: Shop) -> None:
    tee = await a_product(shop)
    order = await issued(await a_draft(shop, tee), shop)
    assert await selling.make_draft(order, shop, **BY) is None
    assert (order.stage, order.number, order.due_at, await held(tee)) == ("draft", 1001, None, 0)
    again = await issued(order, shop)
    assert (again.number, again.revision, await held(tee)) == (1001, 2, 2)
    assert await happened(order) == ["order_drafted", "order_issued", "order_changed_to_draft", "order_revised"]


async def test_an_open_edit_ends_when_its_order_does(shop: Shop) -> None:
    order = await issued(await a_draft(shop, await a_product(shop)), shop)
    await selling.edit(order, shop, now=NOW)
    assert await selling.cancel(order, shop, **BY) is None
    assert await Order.filter(edits_id=order.id).count() == 0


async def test_cancelled_it_gives_its_goods_back_and_stays_cancelled(shop: Shop) -> None:
    tee = await a_product(shop)
    order = await issued(await a_draft(shop, tee), shop)
    assert await selling.cancel(order, shop, reason="ของหมด", **BY) is None
    assert (order.stage, await held(tee)) == ("cancelled", 0)
    for refused in (
        await selling.cancel(order, shop, **BY),
        await selling.make_draft(order, shop, **BY),
        await selling.edit(order, shop, now=NOW),
        await selling.send_again(order, shop, **BY),
    ):
        assert isinstance(refused, Refusal)
        assert refused.facts == {"stage": "cancelled", "number": 1001}
    assert (await Event.filter(name="order_cancelled").first()).facts == {"reason": "ของหมด"}  # type: ignore[union-attr]


async def test_a_draft_that_already_has_a_number_can_be_cancelled(shop: Shop) -> None:
    order = await issued(await a_draft(shop, await a_product(shop)), shop)
    await selling.make_draft(order, shop, **BY)
    assert await selling.cancel(order, shop, **BY) is None
    assert order.stage == "cancelled"


async def test_the_last_change_can_be_taken_back_and_the_one_before(shop: Shop) -> None:
    tee = await a_product(shop)
    draft = await a_draft(shop, tee, 1)
    await put(draft, shop, tee, 1)
    assert await selling.undo(draft, shop) is None
    assert draft.total == 19900
    assert await selling.undo(draft, shop) is None
    assert draft.total == 0
    assert await selling.undo(draft, shop) == Refusal("nothing_to_undo")


async def test_an_offline_order_has_no_card_to_send_again(shop: Shop) -> None:
    draft = await selling.start(shop, **BY)
    await put(draft, shop, await a_product(shop), 1)
    order = await issued(draft, shop)
    assert order.kind == "offline"
    assert await selling.send_again(order, shop, **BY) == Refusal("no_chat", {"number": 1001})


@pytest.mark.parametrize("number", ["9999", "", "0", "-1", "1e3", "๑๐๐๑", "99999999999999999999", "1001; DROP TABLE"])
async def test_an_order_that_is_not_there_is_said_so(shop: Shop, number: str) -> None:
    assert await selling.find_order(shop, number) == Refusal("no_such_order", {"number": number})


async def test_another_shops_order_is_not_there(shop: Shop) -> None:
    other = await a_shop("other")
    await issued(await a_draft(other, await a_product(other)), other)
    assert isinstance(await selling.find_order(shop, "1001"), Refusal)


# A shop that holds goods only when the customer has confirmed


async def test_reserving_at_confirmation_holds_nothing_before(shop: Shop) -> None:
    late = await a_shop("late", selling={"reserve": "confirm"})
    tee = await a_product(late, on_hand=2)
    one, two = [await issued(await a_draft(late, tee), late) for _ in range(2)]
    assert await held(tee) == 0
    await confirmed(one, late)
    assert await held(tee) == 2
    invoice = await current_invoice(two)
    assert invoice is not None
    choices = Choices(address=NOK, shipping_method="EMS", payment_method="promptpay")
    refusal = await confirm(invoice, await Order.get(id=two.id), late, choices, NOW)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.facts["item"], refusal.facts["left"]) == ("too_little_stock", "A01", 0)
    assert (await Order.get(id=two.id)).stage == "new"
    assert await held(tee) == 2


async def test_an_edit_of_a_confirmed_order_gives_its_goods_back_exactly_once(shop: Shop) -> None:
    late = await a_shop("late", selling={"reserve": "confirm"})
    tee = await a_product(late)
    order = await confirmed(await issued(await a_draft(late, tee), late), late)
    draft = await selling.edit(order, late, now=NOW)
    assert isinstance(draft, Order)
    again = await issued(draft, late)
    assert await held(tee) == 0
    await selling.cancel(again, late, **BY)
    assert await held(tee) == 0
