"""What is owed besides messages: profiles and pictures to fetch, slips to check, typing to show, mails to send,
events to tell again."""

from collections.abc import Mapping
from typing import Protocol

from bot.channels import ChannelClient, Later, Outcome, Profile, Recipient, Refused, Sent
from orders.events import Event
from orders.people import Chat, Contact, name_key
from orders.queues import Outbound
from web.stations.slip_errands import SlipErrands


class Mailer(Protocol):
    async def deliver(self, row: Outbound) -> Outcome:
        """Send the mail of this row; the row's id makes its Message-ID, the same for every attempt."""
        ...


class Errands:
    """Runs the errand of one outbox row. `clients` are the channels by (shop id, channel name)."""

    def __init__(
        self,
        clients: Mapping[tuple[int, str], ChannelClient],
        mailer: Mailer | None,
        slips: SlipErrands | None = None,
    ) -> None:
        self._clients, self._mailer, self._slips = clients, mailer, slips

    @property
    def sends_mail(self) -> bool:
        return self._mailer is not None

    async def run(self, row: Outbound) -> Outcome:
        kinds = {"profile": self._profile, "typing": self._typing, "mail": self._mail, "event": self._tell_again}
        if self._slips is not None:
            kinds |= {"slip": self._slips.fetch, "slip_check": self._slips.check}
        return await kinds[row.kind](row)

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

    async def _mail(self, row: Outbound) -> Outcome:
        return await self._mailer.deliver(row) if self._mailer is not None else Refused("no_channel")

    async def _tell_again(self, row: Outbound) -> Outcome:
        """A person wants an event told that could not be told before."""
        await Event.filter(id=row.body["event"]).update(announced=False, attempts=0)
        return Sent()
