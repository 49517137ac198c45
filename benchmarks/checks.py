"""What `catalogue check` costs beside lychee, which looks at links alone, on the same pages."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import CHECK, Spent, clean, edit, project, run
from benchmarks.table import Figure

LYCHEE = (str(Path(sys.executable).with_name("lychee")), "--offline", "--no-progress", "--quiet")
STARTS = 0.35
"""How many seconds a check of one page may take."""


def figures(folder: Path, sizes: tuple[int, ...], rounds: int) -> Iterator[Figure]:
    """Measure checks of the sites of these sizes that stand built in `folder`."""
    one = project(folder / "one", {})
    for path in (one / "docs").rglob("index.md"):
        if path.parent.name != "docs":
            path.unlink()
    start = Spent()
    for _ in range(rounds):
        clean(one)
        run(CHECK, one, start)
    yield Figure(1, "Check of one page, nothing kept", start.told, "", start.cpu, STARTS, "s")
    for size in sizes:
        yield from _beside_lychee(size, _measured(folder / str(size), rounds))


def _measured(folder: Path, rounds: int) -> dict[str, Spent]:
    ours, plain = folder / "ours", folder / "plain"
    spent: dict[str, Spent] = {}

    def take(name: str, where: Path, command: tuple[str, ...] = CHECK) -> None:
        run(command, where, spent.setdefault(name, Spent()))

    for turn in range(rounds):
        clean(ours)
        take("cold", ours)
        take("same", ours)
        edit(ours, f"number {turn}")
        take("edit", ours)
        # Exit code 2 is lychee's for links that lead nowhere, such as the theme's own to other hosts.
        take("html", plain, ("sh", "-c", '"$@" site >/dev/null; [ $? -le 2 ]', "sh", *LYCHEE))
        take("markdown", plain, ("sh", "-c", '"$@" docs >/dev/null; [ $? -le 2 ]', "sh", *LYCHEE))
    return spent


def _beside_lychee(size: int, spent: dict[str, Spent]) -> Iterator[Figure]:
    peer = f"lychee, built pages: {spent['html'].told}; Markdown: {spent['markdown'].told}"
    for name, what, goal in (
        ("cold", "Check from nothing", 10), ("edit", "Check after one edit", 2), ("same", "Check, nothing changed", 1),
    ):  # fmt: skip
        yield Figure(size, what, spent[name].told, peer, spent[name].cpu / spent["html"].cpu, goal)
