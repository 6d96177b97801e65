"""The command word somebody nearly wrote: `sned` is send, `sent` is a word of its own."""

from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.grammar.verbs import VERBS
from bot.words import spelt

# One letter away from a command, and ordinary words.
_NOT_TYPOS = spelt(
    "sent sand lend mend end spend line like lined shop chip shipped shipping shoe shoes how snow slow hope none note "
    "nope not notes older other border offers adds dad paid play day undone editor credit drafts craft lung long land "
    "sets seat remote pack peck kick stuff shot shows shower sender blink discounts graft camel"
)


@cache
def _words() -> tuple[str, ...]:
    """Spellings long enough to be recognised with a slip of the finger."""
    return tuple(
        word
        for verb in VERBS
        if verb.speakers != "customer"
        for word in verb.english + verb.thai
        if len(word) >= 3 and " " not in word
    )


def nearest(word: str, *, sure: bool) -> str | None:
    """`sure`: a command was certainly meant, so shorter words and real ones count as slips, too."""
    if not sure and (len(word) < 4 or word in _NOT_TYPOS):
        return None
    most = 2 if len(word) >= (5 if sure else 6) and word.isascii() else 1
    found = process.extractOne(word, _words(), scorer=OSA.distance, score_cutoff=most)
    if found is None or (not sure and len(found[0]) < (4 if word.isascii() else 5)):
        return None
    return found[0]
