"""People talk to people: what is not meant for the bot is left alone, whoever says it."""

import pytest

from bot import commands as c
from bot.commands import Add, Chatter, Command, New, NotUnderstood, Send, Show
from bot.grammar import is_bare, read, strip_prefix

TALK = [
    "สวัสดีค่ะ สนใจตัวไหนสอบถามได้นะคะ",
    "ขอบคุณมากนะคะ แพ็คให้อย่างดีเลยค่ะ",
    "รับ 2 ชิ้นไหมคะ ถูกกว่านะคะ",
    "วันนี้หยุด 1 วันนะคะ เปิดอีกทีวันที่ 5",
    "ไซส์ M รอบอก 36 นิ้วค่ะ",
    "ที่ร้านมี 3 สาขานะคะ",
    "เพื่อนเอา 2 ตัวเมื่อวานยังไม่ได้ของเลย",
    "เคยสั่งเมื่อปีที่แล้วค่ะ ตอนนั้น 2 ชิ้น 300",
    "ปี 2567 แล้วยังใช้โนเกียอยู่เลย 555",
    "ฝากร้านด้วยค่ะ ครีมหน้าใส 2 แถม 1",
    "ลูกค้า A01 คือใครคะ",
    "นั่ง A01 แถวหน้าเลย ดูคอนเมื่อวาน",
    "A01 ราคาเท่าไหร่",
    "ไซส์ 38",
    "บางพลี 10540",
    "เจอกัน 8.8",
    "2-3 วันได้ของ",
    "ส่งรูปสีจริงให้ดูหน่อย",
    "ลดน้ำหนัก",
    "ยกเลิกนัดหมอก่อนนะคะ",
    "ส่ง/รับ",
    "ส่ง",
    "บิล",
    "ลด",
    "เลือกเลย มีตังค่อยไปกินกัน",
    "โอนแล้ว",
    "โอนแล้วค่ะ",
    "เพิ่มเพื่อนในไลน์แล้วนะคะ",
    "hello",
    "ok",
    "1",
    "555",
    "5555",
    ".",
    "❤️❤️❤️",
    "see you at 5",
    "We close at 6 pm today",
    "I'll take 3",
    "dinner @7",
    "call 0812345678",
    "0812345678",
    "EF582568151TH",
    "sent",
    "shop closed today",
    "how much",
    "order pizza for the whole office",
    "cancel my dentist on Friday please",
    "show me what you have there",
    "hold on please",
    "paid",
    "",
    "   \n ",
]


@pytest.mark.parametrize("line", TALK)
def test_talk_is_left_alone(line: str) -> None:
    assert read(line, speaker="staff") == Chatter()
    assert read(line, speaker="customer") == Chatter()


@pytest.mark.parametrize(
    "line",
    [
        "new Nok A01 2 send",
        "discount 50",
        "ส่งบิล",
        "send",
        "cancel 1024 yes",
        "edit 1024",
        "paid 1024",
    ],
)
def test_a_customer_cannot_say_what_only_staff_may(line: str) -> None:
    assert read(line, speaker="customer") == Chatter()
    assert read(line, speaker="customer", prefixed=True) == Chatter()


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("cart", c.Cart()),
        ("ตะกร้า ค่ะ", c.Cart()),
        ("status", c.Status()),
        ("สถานะ", c.Status()),
        ("ยอดเท่าไหร่", c.Status()),
        ("order 1024", c.ShowOrder("1024")),
        ("บิล ๑๐๒๔", c.ShowOrder("1024")),
        ("human", c.Human()),
        ("คุยกับร้าน", c.Human()),
        ("STOP", c.Stop()),
        ("หยุดแจ้งเตือน", c.Stop()),
        ("start", c.Start()),
        ("รับแจ้งเตือน", c.Start()),
        ("lang th", c.Lang("th")),
        ("help", c.Help()),
        ("staff 7K2M-9QXR", c.LinkStaff("7K2M-9QXR")),
    ],
)
def test_what_customers_can_say(line: str, command: Command) -> None:
    assert read(line, speaker="customer") == [command]


@pytest.mark.parametrize(
    "line", ["cart is empty", "status please tell me", "stop it", "staff meeting", "#1024", "help me"]
)
def test_a_customers_word_among_others_is_talk(line: str) -> None:
    assert read(line, speaker="customer") == Chatter()


@pytest.mark.parametrize("line", ["โอน", "พร้อมเพย์", "เก็บปลายทาง", "ส่งฟรี", "A01 2", "black tee M 2", "A01 1.5"])
def test_terse_lines_count_only_while_a_draft_is_open(line: str) -> None:
    said = read(line, speaker="staff")
    assert not isinstance(said, Chatter)
    assert is_bare(said)


@pytest.mark.parametrize("line", ["pay transfer", "note x", "หมายเหตุ ฝากนิติ", "ลด 50", "ส่ง EMS", "add A01", "#1024"])
def test_explicit_lines_are_meant_for_the_bot(line: str) -> None:
    said = read(line, speaker="staff")
    assert not isinstance(said, Chatter)
    assert not is_bare(said)


@pytest.mark.parametrize(
    ("line", "verb"),
    [
        ("fulfill 1024", "fulfill"),
        ("จัดส่ง 1024 A01 1", "fulfill"),
        ("hold #1024 200", "hold"),
        ("track 1024 EF582568151TH", "track"),
        ("track again 1024", "track again"),
        ("stock A01 = 10", "stock"),
        ("สต็อก A01", "stock"),
        ("desk", "desk"),
        ("ยอดวันนี้", "summary"),
    ],
)
def test_what_cannot_be_done_yet_is_never_taken_for_goods(line: str, verb: str) -> None:
    assert read(line, speaker="staff") == [NotUnderstood("not_yet", (("verb", verb),))]


def test_nor_in_the_middle_of_an_order() -> None:
    said = read("new Nok A01 2, hold 1024, B02 hold 3", speaker="staff")
    assert said == [
        New("Nok"),
        Add("A01", 2),
        NotUnderstood("not_yet", (("verb", "hold"),)),
        Add("B02"),
        NotUnderstood("not_yet", (("verb", "hold"),)),
    ]


@pytest.mark.parametrize(
    ("text", "left", "is_prefixed"),
    [
        ("/new A01 2", "new A01 2", True),
        ("#send", "send", True),
        ("／ send", "send", True),
        ("＃เปิดบิล นก", "เปิดบิล นก", True),
        ("\u200b/send", "\u200bsend", True),
        ("/new A01 2\n/ship EMS\nsend", "new A01 2\nship EMS\nsend", True),
        ("#1024", "#1024", False),
        ("#๑๐๒๔", "#๑๐๒๔", False),
        ("/order #1024", "order #1024", True),
        ("hello", "hello", False),
        ("hello\n/send", "hello\nsend", False),
    ],
)
def test_a_prefix_is_taken_off_every_line(text: str, left: str, is_prefixed: bool) -> None:
    assert strip_prefix(text) == (left, is_prefixed)


@pytest.mark.parametrize(
    ("line", "nearest"),
    [
        ("สบายดีไหม", None),
        ("สวัสดีค่ะ", None),
        ("1024", "order 1024"),
        ("nwe Nok", "new Nok"),
        ("snd", "send"),
        ("ship", "help ship"),
        ("ส่ง", "help ship"),
        ("", "help"),
    ],
)
def test_behind_a_prefix_nothing_is_talk(line: str, nearest: str | None) -> None:
    said = read(line, speaker="staff", prefixed=True)
    assert not isinstance(said, Chatter)
    assert [(heard.reason, heard.nearest) for heard in said if isinstance(heard, NotUnderstood)] == [
        ("unknown", nearest)
    ]


def test_a_command_needs_nothing_behind_it_or_another_command() -> None:
    assert read("show send", speaker="staff") == [Show(), Send()]
    sent_to_order = read("send order 1024", speaker="staff")
    assert not isinstance(sent_to_order, Chatter)
    assert Send() not in sent_to_order


def test_talk_before_a_command_keeps_it_talk() -> None:
    assert read("ได้เลยค่ะ\nsend", speaker="staff") == Chatter()
