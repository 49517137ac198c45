"""The catalogue: every page, joined."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from catalogue.graph.names import Names
from catalogue.graph.page import Page
from catalogue.graph.references import CITES, USES, Cite, Reference, Use, cites, from_fields, links, uses
from catalogue.labels import fold
from catalogue.ledger import NO_LEDGER, Ledger
from catalogue.records import Record
from catalogue.text import Source, Span

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, eq=False)
class Pages(ABC):
    """Pages as each is for itself: all that a rule is given which looks at one page at a time.

    Of other pages such a rule can ask no more than whether what a page refers to is there.
    """

    pages: tuple[Page, ...]

    @abstractmethod
    def led(self, page: Page) -> tuple[Span, ...]:
        """Where the references of a page stand that lead somewhere."""

    @abstractmethod
    def is_name(self, words: str, page: Page) -> bool:
        """Whether some page has these words for a name, as is asked of `page`."""

    @cached_property
    def records(self) -> tuple[Page, ...]:
        """The pages of the five kinds, drafts and retired ones included."""
        return tuple(page for page in self.pages if page.is_record)

    def records_of(self, model: type[R]) -> Iterator[tuple[Page, R]]:
        """Every page of a kind, with its record as that kind; drafts and retired ones included."""
        for page in self.pages:
            if isinstance(page.record, model):
                yield page, page.record

    def of_kind(self, kind: str) -> tuple[Page, ...]:
        """The records of one kind that readers see in lists, by title."""
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Page, ...]]:
        kinds: dict[str, list[Page]] = defaultdict(list)
        for page in sorted(self.records, key=lambda page: (fold(page.title), page.path)):
            if page.listed:
                kinds[page.kind].append(page)
        return {kind: tuple(pages) for kind, pages in kinds.items()}


@dataclass(frozen=True, eq=False)
class Catalogue(Pages):
    """All pages, read and joined.

    `files` are the other files in the docs folder, by path; `ledger` what was sent; `refused` what stands there and is
    not read or published, each with its flaw; `established` the paths of the pages that were there before a proposal,
    where that is known; `site` the address of the site, with a slash at its end, or nothing; `named` the files that its
    settings name.
    """

    files: frozenset[str] = frozenset()
    ledger: Ledger = NO_LEDGER
    refused: tuple[Source, ...] = ()
    established: frozenset[str] = frozenset()
    site: str = ""
    named: frozenset[str] = frozenset()

    def on(self, day: date) -> Catalogue:
        """The catalogue as readers meet it on `day`, in the UK: a page whose first day is still to come is a draft.

        A page or file whose name is no UTF-8 has no address, and is not there.
        """
        pages = tuple(page.on(day) for page in self.pages if _has_address(page.path))
        files = frozenset(filter(_has_address, self.files))
        return self if pages == self.pages and files == self.files else replace(self, pages=pages, files=files)

    def as_at(self, day: date) -> Catalogue:
        """The catalogue as its records say it stood on `day`, one in the UK: less what came later, as far as they tell.

        Words that were mended since stand as they are now: only git remembers those.
        """
        pages = tuple(replace(page, record=page.record.model_copy(update=page.record.at(day))) for page in self.pages)
        lines = tuple(line for line in self.ledger.lines if line.out <= day)
        ledger = replace(self.ledger, lines=lines, kept=bool(lines) and self.ledger.kept)
        return replace(self, pages=pages, ledger=ledger).on(day)

    @cached_property
    def by_path(self) -> dict[str, Page]:
        """Pages by path."""
        return {page.path: page for page in self.pages}

    @cached_property
    def addresses(self) -> frozenset[str]:
        """The addresses of the pages, below the site's own."""
        return frozenset(page.address for page in self.pages)

    def listed(self, model: type[R]) -> list[tuple[Page, R]]:
        """The pages of a kind that readers see in lists, by title, each with its record as that kind."""
        return [(page, page.record_as(model)) for page in self.of_kind(model.kind)]

    @cached_property
    def names(self) -> Names:
        """Every name, and what a label means."""
        return Names(self.records, self.established)

    @cached_property
    def uses(self) -> dict[str, tuple[Use, ...]]:
        """The reference links of each page, by its path."""
        return {page.path: tuple(uses(page, self.names)) for page in self.pages}

    def led(self, page: Page) -> tuple[Span, ...]:
        """Where the references of a page stand that lead somewhere."""
        return tuple(use.link.span for use in self.uses[page.path])

    def is_name(self, words: str, page: Page) -> bool:
        """Whether some page has these words for a name."""
        return self.names.resolve(words).page is not None

    @cached_property
    def cites(self) -> dict[str, tuple[Cite, ...]]:
        """The citations of each page, by its path."""
        return {page.path: tuple(cites(page, self.names)) for page in self.pages}

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every reference that resolves, in the order of pages and places."""
        found: list[Reference] = []
        for page in self.pages:
            found.extend(from_fields(page, self.names))
            here = [
                Reference(page, use.resolution.page, USES, use.link.span)
                for use in self.uses[page.path]
                if use.resolution.page
            ]
            here += [Reference(page, one.paper, CITES, one.item.span) for one in self.cites[page.path] if one.paper]
            here += links(page, self.by_path)
            found.extend(sorted(here, key=lambda reference: reference.span))
        return tuple(found)

    @cached_property
    def leads_to(self) -> dict[str, tuple[Reference, ...]]:
        """The references that lead to each page from another one, by its path."""
        found: dict[str, list[Reference]] = defaultdict(list)
        for reference in self.references:
            if reference.origin is not reference.target:
                found[reference.target.path].append(reference)
        return {path: tuple(each) for path, each in found.items()}

    @cached_property
    def leads_from(self) -> dict[str, tuple[Reference, ...]]:
        """The references that each page makes, by its path."""
        found: dict[str, list[Reference]] = defaultdict(list)
        for reference in self.references:
            found[reference.origin.path].append(reference)
        return {path: tuple(each) for path, each in found.items()}

    def pointing_at(self, page: Page, *relations: str) -> Iterator[Reference]:
        """The references of these relations that lead to a page from pages readers can see."""
        for reference in self.leads_to.get(page.path, ()):
            if reference.relation in relations and not reference.origin.record.draft:
                yield reference

    def pointed_at(self, page: Page, *relations: str) -> Iterator[Reference]:
        """The references of these relations that a page makes."""
        for reference in self.leads_from.get(page.path, ()):
            if reference.relation in relations:
                yield reference


@dataclass(frozen=True, eq=False)
class Alone(Pages):
    """Some pages of a catalogue, each as it is for itself; `asked` are the names asked for, by the page's path."""

    catalogue: Catalogue
    asked: dict[str, dict[str, bool]] = field(default_factory=lambda: defaultdict(dict))

    def led(self, page: Page) -> tuple[Span, ...]:
        """Where the references of a page stand that lead somewhere."""
        return self.catalogue.led(page)

    def is_name(self, words: str, page: Page) -> bool:
        """Whether some page has these words for a name; it is noted that `page` depends on it."""
        return self.asked[page.path].setdefault(words, self.catalogue.is_name(words, page))


def _has_address(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
