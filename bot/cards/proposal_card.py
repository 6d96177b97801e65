"""A proposal as its customer sees it: what was understood, what it comes to, and the one tap that orders it. Pure."""

from collections.abc import Iterable

from bot.cards import Button, Card, Row, Total
from bot.cards.scenes import Bill, more_rows, name_of, notes_of, shipping_row, total_rows
from bot.commands import Add, Confirm, Decline, Want
from bot.grammar import render
from bot.language import Words
from orders.basket import Basket, Line
from orders.order import Order
from orders.proposals import Proposal
from orders.shops import Shop
from orders.wishes import Wish

#: How many of it are offered to tap instead.
OTHER_QUANTITIES = (1, 2, 3)


def proposal_card(
    proposal: Proposal, base: Order | None, shop: Shop, words: Words, *, notes: Iterable[str] = ()
) -> Card:
    """`base`: the order it would become part of; then only what changes is listed, and what the whole costs then."""
    basket = proposal.basket
    order = Order(shop_id=shop.id, currency=shop.currency)
    order.keep(basket, shop.terms)
    bill = Bill(order, shop, "")
    before = base.basket if base is not None else Basket()
    rows = tuple(row for wish in proposal.wanted if (row := _row(wish, basket, before, words)) is not None)
    number = f"~{proposal.id}"
    total = words.money(order.total)
    return Card(
        kind="proposal",
        title=_title(proposal, base, words),
        subtitle=words.say("chat.card.proposal_ask"),
        short=words.say("chat.short.proposal", total=total),
        image_url=_picture(proposal.wanted, basket),
        rows=rows,
        totals=_totals(bill, base, words),
        notes=(*notes, *_where_to(bill, proposal, base, words), *_least(bill, words)),
        buttons=(
            Button(words.say("chat.button.confirm"), say=render(Confirm(number), words.language), primary=True),
            Button(words.say("chat.button.decline"), say=render(Decline(number), words.language)),
        ),
        more_rows=more_rows(words),
    )


def other_quantities(proposal: Proposal, words: Words, *, most: int | None) -> tuple[Button, ...]:
    """Of a proposal of one kind of goods: to have another number of it by a tap."""
    wishes = proposal.wanted
    goods = [wish for wish in wishes if wish.deed == "add"]
    if len(goods) != 1 or any(wish.deed in ("set", "swap") for wish in wishes):
        return ()
    line = _line_of(goods[0], proposal.basket)
    if line is None or line.sku is None:
        return ()
    offered = [n for n in OTHER_QUANTITIES if n != goods[0].quantity and (most is None or n <= most)]
    return tuple(
        Button(
            words.say("chat.button.pieces", count=pieces),
            say=render(Want((Add(line.sku, pieces),)), words.language),
        )
        for pieces in offered
    )


def goods_of(proposal: Proposal) -> str:
    """The SKU of a proposal that is about one product, "" of any other."""
    skus = {line.sku or "" for wish in proposal.wanted if (line := _line_of(wish, proposal.basket)) is not None}
    return skus.pop() if len(skus) == 1 else ""


def _title(proposal: Proposal, base: Order | None, words: Words) -> str:
    if base is None:
        return words.say("chat.card.proposal")
    only_more = all(wish.deed in ("add", "address") for wish in proposal.wanted)
    return words.say("chat.card.proposal_more" if only_more else "chat.card.proposal_change", number=base.number)


def _row(wish: Wish, basket: Basket, before: Basket, words: Words) -> Row | None:
    line = _line_of(wish, basket)
    if wish.deed in ("add", "swap") and line is not None:
        detail = words.say("chat.line.each", quantity=wish.quantity, price=words.price(line.unit_price))
        if wish.deed == "swap":
            old = before.lines_called(None, wish.line)
            name = name_of(old[0], words) if old else wish.line
            detail = f"{detail} · {words.say('chat.line.instead_of', name=name)}"
        return Row(name=name_of(line, words), detail=detail, amount=words.money(wish.quantity * line.unit_price))
    if wish.deed != "set":
        return None
    was = before.lines_called(None, wish.line)
    if line is None:
        name = name_of(was[0], words) if was else wish.line
        amount = words.money(-was[0].total) if was else ""
        return Row(name=name, detail=words.say("chat.line.taken_off"), amount=amount)
    facts = {"before": was[0].quantity if was else 0, "quantity": line.quantity}
    detail = f"{words.say('chat.line.changed', **facts)} · {words.price(line.unit_price)}"
    return Row(name=name_of(line, words), detail=detail, amount=words.money(line.total))


def _line_of(wish: Wish, basket: Basket) -> Line | None:
    """The basket's line that the wish made or changed."""
    if wish.deed in ("add", "swap"):
        found = [line for line in basket.lines if line.product_id == wish.product]
        return found[-1] if found else None
    lines = basket.lines_called(None, wish.line) if wish.deed == "set" else []
    return lines[0] if lines else None


def _picture(wishes: Iterable[Wish], basket: Basket) -> str:
    lines = [_line_of(wish, basket) for wish in wishes]
    return next((line.image_url for line in lines if line is not None and line.image_url), "")


def _totals(bill: Bill, base: Order | None, words: Words) -> tuple[Total, ...]:
    if base is None:
        return total_rows(bill, words)
    total = Total(words.say("chat.total.new_total", number=base.number), words.money(bill.order.total), strong=True)
    was = Total(words.say("chat.total.until_now"), words.money(base.total))
    return (was, shipping_row(bill, words), total)


def _where_to(bill: Bill, proposal: Proposal, base: Order | None, words: Words) -> tuple[str, ...]:
    """How it is sent and paid: of a new order all that is known, else only what would change."""
    deeds = {wish.deed for wish in proposal.wanted}
    return notes_of(bill, words) if base is None or deeds & {"ship", "pay", "address", "note"} else ()


def _least(bill: Bill, words: Words) -> tuple[str, ...]:
    least = bill.shop.terms.selling.minimum_order
    is_less = bill.order.basket.subtotal < least
    return (words.say("refused.minimum_order", amount=words.money(least)),) if is_less else ()
