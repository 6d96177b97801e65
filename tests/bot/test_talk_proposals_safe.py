"""Between a proposal and its confirmation the world goes on: what is ordered is what was shown, or it is asked anew."""

from orders.catalogue import Product, goods_changed
from orders.proposals import Proposal
from tests.bot.talking import says, taps, words_of
from tests.bot.test_talk_proposals import CHANNELS, orders, press, scene
from tests.world import World


async def test_an_order_that_changed_meanwhile_is_shown_again(world: World) -> None:
    nok, merchant = await scene(world)
    await says(world, merchant, "new Nok A01 2 send")
    await says(world, nok, "B02 1")
    await says(world, merchant, "edit 1001")
    await says(world, merchant, "C03-M 1 send")
    again = words_of(await taps(world, nok, "Confirm"))
    assert "Your order has changed since" in again
    assert "฿838.00" in again
    assert [revision for _, revision, _ in await orders()] == [2]
    await taps(world, nok, "Confirm")
    assert await orders() == [(1001, 3, 83800)]


async def test_a_staff_edit_from_before_cannot_wipe_out_what_the_customer_added(world: World) -> None:
    nok, merchant = await scene(world)
    await says(world, merchant, "new Nok A01 2 send")
    await says(world, merchant, "edit 1001")
    await says(world, nok, "B02 1")
    await taps(world, nok, "Confirm")
    assert await orders() == [(1001, 2, 48800)]
    assert "nothing was sent" in words_of(await says(world, merchant, "C03-M 1 send"))
    assert await orders() == [(1001, 2, 48800)]


async def test_a_price_that_changed_meanwhile_is_shown_first(world: World) -> None:
    nok, _ = await scene(world)
    await says(world, nok, "A01 2")
    await Product.filter(sku="A01").update(price=25000)
    await goods_changed(await world.shop())
    assert "A price has changed since" in words_of(await taps(world, nok, "Confirm"))
    assert await orders() == []
    await taps(world, nok, "Confirm")
    assert await orders() == [(1001, 1, 50000)]


async def test_a_price_they_name_is_never_believed(world: World) -> None:
    nok, _ = await scene(world)
    card = words_of(await says(world, nok, "A01 2 @1"))
    assert "The price of Black tee is 199" in card
    assert "฿398.00" in card


async def test_what_is_left_is_proposed(world: World) -> None:
    nok, _ = await scene(world)
    card = words_of(await says(world, nok, "B02 5"))
    assert "Tote bag: only 3 left" in card
    assert "3 × 90" in card
    await Product.filter(sku="B02").update(reserved=3)
    assert words_of(await says(world, nok, "B02 1")) == "Sorry, Tote bag is sold out."


async def test_stock_that_went_meanwhile_is_said_before_anything_is_ordered(world: World) -> None:
    nok, _ = await scene(world)
    await says(world, nok, "B02 3")
    await Product.filter(sku="B02").update(reserved=2)
    again = words_of(await taps(world, nok, "Confirm"))
    assert "There are fewer left than before" in again
    assert "1 × 90" in again
    assert await orders() == []


async def test_no_more_of_a_line_than_there_is_can_be_asked_for(world: World) -> None:
    nok, merchant = await scene(world)
    await says(world, merchant, "new Nok B02 1 send")
    card = words_of(await says(world, nok, "ขอเปลี่ยน B02 เป็น 9 ค่ะ"))
    assert "Tote bag: only 3 left" in card
    assert "1 → 3" in card
    bill = words_of(await taps(world, nok, "Confirm"))
    assert "You have changed your order" in bill
    assert "has changed your order" not in bill
    assert await orders() == [(1001, 2, 27000)]


async def test_an_old_proposal_says_so(world: World) -> None:
    nok, _ = await scene(world)
    await says(world, nok, "A01 2")
    number = (await Proposal.get()).id
    world.later(24 * 3600 + 1)
    assert "Say again what you would like" in words_of(await press(world, nok, "line", f"confirm ~{number}"))
    assert await orders() == []


async def test_somebody_elses_proposal_does_not_exist(world: World) -> None:
    nok, _ = await scene(world)
    lek = await world.customer("Lek")
    await says(world, nok, "A01 2")
    number = (await Proposal.get()).id
    for said in (f"confirm ~{number}", "confirm ~999999999", f"no thanks ~{number}"):
        assert "too old or has been answered" in words_of(await press(world, lek, "line", said))
    assert await orders() == []
    assert (await Proposal.get()).state == "waiting"


HOSTILE = [
    "A01 99999", "CF A01 99999999999999999999", "CF A01 0", "CF A01 -1", "CF A01 1.5", "A01 -5", "confirm ~0",
    "confirm ~1' OR 1=1", "ยืนยัน ~99999999999999", "cf <b>A01</b> 2", "cf \u202eA01\u202c 2", "CF " + "A01 " * 500,
    "cf " + ", ".join(f"A{n} 1" for n in range(201)), "cf " + "x" * 4990, "A01 2\n" * 300, "queue A01", "คิว A01 ~1",
    "no thanks ~", "cancel 999999999999", "cf \"\" 1", "cf 🙂 2", "A01 2" + "!" * 4000,
]  # fmt: skip


@CHANNELS
async def test_whatever_is_typed_is_answered_clearly_or_not_at_all(world: World, channel: str) -> None:
    nok, _ = await scene(world, channel)
    for line in HOSTILE:
        answer = words_of(await says(world, nok, line))
        assert await orders() == [], line
        assert "{" not in answer, line
    assert "99999 is too many" in words_of(await says(world, nok, "A01 99999"))
    card = words_of(await says(world, nok, "A01 9999"))
    assert "only 10 left" in card


@CHANNELS
async def test_two_hundred_kinds_of_goods_are_one_proposal(world: World, channel: str) -> None:
    nok, _ = await scene(world, channel)
    shop = await world.shop()
    await Product.bulk_create(
        Product(shop_id=shop.id, sku=f"Z{n}", sku_key=f"z{n}", name=f"ของ {n}", price=100) for n in range(200)
    )
    await goods_changed(shop)
    assert "฿200.00" in words_of(await says(world, nok, "cf " + ", ".join(f"Z{n} 1" for n in range(200))))
    await taps(world, nok, "Confirm")
    assert await orders() == [(1001, 1, 20000)]
