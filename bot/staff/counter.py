"""The counter: what staff say, done one after the other, all or nothing, and the questions left open."""

from dataclasses import replace

from tortoise.transactions import in_transaction

from bot.cards import Button, Card, Outgoing, Part, Text
from bot.cards.scenes import draft_card
from bot.cards.wording import refusal_text
from bot.commands import (
    Add,
    Address,
    AllIn,
    BillTo,
    Chatter,
    Command,
    Discard,
    Discount,
    Help,
    Link,
    New,
    Note,
    NotUnderstood,
    Pay,
    Remove,
    RoundTo,
    Send,
    SetPrice,
    SetQuantity,
    Ship,
    Swap,
)
from bot.conversation import Turn, bill_of
from bot.grammar import examples, is_bare, read, strip_prefix
from bot.grammar.listening import Said
from bot.overheard import from_prefix
from bot.pointing import pointed_at, with_number
from bot.replies import AskFirst, Instead, Question
from bot.speech.hearing import talk_in
from bot.speech.meaning import Meaning, Moment
from bot.staff import merchant
from bot.staff.afterwards import burn_if_code
from bot.staff.drafting import (
    by_another,
    keep_changes,
    keep_draft,
    others_here,
    put_aside,
    short_of,
    still_this_one,
)
from bot.staff.enquiries import Answer
from bot.staff.group import is_group
from bot.staff.natural import is_building, read_meaning
from bot.staff.opening import commands_in
from bot.understanding import understand
from bot.words import quote
from orders.order import Order
from orders.stages import Refusal

#: Commands that take what people write as it is.
FREE_TEXT = (Address, BillTo, Note)
#: What is done to the draft, in the order in which it makes sense within one message.
ON_DRAFT: dict[type[Command], int] = {
    Add: 0, SetQuantity: 0, Remove: 0, Swap: 0, SetPrice: 1, Ship: 2, Pay: 2, Address: 2, BillTo: 2, Note: 2,
    Discount: 3, RoundTo: 3, AllIn: 4,
}  # fmt: skip


class _TakenBack(Exception):
    """Rolls back what a half-done message did; carries the refusal out."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal


async def staff_speaks(turn: Turn) -> Outgoing | None:
    """Understand and do what was said; None when it was not meant for the bot."""
    text, prefixed = _addressed(turn)
    if text is None:
        await burn_if_code(turn)
        return None
    if turn.incoming.quoted_id:
        turn.pointed = await pointed_at(turn)
    before, seen = turn.draft, turn.seen
    _take_up_quoted(turn)
    heard = await _heard(turn, await with_number(turn, text), prefixed)
    if isinstance(heard, Refusal):
        return _refused(heard, turn)
    if not isinstance(heard, list):
        return heard
    wrong = next((command for command in heard if isinstance(command, NotUnderstood)), None)
    if wrong is not None:
        return _not_understood(turn, wrong)
    understood = [command for command in heard if not isinstance(command, NotUnderstood)]
    try:
        async with in_transaction():
            return await _do(turn, in_order(understood), before)
    except _TakenBack as stop:
        turn.draft, turn.seen, turn.acted, turn.base = before, seen, False, None
        return _refused(stop.refusal, turn)


def _addressed(turn: Turn) -> tuple[str | None, bool]:
    """What was said to the bot, without the mark that says so; None where others read along and it was not marked."""
    incoming = turn.incoming
    among_others = turn.is_thread or is_group(turn)
    said = from_prefix(incoming.text) if among_others and not incoming.mentions_bot else incoming.text
    text, prefixed = strip_prefix(said)
    prefixed = prefixed or incoming.mentions_bot
    if not prefixed and among_others:
        return None, False
    for _, name in incoming.mentions:
        text = text.replace(f"@{name}", " ")
    return text, prefixed


def _take_up_quoted(turn: Turn) -> None:
    """What answers the card of another draft is said about that one."""
    shown = turn.pointed.draft
    if shown is not None and (turn.draft is None or turn.draft.id != shown.id):
        turn.draft, turn.seen = shown, shown.touched


async def _heard(turn: Turn, text: str, prefixed: bool) -> Answer:
    """The counter's own words, else natural ones."""
    moment = Moment(
        "merchant",
        open_order=await is_building(turn),
        product=turn.pointed.product is not None or _has_one_thing(turn),
        options=tuple(product.title for product in turn.pointed.products[1:] and turn.pointed.products),
    )
    understood = understand(text, moment, prefixed=prefixed)
    commands = understood.commands
    if commands is None or (prefixed and all(isinstance(command, NotUnderstood) for command in commands)):
        return await _in_natural_words(turn, text, understood.meaning, prefixed=prefixed, building=moment.open_order)
    if understood.bare and not prefixed and not moment.open_order:
        return None
    return list(commands)


async def _in_natural_words(turn: Turn, text: str, meaning: Meaning, *, prefixed: bool, building: bool) -> Answer:
    """What was not written in the counter's words alone. What those words say for certain still goes first: the text of
    a note is nobody's order, and a number that is out of bounds is refused by name."""
    read_so = read(text, speaker="staff", prefixed=prefixed)
    written = Said() if isinstance(read_so, Chatter) else read_so
    wrong = [command.reason for command in written if isinstance(command, NotUnderstood)]
    is_note = meaning.intent == "set_note" and isinstance(next(iter(written), None), Add)
    if building and not wrong and not is_note and any(isinstance(command, FREE_TEXT) for command in written):
        return list(written)
    natural = _of_the_quoted(turn, text) if building else None
    natural = natural or await read_meaning(turn, meaning)
    if isinstance(natural, list) and any(reason not in ("unknown", "not_yet") for reason in wrong):
        return list(written)
    is_talk = (is_bare(written) and not (building or prefixed)) or (bool(talk_in(text)) and not prefixed)
    return natural or (list(written) if wrong and not is_talk else None)


def _has_one_thing(turn: Turn) -> bool:
    return turn.draft is not None and len({line.sku or line.name for line in turn.draft.basket.lines}) == 1


def _of_the_quoted(turn: Turn, text: str) -> Answer:
    """Nothing but how many, for how much, in answer to a message about one product."""
    if not turn.pointed.sku:
        return None
    heard = read(f"{quote(turn.pointed.sku)} {text}", speaker="staff")
    goods = [] if isinstance(heard, Chatter) else [said for said in heard if isinstance(said, Add)]
    is_all = not isinstance(heard, Chatter) and len(heard) == len(goods) == 1
    return list(goods) if is_all and goods[0].item == turn.pointed.sku else None


def in_order(commands: list[Command]) -> list[Command]:
    """Within one message goods come before what depends on their price: `discount 50 A01 2` is 50 off the A01."""
    ordered: list[Command] = []
    run: list[Command] = []
    for command in (*commands, None):
        if command is not None and isinstance(command, tuple(ON_DRAFT)):
            run.append(command)
            continue
        ordered += sorted(run, key=lambda each: ON_DRAFT[type(each)])
        run = []
        ordered += [command] if command is not None else []
    return ordered


async def _do(turn: Turn, commands: list[Command], before: Order | None) -> Outgoing | None:
    """Do one after the other, all or nothing. An open question holds back only what would reach the customer; where
    only that last step is refused, the draft stays as the rest of the message made it."""
    parts: list[Part] = []
    quick: tuple[Button, ...] = ()
    waiting = [*commands, *await _held_back(turn)]
    if before is not None and turn.draft is not None and before.id != turn.draft.id:
        await put_aside(turn, before)
    if isinstance(commands[0], tuple(ON_DRAFT)) and (asked := await still_this_one(turn, waiting)):
        return await _ask_first(turn, asked, [])
    while waiting:
        command = waiting.pop(0)
        if turn.questions and isinstance(command, (Send, Link)):
            turn.notes.append(turn.words.say("chat.note.withheld", command=turn.write(command)))
            continue
        if not isinstance(command, tuple(ON_DRAFT)):
            await keep_changes(turn)
        turn.doing = command
        result = await merchant.HANDLERS[type(command)](turn, command)
        if isinstance(result, Refusal) and (turn.draft is None or waiting or not isinstance(command, (Send, Link))):
            raise _TakenBack(result)
        if isinstance(result, Refusal):
            parts.append(Text(refusal_text(result, turn.words)))
            quick = _ways_out(result)
        elif isinstance(result, Instead):
            waiting = in_order([*result.commands, *waiting])
        elif isinstance(result, AskFirst):
            await keep_changes(turn)
            return await _ask_first(turn, result, waiting)
        elif isinstance(result, Outgoing):
            parts += result.parts
            quick = result.quick
    await keep_changes(turn)
    if turn.changed and turn.draft is not None:
        parts.append(await _card(turn, turn.draft))
    if turn.questions:
        # One at a time: quick replies are gone when one of them is tapped.
        question, *others = turn.questions
        await _ask(turn, question, [other.about for other in others])
        parts.append(Text(question.text))
        quick = question.choices
    elif any(isinstance(command, (New, Send, Link, Discard)) for command in commands):
        await _ask(turn, None, [])
    return Outgoing(tuple(parts), quick) if parts else None


async def _card(turn: Turn, draft: Order) -> Card:
    """The draft as it stands now, which is this chat's current one from here on."""
    await keep_draft(turn)
    turn.about["concerns"] = draft.id
    if note := await by_another(turn, draft):
        turn.notes.append(note)
    whole = draft.total + draft.basket.satang_taken  # of what is said aloud nobody says the satang
    if turn.expects is not None and not turn.questions and turn.expects not in (draft.total, whole):
        turn.notes.append(turn.words.say("chat.note.other_total", said=turn.words.money(turn.expects)))
    turn.notes += await short_of(turn, draft)
    bill = replace(await bill_of(draft, turn.shop, turn.house), others_read=is_group(turn))
    return draft_card(bill, turn.words, notes=turn.notes, others=await others_here(turn))


async def _ask_first(turn: Turn, ask: AskFirst, rest: list[Command]) -> Outgoing:
    """A question on which all else depends: the rest of the message waits for its answer."""
    await _ask(turn, ask.question, [turn.write(command) for command in (*ask.first, *rest)])
    return Outgoing((Text(ask.question.text),), ask.question.choices)


async def _ask(turn: Turn, question: Question | None, rest: list[str]) -> None:
    """Remember what we asked, and what is to be done when one of the choices is said."""
    asked = {"choices": [choice.say for choice in question.choices], "rest": rest} if question else None
    if turn.is_thread:
        turn.asked = asked  # answered in the staff's own chats, and kept there
    elif turn.chat.question != asked:
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


def _refused(refusal: Refusal, turn: Turn) -> Outgoing:
    return Outgoing((Text(refusal_text(refusal, turn.words)),), _ways_out(refusal))


def _ways_out(refusal: Refusal) -> tuple[Button, ...]:
    says = refusal.facts.get("say")
    return tuple(Button(str(text), say=str(text)) for text in says) if isinstance(says, (list, tuple)) else ()
