"""Stores the feed of a release: `python -m tests.releases.store site/feeds/everything.json`, once it is out.

Full texts are left out; what stays is what subscribers know an item by.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

STORED = Path(__file__).parent / "everything.json"
"""The feed with everything, as the last release sent it."""


def store(feed: Path) -> None:
    """Keep the items of a built JSON feed by id, address and moment, with the title for those who read the file."""
    items = json.loads(feed.read_text("utf-8"))["items"]
    kept = [{name: item[name] for name in ("id", "url", "date_published", "title")} for item in items]
    STORED.write_text(json.dumps({"items": kept}, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    store(Path(sys.argv[1]))
