"""The product as a process of its own, which can be killed."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


@dataclass
class Served:
    """One `inchat serve`. `complaints` is what it wrote to stderr, line by line."""

    process: Process
    complaints: list[str] = field(default_factory=list)
    _reader: asyncio.Task[None] | None = None
    _at_work: asyncio.Event = field(default_factory=asyncio.Event)

    async def ready(self) -> "Served":
        """Until it says that it is at work."""
        async with asyncio.timeout(PATIENCE):
            await self._at_work.wait()
        assert self.process.returncode is None, self.complaints
        return self

    async def killed(self) -> None:
        """kill -9; nothing happens when it has ended already."""
        if self.process.returncode is None:
            self.process.kill()
        await self.ended()

    async def stopped(self) -> int:
        """SIGTERM; the exit status when it has finished what it began."""
        self.process.send_signal(signal.SIGTERM)
        return await self.ended()

    async def ended(self) -> int:
        async with asyncio.timeout(PATIENCE):
            status = await self.process.wait()
            if self._reader is not None:
                await self._reader
        return status

    async def _read(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.complaints.append(line.decode().rstrip())
            if self.complaints[-1].partition(" at ")[0].endswith(("inchat all", "inchat web", "inchat worker")):
                self._at_work.set()
        self._at_work.set()


async def serve(config: Path, port: int, role: str = "all") -> Served:
    """Start `inchat serve`; `ready` waits until it is at work."""
    command = [sys.executable, "-m", "web.cli", "serve", "--config", str(config), "--port", str(port), "--role", role]
    environment = os.environ | {"LC_ALL": "C.UTF-8"}
    served = Served(await asyncio.create_subprocess_exec(*command, cwd=ROOT, stderr=PIPE, env=environment))
    served._reader = asyncio.create_task(served._read())
    return served


async def inchat(*arguments: str) -> str:
    """Run one console command to its end; what it printed. AssertionError with its complaints when it failed."""
    command = [sys.executable, "-m", "web.cli", *arguments]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=PIPE, stderr=PIPE)
    async with asyncio.timeout(PATIENCE):
        printed, complaints = await process.communicate()
    assert process.returncode == 0, complaints.decode()
    return printed.decode()
