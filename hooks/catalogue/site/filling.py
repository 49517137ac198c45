"""Fills the holes in a page's HTML: where links lead, what citations say, which words of the glossary open."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from html import escape
from urllib.parse import quote

from catalogue.addresses import address, follow, relative
from catalogue.graph import Catalogue, Page
from catalogue.markdown import Citation, Hole, HoleKind, Link
from catalogue.site.citations import Library, library
from catalogue.text import Span

_PLAIN = "/#?=%&+,.~-_;"
"""What an address that leads to no file keeps as typed; a colon is not among them, so that it never has a scheme."""


def fill(catalogue: Catalogue, page: Page, files: Collection[str], words: Collection[str]) -> str:
    """The finished HTML of a page's prose.

    `files` are the paths of all that can be linked to, relative to the docs folder; `words` those of the terms the page
    defines at its end: the first link to each in a section is marked as one that opens its definition. A reference that
    does not resolve is shown as typed.
    """
    filling = _Filling(catalogue, page, files, words)
    return "".join(part if isinstance(part, str) else filling.filled(part) for part in page.prose.parts)


class _Filling:
    def __init__(self, catalogue: Catalogue, page: Page, files: Collection[str], words: Collection[str]) -> None:
        self.catalogue, self.page, self.files, self.words = catalogue, page, files, words
        self.section, self.seen = 0, set[str]()

    @cached_property
    def targets(self) -> dict[int, Page]:
        """Where the page's references lead, by the start of each; a draft is seen by drafts alone."""
        uses = self.catalogue.uses[self.page.path]
        return {
            use.link.span.start: use.resolution.page
            for use in uses
            if use.resolution.page is not None and _open(use.resolution.page, self.page)
        }

    @cached_property
    def typed(self) -> dict[int, Link]:
        """The links of the page, by their starts."""
        return {link.span.start: link for link in self.page.prose.links}

    @cached_property
    def citations(self) -> dict[int, Citation]:
        """The citations of the page, by their starts."""
        return {one.span.start: one for one in self.page.prose.citations}

    @cached_property
    def cited(self) -> dict[Span, Page | None]:
        """The papers that the page cites, by where each is named."""
        return {cite.item.span: cite.paper for cite in self.catalogue.cites[self.page.path]}

    def filled(self, hole: Hole) -> str:
        """What stands in a hole, as HTML."""
        if hole.section != self.section:
            self.section = hole.section
            self.seen.clear()
        if hole.kind is HoleKind.CITATION:
            return self._citation(self.citations[hole.start])
        if hole.kind is HoleKind.ADDRESS:
            path, found = self._address(hole.target)
            return self._marked(path) * ("href" in hole.before) + hole.before + found
        target = self.targets.get(hole.start)
        if target is not None and hole.kind is HoleKind.OPENING:
            found = escape(quote(relative(target.address, self.page.address)))
            return f'<a {self._marked(target.path)}{hole.before}href="{found}"{hole.after}>'
        if target is not None:
            return "</a>"
        if hole.kind is HoleKind.OPENING:
            return "["
        return escape(self.typed[hole.start].closing(self.page.source.text), quote=False)

    def _address(self, typed: str) -> tuple[str, str]:
        """The page a relative link leads to as a whole, and the address as this page names it."""
        place = follow(typed, self.page.path)
        if place is None or place[0] not in self.files:
            return "", escape(quote(typed, safe=_PLAIN))
        path, part = place
        found = relative(quote(address(path)), quote(address(self.page.path)))
        return ("", f"{found}#{escape(part)}") if part else (path, found)

    def _marked(self, path: str) -> str:
        if path not in self.words or path in self.seen:
            return ""
        self.seen.add(path)
        return f'class="term" data-term="{self.catalogue.by_path[path].id}" '

    def _citation(self, citation: Citation) -> str:
        papers = [self.cited.get(item.span) for item in citation.items]
        if any(paper is None or not _open(paper, self.page) for paper in papers):
            return escape(self.page.source.text[citation.span.start : citation.span.end], quote=False)
        return f"({'; '.join(self._items(library(self.catalogue), citation, papers))})"

    def _items(self, cited: Library, citation: Citation, papers: list[Page | None]) -> Iterator[str]:
        for item, paper in zip(citation.items, papers, strict=True):
            assert paper is not None
            words = escape(cited.in_text(paper, suppress_author=item.suppress_author), quote=False)
            way = escape(quote(relative(paper.address, self.page.address)))
            locator = f", {escape(item.locator, quote=False)}" if item.locator else ""
            yield f'<a href="{way}">{words}</a>{locator}'


def _open(target: Page, origin: Page) -> bool:
    """Readers can open the target; a draft is seen by drafts alone."""
    return not target.record.draft or origin.record.draft
