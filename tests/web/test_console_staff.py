"""Staff at the console."""

from orders.database import Database
from orders.people import Contact, link_staff
from orders.shops import Shop
from tests.web.console_shop import NOW, ConsoleShop


def linked(shop: ConsoleShop, code: str) -> bool:
    async def work(db: Database, here: Shop) -> bool:
        contact, _ = await Contact.get_or_create(shop_id=here.id, channel="line", external_id="U9")
        return await link_staff(contact, here, code, NOW) is not None

    return shop.inside(work)


def test_an_invitation_makes_a_member_of_staff_once(shop: ConsoleShop) -> None:
    invited = shop.reads("staff", "invite", "--name", "มะลิ", "--shop", "demo", "--json")
    assert list(invited) == ["code"]
    assert linked(shop, invited["code"])
    assert not linked(shop, invited["code"])
    (malee,) = shop.reads("staff", "list", "--json")
    assert (malee["name"], malee["channels"]) == ("มะลิ", ["line"])
    assert "มะลิ" in shop.inchat("staff", "list").out


def test_the_invitation_for_people_says_what_to_type(shop: ConsoleShop) -> None:
    assert "staff " in shop.inchat("staff", "invite").out


def test_who_is_removed_may_command_no_more(shop: ConsoleShop) -> None:
    linked(shop, shop.reads("staff", "invite", "--name", "Malee", "--json")["code"])
    assert shop.inchat("staff", "remove", "--name", "malee").out == "malee may no longer command.\n"
    assert shop.reads("staff", "list", "--json") == []
    said = shop.inchat("staff", "remove", "--name", "malee")
    assert (said.status, said.complaints) == (2, ["--name malee: there is no such member of staff"])


def test_a_name_has_its_limit(shop: ConsoleShop) -> None:
    assert shop.inchat("staff", "invite", "--name", "x" * 201).complaints == ["--name: at most 200 characters"]
