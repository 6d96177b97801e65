"""LINE's samples at the real door: each answered as the index says, and each doing what it should, or nothing."""

import hashlib

import orjson

from orders.order import Order
from orders.people import Chat
from tests.webhooks.ringing import ALL, CUSTOMER, GROUP, GROUP_MEMBER, STAFF, Door, bodies, inbox, line_body, line_text
from tests.world import World
from webhooks import line


def test_the_samples_are_the_vendors_byte_for_byte() -> None:
    assert len(ALL) == 65
    for one in ALL.values():
        assert (len(one.body), hashlib.sha256(one.body).hexdigest()) == (one.size, one.sha256), one.name


async def test_every_sample_is_answered_as_its_index_says(world: World, door: Door) -> None:
    """Whatever is in them: 200 (another object than a page: 404), and nothing gets stuck."""
    expected = {name: one.expect.get("http", 200) for name, one in ALL.items()} | {"messenger/63_instagram_object": 404}
    answered = {name: (await door.rings(name))[0] for name in ALL}
    assert answered == expected
    assert [(row.kind, row.error) for row in await inbox() if row.state != "done" or row.attempts] == []
    assert await Order.filter(number__isnull=False).count() == 0


async def test_the_consoles_verify_button_gets_200_and_nothing_is_stored(door: Door) -> None:
    assert await door.rings("line/01_verify_empty_events") == [200]
    assert await inbox() == []


async def test_an_event_that_comes_three_times_is_heard_once(door: Door) -> None:
    assert (
        await door.rings("line/02_text_user", "line/28_redelivery_text", "line/29_duplicate_not_flagged") == [200] * 3
    )
    assert [row.key for row in await inbox()] == ["line:demo:01KPW6000100000000000000ZA"]


async def test_an_order_typed_once_and_delivered_three_times_is_made_once(world: World, door: Door) -> None:
    """Twice in one body, and once more as a redelivery."""
    nok = await world.customer("Nok")
    await world.merchant(id=STAFF)
    said = line_text("new Nok A01 1 send", id="01ORDER")
    assert await door.line(line_body(said, said)) == 200
    assert await door.line(line_body(said | {"deliveryContext": {"isRedelivery": True}})) == 200
    await nok.hears("#1001")
    await world.settled()
    assert await Order.all().count() == 1
    assert len([message for message in nok.chat if message.who == "shop"]) == 1


async def test_the_earlier_of_two_commands_in_one_body_is_obeyed_first(world: World, door: Door) -> None:
    staff = await world.merchant(id=STAFF)
    assert await door.rings("line/31_out_of_order_redelivery") == [200]
    first = await staff.hears("order a 1 100")
    await staff.hears(after=first)


async def test_send_that_arrives_before_the_order_it_sends_is_obeyed_after_it(world: World, door: Door) -> None:
    nok = await world.customer("Nok")
    await world.merchant(id=STAFF)
    later, earlier = line_text("send", id="01B", at=2_000), line_text("new Nok A01 2", id="01A", at=1_000)
    assert await door.line(line_body(later, earlier)) == 200
    await nok.hears("#1001")


async def test_in_standby_nothing_is_done_and_nothing_is_sent(world: World, door: Door) -> None:
    await world.customer("Nok")
    staff = await world.merchant(id=CUSTOMER)
    said = len(staff.chat)
    assert await door.rings("line/47_standby_text") == [200]
    assert await door.line(line_body(line_text("new Nok A01 1 send", id="01C", user=CUSTOMER, mode="standby"))) == 200
    await world.settled()
    assert len(staff.chat) == said
    assert await Order.all().count() == 0


async def test_an_unknown_event_in_the_middle_stops_no_other(world: World, door: Door) -> None:
    assert await door.rings("line/49_batch_with_unknown_in_middle") == [200]
    assert [(row.kind, row.state) for row in await inbox()] == [
        ("message", "done"), ("somethingNew", "done"), ("message", "done"),
    ]  # fmt: skip
    nok = await world.customer("Nok")
    await world.merchant(id=STAFF)
    unknown = {"type": "somethingNew", "webhookEventId": "01E", "timestamp": 2, "source": {"type": "holo", "holoId": 7}}
    said = line_text("new Nok A01 1 send", id="01F", at=3)
    assert await door.line(line_body(unknown, "not even an object", None, said)) == 200
    await nok.hears("#1001")


async def test_a_mode_nobody_has_heard_of_silences_its_event_only(world: World, door: Door) -> None:
    nok = await world.customer("Nok")
    assert await door.rings("line/54_hypothetical_unknown_mode") == [200]
    assert [row.state for row in await inbox(lane=f"line:demo:{CUSTOMER}")] == ["done", "done"]
    await world.merchant(id=CUSTOMER)
    paused = line_text("new Nok A01 1 send", id="01G", at=1, user=CUSTOMER, mode="paused")
    active = line_text("new Nok A01 2 send", id="01H", at=2, user=CUSTOMER)
    assert await door.line(line_body(paused, active)) == 200
    assert "#1001" in (await nok.hears()).words
    await world.settled()
    assert [order["lines"][0]["quantity"] for order in [await world.order(1001)]] == [2]
    assert await Order.all().count() == 1


async def test_somebody_whose_id_is_not_told_never_commands(world: World, door: Door) -> None:
    group = world.line.group([await world.merchant(id=STAFF)], group_id=GROUP)
    await world.customer("Nok")
    assert await door.rings("line/15_group_text_no_userid") == [200]
    said = line_text("/new Nok A01 1 send", id="01I", source={"type": "group", "groupId": GROUP})
    assert await door.line(line_body(said)) == 200
    await world.settled()
    assert [message for message in group.chat if message.who == "shop"] == []
    assert await Order.all().count() == 0


async def test_a_mention_of_the_bot_makes_a_line_in_a_group_a_command(world: World, door: Door) -> None:
    """Of a customer it does not, and a mention of somebody else is talk."""
    group = world.line.group([await world.merchant(id=STAFF)], group_id=GROUP)
    assert await door.rings("line/12_text_mention_without_userid") == [200]
    assert [message for message in group.chat if message.who == "shop"] == []
    assert await door.rings("line/10_text_group_mention_bot") == [200]
    await group.hears("order เสื้อ 2 250")


async def test_words_on_a_sticker_are_never_a_command(world: World, door: Door) -> None:
    staff = await world.merchant(id=GROUP_MEMBER)
    group = world.line.group([staff], group_id=GROUP)
    assert await door.rings("line/26_sticker_message_text") == [200]
    await staff.sends_sticker("orders")
    await world.settled()
    assert [message for message in group.chat if message.who == "shop"] == []
    assert staff.chat[-1].who == "me"


async def test_an_edited_message_is_not_obeyed_again(world: World, door: Door) -> None:
    nok = await world.customer("Nok")
    staff = await world.merchant(id=STAFF)
    group = world.line.group([staff], group_id=GROUP)
    assert await door.rings("line/34_message_edited_group") == [200]
    await staff.says("/new Nok A01 1 send", group)
    await nok.hears("#1001")
    await world.settled()
    answers = len(group.chat)
    typed = next(message for message in group.chat if message.who == "member")
    assert await staff.edits(typed, "/new Nok A01 5 send", group) == 200
    await world.settled()
    assert await Order.all().count() == 1
    (told,) = group.chat[answers:]
    assert "You edited a line that was already done" in told.words


async def test_who_left_the_group_is_staff_no_more(world: World, door: Door) -> None:
    await world.customer("Nok")
    staff = await world.merchant(id=CUSTOMER)
    assert await door.rings("line/42_member_left") == [200]
    await staff.says("new Nok A01 1 send")
    await world.settled()
    assert staff.chat[-1].who == "me"
    assert await Order.all().count() == 0


async def test_who_blocked_the_shop_is_not_written_to_until_they_follow_again(world: World, door: Door) -> None:
    nok = world.line.person("Nok", CUSTOMER)
    assert await door.rings("line/35_follow", "line/38_unfollow") == [200, 200]
    staff = await world.merchant()
    await staff.says("new Nok A01 1 send")
    told = await staff.hears("NOT sent")
    assert "blocked" in told.words
    assert "/o/" in told.words
    assert nok.chat == []
    assert await nok.follows() == 200
    await staff.says("resend 1001")
    await nok.hears("#1001")


async def test_what_was_unsent_is_not_kept(world: World, door: Door) -> None:
    """Nor what it was edited to; what was said beside it stays."""
    await door.rings("line/02_text_user", "line/07_text_line_emoji")
    assert "Hello, world" in await bodies()
    assert await door.rings("line/32_unsend_user") == [200]
    kept = await bodies()
    assert "Hello, world" not in kept
    assert "ขอบคุณค่ะ" in kept
    group = world.line.group([nok := await world.customer("Nok", id=GROUP_MEMBER)], group_id=GROUP)
    await nok.says("a word too many", group)
    typed = group.chat[-1]
    await nok.edits(typed, "another word too many", group)
    await nok.unsends(typed, group)
    await world.settled()
    assert "too many" not in await bodies()


async def test_a_button_tapped_twice_acts_once(world: World, door: Door) -> None:
    """Two taps are two events; the second `send` finds nothing left to send and says so."""
    assert await door.rings("line/44_postback_double_tap") == [200]
    nok = await world.customer("Nok")
    staff = await world.merchant(id=STAFF)
    await staff.says("new Nok A01 1")
    await staff.hears("Draft")
    tap = {"type": "postback", "timestamp": 9, "mode": "active", "source": {"type": "user", "userId": STAFF}}
    taps = [tap | {"postback": {"data": "send"}, "webhookEventId": name} for name in ("01J", "01K")]
    assert await door.line(line_body(*taps)) == 200
    await nok.hears("#1001")
    await world.settled()
    assert await Order.all().count() == 1
    assert len([message for message in nok.chat if message.who == "shop"]) == 1


async def test_what_has_no_chat_is_kept_and_left_alone(world: World, door: Door) -> None:
    names = [
        "line/39_join_group",
        "line/51_unknown_message_type",
        "line/56_account_link_failed",
        "line/62_bot_suspended",
    ]
    assert await door.rings(*names) == [200] * 4
    assert {row.state for row in await inbox()} == {"done"}
    assert await Chat.filter(external_id="-").count() == 0


def test_lines_emoji_are_not_words() -> None:
    event = orjson.loads(ALL["line/07_text_line_emoji"].body)["events"][0]
    heard = line.incoming(event, "demo")
    assert heard is not None
    assert heard.text == "ขอบคุณค่ะ"


async def test_an_indented_and_escaped_body_is_verified_as_it_came(door: Door) -> None:
    assert await door.rings("line/64_whitespace_escaped_body") == [200]
    assert "ทดสอบ" in await bodies()
