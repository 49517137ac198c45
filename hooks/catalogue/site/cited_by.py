"""Who uses a page: the pages that rely on a paper, that use a word, and what a page itself relies on and uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from catalogue.graph import CITES, LINKS, RELIES, USES, Catalogue, Page, Reference
from catalogue.kinds import ROWS
from catalogue.records import Paper, SourceStatus


class Ground(NamedTuple):
    """One thing that rests on a paper: a claim with its strength, a definition, or a sentence."""

    words: str
    strength: str = ""


class Reliance(NamedTuple):
    """A page that relies on a paper, and what on it does."""

    page: Page
    grounds: tuple[Ground, ...]


def relied_on_by(catalogue: Catalogue, paper: Page) -> dict[str, list[Reliance]]:
    """The pages that rely on a paper, by kind; retired pages, which nobody should use, are left out."""
    found: dict[Page, list[Ground]] = {}
    for reference in catalogue.pointing_at(paper, *RELIES):
        if not reference.origin.record.retired:
            found.setdefault(reference.origin, []).append(_ground(reference))
    reliances = [Reliance(page, tuple(dict.fromkeys(grounds))) for page, grounds in found.items()]
    reliances.sort(key=lambda each: (each.page.title.casefold(), each.page.path))
    return _by_kind(reliances)


def _ground(reference: Reference) -> Ground:
    record = reference.origin.record
    if reference.relation == "sourced from":
        return Ground(record.gist)
    if reference.relation == "rests on":
        return Ground(reference.note, record.strength_of(reference.note))
    return Ground(_said(reference))


def discussed_in(catalogue: Catalogue, paper: Page) -> list[Reliance]:
    """The chats whose reading list names a paper, the latest first, each with its line of why."""
    found: dict[Page, list[Ground]] = {}
    for reference in catalogue.pointing_at(paper, "reads"):
        found.setdefault(reference.origin, []).extend([Ground(reference.note)] if reference.note else [])
    several = [Reliance(page, tuple(grounds)) for page, grounds in found.items()]
    return sorted(several, key=lambda each: each.page.id, reverse=True)


def named_in(catalogue: Catalogue, paper: Page) -> list[Page]:
    """The pages that link to a paper without relying on it, by title."""
    relying = {reference.origin for reference in catalogue.pointing_at(paper, *RELIES, "reads")}
    naming = {reference.origin for reference in catalogue.pointing_at(paper, USES, LINKS, "about")}
    found = [page for page in naming - relying if not page.record.retired]
    return sorted(found, key=lambda page: (page.title.casefold(), page.path))


def troubled(catalogue: Catalogue, page: Page) -> list[Page]:
    """The papers a page relies on that have been retracted or superseded, or are gone, each once."""
    return list(dict.fromkeys(_troubled(catalogue, page)))


def _troubled(catalogue: Catalogue, page: Page) -> Iterator[Page]:
    for reference in catalogue.pointed_at(page, *RELIES):
        paper = reference.target.record_as(Paper)
        if paper.source_status is not SourceStatus.OK and reference.target is not page:
            yield reference.target


class Usage(NamedTuple):
    """A page that uses another, and the sentence or heading where it does."""

    page: Page
    words: str


T = TypeVar("T", Reliance, Usage)


def words_used(catalogue: Catalogue, page: Page) -> list[Page]:
    """The terms a page links, in alphabetical order, each once."""
    found = {
        reference.target.path: reference.target
        for reference in catalogue.leads_from.get(page.path, ())
        if reference.relation in (USES, LINKS) and reference.target.row.defines
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
            found[origin] = Usage(origin, _said(reference))
    uses = sorted(found.values(), key=lambda use: (use.page.title.casefold(), use.page.path))
    return _by_kind(uses)


def _by_kind(found: Iterable[T]) -> dict[str, list[T]]:
    """What pages do, by the kind of each page: the kinds in their own order, what is of one kind in the order given."""
    kinds: dict[str, list[T]] = {kind: [] for kind in ROWS}
    for each in found:
        kinds[each.page.kind].append(each)
    return {kind: several for kind, several in kinds.items() if several}


def _said(reference: Reference) -> str:
    """The sentence or the words of the field where a page names another, else the heading above."""
    return reference.sentence or (reference.heading.text if reference.heading else "")


def sources_of(catalogue: Catalogue, page: Page) -> list[Page]:
    """The papers a page relies on, in its claims, its fields and its prose, by author and year."""
    found = {
        reference.target.path: reference.target
        for reference in catalogue.leads_from.get(page.path, ())
        if reference.relation in (CITES, "rests on", "sourced from") and not reference.target.record.draft
    }
    return sorted(found.values(), key=lambda paper: paper.id)
