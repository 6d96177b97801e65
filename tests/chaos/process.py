"""The product as a process of its own, which can be killed."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass
from pathlib import Path

import aiohttp

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0


@dataclass
class Served:
    """One `inchat serve`. `stderr` is whatever it complained about, once it has ended."""

    process: Process
    stderr: str = ""

    async def killed(self) -> None:
        """kill -9."""
        self.process.kill()
        await self.ended()

    async def stopped(self) -> int:
        """SIGTERM; the exit status when it has finished what it began."""
        self.process.send_signal(signal.SIGTERM)
        return await self.ended()

    async def ended(self) -> int:
        async with asyncio.timeout(PATIENCE):
            _, complaints = await self.process.communicate()
        self.stderr = complaints.decode()
        assert self.process.returncode is not None
        return self.process.returncode


async def serve(config: Path, port: int, role: str = "all") -> Served:
    """Start `inchat serve`; does not wait until it answers."""
    command = [sys.executable, "-m", "web.cli", "serve", "--config", str(config), "--port", str(port), "--role", role]
    return Served(await asyncio.create_subprocess_exec(*command, cwd=ROOT, stderr=PIPE, env=os.environ.copy()))


async def inchat(*arguments: str) -> str:
    """Run one console command to its end; what it printed. AssertionError with its complaints when it failed."""
    command = [sys.executable, "-m", "web.cli", *arguments]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=PIPE, stderr=PIPE)
    async with asyncio.timeout(PATIENCE):
        printed, complaints = await process.communicate()
    assert process.returncode == 0, complaints.decode()
    return printed.decode()


async def answers(port: int) -> None:
    """Until /healthz answers 200. Another process gives no signal that could be waited for, so it is asked."""
    async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as http:
        while True:
            try:
                async with http.get(f"http://127.0.0.1:{port}/healthz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.02)
