"""THE ENTRANCE: who speaks, what is meant, which handler, what is said.

One event in, what it causes in the database, everything in the caller's transaction. What is said goes to the outbox.
"""

from dataclasses import replace
from datetime import datetime

from tortoise.transactions import in_transaction

from bot import customer, merchant
from bot.announce import tell_staff
from bot.cards import Button, Card, Outgoing, Part, Text
from bot.commands import Chatter, Command, Discard, Edit, Help, Link, LinkStaff, New, NotUnderstood, Send, Start, Stop
from bot.conversation import House, Turn, bill_of, say_in, take_turn
from bot.drafting import keep_draft
from bot.grammar import examples, is_bare, read, strip_prefix
from bot.messages import Incoming
from bot.opening import commands_in
from bot.replies import AskFirst, Instead, Question
from bot.scenes import draft_card
from bot.wording import refusal_text
from orders.people import Contact
from orders.queues import Outbound
from orders.shops import Shop
from orders.stages import Refusal


class _TakenBack(Exception):
    """Rolls back what a half-done message did; carries the refusal out."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


async def answer(incoming: Incoming, shop: Shop, house: House, now: datetime) -> None:
    """Take one event of a chat. Raises only for bugs and a dead database; then the whole transaction is undone."""
    if incoming.kind == "delivered_own":
        return await _arrived(incoming, now)
    if incoming.kind == "left":
        return await _left(incoming, shop)
    turn = await take_turn(incoming, shop, house, now)
    if incoming.kind != "text" or not incoming.text.strip():
        return None
    if incoming.silent and turn.role == "customer":
        return None  # another app is talking with them
    said = await (_customer_speaks(turn) if turn.role == "customer" else _staff_speaks(turn))
    if said is None:
        return None
    if turn.is_thread:
        # In a customer's thread only the card appears; the merchant is answered where only staff read.
        return await tell_staff(turn.shop, lambda _: _away_from_thread(turn, said), house, now, near="messenger")
    await say_in(turn.chat, said if turn.chat.kind == "user" else _spoken_in_group(said), now)


def _spoken_in_group(said: Outgoing) -> Outgoing:
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


async def _customer_speaks(turn: Turn) -> Outgoing | None:
    commands = read(turn.incoming.text, speaker="customer")
    if isinstance(commands, Chatter) or turn.chat.kind != "user":
        return None
    command = commands[0]
    if isinstance(command, NotUnderstood):
        return None
    is_quiet = turn.chat.quiet_until is not None and turn.chat.quiet_until > turn.now
    if is_quiet and not isinstance(command, (LinkStaff, Start, Stop)):
        # A person was asked for: people are talking here now.
        return None
    result = await customer.HANDLERS[type(command)](turn, command)
    return Outgoing((Text(refusal_text(result, turn.words)),)) if isinstance(result, Refusal) else result


async def _staff_speaks(turn: Turn) -> Outgoing | None:
    among_others = turn.is_thread or turn.chat.kind != "user"
    said = _from_prefix(turn.incoming.text) if among_others and not turn.incoming.mentions_bot else turn.incoming.text
    text, prefixed = strip_prefix(said)
    prefixed = prefixed or turn.incoming.mentions_bot
    if not prefixed and among_others:
        return None
    commands = read(text, speaker="staff", prefixed=prefixed)
    if isinstance(commands, Chatter):
        return None
    if is_bare(commands) and turn.draft is None and not turn.is_thread:
        return None
    wrong = next((command for command in commands if isinstance(command, NotUnderstood)), None)
    if wrong is not None:
        return _not_understood(turn, wrong)
    understood = [command for command in commands if not isinstance(command, NotUnderstood)]
    before = turn.draft
    try:
        async with in_transaction():
            return await _do(turn, understood)
    except _TakenBack as stop:
        turn.draft = before
        return Outgoing((Text(refusal_text(stop.refusal, turn.words)),), _ways_out(stop.refusal))


def _from_prefix(text: str) -> str:
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


async def _do(turn: Turn, commands: list[Command]) -> Outgoing | None:
    """Do one after the other, all or nothing. An open question holds back only what would reach the customer; where
    only that last step is refused, the draft stays as the rest of the message made it."""
    parts: list[Part] = []
    quick: tuple[Button, ...] = ()
    waiting = [*commands, *await _held_back(turn)]
    while waiting:
        command = waiting.pop(0)
        if turn.questions and isinstance(command, (Send, Link)):
            turn.notes.append(turn.words.say("chat.note.withheld", command=turn.write(command)))
            continue
        result = await merchant.HANDLERS[type(command)](turn, command)
        if isinstance(result, Refusal) and (turn.draft is None or waiting or not isinstance(command, (Send, Link))):
            raise _TakenBack(result)
        if isinstance(result, Refusal):
            parts.append(Text(refusal_text(result, turn.words)))
            quick = _ways_out(result)
        elif isinstance(result, Instead):
            waiting = [*result.commands, *waiting]
        elif isinstance(result, AskFirst):
            return await _ask_first(turn, result, waiting)
        elif isinstance(result, Outgoing):
            parts += result.parts
            quick = result.quick
    if turn.changed and turn.draft is not None:
        await keep_draft(turn)
        parts.append(draft_card(await bill_of(turn.draft, turn.shop, turn.house), turn.words, notes=turn.notes))
    if turn.questions:
        # One at a time: quick replies are gone when one of them is tapped.
        question, *others = turn.questions
        await _ask(turn, question, [other.about for other in others])
        parts.append(Text(question.text))
        quick = question.choices
    elif any(isinstance(command, (New, Send, Link, Discard)) for command in commands):
        await _ask(turn, None, [])
    return Outgoing(tuple(parts), quick) if parts else None


async def _ask_first(turn: Turn, ask: AskFirst, rest: list[Command]) -> Outgoing:
    """A question on which all else depends: the rest of the message waits for its answer."""
    await _ask(turn, ask.question, [turn.write(command) for command in (*ask.first, *rest)])
    return Outgoing((Text(ask.question.text),), ask.question.choices)


async def _ask(turn: Turn, question: Question | None, rest: list[str]) -> None:
    """Remember what we asked, and what is to be done when one of the choices is said."""
    asked = {"choices": [choice.say for choice in question.choices], "rest": rest} if question else None
    if turn.chat.question != asked:
        turn.chat.question = asked
        await turn.chat.save(update_fields=["question"])


async def _held_back(turn: Turn) -> list[Command]:
    """What waited for the answer to a question, when one of its choices was said."""
    question = turn.chat.question or {}
    if strip_prefix(turn.incoming.text)[0].strip() not in question.get("choices", ()):
        return []
    await _ask(turn, None, [])
    return [command for text in question["rest"] for command in commands_in(text)]


def _not_understood(turn: Turn, wrong: NotUnderstood) -> Outgoing:
    """Named, with an example of what may have been meant, and the nearest command as a button."""
    facts: dict[str, object] = {"text": turn.incoming.text[:60], **dict(wrong.facts)}
    reason, meant = wrong.reason, commands_in(wrong.nearest or "")
    if reason == "unknown" and meant and isinstance(meant[0], Help) and meant[0].topic:
        reason, facts["example"] = "unknown_like", examples(meant[0].topic, turn.words.language)[0]
    text = Text(refusal_text(Refusal(reason, facts), turn.words))
    if not wrong.nearest:
        return Outgoing((text,))
    nearest = turn.write(meant[0]) if len(meant) == 1 else wrong.nearest
    return Outgoing((text,), (Button(nearest, say=nearest),))


def _ways_out(refusal: Refusal) -> tuple[Button, ...]:
    says = refusal.facts.get("say")
    return tuple(Button(str(text), say=str(text)) for text in says) if isinstance(says, (list, tuple)) else ()


def _away_from_thread(turn: Turn, said: Outgoing) -> Outgoing:
    """An answer that is given elsewhere: it names the customer, and its buttons take the draft with them."""
    first, *others = said.parts
    if isinstance(first, Text) and turn.contact is not None:
        facts = {"customer": turn.contact.called, "text": first.text}
        first = Text(turn.words.say("chat.notice.in_thread", **facts))
    if turn.draft is None:
        return Outgoing((first, *others))
    there = turn.write(Edit(f"~{turn.draft.id}"))

    def there_too(button: Button) -> Button:
        return replace(button, say=f"{there}\n{button.say}") if button.say else button

    parts = [
        replace(part, buttons=tuple(map(there_too, part.buttons)))
        if isinstance(part, Card) and part.kind == "draft"
        else part
        for part in (first, *others)
    ]
    return Outgoing(tuple(parts), tuple(map(there_too, said.quick)))


async def _arrived(incoming: Incoming, now: datetime) -> None:
    """Our own message came back as an echo: it has arrived, whatever the lost answer to the call said."""
    if key := (incoming.metadata or "").split(":")[0]:
        await Outbound.filter(call_key=key, state="waiting").update(
            echo_id=(incoming.message_id or "echo")[:200], due_at=now
        )


async def _left(incoming: Incoming, shop: Shop) -> None:
    """Who left a group of the shop may not command it any more; a new code links them again."""
    await Contact.filter(
        shop_id=shop.id, channel=incoming.chat.channel, external_id__in=list(incoming.members) or [""]
    ).update(staff_id=None)
