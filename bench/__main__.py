"""`python -m bench` runs all, `python -m bench intake command` some; `--quick` is a small version."""

import argparse
import asyncio
import json
from collections.abc import Callable, Coroutine
from typing import Any

from bench import command, finding, intake, pushes, startup
from bench.figures import Figure

BENCHES: dict[str, Callable[[bool], Coroutine[Any, Any, list[Figure]]]] = {
    "intake": intake.run,
    "startup": startup.run,
    "command": command.run,
    "finding": finding.run,
    "pushes": pushes.run,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(BENCHES)}; all when none is given")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout and nothing else")
    parser.add_argument("--quick", action="store_true", help="few requests: shows that it runs, not how fast")
    args = parser.parse_args()
    unknown = [name for name in args.names if name not in BENCHES]
    if unknown:
        parser.error(f"there is no {unknown[0]}; there are {', '.join(BENCHES)}")
    figures: list[Figure] = []
    for name in args.names or BENCHES:
        found = asyncio.run(BENCHES[name](args.quick))
        figures += found
        if not args.json:
            print("\n".join(figure.line() for figure in found), flush=True)
    if args.json:
        print(json.dumps([figure.to_json() for figure in figures], indent=1))


if __name__ == "__main__":
    main()
