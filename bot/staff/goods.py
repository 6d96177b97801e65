"""Goods on the draft: found for certain, asked about, or priced by hand; how many, for how much; off again."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot import commands as c
from bot.cards import Button
from bot.cards.scenes import name_of
from bot.conversation import Turn
from bot.replies import Question, Result
from bot.staff.drafting import changed, current_draft, no_draft
from orders import selling
from orders.basket import Basket, Line
from orders.catalogue import Catalogue, Found, NotFound, Product, Several, catalogue_of, key
from orders.stages import Refusal

Named = tuple[Basket, list[Line]]


async def add(turn: Turn, command: c.Add) -> Result:
    """Put goods on the draft: found for certain, asked about, or (when priced) as an item of its own."""
    if (draft := await current_draft(turn)) is None:
        return no_draft(turn)
    priced = command.unit_price is not None or command.bundle is not None
    found = _found(await catalogue_of(turn.shop), turn, command.item)
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
    found = await named_on_draft(turn, command.item, lambda item: replace(command, item=item))
    if isinstance(found, Refusal):
        return found
    basket, lines = found
    if len(lines) > 1:
        return Refusal("several_lines", {"item": command.item, "say": [turn.write(c.Remove(command.item))]})
    return await changed(turn, basket, lambda b: b.set_quantity(lines[0], command.quantity))


async def set_price(turn: Turn, command: c.SetPrice) -> Result:
    """What each piece of a line costs; at whatever prices it stands there."""
    found = await named_on_draft(turn, command.item, lambda item: replace(command, item=item))
    if isinstance(found, Refusal):
        return found
    basket, lines = found
    for line in lines:
        if refusal := basket.set_price(line, command.price):
            return refusal
    return await changed(turn, basket, lambda b: None)


async def swap(turn: Turn, command: c.Swap) -> Result:
    """A line's variant for another of the same product, at that one's price; or only some of its pieces."""
    found = await named_on_draft(turn, command.was, lambda item: replace(command, was=item))
    if isinstance(found, Refusal):
        return found
    basket, lines = found
    if len(lines) > 1:
        return Refusal("several_lines", {"item": command.was, "say": [turn.write(c.Remove(command.was))]})
    (line,) = lines
    other = await _variant(turn, line, command)
    if isinstance(other, Refusal):
        return other
    product, pieces = await Product.get(id=other.id), command.quantity or line.quantity
    if pieces > line.quantity:
        return Refusal("fewer_on_order", {"item": name_of(line, turn.words), "quantity": line.quantity})
    new = selling.line_for(product, quantity=pieces)
    if pieces == line.quantity:
        return await changed(turn, basket, lambda b: b.swap(line, new))
    return await changed(turn, basket, lambda b: b.set_quantity(line, line.quantity - pieces) or b.add(new))


async def remove(turn: Turn, command: c.Remove) -> Result:
    """Take goods off, at whatever prices they stand there."""
    found = await named_on_draft(turn, command.item, c.Remove)
    if isinstance(found, Refusal):
        return found
    basket, lines = found
    for line in lines:
        if refusal := basket.set_quantity(line, line.fulfilled):
            return refusal
    return await changed(turn, basket, lambda b: None)


async def named_on_draft(turn: Turn, item: str, again: Callable[[str], c.Command]) -> Named | Refusal:
    """The lines of the draft that are called so: all of them are the same goods. "": the only goods there are.

    What stands on the draft is looked at first: `the white shirt` is the one that was ordered, however many the shop
    has. `again` says the command for one of several.
    """
    if (draft := await current_draft(turn)) is None:
        return no_draft(turn)
    basket = draft.basket
    lines = basket.lines_called(None, item) if item else list(basket.lines)
    if not lines:
        lines = _lines_found(await catalogue_of(turn.shop), basket, item)
    if not lines:
        return Refusal("not_on_order", {"item": item}) if basket.lines else Refusal("empty_order")
    if len({line.sku or line.name for line in lines}) > 1:
        says = list(dict.fromkeys(turn.write(again(line.sku or line.name)) for line in lines))
        return Refusal("several_goods" if item else "which_goods", {"item": item, "say": says})
    return basket, lines


def _lines_found(catalogue: Catalogue, basket: Basket, item: str) -> list[Line]:
    skus = {line.sku for line in basket.lines}
    on_it = [product for product in catalogue.products if product.sku in skus]
    found = catalogue.find(item, among=on_it) if on_it else NotFound()
    if isinstance(found, NotFound):
        found = catalogue.find(item)
    if isinstance(found, NotFound):
        return []
    products = (found.product,) if isinstance(found, Found) else found.products
    return [line for product in products for line in basket.lines_called(product.sku, item)]


async def _variant(turn: Turn, line: Line, command: c.Swap) -> Product | Refusal:
    """The one variant of a line's product that differs from it as was said."""
    catalogue = await catalogue_of(turn.shop)
    mine = catalogue.by_sku.get(key(line.sku or ""))
    others = [other for other in catalogue.variants_of(mine) if other.id != mine.id] if mine is not None else []
    found = catalogue.find(command.to, among=others) if others else NotFound()
    if mine is None or isinstance(found, NotFound):
        return Refusal("no_such_variant", {"item": line.name, "variant": command.to})
    candidates = [found.product] if isinstance(found, Found) else list(found.products)
    # A shirt in black M that becomes an L is the black L.
    kept = [sum(other.options.get(name) == value for name, value in mine.options.items()) for other in candidates]
    nearest = [other for other, same in zip(candidates, kept, strict=True) if same == max(kept)]
    if len(nearest) > 1:
        says = [turn.write(c.Swap(line.sku or line.name, other.sku)) for other in nearest]
        return Refusal("several_variants", {"item": line.name, "variant": command.to, "say": says})
    return nearest[0]


def _found(catalogue: Catalogue, turn: Turn, item: str) -> Found | Several | NotFound:
    """What is called so; where a message about a product was answered, that one and its variants first."""
    pointed: Sequence[Product] = turn.pointed.products
    if turn.pointed.product is not None:
        pointed = catalogue.variants_of(turn.pointed.product)
    within = catalogue.find(item, among=pointed) if pointed else NotFound()
    return catalogue.find(item) if isinstance(within, NotFound) else within


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
