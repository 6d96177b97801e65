"""POST `/o/{token}/slip`: "notify transfer" on the page of an order, with the picture of the slip.

The picture is looked at and stored before the database is asked anything; then one transaction takes it.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from aiohttp import web

from orders.clock import BUDDHIST_ERA
from orders.evidence import Claim, Shown, Taken, code_of, take_slip
from orders.money import satang
from orders.payments import MOST_AT_ONCE
from orders.slip_codes import BANKS
from orders.stages import Refusal
from web.guard import Forged, TooLarge, polite
from web.invoice import faces
from web.invoice.forms import tidy
from web.invoice.links import Seen, find
from web.invoice.slip_part import TRIED, Tried
from web.invoice.uploads import Unreadable, Uploaded, uploaded
from web.keys import ALBUM, CLOCK, DATABASE, SLIP_PROVIDER
from web.pages import words_of

FILE = "picture"
#: The answer to what is refused; all else that is wrong with a picture is its kind.
STATUS = {"too_large": 413, "too_many_pixels": 413, "too_many_slips": 422}
#: Links of which the page is gone: that the slip was kept is said where they are shown again.
GONE = ("replaced", "draft")


@dataclass(frozen=True, slots=True)
class Wrong:
    """Fields that are not what they should be -> keys of `page.wrong.<key>`."""

    fields: dict[str, str]


async def take(request: web.Request) -> web.StreamResponse:
    token = request.match_info["token"]
    seen = await find(token)
    if seen is None:
        return polite(request, 404)
    form = await uploaded(request, FILE)
    if isinstance(form, Forged):
        return polite(request, 403, back=seen.address)
    if isinstance(form, Unreadable):
        return polite(request, 400, back=seen.address)
    if isinstance(form, TooLarge):
        return await _again(request, seen, {}, {FILE: _words_for(request, seen, "too_large")}, 413)
    claim = _claim(form, seen, request.app[CLOCK].now())
    if isinstance(claim, Wrong):
        wrong = {
            name: words_of(request, seen.shop.language).say(f"page.wrong.{key}") for name, key in claim.fields.items()
        }
        return await _again(request, seen, form.fields, wrong, 422)
    return await _take(request, seen, form, claim)


async def _take(request: web.Request, seen: Seen, form: Uploaded, claim: Claim) -> web.StreamResponse:
    album = request.app[ALBUM]
    picture = await album.look_at(form.picture)
    if isinstance(picture, Refusal):
        return await _refuse(request, seen, form, picture)
    shown = Shown(await album.keep(picture), hashlib.sha256(form.picture).hexdigest(), code_of(picture.codes))
    now, provider = request.app[CLOCK].now(), request.app[SLIP_PROVIDER]
    taken = await request.app[DATABASE].transaction(_taken, seen.invoice.token, shown, claim, provider, now)
    if not isinstance(taken, Taken) or taken.again:
        await album.drop(shown.picture)
    if isinstance(taken, Refusal):
        return await _refuse(request, seen, form, taken)
    fresh = await find(seen.invoice.token)
    if fresh is not None and fresh.state in GONE:
        request[TRIED] = Tried(kept=True)
        return await faces.of(request, fresh)
    raise web.HTTPSeeOther(seen.address)


async def _taken(token: str, shown: Shown, claim: Claim, provider: str, now: datetime) -> Taken | Refusal | None:
    seen = await find(token, locked=True)
    if seen is None:
        return None
    return await take_slip(
        seen.order, seen.shop, shown, source="page", by="customer", now=now, provider=provider, claim=claim
    )


def _claim(form: Uploaded, seen: Seen, now: datetime) -> Claim | Wrong:
    """What was typed beside the picture. An amount must be one; a bank or a time that says nothing is left out."""
    wrong: dict[str, str] = {}
    typed = tidy(form.fields.get("amount", ""), digits=True)
    bare = typed.removeprefix("฿").removeprefix("THB").strip()
    amount = satang(bare) if bare else None
    if typed and (amount is None or not 0 < amount <= MOST_AT_ONCE):
        wrong["amount"] = "slip_amount"
    if not form.picture:
        wrong[FILE] = "slip_picture"
    if wrong:
        return Wrong(wrong)
    zone = ZoneInfo(seen.shop.timezone)
    return Claim(_bank(form.fields.get("bank", "")), amount, _moment(form.fields.get("time", ""), zone, now))


def _bank(said: str) -> str | None:
    """By its number or its short name."""
    word = tidy(said, digits=True).upper()
    return next((number for number, short in BANKS.items() if word in (number, short)), None)


_CLOCK_TIME = re.compile(r"(?:.*\D)?([0-9]{1,2})[:.]([0-9]{2})(?::[0-9]{2})?")
_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})\b")


def _moment(said: str, zone: ZoneInfo, now: datetime) -> datetime | None:
    """A browser's `2026-11-22T14:05`; or as people write it: `14:05`, `22/11/2569 14:05`. Nothing that is to come."""
    text = tidy(said, digits=True)
    at: datetime | None
    try:
        at = datetime.fromisoformat(text).replace(tzinfo=zone)
    except ValueError:
        at = _as_written(text, zone, now)
    return at if at is not None and at.timestamp() <= now.timestamp() + 3600 else None


def _as_written(text: str, zone: ZoneInfo, now: datetime) -> datetime | None:
    clock, day = _CLOCK_TIME.fullmatch(text), _DAY.search(text)
    try:
        date = now.astimezone(zone).date()
        if day is not None:
            year = int(day[3])
            date = date.replace(year - BUDDHIST_ERA if year > 2400 else year, int(day[2]), int(day[1]))
        return datetime.combine(date, time(int(clock[1]), int(clock[2])), zone) if clock is not None else None
    except ValueError:
        return None


async def _refuse(request: web.Request, seen: Seen, form: Uploaded, refusal: Refusal) -> web.Response:
    wrong = {FILE: _words_for(request, seen, refusal.reason)}
    return await _again(request, seen, form.fields, wrong, STATUS.get(refusal.reason, 415))


def _words_for(request: web.Request, seen: Seen, reason: str) -> str:
    return words_of(request, seen.shop.language).say(f"refused.{reason}", number=seen.order.number or "")


async def _again(
    request: web.Request, seen: Seen, typed: dict[str, str], wrong: dict[str, str], status: int
) -> web.Response:
    """The page with what is wrong at its place, and what was typed; a browser forgets the file by itself."""
    request[TRIED] = Tried(typed=typed, wrong=wrong)
    response = await faces.of(request, seen)
    response.set_status(status)
    return response
