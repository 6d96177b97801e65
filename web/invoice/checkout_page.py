"""The open invoice: goods to check, where to, how, and the button that confirms it."""

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.language import Words
from orders import checkout
from orders.address_book import MOST_SHOWN, Book, book_of, is_given
from orders.basket import Basket
from orders.catalogue import Product
from orders.stages import Refusal
from web.invoice import address_form, forms, own_chat, view
from web.invoice.link_page import show_link
from web.invoice.links import Seen
from web.pages import words_of

#: What a page opened anew says of the pasted address (`?read=`): it was taken apart.
READ = "done"


async def open_page(
    request: web.Request, seen: Seen, *, typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None, refusal: Refusal | None = None, status: int = 200,
) -> web.Response:  # fmt: skip
    """The invoice to check and confirm. `typed` is a form that was refused: it is shown again as it was."""
    words = words_of(request, seen.shop.language)
    basket = checkout.basket_on_page(seen.invoice, seen.order)
    filled, saved = await _filled(request, seen, typed)
    tried = view.trial(basket, filled, seen.shop)
    products = await _products(basket)
    mistakes = _mistakes(wrong or {}, refusal, basket, words)
    shipping = view.shipping_options(basket, tried, seen.shop, words)
    is_pickup = any(way.pickup and way.chosen for way in shipping)
    return show_link(
        request, seen, "invoice.html", status=status,
        goods=view.goods(basket, seen.order, products, words, typed=typed, wrong=mistakes),
        pieces=basket.pieces,
        shipping=shipping,
        payment=view.payment_options(basket, tried, seen.shop, words),
        sums=view.sums(tried.totals(seen.shop.terms), words, is_pickup=is_pickup),
        sums_by_choice=json.dumps(view.sums_by_choice(basket, tried, seen.shop, words), ensure_ascii=False),
        too_little=view.below_minimum(basket, seen.shop, words),
        shown=view.shown_mark(basket, seen.shop),
        note=basket.note,
        filled=filled,
        wrong=mistakes,
        fields={"address": forms.ADDRESS, "email": forms.EMAIL, "billing": forms.BILLING},
        saved=saved,
        places={place.prefix: place.known for place in address_form.places(filled, words.language)},
        read=_read(request, filled, words) if typed is None else "",
    )  # fmt: skip


async def book_for(request: web.Request, seen: Seen) -> Book:
    """The customer's saved addresses, when it is they who look; else none."""
    return await book_of(seen.order) if await own_chat.is_own(request, seen) else Book([], {})


async def _filled(
    request: web.Request, seen: Seen, typed: Mapping[str, str] | None
) -> tuple[dict[str, str], list[tuple[str, list[str]]]]:
    """What stands in the form (just typed, else remembered, else known of the order), and the saved addresses that
    are not in it already, each with its key."""
    book = await book_of(seen.order)
    is_own = bool(book.shipping) and await own_chat.is_own(request, seen)
    if typed is not None:
        filled = forms.typed(typed)
    else:
        basket = seen.order.basket
        filled = view.prefilled(seen.order, basket)
        if is_own and not basket.billing_address:
            filled |= {f"bill_{name}": part for name, part in book.billing.items()}
        filled |= (seen.invoice.checkout or {}).get("fields", {})
        if not is_own and not await is_given(seen.order):
            filled |= address_form.hidden(filled, book)
    if not is_own:
        return filled, []
    others = [each for each in book.shipping if any(filled.get(name) != part for name, part in each.parts.items())]
    return filled, [(each.key, view.brief_address(each.parts)) for each in others[:MOST_SHOWN]]


def _read(request: web.Request, filled: Mapping[str, str], words: Words) -> str:
    """What to say after the form was filled in: to look it over, and what is still lacking."""
    if request.query.get("read") != READ:
        return ""
    lacks = [words.say(f"page.field.{name}") for name in address_form.lacking(filled)]
    return words.say("page.address.read_lacks", fields=", ".join(lacks)) if lacks else words.say("page.address.read")


async def _products(basket: Basket) -> dict[int, Product]:
    ids = {line.product_id for line in basket.lines if line.product_id is not None}
    return {product.id: product for product in await Product.filter(id__in=list(ids))} if ids else {}


def _mistakes(wrong: Mapping[str, str], refusal: Refusal | None, basket: Basket, words: Words) -> dict[str, str]:
    """Field name -> sentence, in the order of the page. What concerns no field is called `order`."""
    sentences = {name: _sentence(name, reason, words) for name, reason in wrong.items()}
    if refusal is not None:
        name, sentence = _refused(refusal, basket, words)
        sentences[name] = sentence
    order = ["order", *(f"quantity-{line.id}" for line in basket.lines), "lines", "shipping_method", forms.PASTED]
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


def _refused(refusal: Refusal, basket: Basket, words: Words) -> tuple[str, str]:
    """Where a refusal belongs on the page, and its sentence."""
    item, line_id = refusal.facts.get("item", ""), refusal.facts.get("line")
    line = next((line for line in basket.lines if line.id == line_id or item in (line.sku, line.name)), None)
    facts: dict[str, Any] = dict(refusal.facts)
    if "amount" in facts:
        facts["amount"] = words.money(int(str(facts["amount"])))
    if line is not None:
        facts["item"] = view.name_of(line, words)
    key = f"page.refused.{refusal.reason}"
    sentence = words.say(key if words.knows(key) else "page.refused.other", **facts)
    return (f"quantity-{line.id}" if line is not None else "order"), sentence
