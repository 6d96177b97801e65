"""From a chat message to what was meant: the commands of the counter first, natural speech around them."""

import re
from dataclasses import dataclass, replace

from bot import commands as c
from bot.commands import Chatter, Command, NotUnderstood
from bot.grammar import is_bare, read
from bot.speech.commanded import WITH_TEXT, changes_something, meaning_of
from bot.speech.cues import Cue
from bot.speech.hearing import hear, talk_in
from bot.speech.meaning import Item, Meaning, Moment
from bot.speech.sentences import is_deed, is_sentence

#: What people say when they do not command: then even words that look like a command are none.
_TALK: frozenset[Cue] = frozenset(
    {"question", "conditional", "wish", "poster", "announcement", "greeting", "idiom", "others", "past", "hesitation"}
)
#: What stands behind "new" and is nobody: `new order for Nok`, `new arrivals`, "the bill is open already".
_NO_NAME = re.compile(
    r"^(?:order|bill|invoice|product|stock|item|arrival|in|collection)s?\b|^#?\d{1,9}\s*(?:แก้|ให้ดู|ดู|หน่อย)"
    r"|แล้ว|ไหม|ไม่|ถึง.*(?:โมง|ทุ่ม)|:\s*\S",
    re.IGNORECASE,
)
_GOODS = ("create_order", "add_item", "place_order")

Commands = list[Command | NotUnderstood]


@dataclass(frozen=True, slots=True)
class Understood:
    """`commands` when the message was written in the counter's own words (refusals included), else None; `meaning` is
    filled for both. `bare`: it began with goods, not with a command word."""

    meaning: Meaning
    commands: Commands | None = None
    bare: bool = False


def understand(text: str, moment: Moment, *, prefixed: bool = False) -> Understood:
    """What `text` means, said in this moment. `prefixed`: it was marked as meant for the bot. Never raises."""
    commands = read(text, speaker="staff" if moment.speaker == "merchant" else "customer", prefixed=prefixed)
    heard = hear(text, moment)
    if isinstance(commands, Chatter):
        return Understood(heard)
    bare = is_bare(commands)
    if not prefixed and not _are_meant(text, commands, heard, moment, bare=bare):
        return Understood(heard)
    meant = meaning_of(commands, moment)
    if moment.speaker == "customer" and meant.intent == "show_order":
        meant = replace(meant, intent="ask_status")
    if bare and not prefixed and not moment.open_order:
        return Understood(heard, commands, bare)  # nothing is open that a terse word could mean
    if _says_more(heard, meant, commands):
        meant = replace(heard, acts=heard.acts or (meant.acts and moment.speaker == "merchant"))
    return Understood(meant, commands, bare)


def _are_meant(text: str, commands: Commands, heard: Meaning, moment: Moment, *, bare: bool) -> bool:
    """Whether the canonical reading is what was meant, and not a likeness of it."""
    talk = talk_in(text) & _TALK
    if any(isinstance(said, c.New) and _NO_NAME.search(said.who) for said in commands):
        return False
    if any(isinstance(said, c.Want) for said in commands):
        return heard.acts if heard.intent != "none" else not (talk_in(text) or _are_sentences(commands))
    refused = [said.reason for said in commands if isinstance(said, NotUnderstood)]
    if bare and heard.intent != "none":
        return not refused and (_is_same(meaning_of(commands, moment), heard) or _leaves_out_goods(heard, commands))
    if bare:
        return not talk and not any(is_deed(Item(added.item)) for added in _added(commands))
    if any(isinstance(said, WITH_TEXT) for said in commands) and not isinstance(commands[0], c.Add):
        return True
    if "not_yet" in refused:
        return not talk & {"question", "conditional"} or heard.intent == "none"
    if refused:
        return heard.intent == "none" and not talk
    if _are_sentences(commands):
        return False
    meant = meaning_of(commands, moment)
    if heard.acts and _is_more_than_goods(heard, meant, commands):
        return False
    if heard.acts and (_says_it_shorter(heard, meant) or (meant.method and " " in meant.method and not heard.items)):
        return heard.intent == meant.intent == "set_shipping"
    return not changes_something(commands) or not talk & {"question", "conditional"}


def _is_more_than_goods(heard: Meaning, meant: Meaning, commands: Commands) -> bool:
    """`add note: gift wrap` names no goods, and who wants the link does not send the bill."""
    is_swallowed = (
        meant.intent in _GOODS and heard.intent not in _GOODS and all(isinstance(said, c.Add) for said in commands)
    )
    is_swallowed |= meant.intent == "set_qty" and heard.intent not in ("set_qty", "change_variant", *_GOODS)
    is_noted = heard.intent == "set_note" and isinstance(commands[0], c.Add)
    return is_swallowed or is_noted or (heard.intent == "send_link" and isinstance(commands[0], c.Send))


def _are_sentences(commands: Commands) -> bool:
    """What stands where a name should is none."""
    named = [said.item for said in _added(commands)]
    return any(is_sentence(Item(name)) for name in named)


def _added(commands: Commands) -> list[c.Add]:
    wanted = [item for said in commands if isinstance(said, c.Want) for item in said.items]
    return wanted + [said for said in commands if isinstance(said, c.Add)]


def _leaves_out_goods(heard: Meaning, commands: Commands) -> bool:
    """Of `A01 2 send` only the last word was heard: the bill must not go out without the goods."""
    added = _added(commands)
    is_more = 0 < len(added) < len(commands)
    return heard.acts and not heard.items and is_more and not any(is_deed(Item(one.item)) for one in added)


def _says_it_shorter(heard: Meaning, meant: Meaning) -> bool:
    """Heard are the same goods, with less around their names: `เพิ่ม A01 อีก 2 ตัว`, `remove the tote bag`."""
    said, names = ([item.query.lower() for item in meaning.items] for meaning in (meant, heard))
    if len(names) > len(said) and "add_item" == heard.intent == meant.intent:
        return all(any(name in one for one in said) for name in names)
    pairs = list(zip(names, said, strict=False))
    return len(said) == len(names) and names != said and all(name and name in one for name, one in pairs)


def _is_same(meant: Meaning, heard: Meaning) -> bool:
    """Both ways of reading found the same; how goods are called may differ in case only."""
    alike = meant.intent == heard.intent or (meant.intent in _GOODS and heard.intent in _GOODS)
    return alike and list(map(_key, meant.items)) == list(map(_key, heard.items))


def _key(item: Item) -> tuple[str, int, int | None, int | None]:
    return item.query.lower(), item.quantity or 1, item.unit_price, item.bundle


def _says_more(heard: Meaning, meant: Meaning, commands: Commands) -> bool:
    """Commands that are not told apart in the table, and what customers say, are better heard."""
    if heard.intent == "none":
        return False
    is_told = meant.intent == heard.intent and not meant.items
    return meant.intent == "none" or is_told or any(isinstance(said, c.Status | c.Want) for said in commands)
