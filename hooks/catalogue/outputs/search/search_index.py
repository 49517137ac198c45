"""What search finds: the entries of a finished page, each under its heading, and every name the page goes by.

The theme's search would read every tag of every page for itself, which takes longer than to render them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import repeat

from catalogue.graph import Page
from catalogue.outputs.feed_html import marked, without

APART = " data-search-exclude"
"""Marks an element that repeats what other pages say: to find it there is to find the wrong page."""

_HEADING = re.compile(r'<h[2-6][^>]*\sid="([^"]+)"[^>]*>(.*?)</h[2-6]>', re.DOTALL)
_SILENT = re.compile(r"<(script|style|svg|form|select|button|template)\b.*?</\1>", re.DOTALL)
_TAG = re.compile(r"<(?!>)(/?\w*+)[^>]*+>")
# A word does not end where one of these starts or ends.
_INLINE = "a abbr b bdi cite code em i kbd mark q s small span strong sub sup time u wbr"
_ENDS = "h1 h2 h3 h4 h5 h6 p li dd dt td th div section summary figcaption blockquote"
_INSTEAD = {sign + name: "" for name in _INLINE.split() for sign in ("", "/")} | {
    f"/{name}": "·" for name in _ENDS.split()
}
"""What stands in the place of a tag, if no blank does: what stood on lines of its own is kept apart by a dot."""

# A mark at the end of a line keeps it apart by itself.
_MARKED = re.compile(r" ·(?<=[.!?:;,…”] ·)(?= )")


def search_entries(address: str, title: str, html: str) -> Iterator[dict[str, str]]:
    """The passages of a page as entries of the search index: from its start, and from each heading that has an id.

    Texts stay as HTML writes them, without tags.

    `html` is the finished content of a page, less what is hidden; `address` is below the site's own, and `title` plain
    text.
    """
    location, heading, start = address, escape(title, quote=False), 0
    html = _SILENT.sub(" ", without(html, APART.strip()))
    for match in _HEADING.finditer(html):
        yield {"location": location, "title": heading, "text": _words(html[start : match.start()])}
        location, heading, start = f"{address}#{match[1]}", _words(match[2]), match.end()
    yield {"location": location, "title": heading, "text": _words(html[start:])}


def _words(html: str) -> str:
    pieces = _TAG.split(html)
    pieces[1::2] = map(_INSTEAD.get, pieces[1::2], repeat(" "))
    lines = map(str.strip, " ".join("".join(pieces).split()).split("·"))
    return _MARKED.sub("", " · ".join(filter(None, lines)))


def unmarked(html: str) -> str:
    """A page as it is shown, without the marks for search. `html` is its finished content."""
    parts, position = [], 0
    while found := marked(html, APART.strip(), position):
        parts.append(html[position : found.start(2)])
        position = found.end(2)
    return "".join([*parts, html[position:]])


GENERATED = frozenset(
    ("changed-by", "changes", "cite", "details", "discussed-in", "relied-on-by", "sources", "used-in", "words-used")
)
"""The sections of a record that repeat what other pages say: to find them there is to find the wrong page."""


def sharpen(page: Page, entries: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """The entries of a page less those of its generated sections."""
    return [entry for entry in entries if not _repeats(page, entry["location"].partition("#")[2])]


def _repeats(page: Page, anchor: str) -> bool:
    return anchor in GENERATED if page.is_record else bool(page.listing and anchor)
