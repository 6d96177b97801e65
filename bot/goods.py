"""Goods on the draft: found for certain, asked about, or priced by hand; how many; off again."""

from dataclasses import replace

from bot import commands as c
from bot.cards import Button
from bot.conversation import Turn
from bot.drafting import changed, current_draft, no_draft
from bot.replies import Question, Result
from orders import selling
from orders.basket import Basket, Line
from orders.catalogue import Found, NotFound, Product, Several, catalogue_of
from orders.stages import Refusal


async def add(turn: Turn, command: c.Add) -> Result:
    """Put goods on the draft: found for certain, asked about, or (when priced) as an item of its own."""
    if (draft := await current_draft(turn)) is None:
        return no_draft(turn)
    priced = command.unit_price is not None or command.bundle is not None
    found = (await catalogue_of(turn.shop)).find(command.item)
    if isinstance(found, Several) and not (priced and not _all_words_in(command.item, found)):
        _ask_which(turn, command, found)
        return None
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
        example = turn.write(replace(command, unit_price=5900))
        return Refusal("no_such_product", {"item": command.item, "example": example})
    return await changed(turn, draft.basket, lambda basket: basket.add(line))


async def set_quantity(turn: Turn, command: c.SetQuantity) -> Result:
    found = await _lines(turn, command)
    if isinstance(found, Refusal):
        return found
    basket, lines = found
    if len(lines) > 1:
        return Refusal("several_lines", {"item": command.item, "say": [turn.write(c.Remove(command.item))]})
    return await changed(turn, basket, lambda b: b.set_quantity(lines[0], command.quantity))


async def remove(turn: Turn, command: c.Remove) -> Result:
    """Take goods off, at whatever prices they stand there."""
    found = await _lines(turn, command)
    if isinstance(found, Refusal):
        return found
    basket, lines = found
    for line in lines:
        if refusal := basket.set_quantity(line, line.fulfilled):
            return refusal
    return await changed(turn, basket, lambda b: None)


def _ask_which(turn: Turn, command: c.Add, found: Several) -> None:
    """A choice names the SKU itself, so a late tap can never mean another product."""
    in_english = turn.words.language == "en"
    choices = [
        Button(
            f"{product.title_en if in_english else product.title} {turn.words.price(product.price)}",
            say=turn.write(replace(command, item=product.sku)),
        )
        for product in found.products
    ]
    asked = turn.words.say("chat.ask.product", item=command.item)
    turn.questions.append(Question(asked, tuple(choices[:13]), about=turn.write(command)))
    turn.changed = True


def _all_words_in(item: str, found: Several) -> bool:
    """Whether the candidates were found by name, and not only by likeness."""
    words = item.casefold().split()
    return all(word in f"{p.title} {p.title_en}".casefold() for p in found.products for word in words)


async def _lines(turn: Turn, command: c.SetQuantity | c.Remove) -> tuple[Basket, list[Line]] | Refusal:
    """The lines of the draft that the command names: all of them are the same goods."""
    item = command.item
    if (draft := await current_draft(turn)) is None:
        return no_draft(turn)
    basket = draft.basket
    found = (await catalogue_of(turn.shop)).find(item)
    lines = basket.lines_called(None, item)
    if not lines and not isinstance(found, NotFound):
        products = [found.product] if isinstance(found, Found) else list(found.products)
        lines = [line for product in products for line in basket.lines_called(product.sku, item)]
    if not lines:
        return Refusal("not_on_order", {"item": item})
    if len({line.sku for line in lines}) > 1:
        says = list(dict.fromkeys(turn.write(replace(command, item=line.sku or line.name)) for line in lines))
        return Refusal("several_goods", {"item": item, "say": says})
    return basket, lines
