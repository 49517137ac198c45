"""What the glossary costs: 1,000 terms and 1,000 pages that link them, against the same site without it."""

from __future__ import annotations

from pathlib import Path

from benchmarks.made_up import pages, unlinked, without_glossary
from benchmarks.measure import ROUNDS, builds, project

LIMIT = 1.10


def measure(folder: Path, terms: int = 1000, guides: int = 1000, rounds: int = ROUNDS) -> dict[str, float]:
    """CPU seconds of a build with the glossary, with the same pages never linked, and with posts in place of terms."""
    site = pages(terms, guides)
    sites = {"with": site, "unlinked": unlinked(site), "without": without_glossary(site)}
    return builds({name: project(folder / name, each) for name, each in sites.items()}, rounds)


def report(folder: Path) -> bool:
    """Print what it costs; true when linked words cost no more than the limit over the same words plain."""
    spent = measure(folder)
    plain, posts = (spent["with"] / spent[name] for name in ("unlinked", "without"))
    print(f"Glossary, 1,000 terms and 1,000 pages: {spent['with']:.2f} s of CPU")
    print(f"  the same pages, words never linked:  {spent['unlinked']:.2f} s, so {plain:.3f} times (limit {LIMIT:.2f})")
    # A term has three times the fields of a post, so a part of this is what records cost, not the glossary.
    print(f"  news posts in place of the terms:    {spent['without']:.2f} s, so {posts:.3f} times")
    return plain <= LIMIT
