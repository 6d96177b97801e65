"""What staff can do: one handler for each command. A handler changes the draft or calls one use case, and returns what
is to be said (nothing, when the draft's own card says it), a Refusal, or a question."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from bot import commands as c
from bot.afterwards import AFTERWARDS
from bot.cards import Button, Outgoing, Text
from bot.conversation import Question, Turn, bill_of
from bot.grammar import read, render
from bot.scenes import link_parts
from bot.sending import promise_outcome
from orders import selling
from orders.addresses import read_address
from orders.basket import Basket, Line
from orders.catalogue import Found, NotFound, Product, Several, catalogue_of
from orders.order import Order
from orders.people import Chat, Contact, Customer, customer_of, customers_called, latest_customers
from orders.stages import Refusal


@dataclass(frozen=True, slots=True)
class Instead:
    """Do these commands in place of the one just read."""

    commands: list[c.Command]


@dataclass(frozen=True, slots=True)
class AskFirst:
    """Nothing else of the message can be done before this is answered; `first` is what to do first when it is."""

    question: Question
    first: tuple[c.Command, ...] = ()


Result = None | Refusal | Outgoing | Instead | AskFirst
Handler = Callable[[Turn, Any], Awaitable[Result]]


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
        return await _open(turn, chat=None, customer=customer)
    if turn.is_thread:
        return await _new_in_thread(turn, command)
    if command.who.startswith("~"):
        return await _new_for_chosen(turn, command.who[1:])
    if not command.who:
        return await _ask_for_whom(
            turn, await latest_customers(turn.shop), turn.words.say("chat.ask.customer_latest")
        )
    return await _new_for_named(turn, command.who)


async def add(turn: Turn, command: c.Add) -> Result:
    """Put goods on the draft: found for certain, asked about, or (when priced) as an item of its own."""
    if (draft := await _draft(turn)) is None:
        return _no_draft(turn)
    priced = command.unit_price is not None or command.bundle is not None
    found = (await catalogue_of(turn.shop)).find(command.item)
    if isinstance(found, Several) and not (priced and not _all_words_in(command.item, found)):
        return _ask_which(turn, command, found)
    if isinstance(found, Found):
        product = await Product.get(id=found.product.id)
        line = selling.line_for(
            product, quantity=command.quantity, unit_price=command.unit_price, bundle=command.bundle
        )
    elif priced:
        line = selling.ad_hoc_line(
            command.item, quantity=command.quantity, unit_price=command.unit_price, bundle=command.bundle
        )
    else:
        example = render(replace(command, unit_price=5900), turn.words.language)
        return Refusal("no_such_product", {"item": command.item, "example": example})
    return await _changed(turn, draft.basket, lambda basket: basket.add(line))


async def set_quantity(turn: Turn, command: c.SetQuantity) -> Result:
    found = await _line(turn, command.item)
    if isinstance(found, Refusal):
        return found
    basket, line = found
    return await _changed(turn, basket, lambda b: b.set_quantity(line, command.quantity))


async def remove(turn: Turn, command: c.Remove) -> Result:
    found = await _line(turn, command.item)
    if isinstance(found, Refusal):
        return found
    basket, line = found
    return await _changed(turn, basket, lambda b: b.set_quantity(line, line.fulfilled))


async def discount(turn: Turn, command: c.Discount) -> Result:
    return await _set(turn, lambda b: b.give_discount(amount=command.amount, percent=command.percent))


async def ship(turn: Turn, command: c.Ship) -> Result:
    """`ship EMS` takes the table's fee; a fee said is fixed; `ship free` leaves the method as it is."""
    terms = turn.shop.terms
    method = terms.method(command.method) if command.method else None
    if command.method and method is None:
        codes = [known.code for known in terms.shipping]
        says = [render(c.Ship(code), turn.words.language) for code in codes]
        return Refusal("no_such_method", {"method": command.method, "methods": ", ".join(codes), "say": says})

    def choose(basket: Basket) -> None:
        basket.shipping_method = method.code if method else basket.shipping_method
        basket.fixed_fee = command.fee

    return await _set(turn, choose)


async def pay(turn: Turn, command: c.Pay) -> Result:
    if command.way not in turn.shop.terms.payments.ways():
        says = [render(c.Pay(way), turn.words.language) for way in turn.shop.terms.payments.ways()]  # type: ignore[arg-type]
        return Refusal("no_such_payment", {"way": command.way, "say": says})
    return await _set(turn, lambda basket: setattr(basket, "payment_method", command.way))


async def address(turn: Turn, command: c.Address) -> Result:
    read_back = read_address(command.text)
    if read_back.missing:
        parts = ", ".join(turn.words.say(f"chat.part.{part}") for part in read_back.missing)
        turn.notes.append(turn.words.say("chat.note.missing_address", parts=parts))
    return await _set(turn, lambda basket: setattr(basket, "shipping_address", read_back.parts))


async def bill_to(turn: Turn, command: c.BillTo) -> Result:
    parts = read_address(command.text).parts
    return await _set(turn, lambda basket: setattr(basket, "billing_address", parts))


async def note(turn: Turn, command: c.Note) -> Result:
    return await _set(turn, lambda basket: setattr(basket, "note", command.text))


async def show(turn: Turn, command: c.Show) -> Result:
    if await _draft(turn) is None:
        return _no_draft(turn)
    turn.changed = True
    return None


async def undo(turn: Turn, command: c.Undo) -> Result:
    if (draft := await _draft(turn)) is None:
        return _no_draft(turn)
    turn.changed = True
    return await selling.undo(draft, turn.shop)


async def discard(turn: Turn, command: c.Discard) -> Result:
    if (draft := await _draft(turn)) is None:
        return _no_draft(turn)
    await selling.discard(draft)
    turn.draft, turn.changed = None, False
    return Outgoing((_text(turn, "chat.done.discarded"),))


async def send(turn: Turn, command: c.Send) -> Result:
    """Issue, and put the card into the customer's chat; what became of it is told when it is known."""
    draft = await _draft(turn)
    if draft is not None and draft.chat_id is None:
        return await link(turn, c.Link())
    issued = await _issue(turn, draft, send=True)
    if isinstance(issued, Refusal):
        return issued
    await promise_outcome(turn, issued.order)
    return None


async def link(turn: Turn, command: c.Link) -> Result:
    """Issue, and give the link with a summary to copy."""
    issued = await _issue(turn, await _draft(turn), send=False)
    if isinstance(issued, Refusal):
        return issued
    bill = await bill_of(issued.order, turn.shop, turn.house)
    return Outgoing(link_parts(bill, turn.words))


HANDLERS: dict[type, Handler] = {
    c.New: new, c.Add: add, c.SetQuantity: set_quantity, c.Remove: remove, c.Discount: discount, c.Ship: ship,
    c.Pay: pay, c.Address: address, c.BillTo: bill_to, c.Note: note, c.Show: show, c.Undo: undo, c.Discard: discard,
    c.Send: send, c.Link: link, **AFTERWARDS,
}  # fmt: skip


async def keep_draft(turn: Turn) -> None:
    """Make the draft this chat's current one."""
    if turn.draft is not None and turn.chat.draft_id != turn.draft.id:
        turn.chat.draft_id = turn.draft.id
        await turn.chat.save(update_fields=["draft_id"])


# Starting


async def _new_in_thread(turn: Turn, command: c.New) -> Result:
    """In the customer's own thread the customer is known: what follows the word are items."""
    customer = await customer_of(turn.contact, turn.now) if turn.contact else None
    opened = await _open(turn, chat=turn.chat, customer=customer)
    items = _as_items(command.who)
    if command.who and not items:
        return Instead([c.Add(command.who)])
    return Instead(items) if items else opened


async def _new_for_chosen(turn: Turn, contact_id: str) -> Result:
    """The customer was picked from a question; the rest of the message goes on from there."""
    contact = (
        await Contact.get_or_none(id=int(contact_id), shop_id=turn.shop.id) if contact_id.isdigit() else None
    )
    if contact is None:
        return Refusal("old_choice")
    rest: list[str] = (turn.chat.question or {}).get("rest", [])
    turn.chat.question = None
    await turn.chat.save(update_fields=["question"])
    await _open_for(turn, contact)
    return Instead([command for text in rest for command in _commands(text)])


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
        Button(contact.called, say=render(c.New(f"~{contact.id}"), turn.words.language))
        for contact in contacts
    ]
    if offline:
        choices.append(
            Button(
                turn.words.say("chat.button.offline"),
                say=render(c.New(offline, offline=True), turn.words.language),
            )
        )
    if not choices:
        example = render(c.New("Nok", offline=True, phone="0812345678"), turn.words.language)
        return Outgoing((_text(turn, "chat.ask.nobody_yet", example=example),))
    return AskFirst(Question(asked, tuple(choices[:13])), tuple(first or ()))


async def _open_for(turn: Turn, contact: Contact) -> None:
    chat = await Chat.get(shop_id=turn.shop.id, channel=contact.channel, external_id=contact.external_id)
    await _open(turn, chat=chat, customer=await customer_of(contact, turn.now))


async def _open(turn: Turn, *, chat: Chat | None, customer: Customer | None) -> None:
    """Start the draft. One left unfinished stays, and is mentioned; an empty one is dropped."""
    if turn.draft is not None:
        if not turn.draft.basket.lines and turn.draft.number is None and turn.draft.edits_id is None:
            await selling.discard(turn.draft)
        else:
            name = (await bill_of(turn.draft, turn.shop, turn.house)).customer
            turn.notes.append(turn.words.say("chat.note.other_draft", customer=name))
    turn.draft = await selling.start(turn.shop, by=turn.by, now=turn.now, chat=chat, customer=customer)
    turn.changed = True


# Goods


def _ask_which(turn: Turn, command: c.Add, found: Several) -> None:
    """A choice names the SKU itself, so a late tap can never mean another product."""
    choices = [
        Button(
            f"{product.title} {turn.words.price(product.price)}",
            say=render(replace(command, item=product.sku), turn.words.language),
        )
        for product in found.products
    ]
    turn.questions.append(
        Question(turn.words.say("chat.ask.product", item=command.item), tuple(choices[:13]))
    )
    turn.changed = True


def _all_words_in(item: str, found: Several) -> bool:
    """Whether the candidates were found by name, and not only by likeness."""
    words = item.casefold().split()
    return all(word in f"{p.title} {p.title_en}".casefold() for p in found.products for word in words)


def _as_items(text: str) -> list[c.Command]:
    """Commands that put `text` on an order, [] when it does not read as goods."""
    commands = _commands(text) if text else []
    return commands if all(isinstance(command, (c.Add, c.SetQuantity)) for command in commands) else []


def _commands(text: str) -> list[c.Command]:
    found = read(text, speaker="staff")
    if isinstance(found, c.Chatter):
        return []
    return [command for command in found if not isinstance(command, c.NotUnderstood)]


async def _line(turn: Turn, item: str) -> tuple[Basket, Line] | Refusal:
    """The one line of the draft that `item` names."""
    if (draft := await _draft(turn)) is None:
        return _no_draft(turn)
    basket = draft.basket
    found = (await catalogue_of(turn.shop)).find(item)
    lines = basket.lines_called(None, item)
    if not lines and not isinstance(found, NotFound):
        products = [found.product] if isinstance(found, Found) else list(found.products)
        lines = [line for product in products for line in basket.lines_called(product.sku, item)]
    if not lines:
        return Refusal("not_on_order", {"item": item})
    return (basket, lines[0]) if len(lines) == 1 else Refusal("several_lines", {"item": item})


# The draft


async def _draft(turn: Turn) -> Order | None:
    """The draft being built here; in a customer's thread one is started by the first thing said."""
    if turn.draft is None and turn.is_thread:
        customer = await customer_of(turn.contact, turn.now) if turn.contact else None
        await _open(turn, chat=turn.chat, customer=customer)
    return turn.draft


def _no_draft(turn: Turn) -> Refusal:
    return Refusal("no_draft", {"example": render(c.New("Nok"), turn.words.language)})


async def _set(turn: Turn, change: Callable[[Basket], Refusal | None]) -> Result:
    if (draft := await _draft(turn)) is None:
        return _no_draft(turn)
    return await _changed(turn, draft.basket, change)


async def _changed(turn: Turn, basket: Basket, change: Callable[[Basket], Refusal | None]) -> Result:
    """Do `change` to the basket and keep it, or refuse with nothing changed."""
    if refusal := change(basket):
        return refusal
    if turn.draft is not None:
        await selling.change(turn.draft, basket, turn.shop)
        turn.changed = True
    return None


async def _issue(turn: Turn, draft: Order | None, *, send: bool) -> selling.Issued | Refusal:
    if draft is None:
        return _no_draft(turn)
    facts = {"send": send, "asked_in": turn.chat.id}
    issued = await selling.issue(draft, turn.shop, by=turn.by, now=turn.now, facts=facts)
    if isinstance(issued, selling.Issued):
        turn.draft, turn.changed = None, False
        turn.chat.draft_id = None
    elif issued.reason == "fee_needed":
        example = render(c.Ship(str(issued.facts["method"]), 6000), turn.words.language)
        return Refusal(issued.reason, issued.facts | {"example": example})
    return issued


def _text(turn: Turn, key: str, **facts: object) -> Text:
    return Text(turn.words.say(key, **facts))
