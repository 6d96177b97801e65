"""The page with the phones, its scripts, and the pictures people sent."""

from pathlib import Path

from aiohttp import web

from simulator.world import World, media_type

_STATIC = Path(__file__).parent / "static"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}
# Pictures come from wherever a message says; nothing else is taken from outside, and nothing inline runs.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; "
    "img-src 'self' http: https: data: blob:; base-uri 'none'; form-action 'none'"
)


def page_routes(world: World) -> list[web.RouteDef]:
    """/ and what it loads, by relative addresses."""

    async def index(request: web.Request) -> web.StreamResponse:
        if not request.path.endswith("/"):
            raise web.HTTPFound(f"{request.path}/")
        return _file("index.html")

    async def static(request: web.Request) -> web.StreamResponse:
        return _file(request.match_info["name"])

    async def picture(request: web.Request) -> web.StreamResponse:
        data = world.pictures.get(request.match_info["name"])
        if data is None:
            raise web.HTTPNotFound()
        headers = {
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        }
        return web.Response(body=data, content_type=media_type(data), headers=headers)

    return [
        web.get("/", index),
        web.get(r"/static/{name:[a-z-]+\.(?:js|css)}", static),
        web.get("/pictures/{name:[0-9a-f]+}", picture),
    ]


def _file(name: str) -> web.Response:
    path = _STATIC / name
    if not path.is_file():
        raise web.HTTPNotFound()
    headers = {
        "Content-Type": f"{_TYPES[path.suffix]}; charset=utf-8",
        "Content-Security-Policy": _POLICY,
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
    }
    return web.Response(body=path.read_bytes(), headers=headers)
