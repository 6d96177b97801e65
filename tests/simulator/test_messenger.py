"""The Graph API's rules, and the webhooks of a page."""

import hashlib
import hmac

import pytest

PAGE = "682498302938465"


def error(product):
    return product.answer["error"]["code"], product.answer["error"].get("error_subcode")


def template(**payload):
    return {"attachment": {"type": "template", "payload": payload}}


def element(**more):
    return {"title": "Invoice 1001", "subtitle": "฿398", **more}


BUTTON = {"type": "postback", "title": "ok", "payload": "x"}
LINK = {"type": "web_url", "title": "Pay", "url": "https://shop.test/o/1"}
RECEIPT = {
    "template_type": "receipt",
    "recipient_name": "Som",
    "order_number": "1001",
    "currency": "THB",
    "payment_method": "PromptPay",
    "timestamp": "1795369111",
    "summary": {"total_cost": 398.5},
}
RIGHT = {
    "2000 units": {"text": "x" * 2000},
    "13 quick replies": {
        "text": "x",
        "quick_replies": [{"content_type": "text", "title": "x" * 20, "payload": "p" * 1000}] * 13,
    },
    "metadata of 1000": {"text": "x", "metadata": "m" * 1000},
    "ten elements": template(template_type="generic", elements=[element(buttons=[LINK, BUTTON, BUTTON])] * 10),
    "640 units on buttons": template(template_type="button", text="x" * 640, buttons=[LINK]),
    "a receipt": template(**RECEIPT, elements=[{"title": "A01", "price": 398.5, "quantity": 1}]),
    "a picture": {"attachment": {"type": "image", "payload": {"url": "https://shop.test/qr.png"}}},
}
WRONG = {
    "nothing": {},
    "empty text": {"text": ""},
    "2001 units": {"text": "x" * 2001},
    "1001 apples": {"text": "🍎" * 1001},
    "text and attachment": {"text": "x", **template(template_type="button", text="x", buttons=[LINK])},
    "14 quick replies": {
        "text": "x",
        "quick_replies": [{"content_type": "text", "title": "x", "payload": "p"}] * 14,
    },
    "a quick reply without payload": {"text": "x", "quick_replies": [{"content_type": "text", "title": "x"}]},
    "a quick reply of 21": {
        "text": "x",
        "quick_replies": [{"content_type": "text", "title": "x" * 21, "payload": "p"}],
    },
    "metadata of 1001": {"text": "x", "metadata": "m" * 1001},
    "an unknown property": {"text": "x", "altText": "y"},
    "eleven elements": template(template_type="generic", elements=[element()] * 11),
    "a title alone": template(template_type="generic", elements=[{"title": "x"}]),
    "a title of 81": template(template_type="generic", elements=[element(title="x" * 81)]),
    "four buttons": template(template_type="generic", elements=[element(buttons=[BUTTON] * 4)]),
    "a button of 21": template(template_type="button", text="x", buttons=[{**BUTTON, "title": "x" * 21}]),
    "641 units on buttons": template(template_type="button", text="x" * 641, buttons=[LINK]),
    "messenger_extensions": template(
        template_type="button", text="x", buttons=[{**LINK, "messenger_extensions": True}]
    ),
    "a javascript link": template(template_type="button", text="x", buttons=[{**LINK, "url": "javascript:alert(1)"}]),
    "a receipt with three decimals": template(**{**RECEIPT, "summary": {"total_cost": 1.005}}),
    "a receipt with buttons": template(**RECEIPT, buttons=[LINK]),
    "a receipt with a numeric time": template(**{**RECEIPT, "timestamp": 1795369111}),
    "an unknown template": template(template_type="invoice"),
}


@pytest.mark.parametrize("name", RIGHT)
async def test_it_is_accepted(page, product, name):
    som = page.person("Som")
    await som.says("hello")
    assert await product.says(som, **RIGHT[name]) == 200
    assert set(product.answer) == {"recipient_id", "message_id"}
    assert som.chat[-1].via == "send"


@pytest.mark.parametrize("name", WRONG)
async def test_it_is_refused_with_code_100(page, product, name):
    som = page.person("Som")
    await som.says("hello")
    assert await product.says(som, **WRONG[name]) == 400
    assert error(product) == (100, None)
    assert product.answer["error"]["fbtrace_id"]
    assert len(som.chat) == 1


async def test_only_what_the_customer_does_opens_the_window_for_a_day(page, product, clock):
    som = page.person("Som")
    await som.inbox_says("hello, we are open")
    await som.reads()
    assert await product.says(som, text="hi") == 400
    assert error(product) == (10, 2018278)
    for act in (lambda: som.says("hello"), lambda: som.comes_by("ORD-1"), lambda: som.reacts(som.chat[0])):
        await act()
        clock.turn(86_400)
        assert await product.says(som, text="in time") == 200
        clock.turn(1)
        assert await product.says(som, text="late") == 400


async def test_who_cannot_be_written_to(page, product):
    som = page.person("Som")
    await som.says("hello")
    await som.blocks()
    assert await product.says(som, text="hi") == 400
    assert error(product)[0] == 551
    body = {"recipient": {"id": "1"}, "messaging_type": "RESPONSE", "message": {"text": "x"}}
    await product.graph("me/messages", body)
    assert error(product) == (100, 2018001)


async def test_type_tags_and_actions_have_their_rules(page, product):
    som = page.person("Som")
    await som.says("hello")
    to = {"recipient": {"id": som.psid}}
    said = {**to, "message": {"text": "hi"}}
    assert await product.graph("me/messages", said) == 400
    for tag in ("HUMAN_AGENT", "POST_PURCHASE_UPDATE"):
        await product.graph("me/messages", {**said, "messaging_type": "MESSAGE_TAG", "tag": tag})
        assert error(product) == (100, None)
    await product.graph("me/messages", {**said, "messaging_type": "UTILITY"})
    assert error(product)[0] == 200
    assert await product.graph("me/messages", {**to, "sender_action": "typing_on"}) == 200
    assert product.answer == {"recipient_id": som.psid}
    assert await product.graph("me/messages", {**to, "sender_action": "TYPING_ON"}) == 400
    assert await product.graph("me/messages", {**to, "sender_action": "typing_on", "message": {"text": "x"}}) == 400


async def test_an_approved_utility_template_goes_out_past_the_window(page, product):
    som = page.person("Som")
    page.templates.add(("order_shipped", "th"))
    message = {"template": {"name": "order_shipped", "language": {"code": "th"}, "components": []}}
    body = {"recipient": {"id": som.psid}, "messaging_type": "UTILITY", "message": message}
    assert await product.graph("me/messages", body) == 200


async def test_token_proof_version_and_page_are_checked(page, product, sim):
    som = page.person("Som")
    await som.says("hello")
    assert await product.graph("me?fields=id", method="GET", token="guess") == 401
    assert error(product) == (190, None)
    async with product.session.get(f"{sim.base_url}/graph/v26.0/me?access_token=page-token") as answer:
        assert (await answer.json())["id"] == PAGE
    page.require_proof = True
    assert await product.graph("me", method="GET") == 400
    assert await product.graph("me?appsecret_proof=no", method="GET") == 400
    proof = hmac.new(page.app_secret.encode(), b"page-token", hashlib.sha256).hexdigest()
    assert await product.graph(f"me?appsecret_proof={proof}", method="GET") == 200
    page.require_proof = False
    assert await product.graph("me", method="GET", version="19.0") == 400
    assert error(product)[0] == 2635
    await product.graph("1/messages", {})
    assert error(product) == (100, 33)


async def test_what_the_app_sends_comes_back_as_an_echo(sim, page, listener, product):
    som = page.person("Som")
    await som.says("hello")
    await product.says(som, text="ฮัลโหล", metadata="out:7")
    await sim.settled()
    item = listener.items[-1]
    assert (item["sender"]["id"], item["recipient"]["id"]) == (PAGE, som.psid)
    assert item["message"] == {
        "mid": product.answer["message_id"],
        "is_echo": True,
        "app_id": 1517776481860111,
        "text": "ฮัลโหล",
        "metadata": "out:7",
    }
    page.echoes = False
    await product.says(som, text="unheard")
    await sim.settled()
    assert listener.items[-1] == item


async def test_the_page_inbox_another_app_and_nobody_echo_too(page, listener):
    som = page.person("Som")
    await som.inbox_says("/A01 2")
    await som.inbox_says("/send", app_id=498721317747541)
    await som.inbox_says("/send", app_id=None)
    await som.inbox_says("/send", standby=True)
    apps = [item["message"].get("app_id") for item in listener.items]
    assert apps == [263902037430900, 498721317747541, None, 263902037430900]
    assert list(listener.bodies[-1]["entry"][0]) == ["id", "time", "standby"]
    assert [message.via for message in som.chat] == ["inbox"] * 4


async def test_webhooks_are_escaped_as_meta_writes_them(page, listener):
    som = page.person("Som")
    await som.says("/สั่ง 🙏")
    raw = listener.raws[0]
    assert raw.isascii()
    assert b'"text":"\\/\\u0e2a\\u0e31\\u0e48\\u0e07 \\ud83d\\ude4f"' in raw
    assert listener.headers[0]["x-hub-signature"].startswith("sha1=")
    assert list(listener.items[0]) == ["sender", "recipient", "timestamp", "message"]


async def test_a_picture_has_an_address_that_can_be_fetched(page, listener, product):
    await page.person("Som").sends_picture(b"\xff\xd8\xffslip")
    (attachment,) = listener.items[0]["message"]["attachments"]
    async with product.session.get(attachment["payload"]["url"]) as answer:
        assert (answer.content_type, await answer.read()) == ("image/jpeg", b"\xff\xd8\xffslip")


async def test_what_was_not_taken_comes_again_and_anything_can_be_sent(page, listener):
    listener.status = 500
    som = page.person("Som")
    assert await som.says("hello") == 500
    listener.status = 200
    assert await page.redeliver() == [200]
    assert listener.items[0] == listener.items[1]
    assert await page.sends_raw({"object": "instagram", "entry": []}) == 200
    assert await page.sends_bytes(b"{}", signature="sha256=0") == 403
    assert await page.verifies() is True
    assert await page.verifies("guess") is False


async def test_profiles_subscriptions_and_the_messenger_profile(page, product, listener):
    som = page.person("Som Dee", picture_url="https://cdn.test/som.jpg")
    assert await product.graph(f"{som.psid}?fields=first_name,last_name,profile_pic", method="GET") == 200
    assert product.answer["first_name"] == "Som"
    assert await product.graph(f"{som.psid}?fields=phone", method="GET") == 400
    assert await product.graph("999", method="GET") == 400
    assert await product.graph(f"{PAGE}/subscribed_apps", {"subscribed_fields": "messages,nonsense"}) == 400
    assert await product.graph(f"{PAGE}/subscribed_apps?subscribed_fields=messages") == 200
    await product.graph(f"{PAGE}/subscribed_apps", method="GET")
    assert product.answer["data"][0]["subscribed_fields"] == ["messages"]
    assert await som.inbox_says("/send") == 0
    assert await som.says("hello") == 200
    menu = [{"locale": "default", "call_to_actions": [BUTTON]}]
    assert await product.graph("me/messenger_profile", {"persistent_menu": menu}) == 400
    both = {"get_started": {"payload": "start"}, "persistent_menu": menu}
    assert await product.graph("me/messenger_profile", both) == 200
    await product.graph("me/messenger_profile?fields=get_started", method="GET")
    assert product.answer == {"data": [{"get_started": {"payload": "start"}}]}
    assert await product.graph("me/messenger_profile", {"fields": ["get_started"]}, method="DELETE") == 400
    fields = {"fields": ["get_started", "persistent_menu"]}
    assert await product.graph("me/messenger_profile", fields, method="DELETE") == 200


async def test_failures_speak_as_graph_does(sim, page, product):
    som = page.person("Som")
    await som.says("hello")
    sim.messenger.fail("send", status=429)
    await product.says(som, text="x")
    assert error(product)[0] == 613
    sim.messenger.fail("send", status=500)
    await product.says(som, text="x")
    assert error(product)[0] == 2
    sim.messenger.fail("send", status=400, body={"error": {"code": 368, "message": "blocked"}})
    await product.says(som, text="x")
    assert error(product)[0] == 368
    assert [call.status for call in sim.messenger.calls] == [429, 500, 400]
