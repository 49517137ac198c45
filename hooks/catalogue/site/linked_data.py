"""What a page tells machines in its head: a chat as a schema.org Event, a paper after schema.org and as Highwire tags.

Zotero and Google Scholar read the `citation_*` tags, search engines the JSON-LD.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup

from catalogue.dates import Roughly, as_typed
from catalogue.graph import Page
from catalogue.records import Author, Chat, Paper, SourceStatus
from catalogue.records.chat import Host
from catalogue.records.platform import Platform, Sort
from catalogue.site.citations import CslItem


def event(page: Page, base: str) -> dict[str, Any]:
    """The chat as JSON-LD; empty for a chat with no start. `base` is the site's own address."""
    chat = page.record_as(Chat)
    if chat.starts is None or chat.finish is None:
        return {}
    tag, address = chat.tag, urljoin(base, page.address)
    place = chat.place
    moved = [move.starts.isoformat() for move in chat.moves if move.starts]
    status = "Cancelled" if chat.cancelled else "Rescheduled" if chat.moves else "Scheduled"
    found = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": f"{address}#event",
        "name": page.title,
        "description": chat.summary or "; ".join(chat.aims),
        "url": address,
        "startDate": _iso(chat.starts),
        "endDate": _iso(chat.ends or chat.finish) if chat.ends or chat.lasts else "",
        "previousStartDate": moved[0] if len(moved) == 1 else moved,
        "eventStatus": f"https://schema.org/Event{status}",
        **_where(place, tag, address),
        "organizer": [_host(host, place) for host in chat.hosts if host.name],
        "isAccessibleForFree": True,
        "inLanguage": "en-GB",
        "keywords": tag,
    }
    return {name: value for name, value in found.items() if value not in ("", [])}


def _iso(moment: datetime) -> str:
    """After ISO 8601, and no closer than it is known."""
    return as_typed(moment) if isinstance(moment, Roughly) else moment.isoformat()


def _where(place: Platform, tag: str, address: str) -> dict[str, Any]:
    """Where it is held; a room described in words may be anywhere, so nothing is said of how people come to it."""
    if place.sort is Sort.ROOM:
        return {"location": {"@type": "Place", "name": place.name}}
    if not place.online:
        return {}
    url = place.address or place.posts_with(tag) or address
    mode = "https://schema.org/OnlineEventAttendanceMode"
    return {"eventAttendanceMode": mode, "location": {"@type": "VirtualLocation", "url": url}}


def _host(host: Host, place: Platform) -> dict[str, Any]:
    """A host that bears its organisation's name is the organisation; any other is a person who works for one."""
    account = place.account(host.handle or "")[0]
    same_as = {"sameAs": account} if account else {}
    if host.name == host.organisation:
        return {"@type": "Organization", "name": host.name, **same_as}
    works = {"affiliation": {"@type": "Organization", "name": host.organisation}} if host.organisation else {}
    role = {"jobTitle": host.role} if host.role else {}
    return {"@type": "Person", "name": host.name, **role, **works, **same_as}


def as_script(data: Any, **form: Any) -> Markup:
    """JSON for a `script` element, which nothing in it can end; `form` is what `json.dumps` takes beside it."""
    text = json.dumps(data, ensure_ascii=False, **form)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


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


def citation_tags(page: Page, item: CslItem) -> Iterator[tuple[str, str]]:
    """The tags of a paper: name and content, in the order in which Highwire lists them."""
    paper = page.record_as(Paper)
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
        ("citation_public_url", paper.address),
        ("citation_language", "en"),
    )
    yield from ((name, content) for name, content in found if content)


def json_ld(page: Page, item: CslItem, here: str) -> Markup:
    """A paper after schema.org as JSON-LD 1.1, ready for a script element; `here` is its page's whole address."""
    paper = page.record_as(Paper)
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
        "url": paper.address,
        "sameAs": paper.url if paper.doi else None,
        "license": paper.licence,
        "creativeWorkStatus": _STATUS.get(paper.source_status),
        "mainEntityOfPage": here,
    }
    return as_script({name: value for name, value in found.items() if value}, separators=(",", ":"))


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
