"""Where others read along: in a group, and in a customer's own thread. What was meant for the bot there, and how its
answer is said."""

from dataclasses import replace

from bot.cards import Button, Card, Outgoing, Text
from bot.commands import Chatter, Edit, NotUnderstood
from bot.conversation import Turn
from bot.grammar import read, strip_prefix


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


def away_from_thread(turn: Turn, said: Outgoing) -> Outgoing:
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
