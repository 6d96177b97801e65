"""In a LINE group with the shop only linked staff are obeyed, and only when they speak to it."""

from orders.order import Order
from tests.bot.talking import nothing_failed
from tests.world import World


async def test_staff_are_obeyed_when_they_speak_to_the_shop_and_others_never(world: World) -> None:
    nok = await world.customer("Nok")
    merchant = await world.merchant()
    group = world.line.group([merchant, nok])
    for speaker, line in ((nok, "/new Nok A01 1"), (nok, "status"), (merchant, "new Nok A01 1"), (merchant, "hello")):
        await speaker.says(line, group)
        await world.settled()
        assert [message for message in group.chat if message.who == "shop"] == [], line
    assert await Order.all().count() == 0
    await merchant.says("/new Nok A01 1", group)
    await group.hears("Draft for Nok")
    await merchant.says("send", group, mention_bot=True)
    await nok.hears("Order #1001")
    await group.hears("✓ #1001")
    await nothing_failed()
