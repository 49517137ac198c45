"""What `catalogue check` costs on 10,000 pages."""

from __future__ import annotations

from pathlib import Path

from benchmarks.made_up import pages
from benchmarks.measure import ROUNDS, cpu_seconds, project


def report(folder: Path) -> bool:
    """Print what it costs. There is no limit: it is a figure to watch."""
    here = project(folder, pages(2000, 8000))
    spent = min(cpu_seconds(("catalogue", "check", "--format", "json"), here) for _ in range(ROUNDS))
    print(f"catalogue check, 10,000 pages:         {spent:.2f} s of CPU")
    return True
