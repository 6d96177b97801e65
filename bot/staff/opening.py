"""Starting an order: for the customer of this thread, for one who is named, or for one who is chosen."""

from collections.abc import Sequence

from bot import commands as c
from bot.cards import Button, Outgoing, Text
from bot.conversation import Turn
from bot.grammar import read
from bot.grammar.numbers import id_in
from bot.replies import AskFirst, Instead, Question, Result
from bot.staff.drafting import open_draft, open_for
from bot.staff.group import customer_in_group, customers_here, is_group
from orders.people import Chat, Contact, Customer, customer_of, customers_called, latest_customers, name_key
from orders.stages import Refusal

#: Nobody is called by more words than this; a text that goes on is not looked up word by word.
MOST_WORDS_IN_A_NAME = 6
Named = tuple[str, list[Contact], list[c.Command]]


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
    if is_group(turn) and not command.who.startswith("~"):
        return await _new_in_group(turn, command)
    if command.who.startswith("~"):
        return await _new_for_chosen(turn, command.who)
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


async def _new_in_group(turn: Turn, command: c.New) -> Result:
    """For the member who is mentioned, else for the one who is named, else for the only customer of the group. Who
    else buys from this shop is nobody's business here: of them, only one whose whole name was said is taken."""
    if command.who and not turn.incoming.mentions:
        if named := await _named_at_the_start(turn, command.who, among=await customers_here(turn)):
            return await _new_for_one_of(turn, *named)
        called, found, items = await _named_at_the_start(turn, command.who) or ("", [], [])
        if len(found) == 1 and found[0].name_key == name_key(called):
            return await _new_for_one_of(turn, called, found, items)
    meant = await customer_in_group(turn)
    if meant is not None:
        await open_for(turn, meant)
        items = _as_items(command.who)
        return Instead(items or ([c.Add(command.who)] if command.who else []))
    if here := await customers_here(turn):
        return await _ask_for_whom(turn, here, turn.words.say("chat.ask.customer_here"), first=_as_items(command.who))
    return Refusal("nobody_in_group", {"example": turn.write(c.New(f"@{turn.words.say('chat.help.a_name')}"))})


async def _new_for_chosen(turn: Turn, contact_id: str) -> Result:
    """The customer was picked from a question."""
    contact = await Contact.get_or_none(id=id_in(contact_id) or 0, shop_id=turn.shop.id)
    if contact is None:
        return Refusal("old_choice")
    await open_for(turn, contact)
    return None


async def _new_for_named(turn: Turn, who: str) -> Result:
    """The customer whose name `who` begins with, else one who is chosen."""
    if named := await _named_at_the_start(turn, who):
        return await _new_for_one_of(turn, *named)
    name = " ".join(who.split()[:MOST_WORDS_IN_A_NAME])
    asked = turn.words.say("chat.ask.customer_unknown", name=name)
    return await _ask_for_whom(turn, await latest_customers(turn.shop), asked, offline=name)


async def _named_at_the_start(turn: Turn, who: str, *, among: Sequence[Contact] | None = None) -> Named | None:
    """The longest beginning of `who` that is a customer's name, whose it is, and the goods that are left over."""
    words = who.split()
    for length in range(min(len(words), MOST_WORDS_IN_A_NAME), 0, -1):
        called = " ".join(words[:length])
        matches = await customers_called(turn.shop, called, among=among)
        items = _as_items(" ".join(words[length:])) if matches else []
        if matches and (items or length == len(words)):
            return called, matches, items
    return None


async def _new_for_one_of(turn: Turn, called: str, contacts: list[Contact], items: list[c.Command]) -> Result:
    if len(contacts) == 1:
        await open_for(turn, contacts[0])
        return Instead(items)
    return await _ask_for_whom(turn, contacts, turn.words.say("chat.ask.customer", name=called), first=items)


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


def _as_items(text: str) -> list[c.Command]:
    """Commands that put `text` on an order, [] when it does not read as goods."""
    commands = commands_in(text) if text else []
    return commands if all(isinstance(command, (c.Add, c.SetQuantity)) for command in commands) else []


def commands_in(text: str) -> list[c.Command]:
    found = read(text, speaker="staff")
    if isinstance(found, c.Chatter):
        return []
    return [command for command in found if not isinstance(command, c.NotUnderstood)]
