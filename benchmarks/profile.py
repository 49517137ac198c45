"""Where the time of a build goes, by looking at every tick of its processor time at what it is doing.

`python -m benchmarks.profile FILE mkdocs build …` runs a module so, and writes a JSON object of parts and their ticks
to FILE. A tick belongs to the innermost room of ours, library or template that stands in it.
"""

from __future__ import annotations

import json
import runpy
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from benchmarks.measure import BUILD, Spent, clean, run

_PARTS = {
    "jinja2": "Templates", "overrides": "Templates", "material/templates": "Templates",
    "markdown": "Markdown", "pymdownx": "Markdown", "catalogue/markdown": "Markdown",
    "catalogue/outputs/search": "Search", "mkdocs/contrib/search": "Search", "material/plugins/search": "Search",
    "PIL": "Cards and pictures", "catalogue/outputs/cards": "Cards and pictures", "zxingcpp": "Cards and pictures",
    "catalogue/outputs/compression": "Cards and pictures", "catalogue/site/pictures": "Cards and pictures",
    "nh3": "Feeds", "mkdocs_rss_plugin": "Feeds", "catalogue/outputs/feed": "Feeds", "catalogue/outputs/topic": "Feeds",
    "catalogue/outputs": "Open data and other files", "catalogue/kept": "Keeping, and writing files",
    "catalogue/rules": "Rules", "catalogue/frontmatter": "Records and references",
    "catalogue/records": "Records and references", "catalogue/graph": "Records and references",
    "catalogue": "What pages show", "mkdocs_events": "What pages show", "mkdocs": "MkDocs", "material": "MkDocs",
}  # fmt: skip
"""The part that code below a folder belongs to, the first that fits; a caller is asked for all other code."""


def of_builds(folder: Path, size: int) -> Iterator[str]:
    """The lines of a section of Markdown: what a build from nothing spends on each part, beside Material alone.

    Both projects of so many pages in `folder` are built once more.
    """
    folder = folder / str(size)
    spent = {name: _profiled(folder / name, folder / f"{name}.json") for name in ("ours", "plain")}
    yield from ("## Where the time of a build from nothing goes", "")
    yield from (f"Of {size:,} pages, in parts of what Material alone spends: where each tick of the processor was.", "")
    yield from ("| Part | Ours | Material alone |", "| --- | ---: | ---: |")
    unit = sum(spent["plain"].values())
    for part in sorted(spent["ours"] | spent["plain"], key=lambda each: -spent["ours"].get(each, 0)):
        yield f"| {part} | {spent['ours'].get(part, 0) / unit:.1%} | {spent['plain'].get(part, 0) / unit:.1%} |"
    yield f"| All | {sum(spent['ours'].values()) / unit:.0%} | 100% |"
    yield ""


def _profiled(project: Path, into: Path) -> dict[str, int]:
    clean(project)
    run((sys.executable, "-m", "benchmarks.profile", str(into), *BUILD[2:]), project, Spent())
    found: dict[str, int] = json.loads(into.read_text("utf-8"))
    return found


def _part(frame: FrameType | None) -> str:
    """The part that is at work in a stack, given by its innermost frame."""
    files = list(_files(frame))
    if any(file.startswith("<frozen importlib") for file in files):
        return "Imports"
    return next((part for file in files for folder, part in _PARTS.items() if f"/{folder}" in file), "MkDocs")


def _files(frame: FrameType | None) -> Iterator[str]:
    while frame is not None:
        yield frame.f_code.co_filename.rpartition("/site-packages")[2].rpartition("/hooks")[2]
        frame = frame.f_back


def main() -> None:
    """Run the module named behind FILE and write what was seen of it."""
    into, *command = sys.argv[1:]
    found: Counter[str] = Counter()
    sys.argv = command
    signal.signal(signal.SIGPROF, lambda _signal, frame: found.update([_part(frame)]))
    signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)
    try:
        runpy.run_module(command[0], run_name="__main__", alter_sys=True)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        Path(into).write_text(json.dumps(found), "utf-8")


if __name__ == "__main__":
    main()
