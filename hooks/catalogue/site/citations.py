"""How papers are cited: in a sentence, and in a list of sources. Each paper is put into words once for a catalogue."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from catalogue.graph import Catalogue, Page
from catalogue.records import Chat, Post
from catalogue.site.csl import Item, item
from catalogue.site.harvard import Reference, references


class Library:
    """The papers of a catalogue as references, each in every form; drafts too, since a draft may cite a draft."""

    def __init__(self, catalogue: Catalogue) -> None:
        papers = [page for page in catalogue.records if page.kind == "paper"]
        self.items: dict[str, Item] = {page.path: item(page) for page in papers}
        self._references = dict(zip(self.items, references(list(self.items.values())), strict=True))

    def reference(self, page: Page) -> Reference:
        """A paper in Harvard style."""
        return self._references[page.path]

    def in_text(self, page: Page, *, suppress_author: bool = False) -> str:
        """The words that stand for a paper in a sentence: `Christmas and Srivastava, 2019`, or the year alone."""
        found = self.reference(page)
        return found.year if suppress_author else found.cited


@lru_cache(maxsize=1)
def library(catalogue: Catalogue) -> Library:
    """The papers of a catalogue as references, made when they are first asked for."""
    return Library(catalogue)


def version_day(page: Page) -> date | None:
    """The day of the version of a page that is to be cited: of its newest change, or of what it tells."""
    record = page.record
    days = [record.version]
    if isinstance(record, Chat):
        told = (record.moved_from, record.cancelled)
        days += [record.announced, *(each.on for each in told if each)]
        days += [record.outcome.written_up] if record.outcome else []
    elif isinstance(record, Post):
        days += [record.date]
    return max((day for day in days if day), default=None)
