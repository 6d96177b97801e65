"""What staff say about money and time: it came, it went back, there is more time; and the papers of an order."""

from datetime import timedelta

from bot import commands as c
from bot.cards import Button, Outgoing, Text
from bot.cards.wording import refusal_text
from bot.conversation import Turn
from bot.grammar import render
from bot.language import Words
from orders import deadlines, paying, selling
from orders.documents import documents_of, make_all, tax_invoice_lacks
from orders.order import Order
from orders.paying import Recorded
from orders.stages import Refusal

#: What an expired order whose money came late is offered.
A_DAY = 86_400


async def paid(turn: Turn, command: c.Paid) -> Outgoing | Refusal:
    """Money came in. The answer says what is left, what is too much, and what is still missing."""
    order = await _order(turn, command.number)
    if isinstance(order, Refusal):
        return order
    result = await paying.record_payment(order, turn.shop, amount=command.amount, by=turn.by, now=turn.now)
    if isinstance(result, Refusal):
        example = turn.write(c.Paid(command.number, 50000))
        return Refusal(result.reason, result.facts | {"example": example})
    turn.acted = True
    return Outgoing((Text(recorded_text(result, turn.words)),), recorded_buttons(result, turn.words))


def recorded_text(result: Recorded, words: Words) -> str:
    """A payment as a sentence or a few."""
    order = result.order
    facts = {"number": order.number, "amount": words.money(result.payment.amount)}
    said = [words.say("money.paid.recorded", **facts), balance_text(order, words)]
    if result.late:
        stage = words.say(f"order.status.{order.stage}").lower()
        said.append(words.say("money.paid.late", number=order.number, stage=stage))
    if result.confirmed:
        said.append(words.say("money.paid.confirmed"))
    if result.lacks:
        parts = ", ".join(words.say(f"money.lacks.{part}") for part in result.lacks)
        said.append(words.say("money.paid.lacks", parts=parts))
    if result.short is not None:
        said.append(words.say("money.paid.short", why=refusal_text(result.short, words)))
    return "\n".join(said)


def balance_text(order: Order, words: Words) -> str:
    """What is left to pay, or by how much it is too much."""
    if order.balance > 0:
        return words.say("money.balance.left", amount=words.money(order.balance))
    if order.balance < 0:
        return words.say("money.balance.over", amount=words.money(-order.balance))
    return words.say("money.balance.full")


def paid_before(order: Order, text: str, words: Words) -> tuple[str, tuple[Button, ...]]:
    """What is said of a bill that was sent, and where money had come in before: what that changes, with a way to give
    back what is too much."""
    if order.paid <= 0 or order.balance == 0:
        return text, ()
    key, amount = ("over", -order.balance) if order.balance < 0 else ("left", order.balance)
    facts = {"number": order.number, "paid": words.money(order.paid), "amount": words.money(amount)}
    back = (refund_button(str(order.number), amount, words),) if order.balance < 0 else ()
    return f"{text}\n{words.say(f'money.edited.{key}', **facts)}", back


def recorded_buttons(result: Recorded, words: Words) -> tuple[Button, ...]:
    order, number = result.order, str(result.order.number)
    buttons: list[Button] = []
    if result.late and order.stage == "expired":
        more = render(c.Extend(number, A_DAY), words.language)
        buttons.append(Button(words.say("money.button.reopen"), say=more))
    if result.over or result.late:
        back = result.payment.amount if result.late else result.over
        buttons.append(refund_button(number, back, words))
    return tuple(buttons)


def refund_button(number: str, amount: int, words: Words) -> Button:
    """The way to give so much back."""
    label = words.say("money.button.refund", amount=words.money(amount))
    return Button(label, say=render(c.Refund(number, amount), words.language))


async def refund(turn: Turn, command: c.Refund) -> Outgoing | Refusal:
    """Money went back; without an amount it is asked how much, with a button for all of it."""
    order = await _order(turn, command.number)
    if isinstance(order, Refusal):
        return order
    words = turn.words
    if command.amount is None:
        if refused := paying.refuse_refund(order):
            return refused
        back = [order.paid] if order.balance >= 0 else [-order.balance, order.paid]
        asked = words.say("money.refund.ask", number=order.number, paid=words.money(order.paid))
        return Outgoing(
            (Text(asked),), tuple(refund_button(command.number, amount, words) for amount in dict.fromkeys(back))
        )
    result = await paying.refund_payment(order, turn.shop, amount=command.amount, by=turn.by, now=turn.now)
    if isinstance(result, Refusal):
        return result
    turn.acted = True
    facts = {"number": order.number, "amount": words.money(command.amount), "paid": words.money(order.paid)}
    return Outgoing((Text(words.say("money.refund.recorded", **facts)),))


async def extend(turn: Turn, command: c.Extend) -> Outgoing | Refusal:
    """More time to pay; an order that had expired comes back, when its goods are still there."""
    order = await _order(turn, command.number)
    if isinstance(order, Refusal):
        return order
    span = timedelta(seconds=command.seconds)
    result = await deadlines.extend(order, turn.shop, span=span, by=turn.by, now=turn.now)
    if isinstance(result, Refusal):
        return _not_there(turn, order, result)
    turn.acted = True
    time = turn.words.moment(result.due, turn.shop.timezone)
    key = "reopened" if result.reopened else "done"
    return Outgoing((Text(turn.words.say(f"money.extended.{key}", number=order.number, time=time)),))


def _not_there(turn: Turn, order: Order, refused: Refusal) -> Refusal:
    """The goods of an expired order are gone: what was paid can only go back."""
    if refused.reason != "too_little_stock":
        return refused
    says = [turn.write(c.Refund(str(order.number), order.paid))] if order.paid > 0 else []
    return Refusal("too_little_to_reopen", refused.facts | {"number": order.number, "say": says})


async def documents(turn: Turn, command: c.Documents) -> Outgoing | Refusal:
    """Links to the papers of an order; those that can be had now are made. Of a tax invoice whose buyer is not known
    well enough it says what is missing."""
    order = await _order(turn, command.number)
    if isinstance(order, Refusal):
        return order
    await make_all(order, turn.shop, turn.now)
    found = await documents_of(order, turn.house.public_url)
    if not found:
        return Refusal("no_documents", {"number": order.number})
    words = turn.words
    rows = [f"{words.say(f'documents.title.{kind}')}: {address}" for kind, address in found]
    lacks = [words.say(f"documents.lacks.{part}") for part in tax_invoice_lacks(order, turn.shop)]
    if not lacks:
        return Outgoing((Text("\n".join([words.say("money.documents", number=order.number), *rows])),))
    edit = turn.write(c.Edit(str(order.number)))
    example = turn.write(c.BillTo(words.say("documents.lacks.example")))
    rows.append(words.say("documents.lacks.staff", parts=", ".join(lacks), edit=edit, example=example))
    text = "\n".join([words.say("money.documents", number=order.number), *rows])
    return Outgoing((Text(text),), (Button(words.say("chat.button.edit"), say=edit),))


async def _order(turn: Turn, number: str) -> Order | Refusal:
    order = await selling.find_order(turn.shop, number)
    if isinstance(order, Order):
        turn.about["concerns"] = order.id
    return order
