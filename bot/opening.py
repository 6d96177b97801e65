"""Starting an order: for the customer of this thread, for one who is named, or for one who is chosen."""

from bot import commands as c
from bot.cards import Button, Outgoing, Text
from bot.conversation import Turn
from bot.drafting import open_draft
from bot.grammar import read
from bot.replies import AskFirst, Instead, Question, Result
from orders.people import Chat, Contact, Customer, customer_of, customers_called, latest_customers
from orders.stages import Refusal


async def new(turn: Turn, command: c.New) -> Result:
    """Start an order for a customer: the one of this thread, the one named, or one chosen."""
    if command.offline:
        customer = await Customer.create(
            shop_id=turn.shop.id,
            name=command.who,
            phone=command.phone,
            email=command.email,
            created_at=turn.now,
        )
        await open_draft(turn, chat=None, customer=customer)
        return None
    if turn.is_thread:
        return await _new_in_thread(turn, command)
    if command.who.startswith("~"):
        return await _new_for_chosen(turn, command.who[1:])
    if not command.who:
        return await _ask_for_whom(turn, await latest_customers(turn.shop), turn.words.say("chat.ask.customer_latest"))
    return await _new_for_named(turn, command.who)


async def _new_in_thread(turn: Turn, command: c.New) -> Result:
    """In the customer's own thread the customer is known: what follows the word are items."""
    customer = await customer_of(turn.contact, turn.now) if turn.contact else None
    await open_draft(turn, chat=turn.chat, customer=customer)
    items = _as_items(command.who)
    if command.who and not items:
        return Instead([c.Add(command.who)])
    return Instead(items)


async def _new_for_chosen(turn: Turn, contact_id: str) -> Result:
    """The customer was picked from a question."""
    contact = await Contact.get_or_none(id=int(contact_id), shop_id=turn.shop.id) if contact_id.isdigit() else None
    if contact is None:
        return Refusal("old_choice")
    await _open_for(turn, contact)
    return None


async def _new_for_named(turn: Turn, who: str) -> Result:
    """The longest beginning of `who` that is a customer's name; what is left over must be an item."""
    words = who.split()
    for length in range(len(words), 0, -1):
        matches = await customers_called(turn.shop, " ".join(words[:length]))
        items = _as_items(" ".join(words[length:]))
        if not matches or (length < len(words) and not items):
            continue
        if len(matches) == 1:
            await _open_for(turn, matches[0])
            return Instead(items)
        asked = turn.words.say("chat.ask.customer", name=" ".join(words[:length]))
        return await _ask_for_whom(turn, matches, asked, first=items)
    return await _ask_for_whom(
        turn,
        await latest_customers(turn.shop),
        turn.words.say("chat.ask.customer_unknown", name=who),
        offline=who,
    )


async def _ask_for_whom(
    turn: Turn,
    contacts: list[Contact],
    asked: str,
    *,
    first: list[c.Command] | None = None,
    offline: str = "",
) -> Result:
    choices = [
        Button(label, say=turn.write(c.New(f"~{contact.id}")))
        for label, contact in zip(await _labels(turn, contacts), contacts, strict=True)
    ]
    if offline:
        choices.append(
            Button(
                turn.words.say("chat.button.offline"),
                say=turn.write(c.New(offline, offline=True)),
            )
        )
    if not choices:
        example = turn.write(c.New(turn.words.say("chat.help.a_name"), offline=True, phone="0812345678"))
        return Outgoing((Text(turn.words.say("chat.ask.nobody_yet", example=example)),))
    # The last one is the way without a chat: it stays when there are too many.
    return AskFirst(Question(asked, (*choices[:12], *choices[12:][-1:])), tuple(first or ()))


async def _labels(turn: Turn, contacts: list[Contact]) -> list[str]:
    """Names; those of the same name are told apart by where and when they wrote last."""
    names = [contact.called for contact in contacts]
    chats = await Chat.filter(shop_id=turn.shop.id, contact_id__in=[contact.id for contact in contacts])
    heard = {chat.contact_id: chat.heard_at for chat in chats}
    labels = []
    for contact, name in zip(contacts, names, strict=True):
        if names.count(name) > 1:
            at = heard.get(contact.id)
            time = turn.words.moment(at, turn.shop.timezone).split()[-1] if at else ""
            channel = turn.words.say(f"chat.channel.{contact.channel}")
            name = f"{name[: 18 - len(channel + time)]} {channel} {time}".strip()
        labels.append(name)
    return labels


async def _open_for(turn: Turn, contact: Contact) -> None:
    chat, _ = await Chat.get_or_create(
        shop_id=turn.shop.id,
        channel=contact.channel,
        external_id=contact.external_id,
        defaults={"contact_id": contact.id},
    )
    await open_draft(turn, chat=chat, customer=await customer_of(contact, turn.now))


def _as_items(text: str) -> list[c.Command]:
    """Commands that put `text` on an order, [] when it does not read as goods."""
    commands = commands_in(text) if text else []
    return commands if all(isinstance(command, (c.Add, c.SetQuantity)) for command in commands) else []


def commands_in(text: str) -> list[c.Command]:
    found = read(text, speaker="staff")
    if isinstance(found, c.Chatter):
        return []
    return [command for command in found if not isinstance(command, c.NotUnderstood)]
