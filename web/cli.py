"""`inchat`: every command of the console, and what it is called with.

The commands themselves are in `web/console/`, imported only when they are run.
"""

import inspect
import io
import os
import sys
from argparse import ArgumentParser, Namespace
from asyncio import AbstractEventLoop, Runner
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NoReturn

from web.console.printing import complain, say
from web.console.stopping import Stopped
from web.settings.mistakes import SettingsError


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument as argparse takes it; its help is the sentence `console.argument.<name>`."""

    name: str
    how: dict[str, Any]


def _argument(name: str, **how: Any) -> Argument:
    return Argument(name, how)


def count(text: str) -> int:
    """A whole number from 1 that a database can hold; argparse says "invalid count value" to any other."""
    number = int(text)
    if not 1 <= number < 2**63:
        raise ValueError
    return number


def port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65_535:
        raise ValueError
    return number


CONFIG = _argument("--config", type=Path, default=Path("config.toml"), metavar="FILE")
SHOP = _argument("--shop", metavar="SLUG")
IN_SHOP = (CONFIG, SHOP)
JSON = _argument("--json", action="store_true")
HOST = _argument("--host")
PORT = _argument("--port", type=port)
FILE = _argument("file", type=Path, metavar="FILE")
NAME = _argument("--name")
NUMBER = _argument("number", metavar="NUMBER")
STATUS = _argument("--status", metavar="STATUS")
LIMIT = _argument("--limit", type=count, default=50)
BEFORE = _argument("--before", metavar="NUMBER")
FORMAT = _argument("--format", choices=("csv", "json"), default="csv")
OUT = _argument("--out", type=Path, metavar="FILE")
ROLE = _argument("--role", choices=("all", "web", "worker"), default="all")
QUEUE = _argument("queue", choices=("inbox", "outbox"))
ID = _argument("id", type=count, metavar="ID")
REF = _argument("ref", metavar="REF")
#: Without a config there is a sample shop to talk in.
ANY_CONFIG = _argument("--config", type=Path, metavar="FILE")
SPEAKER = _argument("--as", dest="speaker", choices=("staff", "customer"), default="staff")
OPEN = _argument("--open", action="store_true")

#: The command's words: (the function it runs, its arguments). Help is the sentence `console.help.<words>`.
COMMANDS: dict[str, tuple[str, tuple[Argument, ...]]] = {
    "demo": ("serving:demo", (HOST, PORT, _argument("--fresh", action="store_true"))),
    "init": ("setup:init", (CONFIG,)),
    "check": ("checks:check", (CONFIG,)),
    "serve": ("serving:serve", (CONFIG, HOST, PORT, ROLE)),
    "migrate": ("serving:migrate", (CONFIG,)),
    "products list": ("products:show_all", (*IN_SHOP, JSON)),
    "products import": ("products:take_in", (FILE, *IN_SHOP)),
    "products export": ("products:write_out", (FILE, *IN_SHOP)),
    "staff invite": ("staff:invite", (*IN_SHOP, NAME, JSON)),
    "staff list": ("staff:show_all", (*IN_SHOP, JSON)),
    "staff remove": ("staff:remove", (*IN_SHOP, _argument("--name", required=True))),
    "orders list": ("orders:show_all", (*IN_SHOP, STATUS, LIMIT, BEFORE, JSON)),
    "orders show": ("orders:show_one", (NUMBER, *IN_SHOP, JSON)),
    "orders export": ("orders:write_out", (*IN_SHOP, FORMAT, OUT, STATUS)),
    "queues list": ("queues:show_all", (CONFIG, JSON)),
    "queues retry": ("queues:retry", (QUEUE, ID, CONFIG)),
    "queues bury": ("queues:bury", (QUEUE, ID, CONFIG)),
    "talk": ("talk:talk", (SPEAKER, OPEN, ANY_CONFIG, SHOP, JSON)),
    "backup": ("backup:backup", (FILE, CONFIG)),
    "customers export": ("customers:write_out", (REF, *IN_SHOP, JSON)),
    "customers erase": ("customers:erase", (REF, *IN_SHOP, _argument("--yes", action="store_true"))),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit status. Wrong usage raises SystemExit(2) as argparse does."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    args = parser().parse_args(argv)
    try:
        return _run(args) or 0
    except SettingsError as error:
        lines, status = error.problems, 2
    except Stopped as stopped:
        lines, status = list(stopped.lines), stopped.status
    except KeyboardInterrupt:
        lines, status = [], 130
    except BrokenPipeError:
        # Whoever read us has seen enough (`| head`); nothing is left to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        lines, status = [], 141
    for line in lines:
        complain(line)
    return status


def parser() -> ArgumentParser:
    """The table of commands as argparse knows it."""
    top = _Parser(prog="inchat", description=say("help.inchat"))
    top.add_argument("--version", action="version", version=f"inchat {_version()}")
    nouns = top.add_subparsers(metavar="COMMAND", required=True)
    verbs: dict[str, Any] = {}
    for words, (runs, arguments) in COMMANDS.items():
        noun, _, verb = words.partition(" ")
        if verb and noun not in verbs:
            verbs[noun] = nouns.add_parser(noun, help=say(f"help.{noun}")).add_subparsers(
                metavar="COMMAND", required=True
            )
        help_words = say(f"help.{words.replace(' ', '_')}")
        command = (verbs[noun] if verb else nouns).add_parser(verb or noun, help=help_words, description=help_words)
        for argument in arguments:
            command.add_argument(argument.name, help=say(f"argument.{argument.name.strip('-')}"), **argument.how)
        command.set_defaults(runs=runs)
    return top


class _Parser(ArgumentParser):
    """Argparse, but a mistake is one line."""

    def error(self, message: str) -> NoReturn:
        complain(f"{self.prog}: {message}")
        raise SystemExit(2)


def _version() -> str:
    try:
        return version("inchat")
    except PackageNotFoundError:
        # Run from a checkout that is not installed.
        return "0"


def _run(args: Namespace) -> int | None:
    module, _, name = args.runs.partition(":")
    status: int | None
    done = getattr(import_module(f"web.console.{module}"), name)(args)
    status = _in_a_loop(done) if inspect.iscoroutine(done) else done
    return status


def _in_a_loop(work: Coroutine[Any, Any, int | None]) -> int | None:
    """uvloop takes a webhook in with less work than asyncio's own loop (docs/speed.md); Windows has none."""
    with Runner(loop_factory=_loop()) as runner:
        return runner.run(work)


def _loop() -> Callable[[], AbstractEventLoop] | None:
    try:
        from uvloop import new_event_loop
    except ImportError:
        return None
    return new_event_loop


if __name__ == "__main__":
    sys.exit(main())
