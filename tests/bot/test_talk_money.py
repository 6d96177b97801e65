"""Money in the chat: staff say that it came or went back, customers hear it, and know how to pay."""

import io
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from PIL import Image

from bot.grammar import read, render
from bot.grammar.verbs import LATER
from orders.events import Event
from orders.payments import Payment
from orders.pictures import codes_in
from tests.bot.talking import inbox, labels_of, says, taps, words_of
from tests.bot.test_talk_afterwards import page_at
from tests.bot.test_talk_confirmed import confirms
from tests.world import World, open_world

NAMES = ("Anong", "Boonsri", "Chai", "Dao", "Ekachai", "Fah")
ADDRESS = "address Nok Noi 0812345678 99/1 Moo 4 Bang Phli Yai Bang Phli Samut Prakan 10540"


async def sold(world: World, channel: str = "line", *, whole: bool = True, more: str = "") -> tuple[Any, Any]:
    """Nok has the bill 1001 over ฿448; `whole`: nothing more must be known to confirm it."""
    nok, ploy = await world.customer("Nok", channel), await world.merchant("Ploy", channel)
    line = f"new Nok A01 2 ship EMS {more}\n{ADDRESS}\nsend" if whole else f"new Nok A01 2 {more} send"
    assert "✓ #1001" in words_of(await says(world, ploy, line))
    return nok, ploy


def heard(person: Any, since: int) -> str:
    return words_of([message for message in person.chat[since:] if message.who == "shop"])


@pytest.mark.parametrize("channel", ["line", "messenger"])
@pytest.mark.parametrize("said", ["paid 1001", "รับเงิน 1001", "paid #1001 448", "รับเงิน 1001 ๔๔๘ บาท"])
async def test_paid_confirms_and_the_customer_hears_it_in_one(world: World, channel: str, said: str) -> None:
    nok, ploy = await sold(world, channel)
    before = len(nok.chat)
    answer = words_of(await says(world, ploy, said))
    for part in ("#1001: ฿448.00 received", "Paid in full", "confirmed"):
        assert part in answer
    told = [message for message in nok.chat[before:] if message.who == "shop"]
    assert len(told) == 1
    assert "Order #1001 is confirmed" in told[0].words
    assert "Received: ฿448.00" in told[0].words
    order = await world.order(1001)
    assert (order["stage"], order["payment_status"], order["balance"]) == ("confirmed", "paid", 0)
    assert order["due_at"] is None
    (payment,) = order["payments"]
    assert (payment["kind"], payment["method"], payment["amount"], payment["by"][:6]) == (
        "payment", "bank_transfer", 44800, "staff:",
    )  # fmt: skip


async def test_in_thai(thai_world: World) -> None:
    nok, ploy = await thai_world.customer("นก"), await thai_world.merchant("พลอย")
    await says(thai_world, ploy, f"เปิดบิล นก A01 2 ส่ง EMS\nที่อยู่ {ADDRESS[8:]}\nส่งบิล")
    answer = words_of(await says(thai_world, ploy, "รับเงิน 1001 500"))
    assert "รับเงิน ฿500.00 แล้ว" in answer
    assert "เกินมา ฿52.00" in answer
    assert "ได้รับเงิน ฿500.00" in heard(nok, 0)
    answer = await says(thai_world, ploy, "คืนเงิน 1001 52")
    assert "คืนเงิน ฿52.00 แล้ว" in words_of(answer)
    assert (await thai_world.order(1001))["payment_status"] == "paid"


async def test_part_of_it_leaves_the_rest_to_pay_with_a_new_code(world: World) -> None:
    nok, ploy = await sold(world, "messenger", more="pay promptpay")
    before = len(nok.chat)
    answer = words_of(await says(world, ploy, "paid 1001 100"))
    assert "Still to be paid: ฿348.00" in answer
    told = heard(nok, before)
    assert "Received: ฿100.00" in told
    assert "฿348.00" in told


async def test_what_is_missing_is_said_and_the_order_stays_new(world: World) -> None:
    _, ploy = await sold(world, whole=False)
    answer = words_of(await says(world, ploy, "paid 1001"))
    assert "Not confirmed yet, still missing: shipping method, name, phone, house and street" in answer
    order = await world.order(1001)
    assert (order["stage"], order["status_text"]["en"], order["payment_method"]) == ("new", "Paid", "bank_transfer")


async def test_too_much_is_said_with_a_way_to_give_it_back(world: World) -> None:
    _, ploy = await sold(world)
    answer = await says(world, ploy, "paid 1001 500")
    assert "฿52.00 more than owed" in words_of(answer)
    assert "Refund ฿52.00" in labels_of(answer)
    assert "refunded" in words_of(await taps(world, ploy, "Refund ฿52.00"))
    assert (await world.order(1001))["balance"] == 0


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("paid 1001 0", "must be more than 0"),
        ("paid 1001 -5", "below zero"),
        ("paid 1001 5.005", "more than two decimals"),
        ("paid 1001 10000001", "too much"),
        ("refund 1001 5", "nothing to refund"),
        ("paid 9999", "There is no order 9999"),
        ("refund 9999 1", "There is no order 9999"),
        ("extend 9999 1d", "There is no order 9999"),
        ("extend 1001", "How much longer for #1001?"),
        ("extend 1001 soon", "How much longer for #1001?"),
        ("extend 1001 900d", "cannot be"),
        ("document 9999", "There is no order 9999"),
    ],
)
async def test_what_cannot_be_is_refused_by_name_and_nothing_is_recorded(world: World, said: str, why: str) -> None:
    _, ploy = await sold(world)
    assert why in words_of(await says(world, ploy, said))
    assert not await Payment.exists()
    assert (await world.order(1001))["stage"] == "new"


async def test_paid_twice_is_refused_and_says_what_to_say(world: World) -> None:
    _, ploy = await sold(world)
    await says(world, ploy, "paid 1001")
    answer = words_of(await says(world, ploy, "paid 1001"))
    assert "Nothing is owed" in answer
    assert '"paid 1001 500"' in answer
    assert await Payment.all().count() == 1


async def test_a_draft_takes_no_money(world: World) -> None:
    _, ploy = await sold(world)
    await says(world, ploy, "draft 1001")
    assert "is a draft" in words_of(await says(world, ploy, "paid 1001"))
    assert "is a draft" in words_of(await says(world, ploy, "refund 1001 5"))


@pytest.mark.parametrize("channel", ["line", "messenger"])
async def test_refund_without_an_amount_asks_and_the_button_does_it(world: World, channel: str) -> None:
    nok, ploy = await sold(world, channel)
    await says(world, ploy, "paid 1001")
    asked = await says(world, ploy, "refund 1001")
    assert "How much went back?" in words_of(asked)
    before = len(nok.chat)
    assert "฿448.00 refunded" in words_of(await taps(world, ploy, "Refund ฿448.00"))
    order = await world.order(1001)
    assert (order["payment_status"], order["status_text"]["en"], order["paid"]) == ("refunded", "Refunded", 0)
    assert [payment["kind"] for payment in order["payments"]] == ["payment", "refund"]
    if channel == "messenger":
        assert "The shop has refunded ฿448.00" in heard(nok, before)


async def test_a_paid_order_is_not_cancelled_before_it_was_asked(world: World) -> None:
    _, ploy = await sold(world)
    await says(world, ploy, "paid 1001")
    asked = await says(world, ploy, "cancel 1001 out of stock")
    assert "฿448.00 has been paid for #1001" in words_of(asked)
    assert (await world.order(1001))["stage"] == "confirmed"
    await taps(world, ploy, "Yes, cancel")
    assert (await world.order(1001))["stage"] == "cancelled"


async def test_an_edited_paid_order_names_the_difference_and_offers_the_refund(world: World) -> None:
    _, ploy = await sold(world)
    await says(world, ploy, "paid 1001")
    await says(world, ploy, "edit 1001")
    answer = await says(world, ploy, "A01 = 1\nsend")
    await world.settled()
    said = answer or [message for message in ploy.chat[-3:] if message.who == "shop"]
    assert "฿448.00 was paid for #1001: ฿199.00 too much now" in words_of(said)
    assert "Refund ฿199.00" in labels_of(said)
    assert (await world.order(1001))["payment_status"] == "overpaid"


async def test_late_money_is_recorded_and_the_order_can_be_opened_again(world: World) -> None:
    _, ploy = await sold(world)
    world.later(48 * 3600)
    await world.settled()
    assert (await world.order(1001))["stage"] == "expired"
    answer = await says(world, ploy, "paid 1001")
    assert "That was late: #1001 is expired" in words_of(answer)
    assert labels_of(answer) == ["Open again, 1 day", "Refund ฿448.00"]
    assert (await world.order(1001))["stage"] == "expired"
    assert "#1001 is open again" in words_of(await taps(world, ploy, "Open again, 1 day"))
    order = await world.order(1001)
    assert (order["stage"], order["payment_status"]) == ("new", "paid")


async def test_goods_that_are_gone_stay_gone(world: World) -> None:
    _, ploy = await sold(world)
    world.later(48 * 3600)
    await world.settled()
    await says(world, ploy, "new Nok A01 9 send")
    await says(world, ploy, "paid 1001 448")
    answer = await says(world, ploy, "extend 1001 2d")
    assert "#1001 cannot be opened again: Black tee (A01) has only 1 left" in words_of(answer)
    assert labels_of(answer) == ["refund 1001 448"]
    assert (await world.order(1001))["stage"] == "expired"


@pytest.mark.parametrize("channel", ["line", "messenger"])
async def test_an_unpaid_order_is_reminded_of_and_expires_and_all_hear(world: World, channel: str) -> None:
    nok, ploy = await sold(world, channel)
    world.later(23.5 * 3600)
    await nok.says("ขอบคุณค่ะ")
    await world.settled()
    before = len(nok.chat)
    world.later(0.6 * 3600)
    await world.settled()
    assert ("Please pay by" in heard(nok, before)) is (channel == "messenger")
    await nok.says("ค่ะ")
    world.later(23.95 * 3600)
    await world.settled()
    await ploy.says("hello")
    assert "has expired" in heard(nok, before)
    order = await world.order(1001)
    assert order["stage"] == "expired"
    assert order["timeline"][-1]["event"] in ("order_expired", "notice_sent")
    if channel == "line":
        assert "#1001 of Nok has expired unpaid (฿448.00)" in heard(ploy, 0)


async def test_partly_paid_stays_and_staff_are_told_once(world: World) -> None:
    _, ploy = await sold(world)
    await says(world, ploy, "paid 1001 100")
    before = len(ploy.chat)
    for _ in range(3):
        world.later(48 * 3600)
        await world.settled()
    told = heard(ploy, before)
    assert told.count("It does not expire by itself") == 1
    assert (await world.order(1001))["stage"] == "confirmed"


@pytest.mark.parametrize("said", ["extend 1001 2d", "ต่ออายุ 1001 2 วัน", "ต่ออายุ 1001 ๒ วันค่ะ", "extend 1001 48 hours"])
async def test_more_time(world: World, said: str) -> None:
    _, ploy = await sold(world)
    first = (await world.order(1001))["due_at"]
    assert "#1001 can be paid until" in words_of(await says(world, ploy, said))
    due = (await world.order(1001))["due_at"]
    assert int(due[8:10]) - int(first[8:10]) in (2, -28, -29)
    assert await Event.filter(name="payment_due_extended").count() == 1


@pytest.mark.parametrize("said", ["document 1001", "เอกสาร 1001"])
async def test_documents_are_links_that_open(world: World, said: str) -> None:
    _, ploy = await sold(world)
    await says(world, ploy, "paid 1001")
    answer = words_of(await says(world, ploy, said))
    links = [word for word in answer.split() if word.startswith("http")]
    assert [link.rsplit("/", 1)[1] for link in links] == ["receipt", "delivery-note"]
    for link in links:
        assert (await page_at(link))[0] == 200


@pytest.mark.parametrize(("language", "words"), [("en", "the buyer’s address is missing"), ("th", "ขาดที่อยู่ของผู้ซื้อ")])
async def test_a_tax_invoice_that_lacks_its_buyers_address_says_how_to_give_it(
    tmp_path: Path, language: str, words: str
) -> None:
    vat = '[shops.demo.vat]\nregistered = true\ntax_id = "0105536000315"'
    async with open_world(tmp_path, language=language, more=vat) as world:
        await world.customer("Nok")
        ploy = await world.merchant()
        await says(world, ploy, "new Nok A01 1 ship PICKUP pay promptpay\nbill to Nok Jai\nsend")
        await says(world, ploy, "paid 1001")
        (answer,) = await says(world, ploy, "document 1001")
        assert words in answer.words
        assert "tax-invoice" not in answer.words
        edit = "แก้บิล 1001" if language == "th" else "edit 1001"
        assert [button["text"] for button in answer.buttons.values()] == [edit]
        address = "Nok Co Ltd 0105536000315 99/1 Rama 9 Road, Huai Khwang, Bangkok 10310"
        await says(world, ploy, f"{edit}\nbill to {address}\nsend")
        (answer,) = await says(world, ploy, "document 1001")
        assert "/tax-invoice" in answer.words
        assert [one["kind"] for one in (await world.order(1001))["documents"]].count("tax_invoice") == 1


@pytest.mark.parametrize("said", ["pay", "ชำระเงิน", "ขอเลขบัญชี"])
async def test_pay_sends_the_code_as_a_picture_that_asks_for_what_is_owed(world: World, said: str) -> None:
    nok, _ = await sold(world, "messenger")
    await confirms(world)
    answer = await says(world, nok, said)
    assert "฿448.00" in words_of(answer)
    assert "KBANK" in words_of(answer) or "PromptPay" in words_of(answer)
    picture = await fetched(pictures(world)[-1])
    (code,) = codes_in(Image.open(io.BytesIO(picture)).convert("L"))
    assert "5406448.00" in code


async def test_another_balance_has_another_address_and_the_old_one_stays(world: World) -> None:
    nok, ploy = await sold(world, "messenger")
    await confirms(world)
    first = pictures(world)[-1]
    kept = await fetched(first)
    await says(world, ploy, "paid 1001 100")
    await says(world, nok, "pay")
    second = pictures(world)[-1]
    assert second != first
    assert "5406348.00" in codes_in(Image.open(io.BytesIO(await fetched(second))).convert("L"))[0]
    assert await fetched(first) == kept


async def test_on_line_there_is_no_picture_without_https(world: World) -> None:
    nok, _ = await sold(world)
    await confirms(world)
    answer = await says(world, nok, "pay")
    assert "PromptPay 081-234-5678" in words_of(answer)
    assert not any("/q/" in str(call.body) for call in world.sim.line.calls)


async def test_customers_cannot_say_that_they_have_paid(world: World) -> None:
    nok, _ = await sold(world)
    for said in ("paid 1001", "refund 1001 448", "extend 1001 2d"):
        await says(world, nok, said)
    assert not await Payment.exists()
    assert (await world.order(1001))["payment_status"] == "unpaid"


async def test_in_a_customers_thread_staff_are_answered_elsewhere(world: World) -> None:
    nok, ploy = await sold(world, "messenger")
    before = len(ploy.chat)
    shown = await inbox(world, nok, "/paid 1001")
    assert all("received" not in message.words or "Thank you" in message.words for message in shown)
    assert "#1001: ฿448.00 received" in heard(ploy, before)


async def test_in_natural_words(world: World) -> None:
    _, ploy = await sold(world)
    await says(world, ploy, "บิล 1001 โอนแล้ว 448 ค่ะ")
    assert (await world.order(1001))["payment_status"] == "paid"
    await says(world, ploy, "คืนเงินบิล 1001 100 บาท")
    assert (await world.order(1001))["paid"] == 34800
    await says(world, ploy, "ขยายเวลาบิล 1001 อีก 2 วัน")
    assert await Event.exists(name="payment_due_extended")


def test_none_of_it_waits_to_be_built() -> None:
    assert {"paid", "refund", "extend", "document"} & {verb.name for verb in LATER} == set()


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize(
    "text", ["paid 7", "paid 7 500.50", "refund 7", "refund 7 1", "extend 7 2d", "extend 7 90m", "document 7"]
)
def test_what_is_written_is_read_back(text: str, language: Any) -> None:
    said = read(text, speaker="staff")
    assert isinstance(said, list)
    written = render(said[0], language)  # type: ignore[arg-type]
    assert read(written, speaker="staff") == said


async def test_many_confirm_at_once_and_no_piece_is_sold_twice(tmp_path: Any) -> None:
    async with open_world(tmp_path, more='[shops.demo.selling]\nreserve = "confirm"') as world:
        ploy = await world.merchant("Ploy")
        for number in range(6):
            await world.customer(f"Nok {NAMES[number]}")
            await says(world, ploy, f"new Nok {NAMES[number]}, B02 1 ship EMS\n{ADDRESS}\nsend")
        lines = [f"paid {1001 + number}" for number in range(6)]
        fon = await world.merchant("Fon", "messenger")
        for number, line in enumerate(lines):
            await (ploy if number % 2 else fon).says(line)
        await world.settled()
        stages = [(await world.order(1001 + number))["stage"] for number in range(6)]
        assert sorted(stages) == ["confirmed"] * 3 + ["new"] * 3
        assert all([(await world.order(1001 + number))["payment_status"] == "paid" for number in range(6)])


def pictures(world: World) -> list[str]:
    """Addresses of the pictures that went to Messenger."""
    found = []
    for call in world.sim.messenger.calls:
        message = (call.body or {}).get("message") or {}
        attachment = message.get("attachment") or {}
        if attachment.get("type") == "image":
            found.append(attachment["payload"]["url"])
    return found


async def fetched(address: str) -> bytes:
    async with aiohttp.ClientSession() as http, http.get(address) as answer:
        assert (answer.status, answer.content_type) == (200, "image/png")
        body = await answer.read()
        assert len(body) < 1024 * 1024
        return body
