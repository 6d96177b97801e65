"""Storing what is heard: in groups, before the answer, all or nothing."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from tests.webhooks.ringing import (
    PATHS,
    Door,
    inbox,
    line_body,
    line_signed,
    line_text,
    messenger_signed,
    page_body,
    page_text,
)


@pytest.fixture
def beside(tmp_path: Path, door: Door) -> sqlite3.Connection:
    """Another process's look at the same database: it sees only what is committed.

    It writes in a thread: the product may be in a transaction that needs the loop to end.
    """
    found = sqlite3.connect(tmp_path / "shop.db", isolation_level=None, timeout=10, check_same_thread=False)
    yield found
    found.close()


def kept(beside: sqlite3.Connection, key: str) -> bool:
    return beside.execute("SELECT 1 FROM inbound WHERE key = ?", [key]).fetchone() is not None


async def test_many_at_once_share_few_commits_and_each_is_answered_after_its_own(
    door: Door, beside: sqlite3.Connection
) -> None:
    async def one(number: int) -> bool:
        if number % 2:
            body = line_body(line_text("hi", id=f"E{number}", user=f"U{number:032}"))
            status, key = await door.line(body), f"line:demo:E{number}"
        else:
            body = page_body(page_text("hi", mid=f"m{number}", psid=str(number)))
            status, key = await door.messenger(body), f"messenger:demo:message:m{number}"
        return status == 200 and kept(beside, key)

    assert all(await asyncio.gather(*(one(number) for number in range(200))))
    rows = await inbox()
    assert len(rows) == 200
    groups = {row.received_at for row in rows}  # the rows of one transaction have one time
    assert len(groups) < 100
    await door.world.settled()


async def test_nothing_is_answered_200_while_the_database_cannot_keep_it(
    door: Door, beside: sqlite3.Connection
) -> None:
    await asyncio.to_thread(beside.execute, "ALTER TABLE inbound RENAME TO away")
    try:
        bodies = [line_body(line_text("hi", id=f"E{number}", user=f"U{number:032}")) for number in range(20)]
        answered = await asyncio.gather(
            *(door.line(body) for body in bodies), door.messenger(page_body(page_text("hi", mid="m")))
        )
        assert set(answered) == {500}
    finally:
        await asyncio.to_thread(beside.execute, "ALTER TABLE away RENAME TO inbound")
    assert [await door.line(body) for body in bodies] == [200] * 20
    assert await door.messenger(page_body(page_text("hi", mid="m"))) == 200
    await door.world.settled()
    assert len(await inbox(state="done")) == 21


async def test_while_another_process_writes_the_answer_waits_for_the_commit(
    door: Door, beside: sqlite3.Connection
) -> None:
    await asyncio.to_thread(beside.execute, "BEGIN IMMEDIATE")
    body = line_body(line_text("hi", id="WAITS"))
    answer = asyncio.create_task(door.line(body))
    healthy = asyncio.create_task(door.http.get(f"{door.world.url}/healthz"))
    async with asyncio.timeout(5):
        assert (await healthy).status == 200  # the house is not frozen meanwhile
    assert not answer.done()
    await asyncio.to_thread(beside.execute, "COMMIT")
    assert await answer == 200
    assert kept(beside, "line:demo:WAITS")


async def test_who_hangs_up_in_the_middle_of_a_body_is_not_heard(door: Door) -> None:
    body = line_body(line_text("hi", id="HALF"))
    head = "".join(f"{name}: {value}\r\n" for name, value in line_signed(body).items())
    _, writer = await asyncio.open_connection("127.0.0.1", int(door.world.url.rpartition(":")[2]))
    writer.write(f"POST {PATHS['line']} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n{head}\r\n".encode())
    writer.write(body[: len(body) // 2])
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    assert await door.line(line_body(line_text("hi", id="WHOLE"))) == 200
    assert [row.key for row in await inbox()] == ["line:demo:WHOLE"]


async def test_who_hangs_up_before_the_answer_costs_nobody_else_theirs(door: Door, beside: sqlite3.Connection) -> None:
    """Their event is stored or not, and delivered again it is heard once; the others in the group are answered."""
    await asyncio.to_thread(beside.execute, "BEGIN IMMEDIATE")
    impatient = page_body(page_text("hi", mid="impatient"))
    gone = asyncio.create_task(door.post(PATHS["messenger"], impatient, messenger_signed(impatient)))
    patient = [
        asyncio.create_task(door.line(line_body(line_text("hi", id=f"P{n}", user=f"U{n:032}")))) for n in range(10)
    ]
    async with asyncio.timeout(5), door.http.get(f"{door.world.url}/healthz"):
        gone.cancel()
    await asyncio.to_thread(beside.execute, "COMMIT")
    assert await asyncio.gather(*patient) == [200] * 10
    assert await door.messenger(impatient) == 200
    await door.world.settled()
    assert len(await inbox(key="messenger:demo:message:impatient")) == 1
    assert len(await inbox(state="done")) == 11
