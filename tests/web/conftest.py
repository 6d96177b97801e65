"""What the tests of pages may ask for."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.web.console_shop import ConsoleShop
from tests.web.shopfront import Shopfront, opened
from tests.world import lay_out


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Shopfront]:
    """A shop with soap and shirts, and a customer's browser in front of it."""
    async with opened(f"sqlite://{tmp_path}/shop.db") as front:
        yield front


@pytest.fixture
def new_shop(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> ConsoleShop:
    """A shop whose owner sits at a terminal for the first time: it has a config, but no database yet."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return ConsoleShop(tmp_path, capsys)


@pytest.fixture
def shop(new_shop: ConsoleShop) -> ConsoleShop:
    """A shop at whose terminal somebody sat before: its database is there, with nothing in it."""
    asyncio.run(lay_out(new_shop.folder / "inchat.db"))
    return new_shop
