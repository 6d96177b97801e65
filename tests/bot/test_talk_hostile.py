"""Hostile text through the whole chat path: harmless, and either a clear answer or silence."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orders.order import Order
from orders.people import Contact, name_key
from tests.bot.talking import inbox, nothing_failed, says, words_of
from tests.world import World

HOSTILE = [
    "x" * 5000,
    "ก" * 5000,
    "A01 " * 1250,
    "😀" * 2500,
    "\u202eevil\u202c \u2066\u200b\ufeff",
    "\u0000\u0001\u0008\u001b[31m",
    "<script>alert(1)</script><b>&amp;",
    "=1+1\t@SUM(A1)",
    "'; DROP TABLE shop_order; --",
    "{customer} {0} {} {{ }} %s %(x)s ${x} {{7*7}} {% x %}",
    "{customer.__class__.__mro__}",
    "\\ud800 \\x00 \\n",
    "a\u0301" * 300,
    "﷽" * 200,
    "\" “ ” „ ' ` « »",
    "/ # // ## /#",
    "999999999999999999999999999999",
    "-1e9999999",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_said_by_anybody_it_does_no_harm(world: World, text: str) -> None:
    nok = await world.customer("Nok")
    merchant = await world.merchant()
    await says(world, nok, text)
    await says(world, merchant, text)
    await says(world, merchant, f"new Nok {text}"[:5000])
    await says(world, merchant, "new Nok A01 1")
    for verb in (
        "note",
        "address",
        "bill to",
        "ship",
        "add",
        "remove",
        "new",
        "order",
        "cancel 1001",
        "help",
        "staff",
        "lang",
    ):
        await says(world, merchant, f"{verb} {text}"[:5000])
    await nothing_failed()
    assert "Draft for" in words_of(await says(world, merchant, "new Nok A01 1")), "the shop works on"


@pytest.mark.parametrize("channel", ["line", "messenger"])
async def test_braces_and_markup_in_names_and_notes_are_only_letters(world: World, channel: str) -> None:
    name = "{customer}<b>%s"
    nok = await world.customer(name, channel)
    merchant = await world.merchant("Ploy {link}", channel)
    await says(world, merchant, "new")
    await merchant.taps(name)
    await world.settled()
    heard = words_of(await says(world, merchant, "{x} gift 1 @59\nnote {total} </script> =1+1 ${7*7}\nship EMS"))
    assert f"Draft for {name}" in heard
    assert "{total} </script> =1+1 ${7*7}" in heard
    told = words_of(await says(world, merchant, "send"))
    assert f"sent to {name}" in told
    card = await nok.hears("1001")
    assert "{total} </script> =1+1 ${7*7}" in card.words
    assert "{x} gift" in card.words
    order = await world.order(1001)
    assert order["note"] == "{total} </script> =1+1 ${7*7}"


async def test_hidden_letters_do_not_make_another_sku(world: World) -> None:
    await world.customer("Nok")
    merchant = await world.merchant()
    heard = words_of(await says(world, merchant, "new Nok \u200bA\u200b01\u202e 2\u00a0"))
    assert "2 × 199" in heard


async def test_a_name_of_nothing_at_all_still_has_a_card(world: World) -> None:
    nok = await world.customer("\u200b")
    await Contact.filter(external_id=nok.user_id).update(name="", name_key="")
    merchant = await world.merchant()
    heard = await says(world, merchant, "new")
    assert list(heard[0].buttons) == [f"…{nok.user_id[-4:]}"]


async def test_a_very_long_name_fits_every_card_and_button(world: World) -> None:
    name = "น้ำผึ้ง" * 25
    nok = await world.customer(name)
    merchant = await world.merchant()
    assert (await Contact.get(external_id=nok.user_id)).name_key == name_key(name)
    assert len(await says(world, merchant, "new")) == 1
    assert "✓ #1001" in words_of(await says(world, merchant, "new น้ำผึ้ง A01 1 send"))


async def test_a_long_order_arrives_as_one_card(world: World) -> None:
    nok = await world.customer("Nok")
    merchant = await world.merchant()
    goods = "\n".join(f"thing number {n} with quite a long name 1 @{n}.50" for n in range(1, 121))
    for start in range(0, 120, 60):
        part = "\n".join(goods.split("\n")[start : start + 60])
        await says(world, merchant, ("new Nok\n" if start == 0 else "") + part)
    assert "✓ #1001" in words_of(await says(world, merchant, "send"))
    cards = [message for message in nok.chat if message.who == "shop"]
    assert len(cards) == 1
    assert "more items" in cards[0].words


async def test_hostile_lines_in_a_customers_thread(world: World) -> None:
    nok = await world.customer("Nok", "messenger")
    await world.merchant("Ploy", "messenger")
    for text in HOSTILE:
        assert await inbox(world, nok, f"/{text}"[:2000]) == []
    assert await Order.exclude(stage="draft").count() == 0


async def test_anything_typed_with_a_draft_open_gets_an_answer_or_silence(world: World) -> None:
    """Fifty messages made of pieces of commands, in one conversation."""
    await world.customer("Nok")
    merchant = await world.merchant()
    pieces = [
        "new", "Nok", "A01", "B02", "2", "@", "59", "for", "=", "-", ",", "\n", "ship", "EMS", "discount", "10%", "pay",
        "cod", "note", "send", "undo", "show", "link", "edit", "1001", "draft", "cancel", "ลบ", "เพิ่ม", "ส่งบิล", "เปิดบิล",
        "นก", "ตัว", "๕", "{x}", '"', "/", "~1", "white shirt",
    ]  # fmt: skip
    lines: list[str] = []

    @settings(max_examples=50, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.sampled_from(pieces), min_size=1, max_size=9).map(" ".join))
    def collect(line: str) -> None:
        lines.append(line)

    collect()
    for line in lines:
        await merchant.says(line)
    await world.settled()
    await nothing_failed()
    for order in await Order.all():
        assert order.total == order.subtotal - order.discount + order.shipping_fee + order.payment_fee >= 0
