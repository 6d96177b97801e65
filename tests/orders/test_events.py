"""What happened is told to whoever must hear of it, or is known to be of no news to anybody."""

from bot.announce import TELLERS
from orders.events import NAMES, SILENT


def test_every_event_is_told_to_somebody_or_is_known_to_be_silent() -> None:
    assert set(TELLERS) | SILENT == set(NAMES)
    assert not set(TELLERS) & SILENT
