"""What the tests of pages may ask for."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.web.shopfront import Shopfront, opened


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Shopfront]:
    """A shop with soap and shirts, and a customer's browser in front of it."""
    async with opened(f"sqlite://{tmp_path}/shop.db") as front:
        yield front
