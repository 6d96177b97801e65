"""Slips as cards for staff, and as a sentence for who sent them. Pure."""

from bot import commands as c
from bot.cards import Button, Card, Total
from bot.cards.scenes import Bill
from bot.grammar import render
from bot.language import Words
from orders.slip_codes import BANKS
from orders.slips import Slip

#: Verdicts of which staff should not approve without a second look.
WARNINGS = ("duplicate", "amount_mismatch", "receiver_mismatch", "not_found")


def slip_card(bill: Bill, slip: Slip, first: str | None, words: Words, *, booked: bool = False) -> Card:
    """One slip with all that is known of it and the two words that judge it. `first` is the order its transfer was
    shown for before, "" when that cannot be named."""
    order = bill.order
    number = str(order.number)
    amount = words.money(slip.amount) if slip.amount is not None else words.say("slips.card.no_amount")
    verdict = words.say(f"slips.verdict.{slip.verdict}")
    notes = [
        words.say("slips.card.amount", amount=amount),
        words.say("slips.card.bank", bank=bank_name(slip, words), reference=slip.reference or "–"),
        *(
            [words.say("slips.card.at", at=words.moment(slip.transferred_at, bill.shop.timezone))]
            if slip.transferred_at
            else []
        ),
        words.say("slips.card.verdict", verdict=verdict),
    ]
    if slip.verdict == "duplicate":
        notes.append(words.say("slips.card.first", number=first) if first else words.say("slips.card.first_elsewhere"))
    if slip.late:
        notes.append(words.say("slips.card.late", status=words.say(f"order.status.{order.stage}")))
    if booked:
        notes.append(words.say("slips.card.booked"))
    judge = (
        Button(words.say("slips.button.approve"), say=_say(c.Approve(number, slip.number), words), primary=True),
        Button(words.say("slips.button.reject"), say=_say(c.Reject(number, slip.number), words)),
    )
    view = Button(words.say("chat.button.view"), say=_say(c.ShowOrder(number), words))
    return Card(
        kind="slip",
        title=words.say("slips.card.title", number=number, slip=slip.number),
        subtitle=bill.customer,
        short=words.say("slips.card.short", number=number, amount=amount, verdict=verdict),
        tone="good" if booked or slip.verdict == "verified" else "warning" if slip.verdict in WARNINGS else "plain",
        totals=(Total(words.say("slips.card.owed"), words.money(max(0, order.balance)), strong=True),),
        notes=tuple(notes),
        buttons=(view,) if booked or slip.state != "waiting" else (*judge, view),
    )


def bank_name(slip: Slip, words: Words) -> str:
    if slip.bank is None:
        return words.say("slips.card.no_bank")
    key = f"bank.{slip.bank}"
    return words.say(key) if words.knows(key) else BANKS.get(slip.bank, slip.bank)


def _say(command: c.Command, words: Words) -> str:
    return render(command, words.language)
