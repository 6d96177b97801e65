"""What the application carries for its pages; web/app.py fills it in, handlers read it."""

import jinja2
from aiohttp import web

from orders.clock import Clock
from orders.database import Database
from orders.partners.stripe import Till
from web.album import Album

DATABASE = web.AppKey("database", Database)
CLOCK = web.AppKey("clock", Clock)
#: The setting server.secret_key: what hidden form fields are signed with.
SECRET = web.AppKey("secret", str)
#: The setting server.public_url: the one address under which the world finds us, without a slash at its end.
PUBLIC_URL = web.AppKey("public_url", str)
#: Made by `web.pages.page_templates`.
TEMPLATES = web.AppKey("templates", jinja2.Environment)
#: Where pictures of slips are kept, and who looks transfers up (the setting slips.provider).
ALBUM = web.AppKey("album", Album)
SLIP_PROVIDER = web.AppKey("slip_provider", str)
#: Where cards are taken, by shop.
TILLS = web.AppKey("tills", dict[str, Till])
#: Of a request: a payment page was asked for in vain.
CARD_DOWN = web.RequestKey("card_down", bool)
