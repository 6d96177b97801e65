"""The mails we write, from an order, in the shop's language: subject, text and HTML. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import jinja2

from bot.cards import Card, Outgoing, Part, Picture
from bot.channels.plain import Said
from bot.language import Words, words
from orders.basket import Line
from orders.invoices import without_seals
from orders.order import Order
from orders.shops import Shop

#: What a name may not bring into a mail: line ends (they would make headers), control and direction characters.
UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+")
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail without envelope."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class _Row:
    sku: str
    name: str
    quantity: int
    price: str
    discount: str
    total: str


def order_confirmed_mail(order: Order, shop: Shop, *, customer: str, link: str) -> Letter:
    """To the merchant: what was ordered, by whom, where to, and the order's page."""
    say, basket = words(shop.language), order.basket
    customer = plain(customer)
    subject = say.say(
        "mail.order_confirmed.subject", number=order.number, total=say.money(order.total), customer=customer[:80]
    )
    facts = {
        "words": say,
        "subject": subject,
        "order": order,
        "shop_name": plain(shop.name),
        "customer": customer,
        "link": link,
        "at": say.moment(order.confirmed_at or order.created_at, shop.timezone),
        "lines": [_row(line, say) for line in basket.lines],
        "sums": _sums(order, say),
        "ship_to": _address(basket.shipping_address, say),
        "bill_to": _address(basket.billing_address, say),
        "facts": _facts(order, shop, say),
    }
    text, html = (_templates().get_template(f"order_confirmed.{kind}").render(facts) for kind in ("txt", "html"))
    return Letter(subject, text, html)


def notice_mail(outgoing: Outgoing, shop: Shop) -> Letter:
    """To the merchant, when nobody of the staff can be reached in a chat: what would have been said there."""
    return _said_mail(outgoing, words(shop.language), "mail.notice.why", shop)


def customer_mail(outgoing: Outgoing, shop: Shop, language: str) -> Letter:
    """To a customer: what was to be said in their chat, with the addresses behind its buttons.

    The seal of a card's link is for that chat alone: whoever reads a forwarded mail sees no saved addresses.
    """
    return _said_mail(outgoing, words(language), "mail.customer.why", shop)


def _said_mail(outgoing: Outgoing, say: Words, why: str, shop: Shop) -> Letter:
    text = without_seals("\n\n".join(filled for part in outgoing.parts if (filled := _in_mail(part))))
    titles = [part.short for part in outgoing.parts if isinstance(part, Card)]
    subject = plain((titles or text.split("\n"))[0])[:100]
    footer = say.say(why, shop=plain(shop.name))
    facts = {"words": say, "subject": subject, "paragraphs": text.split("\n"), "footer": footer}
    body, html = (_templates().get_template(f"notice.{kind}").render(facts) for kind in ("txt", "html"))
    return Letter(subject, body, html)


def _in_mail(part: Part) -> str:
    """A part of a message in plain words; what a button opens is written out, what it says can only be said in chat."""
    if isinstance(part, Card):
        links = [f"{button.label}: {button.url}" for button in part.buttons if button.url is not None]
        return Said.of(part, links).whole
    return part.url if isinstance(part, Picture) else part.text


def plain(text: object) -> str:
    """A stranger's text as one line of a mail."""
    line = " ".join(UNWRITABLE.sub(" ", str(text)).split())
    return line if len(line) <= LONGEST else line[:LONGEST].rstrip() + "…"


def _row(line: Line, words: Words) -> _Row:
    return _Row(
        sku=f"{plain(line.sku)} · " if line.sku else "",
        name=plain(line.name_en or line.name if words.language == "en" else line.name),
        quantity=line.quantity,
        price=words.money(line.unit_price),
        discount=words.money(-line.discount) if line.discount else "",
        total=words.money(line.total),
    )


def _sums(order: Order, words: Words) -> list[tuple[str, str]]:
    """Label and amount; the total last."""
    rows = [("subtotal", words.money(order.subtotal))]
    if order.discount:
        rows.append(("discount", words.money(-order.discount)))
    if order.basket.shipping_method or order.shipping_fee:
        rows.append(
            ("shipping", words.money(order.shipping_fee) if order.shipping_fee else words.say("mail.part.free"))
        )
    if order.payment_fee:
        rows.append(("payment_fee", words.money(order.payment_fee)))
    rows.append(("total", words.money(order.total)))
    return [(words.say(f"mail.part.{name}"), amount) for name, amount in rows]


def _address(address: Mapping[str, Any] | None, words: Words) -> list[str]:
    known = {name: plain(value) for name, value in (address or {}).items() if value}
    area = " ".join(known[part] for part in ("subdistrict", "district", "province", "postal_code") if part in known)
    lines = [known.get("name", ""), known.get("phone", ""), known.get("line", ""), area]
    lines += [words.say(f"mail.part.{part}", **{part: known[part]}) for part in ("tax_id", "branch") if part in known]
    return [line for line in lines if line]


def _facts(order: Order, shop: Shop, words: Words) -> list[tuple[str, str]]:
    basket = order.basket
    method = shop.terms.method(basket.shipping_method)
    way = basket.payment_method
    told = {
        "method": (method.name_en or method.name if words.language == "en" else method.name) if method else "",
        "payment": words.say(f"mail.way.{way}") if way else "",
        "status": words.say(f"order.status.{order.status}"),
        "note": basket.note or "",
    }
    return [(words.say(f"mail.part.{name}"), plain(value)) for name, value in told.items() if value]


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("templates", "mail"),
        autoescape=jinja2.select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
