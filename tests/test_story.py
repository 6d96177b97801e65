"""The main job, end to end: typed in the chat, card in the customer's conversation, checked out, heard of."""

import pytest

from tests.world import World


@pytest.mark.parametrize("channel", ["line", "messenger"])
async def test_a_merchant_types_an_order_and_the_customer_gets_the_card(world: World, channel: str) -> None:
    nok = await world.customer("Nok", channel)
    merchant = await world.merchant("Ploy", channel)
    await merchant.says("new Nok A01 2, B02 1 ship EMS discount 50 send")
    card = await nok.hears("1001")
    assert "฿488.00" in card.words
    told = await merchant.hears("sent to Nok")
    assert told.via in ("reply", "send")
    await world.settled()
    for m in nok.chat: print(m.who, m.via, m.words, list(m.buttons))
    for m in merchant.chat: print(m.who, m.via, m.words, list(m.buttons))
    import json
    print(json.dumps(await world.order(1001), ensure_ascii=False, indent=1))
