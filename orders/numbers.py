"""Numbers that name something of the shop: an order, a draft, a proposal."""

#: Of a number that names something; all of them fit a database's integer.
MOST_DIGITS = 9


def number_of(said: str) -> int | None:
    """1024 of `1024`, as people and buttons say it; None for everything else, other digits and huge ones included."""
    return int(said) if said.isascii() and said.isdigit() and len(said) <= MOST_DIGITS else None
