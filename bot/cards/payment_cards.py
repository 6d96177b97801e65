"""How to pay, as cards: the way that was chosen, or all there are. Pure."""

from bot.cards import Button, Card, Part, Picture, Total
from bot.cards.scenes import Bill, due_note, own_page_of
from bot.language import Words


def pay_parts(bill: Bill, words: Words) -> tuple[Part, ...]:
    """How to pay, to be said after something else: the picture of the PromptPay code in front of the card with all
    numbers, by the way that was chosen; nothing when nothing is owed."""
    card = payment_card(bill, words)
    return () if card is None else (*_pictures(bill, words, ("promptpay",)), card)


def ways_to_pay_parts(bill: Bill, words: Words) -> tuple[Part, ...]:
    """All ways while none is chosen. The picture asks for an amount, so it is left out while that is not known yet."""
    is_open = bill.order.basket.totals(bill.shop.terms).fee_is_open
    return (*(() if is_open else _pictures(bill, words, ("promptpay", None))), ways_to_pay_card(bill, words))


def _pictures(bill: Bill, words: Words, ways: tuple[str | None, ...]) -> tuple[Picture, ...]:
    if not bill.pay_picture or bill.order.basket.payment_method not in ways:
        return ()
    short = words.say("money.picture", amount=words.money(bill.order.balance))
    return (Picture(bill.pay_picture, bill.pay_picture, short),)


def payment_card(bill: Bill, words: Words) -> Card | None:
    """How to pay what is owed, by the way that was chosen; None when nothing is."""
    order = bill.order
    way = order.basket.payment_method
    if order.balance <= 0:
        return None
    amount = words.money(order.balance)
    if way == "cod":
        cod = words.say("chat.pay.cod", total=amount)
        return _card(bill, words, title=words.say("chat.card.pay"), short=cod, notes=[cod], buttons=[])
    promptpay = _promptpay(bill, words) if way == "promptpay" else ([], [])
    banks = _banks(bill, words) if way == "bank_transfer" else ([], [])
    card = _card_page(bill, words)
    notes, buttons = promptpay[0] + banks[0] + card[0], promptpay[1] + banks[1] + card[1]
    short = words.say("chat.pay.amount", total=amount)
    return _card(bill, words, title=words.say("chat.card.pay"), short=short, notes=notes, buttons=buttons)


def ways_to_pay_card(bill: Bill, words: Words) -> Card:
    """Every way to pay that the shop takes, while the customer has not chosen one yet."""
    order = bill.order
    page: list[Button] = []
    if bill.link and order.stage == "new":
        page.append(Button(words.say("chat.button.view_confirm"), url=own_page_of(bill, words), primary=True))
    promptpay, banks = _promptpay(bill, words), _banks(bill, words)
    # Before the order is confirmed its page is one button already.
    card = _card_page(bill, words)[0] if page else []
    cod = [words.say("chat.pay.cod_too")] if bill.shop.terms.payments.cod else []
    return _card(
        bill,
        words,
        title=words.say("chat.card.pay_order", number=order.number),
        short=words.say("chat.pay.amount", total=words.money(order.balance)),
        notes=promptpay[0] + banks[0] + card + cod,
        buttons=page + promptpay[1] + banks[1],
    )


def _card(bill: Bill, words: Words, *, title: str, short: str, notes: list[str], buttons: list[Button]) -> Card:
    return Card(
        kind="payment",
        title=title,
        short=short,
        totals=(Total(words.say("chat.total.total"), words.money(bill.order.balance), strong=True),),
        notes=(*(notes or [words.say("chat.pay.none")]), *_exactly(bill, words), *due_note(bill, words)),
        buttons=tuple(buttons),
    )


def _exactly(bill: Bill, words: Words) -> tuple[str, ...]:
    """Where the satang tell whose money it is, they are not to be rounded away."""
    amount = words.money(bill.order.balance)
    is_typed = bill.order.basket.satang_taken and bill.order.basket.payment_method != "stripe"
    return (words.say("money.told.exactly", amount=amount),) if is_typed else ()


def _promptpay(bill: Bill, words: Words) -> tuple[list[str], list[Button]]:
    pay = bill.shop.terms.payments.promptpay
    if pay is None:
        return [], []
    note = words.say("chat.pay.promptpay", id=pay.id, name=pay.name).strip()
    return [note], [Button(words.say("chat.button.copy_promptpay"), copy=pay.id)]


def _banks(bill: Bill, words: Words) -> tuple[list[str], list[Button]]:
    notes, buttons = [], []
    for account in bill.shop.terms.payments.bank_transfer:
        facts = {"bank": account.bank, "number": account.account_number, "name": account.account_name}
        notes.append(words.say("chat.pay.bank", **facts))
        buttons.append(Button(words.say("chat.button.copy_account", bank=account.bank), copy=account.account_number))
    return notes, buttons


def _card_page(bill: Bill, words: Words) -> tuple[list[str], list[Button]]:
    """Cards are taken on the order's page, and never in a chat."""
    if bill.shop.terms.payments.stripe is None or not bill.link:
        return [], []
    label = words.say("chat.button.view_confirm" if bill.order.stage == "new" else "card.chat.pay")
    return [words.say("card.chat.note")], [Button(label, url=own_page_of(bill, words), primary=True)]
