"""What every test may ask for."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from tortoise.backends.base.executor import EXECUTOR_CACHE

from orders.database import migrate
from tests.postgres import Server, programs, scratch_postgres
from tests.world import World, lay_out, open_world

# Every LINE client reads all the certificates of the machine, which takes as long as to open the rest of a shop. What
# the shops of these tests call speaks HTTP. https://docs.python.org/3/library/ssl.html#ssl.SSLContext.load_default_certs
os.environ["SSL_CERT_FILE"] = os.environ["SSL_CERT_DIR"] = os.devnull


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """The whole product on SQLite, speaking English."""
    async with open_world(tmp_path) as here:
        yield here


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with all its tables and nothing in them: the test runs on SQLite and on PostgreSQL."""
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres"))
    await lay_out(tmp_path / "shop.db")
    return f"sqlite://{tmp_path}/shop.db"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without a single table: the test runs on SQLite and on PostgreSQL."""
    if request.param == "postgres":
        with _another_kind_of_database():
            yield request.getfixturevalue("postgres_server").new_database()
    else:
        yield f"sqlite://{tmp_path}/shop.db"


@pytest.fixture
async def either_world(tmp_path: Path, database_url: str) -> AsyncIterator[World]:
    """The whole product, speaking English: the test runs on SQLite and on PostgreSQL."""
    async with open_world(tmp_path, database=database_url) as here:
        yield here


@pytest.fixture
def postgres(postgres_server: Server, empty_shop: str) -> Iterator[str]:
    """A database on PostgreSQL with all its tables and nothing in them."""
    with _another_kind_of_database():
        yield postgres_server.new_database(like=empty_shop)


@contextmanager
def _another_kind_of_database() -> Iterator[None]:
    # Tortoise keeps statements by the connection's name, not by the kind of database behind it.
    EXECUTOR_CACHE.clear()
    yield
    EXECUTOR_CACHE.clear()


@pytest.fixture(scope="session")
def empty_shop(postgres_server: Server) -> str:
    """The database that the others are copies of, so that not every test goes through all migrations."""
    url = postgres_server.new_database()
    with _another_kind_of_database(), ThreadPoolExecutor(1) as beside:  # here a loop of the test's own may exist
        beside.submit(asyncio.run, migrate(url)).result()
    return url


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """One server for all tests of this process."""
    at = programs()
    if at is None:
        why = "PostgreSQL: no initdb, neither on the PATH nor in /usr/lib/postgresql"
        pytest.fail(why) if os.environ.get("CI") else pytest.skip(why)
    with scratch_postgres(at) as server:
        yield server
