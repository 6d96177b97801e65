"""Notices off and on, in customers' own words: only where the whole sentence says so."""

from bot.speech.rows import Row, cues
from bot.speech.saying import says

_NOTICES = "(?:notices?|notifications?|notis?|alerts?|messages?|updates?|แจ้งเตือน)"
_WHICH = "(?: (?:me|the|your|all|any|these|those|more|sending|getting|receiving|to get|to receive|out))*"
_PLEASE = "(?: |,|please|pls|now|any ?more|thanks?|thank you|ka|krub|kub)*"
_BEFORE = "(?:<(?:please|pls|hi|hello|can you|could you|kindly)> )*"
_END = "(?:$|\\||\\?)"
_ASKED = "(?:รบกวน|ช่วย|ขอ|อยาก(?:ให้)?|ต้องการ|หน่อย)*"
_SOFTLY = "(?:มา|อีก|เลย|หน่อย|ด้วย|ให้|ก่อน|ที|ทั้งหมด|ได้(?:แล้ว|เลย)?|ไหม|ได้ไหม)*"
_AGAIN = "(?:อีก(?:ครั้ง|รอบ)?|เหมือนเดิม|ตามเดิม|ต่อ|ใหม่|ให้|หน่อย|ด้วย|ที|ได้(?:แล้ว|เลย)?|ไหม|ได้ไหม)*"

NOTICES: tuple[Row, ...] = (
    Row(
        "opt_out",
        says(
            (
                f"^ {_ASKED}(?:ไม่ต้อง|อย่า|เลิก|หยุด|งด|ไม่(?:อยาก|ขอ)?รับ|ไม่เอา|<stop>)(?: |ส่ง|รับ|การ|ข้อความ|ข่าว)*แจ้งเตือน"
                f"(?:แล้ว)?{_SOFTLY} {_END}"
            ),
            f"^ {_ASKED}(?:ปิด|ยกเลิก)(?:รับ|การ|ข้อความ)*แจ้งเตือน{_SOFTLY} {_END}",
            f"^ {_BEFORE}<(?:stop|no more|turn off|mute|disable|cancel)>{_WHICH} {_NOTICES}{_PLEASE} {_END}",
            f"^ <no> {_NOTICES} <(?:please|pls|any ?more|for me)>{_PLEASE} {_END}",
            f"^ <turn>{_WHICH} {_NOTICES} <off>{_PLEASE} {_END}",
            f"^ {_BEFORE}<(?:don'?t|do not|stop) (?:notify|notifying|alert|alerting)> (?:me )?{_PLEASE} {_END}",
            f"^ <i> <(?:don'?t|do not)> <(?:want|need)>{_WHICH} {_NOTICES}{_PLEASE} {_END}",
        ),
        ("ไม่ต้องแจ้งเตือนแล้วค่ะ", "ขอปิดแจ้งเตือนค่ะ", "stop notices", "please turn off notifications", "don't notify me"),
        "always",
        unless=cues("conditional"),
    ),
    Row(
        "opt_in",
        says(
            f"^ {_ASKED}(?:กลับมา)?(?:เปิด|รับ|เริ่ม|ส่ง)(?:รับ|การ|ข้อความ)*แจ้งเตือน{_AGAIN} {_END}",
            f"^ {_ASKED}(?:กลับมา)?แจ้งเตือน(?:เหมือนเดิม|ตามเดิม|อีก|ต่อ){_AGAIN} {_END}",
            f"^ {_ASKED}กลับมาแจ้งเตือน{_AGAIN} {_END}",
            f"^ {_BEFORE}<(?:start|resume|enable|turn on)>{_WHICH} {_NOTICES}(?: again)?{_PLEASE} {_END}",
            f"^ {_BEFORE}<turn>{_WHICH} {_NOTICES} <(?:back )?on>(?: again)?{_PLEASE} {_END}",
            f"^ {_BEFORE}<notify me> <again>{_PLEASE} {_END}",
            f"^ <i> <want>{_WHICH} {_NOTICES} <(?:again|back)>{_PLEASE} {_END}",
        ),
        ("เปิดแจ้งเตือนให้หน่อยค่ะ", "ขอรับแจ้งเตือนเหมือนเดิมค่ะ", "turn notifications back on", "notify me again"),
        "always",
        unless=cues("conditional", "past"),
    ),
)
