"""The Send API: https://developers.facebook.com/docs/messenger-platform/reference/send-api"""

from simulator.messenger import errors
from simulator.messenger.errors import GraphError
from simulator.messenger.page import FacebookPage
from simulator.messenger.payloads import wrong_with
from simulator.messenger.people import MessengerPerson
from simulator.shapes import Json
from simulator.switchboard import Answer, Call


def send(page: FacebookPage, call: Call) -> Answer:
    """One message or one sender action to one person."""
    body = call.body
    if not isinstance(body, dict):
        return _refused(page, errors.invalid("The request body must be a JSON object"))
    problems = wrong_with(body)
    if problems:
        told = "; ".join(f"Param {problem.property}: {problem.message}" for problem in problems)
        return _refused(page, errors.invalid(told))
    person = page.people.get(str(body["recipient"].get("id")))
    refusal = _refusal(page, person, body)
    if refusal or person is None:
        return _refused(page, refusal or errors.NOBODY)
    if "sender_action" in body:
        if body["sender_action"] != "mark_seen":
            person.chat_log.shows_typing(20.0 if body["sender_action"] == "typing_on" else 0.0)
        return Answer(200, {"recipient_id": person.psid})
    answer: Json = {"recipient_id": person.psid, "message_id": page.shows(person, body["message"])}
    payload = (body["message"].get("attachment") or {}).get("payload") or {}
    if payload.get("is_reusable"):
        answer["attachment_id"] = page.world.names.psid()
    return Answer(200, answer)


def _refusal(page: FacebookPage, person: MessengerPerson | None, body: Json) -> GraphError | None:
    if person is None:
        return errors.NOBODY
    if person.blocked:
        return errors.UNAVAILABLE
    # Since 2026-04-27 the update tags are gone; HUMAN_AGENT needs App Review and a human.
    if body.get("messaging_type") == "MESSAGE_TAG" or body.get("tag"):
        return errors.TAG_GONE
    if body.get("messaging_type") == "UTILITY":
        template = body["message"].get("template") or {}
        known = (template.get("name"), (template.get("language") or {}).get("code")) in page.templates
        return None if known else errors.NO_UTILITY
    if (body.get("message") or {}).get("template"):
        return errors.invalid("Param message.template: needs messaging_type UTILITY")
    return None if person.window_open else errors.OUTSIDE_WINDOW


def _refused(page: FacebookPage, error: GraphError) -> Answer:
    return error.answer(page.world.names)
