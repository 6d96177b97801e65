"""EasySlip, version 2: one call with the code's text.

https://document.easyslip.com/
"""

from datetime import timedelta
from typing import Any

import aiohttp

from orders.partners import Answered, Receiver, Told, Verdict, amount_in, dict_in, post, texts, time_in

HOME = "https://api.easyslip.com"

#: Its refusals that say something of the slip; every other one (key, quota, server) says something of the service.
VERDICTS: dict[str, Verdict] = {
    "slip_not_found": "not_found",
    "slip_pending": "pending",
    "invalid_payload": "unreadable",
    "duplicate_slip": "duplicate",
}
USUAL_DELAY = timedelta(minutes=5)


class EasySlip:
    name = "easyslip"

    def __init__(self, http: aiohttp.ClientSession, *, api_base: str | None, key: str) -> None:
        self._http = http
        self._url = f"{(api_base or HOME).rstrip('/')}/v2/verify/bank"
        self._headers = {"Authorization": f"Bearer {key}"}

    async def ask(self, payload: str, amount: int | None) -> Told:
        """What it should be is compared here: the service is told nothing but the code."""
        answer = await post(self._http, self._url, self._headers, {"payload": payload})
        return answer if isinstance(answer, Told) else read(answer)


def read(answer: Answered) -> Told:
    data = dict_in(answer.data, "data")
    slip = dict_in(data, "rawSlip") or data
    if answer.status // 100 != 2 or answer.data.get("success") is False or not slip:
        code = _code(answer.data)
        verdict: Verdict = VERDICTS.get(code.lower(), "unavailable")
        ask_again = USUAL_DELAY if verdict == "pending" else None
        return Told(verdict, ask_again=ask_again, detail=f"{answer.status} {code}".strip()[:200])
    amount = slip.get("amount")
    return Told(
        "duplicate" if data.get("isDuplicate") is True else "verified",
        amount_in(dict_in(amount).get("amount") if isinstance(amount, dict) else amount),
        time_in(slip.get("date")),
        _receiver(dict_in(slip, "receiver", "account")),
    )


def _code(data: dict[str, Any]) -> str:
    """`{"error": {"code": ...}}`, or the code in the place of the message as its older version has it."""
    said = texts(dict_in(data, "error").get("code"), data.get("code"), data.get("error"), data.get("message"))
    return said[0] if said else ""


def _receiver(account: dict[str, Any]) -> Receiver:
    name = account.get("name")
    names = texts(name.get("th"), name.get("en")) if isinstance(name, dict) else texts(name)
    return Receiver(
        names, texts(dict_in(account, "bank").get("account")), texts(dict_in(account, "proxy").get("account"))
    )
