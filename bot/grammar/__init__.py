"""Text to commands, and commands back to text.

The words stand in `verbs`, what follows them is read in `tails` and `items`, `listening` goes through a message. This
is the door to all of it. Nothing here knows the shop, its customers, or who is allowed what.
"""

import re
from typing import Any, Literal

from bot.commands import Chatter, Command, Language, NotUnderstood
from bot.grammar.listening import Listener, Said, vocabulary
from bot.grammar.statuses import STATUS_WORDS
from bot.grammar.verbs import LATER, VERBS, Verb, first_of
from bot.grammar.wanting import read_bare
from bot.words import clean

__all__ = ["STATUS_WORDS", "examples", "is_bare", "read", "render", "strip_prefix"]

Speaker = Literal["staff", "customer"]

MOST_CHARACTERS = 5_000

_KNOWN = {
    "staff": vocabulary([verb for verb in VERBS if verb.speakers != "customer"] + list(LATER)),
    "customer": vocabulary(verb for verb in VERBS if verb.speakers != "staff"),
}
_UNSEEN = "[\\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"
_PREFIX = re.compile(f"^({_UNSEEN})(?:[/／]|[#＃](?!{_UNSEEN}[0-9๐-๙０-９])){_UNSEEN}", re.MULTILINE)


def read(text: str, *, speaker: Speaker, prefixed: bool = False) -> list[Command | NotUnderstood] | Chatter:
    """A whole chat message as commands in the order of speech, or `Chatter`. Never raises.

    `prefixed`: it stood behind `/`, `#` or the bot's name, so it was meant for the bot. A part that was meant as a
    command and is wrong stands in the list as a refusal: nobody should act on the rest.
    """
    if len(text) > MOST_CHARACTERS:
        return _too_long(text, speaker, prefixed)
    said = Listener(text, _KNOWN[speaker], goods=speaker == "staff", prefixed=prefixed).listen()
    return said if speaker == "staff" else _of_customer(said, text)


def is_bare(commands: list[Command | NotUnderstood]) -> bool:
    """The first thing said was goods (`A01 2`) or a terse setting (`โอน`): without an open draft it is talk."""
    return isinstance(commands, Said) and commands.bare


def strip_prefix(text: str) -> tuple[str, bool]:
    """Take `/` or `#` off the beginning of every line; True when the first line had one.

    `#1024` is an order's number, not a prefix.
    """
    lines = clean(text).split("\n")
    first = next((line for line in lines if line.strip()), "")
    return _PREFIX.sub(r"\1", text), _PREFIX.match(first) is not None


def render(command: Command, language: Language) -> str:
    """The canonical text of a command; names and texts stand in quotes where they would be read differently.

    Read again it is this one command, whatever a name in it says (only its own quotes may have become single ones).
    """
    verb = _row(command)
    word = (verb.english if language == "en" else verb.thai)[0]
    say: Any = verb.say
    speaker: Speaker = "customer" if verb.speakers == "customer" else "staff"
    plain: str = say(command, word)
    quoted: str = say(command, word, quoted=True)
    return plain if plain == quoted or read(plain, speaker=speaker) == [command] else quoted


def examples(topic: str, language: Language, speaker: Speaker = "staff") -> list[str]:
    """Example lines of a command, by its English name; of every command of this speaker when `topic` is empty."""
    kind = next((verb.command for verb in VERBS if verb.name == topic), None)
    return [
        line
        for verb in VERBS
        if (not topic or verb.command is kind) and verb.speakers in (speaker, "both")
        for line in (verb.in_english if language == "en" else verb.in_thai)
    ]


def _of_customer(said: Said | Chatter, text: str) -> list[Command | NotUnderstood] | Chatter:
    """Customers are not corrected, but for what they order; and they order by code without any command word."""
    if isinstance(said, Chatter):
        wanted = read_bare(text)
        return Chatter() if wanted is None else Said([wanted])
    wrong = [heard for heard in said if isinstance(heard, NotUnderstood)]
    about_goods = all(heard.reason.startswith(("quantity", "too_many_items")) for heard in wrong)
    return said if about_goods else Chatter()


def _row(command: Command) -> Verb:
    if getattr(command, "offline", False):
        return next(verb for verb in VERBS if verb.name == "new offline")
    return first_of(type(command))


def _too_long(text: str, speaker: Speaker, prefixed: bool) -> list[Command | NotUnderstood] | Chatter:
    """What begins like a command is refused, the rest is somebody's long letter."""
    beginning = read(text.strip()[:200].split("\n")[0], speaker=speaker, prefixed=prefixed)
    if isinstance(beginning, Chatter) or speaker == "customer":
        return Chatter()
    refused = Said([NotUnderstood("too_long", (("limit", str(MOST_CHARACTERS)),))])
    refused.bare = is_bare(beginning)
    return refused
