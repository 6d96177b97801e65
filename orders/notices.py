"""What customers are told, and in whose words: which notices there are, which may cost a push, the shop's own texts.

A text is checked when it is written down, so that no customer ever reads a token that nobody filled in.
"""

import difflib
import re
from collections.abc import Mapping
from functools import partial
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict

#: Everything a customer is told of an order without having asked.
Notice = Literal[
    "invoice", "confirmed", "slip_received", "rejected", "paid", "refunded", "extended", "reminder", "expired",
    "cancelled", "shipped", "out", "problem", "delivered",
]  # fmt: skip
NOTICES: tuple[Notice, ...] = get_args(Notice)

#: What stands for a fact in a shop's own text, as `[order_no]`.
TOKENS = ("order_no", "customer", "total", "link")
#: Only news of a parcel knows these.
PARCEL_TOKENS = ("tracking_code", "tracking_url")

#: Characters of a text as it is written: a card holds its facts and buttons beside it.
LONGEST_TEXT = 250
LONGEST_FACT = 100
_TOKEN = re.compile(r"\[([A-Za-z][A-Za-z_ ]*)\]")
#: Control and direction characters; what breaks Thai lines (U+200B) and joins emoji (U+200D) may stay.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def _checked(text: str, *, tokens: tuple[str, ...]) -> str:
    text = text.replace("\r\n", "\n").strip()
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"is too long: at most {LONGEST_TEXT} characters, not {len(text)}")
    if _UNSEEN.search(text):
        raise ValueError("has a character that cannot be seen; type the text anew")
    for name in _TOKEN.findall(text):
        if name not in tokens:
            near = difflib.get_close_matches(name.lower().replace(" ", "_"), tokens, n=1)
            known = f"did you mean [{near[0]}]?" if near else f"there are {' '.join(f'[{each}]' for each in tokens)}"
            raise ValueError(f"[{name}] is no token here; {known}")
    return text


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with its tokens replaced, each on one line. What a fact brings in is never read as a token."""
    return _TOKEN.sub(lambda token: " ".join(facts[token[1]].split())[:LONGEST_FACT], text)


Text = Annotated[str, AfterValidator(partial(_checked, tokens=TOKENS))]
ParcelText = Annotated[str, AfterValidator(partial(_checked, tokens=(*TOKENS, *PARCEL_TOKENS)))]


class Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OwnWords(Written):
    """A notice in the shop's words; "" in a language leaves ours."""

    th: Text = ""
    en: Text = ""


class ParcelWords(Written):
    th: ParcelText = ""
    en: ParcelText = ""


class NoticeTexts(Written):
    """One for each of `NOTICES`."""

    invoice: OwnWords = OwnWords()
    confirmed: OwnWords = OwnWords()
    slip_received: OwnWords = OwnWords()
    rejected: OwnWords = OwnWords()
    paid: OwnWords = OwnWords()
    refunded: OwnWords = OwnWords()
    extended: OwnWords = OwnWords()
    reminder: OwnWords = OwnWords()
    expired: OwnWords = OwnWords()
    cancelled: OwnWords = OwnWords()
    shipped: ParcelWords = ParcelWords()
    out: ParcelWords = ParcelWords()
    problem: ParcelWords = ParcelWords()
    delivered: ParcelWords = ParcelWords()


class Notices(Written):
    """`line_push`: the notices worth a push on LINE, where pushes are counted. The file's names are checked when it is
    read (web/settings/__init__.py)."""

    shipped: bool = True
    out: bool = True
    problem: bool = True
    delivered: bool = True
    line_push: list[str] = ["invoice", "confirmed", "rejected", "shipped", "expired"]
    texts: NoticeTexts = NoticeTexts()

    def own_words(self, what: Notice, language: str) -> str:
        """The shop's text, its tokens still in it; "" where it has none in this language."""
        written: OwnWords | ParcelWords = getattr(self.texts, what)
        return written.en if language == "en" else written.th
