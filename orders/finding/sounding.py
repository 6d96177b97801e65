"""Goods whose names sound like what was said. What is found here is only ever asked about."""

import re
from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from orders.finding.reading import Reading, Token
from orders.finding.shelf import NOWHERE, Shelf
from orders.finding.spelling import LOOKS_LIKE, is_thai, squeezed, toneless

#: Below this likeness (0..100) a name is not worth asking about; nor is one so much less alike than the best.
WORTH_ASKING = 72
CLOSE = 12
MOST_ASKED = 5
MOST_LIKE = 10
#: A word less alike than this says nothing about the name it stands in.
WORTH_COUNTING = 60

_MAY_BE_CODE = re.compile(r"(?=\D*\d)[a-z0-9]{2,24}|[a-z]{1,3}[oilsbz]{1,3}")


def alike(shelf: Shelf, reading: Reading) -> list[int]:
    """The most alike, best first; with the choices that were said, where any of them have these.

    Every word counts by its length and by what is most like it on the product.
    """
    said = reading.named
    whole = sum(len(token.text) for token in said)
    scores: defaultdict[int, float] = defaultdict(float)
    for token in said:
        for position, score in _positions(shelf, token).items():
            scores[position] += score * len(token.text) / whole
    worth = {position: score for position, score in scores.items() if score >= WORTH_ASKING}
    for choice in reading.choices:
        worth = {position: worth[position] for position in worth.keys() & shelf.choosing(choice)} or worth
    best = max(worth.values(), default=0.0)
    ranked = sorted((-score, position) for position, score in worth.items() if score >= best - CLOSE)
    return [position for _, position in ranked[:MOST_ASKED]]


def codes_alike(shelf: Shelf, query: str) -> list[int]:
    """Codes of one slip: `AO1` for `A01`, `A011`. Never taken: the next code is one slip away, too."""
    code = squeezed(query)
    if not _MAY_BE_CODE.fullmatch(code):
        return []
    same = shelf.looks.get(code.translate(LOOKS_LIKE), NOWHERE)
    if same or len(code) < 3 or code.isalpha():
        return same[:MOST_ASKED]
    slips = process.extract(code, shelf.codes.keys(), scorer=OSA.distance, score_cutoff=1, limit=MOST_ASKED)
    return [position for known, _, _ in slips for position in shelf.codes[known]][:MOST_ASKED]


def _positions(shelf: Shelf, token: Token) -> dict[int, float]:
    """Where something like this word stands, and how like it is."""
    found = dict.fromkeys(shelf.explaining(token, marks=True), 100.0)
    for text, score in _thai_like(shelf, token) if is_thai(token.text) else _foreign_like(shelf, token.text):
        for position in shelf.texts[text]:
            if score > found.get(position, WORTH_COUNTING):
                found[position] = score
    return found


def _thai_like(shelf: Shelf, token: Token) -> Iterator[tuple[str, float]]:
    """Names are long, and what is said is part of them; what looks like a choice inside may be a slip."""
    for said in map(toneless, {token.text, token.name} - {""}):
        for text in shelf.near(said):
            bare = toneless(text)
            yield text, fuzz.partial_ratio(said, bare) if len(said) <= len(bare) else fuzz.ratio(said, bare)


def _foreign_like(shelf: Shelf, said: str) -> Iterator[tuple[str, float]]:
    """Nobody slips on the first letter, but for its neighbour: a pen is not open."""
    for first in {*said[:2]}:
        known = shelf.beginning.get(first, ())
        for text, score, _ in process.extract(said, known, scorer=OSA.normalized_similarity, limit=MOST_LIKE):
            yield text, 100 * score
