"""Lines as people write them: what is meant is found, and talk never acts.

`speech/utterances.jsonl` are samples from the field, `speech/lines.jsonl` our own. A line that is understood wrongly
belongs into the second, with what it means.
"""

from pathlib import Path

import pytest

from bench.language import Heard, figures, hear_all, read_rows

LINES = Path(__file__).parent / "speech"


@pytest.fixture(scope="module", params=["utterances.jsonl", "lines.jsonl"])
def heard(request: pytest.FixtureRequest) -> list[Heard]:
    return hear_all(read_rows(LINES / request.param))


def test_talk_never_acts(heard: list[Heard]) -> None:
    assert [one.row["utterance"] for one in heard if one.is_chatter and one.acted] == []


def test_what_may_not_act_alone_does_not(heard: list[Heard]) -> None:
    assert [one.row["utterance"] for one in heard if one.acted and not one.row["act"]] == []


def test_what_is_meant_is_found(heard: list[Heard]) -> None:
    measured = figures(heard)
    assert measured["intent_accuracy"] >= 0.97
    assert measured["item_f1"] >= 0.96


def test_plain_wishes_are_not_refused(heard: list[Heard]) -> None:
    measured = figures(heard)
    assert measured["refused_actions"] <= 0.05 * measured["act_true"]


def test_hearing_is_quick(heard: list[Heard]) -> None:
    assert figures(heard)["median_seconds"] < 0.005
    assert figures(heard)["slowest_seconds"] < 1
