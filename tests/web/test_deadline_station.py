"""The worker minds the time to pay by itself, on either database; what it does it does once."""

from orders.events import Event
from tests.bot.talking import says, words_of
from tests.bot.test_talk_money import ADDRESS
from tests.world import World


async def test_paid_in_part_refunded_and_expired_on_either_database(either_world: World) -> None:
    world = either_world
    await world.customer("Nok")
    ploy = await world.merchant("Ploy")
    for _ in range(2):
        await says(world, ploy, f"new Nok A01 2 ship EMS\n{ADDRESS}\nsend")
    assert "Still to be paid" in words_of(await says(world, ploy, "paid 1001 300"))
    assert "refunded" in words_of(await says(world, ploy, "refund 1001 100"))
    world.later(48 * 3600)
    await world.settled()
    kept, gone = await world.order(1001), await world.order(1002)
    assert (kept["stage"], kept["payment_status"], kept["balance"]) == ("confirmed", "partially_paid", 24800)
    assert (gone["stage"], gone["payment_status"]) == ("expired", "unpaid")
    assert await Event.filter(name="order_expired").count() == 1
    assert await Event.filter(name="payment_overdue").count() == 1
