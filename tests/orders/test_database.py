"""The transaction: whole or not at all, whoever goes away meanwhile, and nobody is told before it is kept."""

import asyncio
import random
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tortoise.connection import get_connection
from tortoise.exceptions import IntegrityError, OperationalError

from orders.database import Database, migrate, open_database
from orders.queues import Worker

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)

#: What each of two processes does: read, then write, in one transaction.
COUNTING = """
import asyncio, sys
from orders.database import open_database
from orders.queues import Worker

async def add_one():
    counter = await Worker.get(id="counter")
    counter.pid += 1
    await counter.save()

async def main():
    db = await open_database(sys.argv[1])
    for _ in range(100):
        await db.transaction(add_one)
    await db.close()

asyncio.run(main())
"""


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    await migrate(database_url)
    db = await open_database(database_url)
    yield db
    await db.close()


async def both_halves(name: str) -> str:
    await Worker.create(id=f"{name} left", host="here", pid=1, beat_at=NOW)
    await asyncio.sleep(0)
    await Worker.create(id=f"{name} right", host="here", pid=1, beat_at=NOW)
    return name


async def half_then_trouble(name: str) -> None:
    await Worker.create(id=f"{name} left", host="here", pid=1, beat_at=NOW)
    raise ArithmeticError(name)


async def test_a_storm_of_cancellations_leaves_nothing_half_done_and_nothing_stuck(database: Database) -> None:
    """Customers close their phones at every moment of a transaction: before, while it begins, while it commits."""
    dice = random.Random(20261122)

    async def impatient(number: int) -> str | None:
        task = asyncio.create_task(database.transaction(both_halves, str(number)))
        for _ in range(dice.randrange(40)):
            await asyncio.sleep(0)
        task.cancel()
        try:
            return await task
        except asyncio.CancelledError:
            return None

    async with asyncio.timeout(30):
        kept = await asyncio.gather(*(impatient(number) for number in range(300)))
        assert await database.transaction(both_halves, "afterwards") == "afterwards"
    rows = set(await Worker.all().values_list("id", flat=True))
    halves = {str(row).rsplit(" ", 1)[0] for row in rows}
    assert all({f"{name} left", f"{name} right"} <= rows for name in halves)
    assert {name for name in kept if name} <= halves
    assert len(halves) > 1


async def test_who_is_cancelled_twice_still_leaves_a_whole_transaction(database: Database) -> None:
    task = asyncio.create_task(database.transaction(both_halves, "once"))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await database.transaction(both_halves, "afterwards")
    assert await Worker.filter(id__startswith="once").count() == 2


async def test_what_fails_leaves_nothing_and_hinders_nobody(database: Database) -> None:
    with pytest.raises(ArithmeticError):
        await database.transaction(half_then_trouble, "unlucky")
    with pytest.raises(IntegrityError):
        await database.transaction(twice_the_same)
    await database.transaction(both_halves, "lucky")
    assert sorted(await Worker.all().values_list("id", flat=True)) == ["lucky left", "lucky right"]


async def twice_the_same() -> None:
    await both_halves("same")
    await both_halves("same")


async def test_the_bell_rings_after_the_commit_and_only_then(database: Database) -> None:
    rung = database.bell.hang()

    async def listening() -> None:
        await both_halves("listening")
        assert not rung.is_set()

    await database.transaction(listening)
    assert rung.is_set()


async def test_no_bell_rings_for_what_was_not_kept(database: Database) -> None:
    rung = database.bell.hang()
    with pytest.raises(ArithmeticError):
        await database.transaction(half_then_trouble, "unlucky")
    assert not rung.is_set()


async def test_the_bell_rings_for_what_was_kept_although_its_caller_went_away(database: Database) -> None:
    rung = database.bell.hang()
    task = asyncio.create_task(database.transaction(both_halves, "kept"))
    await asyncio.sleep(0)
    for _ in range(2):
        task.cancel()
        await asyncio.sleep(0)
    async with asyncio.timeout(5):
        await rung.wait()
    assert await Worker.filter(id__startswith="kept").count() == 2


async def test_two_processes_writing_at_once_never_meet_a_locked_database(tmp_path: Path) -> None:
    url = f"sqlite://{tmp_path}/shop.db"
    await migrate(url)
    db = await open_database(url)
    await Worker.create(id="counter", host="here", pid=0, beat_at=NOW)
    await db.close()
    command = [sys.executable, "-c", COUNTING, url]
    both = [await asyncio.create_subprocess_exec(*command, stderr=subprocess.PIPE) for _ in range(2)]
    told = await asyncio.gather(*(one.communicate() for one in both))
    assert [(one.returncode, error) for one, (_, error) in zip(both, told, strict=True)] == [(0, b""), (0, b"")]
    with closing(sqlite3.connect(tmp_path / "shop.db")) as connection:
        assert connection.execute("SELECT pid FROM worker").fetchone() == (200,)


async def test_who_waited_in_vain_for_the_lock_may_try_again(tmp_path: Path) -> None:
    """A copy that takes too long makes one transaction fail; it must not make the shop stand still."""
    url = f"sqlite://{tmp_path}/shop.db"
    await migrate(url)
    db = await open_database(url)
    await get_connection("default").execute_query("PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(tmp_path / "shop.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            await db.transaction(both_halves, "too early")
        other.execute("ROLLBACK")
    async with asyncio.timeout(5):
        await db.transaction(both_halves, "again")
        assert await Worker.all().count() == 2
    await db.close()
