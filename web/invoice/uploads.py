"""A form with a picture, read piece by piece: what is too large is put down where it becomes too large."""

from dataclasses import dataclass, field

from aiohttp import BodyPartReader, MultipartReader, web
from aiohttp.http import HttpProcessingError

from orders.pictures import MOST_BYTES
from web.guard import Forged, TooLarge, is_from_here, is_ours

#: Bytes of a field of text, of all that is not the picture, and how many parts a form of ours may have.
MOST_TEXT = 2_000
MOST_AROUND = 64 * 1024
MOST_PARTS = 20
PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The fields of the form, the first of each name, and the bytes of its file; b"" when none was chosen."""

    picture: bytes
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """No form at all."""


async def uploaded(request: web.Request, file: str) -> Uploaded | Forged | TooLarge | Unreadable:
    """A form of ours with one file in it. Never holds more of it than a picture may have."""
    if not is_from_here(request):
        return Forged()
    if (request.content_length or 0) > MOST_BYTES + MOST_AROUND:
        return TooLarge()
    if request.content_type != "multipart/form-data":
        return Unreadable()
    try:
        form = await _read(await request.multipart(), file)
    except (ValueError, AssertionError, RuntimeError, LookupError, TypeError, HttpProcessingError, web.HTTPException):
        # A stranger's multipart can be broken in as many ways; none of them is our mistake.
        return Unreadable()
    if not isinstance(form, Uploaded):
        return form
    return form if is_ours(request, form.fields.get("csrf", "")) else Forged()


async def _read(reader: MultipartReader, file: str) -> Uploaded | TooLarge | Unreadable:
    picture: bytes | None = None
    fields: dict[str, str] = {}
    for _ in range(MOST_PARTS):
        part = await reader.next()
        if part is None:
            return Uploaded(picture or b"", fields)
        if not isinstance(part, BodyPartReader):
            return Unreadable()
        is_file = part.name == file and picture is None
        data = await _some(part, MOST_BYTES if is_file else MOST_TEXT)
        if data is None:
            return TooLarge()
        if is_file:
            picture = data
        elif part.name:
            fields.setdefault(part.name, data.decode("utf-8", "replace"))
    return TooLarge()


async def _some(part: BodyPartReader, most: int) -> bytes | None:
    """The part, not decoded (nobody's browser compresses a part); None when it has more than `most` bytes."""
    data = bytearray()
    while piece := await part.read_chunk(PIECE):
        data += piece
        if len(data) > most:
            return None
    return bytes(data)
