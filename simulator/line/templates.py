"""Template messages: https://developers.line.biz/en/reference/messaging-api/#template-messages

Template text and titles are counted in grapheme clusters.
"""

from simulator.line.actions import HTTPS, actions
from simulator.shapes import (
    Check,
    Json,
    Problem,
    Problems,
    check,
    choice,
    label,
    listed,
    matching,
    one_of_kinds,
    shape,
    text,
)

_ACTION = actions(20, label_needed=True)
_TYPE: dict[str, Check] = {"type": text(1, 20)}
_COLOR = matching(r"#[0-9A-Fa-f]{6}", "Invalid color: #RRGGBB")
_RATIO = choice("rectangle", "square")
_SIZE = choice("cover", "contain")
_HEAD: dict[str, Check] = {
    "thumbnailImageUrl": HTTPS,
    "imageBackgroundColor": _COLOR,
    "title": label(1, 40),
    "defaultAction": actions(20, label_needed=False),
}


def _shorter_under_a_head(plain: int, headed: int) -> Check:
    def inner(value: Json, at: str, problems: Problems) -> None:
        limit = headed if value.get("thumbnailImageUrl") or value.get("title") else plain
        problems.extend(check(value.get("text", ""), label(0, limit), f"{at}.text"))

    return inner


def _columns_alike(carousel: Json, at: str, problems: Problems) -> None:
    found = carousel.get("columns")
    columns = [column for column in found if isinstance(column, dict)] if isinstance(found, list) else []
    looks = {(len(column.get("actions") or ()), "thumbnailImageUrl" in column, "title" in column) for column in columns}
    if len(looks) > 1:
        problems.append(Problem("All columns need the same number of actions, and all or none a title or an image", at))


_COLUMN = shape(
    needs={"text": text(1, 5000), "actions": listed(_ACTION, 1, 3)},
    may=_HEAD,
    rules=(_shorter_under_a_head(120, 60),),
)

TEMPLATE = one_of_kinds(
    {
        "buttons": shape(
            needs={**_TYPE, "text": text(1, 5000), "actions": listed(_ACTION, 1, 4)},
            may={**_HEAD, "imageAspectRatio": _RATIO, "imageSize": _SIZE},
            rules=(_shorter_under_a_head(160, 60),),
        ),
        "confirm": shape(needs={**_TYPE, "text": label(1, 240), "actions": listed(_ACTION, 2, 2)}),
        "carousel": shape(
            needs={**_TYPE, "columns": listed(_COLUMN, 1, 10)},
            may={"imageAspectRatio": _RATIO, "imageSize": _SIZE},
            rules=(_columns_alike,),
        ),
        "image_carousel": shape(
            needs={
                **_TYPE,
                "columns": listed(shape(needs={"imageUrl": HTTPS, "action": actions(12, label_needed=False)}), 1, 10),
            }
        ),
    }
)
