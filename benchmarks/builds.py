"""What a build costs: from nothing, after one edit, with nothing changed; its memory; how it grows."""

from __future__ import annotations

import math
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.made_up import names, ordinary, pages
from benchmarks.measure import BUILD, Spent, clean, edit, plain_settings, project, run
from benchmarks.table import Figure

STACK = 250
"""The most pages the usual plugins are measured on: what they do for a glossary takes minutes on more."""


def figures(folder: Path, sizes: tuple[int, ...], rounds: int) -> Iterator[Figure]:
    """Measure builds of these sizes, the smallest first."""
    cold: dict[int, Spent] = {}
    # The code of templates is kept beside that of modules, and is no more a part of a build than theirs.
    run(BUILD, project(folder / "before", pages(sizes[0])), Spent())
    for size in sizes:
        spent = _measured(folder / str(size), size, rounds)
        cold[size] = spent["cold"]
        yield from _beside_plain(size, spent)
    first, last = sizes[0], sizes[-1]
    if last > first:
        slope = math.log(cold[last].cpu / cold[first].cpu) / math.log(last / first)
        yield Figure(last, f"Slope from {first:,} pages (1 is in step)", f"{slope:.2f}", "", slope, 1.05, "")
        grown = (min(cold[last].memory) - min(cold[first].memory)) / (last - first) / 1000
        yield Figure(last, f"Memory for each page above {first:,}", f"{grown:.0f} KB", "", grown, 60, "KB")


def _measured(folder: Path, size: int, rounds: int) -> dict[str, Spent]:
    site = pages(size)
    ours = project(folder / "ours", site)
    plain = project(folder / "plain", ordinary(site), plain_settings())
    stack = _stack(folder, site) if size <= STACK else None
    # It stands beside the Python that measures, which need not be on the path.
    zensical = shutil.which("zensical", path=Path(sys.executable).parent)
    spent: dict[str, Spent] = {}

    def take(name: str, where: Path, command: tuple[str, ...] = BUILD) -> None:
        run(command, where, spent.setdefault(name, Spent()))

    for turn in range(rounds):
        for where in (ours, plain, *([stack] if stack else [])):
            clean(where)
        if zensical:
            take("zensical", plain, (zensical, "build", "--clean"))
            clean(plain)
        # What stands in the end is measured further: see checks.py and readers.py.
        take("plain", plain)
        take("cold", ours)
        take("same", ours)
        edit(ours, f"number {turn}")
        take("edit", ours)
        if stack:
            take("stack", stack)
    return spent


def _stack(folder: Path, site: dict[str, str]) -> Path:
    """The same words with the plugins people add for tags, feeds and a glossary of abbreviations."""
    feed = "rss:\n      match_path: news/.*\n      use_git: false"
    made = project(folder / "stack", ordinary(site), plain_settings("tags", feed))
    known = names(sum(path.startswith("glossary/") for path in site))
    (made / "abbreviations.md").write_text("".join(f"*[{name}]: What {name} means.\n" for name in known), "utf-8")
    return made


def _beside_plain(size: int, spent: dict[str, Spent]) -> Iterator[Figure]:
    plain = spent["plain"]
    # A build from nothing has its goal up to 5,000 pages, one after an edit from 1,000: below, most of it is start-up.
    for name, what, goal in (
        ("cold", "Build from nothing", 1.30 if size <= 5000 else None),
        ("edit", "Build after one edit", None if size < 1000 else 0.30 if size < 5000 else 0.15),
        ("same", "Build with nothing changed", None),
    ):
        ratio = spent[name].cpu / plain.cpu
        yield Figure(size, what, spent[name].told, f"Material alone: {plain.told}", ratio, goal)
    for name, what in (
        ("stack", "Material with tags, feed and abbreviations"),
        ("zensical", "Zensical, the same words"),
    ):
        if name in spent:
            yield Figure(size, what, "", spent[name].told, spent[name].cpu / plain.cpu)
