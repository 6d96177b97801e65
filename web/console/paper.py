"""Files the console writes."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from web.console.printing import say
from web.console.stopping import Stopped


def write_file(path: Path, text: str | Iterable[str]) -> None:
    """Write all of it or leave the file as it was. Stopped with one line when it cannot be written."""
    parts = [text] if isinstance(text, str) else text
    try:
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with open(handle, "w", encoding="utf-8", newline="") as file:
                file.writelines(parts)
            os.replace(part, path)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Stopped(say("file_trouble", file=str(path), reason=error.strerror or str(error))) from None
