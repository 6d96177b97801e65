"""The counter: what staff say, done one after the other, all or nothing, and the questions left open."""

from tortoise.transactions import in_transaction

from bot import merchant
from bot.cards import Button, Outgoing, Part, Text
from bot.commands import Chatter, Command, Discard, Help, Link, New, NotUnderstood, Send
from bot.conversation import Turn, bill_of
from bot.drafting import keep_draft
from bot.grammar import examples, is_bare, read, strip_prefix
from bot.opening import commands_in
from bot.overheard import from_prefix
from bot.replies import AskFirst, Instead, Question
from bot.scenes import draft_card
from bot.wording import refusal_text
from orders.stages import Refusal


class _TakenBack(Exception):
    """Rolls back what a half-done message did; carries the refusal out."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


async def staff_speaks(turn: Turn) -> Outgoing | None:
    """Understand and do what was said; None when it was not meant for the bot."""
    among_others = turn.is_thread or turn.chat.kind != "user"
    said = from_prefix(turn.incoming.text) if among_others and not turn.incoming.mentions_bot else turn.incoming.text
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
