"""Where to: pasted in one piece, begun from either end, and never confirmed before its customer has seen it."""

import json

import pytest

from orders.order import Order
from tests.web.shopfront import ADDRESS, CHOICES, Shopfront

PASTED = "ส่งที่ สมหญิง ใจดี\r\n089-876-5432\r\n12/3 ซอยลาดพร้าว 15 แขวงจอมพล เขตจตุจักร กทม. 10900"
READ = {
    "name": "สมหญิง ใจดี", "phone": "0898765432", "subdistrict": "จอมพล", "district": "จตุจักร",
    "province": "กรุงเทพมหานคร", "postal_code": "10900",
}  # fmt: skip


async def fill(front: Shopfront, link: str, **fields: str) -> dict[str, str]:
    """The form after a tap on the button that fills the address in."""
    form = await front.browser.fill(link, **fields)
    page = await front.browser.post(f"{link}/address", form, follow=True)
    assert page.status == 200
    assert page.url.startswith(front.base + link)
    return page.fields


async def stage(front: Shopfront, order: Order) -> str:
    return (await front.fresh(order)).stage


async def test_a_pasted_address_is_taken_apart_into_its_fields(front: Shopfront) -> None:
    _, link = await front.order(A01=1)
    form = await fill(front, link, pasted=PASTED, email="nok@example.com")
    assert {name: form[name] for name in READ} == READ
    assert "12/3 ซอยลาดพร้าว 15" in form["line"]
    assert form["email"] == "nok@example.com", "what else was typed stays"
    assert form["pasted"] == "", "it has been read"


async def test_what_a_pasted_address_lacks_is_said(front: Shopfront) -> None:
    _, link = await front.order(A01=1)
    form = await front.browser.fill(link, pasted="12/3 ซอยลาดพร้าว 15 แขวงจอมพล เขตจตุจักร กทม. 10900")
    page = await front.browser.post(f"{link}/address", form, follow=True)
    assert "ยังขาด: ชื่อ-นามสกุล, เบอร์โทร" in page.words


async def test_a_pasted_address_takes_the_place_of_the_old_one_as_a_whole(front: Shopfront) -> None:
    _, link = await front.order(A01=1)
    form = await fill(front, link, **ADDRESS, pasted="99 ถนนนิมมาน เชียงใหม่ 50200")
    assert form["line"] != ADDRESS["line"]
    assert (form["subdistrict"], form["province"]) != (ADDRESS["subdistrict"], ADDRESS["province"])
    assert form["name"] == ADDRESS["name"], "who is asked for stays when nobody else is named"


async def test_a_tax_id_in_it_is_for_the_receipt(front: Shopfront) -> None:
    _, link = await front.order(A01=1)
    form = await fill(front, link, pasted=f"{PASTED}\nเลขประจำตัวผู้เสียภาษี 0105536000315")
    assert form["bill_tax_id"] == "0105536000315"
    assert form["wants_receipt"] == "1"


@pytest.mark.parametrize("text", ["สวัสดีค่ะ", "😀" * 50, "<script>alert(1)</script>", "ก" * 10_000])
async def test_text_without_an_address_is_kept_and_said_to_be_none(front: Shopfront, text: str) -> None:
    _, link = await front.order(A01=1)
    form = await front.browser.fill(link, **ADDRESS, pasted=text)
    page = await front.browser.post(f"{link}/address", form)
    assert page.status == 422
    assert 'id="pasted-wrong"' in page.text
    assert "<script>alert" not in page.text
    assert page.fields["pasted"] == text[:2_000]
    assert page.fields["line"] == ADDRESS["line"]


async def test_who_pastes_and_confirms_at_once_sees_what_was_read_before_it_counts(front: Shopfront) -> None:
    order, link = await front.order(A01=1)
    form = await front.browser.fill(link, **CHOICES, pasted=PASTED)
    page = await front.browser.post(f"{link}/confirm", form)
    assert page.status == 422
    assert "ตรวจดูแล้วกดยืนยันอีกครั้ง" in page.words
    assert await stage(front, order) == "new"
    assert (await front.browser.post(f"{link}/confirm", page.fields)).status == 303
    saved = (await front.fresh(order)).basket.shipping_address
    assert saved is not None
    assert {name: saved[name] for name in READ} == READ


async def test_a_newly_pasted_address_is_never_passed_over_for_the_one_in_the_fields(front: Shopfront) -> None:
    order, link = await front.order(A01=1)
    form = await front.browser.fill(link, **ADDRESS, **CHOICES, pasted=PASTED)
    page = await front.browser.post(f"{link}/confirm", form)
    assert (page.status, page.fields["subdistrict"]) == (422, "จอมพล")
    assert await stage(front, order) == "new"


async def test_who_picks_up_may_leave_anything_in_the_box(front: Shopfront) -> None:
    order, link = await front.order(A01=1)
    form = await front.browser.fill(link, shipping_method="PICKUP", payment_method="promptpay", pasted="สวัสดี")
    assert (await front.browser.post(link, form)).status == 303
    assert await stage(front, order) == "confirmed"


async def test_a_name_fills_in_its_postcode_and_a_postcode_its_province(front: Shopfront) -> None:
    _, link = await front.order(A01=1)
    form = await fill(front, link, subdistrict="คลองตันเหนือ")
    assert (form["district"], form["province"], form["postal_code"]) == ("วัฒนา", "กรุงเทพมหานคร", "10110")
    _, link = await front.order(A01=1)
    assert (await fill(front, link, postal_code="๑๐๑๑๐"))["province"] == "กรุงเทพมหานคร"


async def test_the_places_of_a_postcode_are_buttons(front: Shopfront) -> None:
    _, link = await front.order(A01=1)
    form = await front.browser.fill(link, postal_code="10110", name="นก")
    page = await front.browser.post(f"{link}/address", form, follow=True)
    assert page.text.count('name="place"') == 6
    chosen = await fill(front, link, **page.fields, place="103901-10110")
    assert (chosen["district"], chosen["postal_code"], chosen["name"]) == ("วัฒนา", "10110", "นก")


async def test_the_receipts_place_is_filled_in_by_itself(front: Shopfront) -> None:
    _, link = await front.order(A01=1)
    form = await fill(front, link, **ADDRESS, wants_receipt="1", bill_subdistrict="คลองตันเหนือ")
    assert (form["bill_district"], form["bill_postal_code"]) == ("วัฒนา", "10110")
    assert form["district"] == ADDRESS["district"]


async def test_a_required_part_that_can_be_only_one_is_filled_in_but_looked_at_before_it_counts(
    front: Shopfront,
) -> None:
    order, link = await front.order(A01=1)
    form = await front.browser.fill(link, **ADDRESS, **CHOICES) | {"postal_code": "", "province": ""}
    page = await front.browser.post(f"{link}/confirm", form | {"subdistrict": "คลองตันเหนือ", "district": ""})
    assert page.status == 422
    assert (page.fields["postal_code"], page.fields["province"]) == ("10110", "กรุงเทพมหานคร")
    assert "เติมรหัสไปรษณีย์ให้แล้ว" in page.words
    assert await stage(front, order) == "new"
    assert (await front.browser.post(f"{link}/confirm", page.fields)).status == 303


async def test_a_postcode_of_elsewhere_is_mentioned_and_left_to_the_customer(front: Shopfront) -> None:
    _, link = await front.order(A01=1)
    form = await front.browser.fill(link, **(ADDRESS | {"postal_code": "50200"}), **CHOICES)
    page = await front.browser.post(f"{link}/address", form, follow=True)
    assert "data-strange>" in page.text
    assert page.fields["postal_code"] == "50200"
    assert (await front.browser.post(link, form)).status == 303


async def test_places_are_told_to_the_script(front: Shopfront) -> None:
    page = await front.browser.open("/places", params={"postal_code": "10110"})
    assert page.status == 200
    told = json.loads(page.text)
    assert told["parts"]["province"] == "กรุงเทพมหานคร"
    assert "คลองตันเหนือ" in {spot["subdistrict"] for spot in told["spots"]}
    for odd in ({}, {"postal_code": "\u0000"}, {"subdistrict": "ก" * 300}, {"province": "%"}, {"x": "y"}):
        assert (await front.browser.open("/places", params=odd)).status == 200
