"""Slips for tests: pictures with and without a slip's code, and the codes themselves."""

import io
import random
from functools import cache

import segno
from PIL import Image, ImageDraw

from orders import emv


def code(bank: str = "014", reference: str = "202611221234567890AbCdEf") -> str:
    """The text of a slip's code, as a bank would print it."""
    told = emv.row([("00", "000001"), ("01", bank), ("02", reference)])
    return emv.sealed([("00", told), ("51", "TH")], "91")


@cache
def picture(text: str = "", *, kind: str = "JPEG", size: tuple[int, int] = (540, 960), mark: int = 0) -> bytes:
    """A phone's screenshot with a small code below, if there is a text; another `mark` is another picture."""
    image = Image.new("RGB", size, (235, 240, 250))
    draw = ImageDraw.Draw(image)
    dice = random.Random(mark)
    for line in range(12):
        draw.text((30, 30 + 30 * line), f"line {line}: {dice.randrange(10**6)}", fill=(20, 30, 80))
    if text:
        stream = io.BytesIO()
        segno.make_qr(text, error="m").save(stream, kind="png", scale=6, border=4)
        small = Image.open(stream).convert("RGB")
        image.paste(small, (size[0] - small.width - 20, size[1] - small.height - 20))
    stream = io.BytesIO()
    image.save(stream, kind)
    return stream.getvalue()


def slip(reference: str = "202611221234567890AbCdEf", *, bank: str = "014", mark: int = 0) -> bytes:
    """A picture of a slip."""
    return picture(code(bank, reference), mark=mark)


def photo(mark: int = 0) -> bytes:
    """A picture of anything."""
    return picture(mark=mark)
