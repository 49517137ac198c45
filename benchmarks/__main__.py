"""`make bench`: measures everything and writes `benchmarks/results.md`; `--short` is for every night.

The short form looks at 250 pages in one round, writes nothing, and ends with 1 where a figure is past its limit: those
of LIMITS, which leave room for a busy machine. No goal is a test.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks import builds, checks, profile, readers, serving
from benchmarks.table import Figure, document

LIMITS = {
    "Build from nothing": 3.0, "Build after one edit": 1.5, "A saved page under serve": 5.0,
    "Check, nothing changed": 2.0, "First search": 60,
}  # fmt: skip
"""What the nightly run tells of, by the name of the figure."""


def main() -> int:
    """Measure, print each figure as it is there, and write them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="250 pages, one round, and nothing written")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=[250, 1000])
    chosen = parser.parse_args()
    sizes, rounds = ((250,), 1) if chosen.short else (tuple(chosen.sizes), chosen.rounds)
    found: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder:
        for measured in (
            builds.figures(Path(folder), sizes, rounds),
            readers.figures(Path(folder), sizes),
            serving.figures(Path(folder), sizes, rounds),
            # Last, since it puts the built site of ours aside.
            checks.figures(Path(folder), sizes, rounds),
        ):
            for figure in measured:
                print(figure.row, flush=True)
                found.append(figure)
        if not chosen.short:
            parts = "\n".join(profile.of_builds(Path(folder), 1000 if 1000 in sizes else sizes[-1]))
            _here("results.md").write_text(document(found, rounds, parts, _here("why.md").read_text("utf-8")), "utf-8")
            return 0
    past = [one for one in found if one.value is not None and one.value > LIMITS.get(one.what, one.value)]
    for one in past:
        print(f"Past its limit of {LIMITS[one.what]:g}: {one.what}, {one.value:.2f} {one.unit}", file=sys.stderr)
    return 1 if past else 0


def _here(name: str) -> Path:
    return Path(__file__).with_name(name)


if __name__ == "__main__":
    sys.exit(main())
