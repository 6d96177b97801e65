"""Who may command: linked by a code that works once, gone at once when removed, and only for their own shop."""

from datetime import timedelta
from pathlib import Path

from orders.order import Order
from orders.people import Contact, Staff, StaffInvite, invite_staff, remove_staff
from orders.selling import start
from orders.shops import Shop
from tests.bot.talking import says, state, words_of
from tests.world import World, open_world


async def code_for(world: World, name: str = "Ploy") -> str:
    return await world.database.transaction(invite_staff, await world.shop(), name, world.here.clock.now())


async def test_a_code_makes_this_chat_a_staff_chat(world: World) -> None:
    ploy = world.line.person("Ploy")
    heard = await says(world, ploy, f"staff {await code_for(world)}")
    assert "Welcome, Ploy! You can now sell for ร้านสุขใจ from this chat." in words_of(heard)
    assert list(heard[0].buttons) == ["Help"]
    assert "No orders here." in words_of(await says(world, ploy, "orders"))


async def test_in_thai_and_typed_carelessly(thai_world: World) -> None:
    ploy = thai_world.line.person("พลอย")
    code = (await code_for(thai_world, "พลอย")).lower().replace("-", " ")
    assert "ยินดีต้อนรับค่ะ พลอย" in words_of(await says(thai_world, ploy, f"พนักงาน {code}"))


async def test_a_code_works_once(world: World) -> None:
    code = await code_for(world)
    await says(world, world.line.person("Ploy"), f"staff {code}")
    thief = world.line.person("Thief")
    assert "That code does not work" in words_of(await says(world, thief, f"staff {code}"))
    assert await says(world, thief, "orders") == []


async def test_a_code_that_ran_out_or_is_wrong_links_nobody(world: World) -> None:
    code = await code_for(world)
    await StaffInvite.all().update(expires_at=world.here.clock.now() - timedelta(seconds=1))
    ploy = world.line.person("Ploy")
    for wrong in (code, "AAAA-AAA9", "2222-2222"):
        assert "That code does not work" in words_of(await says(world, ploy, f"staff {wrong}")), wrong
    assert await Staff.all().count() == 0


async def test_who_is_linked_already_hears_so(world: World) -> None:
    ploy = await world.merchant("Ploy")
    assert words_of(await says(world, ploy, f"staff {await code_for(world)}")) == "This chat already belongs to Ploy."


async def test_who_is_removed_is_a_customer_from_the_next_word_on(world: World) -> None:
    await world.customer("Nok")
    ploy = await world.merchant("Ploy")
    await says(world, ploy, "new Nok A01 2")
    await world.database.transaction(remove_staff, await world.shop(), "Ploy")
    before = await state()
    for line in ("send", "orders", "discard"):
        assert await says(world, ploy, line) == [], line
    assert await state() == before


async def test_two_members_of_staff_have_drafts_of_their_own(world: World) -> None:
    await world.customer("Nok")
    await world.customer("Lek")
    ploy, fon = await world.merchant("Ploy"), await world.merchant("Fon", "messenger")
    await says(world, ploy, "new Nok A01 2")
    await says(world, fon, "new Lek B02 1")
    assert "Draft for Nok" in words_of(await says(world, ploy, "show"))
    assert "Draft for Lek" in words_of(await says(world, fon, "show"))
    assert "sent to Lek" in words_of(await says(world, fon, "send"))
    assert "Draft for Nok" in words_of(await says(world, ploy, "show"))


async def test_the_outcome_is_told_to_who_asked_and_the_timeline_knows_them(world: World) -> None:
    await world.customer("Nok")
    ploy, fon = await world.merchant("Ploy"), await world.merchant("Fon")
    before = len(fon.chat)
    await says(world, ploy, "new Nok A01 1 send")
    assert len(fon.chat) == before
    staff = await Staff.get(name="Ploy")
    issued = next(event for event in (await world.order(1001))["timeline"] if event["event"] == "order_issued")
    assert issued["by"] == f"staff:{staff.id}"


async def test_staff_in_their_own_chat_are_no_customers_to_sell_to(world: World) -> None:
    await world.merchant("Fon")
    ploy = await world.merchant("Ploy")
    assert "I do not know anybody called Fon" in words_of(await says(world, ploy, "new Fon")) or (
        "Nobody has written" in words_of(await says(world, ploy, "new Fon"))
    )


OTHER_SHOP = """
[shops.other]
name = "Other shop"
language = "en"

[shops.other.line]
channel_secret = "1111111111111111111111111111aaaa"
channel_access_token = "other-token"
api_base = "http://127.0.0.1:9/line"
"""


async def test_two_shops_do_not_see_each_others_customers_goods_or_orders(tmp_path: Path) -> None:
    async with open_world(tmp_path, more=OTHER_SHOP) as world:
        other = await Shop.get(slug="other")
        contact = await Contact.create(
            shop_id=other.id, channel="line", external_id="Uother", name="Zara", name_key="zara"
        )
        order = await start(other, by="staff:9", now=world.here.clock.now())
        await Order.filter(id=order.id).update(number=5005, stage="new", revision=1)
        merchant = await world.merchant()
        await world.customer("Nok")
        assert "I do not know anybody called Zara" in words_of(await says(world, merchant, "new Zara"))
        assert "too old" in words_of(await says(world, merchant, f"new ~{contact.id}"))
        assert "too old" in words_of(await says(world, merchant, f"edit ~{order.id}"))
        for line in ("order 5005", "edit 5005", "cancel 5005", "resend 5005", "draft 5005"):
            assert words_of(await says(world, merchant, line)) == "There is no order 5005.", line
        assert "5005" not in words_of(await says(world, merchant, "orders"))
        assert (await Order.get(id=order.id)).stage == "new"
