"""What a card becomes on LINE."""

import json
from dataclasses import replace

import pytest
import regex
from hypothesis import HealthCheck, given, settings
from linebot.v3.messaging import FlexContainer, FlexMessage

from bot.cards import Button, Card, Outgoing, Picture, Row, Text, Total, say
from bot.channels.limits import cut_graphemes, cut_utf16, grapheme_clusters, split_utf16, utf16_units
from bot.channels.line import render
from simulator.line.messages import MESSAGE
from simulator.shapes import check
from tests.bot import hostile

INVOICE = Card(
    kind="invoice",
    title="ใบสั่งซื้อ #1024",
    subtitle="ชำระภายใน อ. 24 พ.ย. 2569 15:00 น.",
    short="ใบสั่งซื้อ #1024 ยอด ฿448.00",
    image_url="https://shop.example/tee.jpg",
    rows=(Row("เสื้อยืดสีดำ M", "2 x ฿199.00", "฿398.00"),),
    totals=(Total("ค่าสินค้า", "฿398.00"), Total("ค่าส่ง EMS", "฿50.00"), Total("รวม", "฿448.00", strong=True)),
    notes=("ฝากไว้ที่ป้อมยาม",),
    buttons=(
        Button("ดูและยืนยัน", url="https://shop.example/o/abc", primary=True),
        Button("ถามร้าน", say="คุยกับร้าน"),
        Button("คัดลอกลิงก์", copy="https://shop.example/o/abc"),
    ),
    more_rows="และอีก {count} รายการ",
)


def drawn(card: Card) -> dict:
    [message] = render(say(card))
    return message["contents"]


def bubbles(container: dict) -> list[dict]:
    return container["contents"] if container["type"] == "carousel" else [container]


def every(part: object, kind: str) -> list[dict]:
    if isinstance(part, list):
        return [found for item in part for found in every(item, kind)]
    if not isinstance(part, dict):
        return []
    inside = [found for value in part.values() for found in every(value, kind)]
    return [part, *inside] if part.get("type") == kind else inside


def words(part: object) -> list[str]:
    return [text["text"] for text in every(part, "text")]


def buttons(part: object) -> list[dict]:
    return [button["action"] for button in every(part, "button")]


def escaped(part: object) -> int:
    return len(json.dumps(part))


def units(text: str) -> int:
    return sum(2 if ord(letter) > 0xFFFF else 1 for letter in text)


def clusters(text: str) -> int:
    return len(regex.findall(r"\X", text))


def lost(ours: object, theirs: object, where: str = "") -> list[str]:
    """What is in ours and not in theirs; defaults that theirs adds do not matter."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return [gone for name in ours for gone in lost(ours[name], theirs.get(name), f"{where}.{name}")]
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        return [
            gone for at, pair in enumerate(zip(ours, theirs, strict=True)) for gone in lost(*pair, f"{where}[{at}]")
        ]
    return [] if ours == theirs else [where]


def test_the_invoice_reads_from_top_to_bottom_as_a_receipt() -> None:
    bubble = drawn(INVOICE)
    assert words(bubble["header"]) == ["ใบสั่งซื้อ #1024", "ชำระภายใน อ. 24 พ.ย. 2569 15:00 น."]
    assert bubble["hero"]["url"] == "https://shop.example/tee.jpg"
    assert words(bubble["body"]) == [
        "เสื้อยืดสีดำ M",
        "2 x ฿199.00",
        "฿398.00",
        "ค่าสินค้า",
        "฿398.00",
        "ค่าส่ง EMS",
        "฿50.00",
        "รวม",
        "฿448.00",
        "ฝากไว้ที่ป้อมยาม",
    ]
    assert [button["style"] for button in every(bubble["footer"], "button")] == [
        "primary",
        "secondary",
        "link",
    ]


def test_a_notification_shows_number_and_total() -> None:
    assert render(say(INVOICE))[0]["altText"] == "ใบสั่งซื้อ #1024 ยอด ฿448.00"


def test_the_grand_total_is_the_largest_thing_under_the_goods() -> None:
    largest = [text for text in every(drawn(INVOICE)["body"], "text") if text["size"] == "xl"]
    assert [text["text"] for text in largest] == ["฿448.00"]


def test_a_button_speaks_opens_or_copies() -> None:
    assert buttons(drawn(INVOICE)) == [
        {"type": "uri", "label": "ดูและยืนยัน", "uri": "https://shop.example/o/abc"},
        {"type": "message", "label": "ถามร้าน", "text": "คุยกับร้าน"},
        {"type": "clipboard", "label": "คัดลอกลิงก์", "clipboardText": "https://shop.example/o/abc"},
    ]


def test_a_row_that_speaks_can_be_tapped() -> None:
    orders = replace(INVOICE, rows=(Row("#1024 นก", amount="฿448.00", say="บิล 1024"),))
    [tap] = [box["action"] for box in every(drawn(orders), "box") if "action" in box]
    assert tap == {"type": "message", "label": "#1024 นก", "text": "บิล 1024"}


def test_the_sdk_knows_every_property_that_is_sent() -> None:
    """LINE's own models drop what they do not know without a word: nothing may be missing afterwards."""
    for card in (INVOICE, replace(INVOICE, rows=INVOICE.rows * 90, tone="bad")):
        contents = drawn(card)
        read_back = FlexContainer.from_dict(json.loads(json.dumps(contents)))
        assert lost(contents, read_back.to_dict()) == []
        assert lost(contents, FlexMessage(altText="x", contents=read_back).to_dict()["contents"]) == []


@pytest.mark.parametrize("count", [0, 1, 20, 45, 80, 81, 100, 300])
def test_any_number_of_rows_fits_and_totals_and_buttons_stay(count: int) -> None:
    card = replace(INVOICE, rows=tuple(Row(f"สินค้าลำดับที่ {at}", "1 x ฿10.00", "฿10.00") for at in range(count)))
    container = drawn(card)
    pages = bubbles(container)
    assert len(pages) <= 12
    assert escaped(container) <= 50_000
    assert all(escaped(page) <= 30_000 for page in pages)
    assert "฿448.00" in words(pages[-1])
    assert [tap["label"] for tap in buttons(pages[-1])] == ["ดูและยืนยัน", "ถามร้าน", "คัดลอกลิงก์"]
    told = [text for text in words(container) if text.startswith("สินค้าลำดับที่")]
    rest = [text for text in words(container) if text.startswith("และอีก")]
    left_out = count - len(told)
    assert rest == ([f"และอีก {left_out} รายการ"] if left_out else [])
    assert told == [f"สินค้าลำดับที่ {at}" for at in range(len(told))]


def test_eighty_short_rows_are_told_in_full() -> None:
    container = drawn(replace(INVOICE, rows=INVOICE.rows * 80))
    assert words(container).count("เสื้อยืดสีดำ M") == 80


def test_what_was_left_out_before_is_told_as_it_is() -> None:
    card = replace(INVOICE, more_rows="และอีก 12 รายการ")
    assert "และอีก 12 รายการ" in words(drawn(card))
    assert not any("อีก" in text for text in words(drawn(INVOICE)))


def test_a_button_line_would_refuse_becomes_its_words() -> None:
    bad = (
        Button("เปิด", url="javascript:alert(1)"),
        Button("ยาว", url="https://shop.example/" + "ก" * 500),
        Button("พูด", say="A01 2 " * 200),
        Button("คัดลอก", copy="x" * 1_001),
    )
    bubble = drawn(replace(INVOICE, buttons=bad))
    assert not buttons(bubble)
    assert words(bubble)[-4:] == ["เปิด", "ยาว", "พูด", "คัดลอก"]
    assert "javascript" not in json.dumps(bubble)


def test_an_address_is_percent_encoded_once() -> None:
    [tap] = buttons(drawn(replace(INVOICE, buttons=(Button("ดู", url="https://line.me/R/oaMessage/%40shop/?สวัสดี a"),))))
    assert tap["uri"] == (
        "https://line.me/R/oaMessage/%40shop/?%E0%B8%AA%E0%B8%A7%E0%B8%B1%E0%B8%AA%E0%B8%94%E0%B8%B5%20a"
    )


def test_pictures_without_https_do_not_go_to_line() -> None:
    plain = "http://shop.example/qr.png"
    assert "hero" not in drawn(replace(INVOICE, image_url=plain))
    assert render(say(Picture(plain, plain))) == []


def test_a_qr_code_is_shown_whole_and_goods_fill_their_frame() -> None:
    assert drawn(INVOICE)["hero"]["aspectMode"] == "cover"
    assert drawn(replace(INVOICE, kind="payment"))["hero"]["aspectMode"] == "fit"


def test_texts_are_cleaned_of_what_nobody_sees() -> None:
    assert render(say("\u202e001฿\u202c\x00 รวม\r\nโอนแล้ว ", " \u200b\n")) == [
        {"type": "text", "text": "001฿ รวม\nโอนแล้ว"}
    ]


def test_a_long_text_is_told_in_several_messages_at_a_space() -> None:
    told = render(say("น้ำตาล ทราย " * 1_000))
    assert len(told) == 3
    assert all(units(message["text"]) <= 5_000 for message in told)
    assert "".join(message["text"] + " " for message in told).split() == ("น้ำตาล ทราย " * 1_000).split()


def test_quick_replies_hang_on_the_last_message_only() -> None:
    quick = tuple(Button(f"ตัวเลือกที่ {at} ซึ่งมีชื่อยาวเกินไปมาก", say=f"A{at}") for at in range(15))
    first, last = render(say("หนึ่ง", "สอง", quick=quick))
    assert "quickReply" not in first
    items = last["quickReply"]["items"]
    assert len(items) == 13
    assert items[0]["action"]["text"] == "A0"
    assert all(clusters(item["action"]["label"]) <= 20 for item in items)
    assert items[0]["action"]["label"].endswith("…")


def test_a_cut_never_breaks_a_letter() -> None:
    assert cut_graphemes("กำกำกำ", 2) == "กำ…"
    assert cut_utf16(hostile.FAMILY * 3, 12) == hostile.FAMILY + "…"
    assert cut_utf16(hostile.FAMILY * 3, 11) == "…"
    assert cut_utf16("🍎🍎", 4) == "🍎🍎"
    assert (utf16_units("🍎"), grapheme_clusters("กำ")) == (2, 1)


@given(hostile.texts)
def test_cutting_keeps_every_limit(text: str) -> None:
    for most in (1, 20, 40, 300):
        assert units(cut_utf16(text, most)) <= most
        assert clusters(cut_graphemes(text, most)) <= most
    assert all(0 < units(piece) <= 500 for piece in split_utf16(text, 500))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(hostile.outgoings)
def test_whatever_is_said_line_accepts_it(outgoing: Outgoing) -> None:
    """The stand-in checks every rule of the reference; the sizes are counted here once more."""
    messages = render(outgoing)
    json.dumps(messages).encode("ascii")
    for message in messages:
        assert check(message, MESSAGE) == []
        json.dumps(message, ensure_ascii=False).encode()
        if message["type"] == "text":
            assert 0 < units(message["text"]) <= 5_000
            continue
        if message["type"] == "image":
            continue
        assert 0 < units(message["altText"]) <= 1_500
        assert escaped(message["contents"]) <= 50_000
        for bubble in bubbles(message["contents"]):
            assert escaped(bubble) <= 30_000
            assert all(text.strip() for text in words(bubble))
            assert all(0 < clusters(tap["label"]) <= 40 for tap in buttons(bubble))
    assert not any("quickReply" in message for message in messages[:-1])


def test_twenty_buttons_and_eight_totals_all_survive_three_hundred_rows() -> None:
    card = replace(
        INVOICE,
        rows=INVOICE.rows * 300,
        totals=tuple(Total(f"ยอดที่ {at}", "฿1.00") for at in range(8)),
        buttons=tuple(Button(f"ปุ่ม {at}", url=f"https://shop.example/o/{'x' * 200}{at}") for at in range(20)),
    )
    last = bubbles(drawn(card))[-1]
    assert len(buttons(last)) == 20
    assert sum("ยอดที่" in text for text in words(last)) == 8


def test_an_empty_card_is_still_a_message() -> None:
    [message] = render(say(Card(kind="help", title="", short="")))
    assert check(message, MESSAGE) == []


def test_an_empty_text_is_no_message() -> None:
    assert render(Outgoing((Text(""),), (Button("a", say="b"),))) == []
