"""The faces of an invoice link: the open invoice, the order's status, and a calm word where the link has ended."""

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.language import Words
from orders import checkout
from orders.basket import Basket
from orders.catalogue import Product
from orders.stages import Refusal
from web import forms, invoice_view, newest
from web.guard import csrf_field, keep_visitor
from web.invoice_links import Seen
from web.keys import CLOCK
from web.pages import language_for, show, words_of

#: The HTTP status of a link that has ended: gone for good, or only for now.
ENDED = {"replaced": 410, "draft": 410, "cancelled": 200, "expired": 200}
#: Status words of the order -> which of the three steps (confirmed, paid, shipped) are done.
STEPS = {"paid": 2, "overpaid": 2, "cod": 1, "shipped": 3, "completed": 3}


async def of(request: web.Request, seen: Seen) -> web.Response:
    """The page of a link, whatever it stands for now."""
    if seen.state == "open":
        return await open_page(request, seen)
    if seen.state == "confirmed":
        return await _status_page(request, seen)
    return await _ended_page(request, seen)


async def open_page(
    request: web.Request, seen: Seen, *, typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None, refusal: Refusal | None = None, status: int = 200,
) -> web.Response:  # fmt: skip
    """The invoice to check and confirm. `typed` is a form that was refused: it is shown again as it was."""
    words = words_of(request, seen.shop.language)
    basket = checkout.basket_on_page(seen.invoice, seen.order)
    filled = _filled(seen, typed)
    tried = invoice_view.trial(basket, filled, seen.shop)
    products = await _products(basket)
    mistakes = _mistakes(wrong or {}, refusal, basket, products, seen, words)
    shipping = invoice_view.shipping_options(basket, tried, seen.shop, words)
    is_pickup = any(way.pickup and way.chosen for way in shipping)
    return _show(
        request, seen, "invoice.html", status=status,
        goods=invoice_view.goods(basket, seen.order, products, words, typed=typed, wrong=mistakes),
        pieces=basket.pieces,
        shipping=shipping,
        payment=invoice_view.payment_options(basket, tried, seen.shop, words),
        sums=invoice_view.sums(tried.totals(seen.shop.terms), words, is_pickup=is_pickup),
        sums_by_choice=json.dumps(invoice_view.sums_by_choice(basket, tried, seen.shop, words), ensure_ascii=False),
        note=basket.note,
        filled=filled,
        wrong=mistakes,
        fields={"address": forms.ADDRESS, "email": forms.EMAIL, "billing": forms.BILLING},
    )  # fmt: skip


async def _status_page(request: web.Request, seen: Seen) -> web.Response:
    words, order = words_of(request, seen.shop.language), seen.order
    basket, payments = order.basket, seen.shop.terms.payments
    method = seen.shop.terms.method(basket.shipping_method)
    owed = order.balance if order.payment_status in ("unpaid", "partially_paid") else 0
    return _show(
        request, seen, "status.html",
        done=STEPS.get(order.status, 1),
        is_cod=order.payment_status == "cod",
        owed=words.money(owed) if owed > 0 else "",
        paid=words.money(order.paid) if order.paid else "",
        way=basket.payment_method,
        promptpay=payments.promptpay,
        accounts=payments.bank_transfer,
        goods=invoice_view.goods(basket, order, {}, words),
        sums=invoice_view.sums(basket.totals(seen.shop.terms), words, is_pickup=method is not None and method.pickup),
        method=(method.name_en or method.name if words.language == "en" else method.name) if method else "",
        is_pickup=method is not None and method.pickup,
        shipping_address=invoice_view.address_lines(basket.shipping_address, words),
        billing_address=invoice_view.address_lines(basket.billing_address, words),
        note=basket.note,
    )  # fmt: skip


async def _ended_page(request: web.Request, seen: Seen) -> web.Response:
    state, order = seen.state, seen.order
    tells = state in ("cancelled", "expired")
    words = words_of(request, seen.shop.language)
    return _show(
        request, seen, "ended.html", status=ENDED[state],
        state=state,
        goods=invoice_view.goods(order.basket, order, {}, words) if tells else [],
        sums=invoice_view.sums(order.basket.totals(seen.shop.terms), words) if tells else None,
        can_ask=state == "replaced" and newest.can_ask(order),
        asked=state == "replaced" and await newest.was_asked(order, request.app[CLOCK].now()),
    )  # fmt: skip


def _show(request: web.Request, seen: Seen, template: str, *, status: int = 200, **facts: Any) -> web.Response:
    """With what all faces share: the shop, the order, the link, the hidden field of its forms."""
    visitor, csrf = csrf_field(request)
    language = language_for(request, seen.shop.language)
    response = show(
        request, template, language, status=status,
        shop=seen.shop, order=seen.order, link=seen.address, csrf=csrf, **facts,
    )  # fmt: skip
    keep_visitor(request, response, visitor)
    return response


def _filled(seen: Seen, typed: Mapping[str, str] | None) -> dict[str, str]:
    """What stands in the form: just typed, else remembered, else known from the merchant."""
    if typed is not None:
        return forms.typed(typed)
    known = invoice_view.prefilled(seen.order, seen.order.basket)
    remembered: dict[str, str] = (seen.invoice.checkout or {}).get("fields", {})
    return known | remembered


async def _products(basket: Basket) -> dict[int, Product]:
    ids = {line.product_id for line in basket.lines if line.product_id is not None}
    return {product.id: product for product in await Product.filter(id__in=list(ids))} if ids else {}


def _mistakes(
    wrong: Mapping[str, str], refusal: Refusal | None, basket: Basket, products: Mapping[int, Product],
    seen: Seen, words: Words,
) -> dict[str, str]:  # fmt: skip
    """Field name -> sentence, in the order of the page. What concerns no field is called `order`."""
    sentences = {name: _sentence(name, reason, words) for name, reason in wrong.items()}
    if refusal is not None:
        name, sentence = _refused(refusal, basket, products, seen, words)
        sentences[name] = sentence
    order = ["order", *(f"quantity-{line.id}" for line in basket.lines), "lines", "shipping_method"]
    order += [field.name for field in (*forms.ADDRESS, forms.EMAIL, *forms.BILLING)] + ["payment_method"]
    return {name: sentences[name] for name in sorted(sentences, key=lambda name: _place(order, name))}


def _place(order: list[str], name: str) -> int:
    return order.index(name) if name in order else len(order)


def _sentence(name: str, reason: str, words: Words) -> str:
    label_key = f"page.field.{name.removeprefix('bill_')}"
    label = words.say(label_key) if words.knows(label_key) else ""
    if name.startswith("bill_"):
        label = words.say("page.field.of_receipt", field=label)
    special = f"page.wrong.{reason}_{name}"
    return words.say(special if words.knows(special) else f"page.wrong.{reason}", field=label)


def _refused(
    refusal: Refusal, basket: Basket, products: Mapping[int, Product], seen: Seen, words: Words
) -> tuple[str, str]:
    """Where a refusal belongs on the page, and its sentence."""
    item, line_id = refusal.facts.get("item", ""), refusal.facts.get("line")
    line = next((line for line in basket.lines if line.id == line_id or item in (line.sku, line.name)), None)
    facts = dict(refusal.facts)
    if "amount" in facts:
        facts["amount"] = words.money(int(str(facts["amount"])))
    if line is not None:
        facts["item"] = invoice_view.name_of(line, words)
        product = products.get(line.product_id or 0)
        if product is not None and "left" in facts:
            facts["left"] = invoice_view.left_for(seen.order, product) or 0
    key = f"page.refused.{refusal.reason}"
    sentence = words.say(key if words.knows(key) else "page.refused.other", **facts)
    return (f"quantity-{line.id}" if line is not None else "order"), sentence
