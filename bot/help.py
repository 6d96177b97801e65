"""What can be said here, with examples from the grammar's own table."""

from bot.cards import Card, Row
from bot.grammar import examples
from bot.language import Words


def help_card(words: Words, *, topic: str = "") -> Card:
    """Examples of every command, or of one."""
    lines = examples(topic, words.language)
    if not lines:
        unknown = words.say("chat.help.unknown_topic", topic=topic)
        return help_card_with(words, examples("", words.language), (unknown,))
    return help_card_with(words, lines, (words.say("chat.help.intro"),))


def help_card_with(words: Words, lines: list[str], notes: tuple[str, ...]) -> Card:
    return Card(
        kind="help",
        title=words.say("chat.card.help"),
        short=words.say("chat.short.help"),
        rows=tuple(Row(name=line) for line in lines),
        notes=notes,
    )
