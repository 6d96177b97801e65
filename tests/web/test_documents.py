"""Receipt, delivery note and tax invoice as pages and as PDF: who gets them, what stands on them, in which words."""

import asyncio
import io
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pypdf import PdfReader

from orders import paying, selling
from orders.documents import Document, make_all
from orders.order import Order
from tests.web.shopfront import ADDRESS, CHOICES, TERMS, Shopfront, opened
from tests.web.test_document import SCHEMA
from web.document import order_document

VAT = {
    "registered": True, "tax_id": "0105536000315", "name": "บริษัท ร้านมะลิ จำกัด", "address": "1 ถนนสีลม กรุงเทพฯ 10500",
}  # fmt: skip
BILLING = {
    "wants_receipt": "1", "bill_name": "บริษัท ญี่ปุ่นน้ำผึ้ง จำกัด", "bill_line": "2 ถนนใหม่", "bill_tax_id": "0105536000315",
    "bill_branch": "00000",
}  # fmt: skip
PATHS = ("receipt", "tax-invoice", "delivery-note")


@pytest.fixture
async def registered(tmp_path: Path) -> AsyncIterator[Shopfront]:
    """The same shop, registered for VAT."""
    async with opened(f"sqlite://{tmp_path}/vat.db", terms=TERMS | {"vat": VAT}) as front:
        yield front


async def confirmed(front: Shopfront, **more: str) -> tuple[Order, str]:
    """Two soaps by EMS, confirmed by their customer: 398 + 50 baht."""
    order, link = await front.order(A01=2)
    page = await front.browser.post(link, await front.browser.fill(link, **ADDRESS, **CHOICES, **more))
    assert page.status == 303
    return await front.fresh(order), link


async def paid(front: Shopfront, **more: str) -> tuple[Order, str]:
    order, link = await confirmed(front, **more)
    return await pays(front, order), link


async def pays(front: Shopfront, order: Order) -> Order:
    """All that is owed came in."""
    await front.db.transaction(_pays, order.id, front)
    return await front.fresh(order)


async def _pays(order_id: int, front: Shopfront) -> None:
    order = await Order.filter(id=order_id).select_for_update().get()
    paid = await paying.record_payment(order, front.shop, by="staff:1", now=front.clock.at)
    assert isinstance(paid, paying.Recorded)


async def pdf(front: Shopfront, path: str) -> PdfReader:
    async with front.browser.session.get(front.base + path) as answer:
        assert (answer.status, answer.content_type) == (200, "application/pdf")
        return PdfReader(io.BytesIO(await answer.read()))


def text_of(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


async def statuses(front: Shopfront, link: str) -> list[int]:
    found = []
    for path in [f"{link}/{path}{end}" for path in PATHS for end in ("", ".pdf")]:
        async with front.browser.session.get(front.base + path) as answer:
            found.append(answer.status)
    return found


async def test_receipt_and_tax_invoice_are_not_found_until_paid(registered: Shopfront) -> None:
    order, link = await confirmed(registered)
    usual = await registered.browser.open("/o/BBBBBBBBBBBBBBBBBBBBBB")
    assert (await registered.browser.open(f"{link}/receipt")).text == usual.text
    assert await statuses(registered, link) == [404, 404, 404, 404, 200, 200]
    await pays(registered, order)
    assert await statuses(registered, link) == [200] * 6


async def test_without_vat_there_is_no_tax_invoice_and_not_even_the_word(front: Shopfront) -> None:
    _, link = await paid(front)
    assert await statuses(front, link) == [200, 200, 404, 404, 200, 200]
    for path in ("", "/receipt", "/delivery-note"):
        for language in ("th", "en"):
            page = await front.browser.open(f"{link}{path}?lang={language}")
            assert "กำกับภาษี" not in page.text
            assert "ax invoice" not in page.text
    for path in ("/receipt.pdf", "/delivery-note.pdf"):
        text = text_of(await pdf(front, link + path))
        assert "ภาษีมูลค่าเพิ่ม" not in text
        assert "กำกับภาษี" not in text


async def test_the_tax_invoice_says_what_the_law_asks_for(registered: Shopfront) -> None:
    _, link = await paid(registered, **BILLING)
    page = await registered.browser.open(f"{link}/tax-invoice?lang=th")
    for words in (
        "ใบกำกับภาษี", "TX2569-000001", "22 พฤศจิกายน 2569", "บริษัท ร้านมะลิ จำกัด", "1 ถนนสีลม",
        "เลขประจำตัวผู้เสียภาษี 0105536000315 (สำนักงานใหญ่)", "บริษัท ญี่ปุ่นน้ำผึ้ง จำกัด", "สบู่มะลิ", "398.00", "50.00",
        "418.69", "ภาษีมูลค่าเพิ่ม 7%", "29.31", "฿448.00", "สี่ร้อยสี่สิบแปดบาทถ้วน",
    ):  # fmt: skip
        assert words in page.words, words
    assert page.words.count("(สำนักงานใหญ่)") == 2
    assert "Tax invoice" in page.words


async def test_the_pdf_has_the_same_words_to_find_and_to_copy(registered: Shopfront) -> None:
    _, link = await paid(registered, **BILLING)
    reader = await pdf(registered, f"{link}/tax-invoice.pdf?lang=th")
    text = text_of(reader)
    for words in (
        "ใบกำกับภาษี", "TX2569-000001", "22 พฤศจิกายน 2569", "บริษัท ร้านมะลิ จำกัด", "สำนักงานใหญ่", "บริษัท ญี่ปุ่นน้ำผึ้ง จำกัด",
        "สบู่มะลิ", "418.69", "ภาษีมูลค่าเพิ่ม 7%", "29.31", "฿448.00", "สี่ร้อยสี่สิบแปดบาทถ้วน", "หน้า 1/1",
    ):  # fmt: skip
        assert words in text, words
    assert reader.metadata is not None
    assert reader.metadata.title == "ใบกำกับภาษี TX2569-000001"


async def test_the_font_is_in_the_file_and_only_what_is_used_of_it(front: Shopfront) -> None:
    _, link = await paid(front)
    async with front.browser.session.get(f"{front.base}{link}/receipt.pdf") as answer:
        body = await answer.read()
        assert answer.headers["Content-Disposition"] == 'inline; filename="RC2569-000001.pdf"'
        assert answer.headers["Cache-Control"] == "no-store"
    fonts: Any = PdfReader(io.BytesIO(body)).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    for font in fonts.values():
        inner = font.get_object()["/DescendantFonts"][0].get_object()
        assert "Sarabun" in inner["/BaseFont"]
        assert len(inner["/FontDescriptor"].get_object()["/FontFile2"].get_object().get_data()) < 30_000
    assert len(body) < 60_000


async def test_in_english_the_year_is_the_common_one_and_the_amount_is_in_english(front: Shopfront) -> None:
    _, link = await paid(front)
    text = text_of(await pdf(front, f"{link}/receipt.pdf?lang=en"))
    page = await front.browser.open(f"{link}/receipt?lang=en")
    for words in ("Receipt", "RC2569-000001", "22 November 2026", "Jasmine soap", "four hundred forty-eight baht"):
        assert words.casefold() in text.casefold(), words
        assert words.casefold() in page.words.casefold(), words


async def test_opened_again_it_is_the_same_paper(front: Shopfront) -> None:
    order, link = await paid(front)
    first = await front.browser.open(f"{link}/receipt")
    front.clock.at = front.clock.at.replace(year=2027)
    again = await front.browser.open(f"{link}/receipt")
    assert first.text == again.text
    assert await Document.filter(order_id=order.id, kind="receipt").count() == 1


async def test_looking_makes_no_document(registered: Shopfront) -> None:
    """Chat apps fetch every link ahead, and a number that was given cannot be taken back."""
    _, link = await registered.order(A01=1)
    for path in PATHS:
        for end in ("", ".pdf"):
            assert (await registered.browser.open(f"{link}/{path}{end}")).status == 404
    assert not await Document.exists()
    assert "/delivery-note" not in (await registered.browser.open(link)).text


async def test_a_pdf_is_printed_once_however_often_it_is_asked_for(front: Shopfront) -> None:
    _, link = await paid(front)
    addresses = [f"{link}/receipt.pdf?lang={language}" for language in ("th", "en")] * 6
    pages = await asyncio.gather(*(pdf(front, address) for address in addresses))
    assert len({text_of(page) for page in pages}) == 2
    assert front.press.printed == 2


@pytest.mark.parametrize(("language", "words"), [("en", "the buyer’s address"), ("th", "ที่อยู่ของผู้ซื้อ")])
async def test_a_tax_invoice_without_its_buyers_address_says_what_to_tell_the_shop(
    registered: Shopfront, language: str, words: str
) -> None:
    """Who picks the goods up has told no address. Revenue Code, section 86/4."""
    order, link = await registered.order(A01=1)
    choices = CHOICES | {"shipping_method": "PICKUP"}
    done = await registered.browser.post(
        link, await registered.browser.fill(link, name="นก", phone="0812345678", **choices)
    )
    assert done.status == 303
    assert (await registered.browser.open(f"{link}/tax-invoice")).text.count(words) == 0, "like any that is not there"
    await pays(registered, order)
    for end in ("", ".pdf"):
        page = await registered.browser.open(f"{link}/tax-invoice{end}?lang={language}")
        assert page.status == 404
        assert words in page.words
    assert f'href="{link}/tax-invoice"' in (await registered.browser.open(link)).text
    assert [one.kind for one in await Document.all().order_by("id")] == ["delivery_note", "receipt"]


async def test_opened_by_many_at_once_it_is_one_paper(front: Shopfront) -> None:
    _, link = await paid(front)
    pages = await asyncio.gather(*(front.browser.open(f"{link}/receipt") for _ in range(12)))
    assert {page.status for page in pages} == {200}
    assert {number for page in pages for number in re.findall(r"RC\d{4}-\d{6}", page.text)} == {"RC2569-000001"}
    _, other = await paid(front)
    assert "RC2569-000002" in (await front.browser.open(f"{other}/receipt")).words


async def test_links_of_an_earlier_revision_lead_as_the_invoices_own(front: Shopfront) -> None:
    order, old = await paid(front)
    await front.browser.open(f"{old}/receipt")
    _, new = await front.revise(order)
    for path in ("receipt", "receipt.pdf", "tax-invoice", "delivery-note"):
        page = await front.browser.open(f"{old}/{path}")
        assert page.status == 410
        assert "ถูกแทนที่" in page.words
        assert new.split("/")[2] not in page.text
    assert "RC2569-000002" in (await front.browser.open(f"{new}/receipt")).words
    await selling.make_draft(await front.fresh(order), front.shop, by="staff:1", now=front.clock.at)
    page = await front.browser.open(f"{new}/receipt")
    assert (page.status, "ถูกเปลี่ยนเป็นร่าง" in page.words) == (410, True)


@pytest.mark.parametrize(
    "path", ["receipt.doc", "Receipt", "receipt/", "receipt.pdf.pdf", "invoice", "tax_invoice", "delivery-note%00"]
)
async def test_other_addresses_find_nothing(front: Shopfront, path: str) -> None:
    _, link = await paid(front)
    assert (await front.browser.open(f"{link}/{path}")).status == 404


async def test_a_guessed_link_finds_nothing_and_numbers_nothing(front: Shopfront) -> None:
    await paid(front)
    for path in ("receipt", "delivery-note.pdf"):
        assert (await front.browser.open(f"/o/{'C' * 22}/{path}")).status == 404
    assert (await front.browser.post(f"/o/{'C' * 22}/receipt", {})).status == 405
    assert await Document.all().count() == 2


async def test_the_status_page_leads_to_what_can_be_had(registered: Shopfront) -> None:
    order, link = await confirmed(registered)

    async def led_to() -> list[str]:
        page = await registered.browser.open(link)
        return re.findall(rf'href="{link}/([a-z-]+)"', page.text)

    assert await led_to() == ["delivery-note"]
    await pays(registered, order)
    assert await led_to() == ["receipt", "tax-invoice", "delivery-note"]
    assert "ใบกำกับภาษี" in (await registered.browser.open(link)).words


async def test_the_page_prints_without_a_script(front: Shopfront) -> None:
    _, link = await paid(front)
    page = await front.browser.open(f"{link}/receipt?lang=en")
    assert f'href="{link}/receipt.pdf?lang=en"' in page.text
    assert re.search(r"<button[^>]* data-print hidden>", page.text), "shown by the script that makes it work"
    css = await front.browser.open("/static/paper.css")
    assert "@page { size: A4" in css.text


async def test_the_order_document_lists_what_was_issued_and_holds(registered: Shopfront) -> None:
    order, link = await confirmed(registered)
    note = (await order_document(order, registered.shop, "https://s.example.com"))["documents"]
    assert [one["number"] for one in note] == ["DN2569-000001"]
    await pays(registered, order)
    written = await order_document(await registered.fresh(order), registered.shop, "https://s.example.com")
    jsonschema.validate(written, SCHEMA, cls=jsonschema.Draft202012Validator)
    sums = {"issued_at": "2026-11-22T08:00:00Z", "total": 44800, "base": 41869, "vat": 2931}
    home = f"https://s.example.com{link}"
    assert written["documents"] == [
        {"kind": "delivery_note", "number": "DN2569-000001", **sums, "url": f"{home}/delivery-note"},
        {"kind": "receipt", "number": "RC2569-000001", **sums, "url": f"{home}/receipt"},
        {"kind": "tax_invoice", "number": "TX2569-000001", **sums, "url": f"{home}/tax-invoice"},
    ]
    revised, _ = await registered.revise(order)
    anew = (await order_document(await registered.fresh(revised), registered.shop, "https://s.example.com"))[
        "documents"
    ]
    assert [one["number"] for one in anew] == ["RC2569-000002", "TX2569-000002", "DN2569-000002"]


async def long_order(front: Shopfront, lines: int) -> str:
    draft = await selling.start(front.shop, by="staff:1", now=front.clock.at)
    basket = draft.basket
    for n in range(lines):
        name = f"น้ำผึ้งป่าเดือนห้าเก็บจากที่สูง ญี่ปุ่น ขวดที่ {n + 1} ของฝากที่ผู้ใหญ่ชื่นชอบ"
        assert basket.add(selling.ad_hoc_line(name, quantity=1, unit_price=10000)) is None
    basket.shipping_address = {**ADDRESS, "country": "TH"}
    order, link = await front.issue(draft, basket)
    await pays(front, order)
    return link


async def test_two_hundred_lines_flow_over_pages_that_all_have_the_headings(front: Shopfront) -> None:
    link = await long_order(front, 200)
    reader = await pdf(front, f"{link}/receipt.pdf")
    texts = [page.extract_text() for page in reader.pages]
    assert len(texts) > 5
    for number, text in enumerate(texts, 1):
        assert "จำนวนเงิน (บาท)" in text
        assert f"หน้า {number}/{len(texts)}" in text
        assert "RC2569-000001" in text
    whole = "\n".join(texts)
    assert all(f"ขวดที่ {n} ของฝาก" in whole.replace("\n", " ") for n in range(1, 201))
    assert "สองหมื่นบาทถ้วน" in texts[-1]


@pytest.mark.parametrize("lines", range(11, 19))
async def test_sums_and_signature_are_never_torn_apart(front: Shopfront, lines: int) -> None:
    reader = await pdf(front, f"{await long_order(front, lines)}/receipt.pdf")
    last = reader.pages[-1].extract_text()
    assert "รวมค่าสินค้า" in last
    assert "ผู้รับเงิน" in last


HOSTILE = (
    "<script>alert(1)</script>", "{nb} {{ words }} {0}", "\u202eกลับ\u202c", "ก\u0e48\u0e48\u0e48\u0e48" * 50,
    "\U0001f469\u200d\U0001f467 ✨ น้ำ", "山田太郎", "ก" * 200, "**a** __b__ --c--", "a\u200bb\u00ad", "ำ" * 9,
    "\u0e48\u0e33า้ำ",
)  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
async def test_names_of_strangers_break_nothing(front: Shopfront, name: str) -> None:
    draft = await selling.start(front.shop, by="staff:1", now=front.clock.at)
    basket = draft.basket
    basket.add(selling.ad_hoc_line(name, quantity=1, unit_price=10000))
    basket.note = f"{name}\n" * 60
    basket.shipping_address = {**ADDRESS, "name": name, "line": name}
    order, link = await front.issue(draft, basket)
    await front.db.transaction(make_all, order, front.shop, front.clock.at)
    page = await front.browser.open(f"{link}/delivery-note")
    assert page.status == 200
    assert "<script>alert" not in page.text
    assert "\u202e" not in page.text
    text = text_of(await pdf(front, f"{link}/delivery-note.pdf"))
    assert "หนึ่งร้อยบาทถ้วน" in text
    if name.startswith("{nb}"):
        assert "{{ words }} {0}" in text
