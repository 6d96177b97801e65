"""Conversations: the world of every test, and afterwards nothing may have failed behind the scenes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.platforms import account, clock, ears, http, line, messenger, page, sim  # noqa: F401
from tests.bot.talking import nothing_failed
from tests.world import World, open_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A shop that speaks English."""
    async with open_world(tmp_path) as here:
        yield here
        await here.settled()
        await nothing_failed()


@pytest.fixture
async def thai_world(tmp_path: Path) -> AsyncIterator[World]:
    """A shop that speaks Thai."""
    async with open_world(tmp_path, language="th") as here:
        yield here
        await here.settled()
        await nothing_failed()
