"""What people do with what they see."""

import asyncio

import pytest


def quick(*labels):
    return {
        "items": [
            {"type": "action", "action": {"type": "message", "label": label, "text": f"{label}!"}} for label in labels
        ]
    }


def ask(data="confirm 1001", **more):
    action = {"type": "postback", "label": "Confirm", "data": data, **more}
    template = {"type": "buttons", "text": "Order 1001", "actions": [action]}
    return {"type": "template", "altText": "Order", "template": template}


async def test_a_postback_shows_its_words_and_sends_its_data(shop, listener, product):
    nok = shop.person("Nok")
    await product.pushes(nok, ask(displayText="ยืนยัน"))
    assert await nok.taps("Confirm") == 200
    assert nok.chat[-1].text == "ยืนยัน"
    assert listener.events[-1]["postback"] == {"data": "confirm 1001"}
    assert await nok.taps("confirm 1001") == 200
    assert listener.events[-1]["webhookEventId"] != listener.events[-2]["webhookEventId"]


async def test_the_newest_button_of_that_name_is_tapped(shop, listener, product):
    nok = shop.person("Nok")
    await product.pushes(nok, ask("old"), ask("new"))
    await nok.taps("Confirm")
    assert listener.events[-1]["postback"]["data"] == "new"


async def test_a_quick_reply_is_gone_once_another_message_follows(shop, listener, product):
    nok = shop.person("Nok")
    await product.pushes(nok, {"type": "text", "text": "who?", "quickReply": quick("นก", "Nok S.")})
    assert list(nok.chat[-1].buttons) == ["นก", "Nok S."]
    await nok.taps("Nok S.")
    assert listener.events[-1]["message"]["text"] == "Nok S.!"
    with pytest.raises(AssertionError, match="nothing to tap"):
        await nok.taps("นก")


async def test_a_tap_in_a_group_is_of_the_one_who_taps(shop, listener, product):
    nok = shop.person("Nok")
    group = shop.group([nok])
    await product.pushes(group, ask())
    await nok.taps("Confirm", group=group)
    assert listener.events[-1]["source"] == {
        "type": "group",
        "groupId": group.group_id,
        "userId": nok.user_id,
    }


async def test_hearing_waits_for_what_is_still_to_come(shop, product):
    nok = shop.person("Nok")
    waiting = asyncio.create_task(nok.hears("second", timeout=5))
    await product.pushes(nok, "first")
    await product.pushes(nok, "second")
    heard = await waiting
    assert (heard.text, heard.via) == ("second", "push")
    first = nok.chat[0]
    assert (await nok.hears("second", after=first)).text == "second"
    with pytest.raises(AssertionError, match="heard nothing"):
        await nok.hears(timeout=0.01)


async def test_hearing_something_else_tells_what_was_heard(shop, product):
    nok = shop.person("Nok")
    await product.pushes(nok, "not sent: quota")
    with pytest.raises(AssertionError, match="not sent: quota"):
        await nok.hears("sent to Nok", timeout=0.01)


async def test_a_messenger_tap_answers_with_payload_title_or_address(page, listener, product):
    som = page.person("Som")
    await som.says("hello")
    choices = [{"content_type": "text", "title": "A", "payload": "take A01"}]
    await product.says(som, text="which?", quick_replies=choices)
    await som.taps("A")
    assert listener.items[-1]["message"]["quick_reply"] == {"payload": "take A01"}
    assert listener.items[-1]["message"]["text"] == "A"
    buttons = [
        {"type": "web_url", "title": "Pay", "url": "https://shop.test/o/1"},
        {"type": "postback", "title": "Cancel", "payload": "cancel 1001"},
    ]
    payload = {"template_type": "button", "text": "Order 1001", "buttons": buttons}
    await product.says(som, attachment={"type": "template", "payload": payload})
    assert await som.taps("Pay") == "https://shop.test/o/1"
    assert await som.taps("Cancel") == 200
    postbacks = [item["postback"] for item in listener.items if "postback" in item]
    assert [(each["title"], each["payload"]) for each in postbacks] == [("Cancel", "cancel 1001")]
    assert som.chat[-1].text == "Cancel"
