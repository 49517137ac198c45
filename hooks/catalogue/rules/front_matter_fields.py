"""Can the page, and the block at its top, be read?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from catalogue.diagnostics import Diagnostic, unreadable
from catalogue.graph import Catalogue


def _met(catalogue: Catalogue, code: str) -> Iterator[Diagnostic]:
    for page in catalogue.pages:
        for problem in page.problems:
            if problem.code == code:
                yield problem


def page_unreadable(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """The file is not a page of text: another encoding, a folder, a link, or far too long or too full of marks.

    What cannot be read cannot be shown; the site would hold a broken or an empty page.

    Bad:

        docs/glossary/x.md
        (a file saved as Windows-1252: caf\\xe9)

    Good:

        docs/glossary/x.md
        A café is a place where people meet.
    """
    yield from _met(catalogue, "page-unreadable")
    for one in catalogue.refused:
        yield unreadable(one)


def top_unreadable(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A line in the block at the top cannot be read as it stands, or would be read as something else.

    One such line makes the site lose every field of the page, or change what it says, without a word.

    Bad:

        docs/glossary/x.md
        ---
        title: Prevention: better than cure
        ---

    Good:

        docs/glossary/x.md
        ---
        title: "Prevention: better than cure"
        ---
    """
    return _met(catalogue, "top-unreadable")


def field_missing(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """The block at the top lacks a field that the page cannot do without.

    Lists, feeds and links are made from these fields.

    Bad:

        docs/glossary/x.md
        ---
        title: Upstream thinking
        definition:
        ---

    Good:

        docs/glossary/x.md
        ---
        title: Upstream thinking
        definition: Looking for what causes a problem before it starts.
        ---
    """
    return _met(catalogue, "field-missing")


def field_unknown(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """The block at the top has a field that this kind of page does not know.

    Nothing would show it: most often it is a known field with a slip of the pen.

    Bad:

        docs/glossary/x.md
        ---
        titel: Upstream thinking
        ---

    Good:

        docs/glossary/x.md
        ---
        title: Upstream thinking
        ---
    """
    return _met(catalogue, "field-unknown")


def field_repeated(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """The same field stands twice in the block at the top.

    Only the last one would count, and the other would be lost without a word.

    Bad:

        docs/glossary/x.md
        ---
        title: Upstream
        title: Upstream thinking
        ---

    Good:

        docs/glossary/x.md
        ---
        title: Upstream thinking
        also: [Upstream]
        ---
    """
    return _met(catalogue, "field-repeated")


def field_wrong(catalogue: Catalogue, today: date) -> Iterator[Diagnostic]:
    """A field holds something of another form than it should: a day that is not a day, a word that is not a choice.

    What does not fit is left off the page.

    Bad:

        docs/glossary/x.md
        ---
        published: 10/02/2021
        ---

    Good:

        docs/glossary/x.md
        ---
        published: 2021-02-10
        ---
    """
    for page in catalogue.pages:
        told = {problem.line for problem in page.problems if problem.code == "top-unreadable"}
        for problem in page.problems:
            # A value that its line's trap has spoilt is told of once, by its cause.
            if problem.code == "field-wrong" and problem.line not in told:
                yield problem
