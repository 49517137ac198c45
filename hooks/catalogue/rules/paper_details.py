"""Can a reader find the paper itself?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from catalogue.diagnostics import Diagnostic, Edit, Severity, quote
from catalogue.graph import Catalogue, Pages
from catalogue.records import Paper, SourceStatus, to_fill_in
from catalogue.text import Span

LINK_DAYS = 180
"""How long a link to a publisher counts as checked."""


def paper_year_differs(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """The id of a paper ends with another year than the paper has.

    Citations show the year, and people look papers up by it.

    Bad:
        docs/papers/smith-2018.md
        year: 2019

    Good:
        docs/papers/smith-2019.md
        year: 2019
    """
    for page, paper in catalogue.records_of(Paper):
        typed = re.search(r"-(\d{4})[a-z]?$", page.id)
        to_come = bool(paper.year and paper.year > today.year + 1)  # a slip of its own
        if typed and paper.year and int(typed[1]) != paper.year and not page.unnamed and not to_come:
            known = catalogue.names.established
            call = f"call the file “{page.id[: typed.start()]}-{paper.year}.md”"
            message = f"The year is {paper.year}, and the id {quote(page.id)} says {typed[1]}."
            fix = "correct the year, or rename the page with “catalogue rename”."
            fix = f"correct the year; or, if it is right, {call}." if known and page.path not in known else fix
            yield page.problem("paper-year-differs", page.place("year"), message, fix)


def paper_doi_wrong(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A DOI does not have the form of one.

    The link made from it would lead nowhere.

    Bad:
        docs/papers/smith-2019.md
        doi: 1136/bmj.d3313

    Good:
        docs/papers/smith-2019.md
        doi: 10.1136/bmj.d3313
    """
    for page, paper in catalogue.records_of(Paper):
        if paper.doi and not re.fullmatch(r"10\.\d{4,9}/[^\s<>\"'`{}|\\^]+", paper.doi):
            span = page.place("doi")
            inside = re.search(r"10\.\d{4,9}/[^\s<>\"'`{}|\\^]+", paper.doi)
            message = f"{quote(paper.doi)} is not a DOI: those start with “10.”, four figures or more, and a slash."
            fix = f"use {quote(inside[0])}." if inside else to_fill_in(Paper, page.source, page.front, ("doi",))
            yield page.problem("paper-doi-wrong", span, message, fix, edit=Edit(span, inside[0]) if inside else None)


def paper_address_missing(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """A paper has neither an address nor a DOI, and the page does not say why.

    The reader cannot go and look. Where no address is known, `about.limits` says so with the word “address”.

    Bad:
        docs/papers/smith-2019.md
        year: 2019

    Good:
        docs/papers/smith-2019.md
        year: 2019
        doi: 10.1136/bmj.d3313
    """
    for page, paper in catalogue.records_of(Paper):
        said = paper.about and paper.about.limits and "address" in paper.about.limits.casefold()
        gone = paper.source_status is SourceStatus.GONE
        unread = page.mistyped & {"url", "doi"}
        if page.complete and not unread and not (paper.url or paper.doi or said or gone or paper.draft):
            message = "The paper has neither “url” nor “doi”."
            fix = "add one; if none is known, say in “limits” that no address was found."
            yield page.problem("paper-address-missing", Span(0, 3), message, fix, Severity.WARNING)


def paper_unused(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """No page relies on a paper, reads it or cites it.

    That is no fault; it may help to know which papers still wait to be used.

    Bad:
        docs/papers/smith-2019.md
        year: 2019

    Good:
        docs/papers/smith-2019.md
        docs/guidance/x.md
        It was shown in a trial [@smith-2019].
    """
    for page, paper in catalogue.records_of(Paper):
        if page.listed and not catalogue.leads_to.get(page.path):
            message = f"No page refers to {quote(paper.title or page.id)}."
            yield page.problem("paper-unused", Span(0, 0), message, "cite it where it is relied on.", Severity.NOTE)


def link_unchecked(catalogue: Pages, today: date) -> Iterator[Diagnostic]:
    """Nobody has followed the link of a paper for 180 days.

    Addresses on other sites change without a word. The day counts from “link_checked”, or from “added”.

    Bad:
        docs/papers/smith-2019.md
        url: https://www.example.org/paper
        added: 2020-01-01

    Good:
        docs/papers/smith-2019.md
        url: https://www.example.org/paper
        added: 2020-01-01
        link_checked: 2026-10-01
    """
    for page, paper in catalogue.records_of(Paper):
        last = paper.link_checked or paper.added
        field = "link_checked" if paper.link_checked else "url" if paper.url else "doi"
        if (paper.url or paper.doi) and last and today - last > timedelta(days=LINK_DAYS) and page.listed:
            message = f"The link was last checked on {last.isoformat()}, {(today - last).days} days ago."
            fix = "open it; if it still leads to the paper, set “link_checked” to today."
            yield page.problem("link-unchecked", page.place(field), message, fix, Severity.WARNING)
