"""The Graph endpoints beside sending: profiles, subscriptions, the Messenger profile."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from simulator.messenger import errors, events, sending
from simulator.messenger.page import FacebookPage
from simulator.messenger.payloads import PROFILE, PROFILE_FIELDS
from simulator.shapes import Json, check
from simulator.switchboard import Answer, Call

Endpoint = Callable[[FacebookPage, Call], Answer]

_PERSON_FIELDS = ("id", "name", "first_name", "last_name", "profile_pic")
_PAGE_FIELDS = ("id", "name", "messaging_feature_status", "category", "link")


def look_up(page: FacebookPage, call: Call) -> Answer:
    """GET of a person's profile, or of the page itself.

    https://developers.facebook.com/docs/messenger-platform/identity/user-profile
    """
    name = call.parts["node"]
    if name in ("me", page.page_id):
        found: Json = {
            "id": page.page_id,
            "name": page.name,
            "messaging_feature_status": {"hop_v2": False},
            "category": "Shopping & retail",
            "link": f"https://www.facebook.com/{page.page_id}",
        }
        return _fields(page, call, found, _PAGE_FIELDS, ("name", "id"))
    person = page.people.get(name)
    if person is None:
        return errors.unsupported(name).answer(page.world.names)
    first, _, last = person.name.partition(" ")
    found = {"id": person.psid, "name": person.name, "first_name": first, "last_name": last}
    if person.picture_url:
        found["profile_pic"] = person.picture_url
    return _fields(page, call, found, _PERSON_FIELDS, ("first_name", "last_name", "profile_pic", "id"))


def subscriptions(page: FacebookPage, call: Call) -> Answer:
    """Which apps and fields the page is subscribed to."""
    if not page.subscribed:
        return Answer(200, {"data": []})
    app = {"id": page.app_id, "name": f"{page.name} app", "subscribed_fields": sorted(page.subscribed)}
    return Answer(200, {"data": [app]})


def subscribe(page: FacebookPage, call: Call) -> Answer:
    """Set the page-level subscription: https://developers.facebook.com/docs/graph-api/reference/page/subscribed_apps"""
    asked = _arguments(call).get("subscribed_fields")
    names = [name.strip() for name in asked.split(",")] if isinstance(asked, str) else asked
    if not isinstance(names, list) or not names:
        return errors.invalid("The parameter subscribed_fields is required").answer(page.world.names)
    unknown = [name for name in names if name not in events.FIELDS]
    if unknown:
        told = f"Param subscribed_fields must be one of {{{', '.join(events.FIELDS)}}} - got {unknown[0]!r}"
        return errors.invalid(told).answer(page.world.names)
    page.subscribed = set(names)
    return Answer(200, {"success": True})


def unsubscribe(page: FacebookPage, call: Call) -> Answer:
    """Take the app off the page."""
    page.subscribed = set()
    return Answer(200, {"success": True})


def messenger_profile(page: FacebookPage, call: Call) -> Answer:
    """Read Get Started, greeting, menu and ice breakers."""
    names = [name for name in call.query.get("fields", "").split(",") if name]
    unknown = [name for name in names if name not in PROFILE_FIELDS]
    if unknown or not names:
        return errors.invalid(f"Param fields must be of {{{', '.join(PROFILE_FIELDS)}}}").answer(page.world.names)
    found = {name: page.profile[name] for name in names if name in page.profile}
    return Answer(200, {"data": [found] if found else []})


def set_messenger_profile(page: FacebookPage, call: Call) -> Answer:
    """Set them; the menu needs Get Started."""
    problems = check(call.body, PROFILE)
    if problems:
        told = "; ".join(f"Param {problem.property}: {problem.message}" for problem in problems)
        return errors.invalid(told).answer(page.world.names)
    after = {**page.profile, **{name: call.body[name] for name in PROFILE_FIELDS if name in call.body}}
    if "persistent_menu" in after and "get_started" not in after:
        return _menu_needs_start(page)
    if len(after.get("ice_breakers", ())) > 4 and all("question" in each for each in after["ice_breakers"]):
        return errors.invalid("Param ice_breakers: at most 4").answer(page.world.names)
    page.profile = after
    return Answer(200, {"result": "success"})


def clear_messenger_profile(page: FacebookPage, call: Call) -> Answer:
    """Delete some of them."""
    names = _arguments(call).get("fields") or []
    names = names.split(",") if isinstance(names, str) else names
    if not isinstance(names, list) or not names or any(name not in PROFILE_FIELDS for name in names):
        return errors.invalid(f"Param fields must be of {{{', '.join(PROFILE_FIELDS)}}}").answer(page.world.names)
    left = {name: value for name, value in page.profile.items() if name not in names}
    if "persistent_menu" in left and "get_started" not in left:
        return _menu_needs_start(page)
    page.profile = left
    return Answer(200, {"result": "success"})


def _menu_needs_start(page: FacebookPage) -> Answer:
    return errors.GraphError(
        100, "You must set a Get Started button if you also wish to use persistent menu", 2018145
    ).answer(page.world.names)


def _fields(page: FacebookPage, call: Call, found: Json, known: tuple[str, ...], usual: tuple[str, ...]) -> Answer:
    names = [name for name in call.query.get("fields", "").split(",") if name] or list(usual)
    unknown = [name for name in names if name not in known]
    if unknown:
        told = f"Tried accessing nonexisting field ({unknown[0]})"
        return errors.invalid(told).answer(page.world.names)
    return Answer(200, {name: found[name] for name in (*names, "id") if name in found})


def _arguments(call: Call) -> dict[str, Any]:
    """Query, form or JSON: the Graph API takes all three."""
    form = {} if call.body is not None else {name: values[0] for name, values in parse_qs(call.raw.decode()).items()}
    if isinstance(form.get("fields"), str) and form["fields"].startswith("["):
        form["fields"] = json.loads(form["fields"])
    return {**call.query, **form, **(call.body if isinstance(call.body, dict) else {})}


#: method, path below /graph/v{N}, the endpoint's name for fail() and calls, who answers
ROUTES: tuple[tuple[str, str, str, Endpoint], ...] = (
    ("POST", "/{node}/messages", "send", sending.send),
    ("GET", "/{node}/subscribed_apps", "subscribed_apps", subscriptions),
    ("POST", "/{node}/subscribed_apps", "subscribed_apps", subscribe),
    ("DELETE", "/{node}/subscribed_apps", "subscribed_apps", unsubscribe),
    ("GET", "/{node}/messenger_profile", "messenger_profile", messenger_profile),
    ("POST", "/{node}/messenger_profile", "messenger_profile", set_messenger_profile),
    ("DELETE", "/{node}/messenger_profile", "messenger_profile", clear_messenger_profile),
    ("GET", "/{node}", "profile", look_up),
)
