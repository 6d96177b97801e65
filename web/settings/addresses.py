"""Addresses as they are written in a config, read strictly: where we are found, where the others are."""

import ipaddress
import re
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator


def is_loopback(url: str) -> bool:
    """Whether an address reaches only this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def beside(folder: Path, database: str) -> str:
    """A database's address with a relative SQLite file taken from `folder`."""
    file, question, options = database.removeprefix("sqlite://").partition("?")
    if not database.startswith("sqlite://") or file == ":memory:":
        return database
    return f"sqlite://{(folder / file).resolve()}{question}{options}"


def _address(value: str) -> str:
    if re.search(r"[\s?#@]", value) or not _is_reachable(value, ("http", "https")):
        raise ValueError('must be an address such as "https://shop.example.com"')
    return value.rstrip("/")


def _origin(value: str) -> str:
    value = _address(value)
    if urlsplit(value).path:
        raise ValueError('must be the address alone, without a path: "https://shop.example.com"')
    return value


def _attachment_host(value: str) -> str:
    if "://" in value:
        return _origin(value)
    if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", value.lower()):
        raise ValueError('must be a domain such as "fbcdn.net" or an origin such as "http://127.0.0.1:9999"')
    return value.lower()


def _mail_server(value: str) -> str:
    if value and not _is_reachable(value, ("smtp", "smtps")):
        raise ValueError('must be "smtp://user:password@host:587" or "smtps://...:465"')
    return value


def _database(value: str) -> str:
    scheme, _, rest = value.partition("://")
    if scheme == "sqlite" and rest:
        return value
    if scheme not in ("postgres", "postgresql") or not _SERVER.fullmatch(rest.rpartition("@")[2]):
        raise ValueError('must be "sqlite://file.db" or "postgres://user:password@host:5432/name"')
    return f"postgres://{rest}"


def _is_reachable(value: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


_SERVER = re.compile(r"(\[[^]]+\]|[^:/?]+)(:\d+)?/[^/]+")

#: An http(s) address, perhaps with a path; kept without the slash it may end with.
Address = Annotated[str, AfterValidator(_address)]
#: An http(s) address without a path.
Origin = Annotated[str, AfterValidator(_origin)]
#: A domain (https, with all below it) or exactly one origin.
AttachmentHost = Annotated[str, AfterValidator(_attachment_host)]
#: smtp:// or smtps://, or "" for none.
MailServer = Annotated[str, AfterValidator(_mail_server)]
#: sqlite:// or postgres://.
Database = Annotated[str, AfterValidator(_database)]
