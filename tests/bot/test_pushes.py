"""What an order costs on LINE: how many calls to its customer are pushes, from the bill to the money."""

from typing import Any

from tests.bot.talking import says
from tests.bot.test_talk_confirmed import confirms
from tests.bot.test_talk_money import ADDRESS
from tests.world import World


def pushes(world: World, person: Any) -> int:
    calls = [call for call in world.sim.line.calls if call.endpoint == "push" and call.status == 200]
    return sum(call.body.get("to") == person.user_id for call in calls)


async def test_a_bill_sent_while_they_talk_and_all_about_its_money_cost_one_push(world: World) -> None:
    """The bill goes by the token of their words; confirmation and payment together are the one push. What follows it
    (the parcel) is the second, so an order costs two."""
    ploy, nok = await world.merchant("Ploy"), await world.customer("Nok")
    await says(world, ploy, f"new Nok A01 2 ship EMS pay promptpay\n{ADDRESS}\nsend")
    assert pushes(world, nok) == 0
    world.later(600)
    await confirms(world, email="")
    assert pushes(world, nok) == 1
    world.later(600)
    await says(world, ploy, "paid 1001")
    await says(world, ploy, "refund 1001 48")
    await says(world, ploy, "extend 1001 1d")
    assert pushes(world, nok) == 1
    before = len(nok.chat)
    await says(world, nok, "status")
    told = "\n".join(message.words for message in nok.chat[before:])
    assert told.index("Received: ฿448.00") < told.index("refunded ฿48.00") < told.index("Partly paid")
    assert pushes(world, nok) == 1


async def test_confirmed_by_the_shop_it_is_still_one(world: World) -> None:
    ploy, nok = await world.merchant("Ploy"), await world.customer("Nok")
    await says(world, ploy, f"new Nok A01 2 ship EMS\n{ADDRESS}\nsend")
    world.later(600)
    await says(world, ploy, "paid 1001")
    assert pushes(world, nok) == 1


async def test_a_bill_sent_long_after_their_words_costs_one_more(world: World) -> None:
    ploy, nok = await world.merchant("Ploy"), await world.customer("Nok")
    world.later(600)
    await says(world, ploy, f"new Nok A01 2 ship EMS\n{ADDRESS}\nsend")
    await confirms(world)
    await says(world, ploy, "paid 1001")
    assert pushes(world, nok) == 2
