"""Where documents become PDF: one at a time, and not twice in a row, so that whoever asks for one without end costs as
much as whoever asks once."""

import asyncio
from collections import OrderedDict
from datetime import datetime
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from web.papers.view import Sheet

#: Files kept at hand; a page is some 50 KB, two hundred lines are some 150.
MOST_KEPT = 32


class Press:
    """The newest files, by document and words. What is printed never changes, so a file is as good as new."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._one_at_a_time = asyncio.Lock()
        self.printed = 0

    async def print(self, document_id: int, sheet: "Sheet", issued_at: datetime) -> bytes:
        """The file of a document in one language. Who asks while it is being made waits for that one."""
        async with self._one_at_a_time:
            key = (document_id, sheet.language, *sheet.facts)
            if key not in self._kept:
                self._kept[key] = await asyncio.to_thread(_file, sheet, issued_at)
                self.printed += 1
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]


PRESS = web.AppKey("press", Press)


def _file(sheet: "Sheet", issued_at: datetime) -> bytes:
    from web.papers.pdf import pdf_of  # half a second of imports, for those who print

    return pdf_of(sheet, issued_at)
