"""Where others read along: in a group, and in a customer's own thread. What was meant for the bot there, and how its
answer is said."""

from dataclasses import replace
from typing import Any

from bot.cards import Button, Card, Outgoing, Text
from bot.commands import Chatter, Edit, NotUnderstood, Undo
from bot.conversation import Turn, say_in
from bot.grammar import read, strip_prefix
from orders.order import Order
from orders.sayings import reword, said_in


def spoken_in_group(said: Outgoing) -> Outgoing:
    """In a group only what begins with a slash is a command, so what a button says does."""

    def slashed(button: Button) -> Button:
        return replace(button, say=f"/{button.say}") if button.say else button

    parts = tuple(
        replace(
            part,
            buttons=tuple(map(slashed, part.buttons)),
            rows=tuple(replace(row, say=f"/{row.say}") if row.say else row for row in part.rows),
        )
        if isinstance(part, Card)
        else part
        for part in said.parts
    )
    return Outgoing(parts, tuple(map(slashed, said.quick)))


def from_prefix(text: str) -> str:
    """Where others read along, the line that begins with `/` or `#` and what follows it; greetings around it are not
    ours. Unmarked lines belong to the one before (an address) only when they can be read."""
    lines = text.splitlines()
    marked = [strip_prefix(line)[1] for line in lines]
    if not any(marked):
        return text
    lines, marked = lines[marked.index(True) :], marked[marked.index(True) :]
    whole = read(strip_prefix("\n".join(lines))[0], speaker="staff", prefixed=True)
    if isinstance(whole, Chatter) or any(isinstance(command, NotUnderstood) for command in whole):
        return "\n".join(line for line, is_marked in zip(lines, marked, strict=True) if is_marked)
    return "\n".join(lines)


async def edited(turn: Turn) -> None:
    """A message that was edited afterwards is never obeyed, not even for the first time. Who changes a line that was
    done already hears that it stays done.

    https://developers.line.biz/en/reference/messaging-api/#message-edited-event
    """
    saying = await said_in(turn.chat, turn.incoming.message_id)
    text = turn.incoming.text.strip()
    if saying is None or not text or text == saying.text:
        return
    await reword(saying, text)
    if turn.role == "customer" or not saying.acted:
        return
    order = await Order.get_or_none(id=saying.order_id or 0)
    is_draft = order is not None and order.stage == "draft"
    key = "draft" if is_draft else "order" if order is not None and order.number is not None else "nothing"
    undo, number = turn.write(Undo()), order.number if order is not None else ""
    facts = {"undo": undo, "edit": turn.write(Edit(str(number))) if number else "", "number": number}
    quick = (Button(undo, say=undo),) if is_draft else ()
    said = Outgoing((Text(turn.words.say(f"chat.edited.{key}", **facts)),), quick)
    await say_in(turn.chat, spoken_in_group(said) if turn.chat.kind != "user" else said, turn.now, about=turn.about)


def away_from_thread(turn: Turn, said: Outgoing) -> Outgoing:
    """An answer that is given elsewhere: it names the customer, and its buttons take the draft with them."""
    first, *others = said.parts
    if isinstance(first, Text) and turn.contact is not None:
        facts = {"customer": turn.contact.called, "text": first.text}
        first = Text(turn.words.say("chat.notice.in_thread", **facts))
    if turn.draft is None:
        return Outgoing((first, *others))

    def there_too(button: Button) -> Button:
        return replace(button, say=_of_the_draft(turn, button.say)) if button.say else button

    parts = [
        replace(part, buttons=tuple(map(there_too, part.buttons)))
        if isinstance(part, Card) and part.kind == "draft"
        else part
        for part in (first, *others)
    ]
    return Outgoing(tuple(parts), tuple(map(there_too, said.quick)))


def asked_away(turn: Turn) -> dict[str, Any] | None:
    """The question of such an answer, to be kept where it can be answered; None when nothing was asked."""
    if turn.asked is None:
        return None
    return {**turn.asked, "choices": [_of_the_draft(turn, say) for say in turn.asked["choices"]]}


def _of_the_draft(turn: Turn, say: str) -> str:
    return f"{turn.write(Edit(f'~{turn.draft.id}'))}\n{say}" if turn.draft is not None else say
