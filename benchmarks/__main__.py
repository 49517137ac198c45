"""Prints what the catalogue costs a build; ends with 1 when that is more than it may."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks import check, glossary, hooks

ALL = {"glossary": glossary, "hooks": hooks, "check": check}


def main(chosen: list[str]) -> int:
    """Measure all, or those named."""
    within = []
    for name in chosen or ALL:
        with tempfile.TemporaryDirectory() as folder:
            within.append(ALL[name].report(Path(folder)))
    return 0 if all(within) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
