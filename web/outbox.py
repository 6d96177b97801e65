"""The sending station: claims what is due in a lane, speaks to the platform outside any transaction, settles the rest.

A call is written down before it is made (its key, its reply token, how many messages), so that after a crash the very
same call can be made again and the platform, or its echo, tells whether it had arrived.
"""

import logging
import random
import traceback
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import uuid4

from bot.cards import outgoing_from_json
from bot.channels import ChannelClient, Later, Outcome, Profile, Recipient, Refused, ReplyTokenGone, Sent, Unknown
from orders.clock import Clock
from orders.database import Database
from orders.events import Event, record
from orders.order import Order
from orders.people import Chat, Contact, name_key
from orders.queues import MOST_ATTEMPTS_INBOX, MOST_ATTEMPTS_OUTBOX, Outbound, backoff

log = logging.getLogger("inchat.outbox")

#: A reply token may be used within a minute; some of it is left for the way.
#: https://developers.line.biz/en/reference/messaging-api/#send-reply-message
TOKEN_LASTS = timedelta(seconds=50)
#: https://developers.facebook.com/docs/messenger-platform/policy/policy-overview#standard_messaging
WINDOW = timedelta(hours=24)
#: How long we wait for the echo of a Messenger call whose answer was lost, before making it again.
ECHO_WAIT = timedelta(seconds=15)


class Mailer(Protocol):
    async def deliver(self, row: Outbound) -> Outcome:
        """Send the mail of this row; the row's id makes its Message-ID, the same for every attempt."""
        ...


@dataclass(slots=True)
class Call:
    """One call under way: the rows it carries messages of."""

    rows: list[Outbound]
    client: ChannelClient
    to: Recipient
    messages: list[dict[str, Any]]
    chat: Chat

    @property
    def key(self) -> str:
        return self.rows[0].call_key or ""


class OutboxStation:
    """Sends the rows of one lane. `clients` are the channels by (shop id, channel name)."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        clients: Mapping[tuple[int, str], ChannelClient],
        mailer: Mailer | None,
        worker_id: str,
    ) -> None:
        self._database, self._clock, self._clients = database, clock, clients
        self._mailer, self._worker_id = mailer, worker_id
        self._dice = random.Random()  # noqa: S311 (jitter, not a secret)

    async def serve(self, lane: str) -> None:
        """Make the lane's next call; the worker comes again at once while more is due."""
        try:
            claimed = await self._database.quietly(self._claim, lane)
        except Exception:
            log.exception("what is owed in %s cannot be made ready", lane)
            return await self._database.transaction(self._stumbled, lane, traceback.format_exc())
        if isinstance(claimed, Call):
            outcome = await _tried(claimed.client.send(claimed.to, claimed.messages, key=claimed.key))
            await self._database.transaction(self._settle, claimed, outcome)
        elif isinstance(claimed, Outbound):
            outcome = await _tried(self._other(claimed))
            if claimed.state == "waiting":
                await self._database.transaction(self._settle_one, claimed, outcome)
        elif claimed:
            self._database.bell.ring()

    # Taking

    async def _claim(self, lane: str) -> "Call | Outbound | bool":
        """The next call of this lane; True when something was settled without a call; False when there is nothing."""
        now = self._clock.now()
        rows = await _mine(await _due(lane, now), self._worker_id)
        if not rows:
            return False
        first = rows[0]
        if first.kind != "message":
            first.attempts += 1
            if first.kind == "typing":  # shown now or never
                first.state, first.sent_at, first.claimed_by = "sent", now, None
            await first.save(update_fields=["attempts", "state", "sent_at", "claimed_by"])
            await _let_go(rows[1:])
            return first
        chat = await Chat.get(id=first.about["chat"])
        client = self._clients.get((first.shop_id, chat.channel))
        if client is None:
            return await self._settle_all([first], rows[1:], Refused("no_channel"), chat, now)
        if first.about.get("echo"):
            return await self._settle_all([first], rows[1:], Sent((first.about["echo"],), "message"), chat, now)
        call = await self._plan(rows, chat, client, now)
        return call if isinstance(call, Call) else await self._settle_all([first], rows[1:], call, chat, now)

    async def _plan(self, rows: list[Outbound], chat: Chat, client: ChannelClient, now: datetime) -> Call | Refused:
        """As many messages as one call takes, or the same call again when the first row's is unsettled."""
        first = rows[0]
        is_again = first.call_key is not None
        if not is_again and (refused := _refuse(first, chat, now)):
            return refused
        taken: list[Outbound] = []
        messages: list[dict[str, Any]] = []
        for row in rows:
            fits = row.call_key == first.call_key if is_again else row.kind == "message" and row.call_key is None
            try:
                rendered = client.render(outgoing_from_json(row.body))[row.progress :] if fits else []
            except Exception:
                if not taken:
                    raise
                break  # it fails when its own turn comes
            room = client.most_per_call - len(messages)
            if not fits or room <= 0:
                continue
            row.call_size = row.call_size if is_again else min(room, len(rendered))
            messages += rendered[: row.call_size]
            taken.append(row)
        token = first.call_token if is_again else _fresh_token(chat, now)
        if token and not is_again:
            # A newer token, heard meanwhile, stays.
            await Chat.filter(id=chat.id, reply_token=token).update(reply_token="", reply_token_at=None)
        key = first.call_key or str(uuid4())
        for row in taken:
            row.call_key, row.call_token, row.attempts = key, token, row.attempts + 1
            await row.save(update_fields=["call_key", "call_token", "call_size", "attempts"])
        await _let_go([row for row in rows if row not in taken])
        return Call(taken, client, Recipient(chat.external_id, chat.kind, token or None), messages, chat)

    # Settling

    async def _settle(self, call: Call, outcome: Outcome) -> None:
        """Write down what became of a call."""
        now = self._clock.now()
        if isinstance(outcome, ReplyTokenGone):
            if not call.rows[0].call_uncertain:
                return await self._without_token(call)
            outcome = Sent((), "reply")
        if isinstance(outcome, (Sent, Refused)):
            await self._settle_all(call.rows, [], outcome, call.chat, now)
        else:
            for row in call.rows:
                await self._again(row, outcome, call.chat, now)

    async def _without_token(self, call: Call) -> None:
        """The token was stale and nothing was sent: the same messages go as a push, with a key of their own."""
        for row in call.rows:
            row.call_token, row.call_key, row.claimed_by = "", None, None
            await row.save(update_fields=["call_token", "call_key", "claimed_by"])

    async def _settle_all(
        self, rows: list[Outbound], others: list[Outbound], outcome: Sent | Refused, chat: Chat, now: datetime
    ) -> bool:
        await _let_go(others)
        for row in rows:
            if isinstance(outcome, Sent):
                await self._sent(row, outcome, chat, now)
            else:
                await self._refused(row, outcome, chat, now)
        return True

    async def _sent(self, row: Outbound, outcome: Sent, chat: Chat, now: datetime) -> None:
        client = self._clients.get((row.shop_id, chat.channel))
        row.progress += row.call_size or 1
        whole = client is None or row.progress >= len(client.render(outgoing_from_json(row.body)))
        row.platform_ids = [*row.platform_ids, *outcome.ids]
        row.call_key = row.claimed_by = None
        row.call_size, row.call_token, row.call_uncertain = 0, "", False
        row.about.pop("echo", None)
        if whole:
            row.state, row.sent_at = "sent", now
            row.error = ""
        await row.save()
        if whole and row.about.get("what") == "invoice":
            facts = {"channel": chat.channel, "via": outcome.via, "revision": row.about["revision"]}
            await self._told(row, "order_sent", facts, now)

    async def _refused(self, row: Outbound, outcome: Refused, chat: Chat, now: datetime) -> None:
        row.state, row.error, row.claimed_by = "refused", f"{outcome.reason} {outcome.detail}".strip(), None
        await row.save(update_fields=["state", "error", "claimed_by"])
        facts = {"channel": chat.channel, "reason": outcome.reason, "detail": outcome.detail[:200]}
        if row.about.get("what") == "invoice":
            await self._told(row, "order_not_sent", facts | {"revision": row.about["revision"]}, now)
        elif row.about.get("order"):
            await self._told(row, "notice_not_sent", facts | {"what": row.about.get("what")}, now)
        if outcome.channel_down:
            hour_ago = now - timedelta(hours=1)
            if not await Event.exists(shop_id=row.shop_id, name="channel_down", at__gte=hour_ago):
                await record("channel_down", shop_id=row.shop_id, by="system", now=now, facts=facts)

    async def _told(self, row: Outbound, name: str, facts: dict[str, Any], now: datetime) -> None:
        order = await Order.get_or_none(id=row.about["order"])
        if order is not None:
            asked = {"asked_in": row.about.get("asked_in"), "asked_by": row.about.get("by")}
            await record(name, shop_id=row.shop_id, by="system", now=now, order=order, facts=facts | asked)

    async def _again(self, row: Outbound, outcome: Later | Unknown, chat: Chat | None, now: datetime) -> None:
        """Later, with the wait the platform asked for or a growing one; after too often, give up aloud."""
        row.claimed_by, row.error = None, outcome.detail[:2000]
        wait = backoff(row.attempts, self._dice)
        if isinstance(outcome, Unknown):
            row.call_uncertain = True
            if chat is not None and chat.channel == "messenger":
                about = await Outbound.filter(id=row.id).values_list("about", flat=True)
                wait = timedelta() if about[0].get("echo") else ECHO_WAIT  # the echo may have been faster
        elif outcome.after is not None:
            wait = timedelta(seconds=outcome.after) + wait * 0.2
        row.due_at = now + wait
        if row.attempts >= MOST_ATTEMPTS_OUTBOX:
            row.state = "buried"
            if chat is not None:
                await self._refused(row, Refused("gave_up", outcome.detail), chat, now)
                row.state = "buried"
        await row.save(update_fields=["claimed_by", "error", "call_uncertain", "due_at", "state"])

    async def _stumbled(self, lane: str, problem: str) -> None:
        """The next row of the lane could not even be tried: later, and soon it is set aside and the lane goes on."""
        now = self._clock.now()
        due = Outbound.filter(lane=lane, state="waiting", due_at__lte=now).order_by("id")
        row = await due.only("id", "shop_id", "attempts", "about").first()
        if row is None:
            return
        attempts = row.attempts + 1
        buried = attempts >= MOST_ATTEMPTS_INBOX
        chat = await Chat.get_or_none(id=row.about.get("chat") or 0)
        if buried and chat is not None:
            await self._refused(row, Refused("gave_up"), chat, now)
        await Outbound.filter(id=row.id).update(
            attempts=attempts,
            state="buried" if buried else "waiting",
            due_at=now + backoff(attempts, self._dice),
            error=problem[-4000:],
        )

    # Other things owed

    async def _other(self, row: Outbound) -> Outcome:
        kinds = {"profile": self._profile, "typing": self._typing, "mail": self._mail, "event": self._tell_again}
        return await kinds[row.kind](row)

    async def _settle_one(self, row: Outbound, outcome: Outcome) -> None:
        now = self._clock.now()
        if isinstance(outcome, (Later, Unknown)):
            return await self._again(row, outcome, None, now)
        row.state = "sent" if isinstance(outcome, Sent) else "refused"
        row.sent_at, row.claimed_by = now, None
        row.error = f"{outcome.reason} {outcome.detail}" if isinstance(outcome, Refused) else ""
        await row.save(update_fields=["state", "sent_at", "claimed_by", "error"])

    async def _profile(self, row: Outbound) -> Outcome:
        """A person's name and picture, once; asked for again seldom."""
        contact = await Contact.get_or_none(id=row.body["contact"])
        client = self._clients.get((row.shop_id, contact.channel)) if contact else None
        if contact is None or client is None:
            return Refused("no_channel")
        found = await client.profile(contact.external_id, group=row.body.get("group"))
        if isinstance(found, Later):
            return found
        if isinstance(found, Profile):
            name = found.name[:200]
            await Contact.filter(id=contact.id).update(
                name=name, name_key=name_key(name)[:200], picture_url=found.picture_url[:2000]
            )
        return Sent()

    async def _typing(self, row: Outbound) -> Outcome:
        chat = await Chat.get_or_none(id=row.body["chat"])
        client = self._clients.get((row.shop_id, chat.channel)) if chat else None
        if chat is not None and client is not None:
            await client.show_typing(Recipient(chat.external_id, chat.kind), seconds=row.body["seconds"])
        return Sent()

    async def _tell_again(self, row: Outbound) -> Outcome:
        """A person wants an event told that could not be told before."""
        await Event.filter(id=row.body["event"]).update(announced=False)
        return Sent()

    async def _mail(self, row: Outbound) -> Outcome:
        return await self._mailer.deliver(row) if self._mailer is not None else Refused("no_channel")


async def _due(lane: str, now: datetime) -> list[Outbound]:
    """The lane's rows that may go now, in order. One waiting for its next attempt holds back all behind it."""
    due: list[Outbound] = []
    for row in await Outbound.filter(lane=lane, state="waiting").order_by("id").limit(20):
        if row.claimed_by is not None or (row.attempts and row.due_at > now):
            break
        if row.due_at <= now:
            due.append(row)
    return due


async def _mine(rows: list[Outbound], worker_id: str) -> list[Outbound]:
    """Claim the rows that no one else has claimed meanwhile; a row of another worker ends the list."""
    mine: list[Outbound] = []
    for row in rows:
        if not await Outbound.filter(id=row.id, state="waiting", claimed_by__isnull=True).update(claimed_by=worker_id):
            break
        row.claimed_by = worker_id
        mine.append(row)
    return mine


async def _tried(call: Coroutine[Any, Any, Outcome]) -> Outcome:
    """A call that raises is a bug of ours: it may have arrived, and nothing is to be stuck because of it."""
    try:
        return await call
    except Exception:
        log.exception("a call failed")
        return Unknown(traceback.format_exc()[-2000:])


async def _let_go(rows: list[Outbound]) -> None:
    if rows:
        await Outbound.filter(id__in=[row.id for row in rows]).update(claimed_by=None)


def _fresh_token(chat: Chat, now: datetime) -> str:
    fresh = chat.reply_token_at is not None and timedelta(0) <= now - chat.reply_token_at < TOKEN_LASTS
    return chat.reply_token if fresh and chat.channel == "line" else ""


def _refuse(row: Outbound, chat: Chat, now: datetime) -> Refused | None:
    """What we know will not arrive is not tried."""
    if chat.blocked_at is not None:
        return Refused("blocked")
    if chat.channel == "messenger" and chat.heard_at is not None and now - chat.heard_at > WINDOW:
        return Refused("window")
    if row.about.get("may_push") is False and not _fresh_token(chat, now):
        return Refused("push_off")
    return None
