"""`inchat init`: a few questions, and the config a shop can start with."""

import json
import os
import re
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable
from getpass import getpass
from pathlib import Path
from secrets import token_urlsafe
from typing import Any

from pydantic import TypeAdapter, ValidationError

from web.console.printing import complain, harmless, say, show, spoken
from web.console.stopping import Stopped
from web.settings import Slug, load
from web.settings.addresses import Origin
from web.settings.mistakes import SettingsError

#: The keys of each channel that must be asked for; the secret ones are typed unseen.
CHANNELS = {
    "line": (("channel_secret", True), ("channel_access_token", True)),
    "messenger": (("app_id", False), ("app_secret", True), ("page_id", False), ("page_access_token", True)),
}
LANGUAGES = ("th", "en")


def init(args: Namespace) -> None:
    """Ask, write, and read what was written as `serve` will. An existing file is never touched."""
    path: Path = args.config
    if path.exists():
        raise Stopped(say("file_exists", file=str(path)))
    try:
        text = _config(path)
    except EOFError:
        raise Stopped(say("init.cut_short")) from None
    _write(path, text)
    show(say("init.done", file=str(path)))


def _config(path: Path) -> str:
    """The questions, and the file's text from the answers."""
    show(say("init.hello", file=str(path)))
    name = _asked("name", check=_some)
    slug = _asked("slug", default=_slug(name), check=_fits(Slug, "bad_slug"))
    language = _asked("language", default=say("init.own_language"), check=_one_of(LANGUAGES))
    public_url = _asked("public_url", default="http://127.0.0.1:8080", check=_fits(Origin, "bad_address"))
    tables: list[str] = []
    while not tables:
        for channel, keys in CHANNELS.items():
            if _asked(channel, default=say("init.no"), check=_yes_or_no) != "no":
                tables.append(_channel(slug, channel, keys))
        if not tables:
            complain(say("init.needs_channel"))
    facts = {"name": name, "language": language, "public_url": public_url, "secret_key": token_urlsafe(32)}
    quoted = {key: _quoted(value) for key, value in facts.items()}
    return spoken().say("console.init.config", slug=slug, channels="\n".join(tables), **quoted)


def _channel(slug: str, channel: str, keys: tuple[tuple[str, bool], ...]) -> str:
    lines = [f"[shops.{slug}.{channel}]"]
    lines += [f"{key} = {_quoted(_asked(key, check=_some, unseen=is_secret))}" for key, is_secret in keys]
    if channel == "messenger":
        # Ours to choose; Meta sends it back when the webhook is set.
        # https://developers.facebook.com/docs/messenger-platform/webhooks#verification-requests
        lines.append(f"verify_token = {_quoted(token_urlsafe(16))}")
    return "\n".join(lines) + "\n"


def _asked(key: str, *, check: Callable[[str], str], default: str = "", unseen: bool = False) -> str:
    """The answer to `console.init.ask_<key>`, asked again until it fits. `check` raises ValueError saying why not."""
    question = say(f"init.ask_{key}") + (f" [{default}]" if default else "") + ": "
    while True:
        answer = (_read_unseen(question) if unseen else input(question)).strip() or default
        try:
            return check(answer)
        except ValueError as error:
            complain(str(error))


def _read_unseen(question: str) -> str:
    """A secret is not shown while it is typed; a pipe has no screen to hide from."""
    return getpass(question) if sys.stdin.isatty() else input(question)


def _some(answer: str) -> str:
    if not answer:
        raise ValueError(say("init.needs_answer"))
    return harmless(answer)


def _yes_or_no(answer: str) -> str:
    for known in ("yes", "no"):
        if answer.casefold() in say(known).split():
            return known
    raise ValueError(say("init.yes_or_no"))


def _one_of(choices: tuple[str, ...]) -> Callable[[str], str]:
    def check(answer: str) -> str:
        if answer not in choices:
            raise ValueError(say("init.one_of", choices=", ".join(choices)))
        return answer

    return check


def _fits(kind: Any, reason: str) -> Callable[[str], str]:
    """The settings' own rule for a key."""

    def check(answer: str) -> str:
        try:
            return TypeAdapter[str](kind).validate_python(answer)
        except ValidationError:
            raise ValueError(say(f"init.{reason}")) from None

    return check


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60] or "shop"


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's are a subset of it once control characters are gone."""
    return json.dumps(text, ensure_ascii=False)


def _write(path: Path, text: str) -> None:
    """Readable by its owner only, from the first byte on; kept only when it loads."""
    try:
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with open(handle, "w", encoding="utf-8") as file:
                file.write(text)
            load(Path(part))
            # A link, not a rename: it fails when somebody made the file meanwhile.
            os.link(part, path)
        finally:
            Path(part).unlink()
    except SettingsError as error:
        raise Stopped(*error.problems) from None
    except FileExistsError:
        raise Stopped(say("file_exists", file=str(path))) from None
    except OSError as error:
        raise Stopped(say("file_trouble", file=str(path), reason=error.strerror or str(error))) from None
