"""What readers of a large site fetch, compressed as a good host sends it (brotli)."""

from __future__ import annotations

import json
import random
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import brotli

from benchmarks.made_up import ROOT
from benchmarks.measure import BUILD, Spent, run
from benchmarks.table import Figure

RESULTS = 10
"""How many results a search shows at first; what each says is a file of its own."""


def figures(folder: Path, sizes: tuple[int, ...]) -> Iterator[Figure]:
    """Weigh what is fetched of the site itself, built here, and of the sites of these sizes that stand built."""
    real = folder / "real"
    run((*BUILD[:-1], str(real)), ROOT, Spent(), said=folder / "said.txt")
    yield from weighed(real, sum(1 for _ in real.rglob("index.md")))
    for size in sizes:
        yield from weighed(folder / str(size) / "ours/site", size)


def weighed(site: Path, size: int) -> Iterator[Figure]:
    """The weights of a built site of so many pages."""
    first, further = _searches(site)
    yield Figure(size, "First search", "", "", first, 60, "KB")
    yield Figure(size, "A further search", "", "", further, 40, "KB")
    for name, goal in (("", 10), ("guidance/", 25), ("glossary/", 25), ("papers/", 25), ("news/", 25), ("chats/", 25)):
        yield Figure(
            size, f"The list {name}" if name else "The home page", "", "", _kb(site / name / "index.html"), goal, "KB"
        )
    parts = [file for file in site.rglob("index.html") if b'id="others"' in file.read_bytes()]
    heaviest = max(map(_kb, parts), default=0.0)
    yield Figure(size, f"The heaviest of {len(parts)} parts of lists", "", "", heaviest, 25, "KB")
    feed = _kb(site / "feeds/everything.json")
    yield Figure(size, "The JSON feed of everything", "", "", feed, None, "KB")


def _searches(site: Path) -> tuple[float, float]:
    """What a first search and a further one fetch: the median of twenty, for the name of a word."""
    index = json.loads((site / "search/index.json").read_text("utf-8"))
    chance = random.Random(1)
    known = sorted(each.name.replace("-", " ") for each in (site / "glossary").iterdir() if each.is_dir())
    found = []
    for _ in range(20):
        words = chance.choice(known).split()
        numbers = {max(0, bisect_right(index["starts"], word) - 1) for word in words}
        shown = sorted(chance.sample(range(len(list((site / "search/pages").iterdir()))), RESULTS))
        parts = [_kb(site / f"search/parts/{number}.json") for number in numbers]
        found.append(sum(parts) + sum(_kb(site / f"search/pages/{number}.json") for number in shown))
    return median(found) + _kb(site / "search/index.json"), median(found)


def _kb(file: Path) -> float:
    return len(brotli.compress(file.read_bytes(), quality=9)) / 1000 if file.is_file() else 0.0
