"""A PostgreSQL of the tests' own: the system's programs, a folder that is thrown away, no password, no durability."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.world import free_port

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; every test gets a database of its own."""

    programs: Path
    port: int

    def new_database(self, *, like: str = "template1") -> str:
        """The address of a new database, as the setting `[database] url` takes it: a copy of another one, else bare."""
        name = f"shop_{next(_numbers)}"
        there = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres"]
        subprocess.run([str(self.programs / "createdb"), *there, "-T", like.rpartition("/")[2], name], check=True)
        return f"postgres://postgres@127.0.0.1:{self.port}/{name}"


def programs() -> Path | None:
    """Where `initdb` and `pg_ctl` are: Debian keeps them off the PATH, one folder per version."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def scratch_postgres(at: Path) -> Iterator[Server]:
    """A server with the programs in `at`, stopped and forgotten at the end."""
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    as_postgres = []
    if os.geteuid() == 0:  # initdb refuses root
        shutil.chown(home, "postgres", "postgres")
        as_postgres = ["runuser", "-u", "postgres", "--"]
    port = free_port()

    def run(program: str, *args: str) -> None:
        command = [*as_postgres, str(at / program), "-D", str(home / "data"), *args]
        subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL)

    try:
        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off"
        run("pg_ctl", "-w", "-l", str(home / "log"), "-o", options, "start")
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        raise
    # Whoever holds the pipe is gone (tests that are killed clean nothing up): stop the server and sweep.
    sweeping = f"cat; {at / 'pg_ctl'} -D {home / 'data'} -m immediate -w stop; rm -rf {home}"
    keeper = subprocess.Popen(
        [*as_postgres, "sh", "-c", sweeping],
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield Server(at, port)
    finally:
        keeper.communicate()
