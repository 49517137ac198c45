"""Who relies on a paper, and which of a page's papers can no longer be relied on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.graph import LINKS, USES, Catalogue, Page, Reference
from catalogue.records import Chat, Guide, Paper, SourceStatus
from catalogue.rules.evidence import RELIES

ORDER = ("guide", "term", "chat", "paper", "post", "page")
"""The order in which pages that rely on a paper are listed."""


@dataclass(frozen=True)
class Ground:
    """One thing that rests on a paper: a claim with its strength, a definition, or a sentence."""

    words: str
    strength: str = ""


@dataclass(frozen=True)
class Reliance:
    """A page that relies on a paper, and what on it does."""

    page: Page
    grounds: tuple[Ground, ...]


def relied_on_by(catalogue: Catalogue, paper: Page) -> dict[str, list[Reliance]]:
    """The pages that rely on a paper, by kind; retired pages, which nobody should use, are left out."""
    found: dict[Page, list[Ground]] = {}
    for reference in catalogue.pointing_at(paper, *RELIES):
        if not reference.origin.record.retired:
            found.setdefault(reference.origin, []).append(_ground(catalogue, reference))
    reliances = [Reliance(page, tuple(dict.fromkeys(grounds))) for page, grounds in found.items()]
    reliances.sort(key=lambda each: (each.page.title.casefold(), each.page.path))
    kinds = {kind: [each for each in reliances if each.page.kind == kind] for kind in ORDER}
    return {kind: several for kind, several in kinds.items() if several}


def _ground(catalogue: Catalogue, reference: Reference) -> Ground:
    record = reference.origin.record
    if reference.relation == "sourced from":
        return Ground(record.gist)
    if isinstance(record, Guide) and reference.relation == "rests on":
        strength = next((claim.strength for claim in record.claims if claim.text == reference.note), None)
        return Ground(reference.note, strength.value if strength else "")
    heading = reference.heading
    return Ground(reference.sentence or (heading.text if heading else ""))


def discussed_in(catalogue: Catalogue, paper: Page) -> list[Reliance]:
    """The chats whose reading list names a paper, the latest first, each with its line of why."""
    found = []
    for reference in catalogue.pointing_at(paper, "reads"):
        record = reference.origin.record
        if isinstance(record, Chat):
            items = (item for item in record.reading if catalogue.names.by_id.get(item.page or "") is paper)
            found.append(Reliance(reference.origin, tuple(Ground(item.why) for item in items if item.why)))
    return sorted(found, key=lambda each: each.page.id, reverse=True)


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
        paper = reference.target.record
        if isinstance(paper, Paper) and paper.source_status is not SourceStatus.OK and reference.target is not page:
            yield reference.target
