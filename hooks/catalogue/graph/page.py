"""One page as read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from catalogue.addresses import address
from catalogue.diagnostics import Diagnostic
from catalogue.frontmatter import FrontMatter
from catalogue.graph.sentences import Sentences, sentences
from catalogue.prose import Prose
from catalogue.records import Record, Status
from catalogue.text import Source, Span


@dataclass(frozen=True, eq=False)
class Page:
    """One page as read: its text, its block at the top, its prose, its record, and the problems met in reading."""

    source: Source
    front: FrontMatter
    prose: Prose
    record: Record
    problems: tuple[Diagnostic, ...]

    @property
    def path(self) -> str:
        """Relative to the docs folder."""
        return self.source.path

    @cached_property
    def sentences(self) -> Sentences:
        """The sentences of its prose."""
        return sentences(self.prose)

    @cached_property
    def id(self) -> str:
        """The file name without `.md`; for a plain page the whole path, so that it never takes a record's id."""
        return self.path[:-3].rpartition("/")[2] if self.is_record else self.path

    @property
    def kind(self) -> str:
        """Which kind of record it is, or `page`."""
        return self.record.kind

    @property
    def is_record(self) -> bool:
        """It is one of the five kinds, not a plain page."""
        return self.record.kind != "page"

    @property
    def complete(self) -> bool:
        """Its block is there and could be read whole, so that what it lacks can be judged."""
        return self.front.present and self.front.complete

    @property
    def title(self) -> str:
        """Its title, or the id of a page that has lost its title."""
        return self.record.title or self.id

    @cached_property
    def address(self) -> str:
        """Its address below the site's own."""
        return address(self.path)

    @property
    def body(self) -> str:
        """The prose as typed."""
        return self.source.text[self.prose.start :]

    def place(self, *path: str | int) -> Span:
        """Where a field stands, or the nearest group of fields around it, or the top of the page."""
        while path:
            if span := self.front.places.get(path) or self.front.keys.get(path):
                return span
            path = path[:-1]
        return Span(0, 3)

    @property
    def listed(self) -> bool:
        """It is a record for readers now: neither a draft nor retired."""
        return self.is_record and not self.record.draft and not self.record.retired

    @cached_property
    def release(self) -> date | None:
        """The first day on which readers can see it, as its fields say; none when they say nothing."""
        days = [getattr(self.record, name, None) for name in ("published", "announced", "added", "date")]
        return max((day for day in days if day), default=None)

    def on(self, day: date) -> Page:
        """The page as it stands on a day: a draft while its first day is still to come."""
        if self.record.draft or self.release is None or self.release <= day:
            return self
        return replace(self, record=self.record.model_copy(update={"status": Status.DRAFT}))
