"""From how it was typed to how it is written: one line made plain.

Letters are not stretched, words are spelt as in the lists, numbers are digits, smiles and laughter are gone. What is
left of politeness is the mark `|`: where somebody said ค่ะ a clause has ended.
"""

import re
from functools import lru_cache

from bot.speech.counting import in_digits
from bot.words import clean, flatten

MARK = "|"
_THAI = "\u0e01-\u0e3a\u0e40-\u0e4e"
#: A Thai word goes on behind one of these, so a particle that ends here is really one.
_END = f"(?![{_THAI}])"

_NOT_SPOKEN = re.compile(f"[^\\w\\s{_THAI}.,;:/()@%#*=+\\-฿\"'?!&~]")
_LAUGHTER = re.compile(
    r"(?<![\w.,#@-])(?<!โอน )(?<!ราคา )(?<!รวม )(?<!ยอด )5{3,}\+*(?![\w.,%-])(?!\s*(?:บาท|baht|thb|฿))"
    r"|(?:ฮ่า|ฮา|อิ|คริ|ฮี่|แฮ่|เหอะ){2,}ๆ*|(?:ฮ่า|แหะ|เหอะ|อิ)ๆ|\b(?:lol|lmao|(?:ha){2,}h?|(?:hi){2,})\b|"
    r"[:;=][-']?[)(dp3](?!\w)"
    r"|T_T|\^+_*\^+",
    re.IGNORECASE,
)
#: `มากกกก`, never the three letters of `ผ้าพันคอออก`.
_STRETCHED = re.compile(f"(?!อออก)([{_THAI}a-wyzA-WYZ!?.])\\1{{2,}}")
_DOUBLED_SIGN = re.compile("([\u0e30-\u0e3a\u0e40-\u0e44\u0e47-\u0e4e])\\1+")
#: `มากก`, never the last two of `ถนน` or `แดด`.
_DOUBLED_END = re.compile(f"(?<=[\u0e31-\u0e39\u0e47-\u0e4b])([\u0e01-\u0e2e])\\1(?![{_THAI}])")

#: As it is often typed, and as it is written. Patterns, tried in this order.
SPELLINGS: tuple[tuple[str, str], ...] = (
    (r"เท่า(?:หรัย|ไร่?|รัย|ไหล่|หร่าย|ไหร(?!่)|ใหร่|ใด|หรั่ย)", "เท่าไหร่"),
    (r"เมื่อไร(?!่)", "เมื่อไหร่"),
    (r"คร[้๊]?[าั][้๊]?[บชสฟพ](?=[\s!.?,|]|$)|(?<!บัง)ค[้๊ั่า]*[บฟ](?=[\s!.?,|]|$)|งับ(?=\s|$)|ฮั?[บฟ](?=\s|$)", "ครับ"),
    (r"ค่[าะ](?=[\s!.?,|]|$)(?!\s*(?:จัด)?ส่ง)|คร่[าะ]|คร๊ะ|ค๊ะ|ข่า(?=\s|$)|ฮ่ะ", "ค่ะ"),
    (r"ม[ั๊]้?ย|ไม๊|ไมอ่?ะ|ป่าว+|(?<=ได้)(?:ป[่๊]?ะ|มะ|บ่)|ป่ะ|ป๊ะ|(?<=ไหม)อะ", "ไหม"),
    (r"(?:รึ|รื|หรือ)(?=ยัง|เปล่า|ป่าว)", "หรือ"),
    (r"(?<!เ)หรอ|เหลอ|(?<!เ)หลอ(?=\s|$)", "เหรอ"),
    (r"แร[้๊]ว|แว้ว|แล้[ยล]|เเล้ว", "แล้ว"),
    (r"เด[๋ี]*๋ี?ย?ว|(?<![\u0e01-\u0e4e])เด[ี่]+ยว", "เดี๋ยว"),
    (r"ไซ[ดซท]์|ไซร้", "ไซส์"),
    (r"ออเด้อ(?:ร์)?|ออร์เดอร์|ออเดอ(?!ร)|โอเดอร์", "ออเดอร์"),
    (r"สต๊?อก|สต็อค|สต๊อค|สตอค", "สต็อก"),
    (r"ลิ้?งค์|ลิ้งก์|ลิ้ง(?!ค|ก)|\blink\b", "ลิงก์"),
    (r"แพ[คก](?![\u0e01-\u0e4e])|แพ็ก", "แพ็ค"),
    (r"พร้อมเพ(?:ย|ล์)(?!์)", "พร้อมเพย์"),
    (r"เกบ", "เก็บ"),
    (r"กก\.|ก\.ก\.", "กก"),
    (r"ซี\s?เอฟ", "cf"),
    (r"\bcf(?=[a-z]{1,3}-?\d)", "cf "),
    (r"ปลายทาง[คน](?=\s|$)", "ปลายทาง"),
    (r"(?<=[เโบ]อน)ล่?ะ|(?<=จ่าย)ล่?ะ", "แล้ว"),
    (r"เบย(?=\s|$)", "เลย"),
    (r"(?<![\u0e01-\u0e4e])ม่าย", "ไม่"),
    (r"เปน(?![\u0e30-\u0e4e])", "เป็น"),
    (r"\btee\s+shirts?\b", "tee"),
    (r"(?<=ราคา)(?:ไร|ไหร่)(?![\u0e01-\u0e4e])", "เท่าไหร่"),
    (r"(?<=[มีทำ])ไร(?=บ้าง|ได้|มั่ง|[\s|]|$)", "อะไร"),
    (r"(?<=[มีได้เอาดี])ปะ(?=[\s|?]|$)", "ไหม"),
    (r"บ/ช|บช\.?(?![\u0e01-\u0e4e])", "บัญชี"),
    (r"พิม(?=ผิด|ให้|ว่า)", "พิมพ์"),
)
_SPELLINGS = [(re.compile(pattern, re.IGNORECASE), plain) for pattern, plain in SPELLINGS]

_POLITE = re.compile(
    "(?:(?:(?<!ถา)นะ|น่ะ|อ่?ะ)?(?:ค่ะ|ครับ(?:ผม(?![\u0e01-\u0e4e]))?|(?<!เ)จ้า|จ้ะ|จ๊ะ|จ๋า|ฮะ)|(?:(?<!ถา)นะ|น่ะ)คะ)(?:พี่|น้อง|"
    "แม่ค้า|พ่อค้า|แอดมิน|แอด|ร้าน|เจ๊|ซิส|เฮีย|ซ้อ|ป๋า)?"
    f"|(?:นะ|น้า|น่ะ|อะ|จ้า|เลย|ด้วย|หน่อย)\\s?(?:แม่ค้า|พ่อค้า|คุณพี่|พี่|น้อง|แอดมิน|แอด|เจ๊|ซิส|เฮีย|ซ้อ|แม่|ป้า|ลุง|เตง){_END}"
    f"|(?:คะ|(?<!ห)น้า|(?<!ถา)(?<!ช)นะ|น่ะ|อ่ะ|อะ|เนอะ|เน้อ|เด้อ|ซิ|สิ|จ่ะ){_END}"
    f"|(?<=เลย)(?:พี่|น้อง|แม่ค้า|แอดมิน|แอด|เจ๊){_END}"
    "|\\b(?:ka|kaa|kha|krub|krap|kub|khrap|na ka|naka)\\b",
    re.IGNORECASE,
)
_POLITE_WORD = re.compile("ค่ะ|ครับ|คับ|ค้าบ|นะคะ|ค่า|คะ|จ้า|จ้ะ|\\b(?:please|pls|plz|ka|kub|krub)\\b", re.IGNORECASE)
_PLEASE = re.compile(r"\b(?:please|pls|plz)\b", re.IGNORECASE)
_MARKS = re.compile(r"\s*\|[\s|]*")
_BLANKS = re.compile(r"[ \t]+")
_LINES = re.compile(r"[ |]*\n[\s|]*")
_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """A message as it is written in the lists; letters keep their case."""
    text = flatten(clean(text)).replace(MARK, " ")
    text = _LINES.sub("\n", text)
    text = _NOT_SPOKEN.sub(" ", _LAUGHTER.sub(" ", text))
    text = _DOUBLED_SIGN.sub(r"\1", _STRETCHED.sub(r"\1", text))
    text = _DOUBLED_END.sub(r"\1", text)
    for wrong, right in _SPELLINGS:
        text = wrong.sub(right, text)
    text = _POLITE.sub(MARK, _PLEASE.sub(" ", text))
    text = _BLANKS.sub(" ", _MARKS.sub(" | ", text))
    return _LINES.sub("\n", _BLANKS.sub(" ", in_digits(text))).strip(" |\n")


def lower(text: str) -> str:
    """For comparing, of the same length: places agree."""
    return text.translate(_LOWER)


def is_polite(text: str) -> bool:
    return _POLITE_WORD.search(text) is not None
