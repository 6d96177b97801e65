"""How to pay, on the order's page: the code asks for exactly what is owed, the numbers can be copied, and what came in
and went back is said."""

import io
import re
from typing import Any

import pytest
from PIL import Image

from bot.pay_pictures import picture_path, text_of
from orders.deadlines import expire
from orders.order import Order
from orders.paying import record_payment, refund_payment
from orders.payments import settle
from orders.pictures import codes_in
from orders.promptpay import Asked, Target, read
from orders.slips import Slip
from tests.web.shopfront import ADDRESS, CHOICES, MARK, NOW, Shopfront

BY: dict[str, Any] = {"by": "staff:1", "now": NOW}
#: Exactly as others read it.
TAG = re.compile(r'<img class="promptpay" src="([^"]+\.png)" alt="([^"]*)" data-payload="([0-9A-Z.]+)"')


async def bought(front: Shopfront, way: str = "promptpay", quantity: int = 2) -> tuple[Order, str]:
    """Confirmed by the customer on the page."""
    order, link = await front.order(A01=quantity)
    form = await front.browser.fill(link, **ADDRESS, **CHOICES | {"payment_method": way})
    assert (await front.browser.post(f"{link}/confirm", form)).status == 303
    return await front.fresh(order), link


async def codes_on(front: Shopfront, link: str) -> list[tuple[str, str, str]]:
    page = await front.browser.open(f"{link}?lang=en")
    assert page.text.count('class="promptpay"') == len(TAG.findall(page.text))
    return TAG.findall(page.text)


async def fetched(front: Shopfront, path: str) -> Image.Image:
    async with front.browser.session.get(front.base + path) as answer:
        assert (answer.status, answer.content_type) == (200, "image/png")
        assert "immutable" in answer.headers["Cache-Control"]
        return Image.open(io.BytesIO(await answer.read())).convert("L")


async def test_the_code_stands_there_once_and_asks_for_what_is_owed(front: Shopfront) -> None:
    _, link = await bought(front)
    ((address, alt, text),) = await codes_on(front, link)
    assert alt == "PromptPay ฿448.00"
    assert read(text) == Asked(Target("mobile", "0812345678"), 44800)
    picture = await fetched(front, address)
    assert min(picture.size) >= 300
    assert codes_in(picture) == (text,)
    quiet = picture.width // 60
    assert set(picture.crop((0, 0, picture.width, quiet)).tobytes()) == {255}


async def test_another_balance_is_another_code_and_the_old_address_stays(front: Shopfront) -> None:
    order, link = await bought(front)
    ((first, _, text),) = await codes_on(front, link)
    await record_payment(order, front.shop, amount=10000, **BY)
    ((second, alt, _),) = await codes_on(front, link)
    assert (alt, first != second) == ("PromptPay ฿348.00", True)
    assert codes_in(await fetched(front, first)) == (text,)


@pytest.mark.parametrize("way", ["cod", "bank_transfer"])
async def test_no_code_where_promptpay_was_not_chosen(front: Shopfront, way: str) -> None:
    _, link = await bought(front, way)
    assert await codes_on(front, link) == []


async def test_no_code_above_what_promptpay_carries(front: Shopfront) -> None:
    await front.product("GOLD", price=200_000_000)
    order, link = await front.order(GOLD=1, A01=1)
    form = await front.browser.fill(link, **ADDRESS, **CHOICES)
    assert (await front.browser.post(f"{link}/confirm", form)).status == 303
    assert (await front.fresh(order)).balance > 200_000_000
    assert await codes_on(front, link) == []
    assert "0812345678" in (await front.browser.open(link)).text


async def test_nothing_to_pay_no_code_and_it_is_said_what_came(front: Shopfront) -> None:
    order, link = await bought(front)
    await record_payment(order, front.shop, **BY)
    assert await codes_on(front, link) == []
    page = await front.browser.open(f"{link}?lang=en")
    assert "Paid" in page.words
    assert "Received ฿448.00" in page.words


@pytest.mark.parametrize(
    ("came", "back", "said"),
    [
        (10000, 0, ("Partly paid", "Received ฿100.00", "Still to pay ฿348.00")),
        (50000, 0, ("Overpaid", "Received ฿500.00", "Too much paid ฿52.00")),
        (44800, 44800, ("Refunded", "Received ฿448.00", "Refunded ฿448.00")),
        (44800, 10000, ("Partly paid", "Refunded ฿100.00", "Still to pay ฿100.00")),
    ],
)
async def test_partly_too_much_and_refunded_are_said_in_words(
    front: Shopfront, came: int, back: int, said: tuple[str, ...]
) -> None:
    order, link = await bought(front)
    await record_payment(order, front.shop, amount=came, **BY)
    if back:
        await refund_payment(await front.fresh(order), front.shop, amount=back, **BY)
    words = (await front.browser.open(f"{link}?lang=en")).words
    for part in said:
        assert part in words
    assert (await front.browser.open(f"{link}?lang=th")).status == 200


async def test_numbers_can_be_selected_and_copied(front: Shopfront) -> None:
    _, link = await bought(front, "bank_transfer")
    text = (await front.browser.open(link)).text
    assert '<span class="copyable">123-4-56789-0</span>' in text
    assert 'data-copy="123-4-56789-0"' in text
    assert "/static/pay.js" in text


async def test_while_a_slip_is_looked_at_nobody_is_asked_to_pay_again(front: Shopfront) -> None:
    order, link = await bought(front)
    await Slip.create(shop_id=front.shop.id, order_id=order.id, number=1, source="page", received_at=NOW)
    await settle(order)
    await order.save()
    page = await front.browser.open(f"{link}?lang=en")
    assert "Checking payment" in page.words
    assert page.text.index("<details>") < page.text.index('class="promptpay"') < page.text.index("</details>")


async def test_when_it_has_expired_that_is_said_and_nothing_is_asked_for(front: Shopfront) -> None:
    order, link = await bought(front)
    await expire(order, front.shop, NOW)
    page = await front.browser.open(f"{link}?lang=en")
    assert page.status == 200
    assert "expired" in page.words
    assert 'class="promptpay"' not in page.text
    await record_payment(await front.fresh(order), front.shop, **BY)
    assert "Received ฿448.00" in (await front.browser.open(f"{link}?lang=en")).words


async def test_when_to_pay_by_is_said(front: Shopfront) -> None:
    _, link = await bought(front)
    assert "Pay by 24 Nov 2026 15:00" in (await front.browser.open(f"{link}?lang=en")).words


@pytest.mark.parametrize("path", ["/q/x.png", "/q/" + "a" * 60 + ".png", "/q/..png", "/q/" + "a" * 5000 + ".png"])
async def test_an_address_that_is_not_ours_shows_nothing(front: Shopfront, path: str) -> None:
    assert (await front.browser.open(path)).status == 404


async def test_an_amount_cannot_be_made_up() -> None:
    path = picture_path("0002...6304ABCD", MARK)
    token = path.removeprefix("/q/").removesuffix(".png")
    assert text_of(token, MARK) == "0002...6304ABCD"
    assert text_of(token, "another secret") is None
    body, seal = token.rsplit(".", 1)
    assert text_of(f"{body[:-1]}A.{seal}", MARK) is None
