"""A refusal as a sentence: its facts in the reader's words."""

from bot.language import Words
from orders.stages import Refusal

#: Facts that are money in satang wherever they appear.
MONEY = {"amount", "subtotal", "paid", "total"}


def refusal_text(refusal: Refusal, words: Words) -> str:
    """The sentence `refused.<reason>`; money, stages and ways to pay are put into words."""
    facts: dict[str, object] = {}
    in_english = refusal.facts.get("name_en") if words.language == "en" else None
    for name, value in refusal.facts.items():
        if name in MONEY and isinstance(value, int):
            facts[name] = words.money(value)
        elif name == "stage":
            facts[name] = words.say(f"order.status.{value}").lower()  # in the middle of a sentence
        elif name == "way":
            facts[name] = words.say(f"chat.way.{value}")
        elif name == "name" and in_english:
            facts[name] = in_english
        else:
            facts[name] = value
    return words.say(f"refused.{refusal.reason}", **facts)
