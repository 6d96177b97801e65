"""A copy of the whole database while the shop goes on."""

import asyncio
import shlex
import sqlite3
from argparse import Namespace
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from web.console.opening import sqlite_file
from web.console.printing import say, show
from web.console.stopping import Stopped
from web.settings import load


async def backup(args: Namespace) -> None:
    settings, copy = load(args.config), args.file
    url = settings.database.url
    if not url.startswith("sqlite://"):
        raise Stopped(say("backup_postgres", command=pg_dump(url, copy)))
    source = sqlite_file(url)
    if not source.is_file():
        raise Stopped(say("no_database", file=str(source)))
    try:
        await asyncio.to_thread(copy_sqlite, source, copy)
    except FileExistsError:
        raise Stopped(say("file_exists", file=str(copy))) from None
    except OSError as error:
        raise Stopped(say("file_trouble", file=str(copy), reason=error.strerror or str(error))) from None
    except sqlite3.Error as error:
        raise Stopped(say("backup_failed", file=str(copy), reason=str(error))) from None
    show(say("backed_up", file=str(copy), size=f"{copy.stat().st_size:,}"))
    if settings.slips.folder.is_dir():
        show(say("backup_slips", folder=str(settings.slips.folder)))


def copy_sqlite(source: Path, copy: Path) -> None:
    """The state of one moment, checked, in one file that only its owner may read (it holds people's addresses).

    Writers are not held up. Raises FileExistsError rather than overwrite, sqlite3.Error when the copy is not
    sound; then no copy is left. https://www.sqlite.org/backup.html
    """
    copy.touch(mode=0o600, exist_ok=False)
    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=rw", uri=True, timeout=30)) as live,
            closing(sqlite3.connect(copy)) as kept,
        ):
            live.backup(kept)
            kept.execute("PRAGMA journal_mode = DELETE")
            found = [row[0] for row in kept.execute("PRAGMA integrity_check")]
            if found != ["ok"]:
                raise sqlite3.DatabaseError("; ".join(found[:3]))
    except BaseException:
        copy.unlink()
        raise


def pg_dump(url: str, copy: Path) -> str:
    """The command that makes the copy of a PostgreSQL database; it asks for the password itself."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    user = parts.netloc.rpartition("@")[0].partition(":")[0]
    bare = urlunsplit(parts._replace(netloc=f"{user}@{host}" if user else host))
    return shlex.join(["pg_dump", "--format=custom", f"--file={copy}", f"--dbname={bare}"])
