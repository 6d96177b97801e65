"""What a customer fills in on the invoice page: the fields there are, and how what was posted is read.

Nothing is believed: amounts are never read, quantities are whole or refused by name, digits may be Thai.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from orders.basket import MOST_PIECES
from orders.checkout import ADDRESS_FIELDS, BILLING_FIELDS, Choices
from web.pages import UNSHOWABLE


@dataclass(frozen=True, slots=True)
class Field:
    """One input: `fill` is what a browser may complete it with, `keyboard` the one a phone shows."""

    name: str
    fill: str = "off"
    keyboard: str = "text"
    optional: bool = False
    wide: bool = True
    tall: bool = False


#: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill
ADDRESS = (
    Field("name", "shipping name"),
    Field("phone", "shipping tel", "tel"),
    Field("line", "shipping street-address", tall=True),
    Field("subdistrict", "shipping address-level3", optional=True, wide=False),
    Field("district", "shipping address-level2", optional=True, wide=False),
    Field("province", "shipping address-level1", wide=False),
    Field("postal_code", "shipping postal-code", "numeric", wide=False),
)
EMAIL = Field("email", "email", "email", optional=True)
BILLING = (
    Field("bill_name", "billing name"),
    Field("bill_phone", "billing tel", "tel", optional=True),
    Field("bill_line", "billing street-address", tall=True),
    Field("bill_subdistrict", "billing address-level3", optional=True, wide=False),
    Field("bill_district", "billing address-level2", optional=True, wide=False),
    Field("bill_province", "billing address-level1", optional=True, wide=False),
    Field("bill_postal_code", "billing postal-code", "numeric", optional=True, wide=False),
    Field("bill_tax_id", keyboard="numeric", optional=True),
    Field("bill_branch", optional=True),
)
#: Any address as one piece, to be read like one that is sent in the chat.
PASTED = "pasted"
LONGEST_PASTED = 2_000
CHOSEN = ("wants_receipt", "shipping_method", "payment_method")
#: Everything worth keeping while the customer goes elsewhere on the page.
KEPT = (*(field.name for field in (*ADDRESS, EMAIL, *BILLING)), PASTED, *CHOSEN)
#: Read digit by digit, so Thai and full-width ones become the usual ones.
NUMBERS = ("phone", "postal_code", "bill_phone", "bill_postal_code", "bill_tax_id", "bill_branch")


def typed(form: Mapping[str, str]) -> dict[str, str]:
    """What was filled in, tidied. An unticked box is not posted, so it is kept as ""."""
    filled = {name: tidy(form.get(name, ""), digits=name in NUMBERS) for name in KEPT}
    return filled | {PASTED: UNSHOWABLE.sub("", form.get(PASTED, "").replace("\r\n", "\n"))[:LONGEST_PASTED].strip()}


def tidy(text: str, *, digits: bool = False) -> str:
    """One line without control and direction characters; with `digits`, ๑ and 1 (full width) are 1."""
    plain = " ".join(UNSHOWABLE.sub("", text.replace("\n", " ").replace("\t", " ")).split())
    return plain_digits(plain) if digits else plain


def plain_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in text)


def choices(filled: Mapping[str, str], *, pickup: bool = False) -> Choices:
    """What `typed` gave, as the checkout takes it. Who picks the goods up only says who they are."""
    wanted = ("name", "phone") if pickup else ADDRESS_FIELDS
    billing = {name: filled.get(f"bill_{name}", "") for name in BILLING_FIELDS}
    return Choices(
        address={name: filled.get(name, "") for name in wanted},
        billing=billing if filled.get("wants_receipt") else None,
        shipping_method=filled.get("shipping_method") or None,
        payment_method=filled.get("payment_method") or None,
        email=filled.get("email", ""),
    )


@dataclass(frozen=True, slots=True)
class Quantities:
    """Pieces by line id, and for fields that are no quantity the key of what is wrong with them."""

    wanted: dict[int, int]
    wrong: dict[str, str]


def quantities(form: Mapping[str, str], line_ids: Iterable[int]) -> Quantities:
    """The `quantity-{line}` fields of these lines, one more or less where such a button was pressed."""
    wanted: dict[int, int] = {}
    wrong: dict[str, str] = {}
    for line_id in line_ids:
        name = f"quantity-{line_id}"
        if name not in form:
            continue
        pieces = whole(form[name])
        if isinstance(pieces, str):
            wrong[name] = pieces
            continue
        pieces += (form.get("more") == str(line_id)) - (form.get("less") == str(line_id))
        wanted[line_id] = max(0, pieces)
        if pieces > MOST_PIECES:
            wrong[name] = "quantity_huge"
    return Quantities(wanted, wrong)


def whole(text: str) -> int | str:
    """A whole number of pieces, or the key of why it is not one (`page.wrong.<key>`)."""
    plain = plain_digits(tidy(text))
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+", plain):
        plain = plain.replace(",", "")
    if re.fullmatch(r"[-−–]\s*\d+([.]\d+)?", plain):
        return "quantity_negative"
    if re.fullmatch(r"\d*[.]\d+|\d+/\d+", plain):
        return "quantity_fraction"
    if not re.fullmatch(r"[0-9]+", plain):
        return "quantity_not_a_number"
    return int(plain) if len(plain) <= 6 else "quantity_huge"
