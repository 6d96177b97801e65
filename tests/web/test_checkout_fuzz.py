"""Forms, addresses and uploads nobody has thought of: never our mistake, never another price, never a lost slip."""

from typing import Any
from urllib.parse import quote, urlencode

import aiohttp
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from orders.order import Order
from orders.slips import Slip
from tests.slips import slip
from tests.web.shopfront import ADDRESS, CHOICES, Shopfront
from web.invoice.forms import KEPT

STRICT = settings(
    max_examples=60, deadline=None, database=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip

#: Satang apiece, as the shop's goods are priced.
PRICES = {"A01": 19900, "A02": 35000}
SCRAPS = st.sampled_from(
    [
        "", " ", "0", "-1", "1", "2", "๓", "1e3", "9999", "10000", "1.5", "NaN", "EMS", "KG", "PICKUP", "promptpay",
        "cod", "stripe", "A01", "A02", "ดำ", "10110", "58130", "0812345678", "a@b.co", "0105536000315", "\x00", "\r\n",
        "\u202e", "ก" * 400, "' OR 1=1 --", "<b>", "{{ 7 }}", "\ud7ff", "😂" * 20, "448.00", "2026-11-22T14:05",
    ]
)  # fmt: skip
TEXTS = SCRAPS | st.text(max_size=40)
#: What a form of ours has, and what somebody might add to it.
OWN = [*KEPT, "quantity-1", "quantity-2", "more", "less", "next", "saved", "place", "bill_place", "sku", "quantity"]
FOREIGN = [
    "total", "price", "unit_price", "price-1", "discount", "shipping_fee", "paid", "stage", "shown", "satang_off",
    "fixed_fee", "__proto__", "quantity-99", "quantity--1", "amount", "order", "basket", "",
]  # fmt: skip
FORMS = st.dictionaries(st.sampled_from(OWN + FOREIGN) | TEXTS, TEXTS, max_size=12)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DEEDS = st.sampled_from(["", "/confirm", "/items", "/address", "/add", "/newest"])


def fair(order: Order) -> int:
    """What the order's goods and choices cost by the shop's own prices."""
    basket = order.basket
    goods = sum(PRICES[line.sku or ""] * line.quantity for line in basket.lines)
    if basket.shipping_method == "EMS":
        is_far = (basket.shipping_address or {}).get("postal_code") == "58130"
        goods += (0 if goods >= 100000 else 5000) + (3000 if is_far else 0)
    elif basket.shipping_method == "KG":
        goods += 3500
    return goods + (2000 if basket.payment_method == "cod" else 0)


@STRICT
@given(posts=st.lists(st.tuples(DEEDS, FORMS, st.booleans()), min_size=1, max_size=4))
async def test_whatever_is_posted_the_price_is_the_shops_and_the_page_still_stands(
    front: Shopfront, posts: list[tuple[str, dict[str, str], bool]]
) -> None:
    await front.goods["A01"].filter(id__gt=0).update(reserved=0)
    order, link = await front.order(A01=2, A02=1)
    for deed, form, is_whole in posts:
        filled = await front.browser.fill(link, **(ADDRESS | CHOICES if is_whole else {}))
        body = urlencode(filled | form | {"csrf": filled.get("csrf", "")}).encode()
        answer = await front.browser.post(f"{link}{deed}", body, headers=FORM)  # type: ignore[arg-type]
        assert answer.status in (200, 303, 403, 409, 422), (deed, form, answer.status)
        order = await front.fresh(order)
        assert order.total == (fair(order) if order.stage == "confirmed" else 74800)
        assert (order.discount, order.paid, order.stage) in ((0, 0, "new"), (0, 0, "confirmed"))
        assert (await front.browser.open(link)).status == 200


@STRICT
@given(form=st.dictionaries(st.sampled_from(["bank", "amount", "time", "order", "verdict"]) | TEXTS, TEXTS, max_size=6))
async def test_whatever_is_typed_beside_a_slip_it_is_taken_or_refused_by_name(
    front: Shopfront, form: dict[str, str]
) -> None:
    await front.goods["A01"].filter(id__gt=0).update(reserved=0)
    order, link = await front.order(A01=1)
    page = await front.browser.open(link)
    upload = aiohttp.FormData(default_to_multipart=True)
    upload.add_field("csrf", page.fields["csrf"])
    for name, value in form.items():
        if name not in ("csrf", "picture"):
            upload.add_field(quote(name) or "x", value)
    upload.add_field("picture", slip(), filename="slip.jpg")
    answer = await front.browser.post(f"{link}/slip", upload)  # type: ignore[arg-type]
    kept = await Slip.filter(order_id=order.id)
    assert (answer.status, len(kept)) in ((303, 1), (422, 0)), form
    order = await front.fresh(order)
    assert (order.slips_waiting, order.paid, order.total) == (len(kept), 0, 19900)
    if answer.status == 422:
        assert "slip-amount-wrong" in answer.text


@STRICT
@given(query=st.dictionaries(st.sampled_from(["q", "page", "lang", "read", "postal_code", "district"]), TEXTS))
async def test_no_query_breaks_a_page(front: Shopfront, query: dict[str, str]) -> None:
    link = await one_link(front)
    asked = "&".join(f"{name}={quote(value, errors='replace')}" for name, value in query.items())
    for path in (link, f"{link}/catalogue", "/places"):
        assert (await front.browser.open(f"{path}?{asked}")).status == 200, path
    for path in (f"{link}/receipt", f"{link}/tax-invoice.pdf"):
        assert (await front.browser.open(f"{path}?{asked}")).status == 404, path


@STRICT
@given(token=st.text(max_size=50), rest=st.sampled_from(["", "/catalogue", "/receipt.pdf", "/slip", "/confirm"]))
async def test_no_made_up_link_breaks_anything(front: Shopfront, token: str, rest: str) -> None:
    address = f"/o/{quote(token, safe='', errors='replace')}{rest}"
    assert (await front.browser.open(address, allow_redirects=False)).status in (303, 404)
    assert (await front.browser.post(address, {})).status in (403, 404, 405)


HEAD = b'--b\r\nContent-Disposition: form-data; name="picture"; filename="x"\r\n'
#: Ways in which a multipart is known to be broken.
KNOWN = [
    HEAD,
    HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n!!!!\r\n--b--",
    HEAD + b"Content-Encoding: gzip\r\n\r\nxxxx\r\n--b--",
    HEAD + b"Content-Length: 99999999999\r\n\r\nxxxx\r\n--b--",
    HEAD + b"Content-Length: -1\r\n\r\nxxxx\r\n--b--",
    b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nx\r\n--c--\r\n--b--",
    b"--b\r\n" + b"X: y\r\n" * 20_000 + b"\r\n",
    b"--b\r\n\xff\xfe: \x00\r\n\r\nx\r\n--b--",
]
SCATTERED = st.lists(st.binary(max_size=60), max_size=6).map(lambda some: b"\r\n--b\r\n".join([b"", *some, b"--"]))


def known_ones(test: Any) -> Any:
    for body in KNOWN:
        for is_ours in (False, True):
            test = example(body=body, boundary="b", is_ours=is_ours)(test)
    return test


@STRICT
@known_ones
@given(
    body=st.binary(max_size=400) | SCATTERED,
    boundary=st.sampled_from(["b", "", '"b"', "x" * 80]),
    is_ours=st.booleans(),
)
async def test_a_broken_upload_is_refused_politely_and_nothing_is_kept(
    front: Shopfront, body: bytes, boundary: str, is_ours: bool
) -> None:
    """`is_ours`: behind the hidden field of our own form, so that it is read to its end."""
    link = await one_link(front)
    if is_ours:
        csrf = (await front.browser.open(link)).fields["csrf"]
        body = f'--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{csrf}\r\n'.encode() + body
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    answer = await front.browser.post(f"{link}/slip", body, headers=headers)  # type: ignore[arg-type]
    assert answer.status in (400, 403, 413, 415, 422), answer.status
    assert (await Slip.all().count(), list(front.album.iterdir())) == (0, [])


async def one_link(front: Shopfront) -> str:
    """Of the one open order there is."""
    known = await Order.first()
    if known is None:
        return (await front.order(A01=1))[1]
    invoice: Any = await known.invoices.all().first()  # type: ignore[attr-defined]
    return f"/o/{invoice.token}"
