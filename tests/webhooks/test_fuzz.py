"""Bodies that nobody has thought of: the samples, changed at random and signed."""

import itertools
import json
from typing import Any

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.webhooks.ringing import ALL, PATHS, Door, inbox, line_signed, line_text, messenger_signed, page_text
from tests.world import World

SAMPLES = [one for one in ALL.values() if len(one.body) > 80]
SIGNED = {"line": line_signed, "messenger": messenger_signed}
STRICT = settings(
    max_examples=150, deadline=None, database=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip

TEXTS = st.text(max_size=30) | st.sampled_from(
    ["message", "user", "text", "new Nok A01 1 send", "staff 2222-2222", "\x00"]
)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=10,
)

numbers = itertools.count(1)


def places(document: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) of a document."""
    items = list(document.items()) if isinstance(document, dict) else list(enumerate(document))
    found = [(document, key) for key, _ in items]
    return found + [place for _, value in items if isinstance(value, dict | list) for place in places(value)]


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, Any]:
    """A sample with some of its places deleted, doubled, renamed or filled with anything; and its platform."""
    sample = draw(st.sampled_from(SAMPLES))
    document = orjson.loads(sample.body)
    for _ in range(draw(st.integers(1, 5))):
        found = places(document)
        if not found:
            break
        holder, key = found[draw(st.integers(0, len(found) - 1))]
        match draw(st.sampled_from(["fill", "fill", "delete", "double", "move"])):
            case "fill":
                holder[key] = draw(VALUES)
            case "delete":
                del holder[key]
            case "double" if isinstance(holder, list):
                holder.append(holder[key])
            case _:
                value = holder[key]
                holder[key] = [value] if draw(st.booleans()) else {draw(TEXTS): value}
    return sample.platform, document


def with_a_good_event(platform: str, document: Any, number: int) -> str | None:
    """Put a harmless event into the batch where there is room for one; its key in the inbox."""
    if platform == "line" and isinstance(document, dict) and isinstance(document.get("events"), list):
        document["events"].insert(0, line_text(f"fine {number}", id=f"FINE{number}", at=number, user="U" + "f" * 32))
        return f"line:demo:FINE{number}"
    entries = document.get("entry") if isinstance(document, dict) and document.get("object") == "page" else None
    if platform == "messenger" and isinstance(entries, list):
        item = page_text(f"fine {number}", mid=f"fine{number}", psid="777")
        entries.append({"id": "682498302938465", "messaging": [item]})
        return f"messenger:demo:message:fine{number}"
    return None


@STRICT
@given(changed=mutated())
async def test_a_signed_body_of_any_content_never_breaks_the_door_nor_costs_a_good_event(
    world: World, door: Door, changed: tuple[str, Any]
) -> None:
    platform, document = changed
    good = with_a_good_event(platform, document, next(numbers))
    body = json.dumps(document).encode()
    status = await door.post(PATHS[platform], body, SIGNED[platform](body))
    assert status in ({200, 404} if platform == "messenger" and not good else {200}), document
    await world.settled()
    if good:
        assert [row.state for row in await inbox(key=good)] == ["done"]
    stumbled = [(row.body, row.error) for row in await inbox(attempts__gt=0)]
    assert stumbled == []


@STRICT
@given(sample=st.sampled_from(SAMPLES), data=st.data())
async def test_a_signed_body_of_any_bytes_is_answered_200_or_400(door: Door, sample: Any, data: st.DataObject) -> None:
    body = bytearray(sample.body)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(body)))
        body[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    raw = bytes(body)
    status = await door.post(PATHS[sample.platform], raw, SIGNED[sample.platform](raw))
    assert status in ({200, 400, 404} if sample.platform == "messenger" else {200, 400})
    await door.world.settled()
    assert [(row.body, row.error) for row in await inbox(attempts__gt=0)] == []
