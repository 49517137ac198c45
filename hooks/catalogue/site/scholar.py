"""A paper told to machines in the head of its page: Highwire's `citation_*` tags, and JSON-LD after schema.org.

Zotero and Google Scholar read the first, search engines the second.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from catalogue.graph import Page
from catalogue.records import Author, Paper, SourceStatus
from catalogue.site.csl import Item

_SCHEMA = {
    "article-journal": "ScholarlyArticle", "article-magazine": "Article", "report": "Report",
    "legislation": "Legislation", "post-weblog": "BlogPosting", "webpage": "WebPage",
}  # fmt: skip
_HOME = {
    "article-journal": "citation_journal_title", "article-magazine": "citation_journal_title",
    "report": "citation_technical_report_institution",
}  # fmt: skip
_STATUS = {
    SourceStatus.RETRACTED: "Retracted", SourceStatus.SUPERSEDED: "Superseded", SourceStatus.GONE: "Not available",
}  # fmt: skip

_IN_DOI = "/:;().,_-~@!$&'*+="


def citation_tags(page: Page, item: Item) -> Iterator[tuple[str, str]]:
    """The tags of a paper: name and content, in the order in which Highwire lists them."""
    paper = page.record
    assert isinstance(paper, Paper)
    first, _, last = item.get("page", "").partition("-")
    yield "citation_title", item["title"]
    for author in paper.authors:
        if author.name:
            yield "citation_author", author.listed
    found = (
        ("citation_publication_date", str(paper.year or "")),
        (_HOME.get(item["type"], "citation_publisher"), paper.publisher),
        ("citation_volume", paper.volume),
        ("citation_issue", paper.issue),
        ("citation_firstpage", first),
        ("citation_lastpage", last),
        ("citation_doi", paper.doi),
        ("citation_public_url", address(paper)),
        ("citation_language", "en"),
    )
    yield from ((name, content) for name, content in found if content)


def address(paper: Paper) -> str:
    """Where the paper itself is: its DOI's address, which lasts, else the publisher's."""
    return f"https://doi.org/{quote(paper.doi, safe=_IN_DOI)}" if paper.doi else paper.url or ""


def json_ld(page: Page, item: Item, here: str) -> Markup:
    """A paper after schema.org, ready to stand in a script element; `here` is the whole address of its page."""
    paper = page.record
    assert isinstance(paper, Paper)
    publisher = {"@type": "Organization", "name": paper.publisher}
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _SCHEMA.get(item["type"], "CreativeWork"),
        "name": page.title,
        "author": [_author(author) for author in paper.authors if author.name],
        "datePublished": str(paper.year or ""),
        "publisher": publisher if paper.publisher and item["type"] != "article-journal" else None,
        "isPartOf": _journal(paper) if item["type"] == "article-journal" else None,
        "pagination": paper.pages,
        "description": page.record.gist,
        "identifier": {"@type": "PropertyValue", "propertyID": "DOI", "value": paper.doi} if paper.doi else None,
        "url": address(paper),
        "sameAs": paper.url if paper.doi else None,
        "license": paper.licence,
        "creativeWorkStatus": _STATUS.get(paper.source_status),
        "mainEntityOfPage": here,
    }
    return script_json({name: value for name, value in found.items() if value})


def _author(author: Author) -> dict[str, str]:
    if author.organisation:
        return {"@type": "Organization", "name": author.organisation}
    parts = {"familyName": author.family, "givenName": author.given}
    return {"@type": "Person", "name": author.name, **{part: words for part, words in parts.items() if words}}


def _journal(paper: Paper) -> dict[str, Any] | None:
    found: dict[str, Any] = {"@type": "Periodical", "name": paper.publisher} if paper.publisher else {}
    for kind, name, value in (
        ("PublicationVolume", "volumeNumber", paper.volume), ("PublicationIssue", "issueNumber", paper.issue)
    ):  # fmt: skip
        if value:
            found = {"@type": kind, name: value, **({"isPartOf": found} if found else {})}
    return found or None


def script_json(value: Any) -> Markup:
    """JSON that can stand in a script element, whatever it holds: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
