"""Every limit of a LINE message, on both of its sides, in the right unit."""

import io

import pytest

from simulator.counting import graphemes, utf16_units
from simulator.line import reading
from simulator.line.messages import PUSH, VALIDATE, with_plain_pictures
from simulator.shapes import check

FAMILY = "👨‍👩‍👧"  # one cluster, eight UTF-16 units
THUMB = "กำ"  # one consonant with its vowel


def problems(*messages):
    return [(found.property, found.message) for found in check({"messages": list(messages)}, VALIDATE)]


def text(words, **more):
    return {"type": "text", "text": words, **more}


def bubble(*contents, **more):
    return {
        "type": "bubble",
        "body": {"type": "box", "layout": "vertical", "contents": list(contents)},
        **more,
    }


def flex(contents, alt="alt"):
    return {"type": "flex", "altText": alt, "contents": contents}


def button(**action):
    return {"type": "button", "action": action}


def buttons(words="text", actions=1, **more):
    action = {"type": "message", "label": "ok", "text": "ok"}
    template = {"type": "buttons", "text": words, "actions": [action] * actions, **more}
    return {"type": "template", "altText": "alt", "template": template}


def quick(count=1, label="ok", **action):
    found = {"type": "message", "label": label, "text": "ok", **action}
    return {"items": [{"type": "action", "action": found}] * count}


def tapped(**action):
    return flex(bubble(button(**action)))


def padded(bytes_of_filling):
    return bubble({"type": "text", "text": "x" * 2000}, {"type": "text", "text": "y" * bytes_of_filling})


URL = "https://shop.test/a.jpg"
RIGHT = {
    "5000 units of text": text("x" * 5000),
    "2500 apples": text("🍎" * 2500),
    "altText of 1500": flex(bubble({"type": "text", "text": "x"}), "x" * 1500),
    "13 quick replies": text("x", quickReply=quick(13)),
    "a quick reply of 20 families": text("x", quickReply=quick(1, FAMILY * 20)),
    "a Flex button of 40 clusters": tapped(type="uri", label=THUMB * 40, uri="https://shop.test/"),
    "postback data of 300": tapped(type="postback", label="ok", data="x" * 300, displayText="x" * 300),
    "a telephone number": tapped(type="uri", label="call", uri="tel:0812345678"),
    "a line address": tapped(type="uri", label="share", uri="line://ti/p/@shop"),
    "a clipboard of 1000": tapped(type="clipboard", label="copy", clipboardText="x" * 1000),
    "160 clusters on a template": buttons("x" * 160),
    "four template buttons": buttons(actions=4),
    "a picture": {"type": "image", "originalContentUrl": URL, "previewImageUrl": URL},
    "twelve bubbles": flex({"type": "carousel", "contents": [bubble({"type": "text", "text": "x"})] * 12}),
    "an empty box": flex(bubble()),
    "literal braces doubled": {"type": "textV2", "text": "{{x}} {who}", "substitution": {"who": {
        "type": "mention", "mentionee": {"type": "user", "userId": "U1"}}}},
}  # fmt: skip
WRONG = {
    "empty text": (text(""), "messages[0].text"),
    "5001 units": (text("x" * 5001), "messages[0].text"),
    "2501 apples": (text("🍎" * 2501), "messages[0].text"),
    "altText of 1501": (flex(bubble({"type": "text", "text": "x"}), "x" * 1501), "messages[0].altText"),
    "no altText": ({"type": "flex", "contents": bubble()}, "messages[0].altText"),
    "an unknown kind": ({"type": "invoice"}, "messages[0].type"),
    "an unknown property": (text("x", colour="red"), "messages[0].colour"),
    "14 quick replies": (text("x", quickReply=quick(14)), "messages[0].quickReply.items"),
    "no quick reply": (text("x", quickReply={"items": []}), "messages[0].quickReply.items"),
    "a long sender": (text("x", sender={"name": "x" * 21}), "messages[0].sender.name"),
    "a plain http picture": (
        {"type": "image", "originalContentUrl": "http://shop.test/a.jpg", "previewImageUrl": URL},
        "messages[0].originalContentUrl",
    ),
    "a bubble without blocks": (flex({"type": "bubble"}), "messages[0].contents"),
    "13 bubbles": (
        flex({"type": "carousel", "contents": [bubble({"type": "text", "text": "x"})] * 13}),
        "messages[0].contents.contents",
    ),
    "bubbles of two sizes": (
        flex({"type": "carousel", "contents": [bubble(size="micro"), bubble(size="kilo")]}),
        "messages[0].contents.contents",
    ),
    "161 clusters on a template": (buttons("x" * 161), "messages[0].template.text"),
    "61 under a title": (buttons("x" * 61, title="t"), "messages[0].template.text"),
    "five template buttons": (buttons(actions=5), "messages[0].template.actions"),
    "a loose brace": ({"type": "textV2", "text": "{x"}, "messages[0].text"),
    "an unnamed placeholder": ({"type": "textV2", "text": "{x}"}, "messages[0].text"),
}
WRONG_ACTIONS = {
    "no label on a button": ({"type": "message", "text": "x"}, "label"),
    "a label of 41": ({"type": "message", "label": "x" * 41, "text": "x"}, "label"),
    "a message of 301": ({"type": "message", "label": "x", "text": "x" * 301}, "text"),
    "data of 301": ({"type": "postback", "label": "x", "data": "x" * 301}, "data"),
    "no data": ({"type": "postback", "label": "x", "data": ""}, "data"),
    "displayText and text": (
        {"type": "postback", "label": "x", "data": "d", "displayText": "a", "text": "a"},
        "text",
    ),
    "fillInText without keyboard": (
        {"type": "postback", "label": "x", "data": "d", "fillInText": "a"},
        "fillInText",
    ),
    "javascript": ({"type": "uri", "label": "x", "uri": "javascript:alert(1)"}, "uri"),
    "a relative address": ({"type": "uri", "label": "x", "uri": "/o/1"}, "uri"),
    "an address with Thai": ({"type": "uri", "label": "x", "uri": "https://shop.test/ร้าน"}, "uri"),
    "an address of 1001": ({"type": "uri", "label": "x", "uri": "https://shop.test/" + "x" * 983}, "uri"),
    "a long clipboard": ({"type": "clipboard", "label": "x", "clipboardText": "x" * 1001}, "clipboardText"),
    "a camera on a card": ({"type": "camera", "label": "x"}, "type"),
}
WRONG_COMPONENTS = {
    "empty text": ({"type": "text", "text": ""}, "text"),
    "neither text nor spans": ({"type": "text"}, "text"),
    "a span outside text": ({"type": "span", "text": "x"}, "type"),
    "a colour by name": ({"type": "text", "text": "x", "color": "red"}, "color"),
    "an unknown size": ({"type": "text", "text": "x", "size": "huge"}, "size"),
    "a box without layout": ({"type": "box", "contents": []}, "layout"),
    "a box without contents": ({"type": "box", "layout": "vertical"}, "contents"),
    "an icon in a column": ({"type": "icon", "url": URL}, ""),
    "a picture four times as high": ({"type": "image", "url": URL, "aspectRatio": "1:4"}, "aspectRatio"),
    "a boolean as flex": ({"type": "filler", "flex": True}, "flex"),
    "a property of elsewhere": ({"type": "separator", "text": "x"}, "text"),
}


@pytest.mark.parametrize("name", RIGHT)
def test_it_is_right(name):
    assert problems(RIGHT[name]) == []


@pytest.mark.parametrize("name", WRONG)
def test_it_is_refused_by_name(name):
    message, where = WRONG[name]
    assert where in [found for found, _ in problems(message)]


@pytest.mark.parametrize("name", WRONG_ACTIONS)
def test_an_action_is_refused_by_name(name):
    action, where = WRONG_ACTIONS[name]
    found = [place for place, _ in problems(flex(bubble(button(**action))))]
    assert f"messages[0].contents.body.contents[0].action.{where}" in found


@pytest.mark.parametrize("name", WRONG_COMPONENTS)
def test_a_component_is_refused_by_name(name):
    component, where = WRONG_COMPONENTS[name]
    found = [place for place, _ in problems(flex(bubble(component)))]
    assert f"messages[0].contents.body.contents[0]{'.' if where else ''}{where}" in found


def test_one_to_five_messages():
    assert problems(*[text("x")] * 5) == []
    assert problems(*[text("x")] * 6)[0][0] == "messages"
    assert problems()[0][0] == "messages"


def test_labels_are_counted_in_clusters_and_text_in_units():
    assert (graphemes(FAMILY), utf16_units(FAMILY)) == (1, 8)
    assert utf16_units("🍎") == 2
    assert problems(text("x", quickReply=quick(1, FAMILY * 21)))[0][0].endswith("action.label")


def test_a_bubble_of_thirty_kilobytes_is_measured_in_its_escaped_form():
    room = 30_000 - len('{"type":"bubble","body":{"type":"box","layout":"vertical","contents":[]}}')
    room -= len('{"type":"text","text":""},') * 6 - 1
    full = [{"type": "text", "text": "x" * 5000}] * 5 + [{"type": "text", "text": "x" * (room - 25_000)}]
    assert problems(flex(bubble(*full))) == []
    assert problems(flex(bubble(*full[:-1], {"type": "text", "text": "x" * (room - 24_999)}))) != []
    # A Thai letter is three bytes of UTF-8 and six with escapes: half as many fit.
    assert problems(flex(bubble({"type": "text", "text": "ก" * 4900}))) == []
    assert problems(flex(bubble({"type": "text", "text": "ก" * 5000}))) != []


def test_a_carousel_has_fifty_kilobytes_in_all():
    wide = bubble(*[{"type": "text", "text": "x" * 4900}] * 4)
    assert problems(flex({"type": "carousel", "contents": [wide] * 2})) == []
    found = problems(flex({"type": "carousel", "contents": [wide] * 3}))
    assert [place for place, _ in found] == ["messages[0].contents"]


def test_a_request_names_every_problem_at_once():
    body = {"messages": [text(""), text("x", odd=1)], "extra": True}
    found = [problem.property for problem in check(body, PUSH)]
    assert found == ["to", "messages[0].text", "messages[1].odd", "extra"]


async def test_the_answer_tells_details(shop, product):
    nok = shop.person("Nok")
    assert await product.pushes(nok, "") == 400
    assert product.answer == {
        "message": "The request body has 1 error(s)",
        "details": [{"message": "May not be empty", "property": "messages[0].text"}],
    }
    body = {"messages": [text("x")]}
    assert await product.line("message/validate/push", body) == 200
    assert await product.line("message/validate/reply", {"messages": []}) == 400
    assert nok.chat == []


async def test_more_than_two_megabytes_is_too_much(shop, product):
    raw = io.BytesIO(b'{"to": "' + b"x" * 2_000_000 + b'"}')
    headers = {"Authorization": "Bearer line-token", "Content-Type": "application/json"}
    async with product.session.post(f"{product.base}/line/v2/bot/message/push", data=raw, headers=headers) as answer:
        assert answer.status == 413


def test_a_demo_may_show_pictures_of_its_own_machine():
    local = {"type": "image", "originalContentUrl": "http://127.0.0.1:8080/a.jpg", "previewImageUrl": URL}
    body = {"messages": [local]}
    assert check(with_plain_pictures(body, frozenset({"127.0.0.1"})), VALIDATE) == []
    assert check(with_plain_pictures(body, frozenset({"elsewhere.test"})), VALIDATE) != []
    assert check(with_plain_pictures(body, frozenset()), VALIDATE) != []


def test_everything_that_can_be_read_is_read():
    card = bubble(
        {"type": "text", "contents": [{"type": "span", "text": "฿"}, {"type": "span", "text": "398"}]},
        button(type="message", label="ok", text="confirm"),
    )
    message = flex({"type": "carousel", "contents": [card]}, "Invoice 1001")
    assert reading.words_of(message) == "Invoice 1001\n฿398\nok"
    assert [action["text"] for action in reading.actions_of(message)] == ["confirm"]
