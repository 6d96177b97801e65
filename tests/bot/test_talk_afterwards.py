"""What staff do with orders that were sent: look, list, edit, send again, put back, cancel."""

from typing import Any

import aiohttp
import pytest

from orders.catalogue import Product
from orders.order import Order
from tests.bot.talking import labels_of, says, taps, words_of
from tests.world import World


async def sold(world: World, channel: str = "line") -> tuple[Any, Any]:
    """Nok has the bill 1001 over two A01."""
    nok = await world.customer("Nok", channel)
    merchant = await world.merchant("Ploy", channel)
    assert "✓ #1001" in words_of(await says(world, merchant, "new Nok A01 2 ship EMS send"))
    await nok.hears("Order #1001")
    return nok, merchant


async def page_at(url: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as browser, browser.get(url) as answer:
        return answer.status, await answer.text()


@pytest.mark.parametrize("said", ["order 1001", "order #1001", "บิล 1001", "#1001", "บิล ๑๐๐๑"])
async def test_an_order_is_shown_with_what_can_be_done(world: World, said: str) -> None:
    _, merchant = await sold(world)
    (card,) = await says(world, merchant, said)
    for words in ("Order #1001", "Nok · New", "2 × 199", "฿448.00", "Version 1", "To be paid by"):
        assert words in card.words
    assert list(card.buttons) == ["View order", "Edit", "Send again", "Cancel order"]


async def test_orders_are_listed_newest_first_and_open_when_tapped(world: World) -> None:
    _, merchant = await sold(world)
    await says(world, merchant, "new Nok B02 1 send")
    (card,) = await says(world, merchant, "orders")
    assert card.words.index("Order #1002") < card.words.index("Order #1001")
    (shown,) = await taps(world, merchant, "order 1001")
    assert "2 × 199" in shown.words


@pytest.mark.parametrize(
    ("said", "listed"),
    [
        ("orders unpaid", True), ("orders new", True), ("orders paid", False), ("orders draft", False),
        ("orders cancelled", False), ("orders shipped", False), ("รายการ", True), ("รายการ รอชำระ", True),
        ("รายการ ใหม่", True), ("รายการ ชำระแล้ว", False),
    ],
)  # fmt: skip
async def test_orders_are_listed_by_how_they_stand(world: World, said: str, listed: bool) -> None:
    _, merchant = await sold(world)
    heard = words_of(await says(world, merchant, said))
    assert ("1001" in heard) is listed
    assert heard, "an empty list is said to be empty"


@pytest.mark.parametrize("channel", ["line", "messenger"])
async def test_an_edit_makes_a_new_revision_a_new_card_and_a_new_link(world: World, channel: str) -> None:
    nok, merchant = await sold(world, channel)
    old = (await world.order(1001))["invoice_url"]
    (card,) = await says(world, merchant, "edit 1001")
    assert "Editing #1001 for Nok" in card.words
    await says(world, merchant, "B02 1")
    assert (await world.order(1001))["revision"] == 1, "until it is sent the order stays as it is"
    assert (await page_at(old))[0] == 200
    told = words_of(await says(world, merchant, "send"))
    assert "✓ #1001, version 2, sent to Nok" in told
    card = await nok.hears("updated")
    assert "฿538.00" in card.words
    order = await world.order(1001)
    assert (order["revision"], order["total"]) == (2, 53800)
    assert order["invoice_url"] != old
    status, page = await page_at(old)
    assert status == 410
    assert "replaced" in page
    assert (await page_at(order["invoice_url"]))[0] == 200


async def test_an_edit_that_is_discarded_leaves_the_order_alone(world: World) -> None:
    _, merchant = await sold(world)
    await says(world, merchant, "edit 1001\nB02 1")
    heard = words_of(await says(world, merchant, "discard"))
    assert heard == "Your changes are gone. Order #1001 stays as it was."
    assert (await world.order(1001))["total"] == 44800


async def test_a_draft_put_aside_for_an_edit_is_mentioned(world: World) -> None:
    await world.customer("Lek")
    _, merchant = await sold(world)
    await says(world, merchant, "new Lek B02 1")
    assert "The unfinished draft for Lek is kept" in words_of(await says(world, merchant, "edit 1001"))
    assert 'say "edit 1001"' in words_of(await says(world, merchant, "new Lek"))


async def test_an_issued_price_stays_when_the_product_becomes_dearer(world: World) -> None:
    _, merchant = await sold(world)
    await Product.filter(sku="A01").update(price=99900)
    await says(world, merchant, "edit 1001\nnote thanks\nsend")
    assert (await world.order(1001))["lines"][0]["unit_price"] == 19900


@pytest.mark.parametrize("said", ["resend 1001", "ส่งซ้ำ 1001"])
async def test_the_card_goes_again(world: World, said: str) -> None:
    nok, merchant = await sold(world)
    told = await says(world, merchant, said)
    assert "✓ #1001 sent to Nok on LINE" in words_of(told)
    await nok.hears("Order #1001")


@pytest.mark.parametrize("said", ["draft 1001", "ร่าง 1001"])
async def test_put_back_to_draft_the_link_stops_and_the_goods_are_free(world: World, said: str) -> None:
    _, merchant = await sold(world)
    link = (await world.order(1001))["invoice_url"]
    heard = await says(world, merchant, said)
    assert "#1001 is a draft again, and its link no longer works" in words_of(heard)
    assert (await Product.get(sku="A01")).reserved == 0
    status, page = await page_at(link)
    assert status == 410
    assert "being changed" in page
    (card,) = await taps(world, merchant, "Edit")
    assert "Editing #1001 for Nok" in card.words
    assert "version 2" in words_of(await says(world, merchant, "send"))
    assert (await Product.get(sku="A01")).reserved == 2


async def test_a_numbered_draft_that_is_put_away_can_be_found_again(world: World) -> None:
    _, merchant = await sold(world)
    await says(world, merchant, "draft 1001")
    await says(world, merchant, "edit 1001")
    heard = words_of(await says(world, merchant, "discard"))
    assert heard == '#1001 is put away as a draft. "edit 1001" opens it again.'
    assert "1001" in words_of(await says(world, merchant, "orders draft"))
    assert words_of(await says(world, merchant, "cancel 1001")) == "#1001 is cancelled."


@pytest.mark.parametrize("said", ["cancel 1001 out of stock", "ยกเลิกบิล 1001 out of stock"])
async def test_cancelled_the_customer_is_told_why_and_the_goods_are_free(world: World, said: str) -> None:
    nok, merchant = await sold(world)
    await nok.says("ค่ะ")  # a fresh word of theirs carries the notice free of cost
    assert words_of(await says(world, merchant, said)) == "#1001 is cancelled."
    card = await nok.hears("was cancelled")
    assert "Reason: out of stock" in card.words
    assert (await Product.get(sku="A01")).reserved == 0
    assert (await world.order(1001))["stage"] == "cancelled"


async def test_what_is_cancelled_stays_so_and_staff_are_told(world: World) -> None:
    _, merchant = await sold(world)
    await says(world, merchant, "cancel 1001")
    assert words_of(await says(world, merchant, "cancel 1001")) == "Order 1001 is cancelled already."
    assert "it cannot be edited" in words_of(await says(world, merchant, "edit 1001"))
    assert "there is no bill to send" in words_of(await says(world, merchant, "resend 1001"))
    assert "cannot become a draft" in words_of(await says(world, merchant, "draft 1001"))


async def test_a_paid_order_is_cancelled_only_when_staff_are_sure(world: World) -> None:
    _, merchant = await sold(world)
    await Order.filter(number=1001).update(paid=44800)
    (asked,) = await says(world, merchant, "cancel 1001 out of stock")
    assert "฿448.00 has been paid for #1001" in asked.words
    assert (await world.order(1001))["stage"] == "new"
    assert words_of(await taps(world, merchant, "Yes, cancel")) == "#1001 is cancelled."


@pytest.mark.parametrize(("language", "offline", "link"), [("en", "new offline", "link"), ("th", "เปิดบิลออฟไลน์", "ลิงก์")])
async def test_an_order_without_a_chat_gives_a_link_and_words_to_copy(
    world: World, language: str, offline: str, link: str
) -> None:
    merchant = await world.merchant()
    await says(world, merchant, f"lang {language}")
    address = "address Joy 0812345678 1 Main Rd Bangkok 10110"
    line = f"{offline} Joy 0812345678 joy@example.com A01 1 ship EMS pay cod {address}"
    (card,) = await says(world, merchant, line)
    assert labels_of([card])[0] in ("Get link", "ขอลิงก์")
    head, summary = await says(world, merchant, link)
    order = await world.order(1001)
    assert order["invoice_url"] in head.words
    assert summary.text.splitlines()[-1].endswith(order["invoice_url"])
    assert "#1001" in summary.text
    assert "฿276.47" in summary.text
    assert (order["kind"], order["channel"]) == ("offline", None)
    assert order["customer"]["phone"] == "0812345678"
    assert order["customer"]["contacts"] == [{"channel": "email", "id": "joy@example.com"}]


async def test_link_in_a_chat_order_sends_nothing_to_the_customer(world: World) -> None:
    nok = await world.customer("Nok")
    merchant = await world.merchant()
    head, summary = await says(world, merchant, "new Nok A01 1 link")
    assert "/o/" in head.words
    assert "/o/" in summary.words
    assert not [message for message in nok.chat if message.who == "shop"]
    assert "has no chat" not in words_of(await says(world, merchant, "resend 1001"))


async def test_sending_an_offline_order_is_giving_its_link(world: World) -> None:
    merchant = await world.merchant()
    heard = await says(world, merchant, "new offline Joy A01 1 send")
    assert "/o/" in words_of(heard)
    assert "Its link: http" in words_of(await says(world, merchant, "resend 1001"))


async def test_a_stale_edit_does_not_wipe_out_what_the_customer_confirmed(world: World) -> None:
    _, merchant = await sold(world)
    await says(world, merchant, "edit 1001\nnote hello")
    await Order.filter(number=1001).update(stage="confirmed", confirmed_at=world.here.clock.now())
    (refused,) = await says(world, merchant, "send")
    assert "The customer confirmed #1001 while you were editing it" in refused.words
    assert list(refused.buttons) == ["order 1001", "discard"]


@pytest.mark.parametrize(
    ("said", "shown"),
    [("help", "new Nok A01 2, B02 1 ship EMS"), ("ช่วยเหลือ", "resend 1024"), ("help ship", "ship EMS 50")],
)
async def test_help_shows_what_can_be_said(world: World, said: str, shown: str) -> None:
    merchant = await world.merchant()
    assert shown in words_of(await says(world, merchant, said))


async def test_order_numbers_run_on(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    for number in (1001, 1002, 1003):
        assert f"✓ #{number} " in words_of(await says(world, merchant, "new Nok A01 1 send"))
