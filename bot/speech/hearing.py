"""The door of natural speech: a line and its moment in, its meaning out."""

from bot.speech.cues import Cue, cues_in
from bot.speech.customers import customer_says
from bot.speech.line import Line
from bot.speech.meaning import NOTHING, Meaning, Moment
from bot.speech.normal import lower, plain
from bot.speech.staff import staff_say

#: A longer message is a letter, not something said to the counter.
MOST_CHARACTERS = 600


def hear(text: str, moment: Moment) -> Meaning:
    """What a line of natural speech means. Never raises; what is not certain is `NOTHING` or does not act."""
    if len(text) > MOST_CHARACTERS:
        return NOTHING
    line = Line(text, moment)
    if not line.text and moment.asked != "confirm":
        return NOTHING
    return staff_say(line) if moment.speaker == "merchant" else customer_says(line)


def talk_in(text: str) -> frozenset[Cue]:
    """The cues of a line; of a letter none."""
    return cues_in(lower(plain(text))) if len(text) <= MOST_CHARACTERS else frozenset()
