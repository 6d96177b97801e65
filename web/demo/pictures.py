"""The goods' pictures, drawn here: plain shapes on a calm ground, so that the demo owes nobody a licence."""

import io
from collections.abc import Callable
from functools import cache

from aiohttp import web
from PIL import Image, ImageDraw

SIZE = 600
#: Drawn larger and shrunk: smooth edges without a library for them.
SCALE = 2

Ink = ImageDraw.ImageDraw
INK, CREAM, LEAF, ROSE, WAX = "#1F2933", "#F3E9D8", "#0B7A5B", "#D98E73", "#F6D98B"


def picture_routes() -> list[web.RouteDef]:
    async def picture(request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in DRAWINGS:
            raise web.HTTPNotFound
        return web.Response(body=drawn(name), content_type="image/png", headers={"Cache-Control": "max-age=86400"})

    return [web.get("/demo/pictures/{name}.png", picture)]


@cache
def drawn(name: str) -> bytes:
    """The PNG of one drawing, SIZE x SIZE pixels."""
    ground, draw = DRAWINGS[name]
    image = Image.new("RGB", (SIZE * SCALE, SIZE * SCALE), ground)
    draw(ImageDraw.Draw(image))
    stream = io.BytesIO()
    image.resize((SIZE, SIZE), Image.Resampling.LANCZOS).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _points(*points: tuple[int, int]) -> list[tuple[int, int]]:
    return [(x * SCALE, y * SCALE) for x, y in points]


def _tee(ink: Ink) -> None:
    body = _points(
        (215, 130), (140, 165), (85, 285), (155, 320), (185, 265), (185, 480), (415, 480), (415, 265), (445, 320),
        (515, 285), (460, 165), (385, 130), (345, 165), (300, 178), (255, 165),
    )  # fmt: skip
    ink.polygon(body, fill=INK)
    ink.arc(_points((225, 80), (375, 185)), 25, 155, fill="#4B5563", width=8 * SCALE)


def _tote(ink: Ink) -> None:
    ink.arc(_points((225, 90), (375, 330)), 180, 360, fill="#B08D57", width=16 * SCALE)
    ink.polygon(_points((165, 215), (435, 215), (465, 500), (135, 500)), fill=CREAM)
    ink.line(_points((160, 250), (440, 250)), fill="#D8C7A8", width=4 * SCALE)
    ink.ellipse(_points((255, 320), (345, 410)), fill=LEAF)
    ink.ellipse(_points((285, 300), (375, 390)), fill=CREAM)


def _mug(ink: Ink) -> None:
    ink.ellipse(_points((370, 230), (500, 400)), fill=ROSE)
    ink.ellipse(_points((400, 262), (468, 368)), fill="#FBEFE8")
    ink.rounded_rectangle(_points((140, 180), (420, 470)), radius=50 * SCALE, fill=ROSE)
    ink.ellipse(_points((140, 160), (420, 215)), fill="#C2755A")
    ink.line(_points((175, 300), (385, 300)), fill="#F4C9B8", width=10 * SCALE)
    ink.line(_points((175, 330), (385, 330)), fill="#F4C9B8", width=10 * SCALE)


def _candle(ink: Ink) -> None:
    ink.ellipse(_points((278, 100), (322, 190)), fill="#F0A63A")
    ink.ellipse(_points((288, 132), (312, 186)), fill="#FFF3C4")
    ink.line(_points((300, 180), (300, 235)), fill=INK, width=6 * SCALE)
    ink.rounded_rectangle(_points((180, 220), (420, 490)), radius=36 * SCALE, fill=WAX)
    ink.rectangle(_points((180, 320), (420, 430)), fill="#FFFFFF")
    for x in (255, 300, 345):
        ink.ellipse(_points((x - 18, 350), (x + 18, 386)), fill="#E8F3EE")
        ink.ellipse(_points((x - 6, 362), (x + 6, 374)), fill=WAX)


def _soap(ink: Ink) -> None:
    ink.rounded_rectangle(_points((120, 235), (480, 430)), radius=70 * SCALE, fill="#CFE3D8")
    ink.rounded_rectangle(_points((120, 215), (480, 400)), radius=70 * SCALE, fill="#E9F5EE")
    ink.rounded_rectangle(_points((190, 265), (410, 350)), radius=40 * SCALE, outline="#BBD8C9", width=6 * SCALE)
    for x, y, r in ((430, 180, 34), (485, 140, 20), (380, 145, 16)):
        ink.ellipse(_points((x - r, y - r), (x + r, y + r)), outline="#9CC7B3", width=5 * SCALE)


DRAWINGS: dict[str, tuple[str, Callable[[Ink], None]]] = {
    "tee": ("#E7ECEF", _tee),
    "tote": ("#E3EFE9", _tote),
    "mug": ("#FBEFE8", _mug),
    "candle": ("#E9E4F2", _candle),
    "soap": ("#F4F0E6", _soap),
}
