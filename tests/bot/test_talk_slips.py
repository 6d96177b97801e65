"""Slips in the chat, on both platforms: shown, kept, judged, and everything that is no slip."""

from typing import Any

import pytest

from orders.events import Event
from orders.order import Order
from orders.payments import Payment
from orders.slips import Slip
from tests.bot.slip_talk import SEEN, bill, fresh, shows
from tests.bot.talking import labels_of, nothing_failed, says, taps, words_of
from tests.slips import slip
from tests.world import World

BOTH = pytest.mark.parametrize("channel", ["line", "messenger"])


@pytest.fixture(autouse=True)
def nothing_heard_yet() -> None:
    SEEN.clear()


@BOTH
async def test_a_slip_is_kept_both_sides_hear_and_one_tap_counts_it(world: World, channel: str) -> None:
    nok, ploy = await world.customer("Nok", channel), await world.merchant("Ploy", channel)
    order = await bill(world, nok, ploy)
    heard = await shows(world, nok, slip())
    assert f"Slip for order #{order.number} received" in words_of(heard)
    (notice,) = fresh(ploy)
    for fact in ("Slip 1 for", "Siam Commercial Bank", "202611221234567890AbCdEf", "not checked yet", "฿448"):
        assert fact in notice.words
    document = await world.order(order.number)
    assert (document["payment_status"], document["slips"][0]["source"]) == ("review", channel)
    said = await taps(world, ploy, "Approve")
    assert "฿448.00 counted" in words_of(said)
    document = await world.order(order.number)
    assert (document["payment_status"], document["paid"], document["balance"]) == ("paid", 44800, 0)
    (kept,), (payment,) = document["slips"], await Payment.all()
    assert (kept["state"], kept["payment"], kept["by"]) == ("approved", str(payment.id), payment.by)
    assert payment.reference == "202611221234567890AbCdEf"
    assert {"payment_reported", "payment_recorded"} <= {event["event"] for event in document["timeline"]}
    await nothing_failed()


@BOTH
async def test_a_rejected_slip_is_told_with_its_reason(world: World, channel: str) -> None:
    nok, ploy = await world.customer("Nok", channel), await world.merchant("Ploy", channel)
    order = await bill(world, nok, ploy)
    await shows(world, nok, slip())
    fresh(nok)
    said = await says(world, ploy, f"reject {order.number} wrong amount")
    assert f"Slip 1 of #{order.number} rejected" in words_of(said)
    assert "could not be accepted: wrong amount" in words_of(fresh(nok))
    document = await world.order(order.number)
    (kept,) = document["slips"]
    assert (document["payment_status"], kept["state"], kept["reason"]) == ("unpaid", "rejected", "wrong amount")
    assert "payment_rejected" in [event["event"] for event in document["timeline"]]


@pytest.mark.parametrize("said", ["slip ok", "สลิปผ่าน", "สลิปผ่านแล้วค่ะ", "Slip OK", "สลิป ผ่าน ครับ", "สลิปโอเคค่ะ"])
async def test_the_only_slip_that_waits_needs_no_number(world: World, said: str) -> None:
    nok, ploy = await world.customer("Nok"), await world.merchant("Ploy")
    order = await bill(world, nok, ploy)
    assert "No slip is waiting" in words_of(await says(world, ploy, said))
    await shows(world, nok, slip())
    assert "฿448.00 counted" in words_of(await says(world, ploy, said))
    assert (await world.order(order.number))["payment_status"] == "paid"


@pytest.mark.parametrize(
    ("said", "reason"),
    [("slip not ok", None), ("สลิปไม่ผ่านค่ะ", None), ("สลิปไม่ผ่าน {n} ยอดไม่ตรง", "ยอดไม่ตรง"), ("สลิปบิล {n} ไม่ผ่าน", None)],
)
async def test_a_slip_is_turned_down_in_natural_words(world: World, said: str, reason: str | None) -> None:
    nok, ploy = await world.customer("Nok"), await world.merchant("Ploy")
    order = await bill(world, nok, ploy)
    await shows(world, nok, slip())
    await says(world, ploy, said.format(n=order.number))
    (kept,) = (await world.order(order.number))["slips"]
    assert (kept["state"], kept["reason"]) == ("rejected", reason)


async def test_with_slips_of_two_orders_it_is_asked_whose(world: World) -> None:
    nok, lek, ploy = await world.customer("Nok"), await world.customer("Lek"), await world.merchant("Ploy")
    orders = [await bill(world, nok, ploy), await bill(world, lek, ploy, "A01 1 ship EMS pay promptpay send")]
    for mark, person in enumerate((nok, lek)):
        await shows(world, person, slip(f"2026112212345678{mark}0AbCdEf", mark=mark))
    (asked,) = await says(world, ploy, "สลิปผ่าน")
    assert "Which one do you mean" in asked.words
    assert list(asked.buttons) == [f"approve {order.number}" for order in reversed(orders)]
    assert await Payment.all().count() == 0
    quoted = next(message for message in ploy.chat if f"Slip 1 for #{orders[0].number}" in message.words)
    assert "counted" in words_of(await says(world, ploy, "slip ok", quotes=quoted))
    assert [payment.order_id for payment in await Payment.all()] == [orders[0].id]


async def test_a_slip_that_is_called_right_is_not_paid_beside(world: World) -> None:
    nok, ploy = await world.customer("Nok"), await world.merchant("Ploy")
    order = await bill(world, nok, ploy)
    await shows(world, nok, slip())
    await says(world, ploy, f"สลิปบิล {order.number} ผ่าน")
    document = await world.order(order.number)
    assert (document["payment_status"], document["slips"][0]["state"]) == ("paid", "approved")


@pytest.mark.parametrize("said", ["slip ok?", "สลิปผ่านไหมคะ", "ถ้าสลิปผ่านจะส่งเลย", "slip ok for all of them, I think"])
async def test_who_only_talks_of_slips_judges_none(world: World, said: str) -> None:
    nok, ploy = await world.customer("Nok"), await world.merchant("Ploy")
    await bill(world, nok, ploy)
    await shows(world, nok, slip())
    await says(world, ploy, said)
    assert (await Slip.get()).state == "waiting"
    await says(world, nok, "slip ok")
    assert (await Slip.get()).state == "waiting"


async def test_on_line_received_costs_nothing_and_rejected_is_pushed(world: World) -> None:
    nok, ploy = await world.customer("Nok"), await world.merchant("Ploy")
    order = await bill(world, nok, ploy)
    (received,) = await shows(world, nok, slip())
    assert received.via == "reply"
    world.later(300)
    fresh(nok)
    await says(world, ploy, f"reject {order.number}")
    assert [message.via for message in fresh(nok)] == ["push"]


@BOTH
@pytest.mark.parametrize("said", ["approve {n} 100", "ยืนยันสลิป {n} 100", "อนุมัติ {n} สลิป 1 ๑๐๐ บาท"])
async def test_another_amount_can_be_counted(world: World, channel: str, said: str) -> None:
    nok, ploy = await world.customer("Nok", channel), await world.merchant("Ploy", channel)
    order = await bill(world, nok, ploy)
    await shows(world, nok, slip())
    heard = await says(world, ploy, said.format(n=order.number))
    assert "Still owed: ฿348" in words_of(heard)
    document = await world.order(order.number)
    assert (document["payment_status"], document["paid"]) == ("partially_paid", 10000)


async def test_several_that_wait_are_asked_about(world: World) -> None:
    nok, ploy = await world.customer("Nok"), await world.merchant("Ploy")
    order = await bill(world, nok, ploy)
    await shows(world, nok, slip("aaaa1111bbbb2222cccc"))
    await shows(world, nok, slip("dddd3333eeee4444ffff"))
    asked = await says(world, ploy, f"approve {order.number}")
    assert labels_of(asked) == [f"approve {order.number} slip 1", f"approve {order.number} slip 2"]
    assert (await world.order(order.number))["paid"] == 0
    await taps(world, ploy, f"approve {order.number} slip 2")
    assert [one["state"] for one in (await world.order(order.number))["slips"]] == ["waiting", "approved"]
    assert "No slip is waiting" not in words_of(await says(world, ploy, f"slip {order.number}"))


@pytest.mark.parametrize("verb", ["approve", "reject"])
async def test_where_nothing_waits_it_is_refused_by_name(world: World, verb: str) -> None:
    nok, ploy = await world.customer("Nok"), await world.merchant("Ploy")
    order = await bill(world, nok, ploy)
    assert f"No slip is waiting for #{order.number}" in words_of(await says(world, ploy, f"{verb} {order.number}"))
    assert "9999" in words_of(await says(world, ploy, f"{verb} 9999"))
    await shows(world, nok, slip())
    await says(world, ploy, f"reject {order.number}")
    for number, words in ((1, "judged already"), (7, f"#{order.number} has no slip 7")):
        assert words in words_of(await says(world, ploy, f"{verb} {order.number} slip {number}"))
    assert (await world.order(order.number))["paid"] == 0


@BOTH
async def test_a_transfer_shown_before_warns_and_needs_a_second_word(world: World, channel: str) -> None:
    nok, lek = await world.customer("Nok", channel), await world.customer("Lek", channel)
    ploy = await world.merchant("Ploy", channel)
    first, second = await bill(world, nok, ploy), await bill(world, lek, ploy)
    await shows(world, nok, slip())
    fresh(ploy)
    await shows(world, lek, slip(mark=1))
    told = fresh(ploy)
    assert "shown before" in words_of(told)
    assert f"#{first.number}" in words_of(told)
    asked = await taps(world, ploy, "Approve")
    assert f"for #{first.number} (slip 1)" in words_of(asked)
    assert (await world.order(second.number))["paid"] == 0
    await taps(world, ploy, f"approve {second.number} slip 1 anyway")
    assert (await world.order(second.number))["paid"] == 44800
    await says(world, ploy, f"approve {first.number}")
    assert (await world.order(first.number))["paid"] == 44800
    await nothing_failed()


@BOTH
async def test_the_same_picture_again_is_one_slip_and_one_notice(world: World, channel: str) -> None:
    nok, ploy = await world.customer("Nok", channel), await world.merchant("Ploy", channel)
    await bill(world, nok, ploy)
    await shows(world, nok, slip())
    await shows(world, nok, slip())
    assert await Slip.all().count() == 1
    assert len(fresh(ploy)) == 1
    assert len(list(world.settings.slips.folder.iterdir())) == 1


async def test_of_two_orders_the_newest_confirmed_is_meant_and_the_other_is_offered(world: World) -> None:
    nok, ploy = await world.customer("Nok"), await world.merchant("Ploy")
    first = await bill(world, nok, ploy)
    second = await bill(world, nok, ploy, "B02 1 ship EMS pay promptpay send")
    heard = await shows(world, nok, slip())
    assert f"order #{second.number} received" in words_of(heard)
    fresh(ploy)
    said = await taps(world, nok, f"It is for #{first.number}")
    assert f"with order #{first.number} now" in words_of(said)
    assert [one["number"] for one in (await world.order(first.number))["slips"]] == [1]
    assert (await world.order(second.number))["slips"] == []
    assert (await world.order(second.number))["payment_status"] == "unpaid"
    assert f"for #{first.number}" in words_of(fresh(ploy))
    await says(world, ploy, f"approve {first.number}")
    assert (
        "judged already" in words_of(await says(world, nok, f"slip {second.number}"))
        or await Slip.filter(order_id=second.id).count() == 0
    )


@pytest.mark.parametrize("said", ["slip {n}", "สลิป {n}"])
async def test_the_next_picture_can_be_said_to_be_for_an_order(world: World, said: str) -> None:
    nok, ploy = await world.customer("Nok"), await world.merchant("Ploy")
    first = await bill(world, nok, ploy)
    await bill(world, nok, ploy, "B02 1 ship EMS pay promptpay send")
    assert "send its picture" in words_of(await says(world, nok, said.format(n=first.number)))
    await shows(world, nok, slip())
    assert len((await world.order(first.number))["slips"]) == 1


async def test_nobody_moves_or_judges_what_is_not_theirs(world: World) -> None:
    nok, lek, ploy = await world.customer("Nok"), await world.customer("Lek"), await world.merchant("Ploy")
    mine, theirs = await bill(world, nok, ploy), await bill(world, lek, ploy)
    await shows(world, nok, slip())
    assert await says(world, lek, f"approve {theirs.number}") == []
    assert await says(world, lek, f"approve {mine.number}") == []
    assert "9999" not in words_of(await says(world, lek, f"slip {mine.number}"))
    assert len((await world.order(mine.number))["slips"]) == 1
    assert (await world.order(mine.number))["paid"] == 0


@BOTH
async def test_a_late_slip_waits_and_approving_opens_the_order_again(world: World, channel: str) -> None:
    nok, ploy = await world.customer("Nok", channel), await world.merchant("Ploy", channel)
    order = await bill(world, nok, ploy)
    await world.database.transaction(_expire, order.id)
    heard = await shows(world, nok, slip())
    assert f"bill #{order.number} had expired" in words_of(heard)
    document = await world.order(order.number)
    assert (document["stage"], document["payment_status"], document["slips"][0]["late"]) == ("expired", "review", True)
    await says(world, ploy, f"approve {order.number}")
    document = await world.order(order.number)
    assert (document["stage"], document["payment_status"]) == ("confirmed", "paid")


async def _expire(order_id: int) -> None:
    from orders import stock

    order = await Order.get(id=order_id)
    basket = order.basket
    await stock.release(basket)
    order.keep(basket, (await order.shop.first()).terms)
    order.stage = "expired"
    await order.save()


async def test_a_late_slip_for_goods_that_are_gone_names_them(world: World) -> None:
    nok, ploy = await world.customer("Nok"), await world.merchant("Ploy")
    order = await bill(world, nok, ploy, "B02 3 ship EMS pay promptpay send")
    await world.database.transaction(_expire, order.id)
    await bill(world, await world.customer("Lek"), ploy, "B02 2 ship EMS pay promptpay send")
    await shows(world, nok, slip())
    refused = await says(world, ploy, f"approve {order.number}")
    assert "Tote bag" in words_of(refused)
    assert labels_of(refused) == [f"paid {order.number}", f"refund {order.number}"]
    document = await world.order(order.number)
    assert (document["stage"], document["paid"], document["slips"][0]["state"]) == ("expired", 0, "waiting")
    await says(world, ploy, f"reject {order.number}")
    document = await world.order(order.number)
    assert (document["stage"], document["payment_status"]) == ("expired", "unpaid")


async def test_staff_hear_once_however_many_they_are_and_pages_own_pictures_are_no_slips(world: World) -> None:
    nok, ploy = await world.customer("Nok", "messenger"), await world.merchant("Ploy")
    await world.merchant("Tan", "messenger")
    await bill(world, nok, ploy)
    await nok.inbox_sends_picture(slip())
    await world.settled()
    assert await Slip.all().count() == 0
    await shows(world, nok, slip())
    assert len([message for message in fresh(ploy) if "Slip 1 for" in message.words]) == 1


async def test_in_thai(tmp_path: Any) -> None:
    from tests.world import open_world

    async with open_world(tmp_path, language="th") as world:
        nok, ploy = await world.customer("Nok"), await world.merchant("Ploy")
        order = await bill(world, nok, ploy)
        heard = await shows(world, nok, slip())
        assert f"ได้รับสลิปของออเดอร์ #{order.number} แล้ว" in words_of(heard)
        assert "ยังไม่ได้ตรวจ" in words_of(fresh(ploy))
        await taps(world, ploy, "อนุมัติ")
        assert (await world.order(order.number))["paid"] == 44800
        assert await Event.filter(name="payment_reported").count() == 1
