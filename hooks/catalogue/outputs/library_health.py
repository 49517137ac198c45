"""The library's health, as `/upkeep/` shows it: what the checker found, what is soon due, what is still wanted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from catalogue.dates import long_day
from catalogue.diagnostics import Diagnostic, number
from catalogue.graph import Page
from catalogue.graph.outside import Affected, Named
from catalogue.records import Chat, Guide, Strength
from catalogue.rules.paper_details import paper_unused
from catalogue.rules.upkeep import LAW_CHECK_DAYS
from catalogue.site.chat_state import ChatState, state
from catalogue.site.glossary import Wanted, missing
from catalogue.site.pictures import svg
from catalogue.site.site import Site

SOON = 60
"""A review or a law check that is fewer days away than this is soon due."""

MOST = 100
"""The most lines of a list: the page is read on phones, and the checker lists the rest."""

ADDRESSES = 400
"""The most addresses that are listed for readers without script."""

AFFECTED = "upkeep/affected.json"
"""The addresses that pages name, for the form on the page."""

Line = tuple[Page, str]
"""A page, and what is said of it, plain text."""


class Concern(NamedTuple):
    """A part of the page: its anchor, its heading, what it means, and its lines; `codes` are those of the checker."""

    anchor: str
    heading: str
    says: str
    lines: tuple[Line, ...]
    codes: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[Line, ...]:
        """As many lines as the page has room for."""
        return self.lines[:MOST]


_CHECKED = (
    ("reviews", "Reviews overdue", "The day by which each was to be checked again has passed.", ("review-due",)),
    ("law", "Law checks overdue", "The law on each was last checked more than a year ago.", ("law-check-due",)),
    ("claims", "Claims without a strong source", "A claim names no paper, or is called stronger than its papers are.",
     ("claim-unsourced", "claim-overrated", "source-withdrawn")),
    ("write-ups", "Chats long without a write-up", "Each ended more than two weeks ago.", ("write-up-late",)),
    ("links", "Links unchecked", "Nobody has followed these for half a year.", ("link-unchecked",)),
    ("alone", "Pages nothing leads to", "No page uses, cites or names these.", ("page-orphaned", "paper-unused")),
)  # fmt: skip
"""The parts that are what the checker found: anchor, heading, what it means, and the codes."""


class Upkeep:
    """What `/upkeep/` shows of a site."""

    def __init__(self, site: Site, problems: Iterable[Diagnostic]) -> None:
        """`problems` is all that the checker found of the same pages on the same day."""
        self.site = site
        self._judged = tuple(problems)
        self.named = Named(site.catalogue)
        self.most = ADDRESSES

    @cached_property
    def problems(self) -> list[Diagnostic]:
        """What the checker found, with the one note that the page counts, which a build does not ask for."""
        noted = paper_unused(self.site.catalogue, self.site.today)
        return [*(one for one in self._judged if one.code != "paper-unused"), *noted]

    @cached_property
    def parts(self) -> tuple[Concern, ...]:
        """The parts with lines to act on, as the checker counts them, each followed by what is soon due."""
        found = []
        for anchor, heading, says, codes in _CHECKED:
            found.append(Concern(anchor, heading, says, tuple(self._found(codes)), codes))
        soon = Concern("reviews-soon", "Reviews due soon", f"Due within {SOON} days.", tuple(self._reviews_soon()))
        law = Concern("law-soon", "Law checks due soon", f"Due within {SOON} days.", tuple(self._law_soon()))
        waiting = Concern("waiting", "Chats awaiting write-up", "Each was held and has no outcome.", self._waiting())
        dead = Concern("dead", "Links that lead nowhere", "What they led to is gone.", tuple(self._dead()))
        weak = Concern("weak", "Claims known early or as a view", "More evidence is wanted.", tuple(self._weak()))
        return (found[0], soon, found[1], law, found[2], weak, found[3], waiting, found[4], dead, found[5])

    def _found(self, codes: tuple[str, ...]) -> Iterator[Line]:
        for one in self.problems:
            page = self.site.catalogue.by_path.get(one.path)
            if one.code in codes and page is not None and not page.record.draft:
                yield page, one.message

    def _reviews_soon(self) -> Iterator[Line]:
        today = self.site.today
        for page, due in sorted(self._reviews, key=lambda each: each[1]):
            if today <= due < today + timedelta(SOON):
                yield page, f"Due by {long_day(due)}."

    @property
    def _reviews(self) -> list[tuple[Page, date]]:
        pages = [page for page in self.site.catalogue.records if page.listed]
        return [(page, page.record.review_by) for page in pages if page.record.review_by]

    def _law_soon(self) -> Iterator[Line]:
        for page, guide in self.site.catalogue.records_of(Guide):
            checked = guide.law_checked.day if guide.law_checked and page.listed else None
            left = LAW_CHECK_DAYS - (self.site.today - checked).days if checked else -1
            if checked and 0 <= left < SOON:
                yield page, f"The law was last checked on {long_day(checked)}."

    def _waiting(self) -> tuple[Line, ...]:
        chats = self.site.catalogue.records_of(Chat)
        found = [page for page, chat in chats if page.listed and state(chat, self.site.now) is ChatState.AWAITING]
        return tuple((page, "The write-up is awaited.") for page in found)

    def _dead(self) -> Iterator[Line]:
        for page in self.site.catalogue.records:
            if page.record.gone and not page.record.draft:
                yield page, "The publication is no longer at its address."

    def _weak(self) -> Iterator[Line]:
        for page, guide in self.site.catalogue.records_of(Guide):
            weak = [claim for claim in guide.claims if claim.strength in (Strength.EARLY, Strength.VIEW)]
            if page.listed and weak:
                yield page, f"{number(len(weak), 'claim')} of {len(guide.claims)}."

    @property
    def questions(self) -> int:
        """How many questions of chats no guide answers yet."""
        return sum(not question.answered_in for question in self.site.chat.register)

    @cached_property
    def wanted(self) -> tuple[Wanted, ...]:
        """The words that pages would link to, if somebody wrote what they mean."""
        return missing(self.site.catalogue)

    def reviews_by_month(self) -> Markup:
        """How many reviews fall due this month and in the twelve after it, as SVG; nothing where none does."""
        return self._months([due for _, due in self._reviews], 0, "Reviews due")

    def reviewed_by_month(self) -> Markup:
        """How many pages were last reviewed this month and in the twelve before it, as SVG; nothing where none was."""
        pages = [page for page in self.site.catalogue.records if page.listed]
        return self._months([page.record.reviewed for page in pages if page.record.reviewed], -12, "Pages reviewed")

    def _months(self, days: list[date], first: int, name: str) -> Markup:
        start = self.site.today.year * 12 + self.site.today.month - 1 + first
        counts = Counter(day.year * 12 + day.month - 1 for day in days)
        months = [(date(each // 12, each % 12 + 1, 1), counts[each]) for each in range(start, start + 13)]
        rows = [(f"{month:%b}"[0], f"{month:%B %Y}", count) for month, count in months]
        return svg.months(rows, name) if any(count for *_, count in rows) else Markup()

    @cached_property
    def addresses(self) -> list[tuple[str, list[tuple[str, tuple[Affected, ...]]]]]:
        """The addresses that guides name, by their host, each with the pages it concerns; read without script."""
        found = [
            (address, tuple(one for one in pages.values() if one.page.kind == "guide"))
            for address, pages in sorted(self.named.by_address.items())
        ]
        direct = [each for each in found if any(one.through is None for one in each[1])][:ADDRESSES]
        return [(host, list(several)) for host, several in groupby(direct, key=lambda each: each[0].partition("/")[0])]

    @property
    def affected_json(self) -> str:
        """What the form reads: pages by number (title, address), and for each address the numbers of its pages."""
        pages: dict[str, int] = {}
        shown: list[tuple[str, str]] = []
        held: dict[str, list[int]] = {}
        for address, several in self.named.by_address.items():
            for one in several.values():
                if one.page.path not in pages:
                    pages[one.page.path] = len(shown)
                    shown.append((one.page.title, one.page.address))
                held.setdefault(address, []).append(pages[one.page.path])
        return json.dumps({"pages": shown, "addresses": held}, ensure_ascii=False, separators=(",", ":")) + "\n"

    def __repr__(self) -> str:
        """All that the page shows beside what every page can: what was found, and what is due."""
        return repr([(page.path, says, part.anchor) for part in self.parts for page, says in part.lines])
