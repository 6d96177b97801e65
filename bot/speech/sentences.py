"""The name of a thing, or a sentence with a number in it? `ชุดนอนลายหมี 2` is sold, `เดินมา 2 กิโล` is told."""

import re

from bot.speech.meaning import Item
from bot.speech.saying import says

MOST_WORDS, MOST_LETTERS = 8, 40

#: No name begins like this; what stands behind `(?!` are things all the same.
_BEGINS = says(
    "^\\d{3,}",
    (
        "^(?:ผิด|อย่า|ค่าส่ง|ลิสต์|ทัน|กันเ|ยังไง|เยอะ|สอบถาม|งั้น|เรียบร้อย|ครบ|บวก|คละ|ให้|มี(?!ด)|กิน|ดื่ม|ดู(?!ด)|เล่น|วิ่ง|เดิน|ขับ|เลี้ยง|ใส่|ใช้|ซัก(?!ผ้า)|นั่ง|นอน|รอ(?!ง)|"
        "พา(?!ส|เ|ว)|หา(?!ง|ย)|เจอ|ถ่าย(?!เ)|อ่าน|เขียน|ตื่น|หิว|เหลือ|เพิ่ง|เรา|ฉัน|เขา(?!ใหญ่)|วัน(?!พีซ)|เดือน|"
        "ปี(?!ก|่|้)|อยู่|ไป|มา(?!ม่า|ส|ก|ล|ย|ร)|ได้|ไม่|ยัง|ที่(?!คาด|รอง|นอน|ติด|ห้อย|วาง|เปิด|ใส่|หนีบ|ปัก|ขูด|แขวน|เก็บ|"
        "กรอง)|โทร(?!ศัพท์|โข่ง)|ห้อง(?!น้ำ)|ชั้น(?!วาง)|เบอร์โทร|แมว|หมา(?!ก)|ลูก(?!อม|ชิ้น|ปัด|บอล|แก้ว|หมี|ไก่|เกด|"
        "พลับ|โป่ง)|บ้าน(?!ตุ๊ก|แมว|หมา)|รถ(?!เข็น|ของเล่น|บังคับ)|น้ำหนัก|ความ|คน|อายุ|เวลา|รอบ|ราคา|เงิน(?!โบ)|บัญชี|"
        "เลข|ช่วย|ชอบ|สวย|ถูก|แพง|ดี(?!ไซน์|ปลี|เจ)|หนัก|สูง|ยาว|สลิป|ยอด|โอน|จ่าย|เหมือน|แถว|แฟน|แม่|พ่อ|เพื่อน|"
        "หมอ(?!น)|ตอน|สาขา|คิด|รู้|บอก|ตอบ|ถาม|สนใจ|ว่า|ก็|เลย|นะ|ซื้อ|ขาย|ส่ง|รับ|สั่ง|จอง|กลับ|ทำ|เปิด|ปิด|หยุด|"
        "ติด(?!ผม)|เข้า|ออก|ขึ้น|ลง|กี่(?!เพ้า)|อะไร|ใคร|ทุก|ทั้ง|คิว|อันดับ|ที่นั่ง|แจ้ง|กด|ฝาก|ขอ(?!ง|บ)|งวด|แน่(?!น)|อีกแล้ว|ขาด(?:ไป|แค่|อีก|$))"
    ),
    (
        "^<(?:don't|dont|cancel|refund|ship|send|i|we|you|he|she|they|it|is|are|was|see|call|meet|at|about|around|for|in|on|no|not|how|what|"
        "my|your|all|need|there|back|wait|waiting|lol|so|just|still|been|level|season|episode|part|"
        "chapter|page|day|week|room|seat|floor|age|vs|top)>"
    ),
)
#: No name holds this.
_HOLDS = says(
    "แล้ว",
    "อยู่",
    "กำลัง",
    "เพราะ",
    "แต่(?!ง|ละ)",
    "ที่ร้าน",
    "เมื่อ",
    "(?:ทุก|ต่อ|หลาย|กี่)(?:วัน|เดือน|ปี|คน|ครั้ง)",
    "ชั่วโมง",
    "นาที",
    "(?<!ก)โมง",
    "ทุ่ม",
    "วันนี้",
    "พรุ่งนี้",
    "สาขา",
    "ครั้ง",
    "เคย",
    "จังเลย",
    "แป๊บ",
    "ข้างๆ",
    "ออกมา",
    "แต่ตัง|ตังหมด",
    "(?<!ห)(?<!หวาน)(?<!เผ็ด)(?<!เย็น)มาก(?!ุ)",
    "แจ้ง",
    "เท่าไหร่",
    "(?<!แบบ)(?<!สูตร)ไม่(?!มีแขน|หวาน|เผ็ด|ใส่)",
    "โควิด",
    "รอบอก",
    "เซนติ",
    "หมด(?!จด)",
    "ของหมด",
    "(?<!เ)ก็(?![กตบปอน])",
    "กว่า",
    "ถึง",
    "จาก",
    "เพื่อ",
    "ด้วยกัน",
    "กัน(?=_)",
    "(?:อก|เอว|สะโพก) \\d",
    "ช่วย",
    "ใคร",
    "เป็นของ",
    "ต้อง",
    "แสน",
    "ล้าน",
    "เลยนะ",
    "ทำให้",
    "บอกว่า",
    "รู้สึก",
    (
        "<(?:is|are|was|were|am|have|has|had|pm|today|tomorrow|years?|days?|minutes?|mins?|hours?|hrs?|"
        "people|times|arrived|broken|late|again|came|fits|baht|thb|weeks?|months?|percent|because|but|that|from|until|than|people|km|floor|"
        "season|episode|friends?|guys|kids|dogs?|cats?)>"
    ),
)
#: `ตัวที่แม่ค้าใส่ในไลฟ์`: a whole clause that points at one thing.
_POINTS = re.compile("^(?:ตัว|อัน|แบบ|สี|ชุด|เซ็ต|ใบ|คู่|รุ่น|ลาย)ที่")


def is_sentence(item: Item) -> bool:
    name = item.query.lower()
    if not name or _POINTS.search(name):
        return False
    too_long = len(name) > MOST_LETTERS or len(name.split()) > MOST_WORDS
    return too_long or _BEGINS.search(name) is not None or _HOLDS.search(name) is not None


#: A deed we did not understand, not the name of a thing.
_DEED = re.compile(
    "^(?:คิด|ราคา|ปัด|รวม|ลด(?!า)|โอน|จ่าย|เติม|เพิ่ม|แก้(?!ว)|เปลี่ยน|ลบ|ตัด|ยกเลิก|จับ(?!คู่)|ยอด|มัดจำ|ขอ(?!ง))|"
    "(?:เป็น|เหลือ|คิด|ราคา|ยอด|ขาย)$|สต็อก|บิล|ออเดอร์|สลิป"
)


def is_deed(item: Item) -> bool:
    return _DEED.search(item.query) is not None
