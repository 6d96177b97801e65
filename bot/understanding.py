"""From a chat message to what was meant: the commands of the counter first, natural speech around them."""

from dataclasses import dataclass

from bot.commands import Chatter, Command, NotUnderstood
from bot.grammar import is_bare, read
from bot.speech.hearing import hear
from bot.speech.meaning import Meaning, Moment


@dataclass(frozen=True, slots=True)
class Understood:
    """`commands` when the message was written in the counter's own words (refusals included), else None; then
    `meaning` is what it says in natural speech. `bare`: it began with goods, not with a command word."""

    meaning: Meaning
    commands: list[Command | NotUnderstood] | None = None
    bare: bool = False


def understand(text: str, moment: Moment, *, prefixed: bool = False) -> Understood:
    """What `text` means, said in this moment. `prefixed`: it was marked as meant for the bot. Never raises."""
    commands = read(text, speaker="staff" if moment.speaker == "merchant" else "customer", prefixed=prefixed)
    meaning = hear(text, moment)
    if isinstance(commands, Chatter):
        return Understood(meaning)
    return Understood(meaning, commands, is_bare(commands))
