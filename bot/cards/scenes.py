"""Orders as cards: what a customer or a merchant sees of an order, in their language. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.cards import Button, Card, Row, Text, Total
from bot.commands import Cancel, Command, Discard, Edit, Human, Link, Orders, Resend, Send, Ship, ShowOrder, Undo
from bot.grammar import render
from bot.language import Words
from orders.basket import Basket, Line
from orders.notices import Notice, filled
from orders.order import Order
from orders.shops import Shop


@dataclass(frozen=True, slots=True)
class Bill:
    """All a card needs to know of an order: the order, whose it is, and where its page is (None for a draft).

    `pay_picture` is the address of the PromptPay picture for what is owed now, "" where there is none.
    `own_link` leads there too, and is for the customer's own chat alone: it opens their saved addresses.
    `others_read`: the card is shown in a group, where that an address is known is all that is said of it.
    """

    order: Order
    shop: Shop
    customer: str
    link: str | None = None
    edits_number: int | None = None
    own_link: str | None = field(default=None, repr=False)
    pay_picture: str = field(default="", repr=False)
    others_read: bool = False


def draft_card(bill: Bill, words: Words, *, notes: Iterable[str] = (), others: int = 0) -> Card:
    """The draft as the merchant sees it, with what can be done next, and how many others wait in this chat."""
    order, basket = bill.order, bill.order.basket
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
        title=_draft_name(bill, words),
        subtitle=words.say("chat.card.other_drafts", count=others, command=_say(Orders("draft"), words))
        if others
        else "",
        short=words.say("chat.short.draft", customer=bill.customer, total=words.money(order.total)),
        rows=_rows(basket, words),
        totals=total_rows(bill, words) if basket.lines else (),
        notes=(*(() if basket.lines else (example,)), *notes_of(bill, words), *notes),
        buttons=buttons,
        more_rows=more_rows(words),
    )


def invoice_card(bill: Bill, words: Words) -> Card:
    """The customer's bill: one message, to be tapped."""
    order = bill.order
    lead = own_words("invoice", bill, words)
    title, hello = ("invoice", "invoice_hello") if order.revision == 1 else ("invoice_revised", "invoice_hello_revised")
    buttons = [
        Button(words.say("chat.button.view_confirm"), url=own_page_of(bill, words), primary=True),
        Button(words.say("chat.button.ask_shop"), say=render(Human(), words.language)),
    ]
    return Card(
        kind="invoice",
        title=words.say(f"chat.card.{title}", number=order.number),
        # The greeting makes room for the shop's own; that a bill was replaced is always said.
        subtitle="" if lead and order.revision == 1 else words.say(f"chat.card.{hello}", shop=bill.shop.name),
        lead=lead,
        short=words.say("chat.short.invoice", number=order.number, shop=bill.shop.name, total=words.money(order.total)),
        image_url=next((line.image_url for line in order.basket.lines if line.image_url), ""),
        rows=_rows(order.basket, words),
        totals=total_rows(bill, words),
        notes=(*notes_of(bill, words), *due_note(bill, words)),
        buttons=tuple(buttons),
        more_rows=more_rows(words),
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
        lead=own_words("confirmed", bill, words),
        rows=_rows(order.basket, words),
        totals=total_rows(bill, words),
        notes=(*_received(order, words), *notes_of(bill, words), *due_note(bill, words)),
        buttons=(Button(words.say("chat.button.view"), url=page_of(bill, words), primary=True),) if bill.link else (),
        more_rows=more_rows(words),
    )


def merchant_confirmed_card(bill: Bill, words: Words, *, what: str = "staff_confirmed") -> Card:
    """What staff get when a customer has confirmed; or (`what`) has ordered, or ordered more, by themselves."""
    order = bill.order
    facts = {"number": order.number, "customer": bill.customer}
    return Card(
        kind="confirmed",
        tone="good",
        title=words.say(f"chat.card.{what}", **facts),
        subtitle=words.say("chat.note.status", status=words.say(f"order.status.{order.status}")),
        short=words.say(f"chat.short.{what}", **facts, total=words.money(order.total)),
        rows=_rows(order.basket, words),
        totals=total_rows(bill, words),
        notes=notes_of(bill, words),
        buttons=(Button(words.say("chat.button.view"), say=_show(order, words), primary=True),),
        more_rows=more_rows(words),
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
        totals=total_rows(bill, words),
        notes=(
            words.say("chat.note.revision", revision=order.revision),
            *notes_of(bill, words),
            *due_note(bill, words, key="due_staff"),
        ),
        buttons=tuple(buttons),
        more_rows=more_rows(words),
    )


def customer_order_card(bill: Bill, words: Words) -> Card:
    """An order as its customer sees it afterwards."""
    card = order_card(bill, words)
    facts = {"number": bill.order.number, "total": words.money(bill.order.total)}
    short = words.say("chat.short.your_order", **facts, status=words.say(f"order.status.{bill.order.status}"))
    buttons = tuple(button for button in card.buttons if button.url)
    if bill.order.stage == "new" and bill.link:
        buttons = (Button(words.say("chat.button.view_confirm"), url=own_page_of(bill, words), primary=True),)
    notes = (*notes_of(bill, words), *due_note(bill, words))
    status = words.say("chat.note.status", status=words.say(f"order.status.{bill.order.status}"))
    title = words.say("chat.card.invoice", number=bill.order.number)
    return Card(
        kind="order", title=title, subtitle=status, short=short, tone=card.tone, rows=card.rows,
        totals=card.totals, notes=notes, buttons=buttons, more_rows=card.more_rows,
    )  # fmt: skip


def orders_card(bills: list[Bill], words: Words, *, status: str, current: int | None = None) -> Card:
    """A list of orders, newest first; tapping one shows it, and takes up a draft. `current` is the draft at hand."""
    title = "orders_with" if status else "orders"
    rows = tuple(
        Row(
            name=words.say("chat.card.order", number=bill.order.number)
            if bill.order.number and status != "draft"
            else _draft_name(bill, words),
            detail=words.say("chat.line.order_row", customer=bill.customer, status=_standing(bill, words, current)),
            amount=words.money(bill.order.total),
            say=_show(bill.order, words)
            if bill.order.number and status != "draft"
            else _say(Edit(f"~{bill.order.id}"), words),
        )
        for bill in bills
    )
    return Card(
        kind="orders",
        title=words.say(f"chat.card.{title}", status=words.say(f"order.status.{status}") if status else ""),
        short=words.say("chat.short.orders", count=len(rows)),
        rows=rows,
        more_rows=more_rows(words),
    )


def cancelled_card(bill: Bill, words: Words, *, reason: str) -> Card:
    """What the customer hears when the shop has cancelled."""
    lead = own_words("cancelled", bill, words)
    return Card(
        kind="cancelled",
        tone="bad",
        title=words.say("chat.card.cancelled", number=bill.order.number),
        short=words.say("chat.short.cancelled", number=bill.order.number),
        lead=lead,
        notes=(
            *(() if lead else (words.say("chat.notice.customer_cancelled", number=bill.order.number),)),
            *((words.say("chat.notice.reason", reason=reason),) if reason else ()),
        ),
        buttons=(Button(words.say("chat.button.ask_shop"), say=render(Human(), words.language)),),
    )


def own_words(what: Notice, bill: Bill, words: Words) -> str:
    """What this shop says itself on a notice, with its tokens filled in; "" where it has left that to us."""
    facts = {
        "order_no": str(bill.order.number),
        "customer": bill.customer,
        "total": words.money(bill.order.total),
        "link": page_of(bill, words) if bill.link else "",
    }
    return filled(bill.shop.terms.notices.own_words(what, words.language), facts)


def summary(bill: Bill, words: Words) -> str:
    """The order as text to copy: number, lines, total, link."""
    order = bill.order

    def row(line: Line) -> str:
        facts = {"quantity": line.quantity, "name": name_of(line, words), "amount": words.money(line.total)}
        return words.say("chat.summary.row", **facts)

    sums = [f"{total.label} {total.amount}" for total in total_rows(bill, words)]
    return "\n".join(
        [
            words.say("chat.summary.head", shop=bill.shop.name, number=order.number),
            *map(row, order.basket.lines),
            *sums,
            *([words.say("chat.summary.link", link=page_of(bill, words))] if bill.link else []),
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
    key = "gift" if line.total == 0 and line.quantity else "each" if line.bundle is None else "bundle"
    price = line.unit_price if line.bundle is None else line.bundle
    detail = words.say(f"chat.line.{key}", quantity=line.quantity, price=words.price(price))
    if line.sku is None:
        detail = f"{detail} · {words.say('chat.line.ad_hoc')}"
    return Row(name=name_of(line, words), detail=detail, amount=words.money(line.total))


def page_of(bill: Bill, words: Words) -> str:
    """The page's address for a reader of this language; the page itself speaks the shop's unless told."""
    return _in_language(f"{bill.link}", bill, words)


def own_page_of(bill: Bill, words: Words) -> str:
    """The page's address on a card that goes to the customer's own chat."""
    return _in_language(f"{bill.own_link or bill.link}", bill, words)


def _in_language(link: str, bill: Bill, words: Words) -> str:
    return f"{link}?lang={words.language}" if words.language != bill.shop.language else link


def _draft_name(bill: Bill, words: Words) -> str:
    return words.say(f"chat.card.{_draft_key(bill)}", customer=bill.customer, number=_draft_number(bill))


def _draft_number(bill: Bill) -> int | str:
    return bill.edits_number or bill.order.number or ""


def _draft_key(bill: Bill) -> str:
    return "draft_edit" if _draft_number(bill) else "draft" if bill.order.kind == "in_chat" else "draft_offline"


def _standing(bill: Bill, words: Words, current: int | None) -> str:
    if bill.order.id == current:
        return words.say("chat.line.current_draft")
    return words.say(f"order.status.{bill.order.status}")


def _say(command: Command, words: Words) -> str:
    return render(command, words.language)


def name_of(line: Line, words: Words) -> str:
    return line.name_en or line.name if words.language == "en" else line.name


def total_rows(bill: Bill, words: Words) -> tuple[Total, ...]:
    terms, basket = bill.shop.terms, bill.order.basket
    totals = basket.totals(terms)
    shown: list[Total] = []
    if totals.discount or totals.shipping_fee or totals.payment_fee or not totals.fee_is_open:
        shown.append(Total(words.say("chat.total.subtotal"), words.money(totals.subtotal)))
    if totals.discount:
        is_percent = basket.discount_percent and not basket.satang_taken
        percent = words.price(basket.discount_percent or 0) if is_percent else None
        label = (
            words.say("chat.total.discount_percent", percent=percent) if percent else words.say("chat.total.discount")
        )
        shown.append(Total(label, words.money(-totals.discount)))
    shown.append(shipping_row(bill, words))
    if totals.payment_fee:
        shown.append(Total(words.say("chat.total.cod_fee"), words.money(totals.payment_fee)))
    return (*shown, Total(words.say("chat.total.total"), words.money(totals.total), strong=True))


def shipping_row(bill: Bill, words: Words) -> Total:
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


def notes_of(bill: Bill, words: Words) -> tuple[str, ...]:
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
        notes.append(words.say("chat.note.address", text=_for_all_to_read(text, bill, words)))
    if text := address_text(basket.billing_address):
        if number := (basket.billing_address or {}).get("tax_id"):
            text = f"{text} {words.say('chat.note.tax_id', number=number)}"
        notes.append(words.say("chat.note.bill_to", text=_for_all_to_read(text, bill, words)))
    if basket.note:
        notes.append(words.say("chat.note.note", text=basket.note))
    return tuple(notes)


def _for_all_to_read(text: str, bill: Bill, words: Words) -> str:
    return words.say("chat.note.is_known") if bill.others_read else text


def _received(order: Order, words: Words) -> tuple[str, ...]:
    return (words.say("money.told.paid", amount=words.money(order.paid)),) if order.paid > 0 else ()


def due_note(bill: Bill, words: Words, *, key: str = "due") -> tuple[str, ...]:
    time = deadline(bill.order, bill.shop, words)
    return (words.say(f"chat.note.{key}", time=time),) if time and bill.order.balance > 0 else ()


def more_rows(words: Words) -> str:
    plural = words.sentences["chat.card.more_rows"]
    return plural["other"] if isinstance(plural, dict) else plural


def _show(order: Order, words: Words) -> str:
    return render(ShowOrder(str(order.number)), words.language)


def _button(name: str, command: Command, words: Words, *, primary: bool = False) -> Button:
    return Button(words.say(f"chat.button.{name}"), say=render(command, words.language), primary=primary)
