"""What a broken connection means for a message: not sent, or perhaps sent."""

import math
from collections.abc import Mapping

import aiohttp

from bot.channels import Later, Refused, Unknown

#: What the network does, as aiohttp tells it.
BROKEN = (aiohttp.ClientError, TimeoutError, OSError)

#: Nothing left this machine: no address, refused, no TLS, no connection in time.
_BEFORE_SENDING = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)

#: Seconds. An answer may take ten, a connection five.
TIMEOUT = aiohttp.ClientTimeout(total=10, sock_connect=5)


def lost(error: Exception) -> Later | Unknown:
    detail = f"{type(error).__name__} {error}".strip()
    return Later(detail=detail) if isinstance(error, _BEFORE_SENDING) else Unknown(detail)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds from a Retry-After header; None when it is missing or a date."""
    try:
        seconds = float(headers.get("Retry-After", ""))
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


async def read_at_most(answer: aiohttp.ClientResponse, most_bytes: int) -> bytes | Refused:
    """The body, put down where it becomes too large: never in memory whole when it is."""
    too_large = Refused("too_large", f"more than {most_bytes} bytes")
    if (answer.content_length or 0) > most_bytes:
        answer.close()
        return too_large
    taken = bytearray()
    async for piece in answer.content.iter_chunked(65_536):
        taken += piece
        if len(taken) > most_bytes:
            answer.close()
            return too_large
    return bytes(taken)
