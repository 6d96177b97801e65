"""Every `talks/*.talk` is played on the real product; the grammar, and that a talk can fail, are tested first."""

from pathlib import Path

import pytest

from tests.talk_script import Talk, Unreadable, read_talk
from tests.talk_stage import WentWrong, play

TALKS = sorted((Path(__file__).parent / "talks").glob("*.talk"))
SMALL = """# A small talk
shop: english, line
staff: Ploy
customers: Nok

Ploy: new Nok A01 2
  bot: Draft for Nok ... ฿398.00 [Send bill]
Nok: hello
  bot: (silence)
"""


@pytest.mark.parametrize("file", TALKS, ids=[file.stem for file in TALKS])
async def test_talk(file: Path, tmp_path: Path) -> None:
    try:
        await play(_talk_of(file), tmp_path)
        why = ""
    except (WentWrong, Unreadable) as wrong:
        why = str(wrong)
    if why:
        pytest.fail(f"{file.name}: {why}", pytrace=False)


def test_no_two_talks_have_one_title() -> None:
    titles = [_talk_of(file).title for file in TALKS]
    assert len(titles) == len(set(titles))
    assert len(titles) >= 24


async def test_a_talk_that_goes_as_written_passes(tmp_path: Path) -> None:
    await play(read_talk(SMALL), tmp_path)


@pytest.mark.parametrize(
    ("written", "instead", "why"),
    [
        ("฿398.00", "฿399.00", "did not hear '฿399.00'"),
        ("Draft for Nok ... ฿398.00", "Send bill ... Draft for Nok", "in this order"),
        ("[Send bill]", "[Pay]", "was not offered [Pay]"),
        ("bot: Draft for Nok", "bot: (silence)\n  bot: Draft for Nok", "the bot was not silent: it spoke to ['Ploy']"),
        ("bot: Draft for Nok", "bot > Nok: Draft for Nok", "Nok did not hear 'Draft for Nok'"),
        ("Nok: hello\n", "Ploy: show\n", "the bot was not silent"),
        ("  bot: Draft for Nok ... ฿398.00 [Send bill]\n", "", "the bot was not silent"),
        ("  bot: (silence)\n", "Nok: status\n", "at the end the bot also spoke to Nok"),
        ("Nok: hello", "orders: 1001", "the orders are []"),
        ("Nok: hello", "Nok taps Confirm", "nothing to tap says 'Confirm'"),
        ("bot: (silence)", "bot not > Ploy: Draft", "'Draft' should not be said"),
    ],
)
async def test_a_talk_that_goes_otherwise_fails_and_is_told(
    tmp_path: Path, written: str, instead: str, why: str
) -> None:
    assert written in SMALL
    text = SMALL.replace(written, instead)
    if instead.startswith("bot not"):
        text = text.replace("Nok: hello\n", "")
    with pytest.raises(WentWrong) as wrong:
        await play(read_talk(text), tmp_path)
    assert why in str(wrong.value)
    assert "bot > Ploy: Draft for Nok" in str(wrong.value), "what was really said is told"


async def test_an_order_that_is_otherwise_is_told(tmp_path: Path) -> None:
    issued = SMALL.replace("new Nok A01 2\n", "new Nok A01 2 send\n").replace(
        "bot: Draft for Nok ... ฿398.00 [Send bill]", "bot: ✓ #1001\n  bot > Nok: Order #1001"
    )
    await play(read_talk(f"{issued}order 1001: stage new, total 398.00, A01 2, revision 1"), tmp_path)


@pytest.mark.parametrize("fact", ["stage confirmed", "total 397.00", "A01 3", "B02 1", "revision 2", "address 10540"])
async def test_a_fact_that_is_not_so_is_told(tmp_path: Path, fact: str) -> None:
    issued = f"# t\nshop: english, line\nstaff: Ploy\ncustomers: Nok\nPloy: new Nok A01 2 send\norder 1001: {fact}\n"
    with pytest.raises(WentWrong, match="of order 1001"):
        await play(read_talk(issued), tmp_path)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# t\nshop: thai\n", "line 2"),
        ("# t\nstaff: Ploy\nNok: hello\n", "line 3"),
        ("# t\nstaff: Ploy\nPloy: hello\nbot > Nok: hello\n", "line 4"),
        ("# t\nstaff: Ploy\nPloy says hello\n", "line 3"),
        ("# t\nstaff: Ploy\nPloy: hello\nlater soon\n", "line 4"),
        ("# t\nsetting: magic on\n", "line 2"),
        ("staff: Ploy\nPloy: hello\n", "title"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str, line: str) -> None:
    with pytest.raises(Unreadable, match=line):
        read_talk(text)


def _talk_of(file: Path) -> Talk:
    return read_talk(file.read_text(encoding="utf-8"))
