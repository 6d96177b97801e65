"""The product as a process of its own, which can be killed."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


class Served:
    """One `inchat serve` at a time. `complaints` is what it wrote to stderr, line by line."""

    def __init__(self, config: Path, port: int, role: str) -> None:
        self._command = ["serve", "--config", str(config), "--port", str(port), "--role", role]
        self._process: Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self.complaints: list[str] = []

    async def starts(self) -> None:
        """Start it, and wait until it says that it is at work."""
        self.complaints = []
        command = [sys.executable, "-m", "web.cli", *self._command]
        environment = os.environ | {"LC_ALL": "C.UTF-8"}
        self._process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stderr=PIPE, env=environment)
        at_work = asyncio.Event()
        self._reader = asyncio.create_task(self._read(self._process, at_work))
        async with asyncio.timeout(PATIENCE):
            await at_work.wait()
        assert self._process.returncode is None, "\n".join(self.complaints)

    async def killed(self) -> None:
        """kill -9; nothing happens when it has ended already."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
        await self._ended()

    async def stopped(self) -> int:
        """SIGTERM; the exit status when it has finished what it began."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return await self._ended()

    async def _ended(self) -> int:
        if self._process is None or self._reader is None:
            return 0
        async with asyncio.timeout(PATIENCE):
            await self._reader
            return await self._process.wait()

    async def _read(self, process: Process, at_work: asyncio.Event) -> None:
        assert process.stderr is not None
        async for line in process.stderr:
            self.complaints.append(line.decode().rstrip())
            if self.complaints[-1].partition(" at ")[0].endswith(("inchat all", "inchat web", "inchat worker")):
                at_work.set()
        at_work.set()


@asynccontextmanager
async def served(config: Path, port: int = 0, role: str = "all") -> AsyncIterator[Served]:
    """An `inchat serve` at work; whatever happens, it is gone afterwards."""
    server = Served(config, port, role)
    try:
        await server.starts()
        yield server
    finally:
        await server.killed()


async def inchat(*arguments: str) -> str:
    """Run one console command to its end; what it printed. AssertionError with its complaints when it failed."""
    command = [sys.executable, "-m", "web.cli", *arguments]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=PIPE, stderr=PIPE)
    async with asyncio.timeout(PATIENCE):
        printed, complaints = await process.communicate()
    assert process.returncode == 0, complaints.decode()
    return printed.decode()
