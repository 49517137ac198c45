"""What the glossary costs: 1,000 terms and 1,000 pages that link them, against the same pages without it."""

from __future__ import annotations

from pathlib import Path

from benchmarks.made_up import pages, unlinked, without_glossary
from benchmarks.measure import ROUNDS, builds, project

LIMIT = 1.10


def measure(folder: Path, terms: int = 1000, guides: int = 1000, rounds: int = ROUNDS) -> dict[str, float]:
    """CPU seconds of a build with the glossary, with its terms but no links, and with neither."""
    site = pages(terms, guides)
    sites = {"with": site, "unlinked": unlinked(site), "without": without_glossary(site)}
    return builds({name: project(folder / name, each) for name, each in sites.items()}, rounds)


def report(folder: Path) -> bool:
    """Print what it costs; true when it is within the limit."""
    spent = measure(folder)
    ratio = spent["with"] / spent["without"]
    print(f"Glossary, 1,000 terms and 1,000 pages: {spent['with']:.2f} s of CPU")
    print(f"  the same pages without a glossary:   {spent['without']:.2f} s, so {ratio:.3f} times (limit {LIMIT:.2f})")
    print(f"  the same terms, never linked:        {spent['unlinked']:.2f} s")
    return ratio <= LIMIT
