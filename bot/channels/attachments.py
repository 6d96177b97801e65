"""Fetching what somebody sent from an address that came with their message: only from hosts the shop named.

Whoever can forge a webhook must not make us call other machines, so every step of a redirect is looked at again.
"""

from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

import aiohttp

from bot.channels import Later, Refused
from bot.channels.network import BROKEN, TIMEOUT, lost, read_at_most, retry_after

MOST_STEPS = 5
_MOVED = (301, 302, 303, 307, 308)


async def download(
    http: aiohttp.ClientSession, url: str, hosts: Sequence[str], *, most_bytes: int
) -> bytes | Refused | Later:
    """The bytes at an address; without any of our tokens, which are none of that host's business."""
    try:
        for _ in range(MOST_STEPS):
            if not is_allowed(url, hosts):
                return Refused("elsewhere", urlsplit(url).hostname or "")
            async with http.get(url, timeout=TIMEOUT, allow_redirects=False) as answer:
                if answer.status == 200:
                    return await read_at_most(answer, most_bytes)
                if answer.status not in _MOVED:
                    is_passing = answer.status == 429 or answer.status >= 500
                    detail = str(answer.status)
                    return Later(retry_after(answer.headers), detail) if is_passing else Refused("gone", detail)
                url = urljoin(url, answer.headers.get("Location", ""))
    except BROKEN as error:
        return Later(detail=lost(error).detail)
    except ValueError as error:
        return Refused("elsewhere", str(error)[:200])
    return Refused("gone", f"more than {MOST_STEPS} redirects")


def is_allowed(url: str, hosts: Sequence[str]) -> bool:
    """`hosts`: a bare name is that domain and all below it, by https on its own port; an entry with a scheme is exactly
    that origin."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return False
    if parts.username is not None or parts.password is not None or not host:
        return False
    for allowed in hosts:
        if "://" in allowed:
            if _origin(allowed) == (parts.scheme, host, port or _PORTS.get(parts.scheme)):
                return True
        elif parts.scheme == "https" and port in (None, 443) and (host == allowed or host.endswith(f".{allowed}")):
            return True
    return False


_PORTS = {"http": 80, "https": 443}


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or _PORTS.get(parts.scheme)
