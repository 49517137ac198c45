"""Makes the search index answer an officer's words: only what a page itself says, and every name it goes by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from catalogue.graph import Page
from catalogue.records import Chat, Guide, Paper, Plain, Term
from catalogue.site.dates import long_day
from catalogue.site.site import Site

INDEX = Path("search", "search_index.json")

GENERATED = frozenset(
    ("changed-by", "changes", "cite", "details", "discussed-in", "relied-on-by", "sources", "used-in", "words-used")
)
"""The sections of a record that repeat what other pages say: to find them there is to find the wrong page."""


def other_names(page: Page) -> tuple[str, ...]:
    """The words that find a page although its title does not hold them."""
    record = page.record
    if isinstance(record, Term):
        return record.also
    if isinstance(record, Guide):
        return (*record.found_by, *record.answers)
    if isinstance(record, Paper):
        return (*(author.short for author in record.authors if author.short), str(record.year or ""), page.id)
    if isinstance(record, Chat) and record.starts:
        hosts = (name for host in record.hosts for name in (host.name, host.organisation) if name)
        return (*([record.hashtag] if record.hashtag else []), f"Twitter chat {long_day(record.starts.date())}", *hosts)
    return ()


def sharpen(docs: list[dict[str, Any]], site: Site) -> list[dict[str, Any]]:
    """The entries of the index less the generated ones, each page's first one with its other names as tags."""
    pages = {page.address: page for page in site.catalogue.pages}
    kept = []
    for entry in docs:
        address, _, anchor = str(entry["location"]).partition("#")
        page = pages.get(address)
        if page is None or _repeats(page, anchor):
            continue
        names = () if anchor else other_names(page)
        kept.append({**entry, "tags": list(names)} if names else entry)
    return kept


def _repeats(page: Page, anchor: str) -> bool:
    if isinstance(page.record, Plain):
        return bool(page.record.listing and anchor)
    return anchor in GENERATED


def write(site: Site, folder: Path, docs: list[dict[str, Any]]) -> None:
    """Write the entries into the search index of the built site in a folder, beside its settings."""
    path = folder / INDEX
    index = json.loads(path.read_text("utf-8"))
    index["docs"] = sharpen(docs, site)
    path.write_text(json.dumps(index, separators=(",", ":"), ensure_ascii=False), "utf-8")
