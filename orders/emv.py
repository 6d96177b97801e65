"""The text inside a payment code: fields of a two-digit tag, a two-digit length and a value, closed by a checksum.

EMVCo's format for codes that people scan. PromptPay codes and the small codes on transfer slips both speak it; a value
may itself be a row of fields.
"""

from binascii import crc_hqx
from collections.abc import Iterable

from orders.stages import Refusal

Fields = dict[str, str]

#: No value is longer: its length has two digits.
_LONGEST_VALUE = 99
#: Far above every real code, and little work for us.
_LONGEST_TEXT = 2000


def checksum(text: str) -> str:
    """CRC-16/CCITT-FALSE over the text's UTF-8 bytes, as four upper-case hex digits."""
    return f"{crc_hqx(text.encode('utf-8', 'surrogatepass'), 0xFFFF):04X}"


def row(fields: Iterable[tuple[str, str]]) -> str:
    """The fields in the order given. A value above 99 characters is a mistake of the caller."""
    written = ""
    for tag, value in fields:
        if len(value) > _LONGEST_VALUE:
            raise ValueError(f"field {tag} has {len(value)} characters")
        written += f"{tag}{len(value):02d}{value}"
    return written


def sealed(fields: Iterable[tuple[str, str]], checksum_tag: str) -> str:
    """The fields, closed by their checksum."""
    opened = f"{row(fields)}{checksum_tag}04"
    return opened + checksum(opened)


def split(text: str) -> Fields | Refusal:
    """The fields of a row, in their order. Refused: other text, a value cut off, a tag said twice."""
    fields: Fields = {}
    at = 0
    while at < len(text) <= _LONGEST_TEXT:
        head = text[at : at + 4]
        if len(head) < 4 or not (head.isascii() and head.isdigit()) or head[:2] in fields:
            return Refusal("not_a_code")
        value = text[at + 4 : at + 4 + int(head[2:])]
        if len(value) < int(head[2:]):
            return Refusal("code_damaged")
        fields[head[:2]] = value
        at += 4 + len(value)
    return fields or Refusal("not_a_code")


def opened(text: str, checksum_tag: str) -> Fields | Refusal:
    """The fields of a whole code whose last field is its checksum, and fits. The case of its hex digits is free."""
    fields = split(text)
    if isinstance(fields, Refusal):
        return fields
    *_, last = fields
    if last != checksum_tag:
        return Refusal("not_a_code")
    if fields[last].upper() != checksum(text[: -len(fields[last]) or None]):
        return Refusal("code_damaged")
    return fields
