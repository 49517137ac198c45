"""What templates ask about papers."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from catalogue.graph import Catalogue, Page
from catalogue.site import citations, cited_by, licences, scholar, shelves
from catalogue.site.harvard import Reference


@dataclass(frozen=True, eq=False)
class Papers:
    """The papers of a catalogue, in the shapes that pages show."""

    catalogue: Catalogue

    @property
    def library(self) -> citations.Library:
        """The papers as references, made once."""
        return citations.library(self.catalogue)

    def reference(self, paper: Page) -> Reference:
        """A paper in Harvard style."""
        return self.library.reference(paper)

    def listed(self, papers: list[Page]) -> list[Page]:
        """Papers in the order of a list of sources: by their entries."""
        return sorted(papers, key=lambda paper: self.reference(paper).text.casefold())

    def troubled(self, page: Page) -> list[Page]:
        """The papers a page relies on that can no longer be relied on."""
        return [paper for paper in cited_by.troubled(self.catalogue, page) if not paper.record.draft]

    def relied_on_by(self, paper: Page) -> dict[str, list[cited_by.Reliance]]:
        """The pages that rely on a paper, by kind."""
        return cited_by.relied_on_by(self.catalogue, paper)

    def discussed_in(self, paper: Page) -> list[cited_by.Reliance]:
        """The chats that read a paper."""
        return cited_by.discussed_in(self.catalogue, paper)

    def named_in(self, paper: Page) -> list[Page]:
        """The pages that link to a paper without relying on it."""
        return cited_by.named_in(self.catalogue, paper)

    def citation_tags(self, paper: Page) -> list[tuple[str, str]]:
        """The `citation_*` tags of a paper."""
        return list(scholar.citation_tags(paper, self.library.items[paper.path]))

    def json_ld(self, paper: Page, here: str) -> Markup:
        """A paper after schema.org; `here` is the whole address of its page."""
        return scholar.json_ld(paper, self.library.items[paper.path], here)

    @property
    def shelves(self) -> dict[str, list[shelves.Shelf]]:
        """The papers that readers see in lists, by year, author, genre and element."""
        papers = self.listed(list(self.catalogue.of_kind("paper")))
        return {
            "year": shelves.by_year(papers),
            "author": shelves.by_author(papers),
            "genre": shelves.by_genre(papers),
            "element": shelves.by_element(papers),
        }

    # Templates reach these by name; they need nothing of the catalogue.
    address = staticmethod(scholar.address)
    licence = staticmethod(licences.said_plainly)
    version_day = staticmethod(citations.version_day)
