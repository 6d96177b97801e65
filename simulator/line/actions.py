"""Action objects: https://developers.line.biz/en/reference/messaging-api/#action-objects

Labels, displayText, fillInText and the text of a message action are counted in grapheme clusters.
"""

from simulator.shapes import (
    Check,
    Json,
    Problem,
    Problems,
    choice,
    label,
    link,
    listed,
    one_of_kinds,
    shape,
    text,
)

HTTPS = link("https", high=2000)
_URI = link("http", "https", "line", "tel", high=1000)


def actions(label_limit: int, *, label_needed: bool, quick: bool = False) -> Check:
    """An action with a label of at most `label_limit` clusters; camera and the like are for quick replies."""
    named = {"label": label(1 if label_needed else 0, label_limit)}

    def kind(needs: dict[str, Check], may: dict[str, Check] | None = None, *rules: Check) -> Check:
        base: dict[str, Check] = {"type": text(1, 30), **needs}
        if label_needed:
            return shape(needs={**base, **named}, may=may, rules=rules)
        return shape(needs=base, may={**named, **(may or {})}, rules=rules)

    table = {
        "message": kind({"text": label(1, 300)}),
        "postback": kind(
            {"data": text(1, 300)},
            {
                "displayText": label(1, 300),
                "text": label(1, 300),
                "inputOption": choice("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"),
                "fillInText": label(1, 300),
            },
            _one_text,
            _fill_in_needs_keyboard,
        ),
        "uri": kind({"uri": _URI}, {"altUri": shape(may={"desktop": link("http", "https", high=1000)})}),
        "datetimepicker": kind(
            {"data": text(1, 300), "mode": choice("date", "time", "datetime")},
            {"initial": text(1, 20), "max": text(1, 20), "min": text(1, 20)},
        ),
        "clipboard": kind({"clipboardText": text(1, 1000)}),
    }
    if quick:
        table.update({name: kind({}) for name in ("camera", "cameraRoll", "location")})
    return one_of_kinds(table)


def _one_text(action: Json, at: str, problems: Problems) -> None:
    if action.get("displayText") is not None and action.get("text") is not None:
        problems.append(Problem("displayText and text cannot be used together", f"{at}.text"))


def _fill_in_needs_keyboard(action: Json, at: str, problems: Problems) -> None:
    if action.get("fillInText") is not None and action.get("inputOption") != "openKeyboard":
        problems.append(Problem("Requires inputOption openKeyboard", f"{at}.fillInText"))


# https://developers.line.biz/en/reference/messaging-api/#quick-reply
QUICK_REPLY = shape(
    needs={
        "items": listed(
            shape(
                needs={"type": choice("action"), "action": actions(20, label_needed=True, quick=True)},
                may={"imageUrl": HTTPS},
            ),
            1,
            13,
        )
    }
)
