"""Every reference between pages, and the words around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from catalogue.addresses import follow
from catalogue.frontmatter import Path as FieldPath
from catalogue.graph.names import Names, Resolution
from catalogue.graph.page import Page
from catalogue.markdown import Citation, CitationItem, Heading, Link, LinkKind, Prose, normalise_label
from catalogue.text import Span

USES, CITES, LINKS = "uses", "cites", "links to"

RELIES = ("rests on", "sourced from", CITES)
"""The relations by which a page relies on a paper."""


@dataclass(frozen=True, eq=False, slots=True)
class Reference:
    """One page names another: which, how (`broader`, `rests on`, `uses`, `cites`…), and where: a place, or a field."""

    origin: Page
    target: Page
    relation: str
    where: Span | FieldPath
    note: str = ""

    @property
    def span(self) -> Span:
        """Its place in the text of the page that makes it."""
        if isinstance(self.where, Span):
            return self.where
        return self.origin.front.places.get(self.where, Span(0, 3))

    @property
    def heading(self) -> Heading | None:
        """The heading in the prose under which it stands."""
        return heading_above(self.origin.prose, self.span.start)

    @property
    def sentence(self) -> str:
        """The sentence in which it stands, or the words of the field."""
        return self.note or self.origin.sentences.around(self.span)


class Use(NamedTuple):
    """A reference link in a page's prose, and what its label means."""

    page: Page
    link: Link
    resolution: Resolution


class Cite(NamedTuple):
    """One item of a citation in a page's prose, and the paper it means, if there is one."""

    page: Page
    citation: Citation
    item: CitationItem
    paper: Page | None


def uses(page: Page, names: Names) -> Iterator[Use]:
    """The reference links of a page whose label the page does not define itself.

    A bare `[label]` counts only where the label is a name: otherwise it is just words in brackets.
    """
    own = {normalise_label(one.label) for one in page.prose.definitions}
    for link in page.prose.links:
        if link.kind is not LinkKind.REFERENCE or (own and normalise_label(link.target) in own):
            continue
        resolution = names.resolve(link.target)
        if link.shortcut and (resolution.page is None or (len(link.target) < 3 and not link.target.isupper())):
            continue
        if link.shortcut and resolution.page and resolution.page.record.draft and not page.record.draft:
            continue  # words in brackets become no link by what is not on the site
        yield Use(page, link, resolution)


def cites(page: Page, names: Names) -> Iterator[Cite]:
    """The citations of a page, item by item."""
    for citation in page.prose.citations:
        for item in citation.items:
            found = names.by_id.get(item.key)
            yield Cite(page, citation, item, found if found and found.kind == "paper" else None)


def from_fields(page: Page, names: Names) -> Iterator[Reference]:
    """What the fields of a page name, where it resolves."""
    for path, target, means in page.named:
        found = names.by_id.get(target)
        if found is not None and (not means.kinds or found.kind in means.kinds):
            note = page.record.note_at(path)
            yield Reference(page, found, means.relation, path, note)


def links(page: Page, by_path: dict[str, Page]) -> Iterator[Reference]:
    """The relative links of a page that lead to another page."""
    for link in page.prose.links:
        if link.kind is not LinkKind.INLINE:
            continue
        place = follow(link.target, page.path)
        target = by_path.get(place[0]) if place else None
        if target is not None and target is not page:
            yield Reference(page, target, LINKS, link.span)


def heading_above(prose: Prose, offset: int) -> Heading | None:
    """The last heading before a place; none above the first. `offset` counts characters of the page's text from 0."""
    index = bisect_right([heading.span.start for heading in prose.headings], offset)
    return prose.headings[index - 1] if index else None
