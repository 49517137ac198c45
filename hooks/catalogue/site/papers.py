"""What templates ask about papers: by group, what a licence allows, and who relies on each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup

from catalogue.graph import RELIES, Catalogue, Page
from catalogue.labels import fold
from catalogue.records import Element, Genre, Paper
from catalogue.site import citations, cited_by, linked_data


class PaperGroup(NamedTuple):
    """Some papers under one heading; `anchor` is its address in the page."""

    label: str
    anchor: str
    papers: tuple[Page, ...]


def _grouped(papers: Iterable[Page], labels: Callable[[Paper], Iterable[str]]) -> dict[str, list[Page]]:
    found: dict[str, list[Page]] = defaultdict(list)
    for page in papers:
        for label in dict.fromkeys(labels(page.record_as(Paper))):
            found[label].append(page)
    return found


def by_year(papers: Iterable[Page]) -> list[PaperGroup]:
    """The papers by year, the newest first; those with no date last."""
    found = _grouped(papers, lambda paper: [str(paper.year or "No date")])
    years = sorted(found, key=lambda label: (label.isdigit(), label), reverse=True)
    return [PaperGroup(label, f"year-{label.lower().replace(' ', '-')}", tuple(found[label])) for label in years]


def by_author(papers: Iterable[Page]) -> list[PaperGroup]:
    """The papers by author, the newest first, as an index of names: family name first, organisations by their name."""
    found = _grouped(papers, lambda paper: [author.listed for author in paper.authors if author.name])
    return [PaperGroup(label, "", tuple(_newest_first(found[label]))) for label in sorted(found, key=fold)]


def _newest_first(papers: Iterable[Page]) -> list[Page]:
    """A paper without a year comes last."""
    return sorted(papers, key=lambda page: page.record_as(Paper).year or 0, reverse=True)


def by_genre(papers: Iterable[Page]) -> list[PaperGroup]:
    """The papers by genre, in the order in which the genres are declared."""
    found = _grouped(papers, lambda paper: [paper.genre.value] if paper.genre else [])
    return [_named(genre.value, found) for genre in Genre if genre.value in found]


def by_element(papers: Iterable[Page]) -> list[PaperGroup]:
    """The papers by the elements they bear on, in the order of the discussion paper."""
    found = _grouped(papers, lambda paper: [element.value for element in paper.elements])
    return [_named(element.value, found) for element in Element if element.value in found]


def _named(label: str, found: dict[str, list[Page]]) -> PaperGroup:
    return PaperGroup(label.capitalize(), label.replace(" ", "-"), tuple(found[label]))


@dataclass(frozen=True, eq=False)
class Papers:
    """The papers of a catalogue, in the shapes that pages show."""

    catalogue: Catalogue

    @cached_property
    def library(self) -> citations.Library:
        """The papers as references, made once."""
        return citations.library(self.catalogue)

    def listed(self, papers: list[Page]) -> list[Page]:
        """Papers in the order of a list of sources: by their entries."""
        return sorted(papers, key=lambda paper: self.library.reference(paper).text.casefold())

    def troubled(self, page: Page) -> list[Page]:
        """The papers a page relies on that can no longer be relied on."""
        return [paper for paper in cited_by.troubled(self.catalogue, page) if not paper.record.draft]

    def citation_tags(self, paper: Page) -> list[tuple[str, str]]:
        """The `citation_*` tags of a paper."""
        return list(linked_data.citation_tags(paper, self.library.items[paper.path]))

    def json_ld(self, paper: Page, here: str) -> Markup:
        """A paper after schema.org as JSON-LD 1.1, for a script element; `here` is its page's whole address."""
        return linked_data.json_ld(paper, self.library.items[paper.path], here)

    def start_here(self, most: int) -> list[Page]:
        """The papers that most pages rest on, the newest first among equals."""
        resting = {
            page: len({each.origin.path for each in self.catalogue.pointing_at(page, *RELIES)})
            for page in _newest_first(self.catalogue.of_kind("paper"))
        }
        return [page for page in sorted(resting, key=resting.__getitem__, reverse=True) if resting[page]][:most]

    @property
    def groups(self) -> dict[str, list[PaperGroup]]:
        """The papers that readers see in lists, by year, author, genre and element."""
        papers = self.listed(list(self.catalogue.of_kind("paper")))
        return {
            "year": by_year(papers),
            "author": by_author(papers),
            "genre": by_genre(papers),
            "element": by_element(papers),
        }
