"""Orders as cards: what a customer or a merchant sees of an order, in their language. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.cards import Button, Card, Row, Text, Total
from bot.commands import Cancel, Command, Discard, Edit, Human, Link, Resend, Send, Ship, ShowOrder, Undo
from bot.grammar import render
from bot.language import Words
from orders.basket import Basket, Line
from orders.order import Order
from orders.shops import Shop


@dataclass(frozen=True, slots=True)
class Bill:
    """All a card needs to know of an order: the order, whose it is, and where its page is (None for a draft)."""

    order: Order
    shop: Shop
    customer: str
    link: str | None = None
    edits_number: int | None = None


def draft_card(bill: Bill, words: Words, *, notes: Iterable[str] = ()) -> Card:
    """The draft as the merchant sees it, with what can be done next."""
    order, basket = bill.order, bill.order.basket
    number = bill.edits_number or order.number or ""
    key = "draft_edit" if number else "draft" if order.kind == "in_chat" else "draft_offline"
    offered = (
        ("send", Send(), bool(basket.lines) and order.kind == "in_chat"),
        ("link", Link(), bool(basket.lines) and order.kind == "offline"),
        ("undo", Undo(), bool(order.past)),
        ("discard", Discard(), True),
    )
    buttons = tuple(
        _button(name, command, words, primary=name in ("send", "link")) for name, command, fits in offered if fits
    )
    example = words.say("chat.card.draft_empty", example="A01 2")
    return Card(
        kind="draft",
        title=words.say(f"chat.card.{key}", customer=bill.customer, number=number),
        short=words.say("chat.short.draft", customer=bill.customer, total=words.money(order.total)),
        rows=_rows(basket, words),
        totals=_totals(bill, words) if basket.lines else (),
        notes=(*(() if basket.lines else (example,)), *_notes(bill, words), *notes),
        buttons=buttons,
        more_rows=_more(words),
    )


def invoice_card(bill: Bill, words: Words) -> Card:
    """The customer's bill: one message, to be tapped."""
    order = bill.order
    title, hello = ("invoice", "invoice_hello") if order.revision == 1 else ("invoice_revised", "invoice_hello_revised")
    buttons = [
        Button(words.say("chat.button.view_confirm"), url=_link_in(bill, words), primary=True),
        Button(words.say("chat.button.ask_shop"), say=render(Human(), words.language)),
    ]
    return Card(
        kind="invoice",
        title=words.say(f"chat.card.{title}", number=order.number),
        subtitle=words.say(f"chat.card.{hello}", shop=bill.shop.name),
        short=words.say("chat.short.invoice", number=order.number, shop=bill.shop.name, total=words.money(order.total)),
        image_url=next((line.image_url for line in order.basket.lines if line.image_url), ""),
        rows=_rows(order.basket, words),
        totals=_totals(bill, words),
        notes=(*_notes(bill, words), *_due(bill, words)),
        buttons=tuple(buttons),
        more_rows=_more(words),
    )


def confirmed_card(bill: Bill, words: Words) -> Card:
    """What the customer gets when they have confirmed."""
    order = bill.order
    return Card(
        kind="confirmed",
        tone="good",
        title=words.say("chat.card.confirmed", number=order.number),
        subtitle=words.say("chat.note.status", status=words.say(f"order.status.{order.status}")),
        short=words.say("chat.short.confirmed", number=order.number, total=words.money(order.total)),
        rows=_rows(order.basket, words),
        totals=_totals(bill, words),
        notes=(*_notes(bill, words), *_due(bill, words)),
        buttons=(Button(words.say("chat.button.view"), url=_link_in(bill, words), primary=True),) if bill.link else (),
        more_rows=_more(words),
    )


def payment_card(bill: Bill, words: Words) -> Card | None:
    """How to pay what is owed; None when nothing is."""
    order, payments = bill.order, bill.shop.terms.payments
    way = order.basket.payment_method
    if order.balance <= 0:
        return None
    notes: list[str] = []
    buttons: list[Button] = []
    amount = words.money(order.balance)
    if way == "cod":
        notes.append(words.say("chat.pay.cod", total=amount))
    elif way == "promptpay" and payments.promptpay:
        pay = payments.promptpay
        notes.append(words.say("chat.pay.promptpay", id=pay.id, name=pay.name).strip())
        buttons.append(Button(words.say("chat.button.copy_promptpay"), copy=pay.id))
    elif way == "bank_transfer" and payments.bank_transfer:
        for account in payments.bank_transfer:
            facts = {"bank": account.bank, "number": account.account_number, "name": account.account_name}
            notes.append(words.say("chat.pay.bank", **facts))
            buttons.append(
                Button(words.say("chat.button.copy_account", bank=account.bank), copy=account.account_number)
            )
    else:
        notes.append(words.say("chat.pay.none"))
    return Card(
        kind="payment",
        title=words.say("chat.card.pay"),
        short=words.say("chat.pay.cod" if way == "cod" else "chat.pay.amount", total=amount),
        totals=(Total(words.say("chat.total.total"), amount, strong=True),),
        notes=(*notes, *_due(bill, words)),
        buttons=tuple(buttons),
    )


def merchant_confirmed_card(bill: Bill, words: Words) -> Card:
    """What staff get when a customer has confirmed."""
    order = bill.order
    facts = {"number": order.number, "customer": bill.customer}
    return Card(
        kind="confirmed",
        tone="good",
        title=words.say("chat.card.staff_confirmed", **facts),
        subtitle=words.say("chat.note.status", status=words.say(f"order.status.{order.status}")),
        short=words.say("chat.short.staff_confirmed", **facts, total=words.money(order.total)),
        rows=_rows(order.basket, words),
        totals=_totals(bill, words),
        notes=_notes(bill, words),
        buttons=(Button(words.say("chat.button.view"), say=_show(order, words), primary=True),),
        more_rows=_more(words),
    )


def order_card(bill: Bill, words: Words) -> Card:
    """An issued order as staff see it, with what can be done to it."""
    order = bill.order
    status = words.say(f"order.status.{order.status}")
    buttons: list[Button] = []
    if bill.link and order.stage in ("new", "confirmed", "completed"):
        buttons.append(Button(words.say("chat.button.view"), url=bill.link))
    if order.stage in ("draft", "new", "confirmed", "expired"):
        buttons.append(_button("edit", Edit(str(order.number)), words))
    if order.stage in ("new", "confirmed"):
        if order.chat_id is not None:
            buttons.append(_button("resend", Resend(str(order.number)), words))
        buttons.append(_button("cancel", Cancel(str(order.number)), words))
    return Card(
        kind="order",
        title=words.say("chat.card.order", number=order.number),
        subtitle=f"{bill.customer} · {status}",
        short=words.say("chat.short.order", number=order.number, total=words.money(order.total), status=status),
        tone="bad" if order.stage in ("cancelled", "expired") else "plain",
        rows=_rows(order.basket, words),
        totals=_totals(bill, words),
        notes=(
            words.say("chat.note.revision", revision=order.revision),
            *_notes(bill, words),
            *_due(bill, words, key="due_staff"),
        ),
        buttons=tuple(buttons),
        more_rows=_more(words),
    )


def customer_order_card(bill: Bill, words: Words) -> Card:
    """An order as its customer sees it afterwards."""
    card = order_card(bill, words)
    facts = {"number": bill.order.number, "total": words.money(bill.order.total)}
    short = words.say("chat.short.your_order", **facts, status=words.say(f"order.status.{bill.order.status}"))
    buttons = tuple(button for button in card.buttons if button.url)
    if bill.order.stage == "new" and bill.link:
        buttons = (Button(words.say("chat.button.view_confirm"), url=_link_in(bill, words), primary=True),)
    notes = (*_notes(bill, words), *_due(bill, words))
    status = words.say("chat.note.status", status=words.say(f"order.status.{bill.order.status}"))
    title = words.say("chat.card.invoice", number=bill.order.number)
    return Card(
        kind="order", title=title, subtitle=status, short=short, tone=card.tone, rows=card.rows,
        totals=card.totals, notes=notes, buttons=buttons, more_rows=card.more_rows,
    )  # fmt: skip


def orders_card(bills: list[Bill], words: Words, *, status: str) -> Card:
    """A list of orders, newest first; tapping one shows it."""
    title = "orders_with" if status else "orders"
    rows = tuple(
        Row(
            name=words.say("chat.card.order", number=bill.order.number)
            if bill.order.number
            else _draft_name(bill, words),
            detail=words.say(
                "chat.line.order_row",
                customer=bill.customer,
                status=words.say(f"order.status.{bill.order.status}"),
            ),
            amount=words.money(bill.order.total),
            say=_show(bill.order, words) if bill.order.number else render(Edit(f"~{bill.order.id}"), words.language),
        )
        for bill in bills
    )
    return Card(
        kind="orders",
        title=words.say(f"chat.card.{title}", status=words.say(f"order.status.{status}") if status else ""),
        short=words.say("chat.short.orders", count=len(rows)),
        rows=rows,
        more_rows=_more(words),
    )


def cancelled_card(bill: Bill, words: Words, *, reason: str) -> Card:
    """What the customer hears when the shop has cancelled."""
    return Card(
        kind="cancelled",
        tone="bad",
        title=words.say("chat.card.cancelled", number=bill.order.number),
        short=words.say("chat.short.cancelled", number=bill.order.number),
        notes=(
            words.say("chat.notice.customer_cancelled", number=bill.order.number),
            *((words.say("chat.notice.reason", reason=reason),) if reason else ()),
        ),
        buttons=(Button(words.say("chat.button.ask_shop"), say=render(Human(), words.language)),),
    )


def summary(bill: Bill, words: Words) -> str:
    """The order as text to copy: number, lines, total, link."""
    order = bill.order

    def row(line: Line) -> str:
        facts = {"quantity": line.quantity, "name": _name(line, words), "amount": words.money(line.total)}
        return words.say("chat.summary.row", **facts)

    sums = [f"{total.label} {total.amount}" for total in _totals(bill, words)]
    return "\n".join(
        [
            words.say("chat.summary.head", shop=bill.shop.name, number=order.number),
            *map(row, order.basket.lines),
            *sums,
            *([words.say("chat.summary.link", link=_link_in(bill, words))] if bill.link else []),
        ]
    )


def link_parts(bill: Bill, words: Words, theirs: Words) -> tuple[Text | Card, ...]:
    """The link and a summary to copy, as two messages so that the second can be forwarded as it is."""
    number, total = bill.order.number, words.money(bill.order.total)
    head = words.say("chat.sent.link", number=number, total=total, link=bill.link)
    return Text(f"{head}\n\n{words.say('chat.sent.link_hint')}"), Text(summary(bill, theirs))


def address_text(address: dict[str, object] | None) -> str:
    """An address in one line, as far as it is known."""
    keys = ("name", "phone", "line", "subdistrict", "district", "province", "postal_code", "tax_id", "branch")
    return " ".join(str(address[key]) for key in keys if address.get(key)) if address else ""


def deadline(order: Order, shop: Shop, words: Words) -> str | None:
    due: datetime | None = order.due_at
    return words.moment(due, shop.timezone) if due else None


def _rows(basket: Basket, words: Words) -> tuple[Row, ...]:
    return tuple(_row(line, words) for line in basket.lines)


def _row(line: Line, words: Words) -> Row:
    key = "each" if line.bundle is None else "bundle"
    price = line.unit_price if line.bundle is None else line.bundle
    detail = words.say(f"chat.line.{key}", quantity=line.quantity, price=words.price(price))
    if line.sku is None:
        detail = f"{detail} · {words.say('chat.line.ad_hoc')}"
    return Row(name=_name(line, words), detail=detail, amount=words.money(line.total))


def _link_in(bill: Bill, words: Words) -> str:
    """The page's address for a reader of this language; the page itself speaks the shop's unless told."""
    return f"{bill.link}?lang={words.language}" if words.language != bill.shop.language else f"{bill.link}"


def _draft_name(bill: Bill, words: Words) -> str:
    return words.say("chat.card.draft", customer=bill.customer, number="")


def _name(line: Line, words: Words) -> str:
    return line.name_en or line.name if words.language == "en" else line.name


def _totals(bill: Bill, words: Words) -> tuple[Total, ...]:
    terms, basket = bill.shop.terms, bill.order.basket
    totals = basket.totals(terms)
    shown: list[Total] = []
    if totals.discount or totals.shipping_fee or totals.payment_fee or not totals.fee_is_open:
        shown.append(Total(words.say("chat.total.subtotal"), words.money(totals.subtotal)))
    if totals.discount:
        percent = words.price(basket.discount_percent) if basket.discount_percent else None
        label = (
            words.say("chat.total.discount_percent", percent=percent) if percent else words.say("chat.total.discount")
        )
        shown.append(Total(label, words.money(-totals.discount)))
    shown.append(_shipping(bill, words))
    if totals.payment_fee:
        shown.append(Total(words.say("chat.total.cod_fee"), words.money(totals.payment_fee)))
    return (*shown, Total(words.say("chat.total.total"), words.money(totals.total), strong=True))


def _shipping(bill: Bill, words: Words) -> Total:
    basket, terms = bill.order.basket, bill.shop.terms
    fee = basket.shipping_fee(terms)
    method = terms.method(basket.shipping_method)
    if fee is None and method is None:
        return Total(words.say("chat.total.shipping"), words.say("chat.total.to_choose"))
    name = (method.name_en or method.name if words.language == "en" else method.name) if method else ""
    label = words.say("chat.total.shipping_by", method=name) if name else words.say("chat.total.shipping")
    if fee is None:
        return Total(label, words.say("chat.total.fee_open"))
    return Total(label, words.money(fee) if fee else words.say("chat.total.free"))


def _notes(bill: Bill, words: Words) -> tuple[str, ...]:
    basket, terms = bill.order.basket, bill.shop.terms
    notes: list[str] = []
    if basket.shipping_method and basket.shipping_fee(terms) is None:
        example = render(Ship(basket.shipping_method, 6000), words.language)
        notes.append(words.say("chat.note.fee_needed", method=basket.shipping_method, example=example))
    if basket.payment_method:
        notes.append(words.say("chat.note.pay_by", way=words.say(f"chat.way.{basket.payment_method}")))
    method = terms.method(basket.shipping_method)
    text = address_text(basket.shipping_address)
    if text and not (method is not None and method.pickup):
        notes.append(words.say("chat.note.address", text=text))
    if text := address_text(basket.billing_address):
        if number := (basket.billing_address or {}).get("tax_id"):
            text = f"{text} {words.say('chat.note.tax_id', number=number)}"
        notes.append(words.say("chat.note.bill_to", text=text))
    if basket.note:
        notes.append(words.say("chat.note.note", text=basket.note))
    return tuple(notes)


def _due(bill: Bill, words: Words, *, key: str = "due") -> tuple[str, ...]:
    time = deadline(bill.order, bill.shop, words)
    return (words.say(f"chat.note.{key}", time=time),) if time and bill.order.balance > 0 else ()


def _more(words: Words) -> str:
    plural = words.sentences["chat.card.more_rows"]
    return plural["other"] if isinstance(plural, dict) else plural


def _show(order: Order, words: Words) -> str:
    return render(ShowOrder(str(order.number)), words.language)


def _button(name: str, command: Command, words: Words, *, primary: bool = False) -> Button:
    return Button(words.say(f"chat.button.{name}"), say=render(command, words.language), primary=primary)
