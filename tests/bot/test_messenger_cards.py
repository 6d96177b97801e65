"""What a card becomes on Messenger."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from bot.cards import Button, Card, Outgoing, Picture, Row, Text, Total, say
from bot.channels.messenger import render
from simulator.messenger.payloads import MESSAGE
from simulator.shapes import check
from tests.bot import hostile

INVOICE = Card(
    kind="invoice",
    title="ใบสั่งซื้อ #1024",
    subtitle="ชำระภายใน อ. 24 พ.ย. 2569 15:00 น.",
    short="ใบสั่งซื้อ #1024 ยอด ฿448.00",
    rows=(Row("เสื้อยืดสีดำ M", "2 x ฿199.00", "฿398.00"),),
    totals=(Total("ค่าสินค้า", "฿398.00"), Total("ค่าส่ง EMS", "฿50.00"), Total("รวม", "฿448.00", strong=True)),
    notes=("ฝากไว้ที่ป้อมยาม",),
    buttons=(
        Button("ดูและยืนยัน", url="https://shop.example/o/abc", primary=True),
        Button("ชำระเงิน", url="https://shop.example/o/abc/pay"),
        Button("ถามร้าน", say="คุยกับร้าน"),
    ),
    more_rows="และอีก {count} รายการ",
)


def template(message: dict) -> dict:
    return message["attachment"]["payload"]


def kinds(messages: list[dict]) -> list[str]:
    return [
        "text" if "text" in message else message["attachment"]["payload"].get("template_type", "picture")
        for message in messages
    ]


def units(text: str) -> int:
    return sum(2 if ord(letter) > 0xFFFF else 1 for letter in text)


def spoken(count: int) -> tuple[Button, ...]:
    return tuple(Button(f"ปุ่ม {at}", say=f"บิล {at}") for at in range(count))


def test_the_invoice_is_one_message_with_its_buttons() -> None:
    [message] = render(say(INVOICE))
    assert template(message)["text"] == (
        "ใบสั่งซื้อ #1024\n"
        "ชำระภายใน อ. 24 พ.ย. 2569 15:00 น.\n"
        "\n"
        "• เสื้อยืดสีดำ M · 2 x ฿199.00 · ฿398.00\n"
        "\n"
        "ค่าสินค้า ฿398.00\n"
        "ค่าส่ง EMS ฿50.00\n"
        "รวม ฿448.00\n"
        "\n"
        "ฝากไว้ที่ป้อมยาม"
    )
    assert template(message)["buttons"] == [
        {
            "type": "web_url",
            "title": "ดูและยืนยัน",
            "url": "https://shop.example/o/abc",
            "webview_height_ratio": "full",
        },
        {
            "type": "web_url",
            "title": "ชำระเงิน",
            "url": "https://shop.example/o/abc/pay",
            "webview_height_ratio": "full",
        },
        {"type": "postback", "title": "ถามร้าน", "payload": "คุยกับร้าน"},
    ]


@pytest.mark.parametrize("count", [0, 1, 10, 12, 40, 100, 300])
def test_an_invoice_of_any_length_stays_one_message_with_number_and_total(count: int) -> None:
    rows = tuple(Row(f"สินค้าลำดับที่ {at}", "1 x ฿10.00", "฿10.00") for at in range(count))
    [message] = render(say(replace(INVOICE, rows=rows)))
    text = template(message)["text"]
    assert units(text) <= 640
    assert text.startswith("ใบสั่งซื้อ #1024")
    assert "รวม ฿448.00" in text
    assert len(template(message)["buttons"]) == 3
    told = text.count("สินค้าลำดับที่")
    assert (f"และอีก {count - told} รายการ" in text) == (told < count)
    assert told >= min(count, 5)


def test_notes_give_way_to_the_goods_and_are_cut_to_what_is_left() -> None:
    card = replace(INVOICE, rows=INVOICE.rows * 4, notes=("ระวังแตก " * 100,))
    [message] = render(say(card))
    text = template(message)["text"]
    assert text.count("เสื้อยืดสีดำ") == 4
    assert "ระวังแตก" in text
    assert text.endswith("…")
    assert units(text) <= 640


def test_a_card_of_goods_with_few_words_shows_its_picture() -> None:
    card = Card(
        kind="product",
        title="ถุงผ้า",
        short="ถุงผ้า",
        subtitle="฿250.00",
        image_url="https://shop.example/tote.jpg",
        buttons=(Button("สั่งซื้อ", say="A09 1"),),
    )
    [message] = render(say(card))
    assert template(message) == {
        "template_type": "generic",
        "elements": [
            {
                "title": "ถุงผ้า",
                "subtitle": "฿250.00",
                "image_url": "https://shop.example/tote.jpg",
                "buttons": [{"type": "postback", "title": "สั่งซื้อ", "payload": "A09 1"}],
            }
        ],
    }


def test_a_qr_code_goes_whole_above_its_card() -> None:
    card = replace(INVOICE, kind="payment", image_url="https://shop.example/qr.png")
    picture, rest = render(say(card))
    assert picture == {"attachment": {"type": "image", "payload": {"url": "https://shop.example/qr.png"}}}
    assert template(rest)["template_type"] == "button"


def test_a_card_without_buttons_is_plain_text() -> None:
    [message] = render(say(replace(INVOICE, buttons=())))
    assert message["text"].startswith("ใบสั่งซื้อ #1024")


def test_there_is_no_clipboard_so_the_text_to_copy_stands_in_the_card() -> None:
    card = replace(INVOICE, kind="payment", buttons=(Button("เลขบัญชี", copy="123-4-56789-0"),))
    [message] = render(say(card))
    assert message["text"].endswith("เลขบัญชี\n123-4-56789-0")


def test_more_than_three_buttons_become_quick_replies() -> None:
    [message] = render(say(replace(INVOICE, kind="draft", buttons=spoken(6))))
    assert [button["payload"] for button in template(message)["buttons"]] == ["บิล 0", "บิล 1", "บิล 2"]
    assert message["quick_replies"][0] == {"content_type": "text", "title": "ปุ่ม 3", "payload": "บิล 3"}
    assert len(message["quick_replies"]) == 3


def test_links_beyond_three_get_a_card_of_their_own_or_words_in_the_invoice() -> None:
    links = tuple(Button(f"ลิงก์ {at}", url=f"https://shop.example/{at}") for at in range(5))
    first, second = render(say(replace(INVOICE, kind="order", buttons=links)))
    assert [button["title"] for button in template(second)["buttons"]] == ["ลิงก์ 3", "ลิงก์ 4"]
    assert template(second)["text"] == "ใบสั่งซื้อ #1024\nรวม ฿448.00"
    [invoice] = render(say(replace(INVOICE, buttons=links)))
    assert "https://shop.example/4" in template(invoice)["text"]
    assert first["attachment"]["payload"]["buttons"][0]["title"] == "ลิงก์ 0"


def test_rows_that_speak_are_offered_as_quick_replies() -> None:
    card = Card(kind="order_list", title="รายการ", short="", rows=(Row("#1024 นก", "รอชำระ", "฿448", say="บิล 1024"),))
    [message] = render(say(card))
    assert message["quick_replies"] == [{"content_type": "text", "title": "#1024 นก", "payload": "บิล 1024"}]


def test_a_link_among_the_quick_replies_becomes_a_button() -> None:
    quick = (Button("หลังร้าน", url="https://shop.example/desk"), Button("ช่วยเหลือ", say="ช่วยเหลือ"))
    [message] = render(say("สวัสดี", quick=quick))
    assert template(message)["text"] == "สวัสดี"
    assert template(message)["buttons"][0]["url"] == "https://shop.example/desk"
    assert [reply["payload"] for reply in message["quick_replies"]] == ["ช่วยเหลือ"]


def test_quick_replies_hang_on_the_last_message_only() -> None:
    first, last = render(say("หนึ่ง", "สอง", quick=spoken(20)))
    assert "quick_replies" not in first
    assert len(last["quick_replies"]) == 13


def test_a_long_card_tells_all_as_text_and_keeps_its_buttons() -> None:
    card = replace(INVOICE, kind="order", rows=INVOICE.rows * 25)
    told, ending = render(say(card))
    assert told["text"].count("เสื้อยืดสีดำ") == 25
    assert template(ending)["text"] == "ใบสั่งซื้อ #1024\nรวม ฿448.00"
    assert len(template(ending)["buttons"]) == 3


def test_a_button_meta_would_refuse_becomes_its_words() -> None:
    bad = (
        Button("เปิด", url="javascript:alert(1)"),
        Button("โทร", url="tel:0812345678"),
        Button("ยาว", say="x" * 1_001),
    )
    [message] = render(say(replace(INVOICE, buttons=bad)))
    assert message["text"].endswith("เปิด\n\nโทร\n\nยาว")
    assert "javascript" not in message["text"]


def test_a_long_label_is_cut_within_twenty_units() -> None:
    [message] = render(say(replace(INVOICE, buttons=(Button("View everything and confirm", say="ok"),))))
    assert template(message)["buttons"][0]["title"] == "View everything and…"


def test_a_plain_picture_goes_by_its_address() -> None:
    assert render(say(Picture("http://shop.example/a.png", ""))) == [
        {"attachment": {"type": "image", "payload": {"url": "http://shop.example/a.png"}}}
    ]
    assert render(say(Picture("nonsense", ""))) == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(hostile.outgoings)
def test_whatever_is_said_meta_accepts_it(outgoing: Outgoing) -> None:
    """The stand-in checks every rule of the reference; the lengths are counted here once more."""
    messages = render(outgoing)
    for message in messages:
        assert check(message, MESSAGE) == []
        json.dumps(message, ensure_ascii=False).encode()
        assert len(message.get("quick_replies", [])) <= 13
        if "text" in message:
            assert 0 < units(message["text"]) <= 2_000
            assert message["text"].strip()
        elif template(message).get("template_type") == "button":
            assert 0 < units(template(message)["text"]) <= 640
            assert all(0 < units(button["title"]) <= 20 for button in template(message)["buttons"])
    assert kinds(messages).count("picture") <= len(outgoing.parts)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(hostile.cards)
def test_an_invoice_is_never_two_messages(card: Card) -> None:
    assert len(render(say(replace(card, kind="invoice")))) <= 1


def test_an_empty_text_is_no_message() -> None:
    assert render(Outgoing((Text(""),), spoken(1))) == []
    assert render(Outgoing(())) == []
