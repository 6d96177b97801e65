"""In a LINE group with the shop only linked staff are obeyed, and only when they speak to it."""

from typing import Any

import pytest

from orders.order import Order
from orders.people import Contact, StaffInvite, invite_staff
from tests.bot.talking import labels_of, nothing_failed, says, says_in, words_of
from tests.world import World


async def test_staff_are_obeyed_when_they_speak_to_the_shop_and_others_never(world: World) -> None:
    nok = await world.customer("Nok")
    merchant = await world.merchant()
    group = world.line.group([merchant, nok])
    for speaker, line in ((nok, "/new Nok A01 1"), (nok, "status"), (merchant, "new Nok A01 1"), (merchant, "hello")):
        await speaker.says(line, group)
        await world.settled()
        assert [message for message in group.chat if message.who == "shop"] == [], line
    assert await Order.all().count() == 0
    await merchant.says("/new Nok A01 1", group)
    await group.hears("Draft for Nok")
    await merchant.says("send", group, mention_bot=True)
    await nok.hears("Order #1001")
    await group.hears("✓ #1001")
    await nothing_failed()


async def scene(world: World, *names: str) -> tuple[Any, Any, list[Any]]:
    """A group with staff and customers in it, all of whom have spoken there."""
    people = [await world.customer(name) for name in names]
    merchant = await world.merchant()
    group = world.line.group([merchant, *people])
    for person in people:
        assert await says_in(world, group, person, "สวัสดีค่ะ") == []
    return group, merchant, people


@pytest.mark.parametrize("speaker", ["customer", "staff"])
@pytest.mark.parametrize("how", [{}, {"mention_bot": True}])
async def test_a_staff_code_typed_in_a_group_is_used_up(world: World, speaker: str, how: dict[str, Any]) -> None:
    group, merchant, (nok,) = await scene(world, "Nok")
    code = await world.database.transaction(invite_staff, await world.shop(), "Lek", world.here.clock.now())
    said = words_of(await says_in(world, group, nok if speaker == "customer" else merchant, f"staff {code}", **how))
    assert ("does not belong in a group" in said) == bool(how)
    assert (await StaffInvite.filter(name="Lek").get()).used_at is not None
    await says(world, nok, f"staff {code}")
    assert await Contact.exists(name="Nok", staff_id=None)


async def test_the_only_customer_of_the_group_needs_no_name(world: World) -> None:
    group, merchant, (nok,) = await scene(world, "Nok")
    assert "Draft for Nok" in words_of(await says_in(world, group, merchant, "/A01 2"))
    assert "฿398.00" in words_of(await says_in(world, group, merchant, "/discard\n/new A01 2"))
    await says_in(world, group, merchant, "/send")
    await nok.hears("Order #1001")


async def test_a_mentioned_member_is_the_customer(world: World) -> None:
    group, merchant, (_, lek) = await scene(world, "Nok", "Lek Yai")
    heard = await says_in(world, group, merchant, "/new @Lek Yai A01 2", mentions=[lek])
    assert "Draft for Lek Yai" in words_of(heard)
    assert "2 × 199" in words_of(heard)
    await says_in(world, group, merchant, "send", mention_bot=True)
    await lek.hears("Order #1001")


async def test_a_member_who_never_wrote_gets_the_card_in_the_group(world: World) -> None:
    group, merchant, _ = await scene(world, "Nok")
    mai = world.line.person("Mai")
    heard = words_of(await says_in(world, group, merchant, "/new @Mai A01 1", mentions=[mai]))
    assert "Draft for Mai" in heard
    heard = words_of(await says_in(world, group, merchant, "/send"))
    assert "Order #1001" in heard
    await merchant.hears("✓ #1001 sent to Mai")


async def test_neither_the_card_nor_the_confirmation_tells_the_group_where_a_customer_lives(world: World) -> None:
    group, merchant, _ = await scene(world, "Nok")
    mai = world.line.person("Mai")
    line = "/new @Mai A01 1 ship EMS pay promptpay\n/address Mai Jai 0812345678 99/1 Soi 5, Chatuchak, Bangkok 10900"
    await says_in(world, group, merchant, line, mentions=[mai])
    bill_to = "/bill to Mai Co Ltd 0105536000315 7 Soi 5, Chatuchak, Bangkok 10900"
    await says_in(world, group, merchant, f"{bill_to}\n/send")
    await says(world, merchant, "paid 1001")
    heard = words_of(group.chat)
    assert "Order #1001 confirmed" in heard
    assert heard.count("To: (known)") >= 3
    for secret in ("Soi 5", "0812345678", "0105536000315"):
        assert secret not in words_of([message for message in group.chat if message.who == "shop"]), secret


async def test_of_several_customers_only_those_of_the_group_are_offered(world: World) -> None:
    await world.customer("Zed")
    group, merchant, _ = await scene(world, "Nok", "Lek")
    asked = await says_in(world, group, merchant, "/new A01 2")
    assert labels_of(asked) == ["Nok", "Lek"]
    before = len(group.chat)
    await merchant.taps("Lek", group)
    await world.settled()
    heard = words_of(group.chat[before:])
    assert "Draft for Lek" in heard
    assert "2 × 199" in heard


async def test_where_nobody_is_known_the_bot_asks_for_a_mention(world: World) -> None:
    await world.customer("Zed")
    merchant = await world.merchant()
    group = world.line.group([merchant])
    heard = words_of(await says_in(world, group, merchant, "/new A01 2"))
    assert 'Mention the customer, for example "/new @Nok"' in heard
    assert "Zed" not in heard
    assert "No draft is open here" in words_of(await says_in(world, group, merchant, "/A01 2"))


async def test_buttons_in_a_group_speak_with_a_slash(world: World) -> None:
    group, merchant, _ = await scene(world, "Nok")
    (card,) = await says_in(world, group, merchant, "#A01 2")
    assert card.buttons["Undo"]["text"] == "/undo"
    before = len(group.chat)
    await merchant.taps("Undo", group)
    await world.settled()
    assert "Nothing on it yet" in words_of(group.chat[before:])


async def test_natural_lines_need_the_mark_too(world: World) -> None:
    group, merchant, _ = await scene(world, "Nok")
    await says_in(world, group, merchant, "/A01 2")
    assert await says_in(world, group, merchant, "ลดให้ 10%") == []
    assert "-฿39.80" in words_of(await says_in(world, group, merchant, "ลดให้ 10%", mention_bot=True))
    assert "฿350.00" in words_of(await says_in(world, group, merchant, "/ปัดเหลือ 350"))


async def test_a_customer_is_never_obeyed_in_a_group(world: World) -> None:
    group, merchant, (nok,) = await scene(world, "Nok")
    await says_in(world, group, merchant, "/A01 2")
    for line in ("/A01 5", "/discount 100", "/send", "undo"):
        assert await says_in(world, group, nok, line) == [], line
        assert "Draft" not in words_of(await says_in(world, group, nok, line, mention_bot=True)), line
    assert (await Order.get()).total == 39800


async def test_the_address_of_the_customer_is_not_read_out_in_the_group(world: World) -> None:
    group, merchant, (nok,) = await scene(world, "Nok")
    await says_in(world, group, merchant, "/A01 2")
    line = "/address Nok Jai 0812345678 99/1 Soi 5, Lat Yao, Chatuchak, Bangkok 10900"
    heard = words_of(await says_in(world, group, merchant, line))
    assert "To: (known)" in heard
    assert "0812345678" not in heard
    assert "Soi 5" not in heard
    await says_in(world, group, merchant, "/send")
    await nok.hears("Soi 5")
    heard = words_of(await says_in(world, group, merchant, "/order 1001"))
    assert "To: (known)" in heard
    assert "Soi 5" not in heard


async def test_a_name_in_a_group_is_first_one_of_the_group(world: World) -> None:
    for name in ("Nok Suay", "Nok Lek", "Zed"):
        await world.customer(name)
    group, merchant, _ = await scene(world, "Nok Yai", "Mai")
    assert "Draft for Nok Yai" in words_of(await says_in(world, group, merchant, "/new Nok A01 2"))
    assert "Draft for Zed" in words_of(await says_in(world, group, merchant, "/new Zed A01 2"))


async def test_customers_outside_the_group_are_never_listed_in_it(world: World) -> None:
    for name in ("Pim Suay", "Pim Lek", "Zed"):
        await world.customer(name)
    group, merchant, _ = await scene(world, "Nok", "Mai")
    for line in ("/new Pim A01 2", "/new Pim", "/new Somebody", "/new"):
        heard = await says_in(world, group, merchant, line)
        assert labels_of(heard) == ["Nok", "Mai"], line
        assert not any(name in words_of(heard) for name in ("Suay", "Lek", "Zed")), line


async def test_lists_asked_for_in_a_group_show_its_own_orders_only(world: World) -> None:
    await world.customer("Zed")
    group, merchant, _ = await scene(world, "Nok", "Mai")
    await says(world, merchant, "new Zed A01 1 send")
    await says(world, merchant, "new Zed A01 3")
    await says(world, merchant, "new Mai B02 1 send")
    await says(world, merchant, "new Mai B02 1")
    for line, shown in (("/orders", "#1002"), ("/orders draft", "Mai"), ("/edit Zed", 'draft for "Zed"')):
        heard = words_of(await says_in(world, group, merchant, line))
        assert shown in heard, line
        assert "#1001" not in heard, line
        assert "Zed ·" not in heard, line
    assert "#1001" in words_of(await says(world, merchant, "orders"))
