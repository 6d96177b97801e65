"""Pictures from strangers: what is taken becomes a plain JPEG, what is not is refused by name, nothing makes a fuss."""

import io
import random
import struct
import subprocess
import sys
import zlib
from functools import cache

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from orders import pictures
from orders.pictures import LONGEST_SIDE, MOST_BYTES, Picture, made_safe
from orders.stages import Refusal

CODE = "0041000600000101030040220015001093000BPM000015102TH9104E123"
ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


@cache
def slip(width: int = 1080, height: int = 2200, code: int = 260) -> Image.Image:
    """A phone's screenshot of a slip: patterned ground, lines of text, a small code below on the right."""
    image = Image.effect_noise((width, height), 40).convert("RGB")
    draw = ImageDraw.Draw(image)
    for line in range(60):
        draw.text((60, 40 + line * 34), f"line {line}: 1,234.{line:02d} baht", fill="navy")
    stream = io.BytesIO()
    segno.make_qr(CODE, error="m").save(stream, kind="png", scale=10, border=4)
    image.paste(Image.open(stream).convert("RGB").resize((code, code)), (width - code - 60, height - code - 80))
    return image


def written(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def shown(data: bytes) -> Image.Image:
    picture = made_safe(data)
    assert isinstance(picture, Picture), picture
    image = Image.open(io.BytesIO(picture.content))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (picture.width, picture.height))
    return image


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width: int, height: int, *between: bytes) -> bytes:
    """A small PNG that says it is huge."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(bytes(100_000)))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(between) + data + chunk(b"IEND", b"")


@pytest.mark.parametrize("turned", [0, 8, 90, 180, 270, -3])
def test_the_code_of_a_slip_is_read_however_it_lies(turned: int) -> None:
    picture = made_safe(written(slip().rotate(turned, expand=True, fillcolor="white"), quality=40))
    assert isinstance(picture, Picture)
    assert picture.codes == (CODE,)
    assert max(picture.width, picture.height) == LONGEST_SIDE


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_kind_is_taken_and_kept_as_jpeg(kind: str) -> None:
    picture = made_safe(written(slip(), kind))
    assert isinstance(picture, Picture)
    assert (picture.width, picture.height, picture.codes) == (982, 2000, (CODE,))
    assert picture.content.startswith(b"\xff\xd8\xff")


def test_a_code_too_small_for_the_small_picture_is_found_in_the_large_one() -> None:
    picture = made_safe(written(slip(3000, 4000, 70), quality=90))
    assert isinstance(picture, Picture)
    assert (picture.width, picture.height, picture.codes) == (1500, 2000, (CODE,))


def test_all_codes_of_a_picture_are_told_once_each() -> None:
    image = Image.new("RGB", (900, 400), "white")
    for place, text in enumerate(("one", "two", "one")):
        stream = io.BytesIO()
        segno.make_qr(text).save(stream, kind="png", scale=8, border=4)
        image.paste(Image.open(stream).convert("RGB"), (place * 300, 50))
    picture = made_safe(written(image, "PNG"))
    assert isinstance(picture, Picture)
    assert sorted(picture.codes) == ["one", "two"]


def test_a_picture_without_a_code_is_a_picture() -> None:
    assert made_safe(written(Image.new("RGB", (640, 480), "teal"))).codes == ()


def test_without_the_extra_nothing_is_read_and_nothing_breaks(tmp_path_factory: pytest.TempPathFactory) -> None:
    kept = tmp_path_factory.mktemp("slip") / "slip.jpg"
    kept.write_bytes(written(slip(), quality=40))
    program = (
        "import sys, pathlib; sys.modules['zxingcpp'] = None; from orders.pictures import made_safe;"
        "print(made_safe(pathlib.Path(sys.argv[1]).read_bytes()).codes)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(kept)], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("()\n", "")


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_a_picture_stands_upright_and_nothing_is_kept_of_where_it_was_taken(kind: str, orientation: int) -> None:
    """The red corner is where the eye saw it: above, on the left."""
    seen = Image.new("RGB", (200, 120), "white")
    ImageDraw.Draw(seen).rectangle((0, 0, 60, 40), fill="red")
    back = {5: 5, 6: 8, 7: 7, 8: 6}.get(orientation, orientation)
    lying = seen
    for step in pictures._TURNS.get(back, ()):
        lying = lying.transpose(step)
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER], exif[GPS] = orientation, "Somebody's phone", {1: "N", 2: (13.0, 45.0, 0.0)}
    data = written(lying, kind, exif=exif)
    assert b"Somebody" in data
    image = shown(data)
    assert image.size == (200, 120)
    red, green, blue = image.getpixel((20, 15))
    assert red > 200
    assert green < 60 > blue
    assert not image.getexif()
    assert b"Somebody" not in made_safe(data).content


def test_comments_profiles_and_what_hangs_on_behind_stay_behind() -> None:
    image = Image.new("RGB", (90, 60), "olive")
    script = b"<script>alert(1)</script>"
    data = written(image, comment=script, icc_profile=script * 20, xmp=script) + b"PK\x03\x04" + script
    assert data.count(script) > 20
    picture = made_safe(data)
    assert isinstance(picture, Picture)
    assert b"script" not in picture.content
    assert b"PK\x03\x04" not in picture.content


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_a_broken_exif_is_no_reason_to_refuse() -> None:
    data = written(Image.new("RGB", (50, 40)), exif=b"Exif\x00\x00MM\x00*\xff\xff\xff\xff" + b"\xff" * 40)
    assert shown(data).size == (50, 40)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK", "YCbCr"])
def test_every_way_to_keep_colours_is_understood(mode: str) -> None:
    kind = "JPEG" if mode in ("CMYK", "YCbCr") else "PNG"
    assert shown(written(Image.new(mode, (50, 40)), kind)).size == (50, 40)


def test_sixteen_bits_a_grey_are_still_the_same_grey() -> None:
    assert 120 < shown(written(Image.new("I;16", (50, 40), 128 * 256), "PNG")).getpixel((9, 9))[0] < 136


def test_what_is_see_through_becomes_white() -> None:
    assert shown(written(Image.new("RGBA", (50, 40), (0, 0, 0, 0)), "PNG")).getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (1, 5000), (30_000, 1)])
def test_odd_sizes_are_pictures_too(size: tuple[int, int]) -> None:
    assert max(shown(written(Image.new("L", size), "PNG")).size) <= LONGEST_SIDE


def test_of_a_moving_picture_the_first_frame_is_kept() -> None:
    first, second = Image.new("RGB", (80, 60), "red"), Image.new("RGB", (80, 60), "blue")
    for kind in ("WEBP", "PNG"):
        moving = written(first, kind, save_all=True, append_images=[second, second])
        red, _, blue = shown(moving).getpixel((40, 30))
        assert red > 200 > blue


@pytest.mark.parametrize(
    ("width", "height"), [(50_000, 50_000), (2**31 - 1, 2**31 - 1), (8000, 6000), (10_000, 9000), (40_000_001, 1)]
)
def test_a_bomb_is_refused_before_it_goes_off(width: int, height: int) -> None:
    assert made_safe(bomb(width, height)) == Refusal("too_many_pixels")


@pytest.mark.filterwarnings("ignore")
def test_a_bomb_is_refused_even_where_nobody_listens_to_warnings() -> None:
    assert made_safe(bomb(8000, 6000)) == Refusal("too_many_pixels")


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_too_many_pixels_are_counted_in_every_kind(kind: str) -> None:
    assert made_safe(written(Image.new("L", (8000, 5001)), kind, quality=1)) == Refusal("too_many_pixels")


def test_texts_that_unpack_into_very_much_are_refused() -> None:
    packed = chunk(b"zTXt", b"note\0\0" + zlib.compress(bytes(50_000_000)))
    assert made_safe(bomb(10, 10, packed)) == Refusal("not_a_picture")


def test_too_many_bytes_are_refused_whatever_they_are() -> None:
    assert made_safe(written(Image.new("L", (9, 9))) + bytes(MOST_BYTES)) == Refusal("too_large")
    assert made_safe(bytes(MOST_BYTES + 1)) == Refusal("too_large")
    assert made_safe(written(Image.new("L", (9, 9))).ljust(MOST_BYTES, b"\0")).width == 9


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not_a_picture"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "pdf"),
        (b"\n\n%PDF-1.4 behind two empty lines", "pdf"),
        (b"<!doctype html><script>alert(1)</script>", "not_a_picture"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "not_a_picture"),
        (b"\xff\xd8\xff", "not_a_picture"),
        (b"\xff\xd8\xff\xe0<html><script>alert(1)</script>", "not_a_picture"),
        (b"\x89PNG\r\n\x1a\n%PDF-1.7", "not_a_picture"),
        (b"RIFF\xff\xff\xff\xffWEBPVP8 ", "not_a_picture"),
        (b"PK\x03\x04", "not_a_picture"),
        (b"MZ", "not_a_picture"),
    ],
)
def test_what_is_no_picture_is_refused_by_its_content(data: bytes, reason: str) -> None:
    assert made_safe(data) == Refusal(reason)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "PPM", "ICO", "PDF"])
def test_other_kinds_of_picture_are_not_taken(kind: str) -> None:
    assert made_safe(written(Image.new("RGB", (32, 32)), kind)) == Refusal("pdf" if kind == "PDF" else "not_a_picture")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.02, 0.5, 0.95])
def test_a_picture_cut_off_is_refused(kind: str, part: float) -> None:
    data = written(slip(300, 500, 150), kind)
    assert made_safe(data[: int(len(data) * part)]) == Refusal("not_a_picture")


def test_a_picture_that_is_also_a_page_and_a_pdf_is_only_a_picture_afterwards() -> None:
    page = b"<html><script>alert(1)</script></html>%PDF-1.7"
    data = written(Image.new("RGB", (64, 64), "red"), comment=page)
    assert page in data[:1024]
    picture = made_safe(data)
    assert isinstance(picture, Picture)
    assert page not in picture.content


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.randoms(use_true_random=False), st.integers(1, 30))
def test_no_damage_makes_it_stumble(kind: str, chance: random.Random, hurt: int) -> None:
    data = bytearray(written(slip(120, 160, 100), kind))
    for _ in range(hurt):
        data[chance.randrange(len(data))] = chance.randrange(256)
    assert isinstance(made_safe(bytes(data)), Picture | Refusal)


@given(st.binary(max_size=400))
def test_no_bytes_make_it_stumble(data: bytes) -> None:
    for head in (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"):
        assert isinstance(made_safe(head + data), Picture | Refusal)
