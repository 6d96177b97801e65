"""A card as Messenger messages: a button template, plain text, or a picture above one of them.

The invoice is always one message: in a customer's thread nothing else may appear.
https://developers.facebook.com/docs/messenger-platform/send-messages/templates
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.cards import Button, Card, Text
from bot.channels import Rendered
from bot.channels.flex import GOODS_PICTURES
from bot.channels.limits import (
    cut_utf16,
    paragraphs,
    split_utf16,
    units_line,
    utf16_units,
    web_address,
)
from bot.channels.plain import Said, lines

MOST_TEXT, MOST_TEMPLATE_TEXT, MOST_ELEMENT_TEXT = 2_000, 640, 80
MOST_BUTTONS, MOST_TITLE, MOST_PAYLOAD = 3, 20, 1_000
MOST_QUICK = 13
MOST_URL = 2_000
URI_SCHEMES = frozenset({"http", "https"})

ONE_MESSAGE = frozenset({"invoice"})


def text_messages(text: Text, quick: Sequence[Button]) -> list[Rendered]:
    """Plain text; with a link among the quick replies, where Messenger has none, a card with a button."""
    said = paragraphs(text.text)
    if said and any(button.say is None for button in quick):
        return card_messages(Card(kind="text", title="", short="", notes=(said,)), quick)
    messages: list[Rendered] = [{"text": piece} for piece in split_utf16(said, MOST_TEXT)]
    return _with_quick(messages, _quick_replies(quick))


def picture_message(url: str, quick: Sequence[Button] = ()) -> list[Rendered]:
    """A picture that Meta fetches by its address; nothing when that is none."""
    address = web_address(url, MOST_URL, URI_SCHEMES)
    drawn: list[Rendered] = [{"attachment": {"type": "image", "payload": {"url": address}}}] if address else []
    return _with_quick(drawn, _quick_replies(quick))


def card_messages(card: Card, quick: Sequence[Button], *, is_last: bool = True) -> list[Rendered]:
    """`quick` hangs on the last message; links among it become buttons of the card."""
    card = replace(card, buttons=(*card.buttons, *(button for button in quick if button.say is None)))
    spoken = [button for button in quick if button.say is not None]
    deal = _Deal.of(card, is_last=is_last, taken=len(spoken))
    taps = [Button(row.name, say=row.say) for row in card.rows if row.say]
    replies = _quick_replies([*spoken, *deal.quick, *(taps if is_last else ())])
    picture = picture_message(card.image_url) if card.kind not in ONE_MESSAGE else []
    return _with_quick(_drawn(card, deal, picture), replies)


@dataclass(frozen=True, slots=True)
class _Deal:
    """Which button goes where: on the card, on further cards, to the quick replies, into the text."""

    first: list[Rendered]
    further: list[list[Rendered]]
    quick: list[Button]
    words: list[str]

    @classmethod
    def of(cls, card: Card, *, is_last: bool, taken: int) -> "_Deal":
        drawn = [(button, _button(button)) for button in card.buttons]
        words = [_words(button.label, button.copy) for button, made in drawn if not made]
        able = [(button, made) for button, made in drawn if made]
        # The primary first, then links: what is said can also stand among the quick replies.
        rank = sorted(range(len(able)), key=lambda at: (not able[at][0].primary, able[at][0].say is not None, at))
        front = sorted(rank[:MOST_BUTTONS])
        rest = [able[at] for at in sorted(rank[MOST_BUTTONS:])]
        spoken = [button for button, _ in rest if button.say is not None]
        further: list[list[Rendered]] = []
        if card.kind in ONE_MESSAGE:
            words += [_words(button.label, button.url) for button, _ in rest if button.say is None]
        elif not is_last or len(spoken) < len(rest) or len(spoken) + taken > MOST_QUICK:
            made = [button for _, button in rest]
            further = [made[at : at + MOST_BUTTONS] for at in range(0, len(made), MOST_BUTTONS)]
            spoken = []
        return cls([able[at][1] for at in front], further, spoken, [line for line in words if line])


def _drawn(card: Card, deal: _Deal, picture: list[Rendered]) -> list[Rendered]:
    said = Said.of(card, deal.words)
    if not deal.first:
        return [*picture, *_texts(card, said)]
    more = [_button_template(_headline(card, said, deal.first), buttons) for buttons in deal.further]
    under_title = replace(said, head=said.head[1:]).within(MOST_TEXT)
    if said.head[0] and _goods_picture(card) and utf16_units(under_title) <= MOST_ELEMENT_TEXT:
        return [_generic(said.head[0], under_title, _goods_picture(card), deal.first), *more]
    headline = _headline(card, said, deal.first)
    if card.kind in ONE_MESSAGE or utf16_units(said.whole) <= MOST_TEMPLATE_TEXT:
        text = said.within(MOST_TEMPLATE_TEXT) or headline
        return [*picture, _button_template(text, deal.first), *more]
    # Too much for a template: all of it as text, and the buttons under what matters most.
    return [*picture, *_texts(card, said), _button_template(headline, deal.first), *more]


def _goods_picture(card: Card) -> str:
    """Of goods; Messenger crops it in a template, which would break a QR code."""
    goods = card.kind in GOODS_PICTURES
    return (goods and web_address(card.image_url, MOST_URL, URI_SCHEMES)) or ""


def _texts(card: Card, said: Said) -> list[Rendered]:
    """A receipt in one text, its rows counted where there are too many; words in as many as they need."""
    in_one = card.kind in ONE_MESSAGE or said.rows or said.totals
    texts = [said.within(MOST_TEXT)] if in_one else split_utf16(said.whole, MOST_TEXT)
    return [{"text": text} for text in texts if text]


def _headline(card: Card, said: Said, buttons: Sequence[Rendered]) -> str:
    """Title and total, never empty: a template needs a text."""
    names = (lines([said.head[0], *said.strong]), card.short, *(button["title"] for button in buttons))
    return cut_utf16(next(name for name in map(paragraphs, names) if name), MOST_TEMPLATE_TEXT)


def _words(label: str, text: str | None) -> str:
    """A button Messenger has not. There is no clipboard: what was to be copied stands in the text."""
    return lines([units_line(label, 80), paragraphs(text or "")])


def _button(button: Button) -> Rendered | None:
    title = units_line(button.label, MOST_TITLE) or units_line(button.say or button.url or "", MOST_TITLE)
    if button.say is not None:
        said = paragraphs(button.say)
        fits = title and said and utf16_units(said) <= MOST_PAYLOAD
        return {"type": "postback", "title": title, "payload": said} if fits else None
    address = web_address(button.url or "", MOST_URL, URI_SCHEMES)
    if not address or not title:
        return None
    return {"type": "web_url", "title": title, "url": address, "webview_height_ratio": "full"}


def _quick_replies(buttons: Sequence[Button]) -> list[Rendered]:
    """One for each sentence; the payload is the sentence."""
    made = [made for button in buttons if button.say is not None and (made := _button(button))]
    sentences = {reply["payload"]: reply["title"] for reply in reversed(made)}
    ordered = dict.fromkeys(reply["payload"] for reply in made)
    return [
        {"content_type": "text", "title": sentences[payload], "payload": payload}
        for payload in list(ordered)[:MOST_QUICK]
    ]


def _with_quick(messages: list[Rendered], replies: list[Rendered]) -> list[Rendered]:
    if messages and replies:
        messages[-1] = messages[-1] | {"quick_replies": replies}
    return messages


def _button_template(text: str, buttons: Sequence[Rendered]) -> Rendered:
    return _template({"template_type": "button", "text": text, "buttons": list(buttons)})


def _generic(title: str, subtitle: str, image_url: str, buttons: Sequence[Rendered]) -> Rendered:
    element: dict[str, Any] = {"title": title, "image_url": image_url, "buttons": list(buttons)}
    return _template({"template_type": "generic", "elements": [element | ({"subtitle": subtitle} if subtitle else {})]})


def _template(payload: dict[str, Any]) -> Rendered:
    return {"attachment": {"type": "template", "payload": payload}}
