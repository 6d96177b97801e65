"""The endpoints beside reply and push: https://developers.line.biz/en/reference/messaging-api/"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from simulator.line import events, sending
from simulator.line.account import LineAccount
from simulator.line.messages import ENDPOINT, LOADING, READ_MARK, TEST_ENDPOINT
from simulator.line.people import LinePerson
from simulator.shapes import Json
from simulator.switchboard import Answer, Call

Endpoint = Callable[[LineAccount, Call, str], Answer | Awaitable[Answer]]


def quota(account: LineAccount, call: Call, request_id: str) -> Answer:
    """How many messages a month."""
    if account.quota is None:
        return Answer(200, {"type": "none"})
    return Answer(200, {"type": "limited", "value": account.quota})


def consumption(account: LineAccount, call: Call, request_id: str) -> Answer:
    """How many were counted this month."""
    return Answer(200, {"totalUsage": account.used()})


def profile(account: LineAccount, call: Call, request_id: str) -> Answer:
    """A friend, or somebody who wrote; 404 for others and when blocked."""
    person = account.people.get(call.parts["user"])
    if person is None or person.blocked or not (person.friend or person.wrote_at is not None):
        return Answer(404, {"message": "Not found"})
    found = _face(person)
    return Answer(200, {**found, "language": person.language} if person.language else found)


def group_member(account: LineAccount, call: Call, request_id: str) -> Answer:
    """A member of a group, friend or not."""
    group = account.groups.get(call.parts["group"])
    members = group.members if group else []
    person = next((member for member in members if member.user_id == call.parts["user"]), None)
    return Answer(200, _face(person)) if person else Answer(404, {"message": "Not found"})


def group_summary(account: LineAccount, call: Call, request_id: str) -> Answer:
    """A group's name."""
    group = account.groups.get(call.parts["group"])
    if group is None:
        return Answer(404, {"message": "Not found"})
    return Answer(200, {"groupId": group.group_id, "groupName": group.name})


def content(account: LineAccount, call: Call, request_id: str) -> Answer:
    """What somebody sent."""
    return account.content(call.parts["message"])


def loading(account: LineAccount, call: Call, request_id: str) -> Answer:
    """The loading animation: users only, 5 to 60 seconds in steps of 5."""
    if wrong := sending.refusal(account, call, LOADING):
        return wrong
    seconds = call.body.get("loadingSeconds", 20)
    if seconds % 5:
        return Answer(400, {"message": "loadingSeconds must be a multiple of 5"})
    person = account.people.get(call.body["chatId"])
    if person is None:
        return Answer(400, {"message": "Invalid chatId: must be a user ID"})
    person.chat_log.shows_typing(float(seconds))
    return Answer(202)


def info(account: LineAccount, call: Call, request_id: str) -> Answer:
    """The account itself."""
    mode = "manual" if account.chat_mode == "chat" else "auto"
    return Answer(
        200,
        {
            "userId": account.bot_user_id,
            "basicId": account.basic_id,
            "displayName": account.name,
            "chatMode": account.chat_mode,
            "markAsReadMode": mode,
        },
    )


def endpoint(account: LineAccount, call: Call, request_id: str) -> Answer:
    """Where webhooks go."""
    return Answer(200, {"endpoint": account.webhook_url, "active": account.webhook_active})


def set_endpoint(account: LineAccount, call: Call, request_id: str) -> Answer:
    """Let them go elsewhere."""
    if wrong := sending.refusal(account, call, ENDPOINT):
        return wrong
    account.webhook_url = call.body["endpoint"]
    return Answer(200)


async def test_endpoint(account: LineAccount, call: Call, request_id: str) -> Answer:
    """Send a body without events, as the Verify button does, and tell what came back."""
    if call.raw and (wrong := sending.refusal(account, call, TEST_ENDPOINT)):
        return wrong
    url = (call.body or {}).get("endpoint") or account.webhook_url
    raw = events.body(account.bot_user_id, [])
    status = await account.postman.raw(url, raw, events.headers(raw, account.channel_secret))
    success = status == 200
    reason = "OK" if success else "ERROR_STATUS_CODE" if status else "COULD_NOT_CONNECT"
    told = datetime.fromtimestamp(account.world.clock(), UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    detail = str(status) if status else "no answer"
    return Answer(
        200, {"success": success, "timestamp": told, "statusCode": status, "reason": reason, "detail": detail}
    )


def mark_as_read(account: LineAccount, call: Call, request_id: str) -> Answer:
    """Mark what a webhook brought as read."""
    if wrong := sending.refusal(account, call, READ_MARK):
        return wrong
    if call.body["markAsReadToken"] not in account.read_tokens:
        return Answer(400, {"message": "Invalid markAsReadToken"})
    return Answer(200)


def _face(person: LinePerson) -> Json:
    found = {"userId": person.user_id, "displayName": person.name}
    return {**found, "pictureUrl": person.picture_url} if person.picture_url else found


#: method, path below /line, the endpoint's name for fail() and calls, who answers
ROUTES: tuple[tuple[str, str, str, Endpoint], ...] = (
    ("POST", "/v2/bot/message/reply", "reply", sending.reply),
    ("POST", "/v2/bot/message/push", "push", sending.push),
    ("POST", "/v2/bot/message/validate/reply", "validate", sending.validate),
    ("POST", "/v2/bot/message/validate/push", "validate", sending.validate),
    ("GET", "/v2/bot/message/quota", "quota", quota),
    ("GET", "/v2/bot/message/quota/consumption", "consumption", consumption),
    ("GET", "/v2/bot/message/{message}/content", "content", content),
    ("GET", "/v2/bot/profile/{user}", "profile", profile),
    ("GET", "/v2/bot/group/{group}/summary", "group", group_summary),
    ("GET", "/v2/bot/group/{group}/member/{user}", "group_member", group_member),
    ("POST", "/v2/bot/chat/loading/start", "loading", loading),
    ("POST", "/v2/bot/chat/markAsRead", "mark_as_read", mark_as_read),
    ("GET", "/v2/bot/info", "info", info),
    ("GET", "/v2/bot/channel/webhook/endpoint", "webhook", endpoint),
    ("PUT", "/v2/bot/channel/webhook/endpoint", "webhook", set_endpoint),
    ("POST", "/v2/bot/channel/webhook/test", "webhook_test", test_endpoint),
)
