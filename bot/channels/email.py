"""Mail over SMTP. What it says is written in bot/announce/letters.py.

`smtp://user:password@host:587` (STARTTLS where the server offers it; always when there is a password, unless the
server is this machine), `smtps://host:465`, `smtp://host?starttls` (never without).
"""

import re
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import format_datetime, parseaddr
from urllib.parse import parse_qs, unquote, urlsplit

import aiosmtplib

from bot.announce.letters import plain
from bot.channels import Later, Outcome, Refused, Sent, Unknown
from orders.clock import Clock

TIMEOUT = 30.0
#: One address and nothing that could become a second one, a header or a command. Only ASCII before the @: the rest
#: needs SMTPUTF8, which few servers speak. https://www.rfc-editor.org/rfc/rfc6531
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[^\s@<>,;:\"()\[\]\\\x00-\x1f\x7f]{1,253}")


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server as `email.smtp_url` names it. `start_tls` None: when it is offered."""

    host: str
    port: int
    user: str | None
    password: str | None = field(repr=False)
    tls: bool
    start_tls: bool | None


def server_of(smtp_url: str) -> Server:
    """Read an `smtp://` or `smtps://` address."""
    parts = urlsplit(smtp_url)
    tls, host = parts.scheme == "smtps", parts.hostname or "localhost"
    user = unquote(parts.username) if parts.username else None
    secret = unquote(parts.password) if parts.password else None
    asked = "starttls" in parse_qs(parts.query, keep_blank_values=True)
    needs = asked or (user is not None and host not in ("localhost", "127.0.0.1", "::1"))
    start_tls = False if tls else True if needs else None
    return Server(host, parts.port or (465 if tls else 587 if user else 25), user, secret, tls, start_tls)


def client_of(server: Server, *, timeout: float) -> aiosmtplib.SMTP:
    """A client that speaks to the server as its address says; `timeout` in seconds."""
    return aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.tls,
        start_tls=server.start_tls,
        timeout=timeout,
    )


class Mail:
    """One mail server, one sender (`shop@example.com` or `Name <shop@example.com>`)."""

    def __init__(self, smtp_url: str, sender: str, *, clock: Clock | None = None) -> None:
        self._server = server_of(smtp_url)
        self._name, self._sender = parseaddr(sender)
        self._clock = clock or Clock()

    async def send(self, to: str, subject: str, text: str, html: str, message_id: str) -> Outcome:
        """Hand one mail to the server. `message_id` is the same for every attempt at the same mail.

        Never raises for what the server or the network does.
        """
        address = _ascii_address(to)
        if address is None:
            return Refused("rejected", f"{plain(to)[:80]!r} is not an address")
        letter = self._letter(address, subject, text, html, message_id)
        client = client_of(self._server, timeout=TIMEOUT)
        try:
            # Until the server has said 354 to DATA nothing of the mail has left, so all of this is safe to repeat.
            await client.connect()
            await client.mail(self._sender)
            await client.rcpt(address)
        except aiosmtplib.SMTPAuthenticationError as error:
            # The password is a person's to mend, and then the mail should go: so later, whatever the code.
            client.close()
            return Later(detail=_told(error))
        except aiosmtplib.SMTPResponseException as error:
            client.close()
            return _answered(error)
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            client.close()
            return Later(detail=f"{type(error).__name__} {error}".strip())
        return await _hand_over(client, letter)

    def _letter(self, to: str, subject: str, text: str, html: str, message_id: str) -> EmailMessage:
        letter = EmailMessage(policy=WIRE)
        letter["From"] = Address(plain(self._name), addr_spec=self._sender)
        letter["To"] = Address(addr_spec=to)
        letter["Subject"] = plain(subject)
        letter["Date"] = format_datetime(self._clock.now())
        letter["Message-ID"] = _bracketed(message_id)
        # So that nobody's holiday notice answers a machine. https://www.rfc-editor.org/rfc/rfc3834
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(text, cte="base64")
        letter.add_alternative(html, subtype="html", cte="base64")
        return letter


async def _hand_over(client: aiosmtplib.SMTP, letter: EmailMessage) -> Outcome:
    try:
        await client.data(letter.as_bytes())
    except aiosmtplib.SMTPResponseException as error:
        return _answered(error)
    except (aiosmtplib.SMTPException, OSError) as error:
        # The connection broke before the answer: the mail may be there. The same Message-ID lets its reader tell.
        return Unknown(f"{type(error).__name__} {error}".strip())
    finally:
        client.close()
    return Sent((str(letter["Message-ID"]),), via="email")


def _answered(error: aiosmtplib.SMTPResponseException) -> Later | Refused:
    """5xx is for good, anything else may change. https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1"""
    return Refused("rejected", _told(error)) if 500 <= error.code < 600 else Later(detail=_told(error))


def _told(error: aiosmtplib.SMTPResponseException) -> str:
    return plain(f"{error.code} {error.message}")


def _ascii_address(address: str) -> str | None:
    """The address as it goes over the wire, a Thai domain in its ASCII form; None when it is none."""
    address = address.strip()
    if not ADDRESS.fullmatch(address):
        return None
    local, _, domain = address.rpartition("@")
    try:
        wire = f"{local}@{domain.encode('idna').decode('ascii')}"
        Address(addr_spec=wire)
    except ValueError:  # no such domain (UnicodeError), or no address to the e-mail package
        return None
    return wire


def _bracketed(message_id: str) -> str:
    inner = re.sub(r"[^A-Za-z0-9.@_+=-]", "", message_id)
    return f"<{inner}>"
