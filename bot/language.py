"""Every sentence, in Thai and English: words with facts, plurals, money, dates.

Code speaks keys; `templates/words/{th,en}/*.toml` speaks to people. A file's name is the first part of its keys:
`chat.toml` with `[sent] done = "..."` is `chat.sent.done`. A table with `other` (and `one`) is a plural, chosen by the
fact `count`.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date

from bot.commands import Language
from orders.amount_words import in_words
from orders.clock import BUDDHIST_ERA
from orders.money import baht

LANGUAGES: tuple[Language, ...] = ("th", "en")
PLURALS = {"zero", "one", "two", "few", "many", "other"}


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language."""

    language: Language
    sentences: dict[str, str | dict[str, str]]

    def say(self, key: str, **facts: object) -> str:
        """The sentence of `key` with its facts filled in. Raises KeyError for an unknown key or a missing fact.

        Facts are put in as they are: `{` in a customer's name stays a brace.
        """
        sentence = self.sentences[key]
        if isinstance(sentence, dict):
            form = Locale(self.language).plural_form(int(str(facts.get("count", 0))))
            sentence = sentence.get(form, sentence["other"])
        return sentence.format_map(facts)

    def knows(self, key: str) -> bool:
        return key in self.sentences

    def money(self, satang: int) -> str:
        """`฿1,234.50`; the same in both languages."""
        sign = "-" if satang < 0 else ""
        return f"{sign}฿{abs(satang) // 100:,}.{abs(satang) % 100:02d}"

    def price(self, satang: int) -> str:
        """A price in running text: `199` or `199.50`, without a sign."""
        return f"{satang // 100:,}" if satang % 100 == 0 else baht(satang)

    def moment(self, at: datetime, timezone: str) -> str:
        """Day and time in the shop's time zone: `24 พ.ย. 2569 15:00` or `24 Nov 2026 15:00`."""
        local = at.astimezone(ZoneInfo(timezone))
        return f"{format_date(local, 'd MMM', locale=self.language)} {self._year(local)} {local:%H:%M}"

    def day(self, day: date) -> str:
        """A day as papers write it: `22 พฤศจิกายน 2569` or `22 November 2026`."""
        return f"{format_date(day, 'd MMMM', locale=self.language)} {self._year(day)}"

    def short_day(self, day: date) -> str:
        """A day where there is little room: `22 พ.ย. 69` or `22 Nov 26`."""
        return f"{format_date(day, 'd MMM', locale=self.language)} {self._year(day) % 100:02d}"

    def _year(self, day: date) -> int:
        return day.year + BUDDHIST_ERA if self.language == "th" else day.year

    def in_words(self, satang: int) -> str:
        """An amount in words, as papers repeat it below the total."""
        return in_words(satang, self.language)


@cache
def words(language: str) -> Words:
    """The words of `th` or `en`; any other language is answered in Thai."""
    chosen: Language = "en" if language == "en" else "th"
    sentences: dict[str, str | dict[str, str]] = {}
    for file in sorted(files("templates").joinpath("words", chosen).iterdir(), key=lambda path: path.name):
        if file.name.endswith(".toml"):
            tree = tomllib.loads(file.read_text(encoding="utf-8"))
            sentences.update(_flat(tree, file.name.removesuffix(".toml")))
    return Words(chosen, sentences)


def _flat(tree: dict[str, object], prefix: str) -> Iterator[tuple[str, str | dict[str, str]]]:
    for name, value in tree.items():
        key = f"{prefix}.{name}"
        if isinstance(value, dict) and "other" in value and set(value) <= PLURALS:
            yield key, value
        elif isinstance(value, dict):
            yield from _flat(value, key)
        else:
            yield key, str(value)
