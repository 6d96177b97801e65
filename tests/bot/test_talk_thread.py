"""In a customer's Messenger thread the page's people command with `/`: the card appears there, staff hear the rest."""

from typing import Any

import pytest

from orders.order import Order
from tests.bot.talking import inbox, says, taps, words_of
from tests.world import World


async def scene(world: World, near: str = "messenger") -> tuple[Any, Any]:
    return await world.customer("Nok", "messenger"), await world.merchant("Ploy", near)


@pytest.mark.parametrize(
    "line", ["/new A01 2 send", "/ new A01 2\n/send", "#new A01 2 send", "/A01 2 send", "/เปิดบิล A01 2 ส่งบิล"]
)
async def test_one_line_in_the_thread_puts_the_card_there_and_nothing_else(world: World, line: str) -> None:
    nok, merchant = await scene(world)
    (card,) = await inbox(world, nok, line)
    assert "Order #1001" in card.words
    assert "฿398.00" in card.words
    await merchant.hears("✓ #1001 sent to Nok on Messenger")


async def test_by_name_in_the_thread_goods_need_no_code(world: World) -> None:
    nok, _ = await scene(world)
    (card,) = await inbox(world, nok, "/new black tee 2 send")
    assert "2 × 199" in card.words


async def test_what_people_write_to_each_other_is_left_alone(world: World) -> None:
    nok, merchant = await scene(world)
    before = len(merchant.chat)
    for line in ("hello dear", "A01 2", "new A01 2 send", "your order #1001 is on its way", "10/11 ok?"):
        assert await inbox(world, nok, line) == [], line
    assert len(merchant.chat) == before
    assert await Order.all().count() == 0


async def test_a_customer_who_types_the_same_is_only_a_customer(world: World) -> None:
    nok, merchant = await scene(world)
    before = len(merchant.chat)
    for line in ("/new A01 2 send", "#A01 1", "/send", "new Nok A01 2 send", "/staff AAAA-AAAA A01"):
        assert await says(world, nok, line) == [], line
    assert len(merchant.chat) == before
    assert await Order.all().count() == 0


async def test_in_standby_and_without_an_app_id_the_page_is_obeyed_too(world: World) -> None:
    nok, merchant = await scene(world)
    await nok.inbox_says("/new A01 1", standby=True)
    await merchant.hears("Draft for Nok")
    await nok.inbox_says("/send", app_id=None)
    await merchant.hears("✓ #1001")
    await nok.hears("Order #1001")


async def test_another_apps_message_is_no_command(world: World) -> None:
    nok, _ = await scene(world)
    await nok.inbox_says("/new A01 2 send", app_id=424242)
    await world.settled()
    assert await Order.all().count() == 0


async def test_step_by_step_only_staff_see_the_draft(world: World) -> None:
    nok, merchant = await scene(world)
    for line, shown in (
        ("/new", "Draft for Nok"),
        ("/A01 2", "฿398.00"),
        ("/ship EMS", "฿448.00"),
        ("/discount 48", "฿400.00"),
    ):
        assert await inbox(world, nok, line) == []
        await merchant.hears(shown)
    (card,) = await inbox(world, nok, "/send")
    assert "฿400.00" in card.words


async def test_what_is_wrong_is_told_to_staff_with_the_customers_name(world: World) -> None:
    nok, merchant = await scene(world)
    for line, told in (
        ("/foo 2", 'In the chat with Nok: I find no product "foo"'),
        ("/sned", 'In the chat with Nok: I do not understand "sned"'),
        ("/B02 99 send", "In the chat with Nok: Not enough stock: Tote bag (B02) has 3 left"),
        ("/ship Flash", "In the chat with Nok: There is no shipping method"),
        ("/order 77", "In the chat with Nok: There is no order 77"),
    ):
        assert await inbox(world, nok, line) == [], line
        await merchant.hears(told)


async def test_a_question_is_answered_in_the_staff_chat_and_the_draft_comes_along(world: World) -> None:
    nok, merchant = await scene(world)
    assert await inbox(world, nok, "/white shirt 2") == []
    await merchant.hears('Which "white shirt" do you mean?')
    (card,) = await taps(world, merchant, "White shirt M 350")
    assert "฿700.00" in card.words
    await taps(world, merchant, "Send bill")
    await nok.hears("฿700.00")
    await merchant.hears("✓ #1001 sent to Nok")


async def test_the_buttons_of_a_draft_from_the_thread_work_in_the_staff_chat(world: World) -> None:
    nok, merchant = await scene(world)
    await inbox(world, nok, "/A01 2")
    await merchant.hears("Draft for Nok")
    await taps(world, merchant, "Send bill")
    await nok.hears("Order #1001")
    await merchant.hears("✓ #1001")
    await inbox(world, nok, "/B02 1")
    await merchant.hears("Draft for Nok")
    assert "The draft is gone" in words_of(await taps(world, merchant, "Discard"))
    assert await Order.filter(stage="draft").count() == 0


async def test_staff_on_line_only_hear_it_there(world: World) -> None:
    nok, merchant = await scene(world, near="line")
    await inbox(world, nok, "/new A01 1 send")
    await merchant.hears("✓ #1001 sent to Nok on Messenger")


async def test_every_member_of_staff_hears_it_once(world: World) -> None:
    nok, ploy = await scene(world)
    also_ploy = await world.merchant("Ploy", "line")
    fon = await world.merchant("Fon", "line")
    before = len(also_ploy.chat)
    await inbox(world, nok, "/new A01 1 send")
    await ploy.hears("✓ #1001")
    await fon.hears("✓ #1001")
    assert len(also_ploy.chat) == before, "the same person is not told twice"


async def test_with_no_staff_in_any_chat_the_shop_gets_a_mail(world: World) -> None:
    nok = await world.customer("Nok", "messenger")
    await inbox(world, nok, "/foo 2")
    assert "I find no product" in str(await world.mailbox.receives())


async def test_link_gives_staff_the_words_to_copy_and_the_thread_nothing(world: World) -> None:
    nok, merchant = await scene(world)
    assert await inbox(world, nok, "/A01 1 link") == []
    await merchant.hears("In the chat with Nok: Link for #1001")
    summary = await merchant.hears("/o/")
    assert summary.text.startswith("ร้านสุขใจ · order #1001")


async def test_an_edit_from_the_thread_sends_the_new_card_there(world: World) -> None:
    nok, merchant = await scene(world)
    await inbox(world, nok, "/new A01 1 send")
    assert await inbox(world, nok, "/edit 1001") == []
    (card,) = await inbox(world, nok, "/discount 50 send")
    assert "updated" in card.words
    await merchant.hears("version 2, sent to Nok")
    (card,) = await inbox(world, nok, "/resend 1001")
    assert "฿149.00" in card.words


async def test_a_code_or_a_language_does_not_belong_into_a_customers_thread(world: World) -> None:
    nok, merchant = await scene(world)
    assert await inbox(world, nok, "/lang th") == []
    await merchant.hears("I speak with you in your own chat")
    assert await inbox(world, nok, "/staff ABCD-2345") == []
    await merchant.hears("does not belong in a customer's thread")
    assert await inbox(world, nok, "/help") == []
    await merchant.hears("What you can say here")


async def test_what_waited_for_the_answer_is_done_when_it_is_given_in_the_staff_chat(world: World) -> None:
    nok, merchant = await scene(world)
    assert await inbox(world, nok, "/white shirt 2\n/ship EMS\n/send") == []
    await merchant.hears('Which "white shirt" do you mean?')
    assert await inbox(world, nok, "/discard") == []
    await inbox(world, nok, "/white shirt 2\n/shirt white 1")
    await world.settled()
    await taps(world, merchant, "White shirt M 350")
    heard = words_of(merchant.chat[-1:])
    assert 'Which "shirt white" do you mean?' in heard
