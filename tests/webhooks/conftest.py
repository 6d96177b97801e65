"""The shop's doors, and somebody to ring them."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.webhooks.ringing import Door
from tests.world import World


@pytest.fixture
async def door(world: World) -> AsyncIterator[Door]:
    async with aiohttp.ClientSession() as http:
        yield Door(world, http)
