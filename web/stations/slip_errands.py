"""Errands of slips: a picture to fetch from where it was sent, a transfer to look up. Both are slow and outside, so
both are rows of the outbox; what they bring is written down in one transaction each."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta

from bot.announce.telling import words_in
from bot.cards import say
from bot.cards.wording import refusal_text
from bot.channels import ChannelClient, Later, Outcome, Refused, Sent
from bot.conversation import say_in, stop_waiting
from orders import judging
from orders.clock import Clock
from orders.database import Database
from orders.events import record
from orders.evidence import Shown, code_of, newest_order, take_slip
from orders.order import Order
from orders.partners import SlipService, Told
from orders.people import Chat
from orders.pictures import MOST_BYTES
from orders.proposals import tell_once
from orders.queues import Outbound
from orders.shops import Shop
from orders.slip_codes import BANKS, SlipCode
from orders.slips import Slip
from orders.stages import Refusal
from web.album import Album

#: LINE prepares large pictures and answers 202 meanwhile.
#: https://developers.line.biz/en/reference/messaging-api/#get-content
PREPARED_WITHIN = timedelta(seconds=30)
PREPARING = "202"
#: A host that does not answer is asked again for so long.
FETCHED_WITHIN = timedelta(minutes=10)


class SlipErrands:
    """`service` None: nobody looks transfers up, people judge."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        clients: Mapping[tuple[int, str], ChannelClient],
        album: Album,
        service: SlipService | None,
    ) -> None:
        self._database, self._clock, self._clients = database, clock, clients
        self._album, self._service = album, service

    async def fetch(self, row: Outbound) -> Outcome:
        """A picture from a chat. Nothing that was not asked for is stored, unless it has a slip's code."""
        chat = await Chat.get_or_none(id=row.body["chat"])
        client = self._clients.get((row.shop_id, chat.channel)) if chat else None
        if chat is None or client is None:
            return Refused("no_channel")
        found = await client.content(row.body["picture"], most_bytes=MOST_BYTES)
        if isinstance(found, Later):
            if self._may_come(row, found):
                return found
            found = Refused("gone", found.detail)
        if isinstance(found, Refused):
            return await self._sorry(row, chat, "too_large" if found.reason == "too_large" else "picture_gone")
        seen = await self._album.look_at(found)
        if isinstance(seen, Refusal):
            return await self._sorry(row, chat, seen.reason)
        code = code_of(seen.codes)
        if code is None and row.body.get("order") is None:
            return Sent()
        if row.body.get("order") is None and await newest_order(chat) is None:
            await self._database.transaction(self._no_order, chat, code)
            return Sent()
        shown = Shown(await self._album.keep(seen), hashlib.sha256(found).hexdigest(), code)
        if not await self._database.transaction(self._take, row, chat, shown):
            await self._album.drop(shown.picture)
        return Sent()

    async def check(self, row: Outbound) -> Outcome:
        """Look a transfer up: one call, and another only when the bank needs time."""
        slip = await Slip.get_or_none(id=row.body["slip"])
        if slip is None or slip.state != "waiting" or self._service is None:
            return Sent()
        owed = (await Order.get(id=slip.order_id)).balance
        told = await self._service.ask(row.body["payload"], owed if owed > 0 else slip.amount)
        await self._database.transaction(self._write_down, slip.id, told)
        return Later(told.ask_again.total_seconds(), told.detail) if told.ask_again is not None else Sent()

    def _may_come(self, row: Outbound, later: Later) -> bool:
        waited = self._clock.now() - row.created_at
        return waited < (PREPARED_WITHIN if later.detail == PREPARING else FETCHED_WITHIN)

    # Each in a transaction

    async def _sorry(self, row: Outbound, chat: Chat, reason: str) -> Outcome:
        """Why it was not taken, once; only where a slip was awaited."""
        if row.body.get("order") is not None:
            await self._database.transaction(self._tell_sorry, row, chat, reason)
        return Sent()

    async def _tell_sorry(self, row: Outbound, chat: Chat, reason: str) -> None:
        words = await words_in(chat, await Shop.get(id=row.shop_id))
        text = refusal_text(Refusal(reason), words)
        about = {"what": "slip_refused", "order": row.body["order"]}
        await say_in(chat, say(text), self._clock.now(), key=f"slip_refused:{row.id}", about=about)

    async def _no_order(self, chat: Chat, code: SlipCode | None) -> None:
        """Somebody who has bought nothing here shows a transfer: people have to look."""
        shop, now = await Shop.get(id=chat.shop_id), self._clock.now()
        text = f"{BANKS.get(code.bank, code.bank)} {code.reference}" if code is not None else ""
        if await tell_once(shop, chat, text, now):
            facts = {"chat": chat.id, "text": text, "why": "slip"}
            await record("customer_wants", shop_id=shop.id, by="customer", now=now, facts=facts)

    async def _take(self, row: Outbound, chat: Chat, shown: Shown) -> bool:
        """Whether the picture is the shop's from now on."""
        now = self._clock.now()
        chat = await Chat.get(id=chat.id)
        order = await _order_for(row, chat)
        if order is None:
            return False
        taken = await take_slip(
            order,
            await Shop.get(id=row.shop_id),
            shown,
            source=chat.channel,
            by="customer",
            now=now,
            provider=self._service.name if self._service else "none",
            facts={"chat": chat.id},
        )
        if (chat.awaited or {}).get("what") == "slip":
            await stop_waiting(chat)
        return not isinstance(taken, Refusal) and not taken.again

    async def _write_down(self, slip_id: int, told: Told) -> None:
        known = await Slip.get(id=slip_id)
        order = await Order.filter(id=known.order_id).select_for_update().get()
        slip = await Slip.get(id=slip_id)
        if slip.state == "waiting" and self._service is not None:
            shop = await Shop.get(id=slip.shop_id)
            name, now = self._service.name, self._clock.now()
            await judging.checked(slip, order, shop, told, provider=name, now=now)


async def _order_for(row: Outbound, chat: Chat) -> Order | None:
    order_id = row.body.get("order")
    if order_id is None:
        newest = await newest_order(chat)
        order_id = newest.id if newest is not None else None
    return await Order.filter(id=order_id or 0).select_for_update().first()
