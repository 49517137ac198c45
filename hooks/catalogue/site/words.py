"""The words of the glossary as pages use them, both ways."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.graph import CITES, LINKS, USES, Catalogue, Page, Reference
from catalogue.records import Chat, Term


@dataclass(frozen=True)
class Usage:
    """A page that uses another, and the sentence or heading where it does."""

    page: Page
    words: str


def words_used(catalogue: Catalogue, page: Page) -> list[Page]:
    """The terms a page links, in alphabetical order, each once."""
    found = {
        reference.target.path: reference.target
        for reference in catalogue.leads_from.get(page.path, ())
        if reference.relation in (USES, LINKS) and isinstance(reference.target.record, Term)
        and reference.target is not page and not reference.target.record.draft
    }  # fmt: skip
    return sorted(found.values(), key=lambda term: term.title.casefold())


def used_in(catalogue: Catalogue, page: Page) -> dict[str, list[Usage]]:
    """The pages that use this one, by kind, each with the sentence or the heading of its first use.

    A page that names it in its prose shows how; one that only lists it in a field comes with what the field says.
    """
    found: dict[Page, Usage] = {}
    named = (*catalogue.pointing_at(page, USES, LINKS, CITES), *catalogue.pointing_at(page, "reads", "about"))
    for reference in named:
        origin = reference.origin
        if origin.listed and origin not in found:
            found[origin] = Usage(origin, _said(catalogue, reference))
    uses = sorted(found.values(), key=lambda use: (use.page.title.casefold(), use.page.path))
    kinds = {
        kind: [use for use in uses if use.page.kind == kind] for kind in ("guide", "chat", "paper", "post", "term")
    }
    return {kind: several for kind, several in kinds.items() if several}


def _said(catalogue: Catalogue, reference: Reference) -> str:
    record = reference.origin.record
    if reference.relation == "reads" and isinstance(record, Chat):
        by_id = catalogue.names.by_id
        return next(
            (item.why for item in record.reading if item.why and by_id.get(item.page or "") is reference.target), ""
        )
    heading = reference.heading
    return reference.sentence or (heading.text if heading else "")


def sources_of(catalogue: Catalogue, page: Page) -> list[Page]:
    """The papers a page relies on, in its claims, its fields and its prose, by author and year."""
    found = {
        reference.target.path: reference.target
        for reference in catalogue.leads_from.get(page.path, ())
        if reference.relation in (CITES, "rests on", "sourced from") and not reference.target.record.draft
    }
    return sorted(found.values(), key=lambda paper: paper.id)
