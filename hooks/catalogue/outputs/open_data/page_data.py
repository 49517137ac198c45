"""Each page, relation and piece of news as JSON: what `/data/catalogue.json` and the file beside each page hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

from catalogue.addresses import whole
from catalogue.dates import Roughly, as_typed
from catalogue.graph import Page, Reference
from catalogue.records.search_words import UNPRINTED
from catalogue.site.news import Item
from catalogue.site.site import Site

VERSION = 1
"""The version of the form. What is added leaves it; what is renamed or taken away raises it, and a new schema."""

CATALOGUE, BESIDE = "data/catalogue.json", "index.json"
PAGE_SCHEMA, CATALOGUE_SCHEMA = f"data/page-{VERSION}.schema.json", f"data/catalogue-{VERSION}.schema.json"


def published(site: Site) -> list[Page]:
    """The pages that readers can open, in the order of their paths; a retired one says so by its status."""
    return [page for page in site.catalogue.pages if not page.record.draft]


def page_text(site: Site, page: Page, base: str) -> bytes:
    """A page as one line of JSON in UTF-8; `base` is the site's own address."""
    return _line(page_data(site, page, base)).encode("utf-8", "replace")


def page_data(site: Site, page: Page, base: str) -> dict[str, Any]:
    """A page: what it is, the fields its writer filled in, and each reference it makes with its place.

    Only what stands on the page itself is told, so that an edit of another page changes nothing here.
    """
    return {
        "id": page.id,
        "kind": page.kind,
        "path": page.path,
        "address": page.address,
        "url": whole(page.address, base),
        "title": page.title,
        "status": page.record.status.value,
        "fields": page.record.model_dump(by_alias=True, exclude_defaults=True, exclude={"status", *UNPRINTED}),
        "relations": [
            relation_data(reference)
            for reference in site.catalogue.leads_from.get(page.path, ())
            if not reference.target.record.draft
        ],
    }


def relation_data(reference: Reference) -> dict[str, Any]:
    """A reference: how and to which page, the line and column in the file where it stands, and under which heading."""
    place = reference.origin.source.place(reference.span.start)
    heading = reference.heading
    found = {"relation": reference.relation, "to": reference.target.path, "line": place.line, "column": place.column}
    more = {"under": heading.anchor if heading else "", "note": reference.note}
    return {**found, **{name: words for name, words in more.items() if words}}


def news_data(item: Item) -> dict[str, Any]:
    """A piece of news: its id for ever, when it went out, what it says, and the pages it is about."""
    shown = {"changed": item.changed, "affects": item.affects, "action": item.action}
    return {
        "id": item.id,
        "kind": item.kind,
        "date": item.moment,
        "title": item.title,
        "address": item.address,
        **({"page": item.page.path} if item.page else {}),
        **{name: words for name, words in shown.items() if words},
        "about": [page.path for page in item.about],
    }


def beside_page(text: bytes, base: str) -> bytes:
    """The file beside a page, of its line: the same JSON with the address of its schema."""
    return f'{{"$schema":{_line(whole(PAGE_SCHEMA, base))},'.encode() + text[1:] + b"\n"


def page_lines(made: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of pages that `catalogue_json` was given, of the lines of what it made."""
    return (line.rstrip(b",\n") for line in islice(made, 2, None))


def catalogue_json(pages: Iterable[bytes], news: Iterable[Item], base: str, site_name: str, rights: str) -> bytearray:
    """The whole catalogue as JSON in UTF-8, a line each page and piece of news, so that two versions can be compared.

    `pages` are lines as `page_text` makes them; `rights` is the line of the licence, plain text.
    """
    head = {
        "$schema": whole(CATALOGUE_SCHEMA, base),
        "version": VERSION,
        "name": site_name,
        "url": base,
        "rights": rights,
    }
    # It holds every page: as one text it would be in memory three times.
    made = bytearray(_line(head)[:-1].encode())
    told = (_line(news_data(item)).encode("utf-8", "replace") for item in news)
    for name, lines in (("pages", pages), ("news", told)):
        made += f',\n"{name}":['.encode()
        for number, line in enumerate(lines):
            made += b",\n" if number else b"\n"
            made += line
        made += b"\n]"
    made += b"}\n"
    return made


def _as_text(value: object) -> str:
    """A day or a moment after ISO 8601, no closer than it is known."""
    if isinstance(value, Roughly):
        return as_typed(value)
    assert isinstance(value, date | datetime)
    return value.isoformat()


_line = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_as_text).encode
