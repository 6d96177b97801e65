"""What every test may ask for."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from tortoise.backends.base.executor import EXECUTOR_CACHE

from tests.postgres import Server, programs, scratch_postgres
from tests.world import World, open_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """The whole product on SQLite, speaking English."""
    async with open_world(tmp_path) as here:
        yield here


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new, empty database: the test runs on SQLite and on PostgreSQL."""
    return str(request.getfixturevalue("postgres")) if request.param == "postgres" else f"sqlite://{tmp_path}/shop.db"


@pytest.fixture
async def either_world(tmp_path: Path, database_url: str) -> AsyncIterator[World]:
    """The whole product, speaking English: the test runs on SQLite and on PostgreSQL."""
    async with open_world(tmp_path, database=database_url) as here:
        yield here


@pytest.fixture
def postgres(postgres_server: Server) -> Iterator[str]:
    """A new, empty database on PostgreSQL."""
    # Tortoise keeps statements by the connection's name, not by the kind of database behind it.
    EXECUTOR_CACHE.clear()
    yield postgres_server.new_database()
    EXECUTOR_CACHE.clear()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """One server for all tests of this process."""
    at = programs()
    if at is None:
        why = "PostgreSQL: no initdb, neither on the PATH nor in /usr/lib/postgresql"
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)
    with scratch_postgres(at) as server:
        yield server
