"""Every name in the catalogue, what a label means, and what was probably meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import ne
from typing import NamedTuple

from catalogue.admitted import identifier
from catalogue.graph.page import Page
from catalogue.labels import fold, is_slip, nearest, number_variants
from catalogue.records import Paper


class Resolution(NamedTuple):
    """What a label leads to: one page, or none with the nearest names, or several pages that share the name."""

    page: Page | None = None
    several: tuple[Page, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class Names:
    """The names of these records: titles, other names, ids and former ids.

    `established` are the paths of the pages that were there before a proposal, where that is known: they keep their
    names.
    """

    records: tuple[Page, ...]
    established: frozenset[str] = frozenset()

    @cached_property
    def claims(self) -> dict[str, tuple[Page, ...]]:
        """For every id, the pages that have it, the one that keeps it first."""
        found: dict[str, list[Page]] = defaultdict(list)
        for page in self.records:
            found[page.id].append(page)
        return {page_id: tuple(sorted(pages, key=self.standing)) for page_id, pages in found.items()}

    @cached_property
    def by_id(self) -> dict[str, Page]:
        """Records by id; a former id leads to the page that had it, unless another page has taken it.

        So does the id that a page will have when its file has a name that can stand.
        """
        found = {identifier(page.id): page for page in self.records}
        found |= {old: page for page in self.records for old in page.record.formerly}
        found.update({page_id: pages[0] for page_id, pages in self.claims.items()})
        return found

    @cached_property
    def by_label(self) -> dict[str, tuple[Page, ...]]:
        """Records by folded label: every title, other name, id and former id."""
        found: dict[str, dict[str, Page]] = defaultdict(dict)
        for page in self.records:
            for name in (*page.record.names, page.id, *page.record.formerly):
                found[fold(name)][page.path] = page
        found.pop("", None)
        return {label: tuple(pages.values()) for label, pages in found.items()}

    @cached_property
    def written(self) -> dict[str, str]:
        """For every folded label, the name as its page writes it."""
        names: dict[str, str] = {}
        for page in self.records:
            for name in (*page.record.names, page.id):
                names.setdefault(fold(name), name)
        return names

    def owners(self, folded: str) -> tuple[Page, ...]:
        """The page whose name a folded label is; none, or several where nothing tells them apart.

        A page for readers keeps its name before a draft or one that is withdrawn, a page that was there before a new
        one, a term before a guide, the page that came out first before a later one, and of one day that whose file is
        called so.
        """
        pages = self.by_label.get(folded, ())
        if len(pages) < 2:
            return pages
        keys = {page.path: self._claim(page, folded) for page in pages}
        best = min(keys.values())
        return tuple(page for page in pages if keys[page.path] == best)

    def _claim(self, page: Page, folded: str) -> tuple[object, ...]:
        own = folded in (fold(page.title), fold(page.id))
        former = not own and folded not in map(fold, page.record.names)
        return former, *self.standing(page), not own, fold(page.id.replace("-", " ")) != folded

    def standing(self, page: Page) -> tuple[object, ...]:
        """How strong a page's claim is to what one page alone can have: the smallest is the strongest."""
        before = (page.path, *(f"{page.folder}/{old}.md" for old in page.record.formerly))
        new = bool(self.established) and self.established.isdisjoint(before)
        plain = re.fullmatch(r"[a-z0-9-]+", page.id) is not None
        hidden, rank = _rank(page)
        return hidden, new, rank, not plain, page.release or date.max

    @cached_property
    def _resolved(self) -> dict[str, Resolution]:
        return {}

    def resolve(self, label: str) -> Resolution:
        """What a label means: in any case or spacing, with either apostrophe, and in a regular plural."""
        folded = fold(label)
        if folded not in self._resolved:
            self._resolved[folded] = self._resolve(folded)
        return self._resolved[folded]

    def _resolve(self, folded: str) -> Resolution:
        exact = self.owners(folded)
        plural = {page.path: page for each in number_variants(folded) for page in self.owners(each)}
        # The plural of a term is the term's, even where a chat is called so. A paper is cited by its key, so its title
        # may well be a term in the plural.
        weak = exact and all(page.kind != "paper" for page in exact)
        stronger = [page for page in plural.values() if weak and _rank(page) < min(map(_rank, exact))]
        pages = tuple(stronger or exact or plural.values())
        if len(pages) == 1:
            return Resolution(page=pages[0])
        return Resolution(several=pages) if pages else Resolution(near=self.near(folded))

    def near(self, folded: str, among: Iterable[str] | None = None) -> tuple[str, ...]:
        """The three names nearest to one that leads nowhere, the nearest first, each as its page writes it."""
        pool = self.written if among is None else among
        return tuple(dict.fromkeys(self.written.get(name, name) for name in nearest(folded, pool)))

    def near_ids(self, typed: str, kinds: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The three ids nearest to one that no record of these kinds has."""
        if (typed, kinds) not in self._near_ids:
            pool = [page.id for page in self.records if not kinds or page.kind in kinds]
            self._near_ids[typed, kinds] = tuple(nearest(typed, pool))
        return self._near_ids[typed, kinds]

    @cached_property
    def _near_ids(self) -> dict[tuple[str, tuple[str, ...]], tuple[str, ...]]:
        return {}

    def near_papers(self, key: str) -> tuple[Page, ...]:
        """Up to three papers a key that no paper has may have meant: of the same family name, with a year at most one
        figure off or left out; or of the same year, with a slip of the pen in the name. It is never certain that one of
        them is meant.
        """
        if key not in self._near_papers:
            found = sorted(_alike(self._papers, key), key=lambda each: (each[0], each[1].id))
            self._near_papers[key] = tuple(page for _, page in found[:3])
        return self._near_papers[key]

    @cached_property
    def _near_papers(self) -> dict[str, tuple[Page, ...]]:
        return {}

    def alike_papers(self, key: str) -> list[Page]:
        """The papers whose ids are a key but for capitals and hyphens, which make no other paper of it."""
        return self._squeezed.get(_squeezed(key), [])

    @cached_property
    def _squeezed(self) -> dict[str, list[Page]]:
        found = defaultdict(list)
        for page, *_ in self._papers:
            found[_squeezed(page.id)].append(page)
        return found

    @cached_property
    def _papers(self) -> list[tuple[Page, str, str, set[str]]]:
        """The papers, each with the name and the year in its id, and its authors' family names as an id holds them."""
        found = []
        for page in (page for page in self.records if page.kind == Paper.kind):
            held, _, year = page.id.rpartition("-")
            families = {fold(author.short).replace(" ", "-") for author in page.record_as(Paper).authors}
            found.append((page, held, year, families))
        return found


def _rank(page: Page) -> tuple[bool, int]:
    return page.record.draft or page.record.retired, page.row.owns


def surest(typed: str, near: tuple[str, ...]) -> str:
    """The one name that was surely meant, by a slip of the pen; else empty."""
    meant = [name for name in near if is_slip(typed, name)]
    return meant[0] if len(meant) == 1 else ""


def _squeezed(key: str) -> str:
    return re.sub(r"[^a-z0-9]", "", key.casefold())


def _alike(papers: Iterable[tuple[Page, str, str, set[str]]], key: str) -> Iterator[tuple[int, Page]]:
    """The papers a key may have meant, each with how many figures of its year are off."""
    who, _, year = key.casefold().rpartition("-")
    if not re.fullmatch(r"\d{4}[a-z]?|nd", year):
        who, year = key.casefold(), ""
    names = set(who.split("-"))
    for page, held, held_year, families in papers:
        if who == held or names <= families:
            off = sum(map(ne, year, held_year)) if len(year) == len(held_year) else 9
            if off <= 1 or not year:
                yield off, page
        elif year == held_year and is_slip(who, held):
            yield 0, page
