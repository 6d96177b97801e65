"""What can be said to the bot, line by line, in both languages."""

import pytest

from bot import commands as c
from bot.commands import Add, Chatter, Command, Discount, New, NotUnderstood, Pay, Remove, Send, SetQuantity, Ship
from bot.grammar import is_bare, read


def staff(text: str) -> list[Command | NotUnderstood]:
    said = read(text, speaker="staff")
    assert not isinstance(said, Chatter), f"{text!r} was taken for talk"
    return said


def refused(text: str, *, prefixed: bool = False) -> NotUnderstood:
    """The one refusal in what is heard."""
    said = read(text, speaker="staff", prefixed=prefixed)
    assert not isinstance(said, Chatter), f"{text!r} was taken for talk"
    (refusal,) = [heard for heard in said if isinstance(heard, NotUnderstood)]
    return refusal


ONE_BREATH = [New("Nok"), Add("A01", 2), Add("B02", 1), Ship("EMS"), Discount(amount=50_00), Send()]
OFFLINE = [
    New("Nok", offline=True, phone="0812345678", email="nok@example.com"),
    Add("A01", 1),
    Ship("EMS"),
    Pay("cod"),
    c.Address("Nok 99/1 Moo 4, Bang Phli 10540"),
    c.Link(),
]


def test_one_message_may_do_all_of_it() -> None:
    assert staff("new Nok A01 2, B02 1 ship EMS discount 50 send") == ONE_BREATH
    assert staff("เปิดบิล นก A01 2, B02 1 ส่ง EMS ลด 50 ส่งบิล") == [New("นก"), *ONE_BREATH[1:]]
    assert staff("new Nok\r\nA01 2\n\nB02 1\nship EMS\ndiscount 50\nsend") == ONE_BREATH


def test_an_order_without_a_chat_may_do_all_of_it() -> None:
    said = "Nok 0812345678 nok@example.com A01 1 ship EMS pay cod address Nok 99/1 Moo 4, Bang Phli 10540 link"
    assert staff(f"new offline {said}") == OFFLINE
    assert staff(f"เปิดบิลออฟไลน์ {said}") == OFFLINE


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("new", New()),
        ("new Nok", New("Nok")),
        ("new Nok black tee M 2", New("Nok black tee M 2")),
        ("new Nok black tee x2", New("Nok black tee x2")),
        ("new เสื้อ 2", New("เสื้อ 2")),
        ("new ~12", New("~12")),
        ('new "mint99"', New("mint99")),
        ("new Nok 081-234-5678", New("Nok", phone="0812345678")),
        ("เปิดบิล", New()),
        ("เปิดบิล ออฟไลน์ นก ๐๘๑๒๓๔๕๖๗๘", New("นก", offline=True, phone="0812345678")),
    ],
)
def test_a_new_order_is_for_whoever_is_named(line: str, who: New) -> None:
    assert staff(line) == [who]


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("new A01 2 send", [New(), Add("A01", 2), Send()]),
        ('new "iphone 15" 2', [New(), Add("iphone 15", 2)]),
        ('new "Nok" black tee M 2', [New("Nok"), Add("black tee M", 2)]),
        ("new Nok, black tee M, white tee L 2", [New("Nok"), Add("black tee M"), Add("white tee L", 2)]),
        ("new Nok ship EMS", [New("Nok"), Ship("EMS")]),
    ],
)
def test_a_name_ends_where_goods_or_a_command_begin(line: str, rest: list[Command]) -> None:
    assert staff(line) == rest


@pytest.mark.parametrize(
    ("line", "goods"),
    [
        ("A01", Add("A01")),
        ("A01 2", Add("A01", 2)),
        ("a01 2", Add("a01", 2)),
        ("A01 x2", Add("A01", 2)),
        ("A01x2", Add("A01", 2)),
        ("A01*2", Add("A01", 2)),
        ("A01 × ๒", Add("A01", 2)),
        ("Ａ０１　２", Add("A01", 2)),
        ("A01 2 ตัว", Add("A01", 2)),
        ("A01 2ตัว ค่ะ", Add("A01", 2)),
        ("A01 1 โหล", Add("A01", 12)),
        ("A01 ครึ่งโหล", Add("A01", 6)),
        ("A01 2 @180", Add("A01", 2, unit_price=180_00)),
        ("A01 2 @ 180.50", Add("A01", 2, unit_price=180_50)),
        ("A01 2 @฿1,200", Add("A01", 2, unit_price=1_200_00)),
        ("A01 2 ตัวละ 180", Add("A01", 2, unit_price=180_00)),
        ("A01 2 ตัวละ180บาท", Add("A01", 2, unit_price=180_00)),
        ("A01 3 for 500", Add("A01", 3, bundle=500_00)),
        ("A01 3 ตัว 500", Add("A01", 3, bundle=500_00)),
        ("A01 3 ตัว 500 บาท", Add("A01", 3, bundle=500_00)),
        ("black tee M 2", Add("black tee M", 2)),
        ("เสื้อยืดดำ M 2 ตัว", Add("เสื้อยืดดำ M", 2)),
        ("iphone 15 case 2", Add("iphone 15 case", 2)),
        ("shoes size 38 2", Add("shoes size 38", 2)),
        ("cream 100ml 2", Add("cream 100ml", 2)),
        ("track pants 2", Add("track pants", 2)),
        ('"iphone 15"', Add("iphone 15")),
        ("“iphone 15” 2", Add("iphone 15", 2)),
        ("gift box 1 @59", Add("gift box", 1, unit_price=59_00)),
        ("กล่องของขวัญ 1 @59", Add("กล่องของขวัญ", 1, unit_price=59_00)),
        ("A01 = 3", SetQuantity("A01", 3)),
        ("A01=3", SetQuantity("A01", 3)),
        ("A01 = 0", Remove("A01")),
        ("-A01", Remove("A01")),
        ("—A01", Remove("A01")),
    ],
)
def test_a_bare_line_of_goods(line: str, goods: Command) -> None:
    said = staff(line)
    assert said == [goods]
    assert is_bare(said)


@pytest.mark.parametrize(
    ("line", "goods"),
    [
        ("add A01 2", [Add("A01", 2)]),
        ("เพิ่ม A01 2 ตัว", [Add("A01", 2)]),
        ("add black tee M", [Add("black tee M")]),
        ("add 101 2", [Add("101", 2)]),
        ("add shoes size 38", [Add("shoes size 38")]),
        ("แก้ A01 3", [SetQuantity("A01", 3)]),
        ("แก้ A01 เป็น 3 ตัว", [SetQuantity("A01", 3)]),
        ("remove A01", [Remove("A01")]),
        ("ลบ A01", [Remove("A01")]),
        ("ลบ เสื้อยืดดำ M", [Remove("เสื้อยืดดำ M")]),
        ("remove A01, B02", [Remove("A01"), Remove("B02")]),
        ("remove A01, B02 1", [Remove("A01"), Add("B02", 1)]),
        ("remove A01\nB02", [Remove("A01"), Add("B02")]),
    ],
)
def test_goods_behind_a_command_word(line: str, goods: list[Command]) -> None:
    said = staff(line)
    assert said == goods
    assert not is_bare(said)


@pytest.mark.parametrize(
    "line", ["A01 2, B02 1", "A01 2,B02 1", "A01 2\nB02 1", "A01 2 B02", "A01 2 กับ B02 1", "A01 2 ค่ะ, B02 1 🙏"]
)
def test_several_goods_in_one_message(line: str) -> None:
    assert staff(line) == [Add("A01", 2), Add("B02", 1)]


@pytest.mark.parametrize(
    ("line", "setting"),
    [
        ("discount 50", Discount(amount=50_00)),
        ("discount 0", Discount(amount=0)),
        ("discount 10%", Discount(percent=1000)),
        ("ลด 50", Discount(amount=50_00)),
        ("ลด๕๐บาท", Discount(amount=50_00)),
        ("ลด 7.5 %", Discount(percent=750)),
        ("ship EMS", Ship("EMS")),
        ("ship EMS 50", Ship("EMS", 50_00)),
        ("ship EMS free", Ship("EMS", 0)),
        ("ship free", Ship(None, 0)),
        ("ship thailand post EMS 50", Ship("thailand post EMS", 50_00)),
        ("ส่ง EMS", Ship("EMS")),
        ("ส่ง EMS ฟรี", Ship("EMS", 0)),
        ("ค่าส่ง 50", Ship(None, 50_00)),
        ("ส่งฟรี", Ship(None, 0)),
        ("pay cod", Pay("cod")),
        ("pay transfer", Pay("bank_transfer")),
        ("pay promptpay", Pay("promptpay")),
        ("pay card", Pay("stripe")),
        ("เก็บปลายทาง", Pay("cod")),
        ("โอน", Pay("bank_transfer")),
        ("พร้อมเพย์", Pay("promptpay")),
        ("บัตร", Pay("stripe")),
        ("note leave it with the guard", c.Note("leave it with the guard")),
        ("หมายเหตุ ฝากนิติ, ชั้น 2", c.Note("ฝากนิติ, ชั้น 2")),
        ("bill to Nok Co", c.BillTo("Nok Co")),
        ("ใบเสร็จ บริษัทนก", c.BillTo("บริษัทนก")),
        ("Show", c.Show()),
        ("สรุป ค่ะ", c.Show()),
        ("undo", c.Undo()),
        ("ย้อน", c.Undo()),
        ("SEND!", Send()),
        ("ส่งบิล", Send()),
        ("link", c.Link()),
        ("ลิงค์", c.Link()),
        ("discard", c.Discard()),
        ("ทิ้ง", c.Discard()),
    ],
)
def test_settings_and_endings_of_an_order(line: str, setting: Command) -> None:
    assert staff(line) == [setting]


def test_a_number_belongs_to_the_word_before_it() -> None:
    assert staff("ship EMS discount 50") == [Ship("EMS"), Discount(amount=50_00)]
    assert staff("ship EMS 40 discount 50") == [Ship("EMS", 40_00), Discount(amount=50_00)]


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("orders", c.Orders()),
        ("orders unpaid", c.Orders("unpaid")),
        ("orders partly paid", c.Orders("partially_paid")),
        ("รายการ รอชำระ", c.Orders("unpaid")),
        ("order 1024", c.ShowOrder("1024")),
        ("#1024", c.ShowOrder("1024")),
        ("บิล ๑๐๒๔", c.ShowOrder("1024")),
        ("บิล#1024", c.ShowOrder("1024")),
        ("edit 1024", c.Edit("1024")),
        ("edit ~7", c.Edit("~7")),
        ("แก้บิล 1024", c.Edit("1024")),
        ("แก้ บิล 1024", c.Edit("1024")),
        ("draft 1024", c.MakeDraft("1024")),
        ("ร่าง บิล 1024", c.MakeDraft("1024")),
        ("resend 1024", c.Resend("1024")),
        ("ส่งซ้ำ 1024", c.Resend("1024")),
        ("cancel 1024", c.Cancel("1024")),
        ("cancel 1024 out of stock, sorry", c.Cancel("1024", "out of stock, sorry")),
        ("cancel 1024 yes", c.Cancel("1024", sure=True)),
        ('cancel 1024 "yes" they said', c.Cancel("1024", '"yes" they said')),
        ("ยกเลิกบิล 1024 ใช่ ของหมด", c.Cancel("1024", "ของหมด", sure=True)),
        ("staff 7k2m-9qxr", c.LinkStaff("7K2M-9QXR")),
        ("พนักงาน 7K2M 9QXR", c.LinkStaff("7K2M-9QXR")),
        ("lang en", c.Lang("en")),
        ("ภาษา ไทย", c.Lang("th")),
        ("help", c.Help()),
        ("help send", c.Help("send")),
        ("ช่วยเหลือ ส่งบิล", c.Help("send")),
        ("ช่วยเหลือ ค่าส่ง", c.Help("ship")),
    ],
)
def test_what_is_said_about_orders_and_to_the_bot(line: str, command: Command) -> None:
    assert staff(line) == [command]


def test_an_address_takes_the_lines_up_to_the_next_command() -> None:
    address = "นก 0812345678\nที่อยู่: 99/1 ม.4\nNew Petchburi Road, กทม 10400"
    assert staff(f"address {address}\nsend") == [c.Address(address), Send()]
    assert staff(f"ที่อยู่\n{address}\nลด 50\nส่งบิล") == [c.Address(address), Discount(amount=50_00), Send()]
    assert staff("bill to Nok Co\n10110\naddress Nok\n10540 link") == [
        c.BillTo("Nok Co\n10110"),
        c.Address("Nok\n10540"),
        c.Link(),
    ]


def test_a_last_word_ends_a_note_and_quotes_keep_it_in() -> None:
    assert staff("A01 1 note leave it with the guard send") == [
        Add("A01"),
        c.Note("leave it with the guard"),
        Send(),
    ]
    assert staff('note "call before you send"') == [c.Note("call before you send")]
    assert staff('note "call before you send" send') == [c.Note("call before you send"), Send()]


@pytest.mark.parametrize(
    ("line", "reason", "facts"),
    [
        ("A01 0", "quantity_zero", (("item", "A01"), ("quantity", "0"))),
        ("A01 -1", "quantity_negative", (("item", "A01"), ("quantity", "-1"))),
        ("A01 1.5", "quantity_fraction", (("item", "A01"), ("quantity", "1.5"))),
        ("A01 99999", "quantity_huge", (("item", "A01"), ("quantity", "99999"))),
        ("A01 1e9", "quantity_huge", (("item", "A01"), ("quantity", "1e9"))),
        ("A01 x0", "quantity_zero", (("item", "A01"), ("quantity", "0"))),
        ("A01 = -1", "quantity_negative", (("item", "A01"), ("quantity", "-1"))),
        ("A01 2 @1.555", "amount_decimals", (("amount", "1.555"),)),
        ("A01 2 @-5", "amount_negative", (("amount", "-5"),)),
        ("A01 3 for 99,000,000", "amount_huge", (("amount", "99,000,000"),)),
        ("discount -5", "amount_negative", (("amount", "-5"),)),
        ("discount 101%", "percent_range", (("percent", "101"),)),
        ("ลด 1.555%", "percent_range", (("percent", "1.555"),)),
        ("ship EMS 1e9", "amount_huge", (("amount", "1e9"),)),
    ],
)
def test_a_wrong_number_is_refused_by_name(line: str, reason: str, facts: tuple[tuple[str, str], ...]) -> None:
    assert (refused(line).reason, refused(line).facts) == (reason, facts)


@pytest.mark.parametrize(
    ("line", "nearest"),
    [
        ("A01 3 500", "A01 3 for 500"),
        ("remove A01 2", "remove A01"),
        ("-A01 2", "remove A01"),
        ("sned", "send"),
        ("new Nok A01 2 sned", "new Nok A01 2 send"),
        ("new Nok A01 2, sned it", "help send"),
        ("dicount 50", "discount 50"),
        ("ordr 1024", "order 1024"),
        ("ส่งบืล", "ส่งบิล"),
        ("show me", "help show"),
        ("link new", "help link"),
        ("A01 = 50%", None),
        ("A01 x2b", None),
        ("edit", "help edit"),
        ("note", "help note"),
        ("orders yesterday", "orders"),
    ],
)
def test_a_near_miss_is_refused_and_offers_what_may_be_meant(line: str, nearest: str | None) -> None:
    assert (refused(line).reason, refused(line).nearest) == ("unknown", nearest)


def test_no_part_of_a_half_understood_message_is_lost() -> None:
    said = staff("new Nok A01 2, B02 1.5, thanks for waiting, send")
    assert [type(heard) for heard in said] == [New, Add, NotUnderstood, NotUnderstood, Send]
    assert said[3] == NotUnderstood("unknown", (("text", "thanks for waiting"),))
