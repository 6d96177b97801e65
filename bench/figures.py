"""One measured thing, and what we want of it."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """`goal` is a bound: at least when `more_is_better`, at most when it is `counted`, else below. None: only told, not
    judged."""

    name: str
    value: float
    unit: str
    goal: float | None = None
    more_is_better: bool = False
    counted: bool = False

    @property
    def met(self) -> bool | None:
        if self.goal is None:
            return None
        if self.counted:
            return self.value <= self.goal
        return self.value >= self.goal if self.more_is_better else self.value < self.goal

    def line(self) -> str:
        judged = ""
        if self.goal is not None:
            bound = "at least" if self.more_is_better else "at most" if self.counted else "below"
            judged = f"   {'met' if self.met else 'NOT MET'}: {bound} {self.goal:g}"
        return f"{self.name:<48} {self.value:>10.2f} {self.unit:<6}{judged}"

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"met": self.met}


def at(share: float, values: list[float]) -> float:
    """The value that `share` (0..1) of the sorted values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def middle(values: list[float]) -> float:
    return at(0.5, values)
