"""The measurements run; how fast it is, is not a test's business."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.figures import Figure, at


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("intake", {"intake: ratio": "", "intake: p99 wait at half load": "ms"}),
        ("startup", {"startup: until /healthz answers": "s", "startup: memory then": "MB"}),
        ("finding", {"finding: a line parsed, its goods found": "ms", "finding: the index of 10,000 products": "ms"}),
        ("pushes", {"pushes: promptpay, bill sent while they talk": ""}),
        ("command", {"command: orders": "ms", "command: an order in one line, sent": "ms"}),
    ],
)
async def test_a_small_run_tells_every_figure(name: str, figures: dict[str, str]) -> None:
    command = [sys.executable, "-m", "bench", name, "--quick", "--json"]
    pipe = asyncio.subprocess.PIPE
    run = await asyncio.create_subprocess_exec(*command, cwd=Path(__file__).parents[2], stdout=pipe, stderr=pipe)
    out, err = await run.communicate()
    assert (run.returncode, err) == (0, b"")
    told: list[dict[str, Any]] = json.loads(out)
    assert figures.items() <= {figure["name"]: figure["unit"] for figure in told}.items()
    assert all(figure["value"] > 0 for figure in told)
    assert all(figure["met"] in (True, False) for figure in told if figure["goal"] is not None)


def test_a_goal_is_met_or_not() -> None:
    assert Figure("ratio", 0.5, "", 0.5, more_is_better=True).met
    assert not Figure("wait", 50, "ms", 50).met
    assert Figure("memory", 80, "MB").met is None
    assert "NOT MET: below 50" in Figure("wait", 51, "ms", 50).line()


def test_what_is_counted_may_reach_its_goal() -> None:
    assert Figure("pushes", 2, "", 2, counted=True).met
    assert "NOT MET: at most 2" in Figure("pushes", 3, "", 2, counted=True).line()


def test_the_99th_of_a_hundred_waits() -> None:
    assert at(0.99, [float(n) for n in range(100)]) == 99
    assert at(0.5, [3.0, 1.0, 2.0]) == 2
