"""What a link stands for: old links never lie, guessed ones find nothing."""

from datetime import timedelta

import pytest

from orders import selling
from orders.events import Event
from orders.order import Order
from orders.people import Chat
from tests.web.shopfront import ADDRESS, CHOICES, Shopfront

GUESSED = [
    "/o/x",
    "/o/AAAAAAAAAAAAAAAAAAAAAA",
    "/o/" + "A" * 5_000,
    "/o/%00",
    "/o/%F0%9F%98%80",
    "/o/%ff%fe",
    "/o/..%2f..%2fetc%2fpasswd",
    "/o/' OR 1=1 --",
    "/o/<script>alert(1)</script>",
    "/o/AAAAAAAAAAAAAAAAAAAAAA/catalogue",
    "/o/",
    "/nothing/here",
]


@pytest.mark.parametrize("link", GUESSED)
async def test_guessed_cut_and_malformed_links_all_lead_to_the_same_polite_page(front: Shopfront, link: str) -> None:
    usual = await front.browser.open("/o/BBBBBBBBBBBBBBBBBBBBBB")
    page = await front.browser.open(link)
    assert page.status == usual.status == 404
    assert page.text == usual.text
    assert "ไม่พบหน้านี้" in page.words
    assert "ร้านมะลิ" not in page.text
    assert page.headers["Content-Security-Policy"] == usual.headers["Content-Security-Policy"]


async def test_a_link_cut_by_one_letter_or_in_other_letters_finds_nothing(front: Shopfront) -> None:
    _, link = await front.order(A01=1)
    for near in (link[:-1], link + "x", link.swapcase().replace("/O/", "/o/"), link + "%20"):
        assert (await front.browser.open(near)).status == 404


@pytest.mark.parametrize("deed", ["", "/confirm", "/items", "/add", "/newest"])
async def test_nothing_can_be_done_with_a_guessed_link(front: Shopfront, deed: str) -> None:
    _, link = await front.order(A01=1)
    form = await front.browser.fill(link, **ADDRESS, **CHOICES)
    assert (await front.browser.post(f"/o/{'C' * 22}{deed}", form)).status == 404


async def test_the_page_for_a_lost_link_is_there_in_english_too(front: Shopfront) -> None:
    assert "Page not found" in (await front.browser.open("/o/x?lang=en")).words


async def a_chat(front: Shopfront) -> Chat:
    return await Chat.create(shop_id=front.shop.id, channel="line", external_id="U1")


async def asked(order: Order) -> list[Event]:
    return await Event.filter(order_id=order.id, name="send_again_asked").order_by("id")


async def test_a_replaced_link_says_so_and_shows_nothing_of_the_new_one(front: Shopfront) -> None:
    order, old = await front.order(chat=await a_chat(front), A01=2)
    _, new = await front.revise(order)
    page = await front.browser.open(old)
    assert page.status == 410
    assert "ถูกแทนที่" in page.words
    assert new.split("/")[2] not in page.text
    assert "สบู่มะลิ" not in page.words
    assert "replaced" in (await front.browser.open(f"{old}?lang=en")).words
    assert (await front.browser.open(new)).status == 200


async def test_a_replaced_link_has_the_newest_card_sent_into_the_customers_chat(front: Shopfront) -> None:
    order, old = await front.order(chat=await a_chat(front), A01=2)
    _, new = await front.revise(order)
    page = await front.browser.post(f"{old}/newest", await front.browser.fill(old), follow=True)
    assert page.status == 410
    assert "ส่งให้ในแชทแล้ว" in page.words
    assert new not in page.text + page.url
    (event,) = await asked(order)
    assert event.by == "customer"


async def test_the_newest_card_is_sent_once_in_a_few_minutes_however_often_it_is_asked_for(front: Shopfront) -> None:
    order, old = await front.order(chat=await a_chat(front), A01=2)
    await front.revise(order)
    form = await front.browser.fill(old)
    for _ in range(3):
        assert (await front.browser.post(f"{old}/newest", form)).status == 303
    assert len(await asked(order)) == 1
    front.clock.at += timedelta(minutes=6)
    assert "<button" in (await front.browser.open(old)).text
    await front.browser.post(f"{old}/newest", form)
    assert len(await asked(order)) == 2


async def test_without_a_chat_the_customer_is_told_to_ask_the_shop(front: Shopfront) -> None:
    order, old = await front.order(A01=2)
    await front.revise(order)
    page = await front.browser.open(old)
    assert page.status == 410
    assert "<button" not in page.text
    assert "ขอลิงก์ล่าสุดจากร้าน" in page.words
    form = await front.browser.fill((await front.order(A01=1))[1])
    await front.browser.post(f"{old}/newest", form)
    assert await asked(order) == []


async def test_a_link_that_is_not_replaced_sends_nothing(front: Shopfront) -> None:
    order, link = await front.order(chat=await a_chat(front), A01=2)
    assert (await front.browser.post(f"{link}/newest", await front.browser.fill(link))).status == 303
    assert await asked(order) == []


async def test_while_the_shop_changes_the_order_its_links_say_so(front: Shopfront) -> None:
    order, link = await front.order(A01=2)
    await selling.make_draft(order, front.shop, by="staff:1", now=front.clock.at)
    page = await front.browser.open(link)
    assert page.status == 410
    assert "ถูกเปลี่ยนเป็นร่าง" in page.words
    assert "being changed" in (await front.browser.open(f"{link}?lang=en")).words


async def test_a_cancelled_order_says_so_calmly(front: Shopfront) -> None:
    order, link = await front.order(A01=2)
    await selling.cancel(order, front.shop, by="staff:1", now=front.clock.at)
    page = await front.browser.open(link)
    assert page.status == 200
    assert "ยกเลิก" in page.words
    assert "<button" not in page.text
    assert "02 123 4567" in page.words, "whom to ask"


async def test_an_expired_order_says_so_and_cannot_be_confirmed(front: Shopfront) -> None:
    order, link = await front.order(A01=2)
    form = await front.browser.fill(link, **ADDRESS, **CHOICES)
    await Order.filter(id=order.id).update(stage="expired")
    page = await front.browser.open(link)
    assert page.status == 200
    assert "หมดอายุ" in page.words
    assert 'id="confirm"' not in page.text
    assert (await front.browser.post(link, form)).status == 303
    assert (await front.fresh(order)).stage == "expired"


async def test_who_reloads_a_refused_form_comes_back_to_the_invoice(front: Shopfront) -> None:
    _, link = await front.order(A01=1)
    for form in ("confirm", "items", "add", "newest"):
        assert (await front.browser.open(f"{link}/{form}")).url == front.base + link


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("review", "รอตรวจสลิป"), ("partially_paid", "ชำระบางส่วน"), ("paid", "ชำระแล้ว"), ("overpaid", "ชำระเกิน"),
        ("refunded", "คืนเงินแล้ว"), ("cod", "เก็บเงินปลายทาง"),
    ],
)  # fmt: skip
async def test_the_status_page_says_how_the_payment_stands(front: Shopfront, status: str, words: str) -> None:
    order, link = await front.order(A01=2)
    await front.browser.post(link, await front.browser.fill(link, **ADDRESS, **CHOICES))
    await Order.filter(id=order.id).update(payment_status=status)
    assert words in (await front.browser.open(link)).words


@pytest.mark.parametrize(
    ("stage", "shipped", "words"), [("confirmed", "fulfilled", "จัดส่งแล้ว"), ("completed", "fulfilled", "เสร็จสิ้น")]
)
async def test_the_status_page_says_when_it_was_shipped(front: Shopfront, stage: str, shipped: str, words: str) -> None:
    order, link = await front.order(A01=2)
    await front.browser.post(link, await front.browser.fill(link, **ADDRESS, **CHOICES))
    await Order.filter(id=order.id).update(stage=stage, fulfillment_status=shipped)
    assert words in (await front.browser.open(link)).words
