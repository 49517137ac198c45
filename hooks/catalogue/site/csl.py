"""A paper as CSL-JSON: the form in which reference managers exchange what a citation is made of.

Follows the CSL 1.0.2 data schema. Every other form of a reference (Harvard, BibTeX, RIS) is made from this one.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from catalogue.graph import Page
from catalogue.records import Author, Genre, Paper

Item = dict[str, Any]
"""One reference: the variables of CSL by name."""

TYPES: dict[Genre, str] = {
    Genre.DISCUSSION: "report",
    Genre.REPORT: "report",
    Genre.STATEMENT: "report",
    Genre.STRATEGY: "report",
    Genre.TOOLKIT: "report",
    Genre.REVIEW: "report",
    Genre.EVALUATION: "report",
    Genre.ARTICLE: "article-magazine",
    Genre.STATUTE: "legislation",
    Genre.BLOG: "post-weblog",
    Genre.WEB_PAGE: "webpage",
}
"""What CSL calls each genre, where nothing shows that it came out in a journal."""

CONTAINED = ("article-journal", "article-magazine", "post-weblog", "webpage")
"""The types that come out in something (a journal, a site); the others have a publisher."""


def type_of(paper: Paper) -> str:
    """The CSL type: a volume, an issue, or peer review of an article or a review shows a journal."""
    in_journal = bool(paper.volume or paper.issue)
    reviewed = bool(paper.peer_reviewed) and paper.genre in (Genre.ARTICLE, Genre.REVIEW, Genre.EVALUATION)
    if in_journal or reviewed:
        return "article-journal"
    return TYPES[paper.genre] if paper.genre else "document"


def name(author: Author) -> dict[str, str]:
    """An author as CSL writes one: `family` and `given` for a person, `literal` for an organisation."""
    if author.organisation:
        return {"literal": author.organisation}
    parts = {"family": author.family, "given": author.given}
    return {part: words for part, words in parts.items() if words} or {"literal": ""}


def item(page: Page) -> Item:
    """A paper as one item of CSL-JSON."""
    paper = page.record
    assert isinstance(paper, Paper)
    kind = type_of(paper)
    home = "container-title" if kind in CONTAINED else "publisher"
    fields: Item = {
        "id": page.id,
        "type": kind,
        "title": page.title,
        "author": [name(author) for author in paper.authors if author.name],
        "issued": {"date-parts": [[paper.year]]} if paper.year else None,
        home: paper.publisher,
        "volume": paper.volume,
        "issue": paper.issue,
        "page": re.sub(r"\s*[-–—]\s*", "-", paper.pages) if paper.pages else None,
        "DOI": paper.doi,
        "URL": paper.url,
        "accessed": _day(paper.link_checked) if paper.url else None,
        "language": "en-GB",
    }
    return {variable: value for variable, value in fields.items() if value}


def _day(day: date | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None
