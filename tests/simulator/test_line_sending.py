"""Reply and push, their tokens, keys and quota, and what else the product may ask."""

import asyncio
import uuid

import aiohttp
import pytest


def reply(listener, *texts, at=-1):
    messages = [{"type": "text", "text": text} for text in texts]
    return {"replyToken": listener.events[at]["replyToken"], "messages": messages}


async def test_a_reply_token_works_once(shop, listener, product):
    nok = shop.person("Nok")
    await nok.says("hello")
    assert await product.line("message/reply", reply(listener, "hi")) == 200
    assert len(product.answer["sentMessages"]) == 1
    assert product.headers["x-line-request-id"]
    assert await product.line("message/reply", reply(listener, "hi again")) == 400
    assert product.answer == {"message": "Invalid reply token"}
    assert [(message.who, message.via, message.text) for message in nok.chat] == [
        ("me", "", "hello"),
        ("shop", "reply", "hi"),
    ]
    assert shop.used() == 0


async def test_a_reply_token_lives_a_minute(shop, listener, product, clock):
    nok = shop.person("Nok")
    await nok.says("hello")
    clock.turn(60)
    assert await product.line("message/reply", reply(listener, "in time")) == 200
    await nok.says("hello")
    clock.turn(61)
    assert await product.line("message/reply", reply(listener, "late")) == 400


@pytest.mark.parametrize(("minutes", "status"), [(19, 200), (21, 400)])
async def test_a_redelivery_renews_the_minute_within_twenty(shop, listener, product, clock, minutes, status):
    shop.redelivery = True
    listener.status = 503
    await shop.person("Nok").says("hello")
    listener.status = 200
    clock.turn(minutes * 60)
    await shop.redeliver()
    assert await product.line("message/reply", reply(listener, "hi")) == status


async def test_a_refused_reply_leaves_its_token_usable(shop, listener, product):
    await shop.person("Nok").says("hello")
    assert await product.line("message/reply", reply(listener, "x" * 5001)) == 400
    assert await product.line("message/reply", reply(listener, "short")) == 200


async def test_a_reply_takes_no_retry_key(shop, listener, product):
    await shop.person("Nok").says("hello")
    key = {"X_Line_Retry_Key": str(uuid.uuid4())}
    assert await product.line("message/reply", reply(listener, "hi"), **key) == 400


async def test_a_reply_in_a_group_goes_to_the_group(shop, listener, product):
    nok = shop.person("Nok")
    group = shop.group([nok])
    await nok.says("orders", group=group)
    await product.line("message/reply", reply(listener, "none"))
    assert (await group.hears("none")).via == "reply"
    assert nok.chat == []


async def test_a_wrong_token_is_nobody(shop, product):
    assert await product.line("info", method="GET", token="guess") == 401
    assert product.headers["x-line-request-id"]


async def test_a_push_counts_recipients_and_not_messages(shop, product):
    nok = shop.person("Nok")
    group = shop.group([nok, shop.person("Ploy"), shop.person("Fah")])
    await product.pushes(nok, "1", "2", "3", "4", "5")
    await product.pushes(group, "1")
    await product.line("message/quota/consumption", method="GET")
    assert product.answer == {"totalUsage": 4}


async def test_the_monthly_limit_and_the_rate_are_both_429(sim, shop, product, clock):
    nok = shop.person("Nok")
    shop.quota = 1
    assert await product.pushes(nok, "one") == 200
    assert await product.pushes(nok, "two") == 429
    assert product.answer == {"message": "You have reached your monthly limit."}
    await product.line("message/quota", method="GET")
    assert product.answer == {"type": "limited", "value": 1}
    sim.line.fail("push", status=429, retry_after=3)
    assert await product.pushes(nok, "three") == 429
    assert "rate limit" in product.answer["message"]
    assert product.headers["retry-after"] == "3"
    clock.turn(31 * 86_400)
    assert await product.pushes(nok, "next month") == 200


async def test_a_retry_key_makes_a_push_happen_once_in_a_day(shop, product, clock):
    nok = shop.person("Nok")
    key = {"X_Line_Retry_Key": str(uuid.uuid4())}
    assert await product.pushes(nok, "hi", **key) == 200
    sent, request_id = product.answer["sentMessages"], product.headers["x-line-request-id"]
    assert await product.pushes(nok, "hi", **key) == 409
    assert product.answer["sentMessages"] == sent
    assert product.headers["x-line-accepted-request-id"] == request_id
    assert await product.pushes(nok, "something else", **key) == 400
    assert len(nok.chat) == 1
    clock.turn(86_401)
    assert await product.pushes(nok, "hi", **key) == 200
    assert await product.pushes(nok, "hi", X_Line_Retry_Key="not-a-uuid") == 400


async def test_a_push_refused_under_a_key_may_be_tried_again(sim, shop, product):
    nok = shop.person("Nok")
    key = {"X_Line_Retry_Key": str(uuid.uuid4())}
    sim.line.fail("push", status=500)
    assert await product.pushes(nok, "hi", **key) == 500
    assert await product.pushes(nok, "hi", **key) == 200


async def test_who_blocked_or_never_was_a_friend_hears_nothing_and_costs_nothing(shop, product):
    blocked, stranger = shop.person("Blocked"), shop.person("Stranger", friend=False)
    await blocked.blocks()
    for person in (blocked, stranger):
        assert await product.pushes(person, "hi") == 200
        assert person.chat == []
    assert shop.used() == 0
    assert (
        await product.line("message/push", {"to": "U" + "0" * 32, "messages": [{"type": "text", "text": "x"}]}) == 400
    )


async def test_a_stranger_who_wrote_can_be_reached_for_a_week(shop, product, clock):
    stranger = shop.person("Stranger", friend=False)
    await stranger.says("hello")
    clock.turn(7 * 86_400)
    await product.pushes(stranger, "still here")
    clock.turn(1)
    await product.pushes(stranger, "too late")
    assert [message.text for message in stranger.chat] == ["hello", "still here"]


async def test_profiles_of_friends_and_members(shop, product):
    nok = shop.person("Nok", picture_url="https://profile.test/nok.jpg")
    stranger = shop.person("Stranger", friend=False)
    group = shop.group([stranger], name="Staff")
    assert await product.line(f"profile/{nok.user_id}", method="GET") == 200
    assert product.answer["language"] == "th"
    assert await product.line(f"profile/{stranger.user_id}", method="GET") == 404
    assert await product.line(f"group/{group.group_id}/member/{stranger.user_id}", method="GET") == 200
    assert await product.line(f"group/{group.group_id}/member/{nok.user_id}", method="GET") == 404
    await nok.blocks()
    assert await product.line(f"profile/{nok.user_id}", method="GET") == 404


async def test_a_picture_is_prepared_fetched_and_gone_when_unsent(shop, listener, product):
    nok = shop.person("Nok")
    await nok.sends_picture(b"\xff\xd8\xffjpeg")
    message_id = listener.events[0]["message"]["id"]
    shop.content_preparing = 1
    assert await product.line(f"message/{message_id}/content", method="GET") == 202
    assert await product.line(f"message/{message_id}/content", method="GET") == 200
    assert product.answer == b"\xff\xd8\xffjpeg"
    assert product.headers["content-type"] == "image/jpeg"
    await nok.unsends(message_id)
    assert await product.line(f"message/{message_id}/content", method="GET") == 410
    assert await product.line("message/1/content", method="GET") == 404


@pytest.mark.parametrize(("seconds", "status"), [(5, 202), (60, 202), (7, 400), (0, 400), (65, 400)])
async def test_the_loading_animation_goes_in_steps_of_five(shop, product, seconds, status):
    nok = shop.person("Nok")
    assert await product.line("chat/loading/start", {"chatId": nok.user_id, "loadingSeconds": seconds}) == status


async def test_the_loading_animation_is_for_users_and_a_read_mark_for_what_came(shop, listener, product):
    nok = shop.person("Nok")
    group = shop.group([nok])
    assert await product.line("chat/loading/start", {"chatId": group.group_id}) == 400
    await nok.says("hello")
    token = listener.events[0]["message"]["markAsReadToken"]
    assert await product.line("chat/markAsRead", {"markAsReadToken": token}) == 200
    assert await product.line("chat/markAsRead", {"markAsReadToken": "guess"}) == 400


async def test_a_quote_works_in_its_own_chat_only(shop, listener, product):
    nok, ploy = shop.person("Nok"), shop.person("Ploy")
    await nok.says("hello")
    quote = {"type": "text", "text": "this?", "quoteToken": listener.events[0]["message"]["quoteToken"]}
    assert await product.pushes(nok, quote) == 200
    assert await product.pushes(ploy, quote) == 400


@pytest.mark.parametrize(("how", "arrives"), [("reset_before", False), ("reset_after", True)])
async def test_a_cut_connection_leaves_the_product_in_doubt(sim, shop, product, how, arrives):
    nok = shop.person("Nok")
    sim.line.fail("push", how=how)
    with pytest.raises(aiohttp.ClientError):
        await product.pushes(nok, "hi")
    assert bool(nok.chat) is arrives
    assert sim.line.calls[-1].status == (200 if arrives else 0)
    assert await product.pushes(nok, "again") == 200


async def test_an_answer_may_be_slow_or_a_proxys_page(sim, shop, product):
    nok = shop.person("Nok")
    sim.line.fail("push", how="slow", seconds=30)
    impatient = asyncio.wait_for(product.pushes(nok, "hi"), 0.1)
    with pytest.raises(TimeoutError):
        await impatient
    assert len(nok.chat) == 1
    sim.line.fail("push", status=502, times=2)
    assert await product.pushes(nok, "hi") == 502
    assert product.answer.startswith(b"<html>")
    sim.line.heal()
    assert await product.pushes(nok, "hi") == 200


async def test_every_call_is_kept(sim, shop, product):
    nok = shop.person("Nok")
    await product.pushes(nok, "hi")
    call = (await sim.line.called("push"))[-1]
    assert (call.method, call.status, call.body["to"]) == ("POST", 200, nok.user_id)
    with pytest.raises(AssertionError, match="reply was called 0 of 1"):
        await sim.line.called("reply", timeout=0.01)
