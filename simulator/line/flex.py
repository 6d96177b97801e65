"""Flex messages: https://developers.line.biz/en/reference/messaging-api/#flex-message"""

from simulator.counting import json_bytes
from simulator.line.actions import HTTPS, actions
from simulator.shapes import (
    Check,
    Json,
    Problem,
    Problems,
    choice,
    listed,
    matching,
    number,
    one_of_kinds,
    shape,
    text,
    yes_or_no,
)

# "30 KB" and "50 KB" in the reference, without a unit in bytes: the smaller reading.
BUBBLE_BYTES = 30_000
CAROUSEL_BYTES = 50_000
MOST_BUBBLES = 12

_PX = r"\d+(\.\d+)?px"
_WORDS = r"none|xs|sm|md|lg|xl|xxl"
_SIZES = r"xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl"
_COLOR = matching(r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?", "Invalid color: #RRGGBB or #RRGGBBAA")
_MARGIN = matching(rf"{_WORDS}|{_PX}", "Invalid margin")
_SPACING = matching(rf"{_WORDS}|{_PX}", "Invalid spacing")
_PADDING = matching(rf"{_WORDS}|{_PX}|\d+(\.\d+)?%", "Invalid padding")
_OFFSET = matching(rf"{_WORDS}|-?{_PX}|-?\d+(\.\d+)?%", "Invalid offset")
_LENGTH = matching(rf"{_PX}|\d+(\.\d+)?%", "Invalid length: pixels or per cent")
_TEXT_SIZE = matching(rf"{_SIZES}|{_PX}", "Invalid size")
_IMAGE_SIZE = matching(rf"{_SIZES}|full|{_PX}|\d+(\.\d+)?%", "Invalid size")
_FLEX = number(0, 100)
_TYPE: dict[str, Check] = {"type": text(1, 20)}
_PLACE: dict[str, Check] = {
    "position": choice("relative", "absolute"),
    "offsetTop": _OFFSET,
    "offsetBottom": _OFFSET,
    "offsetStart": _OFFSET,
    "offsetEnd": _OFFSET,
}
_FONT: dict[str, Check] = {
    "size": _TEXT_SIZE,
    "color": _COLOR,
    "weight": choice("regular", "bold"),
    "style": choice("normal", "italic"),
    "decoration": choice("none", "underline", "line-through"),
}
_ALIGN = choice("start", "end", "center")
_GRAVITY = choice("top", "bottom", "center")
_ANY_ACTION = actions(40, label_needed=False)


def _ratio(value: object, at: str, problems: Problems) -> None:
    width, _, height = value.partition(":") if isinstance(value, str) else ("", "", "")
    try:
        fits = 0 < float(width) <= 100_000 and 0 < float(height) <= 100_000 and float(height) <= 3 * float(width)
    except ValueError:
        fits = False
    if not fits:
        problems.append(Problem("Invalid aspectRatio: width:height, at most three times as high as wide", at))


def _text_or_spans(value: Json, at: str, problems: Problems) -> None:
    if value.get("text") is None and not value.get("contents"):
        problems.append(Problem("Must be non-empty text", f"{at}.text"))


def _layout_children(value: Json, at: str, problems: Problems) -> None:
    allowed = _IN_LAYOUT.get(str(value.get("layout")), ())
    contents = value.get("contents")
    for index, child in enumerate(contents if isinstance(contents, list) else ()):
        kind = child.get("type") if isinstance(child, dict) else None
        if allowed and kind in _COMPONENTS and kind not in allowed:
            problems.append(Problem(f"{kind} cannot stand in a {value['layout']} box", f"{at}.contents[{index}]"))


def _child(value: object, at: str, problems: Problems) -> None:
    one_of_kinds(_COMPONENTS)(value, at, problems)


_SPAN = shape(needs={"type": choice("span")}, may={"text": text(1, 2000), **_FONT})
_BOX = shape(
    needs={
        **_TYPE,
        "layout": choice("horizontal", "vertical", "baseline"),
        "contents": listed(_child, 0, 10_000),
    },
    may={
        **_PLACE,
        "flex": _FLEX,
        "spacing": _SPACING,
        "margin": _MARGIN,
        "backgroundColor": _COLOR,
        "borderColor": _COLOR,
        "borderWidth": matching(rf"none|light|normal|medium|semi-bold|bold|{_PX}", "Invalid borderWidth"),
        "cornerRadius": matching(rf"{_WORDS}|{_PX}", "Invalid cornerRadius"),
        "width": _LENGTH,
        "maxWidth": _LENGTH,
        "height": _LENGTH,
        "maxHeight": _LENGTH,
        "paddingAll": _PADDING,
        "paddingTop": _PADDING,
        "paddingBottom": _PADDING,
        "paddingStart": _PADDING,
        "paddingEnd": _PADDING,
        "action": _ANY_ACTION,
        "justifyContent": choice("center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"),
        "alignItems": choice("center", "flex-start", "flex-end"),
        "background": shape(
            needs={
                "type": choice("linearGradient"),
                "angle": text(1, 10),
                "startColor": _COLOR,
                "endColor": _COLOR,
            },
            may={"centerColor": _COLOR, "centerPosition": text(1, 10)},
        ),
    },
    rules=(_layout_children,),
)
_IMAGE = shape(
    needs={**_TYPE, "url": HTTPS},
    may={
        **_PLACE,
        "flex": _FLEX,
        "margin": _MARGIN,
        "align": _ALIGN,
        "gravity": _GRAVITY,
        "size": _IMAGE_SIZE,
        "aspectRatio": _ratio,
        "aspectMode": choice("fit", "cover"),
        "backgroundColor": _COLOR,
        "action": _ANY_ACTION,
        "animated": yes_or_no,
    },
)
_VIDEO = shape(
    needs={
        **_TYPE,
        "url": HTTPS,
        "previewUrl": HTTPS,
        "altContent": one_of_kinds({"box": _BOX, "image": _IMAGE}),
    },
    may={"aspectRatio": _ratio, "action": _ANY_ACTION},
)
_COMPONENTS: dict[str, Check] = {
    "box": _BOX,
    "image": _IMAGE,
    "text": shape(
        needs=_TYPE,
        may={
            **_PLACE,
            **_FONT,
            "text": text(1, 5000),
            "contents": listed(_SPAN, 1, 1000),
            "flex": _FLEX,
            "align": _ALIGN,
            "gravity": _GRAVITY,
            "wrap": yes_or_no,
            "lineSpacing": matching(_PX, "Invalid lineSpacing"),
            "margin": _MARGIN,
            "action": _ANY_ACTION,
            "maxLines": number(0, 1000),
            "adjustMode": choice("shrink-to-fit"),
            "scaling": yes_or_no,
        },
        rules=(_text_or_spans,),
    ),
    "button": shape(
        needs={**_TYPE, "action": actions(40, label_needed=True)},
        may={
            **_PLACE,
            "flex": _FLEX,
            "margin": _MARGIN,
            "color": _COLOR,
            "style": choice("primary", "secondary", "link"),
            "gravity": _GRAVITY,
            "height": choice("sm", "md"),
            "adjustMode": choice("shrink-to-fit"),
            "scaling": yes_or_no,
        },
    ),
    "icon": shape(
        needs={**_TYPE, "url": HTTPS},
        may={**_PLACE, "size": _TEXT_SIZE, "aspectRatio": _ratio, "margin": _MARGIN, "scaling": yes_or_no},
    ),
    "separator": shape(needs=_TYPE, may={"margin": _MARGIN, "color": _COLOR}),
    "filler": shape(needs=_TYPE, may={"flex": _FLEX}),
}
_IN_LAYOUT = {
    "horizontal": ("box", "button", "image", "text", "separator", "filler"),
    "vertical": ("box", "button", "image", "text", "separator", "filler"),
    "baseline": ("icon", "text", "filler"),
}


def _has_a_block(bubble: Json, at: str, problems: Problems) -> None:
    if not any(bubble.get(block) for block in ("header", "hero", "body", "footer")):
        problems.append(Problem("At least one block must be specified", at))
    if json_bytes(bubble) > BUBBLE_BYTES:
        problems.append(Problem(f"Bubble must be at most {BUBBLE_BYTES} bytes", at))


_STYLE = shape(may={"backgroundColor": _COLOR, "separator": yes_or_no, "separatorColor": _COLOR})
_BUBBLE = shape(
    needs=_TYPE,
    may={
        "size": choice("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
        "direction": choice("ltr", "rtl"),
        "header": one_of_kinds({"box": _BOX}),
        "hero": one_of_kinds({"box": _BOX, "image": _IMAGE, "video": _VIDEO}),
        "body": one_of_kinds({"box": _BOX}),
        "footer": one_of_kinds({"box": _BOX}),
        "styles": shape(may=dict.fromkeys(("header", "hero", "body", "footer"), _STYLE)),
        "action": _ANY_ACTION,
    },
    rules=(_has_a_block,),
)


def _one_size(carousel: Json, at: str, problems: Problems) -> None:
    contents = carousel.get("contents")
    bubbles = [bubble for bubble in contents if isinstance(bubble, dict)] if isinstance(contents, list) else []
    if len({bubble.get("size", "mega") for bubble in bubbles}) > 1:
        problems.append(Problem("All bubbles in a carousel must have the same size", f"{at}.contents"))
    if json_bytes(carousel) > CAROUSEL_BYTES:
        problems.append(Problem(f"Carousel must be at most {CAROUSEL_BYTES} bytes", at))


CONTAINER = one_of_kinds(
    {
        "bubble": _BUBBLE,
        "carousel": shape(
            needs={**_TYPE, "contents": listed(one_of_kinds({"bubble": _BUBBLE}), 1, MOST_BUBBLES)},
            rules=(_one_size,),
        ),
    }
)
