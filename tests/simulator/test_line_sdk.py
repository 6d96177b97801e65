"""LINE's own client gets along with the stand-in."""

import uuid
from collections.abc import AsyncIterator

import pytest
from linebot.v3.messaging import (
    ApiException,
    AsyncApiClient,
    AsyncMessagingApi,
    Configuration,
    FlexContainer,
    FlexMessage,
    PushMessageRequest,
    ReplyMessageRequest,
    TextMessage,
)

CARD = {
    "type": "bubble",
    "body": {"type": "box", "layout": "vertical", "contents": [{"type": "text", "text": "฿398"}]},
    "footer": {
        "type": "box",
        "layout": "vertical",
        "contents": [{"type": "button", "action": {"type": "uri", "label": "pay", "uri": "https://shop.test/o/1"}}],
    },
}


@pytest.fixture
async def api(sim, shop) -> AsyncIterator[AsyncMessagingApi]:
    configuration = Configuration(host=f"{sim.base_url}/line", access_token="line-token")
    async with AsyncApiClient(configuration) as client:
        yield AsyncMessagingApi(client)


async def test_reply_and_profile(api, shop, listener):
    nok = shop.person("Nok")
    await nok.says("hello")
    token = listener.events[0]["replyToken"]
    card = FlexMessage(alt_text="Invoice 1001", contents=FlexContainer.from_dict(CARD))
    sent = await api.reply_message(
        ReplyMessageRequest(reply_token=token, messages=[TextMessage(text="hi"), card]), _request_timeout=10
    )
    assert len(sent.sent_messages) == 2
    await nok.hears("hi")
    heard = await nok.hears("฿398")
    assert heard.text == "Invoice 1001"
    assert await nok.taps("pay") == "https://shop.test/o/1"
    profile = await api.get_profile(nok.user_id, _request_timeout=10)
    assert profile.display_name == "Nok"


async def test_push_twice_under_one_key_is_told_as_409(api, shop):
    nok = shop.person("Nok")
    request = PushMessageRequest(to=nok.user_id, messages=[TextMessage(text="shipped")])
    key = str(uuid.uuid4())
    await api.push_message(request, x_line_retry_key=key, _request_timeout=10)
    with pytest.raises(ApiException) as refused:
        await api.push_message(request, x_line_retry_key=key, _request_timeout=10)
    assert refused.value.status == 409
    assert refused.value.headers["x-line-accepted-request-id"]
    assert [message.text for message in nok.chat] == ["shipped"]


async def test_quota_and_bot_info(api, shop):
    shop.quota = 300
    assert (await api.get_message_quota(_request_timeout=10)).value == 300
    assert (await api.get_message_quota_consumption(_request_timeout=10)).total_usage == 0
    info = await api.get_bot_info(_request_timeout=10)
    assert (info.user_id, info.chat_mode) == (shop.bot_user_id, "bot")
