"""Messenger's samples at the real door: who speaks, what opens the window, and what is nothing to us."""

import orjson
import pytest

from orders.order import Order
from orders.people import Chat
from tests.webhooks.ringing import ALL, PSID, PSID2, Door, bodies, inbox, messenger_signed, page_body
from tests.world import APP_ID, World
from webhooks import messenger


def kind_of(name: str) -> str | None:
    """How the first item of a sample is understood."""
    item = orjson.loads(ALL[name].body)["entry"][0]["messaging"][0]
    heard = messenger.incoming(item | {"page": "682498302938465"}, "demo", APP_ID)
    return heard.kind if heard else None


async def test_a_message_that_comes_twice_is_heard_once(door: Door) -> None:
    assert await door.rings("messenger/01_text_user", "messenger/57_duplicate_message") == [200, 200]
    assert len(await inbox()) == 1


async def test_escaped_thai_and_emoji_are_verified_as_they_came(door: Door) -> None:
    assert await door.rings("messenger/02_text_thai") == [200]
    assert "สั่งซื้อ เสื้อยืดสีดำ 2 ตัวค่ะ 🙏🏽" in await bodies()


async def test_a_customer_who_types_a_staff_command_is_only_a_customer(world: World, door: Door) -> None:
    nok = await world.customer("Nok", "messenger", id=PSID)
    staff = await world.merchant()
    said = len(staff.chat)
    assert await door.rings("messenger/03_text_command_from_customer") == [200]
    for text in ("/new A01 2 send", "/new", "#new Nok A01 1 send", "new Nok A01 1 send"):
        assert await nok.says(text) == 200
    await world.settled()
    assert [message for message in nok.chat if message.who == "shop"] == []
    assert len(staff.chat) == said
    assert await Order.all().count() == 0


async def test_a_line_from_the_page_inbox_is_obeyed_once(world: World, door: Door) -> None:
    """Staff are answered in their own chat; the customer's thread shows nothing."""
    nok = await world.customer("Nok", "messenger", id=PSID)
    staff = await world.merchant()
    said = len(staff.chat)
    assert (
        await door.rings("messenger/19_echo_page_inbox_command", "messenger/20_echo_page_inbox_command_dup")
        == [200] * 2
    )
    await staff.hears("order เสื้อ 2 250")
    assert len(staff.chat) == said + 1
    assert [message for message in nok.chat if message.who == "shop"] == []


@pytest.mark.parametrize(
    ("name", "told"),
    [("22_echo_without_app_id", 'I find no product "กาแฟ"'), ("31_standby_echo_page_inbox_command", "order")],
)
async def test_the_page_is_obeyed_without_an_app_id_and_in_standby(
    world: World, door: Door, name: str, told: str
) -> None:
    await world.customer("Nok", "messenger", id=PSID)
    staff = await world.merchant()
    assert await door.rings(f"messenger/{name}") == [200]
    await staff.hears(told)


async def test_a_bill_typed_in_the_page_inbox_reaches_the_customer(world: World) -> None:
    """However the inbox names itself, and also when it has taken the thread; only the cards appear there."""
    nok = await world.customer("Nok", "messenger")
    await world.merchant()
    await nok.inbox_says("/new A01 1 send")
    await nok.hears("#1001")
    await nok.inbox_says("/new A01 2 send", app_id=None)
    await nok.hears("#1002")
    await nok.inbox_says("/new A01 3 send", standby=True)
    await nok.hears("#1003")
    await world.settled()
    assert len([message for message in nok.chat if message.via == "send"]) == 3


async def test_echoes_of_ourselves_and_of_other_apps_command_nothing(world: World, door: Door) -> None:
    nok = await world.customer("Nok", "messenger", id=PSID)
    staff = await world.merchant()
    said = len(staff.chat)
    assert (
        await door.rings("messenger/18_echo_own_app", "messenger/24_echo_other_app", "messenger/26_echo_image")
        == [200] * 3
    )
    await nok.inbox_says("/new A01 1 send", app_id=498721317747541)
    await nok.inbox_says("/new A01 1 send", app_id=int(APP_ID))
    await world.settled()
    assert await Order.all().count() == 0
    assert len(staff.chat) == said


async def test_every_item_of_every_entry_is_heard_and_no_other_shops(world: World, door: Door) -> None:
    assert await door.rings("messenger/55_multi_entry_batch") == [200]
    assert [row.lane for row in await inbox()] == [
        f"messenger:demo:{PSID}", f"messenger:demo:{PSID2}", f"messenger:demo:{PSID}",
    ]  # fmt: skip
    assert "999999999999999" not in await bodies()


async def test_a_person_without_an_id_is_kept_and_left_alone(door: Door) -> None:
    assert await door.rings("messenger/36_postback_user_ref") == [200]
    assert [(row.lane, row.state) for row in await inbox()] == [("messenger:demo:-", "done")]
    assert await Chat.all().count() == 0


async def test_the_dashboards_test_body_gets_200_and_nothing_is_stored(door: Door) -> None:
    assert await door.rings("messenger/65_dashboard_test_sample") == [200]
    assert await inbox() == []


async def test_another_product_of_meta_gets_404_and_nothing_is_stored(door: Door) -> None:
    assert await door.rings("messenger/63_instagram_object") == [404]
    assert await inbox() == []


async def test_what_the_customer_does_opens_the_window_and_reading_does_not(world: World, door: Door) -> None:
    async def is_open() -> bool:
        return await Chat.exists(external_id=PSID, heard_at__isnull=False)

    closed = [
        "40_delivery_no_mids",
        "41_read",
        "44_message_edit",
        "19_echo_page_inbox_command",
        "47_pass_thread_control",
    ]
    for name in closed:
        assert await door.rings(f"messenger/{name}") == [200]
        assert not await is_open(), name
    for name in (
        "37_referral_mme",
        "42_reaction",
        "32_standby_postback_no_payload",
        "09_image_slip",
        "12_sticker_new_only",
    ):
        await Chat.all().update(heard_at=None, acted_at=0)
        assert await door.rings(f"messenger/{name}") == [200]
        assert await is_open(), name


async def test_a_button_tapped_twice_without_a_message_id_acts_once_for_each_tap(world: World, door: Door) -> None:
    """Retries of one tap are the same tap: sender, time and payload say so. The second tap finds nothing to send."""
    nok = await world.customer("Nok", "messenger")
    staff = await world.merchant("Ploy", "messenger")
    await staff.says("new Nok A01 1")
    await staff.hears("Draft")
    page = {"sender": {"id": staff.psid}, "recipient": {"id": "682498302938465"}}
    tap = page | {"timestamp": 1_795_000_000_000, "postback": {"title": "Send bill", "payload": "send"}}
    body = page_body(tap, tap, tap | {"timestamp": 1_795_000_000_900})
    for _ in range(2):
        assert await door.post("/webhooks/messenger", body, messenger_signed(body)) == 200
    await nok.hears("#1001")
    await world.settled()
    assert await Order.all().count() == 1
    assert len([message for message in nok.chat if message.via == "send"]) == 1
    assert len(await inbox(kind="postback")) == 2


def test_pictures_are_pictures_and_stickers_are_not() -> None:
    assert kind_of("messenger/09_image_slip") == "picture"
    assert kind_of("messenger/12_sticker_new_only") == "other"
    assert kind_of("messenger/14_fallback_null_payload") == "other"
    old_sticker = {
        "type": "image",
        "payload": {"url": "https://scontent.xx.fbcdn.net/like.png", "sticker_id": 369239263222822},
    }
    item = {
        "sender": {"id": PSID},
        "recipient": {"id": "1"},
        "page": "1",
        "message": {"mid": "m", "attachments": [old_sticker]},
    }
    heard = messenger.incoming(item, "demo", APP_ID)
    assert heard is not None
    assert heard.kind == "other"


def test_a_quick_reply_speaks_its_payload() -> None:
    item = orjson.loads(ALL["messenger/04_text_quick_reply"].body)["entry"][0]["messaging"][0]
    heard = messenger.incoming(item | {"page": "682498302938465"}, "demo", APP_ID)
    assert heard is not None
    assert heard.text == "CONFIRM:ORD-000123"


async def test_events_that_are_nothing_to_us_are_kept_and_done(door: Door) -> None:
    names = [
        "49_app_roles_no_sender", "50_policy_enforcement", "51_send_cart_order", "58_unknown_event_key",
        "59_page_feed_change", "61_invoice_change_native",
    ]  # fmt: skip
    assert await door.rings(*(f"messenger/{name}" for name in names)) == [200] * 6
    assert [row.state for row in await inbox()] == ["done"] * 6
