"""The shop's own words on notices: above what the card says by itself, on both platforms, in the reader's language."""

from pathlib import Path
from typing import Any

import pytest

from tests.bot.slip_talk import SEEN, bill, fresh, shows
from tests.bot.talking import labels_of, nothing_failed, says, words_of
from tests.bot.test_talk_confirmed import confirms
from tests.slips import slip
from tests.world import open_world

BOTH = pytest.mark.parametrize("channel", ["line", "messenger"])
TEXTS = """
[shops.demo.notices]
line_push = ["invoice", "confirmed", "rejected", "paid", "cancelled", "expired", "reminder"]

[shops.demo.notices.texts]
invoice = { en = "Dear [customer], bill [order_no] over [total].", th = "คุณ [customer] คะ บิล [order_no] มาแล้ว" }
confirmed = { en = "Many thanks, [customer]!" }
slip_received = { en = "We look at your slip for [order_no]." }
rejected = { en = "That slip for [order_no] is not right." }
paid = { en = "[total] is ours now.\\nSee [link]" }
expired = { en = "Too late for [order_no]." }
cancelled = { en = "No more [order_no]." }
"""


@pytest.fixture(autouse=True)
def nothing_heard_yet() -> None:
    SEEN.clear()


@BOTH
async def test_a_bill_says_them_first_and_keeps_goods_sums_and_buttons(tmp_path: Path, channel: str) -> None:
    async with open_world(tmp_path, more=TEXTS) as world:
        nok, ploy = await world.customer("Nok", channel), await world.merchant("Ploy", channel)
        await says(world, ploy, "new Nok A01 2 ship EMS send")
        card = await nok.hears("#1001")
        said = card.words
        assert said.index("Order #1001") < said.index("Dear Nok, bill 1001 over ฿448.00.") < said.index("Black tee")
        assert "has prepared your order" not in said
        assert {"View and confirm", "Ask the shop"} <= set(labels_of([card]))
        await says(world, ploy, "edit 1001\nA01 = 1\nsend")
        again = (await nok.hears("updated")).words
        assert "This bill replaces the one before" in again, "a fact is never lost"
        assert "Dear Nok, bill 1001 over ฿249.00." in again
        await nothing_failed()


@BOTH
async def test_a_language_without_own_words_has_ours(tmp_path: Path, channel: str) -> None:
    async with open_world(tmp_path, more=TEXTS) as world:
        nok, ploy = await world.customer("Nok", channel), await world.merchant("Ploy", channel)
        await says(world, nok, "ภาษา ไทย")
        await says(world, ploy, "new Nok A01 1 ship EMS send")
        assert "คุณ Nok คะ บิล 1001 มาแล้ว" in (await nok.hears("#1001")).words
        await confirms(world)
        assert "Many thanks" not in words_of(nok.chat)


@BOTH
async def test_money_slips_and_ends_have_them_too(tmp_path: Path, channel: str) -> None:
    async with open_world(tmp_path, more=TEXTS) as world:
        nok, ploy = await world.customer("Nok", channel), await world.merchant("Ploy", channel)
        first = await bill(world, nok, ploy)
        assert "We look at your slip for 1001." in words_of(await shows(world, nok, slip()))
        await says(world, ploy, "reject 1001 too small")
        said = words_of(fresh(nok))
        assert "That slip for 1001 is not right." in said
        assert "Reason: too small" in said
        await says(world, ploy, "paid 1001 100")
        paid = words_of(fresh(nok))
        link = (await world.order(first.number or 0))["invoice_url"]
        for part in ("Payment for order #1001 received", "฿448.00 is ours now.", f"See {link}", "Received: ฿100.00"):
            assert part in paid
        await bill(world, nok, ploy, "B02 1 ship EMS pay promptpay send")
        await says(world, ploy, "cancel 1002 no stock")
        said = words_of(fresh(nok))
        assert "No more 1002." in said
        assert "Reason: no stock" in said
        assert "cancelled by the shop" not in said


HOSTILE = '[customer]{0}%s<b>[total]\u200b"\\'


@BOTH
async def test_a_hostile_name_and_the_longest_text_leave_the_facts_on_the_card(tmp_path: Path, channel: str) -> None:
    long = "[customer] " * 12 + "ข" * 110
    texts = f'[shops.demo.notices.texts]\ninvoice = {{ en = "{long}" }}'
    async with open_world(tmp_path, more=texts) as world:
        name = HOSTILE + "น" * 200
        nok, ploy = await world.customer(name, channel), await world.merchant("Ploy", channel)
        await says(world, ploy, f"new {nok.name[:6]}")
        goods = "A01 1, B02 2, C03-M 1, C03-L 3, gift box with a very long name indeed 1 @59"
        (answer,) = [heard for heard in await says(world, ploy, goods) if heard.buttons][-1:]
        assert "Draft" in answer.words
        await says(world, ploy, "ship EMS\nsend")
        card: Any = await nok.hears("#1001")
        total = (await world.order(1001))["total"]
        assert f"฿{total / 100:,.2f}" in card.words
        assert "View and confirm" in labels_of([card])
        await nothing_failed()
