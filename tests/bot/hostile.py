"""Cards no shop would write, for the channels that must render them all the same."""

from hypothesis import strategies as st

from bot.cards import Button, Card, Outgoing, Picture, Row, Text, Total

FAMILY = "👨‍👩‍👧‍👦"

NASTY = (
    "",
    " \n\t ",
    "\u200b\u2060",
    "\x00\x07\x1b[31m",
    "\u202eสวัสดี 100\u202c \u2066x\u2069",
    "\ud800 half a letter",
    "<script>alert('&')</script>",
    "{count} {0} {nothing!r} %s }{",
    "กำ" * 5_000,
    "น้ำ ตาล " * 1_400,
    FAMILY * 1_000,
    "a" + "\u0301" * 10_000,
    "W" * 10_000,
    "line\n" * 2_000,
    "🇹🇭" * 3_000,
)
ADDRESSES = (
    "https://shop.example/o/abc",
    "https://shop.example/สินค้า?ชื่อ=เสื้อ ยืด#ก",
    "https://shop.example/" + "a" * 900,
    "https://shop.example/" + "ก" * 900,
    "https://ร้าน.ไทย/%zz",
    "http://shop.example/a.png",
    "javascript:alert(1)",
    "data:text/html,<b>",
    "https://",
    "https://[::1",
    "https://two words.example/",
    "tel:0812345678",
    "line://ti/p/@shop",
    "nonsense",
    "",
)

texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=60), st.sampled_from(("เสื้อยืดสีดำ", "฿398.00")))
addresses = st.one_of(st.sampled_from(ADDRESSES), st.text(max_size=30).map("https://shop.example/".__add__))


def _button(label: str, way: str, text: str, address: str, *, primary: bool) -> Button:
    return Button(label, **{way: address if way == "url" else text}, primary=primary)


buttons = st.builds(_button, texts, st.sampled_from(("say", "url", "copy")), texts, addresses, primary=st.booleans())
rows = st.builds(Row, texts, texts, texts, st.one_of(st.none(), texts))
totals = st.builds(Total, texts, texts, st.booleans())


def _many(few: list, count: int) -> tuple:
    return tuple(few[at % len(few)] for at in range(count)) if few else ()


def _some(of: st.SearchStrategy, most: int) -> st.SearchStrategy:
    return st.builds(_many, st.lists(of, max_size=4), st.integers(0, most))


cards = st.builds(
    Card,
    kind=st.sampled_from(("invoice", "payment", "order_list", "help")),
    title=texts,
    short=texts,
    subtitle=texts,
    tone=st.sampled_from(("plain", "good", "warning", "bad")),
    image_url=addresses,
    rows=_some(rows, 300),
    totals=_some(totals, 20),
    notes=_some(texts, 8),
    buttons=_some(buttons, 20),
    more_rows=texts,
    lead=texts,
)
parts = st.one_of(cards, st.builds(Text, texts), st.builds(Picture, addresses, addresses, texts))
outgoings = st.builds(Outgoing, parts=st.lists(parts, max_size=3).map(tuple), quick=_some(buttons, 20))
