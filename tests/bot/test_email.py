"""The merchant's mail: what it says, and how it is handed over."""

import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from bot.announce.letters import order_confirmed_mail
from bot.channels import Later, Refused, Sent, Unknown
from bot.channels.email import Mail, server_of
from orders.basket import Basket, Line
from orders.database import open_database
from orders.order import Order
from orders.shops import Shop

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
LINK = "https://shop.example.com/o/abcdefghijklmnopqrstuv"
TERMS = {"shipping": [{"code": "EMS", "name": "ไปรษณีย์ EMS", "name_en": "EMS post", "fee": "50"}]}
TOLD = (
    "สบู่มะลิ", "A01", "3 × ฿199.00", "฿500.00", "-฿97.00", "-฿50.00", "ไปรษณีย์ EMS", "พร้อมเพย์", "รอชำระ",
    "99/1", "0812345678", "0105536000315", "ห่อของขวัญ", "22 พ.ย. 2569 15:00", LINK,
)  # fmt: skip
HOSTILE = "Nok\r\nBcc: victim@example.com\r\n\r\n<script>alert(1)</script>\u202e"


@pytest.fixture
async def shop() -> AsyncIterator[Shop]:
    """A shop and its orders need a database to be made, but not to be written about."""
    database = await open_database("sqlite://:memory:")
    await database.context.generate_schemas()
    yield await Shop.create(slug="mali", name="ร้านมะลิ", email="shop@example.com", stored_terms=TERMS, created_at=NOW)
    await database.close()


def confirmed(shop: Shop, name: str = "นก ใจงาม") -> Order:
    basket = Basket(shipping_method="EMS", payment_method="promptpay", note="ห่อของขวัญ")
    basket.add(Line(id=0, sku="A01", name="สบู่มะลิ", name_en="Jasmine soap", quantity=3, unit_price=19900, bundle=50000))
    basket.give_discount(percent=1000)
    basket.shipping_address = {
        "name": name,
        "phone": "0812345678",
        "line": "99/1",
        "province": "กรุงเทพ",
        "country": "TH",
    }
    basket.billing_address = {"name": "บริษัท มะลิ", "tax_id": "0105536000315", "branch": "00000", "country": "TH"}
    order = Order(shop_id=shop.id, number=1001, stage="confirmed", created_at=NOW, confirmed_at=NOW)
    order.keep(basket, shop.terms)
    return order


async def test_the_mail_tells_what_was_ordered_where_to_and_how_it_is_paid(shop: Shop) -> None:
    letter = order_confirmed_mail(confirmed(shop), shop, customer="นก", link=LINK)
    assert letter.subject == "ออเดอร์ 1001 ยืนยันแล้ว ฿500.00 · นก"
    for body in (letter.text, letter.html):
        for words in TOLD:
            assert words in body, words


async def test_the_mail_is_in_the_shops_language(shop: Shop) -> None:
    shop.language = "en"
    letter = order_confirmed_mail(confirmed(shop), shop, customer="Nok", link=LINK)
    assert letter.subject == "Order 1001 confirmed, ฿500.00 · Nok"
    assert "Jasmine soap" in letter.text
    assert '<html lang="en">' in letter.html


async def test_hostile_names_make_no_headers_and_no_markup(shop: Shop) -> None:
    order = confirmed(shop, HOSTILE)
    letter = order_confirmed_mail(order, shop, customer=HOSTILE + "x" * 10_000, link=LINK)
    assert "\n" not in letter.subject
    assert len(letter.subject) < 200
    assert "<script>" not in letter.html
    assert "\u202e" not in letter.html + letter.text
    assert len(letter.html) < 20_000


class Box:
    """A mail server's mailbox, which may be told to refuse: at RCPT or after DATA."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.at_rcpt = ""
        self.after_data = ""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.at_rcpt:
            return self.at_rcpt
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.after_data == "hang up":
            server.transport.abort()
            return "250 OK"
        if self.after_data:
            return self.after_data
        message = BytesParser(policy=default).parsebytes(envelope.content)
        assert isinstance(message, EmailMessage)
        self.letters.append(message)
        self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
        return "250 OK"


@contextmanager
def post(box: Box, **more: Any) -> Iterator[str]:
    """A real mail server on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port, **more)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()


async def send(
    url: str, to: str = "shop@example.com", subject: str = "ออเดอร์ 1001", text: str = "ก", html: str = "<p>ก"
) -> Any:
    mail = Mail(url, "inchat <orders@example.com>")
    return await mail.send(to, subject, text, html, "row-7@shop.example.com")


async def test_a_mail_arrives_as_text_and_html_under_the_id_it_was_given() -> None:
    box = Box()
    with post(box) as url:
        assert await send(url) == Sent(("<row-7@shop.example.com>",), via="email")
        await send(url)
    first, second = box.letters
    assert first["Message-ID"] == second["Message-ID"] == "<row-7@shop.example.com>"
    assert first["From"] == "inchat <orders@example.com>"
    assert first["To"] == "shop@example.com"
    assert first["Subject"] == "ออเดอร์ 1001"
    assert first["Auto-Submitted"] == "auto-generated"
    text, html = first.get_body(("plain",)), first.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().strip() == "ก"
    assert html.get_content().strip() == "<p>ก"
    assert box.envelopes[0] == ("orders@example.com", ["shop@example.com"])


async def test_a_subject_with_line_ends_makes_no_header() -> None:
    box = Box()
    with post(box) as url:
        await send(url, subject="hello\r\nBcc: victim@example.com\r\n\r\nbody")
    (letter,) = box.letters
    assert letter["Bcc"] is None
    assert letter["Subject"] == "hello Bcc: victim@example.com body"
    assert box.envelopes[0][1] == ["shop@example.com"]


@pytest.mark.parametrize(
    "to",
    [
        "", "nobody", "a@b@c", "a b@example.com", "a@example.com, b@example.com", "<a@example.com>", "a@",
        "@example.com", "a@example.com\r\nRCPT TO:<b@example.com>", "Nok <a@example.com>", "นก@example.com",
        "a@" + "b" * 300, "a@..", "a\x00@example.com",
    ],
)  # fmt: skip
async def test_what_is_no_single_address_is_refused_before_anything_is_sent(to: str) -> None:
    box = Box()
    with post(box) as url:
        outcome = await send(url, to=to)
    assert isinstance(outcome, Refused)
    assert outcome.reason == "rejected"
    assert box.letters == []


async def test_a_thai_domain_is_written_in_ascii_on_the_wire() -> None:
    box = Box()
    with post(box) as url:
        assert isinstance(await send(url, to="nok@ไทย.example"), Sent)
    assert box.envelopes[0][1] == ["nok@xn--o3cw4h.example"]


@pytest.mark.parametrize(
    ("at_rcpt", "after_data", "outcome"),
    [
        ("550 no such user", "", Refused),
        ("451 try again", "", Later),
        ("", "554 spam", Refused),
        ("", "452 full", Later),
        ("", "hang up", Unknown),
    ],
)
async def test_what_the_server_says_decides_whether_it_is_tried_again(
    at_rcpt: str, after_data: str, outcome: type
) -> None:
    box = Box()
    box.at_rcpt, box.after_data = at_rcpt, after_data
    with post(box) as url:
        told = await send(url)
    assert isinstance(told, Refused | Later | Unknown)
    assert isinstance(told, outcome)
    assert (at_rcpt or after_data).split()[-1] in told.detail or outcome is Unknown


async def test_a_server_that_is_not_there_is_tried_later() -> None:
    with post(Box()) as url:
        pass
    assert isinstance(await send(url), Later)


async def test_a_password_that_is_not_accepted_is_a_persons_to_mend_so_later() -> None:
    box = Box()

    def never(*_: Any) -> AuthResult:
        return AuthResult(success=False, handled=False)

    with post(box, authenticator=never, auth_require_tls=False) as url:
        told = await send(url.replace("smtp://", "smtp://me:secret@"))
    assert isinstance(told, Later)
    assert "secret" not in told.detail
    assert box.letters == []


async def test_without_tls_no_mail_leaves_where_tls_was_asked_for() -> None:
    box = Box()
    with post(box) as url:
        assert isinstance(await send(f"{url}?starttls"), Later)
    assert box.letters == []


def test_a_servers_address_says_how_to_speak_to_it() -> None:
    away = server_of("smtp://me:p%40ss@mail.example.com:587")
    assert (away.host, away.port, away.user, away.password) == ("mail.example.com", 587, "me", "p@ss")
    assert away.start_tls is True, "a password never travels in the open"
    assert "p@ss" not in repr(away)
    assert server_of("smtp://localhost").start_tls is None
    assert server_of("smtp://localhost").port == 25
    assert server_of("smtp://localhost?starttls").start_tls is True
    secure = server_of("smtps://mail.example.com")
    assert (secure.port, secure.tls, secure.start_tls) == (465, True, False)
