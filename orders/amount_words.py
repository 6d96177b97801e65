"""Amounts in words, as papers write them: how a language counts, which is its grammar and no sentence of ours."""

#: Thai counts in groups of a million, a million millions included.
_THAI_DIGITS = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_THAI_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_MILLION = 1_000_000

_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_THOUSANDS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"), (100, "hundred"))


def in_words(satang: int, language: str) -> str:
    """`44800` is สี่ร้อยสี่สิบแปดบาทถ้วน or `four hundred forty-eight baht only`; a credit begins with ลบ or minus."""
    baht, rest = divmod(abs(satang), 100)
    said = _in_english(baht, rest) if language == "en" else _in_thai(baht, rest)
    return said if satang >= 0 else f"minus {said}" if language == "en" else f"ลบ{said}"


def _in_thai(baht: int, satang: int) -> str:
    if not satang:
        return f"{thai_number(baht)}บาทถ้วน"
    return (f"{thai_number(baht)}บาท" if baht else "") + f"{thai_number(satang)}สตางค์"


def _in_english(baht: int, satang: int) -> str:
    if not satang:
        return f"{english_number(baht)} baht only"
    return (f"{english_number(baht)} baht and " if baht else "") + f"{english_number(satang)} satang"


def thai_number(number: int) -> str:
    """21 is ยี่สิบเอ็ด, 101 หนึ่งร้อยเอ็ด, 1,000,001 หนึ่งล้านเอ็ด."""
    if number == 0:
        return _THAI_DIGITS[0]
    millions, rest = divmod(number, _MILLION)
    said = f"{thai_number(millions)}ล้าน" if millions else ""
    for place in range(len(_THAI_PLACES) - 1, -1, -1):
        digit = rest // 10**place % 10
        if digit:
            said += _thai_digit(digit, place, first=not said) + _THAI_PLACES[place]
    return said


def _thai_digit(digit: int, place: int, *, first: bool) -> str:
    """One ends a longer number as เอ็ด and is silent before สิบ, where two is ยี่."""
    if digit == 1 and place == 0 and not first:
        return "เอ็ด"
    if place == 1 and digit <= 2:
        return ("", "", "ยี่")[digit]
    return _THAI_DIGITS[digit]


def english_number(number: int) -> str:
    """1,234 is `one thousand two hundred thirty-four`."""
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return f"{_TENS[tens]}-{_SMALL[rest]}" if rest else _TENS[tens]
    size, name = next((size, name) for size, name in _THOUSANDS if number >= size)
    many, rest = divmod(number, size)
    said = f"{english_number(many)} {name}"
    return f"{said} {english_number(rest)}" if rest else said
