"""A card as a LINE Flex Message: a receipt that is pleasant to read on a phone.

Pages are cut by measured size, so every card fits whatever its texts; totals and buttons stand on the last.
https://developers.line.biz/en/reference/messaging-api/#flex-message
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bot.cards import Button, Card, Row, Tone, Total
from bot.channels import Rendered
from bot.channels.limits import (
    cut_utf16,
    grapheme_clusters,
    json_bytes,
    lead,
    line,
    paragraphs,
    utf16_units,
    web_address,
)

# Colours: white on every band and every ink on white have a contrast of at least 4.5.
INK, MUTED, HAIRLINE, PALE, PAPER = "#1F2933", "#5F6B78", "#E6E8EB", "#EEF1F4", "#FFFFFF"
ACCENT = "#0B7A5B"
BANDS: dict[Tone, str] = {"plain": "#06594A", "good": ACCENT, "warning": "#8A5A0B", "bad": "#B42318"}
ON_BAND = "#EAF1EF"

#: Kinds whose picture is of goods and may be cropped. Any other (a QR code, a slip) is shown whole.
GOODS_PICTURES = frozenset({"draft", "invoice", "proposal", "product", "cart"})

# Bytes, measured with \u escapes: https://developers.line.biz/en/reference/messaging-api/#bubble
BUBBLE, CAROUSEL = 30_000, 50_000
MOST_BUBBLES = 12
ROWS_IN_ONE, ROWS_A_PAGE = 80, 30

# Each one's share, so that header, picture, totals, buttons and something of the notes always fit one bubble.
TOTALS, BUTTONS, NOTES, FRAME = 6_000, 11_000, 9_000, 3_500

MOST_LABEL, MOST_SAY, MOST_COPY, MOST_URI, MOST_ALT = 40, 300, 1_000, 1_000, 1_500
MOST_NOTE, NOTE_FRAME = 1_500, 100
URI_SCHEMES = frozenset({"http", "https", "line", "tel"})
PICTURE_SCHEMES = frozenset({"https"})
MOST_PICTURE_URL = 2_000

Box = dict[str, Any]


def flex_message(card: Card) -> Rendered:
    """One Flex Message, whatever the card holds."""
    names = (card.short, card.title, *(row.name for row in card.rows), card.kind)
    alt = next((text for text in map(paragraphs, names) if text), "…")
    return {"type": "flex", "altText": cut_utf16(alt, MOST_ALT), "contents": _container(_measured(card))}


def action(button: Button, *, most_label: int) -> Box | None:
    """What a tap does, or None when LINE would refuse it (a forbidden address, a text that is too long).

    What is said or copied is never cut: a cut command may be another command.
    """
    way, target = _target(button)
    label = line(button.label, most_label) or line(button.say or button.copy or button.url or "", most_label)
    return {"type": way, "label": label, **target} if target and label else None


def _target(button: Button) -> tuple[str, Box]:
    if button.say is not None:
        said = paragraphs(button.say)
        fits = said and utf16_units(said) <= 4 * MOST_SAY and grapheme_clusters(said) <= MOST_SAY
        return "message", {"text": said} if fits else {}
    if button.copy is not None:
        text = paragraphs(button.copy)
        return "clipboard", {"clipboardText": text} if text and utf16_units(text) <= MOST_COPY else {}
    address = web_address(button.url or "", MOST_URI, URI_SCHEMES)
    return "uri", {"uri": address} if address else {}


@dataclass(frozen=True, slots=True)
class _Measured:
    """The card's pieces as Flex components, those of the last page within their shares of a bubble."""

    title: str
    subtitle: str
    band: str
    hero: Box | None
    lead: tuple[Box, ...]
    rows: tuple[Box, ...]
    totals: tuple[Box, ...]
    notes: tuple[Box, ...]
    buttons: tuple[Box, ...]
    more: str

    @property
    def is_small(self) -> bool:
        words = sum(len(note["text"]) for note in (*self.lead, *self.notes))
        return not (self.rows or self.totals or self.hero) and words <= 120


def _measured(card: Card) -> _Measured:
    actions = [(button, action(button, most_label=MOST_LABEL)) for button in card.buttons]
    can = [_button(done, primary=button.primary) for button, done in actions if done]
    buttons = _within(can, BUTTONS)
    # A button that LINE would refuse becomes its words in the body.
    words = [*card.notes, *(button.label for button, done in actions if not done)]
    words += [button["action"]["label"] for button in can[len(buttons) :]]
    totals = _totals(card.totals)
    hero = _hero(card)
    header = _header(line(card.title, 60), line(card.subtitle, 90), "", BANDS[card.tone])
    opening = tuple(_text(lead(card.lead), size="sm", color=INK, wrap=True))
    left = BUBBLE - FRAME - json_bytes([header, hero, opening, totals, buttons])
    room = min(left, NOTES) if card.rows else left
    is_receipt = bool(card.rows or card.totals)
    return _Measured(
        title=line(card.title, 60),
        subtitle=line(card.subtitle, 90),
        band=BANDS[card.tone],
        hero=hero,
        lead=opening,
        rows=tuple(box for row in card.rows for box in _row(row)),
        totals=totals,
        notes=_notes(words, room, is_receipt=is_receipt),
        buttons=buttons,
        more=card.more_rows,
    )


def _container(card: _Measured) -> Box:
    """One bubble when that fits; else pages; else as many rows as fit, and how many were left out."""
    whole = _bubble(card, [*card.rows, *_rest(card, 0)], mark="", first=True, last=True)
    if len(card.rows) <= ROWS_IN_ONE and json_bytes(whole) <= BUBBLE:
        return whole
    fitting, least, most = _pages(card, 0), 0, len(card.rows)
    while least < most:
        kept = (least + most + 1) // 2
        pages = _pages(card, kept)
        fitting, least, most = (pages, kept, most) if pages else (fitting, least, kept - 1)
    assert fitting is not None, "the frame of a card fits one bubble"
    return fitting


def _pages(card: _Measured, kept: int) -> Box | None:
    """The first `kept` rows spread evenly over as few pages as fit, or None when they do not."""
    rest = _rest(card, len(card.rows) - kept)
    for count in range(max(1, -(-kept // ROWS_A_PAGE)), MOST_BUBBLES + 1):
        bounds = [kept * page // count for page in range(count + 1)]
        bubbles = [
            _bubble(
                card,
                [*card.rows[start:end], *(rest if page == count else [])],
                mark=f"{page}/{count}" if count > 1 else "",
                first=page == 1,
                last=page == count,
            )
            for page, (start, end) in enumerate(pairwise(bounds), 1)
        ]
        if all(json_bytes(bubble) <= BUBBLE for bubble in bubbles):
            whole = bubbles[0] if count == 1 else {"type": "carousel", "contents": bubbles}
            return whole if json_bytes(whole) <= CAROUSEL else None
    return None


def _rest(card: _Measured, left_out: int) -> list[Box]:
    """The line under the rows. `more_rows` without {count} was already counted by whoever made the card."""
    words = card.more.replace("{count}", str(left_out)) if left_out or "{count}" not in card.more else ""
    if left_out and "{count}" not in card.more:
        words = f"+{left_out} {words}"
    return _text(line(words, 80), size="sm", color=MUTED, align="center", wrap=True)


def _bubble(card: _Measured, rows: Sequence[Box], *, mark: str, first: bool, last: bool) -> Box:
    header = _header(card.title, card.subtitle if first else "", mark, card.band)
    totals, notes = (card.totals, card.notes) if last else ((), ())
    body: list[Box] = []
    for group, spacing in ((card.lead if first else (), "sm"), (rows, "md"), (totals, "sm"), (notes, "sm")):
        if group:
            stack = _stack(group, spacing)
            body += [_hairline("lg"), stack | {"margin": "lg"}] if body else [stack]
    bubble: Box = {"type": "bubble", "size": "kilo" if card.is_small else "mega"}
    if header:
        bubble["header"] = header
    if card.hero and first:
        bubble["hero"] = card.hero
    if body or not header:
        bubble["body"] = _stack(body or _text("…")) | {"paddingAll": "20px"}
    if card.buttons and last:
        above = "none" if body else "16px"
        bubble["footer"] = _stack(card.buttons, "sm") | {"paddingAll": "16px", "paddingTop": above}
    return bubble


def _header(title: str, subtitle: str, mark: str, band: str) -> Box | None:
    small = " · ".join(part for part in (subtitle, mark) if part)
    lines = _text(title, size="lg", color=PAPER, weight="bold", wrap=True)
    lines += _text(small, size="sm", color=ON_BAND, wrap=True)
    return _stack(lines, "xs") | {"backgroundColor": band, "paddingAll": "16px"} if lines else None


def _hero(card: Card) -> Box | None:
    url = web_address(card.image_url, MOST_PICTURE_URL, PICTURE_SCHEMES)
    if not url:
        return None
    goods = card.kind in GOODS_PICTURES
    picture: Box = {
        "type": "image",
        "url": url,
        "size": "full",
        "aspectRatio": "20:13" if goods else "1:1",
        "aspectMode": "cover" if goods else "fit",
        "backgroundColor": PAPER,
    }
    # A picture in a bubble cannot be saved from the chat; opened, it can.
    return picture | ({"action": {"type": "uri", "uri": url}} if len(url) <= MOST_URI else {})


def _row(row: Row) -> list[Box]:
    name, detail, amount = line(row.name, 120), line(row.detail, 160), line(row.amount, 24)
    said = action(Button(row.name, say=row.say), most_label=MOST_LABEL) if row.say else None
    words = _text(name or detail, size="sm", color=ACCENT if said else INK, wrap=True)
    words += _text(detail if name else "", size="xs", color=MUTED, wrap=True)
    right = _text(amount, size="sm", color=INK, align="end", flex=0)
    right += _text("›" if said else "", size="sm", color=MUTED, align="end", flex=0)
    left = [_stack(words)] if len(words) > 1 else words
    if not (words or amount):
        return []
    tap = {"action": said} if said else {}
    return [{"type": "box", "layout": "horizontal", "spacing": "md", "contents": left + right, **tap}]


def _totals(totals: Iterable[Total]) -> tuple[Box, ...]:
    """In their order; when there is no room for all, the strong ones stay."""
    drawn = [(total.strong, box) for total in totals if (box := _total(total))["contents"]]
    kept = _within([box for _, box in sorted(drawn, key=lambda pair: not pair[0])], TOTALS)
    return tuple(box for _, box in drawn if any(box is one for one in kept))


def _total(total: Total) -> Box:
    weight = "bold" if total.strong else "regular"
    small, large = ("md", "xl") if total.strong else ("sm", "sm")
    left = _text(line(total.label, 40), size=small, color=INK if total.strong else MUTED, weight=weight, wrap=True)
    right = _text(line(total.amount, 24), size=large, color=ACCENT if total.strong else INK, weight=weight)
    right = [box | {"align": "end", "flex": 0} for box in right]
    return {"type": "box", "layout": "baseline", "spacing": "md", "contents": left + right}


def _notes(words: Iterable[str], room: int, *, is_receipt: bool) -> tuple[Box, ...]:
    """Small print under a receipt; on a card of words only, the words. What does not fit is cut."""
    kept: list[Box] = []
    size, color = ("xs", MUTED) if is_receipt else ("sm", INK)
    for text in filter(None, map(paragraphs, words)):
        room -= NOTE_FRAME
        fit = cut_utf16(text, min(MOST_NOTE, room // 6))  # six bytes a unit at worst: \uXXXX
        room -= 6 * utf16_units(fit)
        if room < 0:
            break
        kept += _text(fit, size=size, color=color, wrap=True)
    return tuple(kept)


def _button(tap: Box, *, primary: bool) -> Box:
    if primary:
        return {"type": "button", "style": "primary", "color": ACCENT, "height": "sm", "action": tap}
    if tap["type"] == "clipboard":
        return {"type": "button", "style": "link", "color": ACCENT, "height": "sm", "action": tap}
    return {"type": "button", "style": "secondary", "color": PALE, "height": "sm", "action": tap}


def _text(text: str, **look: Any) -> list[Box]:
    """One component, or none: LINE refuses an empty text."""
    return [{"type": "text", "text": text, **look}] if text else []


def _stack(contents: Sequence[Box], spacing: str = "none") -> Box:
    return {"type": "box", "layout": "vertical", "spacing": spacing, "contents": list(contents)}


def _hairline(margin: str) -> Box:
    return {"type": "separator", "margin": margin, "color": HAIRLINE}


def _within(boxes: Sequence[Box], room: int) -> tuple[Box, ...]:
    """The first boxes that fit `room` bytes together; always at least one."""
    kept = 0
    for box in boxes:
        room -= json_bytes(box) + 2
        if room < 0 and kept:
            break
        kept += 1
    return tuple(boxes[:kept])
