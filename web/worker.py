"""The worker: its stations side by side, woken by every commit, and a heartbeat that tells others it lives."""

import asyncio
import contextlib
import logging
import os
import socket
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from bot.reach import manners_of
from orders.clock import Clock
from orders.database import Bell, Database
from orders.deadlines import due_orders
from orders.forgetting import forget_before
from orders.queues import DEAD_AFTER, Outbound, Worker, inbound_lanes, outbound_lanes
from orders.waiting import lapsed_offers
from web.stations.handling import DeadlineStation, EventStation, InboxStation, QueueStation, untold
from web.stations.outbox import OutboxStation

log = logging.getLogger("inchat.worker")

#: With no bell (another process committed, a time came) work is looked for this often, in seconds.
LOOK_EVERY = 1.0
BEAT_EVERY = 2.0
PRUNE_EVERY = 3600.0
#: Lanes of one queue that are served at the same time.
SIDE_BY_SIDE = 16


Find = Callable[[list[str]], Awaitable[list[str]]]


def timely(clock: Clock, find: Callable[[datetime, list[str]], Awaitable[list[str]]]) -> Find:
    """For what time alone makes due: looked for once a second, not after every commit, until nothing is left."""
    looked = datetime.min.replace(tzinfo=UTC)

    async def found(busy: list[str]) -> list[str]:
        nonlocal looked
        now = clock.now()
        if now - looked < timedelta(seconds=LOOK_EVERY):
            return []
        due = await find(now, busy)
        looked = looked if due else now
        return due

    return found


class Lanes:
    """Serves the due lanes of one queue side by side, each by one task at a time."""

    def __init__(
        self,
        name: str,
        find: Find,
        serve: Callable[[str], Awaitable[None]],
        bell: Bell,
    ) -> None:
        self._name, self._find, self._serve, self._bell = name, find, serve, bell
        self._busy: dict[str, asyncio.Task[None]] = {}

    @property
    def busy(self) -> list[str]:
        """The lanes being served now."""
        return list(self._busy)

    async def run(self, stopping: asyncio.Event) -> None:
        """Until told to stop; then finish what has begun."""
        rung = self._bell.hang()
        while not stopping.is_set():
            rung.clear()
            for lane in await self._due():
                if len(self._busy) < SIDE_BY_SIDE:
                    self._busy[lane] = asyncio.create_task(self._one(lane, rung), name=f"{self._name} {lane}")
            await _wait(rung)
        if self._busy:
            await asyncio.wait(self._busy.values())

    async def _due(self) -> list[str]:
        try:
            return await self._find(self.busy)
        except Exception:  # the database is away: it is looked at again in a second
            log.exception("%s: looking for work", self._name)
            return []

    async def _one(self, lane: str, rung: asyncio.Event) -> None:
        try:
            await self._serve(lane)
        except Exception:
            log.exception("%s: lane %s", self._name, lane)
            await asyncio.sleep(LOOK_EVERY)  # the database is away: do not spin
        finally:
            del self._busy[lane]
            rung.set()


class WorkerLoop:
    """All stations of one process. `start` and `stop`; `stop` is graceful."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        inbox: InboxStation,
        events: EventStation,
        make_outbox: Callable[[str], OutboxStation],
        *,
        retention_days: int,
    ) -> None:
        self._database, self._clock, self._events = database, clock, events
        self._id = uuid4().hex
        self._retention = timedelta(days=retention_days)
        self._stopping = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        outbox = make_outbox(self._id)
        self._hearing = Lanes("inbox", lambda busy: inbound_lanes(clock.now(), busy), inbox.serve, database.bell)
        self._sending = Lanes("outbox", lambda busy: outbound_lanes(clock.now(), busy), outbox.serve, database.bell)
        deadlines, queues = DeadlineStation(database, clock), QueueStation(database, clock)
        self._minding = Lanes("due", timely(clock, due_orders), deadlines.serve, database.bell)
        self._passing = Lanes("queue", timely(clock, lapsed_offers), queues.serve, database.bell)

    async def start(self) -> None:
        await self._database.transaction(self._beat)
        work = [station.run(self._stopping) for station in (self._hearing, self._sending, self._minding, self._passing)]
        self._tasks = [asyncio.create_task(one) for one in (*work, self._tell(), self._live(), self._tidy())]

    async def stop(self) -> None:
        """Finish what has begun, start nothing new."""
        self._stopping.set()
        self._database.bell.ring()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with contextlib.suppress(Exception):
            await self._database.transaction(_gone, self._id)

    async def _tell(self) -> None:
        rung = self._database.bell.hang()
        while not self._stopping.is_set():
            rung.clear()
            try:
                while await untold() and await self._events.serve():
                    pass
            except Exception:
                log.exception("telling events")
            await _wait(rung)

    async def _live(self) -> None:
        while not self._stopping.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), BEAT_EVERY)
            try:
                await self._database.transaction(self._beat)
            except Exception:
                log.exception("heartbeat")

    async def _beat(self) -> None:
        """Say that we live, and take over what dead workers had claimed: their calls may or may not have arrived.

        Likewise what we claimed ourselves and serve no more: the database was away when the call was to be settled.
        Hearts beat by the real clock, which no test turns.
        """
        now = Clock().now()
        me = {"host": socket.gethostname(), "pid": os.getpid(), "beat_at": now}
        await Worker.update_or_create(defaults=me, id=self._id)
        for other in await Worker.exclude(id=self._id):
            if _is_dead(other, now):
                await _gone(other.id)
                await self._take_over(await Outbound.filter(claimed_by=other.id, state="waiting"))
        mine = await Outbound.filter(claimed_by=self._id, state="waiting")
        busy = self._sending.busy  # read after the rows: a lane that claims meanwhile is not among them
        await self._take_over([row for row in mine if row.lane not in busy])

    async def _take_over(self, rows: list[Outbound]) -> None:
        """Their calls may or may not have arrived: the same calls are made again, after a time in which an echo may
        tell."""
        now = self._clock.now()
        for row in rows:
            echo_wait = manners_of(row.lane.split(":")[0]).echo_wait
            await Outbound.filter(id=row.id, claimed_by=row.claimed_by).update(
                claimed_by=None,
                call_uncertain=row.call_key is not None,
                due_at=row.due_at if echo_wait is None else now + echo_wait,
            )

    async def _tidy(self) -> None:
        while not self._stopping.is_set():
            try:
                await self._database.transaction(forget_before, self._clock.now() - self._retention)
            except Exception:
                log.exception("pruning")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), PRUNE_EVERY)


async def _gone(worker_id: str) -> None:
    await Worker.filter(id=worker_id).delete()


def _is_dead(other: Worker, now: datetime) -> bool:
    """On this machine the process tells, however long its heart was held up by somebody's long write; elsewhere, and
    where our own number was used again after a restart, only the heartbeat does."""
    if other.host != socket.gethostname() or other.pid == os.getpid():
        return bool(now - other.beat_at > DEAD_AFTER)
    try:
        os.kill(other.pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


async def _wait(rung: asyncio.Event) -> None:
    """Until the bell rings, which it also does when we are to stop, or it is time to look again."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(LOOK_EVERY):
            await rung.wait()
