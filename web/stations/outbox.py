"""The sending station: claims what is due in a lane, speaks to the platform outside any transaction, settles the rest.

A call is written down before it is made (its key, its reply token, how many messages), so that after a crash the very
same call can be made again and the platform, or its echo, tells whether it had arrived.
"""

import logging
import random
import traceback
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from tortoise.expressions import Q

from bot.cards import outgoing_from_json
from bot.channels import ChannelClient, Later, Outcome, Recipient, Refused, ReplyTokenGone, Sent, Unknown
from bot.reach import fresh_token, manners_of, why_not
from orders.clock import Clock
from orders.database import Database
from orders.people import Chat
from orders.queues import MOST_ATTEMPTS_INBOX, MOST_ATTEMPTS_OUTBOX, Outbound, backoff
from web.stations.errands import Errands
from web.stations.outcomes import (
    instead_of_push,
    remember_sent,
    tell_mail_refused,
    tell_mailed,
    tell_refused,
    tell_sent,
)

log = logging.getLogger("inchat.outbox")


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
        errands: Errands,
        worker_id: str,
    ) -> None:
        self._database, self._clock, self._clients = database, clock, clients
        self._errands, self._worker_id = errands, worker_id
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
            outcome = await _tried(self._errands.run(claimed))
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
        if first.echo_id and first.call_key:
            return await self._settle_all([first], rows[1:], Sent((first.echo_id,), "echo"), chat, now)
        is_costly = first.about.get("may_push") is False and not fresh_token(chat, now)
        if first.call_key is None and is_costly and why_not(chat, now) is None:
            return await self._without_push(first, rows[1:], chat, now)
        call = await self._plan(rows, chat, client, now)
        return call if isinstance(call, Call) else await self._settle_all([first], rows[1:], call, chat, now)

    async def _plan(self, rows: list[Outbound], chat: Chat, client: ChannelClient, now: datetime) -> Call | Refused:
        """As many messages as one call takes, or the same call again when the first row's is unsettled."""
        first = rows[0]
        is_again = first.call_key is not None
        if not is_again and (refused := _refuse(chat, now)):
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
        token = first.call_token if is_again else fresh_token(chat, now)
        until = first.token_until
        if token and not is_again:
            until = (chat.reply_token_at or now) + manners_of(chat.channel).token_dies
            # A newer token, heard meanwhile, stays.
            await Chat.filter(id=chat.id, reply_token=token).update(reply_token="", reply_token_at=None)
        key = first.call_key or str(uuid4())
        for row in taken:
            row.call_key, row.call_token, row.attempts, row.echo_id = key, token, row.attempts + 1, ""
            row.token_until = until
            await row.save(update_fields=["call_key", "call_token", "call_size", "attempts", "token_until", "echo_id"])
        await _let_go([row for row in rows if row not in taken])
        return Call(taken, client, Recipient(chat.external_id, chat.kind, token or None), messages, chat)

    # Settling

    async def _settle(self, call: Call, outcome: Outcome) -> None:
        """Write down what became of a call.

        "Invalid reply token" after a lost answer means that it had arrived, as long as the token was still alive; later
        it means nothing, and the messages go as a push.
        """
        now, first = self._clock.now(), call.rows[0]
        if isinstance(outcome, ReplyTokenGone):
            alive = first.token_until is not None and now < first.token_until
            if not (first.call_uncertain and alive):
                return await self._without_token(call)
            outcome = Sent((), "reply")
        if isinstance(outcome, (Sent, Refused)):
            await self._settle_all(call.rows, [], outcome, call.chat, now)
        else:
            for row in call.rows:
                await self._again(row, outcome, call.chat, now)

    async def _without_token(self, call: Call) -> None:
        """The token is stale: the same messages go as a push, with a key of their own."""
        ids = [row.id for row in call.rows]
        await Outbound.filter(id__in=ids).update(
            call_token="", call_key=None, claimed_by=None, call_uncertain=False, token_until=None
        )

    async def _settle_all(
        self, rows: list[Outbound], others: list[Outbound], outcome: Sent | Refused, chat: Chat, now: datetime
    ) -> bool:
        await _let_go(others)
        shares = _shares(rows, outcome.ids) if isinstance(outcome, Sent) else {}
        for row in rows:
            if isinstance(outcome, Sent):
                await self._sent(row, replace(outcome, ids=shares[row.id]), chat, now)
            else:
                await self._refused(row, outcome, chat, now)
        return True

    async def _without_push(self, row: Outbound, others: list[Outbound], chat: Chat, now: datetime) -> bool:
        """Not worth a push: it is mailed, or waits for the customer's next words, to go out in front of the answer."""
        await _let_go(others)
        row.state = await instead_of_push(row, chat, now, sends_mail=self._errands.sends_mail)
        await Outbound.filter(id=row.id).update(state=row.state, claimed_by=None)
        return True

    async def _sent(self, row: Outbound, outcome: Sent, chat: Chat, now: datetime) -> None:
        client = self._clients.get((row.shop_id, chat.channel))
        row.progress += row.call_size or 1
        whole = client is None or row.progress >= len(client.render(outgoing_from_json(row.body)))
        row.platform_ids = [*row.platform_ids, *outcome.ids]
        await remember_sent(row, outcome, chat, now)
        row.call_key = row.claimed_by = None
        row.call_size, row.call_token, row.call_uncertain, row.echo_id = 0, "", False, ""
        row.attempts, row.error = 0, ""
        if whole:
            row.state, row.sent_at = "sent", now
        await row.save()
        if whole:
            await tell_sent(row, outcome, chat, now)

    async def _refused(self, row: Outbound, outcome: Refused, chat: Chat, now: datetime) -> None:
        row.state, row.error, row.claimed_by = "refused", f"{outcome.reason} {outcome.detail}".strip(), None
        await row.save(update_fields=["state", "error", "claimed_by"])
        await tell_refused(row, outcome, chat, now, sends_mail=self._errands.sends_mail)

    async def _again(self, row: Outbound, outcome: Later | Unknown, chat: Chat | None, now: datetime) -> None:
        """Later, with the wait the platform asked for or a growing one; after too often, give up aloud."""
        row.claimed_by, row.error = None, outcome.detail[:2000]
        wait = backoff(row.attempts, self._dice)
        if isinstance(outcome, Unknown):
            row.call_uncertain = True
            if chat is not None and (echo_wait := manners_of(chat.channel).echo_wait) is not None:
                was_faster = await Outbound.filter(id=row.id).exclude(echo_id="").exists()
                wait = timedelta() if was_faster else echo_wait
        elif outcome.after is not None:
            wait = timedelta(seconds=outcome.after) + wait * 0.2
        row.due_at = now + wait
        if row.attempts >= MOST_ATTEMPTS_OUTBOX:
            row.state = "buried"
            gave_up = Refused("gave_up", outcome.detail)
            if chat is not None:
                await tell_refused(row, gave_up, chat, now, sends_mail=self._errands.sends_mail)
            else:
                await tell_mail_refused(row, gave_up, now)
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
        kept = await Outbound.filter(id=row.id, state="waiting", attempts=row.attempts, claimed_by__isnull=True).update(
            attempts=attempts,
            state="buried" if buried else "waiting",
            due_at=now + backoff(attempts, self._dice),
            error=problem[-4000:],
        )
        if kept and buried and chat is not None:
            await tell_refused(row, Refused("gave_up"), chat, now, sends_mail=False)  # nobody could read it

    async def _settle_one(self, row: Outbound, outcome: Outcome) -> None:
        now = self._clock.now()
        if isinstance(outcome, (Later, Unknown)):
            return await self._again(row, outcome, None, now)
        row.state = "sent" if isinstance(outcome, Sent) else "refused"
        row.sent_at, row.claimed_by = now, None
        row.error = f"{outcome.reason} {outcome.detail}" if isinstance(outcome, Refused) else ""
        await row.save(update_fields=["state", "sent_at", "claimed_by", "error"])
        if isinstance(outcome, Refused):
            await tell_mail_refused(row, outcome, now)
        elif row.kind == "mail":
            await tell_mailed(row, now)


async def _due(lane: str, now: datetime) -> list[Outbound]:
    """The lane's rows that may go now, in order. One waiting for its next attempt holds back all behind it."""
    due: list[Outbound] = []
    begun = Q(due_at__lte=now) | Q(attempts__gt=0) | Q(claimed_by__isnull=False)
    for row in await Outbound.filter(begun, lane=lane, state="waiting").order_by("id").limit(20):
        if row.claimed_by is not None or row.due_at > now:
            break
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


def _shares(rows: list[Outbound], ids: tuple[str, ...]) -> dict[int, tuple[str, ...]]:
    """Which of a call's message ids are whose; when the platform did not name every message, nobody can tell."""
    if len(ids) != sum(row.call_size or 1 for row in rows):
        return {row.id: ids if len(rows) == 1 else () for row in rows}
    left = list(ids)
    return {row.id: tuple(left.pop(0) for _ in range(row.call_size or 1)) for row in rows}


async def _let_go(rows: list[Outbound]) -> None:
    if rows:
        await Outbound.filter(id__in=[row.id for row in rows]).update(claimed_by=None)


def _refuse(chat: Chat, now: datetime) -> Refused | None:
    """What we know will not arrive is not tried."""
    reason = why_not(chat, now)
    return Refused(reason) if reason else None
