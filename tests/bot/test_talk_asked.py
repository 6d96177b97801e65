"""What customers give when they are asked, what they ask about their order, and when they say that they have paid."""

from typing import Any

import pytest

from orders.invoices import current_invoice
from orders.order import Order
from orders.people import Chat
from orders.shops import Shop
from tests.bot.talking import says, taps, words_of
from tests.test_story import check_out, link_of
from tests.world import World

CHANNELS = pytest.mark.parametrize("channel", ["line", "messenger"])
WHOLE = "นก ใจดี 99/1 ม.4 ต.บางพลีใหญ่ อ.บางพลี สมุทรปราการ 10540 0812345678"


async def ordered(world: World, channel: str = "line") -> tuple[Any, Any]:
    """Nok has ordered two tees by herself and was asked where they go."""
    nok, merchant = await world.customer("Nok", channel), await world.merchant("Ploy", channel)
    await says(world, nok, "A01 2")
    await taps(world, nok, "Confirm")
    return nok, merchant


async def billed(world: World, channel: str = "line") -> tuple[Any, Any]:
    """The shop has sent Nok a bill."""
    nok, merchant = await world.customer("Nok", channel), await world.merchant("Ploy", channel)
    await says(world, merchant, "new Nok A01 2 send")
    return nok, merchant


async def on_the_page() -> dict[str, Any]:
    """What the page's form is filled with."""
    invoice = await current_invoice(await Order.get(number=1001))
    assert invoice is not None
    return dict((invoice.checkout or {}).get("fields", {}))


@CHANNELS
async def test_an_address_that_was_asked_for_is_read_back_and_stands_on_the_page(world: World, channel: str) -> None:
    nok, _ = await ordered(world, channel)
    (card,) = await says(world, nok, WHOLE)
    assert "นก ใจดี" in card.words
    assert "10540" in card.words
    assert "Not right? Just send the address again." in card.words
    assert "View and confirm" in card.buttons
    kept = await on_the_page()
    assert (kept["name"], kept["phone"], kept["postal_code"]) == ("นก ใจดี", "0812345678", "10540")
    status, page = await check_out(link_of(card), shipping_method="EMS", payment_method="bank_transfer")
    assert status == 200
    assert "Awaiting payment" in page


async def test_what_is_missing_is_asked_for_until_it_is_whole(world: World) -> None:
    nok, _ = await ordered(world)
    first = words_of(await says(world, nok, "99/1 ม.4 ต.บางพลีใหญ่ อ.บางพลี สมุทรปราการ 10540"))
    assert "Still missing: name, phone" in first
    assert "Still missing: name" in words_of(await says(world, nok, "0812345678"))
    whole = await says(world, nok, "นก ใจดี")
    assert "Still missing" not in words_of(whole)
    kept = await on_the_page()
    assert (kept["name"], kept["phone"], kept["line"]) == ("นก ใจดี", "0812345678", "99/1 ม.4")


async def test_a_second_address_takes_the_place_of_the_first(world: World) -> None:
    nok, _ = await ordered(world)
    await says(world, nok, WHOLE)
    await says(world, nok, "มะลิ ใจดี 99/12 ม.3 ต.อ้อมน้อย อ.กระทุ่มแบน สมุทรสาคร 74130 0812345601")
    kept = await on_the_page()
    assert (kept["name"], kept["postal_code"], kept["district"]) == ("มะลิ ใจดี", "74130", "กระทุ่มแบน")


async def test_an_address_is_still_waited_for_behind_another_question(world: World) -> None:
    nok, _ = await ordered(world)
    await says(world, nok, "B02 1")
    await taps(world, nok, "No thanks")
    await says(world, nok, WHOLE)
    assert (await on_the_page())["postal_code"] == "10540"


async def test_an_address_said_of_a_proposal_goes_onto_it(world: World) -> None:
    nok = await world.customer("Nok")
    await says(world, nok, "A01 2")
    card = words_of(await says(world, nok, WHOLE))
    assert "2 × 199" in card
    assert "10540" in card
    assert "Send your name" not in words_of(await taps(world, nok, "Confirm"))


async def test_talk_is_not_taken_for_an_address(world: World) -> None:
    nok, _ = await ordered(world)
    for line in ("รอแป๊บนะคะ", "ขอบคุณค่ะ", "ok", "555", "ส่งวันไหนคะ", "โคราชมีสาขาไหนบ้าง"):
        assert await says(world, nok, line) == [], line
    assert await on_the_page() == {}


ASIDE = [
    "โอน 10500 แล้วค่ะ",
    "ของราคา 20000 บาทเลยหรอ",
    "เมื่อวานไปเชียงใหม่มา 50000 ก้าว",
    "ยอด 448 ใช่ไหม 0812345678",
    "0899999999",
    "มะลิ",
]


@pytest.mark.parametrize("line", ASIDE)
async def test_talk_leaves_an_address_that_is_whole_as_it_is(world: World, line: str) -> None:
    nok, _ = await ordered(world)
    await says(world, nok, WHOLE.replace("0812345678", "0811111111"))
    kept = await on_the_page()
    await says(world, nok, line)
    assert await on_the_page() == kept


@CHANNELS
async def test_a_payment_with_numbers_is_heard_behind_an_address(world: World, channel: str) -> None:
    nok, merchant = await ordered(world, channel)
    await says(world, nok, WHOLE)
    assert "slip" in words_of(await says(world, nok, "โอน 10500 แล้วค่ะ"))
    await merchant.hears("says that #1001 is paid")


@pytest.mark.parametrize("line", ["โอน 10500 แล้วค่ะ", "เมื่อวานไปเชียงใหม่มา 50000 ก้าว", "ยอด 448 ใช่ไหม 0812345678"])
async def test_numbers_in_talk_are_no_part_of_an_address_that_is_still_to_come(world: World, line: str) -> None:
    nok, _ = await ordered(world)
    await says(world, nok, line)
    assert await on_the_page() == {}


NOBODY = [
    "รอแป๊บ", "โอเค", "ได้เลย", "เดี๋ยวส่งให้", "ขอบคุณมาก", "ใช่แล้ว", "cool", "good night", "wait", "done", "รับทราบ",
    "see you", "all good", "Ok", "Thank You",
]  # fmt: skip


async def only_the_name_is_lacking(world: World) -> Any:
    nok, _ = await ordered(world)
    await says(world, nok, "99/1 ม.4 ต.บางพลีใหญ่ อ.บางพลี สมุทรปราการ 10540 0812345678")
    return nok


async def test_talk_is_nobodys_name(world: World) -> None:
    nok = await only_the_name_is_lacking(world)
    for line in NOBODY:
        await says(world, nok, line)
        assert not (await on_the_page()).get("name"), line


@CHANNELS
async def test_one_word_that_may_be_a_name_is_asked_back(world: World, channel: str) -> None:
    nok, _ = await ordered(world, channel)
    await says(world, nok, "99/1 ม.4 ต.บางพลีใหญ่ อ.บางพลี สมุทรปราการ 10540 0812345678")
    assert 'Is "มะลิ" the name on the parcel?' in words_of(await says(world, nok, "มะลิ"))
    assert not (await on_the_page()).get("name")
    assert "Still missing" not in words_of(await taps(world, nok, "Yes, that name"))
    assert (await on_the_page())["name"] == "มะลิ"


@pytest.mark.parametrize("name", ["นก ใจดี", "คุณนก", "Somchai Jaidee", "น.ส. มะลิ ใจดี", "ชื่อ นก"])
async def test_a_name_is_a_name(world: World, name: str) -> None:
    nok = await only_the_name_is_lacking(world)
    await says(world, nok, name)
    assert (await on_the_page())["name"] == name.removeprefix("ชื่อ ")


async def test_an_address_nobody_asked_for_is_left_to_people(world: World) -> None:
    nok, _ = await billed(world)
    assert await says(world, nok, WHOLE) == []


async def test_a_new_address_is_asked_for(world: World) -> None:
    nok, _ = await billed(world)
    assert "Please send the whole new address" in words_of(await says(world, nok, "ขอเปลี่ยนที่อยู่ค่ะ"))
    await says(world, nok, WHOLE)
    assert (await on_the_page())["postal_code"] == "10540"


async def test_who_picks_up_is_not_asked_where_to(world: World) -> None:
    nok, merchant = await billed(world)
    await says(world, merchant, "edit 1001")
    await says(world, merchant, "ship PICKUP send")
    await says(world, nok, "B02 1")
    assert "Send your name" not in words_of(await taps(world, nok, "Confirm"))


async def test_who_ordered_before_is_asked_nothing_again(world: World) -> None:
    nok, _ = await ordered(world)
    (card,) = await says(world, nok, WHOLE)
    await check_out(link_of(card), shipping_method="EMS", payment_method="bank_transfer")
    await Order.filter(number=1001).update(stage="completed", paid=44800, payment_status="paid")
    assert "10900" in words_of(await says(world, nok, "B02 1")), "the address confirmed on the page"
    assert "Send your name" not in words_of(await taps(world, nok, "Confirm"))


@CHANNELS
@pytest.mark.parametrize("said", ["pay", "ชำระเงิน", "ขอเลขบัญชี", "ขอเลขบัญชีหน่อยค่ะ"])
async def test_how_to_pay_is_told(world: World, channel: str, said: str) -> None:
    nok, _ = await billed(world, channel)
    told = words_of(await says(world, nok, said))
    assert "123-4-56789-0" in told
    assert "081-234-5678" in told
    assert "฿398.00" in told


async def test_once_a_way_is_chosen_only_that_is_told(world: World) -> None:
    nok, merchant = await billed(world)
    await says(world, merchant, "edit 1001")
    await says(world, merchant, "pay transfer send")
    told = words_of(await says(world, nok, "pay"))
    assert "123-4-56789-0" in told
    assert "081-234-5678" not in told


async def test_without_an_order_only_the_counters_own_words_are_answered(world: World) -> None:
    nok = await world.customer("Nok")
    for line in ("ขอเลขบัญชีหน่อยค่ะ", "รวมเท่าไรครับ", "ของถึงไหนแล้วคะ", "โอนแล้วค่ะ", "ขอเปลี่ยนที่อยู่ค่ะ", "ยกเลิกออเดอร์ครับ"):
        answer = words_of(await says(world, nok, line))
        assert answer in ("", "You have no open order with us."), line
    for line in ("pay", "status", "cart", "track", "cancel"):
        assert words_of(await says(world, nok, line)) == "You have no open order with us.", line


@pytest.mark.parametrize("said", ["รวมเท่าไรครับ", "ทั้งหมดกี่บาทคะ", "ของถึงไหนแล้วคะ", "ขอเลขพัสดุหน่อยค่ะ", "track"])
async def test_how_their_order_stands_is_told_in_its_card(world: World, said: str) -> None:
    nok, _ = await billed(world)
    assert "Order #1001" in words_of(await says(world, nok, said))


@CHANNELS
async def test_who_says_they_paid_is_asked_for_the_slip_and_staff_hear(world: World, channel: str) -> None:
    nok, merchant = await billed(world, channel)
    assert "a picture of the slip for order #1001" in words_of(await says(world, nok, "โอนแล้วค่ะ"))
    await merchant.hears("Nok says that #1001 is paid (฿398.00)")
    heard = len(merchant.chat)
    await says(world, nok, "โอนแล้วค่ะ")
    assert len(merchant.chat) == heard, "staff are told once"
    assert (await world.order(1001))["payment_status"] == "unpaid"


@CHANNELS
@pytest.mark.parametrize("said", ["cancel", "ยกเลิก", "ยกเลิกออเดอร์ครับ", "cancel 1001"])
async def test_to_cancel_an_order_the_shop_is_asked(world: World, channel: str, said: str) -> None:
    nok, merchant = await billed(world, channel)
    assert "asked to cancel order #1001" in words_of(await says(world, nok, said))
    await merchant.hears("Nok asks to cancel #1001")
    assert (await world.order(1001))["stage"] == "new"
    await taps(world, merchant, "Cancel order")
    assert (await world.order(1001))["stage"] == "cancelled"


async def test_to_cancel_what_is_not_confirmed_drops_it(world: World) -> None:
    nok, merchant = await billed(world)
    heard = len(merchant.chat)
    await says(world, nok, "B02 1")
    assert words_of(await says(world, nok, "ยกเลิก")) == "All right, nothing was ordered."
    assert len(merchant.chat) == heard


async def test_somebody_elses_order_cannot_be_cancelled(world: World) -> None:
    _, merchant = await billed(world)
    lek = await world.customer("Lek")
    heard = len(merchant.chat)
    assert words_of(await says(world, lek, "cancel 1001")) == "There is no order 1001."
    assert len(merchant.chat) == heard


CHANGES = [
    ("ส่ง ems นะคะ", "Shipping EMS"),
    ("COD ค่า", "cash on delivery"),
    ("ไม่เอาถุงผ้าแล้วค่ะ", "taken off"),
    ("เปลี่ยนเสื้อยืดดำเป็น 3 ตัวค่ะ", "2 → 3"),
]


@pytest.mark.parametrize(("said", "shown"), CHANGES)
async def test_changes_to_the_open_order_are_shown_before_they_are_made(world: World, said: str, shown: str) -> None:
    nok, merchant = await world.customer("Nok"), await world.merchant("Ploy")
    await says(world, merchant, "new Nok A01 2, B02 1 send")
    card = words_of(await says(world, nok, said))
    assert shown in card
    assert (await world.order(1001))["revision"] == 1
    await taps(world, nok, "Confirm")
    assert (await world.order(1001))["revision"] == 2


async def test_another_size_takes_the_place_of_the_first(world: World) -> None:
    nok, merchant = await world.customer("Nok"), await world.merchant("Ploy")
    await says(world, merchant, "new Nok C03-M 2 send")
    card = words_of(await says(world, nok, "ขอเปลี่ยนเป็นไซส์ L ค่ะ"))
    assert "White shirt L" in card
    assert "instead of White shirt M" in card
    await taps(world, nok, "Confirm")
    assert [(line["sku"], line["quantity"]) for line in (await world.order(1001))["lines"]] == [("C03-L", 2)]


async def test_a_fee_that_staff_fixed_is_theirs_to_change(world: World) -> None:
    nok, merchant = await world.customer("Nok"), await world.merchant("Ploy")
    await says(world, merchant, "new Nok A01 2 ship EMS 20 send")
    assert await says(world, nok, "ไปรับเองที่ร้านค่ะ") == []
    assert (await world.order(1001))["revision"] == 1


async def test_a_way_to_pay_the_shop_does_not_take_is_said(world: World) -> None:
    nok, _ = await billed(world)
    shop = await world.shop()
    payments = {**shop.stored_terms["payments"], "cod": None}
    await Shop.filter(id=shop.id).update(stored_terms={**shop.stored_terms, "payments": payments})
    assert words_of(await says(world, nok, "COD ค่า")) == "This shop does not take cash on delivery."


async def test_what_was_asked_is_forgotten_after_a_day(world: World) -> None:
    nok, _ = await ordered(world)
    world.later(24 * 3600 + 1)
    assert "Where order" not in words_of(await says(world, nok, WHOLE)), "a reminder to pay may come at this time"
    assert await on_the_page() == {}
    assert await Chat.filter(awaited__isnull=False).count() == 1, "and overwritten by the next question"
