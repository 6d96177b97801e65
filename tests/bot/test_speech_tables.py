"""The tables keep their word: every example of a row is heard as what the row says."""

import pytest

from bot.speech.cues import SIGNS, Sign, cues_in
from bot.speech.customer_asks import ASKED as CUSTOMERS_ASK
from bot.speech.customer_browsing import BROWSED
from bot.speech.customer_changes import CHANGES as CUSTOMERS_CHANGE
from bot.speech.customer_notices import NOTICES
from bot.speech.customer_phrases import PHRASES, Phrase
from bot.speech.customer_tells import TOLD
from bot.speech.hearing import hear
from bot.speech.meaning import Moment, Party
from bot.speech.normal import lower, plain
from bot.speech.rows import Row
from bot.speech.staff import ROWS


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.cue)
def test_a_cue_is_found_in_its_examples(sign: Sign) -> None:
    assert [line for line in sign.examples if sign.cue not in cues_in(lower(plain(line)))] == []


@pytest.mark.parametrize("line", ["A01 2 ตัว", "เสื้อผ้าไหม 2 ผืน", "รับ 2 ชิ้น", "new order A01 2", "โอนแล้วค่ะ", "ส่ง ems ค่ะ"])
def test_plain_words_have_no_cue(line: str) -> None:
    assert cues_in(lower(plain(line))) == frozenset()


SPOKEN: list[tuple[Party, Row]] = [
    *(("merchant", row) for row in ROWS),
    *(("customer", row) for row in (*CUSTOMERS_CHANGE, *NOTICES, *TOLD, *CUSTOMERS_ASK, *BROWSED)),
]  # type: ignore[list-item]  # the literals are parties


@pytest.mark.parametrize(("speaker", "row"), SPOKEN, ids=lambda value: getattr(value, "intent", value))
def test_a_row_is_heard_in_its_examples(speaker: Party, row: Row) -> None:
    """Said while an order is open."""
    moment = Moment(speaker, open_order=True)
    heard = {line: hear(line, moment).intent for line in row.examples}
    assert heard == dict.fromkeys(row.examples, row.intent)


@pytest.mark.parametrize(("speaker", "row"), SPOKEN, ids=lambda value: getattr(value, "intent", value))
def test_a_row_that_never_acts_does_not(speaker: Party, row: Row) -> None:
    moment = Moment(speaker, open_order=True, product=True)
    if row.acts == "never":
        assert [line for line in row.examples if hear(line, moment).acts] == []


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.example[0])
def test_a_roundabout_phrase_is_said_plainly(phrase: Phrase) -> None:
    said, plainly = phrase.example
    assert phrase.said.sub(phrase.plain, said) == plainly
