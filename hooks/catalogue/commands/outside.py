"""The addresses on other sites that the pages lead to, and where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urldefrag

from catalogue import Catalogue, Page
from catalogue.prose import LinkKind
from catalogue.records import Guide, Paper, SourceStatus
from catalogue.site.linked_data import paper_address
from catalogue.text import Span

_OUTSIDE = re.compile(r"https?://", re.IGNORECASE)


def outside(catalogue: Catalogue) -> dict[str, list[str]]:
    """The addresses, less what follows #, each with its places (`papers/rose-1985.md:12`), in the order of pages.

    Drafts are left out, and papers that are known to be gone.
    """
    found: dict[str, list[str]] = {}
    for page in catalogue.pages:
        if page.record.draft:
            continue
        for target, span in (*_in_fields(page), *_in_prose(page)):
            place = f"{page.path}:{page.source.place(span.start).line}"
            places = found.setdefault(urldefrag(target).url, [])
            if place not in places:
                places.append(place)
    return found


def _in_fields(page: Page) -> Iterator[tuple[str, Span]]:
    record, places = page.record, page.front.places
    if isinstance(record, Paper) and record.source_status is not SourceStatus.GONE:
        if record.url:
            yield record.url, places.get(("url",), Span(0, 0))
        if record.doi:
            yield paper_address(record), places.get(("doi",), Span(0, 0))
    if isinstance(record, Guide) and record.authority and record.authority.url:
        yield record.authority.url, places.get(("authority", "url"), Span(0, 0))


def _in_prose(page: Page) -> Iterator[tuple[str, Span]]:
    for link in page.prose.links:
        if link.kind in (LinkKind.INLINE, LinkKind.AUTOLINK) and _OUTSIDE.match(link.target):
            yield link.target, link.target_span
    for definition in page.prose.definitions:
        if _OUTSIDE.match(definition.target):
            yield definition.target, definition.target_span
