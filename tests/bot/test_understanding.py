"""One door for commands and for speech: which of both was meant, and what it means."""

import pytest

from bot import commands as c
from bot.speech.meaning import Intent, Item, Moment
from bot.understanding import understand

STAFF = Moment("merchant")
DRAFTING = Moment("merchant", open_order=True)
CUSTOMER = Moment("customer")


def test_a_command_stays_a_command_and_has_a_meaning() -> None:
    understood = understand("new Nok A01 2, B02 1 ship EMS discount 50 send", STAFF)
    assert understood.commands is not None
    assert understood.meaning.intent == "create_order"
    assert understood.meaning.items == (Item("A01", 2), Item("B02", 1))
    assert (understood.meaning.method, understood.meaning.discount) == ("EMS", 50_00)
    assert understood.meaning.acts


@pytest.mark.parametrize(
    ("line", "intent"),
    [
        ("A01 2", "add_item"),
        ("A01 2 @180", "add_item"),
        ("A01 = 3", "set_qty"),
        ("remove A01", "remove_item"),
        ("discount 10%", "set_discount"),
        ("ค่าส่ง 50", "set_shipping"),
        ("เก็บปลายทาง", "set_payment_method"),
        ("note ลูกค้าถามว่าส่งวันไหน", "set_note"),
        ("ส่งบิล", "send_invoice"),
        ("ลิงก์", "send_link"),
        ("สรุป", "send_summary"),
        ("ย้อน", "undo"),
        ("cancel 1024 ของหมด", "cancel_order"),
        ("orders unpaid", "list_orders"),
        ("order 1024", "show_order"),
    ],
)
def test_every_command_has_its_meaning(line: str, intent: Intent) -> None:
    understood = understand(line, DRAFTING)
    assert understood.commands is not None
    assert understood.meaning.intent == intent


@pytest.mark.parametrize(
    ("line", "intent", "order"),
    [
        ("paid 1024", "confirm_payment", "1024"),
        ("paid 1024 500", "confirm_payment", "1024"),
        ("refund 1024 200", "refund", "1024"),
        ("reject 1024 wrong amount", "reject_payment", "1024"),
        ("extend 1024 2d", "extend_deadline", "1024"),
        ("track 1024 EF582568151TH", "mark_shipped", "1024"),
    ],
)
def test_words_about_an_order_name_it(line: str, intent: Intent, order: str) -> None:
    meaning = understand(line, STAFF).meaning
    assert (meaning.intent, meaning.orders, meaning.acts) == (intent, (order,), True)


def test_the_amount_is_not_the_number_of_the_order() -> None:
    assert understand("paid 1024 500", STAFF).meaning.amount == 500_00
    assert understand("ออเดอร์ #1024 โอนแล้ว 590", STAFF).meaning.amount == 590_00


@pytest.mark.parametrize(
    "line", ["A01 2 ได้ไหม", "A01 2?", "ลด 50?", "เอา A01 2 ตัวไหมคะ", "ส่ง EMS ได้ไหม", "ถ้า A01 2 ตัว"]
)
def test_a_question_is_no_command(line: str) -> None:
    understood = understand(line, DRAFTING)
    assert understood.commands is None
    assert not understood.meaning.acts


def test_behind_a_prefix_a_command_is_always_meant() -> None:
    assert understand("A01 2?", DRAFTING, prefixed=True).commands is not None


@pytest.mark.parametrize(
    ("line", "items"),
    [
        ("ใส่ถุงเท้าเพิ่มให้ลูกค้า 3 คู่", (Item("ถุงเท้า", 3, "คู่"),)),
        ("แถมพวงกุญแจ 1 ชิ้น", (Item("พวงกุญแจ", 1, "ชิ้น", unit_price=0),)),
    ],
)
def test_speech_is_read_better_than_as_a_name(line: str, items: tuple[Item, ...]) -> None:
    understood = understand(line, DRAFTING)
    assert understood.commands is None
    assert understood.meaning.items == items
    assert understood.meaning.acts


@pytest.mark.parametrize("line", ["ลด 50", "ค่าส่ง 40 ค่ะ", "ส่ง EMS", "A01 2", "เสื้อดำ 2 ตัว", "ส่งบิล", "สรุป", "โอน"])
def test_without_a_draft_nothing_would_change(line: str) -> None:
    assert not understand(line, STAFF).meaning.acts


@pytest.mark.parametrize(
    "line", ["เปิดบิล นก A01 2", "ออเดอร์ใหม่ A01 2 ตัว", "new order: tee L x2", "ลูกค้าเอา ดำ2 ขาว1", "คุณเอ๋สั่ง A01 2 ตัว"]
)
def test_an_explicit_entry_acts_without_a_draft(line: str) -> None:
    meaning = understand(line, STAFF).meaning
    assert (meaning.intent, meaning.acts) == ("create_order", True)


@pytest.mark.parametrize(
    "line",
    ["เอา A01 2 ตัวค่ะ", "รับ เสื้อดำ M 1", "cf a01", "A01 2", "CF A01 2", "A01 2 ตัวค่ะ", "เอา A01 1 ตัว รวมเท่าไหร่คะ"],
)
def test_a_customer_is_offered_what_they_order(line: str) -> None:
    meaning = understand(line, CUSTOMER).meaning
    assert (meaning.intent, meaning.acts) == ("place_order", True)


def test_how_many_of_what_was_shown_is_an_order_of_it() -> None:
    assert understand("ขอ 2 ชิ้นค่ะ", Moment("customer", product=True)).meaning.acts
    assert not understand("ขอ 2 ชิ้นค่ะ", CUSTOMER).meaning.acts


@pytest.mark.parametrize("line", ["cf2", "CF1 ค่ะ", "cf 3"])
def test_cf_and_a_number_is_asked_back(line: str) -> None:
    understood = understand(line, CUSTOMER)
    assert understood.meaning.intent == "place_order"
    assert not understood.meaning.acts
    assert understood.commands is None


@pytest.mark.parametrize(
    "line",
    [
        "A01 2 ได้ไหมคะ", "ถ้าเอา 5 ส่งฟรีป่ะ", "เพื่อนเอา A01 2 ตัว", "เมื่อวานเอา A01 2 ตัว", "อยากได้ A01 2 ตัว",
        "ไม่เอา A01 แล้ว", "cf ไม่ทัน",
        "A01 ราคา 290 ส่งฟรี ทักแชท", "ยังไม่เอา 2 ตัวนะ", "เดี๋ยวมาเอา 2 ตัว",
    ],
)  # fmt: skip
def test_what_a_customer_only_says_is_no_order(line: str) -> None:
    assert not understand(line, Moment("customer", product=True)).meaning.acts


def test_an_order_with_its_address_in_one_message() -> None:
    line = "A01 2 ตัวค่ะ ส่งที่ สมศรี ใจดี 12/1 ต.บางพลี อ.บางพลี สมุทรปราการ 10540 0812345678"
    meaning = understand(line, CUSTOMER).meaning
    assert meaning.items == (Item("A01", 2, "ตัว"),)
    assert "10540" in meaning.address
    assert meaning.acts


def test_staff_commands_of_a_customer_stay_talk() -> None:
    for line in ("discount 50", "ส่งบิล", "paid 1024", "refund 1024 200", "stock A01 = 10"):
        assert not understand(line, CUSTOMER).meaning.acts, line


def test_what_is_said_in_one_breath_is_kept_together() -> None:
    meaning = understand("คุณเอ๋เอาเดรสลายดอก s 1 เดรสเรียบ m 1 รวมส่ง 690", STAFF).meaning
    assert (meaning.customer, meaning.total, meaning.fee) == ("คุณเอ๋", 690_00, 0)
    assert [item.query for item in meaning.items] == ["เดรสลายดอก s", "เดรสเรียบ m"]


def test_commands_are_plain_values() -> None:
    assert understand("A01 2", DRAFTING).commands == [c.Add("A01", 2)]
