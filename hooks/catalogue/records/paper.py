"""A paper: one publication, summarised in our words and linked. Names follow CSL and Dublin Core."""

from __future__ import annotations

import re
from datetime import date as day
from enum import StrEnum
from typing import Annotated, ClassVar
from urllib.parse import quote

from catalogue.admitted import identifier
from catalogue.gaps import gap
from catalogue.records.author import Authors
from catalogue.records.fields import Part, field, several
from catalogue.records.record import Element, Record
from catalogue.records.values import IN_DOI, Day, Doi, Several, Text, WebAddress, Year, YesNo, one_of, texts


class Genre(StrEnum):
    """What sort of publication it is."""

    DISCUSSION = "discussion"
    REVIEW = "review"
    EVALUATION = "evaluation"
    REPORT = "report"
    ARTICLE = "article"
    STATEMENT = "statement"
    STRATEGY = "strategy"
    STATUTE = "statute"
    TOOLKIT = "toolkit"
    BLOG = "blog"
    WEB_PAGE = "web page"


class SourceStatus(StrEnum):
    """What has become of the publication since."""

    OK = "ok"
    SUPERSEDED = "superseded"
    RETRACTED = "retracted"
    GONE = "gone"


class About(Part):
    """The paper in our own words."""

    typed_alone: ClassVar[str] = "found"

    question: Text | None = field("what it asked", "Does it work in Exampleshire?")
    found: Text | None = field("what it found, with its figures", "A small fall in Exampleshire.")
    limits: Text | None = field("how far that can be trusted, and how much we have read", "One city, in Exampleshire.")


_SAID = (
    (r"CC BY[- ]NC[- ]ND", "You may copy and share it unchanged, but not to make money. Name the authors."),
    (r"CC BY[- ]ND", "You may copy and share it unchanged. Name the authors."),
    (r"CC BY[- ]NC", "You may copy, share and change it, but not to make money. Name the authors."),
    (r"CC BY[- ]SA", "You may copy, share and change it, if you pass it on in the same way. Name the authors."),
    (r"CC BY", "You may copy, share and change it. Name the authors."),
    (r"CC0", "You may use it in any way."),
    (r"Open Government Licence|OGL", "You may copy, share and change it. Say where it is from."),
    (r"Non-Commercial College Licence", "You may copy and share it, but not to make money. Say where it is from."),
    (r"Open access", "It is free to read. Look at the paper itself before you copy from it."),
    (r"All rights reserved|Copyright|©", "You may read it and quote a little. Ask the owner before you copy more."),
)  # fmt: skip
"""The start of a licence's name, and what it comes to."""

UNKNOWN = "We do not know its licence. You may read it and quote a little. Ask the owner before you copy more."


class Paper(Record):
    """One publication, summarised in our words and linked."""

    kind: ClassVar[str] = "paper"
    examples: ClassVar[dict[str, str]] = {
        "title": "The title of the paper",
        "summary": "Sharing data went with fewer admissions in Exampleshire.",
        "owner": "Library editor",
        "formerly": "surname-2000",
        "superseded_by": "surname-2004",
    }

    instead: ClassVar[dict[str, str]] = {
        **Record.instead,
        "retracted": f'source_status: retracted\nsource_status_since: "{gap("the day that became known")}"',
    }

    authors: Authors = several(
        "who wrote it: “Family, Given”, or an organisation", "Surname, Given names", required=True
    )
    # Three states: absent, n.d. (typed), or a year; `dated` tells absent from n.d. for the rules.
    year: Year | None = field("the year it came out, or n.d.", "2001", required=True)
    publisher: Text | None = field(
        "who published it: for an article, the journal", "The Journal of Examples", required=True
    )
    genre: Annotated[Genre, one_of(Genre)] | None = field("what sort of publication it is", "article", required=True)
    volume: Text | None = field("volume of the journal", "12")
    issue: Text | None = field("issue of the journal", "2")
    pages: Text | None = field("pages, or the number of the article", "1–14")
    url: WebAddress | None = field("the publisher's own address", "https://www.example.org/surname-2001")
    doi: Doi | None = field("the DOI, without an address before it", "10.1234/example.2001")
    licence: Text | None = field("what others may do with it", "The licence of the example")
    about: About | None = field("the paper in our own words")
    peer_reviewed: YesNo | None = field("whether other researchers checked it before it came out", "yes")
    elements: Several[Annotated[Element, one_of(Element)]] = several("which of the five elements it bears on", "data")
    source_status: Annotated[SourceStatus, one_of(SourceStatus)] = field(
        "what has become of it since", "ok", default=SourceStatus.OK
    )
    source_status_since: Day | None = field("the day that became known", "2001-02-03")
    link_checked: Day | None = field("the day somebody last followed the link", "2001-02-03")
    added: Day | None = field("the day it entered the library", "2001-02-03")

    @property
    def natural_id(self) -> str:
        """Its first author's family name, and its year."""
        first = identifier(self.authors[0].short) if self.authors else ""
        return f"{first}-{self.year or 'nd'}" if first else ""

    @property
    def first_days(self) -> tuple[day | None, ...]:
        """The day it was published or entered the library."""
        return (*super().first_days, self.added)

    @property
    def days(self) -> tuple[day | None, ...]:
        """The days of its changes, and that on which it became known what has become of the publication."""
        return (*super().days, self.source_status_since)

    @property
    def group(self) -> tuple[str, str] | None:
        """Its genre."""
        genre = self.genre.value if self.genre else ""
        return (f"genre-{genre.replace(' ', '-')}", genre.capitalize()) if genre else None

    @property
    def dated(self) -> str:
        """Its year."""
        return str(self.year or "")

    @property
    def gone(self) -> bool:
        """The publication is no longer at the address we had."""
        return self.source_status is SourceStatus.GONE

    @property
    def address(self) -> str:
        """Where the paper itself is: the address of its DOI, which lasts, else the publisher's; empty where unknown."""
        return f"https://doi.org/{quote(self.doi, safe=IN_DOI)}" if self.doi else self.url or ""

    @property
    def allows(self) -> str:
        """What its licence comes to for a reader, as plain text; empty where the record says it in words."""
        if not self.licence:
            return UNKNOWN
        if ";" in self.licence:  # more than one holds, and the record says which part each is for
            return ""
        return next((words for start, words in _SAID if re.match(start, self.licence, re.IGNORECASE)), "")

    def search_names(self, page_id: str) -> tuple[str, ...]:
        """Authors, year and key, by which people remember a paper."""
        return (*(author.short for author in self.authors if author.short), str(self.year or ""), page_id)

    @property
    def standing(self) -> str:
        """That those who published it have taken it back."""
        return super().standing or ("Retracted" if self.source_status is SourceStatus.RETRACTED else "")

    @property
    def learnt(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """What it found, in our words."""
        return (("about", "What the paper found reads", texts(self.about.found if self.about else None)),)

    @property
    def search_core(self) -> tuple[str, ...]:
        """The summary, and what it asked and found."""
        about = (self.about.question, self.about.found) if self.about else ()
        return (*super().search_core, *(text for text in about if text))
