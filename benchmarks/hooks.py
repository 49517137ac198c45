"""What all the hooks cost, against the same pages built by Material alone."""

from __future__ import annotations

from pathlib import Path

import yaml

from benchmarks.made_up import ROOT, pages
from benchmarks.measure import builds, project
from catalogue.markdown.reading import EXTENSIONS, SETTINGS

LIMIT = 1.03


def report(folder: Path) -> bool:
    """Print what they cost; true when it is within the limit."""
    site = pages(1000, 1000)
    spent = builds({"ours": project(folder / "ours", site), "plain": project(folder / "plain", site, plain_settings())})
    ratio = spent["ours"] / spent["plain"]
    print(f"All hooks, 2,000 pages:                {spent['ours']:.2f} s of CPU")
    print(f"  the same pages, Material alone:      {spent['plain']:.2f} s, so {ratio:.3f} times (limit {LIMIT:.2f})")
    return ratio <= LIMIT


def plain_settings() -> str:
    """The site's settings less our hooks, templates and feeds."""
    lines, skip = [], False
    for line in (ROOT / "mkdocs.yml").read_text("utf-8").splitlines():
        top = line and line[0] not in " #"
        skip = line.startswith(("hooks:", "extra_css:", "extra_javascript:", "plugins:")) if top else skip
        if not skip and "custom_dir" not in line:
            lines.append(line)
    extensions = [{name: SETTINGS[name]} if name in SETTINGS else name for name in EXTENSIONS]
    markdown = yaml.safe_dump({"markdown_extensions": extensions})
    return "\n".join([*lines, "plugins:", "  - search", markdown])
