"""The product's clock. Everything that is due, old or fresh asks it; only a test may turn it."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

#: The Buddhist era, which Thai papers count by, is 543 years ahead; Babel has no such calendar.
BUDDHIST_ERA = 543


class Clock:
    """`now()` is aware UTC. With a `file` (the setting server.test_clock) it is turned by the seconds written there."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file
        self._offset = timedelta()
        self._read_at = float("-inf")

    def now(self) -> datetime:
        return datetime.now(UTC) + self._turned()

    def _turned(self) -> timedelta:
        """Re-read at most half a second late; a missing or empty file is 0."""
        if self.file is not None and time.monotonic() - self._read_at >= 0.4:
            self._read_at = time.monotonic()
            try:
                self._offset = timedelta(seconds=float(self.file.read_text().strip() or 0))
            except (OSError, ValueError, OverflowError):
                self._offset = timedelta()
        return self._offset
