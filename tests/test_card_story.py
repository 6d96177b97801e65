"""An order that is paid by card, end to end: chosen on the page, paid at Stripe, heard of in chat."""

from pathlib import Path

import pytest

from tests.cards import card_shop
from tests.world import World


@pytest.mark.parametrize("channel", ["line", "messenger"])
async def test_an_order_is_paid_by_card_and_everybody_hears_of_it(
    tmp_path: Path, database_url: str, channel: str
) -> None:
    async with card_shop(tmp_path, database=database_url) as shop:
        buyer = await shop.confirmed(channel)
        confirmed = await buyer.nok.hears("Order #1001 is confirmed")
        offered = await buyer.nok.hears("By credit or debit card")
        assert "Pay by card" in str(offered.actions)
        assert confirmed is not offered
        page = await buyer.looks()
        assert "Pay ฿448.00 by card" in page.text

        session = await buyer.at_stripe()
        assert (session.wish.amount, session.wish.name) == (44800, "Order #1001, ร้านสุขใจ")
        assert session.wish.success_url == session.wish.cancel_url == (await buyer.order())["invoice_url"]
        assert session.wish.metadata == session.wish.of_payment == {"shop": "demo", "order": "1001", "revision": "1"}
        assert await session.pays() == 200

        order = await buyer.order()
        assert (order["payment_status"], order["paid"], order["balance"]) == ("paid", 44800, 0)
        (payment,) = order["payments"]
        assert (payment["method"], payment["by"], payment["reference"]) == ("stripe", "system", session.payment_intent)
        assert [step["event"] for step in order["timeline"]].count("payment_recorded") == 1
        await buyer.ploy.hears("✓ #1001: ฿448.00 from Nok came in through Stripe. Paid in full.")
        if channel == "messenger":
            await buyer.nok.hears("Received: ฿448.00")
        assert "by card" not in (await buyer.looks()).text

        await session.gives_back(10000)
        order = await buyer.order()
        assert (order["payment_status"], order["paid"]) == ("partially_paid", 34800)
        await buyer.ploy.hears("#1001: ฿100.00 went back to Nok through Stripe. Paid now: ฿348.00")


async def test_the_whole_story_in_thai(tmp_path: Path) -> None:
    async with card_shop(tmp_path, language="th") as shop:
        nok = await shop.world.customer("Nok", "messenger")
        ploy = await shop.world.merchant("Ploy", "messenger")
        shop.world.people |= {"nok": nok, "ploy": ploy}
        await ploy.says("เปิดบิล Nok A01 2 ส่ง EMS จ่าย บัตร ส่งบิล")
        await nok.hears("1001")
        await ploy.hears("1001")
        await nok.says("ชำระเงิน")
        await nok.hears("ชำระด้วยบัตรเครดิต / เดบิตได้ที่หน้าออเดอร์ค่ะ")


async def test_staff_say_pay_card_and_the_customer_who_asks_gets_the_way_to_the_page(tmp_path: Path) -> None:
    async with card_shop(tmp_path) as shop:
        nok, ploy = await shop.world.customer("Nok"), await shop.world.merchant("Ploy")
        await ploy.says("new Nok A01 1 ship EMS pay card send")
        await nok.hears("1001")
        assert (await shop.world.order(1001))["payment_method"] == "stripe"
        await nok.says("pay")
        told = await nok.hears("By credit or debit card")
        assert (await shop.world.order(1001))["invoice_url"] in str(told.actions)


async def test_one_who_chose_a_transfer_is_told_of_the_card_too(tmp_path: Path) -> None:
    async with card_shop(tmp_path) as shop:
        buyer = await shop.confirmed(way="bank_transfer")
        told = await buyer.nok.hears("123-4-56789-0")
        assert "By credit or debit card" in told.words
        page = (await buyer.looks()).text
        assert page.index("123-4-56789-0") < page.index("Or by card")
        assert await (await buyer.at_stripe()).pays() == 200
        assert (await buyer.order())["payment_status"] == "paid"


async def test_a_shop_without_stripe_says_nothing_of_cards(world: World) -> None:
    nok, ploy = await world.customer("Nok"), await world.merchant("Ploy")
    await ploy.says("new Nok A01 1 ship EMS pay promptpay send")
    await nok.hears("1001")
    await nok.says("pay")
    assert "card" not in (await nok.hears("PromptPay")).words.lower().replace("📇", "")
