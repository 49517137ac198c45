"""The news as its page lists it: by year and day, with what happened alike on one day told together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from catalogue.site.news import Item

TOGETHER = 4
"""From how many on, items of one kind on one day are told in one line."""

PLURALS = {"guide": "guides", "chat": "chats", "paper": "papers", "term": "words", "post": "pieces of news"}
"""What readers call several pages of each kind."""


@dataclass(frozen=True)
class Batch:
    """Items of one kind on one day: `page_kind` is that of their pages, `kind` that of the news."""

    day: date
    page_kind: str
    kind: str
    items: tuple[Item, ...]

    @property
    def together(self) -> bool:
        """There are so many that one line tells of them all."""
        return len(self.items) >= TOGETHER

    @property
    def words(self) -> str:
        """What happened, for all of them: `65 words published`."""
        return f"{len(self.items)} {PLURALS[self.page_kind]} {self.kind.replace('-', ' ')}"


@dataclass(frozen=True)
class Day:
    """What happened on one day."""

    day: date
    batches: tuple[Batch, ...]


@dataclass(frozen=True)
class Year:
    """What happened in one year, the newest day first."""

    year: int
    days: tuple[Day, ...]


def batches(items: Iterable[Item]) -> list[Batch]:
    """Items, sorted by day, as batches in the order of their first ones."""
    found: dict[tuple[date, str, str], list[Item]] = {}
    for item in items:
        found.setdefault((item.day, item.page.kind, item.kind), []).append(item)
    return [Batch(*key, tuple(each)) for key, each in found.items()]


def headlines(items: Iterable[Item], count: int) -> list[Batch]:
    """The newest news in so many lines: each a single item, or a batch that is told together."""
    found: list[Batch] = []
    for batch in batches(items):
        found += (
            [batch]
            if batch.together
            else [Batch(batch.day, batch.page_kind, batch.kind, (one,)) for one in batch.items]
        )
    return found[:count]


def by_year(items: Iterable[Item]) -> list[Year]:
    """Items, sorted by day, as batches by day and year, the newest first."""
    days = [Day(day, tuple(each)) for day, each in groupby(batches(items), key=lambda batch: batch.day)]
    return [Year(year, tuple(each)) for year, each in groupby(days, key=lambda one: one.day.year)]
