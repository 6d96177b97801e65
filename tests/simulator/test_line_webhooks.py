"""What LINE sends, when, and what it does with an answer."""

import json

import pytest

from simulator import Simulator
from simulator.line import events


def test_the_published_vector_has_the_published_signature():
    raw = events.body("U8e742f61d673b39c7fff3cecb7536ef0", [])
    sent = events.headers(raw, "8c570fa6dd201bb328f1c1eac23a96d8")
    assert raw == b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    assert sent["x-line-signature"] == "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="


async def test_a_text_arrives_as_line_writes_it(shop, listener, clock):
    nok = shop.person("Nok")
    assert await nok.says("สวัสดี 🍎") == 200
    event = listener.events[0]
    assert list(event) == [
        *("type", "message", "webhookEventId", "deliveryContext", "timestamp", "source", "replyToken", "mode")
    ]
    assert list(event["message"]) == ["type", "id", "quoteToken", "markAsReadToken", "text"]
    assert event["source"] == {"type": "user", "userId": nok.user_id}
    assert event["timestamp"] == int(clock() * 1000)
    assert len(event["webhookEventId"]) == 26
    assert "สวัสดี 🍎".encode() in listener.raws[0]
    assert listener.headers[0]["content-type"] == "application/json; charset=utf-8"


async def test_a_group_line_names_the_group_the_person_and_the_mention(shop, listener):
    nok = shop.person("Nok")
    group = shop.group([nok, shop.person("Ploy")])
    await nok.says("orders", group=group, mention_bot=True)
    event = listener.events[0]
    assert event["source"] == {"type": "group", "groupId": group.group_id, "userId": nok.user_id}
    mentioned = event["message"]["mention"]["mentionees"][0]
    assert mentioned["isSelf"] is True
    assert mentioned["userId"] == shop.bot_user_id
    text = event["message"]["text"]
    assert text[mentioned["index"] : mentioned["length"]] == "@ร้านสุขใจ"
    assert [message.text for message in group.chat] == [text]
    assert nok.chat == []


async def test_follow_block_unsend_and_edit_have_their_own_events(shop, listener):
    nok = shop.person("Nok")
    group = shop.group([nok])
    await nok.follows()
    await nok.blocks()
    await nok.unblocks()
    await nok.says("hello")
    await nok.unsends(nok.chat[-1])
    await nok.says("A01 2", group=group)
    await nok.edits(group.chat[-1], "A01 3", group)
    kinds = [event["type"] for event in listener.events]
    assert kinds == ["follow", "unfollow", "follow", "message", "unsend", "message", "messageEdited"]
    assert [event["follow"]["isUnblocked"] for event in listener.events if "follow" in event] == [False, True]
    assert ["replyToken" in event for event in listener.events] == [
        True,
        False,
        True,
        True,
        False,
        True,
        True,
    ]
    assert listener.events[-1]["message"]["id"] == listener.events[-2]["message"]["id"]
    assert nok.chat[0].text == ""


async def test_a_sticker_may_carry_what_the_person_typed(shop, listener):
    nok = shop.person("Nok")
    await nok.sends_sticker("/order 1 1")
    assert listener.events[0]["message"]["stickerResourceType"] == "MESSAGE"
    assert listener.events[0]["message"]["text"] == "/order 1 1"


async def test_what_was_not_taken_is_redelivered_with_the_same_id_and_token(shop, listener):
    shop.redelivery = True
    nok = shop.person("Nok")
    listener.status = 500
    assert await nok.says("hello") == 500
    listener.status = 200
    assert await shop.redeliver() == [200]
    assert await shop.redeliver() == []
    first, again = listener.events
    assert again["deliveryContext"] == {"isRedelivery": True}
    same = ("webhookEventId", "replyToken", "timestamp", "message")
    assert [first[name] for name in same] == [again[name] for name in same]


async def test_without_the_console_switch_nothing_is_redelivered(shop, listener):
    listener.status = 500
    await shop.person("Nok").says("hello")
    assert await shop.redeliver() == []


async def test_a_product_that_does_not_answer_in_time_was_not_reached(sim, shop, listener):
    sim.line.patience = 0.05
    listener.silent = True
    assert await shop.person("Nok").says("hello") == 0
    assert sim.line.deliveries[-1].status == 0


async def test_duplicates_are_the_same_bytes_twice_and_unflagged(sim, shop, listener):
    sim.line.deliver(duplicate=True)
    await shop.person("Nok").says("hello")
    assert listener.raws[0] == listener.raws[1]
    assert listener.events[0]["deliveryContext"] == {"isRedelivery": False}


async def test_held_events_come_in_another_order_or_in_one_body(sim: Simulator, shop, listener):
    nok = shop.person("Nok")
    sim.line.deliver(shuffle=True)
    for word in ("one", "two", "three"):
        assert await nok.says(word) == 0
    assert listener.events == []
    assert await sim.line.release() == [200, 200, 200]
    words = [event["message"]["text"] for event in listener.events]
    assert sorted(words) == ["one", "three", "two"]
    assert words != ["one", "two", "three"]
    sim.line.deliver(hold=True)
    await nok.says("four")
    await nok.says("five")
    assert await sim.line.release(batch=True) == [200]
    assert [event["message"]["text"] for event in listener.bodies[-1]["events"]] == ["four", "five"]


@pytest.mark.parametrize("signature", ["", "bm8="])
async def test_bytes_can_be_sent_with_a_wrong_signature_or_none(shop, listener, signature):
    assert await shop.sends_bytes(b"{}", signature=signature) == 401
    assert listener.raws == []


async def test_raw_events_are_signed_and_their_reply_token_works(shop, listener, product, clock):
    nok = shop.person("Nok")
    source = {"type": "user", "userId": nok.user_id}
    event = {"type": "holo", "source": source, "replyToken": "f" * 32, "timestamp": int(clock() * 1000)}
    assert await shop.sends_raw([event]) == 200
    body = {"replyToken": "f" * 32, "messages": [{"type": "text", "text": "what?"}]}
    assert await product.line("message/reply", body) == 200
    assert nok.chat[-1].text == "what?"


async def test_the_verify_button_and_the_test_endpoint_send_no_events(shop, listener, product):
    assert await shop.verifies() == 200
    assert await product.line("channel/webhook/test") == 200
    assert product.answer["success"] is True
    assert [json.loads(raw)["events"] for raw in listener.raws] == [[], []]
    await product.line("channel/webhook/test", {"endpoint": f"{listener.url}/nowhere"})
    assert (product.answer["success"], product.answer["statusCode"]) == (False, 404)
    assert await product.line("channel/webhook/endpoint", {"endpoint": "https://shop.test/hook"}, method="PUT") == 200
    await product.line("channel/webhook/endpoint", method="GET")
    assert product.answer == {"endpoint": "https://shop.test/hook", "active": True}
