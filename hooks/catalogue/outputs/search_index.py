"""What search finds: the entries of a finished page, each under its heading, and every name the page goes by.

The theme's search would read every tag of every page for itself, which takes longer than to render them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from catalogue.graph import Page
from catalogue.outputs.feed_html import without
from catalogue.site.site import Site

APART = " data-search-exclude"
"""Marks an element that repeats what other pages say: to find it there is to find the wrong page."""

_MARKED = re.compile(rf'(<\w[^<>]*){APART}(?:="[^"]*")?(?=[\s>])')
_HEADING = re.compile(r'<h[2-6][^>]*\sid="([^"]+)"[^>]*>(.*?)</h[2-6]>', re.DOTALL)
_SILENT = re.compile(r"<(script|style|svg|form|select|button|template)\b.*?</\1>", re.DOTALL)
# A word does not end where one of these starts or ends.
_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|cite|code|em|i|kbd|mark|q|s|small|span|strong|sub|sup|time|u|wbr)\b[^>]*>")
_TAG = re.compile(r"<[^>]+>")


def search_entries(address: str, title: str, html: str) -> Iterator[dict[str, str]]:
    """The passages of a page as entries of the search index: from its start, and from each heading that has an id.

    Texts stay as HTML writes them, without tags.

    `html` is the finished content of a page, `address` is below the site's own, and `title` plain text.
    """
    location, heading, start = address, escape(title, quote=False), 0
    html = _SILENT.sub(" ", searched(html))
    for match in _HEADING.finditer(html):
        yield {"location": location, "title": heading, "text": _words(html[start : match.start()])}
        location, heading, start = f"{address}#{match[1]}", _words(match[2]), match.end()
    yield {"location": location, "title": heading, "text": _words(html[start:])}


def _words(html: str) -> str:
    return " ".join(_TAG.sub(" ", _INLINE.sub("", html)).split())


def searched(html: str) -> str:
    """A page without the elements that are hidden, or marked to be left out.

    `html` is the finished content of a page.
    """
    return without(without(html, APART.strip()), "hidden")


def unmarked(html: str) -> str:
    """A page as it is shown, without the marks for search.

    `html` is the finished content of a page.
    """
    return _MARKED.sub(r"\1", html)


INDEX = Path("search", "search_index.json")

GENERATED = frozenset(
    ("changed-by", "changes", "cite", "details", "discussed-in", "relied-on-by", "sources", "used-in", "words-used")
)
"""The sections of a record that repeat what other pages say: to find them there is to find the wrong page."""


def sharpen(docs: list[dict[str, Any]], site: Site) -> list[dict[str, Any]]:
    """The entries of the index less the generated ones, each page's first one with its other names as tags."""
    pages = {page.address: page for page in site.catalogue.pages}
    kept = []
    for entry in docs:
        address, _, anchor = str(entry["location"]).partition("#")
        page = pages.get(address)
        if page is None or _repeats(page, anchor):
            continue
        names = () if anchor else page.record.search_names(page.id)
        kept.append({**entry, "tags": list(names)} if names else entry)
    return kept


def _repeats(page: Page, anchor: str) -> bool:
    return anchor in GENERATED if page.is_record else bool(page.listing and anchor)


def write(site: Site, folder: Path, docs: list[dict[str, Any]]) -> None:
    """Write the entries into the search index of the built site in a folder, beside its settings.

    `folder` is that of the built site. Raises OSError where the search plugin has written no index.
    """
    path = folder / INDEX
    index = json.loads(path.read_text("utf-8"))
    index["docs"] = sharpen(docs, site)
    path.write_text(json.dumps(index, separators=(",", ":"), ensure_ascii=False), "utf-8")
