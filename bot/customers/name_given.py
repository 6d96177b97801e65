"""Whether a short line is what somebody is called: it is printed on a parcel, so talk must not become a name."""

import re
from typing import Literal

from bot.speech.hearing import talk_in
from bot.words import PARTICLES, Speech, sounds_like_talk, spelt

LONGEST_NAME = 60
#: What people say while an order is made, and which is nobody's name.
TALK = spelt(
    "โอเค โอเช โอเคร โอเครับ โอเคค่ะ เค ได้ ได้เลย ได้สิ ใช่ ใช่แล้ว ใช่เลย ไม่ ไม่ใช่ ถูก ถูกต้อง ตกลง รับทราบ ทราบ ทราบแล้ว อืม อือ เออ "
    "รอ รอแป๊บ รอแปป รอแปบ รอก่อน แป๊บ แป๊บนึง แปปนึง แปบ เดี๋ยว เดี๋ยวส่งให้ ขอบคุณ ขอบคุณมาก ขอบใจ ดี "
    "ดีมาก เยี่ยม เรียบร้อย เสร็จ เสร็จแล้ว ส่งแล้ว แล้ว "
    "โอน โอนแล้ว สวัสดี หวัดดี ฝันดี บาย ไป มา ว้าว จริง จริงหรอ หรอ งง "
    "cool nice great good fine perfect awesome lovely super all night morning bye see you later soon wait waiting "
    "moment sec second minute hold on one just done sent paid sure yep yeah yup yes no nope ok okay okey k kk "
    "thanks thank thx ty cheers right correct exactly agreed understood noted got it hi hello hey wow lol haha "
    "what when where who why how confirm cancel pay order address phone name"
)
_ENDS_TALK = ("แล้ว", "ให้", "ก่อน", "แป๊บ", "แปป", "เลย", "มาก")
_TITLED = re.compile(r"^(?:คุณ|นาย|นาง(?:สาว)?|น\.ส\.|พี่|น้อง|mr|mrs|ms|miss|dr|khun)[.\s]*\S", re.IGNORECASE)
_LABELLED = re.compile(r"^(?:ชื่อ|name)\s*:?\s*", re.IGNORECASE)

Surety = Literal["name", "doubtful", "talk"]


def name_in(text: str) -> tuple[Surety, str]:
    """What of this line would be the name, and how sure that is.

    Two words, a title or a label make it sure; one word alone may be anything and is asked back.
    """
    name = " ".join(_LABELLED.sub("", text.strip()).split())
    tokens = [token for token in Speech(name).tokens if token.kind != "end" and token.text not in (".", "-")]
    is_short = 0 < len(tokens) <= 5 and len(name) <= LONGEST_NAME
    if not is_short or not all(token.kind == "word" and token.fold not in PARTICLES for token in tokens):
        return "talk", ""
    if _LABELLED.match(text.strip()):
        return "name", name
    folds = [token.fold for token in tokens]
    if sounds_like_talk(tokens) or talk_in(name) or any(word in TALK or word.endswith(_ENDS_TALK) for word in folds):
        return "talk", ""
    is_written = len(tokens) > 1 and all(not token.text[0].islower() for token in tokens)
    return ("name" if is_written or _TITLED.match(name) else "doubtful"), name
