"""Reply and push: https://developers.line.biz/en/reference/messaging-api/#messages"""

import re
from collections.abc import Sequence

from simulator.line.account import Accepted, LineAccount, Place
from simulator.line.messages import PUSH, REPLY, VALIDATE, with_plain_pictures
from simulator.line.people import LineGroup
from simulator.shapes import Check, Json, Problem, check
from simulator.switchboard import Answer, Call

_MOST_BYTES = 2_000_000
_DAY = 24 * 3600
_RETRY_KEY = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def reply(account: LineAccount, call: Call, request_id: str) -> Answer:
    """Answer an event: free, one use, within a minute, and never with a retry key."""
    if "x-line-retry-key" in call.headers:
        return Answer(400, {"message": "The X-Line-Retry-Key header is not supported by this endpoint"})
    if wrong := refusal(account, call, REPLY):
        return wrong
    token = account.reply_tokens.get(call.body["replyToken"])
    now = account.world.clock()
    if token is None or token.used or token.received is None or now - token.received > 60:
        return Answer(400, {"message": "Invalid reply token"})
    if wrong := _in_this_chat(account, call.body["messages"], token.place):
        return wrong
    token.used = True
    return Answer(200, {"sentMessages": _delivered(account, token.place, call.body["messages"], "reply")})


def push(account: LineAccount, call: Call, request_id: str) -> Answer:
    """Send at any time: counted per recipient; a retry key makes it safe to try again for 24 hours.

    https://developers.line.biz/en/docs/messaging-api/retrying-api-request/
    """
    key = call.headers.get("x-line-retry-key")
    if key is not None and not _RETRY_KEY.fullmatch(key):
        return Answer(400, {"message": "Invalid retry key: must be a UUID"})
    if wrong := refusal(account, call, PUSH):
        return wrong
    before = account.retry_keys.get(key.lower()) if key else None
    now = account.world.clock()
    if before and now - before.at <= _DAY:
        if before.body != call.body:
            return Answer(400, {"message": "The retry key was used with another request body"})
        document = {"message": "The retry key is already accepted", "sentMessages": before.sent}
        return Answer(409, document, {"x-line-accepted-request-id": before.request_id})
    place = account.place(call.body["to"])
    if place is None:
        return Answer(400, {"message": "Failed to send messages"})
    if wrong := _in_this_chat(account, call.body["messages"], place):
        return wrong
    cost = len(place.members) if isinstance(place, LineGroup) else int(place.reachable())
    if account.quota is not None and account.used() + cost > account.quota:
        return Answer(429, {"message": "You have reached your monthly limit."})
    account.count(cost)
    sent = _delivered(account, place, call.body["messages"], "push")
    if key:
        account.retry_keys[key.lower()] = Accepted(now, call.body, request_id, sent)
    return Answer(200, {"sentMessages": sent})


def validate(account: LineAccount, call: Call, request_id: str) -> Answer:
    """The checks of reply and push without delivery."""
    return refusal(account, call, VALIDATE) or Answer(200)


def refusal(account: LineAccount, call: Call, against: Check) -> Answer | None:
    """413, or 400 with every detail; None for a request that is right."""
    if len(call.raw) > _MOST_BYTES:
        return Answer(413, {"message": "Request body is too large"})
    if not isinstance(call.body, dict):
        return Answer(400, {"message": "The request body could not be parsed as JSON"})
    problems = check(with_plain_pictures(call.body, account.world.plain_hosts), against)
    return _refused(problems) if problems else None


def _refused(problems: Sequence[Problem]) -> Answer:
    details = [{"message": problem.message, "property": problem.property} for problem in problems]
    return Answer(400, {"message": f"The request body has {len(details)} error(s)", "details": details})


def _in_this_chat(account: LineAccount, messages: Sequence[Json], place: Place) -> Answer | None:
    problems = []
    for index, message in enumerate(messages):
        token = message.get("quoteToken")
        if token is not None and account.quote_tokens.get(token) is not place:
            problems.append(Problem("Invalid quote token", f"messages[{index}].quoteToken"))
        for key, part in (message.get("substitution") or {}).items():
            if part["type"] == "mention" and not isinstance(place, LineGroup):
                where = f"messages[{index}].substitution.{key}"
                problems.append(Problem("Mentions can be sent to groups and rooms only", where))
    return _refused(problems) if problems else None


def _delivered(account: LineAccount, place: Place, messages: Sequence[Json], via: str) -> list[Json]:
    if isinstance(place, LineGroup) or place.reachable():
        return account.shows(place, messages, via)
    # Blocked, or never a friend: LINE answers 200, and nothing arrives.
    return [{"id": account.world.names.line_message()} for _ in messages]
