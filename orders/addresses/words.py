"""The words of a pasted address that are no part of it (labels, courtesies, notes for the courier, orders), and those
by which its parts are known: what comes before somebody's name, and how a house or a street begins."""

import re


def _any(*words: str) -> str:
    return "(?:" + "|".join(words) + ")"


_BEGINS = r"(?<![ก-๛A-Za-z])"
_COLON = r"(?=\s*[:：])"
_MARKS = r"\s*[.:：;=-]*\s*"
_POLITE = r"(?:นะ)?" + _any("ค่ะ+", "คะ+", "ครั+บ+", "คับ", "ค้า+บ", "คร้า+บ", "ค่า+", "จ้า+", "จ้ะ", "จ๊ะ", "ฮะ", "นะ")
_PARTICLE = rf"(?:{_POLITE}|น้า|เลย|ด้วย|หน่อย|ก่อน)"
_TRAIL = rf"(?:\s*{_PARTICLE})*"

_ASKING = r"(?:รบกวน|ช่วย|ฝาก|ขอ(?:ให้)?|กรุณา)?"
#: Who keeps a parcel for somebody and is not who gets it.
_KEEPERS = r"(?!\s*(?:ยาม|ป้อม|นิติ|รปภ|แม่บ้าน|คนอื่น|หน้า|หลัง|ข้าง|ที่|ทัน|เร็ว|ถึง))"
_CALLED = r"(?=คุณ|คุน|พี่|น้อง|นาย|นาง|ป้า|ลุง|น้า|เจ๊|เฮีย|หมอ|ครู|แม่|พ่อ|ยาย|ปู่|ย่า)"
#: Before the name of who gets the parcel.
NAME_LABEL = re.compile(
    _BEGINS + r"(?:" + _any(
        r"ชื่อ(?:[ก-๛]{1,12})?" + _COLON,
        r"(?:ส่ง|ขอ|แจ้ง|เปลี่ยน|ใช้|ใส่|ลง|ใน|เป็น)*ชื่อ(?:จริง)?"
        r"(?:\s*[-/]?\s*(?:ผู้รับ(?:สินค้า)?|นามสกุล|สกุล|คนรับ|ลูกค้า|บริษัท(?=\s*[:：])))*", "นาม" + _COLON,
        r"(?:ชื่อ\s*)?ผู้รับ(?:สินค้า|พัสดุ|ของ)?", "คนรับ", "รับ" + _COLON, "ปลายทาง" + _COLON,
        _ASKING + r"(?:จัด)?ส่ง(?:ของ|พัสดุ)?(?:ถึง|ให้)" + _KEEPERS, "ถึง", "เรียน",
        "นำส่ง", _ASKING + r"(?:จัด)?ส่ง(?:ของ|พัสดุ)?" + _CALLED + _KEEPERS,
        r"ฝากส่ง(?=[ก-๛]{2,20}\s+(?:[ก-๛]+\s+)?ที่\s)" + _KEEPERS,
    ) + r"(?!(?:สถาน)?ที่)|(?i:" + _any(
        r"(?:full\s*|my\s+)?name(?:\s+is)?", "recipient", "receiver", "customer", "attn", "attention", "to",
        "ship(?:ping)? to",
        "send to",
        "deliver to",
    ) + r")(?=\s*[.:：]|\s+[A-Zก-๛]))" + _TRAIL + _MARKS
)  # fmt: skip
#: Before the address.
ADDRESS_LABEL = re.compile(
    _BEGINS + _any(
        _ASKING + rf"(?:จัด)?ส่ง(?:ของ|พัสดุ|สินค้า)?(?:มา|ไป|ให้)?ที่(?:ทำงาน|ร้าน|บ้าน|หอ)(?=\s*{_POLITE})",
        r"(?:รบกวน|ช่วย|ฝาก|ขอ(?:ให้)?|กรุณา)?(?:จัดส่ง|ส่ง|ที่ส่ง)(?:ของ|พัสดุ|สินค้า)?(?:มา|ไป|ให้)?(?:ที่อยู่|ที่|ตาม|(?=\s*[:：]|\s))(?:นี้)?",
        r"(?:ขอ|แจ้ง|นี่)?ที่อยู่(?:สำหรับ|ใน|ที่)?(?:การ)?"
        r"(?:จัดส่ง|ส่งของ|ส่ง|ผู้รับ|ใหม่|ลูกค้า|บริษัท(?=\s*[:：])|ออกใบ\S*)?(?:ตามนี้|นี้)?",
        r"สถานที่(?:จัดส่ง)?", "จัดส่ง" + _COLON, "บ้าน" + _COLON, "ที่ทำงาน" + _COLON, "ตามนี้",
        r"(?i:(?:(?:my|the|here is|here's)\s+)*(?:shipping\s+|delivery\s+)?addr(?:ess)?)",
        r"(?i:(?:home|office|add)(?=\s*[:：]))",
        r"(?i:(?:(?:could|can|would) you\s+)?(?:please\s+)?(?:ship|send|deliver)(?:\s+(?:it|them|this))?\s+to)",
    ) + _TRAIL + _MARKS
)  # fmt: skip
#: Before a number or a place that has been read, so that the label stands alone in its line.
_OTHER_LABEL = re.compile(
    _BEGINS + _any(
        "เบอร์", "โทร", "มือถือ", "รหัส", "เขต", "แขวง", "ตำบล", "อำเภอ", "จังหวัด", "ไปรษณีย์", "ติดต่อ", "ผู้ติดต่อ", "ประเทศไทย",
        "(?i:tel|phone|mobile|zip|province|district|sub-?district|thailand)",
    ) + r"(?:โทรศัพท์|โทร|ไปรษณีย์|ติดต่อ)*" + _MARKS + r"(?=$|\n)",
    re.MULTILINE,
)  # fmt: skip
#: What a form asked for and nobody filled in.
_BLANK = re.compile(_BEGINS + r"(?:ซอย|ถนน|หมู่(?:ที่|บ้าน)?|อาคาร|ชั้น|ห้อง|ตรอก|แยก|ซ\.|ถ\.|ม\.)\s*[:：]?\s*[-–](?=\s|$)")
#: The number of a line, before its label.
LISTED = re.compile(r"^\s*\d{1,2}[.)]\s*(?=ชื่อ|ที่อยู่|เบอร์|โทร|ผู้รับ|รหัส|บ้านเลขที่|(?i:name|address|phone|tel))", re.MULTILINE)
_PICTURES = re.compile(
    "[\U0001f4cd\U0001f4cc\U0001f4de\u260e\U0001f4f1\U0001f3e0\U0001f3e1\U0001f464\U0001f4ee\U0001f4e6\u2709\ufe0f]+"
)
_COUNTRY = re.compile(r"[\s,]*(?<![A-Za-zก-๛])(?:thailand|ประเทศไทย)\.?(?![A-Za-zก-๛])", re.I)
#: Before the one to ask for, who is the name only where there is no other.
_CONTACT = re.compile(
    _BEGINS + rf"(?:ผู้|บุคคล)?ติดต่อ\s*[:：]?\s*{_CALLED}"
    r"|(?i:contact(?: (?:person|name))?) ?[:：] ?(?=[A-Zก-๛])"
)
LABELS = {
    "name": (NAME_LABEL,),
    "contact": (_CONTACT,),
    "address": (ADDRESS_LABEL,),
    "": (_OTHER_LABEL, _BLANK, _COUNTRY, _PICTURES),
}
SENDER = re.compile(_BEGINS + r"(?:ผู้ส่ง|จาก(?=\s*[:：])|sender|from(?=\s*[:：]))\s*[.:：]*\s*", re.I)

#: Words to the shop around an address; each up to the end of its clause.
_COURTESY = re.compile(
    _BEGINS + _any(
        "สวัสดี", "หวัดดี", "ดีค่ะ", "ดีครับ", "ขอบคุณ", "ขอบใจ", "โอน(?:เงิน)?แล้ว", "จ่ายแล้ว", "แจ้งโอน", "นี่ค่ะ", "นี่ครับ",
        "ได้เลย", "โอเค", "ทัก(?:แชท|ไลน์|มา|ไป)", r"cf(?![a-z\d])", "ลูกค้า(?:เก่า|ใหม่|ประจำ)", rf"สนใจ(?=\s*{_POLITE})",
        "พร้อมโอน",
        "ตกลง", "ok(?![a-z])", "thanks", "thank you", "thx", "hi(?![a-z])", "hello", "here you go", r"please(?=\s*$)",
    ) + r"[^\s,]*(?:\s*(?:ทาง)?(?:ร้าน|แม่ค้า|พ่อค้า|แอดมิน)\S*)?" + _TRAIL,
    re.I,
)  # fmt: skip
#: Where the last parcel went.
SAME = re.compile(
    rf"{_BEGINS}(?:จัดส่ง|ส่ง|ตาม|ใช้|เอา)*ที่(?:อยู่)?\s*(?:เดิม|เก่า){_TRAIL}(?![ก-๛])"
    r"|(?:to )?(?:the )?same (?:address|place)(?: as (?:before|last time))?",
    re.I,
)
#: How it is to be sent, which is no part of where.
_CARRIED = re.compile(
    rf"{_BEGINS}(?:(?:ส่ง|ขอ)(?:แบบ|ทาง|ด้วย)?\s*)?"
    rf"(?:EMS|ลทบ\.?|ลงทะเบียน|Flash|แฟลช|เคอรี่|Kerry|KEX|J&T|เจแอนด์ที){_TRAIL}(?![ก-๛a-z])",
    re.I,
)
#: A question before the address is no part of it.
_ASKED = re.compile(rf"^[^\d\n]{{0,60}}?(?:(?<!แพร)(?<!ผ้า)ไหม|มั้ย|เท่าไ\S*|ยังไง|หรือเปล่า|รึเปล่า|หรือยัง|\?){_TRAIL}(?=\s)")
#: What somebody is called where they write from.
_HANDLE = re.compile(
    r"(?:ชื่อ\s*)?(?:ไลน์|เฟส(?:บุ๊ค)?|ไอจี|ไอดี|(?<![A-Za-z])(?i:line|facebook|fb|ig|instagram))\s*(?i:id)?\s*[:：]"
    r"(?:(?!ชื่อ|ที่อยู่|เบอร์|โทร|ผู้รับ)[^\n])*|^[ ]*@[\w.]+|ชื่อเล่น\s*[:：]?\s*\S+\s*(?=ชื่อ)",
    re.MULTILINE,
)
BESIDE = (_ASKED, _COURTESY, SAME, _CARRIED, _HANDLE)
PARTICLES = re.compile(
    rf"(?:(?:^|(?<=[\s\d).,]))\s*(?:น้า|เลย|ด้วย|หน่อย|ก่อน)?{_POLITE}|(?:ด้วย)?(?:นะคะ|นะครับ|ค่ะ|ครับ))+[.!~ๆ]*(?=\s|$|,)",
    re.MULTILINE,
)

#: Where somebody writes from, said politely: a place is looked up by what this leaves.
HAIL = re.compile(rf"^\s*(?:(?:อยู่|มา|จาก|ส่ง|ไป|แถว|ที่|ทาง)\s*)*([ก-๎]{{2,20}}?)\s*{_POLITE}[.!~ๆ]*(?=[\s,])")

#: Towns that are no district.
TOWNS = frozenset({"พัทยา", "โคราช", "นาเกลือ", "จอมเทียน", "รังสิต", "แม่กลอง", "มหาชัย", "สมุย", "ป่าตอง", "เบตง"})
#: Behind that, somebody begins and no house.
SPEAKS_ON = re.compile(r"[\s,]*[^\W\d_]")

#: A pin on a map, a mail address.
LINK = re.compile(r"https?://[!-~]+|[\w.+-]+@[\w-]+\.[\w.-]+")
#: For the courier: in brackets, or to the end of the line.
_NOTES = _any(
    "ฝาก", "หมายเหตุ", "(?:แจ้ง)?ก่อนส่ง", "โทร(?:หา|แจ้ง|มา|ก่อน|ได้|นัด|เรียก|ตาม)", "วาง(?:ไว้|หน้า|ของ)", "แขวน",
    "ส่ง(?:ช่วง|ก่อน|หลัง|วัน|ด่วน|เวลา|เร็ว|ได้)", "รบกวน", "ขอ(?:ใบกำกับ|ใบเสร็จ|ด่วน)", "ไม่อยู่", "เปลี่ยนที่อยู่", "ไม่ต้อง",
    "ถ้าไม่", "ห้าม(?:โยน|พับ)", "ระวัง(?:แตก|หมา|สุนัข)", "รับ(?:ของ)?ได้(?:ตลอด|ทุกวัน|เฉพาะ)",
    r"(?i:\bnotes?\s*:|\bleave\b|\bplease\b|\bcall (?:before|first|when|me|upon)|\bring\b)",
    r"(?i:\bdeliver (?:after|before|only)|\bfragile)",
)  # fmt: skip
_COD = (
    r"(?:(?:เก็บ(?:เงิน)?)?ปลายทาง(?![ก-๛])|(?i:\bcod\b|\bcash on delivery\b))"
    rf"(?:\s*\d+\s*(?:บาท|บ\.|฿|(?i:baht|thb)))?{_TRAIL}"
)
NOTE = re.compile(rf"\([^()\n]*(?:{_NOTES}|{_COD})[^()\n]*\)|{_BEGINS}(?:{_NOTES}[^\n(]*|{_COD})")

_TITLE = _any(
    "คุณ", "คุน", "นางสาว", "นาย", "นาง", r"น\.\s?ส\.", r"ด\.\s?[ชญ]\.", "เด็กชาย", "เด็กหญิง", "พี่", "น้อง", "ป้า",
    "ลุง", "น้า", "ม๊า", "หลวงพ่อ", "หลวงพี่", r"ผอ\.", "พยาบาล", "จ่า", "พลทหาร", "พลฯ", "พระ(?=ครู|มหา|อาจารย์|ปลัด|สมุห์|ใบฎีกา)",
    "สามเณร", "หลวงปู่", "หลวงตา", "แม่ชี", "สิบ(?=ตรี|โท|เอก)", "กำนัน", "ผู้ใหญ่(?=[ก-๛])",
    r"อา(?=\s)", "ยาย", r"ตา(?=\s)", "ปู่", "ย่า", "เจ๊", "เจ้", "เฮีย", "หมอ", "ครู", "อาจารย์", r"ดร\.", r"ผศ\.",
    r"รศ\.", r"พญ\.", r"นพ\.",
    r"ร\.ต\.", r"ส\.ต\.", r"จ\.ส\.", r"ด\.ต\.", r"พ\.ต\.", r"พ\.ท\.", r"พ\.อ\.", "ว่าที่",
    r"แม่(?=[ก-๛]{2,8}(?:\s|$))", r"k\.",
    r"(?i:mr|mrs|ms|miss|khun|dr|k)(?:\.|\s)\s?",
)  # fmt: skip
TITLED = re.compile(_TITLE)
TITLE_INSIDE = re.compile(rf"(?<=\s){_TITLE}(?=[ก-๛A-Za-z\s])")
FIRM = re.compile(
    r"(?:บริษัท|บ\.|บจก\.?|บมจ\.?|หจก\.?|ห้างหุ้นส่วน|ร้าน|มูลนิธิ|สมาคม|โรงงาน|อู่|คลินิก|ห้อง(?:เสื้อ|อาหาร|ภาพ))"
    r"|.*\b(?i:co\.?,? ?ltd|limited|company|shop|store)\b"
)
#: A house, a street, a building: what comes before it may be a name.
HOUSE = re.compile(
    r"(?:(?<=[ก-๛])(?=\d+/\d)|(?<![^\s,(]))" + _any(
        r"[#(]?\d", "บ้านเลขที่", "เลขที่", "เลขห้อง", r"บ้าน(?!\s*$)", "หมู่", r"ม\.", "ซอย", r"ซ\.", "ถนน", r"ถ\.",
        "ตรอก", "แยก", "คอนโด",
        "อาคาร", "ตึก", "ห้อง(?!เสื้อ|อาหาร|ภาพ)", "ชั้น", r"หอ(?:พัก|\s)", "ตู้", "โรงเรียน", r"รร\.", "โรงพยาบาล", r"รพ\.",
        "วัด(?=[ก-๛])", "มหาวิทยาลัย",
        "มหาลัย", "ธนาคาร", r"ธ\.", "ตลาด", "นิติ", "นิคม", "ออฟฟิศ", "ออฟฟิส", "สำนักงาน(?!ใหญ่)", "แฟลต", "แฟลช",
        "อพาร์", "อาพาร์",
        "แมนชั่น", "โครงการ", "ปั๊ม", "ที่ทำการ", "สถานี", r"สภ\.", r"สน\.", "เทศบาล", "อบต", "ค่าย", "กรม",
        "กอง(?=พัน|ร้อย|บิน|บัง|กำ)",
        "กระทรวง", "ศูนย์",
        "ห้าง(?!หุ้น)", "โรงแรม", "รีสอร์ท", "ฟาร์ม", "ไร่", r"สวน(?=\S)", "ตรงข้าม", "ใกล้", "ข้าง", "หลัง", "หน้า", "ติด", "เยื้อง",
        "ปาก(?=ซอย|ทาง|ถนน)", "ท้าย", "สี่แยก", "สามแยก", "แผนก", "ฝ่าย", "เดอะ", "วิลล่า", "ทาวน์", "เพลส", "เรสซิเดน",
        "ลุมพินี", "ศุภาลัย",
        "พฤกษา", "แสนสิริ", "พลัม", "ดีคอนโด", "แอสปาย", "ไอดีโอ", "เซ็นทรัล", "โลตัส", "บิ๊กซี",
        r"(?i:no\.?\s?\d|room|unit|floor|fl\.|moo|mu(?=\s?\d)|soi|house|village|condo|apt|apartment|building|bldg|the\s)",
        r"(?i:villa|baan|c/o|p\.?o\.? box|hotel|office|near|opposite|behind|lot\s)",
    )
)  # fmt: skip
#: What stands behind somebody's name as a place and by itself may be a name: a shop, a firm, a ward, a barracks.
STANDS_BEHIND = re.compile(
    r"(?<=[\s,])" + _any(
        "ร้าน", "ท่าเรือ", "ท่ารถ", "ท่าอากาศยาน", "สนาม(?=บิน|กีฬา|กอล์ฟ)", "แผง", "เขียง", "ซุ้ม", "ล็อ[คก]", r"อู่(?=[ก-๛])",
        "คลินิก", "มัสยิด", "โบสถ์",
        "บริษัท", r"บ\.(?=\S)", "บจก", "บมจ", "หจก", "ห้างหุ้นส่วน", "โรงงาน", "โรงสี", "โรงน้ำ", "โรงพัก",
        "โกดัง", "โชว์รูม", "ไซต์",
        "ไซท์", "แคมป์", "มูลนิธิ", "สมาคม", "สหกรณ์", "สำนักสงฆ์", "กุฏิ", "วอร์ด", "หอผู้ป่วย", "หอใน", "หอนอก", "หอหญิง", "หอชาย",
        "ฐานทัพ", "ฐานปฏิบัติ", r"หน่วย(?=[ก-๛])", r"ร้อย\.", r"กก\.", r"ภ\.จว",
        r"(?:ร|พัน|ร้อย|มทบ|ร\.พัน|ป|ม\.พัน|บก|ตชด)\.?\s?\d", "เรือนจำ", "ด่าน(?=ตรวจ|ศุล)",
        "เซเว่น", "สาขา", "การ(?=ไฟฟ้า|ประปา|ท่า|รถไฟ|เคหะ)", "ที่ว่าการ", "วิทยาลัย", "คณะ", "ภาควิชา",
        r"ศาล(?=จังหวัด|แขวง|อาญา|แพ่ง|ากลาง|\s*$)",
        "ศาลากลาง", "สถาบัน", "อนามัย", "ไปรษณีย์", r"บขส", "คิวรถ", "วินมอ", "ยูดีไลท์", "ริทึ่ม", "ริธึม",
        "นิชโมโน", "เอลลิโอ", "รีเจ้นท์", "ซิตี้โฮม", "คาซ่า", "เพอร์เฟค", "ภัสสร", "ปริญสิริ",
        "โฮมสเตย์", "เกสต์เฮ้าส์", r"สปา(?=\s)", "นวด(?=[ก-๛])",
        r"(?:ER|OPD|IPD|ICU|OR|LR)(?=\s)", r"(?i:ward|dept\.?|department|at|@)(?=\s)",
    ) + r"|\s+ที่(?!รัก)|ที่(?=\s|ร้าน|บ้าน|หอ|โรง|คลินิก|ตลาด|วัด|อาคาร|ตึก|คอนโด|บริษัท|สำนัก|ทำงาน|ทำการ|ว่าการ)"
)  # fmt: skip
#: Between a name and where that is.
AT = re.compile(r"(?:(?i:at|@)\s+|ที่\s*(?!ทำ|ว่า|ดิน|พัก)|ณ\s+)")
AT_INSIDE = re.compile(r"\s(?:(?i:at|@)|ที่)\s")
#: A house that is told by its number.
NUMBERED = re.compile(r"\d")
#: A firm with its name, up to which nothing is a place it stands in.
FIRM_HEAD = re.compile(r"(?:บริษัท|ห้างหุ้นส่วน(?:จำกัด)?|บจก\.?|บมจ\.?|หจก\.?|บ\.|ร้าน|มูลนิธิ|สมาคม|โรงงาน|อู่|คลินิก)\s*\S+")
#: A shop gives its name to who keeps it, unless somebody is named behind the address.
SHOP = re.compile(r"ร้าน|อู่|คลินิก|โรงงาน|แผง|ซุ้ม|โรงสี|โกดัง|สำนักงาน|สหกรณ์")
#: A body that gets parcels itself.
BODY = re.compile(
    _any(
        "โรงเรียน", r"รร\.", "โรงพยาบาล", r"รพ\.", "วัด", r"อบ[ตจ]", "เทศบาล", "สำนัก", "ธนาคาร", r"ธ\.",
        "มหาวิทยาลัย", "วิทยาลัย",
        "ศูนย์", "กรม", "กอง", "ค่าย", r"สภ\.", r"สน\.", "ที่ทำการ", "ที่ว่าการ", "สถานี", "สหกรณ์", "โรงแรม",
        "รีสอร์ท", "ฟาร์ม", "ไร่",
        "มัสยิด", "อนามัย", "สถาบัน",
    )
)  # fmt: skip
#: Such a body that may be all there is of a name.
BODY_ALONE = re.compile(r"(?:โรงเรียน|รร\.|วัด|อบ[ตจ]\.?|เทศบาล|สหกรณ์|ที่ว่าการ)\s?[ก-๎][ก-๎ .]*")
#: A body or a firm, and in brackets who to ask for there.
BODY_WITH = re.compile(
    rf"(?:{BODY.pattern}|บริษัท|บ\.|บจก|หจก|ร้าน|อู่|คลินิก)[^()\d,]*(?:(?<=\s)\d{{1,2}}\s*)?\(([^()\d]+)\)"
)
IN_BRACKETS = re.compile(r"แผนก|ฝ่าย|กอง|ห้อง(?=ธุรการ|พัสดุ|ยา|สมุด)")
OFFICE = re.compile(rf"(?:{IN_BRACKETS.pattern})[^()\d]*\)")
#: Such words are also how family names begin: behind one other word, at the end or before the house, one is that.
FAMILY = re.compile(r"(?:วัด|บ้าน|สวน|ไร่)[ก-๎]{2,}(?:\s*\([^)]*\))?$|วัด[ก-๎]{2,}(?:\s*\([^)]*\))?\s+")
ONE_WORD = re.compile(rf"(?!พระ|หลวง|สามเณร|แม่ชี)(?:{_TITLE}\s*)?[ก-๎]+\s+")
STREET = re.compile(
    r"\b(?:tower|condo\w*|village|road|rd|street|st|soi|place|mansion|residence|apartment|building|house|plaza|floor|room"
    r"|moo|villa|hotel)\b",
    re.I,
)
#: A house and a street, and words behind them that belong to neither.
BEHIND_HOUSE = re.compile(
    r"(.*\d\S*|.*(?:ถนน|ถ\.|ซอย|ซ\.|อาคาร|ตึก|คอนโด|หมู่บ้าน)\s?[ก-๛\d]+(?:\s\d+)?)"
    r"\s+((?:[^\W\d_][^\s\d]*)(?:\s+[^\W\d_][^\s\d]*){0,3}(?:\s*\([^)]*\))?)$"
)
#: A house for certain: more than a number with a stroke, which may be a date.
SURE_HOUSE = re.compile(
    _any(
        r"บ้านเลขที่\s*\d", r"เลขที่\s*\d", r"หมู่(?:ที่|บ้าน)?\s*\S", r"(?<![ก-๛])ม\.\s?\d", r"ซอย\s*\S",
        r"(?<![ก-๛])ซ\.\s?\S", r"ถนน\s*\S",
        r"(?<![ก-๛])ถ\.\s?\S", r"ห้อง\s*\d", r"คอนโด\s*\S", r"อาคาร\s*\S",
        r"(?i:\bmoo\s*\d|\bsoi\s*\S|\b(?:road|rd)\b)",
    )
)  # fmt: skip
STROKE = re.compile(r"(?<![\d/])\d{1,4}/\d{1,4}(?![\d/])")

_UNITS = _any(
    "ตัว", "ชิ้น", "คู่", "กล่อง", "ถุง", "อัน", "ขวด", "แพ็[คก]", "แพค", "ใบ", "เส้น", "แผ่น", "ก้อน", "กระปุก", "ชุด",
    "เซ็ต", "เซต", "ลัง",
    r"กก\.?", "กิโล", "โหล", "ห่อ", "ซอง", "หลอด", "แก้ว", "เล่ม", "ผืน", "pcs?", "pieces?", "sets?", "pairs?",
    "box(?:es)?", "packs?",
)  # fmt: skip
_COUNT = r"(?:\d{1,4}|นึง|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ครึ่ง)"
#: A number of pieces: with a unit, behind a code, or behind a cross.
PIECES = re.compile(
    rf"(?<![\d/]){_COUNT}\s*{_UNITS}(?![ก-๎a-z]*(?:ที่|บ้าน)){_TRAIL}"
    rf"|(?<![A-Za-z0-9])[A-Za-z]{{1,4}}-?\d{{1,4}}\s*(?:[x×*=]\s*|จำนวน\s*|\s)\d{{1,3}}(?![\d/.-])(?:\s*{_UNITS})?{_TRAIL}"
    rf"|[x×*]\s?\d{{1,3}}(?![\d/]){_TRAIL}",
    re.I,
)
ORDER = re.compile(
    _BEGINS + _any(
        "เอา", r"รับ(?!\s*[:：])", "สั่ง(?:ซื้อ)?", "ซื้อ", "ขอ(?!ง|บ)", "จอง", "อยากได้", "สนใจ", "ซีเอฟ",
        "(?:cf|order|i want|i(?:'ll| will) take|i'd like|want|buy|get me)(?![a-z])",
    ) + r"(?=[\s\w])",
    re.I,
)  # fmt: skip
QUESTION = re.compile(
    r"ไหม|มั้ย|ไม๊|มั๊ย|ป่ะ|ปะ(?:คะ|ครับ|$)|กี่|เท่าไ|ยังไง|อย่างไร|ไหน|(?:หรือ|รึ)(?:เปล่า|ยัง|ป่าว)|\?"
    r"|\b(?:how|where|when|do you|can you)\b",
    re.I,
)
