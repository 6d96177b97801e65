"""What goods differ in: colours and sizes as people say them, in both languages, and the words that stand before one.

An option's value is compared by its meanings: `สีดำ`, `ดำ` and `Black` are all {"black"}. What no table knows means
itself, so `กลิ่น=มะลิ` is found by `มะลิ`.
"""

from itertools import chain

from orders.finding.spelling import fold, squeezed

#: The meaning and everything it is called. "blue" is said of both blues, so it means both.
_COLOURS = {
    "black": "ดำ black",
    "white": "ขาว white",
    "offwhite": "ออฟไวท์ ขาวนวล ขาวออฟไวท์ off-white",
    "red": "แดง red",
    "maroon": "เลือดหมู แดงเลือดหมู maroon burgundy wine เบอร์กันดี",
    "green": "เขียว green",
    "olive": "โอลีฟ เขียวโอลีฟ เขียวขี้ม้า olive",
    "mint": "มิ้นท์ มิ้นต์ มินต์ มินท์ มิ้น เขียวมิ้นท์ เขียวมิ้นต์ mint",
    "blue": "น้ำเงิน blue",
    "sky": "ฟ้า sky-blue skyblue sky light-blue blue",
    "navy": "กรม กรมท่า เนวี่ navy navy-blue dark-blue",
    "indigo": "คราม อินดิโก้ indigo",
    "turquoise": "เทอร์ควอยซ์ turquoise teal",
    "pink": "ชมพู pink",
    "magenta": "บานเย็น ช็อกกิ้งพิงค์ magenta hot-pink fuchsia",
    "peach": "พีช โอรส peach",
    "coral": "คอรัล ปะการัง coral",
    "yellow": "เหลือง yellow",
    "mustard": "มัสตาร์ด เหลืองมัสตาร์ด mustard",
    "orange": "ส้ม orange",
    "brick": "อิฐ ส้มอิฐ brick",
    "purple": "ม่วง purple violet",
    "lavender": "ลาเวนเดอร์ ม่วงลาเวนเดอร์ lavender lilac",
    "grey": "เทา grey gray",
    "charcoal": "เทาเข้ม ชาร์โคล charcoal",
    "brown": "น้ำตาล brown",
    "chocolate": "ช็อกโกแลต ช็อคโกแลต chocolate",
    "tan": "แทน tan camel",
    "cream": "ครีม cream",
    "beige": "เบจ เบส beige",
    "nude": "นู้ด นู๊ด นูด nude",
    "khaki": "กากี khaki",
    "gold": "ทอง gold golden",
    "rosegold": "โรสโกลด์ พิงค์โกลด์ rose-gold pink-gold",
    "silver": "เงิน silver",
    "clear": "ใส clear transparent",
    "rainbow": "รุ้ง rainbow",
}
#: Shades: Thai says them behind the colour, English before it.
_SHADES = (("light", ("อ่อน",), ("light", "pale")), ("dark", ("เข้ม", "แก่"), ("dark", "deep")))
_SIZES = {
    "xs": "xs เอ็กซ์เอส",
    "s": "s เอส small",
    "m": "m เอ็ม medium",
    "l": "l แอล large",
    "xl": "xl เอ็กซ์แอล x-large extra-large",
    "2xl": "xxl 2xl ทูเอ็กซ์แอล xx-large",
    "3xl": "xxxl 3xl",
    "4xl": "xxxxl 4xl",
    "5xl": "xxxxxl 5xl",
    "freesize": "ฟรีไซส์ ฟรีไซซ์ ฟรีไซด์ ฟรีไซ free-size one-size onesize freesize fs",
}
COLOUR_LABELS = ("สี", "colour", "color")
SIZE_LABELS = ("ไซส์", "ไซซ์", "ไซด์", "ไซ้", "ไซ", "ขนาด", "เบอร์", "size", "sz", "no")
#: They say only which kind of choice comes next.
LABELS = frozenset(fold(label) for label in (*COLOUR_LABELS, *SIZE_LABELS, "แบบ", "option"))
#: Those that are written together with what follows: `สีดำ`, `ไซส์M`, `เบอร์39`.
THAI_LABELS = tuple(fold(label) for label in (*COLOUR_LABELS, *SIZE_LABELS) if not label.isascii())
#: They end like a label and name a cut.
NO_LABELS = tuple(fold(word) for word in ("โอเวอร์ไซส์", "โอเวอร์ไซซ์", "โอเวอร์ไซด์", "พลัสไซส์", "บิ๊กไซส์", "ฟรีไซส์", "ฟรีไซซ์"))
#: What stands before a code.
CODE_LABELS = frozenset(fold(label) for label in ("รหัส", "รหัสสินค้า", "โค้ด", "โค๊ด", "เบอร์", "code", "sku", "item", "no"))
#: `อันนี้` points at what is being talked about.
_POINTING = "อันนี้ ตัวนี้ ชิ้นนี้ แบบนี้ รุ่นนี้ คู่นี้ ใบนี้ สีนี้ ไซส์นี้ รายการนี้ นี้ นี่ อันนี่ อันนั้น ตัวนั้น ตัวเดิม อันเดิม this that one it item same"
POINTING = frozenset(fold(word) for word in _POINTING.split())


def _shades(table: dict[str, str]) -> dict[str, str]:
    """`ฟ้าอ่อน`, `dark green`: colours of their own."""
    shades = {}
    for meaning, words in table.items():
        for shade, thai, english in _SHADES:
            said = [f"{shaded}-{word}" for word in words.split() if word.isascii() for shaded in english]
            said += [f"{word}{shaded}" for word in words.split() if not word.isascii() for shaded in thai]
            shades[f"{shade} {meaning}"] = " ".join(said)
    return shades


def _by_word(*tables: dict[str, str]) -> dict[str, frozenset[str]]:
    meanings: dict[str, set[str]] = {}
    for meaning, words in chain.from_iterable(table.items() for table in tables):
        for word in words.split():
            meanings.setdefault(squeezed(word), set()).add(meaning)
    return {word: frozenset(all_of) for word, all_of in meanings.items()}


COLOURS = _by_word(_COLOURS, _shades(_COLOURS))
SIZES = _by_word(_SIZES)
KNOWN = COLOURS | SIZES


_COLOUR_MEANINGS = frozenset(chain.from_iterable(COLOURS.values()))


def is_colour(meaning: str) -> bool:
    return meaning in _COLOUR_MEANINGS


def meanings(value: str) -> frozenset[str]:
    """What an option's value means; it is itself where no table knows it. `value` may carry its label: `ไซส์ M`."""
    plain = squeezed(value)
    if plain in KNOWN:
        return KNOWN[plain]
    bare = without_label(plain)
    return KNOWN.get(bare, frozenset({bare}))


def without_label(plain: str) -> str:
    """`สีดำ` without `สี`; a label that stands alone, or is the beginning of another word, stays."""
    for label in (*THAI_LABELS, "size"):
        if plain.startswith(label) and len(plain) > len(label) and _begins_a_word(plain[len(label)]):
            return plain[len(label) :]
    return plain


def _begins_a_word(letter: str) -> bool:
    """Neither a Thai vowel nor a mark that would belong to the letter before."""
    return not ("\u0e30" <= letter <= "\u0e3a" or "\u0e45" <= letter <= "\u0e4e")
