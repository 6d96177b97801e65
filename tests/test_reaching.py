"""What is owed reaches people, or somebody is told: stale tokens, shut windows, groups, silence that was asked for."""

from datetime import timedelta
from typing import Any

from orders.people import Chat, Contact, invite_staff
from orders.queues import Outbound
from simulator.chats import label_of
from tests.test_story import check_out, link_of
from tests.world import World


async def _grow_old(channel: str, hours: float) -> None:
    """Let a channel's chats have been heard of long ago."""
    for chat in await Chat.filter(channel=channel):
        if chat.heard_at is not None:
            chat.heard_at -= timedelta(hours=hours)
            await chat.save(update_fields=["heard_at"])


async def test_a_dead_reply_token_proves_nothing_and_the_message_is_pushed(world: World) -> None:
    """The answer to a reply is lost, and when it is tried again its token is dead: it must not be believed."""
    merchant = await world.merchant("Ploy")
    await world.settled()
    world.sim.line.fail("reply", how="reset_before")
    await merchant.says("orders")
    await world.sim.line.called("reply")
    row = await _uncertain(world)
    for old in (row,):
        old.token_until = old.created_at
        old.call_token = "a token that is dead"
        await old.save(update_fields=["token_until", "call_token"])
    heard = await merchant.hears("No orders")
    assert heard.via == "push"


async def _uncertain(world: World) -> Outbound:
    """The row whose call may or may not have arrived, as soon as that is known."""
    rung = world.database.bell.hang()
    while True:
        rung.clear()
        row = await Outbound.get_or_none(call_uncertain=True, state="waiting")
        if row is not None:
            return row
        await rung.wait()


async def test_staff_are_answered_where_they_can_be_reached(world: World) -> None:
    """Ploy's Messenger window is shut; what she asks in the page inbox is answered on LINE."""
    som = await world.customer("Som", "messenger")
    here = await world.merchant("Ploy", "line")
    await world.merchant("Ploy", "messenger")
    await world.settled()
    await _grow_old("messenger", 25)
    await som.inbox_says("/zzz 2 send")
    told = await here.hears("zzz")
    assert "Som" in told.words


async def test_nobody_in_a_chat_gets_the_answer_by_mail(world: World) -> None:
    som = await world.customer("Som", "messenger")
    await world.merchant("Ploy", "messenger")
    await world.settled()
    await _grow_old("messenger", 25)
    await som.inbox_says("/zzz 2 send")
    mail = await world.mailbox.receives()
    body = mail.get_body(("plain",))
    assert body is not None
    assert "zzz" in body.get_content()


async def test_buttons_work_in_a_group_of_the_shop(world: World) -> None:
    """In a group only lines with a slash are commands, and a button says such a line."""
    await world.customer("Nok")
    ploy = await world.merchant("Ploy")
    group = world.line.group([ploy])
    await ploy.says("/new Nok A01 1", group=group)
    card = await group.hears("Draft for Nok")
    send = next(action for action in card.actions if label_of(action) == "Send bill")
    await ploy.acts(send, group=group)
    await group.hears("sent to Nok")


async def test_a_notice_not_worth_a_push_goes_out_with_the_customers_next_word(world: World) -> None:
    nok = await world.customer("Nok")
    merchant = await world.merchant("Ploy")
    await merchant.says("new Nok A01 1 ship EMS send")
    link = link_of(await nok.hears("1001"))
    await merchant.hears("sent to Nok")
    await check_out(link, payment_method="bank_transfer")
    await nok.hears("is confirmed")
    await world.settled()
    pushes = _pushes(world)
    await merchant.says("cancel 1001 no stock")
    await merchant.hears("cancelled")
    await world.settled()
    assert _pushes(world) == pushes
    await nok.says("ขอบคุณค่ะ")
    news = await nok.hears("cancelled")
    assert news.via == "reply"


def _pushes(world: World) -> int:
    to_customer: list[Any] = [call for call in world.sim.line.calls if call.endpoint == "push"]
    return len(to_customer)


async def test_opting_out_works_while_a_person_was_asked_for(world: World) -> None:
    nok = await world.customer("Nok", "messenger")
    await world.merchant("Ploy")
    await nok.says("talk to shop")
    await nok.hears("told")
    await nok.says("stop")
    await world.settled()
    contact = await Contact.get(external_id=nok.psid)
    assert not contact.wants_notices


async def test_in_standby_the_bot_leaves_customers_to_the_app_that_talks_with_them(world: World) -> None:
    nok = await world.customer("Nok", "messenger")
    before = len(nok.chat)
    await nok.says("status", standby=True)
    await world.settled()
    assert [said.who for said in nok.chat[before:]] == ["me"]


async def test_greetings_around_a_line_with_a_slash_are_left_alone(world: World) -> None:
    som = await world.customer("Som", "messenger")
    await world.merchant("Ploy")
    await som.inbox_says("สวัสดีค่ะ\n/A01 1 send\nขอบคุณค่ะ")
    await som.hears("1001")


async def test_a_staff_code_in_a_customers_thread_is_used_up(world: World) -> None:
    som = await world.customer("Som", "messenger")
    await world.merchant("Ploy")
    code = await world.database.transaction(invite_staff, await world.shop(), "Kai", world.here.clock.now())
    await som.inbox_says(f"/staff {code}")
    await world.settled()
    await som.says(f"staff {code}")
    await som.hears("does not work")
    contact = await Contact.get(external_id=som.psid)
    assert contact.staff_id is None


async def test_a_card_in_anothers_language_opens_the_page_in_it(world: World) -> None:
    nok = await world.customer("Nok")
    merchant = await world.merchant("Ploy")
    await nok.says("ภาษา ไทย")
    await nok.hears("ภาษาไทย")
    await merchant.says("new Nok A01 1 send")
    assert link_of(await nok.hears("1001")).endswith("?lang=th")
