"""A document in its reader's language, worked out once for the page and for the PDF. Pure."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.language import Words, words
from orders.papers import Paper, Party
from web.invoice.view import amount
from web.pages import calm, other_language

#: Longer than this a name or an address is not a name or an address.
LONGEST_LINE = 600


@dataclass(frozen=True, slots=True)
class Row:
    place: str
    what: str
    sku: str
    quantity: str
    price: str
    discount: str
    total: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that stands on the paper, in words. `beside` is the title in the other language; `taxed` is the total
    once more, as value and VAT."""

    language: str
    title: str
    beside: str
    number: str
    facts: list[tuple[str, str]]
    seller: list[str]
    buyer_heading: str
    buyer: list[str]
    rows: list[Row]
    has_discount: bool
    sums: list[tuple[str, str]]
    taxed: list[tuple[str, str]]
    total: tuple[str, str]
    in_words: str
    remarks: list[str]
    signatures: list[str]


def sheet_of(kind: str, number: str, issued_at: datetime, timezone: str, paper: Paper, say: Words) -> Sheet:
    """The document as it reads in one language; dates are of the Buddhist era in Thai."""
    beside = words(other_language(say.language))
    return Sheet(
        language=say.language,
        title=say.say(f"documents.title.{kind}"),
        beside=beside.say(f"documents.title.{kind}"),
        number=number,
        facts=_facts(kind, number, issued_at, timezone, paper, say),
        seller=_party(paper.seller, say),
        buyer_heading=say.say(f"documents.party.{'receiver' if kind == 'delivery_note' else 'buyer'}"),
        buyer=_party(paper.buyer, say),
        rows=_rows(paper, say),
        has_discount=any(line.discount for line in paper.lines),
        sums=_sums(paper, say),
        taxed=_taxed(paper, say),
        total=(say.say("documents.sum.total"), say.money(paper.total)),
        in_words=say.in_words(paper.total),
        remarks=_remarks(paper, say),
        signatures=[say.say(f"documents.sign.{name}") for name in SIGNED[kind]],
    )


#: Who signs.
SIGNED: dict[str, tuple[str, ...]] = {
    "receipt": ("received_money",),
    "tax_invoice": ("issued",),
    "delivery_note": ("delivered", "received_goods"),
}


def _facts(
    kind: str, number: str, issued_at: datetime, timezone: str, paper: Paper, say: Words
) -> list[tuple[str, str]]:
    facts = {"number": number, "date": say.day(issued_at.astimezone(ZoneInfo(timezone))), "order": str(paper.order)}
    way = f"page.payment.{paper.payment_method}.name"
    if kind == "receipt" and say.knows(way):
        facts["payment"] = say.say(way)
    return [(say.say(f"documents.fact.{name}"), fact) for name, fact in facts.items()]


def _party(party: Party, say: Words) -> list[str]:
    """The name first, then how they are found and what the revenue office calls them."""
    lines = [party.name or say.say("documents.party.unnamed"), *party.address.splitlines()]
    if party.tax_id:
        tax_id = say.say("documents.party.tax_id", tax_id=party.tax_id)
        lines.append(f"{tax_id} ({_branch(party.branch, say)})" if party.branch else tax_id)
    if party.phone:
        lines.append(say.say("documents.party.phone", phone=party.phone))
    if party.email:
        lines.append(say.say("documents.party.email", email=party.email))
    return [calm(line, LONGEST_LINE) for line in lines if line.strip()]


def _branch(branch: str, say: Words) -> str:
    """`00000` is the head office; a number has five digits, and what is no number stays as it was written."""
    if not branch.isdecimal():
        return branch
    number = f"{int(branch):05d}"
    where = "head_office" if int(number) == 0 else "branch"
    return say.say(f"documents.party.{where}", branch=number)


def _rows(paper: Paper, say: Words) -> list[Row]:
    return [
        Row(
            place=str(place),
            what=calm(line.name_en or line.name if say.language == "en" else line.name, LONGEST_LINE),
            sku=calm(line.sku or ""),
            quantity=f"{line.quantity:,}",
            price=amount(line.unit_price),
            discount=amount(line.discount) if line.discount else "",
            total=amount(line.total),
        )
        for place, line in enumerate(paper.lines, 1)
    ]


def _sums(paper: Paper, say: Words) -> list[tuple[str, str]]:
    sums = [(say.say("documents.sum.goods"), amount(paper.goods))]
    if paper.shipping_fee:
        sums.append((say.say("documents.sum.shipping"), amount(paper.shipping_fee)))
    if paper.payment_fee:
        sums.append((say.say("documents.sum.payment_fee"), amount(paper.payment_fee)))
    return sums


def _taxed(paper: Paper, say: Words) -> list[tuple[str, str]]:
    """The total taken apart; nothing of a seller who is not registered for VAT."""
    if not paper.rate:
        return []
    vat = say.say("documents.sum.vat", rate=paper.rate)
    return [(say.say("documents.sum.base"), amount(paper.base)), (vat, amount(paper.vat))]


def _remarks(paper: Paper, say: Words) -> list[str]:
    remarks = [say.say("documents.say.included")] if paper.rate else []
    if paper.note:
        remarks.append(say.say("documents.say.note", note=calm(paper.note, 2_000)))
    return remarks
