"""What a handler returns: nothing when the draft's own card says it, something to say, a Refusal, or a question."""

from dataclasses import dataclass

from bot.cards import Button, Outgoing
from bot.commands import Command
from orders.stages import Refusal


@dataclass(frozen=True, slots=True)
class Question:
    """Something only a person can decide; until then nothing is sent to anybody.

    `about` is what to say to be asked it again.
    """

    text: str
    choices: tuple[Button, ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Instead:
    """Do these commands in place of the one just read."""

    commands: list[Command]


@dataclass(frozen=True, slots=True)
class AskFirst:
    """Nothing else of the message can be done before this is answered; `first` is what to do first when it is."""

    question: Question
    first: tuple[Command, ...] = ()


Result = Refusal | Outgoing | Instead | AskFirst | None
