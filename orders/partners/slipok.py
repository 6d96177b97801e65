"""SlipOK: one call with the code's text, the branch's number and its key.

https://slipok.com/api-documentation/
"""

import re
from datetime import timedelta
from typing import Any

import aiohttp

from orders.partners import (
    Answered,
    Receiver,
    Told,
    Verdict,
    amount_in,
    baht_number,
    dict_in,
    post,
    texts,
    time_in,
)

HOME = "https://api.slipok.com"

#: Its refusals that say something of the slip; every other one (key, quota, bank down) says something of the service.
VERDICTS: dict[int, Verdict] = {
    1006: "unreadable",
    1007: "unreadable",
    1008: "unreadable",
    1010: "pending",
    1011: "not_found",
    1012: "duplicate",
    1013: "amount_mismatch",
    1014: "receiver_mismatch",
}
#: When it tells no minutes.
USUAL_DELAY = 5
LONGEST_DELAY = 24 * 60


class SlipOk:
    name = "slipok"

    def __init__(self, http: aiohttp.ClientSession, *, api_base: str | None, key: str, branch: str) -> None:
        self._http = http
        self._url = f"{(api_base or HOME).rstrip('/')}/api/line/apikey/{branch}"
        self._headers = {"x-authorization": key}

    async def ask(self, payload: str, amount: int | None) -> Told:
        """`log` is off: that would be its own memory of slips, and we have ours."""
        body: dict[str, Any] = {"data": payload, "log": False}
        if amount is not None:
            body["amount"] = baht_number(amount)
        answer = await post(self._http, self._url, self._headers, body)
        return answer if isinstance(answer, Told) else read(answer)


def read(answer: Answered) -> Told:
    data = dict_in(answer.data, "data")
    code, message = _number(answer.data.get("code")), answer.data.get("message")
    verdict: Verdict = VERDICTS.get(code, "unavailable")
    if code == 0 and answer.status // 100 == 2 and answer.data.get("success") is True and data.get("success", True):
        verdict = "verified"
    detail = "" if verdict == "verified" else f"{answer.status} {code or ''} {message or ''}".strip()[:200]
    return Told(
        verdict,
        amount_in(data.get("amount")),
        time_in(data.get("transTimestamp")),
        _receiver(dict_in(data, "receiver")),
        timedelta(minutes=_minutes(data, message)) if verdict == "pending" else None,
        detail,
    )


def _receiver(said: dict[str, Any]) -> Receiver:
    return Receiver(
        texts(said.get("displayName"), said.get("name")),
        texts(dict_in(said, "account").get("value")),
        texts(dict_in(said, "proxy").get("value")),
    )


def _minutes(data: dict[str, Any], message: Any) -> int:
    """How long the bank needs: a field of its own, or the number in the sentence."""
    given = next((_number(data[name]) for name in ("delay", "minutes", "retryAfter") if name in data), 0)
    if not given and isinstance(message, str):
        found = re.findall(r"(?<![0-9])[0-9]{1,3}(?![0-9])", message)
        given = int(found[-1]) if found else 0
    return min(given or USUAL_DELAY, LONGEST_DELAY)


def _number(value: Any) -> int:
    return int(value) if isinstance(value, (int, str)) and str(value).isascii() and str(value).isdigit() else 0
