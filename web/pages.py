"""Showing a page: its template, its language, and the people's text on it made harmless."""

import hashlib
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
from aiohttp import web

from bot.language import LANGUAGES, Words, words
from web.keys import PUBLIC_URL, TEMPLATES

LANGUAGE_COOKIE = "inchat_lang"
REMEMBERED_FOR = 180 * 24 * 3600
#: Control characters, and those that turn the direction of text round or hide in it: nobody needs them to be addressed.
#: https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
#: Longer than this a name is not read but scrolled past.
LONGEST_SHOWN = 240


def page_templates() -> jinja2.Environment:
    """The environment of every page people open; autoescaping, and strict about names."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("templates", "pages"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters["calm"] = calm
    environment.globals["asset"] = asset
    return environment


def show(request: web.Request, template: str, language: str, *, status: int = 200, **facts: Any) -> web.Response:
    """Render `template` in `language`, which is remembered for this visitor when the address asked for it."""
    say = words(language)
    page = request.app[TEMPLATES].get_template(template)
    body = page.render(words=say, other=other_language(language), here=request.path, **facts)
    response = web.Response(text=body, status=status, content_type="text/html", charset="utf-8")
    keep_language(request, response)
    return response


def keep_language(request: web.Request, response: web.StreamResponse) -> None:
    """Remember for this visitor the language that the address asked for."""
    if asked := asked_language(request):
        response.set_cookie(
            LANGUAGE_COOKIE, asked, max_age=REMEMBERED_FOR, httponly=True, samesite="Lax", secure=is_secure(request)
        )


def language_for(request: web.Request, default: str) -> str:
    """What the visitor asked for in this address, else earlier, else `default` (the shop's)."""
    remembered = request.cookies.get(LANGUAGE_COOKIE, "")
    return asked_language(request) or (remembered if remembered in LANGUAGES else default)


def asked_language(request: web.Request) -> str | None:
    asked = request.query.get("lang", "")
    return asked if asked in LANGUAGES else None


def other_language(language: str) -> str:
    return next(known for known in LANGUAGES if known != language)


def words_of(request: web.Request, default: str) -> Words:
    return words(language_for(request, default))


def is_secure(request: web.Request) -> bool:
    """Whether cookies are for https only: decided by the setting, never by what a request claims about itself."""
    return request.app[PUBLIC_URL].startswith("https://")


def calm(text: object, longest: int = LONGEST_SHOWN) -> str:
    """Text of a stranger for reading: without control and direction characters, and not endless."""
    clean = UNSHOWABLE.sub("", str(text))
    return clean if len(clean) <= longest else clean[:longest].rstrip() + "…"


def static_folder() -> Path:
    return Path(str(files("templates"))) / "static"


@cache
def asset(name: str) -> str:
    """The address of a static file, which changes with its content, so it may be kept for ever."""
    mark = hashlib.sha256((static_folder() / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={mark}"
