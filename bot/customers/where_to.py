"""Where it goes: asked for once an order is made, read out of what the customer pastes, read back, kept for the page.

The order itself is confirmed on its page as ever; what was given here stands there already.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.cards import Button, Card, Outgoing, say
from bot.cards.scenes import address_text, invoice_card, own_page_of
from bot.conversation import Turn, bill_of, stop_waiting
from bot.customers.name_given import name_in
from bot.customers.standing import Standing, await_from
from bot.speech.hearing import talk_in
from bot.speech.meaning import Intent
from bot.telling_shop import tell_shop
from orders.addresses import REQUIRED, looks_like_address, read_address
from orders.checkout import remember
from orders.invoices import Invoice, current_invoice
from orders.order import Order
from orders.stages import Refusal

#: So long an address is waited for.
PATIENCE = timedelta(hours=24)
#: What an answer to the question where it goes may sound like; all else is about something else.
ANSWERS: frozenset[Intent] = frozenset({"none", "give_address", "set_address", "give_contact"})
#: Said like this, a number in it is no answer.
_ASIDE = {"question", "asks_if", "conditional", "past", "wish", "hesitation", "others"}


async def invoice_for_customer(turn: Turn, order: Order) -> Outgoing:
    """The bill of an order the customer has just made themselves; what is lacking can be said right here."""
    card = invoice_card(await bill_of(order, turn.shop, turn.house), turn.words)
    if order.revision > 1:
        card = replace(card, subtitle=turn.words.say("chat.card.invoice_hello_own_change"))
    turn.about = {"what": "invoice", "order": order.id, "revision": order.revision, "by": "customer"}
    invoice = await current_invoice(order)
    lacks = _lacking(_known(order, invoice)) if invoice is not None else []
    if lacks and not _is_fetched(turn, order):
        await await_from(turn, "address", PATIENCE, order=order.id, lacks=lacks)
        card = replace(card, notes=(*card.notes, turn.words.say("chat.note.send_address")))
    return say(card)


async def ask_address(turn: Turn, here: Standing) -> Outgoing | None:
    """They want it sent elsewhere: the next address they write is the one."""
    order = here.order
    if order is None:
        return None
    if order.stage != "new":
        await tell_shop(turn, "address")
        return say(turn.words.say("chat.done.shop_told"))
    await await_from(turn, "address", PATIENCE, order=order.id, lacks=[])
    return say(turn.words.say("chat.ask.address"))


def is_answer(text: str, here: Standing, intent: Intent) -> bool:
    """Whether this may be what we wait for: an address, or the part of it that is still lacking."""
    if here.asked not in ("address", "phone") or intent not in ANSWERS:
        return False
    return looks_like_address(text) or bool(_parts(text, here)) or bool(_doubtful_name(text, here))


async def given(turn: Turn, here: Standing, text: str) -> Outgoing | Refusal | None:
    """Take an address, or the missing part of one, and read back what we have."""
    order = await Order.get_or_none(id=(here.awaited or {}).get("order", 0), chat_id=turn.chat.id)
    invoice = await current_invoice(order) if order is not None else None
    if order is None or invoice is None or order.stage != "new":
        await stop_waiting(turn.chat)
        return None
    parts = _parts(text, here)
    if not parts:
        name = _doubtful_name(text, here)
        return _ask_name(turn, name) if name else None
    filled = dict((invoice.checkout or {}).get("fields", {}))
    known = {} if looks_like_address(text) else _known(order, invoice)
    address = dict.fromkeys(("subdistrict", "district"), "") | known | parts
    await remember(invoice, order, filled | {name: value for name, value in address.items() if name != "country"})
    lacks = _lacking(address)
    # Until the order is confirmed a second try takes the place of the first.
    await await_from(turn, "address", PATIENCE, order=order.id, lacks=lacks)
    return say(await _read_back(turn, order, address, lacks))


async def _read_back(turn: Turn, order: Order, address: Mapping[str, str], lacks: list[str]) -> Card:
    words = turn.words
    notes = [address_text(dict(address))]
    if lacks:
        parts = ", ".join(words.say(f"chat.part.{part}") for part in lacks)
        notes.append(words.say("chat.note.address_lacks", parts=parts))
    notes.append(words.say("chat.note.address_wrong"))
    bill = await bill_of(order, turn.shop, turn.house)
    label = words.say("chat.button.view_confirm")
    buttons = (Button(label, url=own_page_of(bill, words), primary=True),) if bill.link and not lacks else ()
    title = words.say("chat.card.address", number=order.number)
    return Card(kind="address", title=title, short=title, notes=tuple(notes), buttons=buttons)


def _parts(text: str, here: Standing) -> dict[str, str]:
    """What of an address stands in this text: all of a whole one, else only what is lacking. Once nothing is, numbers
    in talk (amounts, another telephone) change nothing any more."""
    lacks = (here.awaited or {}).get("lacks") or []
    found = {name: " ".join(part.split()) for name, part in read_address(text).parts.items() if name != "country"}
    if looks_like_address(text):
        return found
    if lacks == ["name"]:
        surety, name = name_in(text)
        return {"name": name} if surety == "name" else {}
    if talk_in(text) & _ASIDE:
        return {}
    return {name: part for name, part in found.items() if name in lacks and name in ("phone", "postal_code")}


def _doubtful_name(text: str, here: Standing) -> str:
    """One word alone, where only the name is lacking."""
    surety, name = name_in(text) if (here.awaited or {}).get("lacks") == ["name"] else ("talk", "")
    return name if surety == "doubtful" else ""


def _ask_name(turn: Turn, name: str) -> Outgoing:
    words = turn.words
    button = Button(words.say("chat.button.is_name"), say=words.say("chat.ask.name_is", name=name))
    return say(words.say("chat.ask.is_name", name=name), quick=(button,))


def _known(order: Order, invoice: Invoice | None) -> dict[str, str]:
    """What the order and its page know of the address already."""
    given: dict[str, Any] = order.basket.shipping_address or {}
    typed = (invoice.checkout or {}).get("fields", {}) if invoice is not None else {}
    names = ("name", "phone", "line", "subdistrict", "district", "province", "postal_code")
    return {name: str(typed.get(name) or given.get(name) or "") for name in names}


def _lacking(address: Mapping[str, str]) -> list[str]:
    return [part for part in REQUIRED if not address.get(part)]


def _is_fetched(turn: Turn, order: Order) -> bool:
    """Goods that are picked up at the shop need no address."""
    method = turn.shop.terms.method(order.basket.shipping_method)
    return method is not None and method.pickup
