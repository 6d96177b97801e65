"""Customers are found by what staff call them; staff are known by a code that works once."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.people import (
    INVITE_LASTS,
    Chat,
    Contact,
    Staff,
    customer_of,
    customers_called,
    invite_staff,
    latest_customers,
    link_staff,
    name_key,
    remove_staff,
)
from orders.shops import Shop
from tests.orders.conftest import NOW, a_shop


async def known(shop: Shop, *names: str, channel: str = "line") -> list[Contact]:
    start = await Contact.all().count()
    return [
        await Contact.create(
            shop_id=shop.id, channel=channel, external_id=f"U{start + n}", name=name, name_key=name_key(name)
        )
        for n, name in enumerate(names)
    ]


async def called(shop: Shop, name: str) -> list[str]:
    return sorted(contact.name for contact in await customers_called(shop, name))


@pytest.mark.parametrize(
    "said", ["Nok", "nok", "NOK", "คุณ Nok", "คุณNok", "พี่nok", "น้อง nok", "Khun Nok", "Mr. Nok", "Ｎｏｋ"]
)
async def test_case_and_politeness_do_not_matter(shop: Shop, said: str) -> None:
    await known(shop, "Nok", "Lek")
    assert await called(shop, said) == ["Nok"]


@pytest.mark.parametrize("said", ["นก", "พี่นก", "คุณนก", "น้องนก", "พี่ นก"])
async def test_politeness_may_also_stand_in_the_name_itself(shop: Shop, said: str) -> None:
    await known(shop, "พี่นก", "คุณเล็ก")
    assert await called(shop, said) == ["พี่นก"]


async def test_the_beginning_of_a_name_is_enough_and_so_is_a_later_part(shop: Shop) -> None:
    await known(shop, "Somchai Jaidee", "Somsri Dee")
    assert await called(shop, "somc") == ["Somchai Jaidee"]
    assert await called(shop, "jaidee") == ["Somchai Jaidee"]
    assert await called(shop, "som") == ["Somchai Jaidee", "Somsri Dee"]
    assert await called(shop, "chai") == []


async def test_an_exact_name_leaves_out_the_longer_ones(shop: Shop) -> None:
    await known(shop, "Nok", "Nok Noi", "Nokia")
    assert await called(shop, "nok") == ["Nok"]


async def test_several_of_the_same_name_are_all_found(shop: Shop) -> None:
    await known(shop, "Nok", "nok")
    assert await called(shop, "Nok") == ["Nok", "nok"]


@pytest.mark.parametrize("said", ["", " ", "%", "_", "N%", "N_k", "\\", "'", "พี่"])
async def test_signs_that_databases_take_for_wildcards_find_nobody(shop: Shop, said: str) -> None:
    await known(shop, "Nok")
    assert await called(shop, said) == []


async def test_a_name_made_of_a_politeness_alone_is_a_name(shop: Shop) -> None:
    await known(shop, "คุณ", "พี่")
    assert await called(shop, "พี่") == ["พี่"]


@pytest.mark.parametrize("name", ["นายิกา", "คุณากร", "พี่ๆ", "นางฟ้า", "Mrsamy", "Khunying"])
def test_a_name_that_only_begins_like_a_politeness_can_still_be_found_by_all_of_it(name: str) -> None:
    assert name_key(name) == name_key(name.upper())
    assert name_key(name)


@given(st.text(max_size=40))
def test_looking_for_a_name_twice_is_looking_for_the_same(name: str) -> None:
    assert name_key(name) == name_key(f"  {name} ")


async def test_staff_and_other_shops_people_are_nobodys_customers(shop: Shop) -> None:
    other = await a_shop("other")
    (ploy,) = await known(shop, "Ploy")
    await known(other, "Ploy")
    staff = await Staff.create(shop_id=shop.id, name="Ploy", created_at=NOW)
    ploy.staff_id = staff.id
    await ploy.save()
    assert await called(shop, "Ploy") == []


async def test_who_wrote_last_is_offered_first_and_at_most_ten(shop: Shop) -> None:
    people = await known(shop, *(f"Customer {n:02}" for n in range(12)))
    for minutes, contact in enumerate(people):
        await Chat.create(
            shop_id=shop.id, channel="line", external_id=contact.external_id, contact_id=contact.id,
            heard_at=NOW + timedelta(minutes=minutes),
        )  # fmt: skip
    latest = [contact.name for contact in await latest_customers(shop)]
    assert latest == [f"Customer {n:02}" for n in range(11, 1, -1)]


async def test_a_contact_is_one_customer_however_often_asked(shop: Shop) -> None:
    (nok,) = await known(shop, "Nok")
    first = await customer_of(nok, NOW)
    assert (await customer_of(await Contact.get(id=nok.id), NOW)).id == first.id
    assert first.name == "Nok"


# Staff


async def test_a_code_links_whoever_sends_it_once(shop: Shop) -> None:
    ploy, thief = await known(shop, "Ploy", "Thief")
    code = await invite_staff(shop, "Ploy", NOW)
    staff = await link_staff(ploy, shop, code, NOW)
    assert staff is not None
    assert (await Contact.get(id=ploy.id)).staff_id == staff.id
    assert await link_staff(thief, shop, code, NOW) is None
    assert (await Contact.get(id=thief.id)).staff_id is None


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} "])
async def test_a_code_may_be_typed_carelessly(shop: Shop, typed: object) -> None:
    (ploy,) = await known(shop, "Ploy")
    code = await invite_staff(shop, "Ploy", NOW)
    assert callable(typed)
    assert await link_staff(ploy, shop, typed(code), NOW) is not None


async def test_a_code_that_has_run_out_or_was_never_given_links_nobody(shop: Shop) -> None:
    (ploy,) = await known(shop, "Ploy")
    code = await invite_staff(shop, "Ploy", NOW)
    assert await link_staff(ploy, shop, code, NOW + INVITE_LASTS) is None
    assert await link_staff(ploy, shop, "AAAA-AAAA", NOW) is None
    assert await link_staff(ploy, shop, "", NOW) is None
    assert await link_staff(ploy, shop, code, NOW + INVITE_LASTS - timedelta(seconds=1)) is not None


async def test_the_code_of_one_shop_opens_no_other(shop: Shop) -> None:
    other = await a_shop("other")
    (ploy,) = await known(other, "Ploy")
    assert await link_staff(ploy, other, await invite_staff(shop, "Ploy", NOW), NOW) is None


async def test_the_same_person_on_two_channels_is_one_member_of_staff(shop: Shop) -> None:
    (on_line,), (on_messenger,) = await known(shop, "Ploy"), await known(shop, "Ploy", channel="messenger")
    first = await link_staff(on_line, shop, await invite_staff(shop, "Ploy", NOW), NOW)
    second = await link_staff(on_messenger, shop, await invite_staff(shop, "Ploy", NOW), NOW)
    assert first is not None
    assert second is not None
    assert first.id == second.id


async def test_who_is_removed_loses_every_chat_and_comes_back_as_somebody_new(shop: Shop) -> None:
    (ploy,) = await known(shop, "Ploy")
    first = await link_staff(ploy, shop, await invite_staff(shop, "Ploy", NOW), NOW)
    assert await remove_staff(shop, " ploy ") == 1
    assert await remove_staff(shop, "ploy") == 0
    assert (await Contact.get(id=ploy.id)).staff_id is None
    again = await link_staff(ploy, shop, await invite_staff(shop, "Ploy", NOW), NOW)
    assert first is not None
    assert again is not None
    assert again.id != first.id
