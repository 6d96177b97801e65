"""What can be said here, with examples from the grammar's own table."""

from bot.cards import Card, Row
from bot.commands import LinkStaff
from bot.grammar import examples
from bot.grammar.verbs import VERBS
from bot.language import Words


def help_card(words: Words, *, topic: str = "") -> Card:
    """One line for every command, or all the ways to say one."""
    rows = tuple(Row(name=line) for line in examples(topic, words.language)) if topic else _all(words)
    example = words.say("chat.help.staff_example")
    note = words.say(f"chat.does.{_key(topic)}") if topic else words.say("chat.help.intro", example=example)
    return Card(
        kind="help",
        title=words.say("chat.card.help"),
        short=words.say("chat.card.help"),
        rows=rows,
        notes=(note,),
    )


def _all(words: Words) -> tuple[Row, ...]:
    """Rows of the table that staff can say; what they are for stands beside them."""
    said = [verb for verb in VERBS if verb.in_english and verb.speakers != "customer" and verb.command is not LinkStaff]
    return tuple(
        Row(
            name=(verb.in_english if words.language == "en" else verb.in_thai)[0],
            detail=words.say(f"chat.does.{_key(verb.name)}"),
        )
        for verb in said
    )


def _key(name: str) -> str:
    return name.replace(" ", "_")
