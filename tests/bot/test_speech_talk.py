"""Whatever is typed, hearing never fails, is quick, and talk does nothing."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.speech.hearing import hear
from bot.speech.meaning import Asked, Moment, Party
from bot.understanding import understand
from bot.words import spelt

SPEAKERS: tuple[Party, ...] = ("merchant", "customer")
ASKED: tuple[Asked, ...] = ("", "address", "phone", "confirm", "slip")
MOMENTS = st.builds(
    Moment,
    st.sampled_from(SPEAKERS),
    open_order=st.booleans(),
    product=st.booleans(),
    options=st.sampled_from([(), ("ดำ", "ขาว")]),
    asked=st.sampled_from(ASKED),
)
PARTS = st.sampled_from(
    sorted(
        spelt(
            "A01 2 เอา รับ ขอ สั่ง cf ตัว ชิ้น ละ 199 @ x * = เป็น เหลือ ลด 10% ส่ง EMS โอน แล้ว ไม่ ไหม ค่ะ นะคะ | เปลี่ยน ลบ ออก "
            "บิล #88 ที่อยู่ 10540 0812345678 ครึ่งโหล สองร้อย อย่างละ ไซส์ M หมด ขาว ดำ กับ แถม รวม 500 , . ? ๆ 555 "
            "EF582568151TH change to price ยกเลิก"
        )
        | {"\n"}
    )
)
#: What people talk about, and no goods: with any number among them it stays talk.
CHATTER = st.sampled_from(
    sorted(
        spelt(
            "วันนี้ ฝนตก รถติด หิว กินข้าว นอน ดูหนัง สวย น่ารัก แฟน แม่ เพื่อน ไปเที่ยว เมื่อวาน พรุ่งนี้ โมง ทุ่ม นาที วัน ปี ห้อง ชั้น "
            "สาขา อายุ สูง หนัก ขอโทษ ขอบคุณ รับทราบ รับสาย เอาจริงๆ เอาไงดี หมอสั่ง ส่งรูป ลดน้ำหนัก ยกเลิกนัด 555 hello today "
            "meeting lol 3 5 15 38 2567 8.8 2-3 20%"
        )
    )
)


@given(st.text(), MOMENTS)
@example("\n" * 599, Moment("merchant", open_order=True))
@example("๐" * 40, Moment("customer"))
@example("สต็อก A01 = " + "9" * 500, Moment("merchant"))
@example("โอนแล้ว " + "9" * 300, Moment("customer", open_order=True))
def test_hearing_never_fails(text: str, moment: Moment) -> None:
    hear(text, moment)
    understand(text, moment)


@settings(max_examples=300)
@given(st.lists(PARTS, max_size=14).map(" ".join), MOMENTS)
def test_nor_on_the_words_of_the_counter_in_any_order(text: str, moment: Moment) -> None:
    meaning = understand(text, moment).meaning
    assert all(item.quantity is None or 0 < item.quantity <= 9_999 for item in meaning.items)


@settings(max_examples=300)
@given(st.lists(CHATTER, min_size=1, max_size=8).map(" ".join), st.sampled_from(SPEAKERS))
def test_talk_with_numbers_in_it_never_acts(text: str, speaker: Party) -> None:
    assert not understand(text, Moment(speaker)).meaning.acts


@pytest.mark.parametrize("speaker", SPEAKERS)
@pytest.mark.parametrize(
    "part", ["ก", "1", "A01 2 ", "เอา 2 ตัว ", "\n", " ", "x", "ตัวละ", "@1 ", "ไม่เอา ", "a ", "ค่ะ", "#1 ", "ลด"]
)
@pytest.mark.parametrize("length", [599, 5_000, 50_000])
def test_long_messages_are_quick(part: str, length: int, speaker: Party) -> None:
    text = (part * length)[:length]
    begin = time.perf_counter()
    understand(text, Moment(speaker, open_order=True, product=True))
    assert time.perf_counter() - begin < 2.0
