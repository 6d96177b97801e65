"""Which way a notice goes: by a push that is worth it, by a reply at hand, by mail, or with the next words."""

from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from orders.events import Event
from tests.bot.slip_talk import SEEN, bill, fresh, shows
from tests.bot.talking import nothing_failed, says, words_of
from tests.bot.test_pushes import pushes
from tests.bot.test_talk_afterwards import page_at
from tests.bot.test_talk_confirmed import confirms
from tests.bot.test_talk_money import ADDRESS
from tests.slips import slip
from tests.world import World, open_world

BOTH = pytest.mark.parametrize("channel", ["line", "messenger"])
NO_PUSHES = "[shops.demo.notices]\nline_push = []"


@pytest.fixture(autouse=True)
def nothing_heard_yet() -> None:
    SEEN.clear()


async def sold(world: World, channel: str = "line", *, email: str = "nok@example.com") -> tuple[Any, Any]:
    """Nok has confirmed 1001 and told her e-mail address, or not; long ago, so that no reply token is left."""
    nok, ploy = await world.customer("Nok", channel), await world.merchant("Ploy", channel)
    await says(world, ploy, f"new Nok A01 2 ship EMS\n{ADDRESS}\nsend")
    await confirms(world, email=email)
    await later(world)
    world.mailbox.mails.clear()
    fresh(nok), fresh(ploy)
    return nok, ploy


async def later(world: World, seconds: float = 600) -> None:
    world.later(seconds)
    await world.settled()


def read(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


async def told(number: int, name: str, world: World) -> list[str]:
    """What the timeline says in English under this name."""
    timeline = (await world.order(number))["timeline"]
    return [event["text"]["en"] for event in timeline if event["event"] == name]


async def test_what_is_not_worth_a_push_is_mailed_once(world: World) -> None:
    nok, ploy = await sold(world)
    before = pushes(world, nok)
    await says(world, ploy, "paid 1001")
    mail = await world.mailbox.receives()
    assert (mail["To"], mail["Subject"]) == ("nok@example.com", "Payment for order #1001 received")
    text = read(mail)
    for part in ("Received: ฿448.00", "View order: http", "because you ordered from ร้านสุขใจ"):
        assert part in text
    assert pushes(world, nok) == before
    assert "Received" not in words_of(await says(world, nok, "status")), "it was told by mail"
    assert (await told(1001, "notice_sent", world))[-1] == "Notice sent over e-mail"
    await Event.filter(name="payment_recorded").update(announced=False)
    world.database.bell.ring()
    await world.settled()
    assert world.mailbox.mails == []


async def test_a_mailed_link_does_not_open_saved_addresses(world: World) -> None:
    _, ploy = await sold(world)
    link = (await world.order(1001))["invoice_url"]
    await says(world, ploy, "extend 1001 1d")
    text = read(await world.mailbox.receives())
    assert link in text
    assert f"{link}." not in text, "the seal is for the chat alone"


async def test_a_reply_at_hand_is_taken_before_a_mail(world: World) -> None:
    nok, ploy = await sold(world)
    before = pushes(world, nok)
    await nok.says("โอนให้แล้วนะคะ")
    await world.settled()
    fresh(nok)
    await nok.says("ขอบคุณค่ะ")
    await says(world, ploy, "paid 1001")
    (heard,) = fresh(nok)
    assert "Received: ฿448.00" in heard.words
    assert heard.via == "reply"
    assert (pushes(world, nok), world.mailbox.mails) == (before, [])
    assert "Notice sent over LINE" in await told(1001, "notice_sent", world)


async def test_without_an_address_the_page_tells_it_and_the_next_reply(world: World) -> None:
    nok, ploy = await sold(world, email="")
    await says(world, ploy, "paid 1001")
    link = (await world.order(1001))["invoice_url"]
    status, page = await page_at(link)
    assert status == 200
    assert "News of your order" in page
    assert "Payment for order #1001 received" in page
    assert fresh(nok) == []
    first, answer = await says(world, nok, "status")
    assert "Payment for order #1001 received" in first.words
    assert "Order #1001" in answer.words
    assert {first.via, answer.via} == {"reply"}
    assert "News of your order" not in (await page_at(link))[1]


async def test_in_thai(thai_world: World) -> None:
    world = thai_world
    nok, ploy = await world.customer("นก"), await world.merchant("พลอย")
    await says(world, ploy, f"เปิดบิล นก A01 2 ส่ง EMS\nที่อยู่ {ADDRESS[8:]}\nส่งบิล")
    await confirms(world)
    await later(world)
    world.mailbox.mails.clear()
    await says(world, ploy, "รับเงิน 1001")
    text = read(await world.mailbox.receives())
    assert "ได้รับเงิน ฿448.00" in text
    assert "เพราะคุณสั่งซื้อกับ ร้านสุขใจ" in text
    assert "ไม่ต้องแจ้งเตือน" not in text
    assert "หยุดแจ้งเตือนให้แล้วค่ะ" in words_of(await says(world, nok, "ไม่ต้องแจ้งเตือนแล้วนะคะ"))
    await later(world)
    await says(world, ploy, "คืนเงิน 1001 48")
    assert world.mailbox.mails == []


@BOTH
async def test_who_has_blocked_the_shop_gets_a_mail(world: World, channel: str) -> None:
    nok, ploy = await sold(world, channel)
    if channel == "line":
        await nok.blocks()
    else:
        world.later(25 * 3600)
    await world.settled()
    world.mailbox.mails.clear()  # a reminder, after a day
    await says(world, ploy, "cancel 1001 no stock")
    mail = await world.mailbox.receives()
    assert mail["Subject"] == "Order #1001 was cancelled"
    assert "Reason: no stock" in read(mail)
    assert "Notice sent over e-mail" in await told(1001, "notice_sent", world)


@BOTH
async def test_who_cannot_be_reached_at_all_is_named_on_the_timeline(world: World, channel: str) -> None:
    nok, ploy = await sold(world, channel, email="")
    if channel == "line":
        await nok.blocks()
    else:
        world.later(25 * 3600)
    await world.settled()
    await says(world, ploy, "cancel 1001 no stock")
    await world.settled()
    why = {"line": "they have blocked the shop", "messenger": "they last wrote more than 24 hours ago"}[channel]
    assert why in (await told(1001, "notice_not_sent", world))[-1]


async def test_a_bill_that_cannot_arrive_is_mailed_and_staff_hear_both(world: World) -> None:
    nok, ploy = await sold(world)
    await nok.blocks()
    await world.settled()
    said = words_of(await says(world, ploy, "new Nok B02 1 ship EMS send"))
    assert "✗ #1002 was NOT sent to Nok: they have blocked the shop" in said
    assert "It is on its way to them by e-mail, too." in said
    mail = await world.mailbox.receives()
    assert mail["To"] == "nok@example.com"
    assert (await world.order(1002))["invoice_url"] in read(mail)


async def test_every_step_of_an_order_without_a_chat_is_mailed(world: World) -> None:
    ploy = await world.merchant("Ploy")
    await says(world, ploy, f"new offline Fah 0812345679 fah@example.com A01 2 ship EMS pay transfer\n{ADDRESS}\nlink")
    for said, subject in (
        ("paid 1001 100", "Order #1001 confirmed: ฿448.00"),
        ("paid 1001 100", "Payment for order #1001 received"),
        ("refund 1001 200", "Refund for order #1001"),
        ("cancel 1001", "Order #1001 was cancelled"),
    ):
        await says(world, ploy, said)
        mails = [mail for mail in world.mailbox.mails if mail["To"] == "fah@example.com"]
        assert [mail["Subject"] for mail in mails] == [subject], said
        assert "because you ordered from" in read(mails[0])
        world.mailbox.mails.clear()
    assert set(await told(1001, "notice_sent", world)) == {"Notice sent over e-mail"}


async def test_without_a_chat_and_an_address_the_timeline_says_so(world: World) -> None:
    ploy = await world.merchant("Ploy")
    await says(world, ploy, f"new offline Fah 0812345679 A01 2 ship EMS pay transfer\n{ADDRESS}\nlink")
    await says(world, ploy, "paid 1001")
    (why,) = await told(1001, "notice_not_sent", world)
    assert "there is no chat with them, and no e-mail address is known" in why


@pytest.mark.parametrize(("email", "event"), [("nok@example.com", "notice_sent"), ("", "notice_not_sent")])
async def test_a_reminder_on_line_is_mailed_or_not_sent_at_all(world: World, email: str, event: str) -> None:
    nok, _ = await sold(world, email=email)
    await later(world, 24 * 3600)
    assert bool(world.mailbox.mails) is bool(email)
    assert len(await told(1001, event, world)) >= 1
    assert "Please pay by" not in "\n".join(message.words for message in await says(world, nok, "hello"))


async def test_a_shop_may_push_nothing_but_a_rejected_slip_is_told_all_the_same(tmp_path: Path) -> None:
    async with open_world(tmp_path, more=NO_PUSHES) as world:
        nok, ploy = await world.customer("Nok"), await world.merchant("Ploy")
        await bill(world, nok, ploy)
        await shows(world, nok, slip())
        await later(world)
        before = pushes(world, nok)
        await says(world, ploy, "reject 1001")
        assert "could not be accepted" in words_of(fresh(nok))
        assert pushes(world, nok) == before + 1
        await nothing_failed()


async def test_a_bill_that_is_not_pushed_waits_for_their_words_and_staff_know(tmp_path: Path) -> None:
    async with open_world(tmp_path, more=NO_PUSHES) as world:
        nok, ploy = await world.customer("Nok"), await world.merchant("Ploy")
        await later(world)
        said = words_of(await says(world, ploy, "new Nok A01 2 ship EMS send"))
        assert "✗ #1001 was NOT sent to Nok: you do not spend LINE pushes on this" in said
        fresh(nok), fresh(ploy)
        await says(world, nok, "ขอบคุณค่ะ")
        (card,) = fresh(nok)
        assert "Order #1001" in card.words
        assert card.via == "reply"
        assert "✓ #1001 sent to Nok on LINE" in words_of(fresh(ploy))
        assert pushes(world, nok) == 0
        await nothing_failed()


STOPS = ("stop", "please turn off notifications", "no more notices", "ไม่ต้องแจ้งเตือนแล้วค่ะ", "ขอปิดแจ้งเตือนนะคะ")
STARTS = ("start", "turn notifications back on", "notify me again", "รับแจ้งเตือน", "ขอรับแจ้งเตือนเหมือนเดิมค่ะ")


@BOTH
@pytest.mark.parametrize(("stop", "start"), list(zip(STOPS, STARTS, strict=True)))
async def test_who_said_stop_hears_nothing_anywhere_until_they_say_start(
    world: World, channel: str, stop: str, start: str
) -> None:
    nok, ploy = await sold(world, channel)
    assert "No more notices from us" in words_of(await says(world, nok, stop))
    await later(world)
    fresh(nok)
    await says(world, ploy, "paid 1001 100")
    await says(world, ploy, "extend 1001 1d")
    assert (fresh(nok), world.mailbox.mails) == ([], [])
    assert "#1001" in words_of(await says(world, nok, "status")), "what they ask for is answered"
    assert "You will hear from us again" in words_of(await says(world, nok, start))
    fresh(nok)
    await says(world, ploy, "refund 1001 100")
    heard = words_of(fresh(nok)) if channel == "messenger" else read(await world.mailbox.receives())
    assert "refunded ฿100.00" in heard


async def test_stop_drops_what_waited_for_these_very_words(world: World) -> None:
    nok, ploy = await sold(world, email="")
    await says(world, ploy, "paid 1001")
    (heard,) = await says(world, nok, "stop")
    assert "No more notices" in heard.words
    assert "Received" not in words_of(await says(world, nok, "hello again"))


async def test_a_bill_is_an_answer_while_they_talk_and_no_push_after(world: World) -> None:
    nok, ploy = await sold(world)
    await says(world, nok, "stop")
    await later(world)
    assert "✓ #1002 sent to Nok" in words_of(await says(world, ploy, "new Nok B02 1 send"))
    await later(world, 24 * 3600)
    before = pushes(world, nok)
    world.mailbox.mails.clear()
    said = words_of(await says(world, ploy, "new Nok B02 1 send"))
    assert "✗ #1003 was NOT sent to Nok: they asked for no messages, and have not written since yesterday" in said
    assert (pushes(world, nok), world.mailbox.mails) == (before, [])


@BOTH
@pytest.mark.parametrize(
    "said", ["ทำไมไม่มีแจ้งเตือนเลย", "why no notifications?", "don't stop notifying me", "ปิดแจ้งเตือนยังไงคะ"]
)
async def test_talk_about_notices_changes_nothing(world: World, channel: str, said: str) -> None:
    nok = await world.customer("Nok", channel)
    assert await says(world, nok, said) == []


async def test_help_tells_of_it(world: World) -> None:
    nok = await world.customer("Nok")
    assert '"stop" for no notices' in words_of(await says(world, nok, "help"))


async def test_help_tells_of_it_in_thai(thai_world: World) -> None:
    nok = await thai_world.customer("นก")
    assert '"หยุดแจ้งเตือน" ถ้าไม่อยากรับแจ้ง' in words_of(await says(thai_world, nok, "ช่วยเหลือ"))
