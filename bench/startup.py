"""From the start of `inchat serve` to its first healthy answer, and the memory it then has."""

import tempfile
from pathlib import Path

from bench.figures import Figure, middle
from bench.processes import free_port, inchat, write_config


async def run(quick: bool = False) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        port = free_port()
        config = write_config(Path(folder), port)
        async with inchat(config, port) as first:
            first_wait = first.waited
        waits: list[float] = []
        work: list[float] = []
        memory: list[float] = []
        for _ in range(1 if quick else 5):
            async with inchat(config, port) as server:
                waits.append(server.waited)
                work.append(server.processor_time())
                memory.append(server.memory_mb())
    return [
        Figure("startup: first time, database made", first_wait, "s"),
        Figure("startup: until /healthz answers", middle(waits), "s", 2),
        Figure("startup: processor time of that", middle(work), "s"),
        Figure("startup: memory then", middle(memory), "MB", 150),
    ]
