"""The words for how an order stands, as people ask for them: `orders unpaid`, `รายการ รอชำระ`."""

from bot.commands import NotUnderstood, Orders
from bot.words import Speech, fold

# The first two words of a row are the canonical ones, Thai and English.
_WORDS: dict[str, tuple[str, ...]] = {
    "draft": ("ร่าง", "draft", "drafts"),
    "new": ("ใหม่", "new"),
    "confirmed": ("ยืนยันแล้ว", "confirmed"),
    "unpaid": ("รอชำระ", "unpaid", "awaiting payment", "ยังไม่ชำระ", "ยังไม่โอน", "ยังไม่จ่าย", "ค้างชำระ", "ค้างโอน"),
    "review": ("รอตรวจสลิป", "review", "checking payment"),
    "partially_paid": ("ชำระบางส่วน", "partly paid", "partially paid"),
    "paid": ("ชำระแล้ว", "paid", "โอนแล้ว"),
    "overpaid": ("ชำระเกิน", "overpaid"),
    "refunded": ("คืนเงินแล้ว", "refunded"),
    "cod": ("เก็บเงินปลายทาง", "cod", "cash on delivery", "เก็บปลายทาง", "ปลายทาง"),
    "completed": ("เสร็จสิ้น", "completed", "done"),
    "cancelled": ("ยกเลิกแล้ว", "cancelled", "canceled", "ยกเลิก"),
    "expired": ("หมดอายุ", "expired"),
    "shipped": ("จัดส่งแล้ว", "shipped", "ส่งแล้ว"),
}

#: Every word of both languages, the keys themselves among them, to its key.
STATUS_WORDS: dict[str, str] = {
    word: key for key, words in _WORDS.items() for word in (key, key.replace("_", " "), *words)
}


def read_orders(words: Speech) -> Orders | NotUnderstood | None:
    if words.settled(words.at):
        return Orders()
    end = words.clause_end(words.at)
    while end > words.at and words.settled(end - 1):
        end -= 1
    said = words.cut(words.at, end)
    status = STATUS_WORDS.get(fold(said))
    is_short = sum(not token.glued for token in words.tokens[words.at : end]) <= 2
    words.at = end
    if status is None:
        return NotUnderstood("unknown", (("text", said),), "orders") if is_short else None
    return Orders(status)


def say_orders(command: Orders, word: str, *, quoted: bool = False) -> str:
    if not command.status:
        return word
    return f"{word} {_WORDS[command.status][1 if word.isascii() else 0]}"
