"""`inchat check`: whether everything the shop rests on is there, before a customer finds out."""

import asyncio
from argparse import Namespace

import aiohttp
import aiosmtplib

from bot.channels import ChannelClient
from bot.channels.email import client_of, server_of
from web.console.opening import opened
from web.console.printing import complain, harmless, say, show, spoken
from web.console.stopping import Stopped
from web.settings import Settings, load
from web.settings.cautions import cautions

#: Seconds a peer may take to answer.
PATIENCE = 15


async def check(args: Namespace) -> int:
    """0 when all is well; 1 with a line for each reason. What is only worth a second look is a warning."""
    settings = load(args.config)
    for line in cautions(settings):
        complain(say("caution", what=line))
    reasons = [*await _database(settings), *await _mail(settings), *await _channels(settings)]
    for line in reasons:
        complain(harmless(line))
    if not reasons:
        show(say("all_well", shops=", ".join(sorted(settings.shops))))
    return 1 if reasons else 0


async def _database(settings: Settings) -> list[str]:
    try:
        async with opened(settings):
            return []
    except Stopped as stopped:
        return list(stopped.lines)


async def _mail(settings: Settings) -> list[str]:
    """Whether the mail server lets us in; nothing is sent."""
    if not settings.email.smtp_url:
        return []
    server = server_of(settings.email.smtp_url)
    try:
        async with client_of(server, timeout=PATIENCE):
            return []
    except (aiosmtplib.SMTPException, OSError) as error:
        return [say("mail_closed", host=f"{server.host}:{server.port}", reason=str(error))]


async def _channels(settings: Settings) -> list[str]:
    """Each platform's word on our tokens and webhooks."""
    # Not above: the platforms' client libraries take a second to import.
    from web.working import make_channels

    async with aiohttp.ClientSession() as http:
        clients = make_channels(settings, http)
        try:
            found = await asyncio.gather(*(_channel(*whose, client) for whose, client in clients.items()))
        finally:
            for client in clients.values():
                await client.close()
    return [line for lines in found for line in lines]


async def _channel(slug: str, channel: str, client: ChannelClient) -> list[str]:
    try:
        async with asyncio.timeout(PATIENCE):
            found = await client.check()
    except TimeoutError:
        found = [f"{channel}.network: {PATIENCE} s"]
    return [f"shops.{slug}.{channel}: {_worded(line)}" for line in found]


def _worded(line: str) -> str:
    """A client says `line.token: 401 ...`; we say `console.check.line.token` with the facts behind the colon."""
    key, _, facts = line.partition(": ")
    return say(f"check.{key}", facts=facts) if spoken().knows(f"console.check.{key}") else line
