"""The album: where pictures of slips are kept. A folder outside of everything that is served, names nobody can guess.

The database knows a picture by its name; it is shown at the desk only. Every process of one house uses one folder.
"""

import asyncio
import os
import re
from pathlib import Path
from secrets import token_hex

from orders.pictures import Picture, made_safe
from orders.stages import Refusal

_NAME = re.compile(r"[0-9a-f]{32}\.jpg")


class Album:
    """Work with files and with pixels is done in threads; on pixels one picture at a time, because the largest take
    hundreds of megabytes while they are open."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._one_at_a_time = asyncio.Semaphore(1)

    async def look_at(self, data: bytes) -> Picture | Refusal:
        """The picture these bytes are, made safe, and its codes; or what is wrong with them."""
        async with self._one_at_a_time:
            return await asyncio.to_thread(made_safe, data)

    async def keep(self, picture: Picture) -> str:
        """Store it for good, and give its name. Once this returns it outlives a crash."""
        name = f"{token_hex(16)}.jpg"
        await asyncio.to_thread(_write, self.folder, name, picture.content)
        return name

    async def read(self, name: str) -> bytes | None:
        path = self._path(name)
        return await asyncio.to_thread(_read, path) if path is not None else None

    async def drop(self, name: str) -> None:
        if (path := self._path(name)) is not None:
            await asyncio.to_thread(path.unlink, missing_ok=True)

    def _path(self, name: str) -> Path | None:
        return self.folder / name if _NAME.fullmatch(name) else None


def _write(folder: Path, name: str, content: bytes) -> None:
    """Only its owner may read it: slips show names and accounts. A half-written file never has its final name."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    begun = folder / f"{name}.part"
    with open(os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    begun.rename(folder / name)
    entry = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
