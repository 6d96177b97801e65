"""Filling in the address for the customer: from what they pasted, from a place chosen, from a postcode or a name.

Pure: what was filled in goes in and comes out. Nothing typed is changed unless an address takes its place as a whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from orders.address_book import Book
from orders.addresses import REQUIRED, read_address
from orders.addresses.completing import FIELDS, Completed, complete, spot
from orders.checkout import ADDRESS_FIELDS, BILLING_FIELDS
from web.invoice import forms

#: The shipping address, and the receipt's.
PREFIXES = ("", "bill_")
#: Names of the buttons that choose a place.
CHOOSE = {"": "place", "bill_": "bill_place"}


@dataclass(frozen=True, slots=True)
class Places:
    """What is known of the place of one address: `place` and the fields it stands in."""

    prefix: str
    known: Completed


def filled_in(filled: Mapping[str, str], form: Mapping[str, str], language: str) -> dict[str, str]:
    """The form after a button of it was pressed: a place was chosen, or what was pasted is to be read; and what then
    can only be one thing."""
    after = dict(filled)
    for prefix, button in CHOOSE.items():
        if chosen := spot(form.get(button, ""), language):
            after |= {f"{prefix}{name}": part for name, part in chosen.parts().items()}
    if not any(form.get(button) for button in CHOOSE.values()):
        after |= read_pasted(after)
    return completed(after, language)


def read_pasted(filled: Mapping[str, str]) -> dict[str, str]:
    """The fields that the pasted text fills; {} when there is no address in it. A new place takes that of the old one,
    name and telephone stay when none are told. A tax id is for the receipt."""
    text = filled.get(forms.PASTED, "")
    found = {name: " ".join(part.split()) for name, part in read_address(text).parts.items()} if text else {}
    told = {name: found[name] for name in ADDRESS_FIELDS if name in found}
    if not told.keys() & {"phone", *FIELDS}:
        return {}  # the rest of any text would be a line
    if told.keys() & set(FIELDS):
        told = dict.fromkeys(("line", *FIELDS), "") | told
    for name in ("tax_id", "branch"):
        if name in found:
            told |= {f"bill_{name}": found[name], "wants_receipt": "1"}
    return told | {forms.PASTED: ""}


def completed(filled: Mapping[str, str], language: str) -> dict[str, str]:
    """With the blank fields of both places that can be only one thing."""
    after = dict(filled)
    for place in places(filled, language):
        after |= {f"{place.prefix}{name}": part for name, part in place.known.parts.items() if part}
    return after


def places(filled: Mapping[str, str], language: str) -> list[Places]:
    """What is known of each address's place, and which it may be."""
    return [Places(prefix, complete(_place(filled, prefix), language)) for prefix in PREFIXES]


def hidden(filled: Mapping[str, str], book: Book) -> dict[str, str]:
    """Blanks for what is known only from saved addresses: not for who merely has the link."""
    blank = dict.fromkeys(ADDRESS_FIELDS, "") if book.has(filled) else {}
    if book.billing and all(filled.get(f"bill_{name}") == part for name, part in book.billing.items()):
        blank |= dict.fromkeys((f"bill_{name}" for name in BILLING_FIELDS), "")
    return blank


def lacking(filled: Mapping[str, str]) -> list[str]:
    """Fields of the shipping address that an order cannot do without."""
    return [name for name in REQUIRED if not filled.get(name)]


def _place(filled: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name: filled.get(f"{prefix}{name}", "") for name in FIELDS}
