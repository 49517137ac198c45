"""The figures as a table: each with its peer and its goal, and whether it is met."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from benchmarks.measure import cores


@dataclass(frozen=True)
class Figure:
    """One thing measured: its size in pages, what it is, its figure, that of its peer, and the goal.

    `value` is what the goal limits; none of both where it is only to be seen. `unit` stands behind both.
    """

    pages: int
    what: str
    ours: str
    peer: str = ""
    value: float | None = None
    goal: float | None = None
    unit: str = "×"

    @property
    def short(self) -> bool:
        """The goal is not met."""
        return self.value is not None and self.goal is not None and self.value > self.goal

    @property
    def row(self) -> str:
        """Its line of the table."""
        reached = "" if self.value is None else f"{self.value:.2f} {self.unit}"
        goal = "" if self.goal is None else f"≤ {self.goal:g} {self.unit}"
        met = "" if self.goal is None else ("**no**" if self.short else "yes")
        return f"| {self.pages:,} | {self.what} | {self.ours} | {self.peer} | {reached} | {goal} | {met} |"


def document(figures: Iterable[Figure], rounds: int, profile: str, why: str) -> str:
    """The figures as a page of Markdown; where time goes (`profile`) and what was tried (`why`) are sections of it."""
    told = list(figures)
    fall_short = [f"- {one.what}, {one.pages:,} pages: {one.value:.2f} {one.unit}" for one in told if one.short]
    lines = [
        "# What the catalogue costs", "",
        f"Measured on {date.today()} by `make bench`: {cores()} processors, {platform.system()}, Python "
        f"{platform.python_version()}. Times are seconds of all processors, medians (rounds, taken in turn: {rounds}), "
        "with half of how far they lie apart. Pages are made up: all five kinds, with popular terms and papers.", "",
        "| Pages | What | Ours | Beside | Figure | Goal | Met |", "| ---: | --- | --- | --- | ---: | ---: | --- |",
        *(one.row for one in told), "", "## What falls short", "",
        *(fall_short or ["Nothing."]), "", profile, why,
    ]  # fmt: skip
    return "\n".join(lines)
