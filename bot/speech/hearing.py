"""The door of natural speech: a line and its moment in, its meaning out."""

from bot.speech.meaning import NOTHING, Meaning, Moment


def hear(text: str, moment: Moment) -> Meaning:
    """What a line of natural speech means. Never raises; what is not certain is `NOTHING` or does not act."""
    return NOTHING
