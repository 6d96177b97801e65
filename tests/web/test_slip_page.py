"""Notify transfer on an order's page: the form, what is taken, what is refused by name, and what no stranger gets."""

import asyncio
import io
import re
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from PIL import Image

from orders.events import Event
from orders.order import Order
from orders.slips import Slip
from tests.slips import code, photo, picture, slip
from tests.web.shopfront import ADDRESS, CHOICES, Seen, Shopfront
from web.slip_document import slips_of


async def confirmed(front: Shopfront, **pieces: int) -> tuple[Order, str]:
    order, path = await front.order(**(pieces or {"A01": 2}))
    done = await front.browser.post(path, await front.browser.fill(path, **ADDRESS, **CHOICES))
    assert done.status == 303
    return await front.fresh(order), path


async def upload(front: Shopfront, path: str, data: bytes | None, *, name: str = "slip.jpg", **typed: str) -> Seen:
    """What a browser sends from the form of the page."""
    page = await front.browser.open(path)
    form = aiohttp.FormData(default_to_multipart=True)
    form.add_field("csrf", page.fields.get("csrf", ""))
    for field, value in typed.items():
        form.add_field(field, value)
    form.add_field("picture", io.BytesIO(data or b""), filename=name if data else "", content_type="image/jpeg")
    return await front.browser.post(f"{path}/slip", form)  # type: ignore[arg-type]


async def test_the_form_is_on_the_page_as_the_contract_has_it(front: Shopfront) -> None:
    _, path = await confirmed(front)
    page = await front.browser.open(path)
    form = re.search(
        rf'<form method="post" enctype="multipart/form-data" action="{path}/slip">.*?</form>', page.text, re.S
    )
    assert form is not None
    assert re.search(r'<input type="file"[^>]* name="picture" accept="image/\*"', form[0])
    for name in ("bank", "amount", "time"):
        assert f'name="{name}"' in form[0]


async def test_a_slip_is_kept_with_what_was_typed_and_the_order_is_looked_at(front: Shopfront) -> None:
    order, path = await confirmed(front)
    sent = await upload(front, path, slip(), amount="448.00", bank="004", time="2026-11-22T14:05")
    assert (sent.status, sent.headers["Location"]) == (303, path)
    order = await front.fresh(order)
    assert (order.payment_status, order.slips_waiting, order.paid) == ("review", 1, 0)
    (told,) = (await slips_of([order]))[order.id]
    told.pop("id"), told.pop("received_at")
    assert told == {
        "number": 1, "state": "waiting", "verdict": "pending", "bank": "014", "reference": "202611221234567890AbCdEf",
        "amount": 44800, "transferred_at": "2026-11-22T07:05:00Z", "source": "page", "late": False,
        "duplicate_of": None, "reason": None, "payment": None, "by": "customer",
    }  # fmt: skip
    assert "Slip received" in (await front.browser.open(f"{path}?lang=en")).words


async def test_what_is_stored_is_a_picture_of_our_own_under_a_name_nobody_guesses(front: Shopfront) -> None:
    _, path = await confirmed(front)
    await upload(front, path, picture(code(), kind="PNG"), name="../../evil.php")
    (kept,) = front.album.iterdir()
    assert re.fullmatch(r"[0-9a-f]{32}\.jpg", kept.name)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.read_bytes().startswith(b"\xff\xd8\xff")
    for address in (f"/{kept.name}", f"/slips/{kept.name}", f"/static/{kept.name}", "/desk/slips/1"):
        assert (await front.browser.open(address)).status == 404


async def test_the_same_picture_again_adds_nothing(front: Shopfront) -> None:
    order, path = await confirmed(front)
    for _ in range(3):
        assert (await upload(front, path, slip())).status == 303
    assert await Slip.filter(order_id=order.id).count() == 1
    assert await Event.filter(name="payment_reported").count() == 1
    assert len(list(front.album.iterdir())) == 1


async def test_one_picture_sent_many_times_at_once_is_one_slip(front: Shopfront) -> None:
    order, path = await confirmed(front)
    answers = await asyncio.gather(*(upload(front, path, slip()) for _ in range(6)))
    assert [answer.status for answer in answers] == [303] * 6
    assert await Slip.filter(order_id=order.id).count() == 1
    assert len(list(front.album.iterdir())) == 1


async def test_a_transfer_shown_for_another_order_is_a_duplicate_and_counts_for_nothing(front: Shopfront) -> None:
    first, path = await confirmed(front)
    await upload(front, path, slip())
    second, other = await confirmed(front, A02=1)
    await upload(front, other, slip(mark=1))
    (told,) = (await slips_of([second]))[second.id]
    assert (told["verdict"], told["duplicate_of"]) == ("duplicate", {"order": str(first.number), "slip": 1})
    assert (await front.fresh(second)).payment_status == "review"


async def test_a_reference_in_other_letters_is_another_transfer(front: Shopfront) -> None:
    _, path = await confirmed(front)
    await upload(front, path, slip("20261122aBcDeFgHiJkLmNo"))
    await upload(front, path, slip("20261122AbCdEfGhIjKlMnO"))
    assert [one.verdict for one in await Slip.all()] == ["pending", "pending"]


async def test_a_slip_without_a_readable_code_is_kept_for_people(front: Shopfront) -> None:
    _, path = await confirmed(front)
    await upload(front, path, photo(), bank="KBANK")
    kept = await Slip.get()
    assert (kept.verdict, kept.bank, kept.reference) == ("unreadable", "004", None)


@pytest.mark.parametrize(
    "amount", ["abc", "-5", "0", "0.001", "1,23", "99999999999", "4e3", "NaN", "٤٤٨", "448.001", "=1+1"]
)
async def test_a_bad_amount_is_named_and_nothing_is_kept(front: Shopfront, amount: str) -> None:
    order, path = await confirmed(front)
    refused = await upload(front, path, slip(), amount=amount)
    if amount == "٤٤٨":
        assert refused.status == 303  # digits of any script are digits
        return
    assert refused.status == 422
    assert "slip-amount-wrong" in refused.text
    assert (await Slip.all().count(), list(front.album.iterdir())) == (0, [])
    assert (await front.fresh(order)).payment_status == "unpaid"


@pytest.mark.parametrize(
    ("typed", "amount"), [("448", 44800), ("๔๔๘.๕๐", 44850), ("1,234.50", 123450), ("฿448", 44800)]
)
async def test_amounts_as_people_write_them(front: Shopfront, typed: str, amount: int) -> None:
    _, path = await confirmed(front)
    assert (await upload(front, path, slip(), amount=typed)).status == 303
    assert (await Slip.get()).amount == amount


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("2026-11-22T14:05", datetime(2026, 11, 22, 7, 5, tzinfo=UTC)),
        ("22/11/2569 14:05", datetime(2026, 11, 22, 7, 5, tzinfo=UTC)),
        ("14.05", datetime(2026, 11, 22, 7, 5, tzinfo=UTC)),
        ("2036-01-01T00:00", None),
        ("99/99/9999 99:99", None),
        ("yesterday", None),
        ("", None),
    ],
)
async def test_the_time_is_taken_where_it_says_one(front: Shopfront, typed: str, at: datetime | None) -> None:
    _, path = await confirmed(front)
    assert (await upload(front, path, slip(), time=typed)).status == 303
    assert (await Slip.get()).transferred_at == at


def bomb() -> bytes:
    stream = io.BytesIO()
    Image.new("L", (9000, 9000)).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("what", "data", "status", "words"),
    [
        ("a PDF", b"%PDF-1.7\n" + bytes(500), 415, "PDF"),
        ("a page", b"<!doctype html><script>alert(1)</script>", 415, "JPEG, PNG"),
        ("a program", b"MZ" + bytes(500), 415, "JPEG, PNG"),
        ("a moving picture of another kind", b"GIF89a" + bytes(200), 415, "JPEG, PNG"),
        ("half a picture", slip()[:900], 415, "JPEG, PNG"),
        ("a bomb", bomb(), 413, "40 megapixels"),
        ("eleven megabytes", b"\xff\xd8\xff" + bytes(10 * 1024 * 1024 + 1), 413, "10 MB"),
        ("nothing", b"", 422, "choose the picture"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_what_is_no_picture_is_refused_with_words(
    front: Shopfront, what: str, data: bytes, status: int, words: str
) -> None:
    _, path = await confirmed(front)
    await front.browser.open(f"{path}?lang=en")
    refused = await upload(front, path, data)
    assert refused.status == status, what
    assert words in refused.words
    assert (await Slip.all().count(), list(front.album.iterdir())) == (0, [])


async def test_fifty_megabytes_are_never_read_whole(front: Shopfront) -> None:
    """Announced they are refused unread; sent piece by piece they are put down at ten."""
    _, path = await confirmed(front)
    page = await front.browser.open(path)
    sent = 0

    async def endless() -> Any:
        nonlocal sent
        head = f'--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{page.fields["csrf"]}\r\n'
        yield (head + '--b\r\nContent-Disposition: form-data; name="picture"; filename="x"\r\n\r\n').encode()
        for _ in range(800):
            sent += 65_536
            yield b"\xff" * 65_536

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    try:
        refused = await front.browser.post(f"{path}/slip", endless(), headers=headers)  # type: ignore[arg-type]
        assert refused.status == 413
    except aiohttp.ClientError:
        pass  # the door was shut in the sender's face
    assert await Slip.all().count() == 0
    big = await upload(front, path, bytes(50 * 1024 * 1024))
    assert big.status == 413


async def test_a_form_that_is_not_ours_is_refused(front: Shopfront) -> None:
    _, path = await confirmed(front)
    page = await front.browser.open(path)

    async def post(csrf: str, **more: Any) -> int:
        form = aiohttp.FormData(default_to_multipart=True)
        form.add_field("csrf", csrf)
        form.add_field("picture", slip(), filename="slip.jpg")
        return (await front.browser.post(f"{path}/slip", form, **more)).status  # type: ignore[arg-type]

    assert await post("") == 403
    assert await post(page.fields["csrf"] + "x") == 403
    assert await post(page.fields["csrf"], headers={"Origin": "https://evil.example"}) == 403
    assert await Slip.all().count() == 0
    assert await post(page.fields["csrf"]) == 303


async def test_an_unknown_link_takes_nothing(front: Shopfront) -> None:
    assert (await upload(front, "/o/aaaaaaaaaaaaaaaaaaaaaa", slip())).status == 404
    assert list(front.album.iterdir()) == []


async def test_a_slip_for_a_link_that_was_replaced_meanwhile_is_kept_and_the_page_says_so(front: Shopfront) -> None:
    order, path = await confirmed(front)
    page = await front.browser.open(path)
    await front.revise(order)
    form = aiohttp.FormData(default_to_multipart=True)
    form.add_field("csrf", page.fields["csrf"])
    form.add_field("picture", slip(), filename="slip.jpg")
    gone = await front.browser.post(f"{path}/slip?lang=en", form)  # type: ignore[arg-type]
    assert gone.status == 410
    assert "was kept for this order" in gone.words
    assert (await Slip.get()).order_id == order.id
    assert "was kept" not in (await front.browser.open(f"{path}?lang=en")).words


async def test_an_expired_order_still_takes_a_late_slip(front: Shopfront) -> None:
    order, path = await confirmed(front)
    await Order.filter(id=order.id).update(stage="expired")
    page = await front.browser.open(f"{path}?lang=en")
    assert page.status == 200
    assert "Late payment" in page.words
    assert (await upload(front, path, slip())).status == 303
    order = await front.fresh(order)
    kept = await Slip.get()
    assert (kept.late, order.stage, order.payment_status) == (True, "expired", "review")


async def test_there_is_an_end_to_slips_that_wait(front: Shopfront) -> None:
    _, path = await confirmed(front)
    statuses = [(await upload(front, path, photo(mark))).status for mark in range(21)]
    assert statuses == [303] * 20 + [422]
    assert len(list(front.album.iterdir())) == 20


async def test_no_form_where_nothing_is_owed_by_transfer(front: Shopfront) -> None:
    order, path = await front.order(A01=1)
    done = await front.browser.post(
        path, await front.browser.fill(path, **ADDRESS, **CHOICES | {"payment_method": "cod"})
    )
    assert done.status == 303
    assert f"{path}/slip" not in (await front.browser.open(path)).text
    assert (await upload(front, path, slip())).status == 403  # without the form there is no field that fits
    assert (await front.fresh(order)).payment_status == "cod"
