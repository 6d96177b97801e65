"""A picture from a stranger, made safe: decoded, turned upright, made smaller and written anew, and its codes read.

What is kept is only what the eye sees. Everything else a file can carry (where it was taken, a second file behind the
picture, a script) stays behind. All of it is work for a thread: pure, a tenth of a second for a slip and seconds for
the largest, which also takes some 600 MB while it lasts: one at a time is wise.
"""

import io
import warnings
from dataclasses import dataclass

from PIL import Image

from orders.stages import Refusal

#: Ten megabytes as they arrive, forty million pixels before a single one is decoded.
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
#: Enough to read every letter of a slip.
LONGEST_SIDE = 2000

_QUALITY = 85
_MOST_CODES = 8
_FORMATS = ("JPEG", "PNG", "WEBP")
#: A PDF may have other bytes before its mark, within the first 1024.
_PDF, _PDF_WITHIN = b"%PDF-", 1024

#: EXIF's orientation: what must be done to see the picture as it was taken.
_ORIENTATION = 0x0112
_TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}

# Pillow only warns between its limit and twice that; here either ends the matter, whoever opened the picture.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG of our own making, and the texts of the QR codes in it, as far as they could be read."""

    content: bytes
    width: int
    height: int
    codes: tuple[str, ...] = ()

    media_type = "image/jpeg"


def made_safe(data: bytes) -> Picture | Refusal:
    """The picture that these bytes are, whatever they are called: JPEG, PNG or WEBP, the first frame of a moving one.

    Refused: too_large, too_many_pixels, pdf, not_a_picture (broken ones too).
    """
    if len(data) > MOST_BYTES:
        return Refusal("too_large")
    if not _looks_like_a_picture(data):
        return Refusal("pdf" if _PDF in data[:_PDF_WITHIN] else "not_a_picture")
    try:
        return _redrawn(data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Refusal("too_many_pixels")
    except Exception:
        # Decoders meet a stranger's bytes with errors of every kind; all of them say the same to us.
        return Refusal("not_a_picture")


def _looks_like_a_picture(data: bytes) -> bool:
    return data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def _redrawn(data: bytes) -> Picture | Refusal:
    """Shrunk while it is decoded where the format can; codes are looked for in the small picture first."""
    with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        if image.width * image.height > MOST_PIXELS:
            return Refusal("too_many_pixels")
        was_larger = max(image.size) > LONGEST_SIDE
        turn = _turn(image)
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        seen = _on_white(image, LONGEST_SIDE)
    codes = codes_in(seen)
    if not codes and was_larger:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            image.draft("L", image.size)
            codes = codes_in(image.convert("L"))
    for step in turn:
        seen = seen.transpose(step)
    written = io.BytesIO()
    seen.save(written, "JPEG", quality=_QUALITY)
    return Picture(written.getvalue(), seen.width, seen.height, codes)


def _on_white(image: Image.Image, longest: int) -> Image.Image:
    """A fresh picture, at most so large, that has nothing of the old one but its colours."""
    image.thumbnail((longest, longest))
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    ground = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        ground.paste(image, mask=image.getchannel("A"))
    else:
        ground.paste(image.convert("RGB"))
    return ground


def _turn(image: Image.Image) -> tuple[Image.Transpose, ...]:
    """How to turn it upright. A picture is not refused because its EXIF is broken."""
    try:
        return _TURNS.get(image.getexif().get(_ORIENTATION, 1), ())
    except Exception:
        return ()


def codes_in(image: Image.Image) -> tuple[str, ...]:
    """The texts of the QR codes in an RGB or grey picture; none where zxing-cpp, an extra, is not installed."""
    try:
        import zxingcpp
    except ImportError:
        return ()
    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    found = zxingcpp.read_barcodes(image, formats=wanted, text_mode=zxingcpp.TextMode.Plain)
    return tuple(dict.fromkeys(code.text for code in found if code.text))[:_MOST_CODES]
