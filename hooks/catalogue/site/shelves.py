"""The library by year, author, genre and element."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from catalogue.graph import Page
from catalogue.labels import fold
from catalogue.records import Element, Genre, Paper


@dataclass(frozen=True)
class Shelf:
    """Some papers under one heading; `anchor` is its address in the page."""

    label: str
    anchor: str
    papers: tuple[Page, ...]


def _shelves(papers: Iterable[Page], labels: Callable[[Paper], Iterable[str]]) -> dict[str, list[Page]]:
    found: dict[str, list[Page]] = defaultdict(list)
    for page in papers:
        if isinstance(page.record, Paper):
            for label in dict.fromkeys(labels(page.record)):
                found[label].append(page)
    return found


def by_year(papers: Iterable[Page]) -> list[Shelf]:
    """The papers by year, the newest first; those with no date last."""
    found = _shelves(papers, lambda paper: [str(paper.year) if str(paper.year).isdigit() else "No date"])
    years = sorted(found, key=lambda label: (label.isdigit(), label), reverse=True)
    return [Shelf(label, f"year-{label.lower().replace(' ', '-')}", tuple(found[label])) for label in years]


def by_author(papers: Iterable[Page]) -> list[Shelf]:
    """The papers by author, the newest first, as an index of names: family name first, organisations by their name."""
    found = _shelves(papers, lambda paper: [author.listed for author in paper.authors if author.name])
    return [Shelf(label, "", tuple(_newest_first(found[label]))) for label in sorted(found, key=fold)]


def _newest_first(papers: Iterable[Page]) -> list[Page]:
    """A paper without a year comes last."""
    years = {page.path: str(page.record.year) for page in papers if isinstance(page.record, Paper)}
    return sorted(papers, key=lambda page: years[page.path] if years[page.path].isdigit() else "", reverse=True)


def by_genre(papers: Iterable[Page]) -> list[Shelf]:
    """The papers by genre, in the order in which the genres are declared."""
    found = _shelves(papers, lambda paper: [paper.genre.value] if paper.genre else [])
    return [_named(genre.value, found) for genre in Genre if genre.value in found]


def by_element(papers: Iterable[Page]) -> list[Shelf]:
    """The papers by the elements they bear on, in the order of the discussion paper."""
    found = _shelves(papers, lambda paper: [element.value for element in paper.elements])
    return [_named(element.value, found) for element in Element if element.value in found]


def _named(label: str, found: dict[str, list[Page]]) -> Shelf:
    return Shelf(label.capitalize(), label.replace(" ", "-"), tuple(found[label]))
