"""The PromptPay code as a picture at `/q/{token}.png`: no login, one amount for ever, and no way to make up another."""

import asyncio
import re

from aiohttp import web

from bot.pay_pictures import text_of
from orders.promptpay import png
from web.guard import FOREVER, polite
from web.keys import SECRET

#: Nothing longer is one of ours.
TOKEN = re.compile(r"[A-Za-z0-9_.-]{20,400}")


def picture_routes() -> list[web.RouteDef]:
    return [web.get("/q/{token}.png", show_picture)]


async def show_picture(request: web.Request) -> web.Response:
    """The same address gives the same bytes for ever, so whoever keeps it may keep it."""
    token = request.match_info["token"]
    text = text_of(token, request.app[SECRET]) if TOKEN.fullmatch(token) else None
    if text is None:
        return polite(request, 404)
    body = await asyncio.to_thread(png, text)
    return web.Response(body=body, content_type="image/png", headers={"Cache-Control": FOREVER})
