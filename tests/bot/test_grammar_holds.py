"""What holds for every text and every command: nothing raises, what is written is read back, and it is quick."""

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import commands as c
from bot.commands import Add, Chatter, Command, NotUnderstood
from bot.grammar import STATUS_WORDS, examples, read, render
from bot.grammar.verbs import LATER, VERBS
from bot.words import clean, spelt

SPOKEN = [word for verb in (*VERBS, *LATER) for word in verb.english + verb.thai]
SCRAPS = st.sampled_from(
    [
        *SPOKEN,
        *sorted(
            spelt(
                "A01 tee เสื้อ 2 1.5 -1 @ @180 x2 = , “ ตัว ละ for 500 50% #1024 ~7 ฟรี free ค่ะ ? - -A01 yes a@b.co : 😂 ๕"
            )
        ),
        *("0812345678", "\n", '"', "\u200b", "9" * 30, "-เสื้อ", "A01x2", "* 2", "1e9", "x2b", "x²", "x 50%"),
    ]
)
MESSAGES = st.lists(SCRAPS, max_size=14).flatmap(
    lambda scraps: st.lists(st.sampled_from(["", " "]), min_size=len(scraps), max_size=len(scraps)).map(
        lambda gaps: "".join(gap + scrap for gap, scrap in zip(gaps, scraps, strict=True))
    )
)
LETTERS = st.sampled_from(string.ascii_letters + "กขคงดตนมลสหอแโ")
WORDS = st.text(LETTERS, min_size=1, max_size=8)
NAMES = st.lists(
    st.one_of(WORDS, st.sampled_from([*SPOKEN, "15", "A01", "x2", "100ml", "38"])), min_size=1, max_size=4
).map(" ".join)
TEXTS = st.lists(NAMES, min_size=1, max_size=3).map("\n".join)
PIECES = st.integers(1, 9_999)
SATANG = st.integers(0, 10_000_000_00)
NUMBERS = st.one_of(st.integers(1, 999_999).map(str), st.integers(1, 9_999).map(lambda number: f"~{number}"))
PHONES = st.from_regex(r"0[689][0-9]{8}", fullmatch=True)


def _lettered(name: str) -> bool:
    return any(mark.isalpha() for mark in name)


STAFF_COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.builds(c.New, NAMES | st.just("")),
    st.builds(
        c.New, NAMES | st.just(""), st.just(True), PHONES | st.just(""), st.sampled_from(["", "nok@example.com"])
    ),
    st.builds(Add, NAMES, PIECES),
    st.builds(Add, NAMES, PIECES, unit_price=SATANG),
    st.builds(Add, NAMES, PIECES, bundle=SATANG),
    st.builds(c.SetQuantity, NAMES, PIECES),
    st.builds(c.Remove, NAMES),
    st.builds(c.SetPrice, NAMES | st.just(""), SATANG),
    st.builds(c.Swap, NAMES | st.just(""), NAMES),
    st.builds(c.RoundTo, SATANG),
    st.builds(c.AllIn, SATANG),
    st.builds(c.Discount, amount=SATANG),
    st.builds(c.Discount, percent=st.integers(0, 100_00)),
    st.builds(c.Ship, WORDS.filter(lambda word: word.lower() not in ("free", "x")), SATANG | st.none()),
    st.builds(c.Ship, st.none(), SATANG),
    st.builds(c.Pay, st.sampled_from(["cod", "bank_transfer", "promptpay", "stripe"])),
    st.builds(c.Address, TEXTS),
    st.builds(c.BillTo, TEXTS),
    st.builds(c.Note, TEXTS),
    st.sampled_from([c.Show(), c.Undo(), c.Send(), c.Link(), c.Discard()]),
    st.builds(c.Orders, st.sampled_from(["", *sorted(set(STATUS_WORDS.values()))])),
    st.builds(c.ShowOrder, NUMBERS),
    st.builds(c.Queue, NAMES, st.sampled_from(["", "~7"])),
    st.builds(c.Edit, NUMBERS | NAMES.filter(lambda name: not name.replace(" ", "").isdecimal())),
    st.builds(c.MakeDraft, NUMBERS),
    st.builds(c.Paid, NUMBERS, SATANG | st.none()),
    st.builds(c.Refund, NUMBERS, SATANG | st.none()),
    st.builds(c.Extend, NUMBERS, st.integers(1, 365 * 86_400)),
    st.builds(c.Documents, NUMBERS),
    st.builds(c.Resend, NUMBERS),
    st.builds(c.Cancel, NUMBERS, NAMES | st.sampled_from(["", "yes", "ใช่ค่ะ"]), st.booleans()),
    st.builds(c.Help, st.sampled_from(["", "new", "send", "bill to", "ship", "pay", "order"])),
    st.builds(c.Lang, st.sampled_from(["th", "en"])),
    st.builds(c.LinkStaff, st.from_regex(r"[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}", fullmatch=True)),
)
CUSTOMER_COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.sampled_from([c.Cart(), c.Status(), c.Human(), c.Stop(), c.Start(), c.Help()]),
    st.builds(c.ShowOrder, NUMBERS),
    st.builds(c.Lang, st.sampled_from(["th", "en"])),
    st.builds(c.Want, st.lists(st.builds(Add, NAMES.filter(_lettered), PIECES), min_size=1, max_size=3).map(tuple)),
    *(st.builds(said, NUMBERS | st.just("")) for said in (c.Confirm, c.Decline, c.AskCancel)),
    st.just(c.HowToPay()),
)
LANGUAGES = st.sampled_from(["th", "en"])


@given(STAFF_COMMANDS, LANGUAGES)
def test_what_is_written_for_staff_is_read_back_the_same(command: Command, language: c.Language) -> None:
    assert read(render(command, language), speaker="staff") == [command]


@given(CUSTOMER_COMMANDS, LANGUAGES)
def test_what_is_written_for_customers_is_read_back_the_same(command: Command, language: c.Language) -> None:
    assert read(render(command, language), speaker="customer") == [command]


@given(st.one_of(MESSAGES, st.text()).filter(lambda text: any(mark.isalnum() for mark in clean(text))), LANGUAGES)
def test_no_name_or_note_can_say_a_second_command(text: str, language: c.Language) -> None:
    for command in (c.New(text), Add(text), c.Remove(text), c.Ship(text), c.Note(text), c.Cancel("1024", text)):
        said = read(render(command, language), speaker="staff")
        assert not isinstance(said, Chatter)
        assert [type(heard) for heard in said] == [type(command)]


@given(st.one_of(MESSAGES, st.text()), st.sampled_from(["staff", "customer"]), st.booleans())
def test_no_text_whatever_raises(text: str, speaker: str, prefixed: bool) -> None:
    said = read(text, speaker=speaker, prefixed=prefixed)  # type: ignore[arg-type]
    assert said == Chatter() or said


@given(MESSAGES)
def test_every_number_that_is_understood_is_within_its_bounds(text: str) -> None:
    said = read(text, speaker="staff")
    for heard in [] if isinstance(said, Chatter) else said:
        if isinstance(heard, Add):
            assert 1 <= heard.quantity <= 9_999
            assert heard.unit_price is None or heard.bundle is None
            assert heard.item.strip()
        if isinstance(heard, c.Discount):
            assert (heard.amount is None) != (heard.percent is None)


@given(MESSAGES)
def test_customers_only_ever_say_what_customers_may(text: str) -> None:
    may = (
        c.Want,
        c.Confirm,
        c.Decline,
        c.AskCancel,
        c.HowToPay,
        NotUnderstood,
        c.Cart,
        c.Status,
        c.ShowOrder,
        c.Human,
        c.Stop,
        c.Start,
        c.Lang,
        c.Help,
        c.LinkStaff,
    )
    said = read(text, speaker="customer")
    assert isinstance(said, Chatter) or all(isinstance(heard, may) for heard in said)


def test_a_message_holds_at_most_200_items() -> None:
    most = read(", ".join(f"A{number} 1" for number in range(200)), speaker="staff")
    assert not isinstance(most, Chatter)
    assert len(most) == 200
    more = read(", ".join(f"A{number} 1" for number in range(201)), speaker="staff")
    assert not isinstance(more, Chatter)
    assert more[-1] == NotUnderstood("too_many_items", (("limit", "200"),))


def test_a_command_has_at_most_5000_characters_and_a_letter_may_be_longer() -> None:
    assert read("note " + "x" * 5_000, speaker="staff") == [NotUnderstood("too_long", (("limit", "5000"),))]
    assert read("hello " * 1_000, speaker="staff") == Chatter()
    assert read("help\n" + "x" * 5_000, speaker="customer") == Chatter()


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_example_of_the_help_is_understood_as_its_command(language: c.Language) -> None:
    for verb in VERBS:
        speaker = "customer" if verb.speakers == "customer" else "staff"
        for line in verb.in_english if language == "en" else verb.in_thai:
            said = read(line, speaker=speaker)  # type: ignore[arg-type]
            assert not isinstance(said, Chatter), line
            assert isinstance(said[0], verb.command), line
            assert not any(isinstance(heard, NotUnderstood) for heard in said), line


def test_help_shows_examples_of_one_command_or_of_all_a_person_may_say() -> None:
    assert examples("ship", "th") == ["ส่ง EMS", "ค่าส่ง 50", "ส่งฟรี"]
    assert examples("send", "en") == ["send"]
    assert examples("no such thing", "en") == []
    assert {"new Nok", "A01 2", "send", "orders unpaid"} <= set(examples("", "en"))
    assert "cart" in examples("", "en", "customer")
    assert "send" not in examples("", "en", "customer")


def test_every_command_has_a_row_and_every_status_a_word() -> None:
    assert {verb.command for verb in VERBS} == set(c.Command.__args__)
    assert set(STATUS_WORDS.values()) == {
        "draft", "new", "confirmed", "unpaid", "review", "partially_paid", "paid", "overpaid", "refunded", "cod",
        "completed", "cancelled", "expired", "shipped",
    }  # fmt: skip
    assert all(STATUS_WORDS[key] == key for key in set(STATUS_WORDS.values()))


@pytest.mark.parametrize(
    "text",
    ["ship " * 999, "note\n" * 999, "black tee " * 490, "tee " + "1 " * 2_400, '"' * 4_990, "a=" * 2_490, "ก1" * 2_400,
     "1" * 4_990 + "a", "note x\n" + "ส่ง ก\nx\n" * 800, 'note "a' + '\n"b' * 1_600, "! " * 2_490, "sned, " * 800],
    ids=lambda text: text[:12].strip(),
)  # fmt: skip
def test_a_hostile_message_takes_no_longer_than_its_length_deserves(text: str) -> None:
    """Two hundred times what it takes here, so that a slow machine passes and a quadratic reader does not."""
    began = time.perf_counter()
    read(text, speaker="staff", prefixed=True)
    assert time.perf_counter() - began < 2
