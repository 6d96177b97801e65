"""The small code on a transfer slip: which bank sent, under which reference.

A code that reads well proves neither the amount nor the receiver, only that a bank could have printed it. One transfer
is known by (bank, reference), for ever and in every shop.
"""

import re
from dataclasses import dataclass
from datetime import date

from orders import emv
from orders.stages import Refusal

#: Banks by the Bank of Thailand's number, under the short names they use themselves. Their full names are words:
#: `bank.004`. Slips of one we do not know are taken all the same.
BANKS = {
    "001": "BOT",
    "002": "BBL",
    "004": "KBANK",
    "006": "KTB",
    "011": "TTB",
    "014": "SCB",
    "017": "CITI",
    "020": "SCBT",
    "022": "CIMBT",
    "024": "UOBT",
    "025": "BAY",
    "030": "GSB",
    "031": "HSBC",
    "033": "GHB",
    "034": "BAAC",
    "065": "TBANK",
    "066": "ISBT",
    "067": "TISCO",
    "069": "KKP",
    "070": "ICBCT",
    "071": "TCD",
    "073": "LHB",
    "098": "SMED",
}
#: TrueMoney is no bank and has no number.
TRUEMONEY = "TMN"

_CHECKSUM = "91"
_BANK = re.compile(r"[0-9]{3}")
#: Banks mix cases and letters; what is not plain visible ASCII is no reference.
_REFERENCE = re.compile(r"[!-~]{1,64}")
#: Some banks print the checksum as a number and lose its leading zeros.
_SHORT_CHECKSUM = re.compile(r"(.*9104)([0-9A-Fa-f]{1,3})")


@dataclass(frozen=True, slots=True)
class SlipCode:
    """What a slip's code says. `reference` means what it says in its very case.

    `payload` is the code's whole text with its checksum mended, as verification services want it. `sent_on` is told by
    TrueMoney only.
    """

    bank: str
    reference: str
    payload: str
    sent_on: date | None = None


def read(text: str) -> SlipCode | Refusal:
    """What the text of a scanned code says, if it is a slip's. Refused: other codes, damaged ones, ones to pay with."""
    text = text.strip()
    fields = emv.opened(text, _CHECKSUM)
    if isinstance(fields, Refusal) and (short := _SHORT_CHECKSUM.fullmatch(text)):
        text = short[1] + short[2].rjust(4, "0")
        fields = emv.opened(text, _CHECKSUM)
    if isinstance(fields, Refusal):
        return _what_else(text, fields)
    told = emv.split(fields.get("00", ""))
    if isinstance(told, Refusal):
        return Refusal("not_a_slip_code")
    return _by_bank(told, text) or _by_truemoney(told, text) or Refusal("not_a_slip_code")


def _what_else(text: str, refusal: Refusal) -> Refusal:
    """A payment code is what people send by mistake; its own checksum may be as it is."""
    fields = emv.split(text)
    if not isinstance(fields, Refusal) and fields.get("00") == "01":
        return Refusal("code_to_pay_with")
    return refusal if refusal.reason == "code_damaged" else Refusal("not_a_slip_code")


def _by_bank(told: emv.Fields, text: str) -> SlipCode | None:
    bank, reference = told.get("01", ""), told.get("02", "")
    if told.get("00") != "000001" or not _BANK.fullmatch(bank) or not _REFERENCE.fullmatch(reference):
        return None
    return SlipCode(bank, reference, text)


def _by_truemoney(told: emv.Fields, text: str) -> SlipCode | None:
    reference = told.get("03", "")
    if (told.get("00"), told.get("01")) != ("01", "01") or not _REFERENCE.fullmatch(reference):
        return None
    return SlipCode(TRUEMONEY, reference, text, _day(told.get("04", "")))


def _day(written: str) -> date | None:
    """`25012024`; anything else is no day, and no reason to refuse a slip."""
    if not re.fullmatch(r"[0-9]{8}", written):
        return None
    try:
        return date(int(written[4:]), int(written[2:4]), int(written[:2]))
    except ValueError:
        return None
