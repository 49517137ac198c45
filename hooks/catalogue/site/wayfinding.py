"""Where a page stands among the others: its trail, its neighbours, what is related. All of it from the graph."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from math import log2
from typing import NamedTuple

from catalogue.graph import Catalogue, Page
from catalogue.kinds import ROWS
from catalogue.labels import fold
from catalogue.records import Element, Genre
from catalogue.records.guide import Theme

WINDOW = 12
"""The most pages that stand beside a page: a menu of all of them would grow with the square of the site."""

TELLING = 50
"""A page that more guides than this lead to says nothing about how two of them are alike."""

RELATED = 3
"""The most guides that are offered as related."""


class Step(NamedTuple):
    """One step of a trail: its words, and the address below the site's own."""

    words: str
    address: str


class Shelf(NamedTuple):
    """The pages beside a page: a heading with its address, a part of the section's pages in order, and their number."""

    heading: Step
    pages: tuple[Page, ...]
    whole: int


@dataclass(frozen=True, eq=False)
class Wayfinding:
    """The ways through a catalogue."""

    catalogue: Catalogue

    def trail(self, page: Page) -> list[Step]:
        """The steps from the home page down to a page, which is not one of them."""
        if not page.address:
            return []
        home = [Step("Home", "")]
        if page.is_record:
            place = self._group(page)
            section = Step(ROWS[page.kind].section, f"{ROWS[page.kind].folder}/")
            return [*home, section, *([place] if place != section else [])]
        return home + [Step(each.title, each.address) for each in self._above(page)]

    def _above(self, page: Page) -> list[Page]:
        folders = page.address.rstrip("/").split("/")[:-1]
        above = ("/".join(folders[: depth + 1]) for depth in range(len(folders)))
        places = (place for folder in above for place in (f"{folder}/index.md", f"{folder}.md"))
        return [found for place in places if (found := self.catalogue.by_path.get(place)) and not found.record.draft]

    def shelf(self, page: Page) -> Shelf:
        """The pages beside a page, itself among them: those of its group, as many as a menu can hold."""
        group = self._group(page)
        pages = self._order[group]
        place = self._places.get(page.path, 0)
        first = max(0, min(place - WINDOW // 2, len(pages) - WINDOW))
        return Shelf(group, tuple(pages[first : first + WINDOW]), len(pages))

    def groups(self, page: Page) -> list[Step]:
        """The groups of the section a page is in, in their own order; none for a plain page."""
        return self._sections.get(page.kind, []) if page.is_record else []

    def within(self, group: Step) -> list[Page]:
        """The pages of a group that readers see, in the order in which they read on."""
        return self._order.get(group, [])

    @cached_property
    def _sections(self) -> dict[str, list[Step]]:
        """The groups of each kind, themes and elements as they are declared, the others by name."""
        ranks = [*Theme, *Element, *Genre]
        found: dict[str, dict[Step, None]] = defaultdict(dict)
        for group, pages in self._order.items():
            if pages[0].is_record:
                found[pages[0].kind][group] = None
        order = {f"{value.value.replace(' ', '-')}": rank for rank, value in enumerate(ranks)}

        def rank(step: Step) -> tuple[int, int]:
            """Where a group stands: as it is declared; of years, the latest first."""
            name = step.address.partition("#")[2].partition("-")[2]
            return order.get(name, len(order)), -int(name) if name.isdigit() else 0

        return {kind: sorted(steps, key=rank) for kind, steps in found.items()}

    def before(self, page: Page) -> Page | None:
        """The page that comes before a page in its group."""
        return self._beside(page, -1)

    def after(self, page: Page) -> Page | None:
        """The page that comes after a page in its group: the next guide of the theme, the next word."""
        return self._beside(page, 1)

    def _beside(self, page: Page, step: int) -> Page | None:
        place = self._places.get(page.path)
        group = self._order[self._group(page)] if place is not None else []
        wanted = -1 if place is None else place + step
        return group[wanted] if 0 <= wanted < len(group) else None

    def _group(self, page: Page) -> Step:
        """The group a page belongs to, as a step of the trail."""
        return self._groups.get(page.path) or _group_of(page)

    @cached_property
    def _groups(self) -> dict[str, Step]:
        return {page.path: _group_of(page) for page in self.catalogue.pages}

    @cached_property
    def _order(self) -> dict[Step, list[Page]]:
        """The pages of each group that readers see, in the order in which they read on."""
        found: dict[Step, list[Page]] = defaultdict(list)
        for page in sorted(self.catalogue.pages, key=_reading_order):
            if page.listed or (not page.is_record and page.address and not page.record.draft):
                found[self._group(page)].append(page)
        return found

    @cached_property
    def _places(self) -> dict[str, int]:
        return {page.path: place for group in self._order.values() for place, page in enumerate(group)}

    def related(self, guide: Page) -> list[Page]:
        """The guides most like a guide: those it links or that link it, and those that rest on the same pages.

        A page that few guides lead to counts for more. Where nothing joins two guides, their theme does.
        """
        alike: dict[str, float] = defaultdict(float)
        # In one order in every run: what is added in another can differ in its last figure, and so can the choice.
        for target in dict.fromkeys(one.target.path for one in self.catalogue.leads_from.get(guide.path, ())):
            if target in self._guides:
                alike[target] += 2
            leading = self._leading.get(target, set())
            weight = 1 / log2(1 + len(leading)) if 1 < len(leading) <= TELLING else 0
            for other in leading if weight else ():
                alike[other] += weight
        for reference in self.catalogue.leads_to.get(guide.path, ()):
            if reference.origin.path in self._guides:
                alike[reference.origin.path] += 2
        for beside in self._order.get(self._group(guide), [])[:TELLING]:
            alike[beside.path] += 0.5
        alike.pop(guide.path, None)
        best = nsmallest(RELATED, alike, key=lambda path: (-alike[path], path))
        return [self._guides[path] for path in best]

    @cached_property
    def _guides(self) -> dict[str, Page]:
        return {page.path: page for page in self.catalogue.of_kind("guide")}

    @cached_property
    def _leading(self) -> dict[str, set[str]]:
        """The guides that lead to each page, by their paths."""
        found: dict[str, set[str]] = defaultdict(set)
        for path in self._guides:
            for reference in self.catalogue.leads_from.get(path, ()):
                found[reference.target.path].add(path)
        return found


def _group_of(page: Page) -> Step:
    """A record's group within its section; a plain page's folder."""
    section = f"{page.row.folder}/"
    if group := page.record.group:
        anchor, words = group
        return Step(words, f"{section}#{anchor}")
    if page.is_record:
        return Step(page.row.section, section)
    above, _, name = page.path.rpartition("/")
    folder = page.address.partition("/")[0] if name == "index.md" else above
    return Step(folder.rpartition("/")[2].capitalize(), f"{folder}/")


def _reading_order(page: Page) -> tuple[bool, str, str, str]:
    """By title; what happened on a day, the newest first; of a folder, its first page first."""
    day = page.record.happened
    newest = "".join(chr(0x10FFFF - ord(each)) for each in day.isoformat()) if day else ""
    return not page.path.endswith("index.md"), newest, fold(page.title), page.path
