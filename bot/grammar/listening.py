"""Reading a message from left to right: at every clause a command word, or a line of goods.

Nothing is guessed. A part that was meant as a command and is wrong stands in the list as a refusal, so that nobody
acts on half a message; and people talking to people are left alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.commands import Add, Chatter, Command, NotUnderstood, Remove, SetQuantity, ShowOrder
from bot.grammar.items import read_line, read_removed
from bot.grammar.nearness import nearest
from bot.grammar.numbers import order_number_at
from bot.grammar.tails import WAYS
from bot.grammar.verbs import ORDINARY, TERSE, THINGS, Verb
from bot.words import JOINERS, STOPS, Speech, Token, fold, is_noise

MOST_ITEMS = 200
SHORT = 3  # words; a longer message with a strange beginning is talk
LONGEST_BUTTON = 300  # characters a button may speak (LINE message action)
SHORTEST_SLIP = 4  # letters; a shorter word is goods sooner than a slip of the tongue

# What may stand right behind a command word without a space: `ลด50` and `บิล#88` are, `ส่ง/รับ` and `ส่งบิล?` are not.
_MAY_TOUCH = frozenset("#:!.\"฿+-~@ๆ'")
# Roads of Bangkok that begin like a command.
_NEW_PLACES = frozenset({"road", "rd", "petchburi", "phetchaburi", "petchaburi"})

Heard = Command | NotUnderstood
Vocabulary = dict[str, list[tuple[tuple[str, ...], Verb]]]


class Said(list[Heard]):
    """What was said, in order. `bare`: it began with goods or a terse setting, not with a command word."""

    bare: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A command word in the text: its row, how it was spelt, and where its tail begins."""

    verb: Verb
    spelt: str
    tail: int


def vocabulary(verbs: Iterable[Verb]) -> Vocabulary:
    """First word -> (all words of the phrase, row), longest first."""
    index: Vocabulary = {}
    for verb in verbs:
        for phrase in verb.english + verb.thai:
            parts = tuple(fold(part) for part in phrase.split())
            index.setdefault(parts[0], []).append((parts, verb))
    for phrases in index.values():
        phrases.sort(key=lambda entry: -len(entry[0]))
    return index


class Listener:
    """One message being heard.

    `goods`: lines without a command word may be goods (staff only). `helps`: look for what a slip may have meant.
    """

    def __init__(
        self, text: str, known: Vocabulary, *, goods: bool, prefixed: bool = False, helps: bool = True
    ) -> None:
        self.words = Speech(text, opens=self._opens, ends_text=self._ends_text)
        self.known = known
        self.goods = goods
        self.prefixed = prefixed
        self.helps = helps and goods
        self.said = Said()
        self.items = 0
        self.begins = self.on_new_line = True
        self.removing = False

    def listen(self) -> Said | Chatter:
        while self._next_clause():
            begin = self.words.at
            found = self._find(begin)
            heard = self._command(found) if found else self._line_of_goods()
            if heard is None and found and found.spelt in THINGS:
                self.words.at = begin
                heard = self._line_of_goods()
                found = found if heard is None else None
            if heard is None and not self.said and not self._is_meant(found):
                return Chatter()
            if not self.said:
                self.said.bare = found.spelt in TERSE if found else heard is not None and not self._is_number(begin)
            if heard is None:
                self.words.at = begin
                heard = self._not_clear(found)
            self.said.append(heard)
            self.items += isinstance(heard, Add | SetQuantity | Remove)
            if self.items > MOST_ITEMS:
                self.said[-1] = NotUnderstood("too_many_items", (("limit", str(MOST_ITEMS)),))
                return self.said
            self.words.at = max(self.words.at, begin + 1)
            if isinstance(heard, NotUnderstood):
                self._skip_to_next_command()
        if self.said or not self.prefixed:
            return self.said or Chatter()
        return Said([NotUnderstood("unknown", (("text", ""),), "help")])

    def _next_clause(self) -> bool:
        """Step over commas, line ends, politeness and joining words; False at the end of the message."""
        words = self.words
        self.begins = self.on_new_line = not self.said
        while True:
            token = words.look()
            is_minus = token.text == "-" and words.look(1).glued
            if token.kind in ("comma", "line"):
                self.begins = True
                self.on_new_line |= token.kind == "line"
            elif is_minus or not (is_noise(token) or (self.said and token.fold in JOINERS)):
                return token.kind != "end"
            words.at += 1

    def _find(self, index: int) -> Found | None:
        """The command word that stands here."""
        words = self.words
        first = words.token(index)
        if first.kind != "word":
            return None
        for phrase, verb in self.known.get(first.fold, ()):
            tail = index + len(phrase)
            if all(words.token(index + place).fold == part for place, part in enumerate(phrase)):
                after = words.token(tail)
                if after.glued and after.kind == "word" and not _may_touch(after):
                    return None
                return Found(verb, " ".join(phrase), tail + (after.text == ":"))
        return None

    def _fits(self, found: Found) -> bool:
        """What follows is of the kind this command needs; a look, not a reading."""
        words, tail = self.words, found.tail
        token = words.token(tail)
        match found.verb.needs:
            case "nothing":
                following = None if words.settled(tail) else self._find(words.past_noise(tail))
                return words.settled(tail) or (following is not None and following.verb.mid)
            case "number":
                return token.kind == "number"
            case "words":
                return token.kind in ("word", "number", "quoted") and not words.settled(tail)
            case "way":
                return token.fold in WAYS
            case "order":
                return order_number_at(words, tail) is not None
            case "code":
                return any(mark.isdigit() for mark in token.text)
            case "anything":
                return True

    def _opens(self, words: Speech, index: int) -> bool:
        found = self._find(index)
        if found is None:
            return False
        may_follow = found.verb.mid or (found.verb.command is NotUnderstood and found.spelt not in THINGS)
        return may_follow and self._fits(found)

    def _ends_text(self, words: Speech, index: int, own: str) -> bool:
        """A line inside a pasted text is a command when it reads as one; an address may well say `ที่อยู่: ...`."""
        found = self._find(index)
        if found is None or found.verb.name == own:
            return False
        is_labelled = words.token(found.tail - 1).text.endswith(":")
        is_street = found.spelt == "new" and words.token(found.tail).fold in _NEW_PLACES
        if own != "note" and (is_labelled or is_street):
            return False
        if found.verb.takes_text:
            return True
        at, begins = words.at, self.begins
        self.begins, heard = True, self._command(found)
        words.at, self.begins = at, begins
        return heard is not None

    def _command(self, found: Found) -> Heard | None:
        """Read the tail of a command word; None when it was not meant as one."""
        words = self.words
        self.removing = found.verb.command is Remove
        if not (self.begins or found.verb.mid) or not self._fits(found):
            return None
        words.at = found.tail
        heard: Heard | None = found.verb.read(words)
        if found.verb.last and heard is not None and not words.settled(words.at):
            return None
        return heard

    def _line_of_goods(self) -> Heard | None:
        words, begin = self.words, self.words.at
        self.removing &= not self.on_new_line
        if not self.goods:
            return None
        if self._is_number(begin):
            number, words.at = order_number_at(words, begin) or ("", begin)
            return ShowOrder(number)
        if self.removing:
            # "remove A01, B02" takes both off, "remove A01, B02 1" swaps them.
            removed = read_removed(words)
            if isinstance(removed, Remove):
                return removed
            words.at = begin
        if not self.said and self._is_slip():
            return None
        return read_line(words, strict=not self.said, begins=self.begins)

    def _is_number(self, index: int) -> bool:
        """`#1024` by itself asks for that order."""
        found = order_number_at(self.words, index)
        is_marked = self.words.token(index).text.startswith("#")
        return found is not None and is_marked and self.begins and self.words.settled(found[1])

    def _is_slip(self) -> bool:
        """`ordr 1024` has the shape of goods and is a command nearly written."""
        near = self._nearest(self.words.look())
        found = [verb for _, verb in self.known.get(near or "", ())]
        is_counted = any(verb.needs in ("number", "order") and len(near or "") > SHORTEST_SLIP for verb in found)
        return is_counted and self._is_short() and self._corrected() is not None

    def _is_meant(self, found: Found | None) -> bool:
        """The first thing said is wrong: was it meant for the bot, or is it people talking?"""
        if self.prefixed:
            return True
        if not self._is_short() or not self.goods:
            return False
        if found:
            return found.spelt not in ORDINARY and found.verb.command is not NotUnderstood
        return self._corrected() is not None

    def _not_clear(self, found: Found | None) -> NotUnderstood:
        words = self.words
        said = words.cut(words.at, words.clause_end(words.at))[:60]
        if found and found.verb.command is NotUnderstood:
            return NotUnderstood("not_yet", (("verb", found.verb.name),))
        if found:
            topic = found.verb.name
            return NotUnderstood("unknown", (("text", said),), "help" if topic == "help" else f"help {topic}")
        order = order_number_at(words, words.at)
        if order and self.prefixed and words.settled(order[1]):
            return NotUnderstood("unknown", (("text", said),), f"order {order[0]}")
        return NotUnderstood("unknown", (("text", said),), self._corrected() or self._help_on_slip())

    def _corrected(self) -> str | None:
        """The whole message with this one word put right, when that makes sense of all of it."""
        words, slip = self.words, self.words.look()
        near = self._nearest(slip)
        if near is None:
            return None
        text = (words.plain[: slip.start] + near + words.plain[slip.end :]).strip()
        if len(text) > LONGEST_BUTTON:
            return None
        said = Listener(text, self.known, goods=self.goods, helps=False).listen()
        is_clear = isinstance(said, Said) and not any(isinstance(heard, NotUnderstood) for heard in said)
        return text if is_clear else None

    def _help_on_slip(self) -> str | None:
        near = self._nearest(self.words.look())
        return f"help {self.known[near][0][1].name}" if near else None

    def _nearest(self, slip: Token) -> str | None:
        """The command word this may have been; looked for once, because one refusal is answered."""
        is_first = not any(isinstance(heard, NotUnderstood) for heard in self.said)
        near = nearest(slip.fold, sure=self.prefixed) if self.helps and is_first and slip.kind == "word" else None
        return near if near != slip.fold else None

    def _skip_to_next_command(self) -> None:
        words = self.words
        while words.look().kind not in STOPS and not self._opens(words, words.at):
            words.take()

    def _is_short(self) -> bool:
        kinds = ("word", "number", "quoted")
        return sum(token.kind in kinds and not token.glued for token in self.words.tokens) <= SHORT


def _may_touch(token: Token) -> bool:
    return token.text[0].isalnum() or token.text[0] in _MAY_TOUCH
